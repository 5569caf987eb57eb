"""Which lines of an agent's mail are commands."""

import pytest

from tickets.orders import WORDS, Order, read


def test_leading_lines_are_commands_and_the_rest_is_text():
    said = read("\n#Owner me\n\n#status  stalled until 2026-12-01\n\nHello Marta,\n\n#note is what I wrote.\n")

    assert said.orders == (Order("owner", "me"), Order("status", "stalled until 2026-12-01"))
    assert (said.text, said.slips) == ("Hello Marta,\n\n#note is what I wrote.", ())


@pytest.mark.parametrize(
    "body", ["#1 in the list is red.", "#summer begins", "# owner me", "#", "##owner me", "#owner-me", "Hello\n#owner me"]
)
def test_what_begins_with_no_command_word_is_text(body):
    assert (read(body).orders, read(body).text, read(body).slips) == ((), body, ())


def test_a_slip_of_the_pen_is_named_and_is_no_text():
    said = read("#statis resolved\nIt works again.")

    assert (said.slips, said.orders, said.text) == ((("#statis resolved", "#status"),), (), "It works again.")


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_read_alone_and_in_any_case(word):
    assert read(f"#{word.upper()}").orders == (Order(word),)


def test_a_word_that_stands_there_twice_is_known():
    assert read("#owner me\n#owner none").doubled == ("owner",)


def test_a_colon_may_stand_behind_the_word():
    assert read("#queue: treasury").orders == (Order("queue", "treasury"),)
