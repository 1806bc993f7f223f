"""Filter expressions: what they find, how they are written, what is said of mistakes."""

import contextlib
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, REFERRAL, SIGNUP, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import DECIMAL, TEXT, plain_text
from coordinator.store import query
from coordinator.store.filters import (
    And,
    Compare,
    Empty,
    Filter,
    FilterError,
    Has,
    In,
    Not,
    Or,
    Today,
    Whose,
    WordsAnywhere,
    to_text,
)
from coordinator.store.grammar import parse
from tests.store.people import ADA, BEN, CLEO, DORA, ZOE

ALL = [ADA, BEN, CLEO, DORA, ZOE]
FOUND = {
    "": ALL,
    "state = CO": [ADA, CLEO],
    "state = colorado": [ADA, CLEO],
    "state != CO": [BEN, DORA, ZOE],
    "not state = CO": [BEN, DORA, ZOE],
    "not (state = CO or state = OH)": [DORA],
    "state in (CO, ohio)": [ADA, BEN, CLEO, ZOE],
    "state not in (CO)": [BEN, DORA, ZOE],
    "state is empty": [DORA],
    "state is not empty": [ADA, BEN, CLEO, ZOE],
    "state = CO and first_time = yes": [ADA],
    "state = CO or stage = filed to run": [ADA, CLEO, ZOE],
    "state = OH and stage = Filed or city = Denver": [ADA, ZOE],
    "state = CO AND NOT city is empty": [ADA],
    "stage in (Interested, Contacted)": [ADA, BEN, CLEO],
    "stage contains est": [ADA, CLEO],
    "stage starts int": [ADA, CLEO],
    "first_time = No": [BEN],
    "first_time != Yes": [BEN, CLEO, DORA, ZOE],
    "family_name = BROWN": [BEN],
    "[Last name] = brown": [BEN],
    "Last name = brown": [BEN],
    '"Last name" = "brown"': [BEN],
    "family_name = ZÁPOTOCKÁ": [ZOE],
    "family_name = zápotocká": [ZOE],
    "family_name in (zápotocká, Abbott)": [ADA, ZOE],
    "given_name contains OË": [ZOE],
    "family_name contains b": [ADA, BEN],
    "family_name starts B": [BEN],
    "family_name starts with b": [BEN],
    "family_name starts zá": [ZOE],
    "family_name > b and family_name < c": [BEN],
    'family_name = "d\'Or"': [CLEO],
    "family_name = d'or": [CLEO],
    "email = ADA@example.org": [ADA],
    "email contains EXAMPLE.org": [ADA, BEN, DORA],
    "phone = 303-555-0142": [ADA],
    'phone contains "(303) 555"': [ADA],
    "phone starts 303": [ADA],
    "tags = donor": [ADA, ZOE],
    "tags contains Donor": [ADA, ZOE],
    "tags = don": [],
    "tags starts don": [ADA, ZOE],
    'tags = "100%"': [CLEO],
    'tags = "10%%"': [],
    "tags = 1__%": [],
    "tags != donor": [BEN, CLEO, DORA],
    "tags in (donor, 100%)": [ADA, CLEO, ZOE],
    "tags is empty": [BEN, DORA],
    "other_emails = c@example.org": [BEN],
    "other_emails contains c@ex": [BEN],
    "birth_date > 1985-01-01": [ADA, BEN],
    "birth_date = 1984": [CLEO],
    "birth_date = 1990": [BEN],
    "birth_date > 1984": [ADA, BEN],
    "birth_date <= 1984": [CLEO],
    "birth_date < 1985-03-02": [CLEO],
    "birth_date = 3/2/1985": [ADA],
    "birth_date in (1984, 1990)": [BEN, CLEO],
    "birth_date = today": [],
    "follow_up < today": [CLEO],
    "follow_up < today - 10": [CLEO],
    "follow_up = 2026": [CLEO],
    "stated_age >= 36": [BEN],
    "stated_age = 36.0": [BEN],
    "id = C-00001-K": [ADA],
    "id in (1, 2)": [ADA, BEN],
    '"school board"': [ADA],
    'state = CO and "school board"': [ADA],
    "[T-shirt size] = m": [ADA],
    "T-shirt size = m": [ADA],
    "answers.shirt in (m, L)": [ADA, BEN],
    "answers.shirt is empty": [CLEO, DORA, ZOE],
    "[Has a car?] = Yes": [ADA],
    "[Has a car?] != Yes": [BEN, CLEO, DORA, ZOE],
    "phone = none": [BEN, CLEO, DORA, ZOE],
}


@pytest.mark.parametrize("expression", FOUND)
def test_finds(people: Connection, expression: str) -> None:
    assert list(query.select_ids(people, CANDIDATE, expression)) == FOUND[expression]


