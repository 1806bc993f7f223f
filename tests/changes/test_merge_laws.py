"""Laws of the merge, for every kind; and undo brings back every value whatever was done."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.changes.merge import NOTHING, Outcome, merge, merge_sets
from coordinator.changes.text_merge import merge_lines, replay_lines
from coordinator.records.kinds import EMAIL, INTEGER, LONG_TEXT, NAME, TAGS, TEXT, YES_NO
from coordinator.store import campaign as campaigns
from tests.builders import add, edit, everything, undo, values_of

VALUES = {
    TEXT: st.one_of(st.none(), st.text(min_size=1, max_size=8)),
    LONG_TEXT: st.one_of(st.none(), st.text(min_size=1, max_size=8)),
    NAME: st.one_of(st.none(), st.sampled_from(["Ana", "Bảo", "Zoë"])),
    EMAIL: st.one_of(st.none(), st.sampled_from(["a@example.org", "b@example.org"])),
    INTEGER: st.one_of(st.none(), st.integers(-5, 5)),
    YES_NO: st.sampled_from([None, True, False]),
}
KIND_AND_THREE = st.sampled_from(list(VALUES)).flatmap(
    lambda kind: st.tuples(st.just(kind), VALUES[kind], VALUES[kind], VALUES[kind])
)
TAG_SETS = st.lists(st.sampled_from("abcd"), unique=True, max_size=4)


@given(KIND_AND_THREE)
def test_the_merge_keeps_its_laws(case) -> None:
    kind, base, ours, theirs = case
    assert merge(kind, base, ours, base) == NOTHING
    assert merge(kind, base, ours, ours) == NOTHING
    merged = merge(kind, base, base, theirs)
    assert merged == NOTHING if kind.same(base, theirs) else merged.value == theirs
    one, other = merge(kind, base, ours, theirs), merge(kind, base, theirs, ours)
    assert (one.outcome is Outcome.CONFLICT) == (other.outcome is Outcome.CONFLICT)


@given(TAG_SETS, TAG_SETS, TAG_SETS)
def test_sets_merge_item_by_item(base: list[str], ours: list[str], theirs: list[str]) -> None:
    merged = set(merge_sets(TAGS, base, ours, theirs) or ())
    for item in "abcd":
        was, here, there = item in base, item in ours, item in theirs
        assert (item in merged) == (there if here == was else here)


NOTES = st.lists(st.sampled_from(["called", "left a message", "moved", "wants a sign"]), max_size=4)


@given(NOTES, NOTES, NOTES)
def test_notes_keep_the_lines_that_both_sides_added(base: list[str], ours: list[str], theirs: list[str]) -> None:
    was, here, there = ("\n".join(lines) for lines in (base, [*base, *ours], [*base, *theirs]))
    merged = merge_lines(was, here, there)
    assert merged is not None
    assert merged.startswith(here)
    assert set(merged.split("\n")) - {""} == {*base, *ours, *theirs}


@given(NOTES, NOTES)
def test_one_side_alone_is_taken_as_it_is(base: list[str], theirs: list[str]) -> None:
    was, there = "\n".join(base), "\n".join(theirs)
    assert merge_lines(was, was, there) == there
    assert merge_lines(was, there, was) == there
    assert merge_lines(was, there, there) == there


def test_two_new_wordings_of_one_line_clash_and_of_two_lines_do_not() -> None:
    assert merge_lines("called\nmoved", "rang\nmoved", "phoned\nmoved") is None
    assert merge_lines("called\nmoved", "rang\nmoved", "called\nmoved to Yuma") == "rang\nmoved to Yuma"
    assert merge_lines("called\n\nmoved", "called\n\nmoved\nsigned", "moved") == "moved\nsigned"


@pytest.mark.parametrize(
    ("before", "text", "after", "expected"),
    [
        ("a\nb", "a", "a\nb\nc", "a\nc"),
        ("a\nb", "a", "a\nb2", "a\nb2"),
        ("a\nb", "a\nb\nx", "b", "b\nx"),
        ("a\nb", "x", "b", "x"),
        ("a\nb", "x", "", "x"),
        ("a\nb", "b\na\nx", "b", "b\nx"),
        ("a", "x\na", "a2", "x\na2"),
        ("a", "a\nx", "a\nb", "a\nx\nb"),
        ("c", "b", "b", "b"),
        ("c", "b\nc", "b", "b"),
        ("", "a", "a", "a"),
        ("a", "a", "a\na", "a\na"),
    ],
)
def test_an_edit_of_lines_is_made_again_in_another_text(before: str, text: str, after: str, expected: str) -> None:
    assert replay_lines(before, text, after) == expected


EDITS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.dictionaries(
            st.sampled_from(["city", "notes", "tags", "first_time"]),
            st.sampled_from(["", "yes", "no", "x; y", "=1+1", "Zoë\nB", "'0123"]),
            min_size=1,
        ),
    ),
    min_size=1,
    max_size=6,
)
TEMPLATE: list[Path] = []


def _fresh(folder: str) -> Path:
    if not TEMPLATE:
        TEMPLATE.append(Path(tempfile.mkdtemp()) / "t.campaign")
        campaigns.create(TEMPLATE[0]).close()
    path = Path(folder) / "u.campaign"
    shutil.copyfile(TEMPLATE[0], path)
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_undoing_everything_backwards_brings_back_every_value(edits) -> None:
    with tempfile.TemporaryDirectory() as folder, campaigns.open_(_fresh(folder)) as campaign:
        numbers = [add(campaign, given_name=n) for n in ("Ana", "Bob", "Cy")]
        states = []
        for which, values in edits:
            values = {k: v for k, v in values.items() if k != "first_time" or v in ("", "yes", "no")}
            before = [values_of(r) for r in everything(campaign)]
            if edit(campaign, numbers[which], **values).seq is not None:
                states.append(before)
        for before in reversed(states):
            undo(campaign)
            assert [values_of(r) for r in everything(campaign)] == before
