"""A page costs one file and its template; without a use case there is no page."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.test.utils import override_settings

from siaga.web import page as page_module
from siaga.web import pages as folder

PAGE = '''
"""A greeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siaga.domain.permissions import Actor
from siaga.services.people import own_profile, sign_in_form
from siaga.web.page import page


@page("greeting/", "greeting", asks=sign_in_form)
def greeting(request: HttpRequest, _: Actor) -> HttpResponse:
    """Greet anybody."""
    return render(request, "greeting.html")


@page("secret/", "secret", asks=own_profile)
def secret(request: HttpRequest, _: Actor) -> HttpResponse:
    """Greet people who signed in."""
    return render(request, "greeting.html")
'''


def answer(name: str):
    request = RequestFactory().get("/" + name)
    request.user = AnonymousUser()
    found = {one.name: one for one in page_module.pages()}[name]
    return found(request)


def test_one_file_and_a_template_add_a_page(room, tmp_path) -> None:
    (tmp_path / "greeting.html").write_text("Selamat datang", encoding="utf-8")
    room.add(folder, "greetings", PAGE)
    assert {"greeting/", "secret/"} <= {str(pattern.pattern) for pattern in page_module.routes()}
    templates = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with override_settings(TEMPLATES=templates):
        assert answer("greeting").content == b"Selamat datang"
        refused = answer("secret")
    assert refused.status_code == 302
    assert refused.headers["Location"].startswith("/sign-in/")


def test_a_page_cannot_be_declared_without_a_use_case() -> None:
    with pytest.raises(TypeError):
        page_module.page("open/", "open")  # type: ignore[call-arg]
