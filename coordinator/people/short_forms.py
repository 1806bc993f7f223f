"""The short forms of first names that a campaign adds to those of the lists."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.changes.campaign_settings import chosen
from coordinator.records.kinds import as_list
from coordinator.records.short_forms import Grade, Pair, grade_of

KEY = "short_forms"
"""The setting under which a campaign keeps its own."""
PAIRS = "pairs"
"""Where they stand in it: a list of `Chita=Xóchitl`."""
SIGN = "="


@dataclass(frozen=True, slots=True)
class OwnForms:
    """The short forms that a campaign added.

    Attributes:
        pairs: the two names of each, folded.
    """

    pairs: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, connection: Connection) -> "OwnForms":
        """Return the campaign's own."""
        return cls(frozenset(map(folded_pair, own_pairs(connection))))

    def has(self, a: str, b: str) -> bool:
        """Return whether the campaign added two folded first names."""
        return frozenset((a, b)) in self.pairs

    def grade(self, a: str, b: str) -> Grade:
        """Return how sure it is that two folded first names, which are not equal, can be one person's."""
        return Grade.SURE if self.pairs and self.has(a, b) else grade_of(a, b)


NO_OWN = OwnForms()


def own_pairs(connection: Connection) -> list[tuple[str, str]]:
    """Return the campaign's own short forms as written: what somebody is called, and the name that it stands for."""
    pairs = (str(pair).partition(SIGN) for pair in as_list(chosen(connection, KEY).get(PAIRS)))
    return [(short, name) for short, _, name in pairs]


def folded_pair(pair: tuple[str, str]) -> Pair:
    """Return two names, folded, in no order."""
    return frozenset(map(fold_word, pair))
