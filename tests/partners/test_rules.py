"""Rules that nobody can meet or that contradict one another are told before they are saved."""

import datetime as dt

import pytest

from coordinator.base.errors import UserError
from coordinator.operations.importing import load_sample
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.rule_checks import clean_terms, problems_of
from coordinator.partners.rule_edits import all_problems, known_rules, plan_known, plan_no_rule, plan_rule
from coordinator.partners.rules import Condition, Offer, ProgrammeOffer
from coordinator.records.catalog import PARTNER, RULE
from coordinator.store.campaign import Campaign
from tests.builders import edit, everything, undo
from tests.partners.people import act, look, partner

DAY = dt.date(2025, 11, 24)


def rule(kind: str, *terms: str, **more: object) -> Condition:
    return Condition(kind, terms, record_id=1, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([rule("states", "OH"), rule("states", "PA")], "nobody can meet Ohio and Pennsylvania"),
        ([rule("states", "OH"), rule("states", "OH", excludes=True)], "nobody can meet Ohio and not Ohio"),
        ([rule("levels", "any_local"), rule("levels", "state")], "nobody can meet"),
        ([rule("levels", "federal"), rule("offices", "school_board")], "of none of the levels"),
        ([rule("states", "OH"), rule("divisions", "ocd-division/country:us/state:pa")], "none of the states"),
        ([rule("youngest_age", "50"), rule("oldest_age", "40")], "50 or over and 40 or under"),
        ([rule("born_from", "2009"), rule("youngest_age", "21")], "not 21 yet"),
        ([rule("oldest_age", "7")], "nobody can meet 7"),
        ([rule("born_from", "soon")], "is not one whole number"),
        ([rule("born_from", "2200")], "nobody can meet 2200"),
        ([rule("most_runs", "0")], "nobody can meet 0"),
        ([rule("states")], "has no value"),
        ([rule("party_lines", "tories")], "is not in the list"),
        ([rule("states", "OH", valid_from="2026-01-01", valid_until="2025-01-01")], "before it begins"),
        ([rule("genders", "woman"), rule("genders", "man")], "nobody can meet Woman and Man"),
        (
            [
                rule("genders", "woman", in_states=frozenset({"WA"})),
                rule("genders", "man", in_states=frozenset({"WA"})),
            ],
            "in Washington",
        ),
    ],
)
def test_what_nobody_can_meet_is_told(rules: list[Condition], told: str) -> None:
    assert told in " ".join(problems_of(Offer(1, "P", tuple(rules)), DAY))


@pytest.mark.parametrize(
    "rules",
    [
        [rule("levels", "any_local"), rule("levels", "school", "state")],
        [rule("states", "OH", valid_until="2024-12-31"), rule("states", "PA", valid_from="2025-01-01")],
        [rule("genders", "woman"), rule("genders", "woman", "nonbinary", in_states=frozenset({"WA"}))],
        [rule("born_from", "1984"), rule("oldest_age", "40"), rule("youngest_age", "18")],
    ],
)
def test_what_can_be_met_is_left_alone(rules: list[Condition]) -> None:
    assert problems_of(Offer(1, "P", tuple(rules)), DAY) == []


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (Offer(1, "P", capacity=0), "capacity is 0"),
        (Offer(1, "P", by_programme=True), "none is open"),
        (Offer(1, "P", programmes=(ProgrammeOffer(1, "Spring", "2026-01-01", "2026-02-01"),)), "until after it began"),
    ],
)
def test_places_that_cannot_be(offer: Offer, told: str) -> None:
    assert told in " ".join(problems_of(offer, DAY))


def test_values_are_read_as_people_write_them() -> None:
    assert clean_terms("states", ["Ohio", "Pa.", "ohio"]) == (["OH", "PA"], [])
    assert clean_terms("party_lines", ["Democrats", "no party"])[0] == ["dem", "ind"]
    assert clean_terms("offices", ["Board of Education"])[0] == ["school_board"]
    assert "Did you mean Pennsylvania" in clean_terms("states", ["Pensylvania"])[1][0]


def test_a_rule_is_checked_saved_changed_and_taken_out(campaign: Campaign) -> None:
    number = partner(campaign, states="OH")
    with pytest.raises(UserError, match="lies in none of the states"):
        act(campaign, plan_rule, number, {"rule_kind": "divisions", "terms": "ocd-division/country:us/state:pa"})
    with pytest.raises(UserError, match="is not in the list"):
        act(campaign, plan_rule, number, {"rule_kind": "Levels", "terms": "moon"})
    act(campaign, plan_rule, number, {"rule_kind": "Oldest age at election", "terms": "40", "valid_from": "2025-01-01"})
    [row] = everything(campaign, RULE)
    with pytest.raises(UserError, match="over and 40 or under"):
        act(campaign, plan_rule, number, {"rule_kind": "youngest_age", "terms": ["50"]})
    act(campaign, plan_rule, number, {"rule_kind": "oldest_age", "terms": "35"}, rule=row["id"])
    assert everything(campaign, RULE)[0]["terms"] == ["35"]
    act(campaign, plan_no_rule, row["id"])
    assert everything(campaign, RULE) == []
    undo(campaign)
    assert everything(campaign, RULE)[0]["terms"] == ["35"]


def test_a_rule_that_holds_later_is_checked_on_its_first_day(campaign: Campaign) -> None:
    number = partner(campaign)
    later = {"valid_from": "2090-01-01"}
    act(campaign, plan_rule, number, {"rule_kind": "states", "terms": "OH", **later})
    with pytest.raises(UserError, match="nobody can meet"):
        act(campaign, plan_rule, number, {"rule_kind": "states", "terms": "PA", **later})


def test_rules_that_came_in_otherwise_are_told_too(campaign: Campaign) -> None:
    number = partner(campaign)
    assert look(campaign, all_problems) == {}
    edit(campaign, number, PARTNER, capacity=0)
    assert "capacity is 0" in look(campaign, all_problems)[number][0]


def test_the_known_rules_have_a_source_and_can_be_met(campaign: Campaign) -> None:
    assert all(r["source"] and r["read_on"] for r in known_rules())
    load_sample(campaign)
    assert look(campaign, all_problems) == {}
    assert len(everything(campaign, RULE)) == len(known_rules())
    with campaign.reading() as connection:
        assert plan_known(connection).is_empty
        assert PartnerBook.of(connection).find("training committee").name == "National Democratic Training Committee"
