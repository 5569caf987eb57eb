"""Delivery failures."""

import pytest

from mailroom import bouncestatus
from mailroom.mail import Bounce
from mailroom.reading import read
from tests.mailroom.making import mail, multipart, raw

DAEMON = ("From: Mail Delivery System <MAILER-DAEMON@mx.example.org>", "To: suport@example.org", "Return-Path: <>")
ORIGINAL = "Content-Type: message/rfc822\n\nFrom: suport@example.org\nTo: anna@example.net\nMessage-ID: <t310.1@example.org>\n\nHello"
HEADERS_ONLY = "Content-Type: text/rfc822-headers\n\nFrom: suport@example.org\nMessage-ID: <t310.1@example.org>\n"
NOTICE = "Content-Type: text/plain\n\nYour message could not be delivered."


def report(*groups: str, original: str = ORIGINAL) -> bytes:
    status = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n" + "\n\n".join(groups)
    headers = "\n".join([*DAEMON, "Subject: Undelivered Mail Returned to Sender"]).encode() + b"\n"
    return headers + multipart("report; report-type=delivery-status", NOTICE, status, original)


REPORTS = {
    "failed": (
        ("Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown",),
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "temporary": (
        ("Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 4.4.7",),
        Bounce("anna@example.net", "4.4.7", False, "t310.1@example.org"),
    ),
    "delayed": (
        ("Final-Recipient: rfc822; anna@example.net\nAction: delayed\nStatus: 4.4.1",),
        Bounce("anna@example.net", "4.4.1", False, "t310.1@example.org", delayed=True),
    ),
    "original recipient": (
        ("Original-Recipient: rfc822;anna@example.net\nFinal-Recipient: rfc822;a1@mx.example.net\nAction: failed\nStatus: 5.2.2",),
        Bounce("anna@example.net", "5.2.2", False, "t310.1@example.org"),
    ),
    "no status": (
        ("Final-Recipient: rfc822; <anna@example.net>\nAction: failed\nDiagnostic-Code: smtp; 552 5.2.2 full",),
        Bounce("anna@example.net", "5.2.2", False, "t310.1@example.org"),
    ),
    "no status but a reply code": (
        ("Final-Recipient: rfc822; anna@example.net\nAction: failed\nDiagnostic-Code: smtp; 550 no such user",),
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "a comment beside the status": (
        ("Final-Recipient: RFC822; anna@example.net\nAction: Failed\nStatus: 5.1.1 (unknown user)",),
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "the second recipient failed": (
        (
            "Final-Recipient: rfc822; biel@example.net\nAction: relayed\nStatus: 2.0.0",
            "Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1",
        ),
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "delivered": (("Final-Recipient: rfc822; anna@example.net\nAction: delivered\nStatus: 2.0.0",), None),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_standard_report_is_read(name):
    groups, bounce = REPORTS[name]

    found = read(report(*groups))

    assert (found.bounce, found.machine_reason) == (bounce, "bounce" if bounce else "receipt")
    assert found.text == "Your message could not be delivered."


def test_the_headers_alone_tell_which_mail_it_was():
    found = read(report("Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1", original=HEADERS_ONLY))

    assert found.bounce == Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org")


COPY = "Received: from here\nFrom: suport@example.org\nTo: biel@example.net\nMessage-ID: <t310.1@example.org>\nSubject: x\n\nHello"
TEXTS: dict[str, tuple[tuple[str, ...], str, Bounce]] = {
    "qmail": (
        ("Subject: failure notice",),
        (
            "Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses."
            "\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<anna@example.net>:\nSorry, no mailbox here by that name. "
            f"(#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{COPY}"
        ),
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "exim": (
        ("Subject: Mail delivery failed: returning message to sender", "X-Failed-Recipients: anna@example.net"),
        (
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more "
            "of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  anna@example.net\n    Unrouteable address\n\n"
            f"------ This is a copy of the message, including all the headers. ------\n\n{COPY}"
        ),
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "postfix": (
        ("Subject: Undelivered Mail Returned to Sender",),
        (
            "This is the mail system at host mx.example.org.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one "
            "or more recipients.\n\n<anna@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1\n    <anna@example.net>: User unknown"
        ),
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "sendmail": (
        ("Subject: Returned mail: see transcript for details",),
        (
            "   ----- The following addresses had permanent fatal errors -----\n<anna@example.net>\n    (reason: 550 5.7.1 Relaying denied)\n\n"
            f"   ----- Original message follows -----\n\n{COPY}"
        ),
        Bounce("anna@example.net", "5.7.1", False, "t310.1@example.org"),
    ),
    "reply code only": (
        ("Subject: Delivery failure",),
        "Your message could not be delivered.\n\nanna@example.net: 452 mailbox busy",
        Bounce("anna@example.net", "4.0.0", False, ""),
    ),
    "full": (
        ("Subject: Mail delivery failed",),
        "The following address could not be delivered:\n\n  anna@example.net\n    mailbox is full",
        Bounce("anna@example.net", "5.2.2", False, ""),
    ),
    "delay": (
        ("Subject: Warning: message delayed 24 hours",),
        "Your message to the following address has not yet been delivered:\n\n  anna@example.net\n\nIt will be retried.",
        Bounce("anna@example.net", "4.0.0", False, "", delayed=True),
    ),
    "german": (
        ("Subject: Unzustellbar: Keine Verbindung",),
        "Ihre Nachricht konnte nicht zugestellt werden:\n\nanna@example.net\nDer Benutzer existiert nicht.",
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "the recipient after the one that was written to": (
        ("Subject: E",),
        (
            "Your message\n\n  To:      office@example.net\n  Subject: x\n\ndid not reach the following recipient(s):\n\n"
            "anna@example.net on Thu, 4 Jan 2024 10:00:00 -0000\n    The recipient name is not recognized"
        ),
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "a directory": (
        ("Subject: DELIVERY FAILURE: User Anna (anna@example.net) not listed in Directory",),
        "Your message\n\n  Subject: x\n\nwas not delivered to:\n\n  anna@example.net\n\nbecause:\n\n  User Anna not listed in Directory",
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "only the copy names the recipient": (
        ("Subject: Returned mail: Cannot send message for 4 days",),
        (
            "   ----- Transcript of session follows -----\n421 example.net (smtp)... Deferred: Connection timed out\n\n"
            "   ----- Unsent message follows -----\nReceived: by here\nFrom: suport@example.org\nTo: Anna <anna@example.net>\nSubject: x\n"
        ),
        Bounce("anna@example.net", "4.0.0", False, ""),
    ),
    "a server that calls its report an answer": (
        ("Subject: Ваше сообщение не доставлено. Mail failure.", "Auto-Submitted: auto-replied"),
        "Ваше письмо не может быть доставлено:\n\n  anna@example.net is unavailable: user not found\n\n------ This is a copy of your message",
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "full for now": (
        ("Subject: Mail Delivery Warning",),
        "Delivery to anna@example.net has been postponed due to a full mailbox. We will continue to try.\n",
        Bounce("anna@example.net", "4.2.2", False, "", delayed=True),
    ),
    "a code in brackets": (
        ("Subject: Returned Mail - Error During Delivery",),
        "------ Failed Recipients ------\n<anna@example.net>: mailbox unavailable. [SMTP Error Code 550]\n-------- Returned Mail --------\n\n"
        + COPY,
        Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org"),
    ),
    "a log of the server": (
        ("Subject: mail failed, returning to sender",),
        "|-- Message log follows: --|\n no valid recipients were found\n|-- Failed addresses follow: --|\n anna@example.net ... unknown host",
        Bounce("anna@example.net", "5.1.2", True, ""),
    ),
    "quotation marks and a scheme": (
        ("Subject: Undeliverable: x",),
        "Delivery has failed to these recipients:\n\n'SMTP=anna@example.net'\nNo such user.",
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "a name of the server's own": (
        ("Subject: Mail Delivery Problem",),
        "Your mail to the following recipients could not be delivered as they take no mail from office@example.com:\n\tanna",
        Bounce("anna@mx.example.org", "5.0.0", True, ""),
    ),
    "full for a while": (
        ("Subject: Undelivered Mail Returned to Sender",),
        "Your message could not be delivered.\n\n<anna@example.net>: host mx.example.net said: 452 Mailbox is full",
        Bounce("anna@example.net", "4.2.2", False, ""),
    ),
    "nothing but the server's name and a code": (
        ("Subject: x",),
        "anna@example.net: 550 5.1.1",
        Bounce("anna@example.net", "5.1.1", True, ""),
    ),
    "our own id in the references": (
        ("Subject: Undeliverable: x", "References: <t310.1@example.org>"),
        "Delivery has failed to these recipients:\nanna@example.net\nThe address was not found. 550 5.1.10",
        Bounce("anna@example.net", "5.1.10", True, "t310.1@example.org"),
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_report_in_words_is_read(name):
    headers, text, bounce = TEXTS[name]

    found = read(raw(*DAEMON, *headers, body=text))

    assert (found.bounce, found.machine_reason) == (bounce, "bounce")


STATED: dict[str, tuple[str, str, str]] = {
    # what the report states, the remote server's answer, what it comes to
    "unknown behind a vague code": ("5.0.0", "smtp; 550 <anna@example.net> is not a known user on this system", "5.1.1"),
    "unknown behind a policy code": ("5.7.1", "smtp; 550 5.7.1 No such user", "5.1.1"),
    "unknown domain": ("5.4.0", "X-Postfix; Host or domain name not found. Name service error for name=example.net", "5.1.2"),
    "moved": ("5.0.0", "smtp; 551 anna has moved to anna@example.com", "5.1.6"),
    "switched off": ("5.0.0", "smtp; 550 5.0.0 This account has been disabled or discontinued", "5.2.1"),
    "full behind a vague code": ("5.0.0", "smtp; 552 sorry, mailbox is over quota", "5.2.2"),
    "full behind an unknown user": ("5.1.1", "smtp; 550 5.1.1 quota exceeded", "5.2.2"),
    "too large behind an unknown user": ("5.1.1", "smtp; 550 max message size exceeded", "5.3.4"),
    "unwanted": ("5.0.0", "smtp; 554 Service unavailable; blocked using a block list", "5.7.1"),
    "unwanted behind an unknown user": ("5.1.1", "smtp; 550 5.1.1 Message looks like spam", "5.7.1"),
    "its own code stands": ("5.1.10", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound", "5.1.10"),
    "for some other reason": ("5.0.0", "smtp; 554 transaction failed", "5.0.0"),
}


@pytest.mark.parametrize("name", STATED)
def test_the_server_s_answer_settles_a_vague_or_a_misleading_status(name):
    stated, diagnostic, status = STATED[name]

    found = read(report(f"Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: {stated}\nDiagnostic-Code: {diagnostic}"))

    assert found.bounce == Bounce("anna@example.net", status, status not in {"5.2.2", "5.3.4", "5.7.1"}, "t310.1@example.org")


GONE = {"5.1.1": True, "5.1.2": True, "5.1.6": True, "5.1.10": True, "5.2.1": True, "5.4.4": True}
ALIVE = {"5.0.0": False, "5.2.2": False, "5.3.4": False, "5.7.1": False, "4.2.2": False, "4.4.7": False}


@pytest.mark.parametrize(("status", "gone"), [*GONE.items(), *ALIVE.items()])
def test_only_an_address_that_takes_no_mail_at_all_is_gone(status, gone):
    assert bouncestatus.is_gone(status) is gone


SOFT = ("5.2.2", "5.2.3", "5.3.0", "5.3.4", "5.4.7", "5.6.1", "5.7.1", "5.7.26", "4.2.2", "4.4.7")


@pytest.mark.parametrize(
    ("status", "hard"), [*((status, True) for status in (*GONE, "5.0.0", "5.5.0")), *((status, False) for status in SOFT)]
)
def test_what_ails_one_mail_only_is_not_hard(status, hard):
    assert bouncestatus.is_hard(status) is hard


def test_a_filter_that_refuses_by_a_receipt_reports_a_failure():
    receipt = (
        "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; anna@example.net\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n"
    )
    refusal = "Content-Type: text/plain\n\nYour message to <anna@example.net> was automatically rejected:\nQuota exceeded"
    content = multipart("report; report-type=disposition-notification", refusal, receipt, ORIGINAL)

    found = read(mail(content, "Auto-Submitted: auto-replied (rejected)", "Return-Path: <>"))

    assert (found.bounce, found.machine_reason) == (Bounce("anna@example.net", "5.2.2", False, "t310.1@example.org"), "bounce")


def test_a_report_in_somebody_s_forward_is_a_person_s():
    inner = report("Final-Recipient: rfc822; biel@example.net\nAction: failed\nStatus: 5.1.1")
    content = multipart(
        "mixed",
        "Content-Type: text/plain\n\nWhat does this mean?",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; biel@example.net\nAction: failed\n",
        b"Content-Type: message/rfc822\n\n" + inner,
    )

    found = read(mail(content))

    assert (found.bounce, found.machine_reason) == (None, "")


def test_a_gateway_that_gives_its_own_name_returns_what_was_sent():
    content = multipart("mixed", "Content-Type: text/plain\n\nUnable to deliver message to <anna@example.net>.", ORIGINAL)
    headers = b"From: gateway@example.net\nTo: suport@example.org\nSubject: Mail could not be delivered\n"

    found = read(headers + content)

    assert found.bounce == Bounce("anna@example.net", "5.0.0", True, "t310.1@example.org")


def test_a_gateway_that_writes_to_the_bounce_address_reports_a_failure():
    text = "Your message could not be delivered to the following recipients:\n\nanna@example.net"

    found = read(raw("From: gateway@example.net", "To: suport-bounces@example.org", "Subject: RE: x: delivery failed", body=text))

    assert found.bounce == Bounce("anna@example.net", "5.0.0", True, "")


def test_a_report_that_a_gateway_has_wrapped_in_a_notice_is_read():
    inner = b"Content-Type: message/rfc822\n\n" + report("Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1")
    headers = "\n".join([*DAEMON, "Subject: Undelivered Mail Returned to Sender"]).encode() + b"\n"

    found = read(headers + multipart("mixed", inner, "Content-Type: text/plain\n\nThis mail is meant for its reader alone."))

    assert found.bounce == Bounce("anna@example.net", "5.1.1", True, "t310.1@example.org")


PEOPLE = {
    "asks about a bounce": ("Subject: Mail delivery failed?", "My mail to biel@example.net came back: user unknown. Why?"),
    "answers with a bounce quoted": ("Subject: Re: Undelivered mail", "It says 550 5.1.1 for biel@example.net"),
    "pastes a bounce": (
        "Subject: Mail delivery failed",
        "I get this:\n\n550 5.1.1 <biel@example.net>: could not be delivered, user unknown",
    ),
    "pastes a bounce whole": (
        "Subject: Undelivered mail",
        "Your message could not be delivered: user unknown\n\nFrom: anna@example.org\nTo: biel@example.net\nMessage-ID: <1@example.org>\n",
    ),
    "passes a bounce on": (
        "Subject: Fwd: Undelivered Mail Returned to Sender",
        "The mail system: your message could not be delivered. 550 5.1.1",
    ),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_who_writes_about_a_bounce_is_no_bounce(name):
    subject, text = PEOPLE[name]

    found = read(raw("From: anna@example.org", "To: suport@example.org", subject, body=text))

    assert (found.bounce, found.machine_reason) == (None, "")


def test_an_away_note_with_an_empty_return_path_is_no_bounce():
    found = read(
        raw("From: anna@example.org", "Return-Path: <>", "Subject: Automatic reply: x", "Auto-Submitted: auto-replied", body="I am away")
    )

    assert (found.bounce, found.machine_reason) == (None, "auto-reply")


def test_an_away_note_that_names_a_colleague_is_no_bounce():
    found = read(
        raw(
            "From: anna@example.org",
            "Return-Path: <>",
            "Subject: Out of office: No line",
            body="Mail to me is not delivered until Monday. Write to biel@example.org.",
        )
    )

    assert (found.bounce, found.machine_reason) == (None, "auto-reply")
