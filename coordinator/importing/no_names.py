"""What stands where a name is missing, or where a list was tried out: `(same)`, `Tbd TBD`, `test`, `Your Name`."""

import re

from coordinator.base.folding import without_accents
from coordinator.importing.words_beside import KIN

_SURELY = frozenset(
    "tbd tba tbc ditto same idem ibid mismo misma xx xxx xxxx asdf asdfg asdfasdf asdfgh qwerty anonymous illegible "
    "unreadable anonimo anonima ilegible placeholder nobody nadie unnamed delete deleteme duplicate pending pendiente "
    "vacant vacante unassigned dummy".split()
)
"""Words that are no part of a name anywhere."""
_ALONE = frozenset(
    "test testing tester testuser prueba pruebas ensayo demo sample ejemplo example guest invitado invitada visitor "
    "name nombre surname apellido unknown desconocido desconocida igual".split()
)
"""Words that are no name by themselves, though last names of some people."""
_NO_NAME_ALONE = _SURELY | _ALONE | frozenset("myself me self open unfilled anyone anybody someone somebody".split())
_PERHAPS = _ALONE | frozenset(
    "user usuario person persona volunteer attendee tested trial account cuenta first last given family your here none "
    "null nil no na not sin contact foo bar lorem ipsum n x".split()
)
"""Words that are no name beside each other."""
_PHRASES = re.compile(
    r"no name(?: given)?|name withheld|lo mismo|el mismo|la misma|los mismos|no answer|sin nombre|"
    r"(?:to be|por) (?:determined|announced|confirmed|decided|advised|confirmar|definir|determinar|anunciar)|"
    r"not (?:provided|given|stated|known)|delete (?:me|this|row)|(?:last |first )?name (?:tbd|missing)|"
    r"(?:the )?same (?:person|name|one|guy|contact)|(?:its |it s )?just me|me myself|yo mism[oa]|"
    r"(?:still )?(?:open|empty|free|unfilled|available|vacant|unassigned)(?: (?:slot|shift|spot|seat|position|line))?|"
    r"(?:need|needs|needed|want|wanted|looking for)(?: a| an| one| two| more| \d)* "
    r"(?:volunteers?|someone|somebody|person|people|help)|anyone|anybody|someone|somebody|"
    rf"(?:my|mi|our|his|her|their) {KIN}s?"
)
_POINTS = re.compile(
    r"(?:(?:please |pls )?see|same as|as|ver|igual que|mismo que) (?:the |el |la )?(?:above|below|notes?|comments?|"
    r"attach\w+|next|previous|prior|other|row|sheet|list|file|abajo|arriba|notas?|anterior|fila)\b.*|ditto|same|idem"
)
"""What only points to where the name is: `see below`."""


_POINTER = re.compile(
    r"(?i)(?:ditto|same|idem|mism[oa])"
    r"(?: (?:address|addr|house|home|household|phone|place|direcci[oó]n|casa|as above))*"
    r"\s*(?:[-–—:,;]+\s*|\s(?=[A-Z][a-z]+ [A-Z]))(?=[^\W\d_])"
)
"""What points to the row above before a name: `ditto address — Paul Reyes`."""
_WHOSE = re.compile(
    rf"(?i:my|mi|our|nuestr[oa])\s+(?:[a-z-]+\s+){{0,2}}(?:{KIN}\s*[,:–—-]*\s+|(?i:{KIN})\s*[,:–—-]+\s*)(?=[^\W\d_])"
    rf"|(?i:{KIN})\s*:\s*(?=[^\W\d_])"
)
"""Who somebody is to the one who names them: `My wife, Paige Tamblyn`."""


def before_name(text: str) -> str:
    """Return what stands before a name and only points to another row, or says whose wife, friend … it is; "": none."""
    match = _POINTER.match(text) or _WHOSE.match(text)
    return match[0] if match else ""


_BEGINNINGS = (
    _SURELY
    | _PERHAPS
    | frozenset(
        "lo el la los the to por see ver please pls as open empty free available need needs my our just".split()
    )
)


def may_begin(word: str) -> bool:
    """Return whether what is no name may begin with a word: most names are told apart by this alone."""
    return word.lower() in _BEGINNINGS


def _words(text: str) -> list[str]:
    if text.isascii() and text.isalpha():  # as most names
        return [text.lower()]
    words = re.split(r"[^a-z0-9]+", without_accents(text))
    return [word for word in words if word and not word.isdigit()]


def is_no_name(text: str) -> bool:
    """Return whether a text stands where a name is missing, or only tries a form out."""
    if text.isascii() and text.isalpha():
        return text.lower() in _NO_NAME_ALONE
    plain = re.sub(r"\s+", " ", re.sub(r"[^\w\s/]", " ", without_accents(text))).strip()
    if _PHRASES.fullmatch(plain) or _POINTS.fullmatch(plain):
        return True
    words = _words(text)
    if len(words) == 1:
        return words[0] in _NO_NAME_ALONE
    return bool(words) and all(w in _SURELY or w in _PERHAPS for w in words) and any(len(w) > 1 for w in words)


def is_no_name_alone(text: str) -> bool:
    """Return whether a last name without a first name is nobody's: User of `Test`, `User`."""
    words = _words(text)
    return bool(words) and all(word in _SURELY or word in _PERHAPS for word in words)


def is_no_part(text: str) -> bool:
    """Return whether a text is no last name either: `TBD`, `(same)`; Test and Guest are last names of some people."""
    words = _words(text)
    return bool(words) and all(word in _SURELY for word in words)
