"""Permissions: which columns ask whether people may be contacted or passed on, and what their answers are."""

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.records.opt_outs import Side, is_mere_way, one_way, side

PLAINLY = 0.5
"""So many cells must be a plain yes or no."""
PLAIN_ANSWERS = ("yes_no", "tick", "typed_bool")


def answered(c: ColumnEvidence) -> float:
    """Return the share of cells that are a yes or no, alone or in words."""
    return c.facts.share(*PLAIN_ANSWERS) + c.facts.share("yes_no_words")


def is_yes_no(c: ColumnEvidence) -> bool:
    """Return whether most cells are a yes or no."""
    return c.facts.share(*PLAIN_ANSWERS) >= 0.5 or answered(c) >= 0.6


REFUSING = frozenset(
    "not dont don never stop unsubscribe unsubscribed optout decline remove private confidential revoked "
    "withdrawn object objection objections opposed oppose refuse refused refusal mind problem hide hidden withhold "
    "withheld prohibit forbid opone oponerse opongo molesta negar niega oculto ocultar".split()
)
"""A yes to such a question is no permission."""
_CONSENT_WORDS = tuple("consent permission subscri unsub opt bounce autoriz permiso acept compart".split())


def is_about_consent(column: ColumnEvidence) -> bool:
    """Return whether a heading or its cells speak of a consent or an opt-out."""
    words = column.words
    if any(w.startswith(_CONSENT_WORDS) and w not in ("option", "options", "optional", "optimal") for w in words):
        return True
    return "never" in column.concepts and bool({"contact", "call", "text", "email", "phone"} & set(column.concepts))


_ALLOWING = frozenset(("consent", "subscribe", "never"))
_REACHING = frozenset("contact text call email phone share subscribe".split())
_NO_PERMISSION = frozenset("photo quote terms signature volunteer skill event before office citizen voter why".split())
_SHOWN = frozenset("list print online name directory show fellow".split())
_FEW_ANSWERS = 4


def is_permission(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for permission to write, call or share, and no rule reads its cells by themselves.

    Such a column is asked about even where it is certain that it is an answer: a no in it must not be overlooked.
    """
    if _is_way_refused(column):
        return True
    meant = set(column.concepts)
    if "marketing" in column.words:
        meant |= {"consent", "subscribe"}
    if any(w.startswith("compart") for w in column.words):
        meant.add("share")
    if (
        _SHOWN.intersection(column.words)
        or not (meant & _ALLOWING or REFUSING.intersection(column.words))
        or not meant & _REACHING
        or meant & _NO_PERMISSION
        or column.whose
    ):
        return False
    few = is_yes_no(column) and column.facts.variety <= _FEW_ANSWERS
    return (few or "consent" in meant and answered(column) >= PLAINLY) and side(column.heading.raw) is None


_LIKING = frozenset("prefer prefers preferred pref prefs preference preferences likes like".split())


def _is_way_refused(column: ColumnEvidence) -> bool:
    """Return whether a way of contact has yes and no below it: `Phone calls` with No may be a refusal.

    What somebody prefers is none: who prefers texts may still be called.
    """
    answers = is_yes_no(column) and column.facts.variety <= _FEW_ANSWERS and not column.whose
    return answers and is_mere_way(column.heading.raw) and not _LIKING.intersection(column.words)


def refuses_one_way(column: ColumnEvidence) -> bool:
    """Return whether a heading asks about one way of contact, such as calls; a no below it is read as an opt-out."""
    heading = column.heading.raw
    return side(heading) is Side.IN and bool(one_way(heading)) and is_yes_no(column)
