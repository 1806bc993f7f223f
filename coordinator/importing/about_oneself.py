"""Rows in which somebody names themselves: `Myself` below *I nominate*, whose name stands below *Your name*."""

import re
from collections.abc import Sequence
from typing import Protocol

from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import ANSWER, Target
from coordinator.records.kinds import Hints, Value, plain_text

_MYSELF = re.compile(r"(?i)\W*(me|myself|self|me,? myself|just me|yo mism[oa])\W*")
_OF_THE_FILLER = re.compile(
    r"(?i)\W*(?:your|my|submitter['’]?s?|nominator['’]?s?|su|tu)[\s_-]+(?:own |full )?"
    r"(?:(?P<name>(?:full )?name|nombre(?: completo)?)|(?P<email>e-?mail(?: address)?|correo(?: electr[oó]nico)?)"
    r"|(?P<phone>(?:phone|cell|mobile)(?: phone)?(?: number)?|tel[eé]fono|celular))\W*"
)
_TARGETS = {"name": "+full_name", "email": "email", "phone": "phone"}
_NAME = "+full_name"


class _Row(Protocol):
    values: dict[str, Value]
    problems: list[tuple[str, str, str]]


def take_oneself(
    rows: Sequence[_Row],
    plans: Sequence[ColumnPlan],
    targets: dict[str, Target],
    columns: Sequence[Sequence[object]],
    hints: Hints,
) -> None:
    """Give rows that name “Myself” the name, e-mail and phone of who filled them in, and tell it.

    Args:
        rows: the rows, all cells read.
        plans: what each column becomes.
        targets: the targets by key.
        columns: the cells by column.
        hints: what the cells were read with.
    """
    named = next((plan for plan in plans if plan.target == _NAME), None)
    fillers = [(plan, key) for plan in plans if plan.read_as == ANSWER and (key := _of_the_filler(plan.header))]
    if named is None or not any(key == _NAME for _, key in fillers):
        return
    for index, row in enumerate(rows):
        cell = plain_text(columns[named.index][index])
        if not _MYSELF.fullmatch(cell):
            continue
        found: dict[str, Value] = {}
        for plan, key in fillers:
            found |= targets[key].read(columns[plan.index][index], hints).values
        if not found:
            continue
        row.values |= {key: value for key, value in found.items() if key not in row.values}
        row.problems[:] = [p for p in row.problems if p[:2] != (named.header, cell)]
        name = " ".join(str(found[key]) for key in ("given_name", "family_name") if key in found) or "the person"
        told = f"“{cell}” is taken as {name} who filled in this row. Correct it if somebody else is meant."
        row.problems.append((named.header, cell, told))


def _of_the_filler(heading: str) -> str:
    """Return the target of what a column says of who fills in the form: *Your e-mail*; "" if it says nothing."""
    match = _OF_THE_FILLER.fullmatch(heading)
    return _TARGETS[str(match.lastgroup)] if match else ""
