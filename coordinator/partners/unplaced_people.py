"""People no partner takes, in groups that show what kind of partner is missing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.partners.candidate_facts import person
from coordinator.partners.connection_plans import COLUMNS
from coordinator.partners.grouping import DOES_NOT, Grouping
from coordinator.partners.partner_book import PartnerBook
from coordinator.records.catalog import CANDIDATE
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class NobodyGroup:
    """People of one party line in one state whom no partner takes.

    Attributes:
        words: such as `independents in Idaho`.
        people: their numbers.
    """

    words: str
    party: str | None
    state: str | None
    people: tuple[int, ...]


def nobody_takes(connection: Connection, ids: Iterable[int], day: dt.date | None = None) -> list[NobodyGroup]:
    """Return, in groups, the people no partner's rules take or may take; largest group first.

    People at a final stage (withdrew, elected, paused, …) and those who do not want to run are left out.
    """
    book = PartnerBook.of(connection, day)
    grouping = Grouping(book.standings)
    stages = vocabulary("stages").by_code
    rows = {r["id"]: r for r in query.read_rows(connection, CANDIDATE, ids, (*COLUMNS, "deleted_at"))}
    for row in rows.values():
        stage = stages.get(str(row.get("stage") or ""))
        seen = person(row, book.day)
        if not row.get("deleted_at") and "none" not in seen.levels and not (stage and stage.extra.get("final")):
            grouping.add(row["id"], seen)
    found: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for group in grouping.groups:
        if bool((group.verdicts == DOES_NOT).all()):
            for number in group.members:
                found[rows[number].get("party_line"), rows[number].get("state")].append(number)
    groups = [NobodyGroup(_words(p, s), p, s, tuple(sorted(ids))) for (p, s), ids in found.items()]
    return sorted(groups, key=lambda g: (-len(g.people), g.words))


_PLURALS = {
    "ind": "independents",
    "dem": "Democrats",
    "rep": "Republicans",
    "undecided": "undecided about a party line",
}


def _words(party: str | None, state: str | None) -> str:
    who = "people without a party line" if party is None else _PLURALS.get(party)
    who = who or f"{vocabulary('parties').label(str(party))} candidates"
    return f"{who} in {vocabulary('states').label(state)}" if state else f"{who}, state not known"
