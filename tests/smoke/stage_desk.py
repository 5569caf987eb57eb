"""Set one of two desks that write to each other: ``python -m tests.smoke.stage_desk ADDRESS``, or let its agent answer: ``… answer``."""

import sys

import django

WORDS = "We look into it. What does the box show?"


def main(told: str) -> None:
    """Write the rows of a desk at the address ``told``, or a person's answer to its one ticket."""
    django.setup()
    # Models exist only once Django is set up.
    from accounts.models import Installation, User  # noqa: PLC0415
    from queues.models import Mailbox, Membership, Queue  # noqa: PLC0415
    from tickets.actions import conversation  # noqa: PLC0415
    from tickets.models import Ticket  # noqa: PLC0415

    if told == "answer":
        conversation.reply(Ticket.objects.get(), conversation.Draft(WORDS), by=User.objects.get(name="Aina Roca"))
        return
    house = {"name": told, "language": "en", "time_zone": "Europe/Madrid", "telephone": "900 000 000"}
    Installation.objects.update_or_create(pk=1, defaults={**house, "undo_seconds": 0})
    queue = Queue.objects.create(slug="support", names={"en": "Support"}, is_entry=True)
    Mailbox.objects.create(address=told, queue=queue, from_name=told)
    agent = User.objects.create_user(f"aina.{told}", name="Aina Roca", language="en")
    Membership.objects.create(user=agent, queue=queue, tier=1)


if __name__ == "__main__":
    main(sys.argv[1])
