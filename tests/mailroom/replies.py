"""Replies as the mail programs of many languages write them: the new words, and the history under them."""

# what it is: (attribution or separator, whether the history under it has quote marks)
HISTORIES: dict[str, tuple[str, bool]] = {
    "gmail en": ("On Wed, Jan 3, 2024 at 10:00 AM Suport <suport@example.org> wrote:", True),
    "gmail ca": ("Missatge de Suport <suport@example.org> del dia dc., 3 de gen. 2024 a les 10:00:", True),
    "apple en quoted": ("> On 3 Jan 2024, at 10:00, Suport <suport@example.org> wrote:", True),
    "yahoo es": ("El miércoles, 3 de enero de 2024, 10:00:00 CET, Suport <suport@example.org> escribió:", False),
    "mail.ru": ("Среда, 3 января 2024, 10:00 +03:00 от Suport <suport@example.org>:", True),
    "outlook rule": (
        (
            "________________________________\nFrom: Suport <suport@example.org>\nSent: Wednesday, January 3, 2024 10:00 AM\n"
            "To: Ana <ana@example.org>\nSubject: Re: No connection"
        ),
        False,
    ),
    "outlook en": ("From: Suport <suport@example.org>\nSent: 03 January 2024 10:00\nTo: Ana\nSubject: RE: No connection", False),
    "outlook en bold": ("*From:* Suport <suport@example.org>\n*Sent:* 03 January 2024 10:00\n*To:* Ana\n*Subject:* RE: x", False),
    "outlook wrapped": (
        (
            "From: Suport <suport@example.org>\nSent: 03 January 2024 10:00\nTo: Ana <ana@example.org>;\n  Biel <biel@example.org>\n"
            "Subject: RE: No connection"
        ),
        False,
    ),
    "outlook original": ("-----Original Message-----\nFrom: Suport\nSent: 03 January 2024 10:00\nTo: Ana\nSubject: x", False),
    "outlook ca original": (
        "-----Missatge original-----\nDe: Suport\nEnviat el: dimecres, 3 de gener de 2024 10:00\nPer a: Ana\nAssumpte: x",
        False,
    ),
    "outlook de original": ("-----Ursprüngliche Nachricht-----\nVon: Suport\nGesendet: Mittwoch\nAn: Ana\nBetreff: x", False),
    "outlook without dashes": ("Mensaje original\nDe: Suport\nEnviado el: 3 de enero\nPara: Ana\nAsunto: x", False),
    "two headers on a line": ("-------- Message d'origine --------\nDe : Suport\nDate : 03/01/24 10:00\nÀ : Ana Objet : x", False),
    "qq": (
        '------------------ 原始邮件 ------------------\n发件人: "Suport" <suport@example.org>;\n发送时间: 2024年1月3日\n收件人: "Ana";\n主题: x',
        False,
    ),
    "samsung": (
        "-------- Original message --------\nFrom: Suport <suport@example.org>\nDate: 03/01/2024 10:00 (GMT+01:00)\nTo: Ana\nSubject: x",
        False,
    ),
    "samsung ca": (
        "-------- Missatge original --------\nDe: Suport <suport@example.org>\nData: 03/01/2024 10:00\nA: Ana\nAssumpte: x",
        False,
    ),
    "daum": (
        "--------- 원본 메일 ---------\n보낸사람: Suport <suport@example.org>\n받는사람 : Ana\n날짜: 2024년 1월 03일 10:00\n제목: x",
        False,
    ),
    "groupwise": (">>> Suport <suport@example.org> 03/01/2024 10:00 >>>", False),
    "yandex ruled": (
        '----------------\nКому: Ana (ana@example.org);\nТема: x;\n03.01.2024, 10:00, "Suport" <suport@example.org>:',
        False,
    ),
    "proton with old hyphens": (
        "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Wednesday, January 3rd, 2024 at 10:00 AM, Suport <suport@example.org> wrote:",
        False,
    ),
    "ticket system": ("##- Please type your reply above this line -##\n\nYour request has been updated", False),
}

# new words in several languages, with what a mail of a person holds
NEW_TEXTS: tuple[str, ...] = (
    "Gràcies, ja torna a funcionar.\n\nAnna",
    (
        "Hello,\n\nit fails since 10:30 on the 3rd of January:\n\n    error 500: no route\n\n"
        "On my way home I wrote down the steps:\n1. open the page\n2. wait\n\nRegards\nBiel"
    ),
    "Здравствуйте! Не работает.\n\nС уважением, Анна",
    "还是不行，请再看一下。",
    "شكراً، يعمل الآن.",
)
