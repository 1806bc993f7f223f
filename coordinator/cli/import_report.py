"""The report on an import, as JSON and in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from coordinator.changes.change_set import nothing
from coordinator.cli.output import Bar
from coordinator.importing.column_questions import waits
from coordinator.importing.targets import SOURCE_KEY
from coordinator.people.alike_words import band_of
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_list, as_number
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coordinator.changes.plan import Conflict
    from coordinator.importing.accounts import ColumnOutcome
    from coordinator.importing.columns import ColumnPlan
    from coordinator.importing.plan import Difference, FieldChange, ImportPlan, RowOutcome, SheetPlan
    from coordinator.importing.problems import Problem

    Named = Callable[[Field, Value], str]

MOST_TOLD = 20
LOOKED_AT_UNASKED = 5_000
"""Among more new people, those who may be here already are looked for only if asked to: it takes a while."""


def document(plan: "ImportPlan", seq: int | None, alike: list[dict[str, object]] | None) -> dict[str, object]:
    """Return the report on one file, for JSON.

    Args:
        plan: the plan of the file.
        seq: its step in the history; None if nothing was written.
        alike: new people who may already exist; None if not checked.
    """
    found: dict[str, object] = {
        "file": plan.file,
        "change_set": seq,
        **asdict(plan.counts),
        "problems": [p.as_json() for p in plan.problems],
        "notes": plan.told,
        "not_taken": [line.as_json() for line in plan.not_taken],
        "columns_became": [_became(s, c) for s in plan.sheets for c in s.became],
        "columns": [_column(sheet, c) for sheet in plan.sheets for c in sheet.columns],
        "decisions": [_decision(row, c) for row in plan.rows for c in row.conflicts],
        "overwritten": [_overwritten(row, f) for row, f in _replaced(plan)],
        "joined": [_joined(row) for row in plan.joined],
    }
    if plan.plan.kind == "return":
        found["acts"] = [act.as_json() for act in plan.acts]
        found["differences"] = [_difference(d) for d in plan.differences]
        found["missing_rows"] = [
            row_id.make(record_type(m.record).letter, m.record_id) for m in plan.missing if m.record_id
        ]
    if alike is None:
        return found
    here = [line for line in alike if "candidate" in line]
    return {**found, "likely_duplicates": here, "likely_twice": [line for line in alike if line not in here]}


def _became(sheet: "SheetPlan", found: "ColumnOutcome") -> dict[str, object]:
    """Return what became of a column's cells; its place is the one in the file's own rows."""
    return {
        "sheet": sheet.name,
        "index": sheet.places[found.index] if sheet.places else found.index,
        "heading": found.heading,
        "target": found.target,
        "filled": found.filled,
        "kept": found.kept,
        "problems": found.problems,
        "left_out": found.left_out,
    }


def _joined(row: "RowOutcome") -> dict[str, object]:
    """Return a row that was joined with somebody of another name, and both names."""
    found = row.joined
    assert found is not None
    number = found.person
    return {
        "sheet": row.sheet,
        "row": row.number,
        "id": row_id.make(CANDIDATE.letter, number) if number > 0 else None,
        "said": found.said,
        "here": found.here,
        "kept": found.kept,
        "by": found.by,
    }


def _by_place(problems: "Sequence[Problem]") -> list[tuple[str, str, int]]:
    """Return place, sentence and how often it is said; the same one about many rows is one line with their numbers."""
    from coordinator.round_trip.id_ranges import write_ranges

    rows: dict[tuple[str, str, str], list[int | None]] = {}
    for p in problems:
        rows.setdefault((p.sheet, p.column, p.message), []).append(p.row)
    found = []
    for (sheet, column, told), numbers in rows.items():
        some = [n for n in dict.fromkeys(numbers) if n]
        said = write_ranges(some).replace(",", ", ").replace("-", "–")
        where = f"row{'s' if len(some) > 1 else ''} {said}" if some else ""
        found.append((", ".join(part for part in (sheet, where, column) if part), told, len(numbers)))
    return found


def _joins(plan: "ImportPlan") -> Iterable[str]:
    """Return lines on who was joined under another name, and how to part them."""
    found = plan.joined
    if found:
        yield f"  {len(found):,} joined under another name; --part ROW makes one a new person:"
    for row in found[:MOST_TOLD]:
        assert row.joined is not None
        yield f"    {row.sheet}, row {row.number}: {row.join_told}."
    if len(found) > MOST_TOLD:
        yield f"    … and {len(found) - MOST_TOLD} more; --json shows all."


def _replaced(plan: "ImportPlan") -> "list[tuple[RowOutcome, FieldChange]]":
    """Return the values here that a list from elsewhere replaces, since they changed at their source."""
    rows = plan.rows if plan.plan.kind != "return" else []
    return [(row, f) for row in rows for f in row.fields if not nothing(f.before) and not f.merged]


def _overwritten(row: "RowOutcome", found: "FieldChange") -> dict[str, object]:
    record, number = found.record or row.record, row.record_id or 0
    return {
        "sheet": row.sheet,
        "row": row.number,
        "id": row_id.make(record_type(row.record).letter, number) if number > 0 else None,
        "record": record,
        "field": found.key,
        "before": found.before,
        "after": found.after,
    }


def _overwritings(plan: "ImportPlan", named: "Named") -> Iterable[str]:
    """Return lines on which values here are replaced."""
    found = _replaced(plan)
    for row, f in found[:MOST_TOLD]:
        field = record_type(f.record or row.record).field(f.key)
        before, after = (named(field, v) or "nothing" for v in (f.before, f.after))
        yield f"  {row.sheet}, row {row.number}, {row.title}: {f.label} was {before} and becomes {after}."
    if len(found) > MOST_TOLD:
        yield f"  … and {len(found) - MOST_TOLD} more values are replaced; --json shows all."


def _column(sheet: "SheetPlan", column: "ColumnPlan") -> dict[str, object]:
    """Return what a column becomes; its place is the one in the file's own rows.

    The numbers of the lines of a list are told as the keys of its rows, though no row is ever found by them.
    """
    return {
        "sheet": sheet.name,
        "index": sheet.places[column.index] if sheet.places else column.index,
        "heading": column.header,
        "target": SOURCE_KEY if column.marks_lines else column.target,
        "certainty": round(column.certainty, 3),
        "why": column.why,
        "asks": column.asks,
        "waits": waits(column),
    }


def _difference(found: "Difference") -> dict[str, object]:
    rt = record_type(found.record)
    return {
        "id": row_id.make(rt.letter, found.record_id) if found.record_id > 0 else None,
        "field": found.field,
        "base": found.base,
        "ours": found.ours,
        "theirs": found.theirs,
        "outcome": found.outcome,
    }


def likely(campaign: Campaign, plan: "ImportPlan", bar: Bar) -> list[dict[str, object]]:
    """Return the new people who look like existing ones, or like others in the file, likeliest first."""
    from coordinator.importing.look_alikes import find_look_alikes

    surest = sorted(find_look_alikes(campaign, plan, progress=bar), key=lambda a: (-round(a.score, 4), a.row.number))
    return [
        {
            "sheet": alike.row.sheet,
            "row": alike.row.number,
            "name": alike.row.title,
            **(
                {"other_sheet": alike.other.sheet, "other_row": alike.other.number}
                if alike.other
                else {"candidate": row_id.make(CANDIDATE.letter, alike.candidate)}
            ),
            "score": round(alike.score, 4),
            "reasons": list(alike.reasons),
        }
        for alike in surest
    ]


def _decision(row: "RowOutcome", found: "Conflict") -> dict[str, object]:
    """Return a sheet value that differs from the database, and what happens to it."""
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


def _acts(plan: "ImportPlan") -> Iterable[str]:
    """Return lines on what was done to a sheet that came back, with what else could be done about it."""
    from coordinator.importing.acts import MOST_SHOWN

    for act in plan.acts[:MOST_TOLD]:
        yield f"  {act.told}"
        for shown in act.examples[:MOST_SHOWN]:
            column = f", {shown.column}" if shown.column else ""
            yield f"    row {shown.row}{column}: {shown.before} → {shown.after}"
        if others := [a.value for a in act.may if a is not act.answer]:
            yield f'    Otherwise: --act "{act.key}={others[0]}"' + (
                f" (or {', '.join(others[1:])})" if others[1:] else ""
            )
    if len(plan.acts) > MOST_TOLD:
        yield f"  … and {len(plan.acts) - MOST_TOLD} more; --json shows all."


def _conflicts(plan: "ImportPlan", named: "Named") -> Iterable[str]:
    """Return lines on which values differ from the database or from an earlier row, and which of the two is kept."""
    found = [(row, c) for row in plan.rows for c in row.conflicts if c.field]
    first = {(row.record, row.record_id): row.number for row in plan.rows if row.created is not None}
    for row, c in found[:MOST_TOLD]:
        field = record_type(c.record).field(c.field)
        ours, theirs = (named(field, v) or "nothing" for v in (c.ours, c.theirs))
        taken = c.answer == "take"
        if c.within_file:
            before = first.get((c.record, c.record_id))
            here, there = f"in row {before}" if before else "in an earlier row", "in this one"
            holds = "this one's is taken" if taken else "the earlier one is kept"
        else:
            here, there = "in the database", "in the sheet"
            holds = "the sheet's is taken" if taken else "the database's is kept"
        yield (
            f"  {row.sheet}, row {row.number}, {row.title}: {c.heading or field.label} is {ours} {here} "
            f"and {theirs} {there}; {holds}{_changed_here(c)}."
        )
    if len(found) > MOST_TOLD:
        yield f"  … and {len(found) - MOST_TOLD} more values differ; --json shows all."


def _changed_here(conflict: "Conflict") -> str:
    return f" (changed by {conflict.author}, {conflict.at[:10]})" if conflict.author else ""


def _counted(counts: Mapping[str, int]) -> str:
    """Return row counts by outcome, in words."""
    n = counts
    rows = "" if n["rows"] == 1 else "s"
    return (
        f"{n['rows']:,} row{rows}: {n['created']:,} new, {n['updated']:,} updated, {n['unchanged']:,} unchanged, "
        f"{n['conflicts']:,} with conflicts, {n['duplicates']:,} repeated, {n['rejected']:,} not taken"
        + (f", {n['left_out']:,} more left out." if n["left_out"] else ".")
    )


def in_all(documents: Sequence[Mapping[str, object]], *, dry: bool) -> str:
    """Return the summary of several files."""
    read = [d for d in documents if "error" not in d]
    keys = ("rows", "created", "updated", "unchanged", "conflicts", "duplicates", "rejected", "left_out")
    words = f"All {len(documents)} files: {_counted({k: sum(as_number(d[k]) or 0 for d in read) for k in keys})}"
    if failed := len(documents) - len(read):
        words += f" Files that could not be read: {failed}."
    return f"{words} Nothing was written." if dry else words


def naming(connection: "Connection", plan: "ImportPlan") -> "Named":
    """Return what names the values of a plan's fields, also of links to records that it adds."""
    from coordinator.changes.change_set import Action
    from coordinator.store import query

    planned: dict[str, dict[int, str]] = {}
    for change in plan.plan.changes:
        if change.action is Action.CREATE and change.record in _LINKED:
            title = record_type(change.record).title({key: after for key, (_, after) in change.fields.items()})
            planned.setdefault(change.record, {})[change.record_id] = title
    return lambda field, value: query.in_words(connection, field, value, planned.get(field.kind.record or ""))


