"""Rules, fit and the checking of rules with their exact words and values."""

import datetime as dt

import pytest

from coordinator.partners.candidate_facts import person
from coordinator.partners.fit import Fit, Room, fit, ranked, room, shown_day, stand, suggest
from coordinator.partners.rule_checks import clean_terms, date_problems, problems_of
from coordinator.partners.rule_judgments import Finding, Judgment, ages, judge
from coordinator.partners.rules import Condition, Offer, ProgrammeOffer, rule_of, rules_of_fields

DAY = dt.date(2025, 11, 24)
ELECTION = {"election_date": "2026-11-03"}
LOCAL_LEVELS = ("county", "municipal", "school", "special")
OH = "ocd-division/country:us/state:oh"


def rule(kind: str, *terms: str, **more: object) -> Condition:
    return Condition(kind, terms, record_id=1, **more)  # type: ignore[arg-type]


def no(kind: str, *terms: str) -> Condition:
    return rule(kind, *terms, excludes=True)


def look(offer: Offer, row: dict, day: dt.date = DAY) -> Fit:
    return fit(stand(offer, day), person(row, day))


def fits(words: str = "") -> Finding:
    return Finding(Judgment.FITS, words)


def not_(words: str) -> Finding:
    return Finding(Judgment.DOES_NOT, words)


def ask(words: str) -> Finding:
    return Finding(Judgment.UNKNOWN, words)


