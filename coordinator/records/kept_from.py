"""To whom somebody is not to be passed on: *Do not share with*, and cells such as “Everybody” below it."""

import re

from coordinator.records.opt_out_headings import heading_words, plain_words

_TO_WHOM = re.compile(
    r"\b(do ?not|dont|never|not|no|nunca|jamas) .*"
    r"\b(shar\w+|pass(ed)?|refer(red)?|giv(e|en)|hand(ed)?|introduc\w+|connect(ed)?|send|sent|forward(ed)?|releas\w+|"
    r"disclos\w+|sell|sold|compart\w+|pas(ar|e|en|ado)|dar|den|entreg\w+|remit\w+|envi\w+|present\w+)\b.*"
    r"\b(with|to|con|a)$"
    r"|\b(withh(old|eld)|hid(e|den)|keep|kept|exclude[ds]?|ocult\w+) (\w+ ){0,4}(from|de|a)$"
)
_GROUPS = (
    r"(groups?|partners?|part(y|ies)|org\w*|lists?|campaigns?|people|persons?|others?|grupos?|soci[oa]s?|"
    r"personas?|terceros|campanas?)"
)
_EVERYBODY = re.compile(
    r"(please |not |no |with |to |con |a )*"
    r"((every|any) ?(one|body)( else| at all)?|nobody at all|all|all others|any|others|the others|third parties|"
    rf"(all|any|every|each|other|outside)( (of )?(the|these|those|them|your|other|outside))* {_GROUPS}|"
    r"all of (them|these)|terceros|"
    rf"tod[oa]s( (los|las))?( (demas|otr[oa]s))?( {_GROUPS})?|cualquiera|cualquier (otr[oa] )?{_GROUPS}|nadie( mas)?|"
    rf"ningun[oa]?( {_GROUPS})?)"
    r"( (please|pls|por favor))?"
)
_NOBODY = re.compile(r"(to |with )?(nobody|no ?one|never)( else| at all)?( please)?")


def asks_whom_not_to_pass_on_to(heading: str) -> bool:
    """Return whether a heading asks to whom somebody is not to be passed on: *Do not share with*."""
    return _TO_WHOM.search(heading_words(heading)) is not None


def is_everybody(text: str) -> bool:
    """Return whether a cell below such a heading means everybody: `Everyone`, `all groups`, `cualquiera`."""
    return _EVERYBODY.fullmatch(plain_words(text)) is not None


def says_nobody(text: str) -> bool:
    """Return whether a cell below such a heading says “nobody”: whether that is a refusal is for a person to say."""
    return _NOBODY.fullmatch(plain_words(text)) is not None
