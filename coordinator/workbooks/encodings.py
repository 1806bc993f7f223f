"""The encoding of a text file: by its mark, by its bytes, otherwise by which letters stand inside its words."""

import codecs
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from coordinator.base.errors import UserError
from coordinator.workbooks import word_looks

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
USUAL = "cp1252"
SINGLE = {
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows for Central Europe (cp1250)",
    "iso8859_2": "Latin-2 (ISO 8859-2)",
    "cp1254": "Windows for Turkish (cp1254)",
    "cp1251": "Windows for Cyrillic (cp1251)",
    "koi8_r": "KOI8-R",
    "cp1253": "Windows for Greek (cp1253)",
    "cp850": "DOS (cp850)",
    "iso8859_15": "Latin-9 (ISO 8859-15)",
    "cp1255": "Windows for Hebrew (cp1255)",
    "cp1256": "Windows for Arabic (cp1256)",
}
"""Encodings of one byte per letter, the likelier ones first, with their names for people."""
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", **SINGLE}
SAMPLE = 4000
"""So many different words with letters beyond ASCII are looked at."""
NEAR = 40
"""Two encodings are near if what they read costs hardly more in the second."""
MOST = 75
"""An encoding in which the words cost more than this for each letter beyond ASCII is not believed."""
DOUBTFUL = 55
"""From here on it is believed, but doubted, where there are no more words than this:"""
FEW = 3
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SELDOM = dict(zip(SINGLE, (0, 30, 50, 60, 60, 40, 60, 50, 60, 25, 60, 60), strict=True))
"""What an encoding costs for being seldom."""
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_ASCII = re.compile(r"\w*[^\x00-\x7f]+\w*")
_WORD = re.compile(rb"(?<![A-Za-z'\x80-\xff])[A-Za-z']*+[\x80-\xff][A-Za-z'\x80-\xff]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text.

    Attributes:
        text: the text.
        name: the name of its encoding, for people.
        near: another encoding in which it would look as right, and a word in both; None if there is none.
        replaced: how many bytes could not be read, and stand as � in the text.
        unlike: a word that looks like none of any language, so that the encoding is doubtful; None if there is none.
        single: the encoding of one byte per letter that looked likeliest, where others can be read too; or empty.
    """

    text: str
    name: str
    near: tuple[str, str, str] | None = None
    replaced: int = 0
    unlike: str | None = None
    single: str = ""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return a file's text.

    Args:
        data: the file's bytes.
        encoding: its encoding, if someone named it; None: it is found.

    Raises:
        UserError: there is no encoding of this name.
    """
    if encoding is not None:
        return _as_told(data, encoding)
    for bom, name in BOMS:
        if data.startswith(bom):
            return _lenient(data, name)
    if wide := _wide(data):
        return _lenient(data, wide)
    try:
        return Decoded(data.decode("utf-8"), NAMES["utf-8"])
    except UnicodeDecodeError:
        return _by_lines(data) or _guessed(data)


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        bom = next((known for mark, known in BOMS if data.startswith(mark) and known.startswith(name)), name)
        return _lenient(data, bom)
    except (LookupError, ValueError) as error:
        raise UserError(
            f"“{encoding}” is no encoding that is known. Write utf-8, cp1252, mac_roman, cp1250 or utf-16."
        ) from error


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, errors="replace")
    known = re.sub(r"-[lb]e$", "", codecs.lookup(name).name)
    return Decoded(text, NAMES.get(known, NAMES.get(name, known)), replaced=text.count("\ufffd"))


def _wide(data: bytes) -> str | None:
    """Return the encoding of two or four bytes per letter that a file without a mark is in; None if in none."""
    if b"\0" not in data[:4096] or _is_utf8_with_gaps(data[:4096]):
        return None
    start = data[: 4096 - 4096 % 4]
    start = start[: len(start) - len(start) % 4] if len(start) >= 8 else start
    best = max(WIDE, key=lambda name: _readable(start, name))
    return best if _readable(start, best) > 0.9 else None


def _is_utf8_with_gaps(start: bytes) -> bool:
    """Return whether some bytes are UTF-8 into which a few empty bytes came."""
    bare = start.replace(b"\0", b"")
    return len(start) - len(bare) < len(start) / 20 and is_utf8(bare[: bare.rfind(b"\n") + 1] or bare)


