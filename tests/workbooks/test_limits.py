"""Strangers' files cost what the limits say, whatever their format, and the person can stop."""

import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.base.progress import Cancelled
from coordinator.workbooks import Limits, TextOptions, UnreadableFile, read_book
from coordinator.workbooks.reading import SMALL
from tests.builders import DATA

ROW = "First name,Last name,Email\n" + "Ann,Brook,ann@example.org\n" * 2
CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Brook;Ann;;;\nEMAIL:ann@example.org\nEND:VCARD\n"
LARGE = {
    "list.csv": ROW + "Bo,Brook,bo@example.org\n" * 40_000,
    "cards.vcf": CARD * 8_000,
    "page.html": "<table><tr><td>First name<td>Email</tr>"
    + "<tr><td>Ann<td>ann@example.org</tr>" * 20_000
    + "</table>",
}


class Stop:
    def __init__(self) -> None:
        self.asked = 0

    def step(self, done: int, total: int | None, text: str) -> None:
        self.asked += 1
        raise Cancelled


def made(folder: Path, name: str) -> Path:
    (folder / name).write_text(LARGE[name], encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("name", LARGE)
def test_a_text_has_a_limit_of_time_and_can_be_stopped(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    assert path.stat().st_size > SMALL
    with pytest.raises(UnreadableFile, match="takes more than 0 seconds"):
        read_book(path, limits=Limits(seconds=0))
    with pytest.raises(Cancelled):
        read_book(path, progress=Stop())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_text_has_a_limit_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(ROW + "".join(f"A{n},B{n},x{n}@example.org\n" for n in range(400_000)), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="needs more memory"):
        read_book(path, limits=Limits(memory=60 << 20))


def test_what_is_read_apart_is_read_alike(tmp_path: Path) -> None:
    """A text just under the size is read here, one just over it by the process: the same rows and words."""
    few = ROW + "Bo,Brook,bo@example.org\n" * 10
    small, large = tmp_path / "a" / "list.csv", tmp_path / "b" / "list.csv"
    for path, text in ((small, few), (large, few + " " * SMALL)):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    one, other = read_book(small), read_book(large)
    assert other.sheets[0].rows[:12] == one.sheets[0].rows[:12]
    assert (other.notes, other.text, other.path) == (one.notes, one.text, large)


def test_lines_without_end_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    path.write_text(ROW + "\n" * 4_000_000, encoding="utf-8")
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="4,000,003 lines; up to 3,000,000 can be read"):
        read_book(path)
    assert time.monotonic() - began < 30


def test_a_separator_that_is_none_is_told_of_a_large_file_too(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no separator"):
        read_book(made(tmp_path, "list.csv"), text=TextOptions("ab"))


def test_patterns_do_not_run_over_whole_parts_here(tmp_path: Path) -> None:
    """20,000 cells without an end took minutes, in the window's own process."""
    path = Path(shutil.copy(DATA / "safety/regex20000.xlsx", tmp_path))
    began, own = time.monotonic(), time.process_time()
    with suppress(UnreadableFile):
        read_book(path, limits=Limits(seconds=20))
    assert time.monotonic() - began < 25
    assert time.process_time() - own < 3
