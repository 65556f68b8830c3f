"""The kinds of job that services declare are found by being declared."""

from siaga.domain.permissions import Permission
from siaga.services import jobs
from siaga.services.drills import DRILL_JOB


def test_the_drill_is_a_kind_of_job() -> None:
    assert jobs.job_kinds()["drill"] is DRILL_JOB
    assert DRILL_JOB.permission is Permission.START_DRILLS


def test_no_two_kinds_share_a_name() -> None:
    import siaga.services
    from siaga.domain.jobs import JobKind
    from siaga.registry import declared

    names = [kind.name for kind in declared(siaga.services, JobKind)]
    assert len(names) == len(set(names))