SIGNUPS = {
    "candidate = C-00001-K": [1],
    "candidate = Ada Abbott": [1],
    'source = "Denver form"': [1, 3],
    "source = denver FORM": [1, 3],
    'source in ("Denver form", 2)': [1, 2, 3],
    "source != Denver form": [2],
    "event is empty": [2, 3],
    "candidate.state = CO": [1, 3],
    "candidate.state is empty": [],
    "Candidate.stage in (Contacted)": [2],
    "event.city = Denver": [1],
    "submitted_at = 2025-03-22": [1],
    "submitted_at >= 2025-03-22": [1, 2],
    "submitted_at > 2025-03-22": [2],
    "submitted_at < 2025-03-22T01:30:00Z": [1],
}


@pytest.mark.parametrize("expression", SIGNUPS)
def test_follows_references(people: Connection, expression: str) -> None:
    assert list(query.select_ids(people, SIGNUP, expression)) == SIGNUPS[expression]


def test_a_title_can_come_from_further_away(people: Connection) -> None:
    assert list(query.select_ids(people, REFERRAL, "partner = School Board Club and candidate.city = Denver")) == [1]


SIGNS = {
    'notes contains "100%"': [ADA],
    'notes contains "%"': [ADA],
    'notes contains "_"': [BEN],
    'notes contains "a_b"': [BEN],
    'notes contains "!"': [CLEO],
    'notes contains "!%"': [],
    'notes contains "!!"': [],
    'notes contains "wow!"': [CLEO],
    'notes starts "1"': [ADA],
    'notes starts "_"': [],
    'notes starts "%"': [],
    'tags contains "a_b"': [BEN],
    'tags starts "a_"': [BEN],
    'tags = "5%"': [ADA],
    'tags = "a_b"': [BEN],
    'tags = "a!b"': [CLEO],
    'tags = "a%"': [],
    'tags in ("a!b", "a_b")': [BEN, CLEO],
    "other_emails = a_b@example.org": [ADA],
    "other_emails contains a_b": [ADA],
}


def test_signs_of_the_database_are_letters(people: Connection) -> None:
    table = CANDIDATE.table
    for number, values in {
        ADA: {"notes": "100% sure", "tags": ["5%"], "other_emails": ["a_b@example.org"]},
        BEN: {"notes": "see a_b", "tags": ["a_b"], "other_emails": ["axb@example.org"]},
        CLEO: {"notes": "wow!", "tags": ["a!b"], "other_emails": None},
        ZOE: {"notes": "axb", "tags": ["axb"], "other_emails": None},
    }.items():
        people.execute(table.update().where(table.c.id == number).values(values))
    assert {asked: list(query.select_ids(people, CANDIDATE, asked)) for asked in SIGNS} == SIGNS


def test_days_move_with_the_calendar(people: Connection) -> None:
    assert parse("follow_up <= today+7", CANDIDATE) == Compare("follow_up", "<=", Today(7))
    soon = (dt.date.today() + dt.timedelta(days=3)).isoformat()
    people.execute(text("UPDATE candidate SET follow_up = :day WHERE id = 1"), {"day": soon})
    assert list(query.select_ids(people, CANDIDATE, "follow_up > today and follow_up <= today+7")) == [ADA]


RELATED = {
    (CANDIDATE, "has signups"): [ADA, BEN, CLEO],
    (CANDIDATE, "has no signups"): [DORA, ZOE],
    (CANDIDATE, "has signups (event is not empty)"): [ADA],
    (CANDIDATE, "has signups (submitted_at >= 2025-03-22 and source = 1)"): [ADA],
    (CANDIDATE, "has signups (submitted_at > 2025-03-22) and state = OH"): [BEN],
    (CANDIDATE, "has no signups (source is (name = Denver form))"): [BEN, DORA, ZOE],
    (CANDIDATE, "has referrals or has contacts"): [ADA],
    (SIGNUP, "candidate is (state = CO)"): [1, 3],
    (SIGNUP, "candidate is (state = CO and has no referrals)"): [3],
    (SIGNUP, "candidate.id is not empty"): [1, 2, 3],
    (SIGNUP, "event.id is empty"): [2, 3],
    (EVENT, "has signups (candidate is (stage = Interested))"): [1],
    (PARTNER, "has referrals (candidate is (has signups))"): [1],
    (CANDIDATE, f"id in ({', '.join(map(str, range(1, 400)))})"): [ADA, BEN, CLEO, DORA, ZOE],
}


@pytest.mark.parametrize(("rt", "expression"), RELATED, ids=lambda v: v[:60] if isinstance(v, str) else v.key)
def test_asks_of_records_that_point_here_and_there(people: Connection, rt: RecordType, expression: str) -> None:
    assert list(query.select_ids(people, rt, expression)) == RELATED[rt, expression]


def test_what_is_deleted_is_not_there_for_others(people: Connection) -> None:
    people.execute(text("UPDATE candidate SET deleted_at = '2026-01-01T00:00:00Z' WHERE id = 1"))
    assert list(query.select_ids(people, SIGNUP, "candidate.id is not empty")) == [2, 3]
    assert list(query.select_ids(people, SIGNUP, "candidate is (state = CO)")) == [3]
    people.execute(text("UPDATE signup SET deleted_at = '2026-01-01T00:00:00Z' WHERE id = 2"))
    assert list(query.select_ids(people, CANDIDATE, "has signups")) == [CLEO]


