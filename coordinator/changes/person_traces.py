"""What a campaign knows, and ever knew, of one person: gathered before the person is forgotten."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Text, or_, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes.marks import Name, names_of, pairs
from coordinator.changes.merges_taken_back import merged_with
from coordinator.changes.name_writings import Sureness, words
from coordinator.changes.naming import SHORTEST, NameFinder, Naming
from coordinator.changes.undone_records import records_left
from coordinator.records.catalog import CANDIDATE, RECORDS, SIGNUP, SOURCE, VERDICT
from coordinator.records.fields import ADDRESSES, Row, Sign
from coordinator.records.kinds import EMAIL, PHONE, Value, as_object, as_text
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.rows import CandidateRow
from coordinator.store import query
from coordinator.store.tables import CHANGE, CHANGE_SET

WHEREABOUTS = ("web_pages", "address")
"""Further fields whose values are looked for in texts."""
LEAST_PLACE = 8
"""Shorter streets and web pages are not looked for."""
CHUNK = 500
_KINDS = {Sign.EMAIL: type(EMAIL), Sign.PHONE: type(PHONE)}
ReadCell = Callable[[str, str], Mapping[str, Value]]
"""Returns the values that the cell of a column gave: what the column became, and the cell → field key → value."""


def as_field(key: str, cell: str) -> Mapping[str, Value]:
    """Return what the cell of a column gave that became a field; nothing for any other one."""
    field = CANDIDATE.by_key.get(key)
    return {key: field.clean(cell).value} if field is not None else {}


@dataclass(slots=True)
class PersonTraces:
    """One person, with all that leads to them.

    Attributes:
        people: the record, the records that are merged into it, and those that undone steps left of the person.
        belongings: record type → numbers of the records about the person; those that point at others come first.
        held: field key → all values that it has, or ever had in the history or in a row of a source.
        steps: entries of the history that touched them, and those that undid these.
        shared: the person's addresses that somebody else here has too, or the mailbox of, folded.
        namesakes: numbers of others of the same first and last name.
        answered: e-mail addresses and phone numbers in the campaign's own fields, which may be somebody else's.
        naming: the words that name the person.
        common_names: others have the same first or last name, so that it is not looked for alone.
        undone: numbers of the records that undone steps left.
    """

    people: list[CandidateRow]
    belongings: dict[str, list[int]]
    held: dict[str, list[str]]
    steps: set[int]
    shared: set[str] = field(default_factory=set)
    namesakes: list[int] = field(default_factory=list)
    answered: dict[Sign, list[str]] = field(default_factory=dict)
    naming: Naming = field(default_factory=Naming)
    common_names: bool = False
    undone: frozenset[int] = frozenset()

    @property
    def ids(self) -> list[int]:
        """The numbers of the person's records."""
        return [row["id"] for row in self.people]

    def values(self, *signs: Sign) -> list[str]:
        """Return all values of some signs."""
        return list(dict.fromkeys(v for key in CANDIDATE.keys_of(*signs) for v in self.held.get(key, ())))

    @property
    def names(self) -> list[Name]:
        """All first names with all last names."""
        return list(pairs(self.values(Sign.GIVEN_NAME), self.values(Sign.FAMILY_NAME)))

    def finder(self) -> NameFinder:
        """Return what finds the person's names and addresses in a text."""
        return self.naming.finder()

    def finder_of_addresses(self) -> NameFinder:
        """Return what finds the person's addresses and numbers that nobody else here has."""
        own = self.naming
        return Naming(texts=own.texts, numbers=own.numbers, common_boxes=own.common_boxes).finder().only(Sureness.SURE)

    def finder_in_their_own(self) -> NameFinder:
        """Return what finds any of the person's words in a text about nobody else, also those that others have too."""
        shared = (*self.naming.names, *self.naming.shared)
        texts = (*self.naming.texts, *self.naming.common_texts)
        numbers = (*self.naming.numbers, *self.naming.common_numbers)
        return Naming(shared, texts, numbers, single=tuple(self.values(Sign.GIVEN_NAME, Sign.FAMILY_NAME))).finder()


def words_about(rows: Iterable[Row]) -> list[str]:
    """Return the full names, addresses and numbers of people, as they are stored and as they are shown."""
    found: list[str] = []
    for row in rows:
        found += [" ".join(name) for name in names_of(row)]
        for sign in ADDRESSES:
            show = CANDIDATE.by_key[CANDIDATE.keys_of(sign)[0]].kind.show
            found += [word for value in CANDIDATE.values_of(row, sign) for word in (value, show(value))]
    return list(dict.fromkeys(found))


def _signed() -> tuple[str, ...]:
    return CANDIDATE.keys_of(Sign.GIVEN_NAME, Sign.FAMILY_NAME, *ADDRESSES)


