"""What one cell of a row says about another: the country about numbers and codes, the state about the ZIP code."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import repeat
from typing import Protocol

from coordinator.base.folding import fold_word
from coordinator.importing.about_oneself import take_oneself
from coordinator.importing.columns import ADDRESS, ColumnPlan
from coordinator.importing.lost_zeros import take_back_zeros
from coordinator.importing.mixed_contacts import contacts_in
from coordinator.importing.name_words import is_no_nickname, is_organization
from coordinator.importing.names import read_full_name
from coordinator.importing.place_ends import disagreement, is_abroad
from coordinator.importing.places import points_elsewhere, read_address
from coordinator.importing.readings import CellReading
from coordinator.importing.sharing_denied import take_no_denied_sharing
from coordinator.importing.targets import Target, targets_of
from coordinator.importing.words_beside import names_of_others
from coordinator.people.matching import ROLES
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Hints, Value, as_list, as_text, plain_text
from coordinator.records.kinds.zips import DIGITS, states_of_zip, with_lost_zeros
from coordinator.records.kinds.zones import split_zone
from coordinator.records.times import zone_of

_COUNTRY, _STATE, _ZIP = "country", "state", "postcode"
_BY_COUNTRY = frozenset({"phone", "other_phones", _STATE, _ZIP})
"""Fields that are read in another way if the row names another country."""


class ReadRow(Protocol):
    """A row: its clean values, (heading, cell, sentence) of what could not be used, (heading, words) left over."""

    values: dict[str, Value]
    problems: list[tuple[str, str, str]]
    kept: list[tuple[str, str]]


Cells = Sequence[object]


def apply_row_rules(
    rt: RecordType, rows: Sequence[ReadRow], plans: Sequence[ColumnPlan], columns: Sequence[Cells], hints: Hints
) -> None:
    """Read anew the cells that other cells of their row change, and tell which cells of a row contradict each other.

    Args:
        rt: the record type.
        rows: the rows, all cells read.
        plans: what each column becomes.
        columns: the cells by column.
        hints: what the cells were read with.
    """
    targets = targets_of(rt)
    known = [(plan, targets[plan.target]) for plan in plans if plan.target in targets]
    local = [(plan, target) for plan, target in known if _is_local(rt, target)]
    for plan, target in local:
        for row, cell in zip(rows, columns[plan.index], strict=True):
            if isinstance(cell, str) and cell:
                _at_the_place(rt, row, plan, target, cell)
    if rt.is_person:
        take_oneself(rows, plans, targets, columns, hints)
        take_no_denied_sharing(rows, plans, columns)
    _settle_whose(rt, rows, known, columns, hints)
    if _COUNTRY in rt.by_key:
        affected = [(plan, target) for plan, target in known if not _BY_COUNTRY.isdisjoint(target.fields)]
        for index in [index for index, row in enumerate(rows) if row.values.get(_COUNTRY)]:
            if is_abroad(country := as_text(rows[index].values[_COUNTRY])):
                _read_abroad(rows[index], [(p, t, columns[p.index][index]) for p, t in affected], hints, country)
    if _ZIP in rt.by_key and _STATE in rt.by_key:
        _settle_zips(rows, [plan for plan, target in known if _ZIP in target.fields], columns)


def _settle_zips(rows: Sequence[ReadRow], written: Sequence[ColumnPlan], columns: Sequence[Cells]) -> None:
    """Tell ZIP codes that are of another state than their row, or of none, and take zeros back that were put before."""
    beside = list(zip(*(columns[plan.index] for plan in written), strict=True))
    for row, cells in zip(rows, beside or repeat(()), strict=False):
        code, state = row.values.get(_ZIP), row.values.get(_STATE) or ""
        if not code or _agree(code, state, cells) or (not state and not _is_nowhere(str(code))):
            continue
        if not is_abroad(as_text(row.values.get(_COUNTRY))):
            _compare(row, str(code), str(state), written, cells)
    if written:
        take_back_zeros(rows, written, beside)


def _settle_whose(
    rt: RecordType,
    rows: Sequence[ReadRow],
    known: Sequence[tuple[ColumnPlan, Target]],
    columns: Sequence[Cells],
    hints: Hints,
) -> None:
    """Settle numbers beside names of others, and addresses with a town that their rows say nowhere else."""
    contacts = [(plan, target, columns[plan.index]) for plan, target in known if plan.target in rt.further]
    names = {plan.header for plan, target in known if not _NAMED.isdisjoint(target.fields)}
    listed = {plan.target for plan, _ in known}
    further = frozenset(rt.further.values())
    for index, row in enumerate(rows) if contacts else ():
        if row.kept:
            _settle_contacts(row, contacts, index, hints)
            if _NAMED.isdisjoint(row.values):
                _take_name(row, {plan.header: cells[index] for plan, _, cells in contacts}, hints)
            _take_contacts(row, names, hints)
        if not further.isdisjoint(row.values):
            _let_follow(rt, row, listed)
    streets = [(plan, columns[plan.index]) for plan, target in known if target.key == ADDRESS]
    for plan, cells in streets if len(streets) == 1 and _ZIP in rt.by_key else ():
        for row, cell in zip(rows, cells, strict=True):
            if isinstance(cell, str) and (_may_be_split(row, cell) or points_elsewhere(cell)):
                _split_address(rt, row, plan, cell, hints)


def _is_local(rt: RecordType, target: Target) -> bool:
    field = rt.by_key.get(target.fields[0])
    return field is not None and field.kind.is_local


_TOWN = frozenset({"city", _STATE, _ZIP, _COUNTRY})
_NO_MERE_STREET = re.compile(r"^\D+$|(?:^|[\s,])(?:[A-Z]{2}|[A-Z][a-z]+\.?|\d{5}(?:-\d{4})?|USA?)\s*$")


def _may_be_split(row: ReadRow, cell: str) -> bool:
    return (_TOWN.isdisjoint(row.values) or _PARTS.search(cell) is not None) and _NO_MERE_STREET.search(
        cell
    ) is not None


_PARTS = re.compile(r"\S[ \t\xa0]{2,}\S|\d{5}(?:-\d{4})?\W*(?:USA?)?$")
"""A sign that a cell goes on after the street, whatever other columns say: Mailchimp's blanks, a ZIP code."""


