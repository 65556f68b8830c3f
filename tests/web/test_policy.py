"""What answers carry for the browser: nothing of a signed-in page is kept, a stale form gets a sentence."""

import pytest
from django.test import Client
from tests.services.importing import NOW

from siaga.domain.permissions import Role
from siaga.store.models import User


@pytest.fixture
def signed_in(db: str) -> Client:
    """Somebody signed in."""
    one = Client()
    known = {"full_name": "Petugas", "joined_at": NOW, "password": "!"}
    one.force_login(User.objects.create(username="petugas", role=Role.FKDM_MEMBER.value, **known))
    return one


@pytest.mark.parametrize("address", ["/imports/", "/sources/", "/there-is-no-such-page/"])
def test_signed_in_pages_are_kept_by_nobody(signed_in: Client, address: str) -> None:
    assert signed_in.get(address).headers["Cache-Control"] == "private, no-store"


def test_public_pages_may_be_kept(db: str) -> None:
    assert "Cache-Control" not in Client().get("/sources/").headers


@pytest.mark.parametrize(
    ("language", "words"), [("id", "tidak ada yang disimpan"), ("en", "nothing was saved")]
)
def test_a_form_without_its_token_is_a_sentence_in_the_design(db: str, language: str, words: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = language
    answer = client.post("/language/", {"language": "en"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert words in html
    assert 'class="masthead"' in html and "CSRF" not in html
