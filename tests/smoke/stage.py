"""Set the stage: one house, two queues, their people. The only part of the walk that runs inside Django."""

import django

from tests.smoke import cast


def main() -> None:
    """Write the rows that an administrator would write before the first ticket."""
    django.setup()
    # Models exist only once Django is set up.
    from accounts.models import Installation, User  # noqa: PLC0415
    from queues.models import Mailbox, Membership, Queue  # noqa: PLC0415
    from statuspage.models import Service  # noqa: PLC0415

    house = {"name": "Suport", "language": "en", "time_zone": "Europe/Madrid", "telephone": "900 000 000"}
    # Long enough to be there, and nobody waits for it.
    Installation.objects.update_or_create(pk=1, defaults={**house, "undo_seconds": 3})
    support = Queue.objects.create(slug="support", names={"en": "Support", "ca": "Suport"}, is_entry=True)
    treasury = Queue.objects.create(slug="treasury", names={"en": "Treasury", "ca": "Tresoreria"}, tiers=1, position=1)
    Mailbox.objects.create(address=cast.MAILBOX, queue=support, from_name="Suport")
    Mailbox.objects.create(address=cast.TREASURY_MAILBOX, queue=treasury, from_name="Tresoreria")
    Service.objects.create(slug="fibre", names={"en": cast.SERVICE})
    User.objects.create_superuser(cast.ADMIN.email, cast.PASSWORD, name=cast.ADMIN.name, language="en")
    for person, queue, tiers in ((cast.AGENT, support, (1,)), (cast.LEAD, support, (1, 2, 3)), (cast.TREASURER, treasury, (1,))):
        user = User.objects.create_user(person.email, cast.PASSWORD, name=person.name, language="en")
        Membership.objects.bulk_create(Membership(user=user, queue=queue, tier=tier) for tier in tiers)


if __name__ == "__main__":
    main()
