"""The demo's log-ins, known to everybody, stay on this machine."""

import pytest

from siaga.domain.permissions import THE_CONSOLE, Role
from siaga.services.demo import DemoPeopleInPublic, refuse_demo_people_in_public
from siaga.store.models import User


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "siaga.example"])
def test_a_public_address_is_refused(db, host: str) -> None:
    refuse_demo_people_in_public(THE_CONSOLE, host=host)
    User.objects.enrol("admin", "x" * 12, Role.ADMINISTRATOR, full_name="A", joined_at="2026-01-01T00:00Z")
    with pytest.raises(DemoPeopleInPublic) as refused:
        refuse_demo_people_in_public(THE_CONSOLE, host=host)
    assert host in refused.value.sentence("id")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is_not(db, host: str) -> None:
    User.objects.enrol("admin", "x" * 12, Role.ADMINISTRATOR, full_name="A", joined_at="2026-01-01T00:00Z")
    refuse_demo_people_in_public(THE_CONSOLE, host=host)
