"""Public addresses of tickets."""

from django.urls import path

from tickets.views import appointments, ask, follow, followers, own_mails, partners, portal, verdict

app_name = "tickets"

urlpatterns = [
    path("", portal.mine, name="mine"),
    path("organisation/", portal.organisation, name="organisation"),
    path("followed/", portal.followed, name="followed"),
    path("organisation/partners/", partners.partners, name="partners"),
    path("organisation/partners/<int:right>/end/", partners.partner_end, name="partner_end"),
    path("mails/", own_mails.mails, name="mails"),
    path("new/", ask.new, name="new"),
    path("follow/", follow.follow, name="follow"),
    path("earlier/<str:text>/", portal.earlier, name="earlier"),
    path("<int:number>/", portal.show, name="ticket"),
    path("<int:number>/answer/", portal.answer, name="answer"),
    path("<int:number>/close/", verdict.close, name="close"),
    path("<int:number>/receipt/", portal.receipt, name="receipt"),
    path("<int:number>/open/<str:token>/", follow.open_link, name="open"),
    path("<int:number>/appointment/<str:token>/", appointments.choose, name="appointment"),
    path("<int:number>/appointment/<str:token>/decline/", appointments.decline, name="decline_appointment"),
    path("<int:number>/works/", verdict.works, name="works"),
    path("<int:number>/broken/", verdict.broken, name="broken"),
    path("<int:number>/transcript.pdf", portal.transcript, name="transcript"),
    path("<int:number>/open/<str:token>/<str:door>/", follow.open_link, name="open_at"),
    path("<int:number>/followers/", followers.invite, name="followers"),
    path("<int:number>/followers/<int:follower_id>/remove/", followers.remove, name="unfollow"),
    path("<int:number>/leave/<str:token>/", followers.leave, name="leave"),
    path("<int:number>/files/<int:file_id>/", portal.file, name="file"),
]
