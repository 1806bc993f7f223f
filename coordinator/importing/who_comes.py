"""Headings that ask whether somebody will come to a stop, confirmed it, or came."""

import re

from coordinator.records.opt_out_headings import heading_words

_WHERE = (
    r"(?: (?:to|at|in|for|a|al|en|el|la|with|con|us|nosotros|the|this|that|our|este|esta|nuestr[oa]|your|su|event|stop|"
    r"rally|meeting|tour|town|hall|it|there|evento|parada|mitin|reunion|gira|asamblea|acto|person|persona|ahi|alli))*"
)
_WHO = r"(?:(?:you|they|he|she|guest|person|usted|ud|ustedes) ){0,2}(?:still |todavia |aun )?"
_COMES = r"(?:attend|come|go|be there|be present|be attending|be coming|be going|make it|join us)"
_ASKS_WHO_COMES = re.compile(
    rf"(?:(?:are|is|r|still|definitely) )*{_WHO}(?:coming|attending|going|making it){_WHERE}"
    rf"|(?:(?:will|can|could|do|does|would) )?{_WHO}(?:be able to |plans? to |planning to |intends? to |expects? to )?"
    rf"{_COMES}{_WHERE}"
    rf"|(?:are |is )?{_WHO}(?:plan(?:s|ning)?|intend(?:s|ing)?|expect(?:s|ed|ing)?|hop(?:es|ing)|able) (?:to|on) "
    rf"(?:{_COMES}|attending|coming|going|being there){_WHERE}"
    rf"|(?:have |has |did )?{_WHO}rsvp(?:d|ed|s)?{_WHERE}(?: response| reply| answer)?"
    r"|(?:si )?(?:usted )?(?:(?:va|van|puede|pueden|podra|podran|piensa|piensan|planea|quiere) (?:a )?)?"
    rf"(?:venir|asistir|ir|acudir|llegar|vendra|vendran|viene|vienen|asistira|asistiran|asiste|ira|acudira){_WHERE}"
    r"|(?:nos acompana(?:ra)?|estara (?:presente|ahi|alli)|contamos con (?:usted|su presencia))"
)
"""Headings in plain words that ask whether somebody will come to a stop."""
_CONFIRMED = re.compile(
    r"(?:is |are |has |have |you |they |rsvp |attendance |asistencia |presencia |se |ha )*"
    r"(?:re)?(?:confirm(?:ed|s|ation)?|confirm(?:o|ado|ada|a|acion))"
    r"(?: (?:de|su|your|my|the|attendance|attending|coming|rsvp|asistencia|presencia|call|llamada))*"
)
"""Headings of whether somebody confirmed that they will come: a no does not say that they will not."""
_ASKS_WHO_CAME = re.compile(
    rf"(?:did|has|have|was|were) {_WHO}(?:attend|come|show|show up|turn up|make it|attended|shown up|arrived|there|"
    rf"present){_WHERE}|(?:attended|came|showed up|turned up|made it|asistio|vino|estuvo|llego|acudio)"
    rf"{_WHERE}"
)
_HOW_TO_SAY = re.compile(r"(?: (?:y n|yes no|yes or no|s n|si no|si o no|y or n|true false))+$")


def _asked_in(heading: str) -> str:
    return _HOW_TO_SAY.sub("", heading_words(heading))


def asks_who_comes(heading: str) -> bool:
    """Return whether a heading asks if somebody will come: `Will you attend?`, `¿Vendrá?`, `RSVP'd`, `Confirmed?`."""
    words = _asked_in(heading)
    return _ASKS_WHO_COMES.fullmatch(words) is not None or _CONFIRMED.fullmatch(words) is not None


def asks_who_confirmed(heading: str) -> bool:
    """Return whether a heading asks if somebody confirmed: whoever did not may still come."""
    return _CONFIRMED.fullmatch(_asked_in(heading)) is not None


def asks_who_came(heading: str) -> bool:
    """Return whether a heading asks if somebody came to the stop of the row: `Did you make it?`, `Turned up`."""
    return _ASKS_WHO_CAME.fullmatch(_asked_in(heading)) is not None


_DAY_OF_STOP = re.compile(
    r"(?:event|stop|rally|meeting|town hall|tour|venue) (?:date|day)(?: time)?"
    r"|(?:date|day) of (?:the )?(?:event|stop|rally)"
    r"|(?:fecha|dia) (?:del|de la|de) (?:evento|parada|mitin|reunion|gira|acto)"
)


def is_day_of_stop(heading: str) -> bool:
    """Return whether a heading is that of the day of a stop: `Event date`, `Fecha del evento`."""
    return _DAY_OF_STOP.fullmatch(heading_words(heading)) is not None
