"""The log of received mail at the desk: finding the mail that never arrived."""

from datetime import timedelta

import pytest

from notifications.actions import suppression
from notifications.enums import SuppressionScope
from tests.tickets.mails import STRANGER, arrive, raw
from tests.tickets.moments import NOON
from tickets.actions import inbound
from tickets.models import InboundMail, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(support, treasury):
    """Three mails to support of three kinds, and one to treasury."""
    arrive(raw(subject="The router is dead", identity="a@example.net"), at=NOON - timedelta(days=2))
    arrive(raw("Away.", sender=STRANGER, subject="Out of office", identity="b@example.com", Auto_Submitted="auto-replied"), at=NOON)
    inbound.give_up(inbound.store(raw(subject="Never read"), envelope_to="suport@example.org", at=NOON), "OSError: disk")
    arrive(raw(subject="My invoice", identity="d@example.net"), to="tresoreria@example.org", at=NOON)


def subjects(client, query=""):
    return [entry.mail.subject for entry in client.get(f"/desk/mail/{query}").context["entries"]]


def test_an_agent_sees_the_mails_of_their_queues_the_newest_first(mails, agent, treasurer, sign_in):
    assert subjects(sign_in(agent)) == ["", "Out of office", "The router is dead"]
    assert subjects(sign_in(treasurer)) == ["My invoice"]


def test_what_was_for_no_mailbox_is_seen_by_those_who_lead(support, agent, lead, sign_in):
    arrive(raw(sender=""), to="nobody@example.org")

    assert (len(subjects(sign_in(agent))), len(subjects(sign_in(lead)))) == (0, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?sender=marta@example.net", ["The router is dead"]),
        ("?sender=marta", ["The router is dead"]),
        ("?sender=example.com", ["Out of office"]),
        ("?q=ROUTER", ["The router is dead"]),
        ("?q=%3Cb@example.com%3E", ["Out of office"]),
        ("?fate=ignored", ["Out of office"]),
        ("?fate=failed", [""]),
        ("?fate=created&since=2026-01-01", ["The router is dead"]),
        ("?until=2025-01-01", []),
        ("?fate=%00&mailbox=x&since=x", ["", "Out of office", "The router is dead"]),
    ],
)
def test_the_log_is_narrowed_by_sender_words_what_was_done_and_days(mails, agent, sign_in, query, found):
    assert subjects(sign_in(agent), query) == found


def test_the_log_finds_the_mails_of_a_ticket_by_its_reference(mails, agent, sign_in):
    number = Ticket.objects.get(title="The router is dead").pk

    assert subjects(sign_in(agent), f"?q=suport%23{number}") == ["The router is dead"]


def test_one_mailbox_s_mails_are_shown_alone(mails, agent, sign_in):
    box = InboundMail.objects.filter(subject="Out of office").values_list("mailbox", flat=True).get()

    assert len(subjects(sign_in(agent), f"?mailbox={box}")) == 3


def test_an_empty_answer_says_where_else_to_look(support, agent, sign_in):
    suppression.suppress("gone@example.net", scope=SuppressionScope.HARD_BOUNCE, reason="550", at=NOON)

    page = sign_in(agent).get("/desk/mail/?sender=gone@example.net").content.decode()

    assert "No such e-mail has arrived" in page
    assert "suport@example.org" in page
    assert "Our own e-mails to gone@example.net are stopped since" in page
    assert "?fate=failed" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_stays_flat(support, agent, sign_in, django_assert_num_queries, rows):
    for number in range(rows):
        arrive(raw(subject=f"Mail {number}", identity=f"{number}@example.net"))
    client = sign_in(agent)
    client.get("/desk/mail/")

    with django_assert_num_queries(7):
        assert len(subjects(client)) == rows


def test_the_rail_counts_what_waits_for_somebody(mails, agent, treasurer, sign_in):
    line = next(item for item in sign_in(agent).get("/desk/mail/").context["rail"].mine if item.url == "/desk/mail/")
    none = next(item for item in sign_in(treasurer).get("/desk/mail/").context["rail"].mine if item.url == "/desk/mail/")

    assert (line.new, line.is_current, none.new) == ("1", True, "")


def test_an_entry_says_what_became_of_it_why_and_what_it_says(mails, agent, sign_in):
    entry = InboundMail.objects.get(subject="Out of office")

    page = sign_in(agent).get(f"/desk/mail/{entry.pk}/").content.decode()

    assert "Kept, nothing done" in page
    assert "Away." in page
    assert f"/desk/mail/{entry.pk}/open/" in page


def test_an_entry_that_is_part_of_a_ticket_leads_there_and_asks_nothing(mails, agent, sign_in):
    entry = InboundMail.objects.get(subject="The router is dead")

    page = sign_in(agent).get(f"/desk/mail/{entry.pk}/").content.decode()

    assert f"/desk/tickets/{entry.ticket_id}/#message-{entry.message.pk}" in page
    assert f"/desk/mail/{entry.pk}/open/" not in page


def test_the_mail_is_downloaded_as_it_came_and_no_browser_runs_it(mails, agent, sign_in):
    entry = InboundMail.objects.get(subject="Out of office")

    response = sign_in(agent).get(f"/desk/mail/{entry.pk}/raw/")

    assert b"".join(response.streaming_content).startswith(b"From: Nobody Known <stranger@example.com>\r\n")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_mail_that_is_kept_no_longer_cannot_be_downloaded(mails, agent, sign_in):
    InboundMail.objects.update(is_raw_kept=False)
    entry, client = InboundMail.objects.get(subject="Out of office"), sign_in(agent)

    assert client.get(f"/desk/mail/{entry.pk}/raw/").status_code == 404
    assert "no longer kept" in client.get(f"/desk/mail/{entry.pk}/").content.decode()


