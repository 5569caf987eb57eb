"""Machine or person."""

import pytest

from mailroom.reading import read
from tests.mailroom.making import mail, multipart, raw

PERSON = ("From: Anna Prat <anna@example.org>", "To: suport@example.org", "Message-ID: <m1@example.org>")

MACHINES: dict[str, tuple[str, tuple[str, ...]]] = {
    "rfc 3834 reply": ("auto-reply", ("Subject: I am away", "Auto-Submitted: auto-replied")),
    "rfc 3834 with a parameter": ("auto-reply", ("Subject: x", "Auto-Submitted: Auto-Replied (vacation)")),
    "rfc 3834 generated": ("auto-generated", ("Subject: x", "Auto-Submitted: auto-generated; owner-email=x@example.org")),
    "rfc 5436 notice": ("auto-generated", ("Subject: x", "Auto-Submitted: auto-notified")),
    "precedence auto_reply": ("auto-reply", ("Subject: x", "Precedence: auto_reply")),
    "precedence bulk": ("bulk", ("Subject: Our offers", "Precedence: bulk")),
    "precedence bulk in an answer": ("auto-reply", ("Subject: Re: x", "In-Reply-To: <1@example.org>", "Precedence: bulk")),
    "precedence junk": ("bulk", ("Subject: x", "Precedence: junk")),
    "x-autoreply": ("auto-reply", ("Subject: x", "X-Autoreply: yes")),
    "x-autorespond": ("auto-reply", ("Subject: x", "X-Autorespond: 1")),
    "x-mail-autoreply": ("auto-reply", ("Subject: x", "X-Mail-Autoreply: vacation")),
    "x-autoreply-from": ("auto-reply", ("Subject: x", "X-AutoReply-From: x@example.org")),
    "first class": ("auto-generated", ("Subject: x", "X-FC-MachineGenerated: true")),
    "empty return path": ("auto-generated", ("Subject: x", "Return-Path: <>")),
    "newsletter": ("list", ("Subject: News of May", "List-Unsubscribe: <https://example.org/u>")),
    "list": ("list", ("Subject: News of May", "List-Id: <news.example.org>")),
    "precedence list": ("list", ("Subject: News of May", "Precedence: list")),
    "no-reply with suppression": ("auto-generated", ("From: noreply@example.org", "Subject: x", "X-Auto-Response-Suppress: All")),
    "mailer-daemon": ("mailer-daemon", ("From: MAILER-DAEMON@example.org", "Subject: x")),
    "postmaster": ("mailer-daemon", ("From: postmaster@example.org", "Subject: x")),
    "nagios": ("monitoring", ("From: nagios@example.org", "Subject: ** PROBLEM Service Alert: web/HTTP is CRITICAL **")),
    "recovery": ("monitoring", ("From: it@example.org", "Subject: RECOVERY - web01 HTTP is OK")),
    "firing": ("monitoring", ("From: it@example.org", "Subject: [FIRING:2] DiskFull (db01 critical)")),
    "challenge": ("challenge", ("Subject: Re: No line", "X-Bluebottle-Request: <1>")),
    "cron": ("monitoring", ("From: root@example.org", "Subject: Cron <root@web> backup", "X-Cron-Env: <SHELL=/bin/sh>")),
}

SUBJECTS = {
    "en": "Automatic reply: No line",
    "en brackets": "[Auto-Reply] No line",
    "ca": "Resposta automàtica: Sense línia",
    "es": "Respuesta automática: Sin línea",
    "pt": "Resposta automática: Sem linha",
    "gl": "Resposta automática: Sen liña",
    "eu": "Erantzun automatikoa: Lineagabe",
    "fr": "Réponse automatique : Pas de ligne",
    "fr away": "Absence du bureau : Pas de ligne",
    "it": "Risposta automatica: Nessuna linea",
    "de": "Automatische Antwort: Kein Anschluss",
    "de away": "Abwesenheitsnotiz: Kein Anschluss",
    "nl": "Automatisch antwoord: Geen lijn",
    "nl away": "Afwezigheidsbericht: Geen lijn",
    "ro": "Răspuns automat: Fără linie",
    "ru": "Автоматический ответ: Нет связи",
    "ru away": "Автоответ: Нет связи",
    "ar": "رد تلقائي: لا يوجد خط",
    "zh": "自动回复: 没有线路",
    "zh-tw": "自動回覆: 沒有線路",
}

# Words that people use, too: they tell a note only beside another sign.
AWAY = {
    "en": "Out of Office: No line",
    "en ends": "Out of office",
    "en auto": "Auto: No line",
    "ca": "Fora de l'oficina - Sense línia",
    "es": "Fuera de la oficina: Sin línea",
    "pt": "Ausente: Sem linha",
    "fr": "Absent",
    "it": "Fuori sede: Nessuna linea",
    "de": "Abwesenheitsnotiz",
    "nl": "Afwezig: Geen lijn",
    "ru": "В отпуске",
    "zh": "外出",
}

NOTES = {
    "en": "I am out of the office until Monday and will respond to your message when I return.",
    "ca": "Estic de vacances fins dilluns. En cas d'urgència truqueu a la centraleta.",
    "es": "Estoy de vacaciones hasta el lunes. Para cualquier urgencia, llame a la centralita.",
    "pt": "Estou de férias até segunda-feira. Em caso de urgência ligue para a receção.",
    "gl": "Estou de vacacións. Grazas pola mensaxe.",
    "eu": "Oporretan nago; hilaren 3an itzuliko naiz.",
    "fr": "Je suis absent jusqu'à lundi. En cas d'urgence, appelez l'accueil.",
    "it": "Sono in ferie fino a lunedì. Per urgenze chiamare la segreteria.",
    "de": "Ich bin im Urlaub. In dringenden Fällen rufen Sie bitte die Zentrale an.",
    "nl": "Ik ben afwezig. Bij dringende vragen kunt u de receptie bellen.",
    "ro": "Sunt în concediu. Pentru urgențe sunați la recepție.",
    "ru": "Я в отпуске до понедельника. По срочным вопросам звоните в приёмную.",
    "ar": "أنا في إجازة حتى يوم الاثنين. للأمور العاجلة اتصلوا بالاستقبال.",
    "zh": "我正在休假，如有急事请致电前台。",
}