def _split_address(rt: RecordType, row: ReadRow, plan: ColumnPlan, cell: str, hints: Hints) -> None:
    """Split an address that ends in town, state or ZIP where its row says no others elsewhere; tell what is none."""
    there = row.values.get(ADDRESS)
    found = read_address(cell, hints, frozenset(rt.by_key))
    beside = {key: row.values[key] for key in _TOWN & row.values.keys()}
    if (
        there == plain_text(cell)
        and (found.values.get(ADDRESS) != there or found.problems)
        and (not beside or _ZIP in found.values)
        and all(fold_word(str(found.values.get(key, there))) == fold_word(str(there)) for key, there in beside.items())
    ):
        row.values.pop(ADDRESS)
        _put_in(row, plan.header, cell, found)


def _settle_contacts(
    row: ReadRow, contacts: Sequence[tuple[ColumnPlan, Target, Cells]], index: int, hints: Hints
) -> None:
    """Take out numbers beside another name than the row's."""
    kept = {heading for heading, _ in row.kept}
    for plan, target, cells in contacts:
        cell = plain_text(cells[index])
        others = names_of_others(cell, row.values) if plan.header in kept else frozenset()
        if others:
            before, after = target.read(cell, hints), target.read(cell, replace(hints, others=others))
            if before.values != after.values and before.values == {k: row.values.get(k) for k in before.values}:
                _take_out(row, plan.header, before)
                _put_in(row, plan.header, cell, after)


_NAMED = frozenset({"given_name", "family_name"})


_ADDRESSED = re.compile(r"\s*[\"'“]?([^<>@\"“”]+?)[\"'”]?\s*<\s*(?:mailto:)?([^<>@\s]+)@[^<>@\s]+>[\s,;]*")
"""How a mail program writes whom a letter goes to: `Ann Lee <ann@example.org>`."""


