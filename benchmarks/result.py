"""Benchmark results: lines of one table, always with the same columns."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Size = int | float | str | tuple[int, ...]
Sizes = Mapping[str, Size]
"""Name of a size → its default; a text is a path or address, a tuple is several numbers."""
COLUMNS = ("work", "ours", "peer", "ratio", "target")
DIGITS = {"s": 2, "ms": 1, "MB": 0, "": 4}


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table.

    Attributes:
        work: what was done.
        ours: what it took, or its result.
        unit: of `ours` and `theirs`: s, ms, MB, or nothing for a share or a number.
        peer: what it is compared with in the same run; empty if nothing.
        theirs: what the peer took; None if it could not be run.
        target: limit for the ratio, or for `ours` without a peer; None if there is no target.
        at_least: whether the target is a minimum, not a maximum.
        note: additional remarks.
    """

    work: str
    ours: float
    unit: str = ""
    peer: str = ""
    theirs: float | None = None
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ratio of ours to theirs; None without a peer."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None if there is none."""
        found = self.ratio if self.peer else self.ours
        if self.target is None or found is None:
            return None
        return found >= self.target if self.at_least else found <= self.target

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of its line."""
        peer = self.peer if self.theirs is None else f"{self.peer} {self._shown(self.theirs)}"
        return (
            f"{self.work} ({self.note})" if self.note else self.work,
            self._shown(self.ours),
            peer,
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self._target,
        )

    @property
    def _target(self) -> str:
        if self.target is None:
            return ""
        bound = f"{'at least' if self.at_least else 'at most'} {self.target:g}"
        return f"{bound}: MISSED" if self.met is False else bound

    def _shown(self, number: float) -> str:
        digits = 0 if self.unit == "" and float(number).is_integer() else DIGITS[self.unit]
        return f"{number:,.{digits}f} {self.unit}".strip()


def table(results: Iterable[Result]) -> str:
    """Return the table as text, with headings."""
    rows = [COLUMNS, *(r.cells for r in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def printed(results: Iterable[Result]) -> Iterator[Result]:
    """Yield results, reporting progress on standard error."""
    for result in results:
        print("  ".join(c for c in result.cells if c), file=sys.stderr, flush=True)
        yield result


def as_json(name: str, result: Result) -> dict[str, object]:
    """Return a result for JSON."""
    keys = ("work", "ours", "unit", "peer", "theirs", "ratio", "target", "met", "note")
    return {"benchmark": name} | {key: getattr(result, key) for key in keys}


def document(results: Sequence[tuple[str, Result]]) -> str:
    """Return results as JSON."""
    return json.dumps([as_json(name, result) for name, result in results], indent=1)


def chosen(usual: Sizes, words: Sequence[str]) -> dict[str, Size]:
    """Return the sizes updated from the command line: numbers in order, any other word for the first text.

    Raises:
        ValueError: a word does not match any size.
    """
    sizes, left = dict(usual), [key for key, value in usual.items() if not isinstance(value, str)]
    for word in words:
        if not word.replace(".", "", 1).replace("_", "").isdigit():
            sizes[next(key for key, value in usual.items() if isinstance(value, str))] = word
        elif isinstance(usual[left[0]], tuple):
            sizes[left[0]] = (*(() if sizes[left[0]] is usual[left[0]] else sizes[left[0]]), int(word))  # type: ignore[misc]
        else:
            key = left.pop(0)
            sizes[key] = type(usual[key])(float(word.replace("_", "")))  # type: ignore[arg-type]
    return sizes


def show(measure: Callable[..., Iterator[Result]], usual: Sizes) -> None:
    """Run one benchmark with the sizes of the command line, and print its table."""
    about = (sys.modules[measure.__module__].__doc__ or "").split("\n")[0]
    reader = argparse.ArgumentParser(description=about)
    told = ", ".join(
        f"{key} ({value:,})" if isinstance(value, int) else f"{key} ({value})" for key, value in usual.items()
    )
    reader.add_argument("sizes", nargs="*", metavar="SIZE", help=f"in this order, with what is usual: {told}")
    sizes = chosen(usual, reader.parse_args().sizes)
    print(table(list(printed(measure(**sizes)))))
