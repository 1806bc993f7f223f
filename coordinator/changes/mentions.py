"""Mentions: what records of others, and their history, say about a person; listed for a decision, and erased."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import String, Text, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.changes.erased_places import PERHAPS
from coordinator.changes.name_writings import Sureness
from coordinator.changes.naming import ERASED, NameFinder
from coordinator.changes.person_traces import WHEREABOUTS
from coordinator.changes.rewriting import Rewriting
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, FORGOTTEN, RECORDS, RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import JsonText, Value, as_number, as_object, from_json
from coordinator.store import person_keys, query, search
from coordinator.store.tables import CHANGE, CHANGE_SET

STEP = "step"
Place = tuple[str, int]
"""Record type and number; or `step` and a sequence number of the history."""
Found = dict[tuple[str, int, str, Sureness], "Mention"]
"""Mentions by record type, number, field and sureness."""
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
        surely: these words name the person surely; otherwise they are a first or last name, or others have them too.
        goes: what stands around the words, now or in the history → the same without them; "" if nothing is left.
        own: it is the other one's own address or name: both share it.
        now: it stands there now.
        beside: the same field names the person surely too, with other words, as a mention of its own.
        steps: in how many steps of the history it stands.
    """

    record: str
    number: int
    field: str
    where: str
    surely: bool
    goes: dict[str, str] = dataclasses.field(default_factory=dict)
    own: bool = False
    now: bool = False
    beside: bool = False
    steps: set[int] = dataclasses.field(default_factory=set)

    @property
    def key(self) -> str:
        """What names it on the command line: `C-00034-R.notes`, or `57.title` for a step of the history."""
        return f"{_shown_place(self.record, self.number)}.{self.field}{PERHAPS if self.beside else ''}"

    @property
    def says(self) -> str:
        """The words around the first finding."""
        return next(iter(self.goes), "")

    @property
    def level(self) -> Sureness:
        """How surely these words name the person."""
        return Sureness.SURE if self.surely else Sureness.PERHAPS

    @property
    def shown(self) -> str:
        """What stands there, and what it becomes."""
        return "; ".join(f"“{says}” → {f'“{after}”' if after else 'nothing'}" for says, after in self.goes.items())


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
    found: Found = {}
    skipped = {key: set(ids) for key, ids in about.items()}
    for place, rt in enumerate(RECORDS):
        progress.step(place, len(RECORDS) + 1, f"Looking through {rt.plural.lower()}")
        if rt is not FORGOTTEN:
            _look_through(connection, query.typed(connection, rt), finder, skipped.get(rt.key, set()), found)
    progress.step(len(RECORDS), len(RECORDS) + 1, "Looking through the history")
    _look_back(connection, finder, skipped, aside, found)
    _look_at_steps(connection, finder, aside_in_step, found)
    for (record, number, key, _), mention in found.items():
        mention.beside = not mention.surely and (record, number, key, Sureness.SURE) in found
    _name_records(connection, found.values())
    return sorted(found.values(), key=lambda m: (not m.surely, m.record, m.number, m.field))


def _look_through(
    connection: Connection,
    rt: RecordType,
    finder: NameFinder,
    skipped: set[int],
    found: Found,
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
            for mention in _noted(found, rt, number, key, value, finder):
                mention.now = True


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
    found: Found,
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
            if finder.sureness(pair) and not aside(seq, record, number, key):
                for value in pair if isinstance(pair, list) else [pair]:
                    for mention in _noted(found, rt, number, key, value, finder):
                        mention.steps.add(seq)


def _look_at_steps(
    connection: Connection,
    finder: NameFinder,
    aside: AsideInStep,
    found: Found,
) -> None:
    for row in connection.execute(select(CHANGE_SET.c.seq, *(CHANGE_SET.c[key] for key in _OF_A_STEP))):
        for key in _OF_A_STEP:
            value: Value = row._mapping[key]
            for level in finder.levels(value) if not aside(row.seq, key, value) else ():
                mention = Mention(STEP, row.seq, key, f"{key.capitalize()} of step {row.seq}", level is Sureness.SURE)
                mention.now = True
                only = finder.only(level)
                mention.goes |= dict(only.around(text, _AROUND) for text in _texts(value) if only.spans(text))
                found[STEP, row.seq, key, level] = mention


def _noted(found: Found, rt: RecordType, number: int, key: str, value: Value, finder: NameFinder) -> Iterator[Mention]:
    """Yield the mentions of a value, one for each sureness, with what goes there."""
    for level in finder.levels(value):
        described, only = rt.field(key), finder.only(level)
        mention = found.get((rt.key, number, key, level))
        if mention is None:
            own = rt.key == CANDIDATE.key and (described.sign is not None or key in WHEREABOUTS)
            mention = Mention(rt.key, number, key, described.label, level is Sureness.SURE, own=own)
            found[rt.key, number, key, level] = mention
        erased = _item_without if isinstance(value, list) else erased_value
        for text in _texts(value):
            if only.spans(text):
                says, after = only.around(text, _AROUND)
                mention.goes[says] = after if erased(described, text, only) else ""
        yield mention


def _texts(value: Value) -> Iterator[str]:
    """Yield all texts in a value, keys of objects too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield name
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _name_records(connection: Connection, mentions: Iterable[Mention]) -> None:
    """Say whose field each mention is."""
    by_type: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.record != STEP:
            by_type.setdefault(mention.record, []).append(mention)
    for key, some in by_type.items():
        rt = record_type(key)
        titles = _titles(connection, rt, {m.number for m in some})
        for mention in some:
            place = _shown_place(key, mention.number)
            called = filter(None, (rt.label.lower(), titles.get(mention.number)))
            mention.where = f"{mention.where} of {' '.join(called)} ({place})"
            if not mention.now:
                mention.where += ", in its history"


def _titles(connection: Connection, rt: RecordType, numbers: Collection[int]) -> dict[int, str]:
    """Return what records are called; those that are not called by a title, by whose they are."""
    if rt.model.is_known_by_title:
        return query.titles(connection, rt, numbers)
    whose = next(iter(rt.pointing_at(CANDIDATE.key)), "")
    rows = query.read_by_id(connection, rt, numbers) if whose else {}
    people = {number: as_number(row.get(whose)) or 0 for number, row in rows.items()}
    names = query.titles(connection, CANDIDATE, people.values())
    return {number: f"of {names[person]}" for number, person in people.items() if person in names}


def erase_mentions(
    connection: Connection, finder: NameFinder, mentions: Sequence[Mention], rewriting: Rewriting
) -> None:
    """Erase the words in the fields of mentions, now and in their history; this writes no step.

    A text keeps its other words; another value, such as an address, is emptied.
    """
    touched: dict[str, list[int]] = {}
    only = {level: finder.only(level) for level in (Sureness.PERHAPS, Sureness.SURE)}
    for mention in mentions:
        words = only[mention.level]
        if mention.record == STEP:
            _erase_in_step(connection, words, mention, rewriting)
            continue
        rt = query.typed(connection, record_type(mention.record))
        _erase_now(connection, words, rt, mention, rewriting)
        _erase_back(connection, words, rt, mention, rewriting)
        touched.setdefault(rt.key, []).append(mention.number)
    find_anew(connection, touched)


def find_anew(connection: Connection, touched: Mapping[str, Collection[int]]) -> None:
    """Let the search, and what people are found by, know what is left of records with erased words, by type."""
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
