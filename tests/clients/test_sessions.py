"""Sessions of a careless volunteer in LibreOffice: what comes back is what was meant, or a sentence names it."""

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.importing.acts import ActKind
from coordinator.importing.plan import ImportPlan, What
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.kinds import Value
from coordinator.round_trip.exporting import export
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.workbooks.stamp import is_id_heading
from tests import builders
from tests.clients.sessions import FAMILIES, LAST, SESSIONS, Out, Session
from tests.needs import LIBREOFFICE, UNO

pytestmark = [pytest.mark.xdist_group("sessions"), pytest.mark.timeout(900)]
FORMATS = ("xlsx", "ods", "xls", "csv")
TRIES = [
    (name, kind)
    for place, name in enumerate(SESSIONS)
    for kind in ("xlsx", FORMATS[1 + place % 2], "csv")
    if kind not in SESSIONS[name].unknown_in
]
"""Each session is saved in three forms: writing an ods takes longer than all the rest."""
MOVES = frozenset(
    {
        ActKind.SLIPPED,
        ActKind.IDS_MOVED,
        ActKind.PUSHED,
        ActKind.HEADINGS,
        ActKind.PASTED,
        ActKind.SORTED,
    }
)
"""Acts that nobody means; where only edits were made, they are false alarms."""
AWKWARD = {
    10: {"office": "5-10"},
    11: {"preferred_name": "3/4", "office": "3/4/2025"},
    12: {"office": "1E5"},
    13: {"preferred_name": "00123"},
    14: {"preferred_name": "TRUE", "office": "-5"},
}
"""Texts that programs take for something else, by the number of the person who has them."""


Values = dict[tuple[int, str], Value]
"""Number of a person and heading → value."""


@dataclass
class Verdict:
    """What was wrong with what came back."""

    false: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    taken: int = 0
    meant: int = 0
    told: int = 0


@dataclass
class Afternoon:
    """A campaign, what went out of it, and where the files of all sessions are."""

    campaign: Campaign
    rt: RecordType
    out: Out
    ids: dict[int, int]
    files: dict[str, dict[str, Path]]
    failed: dict[str, str]
    figures: Counter[str] = field(default_factory=Counter)

    def back(self, session: Session, kind: str) -> Verdict:
        """Plan what came back, and compare it with what was meant."""
        try:
            plan = importing.plan(self.campaign, self.files[session.name][kind])
        except UserError:  # refused, with a sentence: nothing is taken, and whoever edited it knows
            assert session.may_be_refused
            return Verdict()
        return compared(self, session, kind, plan)


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afternoon]:
    folder = tmp_path_factory.mktemp("sessions")
    LIBREOFFICE.program("soffice")
    with importing.make_sample(folder / "tour.campaign") as campaign:
        for number, values in AWKWARD.items():
            builders.edit(campaign, number, **values)
        sources = {kind: folder / f"out.{kind}" for kind in ("xlsx", "csv")}
        for path in sources.values():
            export(campaign, path, kinds=("candidate",), author="Dana", everybody=True)
        files = {
            name: {kind: folder / f"{number}.{kind}" for other, kind in TRIES if other == name}
            for number, name in enumerate(SESSIONS)
        }
        jobs = [
            {
                "name": s.name,
                "source": str(sources[s.source]),
                "language": s.language,
                "steps": s.steps,
                "files": {kind: str(path) for kind, path in files[s.name].items()},
            }
            for s in SESSIONS.values()
        ]
        failed = played(jobs, folder)
        with campaign.reading() as connection:
            rt = query.typed(connection, CANDIDATE)
        out, ids = read(sources["csv"])
        found = Afternoon(campaign, rt, out, ids, files, failed)
        yield found
        print(f"\n{len(SESSIONS)} sessions, {dict(found.figures)}")


