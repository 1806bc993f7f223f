"""Permissions that came back changed for many people: what gives them is asked about apart from what refuses."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from coordinator.base.folding import fold_heading
from coordinator.base.naming_some import counted
from coordinator.importing.acts import MOST_SHOWN, ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.refusals import ABOUT_CONSENT, PERMISSIONS, YES_OR_NO, says_no
from coordinator.round_trip.consent_days import told_of_days
from coordinator.round_trip.masses import Mass, mass_of
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.same_value import before_of

MASS, MASS_AMONG_MOVES = 4, 2
"""So many people whose permissions changed, in whatever columns, are not taken without being asked about; fewer where
other cells moved. So many who refuse in one column are asked about too: fewer are taken, whatever else changed."""
_ONE = 1
"""One person who refuses, among some who agree, is no mass with them."""
_SLIP = 2
"""So many changes may be what one deleted or inserted cell would bring."""


def permission_acts(
    rt: RecordType,
    sheet: str,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    changed: Mapping[str, Sequence[ReturnedRow]],
    *,
    moves: bool,
    asked: Collection[str] = (),
    who_agreed: str = "",
) -> Iterator[Mass]:
    """Yield what changed about permissions in bulk: each column has an act for what it gives, one for what it refuses.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows with a base, as they stand.
        changed: field key → the rows whose cell says something new, without words for nothing.
        moves: cells of the sheet are known to have moved.
        asked: keys of fields that are asked about however few changed, since their cells belong to another act.
        who_agreed: who agreed, and when; empty if nobody said yet.
    """
    mass = MASS_AMONG_MOVES if moves else MASS
    about = {c.target: c for c in columns if c.target in ABOUT_CONSENT and changed.get(c.target)}
    about = dict(sorted(about.items(), key=lambda each: each[0] not in YES_OR_NO))
    refusing = {key: [r for r in changed[key] if _refuses(key, r)] for key in about}
    refusing_people = {id(r) for those in refusing.values() for r in those}
    people = {id(r) for key in about for r in changed[key]}
    if len(refusing_people) <= _ONE and not moves:
        people -= refusing_people
    asked_of: set[int] = set()
    for key, column in about.items():
        field, refused = rt.field(key), refusing[key]
        given = [r for r in changed[key] if not _refuses(key, r)]
        if key not in YES_OR_NO and asked_of.issuperset(map(id, given)):
            continue  # it is the day of what is asked about already, and waits with it
        named = _named(rt, column)
        slipped = _fit_a_slip(field, rows, changed[key])
        if given and (slipped or key in asked or len(people) >= mass):
            told = _given(field, named, given, told_of_days(rt, given, who_agreed))
            yield mass_of(ActKind.CONSENT, field, sheet, column, given, told, Reply.LEAVE)
            asked_of |= {id(r) for r in given} if key in YES_OR_NO else set()
        many = len(refusing_people) >= mass if moves else len(refused) >= mass
        if refused and (slipped or key in asked or many):
            yield mass_of(
                ActKind.REFUSALS,
                field,
                sheet,
                column,
                refused,
                _refused(field, named, refused),
                Reply.LEAVE,
            )


def _refuses(key: str, row: ReturnedRow) -> bool:
    """Return whether a cell says no, or no longer says yes or no: there is nobody who could have agreed to that."""
    now = row.said[key]
    return says_no(key, now) or (key in PERMISSIONS and now is None)


def _ways(field: Field, rows: Sequence[ReturnedRow]) -> str:
    counts = Counter(field.kind.show(r.said[field.key]) for r in rows).most_common()
    ways = [f"{n:,} to {word}" if word else f"{n:,} emptied" for word, n in counts[:MOST_SHOWN]]
    if more := sum(n for _, n in counts[MOST_SHOWN:]):
        ways.append(f"{more:,} to others")
    return ", ".join(ways)


def _named(rt: RecordType, column: ColumnPlan) -> str:
    """Return a column as it is headed, with the field that it is where that has another name."""
    heading = rt.headings[column.target]
    same = fold_heading(heading) == fold_heading(column.header)
    return f"“{column.header}”" if same else f"“{column.header}”, which is “{heading}” here,"


def _given(field: Field, named: str, rows: Sequence[ReturnedRow], of_days: str) -> str:
    who = counted(len(rows), "person", "people")
    more = f" {of_days}" if of_days else ""
    return f"{named} changed for {who} ({_ways(field, rows)}).{more} Who agreed, and when?"


def _refused(field: Field, named: str, rows: Sequence[ReturnedRow]) -> str:
    who = counted(len(rows), "person", "people")
    says = "say" if len(rows) > 1 else "says"
    if any(r.said[field.key] is not None for r in rows):
        what = f"{says} no"
    elif refused := sum((r.base or {}).get(field.key) is False for r in rows):
        out = f"{len(rows) - refused:,} had said yes, {refused:,} no"
        return f"In {named.removesuffix(',')}, the answer of {who} was emptied ({out}). Was that meant?"
    else:
        what = f"no longer {says} yes"
    return f"In {named.removesuffix(',')}, {who} {what} ({_ways(field, rows)}). Was that meant?"


def _fit_a_slip(field: Field, rows: Sequence[ReturnedRow], changed: Sequence[ReturnedRow]) -> bool:
    """Return whether changed permissions are just what one deleted or inserted cell would bring.

    Where all say Yes, a column that slipped shows only at the ends of a run: too little to call it a slip, and enough
    to ask who agreed.
    """
    if len(changed) < _SLIP:
        return False
    out = [before_of(field, r) for r in rows]
    back = [field.kind.fold(r.said[field.key]) if field.key in r.said else b for r, b in zip(rows, out, strict=True)]
    places = [p for p, (a, b) in enumerate(zip(out, back, strict=True)) if a != b]
    if len(places) < _SLIP:
        return False
    first, last = places[0], places[-1]
    up = all(back[p] == (out[p + 1] if p + 1 < len(out) else None) for p in range(first, last + 1))
    down = back[first] is None and all(back[p] == out[p - 1] for p in range(first + 1, last + 1))
    return up or down
