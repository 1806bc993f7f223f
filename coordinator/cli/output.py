"""What the command line prints."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coordinator.base.progress import Pace

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

WIDEST = 40


class Output:
    """Prints one JSON document, or text for people.

    Attributes:
        as_json: print JSON.
    """

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def document(self, data: object, words: str) -> None:
        """Print the document as JSON, or the text."""
        print(json.dumps(data, ensure_ascii=False, indent=2) if self.as_json else words)

    def table(self, rows: Sequence[Mapping[str, object]], shown: Sequence[Mapping[str, str]]) -> None:
        """Print records as an array or as columns of text."""
        self.document(list(rows), columns(shown) if shown else "Nothing to show.")


def columns(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as columns of text, under their keys."""
    keys = list(rows[0])
    cells = [[str(row.get(k) or "").split("\n")[0] for k in keys] for row in rows]
    widths = [min(WIDEST, max(len(k), *(len(c[i]) for c in cells))) for i, k in enumerate(keys)]

    def line(parts: Sequence[str]) -> str:
        return "  ".join(p[:w].ljust(w) for p, w in zip(parts, widths, strict=True)).rstrip()

    return "\n".join([line(keys), line(["-" * w for w in widths]), *(line(c) for c in cells)])


def written(seq: int | None) -> str:
    """Return the end of a sentence that names the step written; None: nothing was written."""
    return f" (step {seq})." if seq else ". Nothing was written."


class Bar:
    """A progress bar on a terminal; silent otherwise."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._progress: RichProgress | None = None
        self._task: TaskID | None = None
        self._pace = Pace()

    def __enter__(self) -> "Bar":
        """Begin; the bar is shown from the first step on."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bar."""
        if self._progress:
            self._progress.stop()

    def _show(self) -> None:
        from rich.progress import BarColumn, Progress, TextColumn

        self._progress = Progress(BarColumn(), TextColumn("{task.description}"), transient=True)
        self._progress.start()
        self._task = self._progress.add_task("", total=None)

    def step(self, done: int, total: int | None, text: str) -> None:
        """Show the progress."""
        if self._shown and self._progress is None:
            self._show()
        if self._progress and self._task is not None:
            self._progress.update(
                self._task, completed=done, total=total, description=self._pace.words(done, total, text)
            )
