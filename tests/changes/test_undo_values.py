"""Undo of what is gone since, what undo and redo are called, and what stands in the history."""

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply, edits, history
from coordinator.changes.plan import Plan
from coordinator.changes.undo import plan_undo
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, edit, get, undo


def test_undo_of_an_edit_leaves_somebody_alone_who_was_deleted_since(campaign: Campaign) -> None:
    ana, bo = add(campaign, given_name="Ana", city="Omaha"), add(campaign, given_name="Bo", city="Omaha")
    with campaign.reading() as connection:
        plan = edits.plan_edit(connection, CANDIDATE, {ana: {"city": "Denver"}, bo: {"city": "Denver"}})
    seq = apply.apply(campaign, plan, author="Dana").seq
    delete(campaign, ana)
    done = undo(campaign, seq)
    assert done.touched == {"candidate": [bo]}
    assert get(campaign, bo)["city"] == "Omaha"
    assert (get(campaign, ana)["city"], bool(get(campaign, ana)["deleted_at"])) == ("Denver", True)


def test_nothing_is_written_where_all_who_were_edited_are_deleted_since(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", city="Omaha")
    seq = edit(campaign, ana, city="Denver").seq
    delete(campaign, ana)
    head = campaign.head()
    assert undo(campaign, seq).seq is None
    assert campaign.head() == head
    assert get(campaign, ana)["city"] == "Denver"


def test_undo_and_redo_are_called_what_they_are(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    seq = edit(campaign, ana, city="Undid it").seq
    for _ in range(5):
        assert undo(campaign, seq).seq == campaign.head()
        seq = campaign.head()
    with campaign.reading() as connection:
        steps = [(s.kind, s.title, s.undoes) for s in history.change_sets(connection, limit=5)][::-1]
    title = "City of Ana to Undid it"
    assert steps == [
        ("undo", f"Undid: {title}", 2),
        ("redo", f"Redid: {title}", 3),
        ("undo", f"Undid: {title}", 4),
        ("redo", f"Redid: {title}", 5),
        ("undo", f"Undid: {title}", 6),
    ]
    assert get(campaign, ana)["city"] is None


def test_what_the_next_undo_and_redo_take_back(campaign: Campaign) -> None:
    def ahead() -> tuple[int | None, int | None]:
        with campaign.reading() as connection:
            return history.newest_to_undo(connection), history.newest_to_redo(connection)

    assert ahead() == (None, None)
    ana = add(campaign, given_name="Ana")
    edit(campaign, ana, city="Omaha")
    assert ahead() == (2, None)
    undo(campaign)
    assert ahead() == (1, 3)
    undo(campaign)
    assert ahead() == (None, 4)
    undo(campaign, 4)
    assert ahead() == (1, 3)
    undo(campaign, 3)
    assert ahead() == (2, None)
    undo(campaign)
    edit(campaign, ana, city="Tempe")
    assert ahead() == (campaign.head(), None)


SEARCHED = {
    "100%": [2],
    "%": [2],
    "_": [3],
    "!": [4],
    "!!": [],
    "omaha!": [4],
    "jules": [4],
    "OMAHA": [2, 3, 4],
    "": [1, 2, 3, 4],
}


def test_the_history_is_searched_for_the_letters_themselves(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana")
    edit(any_campaign, ana, city="100% Omaha")
    edit(any_campaign, ana, city="Omaha_West")
    edit(any_campaign, ana, city="Omaha!", author="Jules")
    with any_campaign.reading() as connection:
        found = {words: sorted(s.seq for s in history.change_sets(connection, words=words)) for words in SEARCHED}
    assert found == SEARCHED


def test_the_history_page_by_page(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    for city in ("Omaha", "Denver", "Tempe"):
        edit(campaign, ana, city=city)
    with campaign.reading() as connection:
        assert [s.seq for s in history.change_sets(connection, limit=2)] == [4, 3]
        assert [s.seq for s in history.change_sets(connection, limit=2, before=3)] == [2, 1]
        assert [s.seq for s in history.change_sets(connection)] == [4, 3, 2, 1]
        whole = history.change_set(connection, 3)
        assert whole is not None
        assert (whole.kind, whole.title, whole.author, whole.size, whole.undone) == (
            "edit",
            "City of Ana to Denver",
            "Dana",
            1,
            False,
        )
        assert history.change_set(connection, 9) is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [("forget", "is erased and cannot be brought back"), ("send", "mail that was sent cannot be called back")],
)
def test_what_is_gone_for_good_is_not_undone(campaign: Campaign, kind: str, told: str) -> None:
    ana = add(campaign, given_name="Ana")
    plan = Plan(kind, "Done for good", campaign.head())
    plan.update("candidate", ana, {"city": (None, "Omaha")})
    seq = apply.apply(campaign, plan, author="Dana").seq
    assert seq is not None
    with campaign.reading() as connection, pytest.raises(UserError, match=told):
        plan_undo(connection, seq)
