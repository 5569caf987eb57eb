"""Signatures, advertisements of programs, cards and legal notices below the new text."""

import pytest

from mailroom.newtext import split

NEW = "It works again."
HISTORY = "On 03/01/2024 10:00, Suport wrote:\n\n> Good morning Anna,\n>\n> please restart the router."

SIGNATURES = {
    "delimiter": "-- \nAnna Prat\nTown hall of Vilanova",
    "delimiter without its space": "--\nAnna Prat\nTown hall of Vilanova",
    "telephone en": "Sent from my iPhone",
    "telephone ca": "Enviat des del meu iPhone",
    "telephone es": "Enviado desde mi iPhone",
    "telephone pt": "Enviado do meu iPhone",
    "telephone gl": "Enviado dende o meu iPhone",
    "telephone eu": "Nire iPhonetik bidalia",
    "telephone fr": "Envoyé de mon iPhone",
    "telephone it": "Inviato da iPhone",
    "telephone de": "Von meinem iPhone gesendet",
    "telephone nl": "Verstuurd vanaf mijn iPhone",
    "telephone ro": "Trimis de pe iPhone-ul meu",
    "telephone ru": "Отправлено с iPhone",
    "telephone ar": "أُرسلت من الـ iPhone",
    "telephone zh": "发自我的iPhone",
    "outlook": "Get Outlook for iOS<https://example.org/o0>",
    "outlook es": "Obtener Outlook para Android",
    "outlook de": "Outlook für iOS beziehen",
    "yahoo": "Sent from Yahoo Mail on Android",
    "proton": "Sent with Proton Mail secure email.",
    "windows": "Sent from Mail for Windows",
    "k-9": "-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.",
    "bare delimiter with telephone": "--\nAnna Prat\nTel. 93 000 00 00",
    "outlook android en": "Get Outlook for Android<https://x>",
    "outlook android de": "Gesendet von Outlook für Android",
    "outlook android nl": "Verzonden vanaf Outlook voor Android",
    "outlook es ios": "Enviado desde Outlook para iOS",
    "operator es": "Enviado desde mi Samsung Mobile de Telcel",
    "samsung de": "Von meinem Samsung Galaxy Smartphone gesendet.",
    "samsung with a rule": "-------- \nSent from my Galaxy",
    "in brackets": "(Sent from mobile device)",
    "in angles": "<<sent by galaxy>>",
    "an unknown device": "Sent from my TI-85",
    "telephone zh again": "从我的 iPhone 发送",
    "telephone zh-tw": "發自我的 iPhone",
    "telephone it android": "Inviato dal mio telefono Android",
    "telephone ro android": "Trimis de pe telefonul meu Android",
    "yandex": "Отправлено из мобильной Яндекс Почты",
    "mail.ru": "Отправлено из Почты Mail.ru",
    "telephone ar android": "أرسلت من هاتفي",
    "outlook pt": "Enviado a partir do Outlook para Android",
    "telephone sv": "Skickat från min iPhone",
    "telephone pl": "Wysłane z iPhone'a",
    "telephone ja": "iPhoneから送信",
    "telephone ko": "나의 iPhone에서 보냄",
    "proton es": "Enviado con el correo electrónico seguro de Proton Mail",
    "proton fr": "Envoyé avec Proton Mail",
    "proton ca": "Enviat amb Proton Mail, correu segur",
    "typeapp": "Sent from TypeApp",
    "outlook ja": "Outlook for iOS を入手",
    "outlook ko": "Outlook for iOS 받기",
    "outlook pl": "Pobierz aplikację Outlook dla systemu iOS",
    "outlook tr": "Outlook for iOS'u edinin",
    "outlook pt-br": "Baixe o Outlook para Android",
    "samsung de old": "Von Samsung Mobile gesendet",
    "windows nl": "Verzonden vanuit Mail voor Windows",
    "windows fr": "Provenance : Courrier pour Windows",
    "windows zh": "从 Windows 版邮件发送",
    "telephone hu": "Küldve az iPhone-omról",
    "telephone bg": "Изпратено от моя iPhone",
    "telephone vi": "Đã gửi từ iPhone của tôi",
    "telephone th": "ส่งจาก iPhone ของฉัน",
    "telephone eu again": "Nire iPhone-tik bidalita",
    "telephone sl": "Poslano z mojega iPhona",
    "galaxy ko": "내 Galaxy에서 보냄",
    "outlook with a long link": "Get Outlook for iOS <https://example.org/" + "a" * 200 + ">",
    "yahoo iphone": "Sent from Yahoo Mail for iPhone",
    "yahoo es": "Enviado desde Yahoo Mail para Android",
    "yahoo slogan": "Yahoo Mail: Search, organise, conquer",
    "virus scanner": "Virus-free.www.avast.com",
    "virus scanner es": "Libre de virus.www.avg.com",
    "legal notice ca": (
        "_____________________________________________\nAquest missatge i els fitxers annexos són confidencials i "
        "s'adrecen només al seu destinatari. Si l'heu rebut per error, aviseu-nos i esborreu-lo."
    ),
    "legal notice es": "AVISO LEGAL: Este mensaje y sus archivos adjuntos van dirigidos exclusivamente a su destinatario.",
    "confidentiality notice": (
        "CONFIDENTIALITY NOTICE\n\nThis e-mail and any attachments are confidential and may be legally privileged. If "
        "you are not the intended recipient please delete it.\n\nPlease consider the environment before printing."
    ),
    "environment": "P Please consider the environment before printing this e-mail",
    "legal notice fr": (
        "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de leurs "
        "destinataires. Toute utilisation non conforme est interdite."
    ),
    "legal notice de": (
        "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige "
        "Adressat sind, informieren Sie uns bitte."
    ),
    "rule and card": "—————\nAnna Prat\nTown hall\n+34 93 000 00 00",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_is_taken_out(name):
    assert split(f"{NEW}\n\n{SIGNATURES[name]}") == (NEW, SIGNATURES[name])


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_above_the_history_is_taken_out(name):
    assert split(f"{NEW}\n\n{SIGNATURES[name]}\n\n{HISTORY}") == (NEW, f"{SIGNATURES[name]}\n\n{HISTORY}")


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_below_the_history_is_taken_out(name):
    assert split(f"{NEW}\n\n{HISTORY}\n\n{SIGNATURES[name]}") == (NEW, f"{HISTORY}\n\n{SIGNATURES[name]}")


# what stays of the end of a mail, and how to reach the sender
CARDS = [
    ("Kind regards,\nAnna Prat", "Town hall of Vilanova\nT. +34 93 000 00 00\nwww.example.org"),
    ("Salutacions,\n\nAnna Prat", "Tècnica d'informàtica\nAjuntament de Vilanova\nPlaça Major, 1\nTel. 93 000 00 00 | anna@example.org"),
    ("Un saludo\nAnna", "Tlf: 600 000 000"),
    ("Mit freundlichen Grüßen\n\nAnna Prat", "Rathaus\nTel.: +49 30 000 00 00"),
]


@pytest.mark.parametrize(("closing", "card"), CARDS)
def test_the_closing_and_the_name_stay_and_how_to_reach_the_sender_goes(closing, card):
    assert split(f"{NEW}\n\n{closing}\n{card}") == (f"{NEW}\n\n{closing}", card.strip())


KEPT = {
    "a telephone that is told about": "It works again.\n\nWhat I sent from my phone was never answered.\n\nSent from my desk, it is easier than by telephone.",
    "a computer that is told about": "Hola.\n\nEnviado desde mi ordenador no llega nada.",
    "a signature that is told of": "It shows\n\n--\nAnna\n\nbut it should not, and I have tried everything that I know to change it for good.",
    "a name": "Kind regards,\nAnna",
    "a name and where": "Thanks,\nAnna Prat\nTown hall of Vilanova",
    "data that is asked for": "Please call me:\nAnna Prat\nTel. 93 000 00 00",
    "new data": "My new data:\nTel. 93 000 00 00\nanna@example.org",
    "a postscript": "Thanks,\nAnna\nP.S. call me at 93 000 00 00 if you need the code.",
    "more words below thanks": "Thanks\n\nI changed the number, now it is +34 600 000 000 and I would like you to change it.",
    "a question": "Is this message confidential?",
    "a secret": "Confidential: do not tell Biel.",
    "a word of lawyers": "My disclaimer does not show: why?",
    "a list of items": "We need these\n- one\n- two\n- three",
    "a sentence that opens like a telephone": "Sent from my office with love and 3 attachments, right?",
    "a sentence that opens like a notice": "El contenido de este correo no se ve.",
    "a sentence that opens like a notice es": "Este mensaje me sale: error 500.",
    "words below the name": "Best,\nA\n\nThe error is\nhttps://example.org/error shows nothing at all here.",
    "a title": "title\n-----\nmore text and then it ends\nhttps://example.org",
}


@pytest.mark.parametrize("name", KEPT)
def test_words_of_the_message_are_no_signature(name):
    assert split(f"{NEW}\n\n{KEPT[name]}") == (f"{NEW}\n\n{KEPT[name]}", "")


def test_a_card_a_notice_and_the_signature_of_a_telephone_go_together():
    below = "Tel. +34 93 000 00 00\n\nDisclaimer: this mail is for its reader.\n\nSent from my iPhone"

    assert split(f"{NEW}\n\nRegards\nAnna\n{below}") == (f"{NEW}\n\nRegards\nAnna", below)


BANNERS = [
    "CAUTION: This email originated from outside of the town hall.\nDo not click links unless you know the sender.",
    "[EXTERNAL]",
    "You don't often get email from anna@example.org. Learn why this is important",
    "No suele recibir correo electrónico de anna@example.org. Por qué es importante",
]


@pytest.mark.parametrize("banner", BANNERS)
def test_the_warning_of_a_mail_server_above_the_mail_is_taken_out(banner):
    assert split(f"{banner}\n\n{NEW}") == (NEW, banner)


@pytest.mark.parametrize("text", ["External hard disk is broken.\n\nPlease help.", "CAUTION: external", "[EXTERNAL]"])
def test_a_mail_that_says_no_more_than_a_warning_stays(text):
    assert split(text) == (text, "")
