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
    return _beside(plans, {p.index: p.target for p in plans if p.target in CONTACTS}) | found


_AGAIN = re.compile(r"\s*\(\d+\)$")
"""What tells a heading from the same one before it: `Phone (2)`."""
_LABEL = re.compile(
    r"(?i)(?:(?:(?P<phone>phone|number|tel\w*|m[oó]vil)|(?P<email>e-?mail|correo)|contact)\W*)?"
    r"(?:label|type|kind|tipo|etiqueta)"
)


def _beside(plans: Sequence[ColumnPlan], contacts: Mapping[int, str]) -> dict[int, int]:
    """Return the labels right beside columns of numbers: `Phone, Type, Phone, Type`; index → index.

    Args:
        plans: what each column becomes.
        contacts: columns of numbers and addresses: index → what they are.
    """
    open_ = [p for p in plans if p.target in (ANSWER, IGNORED)]
    labels = {p.index: m for p in open_ if (m := _LABEL.fullmatch(_AGAIN.sub("", p.header)))}
    after, before = (
        {at: at + step for at, kind in contacts.items() if (m := labels.get(at + step)) and _fits(m, kind)}
        for step in (1, -1)
    )
    if len(after) == len(before):
        return {}  # of `E-mail, Type, Phone` it is not said whose type it is
    return after if len(after) > len(before) else before


def _fits(label: re.Match[str], target: str) -> bool:
    """Return whether a label may be that of a column: `Phone type` is none of an address."""
    other = label["email"] if "phone" in target else label["phone"]
    return not other


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
    contacts = {c.index: c.target for c in columns if c.target in CONTACTS}
    contacts |= {c.index: first[_AGAIN.sub("", c.header)] for c in again}
    beside = _beside([c for c in columns if c not in again], contacts)
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
