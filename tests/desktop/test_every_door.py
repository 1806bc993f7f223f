"""However a field is written, its record holds the same afterwards: every editable field through every door."""

import csv
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.app import main
from coordinator.base.errors import UserError
from coordinator.base.settings import Settings
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.desktop.features.lists.bulk_bar import BulkBar
from coordinator.desktop.grid.model import RecordModel
from coordinator.desktop.grid.view import RecordGrid
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.importing.plan import ImportOptions
from coordinator.operations import editing, exporting, importing, referring
from coordinator.operations.carrying_out import apply_plan
from coordinator.operations.referring import StatusMove
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, PARTNER, RECORDS, REFERRAL, RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import ChoiceKind, ReferenceKind, SetKind
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.desktop.driving import until

TEXTS = {
    "text": "Other words",
    "street": "9 Other St",
    "long_text": "Other words, and more of them",
    "name": "Juniper",
    "email": "new@example.org",
    "emails": "one@example.org; two@example.org",
    "phone": "303-555-0177",
    "phones": "303-555-0178; 303-555-0179",
    "state": "Ohio",
    "postcode": "80203",
    "partial_date": "1984-05-30",
    "integer": "24",
    "date": "2025-04-02",
    "date_time": "2025-03-22 18:30",
    "instant": "2025-03-22 18:30",
    "tags": "blue; green",
    "yes_no": "Yes",
    "link": "https://example.org/page",
}
STATUS = "Sent"
Door = Callable[[RecordType, Field, str], None]


def editable(rt: RecordType) -> list[Field]:
    return [f for f in rt.shown if f.editable and f.stored]


def terms(field: Field) -> list[str]:
    kind = field.kind.item if isinstance(field.kind, SetKind) else field.kind
    assert isinstance(kind, ChoiceKind)
    return [t.label for t in kind.vocabulary.terms]


def text_for(rt: RecordType, field: Field) -> str:
    """Return what is typed into a field; another record for a reference."""
    if isinstance(field.kind, ReferenceKind):
        target = record_type(field.kind.record)
        return "Base name 2" if target.key == "source" else row_id.make(target.letter, 2)
    if (rt, field.key) == (REFERRAL, "status"):
        return STATUS
    if field.kind.name in ("choice", "choices"):
        return terms(field)[1]
    return TEXTS[field.kind.name]


def is_unique(rt: RecordType, field: Field) -> bool:
    return any(field.key in {c.name for c in i.columns} for i in rt.table.indexes if i.unique)


