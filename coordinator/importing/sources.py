"""Sources: where sign-ups come from, and how their columns were mapped last time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_case, fold_heading, fold_word
from coordinator.base.paths import name_of
from coordinator.changes.plan import Plan
from coordinator.importing.headings import fingerprint, former_fingerprint
from coordinator.importing.plan import ConflictRule
from coordinator.importing.profiles import Profile
from coordinator.importing.sign_ups import EVENT_WORD
from coordinator.records.catalog import SIGNUP, SOURCE, RecordType
from coordinator.records.kinds import Value, as_list, as_number, as_object, as_text, plain_text
from coordinator.records.rows import SourceRow
from coordinator.store import query

FEWEST_HEADINGS = 4
"""A source with fewer headings than this cannot be recognized after its header has changed."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered about reading a source's sheets.

    Attributes:
        columns: heading → target.
        rules: field key → what happens if the database differs.
        day_first: heading → whether the day comes first in its dates.
        seen: for lists of partners and tour events, row identity → its values last time.
        taught: heading → target, of those columns that a person decided; they count in other sources too.
        undecided: headings of columns that were empty, or that a person has yet to decide.
        stops: words in the column of the stop → number of the tour event that a person said they mean, 0 for none.
        record: key of the record type that the sheets hold.
        files: what its files were called, without dates and numbers.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, ConflictRule] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)
    seen: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    taught: Mapping[str, str] = field(default_factory=dict)
    undecided: tuple[str, ...] = ()
    stops: Mapping[str, int] = field(default_factory=dict)
    record: str = ""
    files: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings of the source's sheets."""
        return (*self.columns, *self.undecided)

    @classmethod
    def of(cls, stored: Mapping[str, Value] | None) -> "Memory":
        """Parse what is stored with a source."""
        kept = stored or {}
        return cls(
            {heading: as_text(target) for heading, target in as_object(kept.get("columns")).items()},
            {key: ConflictRule(as_text(rule)) for key, rule in as_object(kept.get("rules")).items()},
            {heading: bool(first) for heading, first in as_object(kept.get("day_first")).items()},
            {key: as_object(values) for key, values in as_object(kept.get("seen")).items()},
            {heading: as_text(target) for heading, target in as_object(kept.get("taught")).items()},
            tuple(as_text(heading) for heading in as_list(kept.get("undecided"))),
            {word: as_number(said) or 0 for word, said in as_object(kept.get("stops")).items()},
            as_text(kept.get("record")),
            tuple(as_text(name) for name in as_list(kept.get("files"))),
        )

    def and_now(self, other: "Memory") -> "Memory":
        """Return this memory with the decisions made since."""
        columns = {**self.columns, **other.columns}
        return Memory(
            columns,
            {**self.rules, **other.rules},
            {**self.day_first, **other.day_first},
            {**self.seen, **other.seen},
            {**self.taught, **other.taught},
            tuple(h for h in dict.fromkeys([*self.undecided, *other.undecided]) if h not in columns),
            {**self.stops, **other.stops},
            other.record or self.record,
            tuple(dict.fromkeys([*self.files, *other.files])),
        )

    def stored(self, headings: Sequence[str]) -> dict[str, Value]:
        """Return what to store with a source whose last sheet had these headings."""
        kept: dict[str, Value] = {"fingerprint": fingerprint(headings), "columns": dict(self.columns)}
        if self.rules:
            kept["rules"] = {key: str(rule) for key, rule in self.rules.items()}
        if self.day_first:
            kept["day_first"] = dict(self.day_first)
        if self.seen:
            kept["seen"] = {key: dict(values) for key, values in self.seen.items()}
        if self.taught:
            kept["taught"] = dict(self.taught)
        if self.undecided:
            kept["undecided"] = list(self.undecided)
        if self.stops:
            kept["stops"] = dict(self.stops)
        if self.record:
            kept["record"] = self.record
        if self.files:
            kept["files"] = list(self.files)
        return kept


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source in the campaign.

    Attributes:
        record_id: its number.
        memory: how its sheets were read last time.
        event: number of the tour event that its first list was of; None if none was said.
    """

    record_id: int
    name: str
    memory: Memory
    event: int | None = None


def all_sources(connection: Connection) -> list[SourceRow]:
    """Return all sources that are not deleted."""
    return query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))


def find(
    connection: Connection, name: str | None, headings: Sequence[str], path: Path | None = None
) -> KnownSource | None:
    """Return the source of a sheet, or None.

    Args:
        connection: a connection to the campaign.
        name: its name, if given; otherwise it is recognized by its header: the same as last time, or one that has
            been extended or changed since.
        headings: the header.
        path: the file; its name identifies a form whose header has changed, and tells lists with the same header
            apart: one that is called otherwise than a source's files is none of its lists (`with_its_header`).
    """
    rows = all_sources(connection)
    if name:
        return next((_known(row) for row in rows if fold_case(row["name"]) == fold_case(name)), None)
    called = fold_case(name_from(path)) if path else None
    if all(_SAYS_NOTHING.fullmatch(heading.strip()) for heading in headings):  # then only its name tells a list
        return next((_known(row) for row in rows if fold_case(row["name"]) == called), None)
    own = [row for row in rows if path is None or not _is_otherwise_called(row, path)]
    own.sort(key=lambda row: fold_case(row["name"]) != called)
    return _with_header(own, headings, called)


def with_its_header(connection: Connection, headings: Sequence[str]) -> KnownSource | None:
    """Return the source that has this header, whatever its files are called; None if none or several may have it."""
    if all(_SAYS_NOTHING.fullmatch(heading.strip()) for heading in headings):
        return None
    return _with_header(all_sources(connection), headings, None)


def _with_header(rows: Sequence[SourceRow], headings: Sequence[str], called: str | None) -> KnownSource | None:
    for wanted in (fingerprint(headings), former_fingerprint(headings)):
        for row in rows:
            known = row.get("mapping") or {}
            if known.get("fingerprint") == wanted and _has_all(as_object(known.get("columns")), headings):
                return _known(row)
    changed = [row for row in rows if _is_changed(row, headings, called)]
    return _known(changed[0]) if len(changed) == 1 else None


def _is_otherwise_called(row: SourceRow, path: Path) -> bool:
    """Return whether a file's name has other words than the source's name and all its files.

    `Signups June` is of `Signups May`, and `Omaha rally 2` of `Omaha rally`; `Lincoln rally` is not.
    """
    now = _telling_words(Path(name_of(path)).stem)
    before = [_telling_words(name) for name in (row["name"], *Memory.of(row.get("mapping")).files)]
    before = [words for words in before if words] or before  # `export` and `Sign-ups (3)` say nothing of whose it is
    return all(_says_more(words, now) and _says_more(now, words) for words in before)


def _says_more(some: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether words are there that do not stand in others, which may be written together."""
    return any(word not in "".join(others) for word in some)


