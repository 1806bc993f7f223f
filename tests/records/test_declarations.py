"""What differs by kind or by record type is declared there: nobody else asks for a kind's name or a type's key."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import coordinator
from coordinator.records import catalog
from coordinator.records.catalog import RECORDS, RecordType
from coordinator.records.kinds import EVERY_KIND

ROOT = Path(coordinator.__file__).parent
KINDS = {kind.__name__ for kind in EVERY_KIND} | {"Kind"}
TYPES = {name for name, value in vars(catalog).items() if isinstance(value, RecordType)} - {
    "ANSWER",
    "PURPOSE",
    "TEMPLATE",
}
"""Names of record types; three of them stand for other things too."""
KEYS = {rt.key for rt in RECORDS}

HANDS_ON = {"tour/questions.py": "a form that is stored names the kind of each box"}
"""Modules that hand on the name of a kind → why."""

CHOOSES = {
    "changes/apply.py": "people alone have keys kept beside their table",
    "importing/erased.py": "what was erased stood in people and in their sign-ups",
    "importing/joins.py": "picks the values of the person among those of a row",
    "people/parting.py": "picks what a row brought to the person",
    "tour/stop_unmerging.py": "picks the stop among the changes of a merge",
    "changes/mentions.py": "what others say of a person is looked for in people and in steps by their own words",
    "changes/scrubbing.py": "picks the imports whose problems are cleared",
    "changes/merges_taken_back.py": "picks the people among the changes of a merge",
    "changes/merged_from.py": "picks the people among the changes of a merge",
    "changes/undo.py": "picks the hand-off that a step made",
    "changes/restoring.py": "picks the two people among the changes of a merge",
    "cli/commands/campaign.py": "a question about a value of a person, or about a whole record",
    "cli/commands/people.py": "one command, two acts: people and stops are merged by their own planners",
    "cli/commands/importing.py": "an option that takes the row ID of a tour event",
    "cli/commands/records.py": "shows the stop of a sign-up as it was written, which is no field",
    "cli/scope.py": "the stop that another one leads to",
    "cli/commands/handing.py": "counts the referrals of a plan",
    "desktop/features/calls/call_list_page.py": "a line about a referral, a line about a contact",
    "desktop/features/connect/followups_page.py": "follow-ups of referrals and of contacts are done differently",
    "desktop/features/importing/summary_step.py": "picks the people among the rows of an import",
    "desktop/grid/extras.py": "figures of partners that no record holds",
    "desktop/pane/detail.py": "the card of a partner",
    "desktop/pane/related.py": "the lines of a referral, a crowd figure, a note, a programme",
    "desktop/shell/workplace.py": "the tab of tour events has a page of its own",
    "importing/look_alikes.py": "picks the people among the rows of a plan",
    "importing/plan_and_apply.py": "picks the source among the changes of a plan",
    "importing/planner.py": "picks the source among the changes of a plan",
    "partners/added_people.py": "picks the referrals of a plan",
    "partners/kept_unconnected.py": "picks the referrals of a plan, and their people",
    "partners/corrections.py": "picks the referrals of a plan",
    "partners/followup_edits.py": "follow-ups are of referrals or of contacts",
    "partners/referral_ledger.py": "picks the referrals among the changes of a plan",
    "partners/refusals_said.py": "a no in a sheet of referrals is set with their people",
    "partners/partner_answers.py": "picks the referrals of a plan",
    "importing/noes_given.py": "picks the people among the changes of a plan",
    "importing/wrong_numbers_said.py": "picks the rows of people, who alone are called",
    "people/while_merged.py": "picks the people among the changes of a merge",
    "people/unmerging.py": "sign-ups tell whose they are, nothing else does",
    "reports/figures.py": "what is counted: without a stop it is called so",
    "reports/past_differences.py": "what a figure counts",
    "reports/scope.py": "what a figure counts",
    "reports/tally.py": "what a figure counts",
    "round_trip/brought_in.py": "picks the imports of the history",
    "round_trip/exports_holding.py": "picks the people among the rows that went out",
    "changes/former_addresses.py": "picks the people in the history",
    "people/forgotten.py": "picks the people whose addresses are typed",
    "round_trip/sheets_out.py": "picks the sign-ups, whose keys may be made of an address",
    "round_trip/known_letters.py": "every list may name people",
    "round_trip/leaving_out.py": "picks the sign-ups, whose keys may be made of an address",
    "round_trip/exports_out.py": "picks the imports of the history",
    "store/credited.py": "a setting moves nobody",
    "store/search.py": "picks the merges of the history, by which a person gave up a name",
    "tour/signup_intake.py": "picks the source among the changes of a plan",
}
"""Modules that choose by record type, of which no declaration could say it → why."""


def questions(asks: Callable[[ast.AST], bool]) -> Iterator[str]:
    """Yield the module of each question."""
    for path in sorted(ROOT.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith("records/kinds/") and "/migrations/" not in place:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from (place for node in ast.walk(tree) if asks(node))


def asks_a_kind(node: ast.AST) -> bool:
    """`kind.name`, `….kind.name`, `isinstance(kind, …Kind)`."""
    if isinstance(node, ast.Attribute) and node.attr == "name":
        of = node.value
        return (isinstance(of, ast.Name) and of.id == "kind") or (
            isinstance(of, ast.Attribute) and of.attr in ("kind", "item")
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass"):
        return any(isinstance(n, ast.Name) and n.id in KINDS for n in ast.walk(node.args[1]))
    return False


def asks_a_type(node: ast.AST) -> bool:
    """`rt is CANDIDATE`, `….key == "candidate"`, `record == REFERRAL.key`."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
        return False
    sides = [node.left, node.comparators[0]]
    if any(isinstance(s, ast.Name) and s.id in TYPES for s in sides):
        return True
    if any(
        isinstance(s, ast.Attribute) and s.attr == "key" and isinstance(s.value, ast.Name) and s.value.id in TYPES
        for s in sides
    ):
        return True
    named = any(isinstance(s, ast.Constant) and s.value in KEYS for s in sides)
    return named and any(isinstance(s, ast.Attribute) and s.attr in ("key", "record") for s in sides)


@pytest.mark.parametrize(("asks", "reasons"), [(asks_a_kind, HANDS_ON), (asks_a_type, CHOOSES)], ids=["kind", "type"])
def test_nobody_asks_without_a_reason(asks: Callable[[ast.AST], bool], reasons: dict[str, str]) -> None:
    assert set(questions(asks)) == set(reasons)


def test_questions_are_seen() -> None:
    for text in ("f.kind.name == 'date'", "kind.name", "isinstance(f.kind, DateKind)", "kind.item.name"):
        assert any(asks_a_kind(n) for n in ast.walk(ast.parse(text))), text
    for text in ("rt is CANDIDATE", "rt.key != 'event'", "record == REFERRAL.key", "c.record == 'source'"):
        assert any(asks_a_type(n) for n in ast.walk(ast.parse(text))), text
