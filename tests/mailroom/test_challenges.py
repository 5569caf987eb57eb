"""Programs that ask the sender to prove to be a person, and providers that pass complaints on."""

import pytest

from mailroom.reading import read
from tests.mailroom.making import mail, multipart, raw

SENDER = ("From: Anna Prat <anna@example.org>", "To: suport@example.org", "Subject: Re: No line", "In-Reply-To: <t310.1@example.org>")
CHALLENGES = {
    "en": "To control spam, your message is being held until you follow this link:\n\nhttps://example.org/c",
    "en list": "Your message was waitlisted. Please add yourself to my guest list: https://example.org/c",
    "fr": "Votre message n'a pas encore été remis. Veuillez vous authentifier : https://example.org/c",
    "es": "Confirme que es una persona para que su mensaje sea entregado: https://example.org/c",
}
PEOPLE = {
    "speaks of spam": "To control spam I have changed the filter, and now it stops our own mail.",
    "quotes a challenge": "Done, thanks.\n\n> To control spam, your message is being held until you follow this link",
}


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_is_told_by_its_words(name):
    assert read(raw(*SENDER, body=CHALLENGES[name])).machine_reason == "challenge"


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_may_speak_of_one(name):
    assert read(raw(*SENDER, body=PEOPLE[name])).machine_reason == ""


HEADERS = ("X-Auto-Response: yes", "X-Amazon-Auto-Reply: true", "X-Cobalt-Auto-Reply: on", "X-OTRS-Loop: True", "X-Mailer: vacation 1.2")


@pytest.mark.parametrize("header", HEADERS)
def test_further_headers_tell_an_automatic_reply(header):
    assert read(raw(*SENDER, header, body="words")).machine_reason == "auto-reply"


COPY = "Content-Type: message/rfc822\n\nFrom: suport@example.org\nMessage-ID: <t310.1@example.org>\n\nHello"
REPORT = "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n"


def test_a_complaint_in_the_form_of_one_provider_names_its_mail():
    found = read(mail(multipart("mixed", COPY), "X-HmXmrOriginalRecipient: biel@example.net"))

    assert (found.machine_reason, found.complaint_about) == ("complaint", "t310.1@example.org")


def test_a_complaint_in_a_mail_of_another_form_is_told_by_its_sender():
    headers = b"From: feedback@example.net\nTo: suport@example.org\nSubject: x\n"

    by_desk = read(headers + multipart("mixed", REPORT, COPY))
    by_person = read(mail(multipart("mixed", "Content-Type: text/plain\n\nWhat is this?", REPORT, COPY)))

    assert (by_desk.machine_reason, by_desk.complaint_about, by_person.machine_reason) == ("complaint", "t310.1@example.org", "")
