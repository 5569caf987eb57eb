"""Mails that e-mail providers post."""

import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import product

import pytest
from django.test import Client

from accounts.actions import throttle
from foundation import blobs
from mailroom.reading import read
from tests.tickets import provider_posts as posts
from tests.tickets.mails import deny_storage, log, raw
from tickets.actions import processing
from tickets.channels.providers import PROVIDERS
from tickets.models import InboundMail, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up(settings, support):
    settings.ANYMAIL = dict(posts.SETTINGS)


MAIL = raw("El llum és vermell.", subject="Router")


@pytest.mark.parametrize("provider", posts.RAW)
def test_a_raw_mail_is_stored_as_it_is_with_its_envelope(provider):
    answer = posts.RAW[provider](MAIL, "bounces@example.net", ["suport+x@example.org"])

    assert (answer.status_code, answer.content) == (200, b"Stored")
    mail = log()
    assert (blobs.read(mail.digest), mail.envelope_to, mail.is_rebuilt) == (MAIL, "suport+x@example.org", False)
    assert mail.envelope_from == ("" if provider == "mandrill" else "bounces@example.net")
    assert mail.mailbox is not None
    assert mail.mailbox.address == "suport@example.org"


@pytest.mark.parametrize("provider", ["amazon_ses", "mailgun", "sendgrid", "sparkpost"])
def test_bytes_of_any_charset_survive(provider):
    mail = raw().replace(b"Still red.", "El llum és vermell \xff.".encode("latin-1") + b"\x00\r\n--")

    posts.RAW[provider](mail, "marta@example.net", ["suport@example.org"])

    assert blobs.read(log().digest) == mail


@pytest.mark.parametrize("provider", posts.FIELDS)
def test_a_mail_taken_apart_is_put_together_and_marked(provider):
    answer = posts.FIELDS[provider]()

    mail = log()
    said = read(blobs.read(mail.digest))
    assert (answer.status_code, mail.is_rebuilt, mail.envelope_to) == (200, True, "suport+a@example.org")
    assert (mail.envelope_from, said.sender.address, said.sender.name) == ("marta@example.net", "marta@example.net", "Marta Solé")
    assert (said.subject, said.message_id, said.body) == ("Sense connexió", "1@example.net", "El llum és vermell.")
    assert [(file.filename, file.content_type, file.content) for file in said.files] == [("llum.png", "image/png", posts.PICTURE)]


@pytest.mark.parametrize("provider", posts.FIELDS)
def test_the_same_fields_make_the_same_bytes(provider):
    for _ in range(2):
        posts.FIELDS[provider]()

    assert InboundMail.objects.count() == 1


class Files(socketserver.ThreadingTCPServer):
    """Hands out the files of mails, as Brevo does."""

    daemon_threads = True
    status, content = 200, posts.PICTURE

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers["api-key"]))
                self.send_response(outer.status)
                self.send_header("Content-Type", "image/png")
                self.send_header("Content-Length", str(len(outer.content)))
                self.end_headers()
                self.wfile.write(outer.content)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def files(settings) -> Iterator[Files]:
    """A server that hands out one file."""
    with Files() as server:
        settings.ANYMAIL["BREVO_API_URL"] = f"http://127.0.0.1:{server.server_address[1]}/v3/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


FILE = {"Name": "llum.png", "ContentType": "image/png", "DownloadToken": "a/b"}


def test_brevo_s_files_are_fetched(files):
    answer = posts.brevo(FILE)

    said = read(blobs.read(log().digest))
    assert (answer.status_code, files.asked) == (200, [("/v3/inbound/attachments/a%2Fb", "xkeysib-0123")])
    assert (said.body, [file.content for file in said.files]) == ("El llum és vermell.", [posts.PICTURE])
    assert (log().envelope_to, log().envelope_from) == ("suport+a@example.org", "marta@example.net")


def test_a_file_that_cannot_be_fetched_is_asked_for_again(files):
    files.status = 500

    assert (posts.brevo(FILE).status_code, InboundMail.objects.count()) == (503, 0)


def test_files_beyond_the_limit_are_not_read_to_their_end(files, settings):
    settings.MAIL_DOOR = replace(settings.MAIL_DOOR, size_limit=10_000)
    files.content = bytes(200_000)

    assert (posts.brevo(FILE).status_code, InboundMail.objects.count()) == (413, 0)


