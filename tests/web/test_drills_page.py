"""The page of drills: anybody looks, those who may make one watch it being made, with and without scripts."""

import pytest
from django.test import Client
from tests.services.rehearsals import CITY, NOW, OTHER, enrol, load_cities

from siaga.domain.permissions import THE_CONSOLE, Role
from siaga.services import drills, jobs
from siaga.services.drills import generate_drill
from siaga.store.models import Job, Space, User

SPACE = f"latihan-{CITY}"


@pytest.fixture
def city(db: str) -> str:
    """Two cities without a drill."""
    load_cities(CITY, OTHER)
    return CITY


def signed_in(role: Role, territory: str = CITY) -> tuple[Client, User]:
    """A visitor with a session."""
    person, visitor = enrol(f"orang-{role}", role, territory), Client()
    visitor.force_login(person)
    return visitor, person


def text_of(visitor: Client, address: str = "/drills/") -> str:
    """A page as text."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_sees_the_drills_and_is_invited_to_sign_in(city: str) -> None:
    assert "Belum ada latihan" in text_of(Client())
    generate_drill(THE_CONSOLE, area=city)
    text = text_of(Client())
    assert "Kota Malang" in text
    assert "20 November 2024" in text
    assert f"/?space={SPACE}&amp;edition={SPACE}-bawaslu&amp;level=kecamatan&amp;within={city}" in text
    assert f"/areas/{city}/?space={SPACE}" in text
    assert "/sign-in/?next=/drills/%23coba" in text
    assert "<select" not in text
    assert "Ya, hapus" not in text


@pytest.mark.parametrize("role", [Role.BAWASLU_OFFICER, Role.POLRES_LIAISON, Role.NONE, Role.FKDM_MEMBER])
def test_those_who_may_not_are_told_who_may_and_refused(city: str, role: Role) -> None:
    visitor, _ = signed_in(role)
    text = text_of(visitor)
    assert "Peran Anda tidak membuat latihan" in text
    assert visitor.post("/drills/", {"area": city}).status_code == 403
    assert visitor.get("/drills/cities/").status_code == 403
    generate_drill(THE_CONSOLE, area=city)
    assert visitor.post(f"/drills/{city}/remove/").status_code == 403
    assert Space.rows.filter(code=SPACE).exists()
    assert not Job.rows.exists()


def test_the_public_is_sent_to_sign_in(city: str) -> None:
    answer = Client().post("/drills/", {"area": city})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")
    assert Client().post(f"/drills/{city}/remove/").status_code == 302
    assert Client().get(f"/drills/{city}/remove/").status_code == 405


def test_asking_watching_and_opening_without_scripts(city: str) -> None:
    visitor, _ = signed_in(Role.BAWASLU_ANALYST)
    text = text_of(visitor)
    assert f'value="{city}" selected' in text, "one's own city is chosen beforehand"
    answer = visitor.post("/drills/", {"area": OTHER, "as_of": "2024-11-10"})
    assert answer.status_code == 302
    address = answer.headers["Location"].split("#")[0]
    assert "Menunggu giliran" in text_of(visitor, address)
    assert "Menunggu giliran" in text_of(visitor), "it is shown also after leaving and coming back"
    jobs.run_next_job(THE_CONSOLE, now=NOW)
    text = text_of(visitor, address)
    assert "siap</h2>" in text
    assert f"space=latihan-{OTHER}" in text
    assert "10 November 2024" in text
    assert "siap</h2>" not in text_of(visitor)


def test_a_second_request_is_refused_beside_the_form_and_kept(city: str) -> None:
    visitor, _ = signed_in(Role.BAWASLU_ANALYST)
    visitor.post("/drills/", {"area": city})
    answer = visitor.post("/drills/", {"area": OTHER, "as_of": "2024-10-10"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "masih dikerjakan" in text
    assert f'value="{OTHER}" selected' in text
    assert 'value="2024-10-10"' in text
    assert Job.rows.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"area": ""}, "bukan kode wilayah"),
        ({"area": "35"}, "35 adalah provinsi"),
        ({"area": "35.99"}, "Tidak ada wilayah"),
        ({"area": CITY, "as_of": "besok"}, "bukan tanggal latihan"),
        ({"area": "<script>"}, "&lt;script&gt;"),
    ],
)
def test_bad_input_is_a_sentence_at_the_form(city: str, fields: dict[str, str], sentence: str) -> None:
    visitor, _ = signed_in(Role.BAWASLU_ANALYST)
    answer = visitor.post("/drills/", fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Job.rows.exists()


def test_the_fragment_tells_progress_and_sends_on_when_over(city: str) -> None:
    visitor, person = signed_in(Role.BAWASLU_ANALYST)
    job = drills.ask_drill(person.actor(), order=drills.DrillOrder(city), now=NOW)
    address = f"/drills/progress/{job.id}/"
    assert visitor.get(address).status_code == 302, "without HTMX the whole page is shown"
    Job.rows.update(state="running", message="simulation", done=1, total=3)
    answer = visitor.get(address, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert "Menyimulasikan kejadian" in text
    assert 'max="3" value="1"' in text
    assert "HX-Redirect" not in answer.headers
    Job.rows.update(state="failed", message="Tidak bisa karena hujan.")
    answer = visitor.get(address, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/drills/?job={job.id}"
    assert "Tidak bisa karena hujan." in text_of(visitor, f"/drills/?job={job.id}")
    stranger, _ = signed_in(Role.KESBANGPOL_SECRETARY)
    assert stranger.get(address, headers={"HX-Request": "true"}).status_code == 404


def test_cities_are_narrowed_by_name(city: str) -> None:
    visitor, _ = signed_in(Role.BAWASLU_ANALYST)
    text = text_of(visitor, "/drills/cities/?find=pare")
    assert f'value="{OTHER}" selected' in text, "the only match is chosen"
    assert "Kota Malang" not in text
    assert "<html" not in text
    assert "Tidak ada yang cocok" in text_of(visitor, "/drills/cities/?find=atlantis")
    assert f'value="{OTHER}" selected' in text_of(visitor, "/drills/?find=pare"), "and so without scripts"


def test_removing_says_so_and_leaves_the_page(city: str) -> None:
    generate_drill(THE_CONSOLE, area=city)
    visitor, _ = signed_in(Role.KESBANGPOL_SECRETARY)
    assert "Ya, hapus latihan ini" in text_of(visitor)
    answer = visitor.post(f"/drills/{city}/remove/", follow=True)
    assert "Latihan Kota Malang dihapus. Data nyata tidak disentuh." in answer.content.decode()
    assert not Space.rows.filter(code=SPACE).exists()
    assert visitor.post(f"/drills/{city}/remove/").status_code == 400
