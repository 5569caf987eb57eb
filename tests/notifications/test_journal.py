"""Journals outlive their processes."""

import os
import threading
import time

from notifications import journal


def test_a_journal_is_known_to_be_alive_until_it_is_closed():
    book = journal.Journal()
    book.note(7, 1, "DATA")
    book.note(7, 1, 250)
    book.note(8, 2, "DATA")

    living = journal.testimony(book.name)
    book.close()
    dead = journal.testimony(book.name)

    assert (living.is_found, living.is_owner_alive, dead.is_owner_alive) == (True, True, False)
    assert (dead.word(7, 1), dead.word(8, 2), dead.word(8, 1)) == ("250", "DATA", "")


def test_a_journal_of_another_machine_is_not_found():
    assert journal.testimony("elsewhere").is_found is False
    assert journal.testimony("../../etc/passwd").is_found is False


def test_a_torn_line_is_passed_over():
    book = journal.Journal()
    book.note(7, 1, "DATA")
    os.write(os.open(book.path, os.O_WRONLY | os.O_APPEND), b"8 1")
    book.close()

    assert journal.testimony(book.name).words == {(7, 1): "DATA"}


def test_a_process_keeps_one_journal():
    assert journal.current() is journal.current()


def test_old_journals_of_the_dead_are_removed_when_nobody_needs_them():
    books = {name: journal.Journal() for name in ("alive", "needed", "forgotten", "young")}
    for name in ("needed", "forgotten", "young"):
        books[name].close()
    for name in ("alive", "needed", "forgotten"):
        os.utime(books[name].path, (time.time() - 7200,) * 2)

    removed = journal.forget_dead({books["needed"].name})

    left = {name for name, book in books.items() if book.path.exists()}
    books["alive"].close()
    assert (removed, left) == (1, {"alive", "needed", "young"})


def test_threads_that_start_together_have_a_journal_each_and_leave_it_when_they_end():
    start, names = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        names.append(journal.current().name)
        journal.current().note(7, 1, "DATA")

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(set(names)) == 4
    assert [journal.testimony(name).is_owner_alive for name in names] == [False] * 4
