"""Mentions: what records of others, and their history, say about a person; listed for a decision, and erased."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import String, Text, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.changes.naming import ERASED, NameFinder, Sureness
from coordinator.changes.person_traces import WHEREABOUTS
from coordinator.changes.rewriting import Rewriting
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, FORGOTTEN, RECORDS, RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import JsonText, Value, as_object, from_json
from coordinator.store import person_keys, query, search
from coordinator.store.tables import CHANGE, CHANGE_SET

STEP = "step"
Place = tuple[str, int]
"""Record type and number; or `step` and a sequence number of the history."""
Aside = Callable[[int, str, int, str], bool]
"""Whether (sequence number, record type, number, field key) of the history is erased anyway."""
AsideInStep = Callable[[int, str, Value], bool]
"""Whether (sequence number, title or another part, its value) of an entry of the history is erased anyway."""
_AROUND = 60
_OF_A_STEP = ("title", "source", "author", "kept")


@dataclass(slots=True)
class Mention:
    """A field of somebody else's record that names the person, now or in its history.

    Attributes:
        record, number: the record; `step` and a sequence number for an entry of the history.
        field: key of the field.
        where: the field and the record, in words.
        says: the words around the first finding.
        surely: it names the person surely; otherwise it is a first or last name, or one that others have too.
        own: it is the other one's own address or name: both share it.
        now: it stands there now.
        steps: in how many steps of the history it stands.
    """

    record: str
    number: int
    field: str
    where: str
    says: str
    surely: bool
    own: bool = False
    now: bool = False
    steps: set[int] = dataclasses.field(default_factory=set)

    @property
    def key(self) -> str:
        """What names it on the command line: `C-00034-R.notes`, or `57.title` for a step of the history."""
        return f"{_shown_place(self.record, self.number)}.{self.field}"


def _shown_place(record: str, number: int) -> str:
    return str(number) if record == STEP else row_id.make(record_type(record).letter, number)


def find_mentions(
    connection: Connection,
    finder: NameFinder,
    about: Mapping[str, Iterable[int]],
    *,
    aside: Aside = lambda *_: False,
    aside_in_step: AsideInStep = lambda *_: False,
    progress: Progress = SILENT,
) -> list[Mention]:
    """Return what others' records and their history say about a person, by record.

    Args:
        connection: a connection to the campaign.
        finder: finds the words.
        about: record type → numbers of the records that are about the person; they are not looked through.
        aside: what of the history is erased anyway.
        aside_in_step: what of the entries of the history is erased anyway.
        progress: can cancel.
    """
    found: dict[tuple[str, int, str], Mention] = {}
    skipped = {key: set(ids) for key, ids in about.items()}
    for place, rt in enumerate(RECORDS):
        progress.step(place, len(RECORDS) + 1, f"Looking through {rt.plural.lower()}")
        if rt is not FORGOTTEN:
            _look_through(connection, query.typed(connection, rt), finder, skipped.get(rt.key, set()), found)
    progress.step(len(RECORDS), len(RECORDS) + 1, "Looking through the history")
    _look_back(connection, finder, skipped, aside, found)
    _look_at_steps(connection, finder, aside_in_step, found)
    _name_records(connection, found.values())
    return sorted(found.values(), key=lambda m: (not m.surely, m.record, m.number, m.field))


def _look_through(
    connection: Connection,
    rt: RecordType,
    finder: NameFinder,
    skipped: set[int],
    found: dict[tuple[str, int, str], Mention],
) -> None:
    columns = [c for c in rt.table.columns if isinstance(c.type, String | JsonText)]
    statement = select(rt.table.c.id, *(type_coerce(c, Text) for c in columns))
    hits = [
        number
        for number, *texts in connection.execute(statement)
        if number not in skipped and finder.may_be_in("\n".join(filter(None, texts)))
    ]
    for number, row in query.read_by_id(connection, rt, hits).items():
        for key, value in _values(rt, row):
            if says := finder.sureness(value):
                _note(found, rt, number, key, value, says, finder).now = True


def _values(rt: RecordType, row: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yield a record's values by field, each answer for itself."""
    for f in rt.stored:
        if f.key == "answers":
            for key, value in as_object(row.get("answers")).items():
                yield ANSWER_PREFIX + key, value
        elif not f.is_answer:
            yield f.key, row.get(f.key)


def _look_back(
    connection: Connection,
    finder: NameFinder,
    skipped: Mapping[str, set[int]],
    aside: Aside,
    found: dict[tuple[str, int, str], Mention],
) -> None:
    types: dict[str, RecordType] = {}
    statement = select(CHANGE.c.seq, CHANGE.c.record, CHANGE.c.record_id, type_coerce(CHANGE.c.fields, Text))
    for seq, record, number, raw in connection.execute(statement.where(CHANGE.c.fields.is_not(None))):
        if number in skipped.get(record, ()) or not finder.may_be_in(raw):
            continue
        if record not in types:
            types[record] = query.typed(connection, record_type(record))
        rt = types[record]
        for key, pair in as_object(from_json(raw)).items():
            if (says := finder.sureness(pair)) and not aside(seq, record, number, key):
                _note(found, rt, number, key, pair, says, finder).steps.add(seq)


def _look_at_steps(
    connection: Connection,
    finder: NameFinder,
    aside: AsideInStep,
    found: dict[tuple[str, int, str], Mention],
) -> None:
    for row in connection.execute(select(CHANGE_SET.c.seq, *(CHANGE_SET.c[key] for key in _OF_A_STEP))):
        for key in _OF_A_STEP:
            value: Value = row._mapping[key]
            says = finder.sureness(value)
            if says and not aside(row.seq, key, value):
                text = _around(_first_text(value, finder), finder)
                where = f"{key.capitalize()} of step {row.seq}"
                found[STEP, row.seq, key] = Mention(STEP, row.seq, key, where, text, says is Sureness.SURE, now=True)