ANY_LOCAL, ANY_STATE = {"office": "anything local"}, {"office_level": "any_state"}
JUDGED = [
    # states and divisions
    (rule("states", "OH"), {}, ask("state")),
    (no("states", "TX"), {"state": "TX"}, not_("does not cover Texas")),
    (no("states", "TX"), {"state": "OH"}, fits()),
    (rule("divisions", OH), {}, ask("district")),
    (rule("divisions", f"{OH}/sldl:12"), {"state": "OH"}, ask("district")),
    (rule("divisions", f"{OH}/sldl:12"), {"state": "PA"}, not_("does not cover where they run")),
    (no("divisions", f"{OH}/sldl:12"), {"state": "PA"}, fits()),
    (rule("divisions", f"{OH}/sldl:1"), {"division": f"{OH}/sldl:1"}, fits("covers sldl:1")),
    (rule("divisions", f"{OH}/sldl:1"), {"division": f"{OH}/sldl:12"}, not_("does not cover sldl:12")),
    (rule("divisions", OH), {"division": f"{OH}/county:clay/precinct:4"}, fits("covers precinct:4")),
    (no("divisions", OH), {"division": f"{OH}/sldl:1"}, not_("does not cover sldl:1")),
    # levels, and those who are open to any local or any state office
    (rule("levels", "school"), {"office_level": "school"}, fits("takes school offices")),
    (rule("levels", "school"), {"office_level": "county"}, not_("does not take county offices")),
    (rule("levels", "school"), {}, ask("office")),
    (rule("levels", "school"), {"office_level": "unsure"}, ask("office")),
    (rule("levels", "unsure"), {"office_level": "unsure"}, fits("takes people who are not sure yet")),
    (rule("levels", "unsure"), {}, fits("takes people who are not sure yet")),
    (no("levels", "unsure"), {"office_level": "unsure"}, ask("office")),
    (rule("levels", "school"), ANY_LOCAL, fits("takes local offices")),
    (rule("levels", "federal", "state"), ANY_LOCAL, not_("does not take local offices")),
    (rule("levels", "any_local"), ANY_LOCAL, fits("takes local offices")),
    (rule("levels", "any_local"), {"office_level": "special"}, fits("takes special district offices")),
    (rule("levels", "any_local"), {"office_level": "state"}, not_("does not take state offices")),
    (rule("levels", "any_local"), ANY_STATE, not_("does not take state offices")),
    (no("levels", "school"), ANY_LOCAL, fits()),
    (no("levels", "any_local"), ANY_LOCAL, not_("does not take local offices")),
    (no("levels", *LOCAL_LEVELS), ANY_LOCAL, not_("does not take local offices")),
    (no("levels", "any_local"), {"office_level": "municipal"}, not_("does not take municipal offices")),
    (no("levels", "any_local"), ANY_STATE, fits()),
    (rule("levels", "state"), ANY_STATE, fits("takes state offices")),
    (rule("levels", "any_state"), {"office_level": "state"}, fits("takes state offices")),
    (rule("levels", "any_state"), ANY_STATE, fits("takes state offices")),
    (rule("levels", "county"), ANY_STATE, not_("does not take state offices")),
    (no("levels", "state"), ANY_STATE, not_("does not take state offices")),
    (no("levels", "any_state"), {"office_level": "state"}, not_("does not take state offices")),
    (no("levels", "federal"), ANY_STATE, fits()),
    (rule("levels", "federal"), {"office": "US Senate"}, fits("takes US Senate")),
    (rule("levels", "school"), {"office": "School board"}, fits("takes school board")),
    # offices
    (rule("offices", "school_board"), {"office": "School board"}, fits("takes school board")),
    (rule("offices", "school_board"), {"office": "Sheriff"}, not_("does not take sheriff")),
    (no("offices", "sheriff"), {"office": "Sheriff"}, not_("does not take sheriff")),
    (no("offices", "sheriff"), {"office": "School board"}, fits()),
    (rule("offices", "school_board"), {}, ask("office")),
    (rule("offices", "school_board"), {"office_level": "unsure"}, ask("office")),
    (rule("offices", "sheriff"), {"office_level": "county"}, ask("office")),
    (no("offices", "sheriff"), {"office_level": "county"}, ask("office")),
    (rule("offices", "sheriff"), {"office_level": "school"}, not_("does not take school offices")),
    (rule("offices", "school_board"), {"office_level": "school"}, fits("takes school offices")),
    (no("offices", "school_board"), {"office_level": "school"}, not_("does not take school offices")),
    (no("offices", "sheriff"), {"office_level": "school"}, fits()),
    (rule("offices", "school_board"), ANY_LOCAL, fits("takes local offices")),
    (rule("offices", "us_senate"), ANY_LOCAL, not_("does not take local offices")),
    (rule("offices", "governor"), ANY_STATE, fits("takes state offices")),
    (rule("offices", "sheriff"), ANY_STATE, not_("does not take state offices")),
    (no("offices", "governor"), ANY_STATE, fits()),
    (
        no(
            "offices",
            "governor",
            "lt_governor",
            "attorney_general",
            "secretary_of_state",
            "state_treasurer_auditor",
            "utility_commission",
            "state_board_education",
            "state_senate",
            "state_house",
        ),
        ANY_STATE,
        not_("does not take state offices"),
    ),
    # party lines
    (rule("party_lines", "dem"), {}, ask("party line")),
    (rule("party_lines", "dem"), {"party_line": "undecided"}, ask("party line")),
    (rule("party_lines", "dem"), {"party_line": "dsa"}, ask("line on the ballot")),
    (rule("party_lines", "dsa"), {"party_line": "dsa"}, fits("takes Democratic Socialist candidates")),
    (rule("party_lines", "dem"), {"party_line": "ind"}, not_("does not take Independent candidates")),
    (no("party_lines", "dem"), {"party_line": "dem"}, not_("does not take Democratic candidates")),
    # age
    (rule("born_from", "1984"), {}, ask("birth year")),
    (rule("born_from", "1984"), {"birth_date": "1984-01-01"}, fits("born in 1984 or later: born in 1984")),
    (rule("born_from", "1984"), {"birth_date": "1983"}, not_("born in 1984 or later: born in 1983")),
    (rule("born_from", "1984"), {"age_band": "over_40"}, ask("birth year")),
    (rule("born_from", "1984"), {"age_band": "18-29"}, fits("born in 1984 or later: born in 1995 to 2007")),
    (rule("oldest_age", "40"), {}, ask("birth year")),
    (rule("oldest_age", "40"), {"birth_date": "1985-11-04", **ELECTION}, fits("40 or under: is 40 at the election")),
    (rule("oldest_age", "40"), {"birth_date": "1985-11-03", **ELECTION}, not_("40 or under: is 41 at the election")),
    (rule("oldest_age", "40"), {"birth_date": "1985", **ELECTION}, ask("birth date")),
    (rule("oldest_age", "40"), {"birth_date": "1986-01-01"}, ask("election date")),
    (rule("oldest_age", "40"), {"birth_date": "1995"}, fits("40 or under: is 29 to 34")),
    (rule("youngest_age", "18"), {"birth_date": "2008-11-03", **ELECTION}, fits("18 or over: is 18 at the election")),
    (rule("youngest_age", "18"), {"birth_date": "2008-11-04", **ELECTION}, not_("18 or over: is 17 at the election")),
    # candidacies
    (rule("most_runs", "1"), {"first_time": True}, fits("first candidacy: this is the 1st")),
    (rule("most_runs", "1"), {"first_time": False}, not_("first candidacy: this is at least the 2nd")),
    (rule("most_runs", "3"), {"earlier_runs": 2}, fits("up to the 3rd candidacy: this is the 3rd")),
    (rule("most_runs", "3"), {"earlier_runs": 3}, not_("up to the 3rd candidacy: this is the 4th")),
    (rule("most_runs", "3"), {"first_time": False}, ask("how often they ran before")),
    (rule("most_runs", "3"), {}, ask("how often they ran before")),
    # who somebody is, and what they say
    (
        rule("genders", "woman", "nonbinary"),
        {"gender": "woman"},
        fits("for this gender (woman and non-binary): says so"),
    ),
    (rule("genders", "woman", "nonbinary"), {"gender": "man"}, not_("for another gender (woman and non-binary)")),
    (rule("genders", "woman"), {}, ask("gender, if they want to say")),
    (rule("communities", "Veterans", "Nurses"), {"communities": ["nurses"]}, fits("for Veterans, Nurses: says so")),
    (rule("communities", "Veterans", "Nurses"), {"communities": ["bakers"]}, not_("for Veterans, Nurses")),
    (rule("communities", "Veterans", "Nurses"), {}, ask("belongs to: Veterans, Nurses")),
    (rule("languages", "es", "fr"), {}, ask("speaks Spanish, French")),
    (rule("languages", "es", "en"), {}, fits()),
    (rule("languages", "es", "fr"), {"languages": ["fr"]}, fits("speaks Spanish, French")),
    (rule("languages", "es", "fr"), {"languages": ["en"]}, not_("works in Spanish, French")),
    (
        rule("conditions", "Has a team", "Pro-choice"),
        {"tags": ["has a team", "pro-choice"]},
        fits("Has a team, Pro-choice: yes"),
    ),
    (rule("conditions", "Has a team", "Pro-choice", "Union"), {"tags": ["has a team"]}, ask("Pro-choice, Union")),
    (rule("conditions", "Has a team", "Pro-choice"), {"tags": ["not pro-choice"]}, not_("Pro-choice: no")),
    (no("conditions", "Incumbent"), {"tags": ["incumbent"]}, not_("does not take: Incumbent")),
    (no("conditions", "Incumbent"), {}, fits()),
]


