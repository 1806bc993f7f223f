"""Commands for imports and sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.cli.completing import RowIds
from coordinator.cli.import_report import LOOKED_AT_UNASKED, document, in_all, likely, naming, words
from coordinator.cli.lookup import field_of, find, kind_of, partner_of
from coordinator.cli.options import IMPORTED_KINDS, command, dry_run_option, event_option, gathered
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, SOURCE, RecordType
from coordinator.store.campaign import Campaign
from coordinator.workbooks.desk_file import SUFFIX

if TYPE_CHECKING:
    from coordinator.importing.plan import ConflictRule, ImportOptions, Place


@dataclass(frozen=True, slots=True)
class ImportArguments:
    """The options of an import; each attribute is the option of the same name."""

    sheet: str | None
    into: str | None
    source: str | None
    event: str | None
    partner: str | None
    dry_run: bool
    on_conflict: str
    rule: tuple[str, ...]
    column: tuple[str, ...]
    header_row: int | None
    separator: str | None
    encoding: str | None
    leave_out: tuple[str, ...]
    day_first: tuple[str, ...]
    month_first: tuple[str, ...]
    stop: tuple[str, ...]
    part: tuple[str, ...]
    act: tuple[str, ...]
    who_agreed: str
    delete_missing: bool
    likely: bool
    problems: str | None


@command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(), help="spreadsheets, desk files")
@gathered(
    "given",
    ImportArguments,
    click.option("--sheet", metavar="SHEET", help="only this sheet"),
    click.option("--into", type=click.Choice(IMPORTED_KINDS), help="what the rows are, where that is not found out"),
    click.option("--source", metavar="NAME", help="name of the form or list that the rows come from"),
    event_option("row ID of the tour event at which they signed up"),
    click.option(
        "--partner",
        metavar="PARTNER",
        type=RowIds("P"),
        help="the partner whose answers these are, where that is not found out",
    ),
    dry_run_option(),
    click.option(
        "--on-conflict",
        type=click.Choice(("keep", "take")),
        default="keep",
        help="where both sides changed: keep what is here (usual) or take the sheet",
    ),
    click.option(
        "--rule",
        multiple=True,
        metavar="[FIELD=]RULE",
        help="where the database differs: ask (usual), fill (what is here stays) or overwrite; "
        "remembered with the source",
    ),
    click.option(
        "--column",
        multiple=True,
        metavar="HEADING=FIELD",
        help="what a column becomes: a field, answer or ignored; remembered",
    ),
    click.option("--header-row", type=int, metavar="N", help="row of the headings, if that is not found out; 0: none"),
    click.option(
        "--separator", metavar="SIGN", help="of a text file, where that is not found out: comma, semicolon, tab, …"
    ),
    click.option(
        "--encoding", metavar="NAME", help="of a text file, where that is not found out: utf-8, cp1252, mac_roman, …"
    ),
    click.option("--leave-out", multiple=True, metavar="SHEET", help="a sheet, or a table, to leave out"),
    click.option("--day-first", multiple=True, metavar="HEADING", help="its dates are day/month"),
    click.option("--month-first", multiple=True, metavar="HEADING", help="its dates are month/day"),
    click.option(
        "--stop",
        multiple=True,
        metavar="WORD=EVENT",
        help="which tour event a word in the column of the stop means, by its row ID; remembered with the source",
    ),
    click.option(
        "--part",
        multiple=True,
        metavar="[SHEET:]ROW",
        help="a row that was joined with somebody under another name: it becomes a new person",
    ),
    click.option(
        "--act",
        multiple=True,
        metavar="ACT=ANSWER",
        help="of a returned workbook: what to do about something that was done to the sheet, as its report names it: "
        "undo, leave or take",
    ),
    click.option(
        "--who-agreed",
        default="",
        metavar="WORDS",
        help="with --act …=take: who agreed to permissions that changed for many people, and when; kept in the history",
    ),
    click.option(
        "--delete-missing",
        is_flag=True,
        help="of a returned workbook: delete what went out and is not in it any more",
    ),
    click.option("--likely", is_flag=True, help="list the new people who may be here already, however many are new"),
    click.option(
        "--problems", metavar="OUT.xlsx", type=click.Path(), help="write the rows that could not be taken here"
    ),
)
def import_(session: CommandSession, files: tuple[str, ...], given: ImportArguments) -> int:
    """Import files; an unreadable file does not stop the others."""
    options = _options(given)
    documents: list[dict[str, object]] = []
    failed: list[str] = []
    with session.open() as campaign:
        for desk in (Path(file) for file in files if file.endswith(SUFFIX)):
            session.unlock(desk)
        if options.acts:
            _check_acts(campaign, files, options)
        for file in files:
            try:
                documents.append(_import_one(session, campaign, Path(file), options, given))
            except UserError as error:
                if len(files) == 1:
                    raise
                failed.append(str(error))
                documents.append({"file": file, "error": str(error)})
    if len(documents) > 1 and not session.out.as_json:
        print(in_all(documents, dry=given.dry_run))
    if session.out.as_json:
        session.out.document(documents[0] if len(documents) == 1 else documents, "")
    if failed:
        raise UserError("\n".join(failed))
    return 0


def _options(given: ImportArguments) -> "ImportOptions":
    from coordinator.changes.merge import Resolution
    from coordinator.importing.plan import ANY_SHEET, ImportOptions

    into = kind_of(given.into) if given.into else CANDIDATE
    return ImportOptions(
        sheet=given.sheet,
        into=given.into,
        source=given.source,
        event=_event(given.event),
        header_row={} if given.header_row is None else {ANY_SHEET: given.header_row},
        separator=given.separator,
        encoding=given.encoding,
        mapping={ANY_SHEET: dict(_column(text, into) for text in given.column)},
        on_conflict=Resolution(given.on_conflict),
        left_out=frozenset(given.leave_out),
        delete_missing=given.delete_missing,
        rules=dict(_rule(text, into) for text in given.rule),
        day_first={
            ANY_SHEET: {
                **dict.fromkeys(given.day_first, True),
                **dict.fromkeys(given.month_first, False),
            }
        },
        stops=dict(_stop(text) for text in given.stop),
        parted=frozenset(_place(text) for text in given.part),
        acts=dict(_act(text) for text in given.act),
        who_agreed=given.who_agreed.strip(),
    )


def _act(text: str) -> tuple[str, str]:
    """Parse an answer to something that was done to a sheet: `slipped: City=undo`."""
    from coordinator.importing.acts import Reply

    key, _, answer = text.rpartition("=")
    if answer not in list(Reply) or not key:
        raise UserError(
            f"“{text}”: write ACT=ANSWER, with undo, leave or take; the report of a dry run names the acts."
        )
    return key, answer


def _check_acts(campaign: Campaign, files: Sequence[str], options: "ImportOptions") -> None:
    """Refuse answers about something that was done to none of the sheets, before anything is written.

    Where one act is answered, another may not be there any more: both may have been in one report.
    """
    from coordinator.importing.acts import Act, misread
    from coordinator.operations import importing

    acts: list[Act] = []
    for file in files:
        for asked in (options, replace(options, acts={})):
            try:
                acts += importing.plan(campaign, Path(file), asked).acts
            except UserError:
                break  # told where it is imported
    if wrong := misread(acts, options.acts):
        named = ", ".join(f"“{text}”" for text in wrong)
        there = "; ".join(dict.fromkeys(f"{act.key}={'|'.join(act.may)}" for act in acts))
        raise click.UsageError(
            f"--act: {named} is nothing that was done here. Nothing was imported. "
            + (f"There is: {there}" if there else "Nothing was done to these sheets that could be answered.")
        )


def _stop(text: str) -> tuple[str, int]:
    """Parse a stop option: `Word=E-00042-K`."""
    word, sign, event = text.rpartition("=")
    number = _event(event.strip()) if sign and word else None
    if number is None:
        raise UserError(f"“{text}”: write WORD=EVENT, with the row ID of a tour event.")
    return word, number


def _place(text: str) -> "Place":
    """Parse a row option: `7`, or `Sheet:7` where a file has several sheets."""
    from coordinator.importing.plan import ANY_SHEET

    sheet, _, number = text.rpartition(":")
    if not number.strip().isdigit():
        raise UserError(f"“{text}”: write the number of a row, with SHEET: in front if there are several sheets.")
    return sheet or ANY_SHEET, int(number)


def _event(text: str | None) -> int | None:
    if not text:
        return None
    rt, number = find(text, EVENT.letter)
    if rt.key != "event":
        raise UserError(f"“{text}” is no tour event. Take a row ID from: coordinator list events")
    return number


def _column(text: str, rt: RecordType) -> tuple[str, str]:
    """Parse a column option: `Heading=field`, `=answer` or `=ignored`."""
    from coordinator.importing.targets import ANSWER, IGNORED, targets_of

    heading, sign, target = text.rpartition("=")
    if not sign or not heading:
        raise UserError(f"“{text}”: write HEADING=field, HEADING=answer or HEADING=ignored.")
    known = targets_of(rt)
    if target in (ANSWER, IGNORED) or target in known:
        return heading, target
    return heading, field_of(rt, target, new=True).key


def _rule(text: str, rt: RecordType) -> "tuple[str, ConflictRule]":
    """Parse a rule: `ask`, `fill` or `overwrite`, with `field=` in front for a single field."""
    from coordinator.importing.plan import RULES_FOR_ALL, ConflictRule

    field, _, rule = text.rpartition("=")
    if rule not in list(ConflictRule):
        raise UserError(f"“{text}”: write ask, fill or overwrite, or field=overwrite for one field.")
    return (field_of(rt, field, new=True).key if field else RULES_FOR_ALL), ConflictRule(rule)


def _import_one(
    session: CommandSession, campaign: Campaign, path: Path, options: "ImportOptions", given: ImportArguments
) -> dict[str, object]:
    from coordinator.importing.joins import check_parted
    from coordinator.importing.noes_given import noes_given
    from coordinator.operations import importing

    with Bar() as bar:
        partner = None
        if given.partner:
            with campaign.reading() as connection:
                partner = partner_of(connection, given.partner)
        plan = importing.plan(campaign, path, options, partner=partner, progress=bar)
        check_parted(plan)
        told = not session.out.as_json and plan.counts.created <= LOOKED_AT_UNASKED
        alike = likely(campaign, plan, bar) if given.likely or told else None
        if given.problems:  # first: what cannot be written there must not leave an import that counts as not done
            importing.write_rejected(plan, given.problems)
        result = None if given.dry_run else importing.apply(campaign, plan, author=session.author, progress=bar)
        seq = result.seq if result else None
    if not session.out.as_json:
        with campaign.reading() as connection:
            noes = result.noes if result else noes_given(connection, plan.plan)
            print("\n".join(words(plan, seq, alike, naming(connection, plan), noes, dry=given.dry_run)))
    return document(plan, seq, alike if given.likely else None)


@command("sources")
def sources(session: CommandSession) -> int:
    """List the sources."""
    from coordinator.importing.sources import overview

    with session.reading() as connection:
        found = overview(connection)
    rows: list[dict[str, object]] = [
        {
            "id": row_id.make(SOURCE.letter, s["id"]),
            "name": s["name"],
            "kind": s["source_kind"],
            "service": s["profile"],
            "sign_ups": s["sign_ups"],
            "columns": s["columns"],
        }
        for s in found
    ]
    keys = ("id", "name", "service", "sign_ups")
    shown = [
        {**{k: str(r[k] or "") for k in keys}, "columns": str(len(s["columns"]))}
        for r, s in zip(rows, found, strict=True)
    ]
    session.out.table(rows, shown)
    return 0