def _note(
    found: dict[tuple[str, int, str], Mention],
    rt: RecordType,
    number: int,
    key: str,
    value: Value,
    says: Sureness,
    finder: NameFinder,
) -> Mention:
    sure = says is Sureness.SURE
    mention = found.get((rt.key, number, key))
    if mention is None:
        described = rt.field(key)
        own = rt.key == CANDIDATE.key and (described.sign is not None or key in WHEREABOUTS)
        text = _first_text(value, finder)
        mention = Mention(rt.key, number, key, described.label, _around(text, finder), sure, own)
        found[rt.key, number, key] = mention
    mention.surely |= sure
    return mention


def _first_text(value: Value, finder: NameFinder) -> str:
    """Return the first text in a value that names the person."""
    if isinstance(value, str):
        return value
    parts: Iterable[Value] = ()
    if isinstance(value, Mapping):
        parts = [part for pair in value.items() for part in pair]
    elif isinstance(value, list):
        parts = value
    return next((_first_text(part, finder) for part in parts if finder.sureness(part)), "")


def _around(text: str, finder: NameFinder) -> str:
    """Return the words around the first finding in a text, on one line."""
    line = " ".join(text.split())
    start, end = finder.place_in(line)
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(line))
    return f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"


def _name_records(connection: Connection, mentions: Iterable[Mention]) -> None:
    """Say whose field each mention is."""
    by_type: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.record != STEP:
            by_type.setdefault(mention.record, []).append(mention)
    for key, some in by_type.items():
        rt = record_type(key)
        titles = query.titles(connection, rt, {m.number for m in some}) if rt.model.is_known_by_title else {}
        for mention in some:
            place = _shown_place(key, mention.number)
            mention.where = f"{mention.where} of {rt.label.lower()} {titles.get(mention.number, '')} ({place})".replace(
                "  ", " "
            )
            if not mention.now:
                mention.where += ", in its history"


def erase_mentions(
    connection: Connection, finder: NameFinder, mentions: Sequence[Mention], rewriting: Rewriting
) -> None:
    """Erase the words in the fields of mentions, now and in their history; this writes no step.

    A text keeps its other words; another value, such as an address, is emptied.
    """
    touched: dict[str, list[int]] = {}
    for mention in mentions:
        if mention.record == STEP:
            _erase_in_step(connection, finder, mention, rewriting)
            continue
        rt = query.typed(connection, record_type(mention.record))
        _erase_now(connection, finder, rt, mention, rewriting)
        _erase_back(connection, finder, rt, mention, rewriting)
        touched.setdefault(rt.key, []).append(mention.number)
    for key, ids in touched.items():
        rt = record_type(key)
        search.refresh(connection, rt, sorted(set(ids)))
        search.purge(connection, rt)
    person_keys.refresh(connection, sorted(set(touched.get(CANDIDATE.key, ()))))


def _erase_in_step(connection: Connection, finder: NameFinder, mention: Mention, rewriting: Rewriting) -> None:
    column = CHANGE_SET.c[mention.field]
    value: Value = connection.scalar(select(column).where(CHANGE_SET.c.seq == mention.number))
    rewriting.line(mention.number, {mention.field: finder.value_without(value)})


def _erase_now(
    connection: Connection, finder: NameFinder, rt: RecordType, mention: Mention, rewriting: Rewriting
) -> None:
    row = query.record(connection, rt, mention.number)
    if row is None:
        return
    described = rt.field(mention.field)
    if described.is_answer:
        key = mention.field.removeprefix(ANSWER_PREFIX)
        answers = as_object(row.get("answers"))
        after: Value = {**answers, key: erased_value(described, answers.get(key), finder)}
        name = "answers"
    else:
        name, after = mention.field, erased_value(described, row.get(mention.field), finder)
    rewriting.record(rt, mention.number, {name: after})


def _erase_back(
    connection: Connection, finder: NameFinder, rt: RecordType, mention: Mention, rewriting: Rewriting
) -> None:
    described = rt.field(mention.field)
    for seq in mention.steps:
        of = (CHANGE.c.seq == seq, CHANGE.c.record == rt.key, CHANGE.c.record_id == mention.number)
        fields = as_object(connection.scalar(select(CHANGE.c.fields).where(*of)))
        pair = fields.get(mention.field)
        if isinstance(pair, list):
            after: Value = [erased_value(described, value, finder) for value in pair]
            rewriting.change(seq, rt.key, mention.number, {**fields, mention.field: after})


def erased_value(described: Field, value: Value, finder: NameFinder) -> Value:
    """Return a field's value without the words; None where the field cannot hold what is left."""
    if not finder.sureness(value):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        kept: Value = [left for v in value if (left := _item_without(described, str(v), finder))] or None
        return kept if kept or not described.required else [finder.without(str(v)) for v in value]
    if not isinstance(value, str):
        return finder.value_without(value)
    text = finder.without(value)
    taken = described.clean(text)
    return text if described.required or (taken.value is not None and not taken.problem) else None


def _item_without(described: Field, item: str, finder: NameFinder) -> str:
    """Return an item of a list without the words; "" if nothing else is left, or the field cannot hold it."""
    text = finder.without(item)
    return "" if text != item and (text.strip() == ERASED or described.clean(text).problem) else text
