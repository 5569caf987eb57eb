"""Naming colleagues in notes."""

import pytest

from notifications.models import Delivery, MailText
from tests import factories
from tickets.actions import conversation, mentions
from tickets.actions.conversation import Draft
from tickets.errors import Refused
from tickets.models import Mention, Message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["@Laia, can you look?", "@laia", "Ask @Laia Font please", "(@LAIA FONT)", "see @lead", "@Laia can you", "@Làia."]
)
def test_a_colleague_is_named_in_many_ways(ticket, lead, agent, text):
    assert mentions.meant(text, ticket) == [lead]


@pytest.mark.parametrize("text", ["aina@example.org", "lead@laia", "@nobody", "@ Laia", "Laia", "x@Laia", "@", "@@Laia"])
def test_other_words_name_nobody(ticket, lead, agent, text):
    assert mentions.meant(text, ticket) == []


def test_who_may_not_read_the_ticket_is_not_named(ticket, treasurer):
    assert mentions.meant("@Oriol Mas", ticket) == []


def test_a_name_of_two_people_is_asked_about_before_anything_is_saved(ticket, support, agent, lead):
    factories.member("laia2@example.org", "Laia Roig", support)

    with pytest.raises(Refused, match="@Laia Font, @Laia Roig"):
        conversation.note(ticket, Draft("@Laia please"), by=agent)

    assert Message.objects.count() == 1
    assert mentions.meant("@Laia Roig please", ticket)[0].name == "Laia Roig"


def test_a_note_tells_whom_it_names_and_keeps_its_words(ticket, agent, lead):
    conversation.note(ticket, Draft("@Laia the cabinet is wet"), by=agent)

    text = MailText.objects.latest("pk")
    assert (Mention.objects.get().user, Delivery.objects.latest("pk").address) == (lead, "lead@example.org")
    assert ("names you" in text.text, "wet" in text.text + text.html + text.subject) == (True, False)


def test_nobody_is_told_of_themselves(ticket, agent):
    conversation.note(ticket, Draft("@Aina remember"), by=agent)

    assert Mention.objects.count() == 0


def test_a_reply_names_nobody(ticket, agent, lead):
    conversation.reply(ticket, Draft("@Laia will call you."), by=agent)

    assert Mention.objects.count() == 0


def test_the_page_lists_what_may_still_be_read(ticket, agent, lead, treasury, sign_in):
    conversation.note(ticket, Draft("@Laia the cabinet is wet"), by=agent)
    desk = sign_in(lead)

    assert "the cabinet is wet" in desk.get("/desk/mentions/").content.decode()
    desk.post("/desk/mentions/")
    assert Mention.objects.unread().count() == 0
    type(ticket).objects.update(queue=treasury)
    assert "the cabinet is wet" not in desk.get("/desk/mentions/").content.decode()


def test_those_are_offered_who_may_read_the_ticket_by_the_start_of_their_words(ticket, agent, lead, treasurer):
    everybody = [offer.call for offer in mentions.offered(ticket, "", by=agent)]

    assert everybody == ["Laia Font"]
    assert [bool(mentions.offered(ticket, text, by=agent)) for text in ("la", "LÀI font", "font", "lead", "aia", "Oriol")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", ["Laia Font", "Joan d'Ull", "Maria del Mar Bonet i Verdaguer", "Ана Петрова", "陳大文"])
def test_what_is_offered_names_that_person_alone(ticket, support, agent, lead, name):
    other = factories.member("two@example.org", name, support)

    calls = {offer.address: offer.call for offer in mentions.offered(ticket, "", by=agent)}

    assert mentions.meant(f"Ask @{calls['two@example.org']} about it.", ticket) == [other]


def test_the_offer_is_short_for_the_composer_and_whole_on_its_page(ticket, support, agent, sign_in, django_assert_num_queries):
    for number in range(12):
        factories.member(f"p{number}@example.org", f"Person {number}", support)
    desk, path = sign_in(agent), f"/desk/tickets/{ticket.pk}/colleagues/"
    desk.get(path)

    with django_assert_num_queries(5):
        part = desk.get(path, {"q": "person"}, headers={"HX-Request": "true", "HX-Target": "colleagues"}).content.decode()

    assert (part.count('role="option"'), desk.get(path).content.decode().count("@Person")) == (8, 12)
    assert 'role="option"' not in desk.get(path, {"q": "x" * 10_000}, headers={"HX-Target": "colleagues"}).content.decode()
