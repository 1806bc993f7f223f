"""Signs that mean something: more and less than a number, and a stroke between two words."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.records.vocabularies import vocabulary
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

GROWN = ("18+", ">18", "≥18", "> 18", ">=18", "18 or older", "over 18", "18 and up", "18 & over", "at least 18")
GROWN_TOO = ("18 plus", "older than 18", "18 años o más", "mayor de 18", "mayores de 18 años", "18 years and older")
YOUNG = ("<18", "< 18", "≤17", "<=17", "under 18", "17 or younger", "17 and under", "younger than 18", "up to 17")
YOUNG_TOO = ("menor de 18", "menores de 18 años", "less than 18 years old", "not yet 18", "17 or under", "＜18")


@pytest.mark.parametrize(
    ("words", "band"), [*((w, "over_18") for w in GROWN + GROWN_TOO), *((w, "under_18") for w in YOUNG + YOUNG_TOO)]
)
def test_more_and_less_than_a_number_are_two(words: str, band: str) -> None:
    term = vocabulary("age_bands").find(words)
    assert term is not None and term.code == band


@pytest.mark.parametrize("words", ["18", "18-", "40+", "≤40", "50 or younger", "21+", "<65"])
def test_another_limit_is_no_band(words: str) -> None:
    assert vocabulary("age_bands").find(words) is None


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [("E/S", "languages", None), ("S/O", "languages", None), ("A.S.L.", "languages", "ase"), ("N/V", "states", None)]
    + [("N.V.", "states", "NV"), ("I+D", "states", None), ("SMS/text", "contact_preference", "text")],
)
def test_two_words_are_not_one(words: str, name: str, code: str | None) -> None:
    term = vocabulary(name).find(words)
    assert (term.code if term else None) == code


def test_an_age_group_of_a_list(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    cells = ["Under 18", "18+", ">18", "<18", "21+"]
    rows = [f"Ana{chr(97 + n)},Poe,a{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path.write_text("\n".join(["First name,Last name,Email,Age group", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    found = [row["age_band"] for row in sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])]
    assert found == ["under_18", "over_18", "over_18", "under_18", None]
    assert [(p.row, p.value) for p in plan.problems] == [(6, "21+")]
