"""What an import did: as JSON, and in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coordinator.cli.output import Bar
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.changes.plan import Conflict
    from coordinator.importing.plan import Difference, ImportPlan, RowOutcome

MOST_TOLD = 20


def document(plan: "ImportPlan", seq: int | None, alike: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Return what one file did, for a program.

    Args:
        plan: the plan of the file.
        seq: its step in the history; None where nothing was written.
        alike: who of the new people may be here already; None where nobody asked.
    """
    found: dict[str, Any] = {
        "file": plan.file,
        "change_set": seq,
        **asdict(plan.counts),
        "problems": [p.as_json() for p in plan.problems],
        "notes": plan.told,
        "decisions": [_decision(row, c) for row in plan.rows for c in row.conflicts],
    }
    if plan.plan.kind == "return":
        found["differences"] = [_difference(d) for d in plan.differences]
        found["missing_rows"] = [
            row_id.make(record_type(m.record).letter, m.record_id) for m in plan.missing if m.record_id
        ]
    return found if alike is None else {**found, "likely_duplicates": alike}


def _difference(found: "Difference") -> dict[str, Any]:
    rt = record_type(found.record)
    return {
        "id": row_id.make(rt.letter, found.record_id) if found.record_id > 0 else None,
        "field": found.field,
        "base": found.base,
        "ours": found.ours,
        "theirs": found.theirs,
        "outcome": found.outcome,
    }


def likely(campaign: Campaign, plan: "ImportPlan", bar: Bar) -> list[dict[str, Any]]:
    """Return the new people who look like somebody who is here, the surest first."""
    from coordinator.importing.look_alikes import find_look_alikes

    found = [
        {
            "sheet": alike.row.sheet,
            "row": alike.row.number,
            "name": alike.row.title,
            "candidate": row_id.make(CANDIDATE.letter, alike.candidate),
            "score": round(alike.score, 4),
            "reasons": list(alike.reasons),
        }
        for alike in find_look_alikes(campaign, plan, progress=bar)
    ]
    return sorted(found, key=lambda line: (-line["score"], line["row"]))


def _decision(row: "RowOutcome", found: "Conflict") -> dict[str, Any]:
    """Return a value of a sheet that differs from the database, and what becomes of it."""
    rt = record_type(found.record)
    return {
        "sheet": row.sheet,
        "row": row.number,
        "field": found.field,
        "id": row_id.make(rt.letter, found.record_id) if found.record_id > 0 else None,
        "base": found.base,
        "ours": found.ours,
        "theirs": found.theirs,
        "answer": str(found.answer),
    }


def _conflicts(plan: "ImportPlan") -> Iterable[str]:
    """Say which values of the sheet differ from the database, and which of both holds."""
    found = [(row, c) for row in plan.rows for c in row.conflicts if c.field]
    for row, c in found[:MOST_TOLD]:
        field = record_type(c.record).field(c.field)
        ours, theirs = (field.kind.show(v) or "nothing" for v in (c.ours, c.theirs))
        holds = "the sheet's is taken" if c.answer == "take" else "the database's is kept"
        yield (
            f"  {row.sheet}, row {row.number}, {row.title}: {field.label} is {ours} in the database "
            f"and {theirs} in the sheet; {holds}{_changed_here(c)}."
        )
    if len(found) > MOST_TOLD:
        yield f"  … and {len(found) - MOST_TOLD} more values differ; --json shows all."


def _changed_here(conflict: "Conflict") -> str:
    return f" (changed by {conflict.author}, {conflict.at[:10]})" if conflict.author else ""


def _counted(counts: Mapping[str, int]) -> str:
    """Return rows by what became of them, in words."""
    n = counts
    rows = "" if n["rows"] == 1 else "s"
    return (
        f"{n['rows']:,} row{rows}: {n['created']:,} new, {n['updated']:,} updated, {n['unchanged']:,} unchanged, "
        f"{n['conflicts']:,} with conflicts, {n['duplicates']:,} repeated, {n['rejected']:,} not taken."
    )


def in_all(documents: Sequence[Mapping[str, Any]], *, dry: bool) -> str:
    """Return the summary of several files."""
    read = [d for d in documents if "error" not in d]
    keys = ("rows", "created", "updated", "unchanged", "conflicts", "duplicates", "rejected")
    words = f"All {len(documents)} files: {_counted({k: sum(d[k] for d in read) for k in keys})}"
    if failed := len(documents) - len(read):
        words += f" Files that could not be read: {failed}."
    return f"{words} Nothing was written." if dry else words


def words(plan: "ImportPlan", seq: int | None, alike: list[dict[str, Any]] | None, *, dry: bool) -> Iterable[str]:
    """Yield lines that say to a person what one file did.

    Args:
        plan: the plan of the file.
        seq: its step in the history; None where nothing was written.
        alike: who of the new people may be here already; None where nobody asked.
        dry: nothing was to be written.
    """
    from coordinator.importing.problems import by_kind

    yield f"{plan.file}: {_counted(asdict(plan.counts))}"
    if missing := plan.counts.missing:
        yield f"  {missing} went out and are not in it any more: " + (
            f"{plan.counts.deleted} deleted." if plan.counts.deleted else "they stay. --delete-missing deletes them."
        )
    yield from (f"  {note}" for note in plan.told)
    yield from _conflicts(plan)
    if len(plan.problems) > MOST_TOLD:
        yield from (f"  {number} times: {kind}" for kind, number in by_kind(plan.problems)[:MOST_TOLD])
    for p in plan.problems[:MOST_TOLD]:
        place = ", ".join(part for part in (p.sheet, f"row {p.row}" if p.row else "", p.column) if part)
        yield f"  {place}: {p.message}"
    if len(plan.problems) > MOST_TOLD:
        yield f"  … and {len(plan.problems) - MOST_TOLD} more; --json shows all."
    for line in (alike or ())[:MOST_TOLD]:
        yield f"  Row {line['row']}, {line['name']}, may be {line['candidate']} ({line['score']:.0%}): " + "; ".join(
            line["reasons"]
        )
    if dry:
        yield "  Nothing was written: this was a dry run."
    else:
        yield f"  Written as step {seq}; coordinator undo takes it back." if seq else "  Nothing changed."
