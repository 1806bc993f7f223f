"""A random volunteer: acts on sheets at random, with a reference that knows where every cell came from.

``python -m tests.round_trip.volunteer 20000`` tries so many sequences and prints what it found.
"""

import argparse
import csv
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.importing.acts import ActKind
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import says_no
from coordinator.round_trip.exporting import export
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.workbooks.stamp import is_id_heading

MOVES = frozenset(
    {
        ActKind.SLIPPED,
        ActKind.IDS_MOVED,
        ActKind.PUSHED,
        ActKind.HEADINGS,
        ActKind.PASTED,
        ActKind.SORTED,
        ActKind.DAY_ORDER,
    }
)
COLUMNS = (
    "given_name family_name email phone city state postcode party_line office_level office stage owner "
    "consent_contact consent_share do_not_contact follow_up tags notes"
).split()
_GIVEN = "Ada Bo Cy Dee Eli Fay Gus Hal Ida Jo Kit Lee Mae Ned Oda Pim Quin Rae Sol Tom".split()
_FAMILY = "Ash Brook Cole Dorn Elm Fox Gray Hill Ives Jay Katz Lund Moss Nash Orr Park Rice Shaw Tate Wu".split()
_PLACES = {
    "Denver": ("CO", "80202"),
    "Tempe": ("AZ", "85281"),
    "Omaha": ("NE", "68102"),
    "Boise": ("ID", "83702"),
    "Tulsa": ("OK", "74103"),
    "Kenosha": ("WI", "53144"),
    "Reno": ("NV", "89501"),
    "Macon": ("GA", "31201"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and whose it is.

    Attributes:
        text: what it says.
        owner: the record and the heading that it went out for; None: it was never sent out.
        meant: a person wrote it on purpose.
    """

    text: str
    owner: tuple[int, str] | None = None
    meant: bool = False


@dataclass(slots=True)
class Grid:
    """A sheet: its headings, and its rows of cells; the ID is a cell as well."""

    headings: list[str]
    rows: list[list[Cell]]
    done: list[str] = field(default_factory=list)

    def at(self, heading: str) -> int:
        return self.headings.index(heading)


def people(r: random.Random, count: int) -> list[dict[str, object]]:
    """Return random people."""
    found: list[dict[str, object]] = []
    for number in range(count):
        given, family, city = r.choice(_GIVEN), r.choice(_FAMILY), r.choice(list(_PLACES))
        state, postcode = _PLACES[city]
        row: dict[str, object] = {
            "given_name": given,
            "family_name": family,
            "email": f"{given}.{family}{number}@example.org".lower(),
            "phone": f"+1303555{100 + number % 100:04d}" if r.random() < 0.8 else None,
            "city": city,
            "state": state,
            "postcode": postcode,
            "party_line": r.choice(["democratic", "independent", "green", None]),
            "office_level": r.choice(["state", "county", "municipal", "school", None]),
            "office": r.choice(["Mayor", "Sheriff", "School board", "5-10", None]),
            "stage": r.choice(["interested", "interested", "contacted", "connected"]),
            "owner": r.choice(["Kim", "Sam", None]),
            "consent_contact": r.choice([True, True, False, None]),
            "consent_share": r.choice([True, False, None]),
            "do_not_contact": r.choice([None, None, None, True]),
            "follow_up": r.choice([None, f"2026-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"]),
            "tags": r.choice([None, ["host"], ["host", "driver"]]),
            "notes": r.choice([None, None, "Called twice", f"Met on day {number}"]),
        }
        found.append({k: v for k, v in row.items() if v is not None})
    return found


def made(folder: Path, r: random.Random, count: int) -> Campaign:
    """Return a campaign with random people."""
    empty, path = folder / "empty.campaign", folder / f"{r.randrange(10**9)}.campaign"
    if not empty.exists():
        campaigns.create(empty).close()
    shutil.copyfile(empty, path)
    campaign = campaigns.open_(path)
    plan = Plan("import", "Made", campaign.head())
    for row in people(r, count):
        plan.create("candidate", row)  # type: ignore[arg-type]
    apply.apply(campaign, plan, author="Dana")
    return campaign


def grid_of(path: Path) -> Grid:
    """Read what went out as a grid whose cells know whose they are."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    header = lines[0]
    ids = next(i for i, h in enumerate(header) if is_id_heading(h))
    header[ids] = "ID"
    rows = []
    for line in lines[1:]:
        parsed = row_id.parse(line[ids])
        assert isinstance(parsed, row_id.RowId)
        rows.append([Cell(text, (parsed.number, heading)) for heading, text in zip(header, line, strict=True)])
    return Grid(list(header), rows)


def write(grid: Grid, path: Path) -> None:
    """Write a grid as the spreadsheet program would."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([grid.headings, *([c.text for c in row] for row in grid.rows)])


def _open(grid: Grid, r: random.Random) -> int:
    return r.choice([i for i, h in enumerate(grid.headings) if h not in ("ID", "Export")])


def _written(cell: Cell, text: str) -> Cell:
    return replace(cell, text=text, meant=True) if cell.owner is not None else Cell(text)


def edit(grid: Grid, r: random.Random) -> None:
    """Write into a few cells of a column what stands in others of it, or something new."""
    for _ in range(r.randrange(1, 4)):
        column, row = _open(grid, r), r.randrange(len(grid.rows))
        text = r.choice(grid.rows)[column].text
        grid.rows[row][column] = _written(grid.rows[row][column], text)


def slip(grid: Grid, r: random.Random) -> None:
    """Delete or insert cells with “shift cells”, in one column or some beside each other."""
    first = _open(grid, r)
    width = r.choice([1, 1, 1, 2, 3])
    columns = [
        c for c in range(first, min(first + width, len(grid.headings))) if grid.headings[c] not in ("ID", "Export")
    ]
    start, by = r.randrange(max(1, len(grid.rows) - 6)), r.choice([1, 1, 1, 2, -1, -1])
    for column in columns:
        cells = [row[column] for row in grid.rows]
        blanks = [Cell("")] * abs(by)
        cells = [*cells[:start], *cells[start + by :], *blanks] if by > 0 else [*cells[:start], *blanks, *cells[start:]]
        for row, cell in zip(grid.rows, cells, strict=False):
            row[column] = cell


def _in_order(cell: Cell) -> tuple[bool, str]:
    """Return what a spreadsheet program sorts a cell by: it puts empty ones last."""
    return not cell.text, cell.text


def sort_rows(grid: Grid, r: random.Random) -> None:
    """Sort the rows, all columns together."""
    column = _open(grid, r)
    grid.rows.sort(key=lambda row: _in_order(row[column]))


def sort_column(grid: Grid, r: random.Random) -> None:
    """Sort one column without the others."""
    column = _open(grid, r)
    for row, cell in zip(grid.rows, sorted((row[column] for row in grid.rows), key=_in_order), strict=True):
        row[column] = cell


def fill(grid: Grid, r: random.Random) -> None:
    """Fill a value down."""
    column = _open(grid, r)
    first = r.randrange(len(grid.rows))
    last = min(len(grid.rows), first + r.randrange(2, 30))
    text = grid.rows[first][column].text
    for row in grid.rows[first:last]:
        row[column] = _written(row[column], text)


def replace_all(grid: Grid, r: random.Random) -> None:
    """Replace a value everywhere in a column."""
    column = _open(grid, r)
    old, new = (r.choice(grid.rows)[column].text for _ in range(2))
    for row in grid.rows:
        if row[column].text == old:
            row[column] = _written(row[column], new)


def push(grid: Grid, r: random.Random) -> None:
    """Insert a cell into a row, and push the rest to the right; or delete one."""
    row = r.choice(grid.rows)
    start = r.randrange(1, max(2, len(row) - 8))
    row[start:] = [Cell(""), *row[start:-1]] if r.random() < 0.5 else [*row[start + 1 :], Cell("")]


def swap_headings(grid: Grid, r: random.Random) -> None:
    """Let two headings change places."""
    one, other = _open(grid, r), _open(grid, r)
    grid.headings[one], grid.headings[other] = grid.headings[other], grid.headings[one]


def paste_over(grid: Grid, r: random.Random) -> None:
    """Paste one column over another."""
    one, other = _open(grid, r), _open(grid, r)
    for row in grid.rows:
        row[one] = row[other]


def delete_rows(grid: Grid, r: random.Random) -> None:
    """Delete a few rows."""
    for _ in range(r.randrange(1, 4)):
        if len(grid.rows) > 10:
            del grid.rows[r.randrange(len(grid.rows))]


def move_column(grid: Grid, r: random.Random) -> None:
    """Move a whole column elsewhere."""
    one, other = _open(grid, r), r.randrange(1, len(grid.headings))
    for line in (grid.headings, *grid.rows):
        line.insert(other, line.pop(one))  # type: ignore[attr-defined]


def add_column(grid: Grid, r: random.Random) -> None:
    """Add a column, as people do with a call list."""
    place, heading = r.randrange(1, len(grid.headings)), r.choice(["Called by", "Called on", "Result of call"])
    if heading in grid.headings:
        return
    grid.headings.insert(place, heading)
    for row in grid.rows:
        row.insert(place, Cell(r.choice(["", "", "Kim", "left word"])))


def slip_ids(grid: Grid, r: random.Random) -> None:
    """Move the column of IDs by a row."""
    start, ids = r.randrange(max(1, len(grid.rows) - 6)), grid.at("ID")
    cells = [row[ids] for row in grid.rows]
    cells = [*cells[:start], *cells[start + 1 :], Cell("")]
    for row, cell in zip(grid.rows, cells, strict=True):
        row[ids] = cell


ACTS: Sequence[tuple[Callable[[Grid, random.Random], None], int]] = (
    (edit, 10),
    (sort_rows, 3),
    (fill, 3),
    (replace_all, 2),
    (delete_rows, 2),
    (move_column, 2),
    (add_column, 2),
    (slip, 4),
    (sort_column, 1),
    (push, 2),
    (swap_headings, 1),
    (paste_over, 1),
    (slip_ids, 1),
)
HARMLESS = frozenset({"edit", "sort_rows", "fill", "replace_all", "delete_rows", "move_column", "add_column"})


@dataclass(slots=True)
class Verdict:
    """What was wrong with one sequence.

    Attributes:
        seed: which one.
        done: the acts.
        false: values taken that nobody meant, and no sentence names.
        lost: edits that were meant, are not taken, and no sentence names.
        alarms: acts found where only edits were made.
    """

    seed: int
    done: list[str]
    false: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    edits: int = 0

    @property
    def right(self) -> bool:
        return not (self.false or self.lost or self.alarms)


def tried(seed: int, folder: Path, count: int = 45) -> Verdict:
    """Try one random sequence of acts, and compare what would be taken with what was meant."""
    r = random.Random(seed)
    campaign = made(folder, r, count)
    path = folder / "out.csv"
    export(campaign, path, kinds=("candidate",), columns={"candidate": COLUMNS}, author="Dana", everybody=True)
    grid = grid_of(path)
    out = {c.owner: c.text for row in grid.rows for c in row if c.owner is not None}
    acts, weights = zip(*ACTS, strict=True)
    for act in r.choices(acts, weights, k=r.randrange(1, 9)):
        act(grid, r)
        grid.done.append(act.__name__)
    write(grid, path)
    plan = importing.plan(campaign, path)
    verdict = Verdict(seed, grid.done)
    compare(grid, out, plan, verdict)
    campaign.close()
    assert campaign.path is not None
    campaign.path.unlink()
    return verdict


def compare(grid: Grid, out: dict[tuple[int, str], str], plan: ImportPlan, verdict: Verdict) -> None:
    """Note what was taken and not meant, meant and not taken, and alarms over nothing."""
    label = {f.key: CANDIDATE.headings[f.key] for f in CANDIDATE.fields}
    meant = {c.owner: c.text for row in grid.rows for c in row if c.meant and c.owner and c.text != out[c.owner]}
    clear: Counter[tuple[int, str] | None] = Counter(c.owner for row in grid.rows for c in row if c.owner)
    verdict.edits = len(meant)
    taken: dict[tuple[int, str], str] = {}
    for row in plan.rows:
        for change in (c for c in row.fields if not c.follows):
            field_ = CANDIDATE.field(change.key)
            taken[row.record_id or 0, label[change.key]] = field_.kind.show(change.after)
    asked = {(c.record_id, label[c.field]) for c in plan.plan.conflicts if says_no(c.field, c.ours)}
    columns = {h for a in plan.acts for h in a.columns} | {p.column for p in plan.problems}
    rows = {n for a in plan.acts if not a.columns or a.kind is ActKind.IDS_MOVED for n in a.rows}
    rows |= {p.row for p in plan.problems if p.row is not None}
    row_of = {row.record_id: row.number for row in plan.rows if row.record_id}
    at = {cell.owner: n for n, line in enumerate(grid.rows, 2) for cell in line if cell.owner}
    under = {c.owner: h for line in grid.rows for h, c in zip(grid.headings, line, strict=True) if c.owner}
    for (number, heading), text in taken.items():
        right = meant.get((number, heading)) == text or _same(number, heading, text, meant)
        if not right and heading not in columns and row_of.get(number) not in rows:
            verdict.false.append(f"{number} {heading}: {text!r}")
    for owner, text in meant.items():
        if owner is None or owner in taken or owner in asked or clear[owner] > 1:
            continue
        named = owner[1] in columns or under[owner] in columns or at[owner] in rows or row_of.get(owner[0]) in rows
        if not named and CANDIDATE.headings and not _unchanged(owner, text, out):
            verdict.lost.append(f"{owner[0]} {owner[1]}: {text!r}")
    if set(verdict.done) <= HARMLESS:
        verdict.alarms = [a.told for a in plan.acts if a.kind in MOVES]


def _same(number: int, heading: str, text: str, meant: dict[tuple[int, str] | None, str]) -> bool:
    """Return whether a value that was taken is what was written, as the program shows it."""
    wrote = meant.get((number, heading))
    return wrote is not None and "".join(wrote.split()).casefold() == "".join(text.split()).casefold()


def _unchanged(owner: tuple[int, str], text: str, out: dict[tuple[int, str], str]) -> bool:
    return "".join(text.split()).casefold() == "".join(out[owner].split()).casefold()


def main(argv: Sequence[str] | None = None) -> int:
    """Try many sequences, and print what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    given = parser.parse_args(argv)
    wrong = edits = false = lost = alarms = harmless = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(given.first, given.first + given.count):
            verdict = tried(seed, Path(folder))
            edits += verdict.edits
            harmless += set(verdict.done) <= HARMLESS
            false, lost, alarms = false + len(verdict.false), lost + len(verdict.lost), alarms + bool(verdict.alarms)
            if not verdict.right:
                wrong += 1
                print(seed, verdict.done, "false:", verdict.false[:3], "lost:", verdict.lost[:3], verdict.alarms[:1])
    print(
        f"{given.count} sequences from {given.first}: {wrong} wrong; {false} values taken that nobody meant, "
        f"{lost} of {edits} edits lost, {alarms} false alarms in {harmless} sequences of plain edits"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
