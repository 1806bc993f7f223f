"""Mutants: small faults are put into the code, one at a time; a fault that no test sees is a hole in the tests.

    .venv/bin/python tools/mutants.py                    all packages; 30 mutants of each module, always the same
    .venv/bin/python tools/mutants.py changes --of 0     all mutants of one package
    .venv/bin/python tools/mutants.py changes --again    those that got through the last time, after you wrote tests

It needs mutmut (`.venv/bin/pip install "mutmut>=3.8,<4"`; not on Windows) and works in `build/mutants`, on one core,
with the tests of the package alone. What gets through is printed as a diff.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "mutants"
CAUGHT, SLOW = "caught", "ran too long"
SURVIVED, UNSEEN, BROKE = "got through", "reached by no test", "broke off"
UNCAUGHT = (SURVIVED, UNSEEN, BROKE)
OUTCOMES = {0: SURVIVED, 1: CAUGHT, 3: CAUGHT, -11: CAUGHT, 5: UNSEEN, 33: UNSEEN} | dict.fromkeys(
    (-24, -9, 24, 36, 152), SLOW
)
"""Meanings of mutmut workers' exit codes; any other one means it was aborted."""


@dataclass(frozen=True)
class Package:
    """What to mutate, and which tests should catch it.

    Attributes:
        sources: file patterns, relative to the root.
        tests: test files, folders or single tests, relative to the root; fast ones are enough.
        but: words in the names of slow tests to skip.
    """

    sources: tuple[str, ...]
    tests: tuple[str, ...]
    but: tuple[str, ...] = ()


PACKAGES = {
    "changes": Package(
        ("coordinator/changes/*.py",),
        ("tests/changes", "tests/people/test_forgetting.py", "tests/tour/test_credit_kept.py"),
        ("undoing_everything_backwards", "test_one_door", "a_day_of_work"),
    ),
    "round_trip": Package(
        tuple(
            f"coordinator/round_trip/{name}.py"
            for name in (
                "alarms",
                "cells",
                "columns",
                "likely_export",
                "merge_rows",
                "missing",
                "newcomers",
                "returned_sheet",
                "rows",
                "sent_out",
                "shape",
            )
        ),
        (
            "tests/round_trip/test_return_values.py",
            *(
                f"tests/round_trip/test_awkward_returns.py::{test}"
                for test in (
                    "test_a_formula_in_a_text_is_told_and_not_taken",
                    "test_an_error_in_a_cell_empties_nothing",
                    "test_only_the_agreed_columns_are_taken_and_the_others_are_told",
                    "test_two_exports_glued_into_one_sheet_have_each_their_own_base",
                    "test_of_two_exports_that_a_sheet_is_like_the_oldest_is_taken",
                    "test_a_workbook_of_a_future_that_a_restored_backup_undid",
                )
            ),
        ),
    ),
    "rules": Package(
        tuple(f"coordinator/partners/{name}.py" for name in ("rules", "rule_judgments", "fit", "rule_checks")),
        ("tests/partners/test_rules.py", "tests/partners/test_fit.py", "tests/partners/test_rule_values.py"),
    ),
}


def main() -> None:
    """Run what the command line asks for; exit with 1 if less than 90 % is caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"one of {', '.join(PACKAGES)}")
    parser.add_argument("--of", type=int, default=30, help="mutants of each module; 0: all")
    parser.add_argument("--seed", type=int, default=15, help="another number draws others")
    parser.add_argument("--again", action="store_true", help="only those that got through the last time")
    wanted = parser.parse_args()
    if unknown := set(wanted.packages) - set(PACKAGES):
        parser.error(f"There is no package {', '.join(sorted(unknown))}. Choose from {', '.join(PACKAGES)}.")
    shares = [run(name, wanted.of, wanted.seed, again=wanted.again) for name in wanted.packages or PACKAGES]
    sys.exit(0 if min(shares) >= 0.9 else 1)


def run(name: str, most: int, seed: int, *, again: bool) -> float:
    """Try a package's mutants and print the results; return the share caught."""
    from mutmut.configuration import reset_config

    package, place = PACKAGES[name], PLACE / name
    _prepare(package, place)
    os.chdir(place)  # mutmut looks for its settings in the working directory
    reset_config()
    sample = [m for path in _files(package) for m in _drawn(path, most, seed)]
    before = _outcomes(package, place) if again else {}
    asked = [m for m in sample if before.get(m) not in (CAUGHT, SLOW)]
    if asked:
        command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", "run", "--max-children", "1", *asked]
        print(f"{name}: trying {len(asked)} mutants; progress is in {place / 'log'}", flush=True)
        with (place / "log").open("w") as log:
            subprocess.run(["nice", "-n", "10", *command], env=_environment(place), stdout=log, stderr=log, check=True)
    found = {m: what for m, what in _outcomes(package, place).items() if m in set(sample)}
    return _tell(name, package, found)


