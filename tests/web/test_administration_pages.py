"""Administration by form: errors stand beside their fields, what was typed is kept, twice is once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.services.importing import NOW, TREE, set_up

from siaga.domain.areas import Level
from siaga.domain.permissions import Role
from siaga.store.models import Agency, AuditEntry, Edition, Election, IndicatorSet, User

ELECTION = {
    "code": "pemilu-2029",
    "name": "Pemilu 2029",
    "kind": "pemilu",
    "polling_day": "2029-02-14",
    "source": "PKPU",
}
EDITION = {
    "code": "ikp-2029",
    "name": "IKP 2029",
    "agency": "bawaslu",
    "axis": "kerawanan pemilu",
    "date": "2024-11-01",
    "levels": ["kabkota"],
    "class_method": "fixed",
    "scale_low": "0",
    "scale_high": "100",
    "low_kabkota": "33",
    "high_kabkota": "66.5",
    "source_title_1": "Rilis",
    **{f"{side}_owner_{level.value}": "sedang" for side in ("low", "high") for level in Level},
}


@pytest.fixture
def admin(db: str) -> Client:
    """The administrator."""
    set_up()
    known = {"full_name": "Admin", "joined_at": NOW, "password": "!"}
    person = Client()
    person.force_login(User.objects.create(username="admin", role=Role.ADMINISTRATOR.value, **known))
    return person


def beside(html: str, field: str) -> str:
    """What stands between a field and the next one."""
    return html.split(f'id="id_{field}"')[1].split('<div class="field">', maxsplit=1)[0]


def test_an_election_is_entered_listed_and_entered_once(admin: Client) -> None:
    for _ in range(2):
        done = admin.post("/administration/elections/", ELECTION, follow=True)
        assert done.status_code == 200
        assert "Pemilu 2029" in done.content.decode()
    assert Election.rows.filter(code="pemilu-2029").count() == 1
    assert AuditEntry.rows.filter(sentence__startswith="mencatat pemilihan Pemilu 2029").exists()
    assert "pemilu-2029" in admin.get("/imports/stations/").content.decode()


def test_errors_stand_beside_their_fields_and_what_was_typed_is_kept(admin: Client) -> None:
    answer = admin.post("/administration/elections/", {**ELECTION, "code": "Pemilu 2029", "source": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Kode memakai huruf kecil" in beside(html, "code")
    assert "Belum diisi" in beside(html, "source")
    assert 'value="Pemilu 2029"' in html and 'value="2029-02-14"' in html
    assert html.count('aria-invalid="true"') == 2
    assert not Election.rows.filter(name="Pemilu 2029").exists()


def test_an_edition_with_its_limits_and_sources(admin: Client) -> None:
    assert admin.post("/administration/editions/", EDITION).status_code == 302
    row = Edition.rows.get(code="ikp-2029")
    (limit,) = row.limits.all()
    assert (limit.level, limit.low, limit.high) == ("kabkota", 33, 66.5)
    assert "IKP 2029" in admin.get("/administration/").content.decode()
    assert "ikp-2029" in admin.get("/imports/readings/").content.decode()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"low_kabkota": "70"}, "low_kabkota", "batas rendah lebih kecil"),
        ({"low_kabkota": "", "high_kabkota": ""}, "class_method", "perlu batas"),
        ({"scale_high": ""}, "scale_high", "dua ujung"),
        ({"code": "uji-2024"}, "code", "sudah dipakai"),
        ({"source_title_1": ""}, "source_title_1", "Belum diisi"),
    ],
)
def test_a_wrong_edition_is_told_beside_the_field(
    admin: Client, change: dict[str, str], field: str, words: str
) -> None:
    answer = admin.post("/administration/editions/", {**EDITION, **change})
    assert answer.status_code == 422
    assert words in beside(answer.content.decode(), field)


def test_a_set_from_its_file_and_a_broken_one_to_correct(admin: Client) -> None:
    broken = TREE.replace("i02,Netralitas ASN,kontestasi", "i02,Netralitas ASN,tak-ada")
    form = {"code": "set-2029", "name": "Set 2029", "method": ""}
    answer = admin.post(
        "/administration/sets/", {**form, "file": SimpleUploadedFile("i.csv", broken.encode())}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "tak-ada" in beside(html, "indicators").split("</textarea>")[1]
    assert "i02,Netralitas ASN,tak-ada" in html
    assert (
        admin.post("/administration/sets/", {**form, "indicators": TREE.replace("\n", "\r\n")}).status_code
        == 302
    )
    assert IndicatorSet.rows.get(code="set-2029").indicators == TREE
    assert "set-2029" in admin.get("/imports/occurrences/").content.decode()


def test_a_method_that_is_no_toml(admin: Client) -> None:
    form = {"code": "set-2029", "name": "Set 2029", "indicators": TREE, "method": "[aggregate"}
    html = admin.post("/administration/sets/", form).content.decode()
    assert "TOML" in beside(html, "method").split("</textarea>")[1]


def test_an_agency(admin: Client) -> None:
    form = {
        "code": "panwascam-klojen",
        "name": "Panwascam Klojen",
        "kind": "supervisor",
        "territory": "35.73.02",
    }
    assert admin.post("/administration/agencies/", form).status_code == 302
    assert Agency.rows.get(code="panwascam-klojen").territory == "35.73.02"
    html = admin.post(
        "/administration/agencies/", {**form, "code": "x-1", "territory": "35.99"}
    ).content.decode()
    assert "Tidak ada wilayah berkode 35.99" in beside(html, "territory")
