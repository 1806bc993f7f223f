"""The merge, case by case and with its values: sets, spelling, long texts with and without a base."""

import pytest

from coordinator.changes.merge import NOTHING, Merged, Outcome, merge, merge_two_way
from coordinator.changes.text_merge import merge_lines
from coordinator.records.kinds import EMAIL, INTEGER, LONG_TEXT, NAME, TAGS, TEXT, YES_NO


def take(value: object) -> Merged:
    return Merged(Outcome.TAKE, value)


def clash(value: object) -> Merged:
    return Merged(Outcome.CONFLICT, value)


# kind, base, ours, theirs, what comes of it
WITH_A_BASE = [
    # one side alone
    (TEXT, "Denver", "Denver", "Aurora", take("Aurora")),
    (TEXT, "Denver", "Denver", None, take(None)),
    (TEXT, None, None, "Aurora", take("Aurora")),
    (TEXT, "Denver", "Aurora", "Denver", NOTHING),
    (YES_NO, True, True, False, take(False)),
    # both sides
    (TEXT, "Denver", "Aurora", "Aurora", NOTHING),
    (TEXT, "Denver", "Aurora", "Boulder", clash("Boulder")),
    (TEXT, "Denver", None, "Boulder", clash("Boulder")),
    (TEXT, "Denver", "Aurora", None, clash(None)),
    (INTEGER, 1, 2, 3, clash(3)),
    # `same`, not `alike`: what a program does on its own is nothing, letter case is meant
    (TEXT, "O’Brien", "O’Brien", "O'Brien", NOTHING),
    (TEXT, "Denver", "Denver", "denver", take("denver")),
    (TEXT, "Denver", "Aurora", "aurora", clash("aurora")),
    (NAME, "Mcdonald", "Mcdonald", "McDonald", take("McDonald")),
    (EMAIL, "a@example.org", "a@example.org", "A@example.org", NOTHING),
    # sets: what was there keeps its order, what either side added comes after it by the alphabet
    (TAGS, ["b", "a"], ["b", "a"], ["a", "b"], NOTHING),
    (TAGS, ["b", "a"], ["b", "a", "z"], ["b", "a", "c"], take(["b", "a", "c", "z"])),
    (TAGS, ["b", "a"], ["b", "a", "c"], ["b", "a", "z"], take(["b", "a", "c", "z"])),
    (TAGS, ["b", "a"], ["z", "b", "a"], ["a"], take(["a", "z"])),
    (TAGS, None, ["z"], ["c"], take(["c", "z"])),
    (TAGS, ["a"], ["a"], ["z", "a", "c"], take(["z", "a", "c"])),
    (TAGS, ["a"], ["a"], None, take(None)),
    (TAGS, ["a", "b"], ["a"], ["b"], take(None)),
    (TAGS, ["a", "b"], ["b", "c"], ["b"], NOTHING),
    (TAGS, ["a", "b"], ["b"], ["b", "c"], take(["b", "c"])),
    (TAGS, ["a"], None, ["a", "b"], take(["b"])),
    (TAGS, ["a"], ["a", "b"], None, take(["b"])),
    (TAGS, ["a"], ["a", "n"], ["a", "n", "m"], take(["a", "m", "n"])),
    (TAGS, ["a"], ["a", "Donor"], ["a", "donor"], take(["a", "Donor", "donor"])),
    # an item that a program spelt otherwise stays spelt as here
    (TAGS, ["O’Brien"], ["O’Brien"], ["new", "O'Brien"], take(["new", "O’Brien"])),
    (TAGS, ["O’Brien"], ["O’Brien", "x"], ["O'Brien", "y"], take(["O’Brien", "x", "y"])),
    (TAGS, ["a"], ["a", "O’Brien"], ["a", "O'Brien", "y"], take(["a", "O’Brien", "y"])),
    # long texts, line by line
    (LONG_TEXT, "called", "called", "called\nmoved", take("called\nmoved")),
    (LONG_TEXT, "called", "called\nmoved", "called\nsigned", take("called\nmoved\nsigned")),
    (LONG_TEXT, "called", "called\nmoved\nsigned", "called\nmoved", NOTHING),
    (LONG_TEXT, "called", "rang", "phoned", clash("phoned")),
    (LONG_TEXT, "called", "called\n\nmoved", "called moved", NOTHING),
    (LONG_TEXT, "called", "called again", None, clash(None)),
    (LONG_TEXT, "called", None, "called again", clash("called again")),
    (LONG_TEXT, None, "called", "moved", take("called\nmoved")),
]


@pytest.mark.parametrize(("kind", "base", "ours", "theirs", "expected"), WITH_A_BASE)
def test_three_ways(kind, base, ours, theirs, expected) -> None:
    assert merge(kind, base, ours, theirs) == expected


