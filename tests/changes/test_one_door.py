"""There is no other door to the data."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordinator.store.campaign import Campaign
from tests.builders import add

PACKAGE = Path(__file__).parents[2] / "coordinator"


def test_only_changes_asks_for_the_writing_connection() -> None:
    callers = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "writing" and isinstance(node.ctx, ast.Load)
    }
    assert {c.split("/")[0] for c in callers} == {"changes"}


@pytest.mark.parametrize(
    "statement", ["DELETE FROM candidate", "UPDATE candidate SET city = 'x'", "INSERT INTO meta VALUES ('x', 'y')"]
)
def test_the_database_refuses_writes_where_one_reads(any_campaign: Campaign, statement: str) -> None:
    add(any_campaign, given_name="Ana")
    with any_campaign.reading() as connection, pytest.raises(DBAPIError):
        connection.execute(text(statement))
