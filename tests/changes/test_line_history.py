"""The lines of a text keep who wrote them through all wordings, whichever steps are undone."""

from coordinator.changes.line_history import LineHistory

END = 99


def _history(*texts: str, undone: dict[int, set[int]] | None = None) -> LineHistory:
    lines = LineHistory.beginning_with(texts[0])
    for seq, text in enumerate(texts[1:], 1):
        lines.add(seq, (undone or {}).get(seq, set()), text)
    return lines


def test_a_line_worded_anew_twice_is_the_same_line() -> None:
    lines = _history("a\nb", "a1\nb", "a2\nb")
    assert lines.text({1}, END) == "a2\nb"
    assert lines.text({2}, END) == "a1\nb"
    assert lines.text({1, 2}, END) == "a\nb"
    assert lines.text(set(), 1) == "a1\nb"


def test_a_removed_line_takes_no_other_line_with_it() -> None:
    lines = _history("old", "", "new\nmore", "")
    assert lines.text({1}, END) == "old"
    assert lines.text({1, 3}, END) == "old\nnew\nmore"
    assert lines.text({2, 3}, END) == ""


def test_what_an_undo_kept_or_gave_away_stays_so() -> None:
    undone = {3: {1}}
    lines = _history("a", "a\nb", "a\nb\nc", "a\nb\nc", undone=undone)
    assert lines.text({1}, END) == "a\nb\nc"
    assert lines.text({1, 2}, END) == "a\nb"


def test_a_line_that_two_steps_brought_is_there_once() -> None:
    lines = _history("", "x", "", "x", undone={2: {1}, 3: {1}})
    assert lines.text(set(), END) == "x"
    again = _history("", "x", "", "x", "", undone={2: {1}, 3: {1}})
    assert again.text(set(), END) == ""
    assert again.text({4}, END) == "x"
    assert _history("", "x\nx", "y\nz").text(set(), END) == "y\nz"
    assert _history("", "x\nx").text(set(), END) == "x\nx"


def test_blank_lines_stay_below_their_line() -> None:
    lines = _history("a\n\nb", "a\n\nb\n\n\nc", "a\n\nc")
    assert lines.text({2}, END) == "a\n\nb\n\n\nc"
    assert lines.text({1}, END) == "a"
    assert lines.text({1, 2}, END) == "a\n\nb"
