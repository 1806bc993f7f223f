"""What people and programs write for yes and no, numbers, days and times; a cell is taken whole, or the rest is told."""

import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.base.folding import fold_word
from coordinator.importing.crowd_figures import figures, read_crowd
from coordinator.records import kinds as k
from coordinator.records.candidates import plausible_birth
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS, Hints
from coordinator.records.kinds.spreadsheets import became

YES = (
    "Yes|y|TRUE|1|1.0|X|[x]|✓|☑|✅|on|OK|Sí|Checked|I agree|Agreed|I consent to be contacted|Opted in|Subscribed|"
    "Yes please|Yes, please!|Yes - I agree to receive texts|Yes I do|(yes)|Of course|Please contact me|"
    "I would like to receive updates"
).split("|")
NO = (
    "No|n.|FALSE|0|0.0|☐|[ ]|❌|Off|Unchecked|I do not agree|I don't agree.|Opted out|Unsubscribed|No thanks|"
    "No, thank you|No, not yet|Declined|Do not contact me|No consent|not subscribed|Disagree"
).split("|")
NEITHER = (
    "No answer|No response|No preference|On hold|Not sure|Maybe|Yes/No|Yes, but do not call|Yes, email only|"
    "No, but maybe later|Yes?|No. 5|No one|Onward|Yesterday|yes no|Only if asked|I would not like to be contacted|"
    "Yes, I agree to texts but not calls|Bounced|Do not text me|no calls!|2|Ask me later|Not applicable to me"
).split("|")


@pytest.mark.parametrize(
    ("text", "value"), [(t, True) for t in YES] + [(t, False) for t in NO] + [(t, None) for t in NEITHER]
)
def test_yes_and_no(text: str, value: bool | None) -> None:
    cleaned = k.YES_NO.clean(text)
    assert cleaned.value is value
    assert (cleaned.problem is not None) == (value is None)


@pytest.mark.parametrize("text", ["Opted in", "I agree", "Unsubscribed", "Never", "no calls", "Deceased"])
def test_words_of_consent_are_no_answer_about_a_fact(text: str) -> None:
    found = k.FACT.clean(text)
    assert found.value is None and text in str(found.problem)


@pytest.mark.parametrize("text", ["", "N/A", "-", "?", "(blank)", "NULL", "unknown", "#N/A"])
def test_nothing_is_no_answer(text: str) -> None:
    assert k.YES_NO.clean(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "value", "rest"), [("Yes, mornings", True, "mornings"), ("No (ran in 2019)", False, "ran in 2019")]
)
def test_what_stands_after_a_yes_is_told(text: str, value: bool, rest: str) -> None:
    cleaned = k.YES_NO.clean(text)
    assert cleaned.value is value
    assert f"“{rest}”" in (cleaned.problem or "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Opted out", True),
        ("Unsubscribed", True),
        ("Do not call", True),
        ("STOP", True),
        ("Deceased", True),
        ("Yes", True),
        ("No", False),
        ("Subscribed", None),
        ("I agree", None),
        ("No - opted out", True),
    ],
)
def test_words_of_a_mark_against_contact(text: str, value: bool | None) -> None:
    """Under “Do not contact”, opting out is the yes, and what sounds like consent is asked about."""
    cleaned = k.OPT_OUT.clean(text)
    assert cleaned.value is value
    assert (cleaned.problem is not None) == (value is None)


@given(
    st.sampled_from(YES),
    st.sampled_from(["but", "only if", "unless", "not", "don't", "maybe", "except"]),
    st.booleans(),
)
def test_a_yes_that_is_taken_back_is_never_a_yes(yes: str, word: str, comma: bool) -> None:
    assert k.YES_NO.clean(f"{yes}{',' if comma else ''} {word} by phone").value is not True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000", 12_000),
        ("12.000", 12_000),
        ("12 000", 12_000),
        ("1'200", 1_200),
        ("12k", 12_000),
        ("1.2 million", 1_200_000),
        ("1,2 million", 1_200_000),
        ("12 thousand", 12_000),
        ("five hundred", 500),
        ("two thousand five hundred", 2_500),
        ("$1,200", 1_200),
        ("1e5", 100_000),
        ("-5", -5),
        (12000.0, 12_000),
        ("10-12k", None),
        ("10 to 12", None),
        ("couple hundred", None),
        ("12 mil", None),
        ("1,2345", None),
        ("12 people", None),
        ("5%", None),
    ],
)
def test_whole_numbers(text: object, value: int | None) -> None:
    cleaned = k.INTEGER.clean(text)
    assert (cleaned.value, cleaned.problem is None) == (value, value is not None)


