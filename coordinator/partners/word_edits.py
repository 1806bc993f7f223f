"""Learning partners' words: stores what a word means and updates the referrals that hold it."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.referral_ledger import ReferralLedger, StatusMove
from coordinator.records.catalog import PARTNER, PARTNER_WORD, REFERRAL
from coordinator.records.kinds import plain_text
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_words(
    connection: Connection, partner: int, meanings: Mapping[str, str], *, day: dt.date | None = None
) -> Plan:
    """Plan to store what a partner's words mean and set the status of the referrals that hold them.

    Args:
        connection: an open connection.
        partner: the partner that uses them.
        meanings: word → status code.
        day: the day the statuses count as reached; None: today.

    Raises:
        UserError: a status does not exist, or a word is empty.
    """
    there = {
        (r["partner"], r["folded"]): r
        for r in query.read_rows(connection, PARTNER_WORD, query.select_ids(connection, PARTNER_WORD))
    }
    plan = Plan("edit", "", head_of(connection))
    for word, status in meanings.items():
        if status not in vocabulary("referral_status").by_code:
            raise UserError(f"There is no status “{status}”.")
        if not fold_word(word):
            raise UserError("A word for a status has letters in it.")
        row = there.get((partner, fold_word(word)))
        if row is None:
            plan.create(
                PARTNER_WORD.key,
                {"partner": partner, "word": plain_text(word), "folded": fold_word(word), "status": status},
            )
        elif row["status"] != status:
            plan.update(PARTNER_WORD.key, row["id"], {"status": (row["status"], status)})
    _apply(connection, plan, partner, {fold_word(w): s for w, s in meanings.items()}, day or dt.date.today())
    names = ", ".join(f"“{w}” is {referral_statuses.status_term(s).label}" for w, s in list(meanings.items())[:3])
    plan.title = f"Words of {query.titles(connection, PARTNER, [partner]).get(partner, '')}: {names}"
    return plan


def _apply(connection: Connection, plan: Plan, partner: int, meanings: Mapping[str, str], day: dt.date) -> None:
    ids = query.ids_by_values(connection, REFERRAL, "partner", [partner]).get(partner, [])
    rows = query.read_rows(connection, REFERRAL, ids, ("answer", "status"))
    wanted = {
        r["id"]: meanings[fold_word(r["answer"])] for r in rows if r["answer"] and fold_word(r["answer"]) in meanings
    }
    book = ReferralLedger(connection, wanted, day)
    for number, status in wanted.items():
        if number in book.rows and book.allowed(number, status):
            book.move(plan, StatusMove(number, status))
