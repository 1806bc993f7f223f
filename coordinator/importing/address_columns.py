"""Columns headed Address of which some cells are none, such as `same`: they stay addresses, and bad cells are told."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from coordinator.base.folding import without_accents
from coordinator.importing.columns import ADDRESS, ColumnPlan
from coordinator.importing.places import holds_place
from coordinator.importing.targets import ANSWER
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import plain_text

WHOLE = "+address"
WHY = "its heading, and some cells are addresses"
_HEADING = re.compile(
    r"(?:(?:please )?(?:enter |what is )?(?:your |su |tu )?)?(?:full |complete |whole |current |permanent )?"
    r"(?:(?:home|street|mailing|postal|residen(?:ce|tial)|physical) )?address(?: of residence)?"
    r"|(?:su |tu )?(?:direccion|domicilio)(?: (?:completa|postal|de casa))?"
)
_ENOUGH = 0.25


def with_addresses(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], decided: Collection[str], label: str
) -> list[ColumnPlan]:
    """Return the columns, with one headed Address as one if no other is and enough of its cells are addresses.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
        label: what a whole address is called.
    """
    result = list(columns)
    if any(c.target in (ADDRESS, WHOLE) for c in columns):
        return result
    for column in columns:
        free = column.target == ANSWER or column.target.startswith(ANSWER_PREFIX)
        if not free or column.header in decided or not _HEADING.fullmatch(_words(column.header)):
            continue
        texts = [text for cell in cells[column.index] if (text := plain_text(cell))]
        if texts and sum(map(holds_place, texts)) >= _ENOUGH * len(texts):
            result[column.index] = replace(
                column, target=WHOLE, label=label, certainty=0.9, why=WHY, asks="", may_be=""
            )
            break
    return result


def _words(heading: str) -> str:
    return re.sub(r"[^a-z]+", " ", without_accents(heading)).strip()