WITHOUT_A_BASE = [
    (TEXT, None, "Denver", take("Denver")),
    (TEXT, "Denver", None, NOTHING),
    (TEXT, None, None, NOTHING),
    (TEXT, "Denver", "Aurora", clash("Aurora")),
    (TEXT, "Denver", "DENVER", NOTHING),
    (NAME, "McDonald", "Mcdonald", NOTHING),
    (YES_NO, True, False, clash(False)),
    (LONG_TEXT, None, "called", take("called")),
    (LONG_TEXT, "called", "CALLED", NOTHING),
    (LONG_TEXT, "called", "moved", clash("moved")),
    (LONG_TEXT, "called", "called\nmoved", clash("called\nmoved")),
    (TAGS, ["z"], ["c"], take(["c", "z"])),
    (TAGS, ["z", "c"], ["c"], NOTHING),
    (TAGS, None, ["z", "c"], take(["z", "c"])),
]


@pytest.mark.parametrize(("kind", "ours", "theirs", "expected"), WITHOUT_A_BASE)
def test_two_ways(kind, ours, theirs, expected) -> None:
    assert merge_two_way(kind, ours, theirs) == expected


LINES = [
    # case, base, ours, theirs, merged
    ("two lines far apart", "1\n2\n3", "one\n2\n3", "1\n2\nthree", "one\n2\nthree"),
    ("two lines side by side", "1\n2", "one\n2", "1\ntwo", "one\ntwo"),
    ("each another of three lines", "1\n2\n3", "one\n2\nthree", "1\ntwo\n3", "one\ntwo\nthree"),
    ("one line in two wordings", "1\n2", "one\n2", "uno\n2", None),
    ("one of several lines in two wordings", "1\n2\n3", "one\ntwo\n3", "1\ndos\ntres", None),
    ("added in the middle", "1\n3", "1\n2\n3", "1\n2b\n3", "1\n2\n2b\n3"),
    ("added at the top", "2", "1\n2", "0\n2", "1\n0\n2"),
    ("the same added", "1", "1\n2", "1\n2\n3", "1\n2\n3"),
    ("the same added, spaced otherwise", "1", "1\na  b", "1\na b\n3", "1\na  b\n3"),
    ("one added, the other dropped", "1\n2\n3", "1\n2\n3\n4", "1\n3", "1\n3\n4"),
    ("dropped by ours, added by theirs", "1\n2\n3", "1\n3", "1\n2\n3\n4", "1\n3\n4"),
    ("dropped by both", "1\n2\n3", "1\n3\n4", "1\n3\n5", "1\n3\n4\n5"),
    ("dropped by one, worded anew by the other", "1\n2\n3", "1\n3", "1\ntwo\n3", None),
    ("emptied, and added to", "1", "1\n2", "", None),
    ("no base", "", "1", "2", "1\n2"),
    ("no base, one line of two shared", "", "1\n2", "2\n3", "1\n2\n3"),
    ("blank lines of ours stay", "1\n2", "1\n\n\n2", "1\n2\n3", "1\n\n\n2\n3"),
    ("lines of blanks are blank lines", "1\n2", "1\n \n2", "1\n2\n3", "1\n\n2\n3"),
    ("blank lines of theirs decide nothing", "1\n2", "1\n2\n3", "1\n\n2", "1\n2\n3"),
    ("blank lines of the base decide nothing", "1\n\n\n2", "1\n2", "1\n2\n3", "1\n2\n3"),
    ("blank lines at the top are dropped", "1", "\n\n1\n2", "1\n3", "1\n2\n3"),
    ("blank lines at the end are dropped", "1", "1\n\n", "0\n1", "0\n1"),
    ("a blank line stands behind the first of two like lines", "1\n2", "1\n\n2\n1", "1\n2", "1\n\n2\n1"),
    ("spacing of ours stays", "a  b", "a  b\n2", "a b\n3", "a  b\n2\n3"),
    ("spacing that theirs lost beside a line of theirs", "a  b\n2", "a  b\n2", "a b\n3", "a  b\n3"),
    ("new spacing of ours", "a b\n2", "a   b\n2", "a b\n3", "a   b\n3"),
]


@pytest.mark.parametrize(("case", "base", "ours", "theirs", "merged"), LINES, ids=[c[0] for c in LINES])
def test_long_texts_line_by_line(case, base, ours, theirs, merged) -> None:
    assert merge_lines(base, ours, theirs) == merged


def test_many_like_lines_are_no_junk() -> None:
    """From 200 lines on, Python's comparison leaves lines aside that stand often, unless it is told not to."""
    base = ["no answer"] * 250
    merged = merge_lines("\n".join(base), "\n".join(["met", *base]), "\n".join([*base, "moved"]))
    assert merged == "\n".join(["met", *base, "moved"])
