"""Groups of like people are judged as each of them would be alone."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.partners.candidate_facts import person
from coordinator.partners.fit import fit, stand
from coordinator.partners.grouping import DOES_NOT, FITS, UNKNOWN, Grouping, bits
from coordinator.partners.rule_judgments import Judgment
from coordinator.partners.rules import Condition, Offer

DAY = dt.date(2025, 11, 24)
CODES = {Judgment.FITS: FITS, Judgment.UNKNOWN: UNKNOWN, Judgment.DOES_NOT: DOES_NOT}
TERMS = {
    "states": ["OH", "ID", "WA"],
    "levels": ["school", "state", "any_local", "unsure"],
    "offices": ["school_board", "mayor"],
    "party_lines": ["dem", "ind", "undecided"],
    "genders": ["woman", "nonbinary"],
    "communities": ["veterans"],
    "languages": ["es", "en"],
    "conditions": ["pro-choice", "write-in"],
    "divisions": ["ocd-division/country:us/state:oh"],
}
NUMBERS = {"born_from": ["1984"], "oldest_age": ["40", "65"], "youngest_age": ["18"], "most_runs": ["1", "3"]}


@st.composite
def rules(draw) -> Condition:
    kind = draw(st.sampled_from([*TERMS, *NUMBERS]))
    if kind in NUMBERS:
        terms = (draw(st.sampled_from(NUMBERS[kind])),)
    else:
        terms = tuple(draw(st.lists(st.sampled_from(TERMS[kind]), min_size=1, max_size=2, unique=True)))
    where = frozenset(draw(st.lists(st.sampled_from(["OH", "WA"]), max_size=1)))
    excludes = kind in TERMS and draw(st.booleans())
    dates = draw(st.sampled_from([(None, None), ("2025-01-01", None), (None, "2024-12-31")]))
    return Condition(kind, terms, excludes, where, *dates, record_id=draw(st.sampled_from([0, 1])))


offers = st.lists(
    st.builds(
        Offer,
        st.just(0),
        st.sampled_from(["Alpha", "Beta"]),
        st.lists(rules(), max_size=4).map(tuple),
        st.booleans(),
        st.frozensets(st.sampled_from(["training", "money"])),
    ),
    min_size=1,
    max_size=4,
)
people = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "state": st.sampled_from(["OH", "ID", "WA"]),
            "office": st.sampled_from(["School board", "Mayor", "anything local", "Not sure yet", "US House"]),
            "office_level": st.sampled_from(["school", "none", "any_state"]),
            "party_line": st.sampled_from(["dem", "ind", "undecided", "dsa"]),
            "birth_date": st.sampled_from(["1984", "1990-03-01", "1960-02", "1985-11-03"]),
            "age_band": st.sampled_from(["30-40", "over_40"]),
            "election_date": st.sampled_from(["2026-11-03", "2025-11-04"]),
            "first_time": st.booleans(),
            "earlier_runs": st.integers(0, 4),
            "gender": st.sampled_from(["woman", "man", "nonbinary"]),
            "communities": st.just(["Veterans"]),
            "languages": st.just(["es"]),
            "tags": st.lists(st.sampled_from(["pro-choice", "not pro-choice", "write-in", "can host"]), max_size=2),
            "division": st.just("ocd-division/country:us/state:oh/sldl:12"),
            "wanted_services": st.just(["training"]),
            "wanted_partners": st.just(["alpha"]),
            "unwanted_partners": st.just(["beta"]),
        },
    ),
    min_size=1,
    max_size=8,
)


@given(offers, people)
@settings(max_examples=150, deadline=None)
def test_a_group_is_judged_like_each_of_its_members(found: list[Offer], rows: list[dict]) -> None:
    standings = [
        stand(Offer(i, f"{o.name}{i}" if i > 1 else o.name, o.rules, o.accepting, o.services), DAY)
        for i, o in enumerate(found)
    ]
    grouping = Grouping(standings)
    for number, row in enumerate(rows):
        one = person(row, DAY)
        group = grouping.add(number, one)
        alone = [fit(s, one) for s in standings]
        assert [CODES[f.verdict] for f in alone] == group.verdicts.tolist(), row
        assert [f.points for f in alone] == group.points.tolist()
        assert bits(group.verdicts == FITS) == sum(1 << i for i, f in enumerate(alone) if f.verdict is Judgment.FITS)
