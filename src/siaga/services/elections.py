"""Elections and agencies an administrator enters; the next election is a row, not code."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from siaga.domain.agencies import agencies
from siaga.domain.elections import elections
from siaga.domain.entries import (
    CodePackaged,
    CodeTaken,
    FieldsWrong,
    NewAgency,
    NewElection,
    TerritoryUnknown,
)
from siaga.domain.permissions import Actor, Permission
from siaga.domain.spaces import REAL
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, Area, Edition, Election, IndicatorSet, Reading


@dataclass(frozen=True, slots=True)
class Entered:
    """Something that is there now; ``again`` when the same form came twice."""

    code: str
    name: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ElectionLine:
    """One election of the list."""

    code: str
    name: str
    kind: str
    polling_day: date


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition of the list."""

    code: str
    name: str
    agency: str
    date: date
    space: str
    readings: int


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One agency or indicator set of the list."""

    code: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Register:
    """Everything an administrator has entered or packs have loaded."""

    elections: tuple[ElectionLine, ...]
    editions: tuple[EditionLine, ...]
    sets: tuple[NamedLine, ...]
    agencies: tuple[NamedLine, ...]


@reads(Permission.ENTER_ELECTIONS)
def register(actor: Actor) -> Register:
    """Elections, real editions, indicator sets and agencies; drills have a page of their own."""
    held = Election.rows.order_by("-polling_day", "name")
    editions = Edition.rows.filter(space__code=REAL).select_related("agency").order_by("-date", "name")
    told = Reading.visible_to(actor, REAL).order_by().values_list("edition").annotate(Count("id"))
    readings = dict(told)
    sets = IndicatorSet.rows.order_by("name")
    bodies = Agency.rows.order_by("name")
    return Register(
        tuple(ElectionLine(one.code, one.name, one.kind, one.polling_day) for one in held),
        tuple(
            EditionLine(one.code, one.name, one.agency.name, one.date, REAL, readings.get(one.pk, 0))
            for one in editions
        ),
        tuple(NamedLine(one.code, one.name, str(one.entered_at.date())) for one in sets),
        tuple(NamedLine(one.code, one.name, one.territory) for one in bodies),
    )


@changes(Permission.ENTER_ELECTIONS, "mencatat pemilihan {result.name} ({result.code})")
def enter_election(actor: Actor, *, new: NewElection) -> Entered:
    """Enter an election; the same form sent twice is one election."""
    wrong = dict(new.wrong())
    values = {
        "name": new.name,
        "name_en": new.name_en,
        "kind": new.kind,
        "polling_day": new.polling_day,
        "source": new.source,
    }
    row = Election.rows.filter(code=new.code).first()
    if new.code in {one.code for one in elections()}:
        wrong["code"] = CodePackaged(code=new.code)
    elif row is not None and any(getattr(row, name) != value for name, value in values.items()):
        wrong["code"] = CodeTaken(code=new.code, name=row.name)
    if wrong:
        raise FieldsWrong(wrong)
    if row is None:
        Election.rows.create(code=new.code, entered_by_id=actor.user_id, **values)
    return Entered(new.code, new.name, again=row is not None)


@changes(Permission.ENTER_ELECTIONS, "mencatat lembaga {result.name} ({result.code})")
def enter_agency(_: Actor, *, new: NewAgency) -> Entered:
    """Enter an agency; the same form sent twice is one agency."""
    wrong = dict(new.wrong())
    values = {"name": new.name, "name_en": new.name_en, "kind": new.kind, "territory": new.territory}
    if new.territory and "territory" not in wrong and not Area.rows.filter(code=new.territory).exists():
        wrong["territory"] = TerritoryUnknown(code=new.territory)
    row = Agency.rows.filter(code=new.code).first()
    if new.code in {one.code for one in agencies()}:
        wrong["code"] = CodePackaged(code=new.code)
    elif row is not None and any(getattr(row, name) != value for name, value in values.items()):
        wrong["code"] = CodeTaken(code=new.code, name=row.name)
    if wrong:
        raise FieldsWrong(wrong)
    if row is None:
        Agency.rows.create(code=new.code, **values)
    return Entered(new.code, new.name, again=row is not None)
