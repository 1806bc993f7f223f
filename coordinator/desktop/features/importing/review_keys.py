"""The keys of a review and their meanings."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.review_step import ReviewView

Key, Held = Qt.Key, Qt.KeyboardModifier
Meanings = dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]


def meaning(review: ReviewView, key: Qt.Key, held: Qt.KeyboardModifier, *, typing: bool) -> Callable[[], object] | None:
    """Return a key's action in a review; None if it has none.

    Args:
        review: the review.
        key: the key.
        held: the modifier keys.
        typing: whether text is being typed; then only keys that move elsewhere count.
    """
    if review.sees_acts:
        return None  # its cards have keys of their own
    by_field = not review.compare.isHidden() and bool(review.compare.choices)
    known = _anywhere(review)
    if review.list.column:
        known |= {(Held.NoModifier, Key.Key_Escape): lambda: review.show_became(True)}
    if not typing:
        known |= _by_field(review) if by_field else _by_row(review)
    return known.get((held & ~Held.KeypadModifier, key))


def _anywhere(review: ReviewView) -> Meanings:
    return {
        (Held.AltModifier, Key.Key_Down): lambda: review.step(1),
        (Held.AltModifier, Key.Key_Up): lambda: review.step(-1),
        (Held.ControlModifier, Key.Key_Return): lambda: review.step(1),
        (Held.ControlModifier, Key.Key_Enter): lambda: review.step(1),
    }


def _by_field(review: ReviewView) -> Meanings:
    """Return the keys for a row of a returned workbook, which is decided field by field."""
    none, alt, compare = Held.NoModifier, Held.AltModifier, review.compare
    return {
        (none, Key.Key_1): lambda: review.decide_field(1),
        (none, Key.Key_2): lambda: review.decide_field(2),
        (none, Key.Key_3): lambda: review.decide_field(3),
        (alt, Key.Key_1): lambda: compare.decide_alike(Resolution.TAKE),
        (alt, Key.Key_2): lambda: compare.decide_alike(Resolution.KEEP),
        (none, Key.Key_Left): lambda: compare.move_mark(-1),
        (none, Key.Key_Right): lambda: compare.move_mark(1),
    }


def _by_row(review: ReviewView) -> Meanings:
    none = Held.NoModifier
    return {
        (none, Key.Key_1): lambda: review.decide(Resolution.TAKE),
        (none, Key.Key_2): lambda: review.decide(Resolution.KEEP),
        (none, Key.Key_3): lambda: review.decide_who(same=True),
        (none, Key.Key_4): lambda: review.decide_who(same=False),
        (none, Key.Key_X): review.leave_out,
        (none, Key.Key_F2): review.panel.mend,
    }
