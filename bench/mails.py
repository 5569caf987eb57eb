"""Mails as people send them: plain, with HTML, with a file, in an old character set; and answers with everything quoted below."""

import random
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

MAILBOX = "suport@example.org"
TEXT = (
    "Good morning,\n\nsince this morning the printer on floor two shows no light and nobody can print the payroll. "
    "We restarted it twice and the cable is in.\n\nThank you, {name}\n-- \n{name}\nPersonnel · telephone 900 000 000\n"
)
# One line of a longer text; 5 KB are some forty of them.
LINE = "The {thing} of room {number} was switched off at {number} minutes past nine, and since then the screen stays dark."
THINGS = ("printer", "scanner", "telephone", "router", "projector", "badge reader", "till")
FRENCH = "Bonjour,\n\nl'imprimante ne répond plus depuis ce matin, même après un redémarrage. Où est le problème ?\n\nÉlodie\n"


@dataclass(frozen=True, slots=True)
class Question:
    """A mail that was received: the number of who wrote it, and the Message-ID of the answer they got."""

    writer: int
    answer_id: str


def a_mail(number: int, *, answered: Question | None = None) -> bytes:
    """Return the ``number``-th mail to the mailbox, from a person of its own; one that answers comes from who asked the question."""
    writer = answered.writer if answered else number
    name = f"Writer {writer} Soler"
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{name} <writer{writer}@example.net>"
    mail["To"] = MAILBOX
    mail["Subject"] = ("Re: " if answered else "") + f"The printer on floor {writer} shows no light"
    mail["Date"] = "Mon, 06 Jul 2026 09:30:00 +0200"
    mail["Message-ID"] = f"<mail.{number}@example.net>"
    text = TEXT.format(name=name)
    if answered:
        mail["In-Reply-To"] = mail["References"] = answered.answer_id
        text += f"\nOn Mon, 6 Jul 2026 at 09:12, Suport <{MAILBOX}> wrote:\n" + "".join(f"> {line}\n" for line in TEXT.splitlines())
    _add_content(mail, number % 4, text)
    return mail.as_bytes()


def a_mail_of_5_kb(number: int) -> bytes:
    """Return the ``number``-th mail of about 5,000 bytes, from a person of its own, about a matter of its own.

    In turn plain text, text beside the same in HTML, HTML alone, and text above a quoted mail.
    """
    name = f"Writer {number} Vidal"
    mail = EmailMessage(policy=SMTP)
    mail["Received"] = f"from mail.example.net (mail.example.net [192.0.2.7]) by relay.example.org with ESMTPS id {number:08x}"
    mail["From"] = f"{name} <vidal{number}@example.net>"
    mail["To"] = MAILBOX
    mail["Subject"] = f"The {THINGS[number % len(THINGS)]} of room {number} stays dark"
    mail["Date"] = "Mon, 06 Jul 2026 09:30:00 +0200"
    mail["Message-ID"] = f"<vidal.{number}@example.net>"
    shape = number % 4
    lines = [LINE.format(thing=THINGS[(number + line) % len(THINGS)], number=number + line) for line in range((39, 18, 35, 19)[shape])]
    page = "".join(f"<p>{line}</p>\n" for line in lines)
    if shape == 2:
        mail.set_content(f"<html><body>{page}</body></html>", subtype="html")
        return mail.as_bytes()
    quoted = "\nOn Mon, 6 Jul 2026 at 09:12, Jordi <jordi@example.com> wrote:\n" + "".join(f"> {line}\n" for line in lines)
    mail.set_content("\n".join([*lines, "", name, ""]) + (quoted if shape == 3 else ""))
    if shape == 1:
        mail.add_alternative(f"<html><body>{page}</body></html>", subtype="html")
    return mail.as_bytes()


def a_big_mail(number: int, size: int) -> bytes:
    """Return a mail of about ``size`` bytes: a few words, and a file."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Writer {number} <big{number}@example.net>"
    mail["To"] = MAILBOX
    mail["Subject"] = "What the camera saw"
    mail["Message-ID"] = f"<big.{number}@example.net>"
    mail.set_content("The film is in the file.\n")
    if size:
        mail.add_attachment(random.randbytes(size * 57 // 78), "video", "mp4", filename="film.mp4")
    return mail.as_bytes()


def _add_content(mail: EmailMessage, shape: int, text: str) -> None:
    if shape == 1:
        mail.set_content(FRENCH, charset="iso-8859-15", cte="quoted-printable")
        return
    mail.set_content(text)
    if shape >= 2:
        paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
        mail.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")
    if shape == 3:
        mail.add_attachment(random.randbytes(20_000), "image", "jpeg", filename="printer.jpg")
