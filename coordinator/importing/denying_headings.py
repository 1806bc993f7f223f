"""A consent whose column asks for the opposite: below *Do NOT share my info* a yes is a No; a no permits nothing."""

import re
from dataclasses import replace

from coordinator.importing.readings import CellReading
from coordinator.importing.targets import Target
from coordinator.records import opt_outs
from coordinator.records.denials import asks_for_a_no, may_forbid_passing_on, without_terms
from coordinator.records.kinds import YES_NO, Hints, Value, plain_text
from coordinator.records.opt_out_headings import Side, denies_a_denial, heading_words, plain_words, side
from coordinator.records.refusals import CONSENT, NO_CONTACT

_PRIVATE = re.compile(
    r"^(please |i |id |should |must |shall |your |be |info |details |data |name |want |would |like |prefer |rather |"
    r"to |my |our |the |is |are |stay |por favor |quiero )*"
    r"((keep|keeps|kept|hold|leave|remain|mantener|mantengan|mantenga|guardar|guarden) (\w+ ){0,4})?"
    r"((info\w*|details|data|name|contact|number|datos|nombre) )*"
    r"(private(ly)?|confidential(ly|ity)?|secret|anonymous(ly)?|privad[oa]s?|confidencial(es)?|en privado)\b"
    r"|^(please )?(withhold|hide|conceal|ocultar|oculten)\b"
)
"""Headings that ask to be kept to ourselves, without a word of passing on."""
_PERMITS = re.compile(
    r"^(q ?)?(\d+ )?(please )?((may|can|could|shall|will) (we|i|us|our|the|your|my|it|they|he|she)\b(?! not\b)|"
    r"(you|we|they) (may|can|could)\b(?! ?not\b)|may be\b|is it (ok|okay|all right|fine)|(are|would) you\b|do you\b|"
    r"(ok|okay|fine|happy|willing|all right|permission|consents?|agree\w*|allow\w*) (to|for|with|if|that)\b|"
    r"i (agree|consent|permit|allow|authori[sz]e|give)\b|(yes )?(please )?(share|compartir|compartan)\b|"
    r"(le |les |te )?(podemos|puede\w*|nos permite|permite\w*)\b|acepto|autorizo|doy|estoy de acuerdo)"
    r"|\bnot (opposed|against)\b|\b(no|without) objections?\b"
)
"""Questions for a permission, whatever else they say: *May we share it? We will never sell it.*"""


def forbids_sharing(heading: str) -> bool:
    """Return whether a yes below a heading may forbid passing on: *Do not share my information*."""
    if denies_a_denial(heading):
        return False
    return may_forbid_passing_on(without_terms(heading_words(heading))) or opt_outs.may_forbid_sharing(heading)


def denies(heading: str, key: str) -> bool:
    """Return whether a yes below a heading is a No to a consent, by the consent's key."""
    words = heading_words(heading)
    if denies_a_denial(heading):
        return False
    if asks_for_a_no(words):
        return True
    if _PERMITS.search(words):
        return False
    if key == CONSENT:
        return side(heading) is Side.OUT
    return forbids_sharing(heading) or _PRIVATE.search(words) is not None


_SAYS_IT_AGAIN = re.compile(
    r"\b(dont|do not|never|not|opt(ed)? ?outs?|stop|refus\w*|declin\w*|removed?|nunca|jamas|no compart\w*)\b"
)
"""Cells that say the heading again: below *Do NOT share my info*, “please don't” is a refusal."""
_NO_PERMISSION = "“{}” under “{}” forbids nothing, and does not permit it either. Say Yes if they agreed."


def turned(target: Target, heading: str) -> Target:
    """Read a consent below a heading that denies it."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading = target.read(raw, hints)
        answer = YES_NO.clean(raw).value
        if answer is True:
            said = opt_outs.read(raw, heading).marks if target.key == CONSENT else {}
            marks = {mark: True for mark, yes in said.items() if yes}
            no: dict[str, Value] = {target.key: False} if not marks or NO_CONTACT in marks else {}
            others = {key: value for key, value in reading.values.items() if key != target.key}
            return replace(reading, values={**others, **no, **marks})
        if answer is not False and reading.values.get(target.key) is not True:
            return reading
        if answer is False and _SAYS_IT_AGAIN.search(plain_words(plain_text(raw))):
            return reading
        values = {key: value for key, value in reading.values.items() if key != target.key}
        told = _NO_PERMISSION.format(plain_text(raw), heading)
        return CellReading(values, (*reading.problems, told), reading.leftover)

    return replace(target, read=read, clean=None)
