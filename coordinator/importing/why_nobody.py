"""Why a sheet is about nobody: none of its columns says who, or those that do are taken for somebody else's."""

from collections.abc import Sequence

from coordinator.base.naming_some import MOST_NAMED
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.targets import ANSWER

_SAY_WHO = frozenset(("full_name", "name_turned", "email", "phone"))


def why_nobody(columns: Sequence[ColumnPlan]) -> str:
    """Return as a clause why no row of a sheet is about somebody."""
    named = [column.header for column in columns if column.target == ANSWER and _says_who(column)]
    if not named:
        return "no column holds names, addresses or towns."
    some = ", ".join(f"“{heading}”" for heading in named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
    hold = "holds" if len(named) == 1 else "hold"
    return f"{some} {hold} names, e-mails or phones, but they are taken for somebody else's or not understood."


def _says_who(column: ColumnPlan) -> bool:
    said = sum(not _SAY_WHO.isdisjoint(kinds_of(text)) for text in column.samples)
    return said * 2 > len(column.samples)
