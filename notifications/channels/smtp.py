"""Mail through a relay, over one connection for many letters."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from notifications.channels.letter import Letter, Outcome, Verdict

# Some relays close after a number of mails; a fresh connection now and then costs nothing beside that.
LETTERS_PER_CONNECTION = 100
# Seconds for the answer to the content. A relay may look into the mail first, and whoever leaves too early sends it twice
# (RFC 5321 §4.5.3.2.6 would wait ten minutes; the lease and the other work of a worker allow one).
PATIENCE = 60.0
# Enhanced codes (RFC 3463) that say: this mailbox does not exist, moved without leaving an address, or was switched off.
_NO_SUCH_MAILBOX = re.compile(r"\b5\.(1\.(1|2|3|6|10)|2\.1)\b")


@dataclass(frozen=True, slots=True)
class Relay:
    """Where and how to hand over mail. ``timeout`` in seconds, for each step but the last."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    is_tls: bool = False
    is_starttls: bool = False
    timeout: float = 10.0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class SmtpChannel:
    """Hands letters to one relay and tells apart what failed for now, for ever, and unknowably."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self._open: smtplib.SMTP | None = None
        self._letters = 0

    def send(self, letter: Letter, *, before_content: Callable[[], None]) -> Outcome:
        """Send one letter, opening or renewing the connection when needed."""
        is_kept = self._open is not None
        try:
            smtp = self._connection()
        except OSError as error:  # smtplib's own errors are OSErrors too
            self.close()
            return Outcome(Verdict.NOT_NOW, _code_of(error), f"{self.relay}: {_words_of(error)}", is_relay_down=True)
        try:
            refusal = self._envelope(smtp, letter)
        except OSError as error:
            self.close()
            if is_kept:  # relays drop a connection that was idle or old; nothing was sent on it, so a fresh one may try
                return self.send(letter, before_content=before_content)
            return Outcome(Verdict.NOT_NOW, _code_of(error), f"{self.relay}: {_words_of(error)}")
        if refusal is not None:
            return refusal
        before_content()
        return self._content(smtp, letter)

    def close(self) -> None:
        """End the conversation politely if the relay still listens."""
        smtp, self._open, self._letters = self._open, None, 0
        if smtp is None:
            return
        try:
            smtp.quit()
        except OSError:
            smtp.close()

    def _connection(self) -> smtplib.SMTP:
        if self._letters >= LETTERS_PER_CONNECTION:
            self.close()
        if self._open is None:
            self._open = self._connected()
        self._letters += 1
        return self._open

    def _connected(self) -> smtplib.SMTP:
        relay, name = self.relay, settings.MAIL_DOMAIN
        smtp: smtplib.SMTP
        if relay.is_tls:
            context = ssl.create_default_context()
            smtp = smtplib.SMTP_SSL(relay.host, relay.port, local_hostname=name, timeout=relay.timeout, context=context)
        else:
            smtp = smtplib.SMTP(relay.host, relay.port, local_hostname=name, timeout=relay.timeout)
        try:
            if relay.is_starttls:
                smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
            if relay.user:
                smtp.login(relay.user, relay.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _envelope(self, smtp: smtplib.SMTP, letter: Letter) -> Outcome | None:
        options = []
        if not letter.address.isascii():
            if not smtp.has_extn("smtputf8"):
                return Outcome(Verdict.REFUSED, words=f"{self.relay}: no SMTPUTF8")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        code, words = smtp.mail(letter.sender, options)
        if code != 250:
            return self._refused(smtp, code, words)
        code, words = smtp.rcpt(letter.address)
        if code not in {250, 251}:
            return self._refused(smtp, code, words, is_about_address=True)
        return None

    def _content(self, smtp: smtplib.SMTP, letter: Letter) -> Outcome:
        try:
            self._wait_up_to(smtp, max(PATIENCE, self.relay.timeout))
            code, words = smtp.data(letter.content)
            self._wait_up_to(smtp, self.relay.timeout)
        except smtplib.SMTPDataError as error:  # DATA itself was refused, so no content left the house
            return self._refused(smtp, error.smtp_code, error.smtp_error)
        except OSError as error:
            self.close()
            return Outcome(Verdict.UNCLEAR, _code_of(error), f"{self.relay}: {_words_of(error)}")
        if 200 <= code < 300:
            return Outcome(Verdict.ACCEPTED, code, _text(words))
        return self._refused(smtp, code, words)

    @staticmethod
    def _wait_up_to(smtp: smtplib.SMTP, seconds: float) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)

    def _refused(self, smtp: smtplib.SMTP, code: int, words: bytes | str, *, is_about_address: bool = False) -> Outcome:
        text = _text(words)
        is_closing = code == 421
        if is_closing:
            self.close()
        else:
            try:
                smtp.rset()
            except OSError:
                self.close()
        if code < 500:
            return Outcome(Verdict.NOT_NOW, code, text)
        is_bad = is_about_address and _NO_SUCH_MAILBOX.search(text) is not None
        return Outcome(Verdict.REFUSED, code, text, is_bad_address=is_bad)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def _code_of(error: Exception) -> int | None:
    code = getattr(error, "smtp_code", None)
    return code if isinstance(code, int) and code > 0 else None


def _words_of(error: Exception) -> str:
    words = getattr(error, "smtp_error", None)
    return _text(words) if isinstance(words, bytes | str) else f"{type(error).__name__}: {error}"