def _readable(data: bytes, name: str) -> float:
    """Return the share of letters, digits and usual signs in what an encoding makes of some bytes."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(data) - 4:
            return 0.0
        text = data[: error.start].decode(name)
    usual = sum(c in "\r\n\t" or c == " " or (c.isprintable() and _is_usual(c)) for c in text)
    signs = sum(text.count(c) for c in "\r\n\t ,;|@.")
    return usual / len(text) if text and signs else 0.0


def _is_usual(character: str) -> bool:
    return character.isascii() or unicodedata.category(character)[0] in "LMNPS"


def _by_lines(data: bytes) -> Decoded | None:
    """Decode each line separately if two lists were joined, or if a few bytes were damaged on the way."""
    lines = data.split(b"\n")
    beyond_ascii = [i for i, line in enumerate(lines) if not line.isascii()]
    other = [i for i in beyond_ascii if not is_utf8(lines[i])]
    if _mostly_utf8(b"\n".join(lines[i] for i in beyond_ascii)):
        return _lenient(data, "utf-8")
    if len(other) == len(beyond_ascii):
        return None
    rest = _guessed(b"\n".join(lines[i] for i in other))
    texts = rest.text.split("\n")
    if len(texts) != len(other) or rest.replaced:
        return _lenient(data, "utf-8")
    decoded = dict(zip(other, texts, strict=True))
    text = "\n".join(decoded[i] if i in decoded else line.decode("utf-8") for i, line in enumerate(lines))
    return Decoded(text, f"UTF-8, {_count(len(other))} of it as {rest.name}", rest.near)


def _mostly_utf8(data: bytes) -> bool:
    """Return whether a file is UTF-8 with a few damaged letters; by chance no other text is."""
    letters = _UTF8_LETTER.findall(data)
    rest = len(data.translate(None, bytes(range(128)))) - sum(map(len, letters))
    return len(letters) > 1 and rest * 2 <= len(letters)


def _count(lines: int) -> str:
    return "one line" if lines == 1 else f"{lines:,} lines"


def known(name: str) -> str | None:
    """Return the name of an encoding if it is one of letters of one byte, None otherwise."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return name if found not in ("utf-8", "ascii") and not found.startswith("utf") else None


def is_utf8(line: bytes) -> bool:
    """Return whether bytes are UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes) -> Decoded:
    """Return the text in the encoding in which its words look likeliest, measured against how usual it is."""
    lines = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    words = list(dict.fromkeys(_WORD.findall(lines)))[:SAMPLE]
    beyond_ascii = bytes(set(data.translate(None, bytes(range(128)))))
    read = {name: [w.decode(name) for w in words] for name in SINGLE if _decoded(beyond_ascii, name) is not None}
    cost = {word: word_looks.cost(word) for word in {word for words in read.values() for word in words}}
    costs = {name: _SELDOM[name] + sum(map(cost.__getitem__, read[name])) for name in read}
    ranked = sorted(read, key=lambda name: costs[name])
    beyond = sum(byte > 127 for word in words for byte in word)
    if not ranked or costs[ranked[0]] > MOST * beyond + 100:
        return _by_statistics(data, ranked[0] if ranked else None)
    best = ranked[0]
    for name in ranked[1:]:
        differing = [i for i, word in enumerate(read[best]) if word != read[name][i]]
        if differing and costs[name] - costs[best] <= NEAR:
            at = max(differing, key=lambda i: len(words[i]))
            return Decoded(data.decode(best), SINGLE[best], (name, read[best][at], read[name][at]), single=best)
    doubtful = costs[best] - _SELDOM[best] > (DOUBTFUL * beyond + 45 if len(words) <= FEW else MOST * beyond)
    unlike = max(read[best], key=cost.__getitem__) if doubtful else None
    return Decoded(data.decode(best), SINGLE[best], unlike=unlike, single=best)


def words_beyond_ascii(text: str) -> list[str]:
    """Return the words of a text that have other letters than ASCII."""
    return [] if text.isascii() else [word for word in _LETTERS.findall(text) if not word.isascii()]


def likelier(texts: Collection[str], single: str, known: Collection[str]) -> str | None:
    """Return the encoding in which texts have more known words than in the one they were read in; None if none has.

    Args:
        texts: texts with letters beyond ASCII.
        single: the encoding of one byte per letter that they were read in.
        known: words that may be in them.
    """

    def found(name: str) -> int:
        again = (_decoded(text.encode(single, "replace"), name) or "" for text in texts)
        return len({word for text in again for word in words_beyond_ascii(text)}.intersection(known))

    best = max(SINGLE, key=found)
    return best if found(best) > found(single) else None


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _by_statistics(data: bytes, best: str | None) -> Decoded:
    """Ask for the encoding by letter statistics: languages with several bytes per letter, and all others."""
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_exclusion=["utf_16", "utf_32"]).best()
    name = found.encoding if found else best or USUAL
    decoded = _lenient(data, name)
    unlike = next(iter(_NOT_ASCII.findall(decoded.text)), None)
    return replace(decoded, unlike=unlike, single=name if name in SINGLE else "")