def test_another_queue_s_mail_is_not_there(mails, agent, sign_in):
    entry, client = InboundMail.objects.get(subject="My invoice"), sign_in(agent)

    answers = {client.get(f"/desk/mail/{entry.pk}/{rest}").status_code for rest in ("", "raw/", "replay/", "open/", "join/")}

    assert answers == {404}


def test_an_agent_opens_a_ticket_of_a_mail(mails, agent, sign_in):
    entry, client = InboundMail.objects.get(subject="Out of office"), sign_in(agent)
    asked = client.get(f"/desk/mail/{entry.pk}/open/")

    response = client.post(f"/desk/mail/{entry.pk}/open/")

    ticket = Ticket.objects.get(title="Out of office")
    assert (asked.status_code, response.headers["Location"]) == (200, f"/desk/tickets/{ticket.pk}/")


def test_an_agent_adds_a_mail_to_a_ticket_of_their_queues(mails, agent, sign_in):
    entry, client = InboundMail.objects.get(subject="Out of office"), sign_in(agent)
    other, own = Ticket.objects.get(title="My invoice"), Ticket.objects.get(title="The router is dead")

    refused = client.post(f"/desk/mail/{entry.pk}/join/", {"target": other.reference})
    done = client.post(f"/desk/mail/{entry.pk}/join/", {"target": own.reference})

    assert (refused.status_code, done.headers["Location"]) == (422, f"/desk/tickets/{own.pk}/")
    assert own.messages.count() == 2


def test_a_failed_mail_is_processed_once_more(mails, agent, sign_in):
    entry = InboundMail.objects.get(state="failed")

    response = sign_in(agent).post(f"/desk/mail/{entry.pk}/replay/", follow=True)

    entry.refresh_from_db()
    assert entry.ticket is not None
    assert (entry.fate, entry.ticket.title) == ("created", "Never read")
    assert "Processed once more: Opened a ticket." in response.content.decode()


def test_what_cannot_be_done_any_more_says_why(mails, agent, sign_in):
    entry = InboundMail.objects.get(subject="The router is dead")

    response = sign_in(agent).post(f"/desk/mail/{entry.pk}/open/")

    assert response.status_code == 422
    assert entry.ticket is not None
    assert f"This e-mail is part of {entry.ticket.reference} already." in response.content.decode()


def test_a_stretch_without_a_find_leads_on(mails, agent, sign_in, monkeypatch):
    monkeypatch.setattr("tickets.pages.mails.REACH", 2)

    found = sign_in(agent).get("/desk/mail/?q=router").context["page"]

    assert (found.rows, found.is_cut, bool(found.after)) == ([], True, True)


@pytest.fixture
def held(support, ticket):
    """A mail about money in the requester's name, that waits."""
    support.held_words = "IBAN"
    support.save(update_fields=["held_words"])
    arrive(raw("New IBAN.", subject=f"suport#{ticket.pk}", identity="held@example.net"))
    return InboundMail.objects.get(message_id="held@example.net")


def test_a_held_mail_asks_and_the_ticket_leads_to_it(held, ticket, agent, sign_in):
    client = sign_in(agent)

    page, story = client.get(f"/desk/mail/{held.pk}/").content.decode(), client.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert "Shall it do what it asks for?" in page
    assert "nothing proves its sender, and it says: IBAN" in page
    assert f'href="/desk/mail/{held.pk}/"' in story


def test_an_agent_accepts_a_held_mail_by_one_click(held, ticket, agent, sign_in):
    client = sign_in(agent)
    asked = client.get(f"/desk/mail/{held.pk}/accept/")
    held.refresh_from_db()
    assert (asked.status_code, held.fate) == (302, "held")

    response = client.post(f"/desk/mail/{held.pk}/accept/")

    assert (response.headers["Location"], ticket.messages.count()) == (f"/desk/tickets/{ticket.pk}/", 2)


def test_who_comes_too_late_is_told(held, agent, sign_in):
    client = sign_in(agent)
    client.post(f"/desk/mail/{held.pk}/refuse/")

    page = client.post(f"/desk/mail/{held.pk}/accept/", follow=True).content.decode()

    assert "Somebody has decided about this e-mail already." in page


def test_a_message_says_what_our_relay_found_out_and_leads_to_its_entry(ticket, agent, sign_in):
    arrive(raw(subject=f"suport#{ticket.pk}"))
    entry = InboundMail.objects.get()
    InboundMail.objects.update(sender_check="failed", sender_results="spf=fail dkim=fail dmarc=fail")

    story = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()
    page = sign_in(agent).get(f"/desk/mail/{entry.pk}/").content.decode()

    assert "The checks of its sender failed" in story
    assert f'href="/desk/mail/{entry.pk}/"' in story
    assert "dmarc=fail" in page


def test_a_mail_under_the_message_id_of_another_one_is_processed_and_marked(support, agent, sign_in):
    first, second = arrive(raw("One.", identity="same@example.net")), arrive(raw("Two.", identity="same@example.net"))
    alone = arrive(raw("Three.", identity="alone@example.net"))
    client, said = sign_in(agent), "another e-mail with other content came under the same one"

    pages = [client.get(f"/desk/mail/{one.message.inbound_id}/").content.decode() for one in (first, second, alone) if one.message]

    assert len({first.ticket, second.ticket}) == 2
    assert [said in page for page in pages] == [True, True, False]
