"""The forms of accounts: of people in the admin, and allauth's where ours differ."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.socialaccount.models import SocialAccount
from allauth.utils import generate_unique_username
from django import forms
from django.contrib.auth.models import User

from leidenmo.accounts.rights import refuse_combination


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person in the admin: who they are, where they get mail, which groups they are in."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "groups", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if email := self.fields.get("email"):
            email.required = True
            email.help_text = "Hiermee logt deze persoon in, en hierheen gaat de post."
        if groups := self.fields.get("groups"):
            groups.help_text = "Een beheerder heeft geen andere groep."
        if active := self.fields.get("is_active"):
            active.help_text = "Haal het vinkje weg om iemand niet meer toe te laten. Verwijderen kan niet."

    def clean_email(self) -> str:
        """Return the address in lower case. Raise ValidationError when it is somebody else's."""
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Dit e-mailadres is al van iemand anders. Geef een ander adres.")
        return email

    def clean_groups(self) -> Any:
        """Return the groups. Raise ValidationError when one person may not hold them together."""
        groups = self.cleaned_data["groups"]
        refuse_combination([group.name for group in groups])
        return groups

    def save(self, commit: bool = True) -> User:
        """Save; somebody new gets a name of their own and no password."""
        if self.instance._state.adding:
            self.instance.username = generate_unique_username([self.instance.email])
            self.instance.set_unusable_password()
        return super().save(commit)  # type: ignore[no-any-return]


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """Address and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mailadres"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Asking for a new password; whoever logs in through the organisation has none here, and gets no mail."""

    users: list[User]

    def clean_email(self) -> str:
        """Return the address, and remember who may choose a new password."""
        email: str = super().clean_email()
        elsewhere = set(SocialAccount.objects.filter(user__in=self.users).values_list("user_id", flat=True))
        self.users = [user for user in self.users if user.pk not in elsewhere]
        return email
