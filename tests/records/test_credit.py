"""Which stop brought whom: a table of cases, and laws."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.records.credit import Credit, CreditRule, CreditStop, Reach, SignUpFacts, Touch, Why, credit
from coordinator.records.places import CENTROIDS, miles

UTC = dt.UTC
DENVER, TEMPE, TUCSON, OMAHA, CANCELLED, UNDATED = 1, 2, 3, 4, 5, 6


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


STOPS = [
    CreditStop(DENVER, ("denver-3-21",), at("2025-03-21T23:00"), at("2025-03-22T02:00"), CENTROIDS.of("80202")),
    CreditStop(TEMPE, ("tempe",), at("2025-03-21T01:00"), at("2025-03-21T04:00"), CENTROIDS.of("85281")),
    CreditStop(TUCSON, ("tucson",), at("2025-03-22T18:00"), at("2025-03-22T21:00"), CENTROIDS.of("85716")),
    CreditStop(OMAHA, ("omaha", "shared"), at("2025-02-22T00:30"), at("2025-02-22T03:30"), CENTROIDS.of("68102")),
    CreditStop(
        CANCELLED,
        ("golden", "shared"),
        at("2025-03-21T22:00"),
        at("2025-03-22T01:00"),
        CENTROIDS.of("80401"),
        draws=False,
    ),
    CreditStop(UNDATED, ("someday",), None, None, CENTROIDS.of("80302")),
]
CREDIT = Credit(STOPS, Reach(60, 6, 48), {"mail-14": DENVER, "Flyer": TUCSON, "gone": 99})

ONE = [
    # named
    ("names a stop", {"named": DENVER}, DENVER, Why.NAMED),
    ("names a stop, code of another", {"named": DENVER, "codes": ("tempe",)}, DENVER, Why.NAMED),
    ("names a stop, source of another", {"named": DENVER, "of_source": TEMPE}, DENVER, Why.NAMED),
    (
        "names a stop far away in time and place",
        {"named": OMAHA, "at": "2025-03-21T23:30:00Z", "postcode": "80202"},
        OMAHA,
        Why.NAMED,
    ),
    ("names a cancelled stop", {"named": CANCELLED}, CANCELLED, Why.NAMED),
    ("names a stop without a date", {"named": UNDATED}, UNDATED, Why.NAMED),
    ("names a stop that is gone", {"named": 99}, None, Why.NONE),
    ("names a stop that is gone, code holds", {"named": 99, "codes": ("tempe",)}, TEMPE, Why.CODE),
    (
        "names a stop that is gone, time and place hold",
        {"named": 99, "at": "2025-03-21T23:30:00Z", "postcode": "80202"},
        DENVER,
        Why.PLACE,
    ),
    # codes
    ("page slug as code", {"codes": ("denver-3-21",)}, DENVER, Why.CODE),
    ("code in capitals and blanks", {"codes": (" Denver-3-21 ",)}, DENVER, Why.CODE),
    ("code of a call", {"codes": ("mail-14",)}, DENVER, Why.CODE),
    ("code of a source spelt otherwise", {"codes": ("FLYER",)}, TUCSON, Why.CODE),
    ("code above source", {"codes": ("tempe",), "of_source": TUCSON}, TEMPE, Why.CODE),
    (
        "code above time and place",
        {"codes": ("omaha",), "at": "2025-03-21T23:30:00Z", "postcode": "80202"},
        OMAHA,
        Why.CODE,
    ),
    ("code of a cancelled stop", {"codes": ("golden",)}, CANCELLED, Why.CODE),
    ("unknown code", {"codes": ("facebook",)}, None, Why.NONE),
    ("unknown code, then a known one", {"codes": ("facebook", "tempe")}, TEMPE, Why.CODE),
    ("one code on two stops credits neither", {"codes": ("shared",)}, None, Why.NONE),
    ("one code on two stops, source holds", {"codes": ("shared",), "of_source": OMAHA}, OMAHA, Why.SOURCE),
    (
        "one code on two stops, time and place hold",
        {"codes": ("shared",), "at": "2025-02-22T01:00:00Z", "postcode": "68102"},
        OMAHA,
        Why.PLACE,
    ),
    ("code of a stop that is gone", {"codes": ("gone",)}, None, Why.NONE),
    # source
    ("source of a stop", {"of_source": TEMPE}, TEMPE, Why.SOURCE),
    (
        "source above time and place",
        {"of_source": TEMPE, "at": "2025-03-21T23:30:00Z", "postcode": "80202"},
        TEMPE,
        Why.SOURCE,
    ),
    ("source of a stop that is gone", {"of_source": 99}, None, Why.NONE),
    # time and place
    ("in the hall", {"at": "2025-03-21T23:30:00Z", "postcode": "80202"}, DENVER, Why.PLACE),
    ("ZIP+4 in the hall", {"at": "2025-03-21T23:30:00Z", "postcode": "80202-1234"}, DENVER, Why.PLACE),
    ("at the doors", {"at": "2025-03-21T17:00:00Z", "postcode": "80202"}, DENVER, Why.PLACE),
    ("a minute before reach begins", {"at": "2025-03-21T16:59:00Z", "postcode": "80202"}, None, Why.NONE),
    ("the day after", {"at": "2025-03-22T20:00:00Z", "postcode": "80202"}, DENVER, Why.PLACE),
    ("the last moment of reach", {"at": "2025-03-24T02:00:00Z", "postcode": "80202"}, DENVER, Why.PLACE),
    ("a second too late", {"at": "2025-03-24T02:00:01Z", "postcode": "80202"}, None, Why.NONE),
    ("Boulder is within 60 miles of Denver", {"at": "2025-03-21T23:30:00Z", "postcode": "80302"}, DENVER, Why.PLACE),
    ("Colorado Springs is not", {"at": "2025-03-21T23:30:00Z", "postcode": "80903"}, None, Why.NONE),
    ("time without place", {"at": "2025-03-21T23:30:00Z"}, None, Why.NONE),
    ("place without time", {"postcode": "80202"}, None, Why.NONE),
    ("a postcode that nobody knows", {"at": "2025-03-21T23:30:00Z", "postcode": "00000"}, None, Why.NONE),
    ("a Canadian postcode", {"at": "2025-03-21T23:30:00Z", "postcode": "K1A 0B1"}, None, Why.NONE),
    (
        "Golden: the stop there was cancelled, Denver is near",
        {"at": "2025-03-21T23:30:00Z", "postcode": "80401"},
        DENVER,
        Why.PLACE,
    ),
    (
        "Tempe while two stops of Arizona are open",
        {"at": "2025-03-22T15:00:00Z", "postcode": "85281"},
        TEMPE,
        Why.PLACE,
    ),
    (
        "Tucson while two stops of Arizona are open",
        {"at": "2025-03-22T15:00:00Z", "postcode": "85701"},
        TUCSON,
        Why.PLACE,
    ),
    (
        "between them, Casa Grande is nearer to Tempe",
        {"at": "2025-03-22T15:00:00Z", "postcode": "85122"},
        TEMPE,
        Why.PLACE,
    ),
    ("right place, wrong month", {"at": "2025-05-01T00:00:00Z", "postcode": "80202"}, None, Why.NONE),
    ("nothing at all", {}, None, Why.NONE),
]


@pytest.mark.parametrize(("case", "facts", "event", "why"), ONE, ids=[c[0] for c in ONE])
def test_one_sign_up(case, facts, event, why) -> None:
    touch = CREDIT.touch(SignUpFacts(7, 1, **facts))
    assert (touch.event, touch.why) == (event, why)


def touch(number: int, person: int, event: int | None, when: str) -> Touch:
    return Touch(number, person, event, Why.NAMED if event else Why.NONE, when, credited=event)


EARLY, LATE, LATER = "2025-03-01T10:00:00Z", "2025-03-20T10:00:00Z", "2025-03-30T10:00:00Z"
PEOPLE = [
    # what a person's sign-ups touched, in the order they came in; what each counts for by first, last, all
    ("one touch", [(DENVER, EARLY)], [DENVER], [DENVER], [DENVER]),
    ("none", [(None, EARLY)], [None], [None], [None]),
    ("two stops", [(DENVER, EARLY), (TEMPE, LATE)], [DENVER, DENVER], [TEMPE, TEMPE], [DENVER, TEMPE]),
    (
        "two stops, came in the other way round",
        [(TEMPE, LATE), (DENVER, EARLY)],
        [DENVER] * 2,
        [TEMPE] * 2,
        [TEMPE, DENVER],
    ),
    ("the form first, then a stop", [(None, EARLY), (TEMPE, LATE)], [TEMPE] * 2, [TEMPE] * 2, [None, TEMPE]),
    ("a stop, then the form", [(TEMPE, EARLY), (None, LATE)], [TEMPE] * 2, [TEMPE] * 2, [TEMPE, None]),
    ("the same stop twice", [(TEMPE, EARLY), (TEMPE, LATE)], [TEMPE] * 2, [TEMPE] * 2, [TEMPE] * 2),
    (
        "there and back",
        [(TEMPE, EARLY), (DENVER, LATE), (TEMPE, LATER)],
        [TEMPE] * 3,
        [TEMPE] * 3,
        [TEMPE, DENVER, TEMPE],
    ),
    (
        "three stops",
        [(TEMPE, LATE), (DENVER, LATER), (OMAHA, EARLY)],
        [OMAHA] * 3,
        [DENVER] * 3,
        [TEMPE, DENVER, OMAHA],
    ),
    (
        "at the same moment: the order they came in",
        [(TEMPE, LATE), (DENVER, LATE)],
        [TEMPE] * 2,
        [DENVER] * 2,
        [TEMPE, DENVER],
    ),
    ("without a time comes last", [(TEMPE, ""), (DENVER, LATE)], [DENVER] * 2, [TEMPE] * 2, [TEMPE, DENVER]),
    (
        "two without a time: the order they came in",
        [(TEMPE, ""), (DENVER, "")],
        [TEMPE] * 2,
        [DENVER] * 2,
        [TEMPE, DENVER],
    ),
]


@pytest.mark.parametrize(("case", "touched", "first", "last", "every"), PEOPLE, ids=[c[0] for c in PEOPLE])
def test_a_person_with_several(case, touched, first, last, every) -> None:
    touches = [touch(n, 1, event, when) for n, (event, when) in enumerate(touched, 1)]
    for rule, wanted in ((CreditRule.FIRST, first), (CreditRule.LAST, last), (CreditRule.ALL, every)):
        assert [t.credited for t in credit(touches, rule)] == wanted, rule


def test_a_sign_up_without_a_time_has_that_of_its_stop() -> None:
    assert CREDIT.touch(SignUpFacts(1, 1, named=DENVER)).at == "2025-03-21T23:00:00Z"


def test_a_code_of_two_stops_is_named() -> None:
    assert CREDIT.ambiguous == {"shared": [OMAHA, CANCELLED]}


def test_reach_is_a_choice() -> None:
    facts = SignUpFacts(1, 1, at="2025-03-21T23:30:00Z", postcode="80903")
    assert Credit(STOPS, Reach(miles=80)).touch(facts).event == DENVER
    assert Credit(STOPS, Reach(miles=5)).touch(facts).event is None


@pytest.mark.parametrize(
    ("a", "b", "far"),
    [("80202", "80302", 24), ("80202", "85281", 585), ("10001", "90001", 2450), ("80202", "80202", 0)],
)
def test_miles(a: str, b: str, far: float) -> None:
    one, other = CENTROIDS.of(a), CENTROIDS.of(b)
    assert one
    assert other
    assert miles(one, other) == pytest.approx(far, rel=0.03, abs=0.5)


touches_ = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([None, 1, 2, 3]), st.sampled_from(["", EARLY, LATE, LATER])),
    max_size=12,
)


@given(touches_, st.sampled_from(list(CreditRule)), st.randoms())
def test_crediting_loses_and_invents_nothing(rows, rule, random) -> None:
    touches = [touch(n, *row) for n, row in enumerate(rows)]
    credited = credit(touches, rule)
    assert [t.sign_up for t in credited] == [t.sign_up for t in touches]
    assert {(t.sign_up, t.event) for t in credited} == {(t.sign_up, t.event) for t in touches}
    for person in {t.candidate for t in credited}:
        mine = [t for t in credited if t.candidate == person]
        touched = {t.event for t in mine} - {None}
        assert {t.credited for t in mine} <= (touched if touched and rule is not CreditRule.ALL else touched | {None})
        if rule is not CreditRule.ALL:
            assert len({t.credited for t in mine}) == 1
    random.shuffle(touches)
    assert {(t.sign_up, t.credited) for t in credit(touches, rule)} == {(t.sign_up, t.credited) for t in credited}
