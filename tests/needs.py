"""What some tests need beside Python's packages: without it they are skipped, and `--all` makes that a failure."""

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest


@dataclass(frozen=True, slots=True)
class Need:
    """A program or library that is installed by its own means.

    Attributes:
        name: what to call it.
        packages: Debian's packages that bring it.
        npm: the folder whose package.json brings it, if any.
    """

    name: str
    packages: tuple[str, ...] = ()
    npm: str = ""

    def skip(self) -> NoReturn:
        """Skip the test that needs it."""
        pytest.skip(f"{NOT_THERE}{self.name}")

    def program(self, name: str) -> str:
        """Return where one of its programs is; without it the test is skipped."""
        return shutil.which(name) or self.skip()

    def python(self, module: str) -> str:
        """Return the system's Python that has a module of its own; without it the test is skipped."""
        there = subprocess.run([SYSTEM_PYTHON, "-c", f"import {module}"], capture_output=True, check=False)
        return SYSTEM_PYTHON if there.returncode == 0 else self.skip()

    def path(self, path: Path) -> Path:
        """Return one of its files or folders; without it the test is skipped."""
        return path if path.exists() else self.skip()


NOT_THERE = "not installed: "
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's Python, which has the modules of Debian's packages."""
POSTGRES = Need("PostgreSQL", ("postgresql",))
POPPLER = Need("pdftotext", ("poppler-utils",))
LIBREOFFICE = Need("LibreOffice", ("libreoffice-calc-nogui",))
UNO = Need("UNO of LibreOffice", ("libreoffice-calc-nogui", "python3-uno"))
GNUMERIC = Need("gnumeric", ("gnumeric",))
CHROMIUM = Need("Chromium", ("chromium", "chromium-driver"))
NODE = ("nodejs", "npm")
SHEETJS = Need("SheetJS and ExcelJS", NODE, "tests/clients")
AXE = Need("axe", NODE, "tests/form")
COMPILER = Need("a C compiler", ("gcc", "libc6-dev"))
NEEDS = {n.name: n for n in (POSTGRES, POPPLER, COMPILER, LIBREOFFICE, UNO, GNUMERIC, CHROMIUM, SHEETJS, AXE)}


def told(reasons: Iterable[str]) -> str:
    """Return one line that says what was skipped and how to get it; empty where nothing was.

    Args:
        reasons: why each test was skipped.
    """
    why = list(reasons)
    if not why:
        return ""
    missing = sorted({r.removeprefix(NOT_THERE) for r in why if r.startswith(NOT_THERE)})
    needs = [NEEDS[name] for name in missing]
    packages = sorted({p for n in needs for p in n.packages if not (p in NODE and shutil.which("npm"))})
    folders = sorted({n.npm for n in needs if n.npm})
    ways = [f"apt-get install {' '.join(packages)}"] if packages else []
    ways += [f"npm install --prefix {folder} --no-package-lock" for folder in folders]
    others = sorted({r for r in why if not r.startswith(NOT_THERE)})
    said = [f"not installed: {', '.join(missing)} (as root ./test --all brings them, or: {'; '.join(ways)})"]
    return f"Skipped {len(why)} test{'s' * (len(why) > 1)}; " + "; ".join([*(said if missing else []), *others]) + "."
