"""Evidence on each store: uploads that survive a cut, a stranger's attempts, custody, labels and files."""

import hashlib
import io
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.services.evidence_files import SECRET, film, office, photo
from tests.services.evidence_senders import (
    CITY,
    OTHER_CITY,
    begin,
    body,
    enrol,
    file_of,
    make_space,
    patch,
    send,
    signed_in,
)

from siaga.cli.main import main
from siaga.domain.evidence import UploadGone
from siaga.domain.permissions import THE_CONSOLE, Role
from siaga.services.evidence import verify_evidence
from siaga.services.evidence_uploads import NewUpload, begin_upload, upload_state
from siaga.store import evidence_files
from siaga.store.models import Area, AuditEntry, CustodyEntry, Evidence, Upload, User


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings_of_tests: Any) -> Path:
    return tmp_path


@pytest.fixture
def settings_of_tests(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A data folder of this test's own."""
    from django.test import override_settings

    with override_settings(DATA=tmp_path):
        yield


@pytest.fixture
def officer(db: str) -> Client:
    """An officer of the city."""
    make_space()
    return signed_in(enrol("petugas", Role.BAWASLU_OFFICER, f"bawaslu-{CITY}", CITY))


@pytest.fixture
def stranger(officer: Client) -> Client:
    """A liaison of another agency in another city."""
    return signed_in(enrol("lain", Role.POLRES_LIAISON, f"polri-{OTHER_CITY}", OTHER_CITY))


def test_a_photo_becomes_evidence_with_a_clean_copy(officer: Client) -> None:
    content = photo()
    digest = hashlib.sha256(content).hexdigest()
    address = send(officer, content, sha256=digest.upper(), caption="TPS 1", area=CITY)
    row = Evidence.unscoped.get()
    assert (row.digest, row.kind, row.label, row.area, row.size) == (
        digest,
        "jpeg",
        "internal",
        CITY,
        len(content),
    )
    path = evidence_files.path_of(digest)
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o400
    clean = body(file_of(officer, address, "clean"))
    assert Image.open(io.BytesIO(clean)).size == (40, 60)
    assert SECRET.encode() not in clean
    page = officer.get(address).content.decode()
    assert "TPS 1" in page
    assert [line.deed for line in CustodyEntry.rows.order_by("pk")] == ["received", "derived", "viewed"]
    assert AuditEntry.rows.filter(use_case="receive_evidence").count() == 1


def test_an_upload_goes_on_after_a_cut(officer: Client) -> None:
    content = photo(400, 300)
    at = begin(officer, content, sha256=hashlib.sha256(content).hexdigest())
    assert patch(officer, at, 0, content[:700]).json()["offset"] == 700
    asked = officer.head(at)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("700", str(len(content)))
    # What was written beyond what counts is written over.
    with next((evidence_files.folder() / "uploads").glob("*.part")).open("ab") as file:
        file.write(b"half a part whose row never came to be")
    assert patch(officer, at, 700, content[700:]).json()["evidence"]
    assert evidence_files.path_of(Evidence.unscoped.get().digest).read_bytes() == content


def test_the_same_part_twice_counts_once(officer: Client) -> None:
    content = photo()
    at = begin(officer, content)
    assert patch(officer, at, 0, content[:500]).status_code == 200
    again = patch(officer, at, 0, content[:500])
    assert (again.status_code, again["Upload-Offset"]) == (409, "500")
    made = patch(officer, at, 500, content[500:]).json()["evidence"]
    assert patch(officer, at, 500, content[500:]).status_code == 409
    # A sender who missed the last answer asks, and learns what the upload became.
    assert officer.get(at).json()["evidence"] == made
    assert patch(officer, at, len(content), b"").json()["evidence"] == made
    assert Evidence.unscoped.count() == 1


@pytest.mark.parametrize("offset", ["1", "", "x", "-1", "99999999999999999"])
def test_a_wrong_offset_takes_nothing(officer: Client, offset: str) -> None:
    at = begin(officer, photo())
    response = officer.patch(
        at, b"x", content_type="application/octet-stream", headers={"Upload-Offset": offset}
    )
    assert response.status_code in (400, 409)
    assert officer.get(at).json()["offset"] == 0


def test_more_than_was_announced_is_refused_and_not_kept(officer: Client) -> None:
    content = photo()
    at = begin(officer, content)
    response = patch(officer, at, 0, content + b"x")
    assert (response.status_code, response.json()["problem"]) == (400, "PartTooLong")
    assert officer.get(at).json()["offset"] == 0


def test_a_wrong_hash_throws_the_upload_away(officer: Client) -> None:
    content = photo()
    at = begin(officer, content, sha256="0" * 64)
    response = patch(officer, at, 0, content)
    assert (response.status_code, response.json()["problem"]) == (422, "DigestDiffers")
    assert not Evidence.unscoped.exists()
    assert not list(evidence_files.folder().rglob("*.part"))
    assert officer.get(at).status_code == 404


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"length": "0"}, "FileEmpty"),
        ({"length": "x"}, "LengthNotUnderstood"),
        ({"length": "200000001"}, "FileTooLarge"),
        ({"sha256": "abc"}, "DigestNotUnderstood"),
        ({"label": "rahasia"}, "LabelUnknown"),
        ({"area": "99.99"}, "UnknownArea"),
    ],
)
def test_what_cannot_be_is_refused_when_announced(
    officer: Client, told: dict[str, str], problem: str
) -> None:
    response = officer.post("/evidence/uploads/", {"name": "a", "length": "9", **told})
    assert response.status_code in (400, 422)
    assert response.json()["problem"] == problem
    assert not Upload.rows.exists()


