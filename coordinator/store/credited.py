"""The stop credited with each sign-up: kept in its own column, so that every figure of a stop is one number.

What counts is decided by the rule in force (`records/credit.py`). The column is derived from everything else, like the
search index: it is in no change set, and is updated in the transaction of any change that it depends on.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.records import row_id, times
from coordinator.records.catalog import CANDIDATE, EVENT, SETTING, SIGNUP, SOURCE
from coordinator.records.credit import Credit, CreditRule, CreditStop, Reach, SignUpFacts, Touch, credit
from coordinator.records.fields import Row
from coordinator.records.kinds import Value, as_number, as_object, as_text
from coordinator.records.kinds.yes_no import Meaning, read_yes_no
from coordinator.records.places import CENTROIDS
from coordinator.records.rows import EventRow, SourceRow
from coordinator.store import query
from coordinator.store.campaign_settings import chosen as chosen_under
from coordinator.store.clauses import clause
from coordinator.store.filters import And, Compare, Filter, In, Or
from coordinator.store.rows import raw_rows

SETTING_KEY = "credit"
RSVPS = "rsvps"
CHUNK = 20_000
_OFF = frozenset(
    "declined notattending notgoing notcoming refunded withdrawn withdrew no n nope regrets regret bailed removed "
    "deleted void voided out dropped droppedout unregistered rsvpno rechazado rechazada noasistire rejected denied "
    "revoked rsvprevoked unable false 0 notinterested cx cxl cxld canc".split()
)
"""Statuses of a sign-up, folded, of somebody who will not come."""
_SAYS_OFF = re.compile(
    r"\bcancel|\b(can't|cant|cannot|can not|couldn't|couldnt|could not|won't|wont|will not|would not|wouldn't|"
    r"unable to|no longer|not able to|isn't|is not|not going to|not gonna) (be )?(able to )?"
    r"(make (it|any|either|one|this|that|these|those)|come|coming|attend|attending|go|going|there|here|present)\b"
    r"|(?<!not )(?<!n't )\b(will|'ll|going to|gonna|have to|has to|had to|must|be) (have to |likely )?"
    r"(miss(ing)?|skip(ping)?)\b"
    r"(?! (you|us|the (end|start|beginning|first)|part))|^(miss|skip)(es|s|ing|ping)? (it|this|that)\b"
    r"|^(out|home|off) (sick|ill)\b|^(called|calling) (in sick|out)\b|^(is |i'm |am |now |too )*(sick|ill)$"
    r"|\b(backing|dropping|pulling|bowing|begging|begged|bailed|bailing) (out|off)\b|\bsomething came up\b"
    r"|\bsends? (her |his |their |my )?regrets\b|\b(se enferm[oó]|est[aá] enferm[oa]|faltar[eéáa])(?!\w)"
    r"|^unable$|\b(revoked|rescinded)\b|\bya no (va|voy|viene|vengo|asist)"
    r"|\bno (puede|puedo|podr[eéáa]|podremos|podemos|viene|vengo|vendr[eéáa]|va|voy|ire|iré|ira|irá|asiste|asisto|"
    r"asistir[eéáa])\b"
    r"|\b(not|ain't|isn't|isnt|aren't|no longer|nor) (coming|going|attending)\b"
    r"(?! to (miss|skip)| (alone|without|only|just|until|till|by|before|late|early))"
    r"|\b(coming|going|attending|attend|rsvp(ed|'d|'s)?|will (come|attend))\W+(no|n|false)\W*$"
    r"|\b(un|de)[- ]?(rsvp|regist|enrol)|\b(rsvp|registration|reg|sign[- ]?up|booking)( was)? (withdrawn|removed|"
    r"deleted|void(ed)?)\b|\b(backed|dropped|pulled|bowed) out\b"
)
"""Statuses in words of somebody who will not come."""
NOT_OFF = re.compile(
    r"\b(not|never|isn't|isnt|wasn't|wasnt|un|no) ?(going to )?cancel\w*|\bcancel\w*\s*[?:]\s*(no|n|false)\b"
)
"""Statuses that say that nothing was cancelled."""
_CANCELS_ELSE = re.compile(
    r"\bcancel\w* (the |a |her |his |my |their |our |only )*(hotel|room|ride|flight|car|childcare|babysitter|shift|"
    r"meal|lunch|dinner|order|guest|appointment|work|trip|other)\b"
)
"""Statuses of who cancelled something else: `Yes - cancelled hotel only`."""
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
"""Headings, folded, under which a form's export carries codes; the most specific first."""
Before = Mapping[str, Value]
"""The changed fields of a record with their old values; empty: it was created, deleted or restored."""
Moved = Mapping[str, Mapping[int, Before]]
"""Key of a record type → number → what changed in it."""
DEPENDS_ON: Mapping[str, frozenset[str]] = {
    EVENT.key: frozenset({"starts_at", "ends_at", "time_zone", "city", "state", "postcode", "slug", "status"}),
    SOURCE.key: frozenset({"event", "code", "source_kind", "mapping"}),
    SIGNUP.key: frozenset({"candidate", "source", "event", "submitted_at", "status", "row"}),
    CANDIDATE.key: frozenset({"postcode"}),
    SETTING.key: frozenset({"chosen"}),
}
"""The fields of each record type that credit is computed from."""
Cells = Callable[[Collection[int]], Mapping[int, Mapping[str, Value]]]
"""Returns the original rows of sign-ups, by number."""


