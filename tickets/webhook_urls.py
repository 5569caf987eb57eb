"""Addresses that e-mail providers post to. Mailgun posts raw mails only to an address that ends in ``mime``, without a slash."""

from django.urls import path

from tickets.views import webhooks

app_name = "webhooks"

urlpatterns = [
    path("<slug:provider>/inbound/", webhooks.mails, name="mails"),
    path("<slug:provider>/mime", webhooks.mails, name="raw_mails"),
    path("<slug:provider>/tracking/", webhooks.reports, name="reports"),
]
