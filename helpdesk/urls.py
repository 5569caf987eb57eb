"""Every address of Suport."""

from django.contrib import admin
from django.urls import include, path

from helpdesk import again, health, home, language, styleguide

handler400 = "helpdesk.errors.bad_request"

urlpatterns = [
    path("", home.home, name="home"),
    path("landing/", home.landing, name="landing"),
    path("again/", again.again, name="again"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("language/setlang/", language.choose, name="set_language"),
    path("tickets/", include("tickets.urls")),
    path("organisation/", include("tickets.organisation_urls")),
    path("desk/", include("tickets.desk_urls")),
    path("webhooks/", include("tickets.webhook_urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
