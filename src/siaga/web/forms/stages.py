"""The forms of stages: a decision that supersedes days, a calendar, one more stage."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.domain.areas import NATION
from siaga.domain.calendars import NewCalendar
from siaga.services.stage_decisions import NewDecision
from siaga.web.forms.administration import EntryForm

_CODE_HELP = _("Huruf kecil, angka, titik, tanda hubung; dipakai di alamat dan berkas.")


def _day(label: Any, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, input_formats=["%Y-%m-%d"])


class DecisionForm(EntryForm):
    """A later decision about one stage."""

    stage = forms.ChoiceField(label=_("Tahapan yang diubah"))
    number = forms.CharField(
        label=_("Nomor keputusan"), max_length=120, help_text=_("Misalnya: Keputusan KPU 1300/2024.")
    )
    decided_on = _day(_("Tanggal keputusan"))
    source = forms.CharField(label=_("Sumber"), max_length=300)
    first = _day(_("Hari pertama yang baru"))
    last = _day(_("Hari terakhir yang baru"))
    area = forms.CharField(
        label=_("Kode wilayah"),
        max_length=13,
        required=False,
        help_text=_("Kosong berarti seluruh Indonesia; 35.73 berarti hanya di sana dan di bawahnya."),
    )

    def offer(self, stages: Sequence[tuple[str, str]]) -> None:
        """Offer the stages of the calendar."""
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = stages

    def entry(self, calendar: str, space: str) -> NewDecision:
        """The decision as typed."""
        given = self.cleaned_data
        return NewDecision(
            calendar=calendar,
            stage=given["stage"],
            number=self.text("number"),
            decided_on=given["decided_on"],
            source=self.text("source"),
            first=given["first"],
            last=given["last"],
            area=self.text("area") or NATION,
            space=space,
        )


class CalendarForm(EntryForm):
    """A calendar with its stages as rows of a sheet."""

    code = forms.CharField(label=_("Kode"), max_length=63, help_text=_CODE_HELP)
    name = forms.CharField(label=_("Nama"), max_length=200)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=200, required=False)
    election = forms.ChoiceField(
        label=_("Pemilihan"), help_text=_("Belum ada di daftar? Catat dahulu di Administrasi.")
    )
    regulation = forms.CharField(label=_("Peraturan"), max_length=200, help_text=_("Misalnya: PKPU 2/2024."))
    valid_from = _day(_("Berlaku sejak"))
    source = forms.CharField(label=_("Sumber"), max_length=300)
    file = forms.FileField(
        label=_("Berkas tahapan (XLSX atau CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    stages = forms.CharField(
        label=_("Atau tempel baris dari lembar kerja"),
        required=False,
        help_text=_(
            "Baris pertama judul kolom: kode, nama, mulai, sampai; boleh ditambah panjang, pelaksana, jenis "
            "(tugas atau masa), setelah, jarak, hari_kerja, catatan. Tanpa mulai, tahapan dihitung dari "
            "tahapan di kolom setelah."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def offer(self, elections: Sequence[tuple[str, str]]) -> None:
        """Offer the elections there are."""
        field = self.fields["election"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *elections]

    def entry(self) -> NewCalendar:
        """The calendar as typed."""
        return NewCalendar(
            code=self.text("code"),
            name=self.text("name"),
            election=self.text("election"),
            regulation=self.text("regulation"),
            valid_from=self.cleaned_data["valid_from"],
            source=self.text("source"),
            stages=str(self.cleaned_data.get("stages") or ""),
            name_en=self.text("name_en"),
        )


class StageForm(EntryForm):
    """One more stage of a calendar; what is not filled in is counted from another stage."""

    code = forms.CharField(label=_("Kode"), max_length=63, help_text=_CODE_HELP)
    name = forms.CharField(label=_("Nama"), max_length=200)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[
            ("tugas", _("tugas yang dilaporkan selesai")),
            ("masa", _("masa yang berakhir sendiri")),
        ],
    )
    first = _day(_("Hari pertama"), required=False)
    last = _day(_("Hari terakhir"), required=False)
    after = forms.ChoiceField(
        label=_("Dihitung dari"), required=False, help_text=_("Kosong bila tanggalnya ditulis sendiri.")
    )
    days = forms.IntegerField(
        label=_("Jarak (hari)"), required=False, help_text=_("Negatif berarti sebelum, misalnya -3.")
    )
    anchor = forms.ChoiceField(
        label=_("Dari harinya yang"), choices=[("first", _("pertama")), ("last", _("terakhir"))]
    )
    working = forms.BooleanField(label=_("Jarak dalam hari kerja"), required=False)
    length = forms.IntegerField(label=_("Panjang (hari)"), required=False, min_value=1)
    body = forms.CharField(label=_("Pelaksana"), max_length=200, required=False)
    source = forms.CharField(label=_("Sumber"), max_length=300, required=False)
    note = forms.CharField(label=_("Catatan"), max_length=2000, required=False)

    def offer(self, stages: Sequence[tuple[str, str]]) -> None:
        """Offer the stages to count from."""
        field = self.fields["after"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *stages]

    def values(self) -> dict[str, str]:
        """The stage as a row of a sheet."""
        values = {name: self.text(name) for name in self.fields}
        for name in ("days", "length"):
            number = self.cleaned_data.get(name)
            values[name] = "" if number is None else str(number)
        values["working"] = "1" if self.cleaned_data.get("working") else ""
        if not values["after"]:
            values["anchor"] = ""
        return values
