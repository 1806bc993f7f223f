"""Connecting: suggestions for one, a plan for all, a hand-off: python -m benchmarks.connect [PEOPLE [PARTNERS]].

Targets: suggestions for one candidate among 500 partners in 20 ms, a plan for 45,000 in 10 s, a hand-off of 5,000 in 3 s.
The plan's peer is SciPy's HiGHS, solving the same flow as a linear program, if SciPy is installed.
"""

import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from benchmarks import files as campaigns
from benchmarks.result import Result, show
from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.partners import connection_plans as batching
from coordinator.partners.assignment import PersonGroup, tiers
from coordinator.partners.connection_plans import plan_batch
from coordinator.partners.handoffs import hand_over, plan_handover
from coordinator.partners.partner_book import PartnerBook
from coordinator.records.catalog import CANDIDATE
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.campaign import Campaign

USUAL = {"people": 45_000, "partners": 500}
SMALL = {"people": 60, "partners": 8}
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
    """Create partners with realistic rules, and candidates of all kinds."""
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
        "name": f"Partner {n:03d}",
        "contact_email": f"p{n}@example.org",
        "accepting": True,
        "capacity": rng.choice((20, 40, 60, 120, 300)),
        "states": rng.sample(STATES, rng.choice((1, 1, 2, 5))) if rng.random() < 0.8 else None,
        "party_lines": rng.choice((["dem"], ["dem", "nonpartisan"], ["ind"], ["ind", "wfp", "grn"], None)),
        "levels": rng.choice((None, ["school", "municipal"], ["state"], ["county", "municipal", "school", "special"])),
        "services": rng.sample(SERVICES, 2),
    }


def rules(rng: random.Random) -> list[dict[str, object]]:
    kinds = [
        {"rule_kind": "oldest_age", "terms": [str(rng.choice((35, 40, 45)))]},
        {"rule_kind": "born_from", "terms": ["1984"]},
        {"rule_kind": "most_runs", "terms": [str(rng.choice((1, 3)))]},
        {"rule_kind": "genders", "terms": ["woman"]},
        {"rule_kind": "genders", "terms": ["woman", "nonbinary"], "in_states": ["WA"]},
    ]
    return rng.sample(kinds, rng.choice((0, 0, 1, 1, 2)))


def candidate(rng: random.Random, n: int) -> dict[str, object]:
    office = rng.choice(OFFICES)
    return {
        "given_name": f"Given{n}",
        "family_name": f"Family{n}",
        "email": f"c{n}@example.org",
        "state": rng.choice(STATES),
        "office": office.label,
        "office_level": office.extra["level"],
        "party_line": rng.choice(PARTIES),
        "stage": "interested",
        "birth_date": f"{rng.randint(1950, 2005)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        "first_time": rng.random() < 0.8,
        "election_date": rng.choice(("2026-11-03", "2025-11-04", "2026-04-07")),
        "gender": rng.choice(("woman", "man", None)),
        "consent_share": rng.random() < 0.9,
        "wanted_services": [rng.choice(SERVICES)] if rng.random() < 0.4 else None,
        "created_at": f"2025-{rng.randint(2, 10):02d}-{rng.randint(1, 28):02d}T{rng.randint(0, 23):02d}:00:00Z",
    }


def measure(people: int, partners: int) -> Iterator[Result]:
    """Connect people with partners, in the given numbers."""
    with tempfile.TemporaryDirectory() as folder, campaigns.create(Path(folder) / "bench.campaign") as campaign:
        fill(campaign, people, partners)
        yield from one_by_one(campaign)
        yield from whole(campaign, people, partners)
        yield hand_off(campaign, Path(folder))


def one_by_one(campaign: Campaign) -> Iterator[Result]:
    """Suggest partners for one candidate."""
    with campaign.reading() as connection:
        began = time.perf_counter()
        book = PartnerBook.of(connection, DAY)
        loading = time.perf_counter() - began
        rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE, limit=200))
    times = []
    for row in rows:
        began = time.perf_counter()
        book.suggest(row)
        times.append(time.perf_counter() - began)
    work = f"suggestions for one among {len(book.offers)} partners"
    yield Result(work, 1000 * statistics.median(times), "ms", target=20, note=f"at most {1000 * max(times):.1f} ms")
    yield Result("reading the partners once", 1000 * loading, "ms")