def _telling_words(name: str) -> list[str]:
    """Return the words of a file's name that tell a list from others: no dates, numbers, codes and usual words."""
    found = (_WORD_WITH_NUMBER.fullmatch(fold_word(part)) for part in re.split(r"[\W_]+", name))
    return [word for match in found if match and (word := match[1]) not in _USUAL_WORDS]


_NUMBER_WORDS = tuple("one two three four five six seven eight nine ten eleven twelve".split())
_WORD_WITH_NUMBER = re.compile(r"\d*([^\W\d]*)\d*")
_USUAL_WORDS = frozenset(
    "st nd rd th v version week wk weekly day daily month monthly copy export exported download report csv mend to "
    "xlsx list lists form forms response responses answers sheet data table signup signups sign up ups rsvp rsvps "
    "contact contacts people volunteers attendees registrations submissions entries records new latest all full final "
    "updated update corrected again more last current of the and for from at in on a an untitled "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre semana mes dia "
    "lunes martes miercoles jueves viernes sabado domingo "
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "uno una dos tres cuatro cinco seis siete ocho nueve diez once doce primer primera primero segunda segundo tercera "
    "tercero cuarta cuarto quinta quinto "
    "ii iii iv vi vii viii ix part batch number morning afternoon evening today yesterday am pm "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
) | {"", *_NUMBER_WORDS}
"""Words in the names of files that say nothing of whose list it is."""


def _has_all(columns: Mapping[str, Value], headings: Sequence[str]) -> bool:
    """Return whether the headings are those that were remembered; where none were, the fingerprint decides."""
    return not columns or {fold_heading(h) for h in columns} >= {fold_heading(h) for h in headings}


def _known(row: SourceRow) -> KnownSource:
    return KnownSource(row["id"], row["name"], Memory.of(row.get("mapping")), row.get("event"))


def _is_changed(row: SourceRow, headings: Sequence[str], called: str | None) -> bool:
    """Return whether a header is a source's after a change: all of it and more, or half of it and the name."""
    known, now = ({fold_heading(h) for h in some} for some in (Memory.of(row.get("mapping")).headings, headings))
    shared = len(known & now)
    if fold_case(row["name"]) == called:
        return shared * 2 >= len(known)
    return len(known) >= FEWEST_HEADINGS and shared == len(known)


