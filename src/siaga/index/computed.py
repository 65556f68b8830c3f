"""What building found, as plain arrays by node code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siaga.index.classify import Limits
from siaga.index.groups import Groups
from siaga.index.tables import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """What building found, by node code: arrays of shape (n,); NaN is unknown.

    ``factors`` are those of rescaled nodes; ``limits`` are by node and group, None where there are none.
    """

    units: Sequence[str]
    groups: Groups
    scores: Mapping[str, Numbers]
    factors: Mapping[str, Numbers]
    limits: Mapping[tuple[str, str], Limits | None]
    steps: Mapping[str, Mapping[str, Numbers]]
