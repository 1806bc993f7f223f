"""Blocks that were cut, or copied, and pasted some rows away, as acts."""

from collections.abc import Sequence

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.records.kinds import Compared
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.blocks import Block
from coordinator.round_trip.rows import ReturnedRow, shown_in


def act_of(block: Block, sheet: str) -> Act:
    """Return a block that holds another one as an act: nothing of it is taken unless somebody says so."""
    headings = tuple(c.header for c in block.columns)
    told = _sentence(block) + (", as if dragged there." if block.empty else ", as if pasted over.")
    shown = [(shown_in(f, c, [r])[0], c.header) for c, f, r in block.cells]
    return Act(
        ActKind.NEAR_MOVED,
        sheet,
        headings,
        tuple(sorted({r.outcome.number for _, _, r in block.cells})),
        told,
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples([s for s, _ in shown], [h for _, h in shown]),
        len(block.cells),
    )


def is_one_day(block: Block) -> bool:
    """Return whether just one day, to do something on, moved to another row: people pass such on, and plan anew."""
    field, one = block.cells[0][1], len(block.columns) == 1 == len(block.cells) - len(block.empty)
    planned = field.kind.compared is Compared.AS_DATES and not field.kind.has_time and not field.identity
    return one and planned and field.key not in ABOUT_CONSENT


def told_of(block: Block) -> str:
    """Return a sentence about a block that is taken as it stands."""
    return f"{_sentence(block)}. It is taken as it stands."


def _sentence(block: Block) -> str:
    many = len(block.here) > 1
    told = (
        f"In {named([c.header for c in block.columns])}, the {'values' if many else 'value'} of {_rows(block.here)} "
        f"{'stand' if many else 'stands'} in {_rows(block.there)}"
    )
    if block.empty:
        told += f", and {_rows(block.empty)} {'is' if len(block.empty) == 1 else 'are'} empty"
    return told


def _rows(rows: Sequence[ReturnedRow]) -> str:
    numbers = sorted(r.outcome.number for r in rows)
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"rows {numbers[0]} to {numbers[-1]}"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
