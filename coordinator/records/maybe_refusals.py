"""A net below all rules: headings that can only be about being left out, an objection, a death or a safe way.

What no rule understands is asked about if a cell may be a refusal, so that it is never kept as an answer in silence.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from coordinator.records.denials import DEATH, may_deny, may_forbid_passing_on, without_denials
from coordinator.records.kinds import INSTANT, YES_NO
from coordinator.records.offers import offers_help
from coordinator.records.opt_out_headings import (
    heading_words,
    is_about_else,
    named_ways,
    plain_words,
    speaks_of_contact,
)

_DENIES = re.compile(
    r"\b(not|dont|doesnt|cannot|cant|wont|wouldnt|shouldnt|never|nunca|jamas|tampoco|nadie|nobody|no (quier\w+|"
    r"dese\w+|"
    r"acept\w+|autoriz\w+|consient\w+|permit\w+|molest\w+)|remov\w+|delet\w+|eras(e|ed|ing|ure)|unsub\w*|"
    r"expung\w*|take[ns]? (\w+ ){1,3}(off|out)|strike|struck|cross(ed)? (off|out)|forget|forgotten|olvid\w+|"
    r"withdr[ae]w\w*|revo[kc]\w*|rescind\w*|bother\w*|annoy\w*|pester\w*|harass\w*|molest\w+|fastidi\w+|mind|"
    r"hide|hidden|"
    r"ocult\w+|suppress\w*|black ?list\w*|block ?list\w*|lista negra|lista roja|robinson|opt(s|ed|ing)? ?outs?|"
    r"hostile|"
    r"leave (me|us|him|her|them) alone|go away|get lost|left alone|let alone|en paz|vet(ad|ar)\w*|desuscri\w+|"
    r"desapunt\w+|"
    r"desinscri\w+|revoc\w+|anul\w+)\b"
)
"""Words of headings whose yes may be a refusal, besides those of `may_deny`."""
_GONE = re.compile(
    rf"\b({DEATH}|dead|death|muert[oa]s?|muerte|departed|obituary|estate of|defuncion|fallecimiento|q ?e ?p ?d|"
    r"no longer (living|alive|with us)|ya no viv[eo])\b"
)
_IS_WELL = re.compile(
    r"\b(safe|safely|secure|segur[oa]|seguridad|subscri\w+|suscri\w+|suscrit[oa]|alive|living|viv[oa]|vive|"
    r"still (on|wants?|ok|okay|interested)|on (the|our|my|a) list|en la lista|contactable|reachable|"
    r"(want|like|wish|accept|receive|recib|quier|dese|acept|permit|permite|allow|welcome|comfortable|open to|"
    r"willing|happy|dispuest|autoriz|consient)\w*)\b"
)
"""Words of headings whose no may be a refusal."""
_SAFE = re.compile(r"\b(safe|safely|segur[oa])\b")
_ONLY_ABOUT_US = re.compile(
    r"\b(subscri\w+|suscri\w+|suscrit[oa]|alive|living|viv[oae]|contactable|on (the|our) list|en la lista)\b"
)
_OF_THEM = re.compile(
    r"\b(me|us|him|her|them|person|voter|contact\w*|record|data|datos|details|info\w*|numbers?|numeros?|names?|"
    r"nombres?|"
    r"lists?|listas?|file|database|base de datos|personal|processing|tratamiento|registr\w+|privacy|"
    r"voice ?mails?|vm|messages?|letters?|cartas?|bother\w*|annoy\w*|pester\w*|harass\w*|molest\w+|fastidi\w+|"
    r"forget|forgotten|olvid\w+|robo ?calls?|marketing|solicit\w*|being|ser)\b"
    r"|\b(lo|la|los|las|le|les|nos|me) (\w+(emos|amos|imos|en|an|e|a)\b)|\w(ar|er|ir|en|e)(me|nos|lo|la|los|las|"
    r"le|les)\b"
)
"""Words of who or what is left alone."""
_AROUND = frozenset(
    "i me my mine we us our you your he she they his her their him them it is are was were be been being has "
    "have had "
    "does do did the a an of for from to by at on or and if in any all this that person people voter contact member "
    "record status state flag date time day year reason code type yes no y n check box if please pls new q list "
    "lists "
    "lista listas el la lo los las le les un una de del al en por que se su sus si es ha han ser esta estan persona "
    "registro fecha dia motivo razon estado quiere desea quiero deseo request requested requests asked wants wanted "
    "wish p t e m s c ask now ever gdpr ccpa request still yet sigue siguen aun todavia activa activo derecho right "
    " again anymore mark marked know known update".split()
)
_SHORT, _FEW, _HALF = 3, 6, 0.5
_CODE = 2
_OFFICES = re.compile(
    r"\b(office|vote|voted|ballot|convict\w*|evict\w*|court|school|job|work|party|candidate|incumbent|polling|"
    r"precinct|vot(er|ers|ing) (rolls?|files?|registration|database|list)|electoral roll|padron( electoral)?)\b"
    r"|\b(do not|dont|does not|doesnt|did not|didnt) (yet )?(know|remember|recall)\b"
)


_REMEMBER = re.compile(r"\b(do not|dont|never) (ever )?(forget|overlook)\b|\bno (me|nos|lo|la) olvid\w+")
_IS_NOT = re.compile(r"\b(not|isnt|never|no es|nunca fue) (yet |been )?(a|an|un|una)\b")
"""*Not a member* says what somebody is not."""


def _is_answer(text: str) -> bool:
    return YES_NO.clean(text).value is not None or INSTANT.clean(text).value is not None or len(text) <= _CODE


@lru_cache(maxsize=500)
def _asked(heading: str) -> tuple[bool, bool]:
    """Return whether a yes, and whether a no, under a heading may be a refusal."""
    words = heading_words(heading)
    if offers_help(words) or _OFFICES.search(words) or _REMEMBER.search(words):
        return False, False
    if is_about_else(heading) and not may_forbid_passing_on(words):
        return False, False
    gone = _GONE.search(words)
    if _IS_NOT.search(words) and not speaks_of_contact(words):
        return False, False
    about = bool(speaks_of_contact(words) or named_ways(words) or _OF_THEM.search(words))
    if gone and _nothing_else(_GONE.sub(" ", words)):
        return True, False
    if may_deny(words) or _DENIES.search(words):
        return about or _nothing_else(without_denials(_DENIES.sub(" ", words))), False
    if not _IS_WELL.search(words):
        return False, False
    only = _ONLY_ABOUT_US.search(words) is not None and _nothing_else(_ONLY_ABOUT_US.sub(" ", words))
    return False, only or speaks_of_contact(words) or _SAFE.search(words) is not None and about


def _nothing_else(words: str) -> bool:
    return _AROUND.issuperset(word for word in words.split() if not word.isdigit())


def a_yes_may_refuse(heading: str) -> bool:
    """Return whether a heading can only be about being left out, an objection or a death: its yes permits nothing."""
    return _asked(heading)[0]


def may_be_refused(heading: str, texts: Sequence[str]) -> list[str]:
    """Return the cells that may be refusals below a heading of which nothing else was understood.

    Args:
        heading: the heading.
        texts: the different texts of its cells.

    Returns:
        some cells to show; none if the heading is about something else, or no cell may be a refusal.
    """
    yes, no = _asked(heading)
    filled = [text for text in texts if text]
    if not (yes or no) or not filled or any(len(plain_words(text).split()) > _SHORT for text in filled):
        return []
    if sum(map(_is_answer, filled)) < len(filled) * _HALF:
        return []
    answers = {text: YES_NO.clean(text).value for text in filled}
    return [text for text, answer in answers.items() if (no and answer is False) or (yes and answer is not False)]
