"""Who is credited with each sign-up: kept up in a column of its own, so that every figure of a stop is one number.

What counts is by the rule in force (`records/credit.py`). The column is worked out from everything else, as the search
index is: it stands in no change set, and is brought up to date in the transaction of whatever it depends on.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.records import row_id, times
from coordinator.records.catalog import CANDIDATE, EVENT, SETTING, SIGNUP, SOURCE
from coordinator.records.credit import Credit, CreditRule, CreditStop, Reach, SignUpFacts, Touch, credit
from coordinator.records.kinds import Value
from coordinator.records.places import CENTROIDS
from coordinator.store import query
from coordinator.store.campaign_settings import chosen as chosen_under
from coordinator.store.clauses import clause
from coordinator.store.filters import And, Compare, Filter, In, Or
from coordinator.store.rows import raw_rows

SETTING_KEY = "credit"
RSVPS = "rsvps"
CHUNK = 20_000
NOT_DRAWING = frozenset({"cancelled", "moved"})
CODE_HEADINGS = (
    "utmcampaign",
    "utmcontent",
    "utmsource",
    "sourcecode",
    "formcode",
    "campaigncode",
    "source",
    "referrer",
    "ref",
)
"""Headings, folded, under which a form's export carries codes; the most telling first."""
Before = Mapping[str, Value]
"""The fields of a record that changed with what they were; none: it came, went or came back."""
Moved = Mapping[str, Mapping[int, Before]]
"""Key of a record type → number → what changed of it."""
DEPENDS_ON: Mapping[str, frozenset[str]] = {
    EVENT.key: frozenset({"starts_at", "ends_at", "time_zone", "city", "state", "postcode", "slug", "status"}),
    SOURCE.key: frozenset({"event", "code", "source_kind", "mapping"}),
    SIGNUP.key: frozenset({"candidate", "source", "event", "submitted_at", "status", "row"}),
    CANDIDATE.key: frozenset({"postcode"}),
    SETTING.key: frozenset({"chosen"}),
}
"""What of each record credit is worked out from."""
Cells = Callable[[Collection[int]], Mapping[int, Mapping[str, Value]]]
"""Gives the rows of sign-ups as they came, by number."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a campaign credits.

    Attributes:
        rule: the rule in force.
        reach: how near a sign-up has to be to a stop that it does not name.
    """

    rule: CreditRule = CreditRule.FIRST
    reach: Reach = Reach()

    @property
    def words(self) -> str:
        """What stands beside every figure."""
        return self.rule.words


def chosen(connection: Connection) -> Choice:
    """Return how the campaign credits; first touch where nobody chose."""
    kept = chosen_under(connection, SETTING_KEY)
    usual = Reach()
    reach = Reach(*(float(kept.get(k, getattr(usual, k))) for k in ("miles", "before", "after")))
    return Choice(CreditRule(kept.get("rule", CreditRule.FIRST)), reach)


