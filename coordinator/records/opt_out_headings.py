"""What a heading asks about being contacted: whether it permits or denies, which ways, or something else."""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from coordinator.base.folding import without_accents
from coordinator.records.contact_objects import has_another_object
from coordinator.records.denials import DEATH, NO_DEVICE, refuses, without_terms
from coordinator.records.offers import offers_help
from coordinator.records.permitting_headings import may_permit_a_way, permits_plainly
from coordinator.records.refusals import CHANNELS, NO_CONTACT
from coordinator.records.whose_no import holds_for_all, is_denied, is_of_another_thing


class Side(Enum):
    """What a heading asks."""

    OUT = auto()
    """Yes means no contact: opt out, do not call, unsubscribed, bounced."""
    IN = auto()
    """No means no contact: opt in, subscribed, consent to texts."""
    EITHER = auto()
    """It is about opting, but does not say which way."""


_CELLS = r"(mobiles?|cells?|celular(es)?|moviles|movil)"
_OPTING = (
    r"(opt(s|ed|ing)? ?(ins?|outs?)|(un)?subscri\w*|unsub\w*|suscri\w*|consent\w*|consiente\w*|permissions?|permiso|"
    r"autoriza\w*)"
)
_WAYS = {
    "call": re.compile(
        r"\b(calls?|calling|called|ring|phones?|phoning|phoned|telephones?|callable|robo ?calls?|voice|llam\w+|"
        r"telefono)\b"
    ),
    "text": re.compile(
        r"\b(texts?|texting|texted|textable|sms|mms|text messages?|mensajes?|textos?)\b"
        rf"|\b{_CELLS} (is |has |was )?(marketing |messag\w+ )?{_OPTING}\b"
        rf"|\b{_OPTING} (to |for |via |on |by |al? |por |de )?{_CELLS}( date| time| status)?$"
    ),
    "email": re.compile(
        r"\b(e ?mails?|e ?mailing|e ?mailed|e ?mailable|mailable|mails?|mailings?|newsletters?|correos?|"
        r"boletin(es)?)\b"
    ),
}
_CALLS = re.compile(r"\b(calls?|calling|called|callable|ring|phoning|phoned|robo ?calls?|voice|llam\w+)\b")
ELSEWHERE = re.compile(
    r"\b(photos?|pictures?|shar(e|ed|ing)|releas(e|ed|ing)|compart\w+|publish\w*|terms|privacy|sell|sold|directory|"
    r"print|post|postal|direct mail|usps|canvass\w*|walk|level|plan|amount|fees?|prices?|tier|paid|renew\w*|ip|source|"
    r"form|url|campaign|medium|id|surveys?|spouse|partners?|parents?|father|mother|emergency|referr\w+|"
    r"organi[sz]ations?|fax(es)?|press|media|raffles?|drawing|lottery|prizes?|breakfast|lunch|dinner|meals?|food|"
    r"arbitration|benefits?|insurance|listed|listings?|video\w*|record(ing|ed)s?|quot(e|ed|es)|knock\w*|visit\w*|"
    r"warranty|parking|childcare|training|tracking|cookies?|husband|wife|esposo|esposa|conyuge|padre|madre|hij[oa]s?|"
    r"trad(e|ed|ing)|swap|exchange|rent|(give|given|giving|hand|handed|pass|passed) (\w+ ){0,2}(out|along|over|around|"
    r"on)|divulg\w+|difund\w+)\b|(?<!e )\bmail\b(?! (us|me|list))|\bmailing address\b"
)
"""Headings about consent to something else, about somebody else, or about how a consent came."""
_DEVICE = r"((phone|cell|mobile|home|work|land) ?)*(numbers?|no|lines?|phones?|cells?|mobiles?|telephones?)"
_OUT = re.compile(
    rf"\b{DEATH}\b|\bdeath(?! (penalty|row|tax\w*|benefit|certificate))\b|{NO_DEVICE}\bdead(?! (end|zone|heat|drop|"
    rf"last|sea|{_DEVICE}))\b|{NO_DEVICE}\bmuert[oa]s?\b|\bno longer (living|alive|with us)(?! (in|at|on|here|"
    rf"there))\b|\bya no viv[eo]\b|\b(defuncion|fallecimiento)\b(?! (de|del)\b)|\b(opt(s|ed|ing)? ?outs?|unsub\w*|"
    rf"do ?not|dont|dnc|no (contact|calls?|texts?|e ?mails?|sms)|(hard |soft )?bounc\w*|(bad|invalid|dead|"
    rf"undeliverable|non ?working|wrong|incorrect|broken) e ?mails?( address)?|e ?mails?( ?1)?( address)? (is |"
    rf"was )?(bad|invalid|dead|undeliverable|not working|wrong|incorrect|broken|returned|rejected)|undeliverable|"
    rf"complain\w*|suppress\w*|block ?list\w*|black ?list\w*|de baja|^bajas?( (de|del) (la )?(lista|boletin|"
    rf"correo))?$|clean(ed)? (time|date|on|at|reason|by)|cleaned|death|died|no (contactar|llamar|enviar|escribir|"
    rf"mandar)|fallecid\w*|never (by|via))\b"
)
_WITHDRAWN = re.compile(
    r"\b(consent\w*|permissions?|subscription|opt ?ins?|autorizacion|consentimiento)\b.*"
    r"\b(withdr[ae]w\w*|revo[kc]\w*|refus\w*|denied|declin\w*|object\w*|cancel\w*|ended|retirad\w*|negad\w*)\b"
    r"|\b(withdr[ae]w\w*|revo[kc]\w*|rescind\w*|refus\w*|denied|declin\w*|retir\w*) "
    r"(my |your |of |the |mi |el )*(consent|permission|opt ?in|consentimiento|permiso)\b"
)
_ENDS = re.compile(
    r"\b(consent\w*|permissions?|opt ?ins?|consentimiento)\b.*\b(expir\w*|until|till|ends?|valid\w*|laps\w*|"
    r"venc\w*)\b"
)
"""A permission that ends by itself: whether it still holds is for a person to say."""
_IN = re.compile(
    r"\be ?mail( address)? (is )?(works|working|valid|deliverable)\b|\b(working|valid|deliverable) e ?mail\b|"
    r"\b(opt(s|ed|ing)? ?ins?|subscri\w*|suscri\w*|consent\w*|consiente\w*|permissions?|autoriza\w*)\b"
)
_REACHED = r"(call|phone|ring|text|sms|e ?mail|contact|message|reach|reach out to|send|write|write to)"
_US = r"(we|i|us|somebody|someone|one of us|(a|an|the|our|your|any) \w+( \w+)?)"
MAY_WE = re.compile(
    rf"^(q ?)?(\d+ )?(yes )?((please )?(can|may|could|shall|ok|okay|all right|is it (ok|okay|all right)|are you (ok|"
    rf"okay))\b.*\b{_REACHED} (you|me|(that|this|your|my|the) (cell |mobile |home )?(numbers?|phone|cell|mobile|"
    rf"e ?mail|address))\b|(can|may|could|shall|should) {_US} (please )?{_REACHED}( back| it| them)?$|(can|may|ok|"
    rf"okay) {_REACHED}$|(can|may) (call|phone|text|e ?mail) (you|me|him|her|them|at|on)\b.*|(ok|okay|alright|"
    rf"permission|safe|fine|cool|all right|allowed|free) (to|2|for|with|w|if|4)\b(?!.*\bleave\b).*\b(call(s|ing|ed)?|"
    rf"phon(e|ing)|text(s|ing|ed)?|sms|e ?mail(s|ing|ed)?|contact(ing|ed)?|messag(e|es|ing)|write)$|(calls?|phone|"
    rf"phone calls?|texts?|text messages|texting|sms|e ?mails?|e ?mailing) (is |are )?(ok|okay|allowed|fine)$|"
    rf"(allows?|accepts?|accepting|allowing) (phone )?(calls|texts|text messages|sms|e ?mails)$|(es |"
    rf"esta )?(segur[oa]|bien|ok|correcto) (si (le |lo |la |te )?)?(llam|contact|escrib|envi|mand|text)\w+( \w+)?$|"
    rf"((le|les|te|lo|la) )?(podemos|nos permite|permite que le|se puede|puede\w*)\b.*\b(llam\w+|contact\w+|escrib\w+|"
    rf"envi\w+|mand\w+)\b|contact me$)"
)
"""Questions such as `Can we text you?`: a no is an opt-out."""
_OPT = re.compile(r"\bopt(s|ed|ing)?\b")
ONE_WAY = (
    r"(calls?|calling|called|phone\w*|texts?|texting|texted|text messages?|sms|e ?mail\w*|mail\w*|messag\w*|"
    r"llamadas?|mensajes?|textos?|correos?)"
)
_MEANT = {
    "msg": "message",
    "msgs": "messages",
    "dnt": "dont",
    "do no": "do not",
    "donot": "do not ",
    "dont": "dont ",
    "no": "no ",
    "nunca": "nunca ",
    "stop": "stop ",
    "dnd": "do not disturb",
    "txt": "text",
    "txts": "texts",
    "w/": "with ",
    "w/o": "without ",
    "rmv": "remove",
    "rmvd": "removed",
    "rem": "remove",
    "rm": "remove",
    "remv": "remove",
    "txting": "texting",
    "plz": "please",
    "pls": "please",
    "ur": "your",
    "digits": "number",
    "#": "number",
}
_SLIPS = re.compile(
    r"\bmsgs?\b|\btxts?\b|\bw/o\b|\bw/|\brmvd?\b|\bremv\b|"
    r"\br(e)?m\b(?=\W+(from|off|me|us|him|her|them|please|pl[sz])\b)|\btxting\b|\bpl[sz]\b|"
    r"\bur\b(?= (list|lists|number|texts?|calls?|e ?mails?)\b)|(?<=(my|er|is|ir) )digits\b|(?<=my )#(?! ?\d)|"
    r"(?<=h[ei][rs] )#(?! ?\d)|(?<=their )#(?! ?\d)|(?<=the )#(?! ?\d)|\bdnd\b|\bdnt\b|\bdo no(?= )|\bdonot(?=\w)|"
    r"\bdont(?=(call|text|e?mail|contact|phone|sms|share)s?\b)|\b(no|nunca|stop)(?=(calls?|calling|texts?|texting|"
    r"e?mails?|e?mailing|sms|contact|mailings?|llamar(me)?|molestar|molesten|llamadas?|contactar|correos?|mensajes?|"
    r"escribir|phone ?calls?)\b)"
)
_APART = re.compile(
    r"\b(?:d\W{1,2}n\W{1,2}|do n/|dn/)(?P<what>c|t|e|m|k|call|text|contact|e ?mail)s?\b|\bdnc['’]?e?d\b"
)
"""The initials of a refusal with something between them, or as a verb: `d/n/c`, `D-N-C`, `do n/call`, `DNC'd`."""
_INITIALS = {"dnt": "do not text", "dne": "do not email", "dnm": "do not mail", "dnk": "do not knock"}


