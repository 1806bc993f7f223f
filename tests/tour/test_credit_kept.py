"""Credit as the campaign keeps it: codes that two stops share, and stops that draw nobody any more."""

from pathlib import Path

import pytest

from coordinator.records import row_id
from coordinator.records.catalog import EVENT, SIGNUP, SOURCE
from coordinator.store import credited
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, delete, edit, everything, get, undo
from tests.tour.test_stops import DENVER, TEMPE, read, sign_up


def credit_of(campaign: Campaign, number: int) -> int | None:
    with campaign.reading() as connection:
        assert credited.differences(connection) == []
    return get(campaign, number, SIGNUP)["credited"]


def with_code(campaign: Campaign, folder: Path, code: str) -> int:
    """Import a form of one row that carries a code; return the sign-up."""
    (folder / "form.csv").write_text(f"First name,Email,utm_source\nAnn,ann@example.org,{code}\n", encoding="utf-8")
    bring(campaign, folder / "form.csv")
    return everything(campaign, SIGNUP)[-1]["id"]


def test_a_code_that_two_stops_share_credits_neither_until_it_is_one_stops_own(
    any_campaign: Campaign, tmp_path: Path
) -> None:
    denver, tempe = add(any_campaign, EVENT, **DENVER), add(any_campaign, EVENT, **TEMPE)
    one = add(any_campaign, SOURCE, name="Call 14", code="mail-14", event=denver)
    number = with_code(any_campaign, tmp_path, "Mail-14")
    assert credit_of(any_campaign, number) == denver
    other = add(any_campaign, SOURCE, name="Call 15", code="MAIL-14", event=tempe)
    assert credit_of(any_campaign, number) is None
    assert any("stands for 2 stops" in note for note in read(any_campaign).notes)
    edit(any_campaign, other, SOURCE, code="mail-15")
    assert credit_of(any_campaign, number) == denver
    undo(any_campaign)
    assert credit_of(any_campaign, number) is None
    delete(any_campaign, one, rt=SOURCE)
    assert credit_of(any_campaign, number) == tempe


def test_a_page_and_a_call_of_one_name_credit_neither_unless_they_are_of_one_stop(
    campaign: Campaign, tmp_path: Path
) -> None:
    denver, tempe = add(campaign, EVENT, **DENVER), add(campaign, EVENT, **TEMPE)
    call = add(campaign, SOURCE, name="Call", code="Denver-3-21", event=tempe)
    number = with_code(campaign, tmp_path, "denver-3-21")
    assert credit_of(campaign, number) is None
    edit(campaign, call, SOURCE, event=str(denver))
    assert credit_of(campaign, number) == denver


@pytest.mark.parametrize("status", ["cancelled", "moved"])
def test_a_stop_that_did_not_take_place_draws_nobody_who_did_not_name_it(any_campaign: Campaign, status: str) -> None:
    denver = add(any_campaign, EVENT, **DENVER)
    form, call = add(any_campaign, SOURCE, name="Form"), add(any_campaign, SOURCE, name="Desk", event=denver)
    near = {"submitted_at": "2025-03-22T00:00:00Z"}
    people = [add(any_campaign, given_name=n, postcode="80202") for n in ("Ann", "Bob", "Eve")]
    drawn = sign_up(any_campaign, people[0], form, source_key="1", **near)
    named = sign_up(any_campaign, people[1], form, source_key="2", event=denver, **near)
    at_desk = sign_up(any_campaign, people[2], call, source_key="3", **near)
    every = (drawn, named, at_desk)
    assert [credit_of(any_campaign, n) for n in every] == [denver, denver, denver]
    edit(any_campaign, denver, EVENT, status=status)
    assert [credit_of(any_campaign, n) for n in every] == [None, denver, denver]
    edit(any_campaign, denver, EVENT, status="done")
    assert [credit_of(any_campaign, n) for n in every] == [denver, denver, denver]


def test_a_cancelled_stop_leaves_who_was_near_to_the_next_one(campaign: Campaign) -> None:
    denver = add(campaign, EVENT, **DENVER)
    golden = add(
        campaign, EVENT, **{**DENVER, "title": "Golden", "city": "Golden", "postcode": "80401", "slug": "golden"}
    )
    ann = add(campaign, given_name="Ann", postcode="80401")
    number = sign_up(
        campaign, ann, add(campaign, SOURCE, name="Form"), source_key="1", submitted_at="2025-03-22T00:00:00Z"
    )
    assert credit_of(campaign, number) == golden
    edit(campaign, golden, EVENT, status="cancelled")
    assert credit_of(campaign, number) == denver


def test_a_code_counts_from_the_day_on_which_its_stop_is_there(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, EVENT, **DENVER)
    number = with_code(campaign, tmp_path, row_id.make(EVENT.letter, 2))
    assert credit_of(campaign, number) is None
    tempe = add(campaign, EVENT, **TEMPE)
    assert credit_of(campaign, number) == tempe
    delete(campaign, tempe, rt=EVENT)
    assert credit_of(campaign, number) is None
