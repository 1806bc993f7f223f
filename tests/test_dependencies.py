"""The page of dependencies names what is installed, under licenses that let anybody use the program."""

import re
from importlib import metadata

from tools.dependencies import PAGE, license_of, pinned

LINES = re.findall(
    r"^\| (\S+) \| (\S+)(?: \(.+?\))? \| (.+?) \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)[2:]


def test_every_package_of_the_constraints_is_on_the_page() -> None:
    assert [(name, version) for name, version, _, _ in LINES] == [(p.name, p.version) for p in pinned()]


def test_the_page_says_the_license_that_each_package_states() -> None:
    checked = 0
    for name, version, license_, _ in LINES:
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        if found["Version"] == version:
            assert license_ == license_of(found.json), name
            checked += 1
    assert checked > len(LINES) / 2


def test_no_license_asks_more_of_the_program_than_to_name_it() -> None:
    may = re.compile(r"(MIT|BSD|Apache|ISC|PSF|Unlicense|LGPL|0BSD|Zlib|CC0)")
    assert [name for name, _, license_, _ in LINES if not may.match(license_)] == []
