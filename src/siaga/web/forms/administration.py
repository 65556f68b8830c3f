"""The forms an administrator fills in: elections, agencies, editions, indicator sets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from siaga.domain.areas import Level
from siaga.domain.entries import (
    CLASS_METHODS,
    ELECTION_KINDS,
    CodeMalformed,
    NewAgency,
    NewEdition,
    NewElection,
    NewIndicatorSet,
    NewLimit,
    NewSource,
    Owner,
    sound_code,
)
from siaga.domain.problems import Problem
from siaga.web.forms.words import AGENCY_KINDS

MOST_SOURCES = 3
MOST_BYTES = 1_000_000
_CODE_HELP = _("Huruf kecil, angka, titik, tanda hubung; dipakai di alamat dan berkas.")
_OWNERS = [(owner.value, owner.value) for owner in Owner]
_LEVELS = {
    Level.PROVINSI: _("provinsi"),
    Level.KABKOTA: _("kabupaten/kota"),
    Level.KECAMATAN: _("kecamatan"),
    Level.KELURAHAN: _("desa/kelurahan"),
}
_METHODS = {
    "published": _("diterbitkan bersama bacaannya"),
    "mean-sd": _("rata-rata ± 1 simpangan baku"),
    "fixed": _("batas tetap"),
    "centre-sd": _("nilai tengah ± 1 simpangan baku"),
    "quantile": _("kuantil"),
}


def _day(label: Any, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, input_formats=["%Y-%m-%d"])


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under a heading; folded away while nothing in them is filled in or wrong."""

    heading: str | Promise
    fields: list[forms.BoundField]
    folded: bool = False

    @property
    def open(self) -> bool:
        """Whether something in it needs to be seen."""
        return any(one.errors or (one.value() and one.value() != one.initial) for one in self.fields)


class EntryForm(forms.Form):
    """A form whose problems come from the service and stand beside their fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Belum diisi. Isi bagian ini.")

    def clean_code(self) -> str:
        """The code, said to be malformed together with everything else that is wrong."""
        code = self.text("code")
        if not sound_code(code):
            raise forms.ValidationError(CodeMalformed().sentence(get_language() or "id"))
        return code

    def show(self, problems: Mapping[str, Problem], language: str) -> None:
        """Put each problem beside its field; one of another field stands at the top."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, problem.sentence(language))

    def text(self, name: str) -> str:
        """What was typed, without spaces around."""
        return str(self.cleaned_data.get(name) or "").strip()

    def groups(self) -> Iterator[Group]:
        """The fields under their headings."""
        yield Group("", list(self))

    def top_errors(self) -> ErrorList:
        """What is wrong with no field of its own."""
        return self.non_field_errors()


class ElectionForm(EntryForm):
    """A new election."""

    code = forms.CharField(label=_("Kode"), max_length=63, help_text=_CODE_HELP)
    name = forms.CharField(label=_("Nama"), max_length=200)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Jenis"), choices=[(kind, kind) for kind in ELECTION_KINDS])
    polling_day = _day(_("Hari pemungutan suara"))
    source = forms.CharField(
        label=_("Sumber"), max_length=300, help_text=_("Peraturan atau siaran resmi yang menetapkan harinya.")
    )

    def entry(self) -> NewElection:
        """The election as typed."""
        return NewElection(
            code=self.text("code"),
            name=self.text("name"),
            kind=self.text("kind"),
            polling_day=self.cleaned_data["polling_day"],
            source=self.text("source"),
            name_en=self.text("name_en"),
        )


class AgencyForm(EntryForm):
    """A new agency."""

    code = forms.CharField(label=_("Kode"), max_length=63, help_text=_CODE_HELP)
    name = forms.CharField(label=_("Nama"), max_length=200)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[(kind.value, word) for kind, word in AGENCY_KINDS.items()]
    )
    territory = forms.CharField(
        label=_("Kode wilayah kerja"),
        max_length=13,
        required=False,
        help_text=_("Kosong berarti seluruh Indonesia."),
    )

    def entry(self) -> NewAgency:
        """The agency as typed."""
        return NewAgency(*(self.text(name) for name in ("code", "name", "kind", "name_en", "territory")))


