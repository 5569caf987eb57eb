"""The administrator's forms for an organisation and its mail domains."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import ContactRole
from accounts.models import Organisation, OrganisationDomain
from accounts.tree import DEEPEST

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


class OrganisationForm(forms.ModelForm):
    """Name, place in the tree, entitlement, sharing."""

    sharing_roles = forms.MultipleChoiceField(
        label=_("Roles that see them, too"),
        choices=[choice for choice in ContactRole.choices if choice[0] != ContactRole.MANAGER],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Managers always do."),
    )

    class Meta:
        model = Organisation
        fields = (
            "name", "parent", "is_active", "entitled_until", "contract", "address", "sharing", "sharing_roles", "shares_below", "is_partner", "notes",
        )  # fmt: skip

    def clean_parent(self) -> Organisation | None:
        """Return the organisation above. Raises ``ValidationError`` when that one lies below this one."""
        chosen: Organisation | None = self.cleaned_data["parent"]
        above = chosen
        for _step in range(DEEPEST):
            if above is None or self.instance.pk is None:
                return chosen
            if above.pk == self.instance.pk:
                said = gettext("“%(name)s” is a part of this organisation itself, so it cannot stand above it.")
                raise forms.ValidationError(said, params={"name": chosen}, code="circle")
            above = above.parent
        raise forms.ValidationError(gettext("The tree is too deep here."), code="depth")


class DomainForm(forms.ModelForm):
    """A mail domain."""

    class Meta:
        model = OrganisationDomain
        fields = ("domain",)

    def clean_domain(self) -> str:
        """Return the domain in its one spelling. Raises ``ValidationError`` when it is none."""
        given: str = self.cleaned_data["domain"]
        domain = given.strip().lower().rpartition("@")[2]
        try:
            spelt = domain.encode("idna").decode()
        except UnicodeError:
            spelt = ""
        if not _DOMAIN.fullmatch(spelt):
            raise forms.ValidationError(gettext("This is no mail domain. It should look like example.org."), code="domain")
        return domain
