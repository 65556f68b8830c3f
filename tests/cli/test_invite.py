"""`siaga invite`: the first administrator comes in by a link made on the machine."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from siaga.cli.commands import invite
from siaga.store.models import Invitation


def test_it_prints_a_link_that_is_open(db, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(invite, "prepare_store", lambda *_: None)
    monkeypatch.setenv("SIAGA_DATA", str(tmp_path))
    parser = ArgumentParser()
    invite.configure(parser)
    words = ["Ibu Admin", "--address", "https://siaga.example", "--data", str(tmp_path)]
    assert invite.run(parser.parse_args(words)) == 0
    said = capsys.readouterr().out
    assert "https://siaga.example/join/" in said
    row = Invitation.rows.get()
    assert (row.full_name, row.role, row.agency, row.made_by) == ("Ibu Admin", "administrator", None, None)


def test_a_role_that_does_not_exist_is_refused() -> None:
    parser = ArgumentParser()
    invite.configure(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["Ibu Admin", "--role", "console"])
