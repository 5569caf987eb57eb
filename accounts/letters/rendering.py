"""From the words of a mail about an account to what is sent."""

from accounts import installation
from accounts.letters.words import words_of
from foundation import mailwords
from foundation.mailkinds import MailKind
from foundation.mailwords import Contents
from foundation.safetext import one_line

LONGEST_SUBJECT = 200


def rendered(kind: MailKind, contents: Contents, language: str) -> tuple[str, str, str]:
    """Return subject, plain text and HTML of a mail in ``language``, which is active."""
    words = words_of(kind, language)
    subject = one_line(mailwords.subject_line(words.subject, contents), LONGEST_SUBJECT)
    blocks = mailwords.blocks(words.body, contents)
    context = {"house": installation.current(), "subject": subject, "heading": subject, "blocks": blocks}
    return subject, *mailwords.composed(context, language)