_REGISTRY = re.compile(
    r"(?<=\bfederal )dnc\b|(?<=\bnational )dnc\b|(?<=\bstate )dnc\b|(?<=\bftc )dnc\b|\bdnc(?= registry\b)"
)


def of_registries(words: str) -> str:
    """Return the plain words of a heading with the registry of those who want no calls in full: `Federal DNC`."""
    return _REGISTRY.sub("do not call", words) if "dnc" in words else words


def is_short_for_one_way(heading: str) -> bool:
    """Return whether a heading is the initials of a refusal of one way: `DNT`, `D.N.E.`."""
    return _initials(heading) in _INITIALS


def is_short_for_calls(heading: str) -> bool:
    """Return whether a heading is `DNC`; beside `DNT` it is about calls, else it may be about all contact."""
    return _initials(heading) == "dnc"


def _initials(heading: str) -> str:
    return without_accents(heading).replace(".", "").strip(" ?:")


def _together(apart: re.Match[str]) -> str:
    what = apart["what"] or "c"
    return f"do not {what}" if len(what) > 1 else _INITIALS.get(f"dn{what}", f"dn{what}")


def plain_words(text: str) -> str:
    """Return a text in plain small words: `Don't e-mail!` → `dont email`."""
    plain = without_accents(text).replace("e-mail", "email").replace("_", " ")
    plain = re.sub(r"['’]", "", _APART.sub(_together, plain))
    plain = _SLIPS.sub(lambda slip: _MEANT[slip[0]], plain)
    return re.sub(r"[^0-9a-z]+", " ", re.sub(r"\bun[- ](?=subs)", "un", plain)).strip()


