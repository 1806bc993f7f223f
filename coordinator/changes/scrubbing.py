"""Scrubbing: a person's words go from the titles, the lists of what was kept, and the problems of imports."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from coordinator.changes.name_writings import Sureness
from coordinator.changes.naming import NameFinder, Naming
from coordinator.changes.person_traces import PersonTraces
from coordinator.changes.rewriting import Rewriting
from coordinator.changes.undone_merges import undone_merges
from coordinator.records.catalog import CANDIDATE, IMPORT, SIGNUP, record_type
from coordinator.records.fields import Sign
from coordinator.records.kinds import Value, as_object
from coordinator.store import query
from coordinator.store.tables import CHANGE, CHANGE_SET

NAMELESS = "About somebody who asked to be forgotten"
_OF_TWO = ("merge", "apart", "undo", "redo")
"""Kinds of steps whose titles may name two people."""
_LEAST_TELLING = 6
"""A cell of so many letters is known again in another import's problems."""
_TITLE_SHOWS = 30
"""A title quotes at least this many letters of a value."""


def scrub(connection: Connection, traces: PersonTraces, rewriting: Rewriting) -> None:
    """Erase a person's words from what is nobody else's: titles, lists of what was kept, problems, undone merges.

    An entry about the person alone loses its whole title, one about others too only the words. Entries about others
    keep theirs, also with a name in it: only one with the person's address goes. To be called before the person's
    records and their history are erased.
    """
    addresses = traces.finder_of_addresses()
    finder, own = traces.finder(), traces.finder_in_their_own()
    quoted = _quoted(connection, traces)
    alone = _about_them_alone(connection, traces)
    others = _others_named(connection, traces)
    columns = (CHANGE_SET.c.seq, CHANGE_SET.c.kind, CHANGE_SET.c.title, CHANGE_SET.c.kept)
    for row in connection.execute(select(*columns)).all():
        values: dict[str, object] = {}
        mine = row.seq in traces.steps
        words = own if mine and row.kind in _OF_TWO else finder
        if row.seq in alone and (own.sureness(row.title) or _quotes(row.title, quoted.get(row.seq, ()))):
            values["title"] = NAMELESS
        elif mine and (title := _without(row.title, words, others.get(row.seq, ()))) != row.title:
            values["title"] = title
        elif not mine and addresses.sureness(row.title):
            values["title"] = NAMELESS
        gone = [k for k in row.kept or () if words.sureness(k) >= (Sureness.PERHAPS if mine else Sureness.SURE)]
        if gone:
            values["kept"] = [NAMELESS if k in gone else k for k in row.kept]
        if values:
            rewriting.line(row.seq, values)
    _scrub_problems(connection, traces, finder, rewriting)
    _scrub_undone_merges(connection, traces, rewriting)


def erased_anyway(traces: PersonTraces, seq: int, key: str, value: Value) -> bool:
    """Return whether `scrub` erases a part of an entry of the history that names the person."""
    if key == "title":
        return seq in traces.steps or traces.finder_of_addresses().sureness(value) is not Sureness.NOT
    return key == "kept" and (seq in traces.steps or traces.finder().sureness(value) is Sureness.SURE)


def _about_them_alone(connection: Connection, traces: PersonTraces) -> set[int]:
    """Return the entries of the history that touched nobody else's records."""
    mine: dict[int, int] = {}
    for record, ids in traces.belongings.items():
        for start in range(0, len(ids), 500):
            about = (CHANGE.c.record == record, CHANGE.c.record_id.in_(ids[start : start + 500]))
            for seq, number in connection.execute(
                select(CHANGE.c.seq, func.count()).where(*about).group_by(CHANGE.c.seq)
            ):
                mine[seq] = mine.get(seq, 0) + number
    whole = select(CHANGE.c.seq, func.count()).where(CHANGE.c.seq.in_(list(mine))).group_by(CHANGE.c.seq)
    return {seq for seq, number in connection.execute(whole) if mine[seq] == number}


