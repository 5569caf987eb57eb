"""Monitoring rules in the administration: checked as they are written, and tried out without doing anything."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notifications.models import Delivery
from tests.admin_pages import administrator, errors, queries_of
from tests.tickets.alerts import DISK, NAGIOS, alert, later, rule
from tests.tickets.mails import arrive, log, raw
from tickets.models import InboundMail, MonitoringRule, Problem, Ticket
from tickets.monitoring import Alert, Finding, judge
from tickets.monitoring_presets import PRESETS

pytestmark = pytest.mark.django_db
ADD = "/admin/tickets/monitoringrule/add/"
TRY = "/admin/tickets/monitoringrule/try/"
OK = "db1/disk is OK"


def filled(queue: Any, **changed: Any) -> dict[str, Any]:
    """The form of a rule as a browser sends it."""
    return {
        "name": "Nagios", "position": 0, "is_active": "on", "mailbox": "", "senders": NAGIOS, "looks_in": "subject", "header": "",
        "trouble": "** PROBLEM * Alert: {problem} is *", "recovery": "** RECOVERY * Alert: {problem} is *", "news": "", "problem_headers": "",
        "details": "", "queue": queue.pk, "category": "", "kind": "incident", "people": "", "urgency": "", "title": "{problem}",
        "on_recovery": "resolve", "reopen_minutes": 60, **changed,
    }  # fmt: skip


def pasted(**changed: Any) -> str:
    return raw(**{"sender": NAGIOS, "subject": f"** PROBLEM Service Alert: {DISK} **", **changed}).decode()


def test_a_rule_is_kept_in_one_spelling(client, support):
    administrator(client)

    client.post(
        ADD, filled(support, senders=" Nagios@Monitor.example.org \r\n @Other.example.org ", trouble="  PROBLEM   {problem} \r\n\r\n")
    )

    row = MonitoringRule.objects.get()
    assert (row.senders, row.trouble) == ("nagios@monitor.example.org\n@other.example.org", "PROBLEM {problem}")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"senders": "*"}, "would be anybody"),
        ({"senders": "@*"}, "would be anybody"),
        ({"senders": ""}, "This field is required"),
        ({"trouble": "*"}, "would fit nearly every e-mail"),
        ({"trouble": "{problem}"}, "would fit nearly every e-mail"),
        ({"trouble": "PROBLEM *"}, "does not say where {problem} stands"),
        ({"trouble": "PROBLEM {host}"}, "{host} is not known"),
        ({"trouble": "PROBLEM {problem}*"}, "there has to be a word or a sign"),
        ({"trouble": "x {problem}\n" * 31}, "At most 30 lines"),
        ({"trouble": "x" * 201 + "{problem}"}, "at most 200 signs"),
        ({"recovery": "** problem * alert: {problem} is *"}, "stands under trouble, too"),
        ({"details": "Host: *"}, "does not say where {problem} stands"),
        ({"looks_in": "header"}, "In which header?"),
        ({"looks_in": "header", "header": "X Y/ é"}, "is no name of a header"),
        ({"needs_proof": "on"}, "Name your mail relay first"),
        ({"title": "{hostname}"}, "{hostname} is not known"),
    ],
)
def test_what_cannot_work_is_said_and_what_was_typed_is_kept(client, support, changed, said):
    administrator(client)

    shown = errors(client.post(ADD, filled(support, **changed)))

    assert said in shown
    assert MonitoringRule.objects.count() == 0


def test_a_category_of_another_queue_and_a_queue_out_of_use_are_refused(client, support, treasury):
    administrator(client)
    bills = treasury.categories.create(slug="bills", names={"en": "Bills"})
    treasury.is_active = False
    treasury.save()

    wrong_category = errors(client.post(ADD, filled(support, category=bills.pk)))
    out_of_use = errors(client.post(ADD, filled(treasury)))

    assert "belongs to another queue" in wrong_category
    assert "out of use" in out_of_use


@pytest.mark.parametrize("code", PRESETS)
def test_a_known_program_begins_a_rule_that_is_valid(client, support, code):
    administrator(client)
    shown = client.get(ADD, {"preset": code})

    client.post(ADD, filled(support, **PRESETS[code].fields))

    assert PRESETS[code].trouble[0] in shown.context["adminform"].form.initial["trouble"]
    assert MonitoringRule.objects.get().name == PRESETS[code].name


@pytest.mark.parametrize(
    ("code", "trouble", "recovery", "problem"),
    [
        ("alertmanager", "[FIRING:2] HighLatency shop (prod db1)", "[RESOLVED] HighLatency shop (prod)", "HighLatency shop"),
        ("alertmanager", "[FIRING:1] Watchdog", "[RESOLVED] Watchdog", "Watchdog"),
        ("cloudwatch", 'ALARM: "CPU of web" in EU (Ireland)', 'OK: "CPU of web" in EU (Ireland)', "CPU of web"),
        ("grafana", "[Alerting] Queue too long", "[OK] Queue too long", "Queue too long"),
        ("healthchecks", "DOWN | Nightly backup", "UP | Nightly backup", "Nightly backup"),
        ("icinga", "[PROBLEM] HTTP on web1 is CRITICAL!", "[RECOVERY] HTTP on web1 is OK!", "HTTP on web1"),
        ("nagios", "** PROBLEM Host Alert: web1 is DOWN **", "** RECOVERY Host Alert: web1 is UP **", "web1"),
        ("uptime-kuma", "[Shop] [🔴 Down] connect ECONNREFUSED", "[Shop] [✅ Up] 200 - OK", "Shop"),
        ("uptimerobot", "Monitor is DOWN: Shop", "Monitor is UP: Shop", "Shop"),
        ("zabbix", "Problem: Disk is full", "Resolved in 3m 2s: Disk is full", "Disk is full · web1"),
    ],
)
def test_a_known_program_s_trouble_and_recovery_name_one_problem(code, trouble, recovery, problem):
    written = MonitoringRule(senders="example.org", **PRESETS[code].fields)

    found: list[Any] = [
        judge(written, Alert("x@example.org", subject, lambda: "Problem started\nHost: web1\n", lambda _name: [], None))
        for subject in (trouble, recovery)
    ]

    assert all(isinstance(one, Finding) for one in found)
    assert [(one.sign, one.problem, one.digest == found[0].digest) for one in found] == [
        ("trouble", problem, True), ("recovery", problem, True),
    ]  # fmt: skip


def test_a_pasted_mail_is_tried_and_nothing_is_done(client, support):
    administrator(client)
    rule(support)
    rule(support, name="Draft", is_active=False, senders="other.example.org")

    page = client.post(TRY, {"text": pasted()}).content.decode()

    assert "It would open a ticket in Support: “db1/disk”." in page
    assert "Its sender is none of the rule’s." in page
    assert (Ticket.objects.count(), InboundMail.objects.count(), Problem.objects.count(), Delivery.objects.count()) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (f"** PROBLEM Service Alert: {DISK} **", "It would be counted in suport#{pk}."),
        ("** PROBLEM Service Alert: db1/disk is UNKNOWN **", "It would be kept in suport#{pk}, and counted."),
        (f"** RECOVERY Service Alert: {OK} **", "It would resolve suport#{pk}."),
        (f"** ACKNOWLEDGEMENT Service Alert: {DISK} **", "It would be kept in suport#{pk}."),
        ("** RECOVERY Service Alert: db9/disk is OK **", "Nothing but the log would change: no trouble is known of that; kept in the log."),
        ("Hello", "No rule in use fits: it is treated like every other e-mail."),
    ],
)
def test_a_trial_knows_what_is_open(client, support, subject, said):
    administrator(client)
    rule(support)
    ticket = alert().ticket
    file = SimpleUploadedFile("alert.eml", pasted(subject=subject).encode())

    page = client.post(TRY, {"file": file})

    assert said.format(pk=ticket.pk) in page.content.decode()
    ticket.refresh_from_db()
    assert (ticket.status, Problem.objects.get().alerts) == ("new", 1)


def test_an_entry_of_the_log_is_tried_as_if_it_came_now(client, support):
    administrator(client)
    alert()
    rule(support)

    page = client.post(TRY, {"number": log().pk}).content.decode()

    assert "It would open a ticket in Support: “db1/disk”." in page


def test_an_answer_about_a_ticket_is_no_alert(client, support, requester):
    administrator(client)
    rule(support, senders="example.net", trouble="No {problem}")
    arrive(raw(subject="A matter"))
    number = Ticket.objects.get().reference

    page = client.post(TRY, {"text": pasted(sender=f"Marta <{requester.email}>", subject=f"Re: {number}")}).content.decode()

    assert "No rule is asked" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Please give one e-mail"),
        ({"text": "x", "number": "1"}, "There is no such entry."),
        ({"number": "99999999999999999999"}, "less than or equal to"),
        ({"number": "many"}, "Enter a whole number"),
        ({"text": "x\x00"}, "Null characters"),
    ],
)
def test_a_trial_without_one_mail_says_what_to_do(client, support, given, said):
    administrator(client)

    answer = client.post(TRY, given)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_mail_of_which_nothing_is_left_says_so(client, support):
    administrator(client)
    alert()
    row = log()
    InboundMail.objects.filter(pk=row.pk).update(digest="0" * 64)

    assert "The stored e-mail cannot be found." in client.post(TRY, {"number": row.pk}).content.decode()
    InboundMail.objects.filter(pk=row.pk).update(is_raw_kept=False)
    assert "no longer kept" in client.post(TRY, {"number": row.pk}).content.decode()


def test_the_last_days_of_the_log_are_looked_through(client, support):
    administrator(client)
    for number in range(3):
        alert(at=later(number))
    alert("RECOVERY", OK, at=later(3))
    alert(at=later(4))
    alert(about="db2/disk is CRITICAL", at=later(5))
    alert(sender="other@example.com", at=later(6))
    rule(support, details="State of {problem} is *")

    ran = client.get(TRY, {"days": 1}).context["ran"]

    told = [(one.problem, one.troubles, one.recoveries, one.tickets) for one in ran.problems]
    assert (ran.looked_at, ran.fitting, ran.tickets) == (7, 6, 3)
    assert told == [("db2/disk · db2/disk", 1, 0, 1), ("db1/disk · db1/disk", 4, 1, 2)]
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("days", ["0", "91", "x"])
def test_a_run_over_no_days_is_refused(client, support, days):
    administrator(client)

    assert client.get(TRY, {"days": days}).status_code == 422


def test_trying_needs_the_right_to_read_received_mail(client, support):
    administrator(client, is_staff=True)

    assert client.get(TRY).status_code == 403


def test_the_lists_stay_flat(client, support):
    administrator(client)
    rules, problems = reverse("admin:tickets_monitoringrule_changelist"), reverse("admin:tickets_problem_changelist")
    rule(support)
    alert()
    one = [queries_of(client, rules), queries_of(client, problems), queries_of(client, f"{TRY}?days=7")]
    for number in range(3):
        rule(support, name=f"Rule {number}")
        alert(about=f"db{number}/disk is CRITICAL")

    assert [queries_of(client, rules), queries_of(client, problems), queries_of(client, f"{TRY}?days=7")] == one
