"""Who is who: verdicts on pairs of candidates, and marks of people who asked to be forgotten."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import TEXT, ChoiceKind, ReferenceKind

SAME, APART = "same", "apart"
"""Two were merged into one; they are two people."""


class Verdict(Kept, Record):
    """A decision about two candidates who look alike.

    If the two were merged, `first` is the one who stays, and the row ID of `second` leads to it.
    """

    __tablename__ = "verdict"
    label, plural, letter = "Verdict", "Verdicts", "D"
    title_fields = ("verdict",)
    pair = ("first", "second")

    first: Mapped[int] = field(
        "Candidate", ReferenceKind("candidate"), required=True, index=True, in_grid=True, editable=False
    )
    second: Mapped[int] = field(
        "Other candidate", ReferenceKind("candidate"), required=True, index=True, in_grid=True, editable=False
    )
    verdict: Mapped[str] = field("Verdict", ChoiceKind("verdicts"), required=True, in_grid=True)


class Forgotten(Kept, Record):
    """The mark of an address or number of a person who asked to be forgotten: just a keyed hash."""

    __tablename__ = "forgotten"
    label, plural, letter = "Forgotten person", "Forgotten persons", "H"
    title_fields = ("what",)

    mark: Mapped[str] = field("Mark", TEXT, required=True, index=True, editable=False)
    what: Mapped[str] = field("What it marks", TEXT, required=True, editable=False)
