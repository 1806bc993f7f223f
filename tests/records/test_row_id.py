"""Row IDs notice every wrong character and every swap."""

from hypothesis import given
from hypothesis import strategies as st

from coordinator.records import row_id
from coordinator.records.row_id import RowId

NUMBERS = st.integers(1, 10**7)


@given(st.sampled_from("CPESRT"), NUMBERS)
def test_a_row_id_reads_as_what_it_was(letter: str, number: int) -> None:
    made = row_id.make(letter, number)
    assert row_id.parse(made) == RowId(letter, number)
    assert row_id.parse(f" {made.lower().replace('-', '–')} ") == RowId(letter, number)


@given(NUMBERS, st.data())
def test_a_wrong_digit_is_noticed(number: int, data: st.DataObject) -> None:
    made = row_id.make("C", number)
    at = data.draw(st.sampled_from([i for i, c in enumerate(made) if c.isdigit() and 1 < i < len(made) - 2]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != made[at]]))
    assert not isinstance(row_id.parse(made[:at] + other + made[at + 1 :]), RowId)


@given(NUMBERS, st.data())
def test_a_swap_is_noticed(number: int, data: st.DataObject) -> None:
    made = row_id.make("C", number)
    at = data.draw(st.integers(2, len(made) - 4))
    if made[at] != made[at + 1]:
        swapped = made[:at] + made[at + 1] + made[at] + made[at + 2 :]
        assert not isinstance(row_id.parse(swapped), RowId)


def test_a_row_id_without_its_dashes_is_whole() -> None:
    for number in (1, 42, 7, 999, 20_000):
        assert row_id.parse(row_id.make("C", number).replace("-", "")) == RowId("C", number)
