"""Canned replies and macros in the administrator's hands."""

from typing import Any

import pytest

from queues.enums import MacroWait
from queues.forms.ready_made import CannedReplyForm, MacroForm
from queues.models import CannedReply, Macro
from tickets.enums import StallReason

pytestmark = pytest.mark.django_db


def macro(**values: Any) -> MacroForm:
    return MacroForm({"names": '{"en": "Ask"}', "texts": "{}", "position": "0", "is_active": "on", **values})


def test_the_reasons_to_wait_are_the_ticket_s():
    assert dict(MacroWait.choices) == dict(StallReason.choices)


def test_an_unknown_placeholder_is_refused():
    form = CannedReplyForm({"names": '{"en": "Hi"}', "texts": '{"en": "Hello {name}"}', "position": "0", "is_active": "on"})

    assert "{name} stands for nothing" in str(form.errors["texts"])


def test_a_canned_reply_needs_a_text():
    form = CannedReplyForm({"names": '{"en": "Hi"}', "texts": "{}", "position": "0", "is_active": "on"})

    assert "texts" in form.errors


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "__all__"),
        ({"status": "stalled"}, "stall_reason"),
        ({"stall_reason": "parked", "owner": "me"}, "stall_reason"),
        ({"status": "stalled", "stall_reason": "date"}, "stall_days"),
    ],
)
def test_a_macro_that_makes_no_sense_is_refused(values, field):
    assert field in macro(**values).errors


def test_a_macro_of_a_line_that_its_queue_has_not(treasury):
    assert "tier" in macro(queue=str(treasury.pk), tier="2").errors


def test_a_queue_is_offered_its_own_and_those_of_all(support, treasury):
    for name, queue in (("Ours", support), ("Theirs", treasury), ("All", None)):
        CannedReply.objects.create(names={"en": name}, queue=queue, texts={"en": "x"})
    CannedReply.objects.create(names={"en": "Old"}, texts={"en": "x"}, is_active=False)

    assert [row.name for row in CannedReply.objects.offered_in(support.pk)] == ["Ours", "All"]


def test_a_text_is_in_the_nearest_language():
    row = Macro(names={"en": "x"}, texts={"ca": "Hola", "pt": "Olá"})

    assert [row.text_in(language) for language in ("pt", "pt-br", "de", "")] == ["Olá", "Olá", "Hola", "Hola"]
