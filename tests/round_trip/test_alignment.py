"""Cells that moved along their line, told from edits."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.round_trip.alignment import HOLE, Shift, moved

TOWNS = ["Denver", "Tempe", "Omaha", "Boise", "Tulsa", "Reno", "Macon", None]


@given(
    st.lists(st.sampled_from(TOWNS), min_size=30, max_size=80), st.integers(0, 15), st.sampled_from([1, 2, -1, -2, -3])
)
def test_a_deleted_or_inserted_cell_is_found_with_its_distance(out: list[str | None], start: int, by: int) -> None:
    blanks = [None] * abs(by)
    back = [*out[:start], *out[start + by :], *blanks] if by > 0 else [*out[:start], *blanks, *out[start:]][: len(out)]
    changed = sum(a != b for a, b in zip(out, back, strict=True))
    found = moved(out, back)
    if changed >= 12:
        assert by in {s.by for s in found}
    for stretch in found:
        assert 0 <= stretch.first <= stretch.last < len(out)


@given(st.lists(st.sampled_from(TOWNS), min_size=20, max_size=60), st.integers(0, 19), st.integers(1, 40))
def test_a_value_filled_down_is_no_move(out: list[str | None], start: int, count: int) -> None:
    back = [*out[:start], *["Fillmore"] * len(out[start : start + count]), *out[start + count :]]
    assert moved(out, back) == ()


@given(st.lists(st.sampled_from(TOWNS), min_size=20, max_size=60))
def test_a_value_replaced_everywhere_is_no_move(out: list[str | None]) -> None:
    assert moved(out, ["Denver" if t == "Omaha" else t for t in out]) == () or out.count("Omaha") < 3


@given(st.lists(st.sampled_from(TOWNS), min_size=2, max_size=40))
def test_what_did_not_change_did_not_move(out: list[str | None]) -> None:
    assert moved(out, list(out)) == ()


def test_plain_edits_are_rarely_taken_for_a_move() -> None:
    r = random.Random(7)
    alarms = 0
    for _ in range(1000):
        out = [r.choice(TOWNS) for _ in range(60)]
        back = list(out)
        for _ in range(r.randrange(1, 8)):
            back[r.randrange(60)] = r.choice(TOWNS)
        alarms += bool(moved(out, back))
    assert alarms < 10


def test_an_edit_inside_leaves_the_move_whole() -> None:
    out = [f"n{n}" for n in range(40)]
    back = [*out[:10], *out[11:], None]
    back[20] = "edited"
    assert moved(out, back) == (Shift(10, 39, 1),)


def test_rows_that_are_not_known_fit_anything() -> None:
    out = [f"n{n}" for n in range(40)]
    back = [*out[:10], *out[11:], None]
    back[25] = HOLE
    assert [s.by for s in moved(out, back)] == [1]


@pytest.mark.parametrize("count", [1, 2])
def test_less_than_two_changes_are_no_move(count: int) -> None:
    out = ["a", "b", "c", "d"]
    assert moved(out[:count], ["x", *out[1:count]]) == ()


def test_two_edits_at_the_end_are_no_move_by_two() -> None:
    out = ["Clerk", "Sheriff", "Judge", "Mayor", "Coroner", "Auditor"]
    assert moved(out, [*out[:4], "Judge", "Mayor"]) == ()
    assert moved(out, [*out[:3], "Sheriff", "Judge", "Mayor"]) == (Shift(3, 5, -2),)


def test_a_short_move_at_the_end_is_found_below_an_edit() -> None:
    out = ["Kim", "Sam", None] * 12 + ["Sam", None, None, None, "Kim", None]
    back = [*out[:36], None, *out[36:41]]
    assert moved(out, back) == (Shift(36, 41, -1),)
    back[10] = "Kim"
    assert moved(out, back) == (Shift(36, 41, -1),)
    assert moved(out, [*back[:36], "Sam", *back[37:40], *out[40:]]) == (), "two edits below another one"


def test_a_long_line_of_edits_is_looked_at_in_no_time() -> None:
    out = [f"n{n}" for n in range(8_000)]
    back = [f"m{n}" for n in range(7_999)] + ["n0"]
    began = time.perf_counter()
    assert moved(out, back) == ()
    assert time.perf_counter() - began < 5
