"""How sure it is what a column becomes, in words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from coordinator.importing.columns import CHOSEN, READ_BEFORE, SAID_BEFORE, ColumnPlan
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.refusals import YES_OR_NO
from coordinator.round_trip.columns import BESIDE, OURS, READ_ONLY

SURELY = 0.95
"""From this certainty on, a guess is called sure."""
MOST = 0.99
"""A guess is never told as 100 percent."""


def tr(text: str) -> str:
    """Translate a text."""
    return QCoreApplication.translate("HowSure", text)


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a guess is.

    Attributes:
        words: in words, with the percentage for a field.
        check: whether it is a field that a person should look at.
    """

    words: str
    check: bool = False


def how_sure(column: ColumnPlan) -> Sure:
    """Return how sure it is what a column becomes, and why.

    A question that was not understood has no percentage: that it is kept as an answer is certain.
    """
    from coordinator.importing.recognition import SURE

    if column.why == CHOSEN:
        return Sure(tr("as somebody chose for this list"))
    if column.why == READ_BEFORE:
        return Sure(tr("as this list was read before"))
    if (aside := aside_of(column)) is not None:
        return Sure(aside)
    if column.why == SAID_BEFORE:
        return Sure(tr("as you chose for this wording before"))
    if not column.samples:
        return Sure(tr("no cell is filled"))
    if column.target == ANSWER and column.certainty < SURE:
        why = column.why.removesuffix(", so kept as an answer")
        told = tr("kept as an answer under its own heading")
        return Sure(f"{why}: {told}" if why else told)
    if column.target in (ANSWER, IGNORED):
        return Sure(column.why)
    if column.certainty >= SURELY:
        word = tr("sure")
    else:
        word = tr("likely") if column.certainty >= SURE else tr("please check")
    told = f"{word}, {min(column.certainty, MOST):.0%}"
    return Sure(f"{told} · {column.why}" if column.why else told, check=column.certainty < SURE)


def aside_of(column: ColumnPlan) -> str | None:
    """Return what a column of our own workbook is for of which no cell is taken; None if it is another column."""
    if column.target != IGNORED:
        return None
    if column.why == OURS:
        return tr("tells whose row it is")
    if column.why.startswith(BESIDE):
        return tr("says whom the row is about; corrected in their own record")
    if column.why.startswith(READ_ONLY):
        return tr("is not to be changed in the sheet")
    return None


def about_consent(column: ColumnPlan) -> bool:
    """Return whether a column asks about a consent or an opt-out."""
    return bool(column.asks) and (column.consent or column.target in YES_OR_NO)
