"""Walks every address, API operation and command: each is gated by a use case with a permission."""

import ast
import importlib
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from siaga import services
from siaga.api.operation import Operation
from siaga.cli import commands
from siaga.cli.command import Command
from siaga.domain.permissions import GRANTS, Permission, Role
from siaga.registry import declared
from siaga.services.use_case import UseCase
from siaga.web.page import Page

STORE_WORDS = ("siaga.services", "siaga.store", "django")


def addresses() -> list[URLPattern]:
    """Every address Siaga answers."""
    return list(get_resolver().url_patterns)


def reaches_the_store(command: Command) -> bool:
    """Whether the command's module imports services, store or Django anywhere, or prepares the store."""
    source = Path(importlib.import_module(command.run.__module__).__file__ or "").read_text(encoding="utf-8")
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return any(name.startswith(STORE_WORDS) or name == "siaga.cli.starting" for name in names)


def test_every_address_is_a_page_or_an_operation_with_a_permission() -> None:
    found = addresses()
    assert len(found) > 10
    for pattern in found:
        assert isinstance(pattern, URLPattern), pattern
        assert isinstance(pattern.callback, (Page, Operation)), pattern
        assert isinstance(pattern.callback.asks, UseCase), pattern
        assert isinstance(pattern.callback.asks.permission, Permission), pattern


def test_every_command_that_touches_the_store_names_use_cases() -> None:
    known = {f"{case.function.__module__}.{case.name}" for case in all_use_cases()}
    words = declared(commands, Command)
    assert {"demo", "serve", "work", "area", "index", "bench"} <= {word.name for word in words}
    for command in words:
        if reaches_the_store(command):
            assert command.use_cases, f"{command.name} touches the store and asks no use case"
        for name in command.use_cases:
            assert name in known, f"{command.name} names {name}, which is no use case"


def test_a_command_without_use_cases_never_loads_the_store() -> None:
    for command in declared(commands, Command):
        if not command.use_cases:
            assert not reaches_the_store(command), command.name


def all_use_cases() -> list[UseCase[..., object]]:
    """The use cases of all service modules, folders included."""
    found = declared(services, UseCase)
    for name in ("imports",):
        try:
            found += declared(importlib.import_module(f"siaga.services.{name}"), UseCase)
        except (ModuleNotFoundError, AttributeError):
            continue
    return found


def test_every_permission_is_asked_and_held_by_somebody() -> None:
    asked = {case.permission for case in all_use_cases()}
    held = set().union(*GRANTS.values()) | {Permission.PUBLIC}
    assert asked <= held
    assert set(Permission) - asked <= {Permission.READ_INTERNAL}, "a permission nobody asks is dead weight"


def test_a_stranger_holds_nothing_but_the_sign_in() -> None:
    assert GRANTS[Role.NONE] == {Permission.SIGNED_IN}


def test_the_walk_would_notice_an_open_door() -> None:
    with pytest.raises(TypeError):
        Page("open/", "open")  # type: ignore[call-arg]
