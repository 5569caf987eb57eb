"""The words of mails in the administration."""

from typing import Any

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts import installation
from accounts.letters.words import shipped
from accounts.models import MailWording
from queues.models import QueueWording
from tests.admin_pages import administrator, errors, queries_of
from tickets.letters.kinds import KINDS
from tickets.pages.wordings import Place

pytestmark = pytest.mark.django_db
LIST = "admin:accounts_mailwording_changelist"
SUBJECT, WORDS = "Re: {title} [{reference}]", "{message}\n\nBest wishes.\n\n{link} Read it"


@pytest.fixture(autouse=True)
def _read_afresh(house, monkeypatch):
    """Every page reads what was written: nothing is committed in a test, so nothing is forgotten either."""
    monkeypatch.setattr(installation, "REMEMBERED_SECONDS", -1.0)


def page(view: str = "edit", name: str = "reply", language: str = "en", queue: Any = None) -> str:
    asked = f"?queue={queue.pk}" if queue is not None else ""
    return reverse(f"admin:accounts_mailwording_{view}", args=[name, language]) + asked


def fields(words: str = WORDS, subject: str = SUBJECT, **more: Any) -> dict[str, Any]:
    return {"subject_0": subject, "words": words, **more}


def own(**changes: Any) -> MailWording:
    """Words that were written over ours as they are now."""
    under = shipped(KINDS["reply"], "en")
    plain = {"name": "reply", "language": "en", "subject": SUBJECT, "words": WORDS, "changed_at": "2026-03-02T12:00Z"}
    return MailWording.objects.create(**{**plain, "shipped_subject": under.subject, "shipped_words": under.body, **changes})


def test_the_list_names_every_mail_and_says_what_is_changed(client):
    administrator(client)
    own()

    said = client.get(reverse(LIST)).content.decode()

    mails = [kind for _title, group in Place(None).groups for kind in group]
    assert said.count("as shipped") == 4 * len(mails) - 1
    assert (said.count("your words"), "ours have changed" in said) == (1, False)
    assert f'href="{page()}"' in said


def test_the_list_takes_as_many_queries_however_many_words_there_are(client):
    administrator(client)
    own()
    few = queries_of(client, reverse(LIST))
    for name in ("chaser", "closed"):
        own(name=name)

    assert queries_of(client, reverse(LIST)) == few


def test_words_are_saved_shown_and_noted(client):
    person = administrator(client)

    response = client.post(page(), fields(), follow=True)

    row = MailWording.objects.get()
    assert (row.subject, row.words, row.changed_by) == (SUBJECT, WORDS, person)
    assert "Reply · English: Saved. The next e-mails say it." in response.content.decode()
    assert "Best wishes." in response.content.decode()


def test_a_queue_has_words_of_its_own(client, support):
    administrator(client)

    response = client.post(page(queue=support), fields())

    assert response.status_code == 302, errors(response)
    assert LogEntry.objects.get().change_message == "Reply"
    assert (QueueWording.objects.get().queue, MailWording.objects.count()) == (support, 0)
    assert client.get(reverse(LIST) + f"?queue={support.pk}").content.decode().count("your words") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": "{message} {nobody}"}, "{nobody} stands for nothing. These names are filled in: {house}"),
        ({"words": "Hello: {message}"}, "{message} needs a paragraph of its own"),
        ({"words": "{message}\n\n{link}"}, "{link} stands at the beginning of a paragraph; after it comes what the link says."),
        ({"words": "Hello"}, "Please keep {message}, in a paragraph that is always said"),
        ({"words": ""}, "This field is required."),
        ({"words": "{message}" + "x" * 10_000}, "at most 10000 characters"),
        ({"words": "{message}\x00"}, "Null characters are not allowed."),
        ({"subject": "Hello {reference}\r\nBcc: all@example.org"}, "A subject is one line, without characters that cannot be seen."),
        ({"subject": "Hello \u202e{reference}"}, "A subject is one line, without characters that cannot be seen."),
        ({"subject": "Hello"}, "Please keep {reference} in the subject"),
        ({"subject": "{reference} {message}"}, "{message} cannot stand in a subject."),
        ({"subject": "{reference} {closes_on}"}, "{closes_on} stands for nothing."),
        ({"subject": "{reference}" + "x" * 150}, "at most 150 characters"),
    ],
)
def test_what_would_go_wrong_is_refused_and_what_was_typed_stays(client, given, said):
    administrator(client)

    response = client.post(page(), fields(**given))

    told = response.content.decode().replace("&#x27;", "'")
    assert (response.status_code, said in told, "Nothing was saved" in told) == (422, True, True)
    assert MailWording.objects.count() == 0


def test_a_needed_name_has_to_be_there_in_every_case(client):
    administrator(client)
    words = {"subject_0": "Moved {reference}", "subject_1": "Booked {reference}", "words": "{if_agent} {appointment}"}

    response = client.post(page(name="appointment_booked"), words)

    assert "{appointment} would be missing in this case: it is new, the reader is the requester." in response.content.decode()


