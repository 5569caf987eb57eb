"""Message-IDs name their delivery and cannot be made up."""

import pytest

from notifications.message_ids import message_id, read_message_id, thread_id

LONGEST = ("abcdefghij:" + "9" * 15, 10**19 - 1)


@pytest.mark.parametrize(("topic", "pk"), [("ticket:310", 4711), ("ticket:310", 0), ("", 8), ("post:1", 1), LONGEST])
def test_an_id_can_be_read_back(topic, pk):
    written = message_id(topic, pk)

    assert read_message_id(written) == (topic, pk)
    assert len(written.partition("@")[0]) - 1 <= 64


def test_an_id_is_always_the_same_for_one_delivery():
    assert message_id("ticket:310", 7) == message_id("ticket:310", 7)


def test_a_thread_is_known_by_delivery_0():
    assert read_message_id(thread_id("ticket:310")) == ("ticket:310", 0)


def test_case_brackets_and_domain_do_not_matter():
    local = message_id("ticket:310", 7).strip("<>").partition("@")[0]

    assert read_message_id(f" {local.upper()}@Elsewhere.Example.ORG ") == ("ticket:310", 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<>",
        "<310@example.org>",
        "<ticket.310.7.aaaaaaaaaaaaaaaa@example.org>",
        "<ticket.310.7@example.org>",
        "<ticket.٣١٠.7.aaaaaaaaaaaaaaaa@example.org>",
        "a" * 10_000,
    ],
)
def test_other_ids_are_not_ours(text):
    assert read_message_id(text) is None


@pytest.mark.parametrize(("ours", "forged"), [(".310.", ".311."), (".7.", ".8."), ("ticket.", "post.")])
def test_a_signature_covers_every_part(ours, forged):
    assert read_message_id(message_id("ticket:310", 7).replace(ours, forged)) is None


def test_an_id_signed_with_an_old_key_still_counts(settings):
    settings.MAIL_KEY = "old"
    written = message_id("ticket:310", 7)
    settings.MAIL_KEY, settings.MAIL_KEY_FALLBACKS = "new", ["old"]

    assert read_message_id(written) == ("ticket:310", 7)


@pytest.mark.parametrize("topic", ["310", "ticket", "ticket:x", "Ticket:1", "ticket:1:2", "ticket:1@x"])
def test_what_is_no_topic_is_refused(topic):
    with pytest.raises(ValueError):
        message_id(topic, 1)
