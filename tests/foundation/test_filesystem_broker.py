"""A broker of files, with real processes on both sides."""

import subprocess
import sys
from pathlib import Path

import pytest
from kombu import Producer

from tests.foundation.broker_peer import QUEUE, connected

ROOT = Path(__file__).resolve().parents[2]


def start(verb: str, folder: Path, name: str, count: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.foundation.broker_peer", verb, str(folder), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> list[str]:
    said, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (0, "")
    return said.split()


def test_each_of_a_thousand_messages_arrives_whole_and_once(tmp_path):
    consumers = [start("consume", tmp_path, name) for name in ("c1", "c2")]
    producers = [start("produce", tmp_path, name, 500) for name in ("p1", "p2")]
    for producer in producers:
        ended(producer)
    (tmp_path / "stop").touch()
    shares = [ended(consumer) for consumer in consumers]

    arrived = [message for share in shares for message in share]
    assert sorted(arrived) == sorted(f"{name}-{number}" for name in ("p1", "p2") for number in range(500))
    assert all(shares)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "stop"]


def test_what_no_consumer_acknowledged_goes_back(tmp_path):
    with connected(str(tmp_path)) as connection:
        Producer(connection).publish("work", routing_key="default", declare=[QUEUE])
        channel = connection.default_channel
        first = channel.basic_get("default")
        taken = channel.basic_get("default")
        first.requeue()
        again = channel.basic_get("default")

    assert (first.body, taken, again.body) == (b"work", None, b"work")


def test_messages_come_oldest_first_and_a_queue_can_be_counted_and_emptied(tmp_path):
    with connected(str(tmp_path)) as connection:
        channel = connection.default_channel
        for word in ("one", "two", "three"):
            Producer(connection).publish(word, routing_key="default", declare=[QUEUE])

        assert channel.queue_declare("default").message_count == 3
        assert channel.basic_get("default", no_ack=True).body == b"one"
        assert channel.queue_purge("default") == 2
        assert channel.basic_get("default") is None


def test_nobody_else_may_read_the_messages(tmp_path):
    with connected(str(tmp_path / "broker")) as connection:
        Producer(connection).publish("secret", routing_key="default", declare=[QUEUE])

    (message,) = (tmp_path / "broker" / "queues" / "default").iterdir()
    assert message.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in message.parents if tmp_path in folder.parents} == {0o700}


@pytest.mark.parametrize("name", ["", "../up", ".hidden", "a/b"])
def test_a_queue_name_cannot_leave_the_folder(tmp_path, name):
    with connected(str(tmp_path)) as connection, pytest.raises(ValueError):
        connection.default_channel._put(name, {})
