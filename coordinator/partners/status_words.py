"""Words: what a partner means by its own words for a status; learned when a sheet comes back, asked once."""

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
        if said := self._said.get((partner, fold_word(word))):
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