def test_decimals_keep_their_point() -> None:
    assert [k.DECIMAL.clean(t).value for t in ("12.000", "1,5", "1.234,5", "1,234.5")] == [12.0, 1.5, 1234.5, 1234.5]


@pytest.mark.parametrize(
    "text",
    "10-12k|10–12 thousand|between 10 and 12 thousand|10 to 12k|10/12k|about 1,200-1,500|couple hundred|a few thousand|"
    "hundreds|2 buses|7pm|12,000 people in 2 halls|1.5 mil|-5|60 %|less than 100|under 500|up to 400|no more than 50|capacity 500|500 seats|"
    "room holds 500|max 250|at most 80|< 100|menos de 100|200 or fewer|500 RSVPs|expected 300|expecting about 300".split(
        "|"
    ),
)
def test_what_is_no_one_number_of_people_is_kept_as_words(text: str) -> None:
    assert figures(text) == []
    reading = read_crowd(text, PLAIN_HINTS)
    assert reading.values == {"attendance_said": text}
    assert reading.problems and text in reading.problems[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [("8,500 (police), 12,000 (us)", 8_500), ("approx 34k (press: 30,000)", 34_000), ("11,000 / 11,300", 11_000)],
)
def test_of_several_figures_the_one_to_quote_is_told(text: str, number: int) -> None:
    reading = read_crowd(text, PLAIN_HINTS)
    assert reading.values == {"attendance": number, "attendance_said": text}
    assert "2 figures" in reading.problems[0] and f"{number:,}" in reading.problems[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("over 900", 900),
        ("at least 300", 300),
        ("~250", 250),
        ("about 2 thousand", 2_000),
        ("more than 1,000", 1_000),
        ("12.000", 12_000),
        ("12 000", 12_000),
        ("1.2k", 1_200),
    ],
)
def test_about_so_many_is_a_number_without_a_word(text: str, number: int) -> None:
    reading = read_crowd(text, PLAIN_HINTS)
    assert (reading.values["attendance"], reading.problems) == (number, ())


@given(
    st.integers(0, 500),
    st.integers(0, 500),
    st.sampled_from(["-", " - ", " to ", "–", " or "]),
    st.sampled_from(["k", " thousand", ""]),
)
def test_a_range_never_gives_one_of_its_ends(low: int, high: int, between: str, unit: str) -> None:
    assert "attendance" not in read_crowd(f"{low}{between}{high}{unit}", PLAIN_HINTS).values


MOMENTS = {
    "2025-03-21 23:30:00 EDT": "2025-03-22T03:30:00Z",
    "2025-03-21 11:30 PM PT": "2025-03-22T06:30:00Z",
    "2025-03-21 23:30 (UTC)": "2025-03-21T23:30:00Z",
    "2025-03-21T23:30:00Z": "2025-03-21T23:30:00Z",
    "2025-03-21T23:30:00+02:00": "2025-03-21T21:30:00Z",
    "2025-03-21T23:30-07:00": "2025-03-22T06:30:00Z",
    "2025-03-21 23:30:00 Eastern Daylight Time": "2025-03-22T03:30:00Z",
    "2025-01-21 23:30:00 Central Time": "2025-01-22T05:30:00Z",
    "3/21/2025 11:30:00 PM GMT-5": "2025-03-22T04:30:00Z",
    "2025/03/21 11:30:00 p. m. GMT-4": "2025-03-22T03:30:00Z",
    "Fri Mar 21 2025 23:30:00 GMT-0400 (Eastern Daylight Time)": "2025-03-22T03:30:00Z",
    "Fri, 21 Mar 2025 23:30:00 -0400 (EDT)": "2025-03-22T03:30:00Z",
    "2025-03-21 23:30:00 America/New_York": "2025-03-22T03:30:00Z",
    "21 de marzo de 2025 23:30": "2025-03-21T23:30:00Z",
    "1742614200": "2025-03-22T03:30:00Z",
    "1742614200000": "2025-03-22T03:30:00Z",
    "20250321": "2025-03-21T00:00:00Z",
    "45720.5": "2025-03-04T12:00:00Z",
    "0000-00-00 00:00:00": None,
    "1/0/00": None,
    "00/00/0000": None,
}