@pytest.mark.parametrize(("one", "row", "finding"), JUDGED)
def test_what_a_rule_says(one: Condition, row: dict, finding: Finding) -> None:
    assert judge(one, person(row, DAY)) == finding


def test_ages_at_the_election() -> None:
    assert ages(person({"birth_date": "1985-11-04", **ELECTION}, DAY)) == (40, 40)
    assert ages(person({"birth_date": "1985", **ELECTION}, DAY)) == (40, 41)
    assert ages(person({}, DAY)) is None


def test_a_record_becomes_a_rule_with_all_that_it_says() -> None:
    row = {
        "id": 7,
        "rule_kind": "states",
        "terms": ["OH", "PA"],
        "excludes": True,
        "in_states": ["WA"],
        "valid_from": "2025-01-01",
        "valid_until": "2025-12-31",
    }
    assert rule_of(row) == Condition("states", ("OH", "PA"), True, frozenset({"WA"}), "2025-01-01", "2025-12-31", 7)
    assert rule_of({"rule_kind": "states"}) == Condition("states", ())


def test_the_partners_own_fields_are_rules_too() -> None:
    row = {
        "states": ["OH", "PA"],
        "levels": [],
        "party_lines": None,
        "born_from": 1984,
        "oldest_age": 40,
        "first_time_only": True,
    }
    assert rules_of_fields(row) == [
        Condition("states", ("OH", "PA")),
        Condition("born_from", ("1984",)),
        Condition("oldest_age", ("40",)),
        Condition("most_runs", ("1",)),
    ]
    assert rules_of_fields({"first_time_only": False, "levels": ["school"]}) == [Condition("levels", ("school",))]
    assert rules_of_fields({}) == []


