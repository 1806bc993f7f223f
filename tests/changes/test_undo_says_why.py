"""What an undo says of what it cannot take back, and of what it puts side by side."""

from coordinator.operations.people import merge
from coordinator.operations.undoing import redo, undo
from coordinator.store.campaign import Campaign
from tests import builders
from tests.builders import add, edit, get


def told(campaign: Campaign, seq: int) -> list[str]:
    """Return what the plan to undo a step tells, which changes nothing."""
    with campaign.reading() as connection:
        plan = undo.plan(connection, seq)
    assert plan.is_empty
    return plan.told


def test_what_came_with_a_step_that_is_undone_itself_was_not_changed_since(campaign: Campaign) -> None:
    ann = add(campaign, given_name="Ann", family_name="Smit", notes="alpha")
    dina = add(campaign, given_name="Dina", family_name="Oakes")
    merged = merge(campaign, "Dana", dina, ann, {}).seq
    cleared = edit(campaign, dina, notes="").seq
    builders.undo(campaign, cleared)
    redo(campaign, "Dana")
    builders.undo(campaign, merged)
    assert merged and cleared
    assert told(campaign, cleared) == [
        f"What it changed came with “Merged Ann Smit into Dina Oakes” (step {merged}), which is taken back itself."
    ]


def test_lines_that_come_back_beside_what_was_written_since_are_told(campaign: Campaign) -> None:
    cleo = add(campaign, given_name="Cleo", family_name="Marsh", notes="gamma")
    cleared = edit(campaign, cleo, notes="").seq
    edit(campaign, cleo, notes="note six")
    with campaign.reading() as connection:
        plan = undo.plan(connection, cleared)
    assert plan.told == ["Notes of Cleo Marsh: “gamma” comes back beside “note six”, written since."]
    builders.undo(campaign, cleared)
    assert get(campaign, cleo)["notes"] == "gamma\nnote six"


def test_a_line_among_others_comes_back_without_a_word(campaign: Campaign) -> None:
    cleo = add(campaign, given_name="Cleo", family_name="Marsh", notes="alpha\ngamma")
    less = edit(campaign, cleo, notes="alpha").seq
    edit(campaign, cleo, notes="alpha\nnote six")
    with campaign.reading() as connection:
        assert undo.plan(connection, less).told == []


def test_what_somebody_changed_since_is_said_to_be_so(campaign: Campaign) -> None:
    cleo = add(campaign, given_name="Cleo", tags="x")
    more = edit(campaign, cleo, tags="x; y").seq
    edit(campaign, cleo, author="Sam", tags="x")
    (why,) = told(campaign, more or 0)
    assert why.startswith("All of it was changed since: Sam, ")
