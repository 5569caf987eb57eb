"""Every address of Suport, and the empty view, which the product does not have."""

from django.urls import include, path

from bench.views import empty

urlpatterns = [
    path("bench/empty/", empty, name="bench_empty"),
    path("", include("helpdesk.urls")),
]