PEOPLE: dict[str, tuple[str, ...]] = {
    "plain": ("Subject: No line",),
    "auto-submitted no": ("Subject: No line", "Auto-Submitted: no"),
    "suppression alone": ("Subject: No line", "X-Auto-Response-Suppress: OOF"),
    "suppression of all": ("Subject: RE: No line", "X-Auto-Response-Suppress: All", "In-Reply-To: <1@example.org>"),
    "a reply through a list": (
        "Subject: Re: [staff] No line",
        "List-Id: <staff.example.org>",
        "Precedence: list",
        "In-Reply-To: <1@example.org>",
    ),
    "a reply through an old list": (
        "Subject: Re: No line",
        "List-Id: <staff.example.org>",
        "Precedence: bulk",
        "References: <1@example.org>",
    ),
    "through a shared inbox": ("Subject: No line", "List-Id: <suport.example.org>", "Precedence: list", "X-Google-Group-Id: 1"),
    "out of office hours": ("Subject: Out of office hours number does not work",),
    "vacation": ("Subject: Vacation days are shown wrong",),
    "automatic": ("Subject: Automatic updates fail",),
    "an answer to an away note": ("Subject: Re: Automatic reply: No line", "In-Reply-To: <1@example.org>"),
    "asks about notes": ("Subject: Automatic reply does not work",),
    "asks about a note of a colleague": ("Subject: Out of office reply: how do I set it up?",),
    "a car": ("Subject: Auto: the brakes",),
    "reports an absence": ("Subject: Absent: the nurse of ward 3",),
    "hands over": ("Subject: On leave - who has my keys",),
    "shouts": ("Subject: PROBLEM - the printer smokes",),
    "recovers": ("Subject: RECOVERY - photos from the old disk",),
    "an answer through an exchange server": (
        "Subject: RE: On leave",
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "In-Reply-To: <1@example.org>",
    ),
    "holidays": ("Subject: Vacances: no puc entrar",),
    "a form on a web site": ("From: noreply@example.org", "Reply-To: anna@example.org", "Subject: Contact form"),
    "a postmaster who answers": ("From: postmaster@example.org", "Subject: Re: No line", "In-Reply-To: <1@example.org>"),
    "an x-autoreply that says no": ("Subject: x", "X-Autoreply: no"),
    "urgent": ("Subject: PROBLEM with the line", "Precedence: first-class"),
}


def merged(headers: tuple[str, ...]) -> tuple[str, ...]:
    return headers if headers[0].startswith("From:") else (*PERSON, *headers)


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_is_told_by_its_headers(name):
    reason, headers = MACHINES[name]

    found = read(raw(*merged(headers), body="words"))

    assert (found.machine_reason, found.auto_submitted) == (reason, True)


@pytest.mark.parametrize("name", SUBJECTS)
def test_an_away_note_is_told_by_its_subject(name):
    found = read(raw(*PERSON, f"Subject: {SUBJECTS[name]}", body="words"))

    assert (found.machine_reason, found.auto_submitted) == ("auto-reply", True)


@pytest.mark.parametrize("name", AWAY)
def test_a_subject_that_people_use_too_tells_a_note_only_in_an_answer(name):
    answer = read(raw(*PERSON, f"Subject: {AWAY[name]}", "In-Reply-To: <t310.1@example.org>", body="words"))
    mail_of_its_own = read(raw(*PERSON, f"Subject: {AWAY[name]}", body="words"))

    assert (answer.machine_reason, mail_of_its_own.machine_reason) == ("auto-reply", "")


@pytest.mark.parametrize("name", NOTES)
def test_an_away_note_without_any_header_is_told_by_its_sentences(name):
    note = read(raw(*PERSON, "Subject: Out of office", body=NOTES[name]))
    mail_of_a_person = read(raw(*PERSON, "Subject: Out of office", body="Please tell me how to switch this on before I go."))

    assert (note.machine_reason, mail_of_a_person.machine_reason) == ("auto-reply", "")


def test_a_person_may_speak_of_a_holiday_in_an_answer():
    text = "Thank you for your message. I am on vacation from Monday. Please reset my token before, in urgent cases call my colleague."

    found = read(raw(*PERSON, "Subject: Re: Token", "In-Reply-To: <t310.1@example.org>", body=text))

    assert found.machine_reason == ""


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_a_person(name):
    found = read(raw(*merged(PEOPLE[name]), body="words"))

    assert (found.machine_reason, found.auto_submitted) == ("", False)


def test_a_complaint_is_a_machine_s():
    report = "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
    content = multipart("report; report-type=feedback-report", "Content-Type: text/plain\n\nspam", report)

    found = read(mail(content))

    assert (found.machine_reason, found.bounce) == ("complaint", None)


def test_a_read_receipt_is_a_machine_s():
    report = "Content-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n"
    content = multipart("report; report-type=disposition-notification", "Content-Type: text/plain\n\nread", report)

    found = read(mail(content))

    assert (found.machine_reason, found.bounce) == ("receipt", None)
