"""Fit: person × partner, written from the partners' public rules (resources/sample/partner-rules.csv has the sources)."""

import datetime as dt
import re

import pytest

from coordinator.partners.candidate_facts import person
from coordinator.partners.fit import Fit, fit, room, stand, suggest
from coordinator.partners.rule_edits import known_rules
from coordinator.partners.rules import Condition, Offer, ProgrammeOffer, rule_of

DAY = dt.date(2025, 11, 24)
RFS, NDTC, EMERGE, EMILY, CER, NRFOD, PRAIRIE, DESERT = (
    "Run for Something",
    "National Democratic Training Committee",
    "Emerge",
    "EMILYs List (Ignite Change)",
    "Contest Every Race",
    "National Run for Office Day",
    "Prairie Independents Caucus (fictitious)",
    "Desert Ballot Access Clinic (fictitious)",
)
ELECTION = {"election_date": "2026-11-03"}
DEM = {"party_line": "dem"}
IND = {"party_line": "ind"}
SCHOOL = {"office": "School board", "office_level": "school"}
WOMAN = {"gender": "woman"}
FIRST = {"first_time": True}
YOUNG = {"birth_date": "1993-05-02"}


def known(name: str) -> Offer:
    rows = [r for r in known_rules() if r["partner"] == name and r["kind"] != "programme"]
    rules = [
        rule_of(
            {
                "id": i,
                "rule_kind": r["kind"],
                "terms": re.split(r"\s*;\s*", r["values"]),
                "excludes": r["takes"] == "no",
                "in_states": [r["in_states"]] if r["in_states"] else None,
                "valid_from": r["valid_from"] or None,
                "valid_until": r["valid_until"] or None,
            }
        )
        for i, r in enumerate(rows, 1)
    ]
    return Offer(1, name, tuple(rules))


def look(offer: Offer, row: dict, day: dt.date = DAY) -> Fit:
    return fit(stand(offer, day), person(row, day))