def gather(connection: Connection, candidate: int, read: ReadCell = as_field) -> PersonTraces:
    """Gather all that a campaign knows of a person.

    Args:
        connection: a connection to the campaign.
        candidate: the person's number.
        read: how cells of lists were read.

    Raises:
        UserError: there is nobody of that number.
    """
    people, undone = _people(connection, candidate), set[int]()
    while True:
        ids = [row["id"] for row in people]
        belongings = _belongings(connection, ids)
        steps = _steps(connection, belongings)
        held = _held(connection, people, belongings, list(merged_with(connection, ids, steps)), read)
        left = records_left(connection, people, belongings[SIGNUP.key], held)
        if not left:
            break
        people += left
        undone |= {row["id"] for row in left}
    traces = PersonTraces(people, belongings, held, steps, undone=frozenset(undone))
    traces.answered = _answered(connection, belongings[CANDIDATE.key])
    _tell_apart(connection, traces)
    return traces


def _people(connection: Connection, candidate: int) -> list[CandidateRow]:
    """Return the person's record, and all that are one with it by a merge that stands."""
    table = VERDICT.table
    found, todo = [candidate], [candidate]
    while todo:
        one = todo.pop()
        same = or_(table.c.first == one, table.c.second == one)
        statement = select(table.c.first, table.c.second).where(
            same, table.c.verdict == "same", table.c.deleted_at.is_(None)
        )
        new = {number for pair in connection.execute(statement) for number in pair} - set(found)
        found += sorted(new)
        todo += new
    rows = query.read_rows(connection, CANDIDATE, found)
    if not any(row["id"] == candidate for row in rows):
        raise UserError("This person is not there any more.")
    return rows


