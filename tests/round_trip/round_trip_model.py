"""A model of the round trip: what people do on both sides of a workbook, and what has to come of it.

The reference merge in here is written anew, simple and slow, so that the program can be compared with it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st

import coordinator.workbooks
from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.plan import ImportPlan
from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from coordinator.workbooks.book import Book, Sheet
from coordinator.workbooks.cells import rule_of

POOLS: Mapping[str, list[Value]] = {
    "city": ["Tempe", "Mesa", "Zoë’s", "00123", "March 1", "=1+1", "1E5", "Null Bay", "李 Court"],
    "stage": ["interested", "contacted", "filed"],
    "first_time": [True, False],
    "birth_date": ["1984", "1990-02-03", "1971-12-31"],
    "postcode": ["02134", "85281", "00901-1234"],
    "phone": ["+13035550142", "+13035550143", "+442079460958"],
    "stated_age": [19, 40, 77],
    "follow_up": ["2026-01-31", "2026-02-28"],
    "tags": [["a"], ["a", "b"], ["b", "00123"], ["c"]],
    "notes": ["called", "called\nleft a message", "“so” – he says"],
}
"""Field → values that differ in what a person means."""
ADDED = ["asked again", "wants a sign", "moved"]
KEYS = tuple(POOLS)
LABELS = {key: CANDIDATE.headings[key] for key in KEYS}
OTHER_NAMES = {
    "city": "town",
    "stage": "stage",
    "postcode": "zipcode",
    "notes": "comments",
    "birth_date": "date of birth",
}
PEOPLE = 6


@dataclass(frozen=True)
class Edit:
    """One cell: the record, the field, the value; `add` is a line below the notes."""

    record: int
    key: str
    value: Value
    add: bool = False


def edits(most: int) -> st.SearchStrategy[list[Edit]]:
    def one(key: str) -> st.SearchStrategy[Edit]:
        record = st.integers(1, PEOPLE)
        if key == "notes":
            return st.one_of(
                st.builds(Edit, record, st.just(key), st.sampled_from(ADDED), st.just(True)),
                st.builds(Edit, record, st.just(key), st.none()),
            )
        return st.builds(Edit, record, st.just(key), st.one_of(st.none(), st.sampled_from(POOLS[key])))

    return st.lists(st.sampled_from(KEYS).flatmap(one), max_size=most, unique_by=lambda e: (e.record, e.key))


def people() -> st.SearchStrategy[list[dict[str, Value]]]:
    person = st.fixed_dictionaries({key: st.one_of(st.none(), st.sampled_from(POOLS[key])) for key in KEYS})
    return st.lists(person, min_size=PEOPLE, max_size=PEOPLE)


@dataclass
class Trip:
    """What happens to one sheet while it is away.

    Attributes:
        edits: cells that somebody changed.
        deleted: records whose rows were deleted.
        copied: records whose rows stand twice, untouched the second time.
        new: first names of people added below, without an ID.
        dropped: fields whose columns were dropped.
        renamed: columns are called otherwise.
        order: seeds of the order of rows and of columns.
        sorted_alone: a field whose column was sorted without the others.
        saver: what the program did that saved it last.
    """

    edits: list[Edit] = field(default_factory=list)
    deleted: frozenset[int] = frozenset()
    copied: frozenset[int] = frozenset()
    new: list[str] = field(default_factory=list)
    dropped: frozenset[str] = frozenset()
    renamed: bool = False
    order: tuple[Any, Any] | None = None
    sorted_alone: str | None = None
    saver: str = "as it was"


def trips(most: int = 8) -> st.SearchStrategy[Trip]:
    records = st.frozensets(st.integers(1, PEOPLE), max_size=2)
    return st.builds(
        Trip,
        edits=edits(most),
        deleted=records,
        copied=records,
        new=st.lists(st.sampled_from(["Nia", "Ola", "Pip"]), max_size=2, unique=True),
        dropped=st.frozensets(st.sampled_from(KEYS), max_size=2),
        renamed=st.booleans(),
        order=st.one_of(st.none(), st.tuples(st.permutations(range(PEOPLE)), st.permutations(range(len(KEYS))))),
        sorted_alone=st.one_of(st.none(), st.none(), st.sampled_from(KEYS)),
        saver=st.sampled_from(sorted(SAVERS)),
    )


# What programs do to the values of cells on their own.


def _as_it_was(cell: Any) -> Any:
    return cell


def _serial_numbers(cell: Any) -> Any:
    if isinstance(cell, dt.date):
        return float((cell - dt.date(1899, 12, 30)).days)
    return cell.replace("\n", "\r\n") if isinstance(cell, str) else cell


def _texts(cell: Any) -> Any:
    if isinstance(cell, dt.date):
        return f"{cell.isoformat()} 00:00:00"
    return f"{cell}.0" if isinstance(cell, int) else cell


def _opened_as_csv(cell: Any) -> Any:
    known = {"00123": 123, "02134": 2134, "March 1": dt.datetime(2026, 3, 1), "1E5": 100000.0, "Yes": True, "No": False}
    if isinstance(cell, str) and cell in known:
        return known[cell]
    return float(cell) if isinstance(cell, str) and cell.isdigit() else _texts(cell)


def _windows_text(cell: Any) -> Any:
    cell = _texts(cell)
    if not isinstance(cell, str):
        return cell
    return "".join(_as_windows(byte) for byte in cell.encode())


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _nicer_text(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return cell.replace(" ", "\xa0").replace("'", "’").replace("\n", "\n\n") + " "


def _ascii(cell: Any) -> Any:
    return cell.encode("ascii", "replace").decode() if isinstance(cell, str) else cell


SAVERS: Mapping[str, Callable[[Any], Any]] = {
    "as it was": _as_it_was,
    "serial numbers": _serial_numbers,
    "texts": _texts,
    "opened as csv": _opened_as_csv,
    "read as Windows text": _windows_text,
    "nicer text": _nicer_text,
    "question marks": _ascii,
}


# The sheet.


@dataclass
class Sent:
    """A sheet that went out: its header and rows as cells, and the stamp."""

    path: Path
    stamp: Any
    header: list[str]
    rows: list[list[Any]]


def send(campaign: Campaign, path: Path) -> Sent:
    """Export all candidates as the program does, and catch the sheet before it becomes a file."""
    caught: list[Any] = []

    def catch(path: Path, sheets: Sequence[Any], stamp: Any, *_: Any, **__: Any) -> None:
        caught.append((_cells(sheets[0]), stamp))

    with patch("coordinator.round_trip.exporting.write_book", catch):
        columns = {"candidate": ["given_name", "family_name", "email", *KEYS]}
        export(campaign, path, kinds=("candidate",), columns=columns, author="Dana")
    (header, rows), stamp = caught[0]
    for row in rows:
        row[-1] = stamp.export
    return Sent(path, stamp, header, rows)


def _cells(sheet: Any) -> tuple[list[str], list[list[Any]]]:
    header = ["ID", *(sheet.record_type.headings[f.key] for f in sheet.fields), "Export"]
    rows = []
    for number, values in zip(sheet.ids, sheet.rows, strict=True):
        cells = [
            None if v is None else rule_of(f.kind).convert(f, v) for f, v in zip(sheet.fields, values, strict=True)
        ]
        rows.append([number, *cells, ""])
    return header, rows


def travel(sent: Sent, trip: Trip, base: Mapping[int, Mapping[str, Value]]) -> tuple[list[str], list[list[Any]]]:
    """Return header and rows of the sheet as it comes back."""
    at = {h: i for i, h in enumerate(sent.header)}
    rows = {number: list(row) for number, row in zip(sorted(base), sent.rows, strict=True)}
    for edit in trip.edits:
        value = meant(edit, base[edit.record])
        rows[edit.record][at[LABELS[edit.key]]] = _typed(edit.key, value)
    copies = [list(sent.rows[number - 1]) for number in sorted(trip.copied - trip.deleted)]
    if trip.sorted_alone:
        column = at[LABELS[trip.sorted_alone]]
        values = sorted((r[column] for r in rows.values()), key=lambda v: (v is None, str(v)))
        for row, value in zip(rows.values(), values, strict=True):
            row[column] = value
        copies = []
    order = trip.order[0] if trip.order else range(PEOPLE)
    lines = [rows[i + 1] for i in order if i + 1 not in trip.deleted or trip.sorted_alone]
    lines += copies
    for name in trip.new:
        line = [None] * len(sent.header)
        line[at["First name"]], line[at["Last name"]] = name, "Newcomer"
        line[at["E-mail"]] = f"{name.lower()}@example.org"
        lines.append(line)
    save = SAVERS[trip.saver]
    lines = [[c if i in (0, len(line) - 1) else save(c) for i, c in enumerate(line)] for line in lines]
    return _columns(sent.header, lines, trip)


def _typed(key: str, value: Value) -> Any:
    field_ = CANDIDATE.field(key)
    return None if value is None else rule_of(field_.kind).convert(field_, value)


def _columns(header: list[str], lines: list[list[Any]], trip: Trip) -> tuple[list[str], list[list[Any]]]:
    keys = [KEYS[i] for i in trip.order[1]] if trip.order else list(KEYS)
    kept = [k for k in keys if k not in trip.dropped]
    order = [0, 1, 2, 3, *(header.index(LABELS[k]) for k in kept), len(header) - 1]
    names = {LABELS[k]: OTHER_NAMES[k] for k in OTHER_NAMES} if trip.renamed else {}
    return [names.get(header[i], header[i]) for i in order], [[line[i] for i in order] for line in lines]


def plan_return(
    campaign: Campaign,
    sent: Sent,
    header: Sequence[str],
    lines: Sequence[Sequence[Any]],
    path: Path,
    moved: Set[str] = frozenset(),
) -> ImportPlan:
    """Plan the return of a sheet; the file on disk only stands for it.

    Nobody here deletes a cell and shifts the others: where two edits in a column of ten look like it, somebody says
    that they are edits. A column that `moved` was sorted, though that may look like a slip.
    """
    path.write_text(repr((header, lines)), encoding="utf-8")
    sheet = Sheet("Candidates", [list(header), *(list(line) for line in lines)])
    book = Book(path, "xlsx", [sheet], stamp=sent.stamp)
    answers: dict[str, str] = {}
    with patch.object(coordinator.workbooks, "read_book", lambda *_, **__: book, create=True):
        while True:
            plan = importing.plan(campaign, path, ImportOptions(acts=answers))
            slips = {
                a.key: Reply.LEAVE if keys_of(plan, a) & moved else Reply.TAKE for a in plan.acts if a.kind in _TOLD
            }
            if slips.keys() <= answers.keys():
                return plan
            answers |= {key: reply.value for key, reply in slips.items()}


_TOLD = frozenset({ActKind.SLIPPED, ActKind.NEAR_MOVED})


def keys_of(plan: ImportPlan, act: Act) -> set[str]:
    """Return the fields whose columns an act names."""
    return {c.target for c in plan.sheets[0].columns if c.header in act.columns}


# The database.


def start(campaign: Campaign, rows: Sequence[Mapping[str, Value]]) -> None:
    plan = Plan("add", "Added", campaign.head())
    for i, values in enumerate(rows, 1):
        names = {"given_name": f"Given{i}", "family_name": f"Family{i}", "email": f"p{i}@example.org"}
        plan.create("candidate", {**names, **values})
    apply.apply(campaign, plan, author="Dana")


def edit_here(campaign: Campaign, edits_: Sequence[Edit], base: Mapping[int, Mapping[str, Value]], author: str) -> None:
    for edit in edits_:
        plan = Plan("edit", "Edited", campaign.head())
        before, after = base[edit.record].get(edit.key), meant(edit, base[edit.record])
        if before != after:
            plan.update("candidate", edit.record, {edit.key: (before, after)})
            apply.apply(campaign, plan, author=author)


def meant(edit: Edit, base: Mapping[str, Value]) -> Value:
    """Return the value that an edit makes of what was there."""
    if not edit.add:
        return edit.value
    return "\n".join(t for t in (base.get(edit.key), edit.value) if t)


# The reference merge.


@dataclass
class Outcome:
    """What has to be there afterwards: values by record, and the fields in which both sides clash."""

    values: dict[int, dict[str, Value]]
    conflicts: set[tuple[int, str]] = field(default_factory=set)


def came_back(base: Mapping[int, Mapping[str, Value]], trip: Trip) -> dict[int, dict[str, Value]]:
    """Return what each row says that came back, by record."""
    theirs = {i: {k: base[i].get(k) for k in KEYS} for i in base}
    for edit in trip.edits:
        theirs[edit.record][edit.key] = meant(edit, base[edit.record])
    if trip.sorted_alone:
        _sort(theirs, trip.sorted_alone)
    return {i: row for i, row in theirs.items() if trip.sorted_alone or i not in trip.deleted}


def sorted_keys(base: Mapping[int, Mapping[str, Value]], trip: Trip) -> tuple[set[str], set[str]]:
    """Return the fields whose columns have to be taken for sorted alone, and those that may be.

    If most rows of a column have other values than before, and all together they are the same, it was sorted, unless
    they exchanged them in pairs. If
    three or more cells hold each other's, it may have been; but half a column may as well be edited by hand.
    """
    theirs = came_back(base, trip)
    rows = len(theirs) + (0 if trip.sorted_alone else len(trip.copied - trip.deleted))
    have_to, may = set(), set()
    for key in KEYS:
        pairs = [(base[i].get(key), row[key]) for i, row in theirs.items()]
        changed = [(was, now) for was, now in pairs if not alike(key, was, now)]
        before, after = (Counter(repr(pair[side]) for pair in changed) for side in (0, 1))
        if key not in trip.dropped and (before & after).total() >= 3:
            may.add(key)
            one_way = Counter(repr(pair) for pair in changed)
            in_pairs = one_way == Counter(repr(pair[::-1]) for pair in changed)  # exchanged on purpose
            if before == after and 2 * len(changed) > rows and not in_pairs:
                have_to.add(key)
    return have_to, may


def reference(
    base: Mapping[int, Mapping[str, Value]],
    ours: Mapping[int, Mapping[str, Value]],
    trip: Trip,
    gone: frozenset[int],
    refused: Set[str],
) -> Outcome:
    """Merge three ways, one value after the other; nothing of the fields that are refused."""
    result = Outcome({i: {k: ours[i].get(k) for k in KEYS} for i in base})
    for i, row in came_back(base, trip).items():
        for key in KEYS:
            if i not in gone and key not in trip.dropped | refused:
                merge_one(result, i, key, base[i].get(key), ours[i].get(key), row[key])
    return result


def _sort(theirs: Mapping[int, dict[str, Value]], key: str) -> None:
    values = sorted((theirs[i][key] for i in theirs), key=lambda v: (v is None, str(_typed(key, v))))
    for i, value in zip(theirs, values, strict=True):
        theirs[i][key] = value


def merge_one(result: Outcome, i: int, key: str, base: Value, ours: Value, theirs: Value) -> None:
    """Merge one value into the outcome, or note that both sides clash."""
    if alike(key, base, theirs) or alike(key, ours, theirs):
        return
    if alike(key, base, ours):
        result.values[i][key] = theirs
    elif key == "tags":
        was, here, there = set(base or ()), set(ours or ()), set(theirs or ())
        result.values[i][key] = sorted((here - (was - there)) | (there - was)) or None
    elif key == "notes" and _grew(base, ours) and _grew(base, theirs):
        added = [t for t in lines(theirs)[len(lines(base)) :] if t not in lines(ours)]
        result.values[i][key] = "\n".join([*lines(ours), *added])
    else:
        result.conflicts.add((i, key))


def lines(text: Value) -> list[str]:
    return str(text).split("\n") if text else []


def _grew(base: Value, text: Value) -> bool:
    return lines(text)[: len(lines(base))] == lines(base)


def alike(key: str, a: Value, b: Value) -> bool:
    return set(a or ()) == set(b or ()) if key == "tags" else a == b


def came_through(key: str, value: Value, wanted: Value) -> bool:
    """Say whether a value is the one that was meant, as far as the program that saved it last left it whole."""
    if key == "notes":
        value, wanted = ("\n".join(t.strip() for t in lines(v) if t.strip()) or None for v in (value, wanted))
    return alike(key, value, wanted) or CANDIDATE.field(key).kind.same(wanted, value)
