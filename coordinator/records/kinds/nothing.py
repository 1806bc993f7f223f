"""Words that people and programs write into a cell that holds nothing: one list for all readers."""

import re

_SIGNS = ("-", "--", "---", "----", "—", "–", "―", "?", "??", "???", ".", "..", "...", "…", "_", "__", "*", "/", "//")
_NOT_THERE = (
    "n/a",
    "n\\a",
    "n.a.",
    "n.a",
    "n. a.",
    "na",
    "#n/a",
    "n/d",
    "not applicable",
    "not available",
    "no aplica",
)
_FROM_PROGRAMS = ("none", "null", "nil", "nan", "na", "#null!", "\\n", "undefined", "blank", "empty", "missing")
_IN_WORDS = ("no value", "no data", "not provided", "not specified", "not given", "not known", "not set", "unknown")
_SPANISH = ("ninguno", "ninguna", "vacío", "desconocido", "en blanco")
_IN_TWO_LANGUAGES = (
    pair
    for english in ("none", "n/a", "unknown", "not applicable", "blank")
    for spanish in (*_SPANISH, "no aplica")
    for pair in (f"{english} / {spanish}", f"{spanish} / {english}")
)
_NO_DAYS = ("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00/00/00", "0/0/0000", "0/0/00", "1/0/00", "1/0/1900")
_BARE = frozenset((*_SIGNS, *_NOT_THERE, *_FROM_PROGRAMS, *_IN_WORDS, *_SPANISH, *_IN_TWO_LANGUAGES, *_NO_DAYS))

EMPTY_WORDS = frozenset({"", *_BARE, *(a + w + b for w in _BARE for a, b in ("()", "[]", "<>", "{}"))})
"""Tidy texts in lowercase that only say that there is nothing: `n/a`, `(blank)`, `--`, `?`, ``."""
OPEN_WORDS = frozenset({"tbd", "tba", "t.b.d.", "t.b.a.", "to be determined", "to be announced", "por definir"})
"""What is still open: words in a text, but told where a day, a place or a number is expected."""

_SAY = r"(?:say|answer|respond|reply|state|tell|disclose|specify|share|identify|provide|give)\b[\w /-]*"
_DECIR = r"(?:decir|contestar|responder|especificar|compartir)\w*"
_DECLINES = re.compile(
    rf"(?:(?:i|we)?(?:'d| would| do)? ?(?:prefer|rather|choose|wish)(?:s|red)?(?: to)? not(?: to)?(?: {_SAY})?"
    rf"|(?:i |we )?(?:do not|don't) (?:wish|want|care) to {_SAY}|(?:i |we )?declined? to {_SAY}"
    rf"|(?:not|un)[ -]?disclosed|(?:prefiero|prefiere) no {_DECIR}|(?:yo )?no (?:deseo|quiero) {_DECIR})"
)


_NO_MIDDLE_NAME = frozenset({"nmn", "no middle name", "no middle initial", "sin segundo nombre"})


def may_decline(text: str) -> bool:
    """Return whether any part of a text may be what `declines` tells: a quick look, at one cell or many at once."""
    lower = text.lower()
    return (
        "not" in lower
        or "no " in lower
        or "n't" in lower
        or "n’t" in lower
        or "declin" in lower
        or "nmn" in lower
        or "sin segundo" in lower
        or "undisclosed" in lower
        or "un-disclosed" in lower
        or "un disclosed" in lower
    )


def declines(text: str) -> bool:
    """Return whether a tidy text only says that there is no answer: `Prefer not to say`, `No middle name`."""
    if not may_decline(text):
        return False
    plain = text.lower().replace("’", "'").strip(" .!()[]")
    if plain in _NO_MIDDLE_NAME:
        return True
    return 10 <= len(plain) < 50 and _DECLINES.fullmatch(plain) is not None
