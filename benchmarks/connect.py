"""Connecting: suggestions for one, a plan for all, a hand-off: python -m benchmarks.connect [PEOPLE [PARTNERS]].

Targets: suggestions for one candidate among 500 partners in 20 ms, a plan for 45,000 in 10 s, a hand-off of 5,000 in 3 s.
The peer of the plan is SciPy's HiGHS on the same flow as a linear programme, where SciPy is installed.
"""

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.connect.batch import plan_batch
from coordinator.connect.book import Book
from coordinator.records.catalog import CANDIDATE
from coordinator.records.vocabularies import vocabulary
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign

DAY = dt.date(2025, 11, 24)
STATES = [t.code for t in vocabulary("states").terms if t.extra.get("kind") == "state"]
OFFICES = [
    t
    for t in vocabulary("offices").terms
    if t.extra.get("level") in ("state", "county", "municipal", "school", "special", "judicial")
]
PARTIES = ("ind",) * 9 + ("dem",) * 6 + ("nonpartisan", "wfp", "grn", "undecided")
SERVICES = ("training", "one_on_one", "endorsement", "money", "support")


def fill(campaign: Campaign, people: int, partners: int) -> None:
    """Make partners with rules like the real ones, and candidates of all kinds."""
    rng = random.Random(20250321)
    plan = Plan("add", "Made for measuring", 0)
    for n in range(partners):
        plan.create("partner", partner(rng, n))
    for n in range(partners):
        for rule in rules(rng):
            plan.create("rule", {"partner": -1 - n, **rule})
    for n in range(people):
        plan.create("candidate", candidate(rng, n))
    apply.apply(campaign, plan, author="Bench")


def partner(rng: random.Random, n: int) -> dict[str, object]:
    return {
        "name": f"Partner {n:03d}", "contact_email": f"p{n}@example.org", "accepting": True, "capacity": rng.choice((20, 40, 60, 120, 300)),
        "states": rng.sample(STATES, rng.choice((1, 1, 2, 5))) if rng.random() < 0.8 else None,
        "party_lines": rng.choice((["dem"], ["dem", "nonpartisan"], ["ind"], ["ind", "wfp", "grn"], None)),
        "levels": rng.choice((None, ["school", "municipal"], ["state"], ["county", "municipal", "school", "special"])),
        "services": rng.sample(SERVICES, 2),
    }  # fmt: skip


def rules(rng: random.Random) -> list[dict[str, object]]:
    kinds = [
        {"rule_kind": "oldest_age", "terms": [str(rng.choice((35, 40, 45)))]}, {"rule_kind": "born_from", "terms": ["1984"]},
        {"rule_kind": "most_runs", "terms": [str(rng.choice((1, 3)))]}, {"rule_kind": "genders", "terms": ["woman"]},
        {"rule_kind": "genders", "terms": ["woman", "nonbinary"], "in_states": ["WA"]},
    ]  # fmt: skip
    return rng.sample(kinds, rng.choice((0, 0, 1, 1, 2)))


def candidate(rng: random.Random, n: int) -> dict[str, object]:
    office = rng.choice(OFFICES)
    return {
        "given_name": f"Given{n}", "family_name": f"Family{n}", "email": f"c{n}@example.org", "state": rng.choice(STATES),
        "office": office.label, "office_level": office.extra["level"], "party_line": rng.choice(PARTIES), "stage": "interested",
        "birth_date": f"{rng.randint(1950, 2005)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", "first_time": rng.random() < 0.8,
        "election_date": rng.choice(("2026-11-03", "2025-11-04", "2026-04-07")), "gender": rng.choice(("woman", "man", None)),
        "consent_share": rng.random() < 0.9, "wanted_services": [rng.choice(SERVICES)] if rng.random() < 0.4 else None,
        "created_at": f"2025-{rng.randint(2, 10):02d}-{rng.randint(1, 28):02d}T{rng.randint(0, 23):02d}:00:00Z",
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 45_000
    partners = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as folder, campaigns.create(Path(folder) / "bench.campaign") as campaign:
        fill(campaign, people, partners)
        one_by_one(campaign)
        whole(campaign, people, partners)


def one_by_one(campaign: Campaign) -> None:
    """Suggestions for one candidate."""
    with campaign.reading() as connection:
        began = time.perf_counter()
        book = Book.of(connection, DAY)
        loading = time.perf_counter() - began
        rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE, limit=200))
    times = []
    for row in rows:
        began = time.perf_counter()
        book.suggest(row)
        times.append(time.perf_counter() - began)
    print(
        f"suggestions for one among {len(book.offers)}: {1000 * statistics.median(times):.1f} ms, at most "
        f"{1000 * max(times):.1f} ms (target 20); reading the partners once: {1000 * loading:.0f} ms"
    )


def whole(campaign: Campaign, people: int, partners: int) -> None:
    """A plan that connects everybody."""
    with campaign.reading() as connection:
        ids = query.select_ids(connection, CANDIDATE)
        began = time.perf_counter()
        batch = plan_batch(connection, ids, day=DAY)
        seconds = time.perf_counter() - began
    print(
        f"a plan for {people:,} with {partners}: {seconds:.1f} s (target 10), {len(batch.placed):,} placed, optimal; "
        f"left: {len(batch.left):,}"
    )


if __name__ == "__main__":
    main()
