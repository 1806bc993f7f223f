"""Merging stops, undoing, redoing and un-merging in any order equals a model that was written independently."""

from collections import Counter
from pathlib import Path

import pytest

from coordinator.changes import apply
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.importing.desk_sheets import MERGED_STOPS, follow_stop
from coordinator.operations.touring import merge_stops
from coordinator.operations.undoing import questions, undo
from coordinator.records.catalog import EVENT, SETTING, SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, everything
from tests.builders import undo as take_back
from tests.people.histories import in_campaign, try_history
from tests.tour.stop_histories import StopHistory


@pytest.mark.parametrize("tens", range(2))
def test_made_histories_of_stops_equal_the_model(tens: int, template: Path, tmp_path: Path) -> None:
    done: Counter[str] = Counter()
    for seed in range(tens * 10, tens * 10 + 10):
        done += try_history(seed, template, tmp_path, StopHistory).counts
    assert all(done[act] for act in ("merge", "edit", "undo", "signup", "newcomer"))


def test_stops_on_a_server_too(any_campaign: Campaign) -> None:
    assert in_campaign(any_campaign, 7, StopHistory).counts["undo"]


def test_sign_ups_of_one_source_are_asked_about_once(campaign: Campaign) -> None:
    keep, gone = (add(campaign, EVENT, title=title) for title in ("Denver", "Denver again"))
    ann, desks = add(campaign, given_name="Ann"), add(campaign, SOURCE, name="The desks")
    form = add(campaign, SOURCE, name="Its form", event=gone)
    merge_stops(campaign, "Dana", keep, gone)
    seq = campaign.head()
    plan = Plan("import", "Imported", campaign.head())
    for source, key in ((desks, "1"), (desks, "2"), (form, "3")):
        plan.create("signup", {"candidate": ann, "source": source, "event": keep, "source_key": key})
    apply.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        planned = undo.plan(connection, seq)
    (question,) = questions(planned)
    assert question.who == "2 sign-ups through The desks, which came since, stay with Denver"
    question.decide(Resolution.TAKE)
    apply.apply(campaign, planned, author="Dana")
    assert [s["event"] for s in everything(campaign, SIGNUP)] == [gone, gone, gone]


def test_a_merge_that_is_taken_back_leads_no_desk_astray(campaign: Campaign) -> None:
    a, b, c = (add(campaign, EVENT, title=title) for title in "ABC")
    merge_stops(campaign, "Dana", a, b)
    first = campaign.head()
    merge_stops(campaign, "Dana", a, c)
    take_back(campaign, first)
    with campaign.reading() as connection:
        assert [follow_stop(connection, n) for n in (a, b, c)] == [a, b, a]
    merge_stops(campaign, "Dana", b, a)
    with campaign.reading() as connection:
        assert [follow_stop(connection, n) for n in (a, b, c)] == [b, b, b]


def test_merges_of_older_campaigns_are_followed_too(campaign: Campaign) -> None:
    a, b, c = (add(campaign, EVENT, title=title) for title in "ABC")
    plan = Plan("edit", "As it was", campaign.head())
    plan.create(SETTING.key, {"key": MERGED_STOPS, "chosen": {str(b): a, str(c): a}})
    apply.apply(campaign, plan, author="Dana")
    delete(campaign, b, rt=EVENT)
    with campaign.reading() as connection:
        assert [follow_stop(connection, n) for n in (a, b, c)] == [a, a, c]