@lru_cache(maxsize=500)
def heading_words(heading: str) -> str:
    """Return a heading in plain words: `emailOptOut`, `EMAIL_OPTOUT` and `Email opt-out` are one."""
    words = plain_words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"(?i)\bok(ay)?[24](?=[a-z])", "ok to ", heading)))
    words = re.sub(r"\b(email|phone)(?=\d\b)", r"\1 ", of_registries(words))
    return _INITIALS.get(_initials(heading), words)


def named_ways(words: str) -> tuple[str, ...]:
    """Return the ways of contact that plain words name, such as `("call", "text")`."""
    return tuple(kind for kind, way in _WAYS.items() if way.search(words))


def marks_of(ways: Iterable[str], yes: bool = True) -> dict[str, bool]:
    """Return the marks for kinds of contact; for none of them, the mark for all contact."""
    return {CHANNELS[kind].mark: yes for kind in ways} or {NO_CONTACT: yes}


_OF_CONTACT = re.compile(
    r"\b(contact\w*|reach\w*|communicat\w*|messag\w*|mailings?|mailing lists?|updates?|alerts?|notif\w*|marketing|"
    r"solicit\w*|outreach|disturb|lists?|write|writing|escrib\w*|hear from|noticias|novedades)\b"
)


def denies_a_denial(heading: str) -> bool:
    """Return whether a heading denies that something is refused: `Not unsubscribed`, `I do not object`."""
    return is_denied(heading_words(heading))