@pytest.mark.parametrize("provider", posts.RAW)
def test_a_mail_beyond_the_limit_is_refused(provider, settings):
    settings.MAIL_DOOR = replace(settings.MAIL_DOOR, size_limit=100)

    answer = posts.RAW[provider](MAIL, "marta@example.net", ["suport@example.org"])

    assert (answer.status_code, InboundMail.objects.count()) == (413, 0)


def test_a_mail_larger_than_a_form_of_people_is_taken():
    large = raw("Red. " * 1_500_000)

    assert posts.mailgun(large, "marta@example.net", ["suport@example.org"]).status_code == 200
    assert posts.postmark(large, "marta@example.net", ["suport@example.org"]).status_code == 200
    assert [mail.size for mail in InboundMail.objects.all()] == [len(large)]


def test_it_becomes_a_ticket_as_by_any_other_way(support):
    posts.mailgun(MAIL, "marta@example.net", ["suport@example.org"])

    processing.process(log())

    assert (Ticket.objects.get().title, Ticket.objects.get().queue) == ("Router", support)


def test_the_null_sender_is_a_program(support):
    posts.sparkpost(MAIL, "", ["suport@example.org"])

    processing.process(log())

    assert (log().envelope_from, Ticket.objects.count()) == ("<>", 0)


def test_a_mail_to_two_of_our_mailboxes_is_one_for_each(treasury):
    posts.sendgrid(MAIL, "marta@example.net", ["suport@example.org", "tresoreria@example.org", "suport+1@example.org"])

    found = InboundMail.objects.order_by("pk").values_list("envelope_to", flat=True)
    assert list(found) == ["suport+1@example.org", "tresoreria@example.org"]


def test_a_mail_that_names_no_mailbox_of_ours_is_kept_all_the_same():
    posts.sparkpost(MAIL, "marta@example.net", ["info@example.org"])

    assert (log().envelope_to, log().mailbox) == ("info@example.org", None)


@pytest.mark.parametrize("provider", posts.RAW)
def test_a_mail_posted_twice_is_stored_once_and_received_once(provider):
    for _ in range(2):
        posts.RAW[provider](MAIL, "marta@example.net", ["suport@example.org"])
    assert InboundMail.objects.count() == 1
    processing.process(log())
    posts.RAW[provider](MAIL, "marta@example.net", ["suport@example.org"])
    processing.process(log())

    assert (InboundMail.objects.count(), Ticket.objects.count(), log().reason) == (2, 1, "the same mail was received before")


def test_a_mail_without_an_identifier_posted_again_later_is_not_stored_again():
    mail = raw(identity="")
    posts.mailgun(mail, "marta@example.net", ["suport@example.org"])
    processing.process(log())

    posts.mailgun(mail, "marta@example.net", ["suport@example.org"])

    assert (InboundMail.objects.count(), Ticket.objects.count()) == (1, 1)


@pytest.mark.parametrize("provider", posts.RAW)
def test_what_cannot_be_stored_is_to_be_sent_again(provider, settings):
    deny_storage(settings)

    assert posts.RAW[provider](MAIL, "marta@example.net", ["suport@example.org"]).status_code == 503


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nothing_is_taken_while_the_secret_is_not_set(provider, settings):
    settings.ANYMAIL = {**posts.SETTINGS, "WEBHOOK_SECRET": []}

    for address in (f"/webhooks/{provider}/inbound/", f"/webhooks/{provider}/tracking/"):
        assert posts.says(address, {}).status_code == 403


@pytest.mark.parametrize(("provider", "key"), [("mailgun", "MAILGUN_WEBHOOK_SIGNING_KEY"), ("mandrill", "MANDRILL_WEBHOOK_KEY")])
def test_nothing_is_taken_while_the_key_for_signatures_is_not_set(provider, key, settings):
    del settings.ANYMAIL[key]

    assert (posts.RAW[provider](MAIL, "", ["suport@example.org"]).status_code, InboundMail.objects.count()) == (403, 0)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("given", ["", "Basic !!!", "Basic cHJvdmlkZXI6d3Jvbmc=", "Bearer cHJvdmlkZXI6"])
