"""Two workers at once on a real database."""

import threading

import pytest
from django.db import connection

from notifications.actions import sending
from notifications.enums import Lane
from notifications.models import Delivery


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_each_mail_is_sent_by_one_of_them(mail, relay):
    for number in range(60):
        mail(f"p{number}@example.org")

    def work() -> None:
        sending.drain(Lane.DEFAULT)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(relay.recipients) == sorted(f"p{number}@example.org" for number in range(60))
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}
