"""Columns of one of our channels or lists, such as *Newsletter* or *Text list*: who is on it, and who is not."""

import re
from collections.abc import Collection
from functools import lru_cache

from coordinator.records.channel_headings import AROUND, CHANNEL, DOES
from coordinator.records.kinds import YES_NO, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.offers import offers_help
from coordinator.records.opt_out_headings import heading_words, marks_of, named_ways, plain_words
from coordinator.records.opt_outs import NOT_UNDERSTOOD, NOTHING, OptOut, beside_a_yes, said
from coordinator.records.refusals import NO_CONTACT

_OURS = re.compile(r"\b(newsletters?|news letters?|e ?news|boletin(es)?|text list|messages|blasts?|drip|listserv)\b")
_OF_LISTS = AROUND | frozenset(
    "status state subscription subscriptions subscriber subscribers subscribe subscribed sub flag member membership "
    "program programs campaign campaigns marketing lists group stat code newsletter newsletters news letter e blast "
    "blasts enrollment enrolled weekly monthly daily our club bank messaging permission current bulk "
    "valid validity deliverable deliverability verified verification validation mass broadcast broadcasts "
    "lista listas suscripcion suscripciones estado boletin estatus nuestro nuestra".split()
)
_STOPS = re.compile(
    r"^(please )?(stop ?(all)?|unsub\w*|opt(ed|s|ing)? ?outs?|end|quit|cancel|revoke|do not (text|call|e ?mail|send|"
    r"mail)|"
    r"dado de baja|dada de baja|baja|alto|parar|detener)$"
)
"""What is sent back, or written by a program, to be off a list."""
_OFF = re.compile(
    r"^((has |was |is |now |auto |self |user |admin |manually |already )*"
    r"(off|quit|stop|end|disenrolled|unenrolled|kicked (out|off)|took off|taken off|purged|exited|closed|left|"
    r"leaving|out|ended|cancell?ed|stopped|removed?|inactive|deactivated|paused?|unsub\w*|opted out|"
    r"dropped( off| out)?|"
    r"delete[d]?|suspended|blocked|disabled|suppressed|muted?|snoozed?|declined?|refuse[ds]?|revoked|bounc\w+|"
    r"cleaned|lapsed|"
    r"expired|withdr[ae]wn?|gone|terminated|not (subscribed|active|on( list)?|receiving|enrolled|a member|opted in|"
    r"joined)|"
    r"non ?subscribed|no longer( \w+)?|not on (the )?list|undeliverable|invalid|complain\w*|spam|rejected|banned|"
    r"resigned|"
    r"(hard )?bounc\w+|blacklisted|off (the )?list|do not \w+|inactiv[oa]|cancelad[oa]|eliminad[oa]|pausad[oa]|"
    r"suspendid[oa]|nunca|jamas|"
    r"salio|fuera|"
    r"desactivad[oa]|bloquead[oa]|no (suscrit[oa]|activ[oa]|inscrit[oa])|se (salio|dio de baja|fue)|retirad[oa]|"
    r"borrad[oa]|quitad[oa])"
    r"( (\d+|by|on|at|per|since|date|request|user|self|off|requested|herself|himself|por|el) ?.*)?)$"
)
_ON = re.compile(
    r"^((re ?)?subscribe[ds]?|(re ?)?activ(e|ated|o|a)|on|in|(re ?)?join(ed)?|start(ed)?|un ?stop(ped)?|resume[ds]?|"
    r"(double |single )?opt(ed)? ?in|confirmed|enabled|enrolled|member|current|receiving|live|ok|okay|good|"
    r"sign(ed)? up|"
    r"added|valid|deliverable|sent|delivered|open|opened|clicked|clean|back on|on list|alta|suscrit[oa]|inscrit[oa]|"
    r"activad[oa]|dad[oa] de alta|allowed|accepts?|accepted)$"
)
_BOUNCED = re.compile(r"\b(bounc\w+|cleaned|undeliverable|complain\w*|spam|non ?subscri\w*|not subscri\w*|rebot\w*)\b")
_NEITHER = re.compile(
    r"^(pending|unconfirmed|unknown|new|invited|awaiting.*|not set|never (sent|asked|contacted|subscribed|added)|"
    r"waiting|requested|queued|pendiente|desconocid[oa]|not asked|tbd)$"
)


