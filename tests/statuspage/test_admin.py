"""Services and their groups in the administration."""

import pytest
from django.urls import reverse

from statuspage.models import Service, ServiceGroup
from tests.admin_pages import administrator, errors, names, queries_of

pytestmark = pytest.mark.django_db


def test_a_service_is_made_with_a_name_and_a_description_in_each_language(client, house):
    administrator(client)
    group = ServiceGroup.objects.create(names={"en": "Network"})
    fields = {
        **names(ca="Fibra", en="Fibre"),
        "descriptions_ca": "Internet",
        "slug": "fibre",
        "group": group.pk,
        "position": 1,
        "is_active": "on",
    }

    response = client.post(reverse("admin:statuspage_service_add"), fields)

    service = Service.objects.get()
    assert response.status_code == 302, errors(response)
    assert (service.names, service.descriptions, service.group) == ({"ca": "Fibra", "en": "Fibre"}, {"ca": "Internet"}, group)


def test_a_group_with_services_is_not_deleted(client, house):
    administrator(client)
    group = ServiceGroup.objects.create(names={"en": "Network"})
    Service.objects.create(slug="fibre", names={"en": "Fibre"}, group=group)

    response = client.post(reverse("admin:statuspage_servicegroup_delete", args=[group.pk]), {"post": "yes"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "“Network” cannot be deleted: there are services that belong to it."
    ]


def test_each_list_takes_the_same_queries_for_one_and_for_three(client, house):
    administrator(client)
    services, groups = reverse("admin:statuspage_service_changelist"), reverse("admin:statuspage_servicegroup_changelist")
    group = ServiceGroup.objects.create(names={"en": "Network"})
    Service.objects.create(slug="fibre", names={"en": "Fibre"}, group=group)
    one = (queries_of(client, services), queries_of(client, groups))
    for number in range(2):
        other = ServiceGroup.objects.create(names={"en": "Other"})
        Service.objects.create(slug=f"s{number}", names={"en": "Service"}, group=other)

    assert (one, (queries_of(client, services), queries_of(client, groups))) == ((5, 4), (5, 4))
