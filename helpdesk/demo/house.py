"""The house, its queues, services and people. Rows are found by their natural keys, so that loading twice changes nothing."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts import installation
from accounts.actions import people, wording
from accounts.actions.inviting import LIVES
from accounts.letters.words import Words
from accounts.models import Contact, Installation, Invitation, Organisation, Phone, User
from foundation import clock, mailwords
from foundation.digits import digits_of
from foundation.workdays import working_day
from queues.agents import today
from queues.enums import AssignmentMode
from queues.models import (
    Absence,
    AgentProfile,
    AssignmentRule,
    CannedReply,
    Category,
    DiagnosisQuestion,
    Macro,
    Mailbox,
    Membership,
    Queue,
    QueueText,
    TransferPreset,
)
from statuspage.models import Service, ServiceGroup
from tickets.actions import partnering
from tickets.models import SavedView
from tickets.pages.wordings import Place

FOLDER = Path(__file__).parent
PASSWORD = "suport-demo"  # noqa: S105 - of people who do not exist, told to everybody


@dataclass(slots=True)
class House:
    """What the stories name by short names."""

    queues: dict[str, Queue] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody whom a visitor of the demo can be."""

    address: str
    role: str


def read(name: str) -> dict[str, Any]:
    """Return what the TOML file ``name`` of this folder holds."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def sign_ins() -> list[SignIn]:
    """Return the people whom a visitor can sign in as, all with ``PASSWORD``."""
    return [SignIn(person["email"], person["signs_in"]) for person in read("people.toml")["people"] if "signs_in" in person]


def build(*, at: datetime) -> House:
    """Load everything but the tickets, as of ``at``."""
    house = House()
    given = read("house.toml")
    Installation.objects.get_or_create(pk=1, defaults=given["installation"])
    installation.forget()
    for queue in given["queues"]:
        house.queues[queue["slug"]] = _queue(queue)
    _texts(house.queues)
    _categories(house.queues)
    _questions(house.queues)
    _passing_on(house.queues, given)
    _ready_made(house.queues)
    for position, group in enumerate(read("services.toml")["groups"], start=1):
        _services(house, group, position)
    cast = read("people.toml")
    places = _organisations(cast["organisations"])
    # Hashing is slow on purpose; everybody here has the same password, so once is enough.
    hashed = make_password(PASSWORD)
    for person in cast["people"]:
        known = _known(person)
        house.people[person["key"]] = known or _person(person, house.queues, places, hashed, at=at)
    for right in cast["partners"]:
        partnering.grant(places[right["client"]], partner=places[right["partner"]], until=None, by=house.people[right["by"]], at=at)
    _settings(house.people, cast["agents"])
    _views(house, given["views"])
    _invitations(house.people, places, cast["invitations"])
    _own_words(house, given["wordings"], at=at)
    return house


def _own_words(house: House, given: list[dict[str, Any]], *, at: datetime) -> None:
    """Add a paragraph of a queue's own before the last one of a mail, in each language, where nobody wrote words for it."""
    for mail in given:
        place = Place(house.queues[mail["queue"]])
        for language, paragraph in mail["paragraphs"].items():
            text = place.text(mail["name"], language)
            if text is not None and text.row() is None:
                *before, last = mailwords.paragraphs_of(text.under.body)
                words = Words(text.under.subject, "\n\n".join([*before, paragraph, last]))
                wording.write(text, words, by=house.people["admin"], at=at)


def _queue(given: dict[str, Any]) -> Queue:
    columns = {name: given[name] for name in ("names", "tiers", "position", "stalled_limit")}
    columns |= given.get("mail", {})
    columns["keeps_reading"] = given.get("keeps_reading", False)
    is_entry = given["is_entry"] and not Queue.objects.filter(is_entry=True).exists()
    queue, _is_new = Queue.objects.get_or_create(slug=given["slug"], defaults={**columns, "is_entry": is_entry})
    Mailbox.objects.get_or_create(address=given["mailbox"], defaults={"queue": queue, "from_name": given["from_name"], "language": "ca"})
    return queue


def _passing_on(queues: dict[str, Queue], given: dict[str, Any]) -> None:
    """Make the lines that assign by themselves, and the hand-overs."""
    for rule in given["rules"]:
        columns = {"mode": AssignmentMode.BALANCED, "max_open": rule["max_open"]}
        AssignmentRule.objects.get_or_create(queue=queues[rule["queue"]], tier=rule["tier"], defaults=columns)
    for position, preset in enumerate(given["presets"], start=1):
        target = queues[preset["target"]]
        category = Category.objects.filter(queue=target, slug=preset.get("category", "")).first()
        columns = {"notes": preset["notes"], "category": category, "position": position}
        source = queues[preset["source"]]
        if not TransferPreset.objects.filter(source=source, target=target, names__en=preset["names"]["en"]).exists():
            TransferPreset.objects.create(source=source, target=target, names=preset["names"], **columns)


def _views(house: House, given: list[dict[str, Any]]) -> None:
    """Save views of lists, if their owners have none of these names; those of queues are shared."""
    for position, view in enumerate(given):
        queue = house.queues[view["queue"]] if "queue" in view else None
        columns = {"queue": queue, "query": view["query"], "is_shared": queue is not None, "position": position}
        SavedView.objects.get_or_create(owner=house.people[view["owner"]], name=view["name"], defaults=columns)


