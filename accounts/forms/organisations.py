"""The administrator's form for an organisation."""

from django import forms
from django.utils.translation import gettext

from accounts.models import Organisation

# Deeper than any public body; ends the walk even if the data held a circle already.
DEEPEST = 50


class OrganisationForm(forms.ModelForm):
    """Name, place in the tree, entitlement."""

    class Meta:
        model = Organisation
        fields = ("name", "parent", "is_entitled", "notes")

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
