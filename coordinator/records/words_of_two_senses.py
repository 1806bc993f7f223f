"""Words that end contact, or mean something else: `DNC` beside a delegate, a rip current, to bounce with energy."""

import re
from functools import lru_cache

from coordinator.records.refusal_grammar import is_of_contact

_SIGN = re.compile(
    r"\b(dnc|rip|bounc\w*|rebot\w*|cleaned|complain\w*|spam|abuse|suppress\w*|block ?list\w*|black ?list\w*|baja)\b"
)
_AROUND = frozenset(
    "hard soft permanent permanently temporary perm temp transient general mailbox domain status code reason "
    "type error rejected server invalid bad dead wife husband spouse family son daughter request client voter "
    "contact record user subscriber national federal registry state marked flagged reported report reports "
    "global full on per january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec dado dada darme darse darla darlo solicita pidio pide "
    "solicito dio been bounced bounce bounces complaint spam dnc undeliverable died deceased sadly gone soon "
    "updated told unsubscribed confirmed checked ticked true false yes date time at add added move moved please "
    "sent marketing level as twice once asked asks ask by from via it this boletin lista de del en "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
)
_ANOTHER_SENSE = re.compile(
    # the committee
    r"\b(the|at|with|del|el|en el) dnc\b(?! (list|registry))|\bdnc (delegat\w*|staff\w*|members?|chair\w*|"
    r"conventions?|"
    r"committee\w*|intern\w*|fellow\w*|organi[sz]er\w*|alum\w*|field|rules|donor\w*|platform|speech|speaker|"
    r"volunteer\w*|"
    r"headquarters|hq|employee|summit|training|page|event\w*|candidate\w*|"
    r"chicago|atlanta|milwaukee|philadelphia|denver)\b"
    r"|\b(works?|worked|working|delegate|staff\w*|member|chair\w*|intern\w*|job|fellow|alternate|convention|"
    r"superdelegate|attend\w*|ran|runs|delegad[oa]|trabaj\w*|former|ex)\b.*\bdnc\b"
    # a current, and tearing
    r"|\brip (currents?|tides?|off|offs|van|saws?|cords?|stops?|ride|rides|roar\w*|into|up|open|it|torn|the|city|"
    r"line|curl)\b|\b(let|lets) (\w+ )?rip\b"
    # moving, and a ball
    r"|\bbouncing (?!(back|e ?mails?|mail)\b)\w+|\bbounc\w+ (around|ideas?|between|house\w*|castle\w*|ball\w*|off|"
    r"with|along|from|from|up|my|his|her|checks?|cheques?)\b(?! e ?mails?)"
    # a house, a street; grumbling; canned meat
    r"|\bcleaned (up|out|the|my|our|his|her|houses?|offices?|\w+s)\b"
    r"|\bcomplain\w* (about|of|that|to|in)\b(?!.*\b(e ?mails?|calls?|texts?|spam|messages?|contact\w*|us)\b)"
    r"|\bcomplainers?\b|\bspam (musubi|sandwich\w*|filter\w*|folder|fritters?|sushi)\b|\b(fight\w*|stop|hates?|"
    r"against|"
    r"in|to|my|your) spam\b"
    r"|\b(vote|voter|voters|voting|votes|hunger|appetite|press|fire|noise|free|speech|labor)\b.*\bsuppress\w*|"
    r"\bsuppress\w* (the )?(vote\w*|voting|of)\b"
    r"|\b(child|drug|substance|elder|domestic|alcohol|animal|sexual|power|of) abuse\b|\babuse (survivor|counselor|"
    r"prevention|victims?|of|shelter|hotline|advoca\w+)\b"
    r"|\bblock lists?\b.*\b(walk\w*|captain\w*|neighbo\w*|street\w*)\b|\bblack ?listed (actor|writer|artist|author|"
    r"from|in|by)\w*"
    # a country, and what is low
    r"|\b(en|in|from|to|of|la|mas|muy|tan|parte|planta|voz|clase|presion|renta) baja\b|\bbaja (california|sur|norte|"
    r"fish|voz|taco\w*|blast|calif\w*|renta|vision|presion|mar|1000)\b"
)


@lru_cache(maxsize=5000)
def without_another_sense(words: str) -> str:
    """Return plain words without those that have another sense beside their neighbors: `works for the DNC`."""
    return _SIGN.sub(" ", words) if _SIGN.search(words) and _ANOTHER_SENSE.search(words) else words


@lru_cache(maxsize=5000)
def of_one_sense(words: str) -> str:
    """Return plain words without those that may have another sense: beside a word that speaks of nothing like it."""
    if not _SIGN.search(words):
        return words
    around = _SIGN.sub(" ", words).split()
    plain = not _ANOTHER_SENSE.search(words) and all(word in _AROUND or is_of_contact(word) for word in around)
    return words if plain else _SIGN.sub(" ", words)


def may_have_one(words: str) -> bool:
    """Return whether such a word stands in plain words and they do not show that it has another sense."""
    return _SIGN.search(without_another_sense(words)) is not None