def test_each_case_of_a_subject_has_its_own_line(client):
    administrator(client)
    words = {"subject_0": "Moved {reference}", "subject_1": "Booked {reference}", "words": "{appointment}"}

    response = client.post(page(name="appointment_booked"), words)

    assert response.status_code == 302, errors(response)
    assert MailWording.objects.get().subject == "{if_moved} Moved {reference}\n{if_not_moved} Booked {reference}"


def test_a_preview_shows_what_is_typed_and_keeps_nothing(client):
    administrator(client)
    words = {"subject_0": "Moved {reference}", "subject_1": "Set {reference}", "words": "{if_moved} Elsewhen <i>.\n\n{appointment}"}

    response = client.post(page("preview", "appointment_booked"), {**words, "case": ["if_moved", "if_agent"], "mirrored": "on"})

    told = response.content.decode()
    assert "Moved \u2068suport#310\u2069" in told
    assert "&lt;html lang=&quot;en&quot; dir=&quot;rtl&quot;&gt;" in told
    assert "Elsewhen &amp;lt;i&amp;gt;." in told
    assert (MailWording.objects.count(), response.status_code) == (0, 200)


def test_the_address_of_a_preview_alone_leads_to_the_words(client):
    administrator(client)

    assert client.get(page("preview")).headers["Location"] == page()


def test_a_preview_of_what_cannot_be_saved_is_shown_with_what_is_wrong(client):
    administrator(client)

    response = client.post(page("preview"), fields("Hello {nobody}"))

    assert "{nobody} stands for nothing." in response.content.decode()
    assert "Hello {nobody}\n" in response.content.decode()


def test_the_page_allows_styles_for_its_preview_and_nothing_else(client):
    administrator(client)

    policy = client.get(page()).headers["Content-Security-Policy"].split("; ")

    assert "style-src 'self' 'unsafe-inline'" in policy
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy)


def test_own_words_are_told_when_ours_have_changed_until_they_are_saved_again(client):
    administrator(client)
    own(shipped_words="What we said before.")

    before = client.get(page()).content.decode()
    marked = client.get(reverse(LIST)).content.decode()
    client.post(page(), fields())

    assert ("What we said before." in before, "ours have changed" in marked) == (True, True)
    assert "The words under yours have changed" not in client.get(page()).content.decode()


def test_own_words_that_cannot_be_sent_any_more_are_marked(client):
    administrator(client)
    own(words="{message} {gone}")

    assert "not sent: needs a look" in client.get(reverse(LIST)).content.decode()


def test_reset_asks_first_and_then_sends_ours(client):
    administrator(client)
    own()

    asked = client.get(page("reset")).content.decode()
    kept = MailWording.objects.count()
    response = client.post(page("reset"), follow=True)

    assert ("Best wishes." in asked, kept, MailWording.objects.count()) == (True, 1, 0)
    assert "Your words are gone." in response.content.decode()
    assert LogEntry.objects.get().action_flag == DELETION
    assert client.get(page("reset")).status_code == 302


@pytest.mark.parametrize(
    ("name", "language", "asked"),
    [("nothing", "en", ""), ("reply", "xx", ""), ("reply", "ar-xb", ""), ("reply", "en", "?queue=99"), ("reply", "en", "?queue=²")],
)
def test_what_is_no_mail_no_language_or_no_queue_is_not_there(client, name, language, asked):
    administrator(client)

    assert client.get(page(name=name, language=language) + asked).status_code == 404


def test_a_queue_has_no_words_for_sign_in_codes(client, support):
    administrator(client)

    assert client.get(page(name="login_code", queue=support)).status_code == 404
    assert client.get(page(name="login_code")).status_code == 200


def test_a_row_leads_to_its_page(client):
    administrator(client)
    row = own()

    change = reverse("admin:accounts_mailwording_change", args=[row.pk])
    assert client.get(change).headers["Location"] == page()
    row.delete()
    assert client.get(change).headers["Location"] == reverse(LIST)


@pytest.mark.parametrize("view", ["edit", "preview", "reset"])
def test_only_administrators_with_that_right_read_or_write_words(client, view):
    person = administrator(client, is_staff=True)
    refused = (client.get(page()).status_code, client.post(page(view), fields()).status_code, client.get(reverse(LIST)).status_code)

    person.user_permissions.add(Permission.objects.get(codename="change_mailwording"))

    assert refused == (403, 403, 403)
    assert client.post(page(view), fields()).status_code in {200, 302}


@pytest.mark.parametrize("who", ["agent", "lead", "requester"])
def test_nobody_else_gets_in(client, request, who):
    client.force_login(request.getfixturevalue(who), backend="django.contrib.auth.backends.ModelBackend")

    assert {client.get(page(view)).status_code for view in ("edit", "reset")} <= {302, 403}
    assert client.post(page(), fields()).status_code in {302, 403}
    assert MailWording.objects.count() == 0