SPRING = ProgrammeOffer(1, "Spring", starts_on="2026-03-01", places=20, taken=12)
ROOMS = [
    # partner, the places left
    (Offer(1, "P"), Room(None)),
    (Offer(1, "P", capacity=50, taken=38), Room(12, "12 of 50 places left in November")),
    (Offer(1, "P", programmes=(SPRING,)), Room(None, "next: Spring, 8 of 20 places left", 1)),
    (
        Offer(1, "P", capacity=5, programmes=(SPRING,)),
        Room(5, "5 of 5 places left in November; next: Spring, 8 of 20 places left", 1),
    ),
    (Offer(1, "P", by_programme=True), Room(0, "no programme is open")),
    (
        Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(1, "Full", places=3, taken=3),)),
        Room(0, "no place left in an open programme"),
    ),
    (
        Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(4, "Last", places=3, taken=2),)),
        Room(1, "next: Last, 1 of 3 places left", 4),
    ),
    (Offer(1, "P", by_programme=True, programmes=(SPRING,)), Room(8, "next: Spring, 8 of 20 places left", 1)),
    (
        Offer(1, "P", by_programme=True, programmes=(SPRING, ProgrammeOffer(2, "Open end"))),
        Room(None, "next: Spring, 8 of 20 places left", 1),
    ),
    (Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(2, "Open end"),)), Room(None, "next: Open end", 2)),
    (
        Offer(1, "P", capacity=9, by_programme=True, programmes=(ProgrammeOffer(2, "Open end"),)),
        Room(9, "9 of 9 places left in November; next: Open end", 2),
    ),
    (
        Offer(1, "P", capacity=9, by_programme=True, programmes=(SPRING,)),
        Room(8, "9 of 9 places left in November; next: Spring, 8 of 20 places left", 1),
    ),
    # the nearest of several, by its deadline or its first day; the full one is passed over, its places do not count
    (
        Offer(
            1,
            "P",
            by_programme=True,
            programmes=(
                ProgrammeOffer(3, "Any time"),
                ProgrammeOffer(2, "Late", starts_on="2026-05-01"),
                ProgrammeOffer(5, "Soon", starts_on="2026-06-01", deadline="2026-02-01"),
            ),
        ),
        Room(None, "next: Soon, apply by 1 Feb 2026", 5),
    ),
    (
        Offer(
            1,
            "P",
            by_programme=True,
            programmes=(
                ProgrammeOffer(2, "Full", starts_on="2026-01-01", places=2, taken=2),
                ProgrammeOffer(3, "Free", starts_on="2026-05-01", places=4),
                SPRING,
            ),
        ),
        Room(12, "next: Spring, 8 of 20 places left", 1),
    ),
    (
        Offer(
            1,
            "P",
            by_programme=True,
            programmes=(ProgrammeOffer(9, "B", starts_on="2026-05-01"), ProgrammeOffer(8, "A", starts_on="2026-05-01")),
        ),
        Room(None, "next: A", 8),
    ),
    (
        Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(1, "Over", starts_on="2025-11-23"),)),
        Room(0, "no programme is open"),
    ),
    (
        Offer(
            1,
            "P",
            programmes=(ProgrammeOffer(1, "A", deadline="2026-02-01"), ProgrammeOffer(2, "B", starts_on="2026-01-15")),
        ),
        Room(None, "next: B", 2),
    ),
]


@pytest.mark.parametrize(("offer", "left"), ROOMS)
def test_places_with_their_words(offer: Offer, left: Room) -> None:
    assert room(offer, DAY) == left


def test_a_day_is_shown_without_its_hour() -> None:
    assert shown_day("2026-02-01T10:00") == "1 Feb 2026"
    assert shown_day("2026-12-31") == "31 Dec 2026"


PRAIRIE = Offer(
    7,
    "Prairie",
    (rule("states", "OH"), rule("genders", "woman"), rule("conditions", "Union", "Pro-choice")),
    services=frozenset({"training", "money"}),
    capacity=5,
    taken=1,
)
WISHING = {
    "state": "OH",
    "gender": "woman",
    "wanted_services": ["money", "training", "data"],
    "wanted_partners": ["PRAIRIE"],
}


