"""The past: figures of any moment are those that were shown at it, and their difference has reasons."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.base.errors import UserError
from coordinator.changes import apply, forget, history
from coordinator.changes import apply as applying
from coordinator.changes.plan import Plan
from coordinator.importing.sample import import_sample
from coordinator.people.merging import plan_merge
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, REFERRAL, SIGNUP
from coordinator.reports.as_of import known_today, past, read_moment, seq_at, state_of
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.definitions import FIGURES
from coordinator.reports.figures import broken_down, figures
from coordinator.reports.overview import whole, world
from coordinator.reports.past_differences import as_told_today, reasons
from coordinator.reports.scope import Scope
from coordinator.store import query
from coordinator.store.campaign import Campaign, head_of
from tests.builders import add, delete, edit, undo

DAY = dt.date(2026, 6, 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Set the clock of the history to noon of a day in June 2026."""

    def set_(day: int) -> str:
        at = f"2026-06-{day:02}T12:00:00Z"
        monkeypatch.setattr(applying, "now", lambda: at)
        return at

    return set_


def shown(connection, scope: Scope) -> object:
    """Return all that is said: figures, and some breakdowns."""
    return figures(connection, scope), [
        broken_down(connection, scope, (d,)) for d in ("state", "stage", "event", "partner", "age")
    ]


def merge(campaign: Campaign, keep: int, gone: int) -> None:
    with campaign.reading() as connection:
        plan = plan_merge(connection, keep, gone)
    apply.apply(campaign, plan, author="Dana")


def sign_up(campaign: Campaign, candidate: int, source: int, **values: object) -> int:
    with campaign.reading() as connection:
        plan = Plan("import", "Imported later.csv: 1 new", head_of(connection))
    plan.create(SIGNUP.key, {"candidate": candidate, "source": source, **values})
    return apply.apply(campaign, plan, author="Dana").touched[SIGNUP.key][0]


def journey(campaign: Campaign) -> list[Callable[[], object]]:
    """Return the steps of some weeks of work; each is one change set."""
    made: dict[str, int] = {}

    def referral() -> None:
        made["partner"] = add(campaign, PARTNER, name="North")

    def connect() -> None:
        made["referral"] = add(campaign, REFERRAL, candidate=3, partner=made["partner"], status="Proposed")

    return [
        lambda: import_sample(campaign),
        lambda: edit(campaign, 1, stage="Filed"),
        referral,
        connect,
        lambda: edit(campaign, made["referral"], REFERRAL, status="Sent", sent_on="2026-06-05"),
        lambda: merge(campaign, 5, 6),
        lambda: delete(campaign, 7, 8),
        lambda: edit(campaign, 1, stage="Interested", state="Ohio", birth_date="2001"),
        lambda: undo(campaign),
        lambda: add(campaign, given_name="New", family_name="Person", stage="Elected"),
        lambda: sign_up(campaign, 9, 2, submitted_at="2026-05-01T12:00:00Z", event=3),
        lambda: undo(campaign),
        lambda: delete(campaign, 2, rt=EVENT),
    ]


