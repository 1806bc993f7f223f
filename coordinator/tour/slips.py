"""Slips: filled-in forms and lines on paper, before they become sign-ups."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """Where slips come from.

    Attributes:
        name: name of the source; it is made where there is none.
        kind: code of its kind: `form`, `sheet`, …
        event: number of the tour event that the slips name themselves, or None.
    """

    name: str
    kind: str
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """One filled-in form, or one line on paper.

    Attributes:
        origin: where it comes from.
        key: what tells it from all others of its source.
        answers: key of a box → what was written, as it came.
        at: ISO instant at which it was filled in, or None.
        beside: what else is known and kept with it: the code of a link, the language.
        came_in: where it can be found again: `sheet 3, line 7`; or "".
    """

    origin: Origin
    key: str
    answers: Mapping[str, str]
    at: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    came_in: str = ""