class IndicatorSetForm(EntryForm):
    """A new indicator set from its two files."""

    code = forms.CharField(label=_("Kode"), max_length=63, help_text=_CODE_HELP)
    name = forms.CharField(label=_("Nama"), max_length=200)
    file = forms.FileField(
        label=_("Berkas indicators.csv"),
        required=False,
        help_text=_(
            "Kolom wajib: code, parent, weight, direction. Isinya lalu tampil di bawah untuk diperbaiki."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    indicators = forms.CharField(
        label=_("Daftar indikator (CSV)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    method = forms.CharField(
        label=_("Metode (TOML)"),
        required=False,
        help_text=_("Kosong berarti tanpa langkah; contohnya ada di halaman Metode."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def entry(self) -> NewIndicatorSet:
        """The set as typed."""
        indicators, method = (
            str(self.cleaned_data.get(name) or "").replace("\r\n", "\n") for name in ("indicators", "method")
        )
        return NewIndicatorSet(self.text("code"), self.text("name"), indicators, method)


class EditionForm(EntryForm):
    """A new edition: who published what, on which scale, with which limits, and where."""

    code = forms.CharField(label=_("Kode"), max_length=63, help_text=_CODE_HELP)
    name = forms.CharField(label=_("Nama"), max_length=200)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=200, required=False)
    agency = forms.ChoiceField(label=_("Lembaga"))
    indicator_set = forms.ChoiceField(
        label=_("Set indikator"),
        required=False,
        help_text=_("Kosong berarti indikatornya tidak diterbitkan."),
    )
    axis = forms.CharField(
        label=_("Sumbu"),
        max_length=64,
        initial="kerawanan pemilu",
        help_text=_("Edisi dengan sumbu berbeda tidak pernah dibandingkan di satu skala."),
    )
    date = _day(_("Tanggal terbit"))
    levels = forms.MultipleChoiceField(
        label=_("Tingkat wilayah"), choices=list(_LEVELS.items()), widget=forms.CheckboxSelectMultiple
    )
    about = forms.CharField(
        label=_("Keterangan"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    scale_low = forms.FloatField(
        label=_("Skala dari"), required=False, help_text=_("Kosong bila hanya kelas.")
    )
    scale_high = forms.FloatField(label=_("Skala sampai"), required=False)
    class_method = forms.ChoiceField(
        label=_("Aturan kelas"), choices=[(m, _METHODS[m]) for m in CLASS_METHODS]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, word in _LEVELS.items():
            self.fields[f"low_{level}"] = forms.FloatField(label=_("Batas rendah"), required=False)
            self.fields[f"low_owner_{level}"] = _owner(_("Skor tepat di batas rendah"))
            self.fields[f"high_{level}"] = forms.FloatField(label=_("Batas tinggi"), required=False)
            self.fields[f"high_owner_{level}"] = _owner(_("Skor tepat di batas tinggi"))
            for part in ("low", "low_owner", "high", "high_owner"):
                self.fields[f"{part}_{level}"].widget.attrs["aria-description"] = word
        for number in range(1, MOST_SOURCES + 1):
            self.fields[f"source_title_{number}"] = _line(_("Judul"), required=number == 1)
            self.fields[f"source_publisher_{number}"] = _line(_("Penerbit"))
            self.fields[f"source_date_{number}"] = _day(_("Tanggal"), required=False)
            self.fields[f"source_address_{number}"] = _line(_("Alamat"))

    def offer(self, agencies: Sequence[tuple[str, str]], sets: Sequence[tuple[str, str]]) -> None:
        """Offer the agencies and sets there are."""
        for name, choices in (("agency", agencies), ("indicator_set", sets)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "–"), *choices]

    def groups(self) -> Iterator[Group]:
        """The fields under their headings: the edition, its classes, limits by level, sources."""
        own = ("code", "name", "name_en", "agency", "indicator_set", "axis", "date", "levels", "about")
        yield Group("", [self[name] for name in own])
        yield Group(
            _("Skala dan kelas"), [self[name] for name in ("scale_low", "scale_high", "class_method")]
        )
        for level, word in _LEVELS.items():
            fields = [self[f"{part}_{level}"] for part in ("low", "low_owner", "high", "high_owner")]
            heading = format_lazy("{about} {level}", about=_("Batas kelas:"), level=word)
            yield Group(heading, fields, folded=True)
        for number in range(1, MOST_SOURCES + 1):
            parts = ("title", "publisher", "date", "address")
            heading = format_lazy("{about} {number}", about=_("Sumber"), number=number)
            yield Group(heading, [self[f"source_{part}_{number}"] for part in parts], folded=number > 1)

    def entry(self, space: str) -> NewEdition:
        """The edition as typed."""
        given = self.cleaned_data
        return NewEdition(
            code=self.text("code"),
            name=self.text("name"),
            agency=given["agency"],
            axis=self.text("axis"),
            date=given["date"],
            levels=tuple(given["levels"]),
            class_method=given["class_method"],
            sources=tuple(self._sources()),
            name_en=self.text("name_en"),
            indicator_set=given["indicator_set"],
            scale_low=given["scale_low"],
            scale_high=given["scale_high"],
            limits=tuple(self._limit(level) for level in Level),
            about=self.text("about"),
            space=space,
        )

    def _limit(self, level: Level) -> NewLimit:
        given = self.cleaned_data
        owners = (given[f"low_owner_{level}"], given[f"high_owner_{level}"])
        return NewLimit(level.value, given[f"low_{level}"], given[f"high_{level}"], *owners)

    def _sources(self) -> Iterator[NewSource]:
        for number in range(1, MOST_SOURCES + 1):
            title, publisher, address = (
                self.text(f"source_{part}_{number}") for part in ("title", "publisher", "address")
            )
            day: date | None = self.cleaned_data[f"source_date_{number}"]
            if title:
                yield NewSource(title, publisher, day, address)


def _owner(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_OWNERS, initial=Owner.SEDANG.value)


def _line(label: Any, required: bool = False) -> forms.CharField:
    messages = {"required": _("Belum diisi. Isi bagian ini.")}
    return forms.CharField(label=label, required=required, max_length=300, error_messages=messages)
