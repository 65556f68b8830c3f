"""The form of an import: into what, which file, and who will see it."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from siaga.domain.imports import ImportKind
from siaga.domain.sharing import Label
from siaga.services.imports.desk import Choice

MOST_BYTES = 20_000_000
_TARGETS = {
    ImportKind.READINGS: _("Edisi yang diisi"),
    ImportKind.OCCURRENCES: _("Set indikator"),
    ImportKind.STATIONS: _("Pemilihan"),
    ImportKind.REGISTER: _("Pemilihan"),
}
_LABELS = (
    (
        Label.INTERNAL.value,
        _(
            "Internal. Yang akan melihat: orang lembaga pemilik data, dan petugas yang wilayah "
            "tugasnya mencakup "
            "wilayah barisnya. Daftar pastinya tampil di pratinjau."
        ),
    ),
    (Label.PUBLIC.value, _("Publik. Yang akan melihat: semua orang, juga tanpa masuk.")),
)


class ImportForm(forms.Form):
    """A sheet for a target, with the label its rows get."""

    target = forms.ChoiceField(
        label=_("Ke"), error_messages={"required": _("Belum dipilih. Pilih satu dari daftar.")}
    )
    file = forms.FileField(
        label=_("Berkas XLSX atau CSV"),
        help_text=_(
            "Paling besar 5 MB dan 200.000 baris. Belum ada yang disimpan sampai Anda menekan “Muat”."
        ),
        error_messages={
            "required": _("Belum ada berkas. Pilih berkasnya, lalu periksa lagi."),
            "empty": _("Berkas ini kosong. Isi baris judul dan data, lalu pilih lagi."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    source = forms.CharField(
        label=_("Sumber angka"),
        required=False,
        max_length=300,
        help_text=_("Dipakai untuk baris yang kolom sumbernya kosong."),
    )
    day = forms.DateField(
        label=_("Tanggal angka"),
        required=False,
        help_text=_("Dipakai untuk baris yang kolom tanggalnya kosong."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    agency = forms.ChoiceField(label=_("Atas nama lembaga"), required=False)
    label = forms.ChoiceField(
        label=_("Siapa yang boleh melihat"),
        choices=_LABELS,
        initial=Label.INTERNAL.value,
        widget=forms.RadioSelect,
    )

    targets: Sequence[tuple[str, str]] = ()

    def offer(self, kind: ImportKind, targets: Sequence[Choice], agencies: Sequence[Choice]) -> None:
        """Offer what the actor may choose, and ask only what this kind needs."""
        choices = [(one.code, f"{one.name} ({one.detail})" if one.detail else one.name) for one in targets]
        self.targets = choices
        _choices(self, "target", [("", "–"), *choices])
        self.fields["target"].label = _TARGETS.get(kind, "")
        if kind is ImportKind.READINGS or not agencies:
            del self.fields["agency"]
        else:
            _choices(self, "agency", [("", "–"), *((one.code, one.name) for one in agencies)])
        if kind is ImportKind.READINGS:
            del self.fields["source"]
        if kind not in (ImportKind.STATIONS, ImportKind.REGISTER):
            del self.fields["day"]


class OutlinesForm(ImportForm):
    """A GeoJSON file with its source and date; outlines are always public."""

    def offer(self, kind: ImportKind, targets: Sequence[Choice], agencies: Sequence[Choice]) -> None:
        """Outlines name their areas themselves."""
        del kind, targets, agencies
        for name in ("target", "agency", "label"):
            del self.fields[name]
        self.fields["file"].label = _("Berkas GeoJSON")
        self.fields["file"].help_text = _(
            "FeatureCollection WGS 84; setiap fitur punya atribut kode wilayah. Paling besar 20 MB."
        )
        self.fields["file"].widget.attrs["accept"] = ".geojson,.json"
        self.fields["source"].label, self.fields["source"].help_text = _("Sumber batas"), ""
        self.fields["day"].label, self.fields["day"].help_text = _("Tanggal batas"), ""


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
