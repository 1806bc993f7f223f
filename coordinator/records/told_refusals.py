"""Refusals that somebody else tells of a person, in whole sentences: `she asked to be taken off all lists`.

Every word has to belong to a refusal or to who tells it; whatever says more has to be read by a person.
"""

import re

from coordinator.records.opt_out_headings import plain_words

LONGEST = 30
"""Words; longer remarks are read by a person."""
_OBJECT = r"(?:me|him|her|them|us|this person)"
_AGAIN = (
    r"(?: (?:again|anymore|any ?more|any further|further|ever|at all|in (?:the )?future|now|please|immediately|at once|"
    r"for good|any longer|period))*"
)
_PEOPLE = (
    r"(?:(?:us|you|anyone|anybody|any of (?:us|you|them)|any campaigns?|(?:the|this|our|your) (?:campaign|group|team|"
    r"organization|office)|you guys|you people)(?: (?:or|and|else)(?= |$))?)(?: (?:us|you|anyone|anybody|else))*"
)
_LISTS = (
    r"(?:(?:off|from|out of) (?:of )?(?:everything|(?:(?:all|every|our|your|any|these|this|the|each|of) )+"
    r"(?:(?:mailing|contact) )*(?:lists?|database)))"
)
_CONTACTED = r"(?:contacted|bothered|disturbed|approached)"
_CONTACT = r"(?:contact(?:ing)?|bother(?:ing)?|disturb(?:ing)?|approach(?:ing)?|reach(?:ing)? out(?: to)?)"
_DETAILS = r"(?:her|his|my|their) (?:info|information|data|details|contact info|name)"
_DENIES = r"(?:do not|dont|does not|doesnt|did not|didnt|no longer|never)"
_REFUSAL = re.compile(
    rf"(?:(?:do not|dont|never|not to|never to|stop|quit|cease)(?: ever)? {_CONTACT}(?: {_OBJECT})?{_AGAIN}"
    rf"|(?:(?:wants?|wanted|wishes) no|no (?:more|further|additional)) (?:(?:more|further|additional|other) )*"
    rf"(?:contact|communication)(?: (?:from|with|by) {_PEOPLE})?{_AGAIN}"
    rf"|{_DENIES} (?:want|wish|care|like|need)(?:s|es)? (?:(?:any|more|further) )*(?:contact|to be {_CONTACTED}|"
    rf"to hear(?: anything)?(?: more)?)(?: (?:from|with|by) {_PEOPLE})?{_AGAIN}"
    rf"|(?:rather|prefers?|wants?|wishes) not (?:to )?(?:be {_CONTACTED}|hear)(?: (?:from|by) {_PEOPLE})?{_AGAIN}"
    rf"|be left alone{_AGAIN}|leave {_OBJECT} alone{_AGAIN}"
    rf"|(?:take|remove|delete|drop|strike|get) {_OBJECT} {_LISTS}{_AGAIN}|take {_OBJECT} off(?= please|$)"
    rf"|(?:be )?(?:taken|dropped|removed|deleted|struck|scratched) {_LISTS}{_AGAIN}|(?:be|wants?) {_LISTS}{_AGAIN}"
    r"|wants? out(?: (?:completely|entirely|altogether|of (?:it all|all of (?:it|this)|all this|everything)))?$"
    rf"|(?:not|isnt) interested in (?:hearing from|being contacted by|(?:any )?contact (?:with|from)|"
    rf"talking (?:to|with)) {_PEOPLE}{_AGAIN}"
    rf"|{_DETAILS} (?:to be |be )?(?:removed|deleted|erased|taken off)(?: {_LISTS})?{_AGAIN}"
    rf"|(?:remove|delete|erase|take) {_DETAILS} {_LISTS}{_AGAIN}"
    rf"|(?:wants?|wanted) nothing (?:more |else |further )?(?:from|to do with) {_PEOPLE}{_AGAIN}"
    rf"|no quiere (?:saber )?(?:mas |ya )?(?:nada )?(?:mas )?de (?:nosotros|ustedes|uds|nadie|la campana)"
    r")(?= |$)"
)
_TELLS = re.compile(
    r"(?:he|she|they|i|voter|person|and|so|but|please|pls|that|also|just|has|have|had|is|was|been|said|says|told|asked|asks|"
    r"ask|requested|requests|request|insists|insisted|demanded|wants?|wanted|wishes|wish|would|wd|likes?|prefers?|hed|"
    r"shed|theyd|id|d|for|to|we|us|me|you|our|the|volunteers?|callers?|canvassers?|office|staff|hung up|on us|"
    r"per (?:her|his|their) request|thanks|thank you|very|clearly|firmly|politely|upset|angry|rude|by|phone|"
    r"when called|twice|again|ya|ella|el|dice|dijo|que|pide|pidio)(?= |$)"
)


def told_refusal(text: str) -> bool:
    """Return whether a remark says nothing but that somebody wants no contact at all."""
    words = plain_words(text)
    refuses = False
    if len(words.split()) > LONGEST:
        return False
    while words:
        refusal = _REFUSAL.match(words)
        said = refusal or _TELLS.match(words)
        if said is None:
            return False
        refuses = refuses or refusal is not None
        words = words[said.end() :].lstrip()
    return refuses
