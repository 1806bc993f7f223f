"""The effect of connecting a list of people: who would go where, and who would not and why."""

from collections import Counter
from dataclasses import dataclass, field

from coordinator.changes.plan import Plan
from coordinator.partners.partner_book import PartnerBook


@dataclass(frozen=True, slots=True)
class Placement:
    """A person and the partner found for them.

    Attributes:
        why: the reasons, on one line.
        programme: number of the programme they would join, or None.
    """

    candidate: int
    title: str
    partner: int
    why: str
    programme: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A person left without a partner.

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
    """The effect of connecting a list of people.

    Attributes:
        plan: the change set to apply.
        placed: who would go where.
        left: who would be left without a partner, and why.
        book: the partners considered.
    """

    plan: Plan
    book: PartnerBook
    placed: list[Placement] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def by_partner(self) -> dict[int, int]:
        """Partner → number of people who would be passed on to it, most first."""
        return dict(Counter(p.partner for p in self.placed).most_common())
