"""Sign-ups and the sources they come from."""

import datetime as dt

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import INSTANT, LONG_TEXT, TEXT, WHOLE, ChoiceKind, ReferenceKind, Value

WHOLE_NAME = "+full_name"
"""What a source's mapping says of a column with first and last name in one."""
FIRST_SIGN_UP = 1990
"""Nobody signed up on a form or in a list of ours before."""


def plausible_sign_up(value: Value) -> str | None:
    """Return what is wrong with the time of a sign-up (long ago, or years ahead), or None."""
    year = int(str(value)[:4])
    if FIRST_SIGN_UP <= year <= dt.date.today().year + 1:
        return None
    return f"{str(value)[:10]} is no day on which somebody signed up. Correct the year."


class Source(Kept, Record):
    """Where sign-ups come from: a form, an e-mail call, a partner, a tour event."""

    __tablename__ = "source"
    label, plural, letter = "Source", "Sources", "Q"
    title_fields = ("name",)
    is_called_by_name = True

    name: Mapped[str] = field("Name", TEXT, required=True, unique=True, width=200, in_grid=True, identity=True)
    source_kind: Mapped[str | None] = field("Kind", ChoiceKind("source_kind"), in_grid=True)
    profile: Mapped[str | None] = field("Service", TEXT, in_grid=True, help="The form service whose export this is.")
    mapping: Mapped[dict[str, Value] | None] = field("Column mapping", WHOLE, editable=False)
    event: Mapped[int | None] = field("Tour event", ReferenceKind("event"))
    code: Mapped[str | None] = field("Code", TEXT, help="How links name it, for example after utm_campaign=.")
    notes: Mapped[str | None] = field("Notes", LONG_TEXT)


class Signup(Kept, Record):
    """One answer of one person through one source; the unit that is counted and credited to an event."""

    __tablename__ = "signup"
    unique_together = ("source", "source_key")
    label, plural, letter = "Sign-up", "Sign-ups", "S"
    title_fields = ("source_key",)
    searched = True

    candidate: Mapped[int] = field(
        "Candidate",
        ReferenceKind("candidate"),
        required=True,
        index=True,
        in_grid=True,
        editable=False,
        width=160,
    )
    source: Mapped[int] = field(
        "Source",
        ReferenceKind("source"),
        required=True,
        in_grid=True,
        editable=False,
        width=160,
    )
    event: Mapped[int | None] = field("Tour event", ReferenceKind("event"), index=True, in_grid=True, width=160)
    credited: Mapped[int | None] = field(
        "Credited to",
        ReferenceKind("event"),
        kept_up=True,
        editable=False,
        index=True,
        in_grid=True,
        width=160,
        help="The tour event that it counts for, by the rule in force.",
    )
    submitted_at: Mapped[str | None] = field(
        "Signed up",
        INSTANT,
        index=True,
        in_grid=True,
        width=140,
        editable=False,
        check=plausible_sign_up,
        aliases=(
            "signed up at",
            "signed up",
            "timestamp",
            "submitted at",
            "submission date",
            "submit date (utc)",
            "completion time",
            "signup created time",
            "signup date",
            "created_at",
            "created_time",
            "registration time",
            "order date",
            "create date",
            "can2_subscription_date",
            "end date",
            "optin_time",
            "enddate",
            "date signed up",
            "signup time",
            "created date",
            "created at",
        ),
    )
    status: Mapped[str | None] = field("Status", TEXT, editable=False, in_grid=True)
    source_key: Mapped[str | None] = field(
        "Number in the other program",
        TEXT,
        editable=False,
        width=160,
        aliases=("key at the source",),
        help="The number that the form or service gave it: a row with the same number is the same sign-up again.",
    )
    row: Mapped[dict[str, Value] | None] = field(
        "Row as it came",
        WHOLE,
        editable=False,
        help="Every cell of the source's row, under its own heading.",
    )
    came_in: Mapped[str | None] = field("File", TEXT, editable=False, width=180, help="File, sheet and row.")
