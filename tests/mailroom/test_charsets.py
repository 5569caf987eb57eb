"""Text in any charset: declared, undeclared, and declared as something else."""

import pytest

from mailroom import charset
from mailroom.reading import read
from tests.mailroom.making import raw

# charset: words that a person wrote in it
WRITTEN = {
    "windows-1252": "Bon dia, el telèfon no funciona des d’ahir",
    "iso-8859-1": "Buenos días, ¿puede llamar mañana a la niña?",
    "iso-8859-15": "Bonjour, le téléphone ne marche plus à l'étage",
    "windows-1250": "Dzień dobry, telefon nie działa, proszę o pomoc",
    "iso-8859-2": "Dobrý den, nefunguje nám telefon, prosím o pomoc",
    "windows-1254": "Merhaba, telefon çalışmıyor, lütfen yardım edin",
    "windows-1251": "Здравствуйте, не работает телефон",
    "koi8-r": "Здравствуйте, не работает телефон",
    "windows-1253": "Καλημέρα, το τηλέφωνο δεν λειτουργεί",
    "windows-1255": "שלום, הטלפון לא עובד",
    "windows-1256": "مرحبا، الهاتف لا يعمل",
    "gb18030": "您好，电话不能用了，请帮忙看一下",
    "big5": "您好，電話不能用了，請幫忙看一下",
    "shift_jis": "電話が使えません。よろしくお願いします。",
    "euc-jp": "電話が使えません。よろしくお願いします。",
    "iso-2022-jp": "電話が使えません。よろしくお願いします。",
    "euc-kr": "전화가 되지 않습니다. 확인 부탁드립니다.",
}
ONLY_DECLARED = {
    "utf-7": "Olá, não funciona",
    "utf-16": "Olá, não funciona",
    "utf-16-le": "Olá",
    "utf-32": "Olá",
    "hz": "您好，电话不能用了",
}


@pytest.mark.parametrize("name", WRITTEN | ONLY_DECLARED)
def test_declared_text_is_read(name):
    words = (WRITTEN | ONLY_DECLARED)[name]

    assert charset.decode(words.encode(name), name) == words


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("declared", ["", "us-ascii", "iso-8859-1", "utf-8", "x-unknown", "binary"])
def test_text_that_is_declared_wrongly_is_read(name, declared):
    words = WRITTEN[name]

    assert charset.decode(words.encode(name), declared) == words


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "windows-1251", "gb2312", "utf-16"])
def test_utf_8_is_read_whatever_is_declared(declared):
    words = "Bon dia, el telèfon no funciona — 您好 👋"

    assert charset.decode(words.encode("utf-8-sig"), declared) == words


@pytest.mark.parametrize("name", WRITTEN)
def test_raw_eight_bit_headers_are_read_as_the_text_below(name):
    words = WRITTEN[name]
    found = read(raw("From: a@example.org", f"Subject: {words}", f"Content-Type: text/plain; charset={name}", body=words, charset=name))

    assert found.subject == words
    assert found.body == words
