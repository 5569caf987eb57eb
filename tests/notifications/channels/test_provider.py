"""One talk with a provider's interface, which stands on this machine."""

import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

import pytest

from notifications.actions import sending
from notifications.channels.choice import open_channel
from notifications.channels.letter import Letter, Outcome, Verdict
from notifications.channels.provider import as_message
from notifications.checks import email_url_is_understood
from notifications.enums import DeliveryState, Lane
from notifications.message_ids import message_id, read_message_id

CONTENT = (
    "From: =?utf-8?q?Suport_T=C3=A8cnic?= <suport@example.org>\r\nTo: Ana <ana@example.net>\r\nSubject: =?utf-8?q?L=C3=ADnia?=\r\n"
    "Date: Tue, 10 Mar 2026 12:00:00 +0000\r\nReply-To: suport+1.2.x@example.org\r\nReferences: <a@b> <c@d>\r\nAuto-Submitted: auto-generated\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="m"\r\nMessage-ID: {identifier}\r\n\r\n'
    '--m\r\nContent-Type: multipart/alternative; boundary="a"\r\n\r\n'
    "--a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nBon dia, Núria\r\n"
    "--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bon dia</p>\r\n"
    "--a\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--a--\r\n"
    '--m\r\nContent-Type: application/ics\r\nContent-Disposition: attachment; filename="invitation.ics"\r\n\r\nBEGIN:VCALENDAR\r\n--m--\r\n'
)


def letter() -> Letter:
    content = CONTENT.replace("{identifier}", message_id("ticket:7", 42)).encode()
    return Letter(42, "suport@example.org", "ana@example.net", content)


class Interface(socketserver.ThreadingTCPServer):
    """Says what it is told to; keeps what it was posted."""

    daemon_threads = True
    status, words = 200, '{"id": "<own@mailgun.example>", "message": "Queued"}'

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
                outer.posted.append((self.path, body))
                if not outer.status:
                    return
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(outer.words)))
                self.end_headers()
                self.wfile.write(outer.words.encode())

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def interface(settings) -> Iterator[Interface]:
    """Mailgun's interface."""
    settings.EMAIL_URL = "anymail://mailgun"
    with Interface() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/v3"
        settings.ANYMAIL = {"MAILGUN_API_KEY": "key-geheim", "MAILGUN_API_URL": url, "MAILGUN_SENDER_DOMAIN": "example.org"}
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def send() -> tuple[Outcome, int]:
    """Send a letter; return what became of it, and how often its content was announced."""
    began: list[int] = []
    channel = open_channel()
    try:
        return channel.send(letter(), before_content=lambda: began.append(1)), len(began)
    finally:
        channel.close()


def test_a_mail_is_handed_over_with_its_words_headers_and_files():
    message = as_message(letter().content)

    assert (message.subject, message.from_email, message.to) == ("Línia", "Suport Tècnic <suport@example.org>", ["Ana <ana@example.net>"])
    assert (message.body, message.reply_to) == ("Bon dia, Núria", ["suport+1.2.x@example.org"])
    assert message.extra_headers == {
        "References": "<a@b> <c@d>",
        "Auto-Submitted": "auto-generated",
        "Message-ID": message_id("ticket:7", 42),
    }
    assert [tuple(kind) for kind in message.alternatives] == [("<p>Bon dia</p>", "text/html")]
    assert [(file[0], file[2]) for file in message.attachments] == [("invitation.ics", "application/ics")]
    assert read_message_id(vars(message)["metadata"]["suport"]) == ("ticket:7", 42)


def test_a_provider_takes_a_letter(interface):
    outcome, began = send()

    assert (outcome.verdict, outcome.words, began) == (Verdict.ACCEPTED, "mailgun <own@mailgun.example>", 1)
    ((path, body),) = interface.posted
    assert path == "/v3/example.org/messages"
    assert "Bon dia, Núria" in body or "Bon dia" in parse_qs(body).get("text", [""])[0]
    assert message_id("ticket:7", 42) in body


@pytest.mark.parametrize(
    ("status", "verdict", "is_down"),
    [
        (400, Verdict.REFUSED, False),
        (401, Verdict.NOT_NOW, True),
        (404, Verdict.NOT_NOW, True),
        (413, Verdict.REFUSED, False),
        (429, Verdict.NOT_NOW, True),
        (500, Verdict.NOT_NOW, True),
        (502, Verdict.UNCLEAR, False),
        # It hangs up without a word.
        (0, Verdict.UNCLEAR, False),
    ],
)
def test_what_an_interface_answers_decides(interface, status, verdict, is_down):
    interface.status, interface.words = status, '{"message": "Forbidden"}'

    outcome, _ = send()

    assert (outcome.verdict, outcome.is_relay_down) == (verdict, is_down)
    assert "geheim" not in outcome.words


def test_an_interface_that_is_away_is_tried_again(settings):
    settings.EMAIL_URL = "anymail://postmark"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "geheim", "POSTMARK_API_URL": "http://127.0.0.1:9/"}

    outcome, _ = send()

    assert (outcome.verdict, outcome.is_relay_down, outcome.words) == (Verdict.NOT_NOW, True, "postmark: ConnectionError")


def test_a_missing_key_is_told_and_nothing_is_lost(settings):
    settings.EMAIL_URL, settings.ANYMAIL = "anymail://mailgun", {}

    outcome, began = send()

    assert (outcome.verdict, outcome.is_relay_down, began) == (Verdict.NOT_NOW, True, 0)
    assert outcome.words.startswith("mailgun: set up wrongly")


def test_an_operator_hears_of_a_provider_that_is_none(settings):
    settings.EMAIL_URL = "anymail://mailgnu"

    assert [message.id for message in email_url_is_understood()] == ["notifications.E001"]


def test_an_operator_hears_of_a_missing_key(settings):
    settings.EMAIL_URL, settings.ANYMAIL = "anymail://mailgun", {}

    assert [message.id for message in email_url_is_understood()] == ["notifications.E002"]


def test_the_outbox_sends_by_it_and_an_unreachable_one_loses_nothing(interface, mail):
    taken = mail()
    assert sending.drain(Lane.DEFAULT) == 1
    interface.status, interface.words = 401, "Forbidden"
    waiting = mail("john@example.org", key="another")
    assert sending.drain(Lane.DEFAULT) == 0

    taken.refresh_from_db()
    waiting.refresh_from_db()
    assert (taken.state, taken.reply_text) == (DeliveryState.SENT, "mailgun <own@mailgun.example>")
    assert (waiting.state, waiting.reason, waiting.reply_text) == (DeliveryState.DEFERRED, sending.RELAY_DOWN, "mailgun: 401 Forbidden")