def test_fifty_megabytes_depend_on_the_kind(officer: Client) -> None:
    at = begin(officer, bytes(0), length="50000000")
    early = patch(officer, at, 0, photo() + bytes(1000))
    assert (early.status_code, early.json()["problem"]) == (422, "FileTooLarge")
    assert officer.get(at).status_code == 404
    content, step = film(50_000_000), 8_000_000
    at = begin(officer, content)
    for offset in range(0, len(content), step):
        response = patch(officer, at, offset, content[offset : offset + step])
    assert response.json()["evidence"]
    assert Evidence.unscoped.get().kind == "mp4"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"MZ" + bytes(200), "KindRefused"),
        (b"<html><script>alert(1)</script></html>" + bytes(60), "KindRefused"),
        (photo()[:-300], "FileBroken"),
        (office(body=bytes(50_000_000)), "ArchiveUnfolds"),
    ],
)
def test_hostile_contents_leave_nothing(officer: Client, content: bytes, problem: str) -> None:
    response = patch(officer, begin(officer, content), 0, content)
    assert (response.status_code, response.json()["problem"]) == (422, problem)
    assert not Evidence.unscoped.exists()
    assert not [path for path in evidence_files.folder().rglob("*") if path.is_file()]


def test_another_agencys_internal_evidence_does_not_exist(officer: Client, stranger: Client) -> None:
    address = send(officer, photo())
    key = address.split("/")[2]
    for client in (stranger, Client()):
        assert client.get(address).status_code == 404
        assert client.get(f"{address}{key}/").status_code == 404
        assert client.get(f"/evidence/{uuid4()}/").status_code == 404
    assert stranger.post(address, {"boxes": "0 0 5 5"}).status_code == 404
    assert key not in stranger.get("/evidence/").content.decode()
    assert not CustodyEntry.rows.filter(deed="viewed").exists()


def test_somebody_elses_upload_does_not_exist(officer: Client, stranger: Client) -> None:
    at = begin(officer, photo())
    assert stranger.get(at).status_code == 404
    assert patch(stranger, at, 0, b"x").status_code == 404
    assert stranger.delete(at).status_code == 404
    assert officer.delete(at).status_code == 204
    assert officer.get(at).status_code == 404


def test_only_those_with_an_office_upload(officer: Client) -> None:
    guest = signed_in(
        User.objects.enrol("tamu", "kata-sandi-uji", Role.NONE, full_name="t", joined_at=timezone.now())
    )
    assert guest.post("/evidence/uploads/", {"name": "a", "length": "9"}).status_code == 403
    assert Client().post("/evidence/uploads/", {"name": "a", "length": "9"}).status_code == 302
    lonely = User.objects.enrol(
        "admin", "kata-sandi-uji", Role.ADMINISTRATOR, full_name="a", joined_at=timezone.now()
    )
    response = signed_in(lonely).post("/evidence/uploads/", {"name": "a", "length": "9"})
    assert response.json()["problem"] == "AgencyNeeded"


def test_another_territory_is_refused(officer: Client) -> None:
    Area.rows.create(code=OTHER_CITY, name="Kota Surabaya", level="kabkota", parent="35")
    response = officer.post("/evidence/uploads/", {"name": "a", "length": "9", "area": OTHER_CITY})
    assert response.json()["problem"] == "OutsideTerritory"


