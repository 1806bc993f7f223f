"""Questions about several ways of contact at once: which ones to avoid, and which ones are all right.

Below *How should we NOT contact you?* a way that is named is refused; below *Are you OK with calls? Texts?* one that is
left out may be.
"""

import re
from collections.abc import Collection

from coordinator.records.kinds import YES_NO, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.opt_out_headings import (
    ELSEWHERE,
    MAY_WE,
    ONE_WAY,
    Side,
    heading_words,
    marks_of,
    named_ways,
    plain_words,
    side,
)
from coordinator.records.opt_outs import NOT_UNDERSTOOD, NOTHING, OptOut, beside_a_yes, said, welcomes

_DENIED = (
    r"(not|never|dont|do ?not|cant|cannot|wont|shouldnt|mustnt|wouldnt|avoid\w*|stop|skip|exclud\w*|exclusions?|"
    r"block\w*|ban(ned)?|disabled|restrict\w*|limits?|limitations?|refus\w*|declin\w*|"
    r"reject\w*|off ?limits|unwanted|unwelcome|forbid\w*|prohibit\w*|disallow\w*|no|none|without|object\w*|except\w*|"
    r"least|nunca|evit\w*|rechaz\w*|prohib\w*|excepto|salvo|sin|tampoco)"
)
_CONTACT = (
    r"(contact\w*|reach\w*|communicat\w*|touch|hear from|heard from|outreach|write|written|follow ?ups?|use|used|"
    rf"escrib\w*|comuni\w*|usar|usemos|recib\w*|{ONE_WAY})"
)
_WHICH = re.compile(
    r"\b(ways?|methods?|channels?|means|modes?|forms?|how|which|what|of these|of the following|any of|by|via|through|"
    r"preferences?|types?|kinds?|como|cual(es)?|que|formas?|medios?|metodos?|maneras?|vias?|canal(es)?|por)\b"
)
_WAYS = re.compile(r"\b(ways?|methods?|channels?|means|modes?|medios?|formas?|metodos?|vias?|canal(es)?)\b")
_ALL_BUT = re.compile(
    r"^(please )?(anything|everything|any( way| method)?|all( ways| methods)?|todo|cualquiera) (but|menos|excepto|"
    r"except)\b"
)
_SOFTLY = re.compile(r"\b(least|worst|less|menos|peor|last resort|hardly|rarely|only if|last choice)\b")
"""A way that is liked least is not refused: it is told."""
_GOVERNED = re.compile(
    rf"\b{_DENIED} (\w+ ){{0,4}}{_CONTACT}\b|\b{_CONTACT} (\w+ ){{0,4}}"
    r"(off ?limits|unwanted|unwelcome|not (ok|okay|welcome|wanted|allowed)|to (be )?avoid(ed)?|avoided|refused|"
    r"rejected|"
    r"declined|prohibited|forbidden|(we )?(should|must) avoid|no desead[oa]s?|no permitid[oa]s?|prohibid[oa]s?)\b"
    rf"|\b(unwanted|unwelcome|refused|forbidden|prohibited|excluded|blocked|off ?limits) {_CONTACT}\b"
)
_DENIES = re.compile(rf"\b{_DENIED}\b")
_OTHERWISE = re.compile(
    r"\b(if|when|in case|unless|until|during|before|after|times?|hours?|days?|why|reasons?|blank|empty|applicable|"
    r"spam|answer|respond|sure|available|cuando|horas?|razon|motivo|least once|at least|best|good|prefer\w*|"
    r"preferid[oa])\b"
)
"""Words of headings that ask for something else: when not to call, or what to do if somebody does not answer."""
_ABOUT = re.compile(r"\b(about|did|why|feedback|reasons?|motivo|blank|empty)\b")
_NOT_PREFERRED = re.compile(
    r"\b(least|less|menos|not|no) (prefer|favou?r|fav|lik|good|desead|querid)\w*|\b(prefer\w*|like|rather|desea\w*|"
    r"quier\w*) (\w+ )?(not|no|we didnt|you didnt|avoid)\b"
)
_PER_QUESTION = re.compile(
    r"\b(ok|okay|o k|fine|all ?right|alright|comfortable|happy|welcome|wants?|would (you|it)|accept\w*|agree\w*|"
    r"allow\w*|"
    r"open to|receive|consents?|permissions?|opt(ed|ing)? ?in|we may|acept\w*|de acuerdo|recib\w*|permit\w*|podemos|"
    r"puede\w*)\b"
)
_WHICH_IS_BEST = re.compile(r"\b(how|which|what|or|como|cual|when|numbers?|address\w*)\b")
_PREFERS = re.compile(r"\b(best|prefer\w*|favou?rite|mejor|prefier\w*|preferid[oa]|preferencia)\b")
_ASKS_YES_OR_NO = re.compile(
    r"^(q ?)?(\d+ )?(we may|are|is|ok|okay|do|does|may|can|could|would|will|should|shall|podemos|puede\w*|acept\w*|"
    r"dese\w*|"
    r"quier\w*|le podemos|permit\w*|allow) "
)
_BARE_MAIL = re.compile(r"\b(postal mail|snail mail|direct mail|mail|letters?|correo postal|usps|post(cards?)?)\b")
_ALL = re.compile(r"\b(all|any|both|either|ambos|ambas|every|everything|anything|todos?|todas?|cualquiera?)\b")
_FINE = re.compile(
    r"\b(fine|ok|okay|good|welcome|great|works|allowed|all ?right|bien|perfecto|goes|sure|yes|si|no preference|"
    r"no problem)\b"
)
_NONE = re.compile(
    r"^(no|none|nothing|nobody|neither|nope|n a|none of (them|these|the above)|no preference|nada|ningun[oa]?s?|"
    r"nope none|"
    r"not any|zero)( thanks?| thank you| please| gracias| of (them|these|it))*$"
)
_BUT = re.compile(
    r"\b(but|except( for)?|besides|apart from|other than|not|no|excluding|minus|without|skip|never|dont|do not|menos|"
    r"excepto|salvo|sin|pero no)\b(?P<what>.*)$"
)
_ONLY = re.compile(r"\b(only|just|solo|solamente|unicamente|nada mas)\b")
_ANSWERED = re.compile(
    rf"^(?P<way>{ONE_WAY}) (is |are )?((?P<no>no|not|never|n|off|nope|not ok|not okay)|yes|y|ok|okay|fine|si|s)$"
)


