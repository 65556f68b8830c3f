"""What stands on every page of a paper: LATIHAN, a notice on internal rows, sources, page of pages."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from siaga.domain.spaces import Space
from siaga.exports.papers import Frame
from siaga.services.wordings import language_now, long_date


def frame_of(title: str, space: Space, on: date, *, editions: Iterable[str], internal: bool) -> Frame:
    """The frame of a paper that shows these editions."""
    band = ""
    if space.is_drill:
        band = gettext("LATIHAN: data simulasi, tanggal latihan %(date)s") % {"date": long_date(on)}
    used = ", ".join(dict.fromkeys(editions))
    return Frame(
        title=f"LATIHAN · {title}" if space.is_drill else title,
        language=language_now(),
        page=gettext("halaman"),
        of=gettext("dari"),
        sources=gettext("Sumber: %(editions)s.") % {"editions": used or gettext("belum ada edisi")}
        + " "
        + gettext("Peringatan dini, bukan vonis."),
        identity=gettext("Siaga, keadaan %(date)s") % {"date": long_date(on)},
        fingerprint=gettext("sidik isi"),
        band=band,
        notice=gettext("INTERNAL: memuat penilaian yang tidak untuk umum. Jangan diteruskan.")
        if internal
        else "",
    )


def caution() -> str:
    """How every score is to be read."""
    return gettext(
        "Peringatan dini, bukan vonis: penilaian ini menunjukkan apa yang perlu dicegah, bukan apa yang "
        "pasti terjadi."
    )
