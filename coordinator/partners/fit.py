"""Fit: whether a partner takes a person, and how well they fit, with reasons in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.base.folding import fold_word
from coordinator.partners.candidate_facts import Person
from coordinator.partners.rule_judgments import Judgment, judge
from coordinator.partners.rules import Condition, Offer, ProgrammeOffer, for_state, in_force
from coordinator.records.vocabularies import vocabulary

WISHED = 100
"""Points for a partner the person asked for by name."""
SERVICE = 10
"""Points for each wish the partner offers to meet."""
NEARBY = 5
"""Points for a partner that serves only their state, or a few."""
FEW_STATES = 10


@dataclass(frozen=True, slots=True)
class Room:
    """A partner's remaining places.

    Attributes:
        free: how many; None: no limit.
        words: the places in words; empty if there is no limit.
        programme: number of the next programme with a place.
    """

    free: int | None
    words: str = ""
    programme: int | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one partner fits one person.

    Attributes:
        verdict: the verdict of its rules.
        reasons: what is in its favor, in words; the places come last.
        against: what rules it out.
        unknown: open questions that would decide.
        full: its rules allow it, but no places are left.
        points: score of the fit.
    """

    partner: int
    name: str
    verdict: Judgment
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]
    full: bool
    points: int
    room: Room

    @property
    def fits(self) -> bool:
        """Whether it takes them now."""
        return self.verdict is Judgment.FITS and not self.full

    @property
    def sentence(self) -> str:
        """Everything above on one line."""
        if self.verdict is Judgment.DOES_NOT:
            return "; ".join(self.against)
        asked = tuple(f"ask: {u}" for u in self.unknown)
        return "; ".join((*self.reasons, *asked)) or "takes everybody"


def room(offer: Offer, day: dt.date) -> Room:
    """Return a partner's remaining places on a day: this month's, and those of open programmes."""
    month = day.strftime("%B")
    left = None if offer.capacity is None else max(offer.capacity - offer.taken, 0)
    words = "" if left is None else f"{left} of {offer.capacity} places left in {month}"
    open_ = sorted((p for p in offer.programmes if p.is_open(day)), key=_soonest)
    with_place = [p for p in open_ if p.free is None or p.free > 0]
    nearest = with_place[0] if with_place else None
    course = _course(nearest) if nearest else ""
    if not offer.by_programme:
        return Room(left, "; ".join(w for w in (words, course) if w), nearest.record_id if nearest else None)
    if nearest is None:
        return Room(0, "no programme is open" if not open_ else "no place left in an open programme")
    free = None if any(p.free is None for p in with_place) else sum(p.free or 0 for p in with_place)
    bounds = [n for n in (left, free) if n is not None]
    return Room(min(bounds) if bounds else None, "; ".join(w for w in (words, course) if w), nearest.record_id)


def _soonest(programme: ProgrammeOffer) -> tuple[str, int]:
    return (programme.deadline or programme.starts_on or "9999", programme.record_id)


def _course(programme: ProgrammeOffer) -> str:
    parts = [f"next: {programme.name}"]
    if programme.deadline:
        parts.append(f"apply by {shown_day(programme.deadline)}")
    if programme.free is not None:
        parts.append(f"{programme.free} of {programme.places} places left")
    return ", ".join(parts)


def shown_day(iso: str) -> str:
    """Return a day for display, such as 14 Nov 2026."""
    day = dt.date.fromisoformat(iso[:10])
    return f"{day.day} {day:%b %Y}"


@dataclass(frozen=True, slots=True)
class Standing:
    """A partner on one day.

    Attributes:
        rules: the rules in force.
        by_state: some rules apply only to certain states.
        folded: its name, without case and punctuation.
        near: it serves only a few states.
    """

    offer: Offer
    rules: tuple[Condition, ...]
    by_state: bool
    folded: str
    near: bool
    room: Room


def stand(offer: Offer, day: dt.date) -> Standing:
    """Return a partner's standing on a day."""
    rules = tuple(in_force(offer.rules, day))
    covered = [r for r in rules if r.kind == "states" and not r.excludes and not r.in_states]
    near = any(len(r.terms) <= FEW_STATES for r in covered)
    return Standing(offer, rules, any(r.in_states for r in rules), fold_word(offer.name), near, room(offer, day))


def fit(standing: Standing, person: Person) -> Fit:
    """Return a partner's fit for a person, by its rules and places."""
    reasons: list[str] = []
    against = list(_before_rules(standing, person))
    unknown: list[str] = []
    rules = for_state(standing.rules, person.state) if standing.by_state else standing.rules
    for rule in rules:
        finding = judge(rule, person)
        where = {Judgment.FITS: reasons, Judgment.DOES_NOT: against, Judgment.UNKNOWN: unknown}[finding.verdict]
        if finding.words and finding.words not in where:
            where.append(finding.words)
    if person.state is None and standing.by_state and "state" not in unknown:
        unknown.append("state")
    verdict = Judgment.DOES_NOT if against else Judgment.UNKNOWN if unknown else Judgment.FITS
    places, offer = standing.room, standing.offer
    gained, points = _wishes(standing, person)
    full = places.free == 0
    told = (places.words,) if places.words else ()
    return Fit(
        offer.record_id,
        offer.name,
        verdict,
        (*reasons, *gained, *told),
        tuple(against),
        tuple(unknown),
        full,
        points,
        places,
    )


def _before_rules(standing: Standing, person: Person) -> Iterable[str]:
    if not standing.offer.accepting:
        yield "takes nobody now"
    if "none" in person.levels:
        yield "does not want to run"
    if standing.folded in person.unwanted:
        yield "does not want to be passed on to them"


def _wishes(standing: Standing, person: Person) -> tuple[list[str], int]:
    """Return the reasons for a partner beyond its rules, with their points."""
    words: list[str] = []
    points = 0
    if standing.folded in person.wanted:
        words.append("asked for by name")
        points += WISHED
    if common := standing.offer.services & person.wishes:
        names = ", ".join(t.label.lower() for t in vocabulary("services").terms if t.code in common)
        words.append(f"offers what they wish for: {names}")
        points += SERVICE * len(common)
    if standing.near:
        points += NEARBY
    return words, points


def ranked(fits: Iterable[Fit]) -> list[Fit]:
    """Return partners in the order they are offered: those that fit, best first, then those that may."""
    order = {Judgment.FITS: 0, Judgment.UNKNOWN: 1, Judgment.DOES_NOT: 2}
    return sorted(fits, key=lambda f: (order[f.verdict], f.full, -f.points, -_share(f), f.name, f.partner))


def _share(fit_: Fit) -> float:
    """Return how empty a partner is, so that equally good partners share the load."""
    return 1e9 if fit_.room.free is None else float(fit_.room.free)


def suggest(standings: Sequence[Standing], person: Person) -> list[Fit]:
    """Return all partners for one person, best first."""
    return ranked(fit(standing, person) for standing in standings)
