"""Labels of numbers and addresses in a column of their own: `Phone 1 - Label` beside `Phone 1 - Value`.

A label that says more than home, work or mobile is read together with its number: `303-555-0102 (Spouse)`.
"""

import re
from collections.abc import Mapping, Sequence

from coordinator.base.folding import fold_heading
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.headed_cells import CONTACTS
from coordinator.importing.words_beside import says_more

_VALUE = re.compile(r"(?i)[\s_-]*\b(?:value|number|address)$")
_LABELS = ("label", "type", "kind", "tipo")
_SEVERAL = re.compile(r"\s*(?::::|[;\n])\s*")


def label_columns(plans: Sequence[ColumnPlan]) -> Mapping[int, int]:
    """Return for columns of numbers and addresses which column has their labels: index → index."""
    by_heading = {fold_heading(plan.header): plan.index for plan in plans}
    found = {}
    for plan in plans:
        if plan.target in CONTACTS:
            bare = _VALUE.sub("", plan.header)
            names = (f"{name} {label}" for name in (bare, plan.header) for label in _LABELS)
            at = next((by_heading[n] for name in names if (n := fold_heading(name)) in by_heading), None)
            if at is not None and at != plan.index:
                found[plan.index] = at
    return found


def with_labels(cells: Sequence[object], labels: Sequence[object]) -> Sequence[object]:
    """Return the cells of a column with the labels beside them that say whose or what a number is.

    Args:
        cells: the numbers or addresses, perhaps several in a cell.
        labels: as many labels in the same order, or one for all.
    """
    telling = {label for label in dict.fromkeys(labels) if isinstance(label, str) and says_more(label)}
    if not telling:
        return cells
    return [_joined(cell, label) if label in telling else cell for cell, label in zip(cells, labels, strict=True)]


def _joined(cell: object, label: object) -> object:
    if cell is None or cell == "":
        return cell
    text, said = str(cell), str(label)
    values, names = _SEVERAL.split(text), _SEVERAL.split(said)
    if len(values) != len(names):
        names = names * len(values) if len(names) == 1 else [said] * len(values)
    signs = [*_SEVERAL.findall(text), ""]
    return "".join(
        f"{value} ({name}){sign}" if says_more(name) else value + sign
        for value, name, sign in zip(values, names, signs, strict=True)
    )