_BY_OTHERS = re.compile(
    r"\b(can|may|could|shall|should|will|let|ok(ay)? for|allow|permit|puede\w*|permite que) (el|la|los|las|the|our|"
    r"this|your|a|an|any|other|these|those|their|local|its|\W)*(\w+ )?(venues?|theat(er|re)s?|halls?|hosts?|sponsors?|"
    r"vendors?|exhibitors?|advertisers?|museums?|hotels?|studios?|clubs?|bars?|restaurants?|stores?|shops?|schools?|"
    r"church(es)?|librar(y|ies)|publishers?|compan(y|ies)|business(es)?|promoters?|presenters?|ticket\w*|box office|"
    r"affiliates?|allies|others|third part(y|ies)|chapters?|donors?|funders?|recinto|teatro|patrocinador\w*|negocios?|"
    r"empresas?|tiendas?|terceros|aliados|socios)\b"
)
"""What somebody else asks for: its no is none to us."""


def is_about_else(heading: str) -> bool:
    """Return whether a heading is about something else than our contact: the raffle, letters, photos, others' "
    "data."""
    words = heading_words(heading)
    return ELSEWHERE.search(words) is not None or _BY_OTHERS.search(words) is not None


def speaks_of_contact(words: str) -> bool:
    """Return whether plain words name contact, or a way of it."""
    return bool(named_ways(words)) or _OF_CONTACT.search(words) is not None


_NOTHING_MORE = re.compile(
    r"^(people|status|global\w*|please|has|have|is|was|i|we|to|from|of|the|my|me|all|any|every\w*|future|and|or|y|"
    r"bulk|list|lists|contact\w*|us|you|your|our|q|date|time|at|on|reason|flag|type|\d+)$"
)


@lru_cache(maxsize=500)
def side(heading: str) -> Side | None:
    """Return what a heading asks about opting in or out; None if it is about something else."""
    words = without_terms(heading_words(heading))
    if _is_no_way(heading):
        return Side.OUT
    if permits_plainly(words):
        return Side.IN
    if has_another_object(words) or is_of_another_thing(words):
        return None
    if ELSEWHERE.search(words) or _BY_OTHERS.search(words) or leaves_open(heading) or offers_help(words):
        return None
    if is_denied(words):
        return Side.EITHER
    if _WITHDRAWN.search(words):
        return Side.OUT
    if _ENDS.search(words):
        return Side.EITHER
    if refuses(words):
        return _out(words)
    out, into = bool(_OUT.search(words)), bool(_IN.search(words) or MAY_WE.search(words))
    if out or into:
        return Side.EITHER if out and into else _out(words) if out else Side.IN
    return Side.EITHER if _OPT.search(words) else None


