"""Words and files of a mail."""

import base64

import pytest

from mailroom.mail import File
from mailroom.reading import read
from tests.mailroom.making import mail, multipart, raw

PLAIN = "Content-Type: text/plain; charset=utf-8\n\nLa línia no va."
PAGE = "Content-Type: text/html; charset=utf-8\n\n<p>La <b>línia</b> no va.</p>"
PICTURE = "Content-Type: image/png; name=lights.png\nContent-Transfer-Encoding: base64\nContent-ID: <p1@example.org>\n\niVBORw0KGgo="
PDF = "Content-Type: application/pdf\nContent-Disposition: attachment; filename=bill.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0="
INNER = "Content-Type: message/rfc822\n\nFrom: biel@example.org\nSubject: =?utf-8?Q?L=C3=ADnia?= 1/2\n\nwords of the inner mail"


def named(files: tuple[File, ...]) -> list[tuple[str, str]]:
    return [(file.filename, file.content_type) for file in files]


def test_of_alternatives_the_plain_text_is_read():
    found = read(mail(multipart("alternative", PLAIN, PAGE)))

    assert found.text == "La línia no va."
    assert found.html == "<p>La <b>línia</b> no va.</p>"
    assert found.files == ()


def test_a_page_alone_becomes_text():
    found = read(mail(b"Content-Type: text/html\n\n<html><body><h1>Hello</h1><p>One<br>two</p><script>x()</script></body></html>"))

    assert found.text == "Hello\n\nOne\ntwo"


def test_a_stub_gives_way_to_the_page_it_stands_beside():
    stub = "Content-Type: text/plain\n\nThis message is in HTML. Please use another program."
    page = "Content-Type: text/html\n\n<p>The line of our town hall has been down since Monday, and nobody answers the telephone.</p>"

    assert read(mail(multipart("alternative", stub, page))).text.startswith("The line of our town hall")


def test_an_empty_plain_part_gives_way_to_the_page():
    assert read(mail(multipart("alternative", "Content-Type: text/plain\n\n \n", PAGE))).text == "La línia no va."


def test_a_short_answer_over_long_history_is_no_stub():
    page = "Content-Type: text/html\n\n<p>It works.</p><blockquote type=cite>" + "long history of many words " * 20 + "</blockquote>"

    assert read(mail(multipart("alternative", "Content-Type: text/plain\n\nIt works.", page))).text == "It works."


def test_every_leaf_that_is_not_the_body_is_a_file():
    related = multipart("related", PAGE, PICTURE, boundary="b2")
    found = read(mail(multipart("mixed", related, PDF, INNER)))

    assert found.text == "La línia no va."
    assert named(found.files) == [("lights.png", "image/png"), ("bill.pdf", "application/pdf"), ("Línia 1-2.eml", "message/rfc822")]
    assert [file.inline for file in found.files] == [True, False, False]
    assert found.files[0].content_id == "p1@example.org"
    assert (found.files[1].content, found.files[1].size) == (b"%PDF-", 5)
    assert found.files[2].content.endswith(b"words of the inner mail")


def test_text_around_pictures_is_one_text():
    first = "Content-Type: text/plain\n\nBefore the picture."
    last = "Content-Type: text/plain\n\nAfter the picture."

    assert read(mail(multipart("mixed", first, PICTURE, last))).text == "Before the picture.\n\nAfter the picture."


def test_a_text_file_is_a_file():
    log = "Content-Type: text/plain; name=router.log\nContent-Disposition: attachment; filename=router.log\n\nline down"

    found = read(mail(multipart("mixed", PLAIN, log)))

    assert (found.text, named(found.files)) == ("La línia no va.", [("router.log", "text/plain")])


def test_a_calendar_beside_the_text_is_a_file():
    calendar = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR"

    assert named(read(mail(multipart("alternative", PLAIN, PAGE, calendar))).files) == [("text-1.ics", "text/calendar")]


