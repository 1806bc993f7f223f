"""What connecting a list of people would do: who would go where, and who would not and why."""

from collections import Counter
from dataclasses import dataclass, field

from coordinator.changes.plan import Plan
from coordinator.partners.partner_book import PartnerBook


@dataclass(frozen=True, slots=True)
class Placement:
    """Somebody with the partner that was found.

    Attributes:
        why: the reasons, in one line.
        programme: number of the programme that they go into, or None.
    """

    candidate: int
    title: str
    partner: int
    why: str
    programme: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody without a partner now.

    Attributes:
        kind: `consent`, `nobody`, `ask`, `full`, `with a partner` or `stage`.
        why: the reason in words.
    """

    candidate: int
    title: str
    kind: str
    why: str
    state: str | None = None
    party: str | None = None


@dataclass(slots=True)
class Batch:
    """What connecting a list of people would do.

    Attributes:
        plan: the change set that it would be.
        placed: who would go where.
        left: who would not, and why.
        book: the partners that were looked at.
    """

    plan: Plan
    book: PartnerBook
    placed: list[Placement] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def by_partner(self) -> dict[int, int]:
        """Partner → how many would be passed on to it, most first."""
        return dict(Counter(p.partner for p in self.placed).most_common())
