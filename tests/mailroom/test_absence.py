"""Automatic replies told by their words."""

import pytest

from mailroom.reading import read
from tests.mailroom.awaynotes import ANSWERS, PEOPLE, SUBJECTS, TITLED
from tests.mailroom.making import raw

SENDER = ("From: Anna Prat <anna@example.org>", "To: suport@example.org", "Message-ID: <m1@example.org>")
ANSWER = "In-Reply-To: <t310.1@example.org>"


@pytest.mark.parametrize("name", ANSWERS)
def test_a_note_under_the_subject_that_it_answers_is_told_by_its_sentences(name):
    found = read(raw(*SENDER, ANSWER, "Subject: Re: No line", body=ANSWERS[name]))

    assert found.machine_reason == "auto-reply"


@pytest.mark.parametrize("name", TITLED)
def test_a_note_without_any_header_is_told_by_subject_and_sentences(name):
    subject, text = TITLED[name]

    note = read(raw(*SENDER, f"Subject: {subject}", body=text))
    mail_of_a_person = read(raw(*SENDER, f"Subject: {subject}", body="The lamp in my room is broken."))

    assert (note.machine_reason, mail_of_a_person.machine_reason) == ("auto-reply", "")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_some_subjects_tell_by_themselves(subject):
    found = read(raw(*SENDER, f"Subject: {subject}", body="words"))

    assert found.machine_reason == "auto-reply"


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_who_is_away_or_writes_of_it_is_a_person(name):
    subject, text = PEOPLE[name]

    found = read(raw(*SENDER, ANSWER, f"Subject: {subject}", body=text))

    assert found.machine_reason == ""


def test_a_form_on_a_web_site_is_a_person_s_whatever_it_says_of_itself():
    text = "We have received your request from the form. This is an automated message, do not reply to this address.\n\nName: Biel"

    found = read(raw("From: form@example.org", "Reply-To: biel@example.org", "Subject: Contact form", body=text))

    assert found.machine_reason == ""


READ_NOTES = {
    "en": ("Read: No line", "Your message to Anna was read on Wednesday, 3 January 2024 10:00."),
    "de": ("Gelesen: No line", "Ihre Nachricht wurde gelesen am Mittwoch, 3. Januar 2024 10:00."),
    "es": ("Leído: No line", "El mensaje fue leído el miércoles."),
}


@pytest.mark.parametrize("name", READ_NOTES)
def test_a_read_receipt_in_words_is_a_receipt(name):
    subject, text = READ_NOTES[name]

    receipt = read(raw(*SENDER, f"Subject: {subject}", body=text))
    mail_of_a_person = read(raw(*SENDER, f"Subject: {subject}", body="Where can I read that?"))

    assert (receipt.machine_reason, mail_of_a_person.machine_reason) == ("receipt", "")
