"""Addresses for those who look after an organisation's people, and for those who are invited."""

from django.urls import path

from tickets.views import joining, members

app_name = "organisation"

urlpatterns = [
    path("people/", members.people, name="people"),
    path("people/invite/", members.invite, name="invite"),
    path("<int:place>/people/<int:number>/roles/", members.roles, name="roles"),
    path("<int:place>/people/<int:number>/remove/", members.remove, name="remove"),
    path("invitations/<int:number>/resend/", members.resend, name="resend"),
    path("invitations/<int:number>/withdraw/", members.withdraw, name="withdraw"),
    path("join/<str:token>/", joining.join, name="join"),
]
