"""Write docs/dependencies.md: every package that the program is shipped with, its license and what it is for.

Run: python -m tools.dependencies, after constraints.txt has changed. pip is asked about packages for other systems.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)(?: ; (.+?))? *\\?$", re.MULTILINE)
_ASKED_FOR = re.compile(r'^ +"([A-Za-z0-9_.-]+).*?", +# (.+)$', re.MULTILINE)
_ONE_NAME = {
    "Apache Software License": "Apache-2.0", "Apache": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT", "The MIT License": "MIT", "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause", "BSD license": "BSD-3-Clause", "PSFL": "PSF-2.0",
}  # fmt: skip
"""Older packages name their license in their own words."""
_IN_A_FILE = {"sqlcipher3": "Zlib"}
"""Packages that state it in a file alone; this one brings SQLCipher (BSD-3-Clause) and OpenSSL (Apache-2.0)."""
_LONGEST = 60
"""A longer line is the text of a license, not its name."""
_WHERE = (
    ("sys_platform == 'linux'", "Linux"), ("sys_platform == 'win32'", "Windows"),
    ("python_full_version < '3.12'", "Python 3.11"), ("python_full_version >= '3.12'", "Python 3.12 on"),
)  # fmt: skip
_HEAD = """# What Coordinator is built on

Every package that the program is installed with, at the version of `constraints.txt`, with its license as the package
itself states it. Written by `python -m tools.dependencies`; what a package is for stands in `pyproject.toml`. Packages
without a purpose here are needed by the others. Coordinator itself is under the MIT license; its icons are Lucide
(ISC), its typeface is Inter (OFL).

| package | version | license | for |
| --- | --- | --- | --- |
"""


class Pinned(NamedTuple):
    """A package at a version, and the systems that it is for; empty for all."""

    name: str
    version: str
    only: str


def pinned() -> list[Pinned]:
    """Return the packages of `constraints.txt`, in its order."""
    return [Pinned(*found) for found in _PIN.findall((ROOT / "constraints.txt").read_text(encoding="utf-8"))]


def license_of(fields: Mapping[str, str | list[str] | None]) -> str:
    """Return the license that a package's metadata state: an expression, a line of text, or a classifier.

    Raises:
        ValueError: they state none.
    """
    expression = fields.get("license_expression")
    said = str(fields.get("license") or "").strip().split("\n")[0]
    said = re.split(r"[:(]", said)[0].strip()
    classifiers = [str(c).rpartition(":: ")[2] for c in fields.get("classifier") or [] if str(c).startswith("License")]
    found = str(expression or (said if len(said) <= _LONGEST else ""))
    found = found or (classifiers[0] if classifiers else "") or _IN_A_FILE.get(str(fields.get("name")), "")
    if not found:
        raise ValueError(f"{fields.get('name')} states no license")
    return _ONE_NAME.get(found, found)


def _fields(package: Pinned) -> Mapping[str, str | list[str] | None]:
    """Return a package's metadata: of the installed one, or of the one that pip would install on its system."""
    try:
        return metadata.metadata(package.name).json
    except metadata.PackageNotFoundError:
        asked = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        wanted = ["--only-binary=:all:", "--platform=win_amd64", "--target=unused", "--report=-"]
        done = subprocess.run(
            [*asked, *wanted, f"{package.name}=={package.version}"], capture_output=True, text=True, check=True
        )
        found: Mapping[str, str | list[str] | None] = json.loads(done.stdout)["install"][0]["metadata"]
        return found


def purposes() -> dict[str, str]:
    """Return what each package that is asked for is for, by its name in small letters."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = tomllib.loads(text)["project"]
    names = {
        re.split(r"[\[<>=]", d)[0].lower() for d in [*asked["dependencies"], *asked["optional-dependencies"]["team"]]
    }
    found = {name.lower(): purpose for name, purpose in _ASKED_FOR.findall(text)}
    return {name: purpose for name, purpose in found.items() if name in names}


def page() -> str:
    """Return the page's text."""
    for_what = purposes()
    lines = []
    for package in pinned():
        where = [words for marker, words in _WHERE if marker in package.only]
        only = f" ({', '.join(where)})" if where else ""
        purpose = for_what.get(package.name.lower(), "")
        lines.append(f"| {package.name} | {package.version}{only} | {license_of(_fields(package))} | {purpose} |")
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
