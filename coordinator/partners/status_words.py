"""What a partner means by its own words for a status; asked once, when a sheet comes back, then remembered."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.records.catalog import PARTNER, PARTNER_WORD, REFERRAL
from coordinator.records.kinds import plain_text
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """An unexplained word in a partner's answers.

    Attributes:
        people: number of referrals with it.
        likely: the status it probably means, or None.
    """

    partner: int
    name: str
    word: str
    people: int
    likely: str | None


class StatusWords:
    """The meaning of partners' words: as explained, or else from our own words and their synonyms."""

    def __init__(self, connection: Connection) -> None:
        self._said: dict[tuple[int, str], str] = {}
        self.of_partner: dict[int, list[str]] = {}
        for row in query.read_rows(connection, PARTNER_WORD, query.select_ids(connection, PARTNER_WORD)):
            self._said[row["partner"], row["folded"]] = row["status"]
            self.of_partner.setdefault(row["partner"], []).append(row["word"])

    def meaning(self, partner: int, word: str) -> str | None:
        """Return the status a partner's word means; None: it has to be asked."""
        if said := self._said.get((partner, fold_word(word))):
            return said
        term = vocabulary("referral_status").find(word)
        return term.code if term else None


def unknown_words(connection: Connection) -> list[UnknownWord]:
    """Return the unexplained words in answers, most frequent first."""
    words = StatusWords(connection)
    rows = query.read_rows(
        connection, REFERRAL, query.select_ids(connection, REFERRAL, "answer is not empty"), ("partner", "answer")
    )
    said = [(r["partner"], r["answer"] or "") for r in rows]
    found = Counter((partner, plain_text(word)) for partner, word in said if not words.meaning(partner, word))
    names = query.titles(connection, PARTNER, {partner for partner, _ in found})
    return [
        UnknownWord(partner, names.get(partner, ""), word, people, likely(word))
        for (partner, word), people in found.most_common()
    ]


def likely(word: str) -> str | None:
    """Return the status a word probably means."""
    term = vocabulary("referral_status").suggest(word)
    return term.code if term else None
