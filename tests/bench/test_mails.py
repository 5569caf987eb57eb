"""The mails that are measured."""

from bench.mails import a_big_mail, a_mail_of_5_kb
from mailroom.reading import read


def test_each_has_about_5_kb_and_a_writer_of_its_own():
    mails = [a_mail_of_5_kb(number) for number in range(8)]

    assert all(4_300 < len(mail) < 5_300 for mail in mails)
    assert len({read(mail).sender.address for mail in mails}) == 8


def test_they_come_in_four_shapes():
    plain, both, page, answer = (read(a_mail_of_5_kb(number)) for number in range(4))

    assert [bool(one.html) for one in (plain, both, page, answer)] == [False, True, True, False]
    assert "stays dark" in page.body
    assert "Jordi" in answer.quoted


def test_a_big_one_has_the_wanted_size_and_a_file():
    raw = a_big_mail(1, 1_000_000)

    assert 990_000 < len(raw) < 1_010_000
    assert [file.filename for file in read(raw).files] == ["film.mp4"]
