"""References in messages become links for those who may follow them."""

import pytest
from django.test import Client

from tests import factories
from tests.tickets.mails import arrive, raw, token_address
from tickets.actions import conversation
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel
from tickets.models import ReferenceAlias

pytestmark = pytest.mark.django_db
QUERIES = 11


@pytest.fixture
def other(requester, support):
    """Another ticket of Marta's."""
    return factories.ticket(requester, support, title="The other one")


@pytest.fixture
def foreign(treasury, stranger):
    """A ticket that neither Marta nor the agents of support may read."""
    return factories.ticket(stranger, treasury)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("said", ["suport#{}", "suport #{}", "SUPORT#{}.", "the ticket de suport {}, please", "(suport#{})"])
def test_a_reference_leads_to_the_ticket(ticket, other, requester, sign_in, said):
    conversation.answer(ticket, Answer("It is like " + said.format(other.pk), Channel.WEB), by=requester)

    assert f'<a href="/tickets/{other.pk}/">' in page(sign_in(requester), f"/tickets/{ticket.pk}/")


def test_digits_of_every_script_are_read(ticket, other, requester, sign_in):
    arabic = str(other.pk).translate({ord(str(digit)): 0x660 + digit for digit in range(10)})
    conversation.answer(ticket, Answer(f"suport#{arabic}", Channel.WEB), by=requester)

    assert f'<a href="/tickets/{other.pk}/">suport#{arabic}</a>' in page(sign_in(requester), f"/tickets/{ticket.pk}/")


def test_agents_are_led_to_the_desk_also_from_a_mail(ticket, other, agent, sign_in):
    arrive(raw(f"As in suport#{other.pk}, <b>I</b> think."), to=token_address(ticket))

    shown = page(sign_in(agent), f"/desk/tickets/{ticket.pk}/")
    assert f'As in <a href="/desk/tickets/{other.pk}/">suport#{other.pk}</a>, &lt;b&gt;I&lt;/b&gt; think.' in shown
    assert f'<a href="/desk/tickets/{other.pk}/">suport#{other.pk}</a>' in page(sign_in(agent), f"/desk/tickets/{ticket.pk}/history/")


def test_a_ticket_that_the_reader_may_not_see_looks_like_one_that_is_not_there(ticket, foreign, agent, requester, sign_in):
    conversation.reply(ticket, Draft(f"See suport#{foreign.pk} and suport#999999."), by=agent)

    for reader, path in ((requester, f"/tickets/{ticket.pk}/"), (agent, f"/desk/tickets/{ticket.pk}/")):
        assert f"See suport#{foreign.pk} and suport#999999." in page(sign_in(reader), path)


def test_code_addresses_and_marks_stay_what_they_are(ticket, other, agent, requester, sign_in):
    name = f"suport#{other.pk}"
    conversation.reply(ticket, Draft(f"**{name}** `{name}` https://example.org/{name} [go {name}](https://example.org/)"), by=agent)

    shown = page(sign_in(requester), f"/tickets/{ticket.pk}/")
    assert f'<strong><a href="/tickets/{other.pk}/">{name}</a></strong>' in shown
    assert shown.count(f'<a href="/tickets/{other.pk}/">') == 1


@pytest.mark.parametrize("said", ["suport 24 hores", "mysuport#{}", "#{}", "suport#{}a"])
def test_other_words_are_no_reference(ticket, other, requester, sign_in, said):
    conversation.answer(ticket, Answer(said.format(other.pk), Channel.WEB), by=requester)

    assert f'<a href="/tickets/{other.pk}/">' not in page(sign_in(requester), f"/tickets/{ticket.pk}/")


@pytest.mark.parametrize("times", [1, 3])
def test_however_many_references_are_one_query(ticket, requester, support, sign_in, django_assert_num_queries, times):
    client = sign_in(requester)
    page(client, f"/tickets/{ticket.pk}/")
    for _ in range(times):
        named = factories.ticket(requester, support)
        conversation.answer(ticket, Answer(f"suport#{named.pk}", Channel.WEB), by=requester)

    with django_assert_num_queries(QUERIES):
        page(client, f"/tickets/{ticket.pk}/")


@pytest.fixture
def earlier(other):
    """Numbers of before: those after a prefix that was given up are ours, and one of a former system is the other ticket."""
    ReferenceAlias.objects.create(prefix="ajuda")
    ReferenceAlias.objects.create(prefix="desk.example.org", number=4711, ticket=other)


@pytest.mark.parametrize("said", ["ajuda#{}", "AJUDA #{}.", "[desk.example.org #4711]", "<desk.example.org#4711>"])
def test_a_reference_of_before_leads_to_its_ticket(ticket, other, earlier, requester, agent, sign_in, said):
    conversation.answer(ticket, Answer("It's like " + said.format(other.pk), Channel.WEB), by=requester)

    assert f'<a href="/tickets/{other.pk}/">' in page(sign_in(requester), f"/tickets/{ticket.pk}/")
    assert f'<a href="/desk/tickets/{other.pk}/">' in page(sign_in(agent), f"/desk/tickets/{ticket.pk}/")


def test_references_of_both_kinds_stand_in_one_text(ticket, other, earlier, agent, requester, sign_in):
    conversation.reply(ticket, Draft(f"**ajuda#{other.pk}**, suport#{other.pk}, `ajuda#{other.pk}` & ajuda#{other.pk}"), by=agent)

    shown = page(sign_in(requester), f"/tickets/{ticket.pk}/")
    link = f'<a href="/tickets/{other.pk}/">'
    assert (
        f"<strong>{link}ajuda#{other.pk}</a></strong>, {link}suport#{other.pk}</a>, <code>ajuda#{other.pk}</code> &amp; {link}ajuda"
        in shown
    )


def test_one_of_a_ticket_that_the_reader_may_not_see_stays_words(ticket, earlier, foreign, requester, agent, sign_in):
    ReferenceAlias.objects.create(prefix="vell", number=7, ticket=foreign)
    conversation.reply(ticket, Draft(f"See ajuda#{foreign.pk}, vell#7 and ajuda#999999."), by=agent)

    for reader, path in ((requester, f"/tickets/{ticket.pk}/"), (agent, f"/desk/tickets/{ticket.pk}/")):
        assert f"See ajuda#{foreign.pk}, vell#7 and ajuda#999999." in page(sign_in(reader), path)


@pytest.mark.parametrize(
    "said", ["incident#{}", "https://example.org/ajuda#{}", "ajuda#{}x", "xajuda#{}", "ajuda{}", "desk.example.org#4712"]
)
def test_other_words_before_a_number_are_none(ticket, other, earlier, requester, sign_in, said):
    conversation.answer(ticket, Answer(said.format(other.pk), Channel.WEB), by=requester)

    assert f'<a href="/tickets/{other.pk}/">' not in page(sign_in(requester), f"/tickets/{ticket.pk}/")


@pytest.mark.parametrize("times", [1, 3])
def test_references_of_before_cost_one_query_more(ticket, requester, support, earlier, sign_in, django_assert_num_queries, times):
    client = sign_in(requester)
    page(client, f"/tickets/{ticket.pk}/")
    for _ in range(times):
        named = factories.ticket(requester, support)
        conversation.answer(ticket, Answer(f"ajuda#{named.pk}", Channel.WEB), by=requester)

    with django_assert_num_queries(QUERIES + 1):
        page(client, f"/tickets/{ticket.pk}/")
