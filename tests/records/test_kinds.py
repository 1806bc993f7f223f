"""Every kind cleans, shows and compares in its own way, and reads again what it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.records import kinds as k
from coordinator.records.kinds import Hints

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
DAYS = st.dates().map(lambda d: d.isoformat()).filter(lambda d: "1900" < d < "2100")
STRATEGIES = {
    k.TEXT: TEXTS,
    k.LONG_TEXT: st.text(max_size=60),
    k.NAME: TEXTS,
    k.LINK: st.just("example.org/a?b=c"),
    k.EMAIL: st.sampled_from(["a@example.org", "A.B+c@Example.ORG"]),
    k.PHONE: st.from_regex(r"303-555-01\d\d", fullmatch=True),
    k.POSTCODE: st.from_regex(r"\d{5}(-\d{4})?", fullmatch=True),
    k.STATE: st.sampled_from(["CO", "Ohio", "W.Va."]),
    k.INTEGER: st.integers(-(2**53), 2**53),
    k.DECIMAL: st.floats(allow_nan=False, allow_infinity=False),
    k.YES_NO: st.booleans(),
    k.DATE: DAYS,
    k.PARTIAL_DATE: st.one_of(DAYS, st.just("1984"), st.just("1984-05")),
    k.DATE_TIME: st.one_of(DAYS, DAYS.map(lambda d: d + "T18:30")),
    k.INSTANT: DAYS.map(lambda d: d + "T13:36:27Z"),
    k.TAGS: st.lists(TEXTS, min_size=1, max_size=4),
    k.EMAILS: st.just(["a@example.org", "b@example.org"]),
    k.PHONES: st.just(["+13035550142", "+442079460958"]),
}


@pytest.mark.parametrize("kind", STRATEGIES, ids=lambda kind: kind.name)
def test_what_is_shown_reads_as_what_it_was(kind) -> None:
    @given(STRATEGIES[kind])
    def check(raw) -> None:
        value = kind.clean(raw).value
        again = kind.clean(kind.show(value))
        assert again.problem is None
        assert kind.same(again.value, value)
        assert kind.same(value, value)

    check()


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("(303) 555-0142", "+13035550142"),
        ("1-303-555-0142", "+13035550142"),
        ("303.555.0142", "+13035550142"),
        (3035550142, "+13035550142"),
        (3035550142.0, "+13035550142"),
        ("'303-555-0142", "+13035550142"),
        ("p:+13035550142", "+13035550142"),
        ("+44 20 7946 0958", "+442079460958"),
        ("N/A", None),
        ("", None),
    ],
)
def test_phones(raw, value) -> None:
    assert k.PHONE.clean(raw).value == value
    assert k.PHONE.clean(raw).problem is None


@pytest.mark.parametrize("raw", ["12", "call me", "999-999-9999-999", "555-0142"])
def test_what_is_no_phone(raw) -> None:
    assert k.PHONE.clean(raw).problem


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (" Ana@Example.ORG ", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("Ana Good <ana@example.org>", "ana@example.org"),
        ("anonymous", None),
        ("-", None),
    ],
)
def test_emails(raw, value) -> None:
    assert k.EMAIL.clean(raw).value == value


@pytest.mark.parametrize("raw", ["cy@@example", "ana@example", "ana example.org", "a b@example.org", "(illegible)"])
def test_what_is_no_email(raw) -> None:
    assert "e-mail" in (k.EMAIL.clean(raw).problem or "")


@pytest.mark.parametrize(
    ("raw", "day_first", "value"),
    [
        ("2025-03-04", False, "2025-03-04"),
        ("3/4/2025", False, "2025-03-04"),
        ("3/4/2025", True, "2025-04-03"),
        ("31/12/1988", False, "1988-12-31"),
        ("Mar 4 2025", False, "2025-03-04"),
        (45720, False, "2025-03-04"),
        ("45720", False, "2025-03-04"),
        ("2025-03-04 00:00:00", False, "2025-03-04"),
        ("3/4/25", False, "2025-03-04"),
        ("13 abr 1985", False, "1985-04-13"),
        ("3-ene-2025", False, "2025-01-03"),
        ("13 mar 1985", False, "1985-03-13"),
        ("12-janv.-27", False, "2027-01-12"),
        ("3-déc.-26", True, "2026-12-03"),
        ("05. Okt 26", False, "2026-10-05"),
        ("4. März 2027", False, "2027-03-04"),
    ],
)
def test_dates(raw, day_first, value) -> None:
    assert k.DATE.clean(raw, Hints(day_first=day_first)).value == value


@pytest.mark.parametrize(
    "raw", ["2/30/1990", "TBD", "yesterday", "March 1", "overflow", "99999999999999", "30-févr.-27", "3 apples 27"]
)
def test_what_is_no_date(raw) -> None:
    assert k.DATE.clean(raw).problem


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (k.POSTCODE, "02134", "2134"),
        (k.POSTCODE, "02134", "2134.0"),
        (k.YES_NO, True, 1),
        (k.PHONE, "+13035550142", "3035550142"),
        (k.EMAIL, "a@example.org", "A@Example.org "),
        (k.LONG_TEXT, "a\nb", "a\r\nb"),
        (k.TEXT, "Zoë", "Zoë"),
        (k.TEXT, "O'Brien", "O’Brien"),
        (k.INTEGER, 1, 1.0),
        (k.TAGS, ["a", "b"], ["b", "a"]),
        (k.LINK, "https://www.a.org/", "a.org"),
    ],
)
def test_what_a_spreadsheet_does_by_accident_is_the_same(kind, a, b) -> None:
    assert kind.same(a, b)


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        ("00123", "123"),
        ("00123", "123.0"),
        ("+4", "4"),
        ("1E5", "100000"),
        ("1,234", "1234"),
        ("$5", "5"),
        ("1234567890123456789", "1.23456789012346e+18"),
        ("1234567890123456789", "1234567890123450000"),
        ("3035550142", "3.04E+09"),
        ("March 1", "2026-03-01 00:00:00"),
        ("March 1", "46082"),
        ("1/2", "2026-01-02"),
        ("1/2", "2026-02-01"),
        ("7:30", "0.3125"),
        ("14:05", "14:05:00"),
        ("14:05", "1899-12-30 14:05:00"),
        ("TRUE", "1"),
        ("FALSE", "=FALSE()"),
        ("Zoë", "ZoÃ«"),
        ("Zoë", "Zo?"),
        ("naïve 👩‍🚀", "naïve "),
        ("Đỗ", "Ä\x90á»—"),
        ("à la carte", "Ã  la carte"),
        ("“so” – he", '"so" - he'),
        ("a b", "a\xa0b "),
    ],
)
def test_what_programs_make_of_a_text_is_the_same(shown: str, seen: str) -> None:
    for kind in (k.TEXT, k.LONG_TEXT):
        assert kind.same(shown, kind.clean(seen).value)
        assert kind.same(kind.clean(seen).value, shown)
    assert k.TAGS.same(["vip", shown], k.TAGS.clean(["vip", seen]).value)


@pytest.mark.parametrize(
    ("kind", "was", "typed"),
    [
        (k.TEXT, "ada", "Ada"),
        (k.NAME, "Mcdonald", "McDonald"),
        (k.LONG_TEXT, "call", "CALL"),
        (k.TEXT, "07", "007"),
        (k.TEXT, "1234567890123456789", "1234567890123456780"),
        (k.TEXT, "1/2", "2026-03-02"),
        (k.TEXT, "Zoe", "Zoë"),
        (k.TEXT, "7:30", "0.5"),
        (k.LINK, "example.org/A", "example.org/a"),
        (k.TEXT, "3", "2026-11-03"),
        (k.TEXT, "", "0"),
        (k.PHONE, "+13035550142", "+13035550143"),
        (k.DATE, "1990-02-03", "1990-03-02"),
        (k.POSTCODE, "02134", "21340"),
    ],
)
def test_what_a_person_means_is_never_swallowed(kind, was: str, typed: str) -> None:
    """Letter case counts in names, words and paths; a zero before a number counts beside another one."""
    assert not kind.same(was, typed)


def test_letter_case_says_nothing_between_two_sources() -> None:
    assert k.TEXT.alike("TEMPE", "Tempe")
    assert not k.TEXT.alike("Tempe", "Mesa")
    assert k.EMAIL.same("Ada@example.org", "ada@example.org")


@pytest.mark.parametrize(
    ("raw", "value"),
    [("DE LA CRUZ", "de la Cruz"), ("elijah", "Elijah"), ("McBride", "McBride"), ("Null", "Null"), ("ß", "ß")],
)
def test_names(raw, value) -> None:
    assert k.NAME.clean(raw).value == value


WRITTEN = [
    ("Sat 3/15, 7pm doors", "2025-03-15T19:00"),
    ("Sat 3/15 7pm", "2025-03-15T19:00"),
    ("Saturday, March 15 at 7 pm", "2025-03-15T19:00"),
    ("Sat 15 March 19:30", "2025-03-15T19:30"),
    ("Sat 3.15. @ 7pm", "2025-03-15T19:00"),
    ("Fri 3/7/25 6:30 PM", "2025-03-07T18:30"),
    ("Sun 3/15 7pm", "2026-03-15T19:00"),
    ("Thu 3/15 7pm", None),  # neither last year's nor this one's nor the next one's is a Thursday
    ("3/15 7pm", None),
    ("Sat 2/30 7pm", None),
]


@pytest.mark.parametrize(("written", "value"), WRITTEN, ids=[w for w, _ in WRITTEN])
def test_a_stops_time_as_people_write_it(written: str, value: str | None) -> None:
    cleaned = k.DATE_TIME.clean(written, Hints(today="2025-03-01"))
    assert cleaned.value == value
    assert (cleaned.problem is None) == (value is not None)


def test_a_zip_code_shown_as_nine_digits_is_the_one_that_went_out() -> None:
    assert k.POSTCODE.clean("00000-5602").value == "05602"
    assert k.POSTCODE.clean("00001-4901").value == "14901"
    assert k.POSTCODE.clean("05602-1234").value == "05602-1234"