FITS, NOT, ASK = "fits", "does not", "unknown"
# partner, person, verdict, a word of the reason
CASES = [
    # Run for Something: born in 1984 or later, first to third candidacy, Democratic or nonpartisan race, not federal
    (RFS, {**DEM, **SCHOOL, **FIRST, **YOUNG}, FITS, "born in 1984 or later: born in 1993"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "birth_date": "1984"}, FITS, "born in 1984"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "birth_date": "1983-12-31"}, NOT, "born in 1983"),
    (RFS, {**DEM, **SCHOOL, **FIRST}, ASK, "birth year"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "age_band": "18-29"}, FITS, "born in"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "age_band": "over_40"}, ASK, "birth year"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "age_band": "55-64"}, NOT, "born in 1984 or later"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "stated_age": 41, "stated_age_on": "2025-03-21"}, ASK, "birth year"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "stated_age": 40, "stated_age_on": "2025-03-21"}, FITS, "1984"),
    (RFS, {**DEM, **SCHOOL, **FIRST, "stated_age": 42, "stated_age_on": "2025-03-21"}, NOT, "1984"),
    (RFS, {"party_line": "nonpartisan", **SCHOOL, **FIRST, **YOUNG}, FITS, "Nonpartisan"),
    (RFS, {**IND, **SCHOOL, **FIRST, **YOUNG}, NOT, "does not take Independent"),
    (RFS, {"party_line": "grn", **SCHOOL, **FIRST, **YOUNG}, NOT, "does not take Green"),
    (RFS, {"party_line": "wfp", **SCHOOL, **FIRST, **YOUNG}, NOT, "does not take Working Families"),
    (RFS, {"party_line": "rep", **SCHOOL, **FIRST, **YOUNG}, NOT, "does not take Republican"),
    (RFS, {"party_line": "aip", **SCHOOL, **FIRST, **YOUNG}, NOT, "American Independent"),
    (RFS, {"party_line": "dsa", **SCHOOL, **FIRST, **YOUNG}, ASK, "line on the ballot"),
    (RFS, {"party_line": "undecided", **SCHOOL, **FIRST, **YOUNG}, ASK, "party line"),
    (RFS, {**SCHOOL, **FIRST, **YOUNG}, ASK, "party line"),
    (RFS, {**DEM, "office": "US House", "office_level": "federal", **FIRST, **YOUNG}, NOT, "does not take US House"),
    (RFS, {**DEM, "office": "state rep HD-34", **FIRST, **YOUNG}, FITS, "takes state house"),
    (RFS, {**DEM, "office": "anything local", **FIRST, **YOUNG}, FITS, "takes local offices"),
    (RFS, {**DEM, "office": "Not sure yet", "office_level": "unsure", **FIRST, **YOUNG}, ASK, "office"),
    (RFS, {**DEM, "office": "Municipal judge", **FIRST, **YOUNG}, NOT, "does not take municipal judge"),
    (RFS, {**DEM, **SCHOOL, **YOUNG, "earlier_runs": 2}, FITS, "this is the 3rd"),
    (RFS, {**DEM, **SCHOOL, **YOUNG, "earlier_runs": 3}, NOT, "this is the 4th"),
    (RFS, {**DEM, **SCHOOL, **YOUNG, "first_time": False}, ASK, "how often"),
    (RFS, {**DEM, **SCHOOL, **YOUNG}, ASK, "how often"),
    (RFS, {**DEM, **SCHOOL, **FIRST, **YOUNG, "tags": ["Running for re-election"]}, NOT, "re-election"),
    (RFS, {**DEM, **SCHOOL, **FIRST, **YOUNG, "tags": ["write-in"]}, NOT, "write-in"),
    (RFS, {**DEM, "office_level": "none", **FIRST, **YOUNG}, NOT, "does not want to run"),
    # National Democratic Training Committee: any Democrat, any office; not sure yet is welcome
    (NDTC, {**DEM, **SCHOOL}, FITS, "takes Democratic"),
    (NDTC, {**DEM, "office": "US Senate"}, FITS, "takes Democratic"),
    (NDTC, {**DEM, "office_level": "unsure"}, FITS, "takes Democratic"),
    (NDTC, {**DEM, "birth_date": "1948"}, FITS, "takes Democratic"),
    (NDTC, {**DEM, "earlier_runs": 7}, FITS, "takes Democratic"),
    (NDTC, {"party_line": "undecided"}, FITS, "Not decided"),
    (NDTC, {**IND, **SCHOOL}, NOT, "does not take Independent"),
    (NDTC, {"party_line": "lib"}, NOT, "does not take Libertarian"),
    (NDTC, {"party_line": "nonpartisan"}, NOT, "does not take Nonpartisan"),
    (NDTC, {}, ASK, "party line"),
    # Emerge: Democratic women; in Washington also non-binary people
    (EMERGE, {**DEM, **WOMAN, "state": "OR"}, FITS, "says so"),
    (EMERGE, {**DEM, **WOMAN, "state": "WA"}, FITS, "woman and non-binary"),
    (EMERGE, {**DEM, "gender": "nonbinary", "state": "WA"}, FITS, "says so"),
    (EMERGE, {**DEM, "gender": "nonbinary", "state": "OR"}, NOT, "for another gender"),
    (EMERGE, {**DEM, "gender": "man", "state": "WA"}, NOT, "for another gender"),
    (EMERGE, {**DEM, "gender": "man", "state": "CO"}, NOT, "for another gender"),
    (EMERGE, {**DEM, "state": "CO"}, ASK, "gender, if they want to say"),
    (EMERGE, {**DEM, **WOMAN}, ASK, "state"),
    (EMERGE, {**IND, **WOMAN, "state": "CO"}, NOT, "does not take Independent"),
    (EMERGE, {**WOMAN, "state": "CO"}, ASK, "party line"),
    (EMERGE, {**DEM, **WOMAN, "state": "CO", "birth_date": "1950"}, FITS, "takes Democratic"),
    # EMILYs List, Ignite Change: pro-choice Democratic women who were never a candidate before
    (EMILY, {**DEM, **WOMAN, **FIRST, "tags": ["pro-choice"]}, FITS, "pro-choice: yes"),
    (EMILY, {**DEM, **WOMAN, "earlier_runs": 0, "tags": ["Pro-Choice"]}, FITS, "first candidacy: this is the 1st"),
    (EMILY, {**DEM, **WOMAN, **FIRST}, ASK, "pro-choice"),
    (EMILY, {**DEM, **WOMAN, **FIRST, "tags": ["not pro-choice"]}, NOT, "pro-choice: no"),
    (EMILY, {**DEM, **WOMAN, "first_time": False, "tags": ["pro-choice"]}, NOT, "at least the 2nd"),
    (EMILY, {**DEM, **WOMAN, "earlier_runs": 1, "tags": ["pro-choice"]}, NOT, "this is the 2nd"),
    (EMILY, {**DEM, **WOMAN, "tags": ["pro-choice"]}, ASK, "how often"),
    (EMILY, {**DEM, "gender": "man", **FIRST, "tags": ["pro-choice"]}, NOT, "for another gender"),
    (EMILY, {**IND, **WOMAN, **FIRST, "tags": ["pro-choice"]}, NOT, "does not take Independent"),
    (EMILY, {**DEM, **FIRST, "tags": ["pro-choice"]}, ASK, "gender"),
    # Contest Every Race: Democrats, counties of up to 700,000, where a Republican is unopposed
    (
        CER,
        {**DEM, **SCHOOL, "tags": ["county of up to 700,000 people", "Republican unopposed"]},
        FITS,
        "Republican unopposed: yes",
    ),
    (CER, {**DEM, **SCHOOL}, ASK, "county of up to 700,000 people"),
    (CER, {**DEM, **SCHOOL, "tags": ["county of up to 700,000 people"]}, ASK, "Republican unopposed"),
    (
        CER,
        {**DEM, **SCHOOL, "tags": ["not Republican unopposed", "county of up to 700,000 people"]},
        NOT,
        "Republican unopposed: no",
    ),
    (
        CER,
        {**DEM, "office": "US House", "tags": ["county of up to 700,000 people", "Republican unopposed"]},
        NOT,
        "US House",
    ),
    (
        CER,
        {**DEM, "office": "Water district", "tags": ["county of up to 700,000 people", "Republican unopposed"]},
        FITS,
        "takes water district",
    ),
    (
        CER,
        {**DEM, "office": "County commission", "tags": ["county of up to 700,000 people", "Republican unopposed"]},
        FITS,
        "takes county commission",
    ),
    (CER, {**IND, **SCHOOL, "tags": ["county of up to 700,000 people", "Republican unopposed"]}, NOT, "Independent"),
    # National Run for Office Day: a coalition that takes every sign-up
    (NRFOD, {**DEM}, FITS, ""),
    (NRFOD, {**IND}, FITS, ""),
    (NRFOD, {}, FITS, ""),
    (NRFOD, {"office_level": "none"}, NOT, "does not want to run"),
    # the independents' path
    (PRAIRIE, {**IND, **SCHOOL}, FITS, "takes Independent"),
    (PRAIRIE, {**DEM, **SCHOOL}, NOT, "does not take Democratic"),
    (PRAIRIE, {"party_line": "independence"}, NOT, "Independence"),
    (PRAIRIE, {"party_line": "undecided"}, ASK, "party line"),
    (PRAIRIE, {"party_line": "nonpartisan"}, NOT, "Nonpartisan"),
    (DESERT, {**IND}, FITS, "takes Independent"),
    (DESERT, {"party_line": "grn"}, FITS, "takes Green"),
    (DESERT, {"party_line": "wfp"}, FITS, "takes Working Families"),
    (DESERT, {"party_line": "other"}, FITS, "takes Other"),
    (DESERT, {"party_line": "lib"}, NOT, "does not take Libertarian"),
    (DESERT, {**DEM}, NOT, "does not take Democratic"),
    (DESERT, {"party_line": "dsa"}, ASK, "line on the ballot"),
]


