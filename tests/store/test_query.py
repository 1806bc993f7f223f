"""Lists: ids, rows, titles, counts, facets, exact matching."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP
from coordinator.records.fields import Field
from coordinator.records.kinds import YES_NO
from coordinator.store import query
from coordinator.store.facets import MANY
from tests.store.people import ADA, BEN, CLEO, DORA, GONE, ZOE

BY_NAME = (("family_name", False),)


def test_ids_come_in_the_order_asked_for_with_empty_ones_last(people: Connection) -> None:
    assert list(query.select_ids(people, CANDIDATE, sort=BY_NAME)) == [ADA, BEN, CLEO, ZOE, DORA]
    assert list(query.select_ids(people, CANDIDATE, sort=(("family_name", True),))) == [
        ZOE,
        CLEO,
        BEN,
        ADA,
        DORA,
    ]


def test_ids_without_an_order_go_by_number(people: Connection) -> None:
    assert list(query.select_ids(people, CANDIDATE)) == [ADA, BEN, CLEO, DORA, ZOE]


def test_deleted_records_come_only_if_asked_for(people: Connection) -> None:
    assert GONE not in query.select_ids(people, CANDIDATE)
    assert GONE in query.select_ids(people, CANDIDATE, include_deleted=True)


def test_a_choice_goes_by_its_list_and_not_by_the_alphabet(people: Connection) -> None:
    assert list(query.select_ids(people, CANDIDATE, sort=(("stage", False),))) == [ADA, CLEO, BEN, ZOE, DORA]
    assert list(query.select_ids(people, CANDIDATE, sort=(("stage", True),))) == [ZOE, BEN, CLEO, ADA, DORA]


def test_several_fields_decide_one_after_the_other(people: Connection) -> None:
    sort = (("state", False), ("family_name", True))
    assert list(query.select_ids(people, CANDIDATE, sort=sort)) == [CLEO, ADA, ZOE, BEN, DORA]


def test_a_derived_field_sorts_too(people: Connection) -> None:
    assert list(query.select_ids(people, CANDIDATE, sort=(("age_at_election", False),)))[:2] == [ADA, CLEO]


def test_a_reference_sorts_by_title(people: Connection) -> None:
    assert list(query.select_ids(people, SIGNUP, sort=(("candidate", False),))) == [1, 2, 3]
    assert list(query.select_ids(people, SIGNUP, sort=(("candidate", True),))) == [3, 2, 1]


def test_an_answer_sorts_and_filters(people: Connection) -> None:
    rt = query.typed(people, CANDIDATE)
    assert list(query.select_ids(people, rt, sort=(("answers.shirt", False),)))[:2] == [BEN, ADA]


def test_an_unknown_field_is_named(people: Connection) -> None:
    with pytest.raises(UserError, match="colour"):
        query.select_ids(people, CANDIDATE, sort=(("colour", False),))


def test_the_first_page_is_the_beginning_of_the_list(people: Connection) -> None:
    page = query.first_page(people, CANDIDATE, None, "", (("stage", False),), 3)
    assert [row["id"] for row in page] == [ADA, CLEO, BEN]


def test_rows_are_decoded_once_and_in_order(people: Connection) -> None:
    ben, ada = query.read_rows(people, query.typed(people, CANDIDATE), [BEN, 999, ADA])
    assert (ben["id"], ada["id"]) == (BEN, ADA)
    assert ada["tags"] == ["Donor", "school board"]
    assert ada["first_time"] is True
    assert ben["first_time"] is False
    assert ada["answers"] == {"shirt": "M", "car": True}
    assert (ada["answers.shirt"], ben["answers.shirt"], ben["answers.car"]) == ("M", "L", None)
    assert ada["age_at_election"] == 41


def test_rows_of_some_fields_hold_only_these(people: Connection) -> None:
    (row,) = query.read_rows(people, CANDIDATE, [ADA], ["state", "tags"])
    assert row == {"id": ADA, "state": "CO", "tags": ["Donor", "school board"]}
    (row,) = query.read_rows(people, CANDIDATE, [ADA], ["answers.shirt"])
    assert row["answers.shirt"] == "M"


def test_more_rows_than_a_statement_takes_values(people: Connection) -> None:
    assert [r["id"] for r in query.read_rows(people, CANDIDATE, [*range(50_000, 1_000, -1), ADA])] == [ADA]


def test_one_record(people: Connection) -> None:
    found = query.record(people, CANDIDATE, ADA)
    assert found is not None
    assert found["answers.shirt"] == "M"
    assert query.record(people, CANDIDATE, 999) is None


def test_titles_name_what_references_point_at(people: Connection) -> None:
    assert query.titles(people, CANDIDATE, [ADA, DORA, 999]) == {ADA: "Ada Abbott", DORA: "dora@example.org"}
    assert query.titles(people, REFERRAL, [1]) == {1: "Ada Abbott · School Board Club"}


def test_counts(people: Connection) -> None:
    assert query.count(people, CANDIDATE) == 5
    assert query.count(people, CANDIDATE, "state = CO") == 2
    assert query.count(people, CANDIDATE, "state = CO", "ada") == 1


def test_answers_are_fields_of_the_campaign(people: Connection) -> None:
    fields = query.answer_fields(people, "candidate")
    assert [(f.key, f.label) for f in fields] == [
        ("answers.shirt", "T-shirt size"),
        ("answers.car", "Has a car?"),
    ]
    assert isinstance(fields[1], Field)
    assert fields[1].kind is YES_NO
    assert query.answer_fields(people, "partner") == ()


def test_facets_count_what_a_filter_has(people: Connection) -> None:
    assert query.facet(people, CANDIDATE, "state") == [("CO", 2), ("OH", 2), (None, 1)]
    assert query.facet(people, CANDIDATE, "state", where="first_time = Yes") == [("CO", 1)]
    assert query.facet(people, CANDIDATE, "first_time")[0] == (None, 3)
    assert query.facet(people, CANDIDATE, "state", limit=1) == [("CO", 2)]


def test_facets_of_a_set_count_items(people: Connection) -> None:
    found = dict(query.facet(people, CANDIDATE, "tags"))
    assert found == {"Donor": 1, "donor": 1, "school board": 1, "100%": 1, None: 2}
    assert dict(query.facet(people, CANDIDATE, "answers.shirt"))["M"] == 1


def test_exact_matching_leaves_deleted_ones_out(people: Connection) -> None:
    wanted = ["ada@example.org", "gone@example.org", "nobody@example.org", None]
    many = [f"nobody{n}@example.org" for n in range(MANY)]
    for asked in (wanted, wanted + many):
        assert query.ids_by_values(people, CANDIDATE, "email", asked) == {"ada@example.org": [ADA]}


def test_exact_matching_looks_into_sets_and_numbers(people: Connection) -> None:
    assert query.ids_by_values(people, CANDIDATE, "other_emails", {"b@example.org"}) == {"b@example.org": [BEN]}
    assert query.ids_by_values(people, SIGNUP, "candidate", [ADA]) == {ADA: [1]}
    assert query.ids_by_values(people, CANDIDATE, "email", []) == {}


def _plan(connection: Connection, sql: str) -> str:
    return "\n".join(row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql))


@pytest.fixture
def statements(people: Connection) -> Iterator[list[str]]:
    """Every statement that the test sends, with its values filled in."""
    sent: list[str] = []
    raw = people.connection.dbapi_connection
    assert raw is not None
    raw.set_trace_callback(sent.append)  # type: ignore[attr-defined]
    yield sent
    raw.set_trace_callback(None)  # type: ignore[attr-defined]


HOT = {
    "by name": lambda c: query.first_page(c, CANDIDATE, None, "", BY_NAME, 200),
    "by name, downwards": lambda c: query.first_page(c, CANDIDATE, None, "", (("family_name", True),), 200),
    "by stage": lambda c: query.first_page(c, CANDIDATE, None, "", (("stage", False),), 200),
    "by follow-up": lambda c: query.first_page(c, CANDIDATE, None, "", (("follow_up", False),), 200),
    "by number": lambda c: query.first_page(c, CANDIDATE, None, "", (), 200),
    "of a state": lambda c: query.select_ids(c, CANDIDATE, "state = CO"),
    "of a city": lambda c: query.select_ids(c, CANDIDATE, "city = denver"),
    "name starts": lambda c: query.select_ids(c, CANDIDATE, "family_name starts ab"),
    "rows": lambda c: query.read_rows(c, CANDIDATE, [ADA, BEN]),
    "e-mail": lambda c: query.ids_by_values(c, CANDIDATE, "email", ["ada@example.org"]),
    "many e-mails": lambda c: query.ids_by_values(c, CANDIDATE, "email", map(str, range(MANY))),
    "other e-mails": lambda c: query.ids_by_values(c, CANDIDATE, "other_emails", ["b@example.org"]),
    "facet": lambda c: query.facet(c, CANDIDATE, "stage"),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", HOT)
def test_hot_queries_use_an_index(people: Connection, statements: list[str], name: str) -> None:
    HOT[name](people)
    people.connection.dbapi_connection.set_trace_callback(None)  # type: ignore[union-attr]
    for sql in [s for s in statements if s.startswith("SELECT") and "FROM answer" not in s]:
        plan = _plan(people, sql)
        steps = [line for line in plan.splitlines() if "candidate" in line or " t" in line]
        assert all("INDEX" in line or "PRIMARY KEY" in line or line == "SCAN candidate" for line in steps), plan
        if name.startswith("by"):
            assert "TEMP B-TREE FOR ORDER BY" not in plan, plan
