"""The cover letter of one area: its readings and next steps, for an office to edit, number and sign."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext, override, pgettext

from siaga.domain.permissions import Actor, Permission
from siaga.domain.problems import NotFound
from siaga.domain.spaces import REAL
from siaga.exports.letter import MEDIA_TYPE, Letter, write_letter
from siaga.exports.papers import Table
from siaga.services.area_briefs import is_internal, readings_table, shown_readings, steps_section
from siaga.services.area_profiles import area_profile
from siaga.services.area_views import AreaProfile
from siaga.services.brief_sentences import answers_of, edition_name, plain, unexplained
from siaga.services.map_downloads import Download
from siaga.services.paper_frames import caution, frame_of
from siaga.services.use_case import reads
from siaga.services.wordings import in_language, language_now, long_date
from siaga.store.models import Agency


@reads(Permission.PUBLIC, "mengunduh surat pengantar {code}")
def area_letter(
    actor: Actor, code: str, *, wall: datetime, to: str = "", space: str = REAL, language: str = "id"
) -> Download:
    """A letter about one area to the agency ``to``; whatever only the office knows stands in brackets."""
    profile = area_profile(actor, code, wall=wall, space=space)
    with override(language):
        letter = letter_of(
            profile, _agency(actor.agency) or gettext("[NAMA LEMBAGA PENGIRIM]"), _addressee(to)
        )
    mark = "LATIHAN-" if profile.space.is_drill else ""
    name = f"siaga-surat-{mark}{profile.area.code}.docx"
    return Download(name, MEDIA_TYPE, write_letter(letter, profile.space.now(wall)))


def letter_of(profile: AreaProfile, sender: str, addressee: str) -> Letter:
    """The words of the letter."""
    area = profile.area
    subject = gettext("Penilaian kerawanan %(name)s (%(code)s)") % {"name": area.name, "code": area.code}
    editions = [f"{edition_name(one.edition)} ({one.edition.code})" for one in shown_readings(profile)]
    frame = frame_of(subject, profile.space, profile.on, editions=editions, internal=is_internal(profile))
    nature = gettext("Rahasia") if is_internal(profile) else gettext("Biasa")
    steps = [f"{at}. {one.mark}: {one.text}" for at, one in enumerate(steps_section(profile).points, start=1)]
    return Letter(
        language=language_now(),
        title=frame.title,
        sender=sender,
        place_and_date=f"{gettext('[tempat]')}, {long_date(profile.on)}",
        particulars=(
            (gettext("Nomor"), gettext("[nomor surat]")),
            (pgettext("surat", "Sifat"), nature),
            (pgettext("surat", "Lampiran"), gettext("1 (satu) lembar ringkas")),
            (pgettext("surat", "Hal"), subject),
        ),
        addressee=(gettext("Yth. Pimpinan %(agency)s") % {"agency": addressee}, gettext("di [tempat]")),
        opening=_opening(profile),
        readings=_readings(profile),
        closing=(gettext("Langkah yang disarankan") + ":", *steps, *_thanks()),
        signature=(gettext("[Jabatan],"), gettext("[Nama lengkap]"), gettext("[NIP/NRP]")),
        copies=(gettext("Tembusan:"), gettext("1. [lembaga lain]")),
        foot=f"{frame.sources} {frame.identity}",
        page=frame.page,
        of=frame.of,
        band=frame.band,
        notice=frame.notice,
    )


def _opening(profile: AreaProfile) -> tuple[str, ...]:
    """What is known, in the sentences of the page, and how to read it."""
    answers = " ".join(plain(one) for one in answers_of(profile))
    intro = gettext("Bersama ini kami sampaikan penilaian kerawanan %(name)s, keadaan %(date)s.") % {
        "name": profile.area.name,
        "date": long_date(profile.on),
    }
    unknown = [unexplained(one) for one in profile.newest if unexplained(one)]
    said = [intro, answers, *unknown[:1]]
    return (*said, caution()) if profile.newest else tuple(said)


def _readings(profile: AreaProfile) -> Table:
    """The readings of the brief, whose list of sources the letter encloses."""
    table = readings_table(profile)
    if not table.lines:
        return table
    enclosed = gettext("Nomor sumber menunjuk ke daftar di lembar ringkas terlampir.")
    return replace(table, after=f"{table.after} {enclosed}")


def _thanks() -> tuple[str, ...]:
    """How a letter ends."""
    return (
        gettext(
            "Kami mohon tanggapan dan bahan dari lembaga Bapak/Ibu untuk dibahas dalam rapat koordinasi. "
            "Atas perhatian dan kerja samanya kami ucapkan terima kasih."
        ),
    )


def _agency(code: str) -> str:
    """An agency's name in the language of the moment; nothing for no agency."""
    row = Agency.rows.filter(code=code).first() if code else None
    return in_language(row.name, row.name_en) if row else ""


def _addressee(code: str) -> str:
    """Whom the letter is for: a registered agency, or a place to write one."""
    if not code:
        return gettext("[nama lembaga]")
    name = _agency(code)
    if not name:
        raise NotFound(what="lembaga", name=code)
    return name
