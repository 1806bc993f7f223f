"""The promise of the round trip, against a model: whatever people do on both sides, no edit is lost unseen."""

import itertools
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import delete, everything, undo, values_of
from tests.extent import usually
from tests.round_trip import round_trip_model as model

EXAMPLES = usually(60, 500)
"""How many databases and trips are tried; tests/round_trip/long_round_trip.py tries more."""
SETTINGS = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
PLACE = "/dev/shm" if Path("/dev/shm").is_dir() else None
TEMPLATE: list[Path] = []


@contextmanager
def office(rows: list[dict[str, Value]]) -> Iterator[tuple[Campaign, Path]]:
    """Give a campaign with these people, and a folder."""
    if not TEMPLATE:
        TEMPLATE.append(Path(tempfile.mkdtemp()) / "t.campaign")
        campaigns.create(TEMPLATE[0]).close()
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / "office.campaign"
        shutil.copyfile(TEMPLATE[0], path)
        with campaigns.open_(path) as campaign:
            model.start(campaign, rows)
            yield campaign, Path(folder)


def here(campaign: Campaign) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in everything(campaign) if row["id"] <= model.PEOPLE}


def state(campaign: Campaign) -> list[dict[str, Any]]:
    return [values_of(row) for row in everything(campaign)]


def told(plan: ImportPlan) -> str:
    return " ".join(p.message for p in plan.problems)


@SETTINGS
@given(model.people(), model.edits(6), model.trips(), st.frozensets(st.integers(1, model.PEOPLE), max_size=1))
def test_the_outcome_is_that_of_the_reference(rows, ours, trip, gone) -> None:
    with office(rows) as (campaign, folder):
        base = here(campaign)
        sent = model.send(campaign, folder / "out.xlsx")
        model.edit_here(campaign, ours, base, "Jules")
        now = here(campaign)
        delete(campaign, *gone)
        before = state(campaign)
        header, lines = model.travel(sent, trip, base)
        have_to, may = model.sorted_keys(base, trip)
        plan = model.plan_return(campaign, sent, header, lines, folder / "back.xlsx", have_to)
        left = _left_out(plan)
        assert have_to <= left <= may
        wanted = model.reference(base, now, trip, gone, left)
        _as_planned(plan, wanted, trip, gone, base, left)
        result = importing.apply(campaign, plan, author="Dana")
        _as_wanted(campaign, wanted, gone)
        assert len(everything(campaign)) == model.PEOPLE - len(gone) + len(trip.new)
        after = state(campaign)
        again = model.plan_return(campaign, sent, header, lines, folder / "again.xlsx", left)
        assert again.plan.is_empty
        assert importing.apply(campaign, again, author="Dana").seq is None
        assert state(campaign) == after
        if result.seq is not None:
            undo(campaign, result.seq)
        assert state(campaign) == before


def _left_out(plan: ImportPlan) -> set[str]:
    """Return the fields whose columns are told to have been sorted alone, or to have slipped, and are not taken."""
    acts = [a for a in plan.acts if a.kind in (ActKind.SORTED, ActKind.SLIPPED) and a.answer is Reply.LEAVE]
    assert all(a.told in told(plan) for a in acts)
    return {key for act in acts for key in model.keys_of(plan, act)}


def _as_planned(
    plan: ImportPlan, wanted: model.Outcome, trip: model.Trip, gone: frozenset[int], base: Any, left: Set[str]
) -> None:
    """Everything that is not taken is told: as a conflict, or as a problem."""
    assert {(c.record_id, c.field) for c in plan.plan.conflicts} == wanted.conflicts
    assert all("changed by Jules" in c.who and c.author == "Jules" for c in plan.plan.conflicts)
    kept = [e for e in trip.edits if e.key not in trip.dropped | left and not trip.sorted_alone]
    lost = [e for e in kept if e.record in gone - trip.deleted]
    if any(not model.alike(e.key, model.meant(e, base[e.record]), base[e.record].get(e.key)) for e in lost):
        assert "deleted here since" in told(plan)
    missing = frozenset() if trip.sorted_alone else trip.deleted - gone
    assert {m.record_id for m in plan.missing} == missing