def base_values(rt: RecordType, number: int) -> dict[str, object]:
    """Return the least that a record can hold."""
    values: dict[str, object] = {}
    for field in rt.stored:
        if isinstance(field.kind, ReferenceKind) and (field.required or field.key in ("first", "second")):
            values[field.key] = -2 if field.key == "second" else -1  # the first of its kind, as it is planned
        elif field.required and field.key != "created_at":
            raw = terms(field)[0] if field.kind.name == "choice" else f"Base {field.key} {number}"
            values[field.key] = number if field.kind.name == "integer" else field.clean(raw).value
    return values | ({"record": "candidate", "answer_kind": "text"} if rt.key == "answer" else {})


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with two records of every kind."""
    path = tmp_path_factory.mktemp("doors") / "base.campaign"
    with campaigns.create(path) as campaign:
        plan = Plan("add", "Base", campaign.head())
        for rt in RECORDS:
            for number in (1, 2):
                plan.create(rt.key, base_values(rt, number))
        apply_plan(campaign, plan, author="Dana")
    return path


class World:
    """A copy of the base, and the window's parts that write into it."""

    def __init__(self, qtbot: QtBot, theme: Theme, path: Path) -> None:
        self.path = path
        self.campaign = campaigns.open_(path)
        self.tasks = Tasks()
        self.session = Session(self.campaign, Settings(None), theme, self.tasks)
        self.operations = WindowOperations(self.session)
        self.told: list[str] = []
        self.session.told.connect(lambda sentence, _: self.told.append(sentence))
        self._qtbot = qtbot
        self._grids: dict[str, tuple[RecordModel, RecordGrid]] = {}

    def settle(self) -> None:
        until(self._qtbot, lambda: not self.tasks.busy)

    def close(self) -> None:
        self.settle()
        self.campaign.close()

    def grid(self, rt: RecordType) -> tuple[RecordModel, RecordGrid]:
        if rt.key not in self._grids:
            model = RecordModel(self.session, self.operations, rt)
            model.refused.connect(lambda _, sentence: self.told.append(sentence))
            grid = RecordGrid(self.session, self.operations, model)
            self._qtbot.addWidget(grid)
            model.show_fields([f.key for f in editable(self.session.typed(rt))])
            model.ask("", "", ())
            self._grids[rt.key] = model, grid
        model, grid = self._grids[rt.key]
        model.forget_pages()
        return model, grid

    def index(self, rt: RecordType, field: Field):
        model, _ = self.grid(rt)
        return model.index(list(model.ids).index(1), [f.key for f in model.fields].index(field.key) + 1)

    # The doors

    def edit(self, rt: RecordType, field: Field, text: str) -> None:
        number = text
        if isinstance(field.kind, ReferenceKind):
            number = 2  # type: ignore[assignment]
        editing.edit(self.campaign, "Dana", self.session.typed(rt), {1: {field.key: number}})

    def cell(self, rt: RecordType, field: Field, text: str) -> None:
        model, _ = self.grid(rt)
        model.setData(self.index(rt, field), in_grid(field, text))
        self.settle()

    def paste(self, rt: RecordType, field: Field, text: str) -> None:
        _, grid = self.grid(rt)
        QApplication.clipboard().setText(in_grid(field, text))
        grid.setCurrentIndex(self.index(rt, field))
        grid.paste()
        self.settle()

    def bulk(self, rt: RecordType, field: Field, text: str) -> None:
        bar = BulkBar(self.session, self.operations, rt)
        self._qtbot.addWidget(bar)
        bar.show_ids([1] if is_unique(rt, field) else [1, 2])
        bar.ask_value(field)
        editor = bar.findChild(QLineEdit)
        assert editor is not None
        editor.setText(in_grid(field, text))
        editor.returnPressed.emit()
        self.told += [editor.accessibleDescription()] if editor.property("bad") == "true" else []
        self.settle()

    def set(self, rt: RecordType, field: Field, text: str) -> None:
        words = ["set", row_id.make(rt.letter, 1), f"{field.key}={text}", "--campaign", str(self.path)]
        if main(words):
            self.told.append("refused")


def in_grid(field: Field, text: str) -> str:
    """Return what is typed in the window: a reference by its row ID, a source too."""
    if isinstance(field.kind, ReferenceKind):
        return row_id.make(record_type(field.kind.record).letter, 2)
    return text


@pytest.fixture
def world(qtbot: QtBot, theme: Theme, base: Path, tmp_path: Path) -> Iterator[World]:
    made = World(qtbot, theme, Path(shutil.copyfile(base, tmp_path / "world.campaign")))
    yield made
    made.close()


def held(campaign: Campaign) -> dict[str, dict[str, object]]:
    """Return what the first record of every kind holds."""
    with campaign.reading() as connection:
        rows = {rt.key: query.record(connection, query.typed(connection, rt), 1) or {} for rt in RECORDS}
    return {key: {k: v for k, v in row.items() if k != "created_at"} for key, row in rows.items()}


