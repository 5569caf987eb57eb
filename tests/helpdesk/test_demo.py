"""The demo: a whole house at once, twice without harm, and never a mail to anybody."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Installation, Phone, User
from helpdesk.demo.house import PASSWORD, sign_ins
from helpdesk.demo.loading import load
from helpdesk.demo.stories import NEVER_SENT, STEPS, stories
from notifications.actions import suppression
from notifications.enums import DeliveryState
from notifications.models import Delivery, Mail
from queues.models import Category, DiagnosisQuestion, Membership, Queue, QueueText
from statuspage.models import Service
from tickets.enums import (
    UNFINISHED,
    AppointmentState,
    Channel,
    FollowerRole,
    LinkKind,
    MessageKind,
    PromiseState,
    ReferenceKind,
    StallReason,
    Status,
    Verb,
)
from tickets.mail_enums import Fate
from tickets.models import (
    Appointment,
    Attachment,
    DiagnosisAnswer,
    DigestLine,
    ExternalReference,
    Follower,
    InboundMail,
    MailAccount,
    Message,
    Problem,
    Promise,
    Resolution,
    Ticket,
    TicketEvent,
    TicketLink,
)

TABLES = (
    User,
    Phone,
    EmailAddress,
    Queue,
    Membership,
    Category,
    DiagnosisQuestion,
    QueueText,
    Service,
    Ticket,
    Message,
    TicketEvent,
    DiagnosisAnswer,
    Promise,
    Resolution,
    ExternalReference,
    InboundMail,
    MailAccount,
    Mail,
    Delivery,
)
WEDNESDAY = datetime(2026, 4, 15, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(at=WEDNESDAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _demo(_loaded: None, db: None) -> None:
    """The demo, as it was loaded."""


def counted() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


@pytest.mark.usefixtures("_demo")
def test_a_second_run_changes_nothing() -> None:
    before = counted()
    Installation.objects.update(name="Our own name")

    again = load()

    assert counted() == before
    assert again.new_tickets == 0
    assert Installation.objects.get().name == "Our own name"


@pytest.mark.usefixtures("_demo")
def test_there_are_tickets_in_every_state_channel_and_line() -> None:
    tickets = Ticket.objects.all()

    assert set(tickets.values_list("status", flat=True)) == set(Status.values)
    assert set(tickets.filter(status=Status.STALLED).values_list("stall_reason", flat=True)) == set(StallReason.values)
    assert set(tickets.values_list("channel", flat=True)) == set(Channel.values)
    assert set(tickets.values_list("tier", flat=True)) == {1, 2, 3}
    assert set(tickets.values_list("language", flat=True)) == {"ca", "es", "pt", "en", "ar"}
    assert set(Message.objects.values_list("kind", flat=True)) == set(MessageKind.values)


@pytest.mark.usefixtures("_demo")
def test_stories_show_what_a_desk_meets() -> None:
    longest = max(len(title) for title in Ticket.objects.values_list("title", flat=True))

    assert longest >= 290
    assert Attachment.objects.filter(message__isnull=False).count() == 7
    machine_notes = Message.objects.filter(is_machine=True, kind=MessageKind.NOTE)
    assert machine_notes.exclude(ticket__channel=Channel.MONITORING).count() == 2
    assert Message.objects.exclude(quoted="").count() >= 3
    assert TicketEvent.objects.filter(verb=Verb.TRANSFERRED).count() == 2
    assert not InboundMail.objects.exclude(state__in=["done", "held"]).exists()


@pytest.mark.usefixtures("_demo")
def test_machines_tell_of_trouble_that_ended_came_back_and_goes_on() -> None:
    told: Any = Problem.objects.order_by("pk").values_list("key", "is_over", "alerts", "ticket__status", "ticket__requester")

    assert list(told) == [
        ("router-vic/BGP", True, 2, "resolved", None),
        ("correu-1/Queue", True, 2, "resolved", None),
        ("copies-01", False, 2, "new", None),
    ]


@pytest.mark.usefixtures("_demo")
def test_stories_show_how_people_and_tickets_hang_together() -> None:
    parts = TicketLink.objects.filter(kind=LinkKind.CHILD, target__status=Status.OPEN, source__status__in=UNFINISHED)
    offered = Appointment.objects.filter(state=AppointmentState.OFFERED).get()
    wrote = offered.ticket.events.get(verb=Verb.APPOINTMENT_OFFERED).by

    assert len(set(parts.values_list("source__requester", flat=True))) == 2
    assert offered.agent != wrote
    assert set(Follower.objects.values_list("role", flat=True)) == set(FollowerRole.values)
    assert Follower.objects.cc().filter(ticket__partner_grant__isnull=False).exists()
    assert Ticket.objects.filter(readers__isnull=False).exists()
    assert ExternalReference.objects.exists()


@pytest.mark.usefixtures("_demo")
def test_promises_are_open_late_and_kept() -> None:
    states = Counter(Promise.objects.values_list("state", flat=True))
    late = Ticket.objects.promise_late(WEDNESDAY)

    assert states == {PromiseState.OPEN: 3, PromiseState.BROKEN: 2, PromiseState.KEPT: 1}
    assert (Ticket.objects.promised().count(), late.count()) == (5, 2)
    assert not Promise.objects.due(WEDNESDAY).exists()


@pytest.mark.usefixtures("_demo")
def test_three_open_tickets_are_called_alike() -> None:
    vague = [ticket.title for ticket in Ticket.objects.unfinished().with_alike().order_by("pk") if ticket.has_vague_title]

    assert vague == ["Internet no funciona", "Internet no funciona!", "internet no funciona"]


@pytest.mark.usefixtures("_demo")
def test_tickets_were_solved_before_in_many_categories_and_some_came_back() -> None:
    told = Resolution.objects.filter(is_last=True)
    fibre = Resolution.objects.best_of(Category.objects.get(slug="fibre").pk)

    assert set(told.values_list("category__slug", flat=True)) >= {"fibre", "wifi", "certificates", "invoices", "app", "accounting", "bills"}
    assert [row.ticket.title[:18] for row in fibre] == [
        "Fibra sense senyal",
        "Tornen els talls d",
        "Llum vermell fix a",
        "Films stop every e",
    ]
    assert Resolution.objects.filter(was_reopened=True).count() == 4
    assert set(ExternalReference.objects.values_list("kind", flat=True)) == set(ReferenceKind)


@pytest.mark.usefixtures("_demo")
def test_tickets_went_up_with_answers_or_a_reason_without() -> None:
    asked = TicketEvent.objects.filter(verb=Verb.DIAGNOSED).count()

    assert (asked, TicketEvent.objects.filter(verb=Verb.DIAGNOSIS_WAIVED).count()) == (9, 2)
    assert DiagnosisAnswer.objects.filter(text="Vermell").get().asked == "De quin color és el llum que diu PON?"


@pytest.mark.usefixtures("_demo")
def test_questions_that_the_house_changed_stay() -> None:
    DiagnosisQuestion.objects.filter(category__slug="wifi").update(texts={"en": "Our own question?"})

    load()

    assert DiagnosisQuestion.objects.get(category__slug="wifi").texts == {"en": "Our own question?"}


@pytest.mark.usefixtures("_demo")
def test_no_mail_is_left_to_send() -> None:
    came_back = Delivery.objects.filter(state=DeliveryState.FAILED)
    rest = Delivery.objects.exclude(pk__in=came_back)

    assert Counter(rest.values_list("state", "reason")) == {(DeliveryState.SENT, NEVER_SENT): rest.count()}
    assert came_back.count() == 1


@pytest.mark.usefixtures("_demo")
def test_each_history_is_told_in_the_order_of_time_and_ends_before_now() -> None:
    for ticket in Ticket.objects.prefetch_related("events"):
        moments = [event.at for event in sorted(ticket.events.all(), key=lambda event: event.pk)]
        assert moments == sorted(moments), ticket
        assert moments[-1] <= WEDNESDAY, ticket


@pytest.mark.usefixtures("_demo")
def test_stalled_tickets_wake_in_the_days_to_come() -> None:
    assert not Ticket.objects.filter(wake_at__lte=WEDNESDAY).exists()
    assert not Ticket.objects.filter(act_at__lte=WEDNESDAY).exists()


@pytest.mark.usefixtures("_demo")
def test_tickets_do_things_by_themselves() -> None:
    closed = TicketEvent.objects.filter(verb=Verb.CLOSED).values_list("payload__why", flat=True)

    assert set(closed) == {"time", "silence"}
    assert set(Ticket.objects.exclude(act="").values_list("act", "reminders")) == {("close", 0), ("remind", 1)}
    assert set(TicketEvent.objects.filter(verb=Verb.REJECTED).values_list("payload__why", flat=True)) == {"not_ours", "spam"}


@pytest.mark.usefixtures("_demo")
def test_everybody_named_can_sign_in_at_once(client, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    named = User.objects.filter(email__in=[person.address for person in sign_ins()])

    assert client.login(email="marta@example.net", password=PASSWORD)
    assert len(named) == len(sign_ins())
    assert len({person.password for person in named}) == 1


@pytest.mark.usefixtures("_demo")
def test_every_address_is_confirmed() -> None:
    for person in User.objects.exclude(email=None):
        assert EmailAddress.objects.filter(user=person, email=person.email, verified=True, primary=True).exists(), person


@pytest.mark.usefixtures("_demo")
def test_only_the_people_named_have_a_password() -> None:
    able = {person.email for person in User.objects.all() if person.has_usable_password()}

    assert able == {person.address for person in sign_ins()}


@pytest.mark.usefixtures("_demo")
def test_every_address_is_an_example() -> None:
    domains = {str(email).rpartition("@")[2] for email in User.objects.exclude(email=None).values_list("email", flat=True)}

    assert domains == {"example.org", "example.net", "example.com"}


@pytest.mark.usefixtures("_demo")
def test_the_desk_shows_what_was_loaded(client) -> None:
    client.force_login(User.objects.get(email="aina@example.org"), backend="django.contrib.auth.backends.ModelBackend")

    for ticket in Ticket.objects.filter(queue__slug="support"):
        assert client.get(f"/desk/tickets/{ticket.pk}/", follow=True).status_code == 200, ticket


@pytest.mark.usefixtures("_demo")
def test_every_text_of_the_house_is_there_in_four_languages() -> None:
    for row in (*Queue.objects.all(), *Category.objects.all(), *Service.objects.all()):
        assert set(row.names) == {"ca", "es", "pt", "en"}, row
    for question in DiagnosisQuestion.objects.all():
        assert set(question.texts) == {"ca", "es", "pt", "en"}, question
        assert set(question.helps) in (set(), {"ca", "es", "pt", "en"}), question
    assert QueueText.objects.count() == (2 * 5 + 1) * 4


def test_stories_use_steps_that_exist_and_keys_of_their_own() -> None:
    told = stories()

    assert {step["do"] for story in told for step in story.get("step", ())} == set(STEPS) - {"reopen"}
    assert len({story["key"] for story in told}) == len(told) == 58


@pytest.mark.django_db
def test_a_real_installation_refuses_the_known_password(settings) -> None:
    settings.DEBUG, settings.SITE_HOST, settings.BASE_URL = False, "help.example.org", "https://help.example.org"

    with pytest.raises(CommandError, match=r"looks real: BASE_URL is https://help\.example\.org"):
        call_command("demo")


@pytest.mark.usefixtures("_demo")
def test_the_command_says_whom_one_can_be() -> None:
    out = StringIO()

    call_command("demo", stdout=out, stderr=StringIO())

    assert "Sign in at http://localhost:8000/accounts/login/ with the password suport-demo:" in out.getvalue()
    assert "  admin@example.org      administrator" in out.getvalue()
    assert "  marta@example.net      requester" in out.getvalue()


@pytest.mark.usefixtures("_demo")
def test_the_log_of_received_mail_shows_what_may_become_of_a_mail() -> None:
    log = InboundMail.objects.all()

    assert {mail.fate for mail in log} >= {Fate.CREATED, Fate.APPENDED, Fate.IGNORED, Fate.REJECTED, Fate.HELD}
    assert log.exclude(shortfalls="").count() >= 1
    assert log.filter(reason__startswith="delivery report").count() == 1


@pytest.mark.usefixtures("_demo")
def test_a_mail_came_back_and_its_ticket_says_so() -> None:
    [ticket] = Ticket.objects.filter(events__verb=Verb.MAIL_FAILED)

    assert ticket.requester is not None
    assert suppression.stops(ticket.requester.email or "", at=WEDNESDAY)


@pytest.mark.usefixtures("_demo")
def test_nobody_is_connected_to() -> None:
    assert [account.is_active for account in MailAccount.objects.all()] == [False, False]
    assert DigestLine.objects.count() == 0