@pytest.mark.parametrize(("partner", "row", "verdict", "word"), CASES, ids=lambda v: v if isinstance(v, str) else None)
def test_public_rules(partner: str, row: dict, verdict: str, word: str) -> None:
    found = look(known(partner), row)
    assert str(found.verdict) == verdict, found
    reasons = {FITS: found.reasons, NOT: found.against, ASK: found.unknown}[verdict]
    assert not word or word in "; ".join(reasons)


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 80


def rule(kind: str, *terms: str, **more: object) -> Condition:
    return Condition(kind, terms, record_id=1, **more)  # type: ignore[arg-type]


OWN = [
    (rule("oldest_age", "40"), {"birth_date": "1995-04-01", **ELECTION}, FITS, "40 or under: is 31 at the election"),
    (rule("oldest_age", "40"), {"birth_date": "1985-11-03", **ELECTION}, NOT, "is 41"),
    (rule("oldest_age", "40"), {"birth_date": "1985-11-04", **ELECTION}, FITS, "is 40"),
    (rule("oldest_age", "40"), {"birth_date": "1985", **ELECTION}, ASK, "birth date"),
    (rule("oldest_age", "40"), {"birth_date": "1995"}, FITS, "40 or under: is 29 to 34"),
    (rule("oldest_age", "40"), {"birth_date": "1986-01-01"}, ASK, "election date"),
    (rule("youngest_age", "18"), {"birth_date": "2009-01-01", **ELECTION}, NOT, "18 or over: is 17"),
    (rule("states", "OH", "PA"), {"state": "OH"}, FITS, "covers Ohio"),
    (rule("states", "OH", "PA"), {"state": "ID"}, NOT, "does not cover Idaho"),
    (rule("states", "TX", excludes=True), {"state": "TX"}, NOT, "does not cover Texas"),
    (rule("states", "TX", excludes=True), {"state": "OH"}, FITS, ""),
    (
        rule("divisions", "ocd-division/country:us/state:oh"),
        {"state": "OH", "division": "ocd-division/country:us/state:oh/sldl:12"},
        FITS,
        "sldl:12",
    ),
    (
        rule("divisions", "ocd-division/country:us/state:oh/sldl:1"),
        {"state": "OH", "division": "ocd-division/country:us/state:oh/sldl:12"},
        NOT,
        "sldl:12",
    ),
    (rule("divisions", "ocd-division/country:us/state:oh/sldl:12"), {"state": "OH"}, ASK, "district"),
    (rule("divisions", "ocd-division/country:us/state:oh/sldl:12"), {"state": "PA"}, NOT, "does not cover"),
    (rule("offices", "school_board"), {"office": "school board maybe?"}, FITS, "takes school board"),
    (rule("offices", "sheriff"), {"office_level": "county"}, ASK, "office"),
    (rule("offices", "school_board", "community_college"), {"office": "anything local"}, FITS, "takes local offices"),
    (rule("levels", "any_local"), {"office": "County clerk"}, FITS, "takes county row office"),
    (rule("levels", "federal", excludes=True), {"office": "US Senate"}, NOT, "does not take US Senate"),
    (rule("levels", "school", "unsure"), {"office_level": "unsure"}, FITS, "not sure yet"),
    (rule("languages", "es"), {"languages": ["es", "en"]}, FITS, "speaks Spanish"),
    (rule("languages", "es"), {"languages": ["en"]}, NOT, "works in Spanish"),
    (rule("languages", "es"), {}, ASK, "speaks Spanish"),
    (rule("languages", "es", "en"), {}, FITS, ""),
    (rule("communities", "veterans"), {"communities": ["Veterans"]}, FITS, "for veterans: says so"),
    (rule("communities", "veterans"), {"communities": ["nurses"]}, NOT, "for veterans"),
    (rule("communities", "veterans"), {}, ASK, "belongs to: veterans"),
]


