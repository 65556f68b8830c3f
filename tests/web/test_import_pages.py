"""The pages of imports: upload, look, load; who may, what is kept, and what is said."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.services.importing import NOW, set_up

from siaga.domain.permissions import Role
from siaga.domain.spaces import REAL
from siaga.store.models import Agency, ImportDraft, Outline, Reading, Space, StationCount, User

GOOD = "area;score;class\n35.73;41,5;sedang\n"
BAD = "area;score;class\n35.73;410;sedang\n35.99;1;rendah\n35.07;=1;\n"


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """An edition of Bawaslu, a set, an election."""
    set_up()


def visitor(role: Role, agency: str = "", territory: str = "35", name: str = "") -> Client:
    """Somebody signed in."""
    known = {"territory": territory, "full_name": name or role.value, "joined_at": NOW, "password": "!"}
    row = Agency.rows.filter(code=agency).first()
    one = Client()
    one.force_login(User.objects.create(username=name or role.value, role=role.value, agency=row, **known))
    return one


@pytest.fixture
def officer() -> Client:
    """An officer of Bawaslu in Jawa Timur."""
    return visitor(Role.BAWASLU_OFFICER, "bawaslu")


def file_of(text: str, name: str = "bacaan.csv") -> SimpleUploadedFile:
    """An upload as a browser sends it."""
    return SimpleUploadedFile(name, text.encode())


def upload(  # type: ignore[no-untyped-def]
    client: Client, text: str = GOOD, address: str = "/imports/readings/", **chosen: object
):
    """Send the form."""
    return client.post(address, {"target": "uji-2024", "label": "internal", "file": file_of(text), **chosen})


def seal_in(html: str) -> str:
    """The seal of the preview shown."""
    return html.split('name="seal" value="')[1].split('"', maxsplit=1)[0]


def test_upload_look_load(officer: Client) -> None:
    answer = upload(officer)
    assert answer.status_code == 302
    html = officer.get(answer.url).content.decode()
    assert "Siap dimuat. Belum ada yang berubah." in html
    assert "Yang akan melihat" in html and "Bawaslu (1)" in html
    assert not Reading.unscoped.exists()
    done = officer.post(answer.url, {"seal": seal_in(html)}, follow=True)
    assert "Selesai: Indeks uji 2024 – 1 baru, 0 diubah, 0 sama." in done.content.decode()
    assert Reading.unscoped.get().score == 41.5


def test_a_second_click_is_harmless_and_says_where_to_look(officer: Client) -> None:
    address = upload(officer).url
    seal = seal_in(officer.get(address).content.decode())
    officer.post(address, {"seal": seal})
    again = officer.post(address, {"seal": seal}, follow=True)
    assert again.status_code == 200
    assert "sudah dimuat" in again.content.decode()
    assert Reading.unscoped.count() == 1


def test_failing_rows_are_named_and_can_be_taken_along(officer: Client) -> None:
    address = upload(officer, BAD).url
    html = officer.get(address).content.decode()
    assert "3 baris belum benar" in html
    for words in ("Di luar skala 0–100", "Tidak ada wilayah berkode ini", "Sel berisi rumus"):
        assert words in html
    assert 'name="seal"' not in html
    taken = officer.get(address + "failures.csv")
    assert "attachment" in taken["Content-Disposition"]
    lines = taken.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "baris;kolom;nilai;apa yang perlu diperbaiki"
    assert any(line.startswith("4;score;'=1;") for line in lines)


def test_loading_by_hand_what_fails_loads_nothing(officer: Client) -> None:
    address = upload(officer, BAD).url
    answer = officer.post(address, {"seal": "palsu"})
    assert answer.status_code == 409
    assert not Reading.unscoped.exists()


def test_what_changed_meanwhile_is_shown_before_it_is_loaded(officer: Client) -> None:
    first, second = upload(officer).url, upload(officer, GOOD.replace("41,5", "42")).url
    seals = [seal_in(officer.get(one).content.decode()) for one in (first, second)]
    officer.post(first, {"seal": seals[0]})
    late = officer.post(second, {"seal": seals[1]})
    html = late.content.decode()
    assert late.status_code == 409 and "berubah sejak pratinjau" in html
    assert "<del>41,5</del>" in html
    officer.post(second, {"seal": seal_in(html)})
    assert Reading.unscoped.get().score == 42


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.xlsx", "%PDF-1.7", "tampaknya PDF"),
        ("a.xlsx", "bukan apa-apa", "bukan XLSX. Simpan ulang"),
        ("a.pdf", "%PDF-1.7", "belum bisa dibaca"),
        ("a.csv", " \n", "kosong"),
        ("a.csv", "area;score\n", "hanya berisi baris judul"),
        ("a.csv", "area;nilai\n35;1\n", "nilai"),
        ("a.csv", "score\n1\n", "Kolom area tidak ada"),
        ("a.csv", "area;score;score\n35;1;2\n", "dua kali"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_beside_its_field(
    officer: Client, name: str, text: str, words: str
) -> None:
    answer = officer.post(
        "/imports/readings/", {"target": "uji-2024", "label": "public", "file": file_of(text, name)}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    beside = html.split('id="id_file"')[1]
    assert words in beside.split("</ul>")[0]
    assert 'value="uji-2024" selected' in html
    assert "checked" in html.split('value="public"')[1].split(">")[0]
    assert not ImportDraft.rows.exists()


def test_who_has_no_edition_to_fill_is_told_what_to_do(db: str) -> None:
    liaison = visitor(Role.POLRES_LIAISON, "polri")
    html = liaison.get("/imports/readings/").content.decode()
    assert "Minta administrator mencatat edisinya" in html
    assert 'href="/drills/">Ke ruang latihan' in html
    assert 'type="file"' not in html


def test_an_empty_form_says_what_is_missing(officer: Client) -> None:
    answer = officer.post("/imports/readings/", {})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Belum dipilih." in html and "Belum ada berkas." in html


def test_a_preview_of_another_person_is_not_there(officer: Client) -> None:
    address = upload(officer).url
    colleague = visitor(Role.BAWASLU_OFFICER, "bawaslu", name="rekan")
    for person in (colleague, visitor(Role.ADMINISTRATOR, territory="")):
        assert person.get(address).status_code == 404
        assert person.get(address + "failures.csv").status_code == 404
        person.post(address, {"seal": seal_in(officer.get(address).content.decode())})
        person.post(f"/imports/drafts/{address.strip('/').split('/')[-1]}/remove/")
    assert ImportDraft.rows.count() == 1
    assert not Reading.unscoped.exists()


def test_the_desk_lists_what_waits_and_what_was_done(officer: Client) -> None:
    address = upload(officer).url
    html = officer.get("/imports/").content.decode()
    assert address in html and "Menunggu Anda" in html
    officer.post(address, {"seal": seal_in(officer.get(address).content.decode())})
    html = officer.get("/imports/").content.decode()
    assert address not in html and "memuat bacaan ke Indeks uji 2024" in html


def test_an_upload_can_be_given_up(officer: Client) -> None:
    number = upload(officer).url.strip("/").split("/")[-1]
    officer.post(f"/imports/drafts/{number}/remove/")
    assert not ImportDraft.rows.exists()


def test_yesterdays_upload_is_gone(officer: Client) -> None:
    address = upload(officer).url
    row = ImportDraft.rows.get()
    ImportDraft.rows.update(asked_at=row.asked_at - timedelta(days=1, seconds=1))
    assert officer.get(address).status_code == 404
    upload(officer)
    assert ImportDraft.rows.count() == 1


def test_a_drill_is_marked_and_its_preview_stays_in_it(officer: Client) -> None:
    from datetime import date

    from tests.services.importing import add_edition

    drill = Space.rows.create(code="latihan-35.73", area="35.73", as_of=date(2024, 11, 20), created_at=NOW)
    add_edition("latihan-uji", Agency.rows.get(code="bawaslu"), drill)
    address = "/imports/readings/?space=latihan-35.73"
    html = officer.get(address).content.decode()
    assert "20 November 2024" in html and 'value="latihan-uji"' in html and 'value="uji-2024"' not in html
    draft = upload(officer, address=address, target="latihan-uji").url
    assert draft.endswith("?space=latihan-35.73")
    assert officer.get(draft.split("?")[0]).url == draft
    html = officer.get(draft).content.decode()
    assert "LATIHAN" in html
    officer.post(draft, {"seal": seal_in(html)})
    assert Reading.unscoped.exclude(space__code=REAL).count() == 1
    assert not Reading.unscoped.filter(space__code=REAL).exists()
    assert officer.get("/imports/readings/?space=latihan-99").status_code == 404


def test_templates_are_offered_for_each_edition(officer: Client) -> None:
    assert (
        "/imports/readings/template.xlsx?target=uji-2024"
        in officer.get("/imports/readings/").content.decode()
    )
    file = officer.get("/imports/readings/template.xlsx?target=uji-2024")
    assert file.content.startswith(b"PK") and "templat-bacaan-uji-2024.xlsx" in file["Content-Disposition"]
    assert officer.get("/imports/readings/template.pdf?target=uji-2024").status_code == 404
    assert officer.get("/imports/readings/template.csv").status_code == 404


def test_kpus_sheet_by_the_form() -> None:
    logistics = visitor(Role.KPU_LOGISTICS_OFFICER)
    sheet = "kode_kpu,kode_kemendagri_cocok,nama_kecamatan,tps\n35.73.01,1,Blimbing,210\n"
    form = {"target": "pilkada-2024", "label": "public", "file": file_of(sheet)}
    refused = logistics.post("/imports/stations/", form)
    assert refused.status_code == 422
    assert "tidak punya kolom source" in refused.content.decode().split('id="id_source"')[1]
    form |= {"file": file_of(sheet), "source": "KPU Kota Malang", "day": "2024-11-20"}
    address = logistics.post("/imports/stations/", form).url
    html = logistics.get(address).content.decode()
    assert "semua orang, juga tanpa masuk" in html
    logistics.post(address, {"seal": seal_in(html)})
    assert StationCount.unscoped.get().stations == 210


def test_outlines_by_the_form_listed_and_removed() -> None:
    from tests.services.test_import_outlines import MALANG
    from tests.services.test_import_outlines import file_of as geojson

    admin = visitor(Role.ADMINISTRATOR, territory="")
    file = SimpleUploadedFile("batas.geojson", geojson(MALANG))
    address = admin.post("/imports/outlines/", {"file": file, "source": "Pemkot", "day": "2024-01-01"}).url
    admin.post(address, {"seal": seal_in(admin.get(address).content.decode())})
    assert Outline.rows.count() == 1
    html = admin.get("/imports/outlines/").content.decode()
    assert "Pemkot" in html
    admin.post("/imports/outlines/35.73/remove/")
    assert not Outline.rows.exists()


READERS = {Role.BAWASLU_OFFICER, Role.BAWASLU_ANALYST, Role.POLRES_LIAISON, Role.ADMINISTRATOR}
ADDRESSES = {
    "/imports/readings/": {
        Role.BAWASLU_OFFICER,
        Role.BAWASLU_ANALYST,
        Role.POLRES_LIAISON,
        Role.ADMINISTRATOR,
    },
    "/imports/occurrences/": {
        Role.BAWASLU_OFFICER,
        Role.BAWASLU_ANALYST,
        Role.POLRES_LIAISON,
        Role.ADMINISTRATOR,
    },
    "/imports/stations/": {Role.ADMINISTRATOR},
    "/imports/outlines/": {Role.ADMINISTRATOR},
    "/administration/": {Role.ADMINISTRATOR},
    "/administration/editions/": {Role.ADMINISTRATOR},
}
STANDING = (Role.BAWASLU_OFFICER, Role.BAWASLU_ANALYST, Role.POLRES_LIAISON, Role.NONE, Role.ADMINISTRATOR)


def test_the_standing_four_and_the_administrator() -> None:
    for role in STANDING:
        person = visitor(role, "polri" if role is Role.POLRES_LIAISON else "bawaslu")
        seen = {address for address in ADDRESSES if person.get(address).status_code == 200}
        assert seen == {address for address, roles in ADDRESSES.items() if role in roles}
    public = Client()
    for address in (*ADDRESSES, "/imports/"):
        assert public.get(address).url.startswith("/sign-in/")
        assert public.post(address).status_code in {302, 405}


def test_english_pages_speak_english(officer: Client) -> None:
    address = upload(officer, BAD).url
    html = officer.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "Outside the scale 0–100" in html
