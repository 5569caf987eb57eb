"""The administration as a whole."""

from allauth.account.admin import EmailAddress
from allauth.account.decorators import secure_admin_login
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Suport administration")
admin.site.site_title = _("Suport administration")
admin.site.index_title = _("What would you like to set up?")
# People see and change these on their own pages. A key or an address that is put in here by hand would open their account.
admin.site.unregister((EmailAddress, Authenticator, UserSession))
# People sign in at one place only, so that the second factor and the limits on guessing count here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
