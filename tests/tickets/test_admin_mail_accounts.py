"""Mail accounts in the administration: set up, tried out, and never showing a password."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from foundation import sealed
from tests.admin_pages import administrator, errors
from tests.plugins.dovecot import PASSWORD
from tests.tickets.accounts import Outside
from tests.tickets.mails import raw
from tests.tickets.moments import NOON
from tickets.models import MailAccount

pytestmark = pytest.mark.django_db

ADD = "/admin/tickets/mailaccount/add/"


def filled(**changed: Any) -> dict[str, Any]:
    """The form of an account as a browser sends it."""
    return {
        "host": "imap.example.org", "port": "", "security": "tls", "user": "suport", "password_from": "here", "password": "secret words",
        "password_name": "", "folder": "INBOX", "processed_folder": "Suport-received", "failed_folder": "Suport-failed", "mailbox": "",
        "alarm_minutes": 15, "is_active": "on", **changed,
    }  # fmt: skip


def page(row: MailAccount) -> str:
    return reverse("admin:tickets_mailaccount_change", args=[row.pk])


def test_a_password_is_kept_sealed_and_shown_nowhere(client):
    administrator(client)

    client.post(ADD, filled())

    row = MailAccount.objects.get()
    assert (sealed.unseal(row.sealed_password), row.next_read_at, row.alarm_at) == ("secret words", NOON, NOON + timedelta(minutes=15))
    shown = client.get(page(row)).content.decode()
    assert "secret words" not in shown
    assert row.sealed_password not in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"security": "none"}, "could read the password"),
        ({"processed_folder": "INBOX"}, "received again and again"),
        ({"password": ""}, "A password is needed"),
        ({"password_from": "server"}, "Under which name"),
        ({"password_from": "server", "password_name": "A; rm"}, "Letters, digits"),
        ({"folder": "IN\rBOX"}, "Only characters that can be seen"),
        ({"port": 70000}, "65535"),
    ],
)
def test_what_cannot_work_is_said(client, changed, said):
    administrator(client)

    assert said in errors(client.post(ADD, filled(**changed)))


def test_a_kept_password_goes_to_no_other_server(client):
    administrator(client)
    client.post(ADD, filled())
    row = MailAccount.objects.get()

    assert "Type the password again" in errors(client.post(page(row), filled(host="imap.example.com", password="")))
    assert client.post(page(row), filled(alarm_minutes=30, password="")).status_code == 302
    row.refresh_from_db()
    assert (row.alarm_minutes, sealed.unseal(row.sealed_password)) == (30, "secret words")


def test_who_reads_with_old_values_loses_the_account(client):
    administrator(client)
    client.post(ADD, filled())
    row = MailAccount.objects.get()
    MailAccount.objects.update(reader="abc", reader_until=NOON + timedelta(minutes=3), next_read_at=NOON + timedelta(hours=1))

    client.post(page(row), filled())

    row.refresh_from_db()
    assert (row.reader, row.reader_until, row.next_read_at) == ("", None, NOON)


def test_the_connection_is_tried_out_where_it_is_set_up(client, dovecot, support):
    administrator(client)
    Outside(dovecot).deliver(raw())
    works = filled(host="127.0.0.1", port=dovecot.port, security="none", password=PASSWORD)

    good = client.post(ADD, {**works, "_test": "1"}, follow=True).content.decode()
    row = MailAccount.objects.get()
    bad = client.post(page(row), {**works, "password": "wrong", "_test": "1"}, follow=True).content.decode()

    assert "it works. 1 mail waits." in good
    assert "The server refuses the user name, the password or the token." in bad
    assert "wrong" not in bad.replace("#wrong", "")


def test_several_are_tried_out_from_the_list(client, support):
    administrator(client)
    broken = [account_at(host) for host in ("a.invalid", "b.invalid")]

    told = client.post(
        "/admin/tickets/mailaccount/", {"action": "test", "_selected_action": [row.pk for row in broken]}, follow=True
    ).content.decode()

    assert told.count("There is no server of this name.") == 2


def account_at(host: str) -> MailAccount:
    return MailAccount.objects.create(host=host, user="suport", sealed_password=sealed.seal("x"), next_read_at=NOON)