def asks_what_to_avoid(heading: str, samples: Collection[str] = ()) -> bool:
    """Return whether a heading asks for ways of contact that are not wanted: `How should we NOT contact you?`.

    Args:
        heading: the heading.
        samples: some cells; ways named below a heading that denies without naming contact are such ones too.
    """
    words = heading_words(heading)
    if _codes(heading):
        return True
    if ELSEWHERE.search(words) or _ABOUT.search(words):
        return False
    if _OTHERWISE.search(words) and not _NOT_PREFERRED.search(words):
        return False
    if not (_DENIES.search(words) or _ALL_BUT.search(words) or _SOFTLY.search(words)):
        return False
    named = sum(map(_names_only_ways, samples))
    ways_named = bool(named) and named * 2 >= len(samples)
    if _WAYS.search(words) and (ways_named or not samples):
        return True
    if not named and samples and not _AT_LARGE.search(words):
        return False
    if _WHICH.search(words) and _GOVERNED.search(words) and not _is_yes_no(samples):
        return bool(side(heading) is not Side.IN or ways_named)
    return ways_named and len(named_ways(words)) != 1  # below *No calls* a `please call` names no way to avoid


_LETTERS = re.compile(r"[(\[]\s*([A-Za-z](?:\s*[/,;|&]\s*[A-Za-z])+)\s*[)\]]")
_LETTER_OF = {"c": "call", "p": "call", "v": "call", "l": "call", "t": "text", "s": "text", "e": "email"}
_OTHER_LETTERS = frozenset("mdw")
"""Letters for ways that are none of ours: mail, door, WhatsApp."""


def _codes(heading: str) -> Collection[str]:
    """Return the letters that a heading which denies gives for ways of contact: `Never (P/T/E)`; none: it does "
    "not."""
    match = _LETTERS.search(heading)
    letters = set(re.findall("[a-z]", match[1].lower())) if match else set()
    known = letters <= _LETTER_OF.keys() | _OTHER_LETTERS and len(letters & _LETTER_OF.keys()) > 1
    return letters if known and _DENIES.search(heading_words(heading)) else ()


