"""The names that the words of mails about tickets may hold, and the cases that they know."""

from django.utils.translation import gettext_lazy as _

from accounts.letters.kinds import HOUSE
from foundation.mailkinds import Case, Name

REFERENCE = Name("reference", _("the ticket’s reference"))
TITLE = Name("title", _("the ticket’s title; empty for an address that nobody has proven"), may_be_empty=True)
QUEUE = Name("queue", _("the name of the queue"))
REQUESTER = Name("requester_name", _("who asked; empty for an address that nobody has proven"), may_be_empty=True)
SUBJECT = Name("subject", _("the subject that the agent wrote"))
WRITER = Name("writer", _("who wrote"))
CLOSES_ON = Name("closes_on", _("the day on which it closes by itself; empty when it does not"), may_be_empty=True)
REOPENS_UNTIL = Name("reopens_until", _("the last day on which an answer reopens it; empty when none does"), may_be_empty=True)
PROMISED_BY = Name("promised_by", _("when news was promised for"), may_be_empty=True)
DUE_BY = Name("due_by", _("the moment by which it is due"))
COUNT = Name("count", _("how many tickets it tells of"))
MORE = Name("more", _("how many more there are on the desk; empty when there are none"), may_be_empty=True)
MINUTES = Name("minutes", _("how many minutes it takes"))
NEXT = Name("next", _("the queue’s own text “received”, else ours"), may_be_empty=True)
CLOSED_NOW = Name("closed_now", _("when we read it; empty while people answer"), may_be_empty=True)
JOINING = Name("joining", _("how to join, as the house says it"), may_be_empty=True)
CHANNELS = Name("channels", _("the help that is open to everybody, as the house says it"), may_be_empty=True)
REASON = Name("reason", _("the queue’s own text for the reason, else ours"))

LINK = Name("link", _("opens the ticket; what follows is what the link says"), is_link=True)
CHOICE_LINK = Name("link", _("where they choose a time; what follows is what the link says"), is_link=True)
DESK_LINK = Name("link", _("opens the desk; what follows is what the link says"), is_link=True)
SETTINGS_LINK = Name("settings", _("where agents choose what they are told; what follows is what the link says"), is_link=True)
WORKS = Name("works", _("the link by which they say that it works; only for the requester"), may_be_empty=True, is_link=True)
BROKEN = Name("broken", _("the link by which they say that it does not; only for the requester"), may_be_empty=True, is_link=True)

MESSAGE = Name("message", _("what the agent wrote, with name, signature and files"), is_part=True)
MAYBE_MESSAGE = Name("message", _("what the agent wrote, if anything"), may_be_empty=True, is_part=True)
QUESTION = Name("message", _("what the agent asks, with name and signature"), is_part=True)
QUOTED = Name("quoted", _("the requester’s words, where the agent sends them along"), may_be_empty=True, is_part=True)
APPOINTMENT = Name("appointment", _("when and how you meet"), is_part=True)
MAYBE_APPOINTMENT = Name("appointment", _("when you would have met; empty when no time was picked"), may_be_empty=True, is_part=True)
TICKETS = Name("tickets", _("the tickets, by queue and by what happened"), is_part=True)
TIMES = Name("times", _("the times to choose from"), is_part=True)
SIGNATURE = Name("signature", _("the queue’s signature; empty when it has none"), may_be_empty=True, is_part=True)
POINTS = Name("points", _("what was done, or why nothing was, as a list"), is_part=True)
TOLD = Name("told", _("what the requester’s side wrote, if anything is new"), may_be_empty=True, is_part=True)
BY_MAIL = Name("by_mail", _("what becomes of an answer by e-mail; empty where none is taken"), may_be_empty=True, is_part=True)

YOURS = Case("if_yours", _("the ticket is the reader’s"))
NOBODYS = Case("if_nobodys", _("nobody owns the ticket"))
OTHERS = Case("if_others", _("a colleague owns the ticket"))
PROVEN = (Case("if_proven", _("the requester’s address is proven")), Case("if_unproven", _("nobody has proven the requester’s address")))
READER = (Case("if_requester", _("the reader is the requester")), Case("if_agent", _("the reader is the agent")))
ASKED = (Case("if_asked", _("the reader is who did not answer")), Case("if_follower", _("the reader follows, or asked in a merged ticket")))
REOPENS = (Case("if_reopens", _("an answer reopens it")), Case("if_final", _("no answer reopens it")))
WRITTEN = (Case("if_message", _("the agent wrote something")), Case("if_no_message", _("the agent wrote nothing")))
NOTE = (Case("if_public", _("the requester can read it")), Case("if_note", _("it is an internal note")))
BOOKED = (Case("if_booked", _("a time was picked")), Case("if_offered", _("times were only offered")))
MOVED = (Case("if_not_moved", _("it is new")), Case("if_moved", _("it was moved")))
WAY = (Case("if_phone", _("it is a phone call")), Case("if_video", _("it is a video call")))
NEW = (Case("if_new", _("the ticket is new")), Case("if_passed", _("the ticket was passed on")))
PROMISED = (Case("if_promise", _("news was promised")),)
SAID = (
    Case("if_declined", _("their calendar declined")),
    Case("if_counter", _("their calendar proposes another time")),
    Case("if_tentative", _("their calendar says maybe")),
)
HOW_MANY = (Case("if_several", _("it tells of several tickets")), Case("if_one", _("it tells of one ticket")))
RHYTHM = (Case("if_in_time", _("it comes at its usual time")), Case("if_after_quiet", _("it comes after quiet hours")))
KEPT = (Case("if_kept", _("their text is kept as a draft")),)
SENDABLE = (Case("if_sendable", _("the draft can be sent by #send")),)
QUOTED_CASE = (Case("if_quoted", _("the requester’s words go along")),)

HOUSE_AND_TICKET = (HOUSE, REFERENCE, QUEUE)
