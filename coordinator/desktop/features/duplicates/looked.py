"""What is shown of two people beside their fields: when they came, from where, and what they bring along."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.records.catalog import CONTACT, REFERRAL, SIGNUP, SOURCE, RecordType
from coordinator.records.kinds import Value
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class Looked:
    """What is shown of a pair.

    Attributes:
        rows: number of a person → their row.
        came: number of a person → the day they were added, and the source if it is known.
        brings: kind of record → how many of them A and B have; only kinds that either has.
    """

    rows: dict[int, dict[str, Value]]
    came: dict[int, list[str]]
    brings: dict[str, tuple[int, int]]

    @property
    def brought(self) -> str:
        """What they bring along, in words."""
        return "; ".join(f"{what}: A {a}, B {b}" for what, (a, b) in self.brings.items())


def look_at(connection: Connection, rt: RecordType, a: int, b: int) -> Looked:
    """Read what is shown of two people; `rt` has the campaign's own fields."""
    both = (a, b)
    rows = query.read_by_id(connection, rt, both)
    came = {number: [str(rows.get(number, {}).get("created_at") or "")[:10]] for number in both}
    owned = {child: query.ids_by_values(connection, child, "candidate", both) for child in (SIGNUP, REFERRAL, CONTACT)}
    counts = {child.plural.lower(): tuple(len(ids.get(n, ())) for n in both) for child, ids in owned.items()}
    firsts = {ids[0]: number for number in both if (ids := owned[SIGNUP].get(number))}
    sources = {firsts[r["id"]]: r["source"] for r in query.read_rows(connection, SIGNUP, firsts, ("source",))}
    titles = query.titles(connection, SOURCE, sources.values())
    for number, source in sources.items():
        came[number] += [titles[source]] if source in titles else []
    return Looked(rows, came, {what: (a, b) for what, (a, b) in counts.items() if a or b})