def played(jobs: list[dict[str, object]], folder: Path) -> dict[str, str]:
    """Let one LibreOffice play all sessions; return what went wrong in each."""
    (folder / "jobs.json").write_text(json.dumps(jobs))
    driver = Path(__file__).with_name("uno_driver.py")
    words = [UNO.python("uno"), str(driver), str(folder / "jobs.json"), str(folder / "told.json")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads((folder / "told.json").read_text())
    return found


def read(path: Path) -> tuple[Out, dict[int, int]]:
    """Return what went out by row and heading, and the number of each row's record."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    ids = next(i for i, h in enumerate(header) if is_id_heading(h))
    out, numbers = {}, {}
    for number, line in enumerate(lines, 2):
        parsed = row_id.parse(line[ids])
        assert isinstance(parsed, row_id.RowId)
        out[number], numbers[number] = dict(zip(header, line, strict=True)), parsed.number
    return out, numbers


def compared(there: Afternoon, session: Session, kind: str, plan: ImportPlan) -> Verdict:
    """Compare what would be taken with what was meant."""
    verdict, rt = Verdict(), there.rt
    key_of = {heading: key for key, heading in rt.headings.items()}
    gone = {there.ids[row] for row in session.gone_in.get(kind, session.gone)(there.out)}
    meant: Values = {}
    for (row, heading), text in session.meant(there.out).items():
        if there.ids[row] not in gone and text != there.out[row][heading]:
            meant[there.ids[row], heading] = rt.field(key_of[heading]).clean(text).value
    named, taken = _named(plan), _taken(rt, plan)
    for place, after in taken.items():
        if place in meant and rt.field(key_of[place[1]]).kind.same(meant[place], after):
            continue
        if named(*place):
            verdict.told += 1
        else:
            verdict.false.append(f"{place}: {after!r}")
    verdict.lost = [f"{place}: {value!r}" for place, value in meant.items() if place not in taken and not named(*place)]
    created = {str((r.created or {}).get("family_name")): r for r in plan.rows if r.what is What.NEW}
    verdict.lost += [f"new: {name}" for name in set(session.new) - created.keys()]
    for name in created.keys() - set(session.new):
        if not any(p.row == created[name].number for p in plan.problems):
            verdict.others.append(f"new: {name}")
    verdict.others += [f"conflict in row {row.number}" for row in plan.rows if row.conflicts]
    missing = {m.record_id or 0 for m in plan.missing}
    verdict.lost += [f"deleted: {n}" for n in gone - missing]
    if session.is_plain:
        verdict.alarms = [a.told for a in plan.acts if a.kind in MOVES]
        verdict.others += [f"missing: {n}" for n in missing - gone]
    verdict.taken, verdict.meant = len(taken), len(meant)
    there.figures += Counter(files=1, taken=len(taken), meant=len(meant), told=verdict.told)
    return verdict


def _taken(rt: RecordType, plan: ImportPlan) -> Values:
    """Return what would be written into people who are here."""
    return {
        (row.record_id or 0, rt.headings.get(change.key, change.key)): change.after
        for row in plan.rows
        if row.what is not What.NEW
        for change in row.fields
        if not change.follows
    }


def _named(plan: ImportPlan) -> Callable[[int, str], bool]:
    """Return whether an act or a problem names the cell of a person: its column, its row, or just itself."""
    row_of = {row.record_id: row.number for row in plan.rows if row.record_id}
    acts = [(set(a.columns), set(a.rows)) for a in plan.acts]
    places = [(p.column.split(", "), p.row) for p in plan.problems]

    def named(number: int, heading: str) -> bool:
        row = row_of.get(number)
        if any(heading in columns or (not columns and row in rows) for columns, rows in acts):
            return True
        return any((columns == [""] or heading in columns) and (r is None or r == row) for columns, r in places)

    return named


def test_there_are_enough_sessions() -> None:
    assert len(SESSIONS) >= 100
    assert len(SESSIONS) == sum(map(len, FAMILIES.values()))
    for those in FAMILIES.values():
        assert len({kind for name, kind in TRIES if SESSIONS[name] in those}) >= 3


def test_every_session_could_be_played(afternoon: Afternoon) -> None:
    assert len(afternoon.out) == LAST - 1
    assert {name: told for name, told in afternoon.failed.items() if told} == {}
    assert all(path.stat().st_size for files in afternoon.files.values() for path in files.values())


@pytest.mark.parametrize(("name", "kind"), TRIES)
def test_what_came_back_is_what_was_meant_or_is_told(afternoon: Afternoon, name: str, kind: str) -> None:
    verdict = afternoon.back(SESSIONS[name], kind)
    assert not verdict.false and not verdict.lost and not verdict.alarms and not verdict.others, verdict
