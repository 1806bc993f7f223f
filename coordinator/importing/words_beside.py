"""What the words beside numbers and addresses say: that one is another's, no longer in use, a fax; which one is new.

A cell such as `303-555-0101 / wife 303-555-0102` is cut into its numbers, each with the words that belong to it. Only
the person's own numbers that are in use are taken; the others stay with their words.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coordinator.base.folding import fold_word, without_accents
from coordinator.records.kinds import Value
from coordinator.records.kinds.taking import Taken, bare

KIN = (
    r"(?:mom(?:m[ay])?|mum(?:my)?|mama|mother|dad(?:dy)?|papa|father|parents?|wife|husband|hubby|spouse|partner|"
    r"son|daughter|child|sister|brother|sibling|twin|(?:step|grand|god|foster)[ -]?(?:mother|father|mom|dad|parents?|"
    r"ma|pa|son|daughter|child)|(?:mother|father|sister|brother|son|daughter)[ -]in[ -]law|in[ -]laws?|aunt(?:ie|y)?|"
    r"uncle|cousin|niece|nephew|friend|buddy|neighbou?r|room[ -]?mate|house[ -]?mate|flat[ -]?mate|landlord|landlady|"
    r"boyfriend|girlfriend|[bg]f|fiancee?|ex(?!\.? ?\d)|assistant|asst|secretary|scheduler|aide|manager|mgr|boss|"
    r"supervisor|caregiver|caretaker|carer|guardian|sponsor|agent|attorney|lawyer|case ?worker|social worker|"
    r"espos[oa]|marido|pareja|novi[oa]|madre|padre|hij[oa]|herman[oa]|abuel[oa]|ti[oa]|prim[oa]|niet[oa]|sobrin[oa]|"
    r"suegr[oa]|cunad[oa]|amig[oa]|vecin[oa]|jef[ea]|asistente|secretari[oa]|tutora?)"
)
"""Words for somebody near, as a pattern: `wife`, `neighbor`, `boss`."""
_ANOTHERS = re.compile(
    rf"\b(?:{KIN}s?(?:['’]?s|['’])?|(?:some(?:one|body)|anybody|anyone) else(?:['’]?s)?|another person(?:['’]?s)?|"
    r"c/o|care of|belongs to|ice|emergency(?! only)|emergencia(?! sol)|contacto de emergencia)\b"
    r"(?! (?:answers|will|may|might|can(?! be reached)|knows|works|picks up)\b| (?:is|has|said|name|named)\b[^.]*\w)"
)
"""Words for somebody else; `wife may answer` says nothing about whose number it is."""
_SHARED = re.compile(
    r"\b(?:shared?|same|also|both|with|ask for|(?:leave|left|lv)\b.*\b(?:msgs?|messages?|vm|voice ?mail)|"
    r"(?:only|just) (?:for|in) (?:an )?emergenc\w+|comparti\w+|tambien)\b|\bw/"
)
_JOINED = re.compile(r"\s*(?:(?<!/)\b(?:and|or|y|o)\b|[&+])\s*")
_ONESELF = re.compile(r"\b(?:me|mine|myself|self|own|i|us|ours?|yo|mio|mia)\b")
_UNUSED = re.compile(
    r"\b(?:(?:do not|don['’]?t|dont|never|not|stop|no) us(?:e|ing|ed|ar)|"
    r"(?<!years )(?<!year )(?<!yrs )old(?:er)?(?! town)|former(?:ly)?|previous(?:ly)?|prior(?! to)|used to be|"
    r"no longer|disconn\w*|disc(?:['’]?d)?|delete|discontinued|expired|wrong|invalid|inactive|obsolete|defunct|"
    r"(?:bad|dead|changed|lost)(?: (?:number|num|no|phone|cell|line|e ?mail|address)\b| ?#|$)|cancell?ed|"
    r"(?:number|phone|cell|has|was) changed|(?:not|isn['’]?t|out) (?:in|of) (?:use|service|order)|"
    r"(?:not|isn['’]?t) (?:valid|active|good|current|correct|right|his|hers?|theirs?|mine|my)|"
    r"(?:not|\w+n['’]?t) work(?:ing|s)?(?: any ?(?:more|longer)| now)?(?=\s*(?:$|[^\w\s]))|equivocad[oa]|"
    r"viej[oa]|anterior|antigu[oa]|ya no|fuera de servicio|desconectad[oa]|no sirve|no funciona)(?!\w)|\bwas:?$|^not$"
)
_FOR_ALL = re.compile(r"\b(?:both|all|neither|ambos|todos)\b")
_NEW = re.compile(r"\b(?:new|now|current(?:ly)?|instead|use|try|nuev[oa]|ahora|usar|actual)\b")
_FAX = re.compile(r"\b(?:tele)?fax\b|\bfacsimile\b|\bfx\b|\bpager\b|\bbeeper\b|\bpgr\b|^\W*f\W*$")
_ALSO_CALLED = re.compile(
    r"\b(?:phone|ph|tel\w*|cell|mobile|home|house|voice|call|landline|land line)\s*(?:/|&|\+|-|and|or)\s*fax\b"
    r"|\bfax\s*(?:/|&|\+|-|and|or)\s*(?:phone|ph|tel\w*|cell|mobile|home|house|voice|call|landline)\b|\bno fax\b"
    r"|^\s*(?:/|&|\+|and|or|also)\s*fax\b"
)
"""`Phone/fax` is called as well."""
_SEPARATORS = (
    r"\n",
    r"[;|]|:::",
    r"(?<![^\W\d_])/|(?<!\bw)(?<!\bW)/(?![^\W\d_])",
    r"[,.](?!\w)",
    r"(?i)\b(?:and|or|but|y|o|pero)\b|&",
)
"""What stands between two numbers with their words, the plainest first."""
_TURNS = re.compile(
    r"(?i)[-=–—]+>|[→➔⇒»]|\b(?:is |was |has )?(?:changed to|replaced (?:by|with)|cambi(?:[oó]|ado) (?:a|por))\b"
    r"|(?<!not )(?<!no )\bnow\b(?!\s*\))|(?<!hasta )\bahora\b"
)
"""What says that the number before it was followed by the one after it."""
_CHANGED = re.compile(r"(?i)\b(?:from|chang\w*|moved|de|cambi\w*)\b")
_TO = re.compile(r"\s*(?:to|a|al)\s*")
_NOT_TO_CALL = re.compile(
    r"(?i)\b(?:never|not|don['’]?t|stop) (?:call\w*|text\w*|phone|phoning|e?-?mail\w*|write|writing)\b"
)
"""Beside a number to use instead, this one is no longer used."""
_BEGINS_NEW = re.compile(
    r"(?i)(?<!not )(?<!n't )(?<!n’t )(?<!ont )(?<!in )(?<!to )(?<!\()\b(?:new|use|try|nuev[oa]|usar)\b"
)


@dataclass(slots=True)
class _Piece:
    """A number or address of a cell with the words that belong to it.

    Attributes:
        start, end: where it stands.
        values: what was read from it; empty if it cannot be used.
        before, after: its words.
        dropped: it is not taken.
        new: it is said to be the one to use.
    """

    start: int
    end: int
    values: tuple[str, ...]
    before: str = ""
    after: str = ""
    dropped: bool = False
    new: bool = False

    @property
    def words(self) -> str:
        """Its words without the signs around them."""
        return " ".join(f"{bare(self.before)} {bare(self.after)}".split())


def sort_out(text: str, taken: Taken, others: Collection[str] = ()) -> Taken:
    """Return what was read from a cell without numbers or addresses that its words call another's or out of use.

    What is said to be new comes first. What is not taken is left over with its words.

    Args:
        text: the cell.
        taken: what was read from it.
        others: folded names of which the row says that they are not this person's.
    """
    if not taken.spans or not (taken.leftover or _TURNS.search(text)):
        return taken
    pieces = _pieces(text, taken.spans)
    for piece in pieces:
        words = without_accents(piece.words)
        around = without_accents(piece.before + " " + piece.after) if len(pieces) == 1 else words
        named = len(pieces) > 1 and _is_named(words, others)
        if piece.before.rstrip(' "').endswith("<"):  # `Friends of Old Town <club@example.org>` is called so
            piece.dropped |= named or (len(words.split()) <= _SHORT and _is_anothers(words))
            continue
        piece.dropped |= bool(_UNUSED.search(words) or _is_fax(words, around) or _is_anothers(words) or named)
        piece.new |= _NEW.search(words) is not None and not piece.dropped
    for piece in pieces if any(p.new for p in pieces) else ():
        piece.dropped |= not piece.new and _NOT_TO_CALL.search(piece.words) is not None
    last = without_accents(pieces[-1].after)
    if _FOR_ALL.search(last) and pieces[-1].dropped:
        for piece in pieces:
            piece.dropped = True
    if not any(piece.dropped or piece.new for piece in pieces):
        return taken
    own = [p for p in sorted(pieces, key=lambda p: not p.new) if not p.dropped]
    values = tuple(dict.fromkeys(value for piece in own for value in piece.values))
    return taken._replace(values=values, leftover=_left(text, pieces, taken, len(values)))


_NAME = re.compile(r"\b[A-Z][a-zà-ÿ]+")
_NAMES = ("given_name", "middle_name", "family_name", "preferred_name")


def names_of_others(text: str, values: Mapping[str, Value]) -> frozenset[str]:
    """Return the first names in a cell, folded, that are not of its row's person: `Bob 303-555-0102`.

    Args:
        text: the cell.
        values: the row's values; without a name nobody is another.
    """
    from coordinator.records.short_forms import is_given_name, is_short_form

    own = {fold_word(word) for key in _NAMES for word in str(values.get(key) or "").split()}
    found = {fold_word(word) for word in _NAME.findall(text)} - own if own else set()
    return frozenset(n for n in found if is_given_name(n) and not any(is_short_form(n, one) for one in own))


_SHORT = 2
_FEW_WORDS = 4
"""A heading of more words is a question, which may say what not to write."""
_FEW_BESIDE = 3
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@lru_cache(maxsize=500)
def is_not_to_use(heading: str) -> bool:
    """Return whether a heading says that its numbers are out of use, for faxes, or in brackets that they are another's.

    Args:
        heading: a column's heading.
    """
    text = without_accents(heading)
    beside = " ".join(aside[1] for aside in _ASIDE.finditer(text))
    said = _ASIDE.sub(" ", text)
    if len(said.split()) <= _FEW_WORDS and (_UNUSED.search(said) or _is_fax(said, said)):
        return True
    return 0 < len(beside.split()) <= _FEW_BESIDE and bool(_UNUSED.search(beside) or _is_anothers(beside))


def says_more(label: str) -> bool:
    """Return whether a label says that a number is another's, out of use or for faxes: `Spouse`, `Home Fax`."""
    words = without_accents(label)
    return bool(_UNUSED.search(words) or _is_fax(words, words) or _is_anothers(words))


