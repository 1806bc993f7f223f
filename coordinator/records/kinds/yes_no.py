"""What people and programs write for yes and no, and for consent given and taken back."""

import re
from enum import Enum, auto
from typing import NamedTuple

from coordinator.records.kinds.nothing import EMPTY_WORDS
from coordinator.records.kinds.taking import bare as bare_words

YES = frozenset(
    (
        *("yes", "y", "yes yes", "yeah", "yep", "yup", "true", "t", "1", "1.0", "-1", "x", "xx", "on", "ok", "okay"),
        *("✓", "✔", "✔️", "☑", "☑️", "✅", "=true()", "checked", "ticked", "selected", "sure", "of course", "absolutely"),
        *("definitely", "certainly", "si", "sí", "sì", "s", "oui", "ja", "verdadero", "claro", "por supuesto"),
        *("claro que sí", "claro que si", "👍", "aye", "hell yes", "heck yes", "yes absolutely", "yes definitely"),
        *("yes of course", "for sure", "indeed"),
        *("i do", "i am", "i have", "i would", "i will", "yes i do", "yes i am", "yes i have", "yes i would"),
        *("affirmative", "afirmativo"),
        *("wahr", "vrai", "vero", "verdadeiro", "waar"),
        *("marcado", "marcada", "seleccionado", "seleccionada"),
    )
)
NO = frozenset(
    (
        *("no", "n", "nope", "false", "f", "0", "0.0", "off", "=false()", "unchecked", "not checked", "not ticked"),
        *("not selected", "☐", "□", "✗", "✘", "❌", "never", "falso", "nein", "non", "no no", "i do not", "i don't"),
        *("do not", "don't", "dont", "please do not", "please don't", "please no", "negative", "👎", "negativo", "nah"),
        *(
            "absolutely not",
            "definitely not",
            "certainly not",
            "of course not",
            "not really",
            "not yet",
            "nay",
            "no way",
        ),
        *("falsch", "faux", "onwaar", "no marcado", "no marcada", "no seleccionado", "no seleccionada", "sin marcar"),
        *("para nada", "todavía no", "aún no", "said no", "no permission"),
        *(
            "i am not",
            "i have not",
            "i haven't",
            "i would not",
            "i will not",
            "no i do not",
            "no i don't",
            "no i have not",
        ),
    )
)
WILLING = frozenset(
    (
        *(
            "by all means",
            "go ahead",
            "please do",
            "you bet",
            "you may",
            "feel free",
            "go for it",
            "that works",
            "fine",
        ),
        *(
            "that's fine",
            "thats fine",
            "this is fine",
            "fine by me",
            "fine with me",
            "okay by me",
            "ok by me",
            "ok with me",
        ),
        *("count me in", "i'm in", "happy to", "gladly", "i'd love to", "i would love to", "love to", "would love to"),
        *("con gusto", "con mucho gusto", "desde luego", "adelante"),
    )
)
"""What says yes where somebody is asked for leave, and nothing under `Do not call`."""
UNWILLING = frozenset(
    (
        *("rather not", "i'd rather not", "i would rather not", "prefer not", "i prefer not", "i'd prefer not"),
        *("i'd prefer not to", "i would prefer not to", "prefer not to", "rather not to", "not now", "not right now"),
        *("not at this time", "not at the moment", "not for now", "not today", "mejor no", "ahora no"),
        *("por ahora no", "por el momento no"),
    )
)
_IN = re.compile(
    r"(i |we )?(hereby )?(agree|agreed|accept|accepted|consent|consented|approve|approved|authorize|authorized|"
    r"acknowledge|acknowledged|opt(ed)?[ -]?in|subscribed?|acepto|autorizo|de acuerdo|estoy de acuerdo|"
    r"doy mi consentimiento)"
    r"( (to|that|with|and|for|by)\b.*)?"
    r"|consent (was )?(given|granted)|granted|allowed|permission (given|granted)"
    r"|(please )?(sign me up|add me|contact me|call me|text me|e-?mail me|share my|keep me)\b.*"
    r"|(yes )?(you (may|can)|i would like to|i'd like to|i want to|i wish to)\b.*"
)
_FINE = re.compile(
    r"no (problem|objections?|worries)( at all)?|not a problem|(i )?(do not|don't|dont) mind|please do|always|"
    r"(that is |that's )?fine( (with|by) me)?|no hay problema"
)
"""Consent that has a no in it."""
_OUT = re.compile(
    r"(i |we )?(do not|don't|dont|cannot|can't|no longer|did not|didn't|have not|haven't) "
    r"(agree|accept|consent|approve|authorize|opt(ed)?[ -]?in|subscribe|subscribed|want|wish|contact|share|disturb|"
    r"solicit)\b.*"
    r"|(i |we )?(disagree|disagreed|decline|declined|refuse|refused|reject|rejected|object|opt(ed)?[ -]?out|"
    r"unsubscribed?|unsubscribe me|withdraw|withdrawn|revoked?|denied|no acepto|no autorizo|"
    r"no estoy de acuerdo|no doy mi consentimiento)( (to|from|of|by)\b.*)?"
    r"|not (agreed|accepted|opted[ -]?in|subscribed|granted|allowed|given)|non-?subscribed"
    r"|no consent|consent (was )?(not given|withdrawn|revoked|denied|refused)|dnc|do not contact"
    r"|(please )?(stop|remove|unsubscribe|take me off)( me\b.*| my\b.*)?"
    r"|no contact( please)?|no me contacten?\b.*"
)
_LESS = re.compile(
    r"(please )?(do not|don't|dont|never) (call|phone|text|e-?mail|mail|send|write)\b.*"
    r"|no (phone )?(calls?|texts?|text messages|sms|e-?mails?|mail|letters)( please)?"
    r"|no me (llame|llamen|escriba|escriban)\b.*"
)
_GONE = frozenset({"deceased", "dead", "died", "bounced", "hard bounce", "cleaned", "invalid", "spam complaint"})
_POLITE = re.compile(
    r"(?:(?:please|thanks|thank you|thx|absolutely|of course|sure|definitely|certainly|gladly|happily|very much|sir|"
    r"ma'am|por favor|gracias|i do|i am|i have|i would|i will|yes|ok|okay|always|all of it|100)\b\W*)+"
)
_POLITE_NO = re.compile(
    r"(?:(?:please|thanks|thank you|thx|sorry|gracias|i do not|i don't|i am not|i'm not|i have not|i haven't|no|"
    r"not yet|not now|not at this time|not at the moment|not today|not really|never|never have|absolutely not|"
    r"first time)\b\W*)+"
)
_TAKES_BACK = re.compile(
    r"(?i)\b(?:no|not|non|never|but|only|except|unless|until|if|maybe|perhaps|unsure|later|stop|remove|however|though|"
    r"although|\w+n['’]t|dont|without|depends|pero|solo|excepto|quiz[aá]s?|nunca|sin|yes|s[ií]|withdraw\w*|revoke\w*|"
    r"unsubscribe\w*)\b|[?]"
)
_DOUBTS_NO = re.compile(r"\b(but|except|unless|maybe|perhaps|if|only|yes|unsure|not sure|however|pero|s[ií])\b|\?")
_PAUSE = re.compile(r"\s*(?:[,;:.!()\[\]–—|/\n]|\s-+\s|-\s|\s-)\s*")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WRAPPING = " '’‘\"“”.!,;…"


