"""A partner's answers: importing them, from our sheet or its own, into the ledger."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.naming_some import name_some, so_many_people
from coordinator.changes.change_set import Action, Change, differing
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportPlan, RowOutcome, What
from coordinator.importing.problems import Problem
from coordinator.importing.steps import ImportStep
from coordinator.partners.referral_ledger import ReferralLedger, StatusMove, plan_moves
from coordinator.partners.referral_statuses import NO_ANSWER, PROPOSED, SENT, status_term
from coordinator.partners.status_words import StatusWords
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import Value, as_number, plain_text
from coordinator.store import query

ANSWER = "answer"


class KeptToTheLedger(ImportStep):
    """Accepts statuses typed into a list of referrals only if the ledger allows the move."""

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Skip statuses that cannot follow, and say why."""
        if _has_referrals(result):
            _keep_to_the_ledger(connection, result)

    def applying(self, connection: Connection, result: ImportPlan, plan: Plan) -> None:
        """Refuse choices at conflicts that cannot follow.

        Raises:
            UserError: a status was chosen that cannot follow; the text says which can.
        """
        _refuse_chosen(connection, plan, dt.date.today())


class PartnerAnswers(ImportStep):
    """Imports partners' answers and everything that follows from them."""

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Report on each row what its answer means."""
        if _has_referrals(result):
            tell(connection, result)

    def applying(self, connection: Connection, result: ImportPlan, plan: Plan) -> None:
        """Add what follows from answers and statuses: status, due date, stage, and which hand-offs came back."""
        today = dt.date.today()
        answers, statuses = _answers(plan), _statuses(plan)
        seen = [r.record_id for r in result.rows if r.record == REFERRAL.key and r.record_id and r.record_id > 0]
        if answers or seen:
            _follow(connection, plan, answers, statuses, today)
            _came_back(connection, plan, seen, today)


def _has_referrals(result: ImportPlan) -> bool:
    return result.plan.kind == "return" and any(s.record == REFERRAL.key for s in result.sheets)


def _answers(plan: Plan) -> dict[int, str]:
    """Return the answers a plan writes: referral → word."""
    return {
        c.record_id: plain_text(c.fields[ANSWER][1])
        for c in plan.decided()
        if c.record == REFERRAL.key and c.action is Action.UPDATE and ANSWER in c.fields and c.fields[ANSWER][1]
    }


def _added(plan: Plan) -> list[Mapping[str, Value]]:
    """Return the referrals that a plan makes: of people whom the partner added."""
    made = (c for c in plan.changes if c.record == REFERRAL.key and c.action is Action.CREATE)
    return [{key: after for key, (_, after) in change.fields.items()} for change in made]


def _statuses(plan: Plan) -> dict[int, str]:
    """Return the statuses a plan writes directly: referral → code."""
    return {
        c.record_id: str(c.fields["status"][1] or PROPOSED)
        for c in plan.decided()
        if c.record == REFERRAL.key and c.action is Action.UPDATE and "status" in c.fields
    }


def _drop(plan: Plan, referral: int, keys: set[str]) -> None:
    """Remove fields of a referral from a plan."""
    kept = [
        c._replace(fields={k: v for k, v in c.fields.items() if k not in keys}) if _is(c, referral) else c
        for c in plan.changes
    ]
    plan.changes[:] = [c for c in kept if not _is(c, referral) or c.fields]


def _keep_to_the_ledger(connection: Connection, result: ImportPlan) -> None:
    """Skip statuses typed into a list of referrals that cannot follow; say why."""
    statuses = _statuses(result.plan)
    asked = [c for c in result.plan.conflicts if (c.record, c.field) == (REFERRAL.key, "status")]
    statuses |= {c.record_id: str(c.theirs or PROPOSED) for c in asked}
    book = ReferralLedger(connection, statuses, dt.date.today())
    rows = {r.record_id: r for r in result.rows if r.record == REFERRAL.key}
    for number, status in statuses.items():
        if number not in book.rows or book.allowed(number, status):
            continue
        now, wanted = (status_term(s).label for s in (book.rows[number].get("status"), status))
        outcome = rows[number]
        outcome.fields = [f for f in outcome.fields if f.key != "status"]
        outcome.conflicts = [c for c in outcome.conflicts if c.field != "status"]
        result.plan.conflicts = [c for c in result.plan.conflicts if c not in asked or c.record_id != number]
        outcome.what = _what(outcome)
        outcome.sentence = "The status stays as it is"
        _problem(result, outcome, wanted, f"The status stays: {now} cannot become {wanted}.")
        _drop(result.plan, number, {"status"})


def _what(outcome: RowOutcome) -> What:
    if outcome.conflicts:
        return What.CONFLICT
    return What.CHANGED if outcome.fields else What.UNCHANGED


def _is(change: Change, referral: int) -> bool:
    return (change.record, change.record_id, change.action) == (REFERRAL.key, referral, Action.UPDATE)


def _refuse_chosen(connection: Connection, plan: Plan, day: dt.date) -> None:
    """Refuse a status chosen at a conflict that cannot follow."""
    chosen = {
        c.record_id: str(c.after or PROPOSED)
        for c in plan.conflicts
        if (c.record, c.field) == (REFERRAL.key, "status") and c.answer is Resolution.TAKE and c.after != c.ours
    }
    book = ReferralLedger(connection, chosen, day)
    told = [book.refusal(number, status) for number, status in chosen.items() if number in book.rows]
    if refused := [sentence for sentence in told if sentence]:
        raise UserError("\n".join(refused[:5]))


def _follow(
    connection: Connection, plan: Plan, answers: Mapping[int, str], statuses: Mapping[int, str], day: dt.date
) -> None:
    """Add the moves implied by a plan's answers and statuses."""
    book, words = ReferralLedger(connection, {**answers, **statuses}, day), StatusWords(connection)
    meant = {n: words.meaning(book.rows[n]["partner"], word) for n, word in answers.items() if n in book.rows}
    for number, status in {**meant, **statuses}.items():
        if status and number in book.rows and book.allowed(number, status):
            book.move(plan, StatusMove(number, status, _written(plan, number)))


