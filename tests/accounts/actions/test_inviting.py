"""Inviting somebody to an organisation, and what becomes of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings

from accounts import invitations
from accounts.actions import inviting
from accounts.actions.inviting import Guest
from accounts.enums import ContactRole, InvitationState
from accounts.errors import Refused
from accounts.models import Contact, Departure, Invitation, Organisation, User
from notifications.models import Delivery, MailText
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
GUEST = Guest("Nova@Example.net", "Nova Riu", ContactRole.TECHNICAL, "ca")


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


@pytest.fixture
def council(house) -> Organisation:
    return Organisation.objects.create(name="Vilaclara")


@pytest.fixture
def manager(council) -> User:
    person = factories.person("rosa@example.net", "Rosa Pujades")
    Contact.objects.create(user=person, organisation=council, role=ContactRole.MANAGER)
    return person


def mailed_link() -> str:
    found = re.search(r"https?://\S+/organisation/join/\S+", MailText.objects.latest("pk").text)
    assert found is not None
    return found[0].removeprefix(f"{django_settings.BASE_URL}/organisation/join/").rstrip("/")


def test_an_invitation_is_mailed_in_its_reader_s_language_as_a_secret(council, manager):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)

    delivery = Delivery.objects.select_related("mail").get()
    assert (delivery.address, delivery.language, delivery.mail.is_secret) == ("nova@example.net", "ca", True)
    assert "Rosa Pujades" in MailText.objects.get().text
    assert (sent.expires_at - NOW, sent.state(NOW)) == (timedelta(days=14), InvitationState.WAITING)
    assert inviting.of_link(mailed_link()) == sent


def test_accepting_makes_a_person_with_a_proven_address_and_the_role(council, manager):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)

    welcome = inviting.accept(sent, name="", by=None, at=NOW)

    person = User.objects.get(email="nova@example.net")
    assert (welcome.person, welcome.may_enter, person.name, person.language) == (person, True, "Nova Riu", "ca")
    assert list(person.contacts.values_list("organisation", "role")) == [(council.pk, "technical")]
    assert EmailAddress.objects.get(user=person).verified is True
    assert Invitation.objects.get().accepted_by == person


def test_the_name_that_somebody_gives_counts_and_a_known_name_stays(council, manager, requester):
    new = inviting.invite(council, GUEST, by=manager, at=NOW)
    known = inviting.invite(council, Guest(requester.email, "Somebody"), by=manager, at=NOW)

    names = [inviting.accept(sent, name="Núria Riu", by=None, at=NOW).person.name for sent in (new, known)]

    assert names == ["Núria Riu", "Marta Soler"]


def test_a_link_is_accepted_once(council, manager):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)
    inviting.accept(sent, name="", by=None, at=NOW)

    with pytest.raises(Refused):
        inviting.accept(sent, name="", by=None, at=NOW)
    assert Contact.objects.filter(organisation=council).count() == 2


def test_after_fourteen_days_a_link_has_ended(council, manager):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)
    late = NOW + timedelta(days=14)

    with pytest.raises(Refused):
        inviting.accept(sent, name="", by=None, at=late)
    assert (sent.state(late), User.objects.filter(email="nova@example.net").exists()) == (InvitationState.EXPIRED, False)


def test_a_withdrawn_invitation_opens_nothing_and_another_may_follow(council, manager):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)

    inviting.withdraw(sent, by=manager, at=NOW)
    inviting.withdraw(sent, by=manager, at=NOW)

    with pytest.raises(Refused):
        inviting.accept(sent, name="", by=None, at=NOW)
    assert inviting.invite(council, GUEST, by=manager, at=NOW).pk != sent.pk


def test_sending_again_ends_the_earlier_link(council, manager):
    first = inviting.invite(council, GUEST, by=manager, at=NOW)
    earlier = mailed_link()

    again = inviting.resend(first, by=manager, at=NOW + timedelta(days=20))

    assert (inviting.of_link(earlier), inviting.of_link(mailed_link())) == (None, again)
    assert again.state(NOW + timedelta(days=30)) == InvitationState.WAITING
    with pytest.raises(Refused):
        inviting.accept(first, name="", by=None, at=NOW + timedelta(days=21))


def test_what_was_accepted_is_neither_sent_again_nor_withdrawn(council, manager):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)
    inviting.accept(sent, name="", by=None, at=NOW)

    for verb in (inviting.resend, inviting.withdraw):
        with pytest.raises(Refused):
            verb(sent, by=manager, at=NOW + timedelta(hours=1))
    assert Delivery.objects.count() == 1


def test_one_click_too_many_is_one_mail(council, manager):
    sent = [inviting.invite(council, GUEST, by=manager, at=NOW) for _ in range(2)]

    assert (sent[0].pk, Delivery.objects.count()) == (sent[1].pk, 1)


def test_inviting_an_address_again_later_sends_a_new_link_of_the_same_invitation(council, manager):
    first = inviting.invite(council, GUEST, by=manager, at=NOW)

    second = inviting.invite(council, Guest(GUEST.email, role=ContactRole.BILLING), by=manager, at=NOW + timedelta(hours=1))

    assert (first.pk, second.round, second.role, Delivery.objects.count()) == (second.pk, 2, "billing", 2)


def test_who_belongs_there_is_not_invited(council, manager):
    with pytest.raises(Refused, match="belongs to Vilaclara already"):
        inviting.invite(council, Guest("ROSA@example.net"), by=manager, at=NOW)
    assert Delivery.objects.count() == 0


def test_an_address_that_we_know_is_invited_like_one_that_we_do_not(council, manager, requester):
    rows = [inviting.invite(council, Guest(address), by=manager, at=NOW) for address in (requester.email, "nobody@example.net")]

    assert {(row.state(NOW), row.name, row.round) for row in rows} == {(InvitationState.WAITING, "", 1)}


def test_invitations_are_capped_for_the_inviter_and_for_the_address(council, manager, agent, monkeypatch):
    monkeypatch.setattr(inviting, "PER_INVITER", 1)
    monkeypatch.setattr(inviting, "PER_MAILBOX", 1)
    inviting.invite(council, GUEST, by=manager, at=NOW)

    with pytest.raises(Refused, match="several invitations"):
        inviting.invite(council, GUEST, by=agent, at=NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="several invitations"):
        inviting.invite(council, Guest("nova+1@example.net"), by=agent, at=NOW)
    with pytest.raises(Refused, match="many people"):
        inviting.invite(council, Guest("other@example.net"), by=manager, at=NOW)
    assert Delivery.objects.count() == 1


def test_an_account_that_somebody_uses_is_not_opened_by_the_link_alone(council, manager, agent, requester):
    EmailAddress.objects.create(user=requester, email=requester.email, verified=True, primary=True)
    agent.set_password("a long walk along the sea")
    agent.save(update_fields=["password"])
    rows = [inviting.invite(council, Guest(person.email), by=manager, at=NOW) for person in (requester, agent)]

    assert [inviting.accept(row, name="", by=None, at=NOW).may_enter for row in rows] == [False, False]


def test_somebody_else_who_is_signed_in_cannot_accept(council, manager, stranger):
    sent = inviting.invite(council, GUEST, by=manager, at=NOW)

    with pytest.raises(Refused, match="Somebody else is signed in"):
        inviting.accept(sent, name="", by=stranger, at=NOW)
    assert stranger.contacts.count() == 0


def test_an_account_that_a_departure_closed_opens_again_and_one_that_an_administrator_closed_does_not(
    council, manager, requester, stranger
):
    User.objects.filter(pk__in=[requester.pk, stranger.pk]).update(is_active=False)
    Departure.objects.create(user=requester, organisation=council, by=manager, at=NOW, closed_account=True)
    rows = [inviting.invite(council, Guest(person.email), by=manager, at=NOW) for person in (requester, stranger)]

    inviting.accept(rows[0], name="", by=None, at=NOW)
    with pytest.raises(Refused, match="closed"):
        inviting.accept(rows[1], name="", by=None, at=NOW)

    assert list(User.objects.filter(is_active=False)) == [stranger]


@pytest.mark.parametrize("given", ["", "x", "1-1-aaaaaaaaaaaaaaaa", "1-1", "99999999999999999999-1-a", "١-1-a", "1-1-" + "a" * 10_000])
def test_a_link_that_is_not_ours_is_none(house, given):
    assert (invitations.read(given), inviting.of_link(given)) == (None, None)