def changes_since(known: KnownSource, headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the headings that a source did not have last time, and those that it no longer has."""
    before, now = ({fold_heading(h): h for h in some} for some in (known.memory.headings, headings))
    return [h for key, h in now.items() if key not in before], [h for key, h in before.items() if key not in now]


_SAYS_NOTHING = re.compile(r"(?i)column [a-z]{1,3}|(field|question|answer|q)?\W*\d*")
"""Headings that mean something else in every sheet."""


def taught(connection: Connection, rt: RecordType) -> dict[str, str]:
    """Return what people decided about columns of this record type, in any source: wording of the heading → target.

    A heading that was decided differently in two sources says nothing about a third.
    """
    from coordinator.importing.recognition.undress import wording

    found: dict[str, str] = {}
    unclear: set[str] = set()
    for row in all_sources(connection):
        memory = Memory.of(row.get("mapping"))
        for heading, target in memory.taught.items() if memory.record == rt.key else ():
            key = wording(heading)
            if not key or _SAYS_NOTHING.fullmatch(heading.strip()):
                continue
            if found.setdefault(key, target) != target:
                unclear.add(key)
    return {key: target for key, target in found.items() if key not in unclear}


_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:[12]\d|3[01]|0?[1-9])"
_DATES = re.compile(
    rf"(?i)(?<!\d)20\d\d[-_. ]?{_MONTH}[-_. ]?{_DAY}(?!\d)(?:[t_ -]+\d{{1,2}}[-_.:h]?\d\d(?:[-_.:]?\d\d)?z?)?(?!\d)"
    rf"|(?<![^\W_]){_MONTH}[-_.]{_DAY}[-_.](?:20)?\d\d(?![^\W_])|^{_MONTH}[-_.]{_DAY}(?![^\W_])|(?<![^\W_]){_MONTH}[-_.]{_DAY}$"
)
"""Days in the names of files, with a time or without a year: `2026-11-01T0934`, `10-24`."""
_NOT_OF_THE_NAME = re.compile(
    rf"\b(week|copy|export|csv report|to mend)\b ?(\d+|({'|'.join(_NUMBER_WORDS)})\b)?"
    r"|\b\d{4} \d\d \d\d\b|\(\d+\)|\b\d+$",
    re.IGNORECASE,
)


def name_from(path: Path) -> str:
    """Return a source name based on a file's name, without week, date and copy numbers; capitals stay as typed."""
    text = _NOT_OF_THE_NAME.sub(" ", re.sub(r"[_\-. ]+", " ", _DATES.sub(" ", Path(name_of(path)).stem)))
    name = re.sub(r"\s+", " ", text).strip()
    return f"{name[:1].upper()}{name[1:]}" or Path(name_of(path)).stem


def new_name(connection: Connection, path: Path) -> str:
    """Return a name for a new source that no other source has."""
    name, number = name_from(path), 2
    taken = {fold_case(row["name"]) for row in all_sources(connection)}
    while fold_case(found := name if number == 2 else f"{name} {number - 1}") in taken:
        number += 1
    return found


def remember(
    connection: Connection,
    plan: Plan,
    name: str,
    headings: Sequence[str],
    now: Memory,
    profile: Profile | None,
    event: int | None,
    kind: str = "form",
) -> int:
    """Plan to create a source, or to remember how its sheet was read; return its number."""
    known = find(connection, name, headings)
    if known is None:
        kept = now.stored(headings)
        values = {
            "name": name,
            "source_kind": profile.kind if profile else kind,
            "profile": profile.name if profile else None,
            "mapping": kept,
            "event": event,
        }
        return plan.create("source", values)
    before = query.read_rows(connection, SOURCE, [known.record_id])[0].get("mapping")
    after = known.memory.and_now(now).stored(headings)
    if before != after:
        plan.update("source", known.record_id, {"mapping": (before, after)})
    return known.record_id


class SourceLine(SourceRow):
    """A source with the number of its sign-ups, and what each column became last time."""

    sign_ups: int
    columns: Mapping[str, str]


def overview(connection: Connection) -> list[SourceLine]:
    """Return all sources with the number of their sign-ups, and what each column became last time."""
    rows = all_sources(connection)
    signed = query.ids_by_values(connection, SIGNUP, "source", [row["id"] for row in rows])
    return [
        {
            **row,
            "sign_ups": len(signed.get(row["id"], ())),
            "columns": Memory.of(row.get("mapping")).columns,
        }
        for row in rows
    ]


def stop_word(connection: Connection, sign_up: Mapping[str, Value]) -> str:
    """Return the word in the place of the stop of a sign-up that has none; "" if its row says none.

    Args:
        connection: a connection to the campaign.
        sign_up: the sign-up, with its row.
    """
    if sign_up.get("event") is not None:
        return ""
    row = as_object(sign_up.get("row"))
    words = (row.get(h) for h, target in columns_of(connection, sign_up).items() if target == EVENT_WORD)
    return next((plain_text(word) for word in words if word), "")


def columns_of(connection: Connection, sign_up: Mapping[str, Value]) -> Mapping[str, str]:
    """Return what each column of the source of a sign-up became: heading → target."""
    source = as_number(sign_up.get("source"))
    rows = query.read_rows(connection, SOURCE, [source]) if source is not None else []
    return Memory.of(rows[0].get("mapping")).columns if rows else {}