def _left(text: str, pieces: Sequence[_Piece], taken: Taken, values: int) -> str:
    """Return the words of a cell that no value holds, with the numbers that are not taken."""
    if not any(piece.dropped for piece in pieces):
        return taken.leftover
    if values > 1 and any(p.words for p in pieces if not p.dropped):
        return " ".join(text.split())
    left = []
    for piece in pieces:
        whole = piece.before + text[piece.start : piece.end] + piece.after if piece.dropped else piece.words
        if whole := _closed(" ".join(whole.split()).strip(" ,;:/|&-–—")):
            left.append(whole)
    return " ".join(text.split()) if all(p.dropped for p in pieces) else "; ".join(left)


def _closed(words: str) -> str:
    """Return words without a bracket that lacks its other half at their ends."""
    if words.startswith("(") and ")" not in words:
        return words[1:].strip()
    return words[:-1].strip() if words.endswith(")") and "(" not in words else words


def _is_fax(words: str, around: str) -> bool:
    return _FAX.search(words) is not None and _ALSO_CALLED.search(around) is None


def _is_anothers(words: str) -> bool:
    """Return whether words say that a number is somebody else's: `wife and daughter`, not `me and my wife`."""
    if _ANOTHERS.search(words) is None or _SHARED.search(words):
        return False
    first, *others = [part for part in _JOINED.split(words) if part.strip()] or [""]
    return _ANOTHERS.search(first) is not None and not any(map(_ONESELF.search, others))