_LINKED = frozenset({"event", "partner", "source"})
"""Records that an import adds together with others that point at them."""


def words(
    plan: "ImportPlan",
    seq: int | None,
    alike: list[dict[str, object]] | None,
    named: "Named",
    noes: Sequence[str] = (),
    *,
    dry: bool,
) -> Iterable[str]:
    """Yield the report on one file as lines of text.

    Args:
        plan: the plan of the file.
        seq: its step in the history; None if nothing was written.
        alike: new people who may already exist; None if not checked.
        named: returns the value of a field in words.
        noes: who gets a no, a sentence for each field.
        dry: whether it was a dry run.
    """
    from coordinator.importing.accounts import besides, in_words
    from coordinator.importing.problems import by_kind

    yield f"{plan.file}: {_counted(asdict(plan.counts))}"
    if missing := plan.counts.missing:
        yield f"  {missing} went out and are not in it any more: " + (
            f"{plan.counts.deleted} deleted." if plan.counts.deleted else "they stay. --delete-missing deletes them."
        )
    yield from _acts(plan)
    yield from (f"  {note}" for note in besides(plan.besides_acts, plan.not_taken))
    yield from (f"  {told}" for told in noes)
    if plan.unknown_words:
        yield "  coordinator words lists the words that nobody has explained, and takes what they mean."
    yield from (f"  Not taken: {line}" for line in in_words(plan.not_taken, len(plan.sheets)))
    yield from _joins(plan)
    yield from _overwritings(plan, named)
    yield from _conflicts(plan, named)
    acts = {act.told for act in plan.acts}
    problems = [p for p in plan.problems if p.message not in acts]
    lines = _by_place(problems)
    if len(lines) > MOST_TOLD:
        yield from (f"  {number} times: {kind}" for kind, number in by_kind(problems)[:MOST_TOLD])
    for place, told, _ in lines[:MOST_TOLD]:
        yield f"  {place}: {told}"
    if more := sum(number for *_, number in lines[MOST_TOLD:]):
        yield f"  … and {more} more; --json shows all."
    if alike is None and plan.counts.created:
        yield f"  {plan.counts.created:,} are new: who of them may be here already was not looked for; --likely does."
    fitting = Counter((line["sheet"], line["row"]) for line in alike or ())
    for line in (alike or ())[:MOST_TOLD]:
        who = line.get("candidate") or f"row {line['other_row']}"
        reasons = [str(reason) for reason in as_list(line["reasons"])]
        sure = band_of(float(str(line["score"])), reasons, alone=fitting[line["sheet"], line["row"]] == 1)
        yield f"  Row {line['row']}, {line['name']}, may be {who} ({sure}): " + "; ".join(reasons)
    if alike and len(alike) > MOST_TOLD:
        yield f"  … and {len(alike) - MOST_TOLD} more may be here already; coordinator duplicates shows them."
    if dry:
        yield "  Nothing was written: this was a dry run."
    else:
        yield f"  Written as step {seq}; coordinator undo takes it back." if seq else "  Nothing changed."
