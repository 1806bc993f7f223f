"""Words that people and programs write into a cell that holds nothing: one list for all readers."""

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
_BARE = frozenset((*_SIGNS, *_NOT_THERE, *_FROM_PROGRAMS, *_IN_WORDS, *_SPANISH))

EMPTY_WORDS = frozenset({"", *_BARE, *(a + w + b for w in _BARE for a, b in ("()", "[]", "<>", "{}"))})
"""Tidy texts in lowercase that only say that there is nothing: `n/a`, `(blank)`, `--`, `?`, ``."""
OPEN_WORDS = frozenset({"tbd", "tba", "t.b.d.", "t.b.a.", "to be determined", "to be announced", "por definir"})
"""What is still open: words in a text, but told where a day, a place or a number is expected."""