@lru_cache(maxsize=500)
def list_ways(heading: str) -> tuple[str, ...]:
    """Return the kind of contact of a channel or list of ours that a heading names, and no more; else none."""
    words = heading_words(heading)
    if not (CHANNEL.search(words) or _OURS.search(words)) or DOES.search(words) or offers_help(words):
        return ()
    rest = _OURS.sub(" ", CHANNEL.sub(" ", re.sub(r"^(q ?)?\d+ ", "", words)))
    if not _OF_LISTS.issuperset(word for word in rest.split() if not word.isdigit()):
        return ()
    ways = named_ways(words)
    if len(ways) > 1 and "call" in ways and "text" in ways and not re.search(r"\bcall", words):
        ways = tuple(way for way in ways if way != "call")  # "Phone text list"
    if not ways and _OURS.search(words):
        return ("text",) if re.search(r"(?<!\be )\b(blasts?|broadcasts?|text)\b", words) else ("email",)
    if len(ways) != 1 or ways != ("email",) and _VALID.search(words):
        return ()  # a number that is not valid is no wish
    if ways == ("call",) and _OF_RESULTS.search(words) and not _OURS_ALONE.search(words):
        return ()  # "Call status" says what became of a call
    return ways


_OF_RESULTS = re.compile(r"\b(status|stat|state|code|estado|estatus)\b")
_OURS_ALONE = re.compile(r"\b(lists?|subscri\w*|opt|consent|permission|program|lista|suscripcion)\b")
_VALID = re.compile(r"\b(valid\w*|deliverab\w*|verif\w*)\b")


def _is_state(text: str) -> bool:
    words = plain_words(text)
    return any(look.match(words) for look in (_STOPS, _OFF, _ON, _NEITHER))


def _is_answer(text: str) -> bool:
    return not text.isdigit() and YES_NO.clean(text).value is not None  # 0 and 1 may be counts


def _says_nothing_else(text: str) -> bool:
    return _is_state(text) or text.lower() in EMPTY_WORDS or YES_NO.clean(text).value is not None


_IN_ADDRESS = re.compile(r"@|\d{3}\D*\d{4}")


def _is_off(text: str) -> bool:
    words = plain_words(text)
    return _STOPS.match(words) is not None or _OFF.match(words) is not None


def holds_states(heading: str, samples: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of contact of a column that says who is on a list of ours; none if it says something else.

    Args:
        heading: its heading.
        samples: some of its cells: half of them are such words or yes and no, or one says that somebody
            is off the list.
    """
    ways = list_ways(heading)
    texts = [text for text in samples if text]
    if not ways or not (any(map(_is_state, texts)) or sum(map(_is_answer, texts)) * 2 >= len(texts)):
        return ()
    if any(_IN_ADDRESS.search(text) for text in texts):
        return ()  # addresses and numbers, and what became of one of them
    states = sum(map(_says_nothing_else, texts))
    return ways if states * 2 >= len(texts) or any(map(_is_off, texts)) else ()


_LONGEST = 4
"""A heading of more words is a question, about other things than its one way of contact."""


def stops_one_way(text: object, heading: str) -> tuple[str, ...]:
    """Return the kind of contact that a `STOP` refuses below a short heading that names one: *Last text*; else none."""
    words = heading_words(heading)
    ways = named_ways(words)
    stops = len(ways) == 1 and len(words.split()) <= _LONGEST and _STOPS.match(plain_words(plain_text(text)))
    return ways if stops else ()


def of_list(text: object, ways: Collection[str]) -> OptOut:
    """Return what a cell of such a column says: `Left` refuses what the list is for; what is not known must be told."""
    shown = plain_text(text)
    words = plain_words(shown)
    beside = beside_a_yes(shown)
    if beside is not None and NO_CONTACT not in beside.marks:
        return beside
    if shown.lower() in EMPTY_WORDS or _ON.match(words) or _NEITHER.match(words):
        return NOTHING
    found = said(shown)
    if found and _BOUNCED.search(words) and not named_ways(words):
        return OptOut(marks_of(ways))
    if found and (NO_CONTACT not in found or re.search(r"\b(contact|deceased|died|dead|dnc)\b", words)):
        return OptOut(found)
    if found or _STOPS.match(words) or _OFF.match(words):
        return OptOut(marks_of(ways))
    answer = YES_NO.clean(text).value
    if answer is not None:
        return NOTHING if answer else OptOut(marks_of(ways))
    return NOT_UNDERSTOOD
