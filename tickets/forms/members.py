"""The forms of those who look after an organisation's people, and of those who are invited."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.actions.inviting import Guest
from accounts.actions.membership import GIVEN_BY_MANAGERS
from accounts.emails import normalise
from accounts.enums import ContactRole
from accounts.forms.names import PSEUDO_LOCALE
from accounts.languages import first_offered
from accounts.models import Organisation, User
from foundation.safetext import one_line
from tickets.forms.fields import PlainForm

ROLES = [(role.value, role.label) for role in GIVEN_BY_MANAGERS]
LANGUAGES = [choice for choice in settings.LANGUAGES if choice[0] != PSEUDO_LOCALE]


class PersonField(forms.ModelChoiceField):
    """One of several people, by name."""

    def label_from_instance(self, person: User) -> str:
        """Name the person, with the address where there is one to tell two apart."""
        return f"{person.name} · {person.email}" if person.name and person.email else person.display_name


class InviteForm(PlainForm):
    """Whom to invite, where to, as what. ``places`` are the organisations to choose among; with one there is no question."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=200, required=False, help_text=_("What we call them until they say it themselves."))
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None)
    role = forms.ChoiceField(
        label=_("Role"), choices=ROLES, initial=ContactRole.MEMBER, help_text=_("A manager invites and removes people, too.")
    )
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=LANGUAGES)

    def __init__(self, *args: Any, places: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = first_offered(get_language() or "")
        if len(places) > 1:
            self.choose_among("organisation", Organisation.objects.filter(pk__in=places).order_by("name", "pk"))
        else:
            del self.fields["organisation"]

    def clean_email(self) -> str:
        """Return the address in its one spelling."""
        return normalise(self.cleaned_data["email"]) or ""

    @property
    def guest(self) -> Guest:
        """Whom the valid form means."""
        given = self.cleaned_data
        return Guest(given["email"], one_line(given["name"], 200), ContactRole(given["role"]), given["language"])


class RolesForm(PlainForm):
    """What somebody is to the organisation."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A manager invites and removes people, too. Which roles see the others’ tickets is agreed with us."),
    )


class LeaveForm(PlainForm):
    """Who goes on with what somebody asked, and who looks after the people from now on, where that has to be asked."""

    to = PersonField(label=_("Who goes on with the tickets"), queryset=User.objects.none(), empty_label=None)
    successor = PersonField(
        label=_("The new manager"),
        queryset=User.objects.none(),
        help_text=_("Nobody else looks after the people yet, so please name somebody."),
    )

    def __init__(self, *args: Any, heirs: Iterable[User], managers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (("to", heirs), ("successor", managers)):
            chosen = [person.pk for person in people]
            if chosen:
                self.choose_among(name, User.objects.filter(pk__in=chosen).order_by("name", "pk"))
            else:
                del self.fields[name]


class JoinForm(PlainForm):
    """What we call somebody whom we do not know by name."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("So that we know how to address you."),
    )