def test_the_same_words_twice_are_one_text_though_nobody_said_alternative():
    found = read(mail(multipart("mixed", PLAIN, PAGE)))

    assert (found.text, found.html) == ("La línia no va.", "<p>La <b>línia</b> no va.</p>")


def test_winmail_dat_stays_a_file():
    tnef = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig=="

    assert named(read(mail(multipart("mixed", PLAIN, tnef))).files) == [("winmail.dat", "application/ms-tnef")]


def test_a_uuencoded_file_is_taken_out_of_the_text():
    found = read(mail(b"\nSee this:\nbegin 644 cat.txt\n#0V%T\n`\nend\nBye\n"))

    assert (found.text, named(found.files), found.files[0].content) == (
        "See this:\nBye",
        [("cat.txt", "application/octet-stream")],
        b"Cat",
    )


def test_words_that_look_like_uuencode_stay_words():
    assert read(mail(b"\nWe\nbegin 644 steps further\nwithout\nend\n")).text == "We\nbegin 644 steps further\nwithout\nend"


def test_flowed_lines_become_paragraphs():
    body = "A long line that \nwas wrapped.\n> quoted and \n> wrapped\n-- \nAnna"

    assert (
        read(raw("Content-Type: text/plain; format=flowed", body=body)).text
        == "A long line that was wrapped.\n> quoted and wrapped\n-- \nAnna"
    )


