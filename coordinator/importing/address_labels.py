"""Addresses of an address book with labels of their own: `Address 1 - Label` says Home or Work, row by row.

The home address has the fields: where the first one is a workplace and another one a home, they change places.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordinator.base.folding import fold_heading, without_accents
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.kinds import plain_text

_LABEL = re.compile(
    r"(?i)(?P<whose>(?:.* )?(?:address|addr|direcci[oó]n|domicilio)\s*\d{0,2})\W*(?:label|type|kind|tipo|etiqueta)"
)
_HOMES = frozenset("home house residence residential casa hogar domicilio residencia particular".split())
_ELSEWHERE = frozenset(
    "work business office job employer company school campus university college dorm billing shipping mailing po "
    "parents parent vacation summer cabin former old previous temporary "
    "trabajo oficina negocio empresa laboral escuela universidad facturacion envio correspondencia padres anterior "
    "antigua vacaciones temporal".split()
)
_ALONE = frozenset(("mailing", "po", "correspondencia"))
"""Where letters go is told only where a home is known; most people live there."""
_FIELDS = frozenset("address +address city +place state postcode country county".split())
_NOT_HOME = (
    "“{}” is labelled “{}”. It is taken as the address, since there is no home one; take it away if it is wrong."
)
_CHANGED = "“{}” is labelled “{}”. The address labelled as home is taken, and this one is kept in its place."


@dataclass(frozen=True, slots=True)
class _Address:
    """One address of each row: the column of its labels, and its other columns by what they hold."""

    label: int
    parts: Mapping[str, int]

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.label, *self.parts.values())


def home_first(
    plans: Sequence[ColumnPlan], columns: Sequence[CellColumn], problems: Sequence[list[tuple[str, str, str]]]
) -> Sequence[CellColumn]:
    """Return the columns with the home address of each row in the fields, and tell each address that is none.

    Args:
        plans: what each column becomes.
        columns: the cells by column.
        problems: of each row, what is told of it: (heading, cell, sentence).
    """
    addresses = list(_addresses(plans))
    first = next((a for a in addresses if any(plans[at].target in _FIELDS for at in a.parts.values())), None)
    if first is None or not any(_is_elsewhere(c) for c in columns[first.label].distinct.values()):
        return columns
    others = [a for a in addresses if a is not first and set(a.parts) >= set(first.parts)]
    changed: dict[int, list[object]] = {}
    for row, label in enumerate(columns[first.label].cells):
        if not _is_elsewhere(label):
            continue
        said = next((at for at in first.parts.values() if plans[at].target in _FIELDS and columns[at].cells[row]), None)
        if said is None:
            continue
        home = next((a for a in others if _is_home(columns[a.label].cells[row]) and _is_filled(a, columns, row)), None)
        heading, cell = plans[said].header, plain_text(columns[said].cells[row])
        if home is not None:
            for part in ("", *home.parts):
                here, there = (a.parts.get(part) if part else a.label for a in (first, home))
                if here is None or there is None:
                    continue
                for at in (here, there):
                    changed.setdefault(at, list(columns[at].cells))
                changed[here][row], changed[there][row] = columns[there].cells[row], columns[here].cells[row]
            problems[row].append((heading, cell, _CHANGED.format(cell, plain_text(label))))
        elif not _ALONE.intersection(_words(label)):
            problems[row].append((heading, cell, _NOT_HOME.format(cell, plain_text(label))))
    return [CellColumn(changed[at]) if at in changed else column for at, column in enumerate(columns)]


def _addresses(plans: Sequence[ColumnPlan]) -> Iterator[_Address]:
    """Yield the addresses that have a column of labels: `Address 1 - Label`, `Address 1 - Street`, …"""
    for plan in plans:
        match = _LABEL.fullmatch(plan.header.strip())
        if match is None or plan.target not in (ANSWER, IGNORED, "tags"):
            continue
        whose = fold_heading(match["whose"])
        parts = {
            folded[len(whose) :].strip(): other.index
            for other in plans
            if other is not plan and (folded := fold_heading(other.header)).startswith(whose)
            if not folded[len(whose) : len(whose) + 1].isdigit()
        }
        if not whose[-1:].isdigit():  # `Address type` beside `Address` and `City`
            parts |= {p.target: p.index for p in plans if p.target in _FIELDS and p.index not in parts.values()}
        yield _Address(plan.index, parts)


def _words(label: object) -> set[str]:
    return set(re.findall(r"[a-z]+", without_accents(label))) if isinstance(label, str) else set()


def _is_home(label: object) -> bool:
    return not _HOMES.isdisjoint(_words(label))


def _is_elsewhere(label: object) -> bool:
    return not _ELSEWHERE.isdisjoint(_words(label)) and not _is_home(label)


def _is_filled(address: _Address, columns: Sequence[CellColumn], row: int) -> bool:
    return any(columns[at].cells[row] for at in address.parts.values())