class Meaning(Enum):
    """What a cell says."""

    YES = auto()
    NO = auto()
    IN = auto()
    """Consent: `I agree`, `Opted in`."""
    OUT = auto()
    """Consent refused or taken back: `Opted out`, `do not call`."""
    LESS = auto()
    """One way of contact refused: `no calls`, `do not text`."""
    GONE = auto()
    """Not to be reached any more: `Deceased`, `Bounced`."""
    NEITHER = auto()
    NOTHING = auto()


class Said(NamedTuple):
    """What a cell says, and the words that say more than that ("" if none)."""

    meaning: Meaning
    more: str = ""


def read_yes_no(text: str) -> Said:
    """Return what a tidy text says; a yes or no counts only alone or before a pause, and if nothing takes it back."""
    plain = _plain(text)
    if not plain or text.strip().lower() in EMPTY_WORDS:
        return Said(Meaning.NOTHING)
    if (whole := _whole(plain)) is not Meaning.NEITHER:
        says_more = whole not in (Meaning.YES, Meaning.NO) and any(c.isdigit() for c in plain)
        return Said(whole, text.strip() if says_more else "")
    bare = text.replace("_", " ").strip(" '\"“”")
    pause = _PAUSE.search(bare)
    if pause is None:
        head, _, rest = plain.partition(" ")
        return _with_more(head, rest) if rest and _agrees(head, rest) else Said(Meaning.NEITHER)
    return _with_more(_plain(bare[: pause.start()]), bare[pause.end() :])


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text.lower().replace("’", "'")).strip(_WRAPPING)


