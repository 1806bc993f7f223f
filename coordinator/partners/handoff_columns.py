"""The columns of hand-offs: which personal details a partner gets, in its order and under its headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE, REFERRAL, RecordType
from coordinator.records.fields import Field, Sign, as_values
from coordinator.records.kinds import Value
from coordinator.records.kinds.texts import TextKind
from coordinator.records.refusals import CHANNELS, refused_by, sorts_in
from coordinator.records.rows import CandidateRow
from coordinator.store import query

USUAL = (
    *CANDIDATE.title_fields,
    "pronouns",
    "email",
    "phone",
    "city",
    "state",
    "office",
    "party_line",
    "first_time",
)
"""The default columns for a partner."""
PREFIX = "candidate."


@dataclass(frozen=True, slots=True)
class Column:
    """One detail sent to a partner.

    Attributes:
        field: the candidate's field.
        heading: what the partner calls it.
    """

    field: Field
    heading: str


def sent_detail(field: Field, person: CandidateRow) -> Value:
    """Return what a partner gets of a person: no address or number that leads nowhere but to a refused channel."""
    value = field.derive(person) if field.derive else as_values(person).get(field.key)
    for ways in sorts_in(field, value):
        if all(person.get(CHANNELS[kind].mark) for kind in ways):
            return None
    return value


def refused_columns(people: Iterable[CandidateRow], columns: Sequence[Column]) -> list[Column]:
    """Return a column for each no to contact that some of the people said, unless it is there: it has to know."""
    there = {c.field.key for c in columns}
    refused = {key for person in people for key in refused_by(person)} - there
    return [Column(f, f.label) for f in CANDIDATE.fields if f.key in refused]


def suffix_columns(people: Iterable[CandidateRow], columns: Sequence[Column]) -> list[Column]:
    """Return a column for the suffix if only that tells some of the people apart, as father and son.

    It is a part of the name, so a partner that gets the names has it too, whether or not its layout has the column.
    """
    there = {c.field.key for c in columns}
    names = [k for k in CANDIDATE.title_fields if k in there]
    missing = [f for f in CANDIDATE.fields if f.sign is Sign.SUFFIX and f.key not in there]
    if not missing or not any(CANDIDATE.by_key[k].sign is Sign.FAMILY_NAME for k in names):
        return []
    known: dict[tuple[str, ...], set[tuple[Value, ...]]] = {}
    for person in map(as_values, people):
        name = tuple(fold_word(str(person.get(k) or "")) for k in names)
        known.setdefault(name, set()).add(tuple(person.get(f.key) for f in missing))
    return [Column(f, f.label) for f in missing] if any(len(found) > 1 for found in known.values()) else []


class AnswerKind(TextKind):
    """A status in a partner's own words; offered as a list, but any other word is allowed."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)

    @property
    def words(self) -> tuple[str, ...]:
        """The partner's."""
        return self._words

    @property
    def list_name(self) -> str | None:
        """All partners' lists have the same name: a workbook is for one partner."""
        return "answers"


def columns_of(connection: Connection, wanted: Sequence[str] | None) -> list[Column]:
    """Return the columns a partner wants.

    Args:
        connection: an open connection.
        wanted: our field keys or headings, each optionally followed by `=` and its own heading; None or empty: the
        default columns.

    Raises:
        UserError: one is not a field.
    """
    full = query.typed(connection, CANDIDATE)
    by_name = {fold_word(f.label): f for f in full.shown} | {fold_word(f.key): f for f in full.shown}
    found: list[Column] = []
    for text in wanted or USUAL:
        name, _, heading = text.partition("=")
        field = by_name.get(fold_word(name))
        if field is None:
            raise UserError(f"No field of candidates is called “{name.strip()}”. Correct the partner's columns.")
        if not any(c.field.key == field.key for c in found):
            found.append(Column(field, heading.strip() or field.label))
    return found


def heading_of(column: Column) -> str:
    """Return the heading of a detail in a hand-off; none is one of the referral's own."""
    ours = {fold_word(f.label) for f in REFERRAL.fields} | {fold_word(f.key) for f in REFERRAL.fields}
    return f"{column.heading} of the person" if fold_word(column.heading) in ours else column.heading


def sheet_type(columns: Sequence[Column], words: Sequence[str]) -> RecordType:
    """Return referrals as a partner sees them: personal details to read, and an answer to fill in."""
    details = [
        replace(
            c.field,
            key=PREFIX + c.field.key,
            editable=False,
            identity=False,
            required=False,
            derive=None,
            label=heading_of(c),
        )
        for c in columns
    ]
    answer, remark = REFERRAL.by_key["answer"], REFERRAL.by_key["remark"]
    return replace(REFERRAL, fields=(*details, replace(answer, kind=AnswerKind(words)), remark))
