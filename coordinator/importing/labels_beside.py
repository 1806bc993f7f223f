"""Labels of numbers and addresses in a column of their own: `Phone 1 - Label` beside `Phone 1 - Value`.

A label that says more than home, work or mobile is read together with its number: `303-555-0102 (Spouse)`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from coordinator.base.folding import fold_heading
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.headed_cells import CONTACTS
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.importing.words_beside import says_more
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import plain_text

_FURTHER = {"phone": "other_phones", "email": "other_emails"}
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
    return _beside(plans, [p.index for p in plans if p.target in CONTACTS]) | found


_AGAIN = re.compile(r"\s*\(\d+\)$")
"""What tells a heading from the same one before it: `Phone (2)`."""
_LABEL = re.compile(
    r"(?i)(?:(?:phone|number|tel\w*|e-?mail|contact|m[oó]vil|correo)\W*)?(?:label|type|kind|tipo|etiqueta)"
)


def _beside(plans: Sequence[ColumnPlan], contacts: Sequence[int]) -> dict[int, int]:
    """Return the labels right beside columns of numbers: `Phone, Type, Phone, Type`; index → index."""
    labels = {p.index for p in plans if p.target in (ANSWER, IGNORED) and _LABEL.fullmatch(_AGAIN.sub("", p.header))}
    if not labels or not contacts:
        return {}
    step = 1 if contacts[0] < min(labels) else -1
    return {at: at + step for at in contacts if at + step in labels}


def with_labelled(
    columns: Sequence[ColumnPlan],
    cells: Sequence[Sequence[object]],
    decided: Collection[str],
    labels: Mapping[str, str],
) -> list[ColumnPlan]:
    """Return the columns, with a second one of numbers or addresses that has its own labels as further ones.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
        labels: what targets are called.
    """
    result = list(columns)
    first = {_AGAIN.sub("", c.header): c.target for c in reversed(columns) if c.target in _FURTHER}
    open_ = [c for c in columns if c.target == ANSWER and c.header not in decided and _AGAIN.search(c.header)]
    again = [c for c in open_ if _AGAIN.sub("", c.header) in first]
    contacts = sorted([c.index for c in columns if c.target in CONTACTS] + [c.index for c in again])
    beside = _beside(columns, contacts)
    for column in again:
        target = _FURTHER[first[_AGAIN.sub("", column.header)]]
        kind = CANDIDATE.by_key[target].kind
        texts = [text for cell in cells[column.index] if (text := plain_text(cell))]
        good = sum(1 for text in texts if kind.clean(text).value)
        if column.index in beside and good * 2 > len(texts):
            why = "a further one, with its own labels"
            result[column.index] = replace(column, target=target, label=labels[target], why=why, asks="")
    return result


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