def _as_wanted(campaign: Campaign, wanted: model.Outcome, gone: frozenset[int]) -> None:
    now = here(campaign)
    assert now.keys() == wanted.values.keys() - gone
    for number, row in now.items():
        for key in model.KEYS:
            value, want = row.get(key), wanted.values[number][key]
            assert model.came_through(key, value, want), (number, key, value, want)


@settings(SETTINGS, max_examples=EXAMPLES // 6)
@given(model.people(), st.lists(model.edits(3), min_size=2, max_size=10), st.randoms(use_true_random=False))
def test_ten_copies_in_any_order_come_to_the_same(rows, copies, random) -> None:
    assume(not _may_go_on(rows, copies))
    orders = [list(range(len(copies))), random.sample(range(len(copies)), len(copies))]
    ends = [_in_order(rows, copies, order) for order in orders]
    clashing = _contradictions(rows, copies)
    for (one, _), (other, _) in itertools.pairwise(ends):
        for number, row in one.items():
            for key in model.KEYS:
                if (number, key) not in clashing:
                    assert _plain(key, row.get(key)) == _plain(key, other[number].get(key))
    for _, conflicts in ends:
        assert {place for place, _ in conflicts} == clashing
        for (number, key), said in conflicts:
            assert len(said) == len(set(said)), "each contradiction is shown once"
            assert all("changed by Dana" in s and "from copy-" in s and "; copy-" in s for s in said), (number, key)


def _in_order(rows, copies, order):
    """Return the final state, and of each contradiction what was said."""
    with office(rows) as (campaign, folder):
        base = here(campaign)
        sent = model.send(campaign, folder / "out.xlsx")
        said: dict[tuple[int, str], list[str]] = {}
        for index in order:
            header, lines = model.travel(sent, model.Trip(copies[index]), base)
            plan = model.plan_return(campaign, sent, header, lines, folder / f"copy-{index}.xlsx")
            for conflict in plan.plan.conflicts:
                said.setdefault((conflict.record_id, conflict.field), []).append(conflict.who)
            importing.apply(campaign, plan, author="Dana")
        return here(campaign), list(said.items())


def _contradictions(rows, copies) -> set[tuple[int, str]]:
    """Return the fields in which two copies cannot both be right."""
    found = set()
    for number, row in enumerate(rows, 1):
        for key in set(model.KEYS) - {"tags"}:
            edits = [e for copy in copies for e in copy if (e.record, e.key) == (number, key)]
            values = {repr(model.meant(e, row)) for e in edits} - {repr(row.get(key))}
            if len(values) > 1 and not (key == "notes" and all(e.add for e in edits)):
                found.add((number, key))
    return found


def _may_go_on(rows, copies) -> bool:
    """Return whether a copy may as well be one that came back, edited further: it has nothing of it as it went out."""
    said = [
        {
            (e.record, e.key): v
            for e in c
            if not model.alike(e.key, v := model.meant(e, rows[e.record - 1]), rows[e.record - 1].get(e.key))
        }
        for c in copies
    ]
    met = Counter(place for copy in said for place in copy)
    for one, other in itertools.permutations(said, 2):
        alone = sum(met[place] == 1 for place in one)
        both = one.keys() & other.keys()
        same = sum(model.alike(key, one[n, key], other[n, key]) for n, key in both)
        if same < len(both) and alone <= same:
            return True
    return False


def _plain(key: str, value: Value) -> Value:
    return sorted(model.lines(value)) if key == "notes" else value


def test_the_pools_hold_values_that_mean_different_things() -> None:
    for key, pool in model.POOLS.items():
        kind = CANDIDATE.field(key).kind
        assert not any(kind.same(a, b) for a, b in itertools.combinations(pool, 2))