def test_a_replayed_journey(any_campaign: Campaign, clock: Callable[[int], str]) -> None:
    said: list[tuple[str, object]] = []
    scopes = (Scope(day=DAY), Scope(day=DAY, partner=1), Scope(day=DAY, event=3))
    for number, step in enumerate(journey(any_campaign), 1):
        moment = clock(number)
        step()
        with any_campaign.reading() as connection:
            said.append((moment, [shown(connection, scope) for scope in scopes]))
    with any_campaign.reading() as connection:
        for moment, then in said:
            with world(connection, moment) as at:
                assert [shown(at.counted, scope) for scope in scopes] == then, moment
        with world(connection, "2026-05-31T00:00:00Z") as at:
            assert set(figures(at.counted, Scope()).values()) == {0}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "delete", "undo", "add", "sign up", "merge"]),
        st.integers(1, 12),
        st.integers(1, 12),
        st.sampled_from(["Filed", "Elected", "", "Contacted"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_steps(campaign: Campaign, steps: list[tuple[str, int, int, str]]) -> None:
    if not campaign.head():
        import_sample(campaign)
    said: dict[int, object] = {}
    for kind, one, two, stage in steps:
        with campaign.reading() as connection:
            there = set(query.select_ids(connection, CANDIDATE))
            done = history.newest_to_undo(connection)
        if kind == "undo" and done:
            undo(campaign)
        elif kind == "add":
            add(campaign, given_name="Somebody", stage=stage)
        elif kind == "sign up" and one in there:
            sign_up(campaign, one, 1, submitted_at=f"2026-01-{two:02}T10:00:00Z")
        elif kind == "edit" and one in there:
            edit(campaign, one, stage=stage, state="OH" if two % 2 else "PA")
        elif kind == "delete" and one in there:
            delete(campaign, one)
        elif kind == "merge" and {one, two} <= there and one != two:
            merge(campaign, one, two)
        with campaign.reading() as connection:
            said[campaign.head()] = shown(connection, Scope(day=DAY))
    with campaign.reading() as connection:
        for seq, then in said.items():
            with state_of(connection, past(connection, seq)) as counted:
                assert shown(counted, Scope(day=DAY)) == then


def test_why_a_figure_differs(campaign: Campaign, clock: Callable[[int], str]) -> None:
    clock(1)
    import_sample(campaign)
    moment = clock(2)
    edit(campaign, 20, stage="Filed")
    clock(3)
    merge(campaign, 5, 6)
    clock(4)
    sign_up(campaign, 30, 1, submitted_at="2026-01-02T10:00:00Z")
    clock(5)
    delete(campaign, 11)
    clock(6)
    edit(campaign, 20, stage="Interested")
    clock(7)
    forget.forget(campaign, 40, author="Dana")
    scope = Scope(day=DAY)
    with (
        campaign.reading() as connection,
        world(connection, moment) as at,
        known_today(connection, at.past, moment) as known,
    ):
        for key, figure in FIGURES.items():
            then = figures(at.counted, scope)[key]
            now = figures(known, as_told_today(scope, moment))[key]
            why = reasons(at, known, figure, scope, moment)
            assert then + sum(len(r.came) - len(r.went) for r in why) == now, key
        people = {r.kind: r for r in reasons(at, known, FIGURES["people"], scope, moment)}
        assert people["merge"].went == (6,)
        assert people["delete"].went == (11,)
        assert "neither figure" in people["forget"].note
        filed = reasons(at, known, FIGURES["filed"], scope, moment)
        assert [r for r in filed if r.kind == "edit"] == [], "how far somebody is now says nothing of that day"
        sign_ups = {r.kind: r for r in reasons(at, known, FIGURES["sign_ups"], scope, moment)}
        assert len(sign_ups["import"].came) == 1


def test_what_was_dated_ahead_is_named(campaign: Campaign, clock: Callable[[int], str]) -> None:
    moment = clock(1)
    import_sample(campaign)
    sign_up(campaign, 30, 1, submitted_at="2026-09-01T00:00:00Z")
    with (
        campaign.reading() as connection,
        world(connection, moment) as at,
        known_today(connection, at.past, moment) as known,
    ):
        (reason,) = reasons(at, known, FIGURES["sign_ups"], Scope(day=DAY), moment)
        assert (reason.kind, len(reason.went), reason.came) == ("date", 1, ())


def test_the_overview_of_the_past(campaign: Campaign, clock: Callable[[int], str]) -> None:
    moment = clock(1)
    import_sample(campaign)
    clock(2)
    delete(campaign, *range(1, 100))
    with campaign.reading() as connection, world(connection, moment) as at:
        assert whole(at, Wanted(Scope())).figures["people"] == 167
        assert seq_at(connection, moment) == at.past.seq == 2  # type: ignore[union-attr]


def test_moments_as_people_type_them() -> None:
    assert read_moment("2026-03-08") == "2026-03-09T03:59:59Z", "the day on which summer time begins"
    assert read_moment("2025-10-01T18:00") == "2025-10-01T22:00:00Z"
    assert read_moment("2025-10-01T18:00+02:00") == "2025-10-01T16:00:00Z"
    with pytest.raises(UserError, match="is no moment"):
        read_moment("1 October")
