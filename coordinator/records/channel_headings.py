"""Headings that name a way of contact and say no more than that it is welcome: `Contact by text`, `Phone calls`."""

import re
from collections.abc import Iterable
from functools import lru_cache

from coordinator.records.kinds import YES_NO
from coordinator.records.offers import offers_help
from coordinator.records.opt_out_headings import heading_words, one_way

CHANNEL = re.compile(
    r"\b(phone calls?|calls?|calling|robo ?calls?|phone|telephone|texts?|text messages?|texting|sms|mms|"
    r"e ?mails?|e ?mailing|mailing lists?|llamadas?|llamar(me|le|te|lo|la)?|telefono|"
    r"mensajes?( de texto)?|textos?|correos?( electronicos?)?|"
    r"callable|textable|e ?mailable|mailable|"
    r"be(ing)? (called|phoned|texted|e ?mailed|contacted|reached)|(send|sends) (me|us))\b"
)
AROUND = frozenset(
    "comm comms communication communications contact contacts contacting pref prefs preference preferences "
    "setting settings channel channels reach reachable reached me us you we i by via with through is are be being it "
    "that this ok okay alright all right fine good allowed allow allows welcome accept accepts accepted accepting "
    "receive receives receiving get gets getting want wants wanted wish wishes would like likes to my your our "
    "please can may reminder reminders recordatorios updates update alerts alert notifications notification "
    "notices messages message the a an "
    "for from how should do does add list permitted enabled on sign signed up quiero quiere quieren recibir recibe "
    "deseo desea acepta acepto aceptan por de en el la los las le les se puede pueden podemos contactar contactarme "
    "nuestro nuestra nuestros nuestras agree agreed contactarle contacto medio mandar mandarle enviar "
    "enviarle si weekly monthly daily quarterly semanal mensual".split()
)
"""Words around a way of contact that change nothing: it is welcome, or it is not."""
_HOW_TO_ANSWER = re.compile(r"(?i)[(\[][^)\]]*\b(yes|no|y|n|[01]|true|false|tick|check|s[ií]|on|off)\b[^)\]]*[)\]]")
DOES = re.compile(
    r"^(calling|texting|e ?mailing)$|\b(like|wants?|wish|willing|able|happy) to (call|text|phone|e ?mail)\b"
)
"""What somebody does or would do for us: `Texting` is a way to help too."""
_BARE_MANY = re.compile(
    r"^((weekly|monthly|daily|total|my|your) )*(phone calls|calls|robo ?calls|texts|text messages|messages|"
    r"emails|llamadas|mensajes|correos)$"
)


@lru_cache(maxsize=500)
def welcome_ways(heading: str) -> tuple[str, ...]:
    """Return the kinds of contact that a heading names without a word that denies them or is about something else.

    None are returned for headings of other things, and for those of every kind of contact.
    """
    asked = _HOW_TO_ANSWER.sub(" ", heading)
    words = heading_words(asked)
    if not CHANNEL.search(words) or DOES.search(words) or offers_help(words):
        return ()
    rest = re.sub(r"^(q ?)?\d+ ", "", CHANNEL.sub(" ", words))
    if not AROUND.issuperset(word for word in rest.split() if not word.isdigit()):
        return ()
    return one_way(asked)


def permits(heading: str, cells: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of contact that a column of yes and no permits; none if it is something else.

    Args:
        heading: its heading, which names a way of contact and does not deny it.
        cells: some of its cells; 0 and 1 below `Calls` may be counts.
    """
    ways = welcome_ways(heading)
    texts = [text for text in cells if text]
    if not ways or not texts or any(YES_NO.clean(text).value is None for text in texts):
        return ()
    counts = _BARE_MANY.match(heading_words(heading)) and all(text.isdigit() for text in texts)
    return () if counts else ways
