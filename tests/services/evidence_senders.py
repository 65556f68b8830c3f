"""Somebody sending evidence to the pages, as a browser would: announce, send parts, ask for files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from siaga.domain.permissions import Role
from siaga.store import evidence_files
from siaga.store.models import Agency, Area, Evidence, Space, User

CITY, OTHER_CITY = "35.73", "35.78"


def enrol(name: str, role: Role, agency: str, territory: str) -> User:
    owner, _ = Agency.rows.get_or_create(code=agency, defaults={"name": agency, "kind": "x"})
    return User.objects.enrol(
        name,
        "kata-sandi-uji",
        role,
        full_name=name,
        agency=owner,
        territory=territory,
        joined_at=timezone.now(),
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_space() -> None:
    Space.rows.get_or_create(code="real", defaults={"created_at": timezone.now()})
    Area.rows.get_or_create(code=CITY, defaults={"name": "Kota Malang", "level": "kabkota", "parent": "35"})


def begin(client: Client, content: bytes, **told: str) -> str:
    """Announce a file; returns where its parts go."""
    response = client.post("/evidence/uploads/", {"name": "foto.jpg", "length": len(content), **told})
    assert response.status_code == 201, response.content
    return str(response["Location"])


def patch(client: Client, at: str, offset: int, part: bytes) -> Any:
    return client.patch(
        at, part, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)}
    )


def send(client: Client, content: bytes, **told: str) -> str:
    """A whole upload; returns the page of the evidence."""
    response = patch(client, begin(client, content, **told), 0, content)
    assert response.status_code == 200, response.content
    return str(response.json()["address"])


def file_of(client: Client, address: str, kind: str) -> Any:
    """One file of the evidence."""
    row = Evidence.unscoped.get(key=address.split("/")[2])
    key = row.key if kind == "original" else row.copies.filter(kind=kind).latest("pk").key
    return client.get(f"{address}{key}/")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def keep_evidence(keys: dict[str, UUID], area: str, at: datetime) -> None:
    """One public file in each space, the same bytes, without anybody sending it."""
    content = b"%PDF-1.7 uji %%EOF"
    for space, key in keys.items():
        Evidence.unscoped.create(
            space=Space.rows.get(code=space),
            label="public",
            area=area,
            key=key,
            digest=evidence_files.keep_bytes(content),
            size=len(content),
            kind="pdf",
            name="uji.pdf",
            received_at=at,
        )
