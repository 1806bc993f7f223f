"""All benchmarks in one table: python -m benchmarks [NAME …] [--small] [--size KEY=NUMBER] [--protected] [--json]."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

from benchmarks.files import WORDS
from benchmarks.result import Result, Size, chosen, document, printed, table
from coordinator.operations.protecting import PASSPHRASE

NAMES = (
    "start",
    "grid",
    "grid_queries",
    "import_export",
    "intake",
    "recognition",
    "names",
    "round_trip",
    "duplicates",
    "newcomers",
    "peers_of_duplicates",
    "connect",
    "overview",
    "desk",
    "form",
)


def sizes_of(name: str, small: bool, given: Sequence[str]) -> dict[str, Size]:
    """Return the sizes for a benchmark: usual or small, with any given `KEY=NUMBER`."""
    module = import_module(f"benchmarks.{name}")
    sizes: dict[str, Size] = {**module.USUAL, **(module.SMALL if small else {})}
    for key, _, value in (word.partition("=") for word in given):
        if key in sizes:
            sizes |= chosen({key: sizes[key]}, [value])
    return sizes


def results(names: Sequence[str], small: bool, given: Sequence[str]) -> Iterator[tuple[str, Result]]:
    """Yield each benchmark's name and results."""
    for name in names:
        measure = import_module(f"benchmarks.{name}").measure
        print(f"== {name}", file=sys.stderr, flush=True)
        for result in printed(measure(**sizes_of(name, small, given))):
            yield name, result


def main() -> int:
    """Run the requested benchmarks and print one table; return the exit status."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks", description="Benchmarks, each against a named peer.")
    reader.add_argument(
        "names", nargs="*", metavar="NAME", choices=[*NAMES, []], help=f"all, or some of: {', '.join(NAMES)}"
    )
    reader.add_argument(
        "--small", action="store_true", help="so small that the figures say nothing: does it still run?"
    )
    reader.add_argument(
        "--size", action="append", default=[], metavar="KEY=NUMBER", help="such as rows=45000, for all that have it"
    )
    reader.add_argument("--json", action="store_true", help="a document for a program")
    reader.add_argument("--protected", action="store_true", help="campaign files that are protected with a passphrase")
    asked = reader.parse_args()
    if asked.protected:
        os.environ[PASSPHRASE] = WORDS
    else:
        os.environ.pop(PASSPHRASE, None)
    found = list(results(asked.names or NAMES, asked.small, asked.size))
    print(document(found) if asked.json else table([result for _, result in found]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
