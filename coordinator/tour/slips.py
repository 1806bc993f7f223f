"""Slips: filled-in forms and lines on paper, before they become sign-ups."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """Where slips come from.

    Attributes:
        name: name of the source, created if it does not exist.
        kind: code of its kind: `form`, `sheet`, …
        event: number of the tour event named by the slips themselves, or None.
    """

    name: str
    kind: str
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """One filled-in form, or one line on paper.

    Attributes:
        origin: where it comes from.
        key: unique within its source.
        answers: box key → text as received.
        at: ISO timestamp when it was filled in, or None.
        beside: other data kept with it, such as the link's code and the language.
        came_in: where to find it, such as `sheet 3, line 7`; or "".
    """

    origin: Origin
    key: str
    answers: Mapping[str, str]
    at: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    came_in: str = ""
