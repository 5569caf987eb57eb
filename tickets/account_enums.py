"""How mail accounts are reached, and what may be wrong with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Security(models.TextChoices):
    """How the connection to a mail server is protected."""

    TLS = "tls", _("TLS from the start (port 993)")
    STARTTLS = "starttls", _("STARTTLS (port 143)")
    NONE = "none", _("none: only for a server on this machine (port 143)")


class PasswordFrom(models.TextChoices):
    """Where the password of an account, or the command for its token, is kept."""

    HERE = "here", _("typed below, kept encrypted")
    SERVER = "server", _("set on this server, under a name")


class ReadingFault(models.TextChoices):
    """Why an account could not be read, in words for the person who set it up."""

    NO_HOST = "no-host", _("There is no server of this name.")
    REFUSED = "refused", _("The server is there, but nothing answers at this port.")
    SILENT = "silent", _("The server does not answer in time. A firewall may stand between, or the port is wrong.")
    CERTIFICATE = "certificate", _("The server’s certificate is not valid for this name.")
    NO_TLS = "no-tls", _("The server does not speak the chosen kind of encryption at this port.")
    NO_PASSWORD = "no-password", _("No password is set.")
    SEALED = "sealed", _("The kept password cannot be opened, because the server’s secret key has changed. Type it anew.")
    COMMAND = "command", _("The command that should give the token failed.")
    LOGIN = "login", _("The server refuses the user name, the password or the token.")
    FOLDER = "folder", _("A folder cannot be opened or made.")
    MAIL = "mail", _("The server does not hand out a mail, or does not let it be moved.")
    STORING = "storing", _("A mail could not be stored here.")
    BROKEN = "broken", _("The connection broke off.")
