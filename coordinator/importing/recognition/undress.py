"""A heading without its dress: numbers, mark-up and politeness off, paths and joined words in single words."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from coordinator.base.folding import fold_heading, without_accents

_TAG = re.compile(r"<[^>]{1,80}>")
_MARKDOWN = re.compile(r"[*_~`#]{1,3}(?=\S)|(?<=\S)[*~`]{1,3}")
_NUMBER = re.compile(
    r"^\s*(?:"
    r"(?:(?:survey |custom )?(?:question|pregunta|step|item|field|section|part|"
    r"page)\s*#?\s*\d+(?:\.\d+)*\s*[.):–—-]+\s*)"
    r"|(?:[qQpP]\s?\d{1,3}(?:[._]\d{1,3})*[a-z]?\s*[._):–—-]+\s*)"
    r"|(?:\(?\d{1,3}(?:\.\d{1,2})*[a-z]?\s*[.):–—]+\s+|\(\d{1,3}\)\s*|\d{1,3}[.)](?=\D))"
    r"|(?:[a-hA-H][.)]\s+)"
    r")"
)
_FRAME = re.compile(
    r"^\s*(?:survey(?: question)?|custom(?: field| question)?|question|form|cf|answer|field)\s*[:_]\s*(?=\S)", re.I
)
_REPEATED = re.compile(r"\s*\((\d{1,2})\)$")
_COLUMN = re.compile(
    r"(?:"
    r"(?:column|col|columna|spalte)(?:[\s_:#.-]+[A-Z]{1,2}|(?-i:(?<=[a-z])[A-Z]{1,2})|[\s_:#.-]*\d{1,4}|[\s_:#.-]*)"
    r"|(?:field|unnamed|untitled|campo|var|question|attribute|custom(?: field)?|answer|response|item)"
    r"[\s_:#.-]*(?:[A-Z]|\d{1,4})?"
    r"|[fcqx][\s_:#.-]*\d{1,4}|[A-Z]|\d{1,4}|\.{2,}|\(?(?:untitled|blank)\)?|[?_-]*"
    r")(?:\s*\(\d+\))?",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z]{3})(?=\d)|(?<=\d)(?=[A-Za-z]{3})")
_POSSESSED = re.compile(r"'s(?=\s)|'s?(?=[)\]}])")
_WORD = re.compile(r"[^\W_]+|#")
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_STEPS = re.compile(r"\w+(\[\w+\])+")
"""Steps of a name in a program's record."""
_EG = re.compile(r"(?i)\b(?:e\.?\s?g\.?|i\.e\.|for example|such as|por ejemplo|ej\.)\s*[,:]?.*$")
_PERSONAL = (
    r"(?:\w+\s+){0,2}?"
    r"(?:name|names|number|phone|e-?mail|address|cell|mobile|tel|contact|zip|state|city|street|town|birth\w*|dob|age)\b"
)
_POSSESSIVE = re.compile(rf"(?i)\b([^\W\d_]{{2,}}?)(?:'s|s')\s+(?={_PERSONAL})")
_OWN_POSSESSIVE = re.compile(
    r"(?i)\b(?:the )?(?:candidate|applicant|member|volunteer|participant|attendee|voter|registrant|"
    r"respondent|person|"
    r"guest|individual|potential candidate|prospective candidate)(?:'s|s')\s"
)
_OF_WHOM = re.compile(
    r"(?i)\b(?:name|names|number|phone|e-?mail|address|contact|tel[eé]fono|nombre|correo)s?\b[^.?]{0,20}?\b(?:of|"
    r"de|del)\s+(?:a |an |the |your |su |el |la |another |one )?(\w+)"
)
_SELF = frozenset(
    "your you yourself me my i it what who where when there let that he she how here person candidate member "
    "volunteer applicant nominee "
    "participant attendee voter registrant respondent guest recipient employee resident individual people today "
    "this contact "
    "supporter subscriber signer student user whom day candidato candidata persona usted miembro voluntario home "
    "residence work "
    "casa trabajo oficina hogar residencia contacto nacimiento celular campaign record updates texting texts "
    "youth youths teen minor student joven jovenes alumno alumna estudiante participante aspirante interesado "
    "interesada registrado donor "
    "pila molde imprenta calls calling login correspondence ballot us we the mailing emergencies use best".split()
)
_BRIEF = 2
_NOISE = frozenset("required optional obligatorio opcional requerido".split())


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what is left of it.

    Attributes:
        raw: as it stands in the file.
        text: without mark-up and numbers.
        words: its words, folded.
        aside: the words in brackets and after "e.g.", folded.
        path: the parts of a dotted, slashed or underscored name; the last one says what, the others whose.
        repeated: 2 for the second column with this heading, and so on; otherwise 1.
        asks: whether it is a question or a sentence.
        of_another: whether a possessive names somebody else: "Treasurer's phone", "name of your teacher".
        is_numbered: whether it begins with the number of a question: "Q3 - State".
        says_nothing: whether it is empty or only counts ("Column C", "Field 7").
    """

    raw: str
    text: str
    words: tuple[str, ...]
    aside: tuple[str, ...]
    path: tuple[str, ...]
    repeated: int
    asks: bool
    says_nothing: bool
    of_another: bool = False
    is_numbered: bool = False

    @property
    def brief_aside(self) -> tuple[str, ...]:
        """The words in brackets, if they are one or two: *Phone (work)*; a whole sentence explains something."""
        return self.aside if len(self.aside) <= _BRIEF and self.aside != self.words else ()


def _bare(raw: str) -> tuple[str, int]:
    text = _TAG.sub(" ", html.unescape(html.unescape(raw)))
    text = text.replace("\u2019", "'").replace("\u00a0", " ")
    text = "".join(c if c.isascii() or c.isalnum() or c in "¿¡–—…" else " " for c in text)
    text = re.sub(r"\s+", " ", text).strip(" \t*~`")
    repeated = 1
    if match := _REPEATED.search(text):
        repeated, text = int(match[1]), text[: match.start()]
    for _ in range(2):
        text = _NUMBER.sub("", text, count=1).strip()
        text = _FRAME.sub("", text, count=1).strip()
    return _MARKDOWN.sub(" ", text).strip(" :*") if " " in text else text.strip(" :*"), repeated


_ADDRESSED = re.compile(
    r"(?i)(?:(?:please|kindly|por favor),?\s+)?"
    r"(?:(?:enter|give|provide|list|type|write|fill in|tell us|share|add|escriba|indique|ingrese)\s+)?"
    r"(?:(?:what(?:'s| is| are)|cu[aá]l(?:es)? (?:es|son))\s+)?(?:your|su|sus|tu|tus)\s+(?=\w)"
)
_REQUIRED = re.compile(r"(?i)\s*[(\[]\s*(?:required|optional|obligatori[oa]|opcional|requerid[oa])\s*[)\]]\s*")


@lru_cache(maxsize=5_000)
def wording(raw: str) -> str:
    """Return a heading folded, without what a form adds to it: its number, *your*, *please*, a star, *(required)*.

    Two headings of one wording mean the same in two forms; of one sheet, `Phone (2)` stays another than `Phone`.
    """
    text, repeated = _bare(raw)
    asked = _REQUIRED.sub(" ", _ADDRESSED.sub("", text.lstrip("¿ "), count=1))
    return (fold_heading(asked) or fold_heading(raw)) + (f" {repeated}" if repeated > 1 else "")


def split_words(text: str) -> tuple[str, ...]:
    """Return a text's words, folded; joined words (`firstName`, `PhoneNumber`) are parted."""
    words = _WORD.findall(_CAMEL.sub(" ", _POSSESSED.sub(" ", text).replace("'", "")))
    return tuple(without_accents(w) for w in words)