@pytest.mark.parametrize(("text", "value"), MOMENTS.items())
def test_moments(text: str, value: str | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert k.INSTANT.clean(text) == (value, None)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-21 23:30 XYZ",
        "2025-03-21 23:30 IST",
        "2025-03-21 10:00-12:00",
        "Thu, 21 Mar 2025 23:30",
        "2025-02-30",
        "2025",
        "tomorrow",
        "May 5",
        "TBD",
    ],
)
def test_what_is_no_moment_is_told(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cleaned = k.INSTANT.clean(text)
    assert cleaned.value is None
    assert cleaned.problem


def test_a_number_is_no_day_of_a_hundred_years_ago() -> None:
    assert [k.DATE.clean(n).value for n in (5, 2025, 1985.0, 45720, 1742614200)] == [None] * 3 + [
        "2025-03-04",
        "2025-03-22",
    ]
    assert k.PARTIAL_DATE.clean(1985.0).value == "1985"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3", "2026-12-03"),
        ("31/12", "2026-12-31"),
        ("tomorrow", "2026-11-28"),
        ("today", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("next Friday", "2026-12-04"),
        ("last Monday", "2026-11-23"),
        ("in two weeks", "2026-12-11"),
        ("3 days ago", "2026-11-24"),
        ("in 3 months", "2027-02-27"),
        ("May 5", "2027-05-05"),
        ("5th of May", "2027-05-05"),
        ("May 5 2025", "2025-05-05"),
        ("2/30", None),
        ("tomorrow at 7pm", None),
    ],
)
def test_days_as_people_type_them(typed: str, day: str | None) -> None:
    friday = Hints(typed=True, today="2026-11-27")
    cleaned = k.DATE.clean(typed, friday)
    assert (cleaned.value, cleaned.problem is None) == (day, day is not None)


def test_a_time_on_a_day_that_is_typed() -> None:
    friday = Hints(typed=True, today="2026-11-27")
    assert k.DATE_TIME.clean("tomorrow at 7pm", friday) == ("2026-11-28T19:00", None)
    assert k.PARTIAL_DATE.clean("May 5", friday).problem, "a birth date without a year is no day of this year"


@pytest.mark.parametrize("text", ["May 2025", "05/2025", "2025-05"])
def test_a_month_of_birth(text: str) -> None:
    assert k.PARTIAL_DATE.clean(text).value == "2025-05"


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        ("5-10", "10-May"),
        ("9-5", "5-Sep"),
        ("3/4", "4-Mar"),
        ("May 5", "5-May"),
        ("March 1", "1-Mar"),
        ("2/29", "29-Feb"),
        ("May 1985", "May-85"),
        ("1/1985", "Jan-85"),
        ("May 5, 2025", "5-May-25"),
        ("2025-05-10", "5/10/2025"),
        ("2025-03-21 18:30", "3/21/2025 18:30"),
        ("12/21", "12/21/2026"),
        ("9:30", "1899-12-30 09:30:00"),
    ],
)
def test_days_as_excel_writes_them(shown: str, seen: str) -> None:
    assert became(shown, seen)


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        ("5-10", "11-May"),
        ("3", "3-Mar"),
        ("1-2-3", "3-Jan"),
        ("12-5 Oak St", "12-May"),
        ("2025-05-10", "5/11/2025"),
        ("12/21", "12/21/1957"),
        ("Sept 10", "1954-09-10"),
        ("9:30", "2025-03-21 09:30"),
    ],
)
def test_another_day_is_a_change(shown: str, seen: str) -> None:
    assert not became(shown, seen)


WORDS = st.text(alphabet="abcdehinorstyNUYV;,/.-?() 0123456789", min_size=1, max_size=20)
WHOLE_KINDS = [k.YES_NO, k.INTEGER, k.DATE, k.PARTIAL_DATE, k.POSTCODE, k.STATE, k.ChoicesKind("states"), k.TAGS]


@pytest.mark.parametrize("kind", WHOLE_KINDS, ids=lambda kind: kind.name)
@given(st.data())
def test_a_cell_is_taken_whole_or_told(kind, data) -> None:
    """No digit of a cell vanishes, and none of its words is dropped beside others that were understood."""
    text = data.draw(
        st.one_of(
            WORDS, st.lists(st.sampled_from(["NV", "Utahh", "yes", "12", "89501", "x9"]), max_size=3).map("; ".join)
        )
    )
    cleaned = kind.clean(text)
    if cleaned.problem or cleaned.value is None:
        assert cleaned.problem or not re.search(r"\d{2}", text) or "blank" in text
        return
    again = kind.clean(kind.show(cleaned.value))
    assert kind.same(again.value, cleaned.value)
    if isinstance(cleaned.value, list) and kind is not k.TAGS:
        parts = {fold_word(part) for part in re.split(r"[;,|/&+]|\s(?:and|y|e|or|o|u)\s", text)} - {""}
        assert all(kind.vocabulary.find(part) for part in parts)