def test_all_that_is_to_be_said_of_one_partner() -> None:
    found = look(PRAIRIE, WISHING)
    assert found == Fit(
        7,
        "Prairie",
        Judgment.UNKNOWN,
        (
            "covers Ohio",
            "for this gender (woman): says so",
            "asked for by name",
            "offers what they wish for: training, money",
            "4 of 5 places left in November",
        ),
        (),
        ("Union, Pro-choice",),
        False,
        100 + 2 * 10 + 5,
        Room(4, "4 of 5 places left in November"),
    )
    assert found.sentence == (
        "covers Ohio; for this gender (woman): says so; asked for by name; offers what they wish for: training, money; "
        "4 of 5 places left in November; ask: Union, Pro-choice"
    )
    assert not found.fits


def test_what_excludes_comes_alone() -> None:
    found = look(
        Offer(8, "Gone", (rule("states", "OH"),), accepting=False),
        {"state": "ID", "office_level": "none", "unwanted_partners": ["gone"]},
    )
    assert found.verdict is Judgment.DOES_NOT
    assert found.against == (
        "takes nobody now",
        "does not want to run",
        "does not want to be passed on to them",
        "does not cover Idaho",
    )
    assert found.sentence == "; ".join(found.against)


def test_nothing_to_say_is_said() -> None:
    found = look(Offer(1, "P"), {})
    assert (found.verdict, found.reasons, found.sentence, found.points) == (Judgment.FITS, (), "takes everybody", 0)
    assert found.fits


def test_no_places_are_told_and_one_reason_is_told_once() -> None:
    found = look(
        Offer(1, "P", (rule("states", "OH"), Condition("states", ("OH",), record_id=2)), capacity=0), {"state": "OH"}
    )
    assert found.reasons == ("covers Ohio", "0 of 0 places left in November")
    assert found.full
    full = look(Offer(1, "P", by_programme=True), {})
    assert (full.reasons, full.full, full.fits) == (("no programme is open",), True, False)
    silent = look(Offer(1, "P", (rule("languages", "es", "en"),)), {})
    assert silent.reasons == ()


def test_a_rule_for_one_state_asks_for_the_state_once() -> None:
    only = rule("genders", "woman", in_states=frozenset({"WA"}))
    assert look(Offer(1, "P", (only,)), {"gender": "man"}).unknown == ("state",)
    assert look(Offer(1, "P", (only,)), {"gender": "man", "state": "WA"}).against == ("for another gender (woman)",)
    assert look(Offer(1, "P", (only,)), {"gender": "man", "state": "OH"}).fits
    assert look(Offer(1, "P", (only, rule("states", "WA"))), {"gender": "man"}).unknown == ("state",)
    both = (only, rule("genders", "man"))
    assert look(Offer(1, "P", both), {"gender": "man", "state": "WA"}).against == ("for another gender (woman)",)
    assert look(Offer(1, "P", both), {"gender": "man", "state": "OH"}).reasons == ("for this gender (man): says so",)


TEN = ("OH", "PA", "NY", "NJ", "CT", "MA", "VT", "NH", "ME", "RI")


@pytest.mark.parametrize(
    ("rules", "near"),
    [
        ((rule("states", *TEN),), True),
        ((rule("states", *TEN, "DE"),), False),
        ((no("states", "OH"),), False),
        ((rule("states", "OH", in_states=frozenset({"WA"})),), False),
        ((rule("genders", "woman"),), False),
        ((no("genders", "woman"),), False),
        ((), False),
    ],
)
def test_who_is_for_a_few_states_is_near(rules: tuple[Condition, ...], near: bool) -> None:
    assert stand(Offer(1, "P", rules), DAY).near is near
    assert look(Offer(1, "P", rules), {"state": "NY"}).points == (5 if near else 0)


def test_equal_partners_share_the_load_then_go_by_name_and_number() -> None:
    offers = [
        Offer(1, "Few", capacity=10, taken=9),
        Offer(2, "Many", capacity=10, taken=2),
        Offer(3, "No bound"),
        Offer(5, "Alike"),
        Offer(4, "Alike"),
        Offer(6, "Asks", (rule("genders", "woman"),), services=frozenset({"training"})),
        Offer(7, "Never", accepting=False, services=frozenset({"training"})),
    ]
    found = suggest([stand(o, DAY) for o in offers], person({"wanted_services": ["training"]}, DAY))
    assert [f.partner for f in found] == [4, 5, 3, 2, 1, 6, 7]
    assert ranked(reversed(found)) == found