def test_nothing_is_taken_without_the_secret(provider, given):
    answer = posts.says(f"/webhooks/{provider}/inbound/", {}, HTTP_AUTHORIZATION=given)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Basic realm="Suport"')


@pytest.mark.parametrize(("provider", "field"), [("mailgun", "SIGNING_KEY"), ("mandrill", "MANDRILL_KEY")])
def test_a_wrong_signature_is_refused(provider, field, monkeypatch):
    monkeypatch.setattr(posts, field, "another-key")

    answer = posts.RAW[provider](MAIL, "marta@example.net", ["suport@example.org"])

    assert (answer.status_code, b"signature" in answer.content, InboundMail.objects.count()) == (400, True, 0)


def test_sns_has_to_say_the_same_in_its_headers():
    outer = {"Type": "Notification", "MessageId": "1", "Message": "{}"}

    assert posts.says("/webhooks/amazon_ses/inbound/", outer, HTTP_X_AMZ_SNS_MESSAGE_ID="2").status_code == 400


def test_a_mail_in_s3_that_cannot_be_read_now_is_told_again():
    action = {"type": "S3", "bucketName": "mails", "objectKey": "1"}
    told = {"notificationType": "Received", "mail": {}, "receipt": {"recipients": ["suport@example.org"], "action": action}}

    assert posts.sns("/webhooks/amazon_ses/inbound/", json.dumps(told)).status_code == 503


def test_the_subscription_of_sns_waits_for_the_operator(caplog):
    outer = {
        "Type": "SubscriptionConfirmation",
        "MessageId": "1",
        "TopicArn": "arn:x",
        "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Token=1",
    }
    headers = {"HTTP_X_AMZ_SNS_MESSAGE_TYPE": "SubscriptionConfirmation", "HTTP_X_AMZ_SNS_MESSAGE_ID": "1"}

    answer = posts.says("/webhooks/amazon_ses/inbound/", outer, **headers)

    assert (answer.status_code, "https://sns.eu-west-1.amazonaws.com/?Token=1" in caplog.text) == (200, True)


KINDS = ["application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "multipart/form-data"]
ODD = [
    "",
    "null",
    "[]",
    "{}",
    "3",
    '"x"',
    "[null]",
    '{"items": 3}',
    '{"Headers": 3}',
    '[{"msys": 3}]',
    "[" * 20_000,
    '{"a": "\\ud800"}',
    "\xff",
]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_odd_posts_are_refused_and_nothing_breaks(provider):
    for way, kind, body in product(("inbound", "tracking"), KINDS, ODD):
        answer = Client().post(f"/webhooks/{provider}/{way}/", body.encode("latin-1"), content_type=kind, **posts.BASIC)
        assert answer.status_code in {200, 400}, (kind, body[:20])

    assert InboundMail.objects.count() == 0


def test_a_mail_that_cannot_be_put_together_is_kept_with_all_that_was_posted():
    broken = {"From": posts.HEADERS["From"], "Subject": "Sense connexió", "Headers": {"X-Odd": "a\r\nb"}, "Text-part": "Hola", "Parts": 3}

    answer = posts.says("/webhooks/mailjet/inbound/", broken)

    said = read(blobs.read(log().digest))
    assert (answer.status_code, log().is_rebuilt, said.sender.address) == (200, True, "marta@example.net")
    assert (said.subject, said.body, json.loads(said.files[0].content)) == ("Sense connexió", "Hola", broken)


def test_a_provider_may_look_whether_anybody_is_there():
    assert Client().head("/webhooks/mandrill/inbound/").status_code == 200
    assert Client().get("/webhooks/mandrill/inbound/").status_code == 405
    assert Client().post("/webhooks/nobody/inbound/").status_code == 404


def test_a_provider_s_posts_do_not_count_as_somebody_s_uploads(support):
    throttle.allow("bodies:127.0.0.1", limit=500, per=timedelta(hours=1), weight=500)
    large = raw("Red. " * 60_000)

    assert posts.mailgun(large, "marta@example.net", ["suport@example.org"]).status_code == 200
    assert Client().post("/webhooks/mailgun/mime", large, content_type="text/plain").status_code == 429
