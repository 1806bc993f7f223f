"""An import, planned and applied: read, find the table, map, clean, match, plan; then apply."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.changes.plan import Conflict, Plan
from coordinator.importing import desk_sheets
from coordinator.importing.decisions import tell_decisions
from coordinator.importing.noes_given import noes_given
from coordinator.importing.plan import (
    ConflictRule,
    Counts,
    FieldChange,
    ImportOptions,
    ImportPlan,
    RowOutcome,
    SheetPlan,
    What,
)
from coordinator.importing.planner import Planner, sha256
from coordinator.importing.problems import Problem
from coordinator.importing.sheet_accounts import row_not_taken
from coordinator.importing.steps import ImportStep, SentOutReader
from coordinator.records.kinds import Value
from coordinator.store import backups
from coordinator.store.campaign import Campaign

__all__ = [
    "Counts",
    "FieldChange",
    "ImportOptions",
    "ImportPlan",
    "ImportResult",
    "Problem",
    "RowOutcome",
    "ConflictRule",
    "SheetPlan",
    "What",
    "apply_import",
    "plan_import",
    "write_rejected",
]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import.

    Attributes:
        seq: the change set, None if there was nothing to do.
        counts: number of rows by what happened to them.
        conflicts: what was kept and needs to be reported.
        problems: what could not be used.
        noes: who got a no, a sentence for each field.
    """

    seq: int | None
    counts: Counts
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    new_ids: Mapping[tuple[str, int], int]
    noes: Sequence[str] = ()


def plan_import(
    campaign: Campaign,
    path: Path | str,
    options: ImportOptions | None = None,
    *,
    readers: Sequence[SentOutReader] = (),
    steps: Sequence[ImportStep] = (),
    progress: Progress = SILENT,
) -> ImportPlan:
    """Find out what importing a file would do, without writing anything.

    Args:
        campaign: the campaign to import into.
        path: the file.
        options: what was decided beforehand.
        readers: recognize workbooks that were sent out and come back.
        steps: what higher packages add, in order; the first one that takes the file plans it alone.
        progress: receives progress updates.

    Raises:
        UserError: the file cannot be read, or holds no table; the text says why and what to do.
        Cancelled: the person cancelled.
    """
    from coordinator.workbooks import TextOptions, read_book

    options = options or ImportOptions()
    path = Path(path)
    progress.step(0, None, f"Reading {path.name}")
    with no_collection(), campaign.reading() as connection:
        book = read_book(path, progress=progress, text=TextOptions(options.separator, options.encoding))
        if better := next(filter(None, (reader.known_encoding(connection, book) for reader in readers)), None):
            book = read_book(path, progress=progress, text=TextOptions(options.separator, better))
        for step in steps:
            if (taken := step.takes(connection, book, path, options)) is not None:
                return taken
        options = desk_sheets.meant(connection, book, options)
        result = Planner(connection, path, options, readers, progress).plan(book)
        for step in steps:
            step.planned(connection, result)
        if result.plan.kind == "return":  # only now it is known which rows are left out: a step may take some
            rejected = [row for row in result.rows if row.what is What.REJECTED]
            result.not_taken += [row_not_taken(row, row.cells.values()) for row in rejected]
        return result


def apply_import(
    campaign: Campaign,
    import_plan: ImportPlan,
    *,
    steps: Sequence[ImportStep] = (),
    author: str,
    progress: Progress = SILENT,
) -> ImportResult:
    """Apply an import as one change set, after a backup; write nothing if nothing changes.

    Args:
        campaign: the campaign to import into.
        import_plan: the plan to apply.
        steps: the steps that it was planned with.
        author: who does it.
        progress: receives progress updates.

    Raises:
        UserError: the campaign cannot be written, or a step refuses what was decided; then nothing was written.
        Cancelled: the person cancelled; nothing was written.
    """
    counts = import_plan.counts
    if import_plan.plan.is_empty:
        return ImportResult(None, counts, tuple(import_plan.plan.conflicts), tuple(import_plan.problems), {})
    tell_decisions(import_plan)
    plan = import_plan.plan
    title = ": ".join(words for words in (plan.title, import_plan.news) if words)
    whole = replace(plan, title=title, changes=list(plan.changes), _new=plan._new.copy())
    with campaign.reading() as connection:
        for step in steps:
            step.applying(connection, import_plan, whole)
        noes = noes_given(connection, whole)
    _add_ledger(import_plan, whole, steps)
    if campaign.path is not None:
        progress.step(0, None, "Making a backup")
        backups.make(campaign.path, why="before import")
    with no_collection():
        applied = applying.apply(campaign, whole, author=author, progress=progress)
    return ImportResult(applied.seq, counts, applied.conflicts, tuple(import_plan.problems), applied.new_ids, noes)


def _add_ledger(import_plan: ImportPlan, plan: Plan, steps: Sequence[ImportStep]) -> None:
    """Add the entry for the file to the ledger of imports."""
    source = next((c.record_id for c in plan.changes if c.record == "source"), None)
    counts = {k: v for k, v in asdict(import_plan.counts).items() if v}
    problems: list[Value] = [p.as_json() for p in import_plan.problems[:1000]]
    line: dict[str, Value] = {
        "file": import_plan.file,
        "sha256": sha256(import_plan.path),
        "source": source,
        "counts": counts,
        "problems": problems or None,
    }
    for step in steps:
        line.update(step.remembered(import_plan))
    plan.create("import", line)


def write_rejected(import_plan: ImportPlan, path: Path | str) -> int:
    """Write the rows that could not be imported to a workbook, by sheet and with reasons; return how many.

    Corrected and imported, they give the same result as if right from the start: the header is the source's own.
    """
    from coordinator.workbooks import ProblemSheet, write_problems

    sheets = []
    for sheet in import_plan.sheets:
        rejected = [r for r in import_plan.rows if r.what is What.REJECTED and r.sheet == sheet.name]
        header = [c.header for c in sheet.columns]
        rows = [[r.cells.get(h) for h in header] for r in rejected]
        reasons = ["; ".join(p.message for p in r.problems) or r.sentence or "Left out" for r in rejected]
        if rejected:
            sheets.append(ProblemSheet(sheet.name, header, rows, reasons))
    write_problems(Path(path), sheets)
    return sum(len(s.rows) for s in sheets)
