"""Suport's own settings, with one page more to compare with, and a clock around every request."""

from helpdesk.settings import *  # noqa: F403
from helpdesk.settings import INSTALLED_APPS, MIDDLEWARE

ROOT_URLCONF = "bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
MIDDLEWARE = ["bench.middleware.ServerTiming", *MIDDLEWARE]
