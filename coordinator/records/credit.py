"""Credit: which stop brought which people, by explicit rules. Nothing here reads or writes a campaign.

A sign-up touches the stop that it names; otherwise the one whose code it carries; otherwise the one that its source
belongs to; otherwise the nearest one in time and place within reach; otherwise none. A person's touches are credited
by the rule in force: to the first, to the last, or each to its own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordinator.base.folding import fold_case
from coordinator.records.places import CENTROIDS, Centroids, Point, miles


class CreditRule(StrEnum):
    """Which stop gets a person's sign-ups."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"

    @property
    def words(self) -> str:
        """The text shown next to every figure."""
        return _WORDS[self]


_WORDS = {
    CreditRule.FIRST: "first touch: all sign-ups of a person count for the first stop that they touched",
    CreditRule.LAST: "last touch: all sign-ups of a person count for the last stop that they touched",
    CreditRule.ALL: "all touches: each sign-up counts for its own stop",
}


class Why(StrEnum):
    """What makes a sign-up touch a stop."""

    NAMED = "named"
    CODE = "code"
    SOURCE = "source"
    PLACE = "time and place"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reach:
    """How near in time and place a sign-up must be to a stop that it does not name.

    Attributes:
        miles: distance between the centers of the two postcodes.
        before, after: hours before the stop begins and after it ends.
    """

    miles: float = 60.0
    before: float = 6.0
    after: float = 48.0

    def around(self, begins: dt.datetime, ends: dt.datetime) -> tuple[str, str]:
        """Return the first and last moment at which a sign-up is near a stop, UTC as ISO text."""
        return _text(begins - dt.timedelta(hours=self.before)), _text(ends + dt.timedelta(hours=self.after))


@dataclass(frozen=True, slots=True)
class CreditStop:
    """What crediting needs to know about a tour event.

    Attributes:
        codes: what links call it, folded.
        begins, ends: in UTC; None without a date.
        point: where it is.
        draws: it took or takes place, so people come on their own.
    """

    number: int
    codes: tuple[str, ...] = ()
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    point: Point | None = None
    draws: bool = True


@dataclass(frozen=True, slots=True)
class SignUpFacts:
    """What crediting needs to know about a sign-up.

    Attributes:
        named: the stop that it names.
        of_source: the stop that its source belongs to.
        codes: source and UTM codes that it carries, the most specific first.
        at: when, UTC as ISO text.
        rsvp: it only says that the person will come.
    """

    number: int
    candidate: int
    named: int | None = None
    of_source: int | None = None
    codes: tuple[str, ...] = ()
    at: str | None = None
    postcode: str | None = None
    rsvp: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """What one sign-up touches.

    Attributes:
        event: the stop, or None.
        why: what made it touch the stop.
        at: when, UTC as ISO text; the stop's time if the sign-up has none.
        credited: the stop that it counts for under the rule in force.
    """

    sign_up: int
    candidate: int
    event: int | None
    why: Why
    at: str
    rsvp: bool = False
    credited: int | None = None


class Credit:
    """Credits sign-ups to stops.

    Attributes:
        ambiguous: codes shared by more than one stop, with those stops; they credit nothing.
    """

    def __init__(
        self,
        stops: Sequence[CreditStop],
        reach: Reach = Reach(),  # noqa: B008 - it is frozen
        codes: Mapping[str, int] | Iterable[tuple[str, int]] = (),
        centroids: Centroids = CENTROIDS,
    ) -> None:
        self._stops = {s.number: s for s in stops}
        self._reach = reach
        self._centroids = centroids
        by_code: dict[str, set[int]] = defaultdict(set)
        pairs = codes.items() if isinstance(codes, Mapping) else codes
        for code, number in [*((c, s.number) for s in stops for c in s.codes), *pairs]:
            if number in self._stops:
                by_code[fold_case(code)].add(number)
        self._by_code = {code: next(iter(found)) for code, found in by_code.items() if len(found) == 1}
        self.ambiguous = {code: sorted(found) for code, found in by_code.items() if len(found) > 1}
        self._windows = [
            (*reach.around(s.begins, s.ends), s) for s in stops if s.draws and s.begins and s.ends and s.point
        ]

    def touch(self, sign_up: SignUpFacts) -> Touch:
        """Return which stop a sign-up touches on its own, and why."""
        event, why = self._found(sign_up)
        at = sign_up.at or self._when(event)
        return Touch(sign_up.number, sign_up.candidate, event, why, at, sign_up.rsvp, event)

    def _found(self, sign_up: SignUpFacts) -> tuple[int | None, Why]:
        if sign_up.named in self._stops:
            return sign_up.named, Why.NAMED
        for code in sign_up.codes:
            if (event := self._by_code.get(fold_case(code))) is not None:
                return event, Why.CODE
        if sign_up.of_source in self._stops:
            return sign_up.of_source, Why.SOURCE
        nearest = self._nearest(sign_up)
        return (nearest, Why.PLACE) if nearest is not None else (None, Why.NONE)

    def _when(self, event: int | None) -> str:
        begins = self._stops[event].begins if event is not None else None
        return _text(begins) if begins else ""

    def _nearest(self, sign_up: SignUpFacts) -> int | None:
        if not sign_up.at or not sign_up.postcode:
            return None
        open_ = [stop for begins, ends, stop in self._windows if begins <= sign_up.at <= ends]
        here = self._centroids.of(sign_up.postcode) if open_ else None
        if here is None:
            return None
        within = [
            (d, stop.number) for stop in open_ if stop.point and (d := miles(here, stop.point)) <= self._reach.miles
        ]
        return min(within)[1] if within else None


def _text(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def credit(touches: Iterable[Touch], rule: CreditRule) -> list[Touch]:
    """Return the touches with the stop that each counts for under a rule.

    By first (last) touch, all sign-ups of a person count for the first (last) stop that the person
    touched, including sign-ups that touch none; a person who touched no stop counts for none.
    """
    if rule is CreditRule.ALL:
        return list(touches)
    every = list(touches)
    chosen: dict[int, Touch] = {}
    for touch in every:
        if touch.event is None:
            continue
        best = chosen.get(touch.candidate)
        if best is None or _earlier(touch, best) is (rule is CreditRule.FIRST):
            chosen[touch.candidate] = touch
    return [
        Touch(t.sign_up, t.candidate, t.event, t.why, t.at, t.rsvp, mine.event)
        if (mine := chosen.get(t.candidate)) is not None
        else t
        for t in every
    ]


def _earlier(a: Touch, b: Touch) -> bool:
    """Order by time; touches without a time come after the others, in their original order."""
    return (a.at or "~", a.sign_up) < (b.at or "~", b.sign_up)
