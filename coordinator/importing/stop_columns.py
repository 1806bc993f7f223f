"""Which column of a sheet says the stop: the one whose cells are titles, pages or towns of stops."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from coordinator.importing.columns import ColumnPlan
from coordinator.importing.sign_ups import EVENT_WORD
from coordinator.importing.stops import EventFinder
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.kinds import plain_text

WHY = "its cells are stops of this tour"
ENOUGH, NEARLY_ALL = 0.5, 0.8
_OF_STOPS = re.compile(
    r"(?i)\b(stop|event|tour|rally|meeting|venue|location|where did (we|you)|signed up)\b|evento|gira"
)


def with_stop_column(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], events: EventFinder, decided: Collection[str]
) -> list[ColumnPlan]:
    """Return the columns, with the one that holds stops as the stop if nothing else is taken for it.

    Titles and pages tell themselves. Towns of stops are also towns where people live, so a column of towns is the
    stop only if its heading is about stops too.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        events: knows the stops.
        decided: headings that a person decided about; they stay as they are.
    """
    result = list(columns)
    if not events.names:
        return result
    now = next((c for c in columns if c.target == EVENT_WORD), None)
    if now is not None and (now.header in decided or _share(cells[now.index], events.fitting) >= ENOUGH):
        return result
    fitting = [
        (share, -c.index)
        for c in columns
        if c.target in (ANSWER, IGNORED) and c.header not in decided and (share := _stops(c, cells[c.index], events))
    ]
    if not fitting:
        return result
    best = -max(fitting)[1]
    if now is not None:
        result[now.index] = replace(now, target=ANSWER, label="Keep as an answer", why="another column says the stop")
    result[best] = replace(columns[best], target=EVENT_WORD, label="Tour event", certainty=0.95, why=WHY, asks="")
    return result


def _stops(column: ColumnPlan, cells: Sequence[object], events: EventFinder) -> float:
    """Return the share of cells that are stops; 0 if they are not enough."""
    named = _share(cells, events.is_named)
    if named >= ENOUGH:
        return named
    share = _share(cells, events.fitting)
    return share if share >= NEARLY_ALL and _OF_STOPS.search(column.header) else 0.0


def _share(cells: Sequence[object], fits: Callable[[str], object]) -> float:
    texts = [text for cell in cells if (text := plain_text(cell))]
    return sum(1 for text in texts if fits(text)) / len(texts) if texts else 0.0