def _whole(plain: str) -> Meaning:
    """Return what a text says as a whole."""
    if plain in YES:
        return Meaning.YES
    if plain in NO:
        return Meaning.NO
    if plain in WILLING:
        return Meaning.IN
    if plain in UNWILLING:
        return Meaning.OUT
    if plain in _GONE:
        return Meaning.GONE
    if _FINE.fullmatch(plain):
        return Meaning.IN
    if _LESS.fullmatch(plain):
        return Meaning.LESS
    if _OUT.fullmatch(plain):
        return Meaning.OUT
    if (inside := _BRACKETS.fullmatch(plain)) is not None:
        return _whole(inside[1].strip()) if inside[1].strip() else Meaning.NO if "[" in plain else Meaning.NEITHER
    if _IN.fullmatch(plain) and not _TAKES_BACK.search(re.sub(r"^yes ", "", plain)):
        return Meaning.IN
    return Meaning.NEITHER


def _agrees(head: str, rest: str) -> bool:
    """Return whether the words after a yes or no, without a pause, only say it again: `Yes please`, `No thanks`."""
    if head in YES:
        return bool(_POLITE.fullmatch(rest)) or _whole(rest) in (Meaning.YES, Meaning.IN)
    return head in NO and (bool(_POLITE_NO.fullmatch(rest)) or _whole(rest) in (Meaning.NO, Meaning.OUT))


_OPPOSITES = {
    Meaning.YES: (Meaning.NO, Meaning.OUT),
    Meaning.IN: (Meaning.NO, Meaning.OUT),
    Meaning.NO: (Meaning.YES, Meaning.IN),
    Meaning.OUT: (Meaning.YES, Meaning.IN),
}


def _with_more(head: str, rest: str) -> Said:
    """Return what a word before a pause says, if the rest does not take it back."""
    meaning = _whole(head)
    words = _plain(re.sub(r"[()\[\]]", " ", rest))
    if meaning is Meaning.NEITHER or not words:
        return Said(meaning)
    if meaning in _OPPOSITES and any(_whole(_plain(part)) in _OPPOSITES[meaning] for part in _PAUSE.split(rest)):
        return Said(Meaning.NEITHER)  # a printed choice that nobody marked: `Y/N`
    if meaning in (Meaning.GONE, Meaning.LESS):
        return Said(meaning, bare_words(rest, " )]"))
    if _agrees("yes" if meaning in (Meaning.YES, Meaning.IN) else "no", words):
        again = _whole(words)
        return Said(again if again in (Meaning.IN, Meaning.OUT) else meaning)
    if meaning in (Meaning.NO, Meaning.OUT):
        doubtful = _DOUBTS_NO.search(words) is not None or words[0].isdigit()
    else:
        doubtful = _TAKES_BACK.search(words) is not None
    return Said(Meaning.NEITHER) if doubtful else Said(meaning, bare_words(rest, " )]"))
