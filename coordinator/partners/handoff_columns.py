"""Layouts: which details of a person a partner gets, in its order and under its headings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records.catalog import CANDIDATE, REFERRAL, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds.texts import TextKind
from coordinator.records.vocabularies import Term, Vocabulary, fold
from coordinator.store import query

USUAL = (
    "given_name",
    "family_name",
    "pronouns",
    "email",
    "phone",
    "city",
    "state",
    "office",
    "party_line",
    "first_time",
)
"""What a partner gets that named no columns."""
INTERNAL = frozenset(
    {"owner", "follow_up", "notes", "tags", "stage", "do_not_contact", "consent_contact", "created_at", "answers"}
)
"""What stays in the campaign unless a partner's columns name it, word for word."""
PREFIX = "candidate."


@dataclass(frozen=True, slots=True)
class Column:
    """One detail that goes out.

    Attributes:
        field: the candidate's field.
        heading: what the partner calls it.
    """

    field: Field
    heading: str


class AnswerKind(TextKind):
    """A status in a partner's own words, offered as a list; any other word may be written."""

    vocabulary_name: ClassVar[str] = "answers"

    def __init__(self, words: Sequence[str]) -> None:
        self.vocabulary = Vocabulary("answers", [Term(w, w) for w in words])


def columns_of(connection: Connection, wanted: Sequence[str] | None) -> list[Column]:
    """Return the columns that a partner wants.

    Args:
        connection: any.
        wanted: field keys or headings of ours, each with `=` and another heading if it likes; None or empty: the usual.

    Raises:
        UserError: one names no field.
    """
    full = query.typed(connection, CANDIDATE)
    by_name = {fold(f.label): f for f in full.shown} | {fold(f.key): f for f in full.shown}
    found: list[Column] = []
    for text in wanted or USUAL:
        name, _, heading = text.partition("=")
        field = by_name.get(fold(name))
        if field is None:
            raise UserError(f"No field of candidates is called “{name.strip()}”. Correct the partner's columns.")
        if not any(c.field.key == field.key for c in found):
            found.append(Column(field, heading.strip() or field.label))
    return found


def sheet_type(columns: Sequence[Column], words: Sequence[str]) -> RecordType:
    """Return referrals as a partner sees them: the person's details to read, its answer to fill in."""
    ours = {fold(f.label) for f in REFERRAL.fields} | {fold(f.key) for f in REFERRAL.fields}
    details = [
        replace(
            c.field,
            key=PREFIX + c.field.key,
            editable=False,
            identity=False,
            required=False,
            derive=None,
            label=f"{c.heading} of the person" if fold(c.heading) in ours else c.heading,
        )
        for c in columns
    ]
    answer, remark = REFERRAL.by_key["answer"], REFERRAL.by_key["remark"]
    return replace(REFERRAL, fields=(*details, replace(answer, kind=AnswerKind(words)), remark))