def _belongings(connection: Connection, people: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for rt in RECORDS:
        if keys := rt.pointing_at(CANDIDATE.key):
            about = or_(*(rt.table.c[k].in_(people) for k in keys))
            found[rt.key] = list(connection.scalars(select(rt.table.c.id).where(about)))
    return {**found, CANDIDATE.key: list(people)}


def changes_about(
    connection: Connection, record: str, ids: Sequence[int]
) -> Iterator[tuple[int, Mapping[str, tuple[Value, Value]]]]:
    """Yield (sequence number, fields) of what the history holds of some records."""
    for start in range(0, len(ids), CHUNK):
        about = (CHANGE.c.record == record, CHANGE.c.record_id.in_(ids[start : start + CHUNK]))
        for seq, fields in connection.execute(select(CHANGE.c.seq, CHANGE.c.fields).where(*about)):
            yield seq, fields or {}


def _steps(connection: Connection, belongings: Mapping[str, Sequence[int]]) -> set[int]:
    found = {seq for record, ids in belongings.items() for seq, _ in changes_about(connection, record, ids)}
    undoing = select(CHANGE_SET.c.seq, CHANGE_SET.c.undoes).where(CHANGE_SET.c.undoes.is_not(None))
    for seq, undoes in connection.execute(undoing.order_by(CHANGE_SET.c.seq)):
        if undoes in found:
            found.add(seq)
    return found


Held = dict[str, dict[str, None]]
"""Field key → all values of names and addresses, in order."""


def _held(
    connection: Connection,
    people: Iterable[Row],
    belongings: Mapping[str, Sequence[int]],
    merged: Sequence[tuple[list[int], int]],
    read: ReadCell,
) -> dict[str, list[str]]:
    """Return all values of names and addresses: of now, of the history, and of the rows of sources.

    What came only with a merge that was taken back is the other one's.
    """
    mine = list(changes_about(connection, CANDIDATE.key, belongings[CANDIDATE.key]))
    spans = [(chain[0], chain[-1]) for chain, _ in merged]
    seqs = {seq for seq, _ in mine if any(first <= seq <= last for first, last in spans)}
    aside = [change for change in mine if change[0] in seqs]
    held = _values(connection, people, [c for c in mine if c[0] not in seqs], belongings[SIGNUP.key], read)
    if aside:
        numbers = sorted({number for _, number in merged})
        rows = query.read_rows(connection, CANDIDATE, numbers)
        signups = select(SIGNUP.table.c.id).where(SIGNUP.table.c.candidate.in_(numbers))
        changed = list(changes_about(connection, CANDIDATE.key, numbers))
        theirs = _values(connection, rows, changed, list(connection.scalars(signups)), read)
        others = {value for values in theirs.values() for value in values}
        for key, values in _values(connection, (), aside, (), read).items():
            held[key] |= {value: None for value in values if value not in others}
    return {key: list(values) for key, values in held.items()}


def _values(
    connection: Connection,
    rows: Iterable[Row],
    changed: Iterable[tuple[int, Mapping[str, tuple[Value, Value]]]],
    signups: Sequence[int],
    read: ReadCell,
) -> Held:
    """Return the names and addresses in rows, in what the history says of them, and in rows of sources."""
    held: Held = {key: {} for key in (*_signed(), *WHEREABOUTS)}

    def take(key: str, value: object) -> None:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.strip():
                held[key][one] = None

    for row in rows:
        for key in held:
            take(key, row.get(key))
    for _, fields in changed:
        for key in held.keys() & fields.keys():
            for value in fields[key]:
                take(key, value)
    for target, cell in _cells(connection, signups):
        for key, value in read(target, cell).items():
            if key in held:
                take(key, value)
    return held


def _answered(connection: Connection, ids: Sequence[int]) -> dict[Sign, list[str]]:
    """Return the addresses and numbers that the campaign's own fields of that kind hold, or ever held."""
    fields = [f for f in query.typed(connection, CANDIDATE).fields if f.is_answer]
    signs = {f.key: sign for f in fields for sign, kind in _KINDS.items() if isinstance(f.kind, kind)}
    found: dict[Sign, dict[str, None]] = {sign: {} for sign in _KINDS}
    rows = query.read_by_id(connection, query.typed(connection, CANDIDATE), ids, list(signs)) if signs else {}
    values = [(key, row.get(key)) for row in rows.values() for key in signs]
    values += [(k, v) for _, f in changes_about(connection, CANDIDATE.key, ids) for k in signs.keys() & f for v in f[k]]
    for key, value in values:
        if isinstance(value, str) and value:
            found[signs[key]][value] = None
    return {sign: list(some) for sign, some in found.items()}


def _cells(connection: Connection, signups: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield (what its column became, cell) of the rows that the person's sign-ups came from, now and earlier."""
    rows = query.read_rows(connection, SIGNUP, signups)
    sources = {r["id"]: r for r in query.read_rows(connection, SOURCE, {r["source"] for r in rows})}
    for signup in rows:
        memory = sources[signup["source"]]["mapping"] if signup["source"] in sources else None
        columns = as_object(as_object(memory).get("columns"))
        came = [signup["row"], *_earlier_rows(connection, signup["id"])]
        for row in came:
            for heading, cell in as_object(row).items():
                if cell not in (None, ""):
                    yield as_text(columns.get(heading)), str(cell)


def _earlier_rows(connection: Connection, signup: int) -> list[Value]:
    return [value for _, fields in changes_about(connection, SIGNUP.key, [signup]) for value in fields.get("row", ())]


def _tell_apart(connection: Connection, traces: PersonTraces) -> None:
    """Find which of the person's words others have too, and settle which words name the person."""
    emails, phones = traces.values(Sign.EMAIL), traces.values(Sign.PHONE)
    places = [text for key in WHEREABOUTS for text in traces.held[key] if len(text) >= LEAST_PLACE]
    texts = [*emails, *places]
    names = traces.names
    alone = traces.values(Sign.GIVEN_NAME, Sign.FAMILY_NAME)
    every = Naming(tuple(names), tuple(texts), tuple(phones), single=tuple(alone)).finder()
    mine = set(traces.ids)
    folded_pairs = {_folded(name) for name in names}
    pairs_of_others: set[Name] = set()
    words_of_others: set[str] = set()
    families, relatives = {fold_word(name) for _, name in names}, set[str]()
    texts_of_others: set[str] = set()
    keys = (*_signed(), *WHEREABOUTS)
    for number, row in _rows_that_may_share(connection, keys, every.may_be_in):
        if number in mine:
            continue
        theirs = [CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME)]
        if families & {fold_word(name) for name in theirs[1]}:
            relatives |= {word for name in theirs[0] for word in words(name)}
        words_of_others |= {fold_word(word) for some in theirs for word in some}
        if same := folded_pairs & {_folded(name) for name in pairs(*theirs)}:
            traces.namesakes.append(number)
            pairs_of_others |= same
        for value in (row.get(key) for key in keys):
            texts_of_others |= {str(v).casefold() for v in (value if isinstance(value, list) else [value]) if v}
    boxes = {same_mailbox_key(text) for text in texts_of_others if "@" in text}
    traces.shared = {v.casefold() for v in (*emails, *phones)} & texts_of_others
    traces.shared |= {v.casefold() for v in emails if same_mailbox_key(v) in boxes}
    traces.naming = Naming(
        names=tuple(n for n in names if _folded(n) not in pairs_of_others),
        texts=tuple(t for t in texts if t.casefold() not in texts_of_others),
        numbers=tuple(p for p in phones if p.casefold() not in texts_of_others),
        shared=tuple(n for n in names if _folded(n) in pairs_of_others),
        single=tuple(n for n in alone if fold_word(n) not in words_of_others and len(fold_word(n)) >= SHORTEST),
        common_texts=(*(t for t in texts if t.casefold() in texts_of_others), *traces.answered[Sign.EMAIL]),
        common_numbers=(*(p for p in phones if p.casefold() in texts_of_others), *traces.answered[Sign.PHONE]),
        relatives=tuple(sorted(relatives - {word for name, _ in names for word in words(name)})),
        common_boxes=tuple(sorted(boxes & {same_mailbox_key(v) for v in emails})),
    )
    traces.common_names = any(fold_word(n) in words_of_others for n in alone)


def _folded(name: Name) -> Name:
    return fold_word(name[0]), fold_word(name[1])


def _rows_that_may_share(
    connection: Connection, keys: Sequence[str], may_share: Callable[[str], bool]
) -> Iterator[tuple[int, Mapping[str, Value]]]:
    table = CANDIDATE.table
    statement = select(table.c.id, *(type_coerce(table.c[key], Text) for key in keys))
    found = [number for number, *texts in connection.execute(statement) if may_share("\n".join(filter(None, texts)))]
    yield from query.read_by_id(connection, CANDIDATE, found, keys).items()