@lru_cache(maxsize=5_000)
def undress(raw: str) -> Heading:
    """Return what a heading says."""
    text, repeated = _bare(raw)
    text = _OWN_POSSESSIVE.sub("", text)
    aside = " ".join([*_BRACKETS.findall(text), *_EG.findall(text)])
    core = _EG.sub("", _BRACKETS.sub(" ", text)).strip() or text
    if _STEPS.fullmatch(text):
        core, aside = text, ""  # `assignment[texter][email]`
    path: tuple[str, ...] = ()
    if " " not in text and re.search(r"[._/:;\[\]=-]", text):
        path = tuple(p for p in re.split(r"[./:;\[\]=]+|__", text) if p)
    elif ": " in core or " - " in core or " > " in core or " | " in core:
        path = tuple(p.strip() for p in re.split(r": | - | > | \| ", core) if p.strip())
    words = tuple(w for w in split_words(core) if w not in _NOISE)
    asides = tuple(w for w in split_words(aside) if w not in _NOISE)
    nothing = not words or bool(_COLUMN.fullmatch(_REPEATED.sub("", raw.strip())) and raw.strip() != "#")
    asks = "?" in raw or "¿" in raw or len(words) > 5
    whose = [m[1].lower() for m in (*_POSSESSIVE.finditer(core), *_OF_WHOM.finditer(core))]
    another = any(w not in _SELF for w in whose)
    return Heading(raw, text, words or asides, asides, path, repeated, asks, nothing, another, bool(_NUMBER.match(raw)))
