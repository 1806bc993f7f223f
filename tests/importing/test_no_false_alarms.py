"""What an ordinary sheet says is not complained about: it is understood, or told once for the whole column."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coordinator.importing.accounts import in_words
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def taken(campaign: Campaign, folder: Path, heading: str, cells: Sequence[str], **options: Any) -> Any:
    """Import a list of people with one more column; return the plan."""
    rows = [f"Ana{chr(97 + i)},Larkin,ana{i}@example.org,{cell}" for i, cell in enumerate(cells)]
    path = folder / "list.csv"
    path.write_text("\n".join([f"First Name,Last Name,Email,{heading}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path, **options)
    return plan


def values(campaign: Campaign, key: str) -> list[Any]:
    """Return a field of all people, in the order of the list."""
    return [row[key] for row in sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])]


def test_an_office_that_the_list_calls_otherwise(campaign: Campaign, tmp_path: Path) -> None:
    cells = ["County Commissioner", "State Rep", "School Board Member", "State Senator", "city councilman"]
    plan = taken(campaign, tmp_path, "What office would you run for?", cells)
    assert plan.problems == []
    assert values(campaign, "office") == cells
    assert values(campaign, "office_level") == ["county", "state", "school", "state", "municipal"]


def test_who_came_is_kept_with_the_sign_up(campaign: Campaign, tmp_path: Path) -> None:
    plan = taken(campaign, tmp_path, "Checked in?", ["Yes", "No", "", "Yes", "No", "Yes"])
    assert plan.problems == []
    said = [row["status"] for row in sorted(everything(campaign, SIGNUP), key=lambda row: row["candidate"])]
    assert said == ["Attended", "Did not attend", None, "Attended", "Did not attend", "Attended"]


@pytest.mark.parametrize(
    ("heading", "key", "understood"),
    [("Gender", "gender", "Woman"), ("Party", "party_line", "Democrat"), ("Phone", "phone", "303-555-0142")],
)
def test_who_prefers_not_to_say_is_told_once(
    campaign: Campaign, tmp_path: Path, heading: str, key: str, understood: str
) -> None:
    words = ["prefer not to say", "Prefer not to answer", "rather not say", "Prefiero no decir", "I'd rather not say"]
    plan = taken(campaign, tmp_path, heading, [*words, *words, understood], mapping={"": {heading: key}})
    assert plan.problems == []
    declined = [(line.row, line.column, line.why) for line in plan.not_taken]
    assert declined == [(row, heading, "taken as no answer") for row in range(2, 12)]
    assert len([line for line in in_words(plan.not_taken, 1) if "prefer not to say" in line]) == 1
    found = values(campaign, key)
    assert found.count(None) == 10 and len(found) == 11


@pytest.mark.parametrize(
    ("cells", "both"),
    [
        (["English", "Español", "Both", "Ambos", "English and Spanish"], ["en", "es"]),
        (["English", "Vietnamese", "Both"], ["en", "vi"]),
    ],
)
def test_both_of_two_languages(campaign: Campaign, tmp_path: Path, cells: list[str], both: list[str]) -> None:
    plan = taken(campaign, tmp_path, "Language", cells)
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(4, "Language", "Both")]
    assert "is taken as English; " in plan.problems[0].message
    assert values(campaign, "languages")[2:] == [both] * (len(cells) - 2)


def test_both_of_three_languages_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    plan = taken(campaign, tmp_path, "Language", ["English", "Vietnamese", "Spanish", "Both"])
    assert [problem.value for problem in plan.problems] == ["Both"]
    assert values(campaign, "languages")[3] is None


def test_gender_in_spanish_and_in_other_words(campaign: Campaign, tmp_path: Path) -> None:
    cells = ["Hombre", "Femenino", "Trans woman", "Genderfluid", "Non-binary / third gender", "Masculino"]
    plan = taken(campaign, tmp_path, "Gender", cells)
    assert [p.value for p in plan.problems] == ["Trans woman", "Genderfluid"]
    assert all("which says less" in p.message for p in plan.problems)
    assert values(campaign, "gender") == ["man", "woman", "woman", "nonbinary", "nonbinary", "man"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("ON", "“ON” is Ontario in Canada, no state of the United States."),
        ("Québec", "Quebec in Canada"),
        ("Jalisco", "Jalisco in Mexico"),
        ("N.L.", "Newfoundland and Labrador in Canada"),
        ("NVV", "Did you mean Nevada?"),
        ("Bavaria", "one of another country goes beside the town"),
    ],
)
def test_a_province_in_the_column_of_states_is_told_as_one(
    campaign: Campaign, tmp_path: Path, cell: str, told: str
) -> None:
    plan = taken(campaign, tmp_path, "State", [cell, "NV", "UT", "CA", "NY", "Texas"], mapping={"": {"State": "state"}})
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(2, "State", cell)]
    assert told in plan.problems[0].message
    assert values(campaign, "state") == [None, "NV", "UT", "CA", "NY", "TX"]


def test_a_province_whose_country_the_row_names_is_kept(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First Name,Last Name,Email,City,State,Country\n"
        "Ana,Larkin,ana@example.org,Toronto,ON,Canada\nBo,Larkin,bo@example.org,Guadalajara,Jalisco,México\n"
        "Cy,Larkin,cy@example.org,Reno,NV,USA\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert not [p for p in plan.problems if "United States" in p.message]
    assert [p.message for p in plan.problems] == [
        "“ON” is in no field; it is kept in Notes.",
        "“Jalisco” is in no field; it is kept in Notes.",
    ]


def test_a_short_word_that_may_be_another_party_is_told(campaign: Campaign, tmp_path: Path) -> None:
    plan = taken(campaign, tmp_path, "Party", ["Dem", "Lib", "Rep", "Libertarian", "Lib."])
    assert [(p.row, p.value) for p in plan.problems] == [(3, "Lib"), (6, "Lib.")]
    assert all("is taken as Libertarian. Ask" in p.message for p in plan.problems)
    assert values(campaign, "party_line") == ["dem", "lib", "rep", "lib", "lib"]