@pytest.mark.parametrize("text", ["NV; Utahh", "Nevada, Utahh", 'Utahh; "NV"'])
def test_a_half_understood_set_names_what_was_not_understood(text: str) -> None:
    cleaned = k.ChoicesKind("states").clean(text)
    assert cleaned.value is None
    assert "“Utahh” is not in the list." in (cleaned.problem or "")


def test_sets_keep_words_beside_quoted_ones() -> None:
    assert k.TAGS.clean('water, "parks, trees" , roads').value == ["water", "parks, trees", "roads"]
    assert k.ChoicesKind("states").clean("Nevada and Utah").value == ["NV", "UT"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2134", "02134"),
        (2134.0, "02134"),
        ("501", "00501"),
        ("4101-1234", "04101-1234"),
        ("895011234", "89501-1234"),
        ("M5V 2B6", "M5V 2B6"),
        ("347", None),
        ("89501-12345", None),
        ("Salt Lake", None),
        ("555-1234", None),
    ],
)
def test_postcodes(raw: object, value: str | None) -> None:
    cleaned = k.POSTCODE.clean(raw)
    assert (cleaned.value, cleaned.problem is None) == (value, value is not None)
    assert k.POSTCODE.clean("347", Hints(country="ZA")).value == "347"


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        *(
            (text, True)
            for text in "No problem|no objection|I don't mind|Please do|That's fine|Affirmative|👍".split("|")
        ),
        *((text, False) for text in "Absolutely not|Not at this time|Not really|No estoy de acuerdo|👎".split("|")),
    ],
)
def test_yes_and_no_in_other_words(text: str, yes: bool) -> None:
    assert k.YES_NO.clean(text) == (yes, None)


def test_no_problem_with_an_opt_out_is_not_understood() -> None:
    assert k.OPT_OUT.clean("No problem").value is None
    assert k.OPT_OUT.clean("No problem").problem


def test_washington_dc_is_one_state_in_a_set() -> None:
    states = k.ChoicesKind("states")
    assert states.clean("Washington, DC") == (["DC"], None)
    assert states.clean("Washington, Oregon") == (["WA", "OR"], None)


@pytest.mark.parametrize("text", ["O2134", "9021O", "8950I", "l0001"])
def test_a_letter_among_the_digits_of_a_zip_is_told(text: str) -> None:
    cleaned = k.POSTCODE.clean(text)
    assert cleaned.value is None and "letter among its digits" in (cleaned.problem or "")


def test_all_of_a_persons_wishes_is_no_empty_set() -> None:
    assert k.ChoicesKind("states").clean("All") == (None, None)
    for key in ("languages", "wanted_services"):
        assert CANDIDATE.by_key[key].clean("All").problem


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Democrat (a; b), Green", ["Democrat (a; b)", "Green"]),
        ("a (b, c); d", ["a (b, c)", "d"]),
        ("a; b", ["a", "b"]),
    ],
)
def test_brackets_are_not_split(cell: str, parts: list[str]) -> None:
    assert list(k.TAGS.split(cell)) == parts


@pytest.mark.parametrize("text", ["04/12", "Mar 3", "3 March"])
def test_a_day_without_a_year_is_told_as_such(text: str) -> None:
    assert k.DATE.clean(text).problem == f"“{text}” has no year. Write the whole date, like 2025-03-22."


@pytest.mark.parametrize("text", ["fall 26", "Fall 2026", "summer '27", "primavera de 2027", "autumn"])
def test_a_season_says_no_day(text: str) -> None:
    assert k.DATE.clean(text).problem == f"“{text}” has no month and no day. Write the whole date, like 2025-03-22."


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        *(("Español e inglés", ["es", "en"]), ("inglés y español", ["en", "es"]), ("español e italiano", ["es", "it"])),
        *(("Ambos español e inglés", ["es", "en"]), ("inglés, español e italiano", ["en", "es", "it"])),
        *(
            ("inglés o español", ["en", "es"]),
            ("Francés e Inglés", ["fr", "en"]),
            ("Spanish and English", ["es", "en"]),
        ),
    ],
)
def test_two_languages_with_a_spanish_word_between_them(text: str, languages: list[str]) -> None:
    assert k.ChoicesKind("languages").clean(text) == (languages, None)


def test_the_first_day_of_a_program_is_no_birth_date() -> None:
    assert "no date is known" in str(plausible_birth("1900-01-01"))
    assert plausible_birth("1931-01-01") is None