TOLD = [
    # what is typed for a kind of rule; what is stored; what is told
    ("states", ["Ohio", " pa ", "OH", ""], ["OH", "PA"], []),
    (
        "states",
        ["Pensylvania", "Atlantis", "OH"],
        ["OH"],
        [
            "States: “Pensylvania” is not in the list. Did you mean Pennsylvania?",
            "States: “Atlantis” is not in the list.",
        ],
    ),
    ("communities", [" nurses ", "veterans", "nurses"], ["nurses", "veterans"], []),
    ("communities", [" "], [], ["Communities: the rule has no value. Say what the partner takes."]),
    ("born_from", ["1984"], ["1984"], []),
    ("born_from", ["01984"], ["1984"], []),
    ("born_from", ["soon"], [], ["Born in or after: “soon” is not one whole number. Write one, such as 1984."]),
    (
        "born_from",
        ["1984", "1985"],
        [],
        ["Born in or after: “1984, 1985” is not one whole number. Write one, such as 1984."],
    ),
    ("most_runs", ["two"], [], ["At most this many candidacies: “two” is not one whole number. Write one, such as 1."]),
    ("oldest_age", ["-1"], [], ["Oldest age at election: “-1” is not one whole number. Write one, such as 40."]),
    ("born_from", ["1900"], ["1900"], []),
    (
        "born_from",
        ["1899"],
        [],
        [f"Born in or after: nobody can meet 1899. Write a number from 1900 to {dt.date.today().year - 16}."],
    ),
    ("born_from", [str(dt.date.today().year - 16)], [str(dt.date.today().year - 16)], []),
    ("most_runs", ["1"], ["1"], []),
    ("most_runs", ["20"], ["20"], []),
    ("most_runs", ["21"], [], ["At most this many candidacies: nobody can meet 21. Write a number from 1 to 20."]),
    ("youngest_age", ["16"], ["16"], []),
    ("youngest_age", ["15"], [], ["Youngest age at election: nobody can meet 15. Write a number from 16 to 110."]),
    ("oldest_age", ["110"], ["110"], []),
    ("oldest_age", ["111"], [], ["Oldest age at election: nobody can meet 111. Write a number from 16 to 110."]),
]


@pytest.mark.parametrize(("kind", "typed", "stored", "told"), TOLD)
def test_values_of_a_rule(kind: str, typed: list[str], stored: list[str], told: list[str]) -> None:
    assert clean_terms(kind, typed) == (stored, told)


def test_dates_of_a_rule() -> None:
    wrong = rule("states", "OH", valid_from="2026-02-01", valid_until="2026-01-31")
    [told] = date_problems(wrong)
    assert told == "States: it ends on 2026-01-31, before it begins on 2026-02-01. Exchange the dates."
    assert date_problems(rule("states", "OH", valid_from="2026-02-01", valid_until="2026-02-01")) == []
    assert date_problems(rule("states", "OH", valid_from="2026-02-01")) == []
    assert date_problems(rule("states", "OH", valid_until="2026-02-01")) == []


