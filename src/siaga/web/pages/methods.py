"""Methods: formulas with worked numbers, class rules, marks, and the indicator tree of each edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from siaga.domain.permissions import Actor
from siaga.domain.spaces import REAL
from siaga.services.methods import edition_method, methods_overview
from siaga.web.page import page
from siaga.web.pages.areas import kept_space

REMARKS = {
    "severity-weighted-count": _(
        "Bila pajanan (TPS atau pemilih) diberikan, jumlah ini dibagi pajanannya; tanpa pajanan dipakai apa "
        "adanya."
    ),
    "fraction-of-max": _(
        "Setiap indikator, lalu setiap dimensi, dibagi nilai terbesar pada tingkat wilayah yang sama. "
        "Skor total tidak pernah diskalakan ulang."
    ),
    "weighted-mean": _(
        "Bobot dimensi tidak diterbitkan: 0,27 / 0,38 / 0,25 / 0,10 diturunkan dari tiga wilayah ini. "
        "Di bawah dimensi setiap indikator berbobot sama (anggapan)."
    ),
    "unknown-child": _(
        "Yang tidak diketahui bukan nol: bobotnya pindah ke saudaranya, dan halaman mengatakannya."
    ),
    "mean-sd": _("Batas ini relatif: selalu ada wilayah yang tinggi, dan batas berpindah setiap edisi."),
    "centre-sd": _(
        "Pusatnya tengah skala, bukan rata-rata, sehingga delapan dari sembilan provinsi berada di tingkat "
        "teratas."
    ),
    "fixed": _(
        "Kelas mana yang memiliki skor tepat di batas adalah bagian dari data setiap edisi; "
        "tabel edisi di bawah menuliskannya dengan ≤ atau <."
    ),
    "unweighted-roll-up": _(
        "Setiap kabupaten/kota terhitung sama, berapa pun pemilihnya. Pandangan ini dan masukan provinsi "
        "sendiri (88,95) adalah dua skala."
    ),
}


@page("methods/", "methods", asks=methods_overview)
def methods(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every formula of the index as delivered, computed before the reader's eyes."""
    overview = methods_overview(actor)
    examples = [(example, REMARKS.get(example.key, "")) for example in overview.examples]
    return render(request, "methods/methods.html", {"overview": overview, "examples": examples})


@page("methods/<str:code>/", "method", asks=edition_method)
def method(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """How one edition was made."""
    found = edition_method(actor, code, space=request.GET.get("space", REAL) or REAL)
    shown = {"method": found, "space": found.space, "keep_space": kept_space(request)}
    return render(request, "methods/method.html", shown)