def _written(plan: Plan, referral: int) -> dict[str, Value]:
    """Return what else a plan writes into a referral besides its status; that is kept as written."""
    return {
        key: after
        for change in plan.decided()
        if _is(change, referral)
        for key, (_, after) in change.fields.items()
        if key != "status"
    }


def _came_back(connection: Connection, plan: Plan, referrals: Iterable[int], day: dt.date) -> None:
    """Note that the hand-offs in a sheet came back."""
    numbers = {r["handoff"] for r in query.read_rows(connection, REFERRAL, referrals, ("handoff",)) if r["handoff"]}
    for row in query.read_rows(connection, HANDOFF, sorted(numbers)):
        wanted: dict[str, Value] = {"returned_on": day.isoformat()}
        if row.get("status") in (None, "written", "sent"):
            wanted["status"] = "returned"
        moved = differing(row, wanted)
        if moved and plan.changes:
            plan.changes.append(Change(HANDOFF.key, row["id"], Action.UPDATE, moved))


def tell(connection: Connection, plan: ImportPlan) -> None:
    """Report on each row what its answer means, and for the whole sheet what is unknown and who is missing."""
    answers = _answers(plan.plan)
    book, words = ReferralLedger(connection, answers, dt.date.today()), StatusWords(connection)
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
            outcome.sentence = f"Status becomes {status_term(status).label}; {outcome.sentence}"
        elif (row.get("status") or PROPOSED) != status:
            now, wanted = (status_term(s).label for s in (row.get("status"), status))
            told = f"{word} is noted, but the status stays: {now} cannot become {wanted}."
            _problem(plan, outcome, word, told)
    for values in _added(plan.plan):
        word, partner = plain_text(values.get(ANSWER) or ""), as_number(values["partner"]) or 0
        if word and words.meaning(partner, word) is None:
            key = (query.titles(connection, PARTNER, [partner])[partner], word)
            unknown[key] = unknown.get(key, 0) + 1
    plan.unknown_words = len(unknown)
    for name in dict.fromkeys(name for name, _ in unknown):
        said = [(word, number) for (partner, word), number in unknown.items() if partner == name]
        unclear = [f"“{word}” for {so_many_people(number)}" for word, number in said]
        plan.notes.append(
            f"{name} writes {name_some(unclear, 5)}; nobody has said what that means. It is noted, and the status "
            "stays until somebody says it, once: Connect > Words of partners asks."
        )
    _left_out(connection, plan, answers)


def _problem(plan: ImportPlan, outcome: RowOutcome, value: str, told: str) -> None:
    problem = Problem(plan.file, outcome.sheet, outcome.number, REFERRAL.by_key[ANSWER].label, value, told)
    outcome.problems.append(problem)
    plan.problems.append(problem)


def _left_out(connection: Connection, plan: ImportPlan, answered: Iterable[int]) -> None:
    """List the people in the hand-off who have no answer in the sheet or are missing from it."""
    there = {r.record_id for r in plan.rows if r.record == REFERRAL.key and r.what is not What.REJECTED}
    numbers = [n for n in there if n and n > 0]
    handoffs = {r["handoff"] for r in query.read_rows(connection, REFERRAL, numbers, ("handoff",)) if r["handoff"]}
    of_them = query.ids_by_values(connection, REFERRAL, "handoff", handoffs)
    ids = {i for found in of_them.values() for i in found}
    missing, away = unanswered(connection, ids - set(answered)), unanswered(connection, ids - set(numbers))
    if missing:
        gone = f" {len(away)} of them {'is' if len(away) == 1 else 'are'} not in the sheet." if away else ""
        plan.notes.append(f"Still unanswered: {name_some(missing, 5)}.{gone}")


def unanswered(connection: Connection, referrals: Iterable[int]) -> list[str]:
    """Return the names of people in these referrals the partner has not answered about."""
    rows = query.read_rows(connection, REFERRAL, sorted(referrals))
    waiting = [r["candidate"] for r in rows if r.get("status") in (SENT, NO_ANSWER)]
    return sorted(query.titles(connection, CANDIDATE, waiting).values())


def plan_no_answer(connection: Connection, handoff: int, *, day: dt.date | None = None) -> Plan:
    """Plan to mark people as unanswered if the partner said nothing about them by its deadline.

    Raises:
        UserError: the hand-off does not exist.
    """
    from coordinator.partners.handoffs import find_handoff

    row = find_handoff(connection, handoff)
    today = day or dt.date.today()
    ids = query.ids_by_values(connection, REFERRAL, "handoff", [handoff]).get(handoff, [])
    late = [
        r["id"]
        for r in query.read_rows(connection, REFERRAL, ids)
        if r.get("status") == SENT and (r.get("due_on") or "9999") < today.isoformat()
    ]
    name = query.titles(connection, PARTNER, [row["partner"]]).get(row["partner"], "")
    moves = [StatusMove(number, NO_ANSWER) for number in late]
    return plan_moves(connection, moves, day=today, title=f"No answer of {name} for {so_many_people(len(late))}")
