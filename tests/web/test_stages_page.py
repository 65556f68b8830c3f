"""Pages of stages: the public board, decisions with a preview, reports, calendars without code, the feed."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar as ParsedFeed
from tests.services.calendars_of_tests import NOON, load_stage_packs
from tests.services.rehearsals import enrol

from siaga.domain.permissions import Role
from siaga.store.models import Agency, Calendar, Election, Space, Stage, StageDecision, StageReport

DRILL = "latihan-35.73"
DECIDE = "/stages/pilkada-2024/decide/"
DECISION = {
    "stage": "pemungutan",
    "number": "Keputusan 7/2024",
    "decided_on": "2024-10-01",
    "source": "uji",
    "first": "2024-12-11",
    "last": "2024-12-11",
    "area": "",
}
SHEET = """kode;nama;mulai;sampai;panjang;setelah;jarak;jenis;hari_kerja
suara;Pemungutan suara;14/02/2029;;;;;tugas;
tenang;Masa tenang;;;3;suara;−3;masa;
gugat;Permohonan sengketa;;;1;suara;3;tugas;ya
"""


@pytest.fixture
def packs(db: str) -> str:
    """The packaged calendars and a drill on 20 November 2024."""
    load_stage_packs()
    Space.rows.create(code=DRILL, area="35.73", as_of=date(2024, 11, 20), created_at=NOON)
    return db


def signed_in(role: Role, territory: str = "", agency: str = "") -> Client:
    """A visitor with a session."""
    person, visitor = enrol(f"orang-{role}", role, territory), Client()
    person.agency = Agency.rows.filter(code=agency).first()
    person.save()
    visitor.force_login(person)
    return visitor


def text_of(visitor: Client, address: str, **data: str) -> str:
    """A page as text."""
    answer = visitor.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_answer_stands_first_and_the_drill_has_its_clock(packs: str) -> None:
    text = text_of(Client(), "/stages/", space=DRILL)
    lead = re.search(r'<p class="lead">(.*?)</p>', text, re.S)
    assert lead is not None
    assert lead[1].startswith("Sedang berjalan: Kampanye (sisa 4 hari)")
    assert "Berikutnya: Masa tenang dalam 4 hari." in lead[1]
    assert "Tidak ada yang terlambat." in lead[1]
    assert "Rabu, 20 November 2024" in text
    assert "WIB · " in text
    assert "LATIHAN" in text
    assert f'name="space" value="{DRILL}"' in text


def test_the_timeline_says_what_the_table_says(packs: str) -> None:
    text = text_of(Client(), "/stages/", calendar="pemilu-2024")
    picture = text[text.index("<svg width") : text.index("</figure>")]
    names = Stage.rows.filter(calendar__code="pemilu-2024").values_list("name", flat=True)
    assert len(names) == 16
    for name in names:
        assert picture.count(f">{name} · ") == 1, name
        assert text[text.index("<table") :].count(name) >= 1
    assert 'role="img"' in picture
    assert "aria-label=" in picture
    assert picture.count('class="bar"') == 16
    assert 'class="tag">belum terverifikasi' in text
    assert "Semua tahapan sudah berakhir" in text
    assert "<form" not in text[text.index("<table") :].split("</table>")[0], "the public reports nothing"


def test_english(packs: str) -> None:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    text = text_of(visitor, "/stages/", space=DRILL)
    assert "Running now: Campaign (4 days left)" in text
    assert "Next: Quiet period in 4 days." in text


def test_bad_questions_are_sentences(packs: str) -> None:
    for query in ({"calendar": "x"}, {"area": "99.99"}, {"area": "<b>"}, {"space": "latihan-11.01"}):
        answer = Client().get("/stages/", query)
        assert answer.status_code == 404, query
        assert "tidak ditemukan" in answer.content.decode()


def test_a_store_without_calendars_says_so(db: str) -> None:
    assert Client().get("/stages/").status_code == 404


def test_the_feed_is_public_and_parses(packs: str) -> None:
    answer = Client().get("/stages/pilkada-2024.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(ParsedFeed.from_ical(answer.content).walk("VEVENT")) == 16
    assert Client().get("/stages/nihil.ics").status_code == 404
    drill = Client().get("/stages/pilkada-2024.ics", {"space": DRILL})
    assert "LATIHAN-pilkada-2024.ics" in drill.headers["Content-Disposition"]


def test_the_api_answers_the_same(packs: str) -> None:
    answer = Client().get("/api/v1/stages", {"space": DRILL}).json()
    assert answer["today"] == "2024-11-20"
    states = {line["code"]: line["state"] for line in answer["lines"]}
    assert (states["kampanye"], states["masa-tenang"], states["dp4"]) == ("running", "next", "done")


def test_a_decision_is_looked_at_before_it_is_recorded(packs: str) -> None:
    visitor = signed_in(Role.ADMINISTRATOR)
    assert "Catat keputusan" in text_of(visitor, "/stages/?calendar=pilkada-2024")
    assert 'value="masa-tenang" selected' in text_of(visitor, f"{DECIDE}?stage=masa-tenang")
    seen = visitor.post(DECIDE, {**DECISION, "do": "preview"}).content.decode()
    assert "6 tahapan bergeser" in seen
    assert "8 – 10 Des 2024" in seen
    assert not StageDecision.rows.exists()
    answer = visitor.post(DECIDE, {**DECISION, "do": "record"}, follow=True).content.decode()
    assert "Keputusan 7/2024 tercatat; 6 tahapan bergeser." in answer
    assert "<del>24 – 26 Nov 2024</del>" in answer
    visitor.post(DECIDE, {**DECISION, "do": "record"})
    assert StageDecision.rows.count() == 1, "a double click is one decision"


def test_a_rehearsed_decision_stays_in_the_drill(packs: str) -> None:
    visitor = signed_in(Role.ADMINISTRATOR)
    answer = visitor.post(f"{DECIDE}?space={DRILL}", {**DECISION, "do": "record"})
    assert DRILL in answer.headers["Location"]
    assert "<del>" in text_of(Client(), "/stages/", space=DRILL)
    assert "<del>" not in text_of(Client(), "/stages/", calendar="pilkada-2024")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"last": "2024-12-10"}, "berakhir 2024-12-10, sebelum mulai 2024-12-11"),
        ({"decided_on": "2099-01-01"}, "belum tiba"),
        ({"first": "besok"}, "aria-invalid"),
        ({"area": "99.99"}, "tidak ditemukan"),
        ({"number": ""}, "Belum diisi"),
        ({"last": "9999-12-31"}, "salah ketik"),
        ({"number": "x" * 121}, "121"),
    ],
)
def test_a_wrong_decision_keeps_what_was_typed(packs: str, changed: dict[str, str], sentence: str) -> None:
    answer = signed_in(Role.ADMINISTRATOR).post(DECIDE, {**DECISION, **changed, "do": "record"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="uji"' in answer.content.decode()
    assert not StageDecision.rows.exists()


def test_those_who_may_not_are_refused(packs: str) -> None:
    for address in (DECIDE, "/stages/new/", "/stages/pilkada-2024/add/"):
        assert Client().get(address).status_code == 302
        assert signed_in_once().get(address).status_code == 403
    report = "/stages/pilkada-2024/report/"
    assert Client().post(report, {"stage": "badan-ad-hoc"}).status_code == 302
    assert signed_in_once().post(report, {"stage": "badan-ad-hoc"}).status_code == 403
    assert Client().get(report).status_code == 405


def signed_in_once() -> Client:
    """A liaison of the police, who neither enters nor reports stages."""
    from siaga.store.models import User

    visitor = Client()
    found = User.objects.filter(username="orang-polres_liaison").first()
    visitor.force_login(found or enrol("orang-polres_liaison", Role.POLRES_LIAISON, "35.73"))
    return visitor


def test_an_agency_reports_its_duty_and_takes_it_back(packs: str) -> None:
    visitor = signed_in(Role.KPU_LOGISTICS_OFFICER, "35.73", "kpu")
    assert "Laporkan selesai" in text_of(visitor, "/stages/?calendar=pilkada-2024")
    address = f"/stages/pilkada-2024/report/?space={DRILL}"
    answer = visitor.post(address, {"stage": "badan-ad-hoc", "note": "57 PPS"}, follow=True).content.decode()
    assert "dilaporkan Komisi Pemilihan Umum" in answer
    assert "57 PPS" in answer
    answer = visitor.post(address, {"stage": "badan-ad-hoc", "done": "0"}, follow=True).content.decode()
    assert "Terlambat: Pembentukan PPK, PPS, dan KPPS (lewat 15 hari)." in answer
    answer = visitor.post(address, {"stage": "kampanye"}, follow=True).content.decode()
    assert "masa yang berakhir sendiri" in answer
    assert StageReport.visible_to(person_of(visitor), DRILL).count() == 2


def person_of(visitor: Client):  # type: ignore[no-untyped-def]
    """Who is behind a session."""
    from siaga.store.models import User

    return User.objects.get(pk=visitor.session["_auth_user_id"]).actor()


@pytest.fixture
def next_election(packs: str) -> Client:
    """The administrator, with the election of 2029 entered."""
    Election.rows.create(
        code="pemilu-2029", name="Pemilu 2029", kind="pemilu", polling_day=date(2029, 2, 14), source="uji"
    )
    return signed_in(Role.ADMINISTRATOR)


def calendar_form(**changed: object) -> dict[str, object]:
    """The form of a new calendar."""
    given = {
        "code": "pemilu-2029",
        "name": "Tahapan Pemilu 2029",
        "election": "pemilu-2029",
        "regulation": "PKPU uji",
        "valid_from": "2026-01-01",
        "source": "uji",
        "stages": SHEET,
    }
    return {**given, **changed}


def test_the_next_election_is_entered_by_pasting_rows(next_election: Client) -> None:
    assert 'value="pemilu-2029"' in text_of(next_election, "/stages/new/")
    answer = next_election.post("/stages/new/", calendar_form(), follow=True).content.decode()
    assert "Tahapan Pemilu 2029 tercatat." in answer
    assert "11 – 13 Feb 2029" in answer
    stages = {one.code: one for one in Stage.rows.filter(calendar__code="pemilu-2029")}
    assert stages["tenang"].first == date(2029, 2, 11)
    assert stages["gugat"].first == date(2029, 2, 21), "over Lebaran (15–16 February 2029) and a weekend"
    assert "perkiraan" in answer, "the holidays of 2029 are not decreed yet"
    assert next_election.post("/stages/new/", calendar_form()).status_code == 302
    assert Calendar.rows.filter(code="pemilu-2029").count() == 1
    other = next_election.post("/stages/new/", calendar_form(name="Lain"))
    assert other.status_code == 422
    assert "sudah dipakai" in other.content.decode()


def test_a_file_does_as_well_and_a_stage_is_added_by_form(next_election: Client) -> None:
    upload = SimpleUploadedFile("tahapan.csv", SHEET.encode())
    next_election.post("/stages/new/", calendar_form(stages="", file=upload))
    assert Stage.rows.filter(calendar__code="pemilu-2029").count() == 3
    form = {"code": "rekap", "name": "Rekapitulasi", "kind": "tugas", "after": "suara", "days": "1"}
    address = "/stages/pemilu-2029/add/"
    answer = next_election.post(address, {**form, "anchor": "last", "length": "35"}, follow=True)
    assert "15 Feb – 21 Mar 2029" in answer.content.decode()
    again = next_election.post(address, {**form, "anchor": "last", "length": "35"})
    assert again.status_code == 302
    taken = next_election.post(address, {**form, "anchor": "last", "length": "5"})
    assert "sudah dipakai" in taken.content.decode()
    undated = next_election.post(
        address, {"code": "nihil", "name": "Nihil", "kind": "tugas", "anchor": "first"}
    )
    assert "belum bertanggal" in undated.content.decode()
    packaged = next_election.post(
        "/stages/pilkada-2024/add/", {**form, "after": "pemungutan", "anchor": "last"}
    )
    assert packaged.status_code == 400


@pytest.mark.parametrize(
    ("stages", "sentence"),
    [
        ("", "kosong"),
        ("kode;nama", "baris"),
        ("kode;nama;mulai\na1;A;2029-02-31", "baris/row 2"),
        ("kode;nama;setelah;jarak\naa;A;bb;1\nbb;B;aa;1", "saling menunggu"),
        ("kode;nama;mulai;sampai\naa;A;2029-02-02;2029-02-01", "sebelum mulai"),
        ("kode;nama;mulai\naa;A;2029-02-02\naa;B;2029-02-03", "dua kali"),
        ("kode;nama;mulai;rahasia\naa;A;2029-02-02;x", "rahasia"),
        ("kode;nama;mulai\naa;=1+1;2029-02-02", "rumus"),
        ("kode;nama;mulai\naa;" + "A" * 201 + ";2029-02-02", "terlalu panjang"),
        ("kode;nama;mulai\naa;A;9999-12-31", "salah ketik"),
        ("kode;nama;mulai\n" + "aa;A;2029-02-02\n" * 501, "500"),
    ],
)
def test_rows_that_do_not_do_are_refused_and_kept(next_election: Client, stages: str, sentence: str) -> None:
    answer = next_election.post("/stages/new/", calendar_form(stages=stages))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Calendar.rows.filter(code="pemilu-2029").exists()


def test_an_unknown_election_is_refused(next_election: Client) -> None:
    answer = next_election.post("/stages/new/", calendar_form(election="pemilu-2099"))
    assert answer.status_code == 422


def test_the_navigation_leads_there(packs: str) -> None:
    assert '<a href="/stages/" aria-current="page">Tahapan</a>' in text_of(Client(), "/stages/")
