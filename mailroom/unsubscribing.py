"""Replies that ask for nothing but to hear no more. A word among others is a message for a person."""

import re
import unicodedata

# What people write alone in such a reply: English, Catalan, Spanish, Portuguese, Romanian, French, Italian, German, Dutch, Russian,
# Arabic, Simplified Chinese. Case, marks and punctuation do not count.
WORDS = (
    "unsubscribe", "unsubscribe me", "please unsubscribe", "please unsubscribe me", "remove me", "please remove me", "opt out", "stop",
    "baixa", "donar-me de baixa", "doneu-me de baixa", "vull donar-me de baixa", "cancel·lar la subscripció", "desubscriure",
    "baja", "darme de baja", "dar de baja", "quiero darme de baja", "cancelar suscripción", "cancelar la suscripción", "desuscribir",
    "desuscribirme", "cancelar subscrição", "cancelar a subscrição", "anular subscrição", "cancelar inscrição", "remover", "descadastrar",
    "dezabonare", "dezabonează-mă", "vreau să mă dezabonez", "désabonner", "me désabonner", "se désabonner", "désinscrire",
    "désinscription", "désabonnement", "désinscrivez-moi", "disiscrivimi", "disiscrizione", "disiscrivermi", "cancellami", "cancellazione",
    "annulla iscrizione", "abmelden", "abbestellen", "bitte abmelden", "austragen", "bitte austragen", "newsletter abbestellen",
    "afmelden", "uitschrijven", "meld mij af", "schrijf mij uit", "отписаться", "отписать", "отпишите меня", "отписка",
    "إلغاء الاشتراك", "الغاء الاشتراك", "ألغِ اشتراكي", "退订", "取消订阅", "退訂", "我要退订",
)  # fmt: skip
LONGEST = 60


def asks_to_leave(text: str) -> bool:
    """Tell whether the new text of a reply, or a subject, asks to unsubscribe and says nothing else."""
    return len(text) <= LONGEST and _plain(text) in _KNOWN


def _plain(text: str) -> str:
    """Return the letters of ``text`` as words, without case and marks; Arabic letters with and without hamza are one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare.replace("·", "").replace("_", " ")))


_KNOWN = frozenset(map(_plain, WORDS))
