"""Tables, one module a subject; imported here so that Django knows them all."""

from siaga.store.models.agencies import Agency
from siaga.store.models.areas import Area, AreaChange
from siaga.store.models.audits import AuditEntry
from siaga.store.models.calendars import Calendar, Stage, StageDecision, StageMove, StageReport
from siaga.store.models.editions import (
    Edition,
    EditionCut,
    EditionLimit,
    EditionMark,
    EditionNode,
    EditionSource,
    IndicatorSet,
    NationalCount,
    NationalMean,
)
from siaga.store.models.elections import Election, ElectionFigure
from siaga.store.models.evidence import CustodyEntry, Evidence, EvidenceCopy, Upload
from siaga.store.models.imports import ImportDraft
from siaga.store.models.invitations import Invitation
from siaga.store.models.jobs import Job
from siaga.store.models.outcomes import Outcome, OutcomeSet
from siaga.store.models.outlines import Outline
from siaga.store.models.packs import PackLoad
from siaga.store.models.people import User
from siaga.store.models.readings import IndicatorCount, NodeValue, Occurrence, Reading
from siaga.store.models.second_factors import RecoveryCode
from siaga.store.models.spaces import Space
from siaga.store.models.stations import Station, StationCount, StationRegister

__all__ = [
    "Agency",
    "Area",
    "AreaChange",
    "AuditEntry",
    "Calendar",
    "CustodyEntry",
    "Edition",
    "EditionCut",
    "EditionLimit",
    "EditionMark",
    "EditionNode",
    "EditionSource",
    "Election",
    "ElectionFigure",
    "Evidence",
    "EvidenceCopy",
    "ImportDraft",
    "IndicatorCount",
    "IndicatorSet",
    "Invitation",
    "Job",
    "NationalCount",
    "NationalMean",
    "NodeValue",
    "Occurrence",
    "Outcome",
    "OutcomeSet",
    "Outline",
    "PackLoad",
    "Reading",
    "RecoveryCode",
    "Space",
    "Stage",
    "StageDecision",
    "StageMove",
    "StageReport",
    "Station",
    "StationCount",
    "StationRegister",
    "Upload",
    "User",
]