def _settings(people: dict[str, User], given: list[dict[str, Any]]) -> None:
    """Say which languages agents speak, which mails they want and who is away, if nobody has said so."""
    for agent in given:
        person = people[agent["person"]]
        AgentProfile.objects.get_or_create(user=person, defaults={"languages": agent["languages"], **agent.get("mails", {})})
        days = [working_day(today(), distance) for distance in agent.get("away", ())]
        if days and not person.absences.exists():
            Absence.objects.create(user=person, first_day=days[0], last_day=days[1], note=agent.get("note", ""), recorded_by=person)


def _texts(queues: dict[str, Queue]) -> None:
    rows = [
        QueueText(queue=queues[slug], place=place, language=language, body=body)
        for slug, places in read("texts.toml").items()
        for place, texts in places.items()
        for language, body in texts.items()
    ]
    QueueText.objects.bulk_create(rows, ignore_conflicts=True)


def _categories(queues: dict[str, Queue]) -> None:
    for slug, branches in read("categories.toml").items():
        known: dict[str, Category] = {}
        for position, branch in enumerate(branches, start=1):
            known[branch["slug"]], _is_new = Category.objects.get_or_create(
                queue=queues[slug],
                slug=branch["slug"],
                defaults={
                    "names": branch["names"],
                    "parent": known.get(branch.get("below", "")),
                    "position": position,
                    "is_open_to_all": branch.get("is_open_to_all", False),
                },
            )


def _questions(queues: dict[str, Queue]) -> None:
    """Ask what is asked first, in categories that ask nothing yet: a house that changed its questions keeps them."""
    for slug, branches in read("diagnosis.toml").items():
        for branch, asked in branches.items():
            category = Category.objects.get(queue=queues[slug], slug=branch)
            if category.questions.exists():
                continue
            for position, given in enumerate(asked, start=1):
                columns = {"texts": given["texts"], "helps": given.get("helps", {}), "kind": given["answer"]}
                DiagnosisQuestion.objects.create(category=category, position=position, **columns)


def _ready_made(queues: dict[str, Queue]) -> None:
    told = read("ready_made.toml")
    for model, rows in ((CannedReply, told["canned"]), (Macro, told["macro"])):
        for position, row in enumerate(rows, start=1):
            columns = {name: value for name, value in row.items() if name not in {"names", "queue"}}
            queue = queues[row["queue"]] if "queue" in row else None
            model.objects.get_or_create(names=row["names"], queue=queue, defaults={**columns, "position": position})


def _services(house: House, given: dict[str, Any], position: int) -> None:
    first = Service.objects.filter(slug=given["services"][0]["slug"]).select_related("group").first()
    group = first.group if first is not None else ServiceGroup.objects.create(names=given["names"], position=position)
    for place, service in enumerate(given["services"], start=1):
        columns = {"names": service["names"], "descriptions": service["descriptions"], "group": group, "position": place}
        house.services[service["slug"]], _is_new = Service.objects.get_or_create(slug=service["slug"], defaults=columns)


def _organisations(given: list[dict[str, Any]]) -> dict[str, Organisation]:
    places: dict[str, Organisation] = {}
    for body in given:
        columns = {name: value for name, value in body.items() if name not in {"name", "below"}}
        parent = places.get(body.get("below", ""))
        places[body["name"]], _is_new = Organisation.objects.get_or_create(name=body["name"], parent=parent, defaults=columns)
    return places


def _person(given: dict[str, Any], queues: dict[str, Queue], places: dict[str, Organisation], hashed: str, *, at: datetime) -> User:
    person = User.objects.create_user(
        given.get("email"),
        name=given["name"],
        language=given.get("language", ""),
        is_staff=given.get("is_admin", False),
        is_superuser=given.get("is_admin", False),
        created_at=at,
    )
    if "signs_in" in given:
        person.password = hashed
        person.save(update_fields=["password"])
    if person.email:
        EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"primary": True, "verified": True})
    for number in given.get("phones", ()):
        people.add_phone(person, number)
    for name in given.get("contacts", ()):
        place, _colon, role = name.partition(":")
        Contact.objects.create(user=person, organisation=places[place], role=role or "member")
    for work in given.get("works", ()):
        slug, _space, tier = work.lstrip("+").partition(" ")
        Membership.objects.create(user=person, queue=queues[slug], tier=int(tier), is_lead=work.startswith("+"))
    return person


def _invitations(people: dict[str, User], places: dict[str, Organisation], given: list[dict[str, Any]]) -> None:
    """Invite people lately, so that they may still accept, without a mail: nobody reads at these addresses."""
    for each in given:
        invited_at = clock.now() - timedelta(days=each["days"])
        columns = {"name": each["name"], "language": "ca", "invited_by": people[each["by"]]}
        columns |= {"invited_at": invited_at, "expires_at": invited_at + LIVES}
        Invitation.objects.get_or_create(organisation=places[each["organisation"]], email=each["email"], defaults=columns)


def _known(given: dict[str, Any]) -> User | None:
    """Return the person if an earlier run, or a real life, recorded them: by address, else by telephone."""
    if "email" in given:
        return User.objects.filter(email=given["email"]).first()
    phone = Phone.objects.filter(digits=digits_of(given["phones"][0])).select_related("user").first()
    return phone.user if phone is not None else None