_FIRST_NAME = re.compile(
    r"(?:(?:or|and|y|o|also|else)\s+)*(?:(?:via|through|thru|by|per|por|at|contact|try)\s+)?([^\W\d_]+)"
)


def _is_named(words: str, others: Collection[str]) -> bool:
    """Return whether words begin with the name of somebody else: `Bob`, `Bob's cell`, `or via Bob`."""
    first = _FIRST_NAME.match(words)
    return first is not None and first[1] in others


def _pieces(text: str, spans: Sequence[tuple[int, int, tuple[str, ...]]]) -> list[_Piece]:
    """Return the numbers of a cell, each with the words that belong to it."""
    pieces = [_Piece(*span) for span in spans]
    pieces[0].before = text[: pieces[0].start]
    pieces[-1].after = text[pieces[-1].end :]
    changed = _CHANGED.search(pieces[0].before) is not None
    follow = not bare(pieces[0].before) and bool(bare(pieces[-1].after))
    for one, other in zip(pieces, pieces[1:], strict=False):
        between = text[one.end : other.start]
        if changed and _TO.fullmatch(between):
            one.dropped, other.before = True, between
            other.new = True
        elif turn := _TURNS.search(between):
            one.after, other.before = between[: turn.start()], between[turn.start() :]
            one.dropped = other.new = True
        else:
            at = _cut(between, follow)
            one.after, other.before = between[:at], between[at:]
    return pieces


def _cut(between: str, follow: bool) -> int:
    """Return how many of the signs between two numbers belong to the first one.

    Args:
        between: the text between them.
        follow: words of this cell follow their numbers.
    """
    if begins := _BEGINS_NEW.search(between):
        return begins.start()
    for separator in _SEPARATORS:
        if found := list(re.finditer(separator, between)):
            return found[-1 if follow else 0].start()
    if (aside := re.match(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])", between)) is not None:
        return aside.end()
    if "(" in between and ")" not in between:
        return between.index("(")
    says_of_first = re.search(
        r"(?i)\b(?:disconn|wrong|no longer|not |n['’]?t |out of|invalid|inactive|bad |changed|ya no)", between
    )
    return len(between) if follow or says_of_first else 0