ENCODINGS = {
    "base64": ("base64", base64.encodebytes("L'incidència".encode()), "L'incidència"),
    "base64 without padding": ("base64", b"TCdpbmNpZMOobmNpYQ", "L'incidència"),
    "base64 with rubbish": ("BASE64", b"TCdpbmN!pZMO\x00obmN*pYQ==", "L'incidència"),
    "base64 with a list's footer": ("base64", b"SGVsbG8=\n___________\nour mailing list\n", "Hello\n___________\nour mailing list"),
    "base64 joined on": ("base64", b"SGVsbG8=IHlvdQ==", "Hello you"),
    "base64 that is not": ("base64", b"These are just words, with spaces.", "These are just words, with spaces."),
    "quoted-printable": ("quoted-printable", b"L'incid=C3=A8=\nncia =3D", "L'incidència ="),
    "quoted-printable with mistakes": ("quoted-printable", b"100=% =XY sure=  \n yes", "100=% =XY sure yes"),
    "unknown": ("x-none", b"words", "words"),
    "none": ("8bit", "L'incidència".encode(), "L'incidència"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_transfer_encoding_is_undone(name):
    encoding, body, text = ENCODINGS[name]

    assert read(raw("Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {encoding}", body=body)).text.strip() == text


CHARSETS = {
    "declared": ("iso-8859-15", "preu: 10 €".encode("iso-8859-15"), "preu: 10 €"),
    "declared latin, is utf-8": ("iso-8859-1", "incidència".encode(), "incidència"),
    "declared ascii, is utf-8": ("us-ascii", "incidència".encode(), "incidència"),
    "declared ascii, is latin": ("us-ascii", "incidència".encode("latin-1"), "incidència"),
    "declared latin, is windows": ("iso-8859-1", "l’avís “greu”".encode("cp1252"), "l’avís “greu”"),
    "declared utf-8, is latin": ("utf-8", "La incidència de Núria amb la connexió a Internet".encode("latin-1"), None),
    "declared utf-8, cut short": ("utf-8", "incidències greus a la línia è".encode()[:-1], "incidències greus a la línia \ufffd"),
    "unknown name": ("x-unknown", "incidència".encode(), "incidència"),
    "name with quotes": ("'utf-8'", "incidència".encode(), "incidència"),
    "no text at all": ("zlib", b"abc", "abc"),
    "russian": ("koi8-r", "Связи нет с утра".encode("koi8-r"), "Связи нет с утра"),
    "chinese beyond gb2312": ("gb2312", "镕基".encode("gbk"), "镕基"),
    "japanese": ("iso-2022-jp", "接続できません".encode("iso2022_jp"), "接続できません"),
    "arabic": ("windows-1256", "لا يعمل".encode("cp1256"), "لا يعمل"),
    "utf-7": ("utf-7", b"incid+AOg-ncia", "incidència"),
    "utf-16": ("utf-16", "incidència".encode("utf-16"), "incidència"),
}


@pytest.mark.parametrize("name", [name for name, (_, _, text) in CHARSETS.items() if text is not None])
def test_text_is_decoded(name):
    charset, body, text = CHARSETS[name]

    assert read(raw(f"Content-Type: text/plain; charset={charset}", body=body)).text == text


def test_latin_text_declared_utf_8_is_read_as_latin():
    charset, body, _ = CHARSETS["declared utf-8, is latin"]

    assert read(raw(f"Content-Type: text/plain; charset={charset}", body=body)).text == "La incidència de Núria amb la connexió a Internet"


def test_russian_without_a_declared_charset_is_guessed():
    words = "Здравствуйте, у нас с самого утра не работает интернет, помогите пожалуйста"

    assert read(raw("Subject: x", body=words.encode("cp1251"))).text == words


def test_no_control_character_reaches_the_text():
    assert read(raw("Subject: x\x00y\x1b[31m", body="a\x00b\x1b[31mc\x07\td")).text == "ab[31mc\td"


NAMES = {
    "plain": ("attachment; filename=bill.pdf", "bill.pdf"),
    "quoted": ('attachment; filename="my bill.pdf"', "my bill.pdf"),
    "no quotes around spaces": ("attachment; filename=my bill.pdf", "my bill.pdf"),
    "rfc 2231": ("attachment; filename*=utf-8''factura%20n%C3%BAm%201.pdf", "factura núm 1.pdf"),
    "rfc 2231 in pieces": (
        "attachment; filename*0*=utf-8''factura%20n%C3;\n filename*1*=%BAm;\n filename*2=\" 1.pdf\"",
        "factura núm 1.pdf",
    ),
    "rfc 2231 out of order": ('attachment; filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
    "rfc 2231 without charset": ("attachment; filename*=n%C3%BAm.pdf", "núm.pdf"),
    "rfc 2231 beside a plain one": ("attachment; filename=num.pdf; filename*=utf-8''n%C3%BAm.pdf", "núm.pdf"),
    "rfc 2047": ('attachment; filename="=?utf-8?Q?n=C3=BAm=2Epdf?="', "núm.pdf"),
    "rfc 2047 in two words": ('attachment; filename="=?utf-8?Q?n=C3=BA?=\n =?utf-8?Q?m.pdf?="', "núm.pdf"),
    "raw utf-8": ("attachment; filename=núm.pdf", "núm.pdf"),
    "a path": ("attachment; filename=../../etc/passwd", "passwd"),
    "a windows path": (r'attachment; filename="C:\Users\anna\bill.pdf"', "bill.pdf"),
    "a slash in it": ("attachment; filename=bill 1/2.pdf", "bill 1-2.pdf"),
    "only dots": ("attachment; filename=..", "file"),
    "nul and line ends": ('attachment; filename="a%00b.pdf"', "a%00b.pdf"),
    "controls in rfc 2231": ("attachment; filename*=utf-8''a%00b%0D%0Ac.pdf", "ab c.pdf"),
    "direction turned": ("attachment; filename*=utf-8''bill%E2%80%AEfdp.exe", "billfdp.exe"),
    "very long": ("attachment; filename=" + "x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    "none": ("attachment", "file-1.pdf"),
    "empty": ('attachment; filename=""', "file-1.pdf"),
    "not closed": ('attachment; filename="bill.pdf', "bill.pdf"),
    "without its disposition": ("filename=bill.pdf", "bill.pdf"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_a_harmless_name(name):
    disposition, filename = NAMES[name]
    part = f"Content-Type: application/pdf\nContent-Disposition: {disposition}\n\nx"

    assert [file.filename for file in read(mail(multipart("mixed", PLAIN, part))).files] == [filename]


def test_a_boundary_that_never_closes_loses_nothing():
    content = multipart("mixed", PLAIN, PDF).removesuffix(b"--b1--\n")

    found = read(mail(content))

    assert (found.text, named(found.files), found.incomplete) == (
        "La línia no va.",
        [("bill.pdf", "application/pdf")],
        ("broken-structure",),
    )


def test_an_inner_multipart_that_never_closes_ends_with_the_outer_one():
    inner = multipart("alternative", PLAIN, PAGE, boundary="b2").removesuffix(b"--b2--\n")

    found = read(mail(multipart("mixed", inner, PDF)))

    assert (found.text, named(found.files)) == ("La línia no va.", [("bill.pdf", "application/pdf")])


def test_a_boundary_that_begins_like_another_is_another():
    inner = multipart("alternative", PLAIN, PAGE, boundary="b1x")

    found = read(mail(multipart("mixed", inner, PDF, boundary="b1")))

    assert (found.text, named(found.files)) == ("La línia no va.", [("bill.pdf", "application/pdf")])


def test_a_multipart_without_boundary_is_read_as_text():
    found = read(mail(b"Content-Type: multipart/mixed\n\nAll the words\n"))

    assert (found.text, found.incomplete) == ("All the words", ("broken-structure",))


def test_an_unknown_or_broken_type_is_text():
    assert read(mail(b"Content-Type: words\n\nHello")).text == "Hello"
    assert read(mail(b"Content-Type: text\n\nHello")).text == "Hello"


def test_a_digest_is_a_list_of_attached_mails():
    found = read(mail(multipart("digest", "\nSubject: One\n\n1", "\nSubject: Two\n\n2")))

    assert named(found.files) == [("One.eml", "message/rfc822"), ("Two.eml", "message/rfc822")]


def test_a_signed_mail_is_its_text_and_a_file():
    signature = "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----"

    found = read(mail(multipart("signed", PLAIN, signature)))

    assert (found.text, named(found.files)) == ("La línia no va.", [("signature.asc", "application/pgp-signature")])


def test_a_page_too_deep_for_a_layout_keeps_its_words():
    page = b"Content-Type: text/html\n\n" + b"<div>" * 20_000 + b"deep words" + b"</div>" * 20_000

    assert read(mail(page)).text == "deep words"


def test_a_page_cut_by_a_file_is_one_page():
    page = "Content-Type: text/html\n\n<p>Before the bill.</p>"
    rest = "Content-Type: text/html\n\n<p>After the bill.</p>"
    plain = "Content-Type: text/plain\n\nBefore the bill.\n\nAfter the bill."
    mixed = multipart("mixed", page, PDF, rest, boundary="b2")

    found = read(mail(multipart("alternative", plain, mixed)))

    assert found.text == "Before the bill.\n\nAfter the bill."
    assert found.html == "<p>Before the bill.</p>\n<p>After the bill.</p>"
    assert named(found.files) == [("bill.pdf", "application/pdf")]


def test_a_text_file_shown_inline_is_a_file():
    log = 'Content-Type: text/plain; name="router.log"\nContent-Disposition: inline; filename="router.log"\n\nline down'

    found = read(mail(multipart("mixed", PLAIN, log)))

    assert [(file.filename, file.inline) for file in found.files] == [("router.log", True)]


def test_a_body_that_carries_a_name_is_still_the_body():
    found = read(mail(b"Content-Type: text/plain; name=message.txt\n\nwords"))

    assert (found.text, found.files) == ("words", ())


def test_a_page_declares_its_own_charset():
    page = '<html><head><meta charset="windows-1251"></head><body>Связи нет</body></html>'.encode("cp1251")

    assert read(mail(b"Content-Type: text/html\n\n" + page)).text == "Связи нет"
