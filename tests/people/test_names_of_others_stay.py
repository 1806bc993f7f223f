"""Erasing a person's words takes no word that names somebody else, and is shown before as it will be."""

import pytest

from coordinator.changes.checking import problems_of
from coordinator.operations.forgetting import (
    erase_words,
    finder_of_words,
    forget_person,
    mentions_of_words,
    preview,
)
from coordinator.store.campaign import Campaign
from tests import builders

SURELY = {
    "Xena & Otto Quorn": "(forgotten) & Otto Quorn",
    "Xena/Otto Quorn hosted": "(forgotten)/Otto Quorn hosted",
    "Otto Quorn; Xena Quorn": "Otto Quorn; (forgotten)",
    "Mr Otto Quorn, Xena Quorn": "Mr Otto Quorn, (forgotten)",
    "Otto and Xena Quorn": "Otto and (forgotten)",
    "ask Quorn (Xena) first": "ask (forgotten) first",
    "Quorn, Xena drove": "(forgotten) drove",
    "Xena B. Quorn": "(forgotten)",
    "Xena Marie Quorn": "(forgotten)",
    "Xena E. Quorn": "(forgotten)",
    "XENA QUORN came. Xena likes schools": "(forgotten) came. Xena likes schools",
}
PERHAPS = {
    "Xena and Otto Quorn host": "(forgotten) and Otto Quorn host",
    "Xena, Otto Quorn and Jan": "(forgotten), Otto Quorn and Jan",
    "wife Xena (Otto Quorn is her husband)": "wife (forgotten) (Otto Quorn is her husband)",
    "Rides with Xena. Otto Quorn drives.": "Rides with (forgotten). Otto Quorn drives.",
    "Xena; Otto Quorn": "(forgotten); Otto Quorn",
    "Xena - Otto Quorn": "(forgotten) - Otto Quorn",
    "Mrs Otto Quorn (Xena)": "Mrs Otto Quorn ((forgotten))",
    "with Xena to Quorn county": "with (forgotten) to Quorn county",
    "Xena drove Quorn home": "(forgotten) drove Quorn home",
    "Xena-Otto Quorn": "(forgotten)-Otto Quorn",
    "Xena.Otto Quorn": "(forgotten).Otto Quorn",
    "Xena, Mr. Quorn": "(forgotten), Mr. Quorn",
    "Xena Mr. Quorn": "(forgotten) Mr. Quorn",
    "Otto Quorn, Xena": "Otto Quorn, (forgotten)",
    "Quorn, Xena Holm": "Quorn, (forgotten) Holm",
}
Notes = dict[int, str]


@pytest.fixture(params=["her first name is hers alone", "another one has it too"])
def noted(campaign: Campaign, request: pytest.FixtureRequest) -> tuple[int, Notes]:
    """A couple, and others whose notes name them; return her number, and who has which note."""
    xena = builders.add(campaign, given_name="Xena", family_name="Quorn", email="xena@example.org")
    builders.add(campaign, given_name="Otto", family_name="Quorn", email="otto@example.org")
    if request.param.startswith("another"):
        builders.add(campaign, given_name="Xena", family_name="Hale", email="hale@example.org")
    return xena, {builders.add(campaign, given_name="Jo", notes=said): said for said in (*SURELY, *PERHAPS)}


def left(campaign: Campaign, notes: Notes) -> dict[str, object]:
    return {said: builders.get(campaign, number)["notes"] for number, said in notes.items()}


def test_all_takes_only_what_surely_names_her(campaign: Campaign, noted: tuple[int, Notes]) -> None:
    xena, notes = noted
    forget_person(campaign, xena, author="Dana", erase=["all"])
    assert left(campaign, notes) == SURELY | {said: said for said in PERHAPS}
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_words_are_erased_as_those_of_a_person(campaign: Campaign, noted: tuple[int, Notes]) -> None:
    _, notes = noted
    erase_words(campaign, finder_of_words(["Xena Quorn"]), ["all"], author="Dana")
    assert left(campaign, notes) == SURELY | {said: said for said in PERHAPS}


def test_what_is_shown_before_is_what_is_done(campaign: Campaign, noted: tuple[int, Notes]) -> None:
    xena, notes = noted
    mentions = [m for m in preview(campaign, xena).holding.mentions if m.field == "notes" and m.number in notes]
    assert {m.says: m.goes[m.says] for m in mentions if m.surely} == SURELY
    unsure = {m.says: m.goes[m.says] for m in mentions if not m.surely and m.says in PERHAPS}
    assert unsure == PERHAPS
    beside = [m for m in mentions if m.beside]
    assert all(m.key.endswith(".notes:perhaps") for m in beside)
    forget_person(campaign, xena, author="Dana", erase=[m.key for m in mentions if not m.beside])
    assert left(campaign, notes) == SURELY | PERHAPS


def test_a_name_beside_the_whole_one_is_a_decision_of_its_own(campaign: Campaign) -> None:
    xena = builders.add(campaign, given_name="Xena", family_name="Quorn", email="xena@example.org")
    jo = builders.add(campaign, given_name="Jo", notes="Xena Quorn came. Xena likes schools, says Otto Quorn")
    mentions = [m for m in preview(campaign, xena).holding.mentions if m.field == "notes"]
    assert [(m.surely, m.goes[m.says]) for m in mentions] == [
        (True, "(forgotten) came. Xena likes schools, says Otto Quorn"),
        (False, "Xena Quorn came. (forgotten) likes schools, says Otto (forgotten)"),
    ]
    forget_person(campaign, xena, author="Dana", erase=[m.key for m in mentions])
    assert builders.get(campaign, jo)["notes"] == "(forgotten) came. (forgotten) likes schools, says Otto (forgotten)"


def test_the_command_shows_which_words_go(campaign: Campaign, noted: tuple[int, Notes]) -> None:
    xena, _ = noted
    lines = preview(campaign, xena).holding.lines()
    assert any("“Xena & Otto Quorn” → “(forgotten) & Otto Quorn”" in line for line in lines)
    with campaign.reading() as connection:
        found = mentions_of_words(connection, ["Xena Quorn"])
    assert any(m.shown == "“Xena & Otto Quorn” → “(forgotten) & Otto Quorn”" for m in found)


def test_a_first_name_of_a_relative_is_no_second_one_of_hers(campaign: Campaign) -> None:
    xena = builders.add(campaign, given_name="Xena", family_name="Quorn", email="xena@example.org")
    builders.add(campaign, given_name="Otto", family_name="Quorn", email="otto@example.org")
    jo = builders.add(campaign, given_name="Jo", notes="Xena Otto Quorn and Jan")
    (mention,) = preview(campaign, xena).holding.mentions
    assert (mention.surely, mention.shown) == (
        False,
        "“Xena Otto Quorn and Jan” → “(forgotten) Otto Quorn and Jan”",
    )
    forget_person(campaign, xena, author="Dana", erase=["all"])
    assert builders.get(campaign, jo)["notes"] == "Xena Otto Quorn and Jan"


def test_a_longer_former_name_goes_whole(campaign: Campaign) -> None:
    thelma = builders.add(campaign, given_name="Thelma", family_name="Quorn-Bray")
    son = builders.add(campaign, given_name="Ned", notes="Son of Thelma Quorn-Bray. Thelma Quorn drives.")
    builders.edit(campaign, thelma, family_name="Quorn")
    forget_person(campaign, thelma, author="Dana", erase=["all"])
    assert builders.get(campaign, son)["notes"] == "Son of (forgotten). (forgotten) drives."