def _take_name(row: ReadRow, cells: Mapping[str, object], hints: Hints) -> None:
    """Take the name beside a number or address for a row that has none: `Ann Lee 303-555-0101`.

    Args:
        row: the row.
        cells: heading → its cell, of the columns of numbers and addresses.
        hints: what the cells were read with.
    """
    from coordinator.records.short_forms import is_given_name

    for heading, words in row.kept:
        found = read_full_name(words, hints) if heading in cells else CellReading({})
        given = str(found.values.get("given_name", ""))
        if found.values.keys() >= _NAMED and not found.problems and _is_addressed(cells[heading], words):
            row.values |= found.values
            row.kept.remove((heading, words))
            if found.leftover:
                row.kept.append((heading, found.leftover))
            return
        if (
            found.values.keys() == _NAMED
            and not found.leftover
            and not found.problems
            and is_given_name(fold_word(given))
        ):
            row.values |= found.values
            row.kept.remove((heading, words))
            return


def _is_addressed(cell: object, words: str) -> bool:
    """Return whether a cell has words as the name of whom a letter goes to, and no office or list behind it."""
    found = _ADDRESSED.fullmatch(plain_text(cell))
    if found is None or found[1].strip(_AROUND) != words.strip(_AROUND):
        return False
    named = [word.strip(_AROUND) for word in words.split()]
    plain = all(not is_no_nickname(w) and not is_organization(w) and not any(map(str.isdigit, w)) for w in named)
    local = found[2].lower()
    said = not words.islower() or any(len(w) > _SHORT and w in local for w in named)  # `old address <…>` names nobody
    return plain and said and local not in ROLES


_AROUND = "'\" ,;.()"
_SHORT = 2


def _take_contacts(row: ReadRow, headings: Set[str], hints: Hints) -> None:
    """Take the numbers and addresses that stand beside a name: `Ann Lee 303-555-0101` in a column of names."""
    from coordinator.records.short_forms import is_given_name

    for heading, words in [*row.kept]:
        found = contacts_in(words, hints) if heading in headings else {}
        for key, values in found.items():
            there = as_list(row.values.get(key))
            row.values[key] = [*there, *(v for v in values if v not in there)]
        if found:
            row.kept.remove((heading, words))
            if not is_given_name(fold_word(plain_text(row.values.get("given_name")))):
                row.problems.append((heading, words, f"“{words}” is no name: it is kept as an e-mail or phone."))


def _let_follow(rt: RecordType, row: ReadRow, listed: Set[str]) -> None:
    """Let further numbers and addresses follow where a row has no first one; none stands twice.

    Args:
        rt: the record type.
        row: the row.
        listed: fields of further ones that have a column of their own.
    """
    for first, further in rt.further.items():
        if further not in row.values:
            continue
        left = [value for value in as_list(row.values[further]) if value != row.values.get(first)]
        if left and first not in row.values and (row.kept or further not in listed):
            row.values[first] = left.pop(0)
        if left:
            row.values[further] = left
        else:
            row.values.pop(further)


def let_first(values: dict[str, Value], first: str, further: str) -> None:
    """Make the first of further numbers or addresses the one, where there is none: an only phone is the phone.

    Args:
        values: of somebody new.
        first, further: the fields, such as `phone` and `other_phones`.
    """
    if values.get(further) and not values.get(first):
        values[first], *left = as_list(values[further])
        values[further] = left
        if not left:
            del values[further]


def _read_abroad(row: ReadRow, cells: Sequence[tuple[ColumnPlan, Target, object]], hints: Hints, country: str) -> None:
    """Read phone, ZIP code and state of a row as those of its country."""
    anew: list[tuple[str, str, CellReading, CellReading]] = []
    for plan, target, cell in cells:
        if cell is None or cell == "":
            continue
        before = target.read(cell, hints)
        if target.key == _STATE:
            after = CellReading({}, (), plain_text(cell))  # `WA` in Australia is not Washington
        else:
            after = target.read(cell, replace(hints, country=country))
        if before != after:
            anew.append((plan.header, plain_text(cell), before, after))
    for heading, _, before, _ in anew:  # all of them first: two cells may have said the same
        _take_out(row, heading, before)
    for heading, text, _, after in anew:
        _put_in(row, heading, text, after)


