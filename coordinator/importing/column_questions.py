"""What a person has to be asked about a column before anything of its sheet is applied."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordinator.base.naming_some import MOST_NAMED
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import LABELS, ColumnPlan
from coordinator.importing.recognition.by_name import UNREADABLE
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records import opt_out_headings, opt_out_questions
from coordinator.records.kinds import YES_NO, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.refusals import CONSENT, MARKS, YES_OR_NO

_SHARING = re.compile(r"(?i)shar|compart|partner|socios|\bpass\b")


def with_questions(columns: Sequence[ColumnPlan], cells: Sequence[CellColumn]) -> list[ColumnPlan]:
    """Return the columns of a sheet, with what has to be asked about opt-outs that are not understood.

    Args:
        columns: what each column becomes; what a person chose is not asked about, and cells of a mark such as
            “Do not call” that are not understood are told one by one, so that the others count at once.
        cells: the sheet's cells by column.
    """
    found = []
    for column in columns:
        settled = column.asks or column.why == "chosen" or column.target in MARKS or _permits_most(column, cells)
        asks = column.asks if settled else opt_out_questions.asks(column.header, cells[column.index].distinct.values())
        if not asks and not settled and column.target in (ANSWER, IGNORED):
            asks = opt_out_questions.asks_of_sharing(column.header, cells[column.index].distinct.values())
        if not asks and not settled and column.target in (ANSWER, IGNORED):
            asks = opt_out_questions.asks_of_the_rest(column.header, cells[column.index].distinct.values())
        kept = replace(column, target=ANSWER, label=LABELS[ANSWER]) if asks and column.target == IGNORED else column
        found.append(replace(kept, asks=asks))
    refused = next((c.header for c in found if _may_refuse_all(c)), "")
    return [_after(refused, c) if refused and _permits_one_way(c) else c for c in found]


def _permits_most(column: ColumnPlan, cells: Sequence[CellColumn]) -> bool:
    """Return whether a column is a permission whose cells mostly say yes or no: the others are told one by one."""
    if column.target != CONSENT or opt_out_headings.side(column.header) is not opt_out_headings.Side.IN:
        return False
    filled = [text for cell in cells[column.index].cells if (text := plain_text(cell)).lower() not in EMPTY_WORDS]
    return 2 * sum(YES_NO.clean(text).value is not None for text in filled) > len(filled)


def _may_refuse_all(column: ColumnPlan) -> bool:
    """Return whether a column that is asked about may hold a no to all contact."""
    about_sharing = _SHARING.search(column.header) is not None
    return bool(column.asks) and column.consent and not about_sharing and not opt_out_headings.one_way(column.header)


def _permits_one_way(column: ColumnPlan) -> bool:
    return column.target == CONSENT and column.why != "chosen" and bool(opt_out_headings.one_way(column.header))


def _after(refused: str, column: ColumnPlan) -> ColumnPlan:
    """Let a permission for one way wait for what another column means: its yes must not override a no to all."""
    asks = (
        f"“{column.header}” asks about one way of contact, and “{refused}” may refuse all of them. Choose what it is."
    )
    return replace(column, asks=column.asks or asks, consent=True)


def permissions_told(columns: Sequence[ColumnPlan]) -> list[str]:
    """Return a sentence for each column whose yes permits one way of contact and is kept as a permission."""
    return [
        f"“{c.header}” asks about one way of contact alone: who says no is not reached that way, and who says yes "
        f"counts as “{c.label}: Yes”. If that goes too far, keep the column as an answer."
        for c in columns
        if _permits_one_way(c) and not c.asks and c.samples
    ]


def waits(column: ColumnPlan) -> bool:
    """Return whether a column is kept as an answer until a person has said which opt-out it is, whose, or what."""
    return bool(column.asks) and (column.target in YES_OR_NO or column.another or column.unlike)


def choices_told(columns: Sequence[ColumnPlan]) -> list[str]:
    """Return a sentence for the columns of a sheet that stand for one choice of a question each."""
    from coordinator.importing.recognition import ONE_CHOICE

    named = [f"“{c.header}”" for c in columns if c.why == ONE_CHOICE and c.samples]
    if not named:
        return []
    some = ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
    is_one = "stands for one choice of a question; it is kept as an answer and fills"
    are_some = "stand for one choice of a question each; they are kept as answers and fill"
    return [f"{some} {is_one if len(named) == 1 else are_some} no field."]


def kept_told(columns: Sequence[ColumnPlan], record: str) -> list[str]:
    """Return a sentence that names the filled columns of a list of partners or stops that are kept as answers.

    Args:
        columns: what each column becomes.
        record: what one row is about: `tour event`.
    """
    kept = [c for c in columns if c.target == ANSWER and c.why != "chosen" and any(c.samples)]
    named = [f"“{c.header}”" for c in kept if c.why != UNREADABLE]
    unread = [
        f"“{c.header}” is called like a field of a {record}, but most of its cells cannot be read as it, such as "
        f"“{next(filter(None, c.samples))}”: kept as an answer with each."
        for c in kept
        if c.why == UNREADABLE
    ]
    if not named:
        return unread
    what = "was not understood as a field" if len(named) == 1 else "were not understood as fields"
    kept_as = "an answer" if len(named) == 1 else "answers"
    return [f"{', '.join(named)} {what} of a {record}: kept as {kept_as} with each.", *unread]
