"""People and places of seeded tickets: what the house has already, filled up with invented ones."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import Contact, Organisation, User
from queues.matrix import Cells
from queues.models import Category, Membership, PriorityMatrix, Queue
from statuspage.models import Service

AGENTS = 20
ORGANISATIONS = 200
MOST_REQUESTERS = 20_000
TICKETS_EACH = 20
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """A queue with the categories, the agents and the priorities that its tickets get."""

    queue: Queue
    categories: list[int]
    agents: list[int]
    cells: Cells


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and where. ``requesters`` are pairs of person and organisation."""

    support: Place
    treasury: Place
    requesters: list[tuple[int, int]]
    services: list[int]


def gather(tickets: int, *, at: datetime) -> Cast:
    """Return the cast for ``tickets`` tickets; whoever is missing is made."""
    support, treasury = _place("support", 3, at=at), _place("treasury", 1, at=at)
    wanted = min(MOST_REQUESTERS, max(50, tickets // TICKETS_EACH))
    return Cast(support, treasury, _requesters(wanted, at=at), _services())


def _place(slug: str, tiers: int, *, at: datetime) -> Place:
    is_entry = slug == "support" and not Queue.objects.filter(is_entry=True).exists()
    columns = {"names": {"en": slug.capitalize()}, "tiers": tiers, "is_entry": is_entry}
    queue, _is_new = Queue.objects.get_or_create(slug=slug, defaults=columns)
    if not queue.categories.exists():
        Category.objects.bulk_create(
            Category(queue=queue, slug=f"seed-{n}", names={"en": f"Category {n}"}, position=n) for n in range(1, 9)
        )
    agents = _people([f"seed-agent-{slug}-{n:02}@example.org" for n in range(1, AGENTS // tiers + 1)], at=at)
    Membership.objects.bulk_create(
        [Membership(user_id=pk, queue=queue, tier=1 + n % queue.tiers) for n, pk in enumerate(agents)], ignore_conflicts=True
    )
    return Place(queue, list(queue.categories.values_list("pk", flat=True)), agents, PriorityMatrix.objects.cells_for(queue.pk))


def _people(addresses: list[str], *, at: datetime) -> list[int]:
    """Return the people with ``addresses``, made where missing; none of them can sign in with a password."""
    rows = [
        User(email=email, name=email.partition("@")[0].replace("-", " ").title(), password=make_password(None), created_at=at)
        for email in addresses
    ]
    User.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    first, last = min(addresses), max(addresses)
    known = User.objects.filter(email__gte=first, email__lte=last).values_list("email", "pk")
    by_address = dict(known)
    return [by_address[email] for email in addresses]


def _requesters(count: int, *, at: datetime) -> list[tuple[int, int]]:
    names = [f"Seed organisation {n:03}" for n in range(1, ORGANISATIONS + 1)]
    Organisation.objects.bulk_create([Organisation(name=name) for name in names], ignore_conflicts=True)
    places = list(Organisation.objects.filter(name__in=names, parent=None).order_by("pk").values_list("pk", flat=True))
    people = _people([f"seed-{n:06}@example.net" for n in range(1, count + 1)], at=at)
    pairs = [(person, places[n % len(places)]) for n, person in enumerate(people)]
    Contact.objects.bulk_create(
        [Contact(user_id=person, organisation_id=place) for person, place in pairs], ignore_conflicts=True, batch_size=BATCH
    )
    return pairs


def _services() -> list[int]:
    if not Service.objects.exists():
        Service.objects.bulk_create(Service(slug=f"seed-{n}", names={"en": f"Service {n}"}, position=n) for n in range(1, 9))
    return list(Service.objects.values_list("pk", flat=True))
