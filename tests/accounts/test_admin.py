"""People, organisations and the installation in the administration."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts import installation
from accounts.models import Contact, Installation, Organisation, Phone, User
from tests import factories
from tests.admin_pages import administrator, errors, queries_of, rows

pytestmark = pytest.mark.django_db

HOUSE = {
    "raw_mail_days": "90",
    "name": "Suport",
    "language": "en",
    "time_zone": "Europe/Madrid",
    "asking": "open",
    "sign_up": "invited",
    "undo_seconds": "15",
    "due_soon_minutes": "60",
}
NOTHING_BELOW = {**rows("phones"), **rows("contacts"), **rows("memberships")}


def person_fields(person: User, **changes: object) -> dict[str, object]:
    return {
        "name": person.name,
        "email": person.email or "",
        "language": "",
        "time_zone": "",
        "is_active": "on",
        **NOTHING_BELOW,
        **changes,
    }


def change(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def test_the_sign_in_of_the_administration_is_the_house_sign_in(client, house):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=%2Fadmin%2F"


def test_people_without_rights_are_turned_away(client, house, requester, sign_in):
    response = sign_in(requester).get("/admin/", follow=True)

    assert response.status_code == 403


def test_the_list_of_installations_is_the_form_of_the_only_one(client, house):
    administrator(client)

    response = client.get(reverse("admin:accounts_installation_changelist"))

    assert response.url == "/admin/accounts/installation/1/change/"


def test_saving_the_installation_keeps_its_texts_and_forgets_what_was_remembered(client, house, django_capture_on_commit_callbacks):
    administrator(client)
    assert installation.current().name == "Suport"
    fields = {**HOUSE, "name": "Casa", "hours_notes_ca": "De 9 a 18 h", "hours_notes_en": "9 to 18"}

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("admin:accounts_installation_change", args=["1"]), fields)

    assert response.status_code == 302, errors(response)
    assert installation.current().name == "Casa"
    assert installation.current().hours_notes == {"ca": "De 9 a 18 h", "en": "9 to 18"}


def test_the_first_save_makes_the_installation(client, db):
    administrator(client)

    response = client.post("/admin/accounts/installation/1/change/", {**HOUSE, "name": "Casa"})

    assert response.status_code == 302, errors(response)
    assert Installation.objects.get().name == "Casa"


def test_no_second_installation_is_added_and_none_is_deleted(client, house):
    administrator(client)

    assert client.get("/admin/accounts/installation/add/").status_code == 403
    assert client.post("/admin/accounts/installation/1/delete/", {"post": "yes"}).status_code == 403


def test_a_language_that_is_not_offered_keeps_its_text(client, house):
    administrator(client)
    Installation.objects.update(hours_notes={"fr": "De 9 h à 18 h", "en": "9 to 17"})
    fields = {**HOUSE, "hours_notes_en": "9 to 18"}

    client.post("/admin/accounts/installation/1/change/", fields)

    assert Installation.objects.get().hours_notes == {"fr": "De 9 h à 18 h", "en": "9 to 18"}


@pytest.mark.parametrize(("words", "found"), [("soler mar", 1), ("MARTA@example", 1), ("600 123", 1), ("+34600123456", 1), ("nobody", 0)])
def test_people_are_found_by_name_address_and_telephone(client, requester, colleague, words, found):
    administrator(client)
    Phone.objects.create(user=requester, number="+34 600-123-456")

    response = client.get(reverse("admin:accounts_user_changelist"), {"q": words})

    assert [person.pk for person in response.context["cl"].result_list] == [requester.pk][:found]


def test_a_person_is_added_without_a_password(client, house):
    administrator(client)
    fields = {"name": "Marta Soler", "email": "Marta@Example.NET", "language": "ca", "usable_password": "false"}

    response = client.post(reverse("admin:accounts_user_add"), fields)

    person = User.objects.get(email="marta@example.net")
    assert response.status_code == 302
    assert not person.has_usable_password()


def test_two_people_without_address_are_no_clash(client, house):
    administrator(client)
    factories.person(None, "Ramon Bosch")

    response = client.post(reverse("admin:accounts_user_add"), {"name": "Fina Puig", "email": "", "usable_password": "false"})

    assert response.status_code == 302, errors(response)
    assert User.objects.filter(email=None).count() == 2


def test_an_address_that_somebody_else_has_proven_is_refused(client, requester, colleague):
    administrator(client)
    EmailAddress.objects.create(user=colleague, email="second@example.net", verified=True)

    response = client.post(change(requester), person_fields(requester, email="Second@example.net"))

    assert "Somebody else has shown that this address is theirs." in errors(response)


def test_a_replaced_address_no_longer_opens_the_account(client, requester):
    administrator(client)
    EmailAddress.objects.create(user=requester, email="marta@example.net", verified=True, primary=True)

    response = client.post(change(requester), person_fields(requester, email="new@example.net"))

    assert response.status_code == 302, errors(response)
    assert not EmailAddress.objects.filter(email="marta@example.net").exists()


def test_the_same_number_twice_is_explained(client, requester):
    administrator(client)
    phones = rows("phones", {"number": "600 123 456", "user": requester.pk}, {"number": "600-123-456", "user": requester.pk})

    response = client.post(change(requester), person_fields(requester, **phones))

    assert "This number is there twice." in errors(response)


def test_a_person_with_tickets_is_not_deleted_and_the_page_says_why(client, support, requester):
    administrator(client)
    factories.ticket(requester, support)

    response = client.post(reverse("admin:accounts_user_delete", args=[requester.pk]), {"post": "yes"}, follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert User.objects.filter(pk=requester.pk).exists()
    assert said == [
        "“Marta Soler” cannot be deleted: there are tickets, messages and events that belong to it. Take it out of use instead."
    ]


def test_a_person_whom_nothing_needs_can_be_deleted(client, stranger):
    administrator(client)

    client.post(reverse("admin:accounts_user_delete", args=[stranger.pk]), {"post": "yes"})

    assert not User.objects.filter(pk=stranger.pk).exists()


def test_deactivating_many_spares_oneself(client, requester, colleague):
    me = administrator(client)
    chosen = [me.pk, requester.pk, colleague.pk]

    client.post(reverse("admin:accounts_user_changelist"), {"action": "deactivate", "_selected_action": chosen})

    assert list(User.objects.filter(is_active=True)) == [me]


def test_only_superusers_see_and_give_rights(client, requester):
    me = administrator(client, is_staff=True)
    me.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))

    page = client.get(change(requester)).content.decode()
    client.post(change(requester), person_fields(requester, is_staff="on", is_superuser="on"))

    requester.refresh_from_db()
    assert "is_superuser" not in page
    assert (requester.is_staff, requester.is_superuser) == (False, False)


def test_somebody_with_rights_is_changed_by_superusers_alone(client, requester):
    me = administrator(client, is_staff=True)
    me.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    boss = factories.person("boss@example.org", "Boss", is_staff=True, is_superuser=True)

    saved = client.post(change(boss), person_fields(boss, email="mine@example.org"))
    password = client.get(reverse("admin:auth_user_password_change", args=[boss.pk]))

    assert (saved.status_code, password.status_code) == (403, 403)


def test_an_agent_s_address_and_password_are_for_superusers_alone(client, agent):
    me = administrator(client, is_staff=True)
    me.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))

    saved = client.post(change(agent), person_fields(agent, email="mine@example.org"))
    password = client.get(reverse("admin:auth_user_password_change", args=[agent.pk]))

    assert (saved.status_code, password.status_code) == (403, 403)


def test_an_organisation_cannot_stand_above_itself(client, house):
    administrator(client)
    town = Organisation.objects.create(name="Town")
    office = Organisation.objects.create(name="Office", parent=town)

    response = client.post(
        reverse("admin:accounts_organisation_change", args=[town.pk]), {"name": "Town", "parent": office.pk, **rows("contacts")}
    )

    assert "“Office” is a part of this organisation itself, so it cannot stand above it." in errors(response)


def test_an_organisation_with_others_below_is_not_deleted(client, house):
    administrator(client)
    town = Organisation.objects.create(name="Town")
    Organisation.objects.create(name="Office", parent=town)

    client.post(reverse("admin:accounts_organisation_delete", args=[town.pk]), {"post": "yes"})

    assert Organisation.objects.count() == 2


def test_the_list_of_people_takes_the_same_queries_for_one_and_for_three(client, house):
    administrator(client)
    url = reverse("admin:accounts_user_changelist")
    one = queries_of(client, url)
    for number in range(2):
        factories.person(f"p{number}@example.net", "Person")

    assert (one, queries_of(client, url)) == (4, 4)


def test_the_list_of_organisations_takes_the_same_queries_for_one_and_for_three(client, house):
    administrator(client)
    url = reverse("admin:accounts_organisation_changelist")
    town = Organisation.objects.create(name="Town")
    one = queries_of(client, url)
    for number in range(2):
        Organisation.objects.create(name=f"Office {number}", parent=town)

    assert (one, queries_of(client, url)) == (4, 4)


def test_the_page_of_a_person_takes_one_query_for_each_choice_that_is_looked_up_while_typing_and_no_more(client, support, requester):
    administrator(client)
    places = [Organisation.objects.create(name=f"Place {number}") for number in range(3)]
    Phone.objects.create(user=requester, number="600 000 001")
    Contact.objects.create(user=requester, organisation=places[0])
    one = queries_of(client, change(requester))
    for number in (1, 2):
        Phone.objects.create(user=requester, number=f"700 000 00{number}")
        Contact.objects.create(user=requester, organisation=places[number])

    assert queries_of(client, change(requester)) == one + 2