@dataclass(frozen=True, slots=True)
class Crediting:
    """All that crediting looks at beside people and their sign-ups.

    Attributes:
        choice: the rule, and the reach.
        events: stop → its row.
        sources: source → its row.
        engine: what finds the stop that a sign-up touches.
    """

    choice: Choice
    events: Mapping[int, Mapping[str, Value]]
    sources: Mapping[int, Mapping[str, Value]]
    engine: Credit = field(repr=False)

    @property
    def with_codes(self) -> set[int]:
        """The sources whose sheets have columns for codes."""
        return {number for number, row in self.sources.items() if _code_headings(row)}

    @classmethod
    def of(cls, connection: Connection, rule: CreditRule | None = None) -> "Crediting":
        """Read it; by another rule than the one in force, if one is named."""
        choice = chosen(connection)
        choice = choice if rule is None else Choice(rule, choice.reach)
        events = {row["id"]: row for row in query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))}
        sources = {row["id"]: row for row in query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))}
        codes = [(s["code"], s["event"]) for s in sources.values() if s.get("code") and s.get("event")]
        return cls(choice, events, sources, Credit([_stop(row) for row in events.values()], choice.reach, codes))

    def touches(
        self, connection: Connection, people: Collection[int] | None = None, *, cells: Cells | None = None
    ) -> list[Touch]:
        """Return what sign-ups touch, and the stop that each counts for.

        Args:
            connection: where people and sign-ups are.
            people: only theirs; None: everybody's.
            cells: what gives the rows as they came, if they are not those that stand there.
        """
        facts = list(self._facts(connection, people, cells or partial(rows_as_they_came, connection)))
        CENTROIDS.load(f.postcode for f in facts if f.postcode and f.named is None)
        return credit(map(self.engine.touch, facts), self.choice.rule)

    def _facts(self, connection: Connection, people: Collection[int] | None, cells: Cells) -> Iterator[SignUpFacts]:
        """Give what crediting needs of every sign-up whose person is there."""
        dialect, person, table = connection.dialect.name, CANDIDATE.table.c, SIGNUP.table.c
        homes = select(person.id, person.postcode).where(person.deleted_at.is_(None))
        statement = select(table.id, table.candidate, table.source, table.event, table.submitted_at, table.status)
        statement = statement.where(table.deleted_at.is_(None)).order_by(table.id)
        if people is not None:
            those = tuple(people)
            homes = homes.where(clause(In("id", those), CANDIDATE, dialect))
            statement = statement.where(clause(In("candidate", those), SIGNUP, dialect))
        postcodes: dict[int, str | None] = dict(raw_rows(connection.execute(homes)))  # type: ignore[arg-type]
        rows = [row for row in raw_rows(connection.execute(statement)) if row[1] in postcodes]
        codes = self._codes(cells, {row[0]: row[2] for row in rows})
        for number, candidate, source, event, at, status in rows:
            of = self.sources.get(source, {})
            rsvp = of.get("source_kind") == RSVPS
            if not (rsvp and _said_off(status)):
                yield SignUpFacts(
                    number, candidate, event, of.get("event"), codes.get(number, ()), at, postcodes[candidate], rsvp
                )

    def _codes(self, cells: Cells, sources: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
        """Return the codes that sign-ups carry in columns of their source's sheets."""
        headings = {number: found for number, row in self.sources.items() if (found := _code_headings(row))}
        carrying = [number for number, source in sources.items() if source in headings]
        codes: dict[int, tuple[str, ...]] = {}
        for start in range(0, len(carrying), CHUNK):
            for number, row in cells(carrying[start : start + CHUNK]).items():
                if carried := tuple(str(row[h]) for h in headings[sources[number]] if row.get(h)):
                    codes[number] = carried
        return codes


def rows_as_they_came(connection: Connection, numbers: Collection[int]) -> dict[int, Mapping[str, Value]]:
    """Return the rows of sign-ups as they came, by number."""
    return {row["id"]: row.get("row") or {} for row in query.read_rows(connection, SIGNUP, numbers, ["row"])}


def _stop(row: Mapping[str, Value]) -> CreditStop:
    begins, ends = times.span(row) or (None, None)
    codes = (row_id.make(EVENT.letter, row["id"]), *([str(row["slug"])] if row.get("slug") else ()))
    return CreditStop(row["id"], codes, begins, ends, CENTROIDS.of_event(row), row.get("status") not in NOT_DRAWING)


def _said_off(status: str | None) -> bool:
    return fold_word(status or "") in {"cancelled", "canceled", "declined", "notattending", "refunded"}


def _code_headings(source: Mapping[str, Value]) -> list[str]:
    """Return the columns of a source's sheets that carry codes, the most telling first."""
    columns = (source.get("mapping") or {}).get("columns") or {}
    folded = {fold_word(heading): heading for heading in columns}
    return [folded[name] for name in CODE_HEADINGS if name in folded]


def refresh(connection: Connection, changed: Iterable[tuple[str, int, Before]]) -> None:
    """Bring up to date what a change set moved; it costs as much as the sign-ups that it may have moved.

    Args:
        connection: one in a writing transaction, the change set written.
        changed: what it changed: key of the record type, number, and what was there before.
    """
    moved: dict[str, dict[int, Before]] = {key: {} for key in DEPENDS_ON}
    for record, number, before in changed:
        if record in DEPENDS_ON and (not before or not DEPENDS_ON[record].isdisjoint(before)):
            moved[record][number] = before
    if _rule_changed(connection, moved[SETTING.key]):
        rebuild(connection)
    elif moved[EVENT.key] or (_any(moved) and _any_stop(connection)):
        by = Crediting.of(connection)
        write(connection, by, _people(connection, by, moved))


def _any(moved: Moved) -> bool:
    return any(numbers for key, numbers in moved.items() if key != SETTING.key)


def _rule_changed(connection: Connection, settings: Collection[int]) -> bool:
    rows = query.read_rows(connection, SETTING, settings, ["key"]) if settings else []
    return any(row["key"] == SETTING_KEY for row in rows)


def _any_stop(connection: Connection) -> bool:
    return bool(connection.scalar(select(exists().where(EVENT.table.c.deleted_at.is_(None)))))


def _people(connection: Connection, by: Crediting, moved: Moved) -> set[int]:
    """Return whose sign-ups are to be credited anew: who has them now, and who had those that moved."""
    found = set(moved[CANDIDATE.key])
    found.update(before["candidate"] for before in moved[SIGNUP.key].values() if before.get("candidate"))
    sources = _sources(connection, by, moved[SOURCE.key])
    asked: list[Filter] = [In("id", tuple(moved[SIGNUP.key])), In("source", tuple(sources))]
    if events := moved[EVENT.key]:
        rows = query.read_rows(connection, EVENT, events)
        asked += [part for row in rows for part in _near(by, row, events[row["id"]])]
    for part in asked:
        if not isinstance(part, In) or part.values:
            mine = select(SIGNUP.table.c.candidate).where(clause(part, SIGNUP, connection.dialect.name))
            found.update(number for (number,) in raw_rows(connection.execute(mine)))
    return found


def _sources(connection: Connection, by: Crediting, moved: Mapping[int, Before]) -> set[int]:
    """Return the sources whose sign-ups may count otherwise: a code of one may stand in the rows of any."""
    now = {row["id"]: row for row in query.read_rows(connection, SOURCE, moved)}
    found: set[int] = set()
    for number, before in moved.items():
        changed = DEPENDS_ON[SOURCE.key].intersection(before)
        if changed != {"mapping"} or _code_headings(before) != _code_headings(now[number]):
            found.add(number)
        if not changed.isdisjoint({"code", "event"}) or (not changed and now[number].get("code")):
            found |= by.with_codes
    return found


def _near(by: Crediting, now: Mapping[str, Value], before: Before) -> Iterator[Filter]:
    """Give what sign-ups may count otherwise now that a stop is another than it was before."""
    changed, then = DEPENDS_ON[EVENT.key].intersection(before), {**now, **before}
    if changed == {"status"} and (then["status"] in NOT_DRAWING) is (now.get("status") in NOT_DRAWING):
        return
    number = now["id"]
    yield Or((Compare("event", "=", number), Compare("credited", "=", number)))
    yield In("source", tuple(n for n, row in by.sources.items() if row.get("event") == number))
    if not changed or "slug" in changed:
        yield In("source", tuple(by.with_codes))
    for row in (now, then):
        if when := times.span(row):
            first, last = by.choice.reach.around(*when)
            yield And((Compare("submitted_at", ">=", first), Compare("submitted_at", "<=", last)))


def rebuild(connection: Connection) -> None:
    """Credit every sign-up anew."""
    write(connection, Crediting.of(connection))


def write(
    connection: Connection, by: Crediting, people: Collection[int] | None = None, *, cells: Cells | None = None
) -> None:
    """Write whom sign-ups are credited to, where that is another than stands there; see `Crediting.touches`."""
    rows = [{"b_id": number, "b_to": event} for number, event in _differing(connection, by, people, cells)]
    if rows:
        table = SIGNUP.table
        connection.execute(
            update(table).where(table.c.id == bindparam("b_id")).values(credited=bindparam("b_to")), rows
        )


def _differing(
    connection: Connection, by: Crediting, people: Collection[int] | None = None, cells: Cells | None = None
) -> Iterator[tuple[int, int | None]]:
    """Give the sign-ups that stand as credited otherwise: number, and to whom they count."""
    table = SIGNUP.table.c
    there = select(table.id, table.credited)
    if people is not None:
        there = there.where(clause(In("candidate", tuple(people)), SIGNUP, connection.dialect.name))
    right: Mapping[int, int | None] = defaultdict(
        lambda: None,
        {t.sign_up: None if t.rsvp else t.credited for t in by.touches(connection, people, cells=cells)},
    )
    for number, stands in raw_rows(connection.execute(there)):
        if stands != right[number]:
            yield number, right[number]


def differences(connection: Connection) -> list[str]:
    """Return a sentence where sign-ups stand as credited to another stop than they count for."""
    wrong = sum(1 for _ in _differing(connection, Crediting.of(connection)))
    return [f"{wrong} sign-ups are credited to another stop than they count for."] if wrong else []
