"""What to do next about an area, derived from what the alert rules found and from what nobody knows yet.

No step is a measure against a threat: each is the next thing to find out, settle or ask, and by whom.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from siaga.domain.words import Sayable, Wording, said
from siaga.rules.alert import Finding

SECRETARY = Wording("Sekretaris rakor", "Secretary of the coordination meeting")
ANALYST = Wording("Analis", "Analyst")


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """One sentence with who takes the step."""

    who: Wording
    indonesian: str
    english: str
    fields: tuple[tuple[str, Sayable], ...] = field(default=())

    def sentence(self, language: str = "id") -> str:
        """What to do, in ``language``."""
        template = self.english if language == "en" else self.indonesian
        return template.format(**{name: said(value, language) for name, value in self.fields})


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A newest reading whose reasons nobody can compute."""

    agency: Wording
    edition: Wording


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not known of an area: everything empty where nothing is missing."""

    name: str
    on_anything: bool = True
    agencies: tuple[Wording, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    children: int = 0
    silent_children: int = 0


# What follows from a finding, by the rule that found it, the most pressing first.
_AFTER: dict[str, tuple[Wording, str, str]] = {
    "sources_disagree": (
        ANALYST,
        "buka dokumen asli {edition} dan catat angka mana yang benar: {score} ({used}) atau {other} "
        "({instead}, "
        "menurut {source}).",
        "open the original document of {edition} and record which number is right: {score} ({used}) or "
        "{other} "
        "({instead}, according to {source}).",
    ),
    "agencies_differ": (
        SECRETARY,
        "jadikan perbedaan ini butir rakor: {one} menilai {first}, {other} menilai {second}; minta keduanya "
        "membawa buktinya.",
        "put this difference on the agenda: {one} says {first}, {other} says {second}; ask both to "
        "bring their "
        "evidence.",
    ),
    "class_is_degenerate": (
        ANALYST,
        "pakai skor {edition}, bukan kelasnya, saat membandingkan wilayah: kelas {classes} tidak mungkin "
        "tercapai.",
        "use the score of {edition}, not its class, when comparing areas: the class {classes} cannot be "
        "reached.",
    ),
    "score_is_extreme": (
        ANALYST,
        "periksa bukti dan kelengkapan laporan di balik angka {score} dalam {edition} bersama {agency}.",
        "check with {agency} the evidence and the completeness of reports behind the number {score} in "
        "{edition}.",
    ),
    "reading_is_old": (
        SECRETARY,
        "minta {agency} membawa bahan yang lebih baru tentang {axis}; penilaian terbarunya bertanggal "
        "{date}.",
        "ask {agency} to bring newer evidence on {axis}; its newest reading is of {date}.",
    ),
}
_OWN_READING = (
    "minta Bawaslu, KPU, dan Polres menyampaikan penilaiannya sendiri tentang {name}; belum ada satu "
    "pun yang "
    "diterbitkan.",
    "ask Bawaslu, KPU and the police for their own readings of {name}; none has been published yet.",
)
_SECOND_VIEW = (
    "minta lembaga lain menyampaikan penilaiannya tentang {name}; sampai kini hanya {agency} yang menilai.",
    "ask other agencies for their readings of {name}; so far only {agency} has given one.",
)
_INDICATORS = (
    "minta {agency} membuka nilai indikator di balik {edition}, supaya alasannya dapat dihitung.",
    "ask {agency} to disclose the indicator values behind {edition}, so that its reasons can be computed.",
)
_SILENT = (
    "tanyakan {silent} dari {children} wilayah langsung di bawah {name} yang belum ada datanya; tidak "
    "diketahui "
    "bukan berarti rendah.",
    "ask about the {silent} of {children} areas right below {name} that have no data yet; unknown does "
    "not mean "
    "low.",
)
_RENEWED = (
    "tinjau penilaian ini lagi begitu edisi baru terbit atau laporan lapangan tentang {name} masuk.",
    "review this reading as soon as a new edition or a field report on {name} arrives.",
)


def suggested_steps(findings: Iterable[Finding], gaps: Gaps, most: int = 3) -> tuple[SuggestedStep, ...]:
    """The most useful next steps: what was found first, then what is missing; one step a rule."""
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.rule, finding)
    after = [
        SuggestedStep(who, indonesian, english, first[rule].fields)
        for rule, (who, indonesian, english) in _AFTER.items()
        if rule in first
    ]
    return tuple([*after, *_from_gaps(gaps)][:most])


def _from_gaps(gaps: Gaps) -> Sequence[SuggestedStep]:
    """Steps for what is not known; the last one always holds."""
    name = ("name", gaps.name)
    steps = []
    if not gaps.on_anything:
        steps.append(SuggestedStep(SECRETARY, *_OWN_READING, fields=(name,)))
    for one in gaps.unexplained[:1]:
        known = (("agency", one.agency), ("edition", one.edition))
        steps.append(SuggestedStep(ANALYST, *_INDICATORS, fields=known))
    if len(gaps.agencies) == 1:
        steps.append(SuggestedStep(SECRETARY, *_SECOND_VIEW, fields=(name, ("agency", gaps.agencies[0]))))
    if gaps.silent_children:
        missing = (name, ("silent", gaps.silent_children), ("children", gaps.children))
        steps.append(SuggestedStep(SECRETARY, *_SILENT, fields=missing))
    steps.append(SuggestedStep(ANALYST, *_RENEWED, fields=(name,)))
    return steps