def _others_named(connection: Connection, traces: PersonTraces) -> Mapping[int, list[str]]:
    """Return sequence number → the full names of others whose records the person's steps touched."""
    touched: dict[int, set[int]] = {}
    steps, mine, own = sorted(traces.steps), set(traces.ids), Naming(tuple(traces.names)).finder()
    for start in range(0, len(steps), 500):
        of_two = CHANGE_SET.c.kind.in_(_OF_TWO) & CHANGE_SET.c.seq.in_(steps[start : start + 500])
        about = select(CHANGE.c.seq, CHANGE.c.record_id).join(CHANGE_SET, CHANGE_SET.c.seq == CHANGE.c.seq)
        for seq, number in connection.execute(about.where(of_two, CHANGE.c.record == CANDIDATE.key)):
            touched.setdefault(number, set()).add(seq)
    found: dict[int, list[str]] = {}
    for number, row in query.read_by_id(connection, CANDIDATE, sorted(touched.keys() - mine)).items():
        named = all(CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
        if named and own.sureness(name := CANDIDATE.title(row)) is Sureness.NOT:
            for seq in touched[number]:
                found.setdefault(seq, []).append(name)
    return found


def _without(title: str, words: NameFinder, others: Sequence[str]) -> str:
    """Return a title without some words, but with the full names of others."""
    if not others:
        return words.without(title)
    return others[0].join(_without(part, words, others[1:]) for part in title.split(others[0]))


def _quoted(connection: Connection, traces: PersonTraces) -> Mapping[int, list[str]]:
    """Return the beginnings of the texts that steps wrote into the person's records."""
    found: dict[int, list[str]] = {}
    for record, ids in traces.belongings.items():
        free = {f.key for f in record_type(record).stored if f.kind.searchable}
        for start in range(0, len(ids), 500):
            about = (CHANGE.c.record == record, CHANGE.c.record_id.in_(ids[start : start + 500]))
            for seq, fields in connection.execute(select(CHANGE.c.seq, CHANGE.c.fields).where(*about)):
                for key in free & set(fields or {}):
                    texts = [str(v).split("\n")[0][:_TITLE_SHOWS] for v in fields[key] if isinstance(v, str)]
                    found.setdefault(seq, []).extend(text for text in texts if len(text) > 3)
    return found


def _quotes(title: str, texts: "list[str] | tuple[str, ...]") -> bool:
    return any(text in title for text in texts)


def _scrub_problems(connection: Connection, traces: PersonTraces, finder: NameFinder, rewriting: Rewriting) -> None:
    """Drop the problems of imports that name the person, or that are about a cell of a row that came as theirs."""
    signups = query.read_rows(connection, SIGNUP, traces.belongings[SIGNUP.key])
    places = {row["came_in"] for row in signups}
    cells = {(heading, str(cell)) for row in signups for heading, cell in as_object(row["row"]).items()}
    of_import = select(CHANGE.c.record_id).where(CHANGE.c.record == IMPORT.key, CHANGE.c.seq.in_(traces.steps))
    touched = set(connection.scalars(of_import))

    def theirs(number: int, problem: Value) -> bool:
        about = as_object(problem)
        value = str(about.get("value") or "")
        place = f"{about.get('file')}, {about.get('sheet')}, row {about.get('row')}"
        told_again = len(value) >= _LEAST_TELLING and (about.get("column"), value) in cells
        return (number in touched and place in places) or told_again or finder.sureness(problem) is Sureness.SURE

    table = IMPORT.table
    for number, problems in connection.execute(select(table.c.id, table.c.problems)).all():
        kept = [p for p in problems or () if not theirs(number, p)]
        if problems and len(kept) < len(problems):
            rewriting.record(IMPORT, number, {"problems": kept or None})


def _scrub_undone_merges(connection: Connection, traces: PersonTraces, rewriting: Rewriting) -> None:
    for (seq, record, number), instead in undone_merges(connection, traces).items():
        of = (CHANGE.c.seq == seq, CHANGE.c.record == record, CHANGE.c.record_id == number)
        fields = as_object(connection.scalar(select(CHANGE.c.fields).where(*of)))
        pairs = {key: list(pair) for key, pair in instead.items() if pair is not None}
        if kept := {key: pairs.get(key, was) for key, was in fields.items() if key in pairs or key not in instead}:
            rewriting.change(seq, record, number, kept)
        else:
            rewriting.drop(seq, record, number)
