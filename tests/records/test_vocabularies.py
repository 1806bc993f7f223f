"""Vocabularies name each thing once, and know the words that people and form services write."""

import csv

import pytest

from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.records.limits_in_words import limit_in
from coordinator.records.vocabularies import Term, Vocabulary, vocabulary

NAMES = sorted(p.stem for p in (resources() / "vocabularies").glob("*.csv"))
WORDS = {
    "states": {
        "CO": ("CO", "co", "Colo.", "Colorado", "COLORADO"),
        "AZ": ("Ariz.", "az"),
        "WV": ("W.Va.", "W Virginia", "West Virginia"),
        "DC": ("D.C.", "District of Columbia"),
        "PR": ("Puerto Rico",),
        "VI": ("U.S. Virgin Islands",),
        "NC": ("N.C.", "north carolina"),
        "MA": ("Mass.",),
        "AE": ("AE",),
    },
    "levels": {
        "federal": ("federal", "US"),
        "state": ("Statewide and state legislature", "State"),
        "county": ("county",),
        "municipal": ("City, town, village, township", "city"),
        "school": ("School district",),
        "judicial": ("Courts",),
        "special": ("Special-purpose district", "special"),
        "tribal": ("Tribal government",),
        "party": ("Party office",),
        "any_local": ("Local, not yet chosen", "local"),
        "any_state": ("State, not yet chosen",),
        "unsure": ("Not sure yet", "not sure"),
        "none": ("Does not want to run",),
    },
    "offices": {
        "us_house": ("US House", "U.S. Rep", "Congress", "congressman"),
        "us_senate": ("U.S. Senate", "US Senator"),
        "state_senate": ("State senate", "St. Senate", "state senator"),
        "state_house": ("State House", "state rep", "Assembly", "House of Delegates"),
        "county_commission": ("County Commission", "Board of Supervisors", "police jury", "commissioners court"),
        "county_row_office": ("County Clerk", "register of deeds"),
        "mayor": ("Mayor", "mayor (small town)"),
        "city_council": ("City Council", "alderperson", "town board"),
        "township": ("Township Trustee", "town supervisor"),
        "school_board": ("School Board", "BOE", "board of education", "school committee (MA)"),
        "water_district": ("Water board", "MUD"),
        "precinct_committee": ("Precinct committee", "precinct chair", "PCO"),
        "unsure": ("Not sure", "Exploring", "idk", "TBD", "Not sure yet"),
        "any_local": ("anything local",),
        "any_state": ("State legislature",),
        "none": ("Don't want to run, want to volunteer",),
    },
    "parties": {
        "dem": ("Democrat", "Dem", "D", "DFL (MN)", "Democratic Party"),
        "rep": ("Republican", "GOP"),
        "ind": ("Independent", "unaffiliated", "NPA", "No Party Preference", "unenrolled (MA)", "undeclared (NH)"),
        "nonpartisan": ("Nonpartisan", "non-partisan"),
        "wfp": ("Working Families", "WFP"),
        "grn": ("Green", "Pacific Green (OR)"),
        "lib": ("Libertarian",),
        "prog": ("Vermont Progressive",),
        "dsa": ("DSA",),
        "undecided": ("Undecided", "D or I"),
        "other": ("Other", "Other:"),
    },
    "stages": {
        "interested": ("Signed up", "Subscriber", "Lead"),
        "contacted": ("Contacted", "1:1 held"),
        "connected": ("Handed to a partner",),
        "in_training": ("In training",),
        "filed": ("Filed",),
        "on_the_ballot": ("On ballot",),
        "elected": ("won",),
        "not_elected": ("lost",),
        "paused": ("Not now",),
    },
    "time_zones": {
        "America/New_York": ("ET", "EDT"),
        "America/Chicago": ("CT", "Central"),
        "America/Denver": ("MT",),
        "America/Phoenix": ("MST", "America/Phoenix"),
        "America/Los_Angeles": ("PT", "Pacific"),
        "America/Boise": ("America/Boise",),
    },
    "services": {
        "recruit": ("recruit",),
        "training": ("training",),
        "one_on_one": ("1:1",),
        "endorsement": ("endorsement",),
        "support": ("ballot access",),
    },
    "event_status": {"cancelled": ("canceled",), "planned": ("scheduled",), "moved": ("postponed",)},
    "referral_status": {
        "proposed": ("queued",),
        "active": ("in progress",),
        "waitlisted": ("wait list",),
        "declined": ("no",),
    },
}
CASES = [(name, word, code) for name, codes in WORDS.items() for code, words in codes.items() for word in words]


