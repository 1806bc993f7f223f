"""What stands in the cell of a name and is no part of it: refusals ahead, pictures, whose mother it is, the fifth."""

import pytest

from coordinator.importing.names import read_family_name, read_full_name, read_given_name
from coordinator.records.kinds.base import PLAIN_HINTS

AHEAD = (
    "DO NOT CALL Ana Ruiz",
    "Do not call or text Ana Ruiz",
    "DNC - Ana Ruiz",
    "DNC Ana Ruiz",
    "Unsubscribed: Ana Ruiz",
    "DECEASED Ana Ruiz",
    "Stop texting Ana Ruiz",
    "no llamar Ana Ruiz",
    "OPT OUT Ana Ruiz",
)
PICTURED = ("Ana Ruiz 🌟", "🌟 Ana Ruiz", "Ana 🌟Ruiz", "Ana Ruiz ❤️", "👩‍🌾 Ana Ruiz")
ANOTHERS = (
    "Ana Ruiz's mom",
    "Ana's friend Bea",
    "mamá de Ana",
    "Wife of Bo Lee",
    "James' brother Ed",
    "Ana’s neighbor",
)
NAMES = ("Rip Torn", "RIP TORN", "Stop Smith", "Do Nguyen", "Tia De Leon", "Prima Vera", "Jane O'Neil's", "Angel Son")


@pytest.mark.parametrize("text", AHEAD + PICTURED)
def test_a_name_without_what_stands_before_or_in_it(text: str) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert found.values == {"given_name": "Ana", "family_name": "Ruiz"}
    assert found.leftover and all(word in text for word in found.leftover.split("; "))


@pytest.mark.parametrize("text", ANOTHERS)
def test_a_name_by_another_person_is_told(text: str) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert found.values == {"given_name": text}
    assert "another person" in found.problems[0]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_that_only_looks_so(text: str) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert " ".join(map(str, found.values.values())).casefold() == text.casefold()
    assert (found.problems, found.leftover) == ((), None)


@pytest.mark.parametrize(
    ("text", "given", "family", "suffix"),
    [
        ("John Smith V", "John", "Smith", "V"),
        ("Smith V, John", "John", "Smith", "V"),
        ("Mary Ann V", "Mary Ann", "V", None),
        ("John V", "John", "V", None),
        ("Smith III, John Q.", "John", "Smith", "III"),
        ("Lee Jr., Bob A.", "Bob", "Lee", "Jr."),
    ],
)
def test_the_fifth_and_suffixes_of_last_names_that_stand_first(
    text: str, given: str, family: str, suffix: str | None
) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert found.problems == ()
    assert [found.values.get(k) for k in ("given_name", "family_name", "suffix")] == [given, family, suffix]


def test_parts_of_names() -> None:
    assert read_given_name("DO NOT CALL Ana", PLAIN_HINTS).leftover == "DO NOT CALL"
    assert read_given_name("Ana's mom", PLAIN_HINTS).problems
    assert read_family_name("Ruiz 🌟", PLAIN_HINTS).values == {"family_name": "Ruiz"}
