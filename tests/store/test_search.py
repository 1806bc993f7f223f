"""Full-text search: what is found, and that the index follows the records."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import Connection

from coordinator.base.databases import driver
from coordinator.records.catalog import CANDIDATE, PARTNER, SOURCE
from coordinator.store import query, search, search_words
from tests.store.people import ADA, BEN, CLEO, DORA, ZOE

FOUND = {
    "ada": [ADA],
    "ADA abb": [ADA],
    "abb ada": [],  # only the last word may go on
    "abbott ada": [ADA],
    "zoe": [ZOE],
    "zapotocka": [ZOE],
    "ZÁPOTOCKÁ": [ZOE],
    "d'or": [CLEO],
    "d’or": [CLEO],
    "o'brien": [ADA],
    "school board": [ADA],
    '"school board"': [ADA],
    '"board school"': [],
    "“school board”": [ADA],
    '"school boa"': [],
    "ada@example.org": [ADA],
    "dora@": [DORA],
    "b@example": [BEN],
    "303-555-0142": [ADA],
    "(303) 555-0142": [ADA],
    "+1 303 555 0142": [ADA],
    "3035550142": [ADA],
    "13035550142": [ADA],
    "303-555": [ADA],
    "ada 303.555.0142": [ADA],
    "ben 303.555.0142": [],
    "212-555-0177": [ADA],
    "nobody": [],
    "": [ADA, BEN, CLEO, DORA, ZOE],
    "  ": [ADA, BEN, CLEO, DORA, ZOE],
    "!!! ***": [ADA, BEN, CLEO, DORA, ZOE],
    'ada"': [ADA],
    "ada AND ben": [],
    "NOT ada": [],
    "body:ada": [],
    "ada*": [ADA],
    "^ada": [ADA],
    "ada & !ben": [],
    "in_training": [],
}


@pytest.mark.parametrize("words", FOUND)
def test_finds(people: Connection, words: str) -> None:
    assert list(query.select_ids(people, CANDIDATE, search=words)) == FOUND[words]


def test_answers_are_found(people: Connection) -> None:
    people.execute(text("""UPDATE candidate SET answers = '{"hobby":"Bee-keeping"}' WHERE id = 4"""))
    search.refresh(people, CANDIDATE, [DORA])
    assert list(query.select_ids(people, CANDIDATE, search="bee-keeping")) == [DORA]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_whatever_is_typed_is_no_error(words: str) -> None:
    connection = driver.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(body)")
    if asked := search_words.query(words, "sqlite"):
        connection.execute("SELECT rowid FROM t WHERE t MATCH ?", [asked]).fetchall()
    connection.close()


def test_the_index_follows_what_is_refreshed(people: Connection) -> None:
    people.execute(text("UPDATE candidate SET city = 'Tempe' WHERE id = 1"))
    assert search.differences(people) == ["Candidates: 1 out of date in the search index."]
    search.refresh(people, CANDIDATE, [ADA])
    assert search.differences(people) == []
    assert list(query.select_ids(people, CANDIDATE, search="tempe")) == [ADA]
    assert list(query.select_ids(people, CANDIDATE, search="denver")) == []


def test_records_that_are_gone_leave_the_index(people: Connection) -> None:
    people.execute(text("DELETE FROM candidate WHERE id = 4"))
    assert search.differences(people) == ["Candidates: 1 in the search index, but not there."]
    search.refresh(people, CANDIDATE, [DORA])
    search.purge(people, CANDIDATE)
    assert search.differences(people) == []


def test_new_records_come_in_by_their_range(people: Connection) -> None:
    people.execute(text("INSERT INTO candidate (id, given_name) VALUES (11, 'Eve'), (12, 'Eva')"))
    assert search.differences(people) == ["Candidates: 2 not in the search index."]
    search.refresh(people, CANDIDATE, [11, 12])
    assert list(query.select_ids(people, CANDIDATE, search="ev")) == [11, 12]


def test_records_that_are_not_searched_are_left_alone(people: Connection) -> None:
    search.refresh(people, SOURCE, [1])
    search.refresh(people, PARTNER, [])
    assert list(query.select_ids(people, SOURCE, search="denver")) == [1, 2]


def test_rebuilding_gives_the_same(people: Connection) -> None:
    search.rebuild(people)
    assert search.differences(people) == []