def _prepare(package: Package, place: Path) -> None:
    """Prepare a folder for mutmut: links to the code, plus its settings next to ours."""
    (place / "mutants").mkdir(parents=True, exist_ok=True)
    (place / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)  # makes mutmut collect test coverage again
    for part in ("coordinator", "tests", "resources"):
        if not (place / part).exists():
            (place / part).symlink_to(ROOT / part)
    left_aside = " and ".join(f"not {word}" for word in ("postgresql", *package.but))
    lists = {
        "source_paths": ["coordinator"],
        "only_mutate": list(package.sources),
        "also_copy": ["resources"],
        "pytest_add_cli_args_test_selection": list(package.tests),
        "pytest_add_cli_args": ["-k", left_aside, "--hypothesis-profile=ci", "-p", "no:xdist"],
    }
    settings = [f"{key} = {json.dumps(values)}" for key, values in lists.items()]
    settings += ["timeout_multiplier = 4.0", "timeout_constant = 5.0", "use_git_change_detection = false"]
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + "\n[tool.mutmut]\n" + "\n".join(settings) + "\n"
    if not (place / "pyproject.toml").exists() or (place / "pyproject.toml").read_text(encoding="utf-8") != text:
        (place / "pyproject.toml").write_text(text, encoding="utf-8")


def _environment(place: Path) -> dict[str, str]:
    """Make the tests and their child processes import the mutated code."""
    paths = [str(place / "mutants"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(paths)}


def _files(package: Package) -> list[Path]:
    return [p for pattern in package.sources for p in sorted(ROOT.glob(pattern)) if p.name != "__init__.py"]


def _drawn(path: Path, most: int, seed: int) -> list[str]:
    """Return the names of a module's mutants, at most this many, sampled with a seed."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    inside = path.relative_to(ROOT)
    names = mutate_file_contents(str(inside), path.read_text(encoding="utf-8"), None, set()).mutant_names
    every = [get_mutant_name(inside, n) for n in names]
    if not most or len(every) <= most:
        return every
    return sorted(random.Random(f"{seed} {path.stem}").sample(every, most))


def _outcomes(package: Package, place: Path) -> dict[str, str]:
    """Return the result of each mutant tried, by name."""
    found: dict[str, str] = {}
    for path in _files(package):
        kept = place / "mutants" / f"{path.relative_to(ROOT)}.meta"
        if kept.exists():
            codes = json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
            found |= {name: OUTCOMES.get(code, BROKE) for name, code in codes.items() if code is not None}
    return found


def _tell(name: str, package: Package, found: dict[str, str]) -> float:
    """Print each surviving mutant and a line per module; return the share caught."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = []
    for path in (p.relative_to(ROOT) for p in _files(package)):
        mine = {m: what for m, what in found.items() if m.startswith(".".join(path.with_suffix("").parts) + ".")}
        for mutant, what in mine.items():
            if what in UNCAUGHT:
                print(f"# {mutant}: {what}\n{get_diff_for_mutant(mutant, path=path)}")
        lines.append(_line(path.stem, list(mine.values())))
    print("\n".join(lines))
    print(_line(name, list(found.values())))
    return _share(list(found.values()))


def _line(name: str, outcomes: Sequence[str]) -> str:
    counted = ", ".join(f"{outcomes.count(w)} {w}" for w in (SLOW, *UNCAUGHT) if w in outcomes)
    return f"{name:12} {len(outcomes):5} mutants, {_share(outcomes):6.1%} caught" + (f" ({counted})" if counted else "")


def _share(outcomes: Sequence[str]) -> float:
    return 1.0 - sum(o in UNCAUGHT for o in outcomes) / len(outcomes) if outcomes else 1.0


if __name__ == "__main__":
    main()
