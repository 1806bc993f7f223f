"""Phone numbers and e-mail addresses: what a cell holds is taken as a whole, or what was not taken is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.records.kinds import EMAIL, EMAILS, PHONE, PHONES, Hints


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("+32 2 555 01 01", "+3225550101"),
        ("+354 555 0101", "+3545550101"),
        ("0047 22 55 01 01", "+4722550101"),
        ("011 44 20 7946 0958", "+442079460958"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+1 303 555 0144", "+13035550144"),
        ("001 303 555 0144", "+13035550144"),
        ("1 (303) 555-0144", "+13035550144"),
        ("( 303 ) 555 - 0144", "+13035550144"),
        ("303–555–0144", "+13035550144"),
        ("３０３-５５５-０１４４", "+13035550144"),
        ("’303-555-0144", "+13035550144"),
        ("tel:+1-303-555-0144", "+13035550144"),
        ("3035550144.0", "+13035550144"),
        ("3.035550144E9", "+13035550144"),
        ("3.035550144E+09", "+13035550144"),
        ("+52 1 55 1234 5678", "+525512345678"),
    ],
)
def test_one_number(raw: str, number: str) -> None:
    assert PHONE.clean(raw) == (number, None)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("000-000-0000", "begin with 0 or 1"),
        ("123-456-7890", "begin with 0 or 1"),
        ("303-155-0144", "begin with 0 or 1"),
        ("+1 123 456 7890", "no phone number"),
        ("555-555-5555", "no such area code"),
        ("911-555-0144", "no such area code"),
        ("222-222-2222", "no such area code"),
        ("555-0144", "area code"),
        ("3.04E+09", "cut short"),
        ("1742614196", "begin with 0 or 1"),
        ("2025-03-21 19:04", "no phone number"),
        ("3/21/2025 19:04", "no phone number"),
        ("012-34-5678", "no phone number"),
        ("89501-1234", "no phone number"),
        ("44 20 7946 0958", "country code"),
        ("no phone yet", "no phone number"),
        ("303-555-0144-2", "no phone number"),
        ("55 1234 5678", "country's code"),
    ],
)
def test_what_cannot_be_a_number_is_told_with_the_whole_cell(raw: str, why: str) -> None:
    cleaned = PHONE.clean(raw)
    assert cleaned.value is None
    assert f"“{raw}”" in str(cleaned.problem)
    assert why in str(cleaned.problem)


@pytest.mark.parametrize(
    ("raw", "numbers", "leftover"),
    [
        ("303-555-0101 (cell)", ["+13035550101"], "cell"),
        ("mobile: 303-555-0101", ["+13035550101"], "mobile"),
        ("303-555-0101 text only", ["+13035550101"], "text only"),
        ("303-555-0101 ext. 5", ["+13035550101"], "ext. 5"),
        ("303-555-0101 x448", ["+13035550101"], "x448"),
        ("303-555-0101 call after 5pm", ["+13035550101"], "call after 5pm"),
        ("303-555-0101 (2-5 pm)", ["+13035550101"], "2-5 pm"),
        ("303-555-0101 / 0102", ["+13035550101"], "0102"),
        ("ana@example.org 303-555-0101", ["+13035550101"], "ana@example.org"),
        ("1-800-FLOWERS", ["+18003569377"], "1-800-FLOWERS"),
        ("303-555-0101 ::: 303-555-0102", ["+13035550101", "+13035550102"], ""),
        ("303-555-0101/303-555-0102", ["+13035550101", "+13035550102"], ""),
        ("303-555-0101 or 303-555-0102", ["+13035550101", "+13035550102"], ""),
        ("303-555-0101\n(303) 555-0102", ["+13035550101", "+13035550102"], ""),
        ("303-555-0101, 303-555-0102", ["+13035550101", "+13035550102"], ""),
        ("303-555-0101 303-555-0102", ["+13035550101", "+13035550102"], ""),
        ("+32 2 555 01 01 / +32 2 555 01 02", ["+3225550101", "+3225550102"], ""),
        (
            "303-555-0101 (cell), 303-555-0102 (home)",
            ["+13035550101", "+13035550102"],
            "303-555-0101 (cell), 303-555-0102 (home)",
        ),
    ],
)
def test_words_and_further_numbers_are_never_dropped(raw: str, numbers: list[str], leftover: str) -> None:
    assert PHONE.take(raw)[:3] == (tuple(numbers), None, leftover)
    assert PHONE.clean(raw).value == numbers[0]
    assert (leftover if len(numbers) == 1 else "2 phone numbers") in str(PHONE.clean(raw).problem)
    assert PHONES.clean(raw).value == numbers
    assert leftover in (PHONES.clean(raw).problem or "")


def test_a_bad_number_beside_a_good_one_is_told() -> None:
    assert PHONE.take("303-555-0101; 555-0102").values == ("+13035550101",)
    assert "“555-0102” lacks its area code" in str(PHONE.take("303-555-0101; 555-0102").problem)


@pytest.mark.parametrize(
    ("raw", "country", "number"),
    [
        ("082 118 9037", "ZA", "+27821189037"),
        ("070 7086 0753", "GB", "+447070860753"),
        ("303-555-0144", "CA", "+13035550144"),
        ("876-555-0144", "JM", "+18765550144"),
        ("+1 303 555 0144", "GB", "+13035550144"),
    ],
)
def test_the_country_of_the_row_decides_about_bare_digits(raw: str, country: str, number: str) -> None:
    assert PHONE.clean(raw, Hints(country=country)).value == number


def test_what_is_no_number_in_its_country_is_told() -> None:
    assert PHONE.clean("12", Hints(country="GB")).problem


NUMBERS = st.from_regex(
    r"(\+1 |1-)?(\(303\) |303[-. ])555[-. ]01[0-9]{2}|\+44 20 7946 09[0-9]{2}|000-000-0000|555-01[0-9]{2}",
    fullmatch=True,
)
WORDS = st.sampled_from(["cell", "(home)", "text only", "ext. 5", "x16", "call me", "Ana", "2pm", "#3", "work:"])
BETWEEN = st.sampled_from([", ", "; ", " / ", "\n", " ::: ", " or ", " "])


@given(st.lists(st.one_of(NUMBERS, WORDS), min_size=1, max_size=4), st.lists(BETWEEN, min_size=3, max_size=3))
def test_no_part_of_a_phone_cell_is_lost(parts: list[str], between: list[str]) -> None:
    text = "".join(part + sign for part, sign in zip(parts, [*between[: len(parts) - 1], ""], strict=True))
    taken = PHONE.take(text)
    kept = f"{taken.leftover} {taken.problem or ''}"
    numbers = " ".join(taken.values)
    for part in parts:
        digits = re.sub(r"\D", "", part)
        in_values = len(digits) >= 7 and digits in numbers
        assert in_values or set(re.findall(r"\w+", part)) <= set(re.findall(r"\w+", kept)), taken


@pytest.mark.parametrize(
    ("raw", "addresses", "leftover"),
    [
        ("mailto:Ana@Example.org", ["ana@example.org"], ""),
        ("ana@example.org.", ["ana@example.org"], ""),
        ("'ana@example.org',", ["ana@example.org"], ""),
        ("Ana Good <ana@example.org>", ["ana@example.org"], "Ana Good"),
        ('"Good, Ana" <ana@example.org>', ["ana@example.org"], "Good, Ana"),
        ("ana@example.org (work)", ["ana@example.org"], "work"),
        ("work: ana@example.org", ["ana@example.org"], "work"),
        ("ana@example.org preferred", ["ana@example.org"], "preferred"),
        ("a@example.org; b@example.org", ["a@example.org", "b@example.org"], ""),
        ("a@example.org ::: b@example.org", ["a@example.org", "b@example.org"], ""),
        ("a@example.org / b@example.org", ["a@example.org", "b@example.org"], ""),
        ("a@example.org or b@example.org", ["a@example.org", "b@example.org"], ""),
        ("a@example.org b@example.org", ["a@example.org", "b@example.org"], ""),
        ("a@example.org\nb@example.org", ["a@example.org", "b@example.org"], ""),
    ],
)
def test_addresses_and_the_words_beside_them(raw: str, addresses: list[str], leftover: str) -> None:
    assert EMAIL.take(raw)[:3] == (tuple(addresses), None, leftover)
    assert EMAIL.clean(raw).value == addresses[0]
    assert (EMAIL.clean(raw).problem is None) == (not leftover and len(addresses) == 1)
    assert EMAILS.clean(raw).value == addresses


@pytest.mark.parametrize(
    "raw",
    ["ana lark@example.org", "ana @example.org", "ana@example .org", "ana@example.co m", "ana at example dot org"],
)
def test_an_address_with_a_blank_in_it_is_not_cut(raw: str) -> None:
    assert EMAIL.clean(raw).value is None
    assert f"“{raw}”" in str(EMAIL.clean(raw).problem)


def test_a_bad_address_beside_a_good_one_is_told() -> None:
    assert EMAIL.take("ana@example.org, bob@example").values == ("ana@example.org",)
    assert "“bob@example”" in str(EMAIL.take("ana@example.org, bob@example").problem)
