"""Addresses of the desk."""

from django.urls import path

from tickets.views import bulk, desk, lines, lists, me, merging, moving, recording, writing

app_name = "desk"

urlpatterns = [
    path("", desk.home, name="home"),
    path("mine/", lists.mine, name="mine"),
    path("me/", me.me, name="me"),
    path("me/absences/", me.absence, name="absence"),
    path("me/absences/<int:number>/end/", me.absence_end, name="absence_end"),
    path("drafts/", writing.own_drafts, name="drafts"),
    path("search/", desk.search, name="search"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/<int:number>/", bulk.outcome, name="bulk_outcome"),
    path("bulk/<int:number>/undo/", bulk.undo, name="bulk_undo"),
    path("filters/", lists.filters, name="filters"),
    path("queues/<slug:slug>/", lists.queue, name="queue"),
    path("tickets/", lists.tickets, name="tickets"),
    path("queues/<slug:slug>/lines/", lines.lines, name="lines"),
    path("tickets/new/", recording.record_ticket, name="new"),
    path("tickets/<int:number>/", desk.ticket, name="ticket"),
    path("tickets/<int:number>/receipt/", desk.receipt, name="receipt"),
    path("tickets/<int:number>/reply/", writing.reply, name="reply"),
    path("tickets/<int:number>/note/", writing.note, name="note"),
    path("tickets/<int:number>/call/", writing.call, name="call"),
    path("tickets/<int:number>/merge/", merging.merge, name="merge"),
    path("tickets/<int:number>/unmerge/", merging.unmerge, name="unmerge"),
    path("tickets/<int:number>/preview/<slug:name>/", writing.preview, name="preview"),
    path("tickets/<int:number>/drafts/<slug:name>/", writing.draft, name="draft"),
    path("tickets/<int:number>/drafts/<slug:name>/discard/", writing.discard, name="discard"),
    path("tickets/<int:number>/messages/<int:message_id>/cancel/", writing.cancel_reply, name="cancel_reply"),
    path("tickets/<int:number>/presence/", writing.here_now, name="presence"),
    path("tickets/<int:number>/take/", moving.take, name="take"),
    path("tickets/<int:number>/take-over/", moving.take_over, name="take_over"),
    path("tickets/<int:number>/assign/", moving.assign, name="assign"),
    path("tickets/<int:number>/triage/", moving.triage, name="triage"),
    path("tickets/<int:number>/resolve/", moving.resolve, name="resolve"),
    path("tickets/<int:number>/reopen/", moving.reopen, name="reopen"),
    path("tickets/<int:number>/close/", moving.close, name="close"),
    path("tickets/<int:number>/stall/", moving.stall, name="stall"),
    path("tickets/<int:number>/reject/", moving.reject, name="reject"),
    path("tickets/<int:number>/transfer/", moving.transfer, name="transfer"),
    path("tickets/<int:number>/diagnose/", moving.diagnose, name="diagnose"),
    path("tickets/<int:number>/send-back/", moving.send_back, name="send_back"),
    path("tickets/<int:number>/escalate/", moving.escalate, name="escalate"),
    path("tickets/<int:number>/take-conversation/", moving.take_conversation, name="take_conversation"),
    path("tickets/<int:number>/hand-back/", moving.hand_back, name="hand_back"),
]
