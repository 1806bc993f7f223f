"""Same stops: finding pairs of stops that look like one, and merging them."""

from dataclasses import dataclass
from itertools import combinations

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes import campaign_settings
from coordinator.changes.change_set import differing
from coordinator.changes.plan import Plan
from coordinator.importing.desk_sheets import INTO, merged_key
from coordinator.people.merging import mergeable, merged_field, move_references
from coordinator.records import times
from coordinator.records.catalog import EVENT, RECORDS
from coordinator.records.fields import Row
from coordinator.records.kinds import Value, as_items
from coordinator.records.rows import EventRow
from coordinator.store import query
from coordinator.store.campaign import head_of

APART = "stops_apart"
REVIEW = 0.6
HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class StopPair:
    """Two stops that look alike; `a` is the older record."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...]


def find_same_stops(connection: Connection) -> list[StopPair]:
    """Return pairs of stops that may be the same, likeliest first, without those marked as distinct."""
    rows = query.read_rows(connection, EVENT, sorted(query.select_ids(connection, EVENT)))
    apart = {tuple(pair) for pair in _pairs_apart(connection)}
    found = [
        pair
        for a, b in combinations(rows, 2)
        if (a["id"], b["id"]) not in apart and (pair := _pair(a, b)) and pair.score >= REVIEW
    ]
    return sorted(found, key=lambda p: (-p.score, p.a, p.b))


def _pair(a: EventRow, b: EventRow) -> StopPair | None:
    """Score time, place and title; None if different states or days rule it out."""
    if a.get("slug") and a.get("slug") == b.get("slug"):
        return StopPair(a["id"], b["id"], 1.0, ("one page",))
    if a.get("state") and b.get("state") and a["state"] != b["state"]:
        return None
    when = _when(a, b)
    if when is None:
        return None
    parts = [when, _alike(a, b, "city", 0.3), _alike(a, b, "venue", 0.2), _alike(a, b, "title", 0.15)]
    return StopPair(a["id"], b["id"], round(sum(s for s, _ in parts), 3), tuple(w for _, w in parts if w))


def _when(a: Row, b: Row) -> tuple[float, str] | None:
    one, other = times.span(a), times.span(b)
    if one is None or other is None:
        return 0.15, ""
    if str(a["starts_at"])[:10] != str(b["starts_at"])[:10]:
        return (0.1, "a day apart") if abs((one[0] - other[0]).total_seconds()) <= DAY else None
    both_timed = all(len(str(row["starts_at"])) > 10 for row in (a, b))
    if both_timed and abs((one[0] - other[0]).total_seconds()) > HOUR:
        return 0.1, "one day, other hours"  # two stops a day in one town are real
    return 0.35, "the same time" if both_timed else "the same day"


def _alike(a: Row, b: Row, key: str, weight: float) -> tuple[float, str]:
    from rapidfuzz import fuzz

    one, other = str(a.get(key) or ""), str(b.get(key) or "")
    if not one or not other:
        return weight / 2, ""
    ratio = 100.0 if fold_word(one) == fold_word(other) else fuzz.token_set_ratio(one.casefold(), other.casefold())
    label = EVENT.by_key[key].label.lower()
    return weight * ratio / 100 if ratio > 60 else 0.0, f"{label} alike" if ratio > 80 else ""


def plan_merge_stops(connection: Connection, keep: int, gone: int) -> Plan:
    """Plan to merge two stops: sign-ups, sources and crowd figures go to the one that stays.

    Raises:
        UserError: one of them does not exist, or both are the same record.
    """
    if keep == gone:
        raise UserError("These are one record already.")
    rt = query.typed(connection, EVENT)
    rows = query.read_by_id(connection, rt, [keep, gone])
    if missing := [n for n in (keep, gone) if n not in rows or rows[n].get("deleted_at")]:
        raise UserError(f"Tour event {missing[0]} is not there any more.")
    plan = Plan("merge", f"Merged {rt.title(rows[gone])} into {rt.title(rows[keep])}", head_of(connection))
    after = {f.key: merged_field(f, rows[keep].get(f.key), rows[gone].get(f.key)) for f in mergeable(rt)}
    if (
        len(str(after.get("starts_at") or "")) == 10
        and str(rows[gone].get("starts_at") or "")[:10] == after["starts_at"]
    ):
        after["starts_at"] = rows[gone]["starts_at"]  # a date with a time says more
    plan.update(EVENT.key, keep, differing(rows[keep], after))
    for child in RECORDS:
        move_references(connection, child, EVENT, gone, keep, plan)
    plan.delete(EVENT.key, gone)
    campaign_settings.add_choice(connection, plan, merged_key(gone), {INTO: keep})  # a desk made for it may come later
    return plan


def plan_stops_apart(connection: Connection, a: int, b: int) -> Plan:
    """Plan to mark two similar stops as distinct."""
    now: list[Value] = [min(a, b), max(a, b)]
    pairs: list[Value] = [*_pairs_apart(connection), now]
    names = query.titles(connection, EVENT, [a, b])
    title = f"{names.get(a, a)} and {names.get(b, b)} are two stops"
    return campaign_settings.plan_choice(connection, APART, {"pairs": pairs}, title)


def _pairs_apart(connection: Connection) -> list[list[Value]]:
    """Return the pairs of stop numbers marked as distinct."""
    kept = campaign_settings.chosen(connection, APART).get("pairs")
    return [as_items(pair) for pair in as_items(kept)]
