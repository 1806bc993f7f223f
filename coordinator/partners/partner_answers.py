"""Returns: a partner's answers come in with its sheet, ours or its own, and the ledger follows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.changes.change_set import Action, Change
from coordinator.changes.plan import Plan
from coordinator.importing import plan_and_apply
from coordinator.importing.plan import ImportOptions, ImportPlan, RowOutcome, What
from coordinator.importing.plan_and_apply import ImportResult
from coordinator.importing.problems import Problem
from coordinator.partners import added_people, own_layout_sheets, referral_statuses
from coordinator.partners.corrections import tell_corrections
from coordinator.partners.status_words import StatusWords
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import Value, plain_text
from coordinator.store import query
from coordinator.store.campaign import Campaign

ANSWER = "answer"


def plan_import(
    campaign: Campaign,
    path: Path | str,
    options: ImportOptions | None = None,
    *,
    partner: int | None = None,
    progress: Progress = SILENT,
) -> ImportPlan:
    """Find out what importing a file would do; a partner's answers move the referrals that they are about.

    Args:
        campaign: where to.
        path: the file.
        options: what was decided beforehand.
        partner: the partner whose sheet it is, where somebody says so; None: found out.
        progress: hears how far it is.

    Raises:
        UserError: the file cannot be read, holds no table, or is not of that partner.
        Cancelled: the person cancelled.
    """
    from coordinator.workbooks import read_book

    chosen = options or ImportOptions()
    whole = Path(path)
    if whole.is_file() and (partner is not None or own_layout_sheets.may_be(campaign, chosen)):
        progress.step(0, None, f"Reading {whole.name}")
        with no_collection(), campaign.reading() as connection:
            book = read_book(whole, progress=progress)
            found = own_layout_sheets.plan_sheet(connection, book, whole, chosen, partner)
            if found is not None:
                tell(connection, found)
                return found
    plan = plan_and_apply.plan_import(campaign, path, chosen, progress=progress)
    if plan.plan.kind == "return" and any(s.record == REFERRAL.key for s in plan.sheets):
        with campaign.reading() as connection:
            added_people.take_added(connection, plan)
            _keep_to_the_ledger(connection, plan)
            tell_corrections(connection, plan)
            tell(connection, plan)
    return plan


def apply_import(campaign: Campaign, plan: ImportPlan, *, author: str, progress: Progress = SILENT) -> ImportResult:
    """Apply an import, with what follows from the answers of partners: status, due date, stage; all one step.

    Raises:
        UserError: the campaign cannot be written.
        Cancelled: the person cancelled; nothing was written.
    """
    answers, statuses = _answers(plan.plan), _statuses(plan.plan)
    seen = [r.record_id for r in plan.rows if r.record == REFERRAL.key and r.record_id and r.record_id > 0]
    if not answers and not seen:
        return plan_and_apply.apply_import(campaign, plan, author=author, progress=progress)
    with campaign.reading() as connection:
        more = _following(connection, plan.plan, answers, statuses, dt.date.today())
        _came_back(connection, more, seen, dt.date.today())
    whole = replace(plan, plan=more)
    return plan_and_apply.apply_import(campaign, whole, author=author, progress=progress)


def _answers(plan: Plan) -> dict[int, str]:
    """Return the answers that a plan writes: referral → word."""
    return {
        c.record_id: plain_text(c.fields[ANSWER][1])
        for c in plan.decided()
        if c.record == REFERRAL.key and c.action is Action.UPDATE and ANSWER in c.fields and c.fields[ANSWER][1]
    }


def _statuses(plan: Plan) -> dict[int, str]:
    """Return the statuses that a plan writes by themselves: referral → code."""
    return {
        c.record_id: str(c.fields["status"][1] or referral_statuses.PROPOSED)
        for c in plan.decided()
        if c.record == REFERRAL.key and c.action is Action.UPDATE and "status" in c.fields
    }


def _drop(plan: Plan, referral: int, keys: set[str]) -> None:
    """Take fields of a referral out of a plan."""
    kept = [
        c._replace(fields={k: v for k, v in c.fields.items() if k not in keys}) if _is(c, referral) else c
        for c in plan.changes
    ]
    plan.changes[:] = [c for c in kept if not _is(c, referral) or c.fields]


def _keep_to_the_ledger(connection: Connection, plan: ImportPlan) -> None:
    """Leave statuses out that somebody wrote into a list of referrals and that cannot follow; say why."""
    statuses = _statuses(plan.plan)
    book = referral_statuses.ReferralLedger(connection, statuses, dt.date.today())
    rows = {r.record_id: r for r in plan.rows if r.record == REFERRAL.key}
    for number, status in statuses.items():
        if number not in book.rows or book.allowed(number, status):
            continue
        now, wanted = (referral_statuses.status_term(s).label for s in (book.rows[number].get("status"), status))
        outcome = rows[number]
        outcome.fields = [f for f in outcome.fields if f.key != "status"]
        outcome.what = What.CHANGED if outcome.fields else What.UNCHANGED
        outcome.sentence = "The status stays as it is"
        _problem(plan, outcome, wanted, f"The status stays: {now} cannot become {wanted}.")
        _drop(plan.plan, number, {"status"})


def _is(change: Change, referral: int) -> bool:
    return (change.record, change.record_id, change.action) == (REFERRAL.key, referral, Action.UPDATE)


def _following(
    connection: Connection, plan: Plan, answers: Mapping[int, str], statuses: Mapping[int, str], day: dt.date
) -> Plan:
    """Return a plan with the moves that its answers and statuses mean."""
    whole = replace(plan, changes=list(plan.changes), _new=plan._new.copy())
    book, words = referral_statuses.ReferralLedger(connection, {**answers, **statuses}, day), StatusWords(connection)
    meant = {n: words.meaning(book.rows[n]["partner"], word) for n, word in answers.items() if n in book.rows}
    for number, status in {**meant, **statuses}.items():
        if status and number in book.rows and book.allowed(number, status):
            book.move(whole, referral_statuses.StatusMove(number, status))
    return whole


def _came_back(connection: Connection, plan: Plan, referrals: Iterable[int], day: dt.date) -> None:
    """Note of the hand-offs that a sheet is about that they came back."""
    numbers = {r["handoff"] for r in query.read_rows(connection, REFERRAL, referrals, ("handoff",)) if r["handoff"]}
    for row in query.read_rows(connection, HANDOFF, sorted(numbers)):
        wanted: dict[str, Value] = {"returned_on": day.isoformat()}
        if row.get("status") in (None, "written", "sent"):
            wanted["status"] = "returned"
        moved = {k: (row.get(k), v) for k, v in wanted.items() if row.get(k) != v}
        if moved and plan.changes:
            plan.changes.append(Change(HANDOFF.key, row["id"], Action.UPDATE, moved))


def tell(connection: Connection, plan: ImportPlan) -> None:
    """Say at each row what its answer means, and of the whole sheet what is unknown and who is missing."""
    answers = _answers(plan.plan)
    book, words = referral_statuses.ReferralLedger(connection, answers, dt.date.today()), StatusWords(connection)
    rows = {r.record_id: r for r in plan.rows if r.record == REFERRAL.key and r.record_id in answers}
    unknown: dict[tuple[str, str], int] = {}
    for number, outcome in rows.items():
        assert number is not None
        row, word = book.rows.get(number), answers[number]
        if row is None:
            continue
        status = words.meaning(row["partner"], word)
        if status is None:
            key = (str(book.partners[row["partner"]]["name"]), word)
            unknown[key] = unknown.get(key, 0) + 1
        elif book.allowed(number, status):
            outcome.sentence = f"Status becomes {referral_statuses.status_term(status).label}; {outcome.sentence}"
        elif (row.get("status") or referral_statuses.PROPOSED) != status:
            now, wanted = (referral_statuses.status_term(s).label for s in (row.get("status"), status))
            told = f"{word} is noted, but the status stays: {now} cannot become {wanted}."
            _problem(plan, outcome, word, told)
    for (name, word), people in unknown.items():
        plan.notes.append(
            f"{name} writes “{word}” for {people} {'person' if people == 1 else 'people'}; nobody has said what that "
            f'means. Say it once: Connect > Words of partners, or: coordinator words "{name}" "{word}=Accepted"'
        )
    _left_out(connection, plan, answers)


def _problem(plan: ImportPlan, outcome: RowOutcome, value: str, told: str) -> None:
    problem = Problem(plan.file, outcome.sheet, outcome.number, REFERRAL.by_key[ANSWER].label, value, told)
    outcome.problems.append(problem)
    plan.problems.append(problem)


def _left_out(connection: Connection, plan: ImportPlan, answered: Iterable[int]) -> None:
    """List those of the hand-off whom the sheet says nothing about: without an answer, or not in it at all."""
    there = {r.record_id for r in plan.rows if r.record == REFERRAL.key and r.what is not What.REJECTED}
    numbers = [n for n in there if n and n > 0]
    handoffs = {r["handoff"] for r in query.read_rows(connection, REFERRAL, numbers, ("handoff",)) if r["handoff"]}
    of_them = query.ids_by_values(connection, REFERRAL, "handoff", handoffs)
    ids = {i for found in of_them.values() for i in found}
    missing, away = unanswered(connection, ids - set(answered)), unanswered(connection, ids - set(numbers))
    if missing:
        names = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        gone = f" {len(away)} of them {'is' if len(away) == 1 else 'are'} not in the sheet." if away else ""
        plan.notes.append(f"Still unanswered: {names}.{gone}")


def unanswered(connection: Connection, referrals: Iterable[int]) -> list[str]:
    """Return the names of those of some referrals whom the partner has said nothing about."""
    rows = query.read_rows(connection, REFERRAL, sorted(referrals))
    waiting = [r["candidate"] for r in rows if r.get("status") in (referral_statuses.SENT, referral_statuses.NO_ANSWER)]
    return sorted(query.titles(connection, CANDIDATE, waiting).values())


def plan_no_answer(connection: Connection, handoff: int, *, day: dt.date | None = None) -> Plan:
    """Plan to note as unanswered whom a partner said nothing about though its clock has run out.

    Raises:
        UserError: the hand-off is not there.
    """
    from coordinator.partners.handoffs import find_handoff

    row = find_handoff(connection, handoff)
    today = day or dt.date.today()
    ids = query.ids_by_values(connection, REFERRAL, "handoff", [handoff]).get(handoff, [])
    late = [
        r["id"]
        for r in query.read_rows(connection, REFERRAL, ids)
        if r.get("status") == referral_statuses.SENT and (r.get("due_on") or "9999") < today.isoformat()
    ]
    name = query.titles(connection, PARTNER, [row["partner"]]).get(row["partner"], "")
    moves = [referral_statuses.StatusMove(number, referral_statuses.NO_ANSWER) for number in late]
    return referral_statuses.plan_moves(
        connection, moves, day=today, title=f"No answer of {name} for {len(late)} people"
    )