def test_the_public_sees_the_copy_that_hides_the_most(officer: Client) -> None:
    address = send(officer, photo(), label="public")
    public = Client()
    assert public.get(address).status_code == 200
    assert SECRET not in public.get(address).content.decode()
    assert "foto.jpg" not in public.get(address).content.decode()
    assert file_of(public, address, "original").status_code == 404
    assert file_of(public, address, "clean").status_code == 200
    assert officer.post(address, {"boxes": "0 0 40 30"}).status_code == 302
    assert file_of(public, address, "clean").status_code == 404
    assert max(Image.open(io.BytesIO(body(file_of(public, address, "redacted")))).getpixel((5, 5))) < 30
    assert body(file_of(officer, address, "original")) == photo()
    assert officer.post(address, {"boxes": "nol"}).status_code == 422


def test_files_are_handed_over_closed(officer: Client) -> None:
    content = film(5000)
    address = send(officer, content, label="public")
    response = file_of(officer, address, "original")
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert body(response) == content


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=4990-", 206, slice(4990, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-1,5-6", 200, slice(None)),
        ("bytes=6000-", 416, slice(0, 0)),
        ("lines=1", 200, slice(None)),
    ],
)
def test_parts_of_a_film_can_be_asked_for(officer: Client, asked: str, status: int, part: slice) -> None:
    content = film(5000)
    address = send(officer, content)
    key = address.split("/")[2]
    response = officer.get(f"{address}{key}/", headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert response.status_code == status
    if status != 416:
        assert body(response) == content[part]
    assert CustodyEntry.rows.filter(deed="viewed").count() == 1


def test_many_looks_in_a_short_time_are_one(officer: Client) -> None:
    address = send(officer, photo())
    for _ in range(3):
        file_of(officer, address, "original")
    assert CustodyEntry.rows.filter(deed="viewed").count() == 1
    assert AuditEntry.rows.filter(use_case="open_evidence").count() == 3


def test_a_missing_file_is_a_clear_answer(officer: Client, capsys: Any, monkeypatch: Any) -> None:
    address = send(officer, photo())
    row = Evidence.unscoped.get()
    assert not verify_evidence(THE_CONSOLE).faults
    evidence_files.path_of(row.digest).unlink()
    response = file_of(officer, address, "original")
    assert response.status_code == 404
    assert (
        "Pulihkan dari cadangan" in response.content.decode()
        or "pulihkan dari cadangan" in response.content.decode()
    )
    clean = evidence_files.path_of(row.copies.get().digest)
    clean.chmod(0o600)
    clean.write_bytes(b"lain")
    found = verify_evidence(THE_CONSOLE)
    assert sorted(fault.fault for fault in found.faults) == ["changed", "missing"]
    monkeypatch.setattr("siaga.cli.commands.evidence.prepare_folder", lambda _: None)
    assert main(["evidence", "verify"]) == 1
    assert row.digest in capsys.readouterr().err


def test_the_same_file_again_heals_a_damaged_one(officer: Client) -> None:
    send(officer, photo())
    path = evidence_files.path_of(Evidence.unscoped.get().digest)
    path.chmod(0o600)
    path.write_bytes(b"rusak")
    send(officer, photo())
    assert path.read_bytes() == photo()
    assert Evidence.unscoped.count() == 2


def test_uploads_expire_and_are_not_hoarded(officer: Client) -> None:
    user = User.objects.get(username="petugas")
    new = NewUpload("a.jpg", 100)
    past = timezone.now() - timedelta(hours=25)
    old = begin_upload(user.actor(), new=new, now=past)
    with pytest.raises(UploadGone):
        upload_state(user.actor(), key=old.key, now=timezone.now())
    for _ in range(10):
        begin_upload(user.actor(), new=new, now=timezone.now())
    assert not Upload.rows.filter(key=old.key).exists()
    response = officer.post("/evidence/uploads/", {"name": "a", "length": "9"})
    assert response.json()["problem"] == "TooManyUploads"


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_refuses_to_change_custody(officer: Client, attempt: str) -> None:
    send(officer, photo())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = CustodyEntry.rows.all()
        rows.update(actor="lain") if attempt == "update" else rows.delete()


def test_two_writers_of_one_upload_make_one_evidence(committed: str) -> None:
    make_space()
    content = photo(300, 200)
    user = enrol("petugas", Role.BAWASLU_OFFICER, f"bawaslu-{CITY}", CITY)
    client = signed_in(user)
    at = begin(client, content)
    statuses: list[int] = []

    def write() -> None:
        try:
            statuses.append(patch(signed_in(user), at, 0, content).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 409, 409, 409]
    assert Evidence.unscoped.count() == 1
    assert evidence_files.path_of(Evidence.unscoped.get().digest).read_bytes() == content
    assert not list(evidence_files.folder().rglob("*.part"))
