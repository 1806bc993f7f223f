"""The command that imports."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import field_of, find
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, RecordType, record_type
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.changes.plan import Conflict
    from coordinator.importing.plan import ConflictRule, Difference, ImportOptions, ImportPlan, RowOutcome

Arguments = argparse.Namespace
MOST_TOLD = 20


def import_(arguments: Arguments, out: Output) -> int:
    """Import files; a file that cannot be read does not keep the others from coming in."""
    options = _options(arguments)
    documents: list[dict[str, Any]] = []
    failed: list[str] = []
    with open_campaign(arguments) as campaign:
        for file in arguments.files:
            try:
                documents.append(_import_one(campaign, Path(file), options, arguments, out))
            except UserError as error:
                if len(arguments.files) == 1:
                    raise
                failed.append(str(error))
                documents.append({"file": file, "error": str(error)})
    if len(documents) > 1 and not out.as_json:
        print(_in_all(documents, dry=arguments.dry_run))
    if out.as_json:
        out.document(documents[0] if len(documents) == 1 else documents, "")
    if failed:
        raise UserError("\n".join(failed))
    return 0


def _options(arguments: Arguments) -> "ImportOptions":
    from coordinator.changes.merge import Resolution
    from coordinator.importing.plan import ANY_SHEET, ImportOptions

    into = next(
        (rt for rt in map(record_type, ("candidate", "partner", "event")) if rt.plural_key == arguments.into), CANDIDATE
    )
    return ImportOptions(
        sheet=arguments.sheet,
        into=arguments.into,
        source=arguments.source,
        event=_event(arguments.event),
        header_row={ANY_SHEET: arguments.header_row} if arguments.header_row else {},
        mapping={ANY_SHEET: dict(_column(text, into) for text in arguments.column or ())},
        on_conflict=Resolution(arguments.on_conflict),
        left_out=frozenset(arguments.leave_out or ()),
        delete_missing=arguments.delete_missing,
        rules=dict(_rule(text, into) for text in arguments.rule or ()),
        day_first={
            ANY_SHEET: {
                **dict.fromkeys(arguments.day_first or (), True),
                **dict.fromkeys(arguments.month_first or (), False),
            }
        },
    )


def _event(text: str | None) -> int | None:
    if not text:
        return None
    rt, number = find(text)
    if rt.key != "event":
        raise UserError(f"“{text}” is no tour event. Take a row ID from: coordinator list events")
    return number


def _partner(campaign: Campaign, text: str | None) -> int | None:
    if not text:
        return None
    from coordinator.partners.partner_book import PartnerBook

    with campaign.reading() as connection:
        return PartnerBook.of(connection).named(text)


def _column(text: str, rt: RecordType) -> tuple[str, str]:
    """Read what somebody says of a column: `Heading=field`, `=answer` or `=ignored`."""
    from coordinator.importing.targets import ANSWER, IGNORED, targets_of

    heading, sign, target = text.rpartition("=")
    if not sign or not heading:
        raise UserError(f"“{text}”: write HEADING=field, HEADING=answer or HEADING=ignored.")
    known = targets_of(rt)
    if target in (ANSWER, IGNORED) or target in known:
        return heading, target
    return heading, field_of(rt, target).key


def _rule(text: str, rt: RecordType) -> "tuple[str, ConflictRule]":
    """Read a rule: `ask`, `fill` or `overwrite`, for one field with `field=` before it."""
    from coordinator.importing.plan import RULES_FOR_ALL, ConflictRule

    field, _, rule = text.rpartition("=")
    if rule not in list(ConflictRule):
        raise UserError(f"“{text}”: write ask, fill or overwrite, or field=overwrite for one field.")
    return (field_of(rt, field).key if field else RULES_FOR_ALL), ConflictRule(rule)


def _import_one(
    campaign: Campaign, path: Path, options: "ImportOptions", arguments: Arguments, out: Output
) -> dict[str, Any]:
    from coordinator.importing.plan_and_apply import write_rejected
    from coordinator.partners.partner_answers import apply_import, plan_import

    with Bar() as bar:
        partner = _partner(campaign, arguments.partner)
        plan = plan_import(campaign, path, options, partner=partner, progress=bar)
        alike = _likely(campaign, plan, bar) if arguments.likely else None
        seq = None if arguments.dry_run else apply_import(campaign, plan, author=author(), progress=bar).seq
    if arguments.problems:
        write_rejected(plan, arguments.problems)
    if not out.as_json:
        print("\n".join(_words(plan, seq, alike, dry=arguments.dry_run)))
    problems = [p.as_json() for p in plan.problems]
    document = {
        "file": path.name,
        "change_set": seq,
        **asdict(plan.counts),
        "problems": problems,
        "notes": plan.told,
        "decisions": [_decision(row, c) for row in plan.rows for c in row.conflicts],
    }
    if plan.plan.kind == "return":
        document["differences"] = [_difference(d) for d in plan.differences]
        document["missing_rows"] = [
            row_id.make(record_type(m.record).letter, m.record_id) for m in plan.missing if m.record_id
        ]
    return document if alike is None else {**document, "likely_duplicates": alike}


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


def _likely(campaign: Campaign, plan: "ImportPlan", bar: Bar) -> list[dict[str, Any]]:
    """Return who of the new people looks like somebody who is here, the surest first."""
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


def _in_all(documents: Sequence[Mapping[str, Any]], *, dry: bool) -> str:
    """Return the summary of several files."""
    read = [d for d in documents if "error" not in d]
    keys = ("rows", "created", "updated", "unchanged", "conflicts", "duplicates", "rejected")
    words = f"All {len(documents)} files: {_counted({k: sum(d[k] for d in read) for k in keys})}"
    if failed := len(documents) - len(read):
        words += f" Files that could not be read: {failed}."
    return f"{words} Nothing was written." if dry else words


def _words(plan: "ImportPlan", seq: int | None, alike: list[dict[str, Any]] | None, *, dry: bool) -> Iterable[str]:
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