def whole(campaign: Campaign, people: int, partners: int) -> Iterator[Result]:
    """Plan to connect everybody."""
    with campaign.reading() as connection:
        ids = query.select_ids(connection, CANDIDATE)
        began = time.perf_counter()
        with watched() as flow:
            batch = plan_batch(connection, ids, day=DAY)
        seconds = time.perf_counter() - began
    told = f"{len(batch.placed):,} placed, {len(batch.left):,} left"
    yield Result(f"a plan for {people:,} people with {partners} partners", seconds, "s", target=10, note=told)
    yield Result("of it the flow of least cost", flow.seconds, "s", "SciPy's HiGHS", peer(*flow.arguments))


@contextmanager
def watched() -> Iterator[SimpleNamespace]:
    """Record the flow's input and how long it took."""
    flow = SimpleNamespace(arguments=(), seconds=0.0)
    asked = batching.assign

    def assign(*arguments):  # noqa: ANN002, ANN202
        began = time.perf_counter()
        found = asked(*arguments)
        flow.arguments, flow.seconds = arguments, time.perf_counter() - began
        return found

    batching.assign = assign
    try:
        yield flow
    finally:
        batching.assign = asked


def hand_off(campaign: Campaign, folder: Path) -> Result:
    """Hand over 5,000 people."""
    plan = Plan("add", "Made for measuring", campaign.head())
    big = plan.create("partner", {"name": "Takes everybody"})
    with campaign.reading() as connection:
        ids = query.select_ids(connection, CANDIDATE, "consent_share = yes", limit=5_000)
    for number in ids:
        plan.create("referral", {"candidate": number, "partner": big, "status": "proposed"})
    number = apply.apply(campaign, plan, author="Bench").new_ids["partner", big]
    began = time.perf_counter()
    with campaign.reading() as connection:
        found = plan_handover(connection, number)
    hand_over(campaign, found, folder / "handoff.xlsx", author="Bench")
    return Result(f"a hand-off of {len(found.people):,}", time.perf_counter() - began, "s", target=3)


def peer(
    kinds: Sequence[PersonGroup], chosen: Sequence[int], free: Sequence[int], taken: Sequence[int]
) -> float | None:
    """Return the seconds SciPy's HiGHS takes for the same flow; None if SciPy is not installed."""
    try:
        from scipy.optimize import linprog
        from scipy.sparse import csr_matrix
    except ImportError:
        return None
    most, total = max(max(k.points) for k in kinds), sum(chosen)
    arcs = [
        (k, p)
        for k, kind in enumerate(kinds)
        if chosen[k]
        for p in range(len(free))
        if kind.partners >> p & 1 and free[p]
    ]
    steps = [
        (p, price, width)
        for p, n in enumerate(free)
        for price, width in enumerate(tiers(n, taken[p], total, len(free)))
        if width
    ]
    cost = [most - kinds[k].points[p] for k, p in arcs] + [price for _, price, _ in steps]
    bounds = [(0, min(chosen[k], free[p])) for k, p in arcs] + [(0, width) for _, _, width in steps]
    rows = [k for k, _ in arcs] + [len(kinds) + p for _, p in arcs] + [len(kinds) + p for p, _, _ in steps]
    columns = [*range(len(arcs)), *range(len(arcs)), *range(len(arcs), len(cost))]
    signs = [1] * len(arcs) + [1] * len(arcs) + [-1] * len(steps)
    matrix = csr_matrix((signs, (rows, columns)), shape=(len(kinds) + len(free), len(cost)))
    began = time.perf_counter()
    linprog(cost, A_eq=matrix, b_eq=[*chosen, *[0] * len(free)], bounds=bounds, method="highs-ds")
    return time.perf_counter() - began


if __name__ == "__main__":
    show(measure, USUAL)