MISTAKES = {
    "stag = Filed": (0, "no field “stag”. Did you mean stage?"),
    "state = CO and colour = red": (15, "no field “colour”"),
    "state = Q1": (8, "not in the list"),
    "state = CO and": (14, "ends too early"),
    "state": (5, "condition is missing"),
    "state =": (7, "a value"),
    "state = CO)": (10, "cannot stand here"),
    "(state = CO": (11, ")"),
    '"school board': (0, "no partner"),
    "state in CO": (9, "("),
    "birth_date > soon": (13, "no date"),
    "stated_age > old": (13, "no number"),
    "stage < Filed": (0, "cannot be compared"),
    "first_time contains y": (20, "Use = instead"),
    "age_at_election > 40": (0, "not stored"),
    "answers = 1": (0, "kept whole"),
    "state = CO state = OH": (17, "Here could stand a value, and or or."),
    "= CO": (0, "a field"),
    "has crowd_figures": (0, "have no crowd_figures of their own. Here could stand has signups"),
    "has signups (colour = red)": (13, "no field “colour”"),
    "has signups (": (13, "Here could stand"),
    "state is (name = x)": (0, "points at no other record"),
}


@pytest.mark.parametrize("expression", MISTAKES)
def test_points_at_the_place_of_a_mistake(expression: str) -> None:
    position, says = MISTAKES[expression]
    with pytest.raises(FilterError) as caught:
        parse(expression, CANDIDATE)
    assert isinstance(caught.value, UserError)
    assert says in caught.value.reason
    _, line, pointer = str(caught.value).split("\n")
    assert line == expression
    assert pointer.index("^") == caught.value.position == position


def test_a_list_of_words_is_read_and_written_alike() -> None:
    expression = 'state = CO and stage in (Interested, "In training") and birth_date > 1985-01-01 and "school board"'
    read = parse(expression, CANDIDATE)
    assert read == And(
        (
            Compare("state", "=", "CO"),
            In("stage", ("interested", "in_training")),
            Compare("birth_date", ">", "1985-01-01"),
            WordsAnywhere("school board"),
        )
    )
    assert read is not None
    assert to_text(read, CANDIDATE) == expression


def typed() -> RecordType:
    """Return candidates with answers whose headings are awkward."""
    headings = ("What's your [dream] office?", "Hours a week", "State", "Hours a week")
    return CANDIDATE.with_answers(
        Field(f"answers.a{i}", h, DECIMAL if "Hours" in h else TEXT) for i, h in enumerate(headings)
    )


TYPED = typed()
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(plain_text).filter(bool)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 1, 1)).map(dt.date.isoformat)


def _compare(fields: list[str], values: st.SearchStrategy[Any], ops: str = "= != < <= > >=") -> st.SearchStrategy[Any]:
    name = st.sampled_from(fields)
    several = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Compare, name, st.sampled_from(ops.split()), values) | st.builds(In, name, several)


CODES = st.sampled_from([t.code for t in CANDIDATE.by_key["stage"].kind.vocabulary.terms])  # type: ignore[attr-defined]
CONDITIONS = st.one_of(
    _compare(["notes", "family_name", "city", "answers.a0", "answers.a2"], WORDS),
    _compare(["notes", "email", "answers.a0"], WORDS, "contains starts").filter(lambda c: isinstance(c, Compare)),
    _compare(["birth_date", "follow_up", "created_at"], DAYS | st.builds(Today, st.integers(-99999, 99999))),
    _compare(["stage"], CODES, "= !="),
    _compare(["stated_age"], st.integers(0, 200)),
    _compare(["answers.a1", "answers.a3"], st.floats(-1e9, 1e9)),
    _compare(["first_time"], st.booleans(), "= !="),
    _compare(["id"], st.integers(1, 10**9), "= !="),
    st.builds(Empty, st.sampled_from(["notes", "tags", "answers.a0"])),
    st.builds(WordsAnywhere, st.text(st.characters(exclude_categories=("Cs",)), max_size=20)),
)
POINTING = st.one_of(
    st.builds(Compare, st.just("candidate"), st.just("="), st.integers(1, 99)),
    st.builds(Empty, st.sampled_from(["created_at", "candidate.id"])),
    st.builds(Whose, st.just("candidate"), _compare(["stage"], CODES, "= !=")),
)
"""Conditions on records that point at a candidate."""
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    CONDITIONS,
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(Has, st.sampled_from(["signups", "referrals"]), st.none() | POINTING),
        st.lists(part, min_size=2, max_size=3).map(lambda p: And(tuple(p))),
        st.lists(part, min_size=2, max_size=3).map(lambda p: Or(tuple(p))),
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(FILTERS)
def test_what_is_written_reads_back_as_the_same_filter(filter_: Filter) -> None:
    assert parse(to_text(filter_, TYPED), TYPED) == filter_


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab=<>!()[]", state notinCOand or"“”\\today+7.'), max_size=40))
def test_whatever_is_typed_is_read_or_explained(expression: str) -> None:
    with contextlib.suppress(FilterError):
        parse(expression, TYPED)
