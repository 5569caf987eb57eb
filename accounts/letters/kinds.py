"""The mails about people and organisations."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from foundation.mailkinds import Case, MailKind, Name

HOUSE = Name("house", _("the name of the house"))
_CODE = Name("code", _("the code to type in"), is_part=True, is_secret=True)

INVITATION = MailKind(
    "invitation",
    _("Invitation"),
    _("when a manager, an agent or an administrator invites somebody to an organisation"),
    names=(
        HOUSE,
        Name("organisation", _("the name of the organisation")),
        Name("inviter", _("who invites; empty where nobody is named"), may_be_empty=True),
        Name("until", _("the last day on which the link works")),
        Name("link", _("the link by which they join"), is_link=True),
    ),
    choices=((Case("if_inviter", _("somebody is named as inviting")), Case("if_no_inviter", _("nobody is named"))),),
    needed=("link",),
)
LOGIN_CODE = MailKind(
    "login_code", _("Code to sign in"), _("when somebody signs in without a password"), names=(HOUSE, _CODE), needed=("code",)
)
CONFIRMATION_CODE = MailKind(
    "confirmation_code", _("Code to confirm an address"), _("when somebody adds an address"), names=(HOUSE, _CODE), needed=("code",)
)
PASSWORD_CODE = MailKind(
    "password_code", _("Code to choose a new password"), _("when somebody forgot their password"), names=(HOUSE, _CODE), needed=("code",)
)
UNKNOWN_ADDRESS = MailKind(
    "unknown_address",
    _("Unknown address"),
    _("when somebody wants to sign in with an address that nobody has; at most every six hours"),
    names=(HOUSE,),
)

KINDS: Mapping[str, MailKind] = {kind.name: kind for kind in (LOGIN_CODE, CONFIRMATION_CODE, PASSWORD_CODE, UNKNOWN_ADDRESS, INVITATION)}