WA = frozenset({"WA"})
YEAR = dt.date.today().year
CONTRADICTING = [
    (
        [rule("states", "OH", "PA"), rule("states", "NY")],
        ["States: nobody can meet Ohio, Pennsylvania and New York at once."],
    ),
    ([rule("states", "OH"), no("states", "OH")], ["States: nobody can meet Ohio and not Ohio at once."]),
    ([rule("states", "OH", "PA"), rule("states", "PA"), no("states", "OH")], []),
    ([no("states", "OH"), no("states", "PA")], []),
    (
        [rule("genders", "woman", in_states=WA), rule("genders", "man", in_states=WA)],
        ["Gender: nobody can meet Woman and Man at once in Washington."],
    ),
    ([rule("genders", "woman", in_states=WA), rule("genders", "man")], []),
    (
        [
            rule("states", "OH"),
            rule("states", "PA"),
            rule("genders", "woman", in_states=WA),
            rule("genders", "man", in_states=WA),
        ],
        [
            "States: nobody can meet Ohio and Pennsylvania at once.",
            "Gender: nobody can meet Woman and Man at once in Washington.",
        ],
    ),
    (
        [rule("states", "OH"), rule("states", "PA"), rule("levels", "county"), rule("levels", "state")],
        ["States: nobody can meet Ohio and Pennsylvania at once.", "Levels: nobody can meet County and State at once."],
    ),
    ([rule("levels", "any_local"), rule("levels", "school")], []),
    ([rule("levels", "any_local"), no("levels", "school")], []),
    (
        [rule("levels", "school"), no("levels", "any_local")],
        [
            "Levels: nobody can meet School and not Any local office, County, Municipal, School, Special district at once."
        ],
    ),
    (
        [rule("levels", "federal"), rule("offices", "school_board", "sheriff")],
        ["Offices: School board, Sheriff is of none of the levels that it takes (Federal)."],
    ),
    ([rule("levels", "any_local"), rule("offices", "school_board")], []),
    ([rule("levels", "federal"), no("offices", "school_board")], []),
    ([no("levels", "federal"), rule("offices", "us_senate")], []),
    ([rule("offices", "us_senate")], []),
    (
        [rule("states", "OH"), rule("divisions", "ocd-division/country:us/state:pa")],
        ["Divisions: ocd-division/country:us/state:pa lies in none of the states that it covers."],
    ),
    ([rule("states", "OH"), rule("divisions", f"{OH}/sldl:1")], []),
    ([rule("states", "OH"), no("divisions", "ocd-division/country:us/state:pa")], []),
    ([no("states", "OH"), rule("divisions", f"{OH}/sldl:1")], []),
    ([rule("divisions", f"{OH}/sldl:1")], []),
    ([rule("youngest_age", "41"), rule("oldest_age", "40")], ["Age: nobody is 41 or over and 40 or under at once."]),
    ([rule("youngest_age", "40"), rule("oldest_age", "40")], []),
    (
        [rule("born_from", str(YEAR - 20)), rule("youngest_age", "22")],
        [f"Age: who was born in {YEAR - 20} or later is not 22 yet."],
    ),
    ([rule("born_from", str(YEAR - 20)), rule("youngest_age", "21")], []),
    ([rule("born_from", str(YEAR - 20)), rule("oldest_age", "21")], []),
]


@pytest.mark.parametrize(("rules", "told"), CONTRADICTING)
def test_rules_that_contradict_one_another(rules: list[Condition], told: list[str]) -> None:
    assert problems_of(Offer(1, "P", tuple(rules)), DAY) == told


PLACED = [
    (
        Offer(1, "P", capacity=0),
        ["It accepts people, but its capacity is 0: nobody can be passed on. Empty it, or let it accept nobody."],
    ),
    (Offer(1, "P", capacity=0, accepting=False), []),
    (
        Offer(1, "P", by_programme=True),
        ["It takes people only through a programme, and none is open. Add the next one, with its dates."],
    ),
    (Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(1, "Spring", deadline="2025-11-24"),)), []),
    (
        Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(1, "Spring", deadline="2025-11-23"),)),
        ["It takes people only through a programme, and none is open. Add the next one, with its dates."],
    ),
    (
        Offer(
            1,
            "P",
            programmes=(
                ProgrammeOffer(1, "Spring", "2026-01-01", "2026-01-02"),
                ProgrammeOffer(2, "Fall", "2026-01-01", "2026-02-01"),
            ),
        ),
        [
            "Spring: one can apply until after it began. Exchange the dates.",
            "Fall: one can apply until after it began. Exchange the dates.",
        ],
    ),
    (
        Offer(
            1,
            "P",
            programmes=(
                ProgrammeOffer(1, "Spring", "2026-01-01", "2026-01-01"),
                ProgrammeOffer(2, "Fall", "2026-01-01"),
                ProgrammeOffer(3, "Any"),
            ),
        ),
        [],
    ),
    (Offer(1, "P", programmes=(ProgrammeOffer(1, "Spring", None, "2026-01-01"),)), []),
]


@pytest.mark.parametrize(("offer", "told"), PLACED)
def test_places_that_cannot_be_with_their_words(offer: Offer, told: list[str]) -> None:
    assert problems_of(offer, DAY) == told
