"""Letters that were lost before a list came here, as in `Ca?on City`: kept as written, and told."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.kinds import Value

_NAMES = (*CANDIDATE.names, "middle_name", "city", "county", "address", "organization")
_LOST = re.compile(r"[^\W\d_](?:\?|\ufffd){1,2}[^\W\d_]")


def may_be_lost(cells: Collection[object]) -> bool:
    """Return whether a letter may have been lost in any of some cells: one look at all of them."""
    try:
        text = "".join(cast("Iterable[str]", cells))
    except TypeError:  # not only texts
        text = "".join([cell for cell in cells if isinstance(cell, str)])
    return "?" in text or "\ufffd" in text


def lost_letters(
    rt: RecordType, values: Mapping[str, Value], plans: Sequence[ColumnPlan]
) -> Iterator[tuple[str, str, str]]:
    """Yield the heading, the value and what to tell of each name of a row in which a letter was lost."""
    for key in _NAMES:
        value = values.get(key)
        if isinstance(value, str) and ("?" in value or "\ufffd" in value) and _LOST.search(value):
            told = f"A letter of “{value}” seems to have been lost before the list came here. Mend it if you know it."
            yield _heading_of(rt, key, plans), value, told


def _heading_of(rt: RecordType, key: str, plans: Sequence[ColumnPlan]) -> str:
    targets = targets_of(rt)
    filling = (p.header for p in plans if p.target in targets and key in targets[p.target].fields)
    return next(filling, "")
