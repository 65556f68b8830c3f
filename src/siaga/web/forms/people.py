"""The forms around accounts: inviting, joining, changing a post."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.domain.invitations import Acceptance, NewInvitation
from siaga.domain.permissions import Role
from siaga.domain.problems import Problem
from siaga.services.staff import AgencyChoice
from siaga.web.forms.words import ROLES

NO_AGENCY = "-"
_MISSING = {"required": _("Belum diisi. Isi bagian ini.")}


class AccountForm(forms.Form):
    """A form whose problems come from the service and stand beside their fields."""

    def show(self, problems: Mapping[str, Problem], language: str) -> None:
        """Put each problem beside its field; one of another field stands at the top."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, problem.sentence(language))

    def text(self, name: str) -> str:
        """What was typed, without spaces around."""
        return str(self.cleaned_data.get(name) or "").strip()


class InvitationForm(AccountForm):
    """Whom to invite, as what, where."""

    full_name = forms.CharField(label=_("Nama"), max_length=200, error_messages=_MISSING)
    agency = forms.ChoiceField(label=_("Lembaga"))
    role = forms.ChoiceField(label=_("Peran"))
    territory = forms.CharField(
        label=_("Kode wilayah tugas"),
        max_length=13,
        required=False,
        help_text=_("Misalnya 35.73 atau 35.73.02.1001. Kosong berarti seluruh Indonesia."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data: Any, agencies: Sequence[AgencyChoice], initial: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(initial))
        offered = {role for one in agencies for role in one.roles}
        _offer(self, "agency", [(one.code or NO_AGENCY, one.name) for one in agencies])
        _offer(self, "role", [(role.value, ROLES[role]) for role in Role if role in offered])

    def entry(self) -> NewInvitation:
        """The invitation as typed."""
        return NewInvitation(
            full_name=self.text("full_name"),
            role=Role(self.cleaned_data["role"]),
            agency=self.text("agency").removeprefix(NO_AGENCY),
            territory=self.text("territory"),
            key=self.text("key"),
        )


class PostForm(AccountForm):
    """Another role or territory for somebody."""

    role = forms.ChoiceField(label=_("Peran"))
    territory = forms.CharField(label=_("Kode wilayah tugas"), max_length=13, required=False)

    def __init__(self, data: Any, roles: Sequence[Role], initial: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(initial))
        _offer(self, "role", [(role.value, ROLES[role]) for role in roles])


class JoinForm(AccountForm):
    """What an invited person fills in."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=200,
        error_messages=_MISSING,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=32,
        error_messages=_MISSING,
        help_text=_("Huruf kecil, angka, titik, tanda hubung; dipakai untuk masuk."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        max_length=200,
        error_messages=_MISSING,
        help_text=_("Paling sedikit 10 karakter; beberapa kata lebih kuat daripada satu."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def entry(self) -> Acceptance:
        """What was filled in."""
        given = self.cleaned_data
        return Acceptance(self.text("username").lower(), self.text("full_name"), given["password"])


class NewPasswordForm(JoinForm):
    """A new password for an account that exists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["full_name"], self.fields["username"]


class OwnPasswordForm(forms.Form):
    """One's own password, old and new."""

    present = forms.CharField(
        label=_("Kata sandi sekarang"),
        strip=False,
        max_length=200,
        error_messages=_MISSING,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Kata sandi baru"),
        strip=False,
        max_length=200,
        error_messages=_MISSING,
        help_text=_("Paling sedikit 10 karakter; beberapa kata lebih kuat daripada satu."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