@dataclass(frozen=True, slots=True)
class CreditChoice:
    """How a campaign assigns credit.

    Attributes:
        rule: the rule in force.
        reach: how near a sign-up must be to a stop that it does not name.
    """

    rule: CreditRule = CreditRule.FIRST
    reach: Reach = Reach()

    @property
    def words(self) -> str:
        """The text shown next to every figure."""
        return self.rule.words


def chosen(connection: Connection) -> CreditChoice:
    """Return how the campaign assigns credit; first touch if no one chose."""
    kept = chosen_under(connection, SETTING_KEY)
    usual = Reach()
    miles, before, after = (kept.get(k) for k in ("miles", "before", "after"))
    reach = Reach(
        miles if isinstance(miles, int | float) else usual.miles,
        before if isinstance(before, int | float) else usual.before,
        after if isinstance(after, int | float) else usual.after,
    )
    return CreditChoice(CreditRule(as_text(kept.get("rule")) or CreditRule.FIRST), reach)


@dataclass(frozen=True, slots=True)
class Crediting:
    """Everything that crediting looks at besides people and their sign-ups.

    Attributes:
        choice: the rule, and the reach.
        events: stop number → its row.
        sources: source number → its row.
        engine: finds the stop that a sign-up touches.
    """

    choice: CreditChoice
    events: Mapping[int, EventRow]
    sources: Mapping[int, SourceRow]
    engine: Credit = field(repr=False)

    @property
    def with_codes(self) -> set[int]:
        """The sources whose sheets have columns with codes."""
        return {number for number, row in self.sources.items() if _code_headings(row)}

    @classmethod
    def of(cls, connection: Connection, rule: CreditRule | None = None) -> "Crediting":
        """Read it from the database; `rule` overrides the one in force."""
        choice = chosen(connection)
        choice = choice if rule is None else CreditChoice(rule, choice.reach)
        events = {row["id"]: row for row in query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))}
        sources = {row["id"]: row for row in query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))}
        codes = [(code, event) for s in sources.values() if (code := s["code"]) and (event := s["event"])]
        return cls(choice, events, sources, Credit([_stop(row) for row in events.values()], choice.reach, codes))

    def touches(
        self, connection: Connection, people: Collection[int] | None = None, *, cells: Cells | None = None
    ) -> list[Touch]:
        """Return which stop each sign-up touches, and the stop that it counts for.

        Args:
            connection: where to read people and sign-ups.
            people: only theirs; None: everyone's.
            cells: returns the original rows, if not the stored ones.
        """
        facts = list(self._facts(connection, people, cells or partial(rows_as_they_came, connection)))
        CENTROIDS.load(f.postcode for f in facts if f.postcode and f.named is None)
        return credit(map(self.engine.touch, facts), self.choice.rule)

    def _facts(self, connection: Connection, people: Collection[int] | None, cells: Cells) -> Iterator[SignUpFacts]:
        """Yield what crediting needs for every sign-up whose person is not deleted."""
        dialect, person, table = connection.dialect.name, CANDIDATE.table.c, SIGNUP.table.c
        homes = select(person.id, person.postcode).where(person.deleted_at.is_(None))
        statement = select(table.id, table.candidate, table.source, table.event, table.submitted_at, table.status)
        statement = statement.where(table.deleted_at.is_(None)).order_by(table.id)
        if people is not None:
            those = tuple(people)
            homes = homes.where(clause(In("id", those), CANDIDATE, dialect))
            statement = statement.where(clause(In("candidate", those), SIGNUP, dialect))
        postcodes: dict[int, str | None] = dict(raw_rows(connection.execute(homes)))
        rows = [row for row in raw_rows(connection.execute(statement)) if row[1] in postcodes]
        codes = self._codes(cells, {row[0]: row[2] for row in rows})
        for number, candidate, source, event, at, status in rows:
            of = self.sources.get(source)
            rsvp = of is not None and of["source_kind"] == RSVPS
            if not (rsvp and says_off(status)):
                yield SignUpFacts(
                    number, candidate, event, of and of["event"], codes.get(number, ()), at, postcodes[candidate], rsvp
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
    """Return the original rows of sign-ups, by number."""
    return {row["id"]: row.get("row") or {} for row in query.read_rows(connection, SIGNUP, numbers, ["row"])}


def _stop(row: EventRow) -> CreditStop:
    begins, ends = times.span(row) or (None, None)
    codes = (row_id.make(EVENT.letter, row["id"]), *([str(row["slug"])] if row.get("slug") else ()))
    return CreditStop(row["id"], codes, begins, ends, CENTROIDS.of_event(row), row.get("status") not in NOT_DRAWING)


def says_off(status: str | None) -> bool:
    """Return whether a sign-up's status says that the person will not come."""
    return status is not None and _is_off(status.partition(";")[0])  # after it, an import says whether the person came


_YET = re.compile(r"\b(yet|confirm\w*|todav[ií]a|a[uú]n)\b")
"""Who has not said so yet, or has not confirmed, may still come."""


@lru_cache(maxsize=2000)
def _is_off(text: str) -> bool:
    """Return whether words mean that somebody will not come: `Cancelled`, `Not coming, sorry`, `No, at work`."""
    plain = _CANCELS_ELSE.sub(" ", NOT_OFF.sub(" ", text.casefold().replace("’", "'")))
    if fold_word(text) in _OFF or _SAYS_OFF.search(plain):
        return True
    return read_yes_no(text).meaning is Meaning.NO and not _YET.search(plain)


def _code_headings(source: Row) -> list[str]:
    """Return the columns of a source's sheets that carry codes, the most specific first."""
    columns = as_object(as_object(source.get("mapping")).get("columns"))
    folded = {fold_word(heading): heading for heading in columns}
    return [folded[name] for name in CODE_HEADINGS if name in folded]


def refresh(connection: Connection, changed: Iterable[tuple[str, int, Before]]) -> None:
    """Update the credit affected by a change set; the cost is proportional to the sign-ups that may be affected.

    Args:
        connection: in a writing transaction, with the change set already written.
        changed: what it changed: key of the record type, number, and the old values.
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
    """Return the people whose sign-ups need to be credited again: their current owners, and the earlier ones."""
    found = set(moved[CANDIDATE.key])
    found.update(who for before in moved[SIGNUP.key].values() if (who := as_number(before.get("candidate"))))
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
    """Return the sources whose sign-ups may count differently: a code of one may be in the rows of any."""
    now = {row["id"]: row for row in query.read_rows(connection, SOURCE, moved)}
    found: set[int] = set()
    for number, before in moved.items():
        changed = DEPENDS_ON[SOURCE.key].intersection(before)
        if changed != {"mapping"} or _code_headings(before) != _code_headings(now[number]):
            found.add(number)
        if not changed.isdisjoint({"code", "event"}) or (not changed and now[number].get("code")):
            found |= by.with_codes
    return found


def _near(by: Crediting, now: EventRow, before: Before) -> Iterator[Filter]:
    """Yield filters for the sign-ups that may count differently now that a stop has changed."""
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
    """Credit every sign-up again."""
    write(connection, Crediting.of(connection))


def write(
    connection: Connection, by: Crediting, people: Collection[int] | None = None, *, cells: Cells | None = None
) -> None:
    """Write the credited stop of sign-ups where it differs from the stored one; see `Crediting.touches`."""
    rows = [{"b_id": number, "b_to": event} for number, event in _differing(connection, by, people, cells)]
    if rows:
        table = SIGNUP.table
        connection.execute(
            update(table).where(table.c.id == bindparam("b_id")).values(credited=bindparam("b_to")), rows
        )


def _differing(
    connection: Connection, by: Crediting, people: Collection[int] | None = None, cells: Cells | None = None
) -> Iterator[tuple[int, int | None]]:
    """Yield the sign-ups whose stored credit is wrong: number, and the stop that they count for."""
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
    """Return a sentence for stored credit that does not match the rule, if there is any."""
    wrong = sum(1 for _ in _differing(connection, Crediting.of(connection)))
    return [f"{wrong} sign-ups are credited to another stop than they count for."] if wrong else []