_AT_LARGE = re.compile(r"\b(contact\w*|reach\w*|communicat\w*|in touch|outreach|comuniq\w*|comunic\w*)\b")
"""What all ways of contact are called: below such a heading a way that is not known is told."""


def _is_yes_no(samples: Collection[str]) -> bool:
    return bool(samples) and all(isinstance(YES_NO.clean(text).value, bool) for text in samples)


_BETWEEN = re.compile(
    rf"\b({ONE_WAY}|messages?|letters?|post|postal|voice|visits?|door|knock\w*|all|any|none|phones?|voicemails?|"
    rf"whats ?app|"
    r"signal|in|person|and|or|y|o|the|my|cell|home|work|please|de|texto|electronico|telefono\w*|sms|mms|ways?)\b"
)


def _names_only_ways(text: str) -> bool:
    words = plain_words(text)
    return bool(named_ways(words)) and not _BETWEEN.sub("", words).strip()


def avoided(text: object, heading: str) -> OptOut:
    """Return what a cell below such a heading says: a way that it names is refused, or liked least."""
    shown = plain_text(text)
    words = plain_words(shown)
    if shown.lower() in EMPTY_WORDS or _NONE.match(words):
        return NOTHING
    letters, known = set(words.replace(" ", "")), _codes(heading)
    if known and len(words.replace(" ", "")) <= len(known) and letters <= set(known):
        meant = [_LETTER_OF[letter] for letter in sorted(letters & _LETTER_OF.keys())]
        return OptOut(marks_of(meant)) if meant else NOTHING
    if found := said(shown):
        return OptOut(found)
    if _FINE.search(words):
        return NOTHING if _ALL.search(words) or not named_ways(words) else NOT_UNDERSTOOD
    if _ONLY.search(words) or _BUT.search(words) or welcomes(words):
        return NOT_UNDERSTOOD
    if _SOFTLY.search(heading_words(heading)):
        return NOT_UNDERSTOOD
    if ways := named_ways(_BARE_MAIL.sub(" ", words.replace("e mail", "email"))):
        return OptOut(marks_of(ways))
    return OptOut(marks_of(())) if _ALL.search(words) else NOT_UNDERSTOOD


def asks_about_each(heading: str) -> tuple[str, ...]:
    """Return the ways that a heading asks about at once: `Are you OK with calls? Texts? Emails?`; none: it "
    "does not."""
    words = heading_words(heading)
    ways = named_ways(words)
    if len(ways) < 2 or _DENIES.search(words) or ELSEWHERE.search(words):
        return ()
    if _PREFERS.search(words) or _WHICH_IS_BEST.search(words) and not _ASKS_YES_OR_NO.match(words):
        return ()
    return ways if MAY_WE.search(words) or _PER_QUESTION.search(words) else ()


_BOTH_ANSWERS = frozenset(("y", "n"))


def of_each(text: object, ways: Collection[str]) -> OptOut:
    """Return what a cell below a question about several ways says: `texts only`, `everything but calls`, `none`.

    Args:
        text: the cell.
        ways: the ways that are asked about.
    """
    shown = plain_text(text)
    words = plain_words(shown)
    answer = YES_NO.clean(text).value
    if _BOTH_ANSWERS.issubset(words.replace("yes", "y").replace("no", "n").split()) and not named_ways(words):
        return NOT_UNDERSTOOD  # "Y/N/Y"
    if answer is True:
        return beside_a_yes(shown) or NOTHING
    if answer is False or _NONE.match(words):
        return OptOut(marks_of(ways))
    if shown.lower() in EMPTY_WORDS:
        return NOTHING
    if answers := [match for part in re.split(r"[,;/|\n]", shown) if (match := _ANSWERED.match(plain_words(part)))]:
        refused = [way for match in answers if match["no"] for way in named_ways(match["way"])]
        return OptOut(marks_of(refused)) if refused else NOTHING
    if found := said(shown):
        return OptOut(found)
    named = named_ways(words)
    if _ONLY.search(words) and named and not _BUT.search(words):
        return OptOut(marks_of(way for way in ways if way not in named))
    but = _BUT.search(words)
    if but and named_ways(but["what"]):
        return OptOut(marks_of(named_ways(but["what"])))
    if but is None and (_ALL.search(words) or set(named) >= set(ways) or _FINE.search(words) and not named):
        return NOTHING
    return NOT_UNDERSTOOD
