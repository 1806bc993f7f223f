"""What has to be asked about a column of opt-outs, or of what people want to be kept private."""

import re
from collections.abc import Iterable, Sequence

from coordinator.records.channel_headings import permits
from coordinator.records.contact_columns import reader_for
from coordinator.records.kinds import YES_NO, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.maybe_refusals import may_be_refused
from coordinator.records.opt_out_headings import heading_words, plain_words, side, speaks_of_contact
from coordinator.records.opt_outs import read, refused


def asks(heading: str, cells: Iterable[object]) -> str:
    """Return what has to be asked about a column of opt-outs before anything is applied; empty if all is understood."""
    private = is_private(heading) or _GONE.search(heading_words(heading)) is not None
    if side(heading) is None and not private:
        return ""
    texts = dict.fromkeys(plain_text(cell) for cell in cells)
    if not private and _are_numbered(heading, texts):
        return ""
    reader = None if private else reader_for(heading, [text for text in texts if text][:_SOME])
    if reader is not None:
        unclear = [text for text in texts if text and not reader(text).understood]
    elif private:
        unclear = [text for text in texts if text.lower() not in EMPTY_WORDS and not _says_open(text)]
    else:
        unclear = [text for text in texts if text and not read(text, heading).understood]
    return _asked(heading, unclear, "be contacted or passed on" if private else "be contacted")


def asks_of_sharing(heading: str, cells: Iterable[object]) -> str:
    """Return what has to be asked about answers to being passed on, kept as they are; empty if nobody may refuse."""
    if not _OF_SHARING.search(heading_words(heading)):
        return ""
    texts = dict.fromkeys(plain_text(cell) for cell in cells)
    return _asked(heading, [text for text in texts if _NOT_SHARED.match(plain_words(text))], "be passed on")


def asks_of_the_rest(heading: str, cells: Iterable[object]) -> str:
    """Return what has to be asked about answers that no rule reads, below a heading that can only be about refusing."""
    texts = [text for text in dict.fromkeys(plain_text(cell) for cell in cells) if text.lower() not in EMPTY_WORDS]
    unclear = may_be_refused(heading, texts)
    if not unclear or _are_numbered(heading, texts):
        return ""
    if reader_for(heading, texts[:_SOME]) or permits(heading, texts[:_SOME]):
        return ""
    if any(read(text, heading).marks or refused(text, heading) for text in texts):
        return ""
    return _asked(heading, unclear, "be contacted or passed on")


def _are_numbered(heading: str, texts: Iterable[str]) -> bool:
    """Return whether cells count or number something, and the heading names no contact: *Stop #*, *Block number*."""
    numbers = [text for text in texts if text]
    several = len(numbers) >= _SEVERAL and all(_NUMBER.fullmatch(text) for text in numbers)
    words = heading_words(heading)
    return several and not speaks_of_contact(words) and not _LEFT_OUT.search(words)


_LEFT_OUT = re.compile(
    r"\b(opt\w*|unsub\w*|bounc\w*|complain\w*|suppress\w*|remov\w*|delet\w*|dnc|not|no(?!$)|never|consent\w*|"
    r"baja|refus\w*)\b"
)
_SEVERAL = 3
_NUMBER = re.compile(r"#?\d{1,5}[a-zA-Z]?")


def _asked(heading: str, unclear: Sequence[str], what: str) -> str:
    if not unclear:
        return ""
    some = ", ".join(f"“{t[:40]}”" for t in unclear[:3])
    return f"{some} under “{heading}” may mean that people do not want to {what}. Say what the column is."


_OF_SHARING = re.compile(
    r"\b(third party|3rd party|data|info\w*|contact|partner|allied|external) shar(e|ing)\b|"
    r"\bsharing (of )?(my|your|personal|contact|data)\b|"
    r"\bshar(e|ing) (preference|consent|permission|status|choice|ok|opt|with (partner|third|other|allied)\w*)\w*\b|"
    r"\bcompartir (datos|informacion|con (otr|terc|soci|alia)\w*)\b"
)
_NOT_SHARED = re.compile(
    r"^(no|n|none|never|nope|denied|declined?|refused?|opted out|opt out|do not( share)?|dont( share)?|"
    r"not (ok|okay|allowed|shared|to be shared)|withheld|revoked|withdrawn|private|ask (me )?(first|before)|restricted|"
    r"blocked|false|off|0|negado|negada|rechazad[oa]|nunca|no compartir)\b"
)
_SOME = 5
"""So many cells tell how a column is read."""
_GONE = re.compile(
    r"^((person|contact|member|user|subscriber|record|list) )?(removed|deactivated|deleted|blocked|banned)"
    r"( (on|at|date|time|by|reason|why|from list|from))?$|^(date|time|reason) (of removal|removed|deactivated|blocked)$"
)
"""Headings of when or why somebody was taken off a list: perhaps because they asked for it."""
_PRIVATE = re.compile(
    r"\b(private|privately|confidential\w*|sensitivity|secret|anonym\w*|unlisted|unpublished|undisclosed|"
    r"off the record|incognito|privad[oa]s?|confidencial\w*|anonim[oa]s?|reservad[oa]s?|(keep|stay|remain) hidden|"
    r"(privacy|visibility) (setting|level|preference|choice|flag|status)s?|visibility|opt private|withhold\w*|"
    r"(do not|dont|not to|not for|never) (be )?(disclos\w*|publi\w*|releas\w*|reveal\w*|list(ed)?|display\w*|show\w*)|"
    r"hide|rather not be (listed|shown|named|published))\b"
)
_NOT_PRIVATE = re.compile(
    r"\b(private (practice|sector|school|schools|college|party|event|residence|business|company|insurance|tour|message|"
    r"e ?mails?|phone|cell|mobile|address|number|line)|\w* ?agreement|"
    r"secret (word|question|answer|code|phrase|santa|talent|sauce|weapon|ballot|key|number|pin|recipe|ingredient)s?|"
    r"(palabra|pregunta|clave|voto) secret[oa]|"
    r"(read|agree|accept|acknowledge|understand|agreed|accepted)\b.*|(private|confidential|privad[oa]s?) "
    r"(notes?|comments?|remarks?|notas?)|why|how|what|who|secretary)\b"
)
_OPEN = frozenset("normal public open none low default visible everyone everybody all ok standard show shown".split())


def is_private(heading: str) -> bool:
    """Return whether a heading asks if something is to be kept private: `Confidential?`, `Keep my name private`."""
    words = heading_words(heading)
    return bool(_PRIVATE.search(words)) and not _NOT_PRIVATE.search(words) and not words.startswith("other ")


def _says_open(text: str) -> bool:
    """Return whether a cell says that nothing is to be kept private."""
    return YES_NO.clean(text).value is False or plain_words(text) in _OPEN
