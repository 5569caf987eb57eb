"""The administrator's forms for people and their telephones."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext

from accounts.emails import normalise
from accounts.models import Phone, User
from foundation.digits import digits_of


class _WithAddress(forms.ModelForm):
    def clean_email(self) -> str | None:
        """Return the address in its one spelling. Raises ``ValidationError`` when it is proven to be somebody else's."""
        email = normalise(self.cleaned_data.get("email"))
        others = EmailAddress.objects.filter(email=email, verified=True).exclude(user_id=self.instance.pk)
        if email is not None and others.exists():
            raise forms.ValidationError(gettext("Somebody else has shown that this address is theirs."), code="taken")
        return email


class NewPersonForm(_WithAddress, AdminUserCreationForm):
    """A new person; a password is not needed, because people sign in with a code by mail."""

    class Meta:
        model = User
        fields = ("name", "email", "language")


class PersonForm(_WithAddress, UserChangeForm):
    """A person."""

    class Meta:
        model = User
        fields = (
            "name", "email", "password", "language", "time_zone", "mails_no_content", "is_active", "is_staff", "is_superuser", "groups",
            "user_permissions",
        )  # fmt: skip


class PhoneForm(forms.ModelForm):
    """A telephone number."""

    class Meta:
        model = Phone
        fields = ("number", "label")

    def clean_number(self) -> str:
        """Return the number as written. Raises ``ValidationError`` when it has no digits to find it by."""
        number: str = self.cleaned_data["number"].strip()
        if len(digits_of(number)) < 3:
            raise forms.ValidationError(gettext("A telephone number holds at least three digits."), code="digits")
        return number


class PhonesFormSet(BaseInlineFormSet):
    """All telephones of one person: each number once, however it is written."""

    def clean(self) -> None:
        """Say which number is there twice."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            digits = digits_of(self._number_of(form))
            if digits and digits in seen:
                form.add_error("number", gettext("This number is there twice."))
            seen.add(digits)

    def _number_of(self, form: Any) -> str:
        cleaned: dict[str, Any] = getattr(form, "cleaned_data", {})
        return "" if cleaned.get("DELETE") else cleaned.get("number", "")
