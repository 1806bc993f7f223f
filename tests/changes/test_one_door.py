"""There is no other door to the data."""

import ast
import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordinator import operations
from coordinator.operations.carrying_out import Operation
from coordinator.store.campaign import Campaign
from tests.builders import add

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "coordinator"
INSIDE = ("changes", "people", "importing", "round_trip", "partners", "tour")
"""Packages whose planners window, command line and form reach through operations alone."""
OPERATIONS = [
    (f"{name}.{key}", value)
    for _, name, _ in pkgutil.iter_modules(operations.__path__)
    for key, value in vars(importlib.import_module(f"coordinator.operations.{name}")).items()
    if isinstance(value, Operation)
]


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each module of some packages by its name, parsed."""
    for package in packages:
        for path in sorted((PACKAGE / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def makes_a_plan(function: ast.FunctionDef) -> bool:
    """Say whether others are given a plan, or apply one, through a function."""
    if function.name.startswith("_"):
        return False
    gives = function.returns is not None and ast.unparse(function.returns).strip('"') in {
        "Plan",
        "Planned",
        "AnswerMove",
    }
    writes = any(
        isinstance(node, ast.Attribute) and node.attr in {"apply", "apply_within", "writing"}
        for node in ast.walk(function)
    )
    return gives or writes


def forbidden() -> set[str]:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    rule = next(rule for rule in rules if "through operations alone" in rule["name"])
    assert {"coordinator.desktop", "coordinator.cli", "coordinator.form"} == set(rule["source_modules"])
    return set(rule["forbidden_modules"])


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


def test_no_planner_is_missing_in_the_contract() -> None:
    """Whoever adds one lists its module: window, command line and form cannot import it then."""
    planners = {name for name, tree in modules(*INSIDE) if any(map(makes_a_plan, functions(tree)))}
    assert planners - forbidden() == set()
    assert len(planners) > 25


def test_the_contract_names_modules_that_are_there() -> None:
    assert [m for m in sorted(forbidden()) if not (ROOT / (m.replace(".", "/") + ".py")).exists()] == []


def test_tools_write_through_operations_too() -> None:
    """Tools are no part of the house that the contract sees."""
    for path in (ROOT / "tools").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        names = {f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
        assert (found | names) & forbidden() == set(), path


def test_no_door_is_wrapped_under_its_own_name() -> None:
    """Who needs a further step lists it: a function never calls one of its own name in another module."""
    wrapped = [
        f"{name}.{function.name}"
        for name, tree in modules(*INSIDE, "operations", "store")
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.attr == function.name
        and function.name.startswith(("plan", "apply", "restore", "forget", "load", "export", "import"))
        and node.func.value.id in imported(tree)
    ]
    assert wrapped == []


def imported(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if node.module and node.module.startswith("coordinator")
    }


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_an_operation_says_what_it_takes(name: str, operation: Operation) -> None:
    """What it takes beside connection and arguments stands where it is planned."""
    planned = operation.plan
    assert planned.__name__.startswith(("plan_", "_plan_"))
    assert next(iter(planned.__annotations__)) == "connection"
    assert planned.__annotations__["return"].__name__ == "Plan"


def test_each_planner_is_one_operation() -> None:
    planners = [operation.plan for operation in {id(o): o for _, o in OPERATIONS}.values()]
    assert len(planners) == len(set(planners)) > 30
