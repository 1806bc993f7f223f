"""Our workbook, re-saved by the programs that people use, comes back with what somebody edited, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coordinator.importing.plan import Difference
from coordinator.importing.problems import Problem
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.round_trip.exporting import export
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.clients import office
from tests.clients.programs import CLIENTS, Batch

pytestmark = pytest.mark.xdist_group("clients")
RECORDS = {rt.plural: rt for rt in office.KINDS}
STATES = ("untouched", "edited", "rearranged")
TOLD = ("drop the word", "Formulas are not taken", "The ZIP code 01002 is in MA")
"""What may be told: of cells that a program spoilt, which are not taken, and of the ZIP that was edited."""


@dataclass
class Came:
    """What came back of all sheets of one workbook."""

    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[tuple[str, int]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


@dataclass
class Office:
    """A campaign whose workbook is on its way, and what came back from each program."""

    campaign: Campaign
    folder: Path
    sent: Batch
    came: dict[str, dict[str, Came]] = field(default_factory=dict)

    def back(self, client: str, state: str) -> Came:
        """Re-save all workbooks with a program, once, and plan their return."""
        if client not in self.came:
            with self._folder(client) as out:
                self.came[client] = {s: self._plan(files) for s, files in CLIENTS[client](self.sent, out).items()}
        return self.came[client][state]

    @contextmanager
    def _folder(self, client: str) -> Iterator[Path]:
        """Give an empty folder, which is gone afterwards: a try that is skipped leaves nothing for the next."""
        out = self.folder / "back" / client.replace(" ", "-")
        out.mkdir(parents=True)
        try:
            yield out
        finally:
            shutil.rmtree(out)

    def _plan(self, files: list[Path]) -> Came:
        came = Came()
        assert files
        for file in files:
            plan = importing.plan(self.campaign, file)
            came.kinds.add(plan.plan.kind)
            came.differences += plan.differences
            came.problems += plan.problems
            came.missing += [(m.record, m.record_id or 0) for m in plan.missing]
        return came


@pytest.fixture(scope="module")
def trip(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("clients")
    shutil.copyfile(template, folder / "office.campaign")
    with campaigns.open_(folder / "office.campaign") as campaign:
        office.fill(campaign)
        sent = {state: folder / f"{state}.xlsx" for state in STATES}
        export(campaign, sent["untouched"], kinds=[rt.key for rt in office.KINDS], everybody=True, author="Dana")
        with campaign.reading() as connection:
            headings = {name: dict(query.typed(connection, rt).headings) for name, rt in RECORDS.items()}
        office.edited(sent["untouched"], sent["edited"], lambda s, n: row_id.make(RECORDS[s].letter, n), headings)
        office.rearranged(sent["edited"], sent["rearranged"])
        yield Office(campaign, folder, sent)


def expected() -> set[tuple[str, int, str]]:
    return {(RECORDS[sheet].key, number, key) for sheet, number, key, _, _ in office.EDITS.values()}


@pytest.mark.parametrize("client", CLIENTS)
def test_nobody_edited_anything_and_nothing_differs(trip: Office, client: str) -> None:
    came = trip.back(client, "untouched")
    assert came.kinds == {"return"}
    assert came.differences == []
    assert came.missing == []
    assert [p for p in came.problems if not any(t in p.message for t in TOLD)] == []


@pytest.mark.parametrize("state", ["edited", "rearranged"])
@pytest.mark.parametrize("client", CLIENTS)
def test_just_the_edits_come_back(trip: Office, client: str, state: str) -> None:
    came = trip.back(client, state)
    changed = {(d.record, d.record_id, d.field) for d in came.differences if d.outcome != "new"}
    assert changed == expected()
    new = {d.field: d.theirs for d in came.differences if d.outcome == "new"}
    assert new == {**dict(zip(("given_name", "family_name", "email"), office.NEW, strict=True)), "stage": "interested"}
    assert came.missing == [("contact", office.LAST_CONTACT)]
    assert [p for p in came.problems if not any(t in p.message for t in TOLD)] == []


@pytest.mark.parametrize("edit", office.EDITS)
@pytest.mark.parametrize("client", CLIENTS)
def test_each_edit_comes_back_as_it_was_meant(trip: Office, client: str, edit: str) -> None:
    sheet, number, key, _, meant = office.EDITS[edit]
    for state in ("edited", "rearranged"):
        place = (RECORDS[sheet].key, number, key)
        found = [d for d in trip.back(client, state).differences if (d.record, d.record_id, d.field) == place]
        assert [(d.theirs, d.outcome) for d in found] == [(meant, "taken")]
