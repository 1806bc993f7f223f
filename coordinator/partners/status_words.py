"""Words: what a partner means by its own words for a status; learned when a sheet comes back, asked once."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.records.catalog import PARTNER, PARTNER_WORD, REFERRAL
from coordinator.records.kinds import plain_text
from coordinator.records.vocabularies import fold, vocabulary
from coordinator.store import query
from coordinator.store.campaign import head_of


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word in answers of a partner that nobody has explained.

    Attributes:
        people: how many referrals it stands at.
        likely: the status that it probably means, or None.
    """

    partner: int
    name: str
    word: str
    people: int
    likely: str | None


class StatusWords:
    """What the words of partners mean: what somebody said of them, else our own words and their synonyms."""

    def __init__(self, connection: Connection) -> None:
        self._said: dict[tuple[int, str], str] = {}
        self.of_partner: dict[int, list[str]] = {}
        for row in query.read_rows(connection, PARTNER_WORD, query.select_ids(connection, PARTNER_WORD)):
            self._said[row["partner"], row["folded"]] = row["status"]
            self.of_partner.setdefault(row["partner"], []).append(row["word"])

    def meaning(self, partner: int, word: str) -> str | None:
        """Return the status that a word of a partner means; None: it has to be asked."""
        if said := self._said.get((partner, fold(word))):
            return said
        term = vocabulary("referral_status").find(word)
        return term.code if term else None


def unknown_words(connection: Connection) -> list[UnknownWord]:
    """Return the words in answers that nobody has explained, most people first."""
    words = StatusWords(connection)
    rows = query.read_rows(
        connection, REFERRAL, query.select_ids(connection, REFERRAL, "answer is not empty"), ("partner", "answer")
    )
    found = Counter(
        (r["partner"], plain_text(r["answer"])) for r in rows if not words.meaning(r["partner"], r["answer"])
    )
    names = query.titles(connection, PARTNER, {partner for partner, _ in found})
    return [
        UnknownWord(partner, names.get(partner, ""), word, people, likely(word))
        for (partner, word), people in found.most_common()
    ]


def likely(word: str) -> str | None:
    """Return the status that a word probably means."""
    term = vocabulary("referral_status").suggest(word)
    return term.code if term else None


def plan_words(
    connection: Connection, partner: int, meanings: Mapping[str, str], *, day: dt.date | None = None
) -> Plan:
    """Plan to learn what words of a partner mean, and to give the referrals that hold them their status.

    Args:
        connection: any.
        partner: whose words.
        meanings: word → code of a status.
        day: the day on which the statuses count as reached; None: today.

    Raises:
        UserError: there is no such status, or a word is empty.
    """
    there = {
        (r["partner"], r["folded"]): r
        for r in query.read_rows(connection, PARTNER_WORD, query.select_ids(connection, PARTNER_WORD))
    }
    plan = Plan("edit", "", head_of(connection))
    for word, status in meanings.items():
        if status not in vocabulary("referral_status").by_code:
            raise UserError(f"There is no status “{status}”.")
        if not fold(word):
            raise UserError("A word for a status has letters in it.")
        row = there.get((partner, fold(word)))
        if row is None:
            plan.create(
                PARTNER_WORD.key,
                {"partner": partner, "word": plain_text(word), "folded": fold(word), "status": status},
            )
        elif row["status"] != status:
            plan.update(PARTNER_WORD.key, row["id"], {"status": (row["status"], status)})
    _apply(connection, plan, partner, {fold(w): s for w, s in meanings.items()}, day or dt.date.today())
    names = ", ".join(f"“{w}” is {referral_statuses.status_term(s).label}" for w, s in list(meanings.items())[:3])
    plan.title = f"Words of {query.titles(connection, PARTNER, [partner]).get(partner, '')}: {names}"
    return plan


def _apply(connection: Connection, plan: Plan, partner: int, meanings: Mapping[str, str], day: dt.date) -> None:
    ids = query.ids_by_values(connection, REFERRAL, "partner", [partner]).get(partner, [])
    rows = query.read_rows(connection, REFERRAL, ids, ("answer", "status"))
    wanted = {r["id"]: meanings[fold(r["answer"])] for r in rows if r["answer"] and fold(r["answer"]) in meanings}
    book = referral_statuses.ReferralLedger(connection, wanted, day)
    for number, status in wanted.items():
        if number in book.rows and book.allowed(number, status):
            book.move(plan, referral_statuses.StatusMove(number, status))
