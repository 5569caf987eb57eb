"""Titles and texts that look like what people write: real words, invented sentences."""

from random import Random

TEXTS = 4_000
WORDS = 60
THINGS = (
    "La fibra", "El correu", "La carpeta ciutadana", "El certificat", "La factura", "El tancament", "La impressora", "El telèfon",
    "La fibra", "El correo", "La carpeta ciudadana", "El certificado", "La factura", "La nómina", "La sede", "El registro",
    "A ligação", "O correio", "A aplicação", "O recibo", "O caderno", "A assinatura",
    "The connection", "The mailbox", "The notice", "The invoice", "The app", "The sign-in page", "The export", "The calendar",
)  # fmt: skip
HAPPENS = (
    "s'atura", "va molt a poc a poc", "dona error", "no s'obre", "surt en blanc", "se corta", "no carga", "da un error", "sale vacía",
    "não abre", "fecha-se", "fica em branco", "stops", "is slow", "shows an error", "comes up empty", "asks for a password again",
)  # fmt: skip
WHEN = (
    "cada vespre", "des d'ahir", "en desar", "amb el mòbil", "cada tarde", "desde ayer", "al guardar", "con el móvil",
    "desde ontem", "ao guardar", "no telemóvel", "every evening", "since yesterday", "on saving", "on my phone", "after the update",
)  # fmt: skip
# What people write above a ticket when they are in a hurry.
VAGUE = ("Ajuda", "No funciona", "Problema", "No va", "Ayuda por favor", "Não funciona", "Help", "Question")
CAUSES = (
    "El certificat havia caducat.", "The line was cut by road works.", "La contraseña había caducado.", "O cartão tinha expirado.",
    "A setting was lost with the update.", "El disc era ple.", "El usuario no tenía permiso.", "The cable was loose.",
)  # fmt: skip
FIXES = (
    "Hem renovat el certificat.", "The provider repaired the line.", "Se ha cambiado la contraseña.", "Enviámos um cartão novo.",
    "We set it again and wrote it down.", "Hem buidat la carpeta temporal.", "Se ha dado el permiso que faltaba.", "Plugged in again.",
    "Explained on the phone.",
)  # fmt: skip
VOCABULARY = (
    "a ahir ajuda al amb aquest arxiu bon botó cada cal cara clau codi com connexió contrasenya correu de demà des després dia document el "
    "en encara entrar error és està fer fitxer fins funciona gràcies ha hem hi hora internet ja la línia llum mòbil molt no nova o ordinador "
    "pàgina per però persona pot problema què quan que reiniciar rebut res sabem segon sense servei si signar sí tarda té telèfon tinc tot "
    "torna un usuari vegada veure xarxa ayer ayuda botón buenos clave código conexión contraseña correo cuando desde día documento entrar "
    "esta fichero funciona gracias hola línea luz mañana muy necesito nueva ordenador pero porque prueba red reiniciado servicio sigue "
    "también teléfono todavía vez ainda ajuda bom código computador consigo documento ficheiro já linha obrigada palavra porque problema "
    "quando rede serviço telemóvel tenho again answer because button cannot computer document every file hello light line message morning "
    "network nothing page password please problem restart screen second service since still thank tried twice waiting when works"
).split()  # fmt: skip


def titles(chance: Random, count: int) -> list[str]:
    """Return ``count`` titles that say what, how and when, and the vague ones behind them."""
    return [*(f"{chance.choice(THINGS)} {chance.choice(HAPPENS)} {chance.choice(WHEN)}" for _number in range(count)), *VAGUE]


def title_of(chance: Random, *, is_vague: bool) -> int:
    """Return the place of a title among ``TEXTS`` clear ones and the vague ones."""
    return TEXTS + int(chance.random() * len(VAGUE)) if is_vague else int(chance.random() * TEXTS)


def texts(chance: Random, count: int = TEXTS) -> list[str]:
    """Return ``count`` texts of 60 words on average, in sentences and paragraphs."""
    return [text(chance, max(8, round(chance.gauss(WORDS, WORDS / 3)))) for _number in range(count)]


def text(chance: Random, length: int) -> str:
    """Return a text of ``length`` words. Common words come more often, as in every language."""
    sentences: list[str] = []
    left = length
    while left > 0:
        size = min(left, chance.randint(5, 14))
        said = [VOCABULARY[int(len(VOCABULARY) * chance.random() ** 2)] for _word in range(size)]
        sentences.append(" ".join(said).capitalize() + ".")
        left -= size
    middle = len(sentences) // 2
    paragraphs = [" ".join(part) for part in (sentences[:middle], sentences[middle:]) if part]
    return "\n\n".join(paragraphs)
