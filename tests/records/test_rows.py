"""Typed rows say of each record what its model says; a misspelt key fails the type check."""

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest

from coordinator.records import catalog, rows
from coordinator.records.catalog import RECORDS, RecordOf
from coordinator.records.kinds import JsonText
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add
from tools import typed_rows

ROOT = Path(__file__).parents[2]
MODELS = {model.__tablename__: model for model in typed_rows.models()}
TYPED = {name: hint for name, hint in get_type_hints(catalog).items() if get_origin(hint) is RecordOf}


def test_every_record_type_has_its_row() -> None:
    named = {getattr(catalog, name).key: get_args(hint)[0].__name__ for name, hint in TYPED.items()}
    assert named == {rt.key: typed_rows.row_name(MODELS[rt.key]) for rt in RECORDS}


@pytest.mark.parametrize("key", MODELS)
def test_a_row_holds_what_its_model_says(key: str) -> None:
    model = MODELS[key]
    row = getattr(rows, typed_rows.row_name(model))
    assert row.__annotations__ == typed_rows.row_types(model)
    assert row.__required_keys__ == set(row.__annotations__)


@pytest.mark.parametrize("rt", RECORDS, ids=lambda rt: rt.key)
def test_a_row_has_all_fields_and_says_what_the_database_may_hold(rt: catalog.RecordType) -> None:
    types = typed_rows.row_types(MODELS[rt.key])
    assert set(types) == {*(f.key for f in rt.fields), "id", "deleted_at"}
    for column in rt.table.columns:
        spelled = typed_rows.spelled(types[column.name])
        assert ("None" in spelled) == bool(column.nullable), column.name
        python = "list dict".split() if isinstance(column.type, JsonText) else [column.type.python_type.__name__]
        assert any(spelled.startswith(word) for word in python), column.name


def test_the_file_is_what_the_script_writes() -> None:
    text = typed_rows.PLACE.read_text(encoding="utf-8")
    assert text.partition(typed_rows.MARK)[2] == typed_rows.written()


def test_rows_that_are_read_have_the_keys_and_types_they_promise(campaign: Campaign) -> None:
    """The rows of the database, not only the annotations."""
    number = add(campaign, given_name="Noor", tags=["loud"], first_time=True, stated_age=31)
    with campaign.reading() as connection:
        (row,) = query.read_rows(connection, catalog.CANDIDATE, [number])
    assert set(row) == set(rows.CandidateRow.__annotations__)
    assert (row["id"], row["tags"], row["first_time"], row["stated_age"]) == (number, ["loud"], True, 31)
    assert (type(row["first_time"]), row["family_name"], row["answers"]) == (bool, None, None)


SAMPLE = """
from sqlalchemy.engine import Connection
from coordinator.records.catalog import REFERRAL, RecordType
from coordinator.records.kinds import Value
from coordinator.store import query

def known(connection: Connection, rt: RecordType) -> None:
    for row in query.read_rows(connection, REFERRAL, [1]):
        whom: int = row["candidate"]
        since: str | None = row["sent_on"]
        row["canidate"]  # TypedDict "ReferralRow" has no key "canidate"
        row["sent_on"] + "T"  # Unsupported left operand type for +
        row["candidate"].upper()  # "int" has no attribute "upper"
    for values in query.read_rows(connection, rt, [whom]):
        said: Value = values[str(since)]
        values["any"].upper()  # has no attribute "upper"
"""


def test_a_misspelt_key_fails_the_type_check(tmp_path: Path) -> None:
    """Each line fails as its remark says, and no other does."""
    (tmp_path / "sample.py").write_text(SAMPLE, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(tmp_path / "sample.py")]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    found = {int(number): line for number, line in re.findall(r"sample\.py:(\d+): error: (.*)", told)}
    wanted = {n: line.partition("  # ")[2] for n, line in enumerate(SAMPLE.split("\n"), 1) if "  # " in line}
    assert found.keys() == wanted.keys(), told
    assert all(wanted[n] in found[n] for n in wanted), told
