"""One door: applying, undoing in any order, redoing; on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from coordinator.base.errors import Cancelled, UserError
from coordinator.changes import apply, edits, history
from coordinator.changes.change_set import Action, Change
from coordinator.changes.checking import problems_of
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.changes.state_at import state_at
from coordinator.changes.undo import plan_undo
from coordinator.records.catalog import CANDIDATE, CONTACT, SIGNUP
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, delete, edit, everything, get, undo, values_of


def test_an_edit_is_one_step_that_can_be_taken_back(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", stage="Interested", tags="a; b", first_time="yes")
    before = values_of(get(any_campaign, ana))
    edit(any_campaign, ana, stage="Contacted", tags="b; c", first_time="no", email="ana@example.org")
    assert get(any_campaign, ana)["tags"] == ["b", "c"]
    undo(any_campaign)
    assert values_of(get(any_campaign, ana)) == before


def test_undo_of_undo_is_redo(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana")
    seq = edit(any_campaign, ana, city="Omaha").seq
    undone = undo(any_campaign, seq).seq
    assert get(any_campaign, ana)["city"] is None
    undo(any_campaign, undone)
    assert get(any_campaign, ana)["city"] == "Omaha"
    with any_campaign.reading() as connection:
        assert [s.undone for s in history.change_sets(connection) if s.seq == seq] == [False]
        assert history.newest_to_undo(connection) == seq


def test_undo_works_out_of_order_and_keeps_what_came_since(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", city="Omaha", state="NE")
    older = edit(any_campaign, ana, city="Denver", state="CO").seq
    edit(any_campaign, ana, author="Jules", city="Tempe")
    taken = undo(any_campaign, older)
    row = get(any_campaign, ana)
    assert (row["city"], row["state"]) == ("Tempe", "NE")
    assert [c.field for c in taken.conflicts] == ["city"]
    assert "Jules" in taken.conflicts[0].who


def test_an_import_is_taken_back_but_for_what_people_changed_since(any_campaign: Campaign) -> None:
    _, result = bring(any_campaign, "action-network-denver.csv")
    people = everything(any_campaign)
    edit(any_campaign, people[3]["id"], author="Jules", stage="Contacted")
    note = add(any_campaign, CONTACT, candidate=people[7]["id"], notes="Called", author="Sam")
    taken = undo(any_campaign, result.seq)
    left = {row["id"] for row in everything(any_campaign)}
    assert left == {people[3]["id"], people[7]["id"]}
    assert len(everything(any_campaign, SIGNUP)) == 2
    told = " ".join(c.who for c in taken.conflicts)
    assert "Jules" in told
    assert get(any_campaign, note, CONTACT)["deleted_at"] is None
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []


def test_who_was_there_before_is_never_deleted_by_an_undo(any_campaign: Campaign) -> None:
    rosa = add(
        any_campaign, given_name="Rosa", family_name="Johnson", email="rosa.johnson214@example.org", city="Provo"
    )
    _, result = bring(any_campaign, "action-network-denver.csv")
    assert len(everything(any_campaign)) == 120
    assert get(any_campaign, rosa)["phone"] == "+18015550104"
    undo(any_campaign, result.seq)
    assert [row["id"] for row in everything(any_campaign)] == [rosa]
    row = get(any_campaign, rosa)
    assert (row["city"], row["phone"], row["postcode"]) == ("Provo", None, None)


def test_two_plans_of_one_moment_merge(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", city="Omaha", notes="old")
    with any_campaign.reading() as connection:
        mine = edits.plan_edit(connection, CANDIDATE, {ana: {"city": "Denver", "notes": "mine"}})
        yours = edits.plan_edit(connection, CANDIDATE, {ana: {"state": "CO", "notes": "yours"}})
    apply.apply(any_campaign, mine, author="Jules")
    second = apply.apply(any_campaign, yours, author="Dana")
    row = get(any_campaign, ana)
    assert (row["city"], row["state"], row["notes"]) == ("Denver", "CO", "mine")
    assert [(c.field, c.ours, c.theirs) for c in second.conflicts] == [("notes", "mine", "yours")]


def test_tags_of_both_sides_are_kept(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", tags="old")
    with any_campaign.reading() as connection:
        mine = edits.plan_edit(connection, CANDIDATE, {ana: {"tags": "old; a"}})
        yours = edits.plan_edit(connection, CANDIDATE, {ana: {"tags": "b"}})
    apply.apply(any_campaign, mine, author="Jules")
    apply.apply(any_campaign, yours, author="Dana")
    assert sorted(get(any_campaign, ana)["tags"]) == ["a", "b"]


def test_an_edit_of_somebody_who_was_deleted_since_is_told(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana")
    with any_campaign.reading() as connection:
        late = edits.plan_edit(connection, CANDIDATE, {ana: {"city": "Omaha"}})
    delete(any_campaign, ana)
    applied = apply.apply(any_campaign, late, author="Dana")
    assert applied.seq is None
    assert applied.conflicts[0].reason == "gone here"


def test_a_conflict_can_be_taken_or_stop_everything(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", email="a@example.org", city="Omaha")
    plan = Plan("edit", "x", any_campaign.head())
    from coordinator.changes.merge import ConflictReason
    from coordinator.changes.plan import Conflict

    plan.conflicts.append(Conflict("candidate", ana, "city", None, "Omaha", "Denver", ConflictReason.BOTH_CHANGED))
    plan.conflicts[0].answer = Resolution.STOP
    plan.update("candidate", ana, {"state": (None, "CO")})
    with pytest.raises(UserError):
        apply.apply(any_campaign, plan, author="Dana")
    plan.conflicts[0].answer = Resolution.TAKE
    apply.apply(any_campaign, plan, author="Dana")
    assert (get(any_campaign, ana)["city"], get(any_campaign, ana)["state"]) == ("Denver", "CO")


def test_a_value_that_the_database_forbids_changes_nothing(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana")
    head = any_campaign.head()
    plan = Plan("edit", "x", head, [Change("candidate", ana, Action.UPDATE, {"phone": (None, "12")})])
    with pytest.raises(UserError, match="not allowed"):
        apply.apply(any_campaign, plan, author="Dana")
    assert any_campaign.head() == head


def test_cancel_leaves_no_trace(any_campaign: Campaign) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str) -> None:
            raise Cancelled

    with any_campaign.reading() as connection:
        plan = edits.plan_add(connection, CANDIDATE, {"given_name": "Ana"})
    with pytest.raises(Cancelled):
        apply.apply(any_campaign, plan, author="Dana", progress=Stop())
    assert any_campaign.head() == 0
    assert everything(any_campaign) == []


def test_state_at_every_step_is_what_it_was(any_campaign: Campaign) -> None:
    ana = add(any_campaign, given_name="Ana", tags="a")
    snapshots = {any_campaign.head(): values_of(get(any_campaign, ana))}
    for values in ({"city": "Omaha"}, {"city": "Denver", "tags": "a; b"}, {"city": ""}, {"notes": "n\nm"}):
        edit(any_campaign, ana, **values)
        snapshots[any_campaign.head()] = values_of(get(any_campaign, ana))
    deleted = delete(any_campaign, ana).seq
    with any_campaign.reading() as connection:
        for seq, snapshot in snapshots.items():
            found = state_at(connection, CANDIDATE, seq, [ana])[ana]
            assert found is not None
            assert values_of(found) == snapshot
        assert state_at(connection, CANDIDATE, deleted or 0, [ana])[ana] is None
        assert state_at(connection, CANDIDATE, 0, [ana])[ana] is None


def test_everything_agrees_after_a_day_of_work(any_campaign: Campaign) -> None:
    bring(any_campaign, "google-forms-week-1.xlsx")
    people = everything(any_campaign)
    edit(any_campaign, people[0]["id"], stage="Filed")
    delete(any_campaign, people[1]["id"], people[2]["id"])
    undo(any_campaign)
    bring(any_campaign, "google-forms-week-2.xlsx")
    undo(any_campaign, 2)
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []
        assert history.change_set(connection, 2).undone  # type: ignore[union-attr]


def test_nothing_is_undone_twice(any_campaign: Campaign) -> None:
    add(any_campaign, given_name="Ana")
    undo(any_campaign, 1)
    with any_campaign.reading() as connection:
        with pytest.raises(UserError, match="taken back already"):
            plan_undo(connection, 1)
        with pytest.raises(UserError, match="no change set"):
            plan_undo(connection, 99)
        assert query.count(connection, CANDIDATE) == 0


def test_what_cannot_come_back_beside_another_of_its_name_is_told_in_plain_words(
    campaign: Campaign, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nAna Roe,ana@example.org\n", encoding="utf-8")
    bring(campaign, path, source="A")
    undone = undo(campaign)
    bring(campaign, path, source="A")
    with pytest.raises(UserError) as told:
        undo(campaign, undone.seq)
    assert str(told.value) == (
        "Nothing was changed: another source has the same “Name” already. Change or delete one of the two."
    )