@pytest.fixture(scope="session")
def expected(base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What the records hold after each editable field was written by the operation, one at a time."""
    path = Path(shutil.copyfile(base, tmp_path_factory.mktemp("expected") / "e.campaign"))
    with campaigns.open_(path) as campaign:
        for rt in RECORDS:
            for field in editable(rt):
                raw = 2 if isinstance(field.kind, ReferenceKind) else text_for(rt, field)
                editing.edit(campaign, "Dana", rt, {1: {field.key: raw}})
        return held(campaign)


def test_each_field_is_really_written(base: Path, expected: dict[str, dict[str, object]]) -> None:
    with campaigns.open_(base) as campaign:
        before = held(campaign)
    same = [(rt.key, f.key) for rt in RECORDS for f in editable(rt) if before[rt.key][f.key] == expected[rt.key][f.key]]
    assert same == []
    assert sum(len(editable(rt)) for rt in RECORDS) > 150


@pytest.mark.parametrize("name", ["cell", "paste", "bulk", "set"])
def test_every_field_through_a_door(name: str, world: World, expected: dict[str, dict[str, object]]) -> None:
    door: Door = getattr(world, name)
    for rt in RECORDS:
        for field in editable(rt):
            door(rt, field, text_for(rt, field))
    assert "refused" not in world.told
    assert held(world.campaign) == expected


def test_every_field_of_a_workbook_that_comes_back(
    world: World, tmp_path: Path, expected: dict[str, dict[str, object]]
) -> None:
    taken = 0
    for rt in RECORDS:
        path = tmp_path / f"{rt.key}.csv"
        if not editable(rt):
            continue
        keys = [f.key for f in editable(rt)]
        exporting.export_sheets(
            world.campaign, path, [SheetWish(rt.key, ids=[1], columns=keys)], everybody=True, author="Dana"
        )
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, row = list(csv.reader(file))[:2]
        for field in editable(rt):
            row[header.index(rt.headings[field.key])] = in_grid(field, text_for(rt, field))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([header, row])
        plan = importing.plan(world.campaign, path)
        assert [p.message for p in plan.problems] == [], rt.key
        taken += len(plan.rows[0].fields)
        importing.apply(world.campaign, plan, author="Dana")
    assert taken == sum(len(editable(rt)) for rt in RECORDS)
    assert held(world.campaign) == expected


# A referral moves only along its ledger


def way(world: World, *statuses: str) -> None:
    for status in statuses:
        referring.set_status(world.campaign, "Dana", [StatusMove(1, status)])


def out_with(world: World, path: Path, text: str) -> None:
    """Write a list of referrals, and another status into it."""
    exporting.export_sheets(world.campaign, path, [SheetWish(REFERRAL.key, ids=[1])], everybody=True, author="Dana")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row = list(csv.reader(file))[:2]
    row[header.index("Status")] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, row])


def returned(world: World, tmp_path: Path, text: str) -> list[str]:
    """Bring a list of referrals back with another status; return what was said of it."""
    path = tmp_path / "referrals.csv"
    out_with(world, path, text)
    plan = importing.plan(world.campaign, path)
    importing.apply(world.campaign, plan, author="Dana")
    return [p.message for p in plan.problems]


DOORS = ("edit", "cell", "paste", "bulk", "set", "returned")


def through(world: World, tmp_path: Path, name: str, text: str) -> None:
    if name == "returned":
        world.told += returned(world, tmp_path, text)
        return
    try:
        getattr(world, name)(REFERRAL, REFERRAL.by_key["status"], text)
    except UserError as error:
        world.told.append(error.sentence)


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize(
    ("before", "typed", "can"),
    [
        ((), "Completed", "Sent, Withdrawn"),
        (("sent",), "Proposed", "Received"),
        (("sent", "completed"), "Active", "Referred back"),
    ],
)
def test_a_status_that_cannot_follow_is_refused_at_every_door(
    world: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    before: Sequence[str],
    typed: str,
    can: str,
) -> None:
    way(world, *before)
    there = held(world.campaign)
    asked: list[int] = []
    world.grid(REFERRAL)[1].paste_asked.connect(lambda edits, good, bad: asked.append(bad))
    through(world, tmp_path, name, typed)
    now = held(world.campaign)
    assert {k: now[k] for k in (REFERRAL.key, CANDIDATE.key)} == {k: there[k] for k in (REFERRAL.key, CANDIDATE.key)}
    if name == "paste":
        assert asked == [1]  # counted as not valid before anything is pasted
        world.grid(REFERRAL)[1].write({1: {"status": typed}})
    told = " ".join(world.told) + capsys.readouterr().err
    assert f"cannot become {typed}" in told
    assert name == "returned" or re.search(f"It can become .*{can}", told)


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("statuses", [("sent",), ("sent", "accepted"), ("sent", "no_answer", "sent"), ("withdrawn",)])
def test_a_move_is_the_same_at_every_door(
    world: World, base: Path, tmp_path: Path, name: str, statuses: Sequence[str]
) -> None:
    other = Path(shutil.copyfile(base, tmp_path / "other.campaign"))
    with campaigns.open_(other) as campaign:
        for at in (campaign, world.campaign):
            editing.edit(at, "Dana", PARTNER, {1: {"answer_days": 5}})
            editing.edit(at, "Dana", CANDIDATE, {1: {"owner": "Jules"}})
        for status in statuses:
            referring.set_status(campaign, "Dana", [StatusMove(1, status)])
        wanted = held(campaign)
    for status in statuses:
        through(world, tmp_path, name, REFERRAL.by_key["status"].kind.show(status))
    now = held(world.campaign)
    assert {k: now[k] for k in (REFERRAL.key, CANDIDATE.key)} == {k: wanted[k] for k in (REFERRAL.key, CANDIDATE.key)}


def test_what_is_typed_beside_a_status_stays(world: World) -> None:
    editing.edit(world.campaign, "Dana", REFERRAL, {1: {"status": "Sent", "due_on": "2031-02-03", "owner": "Bo"}})
    row = held(world.campaign)[REFERRAL.key]
    assert (row["status"], row["due_on"], row["owner"]) == ("sent", "2031-02-03", "Bo")


def test_a_refused_cell_shows_what_is_there(world: World) -> None:
    model, _ = world.grid(REFERRAL)
    assert not model.setData(world.index(REFERRAL, REFERRAL.by_key["status"]), "Completed")
    assert model.row(0)["status"] == held(world.campaign)[REFERRAL.key]["status"]


def test_a_clash_over_a_status_offers_only_what_can_follow(world: World, tmp_path: Path) -> None:
    """Sent here since, withdrawn in the sheet: that can be taken. Completed here since: nothing can be."""
    path = tmp_path / "out.csv"
    out_with(world, path, "Withdrawn")
    way(world, "sent")
    [clash] = importing.plan(world.campaign, path).plan.conflicts
    assert (clash.ours, clash.theirs) == ("sent", "withdrawn")
    way(world, "completed")
    plan = importing.plan(world.campaign, path, ImportOptions(on_conflict=Resolution.TAKE))
    assert plan.plan.conflicts == [] and plan.plan.is_empty
    assert "Completed cannot become Withdrawn" in plan.problems[0].message


def test_a_clash_over_a_status_keeps_to_the_ledger(world: World, tmp_path: Path) -> None:
    """What is taken moves as any move; what is typed instead and cannot follow is refused, and nothing is written."""
    path = tmp_path / "out.csv"
    out_with(world, path, "Withdrawn")
    way(world, "sent")
    plan = importing.plan(world.campaign, path)
    plan.plan.conflicts[0].decide(Resolution.TAKE, typed=True, value="proposed")
    before = world.campaign.head()
    with pytest.raises(UserError, match="Sent cannot become Proposed. It can become Received"):
        importing.apply(world.campaign, plan, author="Dana")
    assert world.campaign.head() == before
    plan.plan.conflicts[0].decide(Resolution.TAKE)
    importing.apply(world.campaign, plan, author="Dana")
    row = held(world.campaign)[REFERRAL.key]
    assert (row["status"], row["due_on"]) == ("withdrawn", None)