def side_of_a_mark(heading: str) -> Side:
    """Return what a heading asks of whose column a person chose a mark, such as “Do not e-mail”.

    Where it permits that way, a yes is no refusal.
    """
    asked = side(heading)
    if asked is not Side.OUT and (asked is Side.IN or may_permit_a_way(heading_words(heading))):
        return Side.IN
    return Side.OUT


def _out(words: str) -> Side:
    """Return what a heading asks that denies: one that denies for a while, or of somebody else, leaves it open."""
    return Side.OUT if holds_for_all(words) else Side.EITHER


_OF_ANOTHER_THING = re.compile(
    r"\b(opt(s|ed|ing)? ?outs?|unsub\w*|decline\w*|waive\w*) (of|from|for|to) "
    r"(the |our |my |your |any |all )?(?P<of>\w+)"
)


_UNTICK = re.compile(r"\b(un ?(check|tick|select|mark)(ed)?|deselect(ed)?|desmarque|desmarcar)\b")


@lru_cache(maxsize=500)
def leaves_open(heading: str) -> bool:
    """Return whether a heading opts out of something that is not known, or by an empty box: *Uncheck to stop "
    "texts*."""
    words = heading_words(heading)
    match = _OF_ANOTHER_THING.search(words)
    if _UNTICK.search(words):
        return True
    return match is not None and not _NOTHING_MORE.match(match["of"]) and not speaks_of_contact(match[0])


_AT_LARGE = re.compile(
    r"\b(contact\w*|reach\w*|in touch|write|writing|follow ?up|hear (back )?from|in the loop|posted)\b"
)
_BY = re.compile(
    rf"\b(by|via|with|through|over|on|at) ((the|your|my|this|that|a) )?{ONE_WAY}|^{ONE_WAY} (contact|follow ?up)\b"
)
_CHOICE = re.compile(r"[\[(:>|–—]\s*([^\[(:>|–—]+?)[\])]?\s*$| - ([^-]+)$")
"""What a column stands for under a question: `How may we contact you? [Text]`."""


_NO_WAY = re.compile(
    r"(none|neither|nothing|no way|no contact|not at all|no thanks?( you)?|nobody|never|ningun[oa]?|nada|nunca)"
    r"( (of|de) (these|them|the above|those|estos|estas|ellos|ellas|los anteriores|las anteriores))?( please)?$"
)


def _is_no_way(heading: str) -> bool:
    """Return whether a column stands for the choice of no way of contact: *How may we contact you? [None of these]*."""
    choice = _CHOICE.search(heading)
    if choice is None or not _NO_WAY.match(heading_words(choice[1] or choice[2])):
        return False
    asked = heading_words(heading[: choice.start()])
    return (speaks_of_contact(asked) or _AT_LARGE.search(asked) is not None) and not is_about_else(asked)


@lru_cache(maxsize=500)
def one_way(heading: str) -> tuple[str, ...]:
    """Return the kinds of contact that a question about permission is only about: `May we call you?` → call.

    None are returned for a question about all contact: `May we contact you?`, `OK to call, text or e-mail?`.
    """
    words = heading_words(heading)
    choice = _CHOICE.search(heading)
    if choice and re.fullmatch(
        f"(by )?{ONE_WAY}( calls?| messages?)?", chosen := heading_words(choice[1] or choice[2])
    ):
        words = f"by {chosen}"
    return ways_in(words)


def ways_in(words: str) -> tuple[str, ...]:
    """Return the kinds of contact that a question in plain words names, none if it is about all contact."""
    ways = named_ways(words)
    if "text" in ways and "call" in ways and not _CALLS.search(words):
        ways = tuple(way for way in ways if way != "call")  # "text you at this phone number"
    at_large = _AT_LARGE.search(words) is not None and _BY.search(words) is None
    return () if at_large or len(ways) == len(CHANNELS) else ways


def of_ways(heading: str) -> tuple[str, ...]:
    """Return the kinds of contact that a heading names: `SMS marketing status` → text."""
    return named_ways(heading_words(heading))