def _at_the_place(rt: RecordType, row: ReadRow, plan: ColumnPlan, target: Target, cell: object) -> None:
    """Turn a time with UTC or an offset beside it into the local time of its place, if the row says which that is."""
    key = target.fields[0]
    text, zone = split_zone(plain_text(cell))
    told = rt.by_key[key].clean(cell).problem
    if zone is None or told is None or key not in row.values:
        return
    if row.values.get("time_zone") or row.values.get(_STATE):
        local = dt.datetime.fromisoformat(str(row.values[key])).replace(tzinfo=zone)
        there = local.astimezone(zone_of(row.values)).replace(tzinfo=None)
        row.values[key] = there.isoformat(timespec="minutes")
    elif zone is dt.UTC:
        row.values["time_zone"] = "UTC"
    else:
        return
    row.problems[:] = [p for p in row.problems if p[0] != plan.header or p[2] != told]


def _take_out(row: ReadRow, heading: str, before: CellReading) -> None:
    """Take back what a cell was read as."""
    for key, value in before.values.items():
        there = row.values.get(key)
        if there == value:
            row.values.pop(key)
        elif isinstance(value, list) and isinstance(there, list):
            row.values[key] = [v for v in as_list(there) if v not in value]
    row.problems[:] = [p for p in row.problems if p[0] != heading or p[2] not in before.problems]
    row.kept[:] = [words for words in row.kept if words != (heading, before.leftover)]


def _put_in(row: ReadRow, heading: str, cell: str, after: CellReading) -> None:
    """Add what a cell is read as now; what finds another value in its place is kept in the notes."""
    for key, value in after.values.items():
        there = row.values.get(key)
        if isinstance(value, list) and isinstance(there, list):
            row.values[key] = [*as_list(there), *(v for v in as_list(value) if v not in there)]
        elif row.values.setdefault(key, value) != value and not after.leftover:
            row.kept.append((heading, cell))
    if after.leftover:
        row.kept.append((heading, after.leftover))
    row.problems += [(heading, cell, told) for told in after.problems]


def _agree(code: Value, state: Value, cells: Sequence[object]) -> bool:
    """Return whether a ZIP code was taken as it stands in its cell and is one of the state, as most are."""
    text = str(code)
    if len(text) < DIGITS or code not in cells:
        return False
    states = states_of_zip(text[:DIGITS])
    return state in states if state else bool(states)


def _is_nowhere(code: str) -> bool:
    """Return whether a code is written like a ZIP code, and none begins so: `00000`."""
    return code[:DIGITS].isdigit() and len(code) >= DIGITS and not states_of_zip(code[:DIGITS])


def _compare(row: ReadRow, code: str, state: str, plans: Sequence[ColumnPlan], cells: Sequence[object]) -> None:
    """Take back zeros that were put before a ZIP code of another state, and tell a ZIP code of another state."""
    for plan, cell in zip(plans, cells, strict=True) if code[:1] == "0" else ():
        typed = plain_text(cell).lstrip("'")
        left = typed.partition("-")[0]
        if 0 < len(left) < DIGITS and left.isdigit() and code.partition("-")[0] == left.zfill(DIGITS):
            if with_lost_zeros(left, state):
                return
            row.values[_ZIP] = typed
            told = f"“{typed}” is no ZIP code of {state}, with or without zeros before it. It is kept as written."
            row.problems.append((plan.header, typed, told))
            return
    for plan, cell in zip(plans, cells, strict=True):
        if cell == code or code[:DIGITS] in plain_text(cell):
            for told in disagreement(code[:DIGITS], state):
                if not row.problems or told not in [p[2] for p in row.problems]:
                    row.problems.append((plan.header, code, told))
            return
