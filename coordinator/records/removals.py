"""Remarks that are no more than a request to be taken off: `pls remove her`, `take off`, `quitar por favor`.

Whatever else is said, of an address or of a shift, makes it another request, and is for a person to read.
"""

import re

from coordinator.records.opt_out_headings import plain_words

_PLEASE = (
    r"(please|pls|plz|kindly|just|(can|could|would|will) you|thanks|thank you|thx|ty|asap|now|immediately|at once|"
    r"right away|today|sorry|favor de|por favor|porfavor|favor|gracias|ya|cuanto antes|(per|at|by) "
    r"((my|his|her|their|own|voter|voters|the) )*(request|wish|wishes)|a peticion (suya|propia))"
)
_PERSON = r"((both of )?(me|us|him|her|them)( both| all)?|this (person|man|woman|voter))"
_LIST = r"((off|from|off of) ((of|the|our|your|this|all|every|any|my) )*(contact )?(lists?|database))"
_OF_LIST = r"(de (la|las|su|sus|nuestra|esta|todas las) listas?)"
_ENDINGS = r"(me|nos|lo|la|le|los|las)"
_STEM = r"(quit|borr|elimin|sac|saqu)"
_REMOVAL = re.compile(
    rf"({_PLEASE} )*((remove|delete|rm) {_PERSON}( {_LIST})?|(remove|delete|rm) {_LIST}|take ({_PERSON} )?off|"
    rf"{_STEM}(ar|en|e|a){_ENDINGS}( {_OF_LIST})?)( {_PLEASE})*"
    rf"|({_PLEASE} )+(remove|delete|rm|off|{_STEM}(ar|en|e))( {_PLEASE})*"
    rf"|(remove|delete|rm|off|{_STEM}ar)( {_PLEASE})+"
)
_FROM_SOMETHING = re.compile(
    rf"\b(remove|delete|take) ({_PERSON} )?(off|from|as(?! (soon|of|per|i|we|he|she|they)\b)) (?P<what>.+)$"
)
_FROM_US = re.compile(
    rf"^({_PLEASE} ?|{_PERSON} ?)+$|\b(lists?|database|roster|everything|all|any\w*|every\w*|e ?mails?|mailings?|"
    r"newsletters?|texts?|sms|calls?|phone|contacts?|messages?|rolls?|system|records?|files?|campaigns?|your|our|"
    r"here|this|these|future|further|lista|program)\b"
)


_BY_NAME = re.compile(r"^(?i:please|pls|plz|kindly) (?i:remove|delete|take off)(?: [A-Z][\w'-]+){1,2}\W*$")
_STOPS = re.compile(r"[,;:.!?()]|\s[-–—]+\s")
_TASK = re.compile(
    r"\b(shifts?|schedules?|rota|carpools?|ballots?|agenda|calendar|rsvps?|slots?|turf|duty|lineup)\b"
    r"(?! (\w+ ){0,2}(mailing|e ?mails?|texts?|calls?|messages?)\b)"
    r"|\b(crew|committees?|teams?|booth|meetings?|training|panel)\b"
    r"(?! (\w+ ){0,2}(lists?|e ?mails?|texts?|calls?|messages?)\b)"
)


_THINGS = re.compile(r"\b(remove|delete|rm|take) them\b(?! (off|from|both)\b)")
"""What is to be removed may be things: `please remove them`."""


def is_removal(words: str) -> bool:
    """Return whether plain words are a request to be taken off, and nothing else."""
    return _REMOVAL.fullmatch(words) is not None and not _THINGS.search(words)


def has_a_removal(text: str) -> bool:
    """Return whether a part of a text between its stops may be such a request: `pls remove - moved`."""
    parts = map(plain_words, _STOPS.split(text))
    return any(_REMOVAL.fullmatch(part) for part in parts) or _BY_NAME.search(text) is not None


def is_of_another(words: str) -> bool:
    """Return whether a removal in plain words names somebody else than who writes: below a question, maybe a thing."""
    return is_removal(words) and re.search(r"\b(him|her|them)\b|(lo|la|le|los|las)$", words) is not None


def names_another_list(words: str) -> bool:
    """Return whether plain words take somebody off something that may be none of our lists: `off the Tuesday shift`."""
    found = _FROM_SOMETHING.search(words)
    return found is not None and (not _FROM_US.search(found["what"]) or _TASK.search(found["what"]) is not None)