@pytest.mark.parametrize(("one", "row", "verdict", "word"), OWN)
def test_every_kind_of_rule(one: Condition, row: dict, verdict: str, word: str) -> None:
    found = look(Offer(1, "P", (one,)), row)
    assert str(found.verdict) == verdict, found
    assert not word or word in "; ".join({FITS: found.reasons, NOT: found.against, ASK: found.unknown}[verdict])


def test_a_rule_holds_for_its_time_alone() -> None:
    offer = Offer(1, "P", (rule("party_lines", "dem", valid_from="2025-01-01", valid_until="2025-12-31"),))
    assert look(offer, IND, dt.date(2025, 12, 31)).verdict == NOT
    assert look(offer, IND, dt.date(2026, 1, 1)).verdict == FITS
    assert look(offer, IND, dt.date(2024, 12, 31)).verdict == FITS


def test_a_dated_rule_stands_in_place_of_the_partners_field() -> None:
    offer = Offer(
        1, "P", (Condition("party_lines", ("dem",)), rule("party_lines", "dem", "ind", valid_from="2026-01-01"))
    )
    assert look(offer, IND, dt.date(2025, 12, 31)).verdict == NOT
    assert look(offer, IND, dt.date(2026, 1, 1)).verdict == FITS


@pytest.mark.parametrize(
    ("offer", "free", "words"),
    [
        (Offer(1, "P", capacity=50, taken=38), 12, "12 of 50 places left in November"),
        (Offer(1, "P", capacity=0), 0, "0 of 0 places left in November"),
        (Offer(1, "P", capacity=10, taken=12), 0, "0 of 10"),
        (Offer(1, "P"), None, ""),
        (Offer(1, "P", by_programme=True), 0, "no programme is open"),
        (
            Offer(1, "P", by_programme=True, programmes=(ProgrammeOffer(1, "Spring", deadline="2025-11-23"),)),
            0,
            "no programme is open",
        ),
        (
            Offer(
                1,
                "P",
                by_programme=True,
                programmes=(ProgrammeOffer(1, "Spring", deadline="2025-11-24", places=20, taken=20),),
            ),
            0,
            "no place left",
        ),
        (
            Offer(
                1,
                "P",
                by_programme=True,
                programmes=(ProgrammeOffer(1, "Spring", deadline="2025-11-24", places=20, taken=12),),
            ),
            8,
            "next: Spring, apply by 24 Nov 2025, 8 of 20 places left",
        ),
        (
            Offer(1, "P", capacity=5, by_programme=True, programmes=(ProgrammeOffer(1, "Spring", places=20),)),
            5,
            "5 of 5",
        ),
    ],
)
def test_places(offer: Offer, free: int | None, words: str) -> None:
    found = room(offer, DAY)
    assert found.free == free
    assert words in found.words
    assert look(offer, {}).fits == (free != 0)


def test_partners_are_offered_in_order_with_wishes_first_and_the_full_ones_last() -> None:
    offers = [
        Offer(1, "Anywhere"),
        Offer(2, "Nearby", (rule("states", "OH"),)),
        Offer(3, "Trainer", services=frozenset({"training"})),
        Offer(4, "Asked for"),
        Offer(5, "Full", capacity=1, taken=1),
        Offer(6, "Elsewhere", (rule("states", "ID"),)),
        Offer(7, "Perhaps", (rule("party_lines", "dem"),)),
        Offer(8, "Closed", accepting=False),
        Offer(9, "Not wanted"),
    ]
    row = {
        "state": "OH",
        "wanted_services": ["training"],
        "wanted_partners": ["asked for"],
        "unwanted_partners": ["not wanted"],
    }
    found = suggest([stand(o, DAY) for o in offers], person(row, DAY))
    assert [f.name for f in found] == [
        "Asked for",
        "Trainer",
        "Nearby",
        "Anywhere",
        "Full",
        "Perhaps",
        "Elsewhere",
        "Closed",
        "Not wanted",
    ]
    assert found[4].full
    assert not found[4].fits
    assert found[-1].against == ("does not want to be passed on to them",)
