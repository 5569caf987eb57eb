"""A process that talks through the broker of files: ``produce FOLDER NAME COUNT`` or ``consume FOLDER NAME 0``.

A consumer prints one line for each message it got.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kombu import Connection, Consumer, Producer, Queue

QUEUE = Queue("default")


@contextmanager
def connected(folder: str) -> Iterator[Any]:
    """Open a connection to the broker in ``folder``."""
    options = {"folder": folder, "polling_interval": 0.02}
    with Connection("filesystem://localhost", transport="foundation.filesystem_broker:Transport", transport_options=options) as one:
        yield one


def produce(folder: str, name: str, count: int) -> None:
    """Put ``count`` numbered messages."""
    with connected(folder) as connection:
        producer = Producer(connection)
        for number in range(count):
            producer.publish(f"{name}-{number} " + "x" * 2000, routing_key="default", declare=[QUEUE], serializer="json")


def consume(folder: str, name: str, count: int) -> None:
    """Print what arrives, until there is a file named ``stop`` and nothing more comes."""

    def got(body: str, message: Any) -> None:
        sys.stdout.write(body.split()[0] + "\n")
        message.ack()

    with connected(folder) as connection, Consumer(connection, [QUEUE], callbacks=[got], accept=["json"], prefetch_count=1):
        while True:
            is_last = Path(folder, "stop").exists()
            try:
                connection.drain_events(timeout=0.2)
            except TimeoutError:
                if is_last:
                    return


if __name__ == "__main__":
    verb, where, who, amount = sys.argv[1:]
    {"produce": produce, "consume": consume}[verb](where, who, int(amount))
