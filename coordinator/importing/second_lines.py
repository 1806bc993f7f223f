"""What goes on with the column before it: the second line of an address, the second last name (`Apellido materno`)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from coordinator.base.folding import without_accents
from coordinator.importing.columns import ADDRESS, FAMILY, ColumnPlan
from coordinator.importing.places import is_unit
from coordinator.importing.targets import ANSWER
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import plain_text

WHY = "it goes on the address before it"
_SECOND = re.compile(
    r"(?:.*\b)?(?:addr(?:ess)?|street|direccion|domicilio|calle)(?: (?:line|linea))? ?(?:2|two|ii|3|three|dos)"
    r"|(?:.*\b)?(?:line|linea) (?:2|two|ii)|(?:.*\b)?(?:address|street) (?:continued|cont|additional)"
)
_UNIT = re.compile(
    r"(?:.*\b)?(?:apt|apartment|unit|suite|ste|apartamento|depto|departamento)(?: (?:or|and|apt|unit|suite|ste|number|"
    r"no|num|apartment|floor|etc|optional))*"
)
_ENOUGH = 0.6
_NEAR = 2


def with_second_lines(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], decided: Collection[str]
) -> list[ColumnPlan]:
    """Return the columns, with one that goes on an address beside it as address too.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
    """
    result = list(columns)
    first = next((c for c in columns if c.target == ADDRESS), None)
    for column in columns if first is not None else ():
        free = column.target == ANSWER or column.target.startswith(ANSWER_PREFIX)
        if first is None or not free or column.header in decided or not 0 < column.index - first.index <= _NEAR:
            continue
        if _goes_on(first.header, column.header, cells[column.index]):
            result[column.index] = replace(
                column, target=ADDRESS, label=first.label, certainty=0.95, why=WHY, asks="", may_be=""
            )
    return result


_SECOND_NAME = re.compile(
    r"(?:(?:su|tu|mi|your|my) )?(?:(?:apellido|surname|last ?name|family ?name) (?:materno|maternal)|"
    r"(?:segundo|2do|2o|2) apellido|apellido (?:2|dos|de la madre)|maternal (?:last ?name|surname|family ?name)|"
    r"(?:second|2nd) (?:last ?name|surname|family ?name)|apellido segundo)(?: (?:if any|si tiene|optional|opcional))?"
)
_NEAR_NAME = 3
WHY_NAME = "it goes on the last name before it"


def with_second_names(columns: Sequence[ColumnPlan], decided: Collection[str]) -> list[ColumnPlan]:
    """Return the columns, with one of second last names after one of last names as last name too.

    Args:
        columns: what each column becomes so far.
        decided: headings that a person decided about; they stay as they are.
    """
    result = list(columns)
    first = next((c for c in columns if c.target == FAMILY), None)
    for column in columns if first is not None else ():
        free = column.target == ANSWER or column.target.startswith(ANSWER_PREFIX)
        near = first is not None and 0 < column.index - first.index <= _NEAR_NAME
        if first is None or not free or not near or column.header in decided:
            continue
        if _SECOND_NAME.fullmatch(_words(column.header)):
            result[column.index] = replace(
                column, target=FAMILY, label=first.label, certainty=0.95, why=WHY_NAME, asks="", may_be=""
            )
            break
    return result


def _goes_on(first: str, heading: str, cells: Sequence[object]) -> bool:
    """Return whether a column is the second line of the address under another heading."""
    plain = _words(heading)
    if _SECOND.fullmatch(plain):
        own = set(_words(first).split()) - {"1", "one", "line", "street"}
        return _whose(plain) == _whose(" ".join(own))
    texts = [text for cell in cells if (text := plain_text(cell))]
    return bool(_UNIT.fullmatch(plain) and texts and sum(map(is_unit, texts)) >= _ENOUGH * len(texts))


def _whose(words: str) -> set[str]:
    """Return the words that tell one address from another: home, work, mailing."""
    return {
        "home",
        "work",
        "mailing",
        "billing",
        "shipping",
        "office",
        "host",
        "spouse",
        "employer",
        "event",
        "venue",
    } & {*words.split()}


def _words(heading: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", heading)
    return re.sub(r"[^a-z0-9]+", " ", without_accents(apart)).strip()