@pytest.mark.parametrize("name", NAMES)
def test_every_list_is_read_whole(name: str) -> None:
    path = resources() / "vocabularies" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [t.code for t in vocabulary(name).terms] == [row[0] for row in rows[1:]]
    assert all(t.code and t.label for t in vocabulary(name).terms)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_names_two_terms(name: str) -> None:
    owners: dict[object, str] = {}
    for term in vocabulary(name).terms:
        for word in {limit_in(w) or fold_word(w) for w in (term.code, term.label, *term.synonyms)}:
            assert word, f"{term.code} has a word without letters or digits, which nothing can find"
            assert owners.setdefault(word, term.code) == term.code, word


@pytest.mark.parametrize(("name", "word", "code"), CASES)
def test_words_that_people_write_are_known(name: str, word: str, code: str) -> None:
    found = vocabulary(name).find(word)
    assert found is not None
    assert found.code == code


def test_all_states_and_territories_are_there_with_a_zone() -> None:
    kinds = [t.extra["kind"] for t in vocabulary("states").terms]
    assert kinds.count("state") == 50
    assert kinds.count("district") == 1
    assert kinds.count("territory") == 5
    zones = vocabulary("time_zones").by_code
    civil = [t for t in vocabulary("states").terms if t.extra["kind"] != "military"]
    assert all(t.extra["time_zone"] in zones for t in civil)


def test_every_office_has_a_known_level() -> None:
    levels = vocabulary("levels").by_code
    assert all(t.extra["level"] in levels for t in vocabulary("offices").terms)


def test_a_party_with_independent_in_its_name_is_not_independent() -> None:
    parties = vocabulary("parties")
    assert parties.find("American Independent (CA)") is parties.by_code["aip"]
    assert parties.find("Independent Party of Oregon") is parties.by_code["ipo"]
    assert parties.find("Independence Party") is None
    assert parties.find("Independent") is parties.by_code["ind"]


@pytest.mark.parametrize(
    ("name", "typo", "code"),
    [
        ("states", "Colorodo", "CO"),
        ("states", "Pensylvania", "PA"),
        ("parties", "Indepedent", "ind"),
        ("offices", "schol board", "school_board"),
    ],
)
def test_a_slip_of_the_pen_is_suggested_and_never_found(name: str, typo: str, code: str) -> None:
    assert vocabulary(name).find(typo) is None
    suggested = vocabulary(name).suggest(typo)
    assert suggested is not None
    assert suggested.code == code


@pytest.mark.parametrize("text", ["", "  ", "XX", "Kolo", "mosquito abatement 🦟", "?"])
def test_what_is_no_word_of_the_list_is_neither_found_nor_suggested(text: str) -> None:
    assert vocabulary("states").find(text) is None
    assert vocabulary("states").suggest(text) is None


def test_a_word_as_near_to_two_terms_is_not_guessed() -> None:
    two = Vocabulary("two", [Term("north", "Northside"), Term("south", "Southside")])
    assert two.suggest("Norsthside") is two.by_code["north"]
    assert Vocabulary("twins", [Term("a", "Ward 11x"), Term("b", "Ward 11y")]).suggest("Ward 11z") is None


def test_an_unknown_code_is_its_own_label() -> None:
    assert vocabulary("stages").label("in_training") == "In training"
    assert vocabulary("stages").label("gone") == "gone"


def test_a_term_said_in_two_languages_is_one_term_and_two_terms_are_none() -> None:
    assert vocabulary("genders").find("Woman / Mujer") is vocabulary("genders").by_code["woman"]
    assert vocabulary("levels").find("County · Condado") is vocabulary("levels").by_code["county"]
    assert vocabulary("genders").find("Woman / Hombre") is None
