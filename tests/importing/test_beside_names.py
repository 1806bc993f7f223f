"""What stands in the cell of a name and is no part of it: refusals ahead, pictures, whose mother it is, the fifth."""

import pytest

from coordinator.importing.names import read_family_name, read_full_name, read_given_name
from coordinator.importing.readings import Reader
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
BEHIND = (
    "Ana Ruiz DO NOT CALL",
    "ANA RUIZ DO NOT CALL",
    "Ana Ruiz *do not call*",
    "Ana Ruiz **DNC**",
    "Ruiz, Ana DNC",
    "Ana Ruiz NO TEXTS",
    "Ana Ruiz deceased",
    "Ana Ruiz Unsubscribed",
    "Ana Ruiz STOP",
    "Ana Ruiz text only",
    "Ana Ruiz wants off the list",
    "Ana Ruiz DNC 3/4/25",
    "Ana Ruiz do not call after 9pm",
    "Ana Ruiz prefers email",
    "Ana Ruiz DO-NOT-CALL",
    "Ana Ruiz DoNotCall",
    "Ana Ruiz opted-out",
    "Ana Ruiz not interested",
    "Ana Ruiz REFUSED",
    "Ana Ruiz moved",
    "Ana Ruiz wrong number",
    "Ana Ruiz ya no quiere llamadas",
    "Ana Ruiz no contactar por favor",
    "Ana Ruiz falleció",
    "Ana Ruiz dada de baja",
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
NAMES = (
    "Rip Torn",
    "RIP TORN",
    "Torn RIP",
    "Ann Call",
    "Ann May Call",
    "Bo Stop",
    "ANN STOP",
    "Kim Ni Call",
    "Juan Sin Paz",
    "Rosa Baja Lopez",
    "Nguyen Do No",
    "Love Hall",
    "Sy Dead Bear",
    "Ann Hostile",
    "Stop Smith",
    "Do Nguyen",
    "Tia De Leon",
    "Prima Vera",
    "Jane O'Neil's",
    "Angel Son",
)


@pytest.mark.parametrize("text", AHEAD + BEHIND + PICTURED)
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


@pytest.mark.parametrize(
    ("read", "text", "values"),
    [
        (read_given_name, "Ana DO NOT CALL", {"given_name": "Ana"}),
        (read_given_name, "Ana STOP", {"given_name": "Ana"}),
        (read_family_name, "Ruiz DNC", {"family_name": "Ruiz"}),
        (read_family_name, "Ruiz falleció", {"family_name": "Ruiz"}),
    ],
)
def test_a_refusal_behind_a_part_of_a_name(read: Reader, text: str, values: dict[str, str]) -> None:
    found = read(text, PLAIN_HINTS)
    assert found.values == values and found.leftover


def test_a_name_that_reads_like_a_refusal_before_one() -> None:
    found = read_full_name("Ann Stop DO NOT CALL", PLAIN_HINTS)
    assert (found.values, found.leftover) == ({"given_name": "Ann", "family_name": "Stop"}, "DO NOT CALL")
