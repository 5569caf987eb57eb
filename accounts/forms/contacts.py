"""The administrator's rows of who belongs to which organisation."""

from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext

from accounts.models import Contact


class ContactForm(forms.ModelForm):
    """Who is what to an organisation. Of a row that is there, only the role changes: somebody else is another row."""

    class Meta:
        model = Contact
        fields = ("user", "organisation", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"user", "organisation"} & set(self.fields) if self.instance.pk else ():
            self.fields[name].disabled = True


class ContactsFormSet(BaseInlineFormSet):
    """Contacts. Nobody is taken out while tickets that they asked in the organisation's name would be left to nobody."""

    def clean(self) -> None:
        """Raise ``ValidationError`` for whoever would leave tickets behind: a manager's page asks who goes on with these."""
        super().clean()
        gone = {form.instance.pk: form.instance for form in self.deleted_forms if form.instance.pk}
        for contact in gone.values():
            stays = Contact.objects.filter(user=contact.user_id, organisation=contact.organisation_id).exclude(pk__in=gone).exists()
            in_its_name = Q(organisation=contact.organisation_id, partner_grant=None) | Q(partner_grant__partner=contact.organisation_id)
            if not stays and contact.user.tickets.filter(in_its_name).exists():
                said = gettext(
                    "%(person)s asked tickets in the name of %(organisation)s. One of its managers takes them out in the portal, and "
                    "says who goes on with these. To keep somebody out at once, take the account out of use."
                )
                names = {"person": contact.user.display_name, "organisation": contact.organisation}
                raise forms.ValidationError(said, params=names, code="tickets")
