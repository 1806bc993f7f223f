"""Opt-outs as lists and services write them: a cell and its heading become marks that lists, calls and e-mails respect.

Unsubscribed and opted out without a word on the channel mean no contact at all: that is what a person who says so would
expect. Bounced, cleaned and complained mean no e-mails, deceased means no contact.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from coordinator.base.folding import without_accents
from coordinator.records.kinds import INSTANT, YES_NO, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.refusals import CHANNELS, NO_CONTACT

LONGEST = 8
"""A text of more words is prose; what it says of contact is for a person to read."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """What a cell says about opting out.

    Attributes:
        marks: key of a mark → whether it is set; empty: the cell is no opt-out.
        understood: whether the cell was understood; if not, a person must decide before it counts as anything.
    """

    marks: Mapping[str, bool] = field(default_factory=dict)
    understood: bool = True


class Side(Enum):
    """What a heading asks."""

    OUT = auto()
    """Yes means no contact: opt out, do not call, unsubscribed, bounced."""
    IN = auto()
    """No means no contact: opt in, subscribed, consent to texts."""
    EITHER = auto()
    """It is about opting, but does not say which way."""


NOTHING = OptOut()
_NOT_UNDERSTOOD = OptOut(understood=False)

_WAYS = {
    "call": re.compile(
        r"\b(calls?|calling|called|ring|phones?|phoning|phoned|telephones?|robo ?calls?|voice|llam\w+|telefono)\b"
    ),
    "text": re.compile(r"\b(texts?|texting|texted|sms|mms|text messages?|mensajes?|textos?)\b"),
    "email": re.compile(r"\b(e ?mails?|e ?mailing|e ?mailed|mails?|mailings?|newsletters?|correos?|boletin(es)?)\b"),
}
_CALLS = re.compile(r"\b(calls?|calling|called|ring|phoning|phoned|robo ?calls?|voice|llam\w+)\b")
_ELSEWHERE = re.compile(
    r"\b(photos?|pictures?|shar(e|ed|ing)|publish\w*|terms|privacy|sell|sold|directory|print|post|postal|direct mail|"
    r"usps|canvass\w*|walk|level|plan|amount|fees?|prices?|tier|paid|renew\w*|ip|source|form|url|campaign|medium|id|"
    r"surveys?|spouse|partners?|parents?|father|mother|emergency|referr\w+|organi[sz]ations?|fax(es)?|press|media|"
    r"raffles?|drawing|lottery|prizes?|breakfast|lunch|dinner|meals?|food|arbitration|benefits?|insurance|listed|"
    r"listings?|video\w*|record(ing|ed)s?|quot(e|ed|es)|knock\w*|visit\w*|warranty|parking|childcare|training|tracking|"
    r"cookies?)\b|(?<!e )\bmail\b(?! (us|me|list))|\bmailing address\b"
)
"""Headings about consent to something else, about somebody else, or about how a consent came."""
_OUT = re.compile(
    r"\b(opt(s|ed|ing)? ?outs?|unsub\w*|do ?not|dont|dnc|no (contact|calls?|texts?|e ?mails?|sms)|"
    r"(hard |soft )?bounc\w*|complain\w*|deceased|suppress\w*|block ?list\w*|black ?list\w*|de baja|"
    r"clean(ed)? (time|date|on|at|reason|by)|cleaned|death|died|"
    r"no (contactar|llamar|enviar|escribir|mandar)|fallecid\w*|never (by|via))\b"
)
_WITHDRAWN = re.compile(
    r"\b(consent\w*|permissions?|subscription|opt ?ins?|autorizacion|consentimiento)\b.*"
    r"\b(withdr[ae]w\w*|revo[kc]\w*|refus\w*|denied|declin\w*|object\w*|cancel\w*|ended|retirad\w*|negad\w*)\b"
    r"|\b(withdr[ae]w\w*|revo[kc]\w*|rescind\w*|refus\w*|denied|declin\w*|retir\w*) "
    r"(my |your |of |the |mi |el )*(consent|permission|opt ?in|consentimiento|permiso)\b"
)
_ENDS = re.compile(
    r"\b(consent\w*|permissions?|opt ?ins?|consentimiento)\b.*\b(expir\w*|until|till|ends?|valid\w*|laps\w*|venc\w*)\b"
)
"""A permission that ends by itself: whether it still holds is for a person to say."""
_IN = re.compile(r"\b(opt(s|ed|ing)? ?ins?|subscri\w*|suscri\w*|consent\w*|consiente\w*|permissions?|autoriza\w*)\b")
_REACHED = r"(call|phone|ring|text|sms|e ?mail|contact|message|reach|reach out to|send|write|write to)"
_US = r"(we|i|us|somebody|someone|one of us|(a|an|the|our|your|any) \w+( \w+)?)"
_MAY_WE = re.compile(
    r"^(q ?)?(\d+ )?(yes )?("
    r"(please )?(can|may|could|shall|ok|okay|all right|is it (ok|okay|all right)|are you (ok|okay))\b.*"
    rf"\b{_REACHED} "
    r"(you|me|(that|this|your|my|the) (cell |mobile |home )?(numbers?|phone|cell|mobile|e ?mail|address))\b"
    rf"|(can|may|could|shall|should) {_US} (please )?{_REACHED}( back| it| them)?$"
    rf"|(can|may|ok|okay) {_REACHED}$|(can|may) (call|phone|text|e ?mail) (you|me|him|her|them|at|on)\b.*"
    r"|(ok|okay|alright|permission) (to|2|for|with|w|if|4)\b(?!.*\bleave\b).*\b"
    r"(call(s|ing|ed)?|phon(e|ing)|text(s|ing|ed)?|sms|e ?mail(s|ing|ed)?|contact(ing|ed)?|messag(e|es|ing)|write)$"
    r"|(calls?|phone|phone calls?|texts?|text messages|texting|sms|e ?mails?|e ?mailing) "
    r"(is |are )?(ok|okay|allowed|fine)$"
    r"|(allows?|accepts?|accepting|allowing) (phone )?(calls|texts|text messages|sms|e ?mails)$"
    r"|((le|les|te|lo|la) )?(podemos|nos permite|permite que le|se puede|puede\w*)\b.*"
    r"\b(llam\w+|contact\w+|escrib\w+|envi\w+|mand\w+)\b"
    r"|contact me$)"
)
"""Questions such as `Can we text you?`: a no is an opt-out."""
_OPT = re.compile(r"\bopt(s|ed|ing)?\b")
_WHEN_OR_WHY = re.compile(r"\b(date|time|at|on|when|reason|fecha|motivo)\b")
_NEGATED = re.compile(
    r"\b(not|never|no|isnt|hasnt|didnt|nunca) (been |yet )?"
    r"(unsub\w*|opted out|opt outs?|bounc\w*|deceased|suppressed|block\w*|cleaned|complain\w*|removed)\b"
    r"|\b(dont|do not|never) (ever )?(stop|quit)\b"
)
_CONDITION = re.compile(
    r"\bno contact (yet|made|since|info\w*|details?|numbers?|person)\b|"
    r"\b(before|after|until|till|at work|during|between|unless|if|except|late|early|weekends?|mornings?|evenings?|"
    r"today|tomorrow|antes|despues|hasta)\b"
)
_MAYBE = re.compile(
    r"(?i)\b(no|not|non|don?|does|did|(do|does|did)n['’]?t|never|stop|dnc|opt|rip|dead|died|take|leave|please|baja|bad"
    r"|spam|dado|dada|only|just|muert[oa]|muri[oó])\b|"
    r"unsub|opt.?(ed|s|ing)?.?out|bounc|rebot|clean|deceas|passed|fallec|difunt|complain|abuse|suppress"
    r"|bl(o|a)ck|refuse|"
    r"remov|qu[ií]t|b[oó]rr|elim[ií]n|s[aá]qu|sacar|dnt|d\.n\.c|wish|cancel|"
    r"undeliver|invalid|stopall|wants|nonsub|donot|\blose\b|\boff\b|\bquit\b|\bcease\b|\basked\b|\bdej[ea]|rather|prefer"
    r"|revo[kc]|withdr|rescind|\bend\b"
)
"""Without one of these a text is no opt-out: most texts are none, and are not looked at closer."""
_DECEASED = re.compile(
    r"\b(deceased|died|date of death|death (date|time)|passed away|rip|fallecid[oa]s?|fallecio|murio|difunt[oa]s?)\b"
    r"|^((he|she|they|person)( is|s| are)? )?(dead|muert[oa])$|^((he|she|they|person) )?(has|have|had) passed( on)?$"
)
_PLAINLY_DEAD = re.compile(r"^(is |has )?(deceased|passed away|fallecid[oa]|difunt[oa])( \d{4})?$")
_ANOTHERS_DEATH = re.compile(
    r"\b(his|her|their|my|our|su|mi) (late )?\w+ (has |just |recently )?(died|passed away|fallecio|murio|is deceased)\b"
    r"|\b(wife|husband|spouse|mother|father|mom|dad|son|daughter|brother|sister|parent|partner|esposo|esposa) "
    r"(has |just |recently )?(died|passed away|deceased|is deceased|fallecio|murio)\b"
)
_NOT_TO_SHARE = re.compile(
    r"\b(do not|dont|never|not to|no longer|wont|rather not) (be )?(shar\w+|passed? on|give out|sell|sold|forward\w*)\b"
    r"|\bno (compart\w+|shar\w+)\b"
)
_BOUNCED = re.compile(
    r"\b(bounc\w*|rebot\w*|cleaned|clean (time|date|on|at|reason|by)|undeliverable|"
    r"(invalid|bad|dead) e ?mail|e ?mail (invalid|bad|dead)|complain\w*|spam|abuse (report|complaint)|"
    r"(not|never|non) ?subscri\w*|nonsubscri\w*)\b"
)
_STOPPED = re.compile(
    r"\b(unsub\w*|opt(s|ed|ing)? ?outs?|dado de baja|dada de baja|baja|suppress\w*|block ?list\w*|black ?list\w*|"
    r"(do not|dont|no|never|refuse[sd]?) (be )?(contact\w*|disturb|solicit\w*|communicat\w*|reach out)|dnc|"
    r"no (me )?contact(ar|en|e|es)|no molest\w+|(remove|delete|take) (me|him|her|them|us) (off|from)"
    r"|remove (me|from)|take off (the|your|our) list|leave me alone|"
    r"(no longer|do not|does not|dont|doesnt|did not|didnt) wants? (any |further |more )?(contact"
    r"|to be contacted)|wants no contact|cancel\w* subscription|subscription cancel\w*|"
    r"not to be contacted|(no longer|do not|does not|dont|doesnt|did not|didnt) (wish|want|care|like)(es|s)? to be "
    r"(contacted|bothered|reached)|(ask(s|ed)|wants|wishes|request(s|ed))( us)? (to be removed|removal"
    r"|to unsubscribe)|removal request(ed)?|request(s|ed)? removal"
    r"|(qui?t|saqu|borr|elimin)\w* de (la|su|esta|nuestra) lista"
    r"|no (quiere|quiero|desea|deseo) (mas )?contacto|no (quiere|quiero|desea|deseo) recibir (nada|mas)"
    r"|cancel\w* (la |mi |su )?suscripcion|(wants?|take|taken|get) (me |him |her |them )?off (the|our|your|this|my)? ?"
    r"(mailing )?list|wants? nothing (more |else )?to do with (us|you|this|the \w+)"
    r"|(revo[kc]\w*|withdr[ae]w\w*|rescind\w*) (my |her |his |their |all )?(consent|permission)"
    r"|(consent|permission) (has been |was )?(revoked|withdrawn|rescinded)"
    r"|cease (and desist|all|any|contact\w*|communicat\w*)|block(ed|s) us)\b"
    r"|^(please )?stop( (all|everything|it|this|now|please|pls|plz))*$"
    r"|^(please |por favor )?(stopall|remove|removed|blocked|(quit|borr|elimin)(ar(me)?|e(n)?me))$"
    r"|\b(please|interest\w*|moved|number|thanks|thank you) remove( please)?$"
)
_AT_ALL = re.compile(r"\b(contact\w*|disturb|communicat\w*|alone|all|any\w*|every\w*|dnc)\b")
"""Words that mean every way of contact, whatever the heading says."""
_ONE_WAY = (
    r"(calls?|calling|called|phone\w*|texts?|texting|texted|text messages?|sms|e ?mail\w*|mail\w*|messag\w*|"
    r"llamadas?|mensajes?|textos?|correos?)"
)
_AND_MORE = (
    rf"( (or|and|nor|y|o|ni|no|any)( to)? {_ONE_WAY}| {_ONE_WAY}(?= (or|and|nor|y|o|ni) {_ONE_WAY})"
    r"| (calls|texts|e ?mails|messages|mailings|sms)\b)*"
)
"""What else is refused: `no calls, texts or e-mails`; in `do not call, email me` nothing else is."""
_NOT_THAT_WAY = re.compile(
    r"\b((do not|dont|never|stop|quit|asked( us)? not to|not to be|no longer|please no|(ok|okay|fine) but not|"
    r"(rather|prefers?) not( to)?) "
    r"(ever )?(be |get |receive )?((send|sending) (me )?)?((any|all|the|these|those|your) )?"
    r"|(no longer|do not|does not|dont|doesnt|did not|didnt|never) (wish|want|care|like|accept|take|need)(es|s)? "
    r"(to (be|get|receive) )?(any )?(more )?"
    r"|(ya )?no (quiere|quiero|desea|deseo|acepta|acepto) (recibir )?(mas )?|no mas )"
    rf"{_ONE_WAY}\b{_AND_MORE}"
    rf"|\b((rather|prefers?) not (to )?(be |get |receive )?(any )?|(not|never) (by|via|through) )"
    rf"{_ONE_WAY}\b{_AND_MORE}"
    r"|\bno (more )?(phone )?(calls|calling|texts|texting|text messages|e ?mails|e ?mailing|mailings|sms|llamadas|"
    r"textos)\b"
    rf"{_AND_MORE}"
    r"|(?<!did )(?<!could )(?<!is )(?<!was )(?<!would )(?<!should )(?<!will )(?<!can )(?<!has )(?<!had )(?<!have )"
    rf"\bnot (by |via )?{_ONE_WAY}$"
    r"|\b(por favor|ya) no (mas )?(llamadas?|mensajes?|textos?|correos?)\b"
    r"|^no (mas )?(llamadas|mensajes|textos|correos)\b"
    r"|\btexted stop\b|\b(ok|okay|fine) no call$"
    r"|\blose (my|this|the|his|her|their) (phone )?number\b"
    r"|\b(ya )?(no (quiere|quiero|desea|deseo|quieren) que|que no) (la |lo |le |les |me )?"
    r"(llam\w+|contact\w+|molest\w+)"
    r"|\bdej(en?|a|ar) de (llam|escrib|molest|contact|mand)\w+"
    r"|\bno (me |le |les )?(llam\w+|escriban?|(envi|mand)\w+ (correos?|mensajes?|textos?|e ?mails?))\b"
)
_CARRIERS_STOP = re.compile(r"^(END|CANCEL|QUIT)\W*$")
"""Words that stop a carrier's texts; as a status they may mean something else."""
_NOT_TO_USE = re.compile(
    r"\b(do not|dont|never|stop) us(e|ing) (this|my|his|her|their|the|that) (e ?mail|number|phone|cell)\b"
)
_OTHER_WAY = re.compile(
    rf"\b{_ONE_WAY} (is |are )?(ok|okay|fine|only|good|best|preferred|welcome)\b"
    rf"|\b(only|just|prefers?|(ok|okay|fine) to|instead) (by )?{_ONE_WAY}\b"
)
"""A way that is welcome: `text only`, `calls are fine`."""
_ASKS_US = re.compile(
    r"^(please )?stop( (all|everything|it|this|now|please|pls|plz))*$|"
    r"\b(me|us|please|pls|no me|unsub\w*|de (la|su|esta) lista|(my|this) number|do not (contact|call|text|email)|dnc|"
    r"do not call list|no (more )?(calls|texts|emails?)|cease|alone)\b|(en|e|ar)me$|^no me "
)
"""Words of somebody who asks for it: an answer may be about other people's calls."""
_OK_WAY = re.compile(rf"\b{_ONE_WAY} (is |are )?(ok|okay|fine|welcome)$")
_WAY = r"(?:(?:by |via |through )?(?:phone calls?|calls?|phone|text messages?|texts?|sms|e ?mails?))"
_ONLY = re.compile(rf"^(please )?((only|just) )?(contact me )?(only )?{_WAY}( (and|or) {_WAY})*( only)?( please)?$")
_SAYS_ONLY = frozenset({"only", "just"})
_FINE = re.compile(
    r"^((re ?)?subscribed|active|enabled|(single |double |confirmed )?opt(ed)? ?in|confirmed|pending|unconfirmed|"
    r"awaiting confirmation|allow(ed)?|permitted|(permission )?granted|ok|okay|express(ed)?|implied|explicit|implicit|"
    r"given|(i )?agree[ds]?|(i )?accept(ed)?|(may|can) (be )?contact(ed)?|contactable|valid|deliver(ed|able)|clean|"
    r"suscrit[oa]|activ[oa]|acept[oa]|aceptad[oa])$"
)
_AGREES = re.compile(
    r"^(yes|si|i (agree|consent|accept|authorize)|agreed|acepto|ok|granted|given)\b(?!.*\b(not|dont|no)\b)"
)
_EVERY = re.compile(r"\b(all|any|every|everything|anything|todos?|todas?)\b")


_MEANT = {"msg": "message", "msgs": "messages", "d.n.c": "dnc", "dnt": "dont", "do no": "do not", "donot": "do not "}
_SLIPS = re.compile(r"\bmsgs?\b|\bd\.n\.c\b|\bdnt\b|\bdo no(?= )|\bdonot(?=\w)")


_INITIALS = {"dnt": "do not text", "dne": "do not email", "dnm": "do not mail", "dnk": "do not knock"}


def plain_words(text: str) -> str:
    """Return a text in plain small words: `Don't e-mail!` → `dont email`."""
    plain = re.sub(r"['’]", "", without_accents(text)).replace("e-mail", "email")
    plain = _SLIPS.sub(lambda slip: _MEANT[slip[0]], plain)
    return re.sub(r"[^0-9a-z]+", " ", re.sub(r"\bun[- ](?=subs)", "un", plain)).strip()


@lru_cache(maxsize=500)
def heading_words(heading: str) -> str:
    """Return a heading in plain words: `emailOptOut`, `EMAIL_OPTOUT` and `Email opt-out` are one."""
    words = plain_words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"(?i)\bok(ay)?[24](?=[a-z])", "ok to ", heading)))
    return _INITIALS.get(without_accents(heading).replace(".", "").strip(" ?:"), words)


def _ways(words: str) -> tuple[str, ...]:
    return tuple(kind for kind, way in _WAYS.items() if way.search(words))


def _marks(ways: Iterable[str], yes: bool = True) -> dict[str, bool]:
    """Return the marks for kinds of contact; for none of them, the mark for all contact."""
    return {CHANNELS[kind].mark: yes for kind in ways} or {NO_CONTACT: yes}


_OF_CONTACT = re.compile(
    r"\b(contact\w*|reach\w*|communicat\w*|messag\w*|mailings?|mailing lists?|updates?|alerts?|notif\w*|marketing|"
    r"solicit\w*|outreach|disturb|lists?|write|writing|escrib\w*|hear from|noticias|novedades)\b"
)


_TWICE = re.compile(
    r"\b(no|not|never|isnt|arent|wasnt|hasnt|havent|dont|doesnt|didnt) (been |yet |to |be |currently )?"
    r"(unsub\w*|opt(s|ed|ing)? ?outs?|remov\w*|object\w*|mind|stop\w*|declin\w*|suppress\w*|exclud\w*|refus\w*|"
    r"block\w*)\b"
)


def denies_a_denial(heading: str) -> bool:
    """Return whether a heading denies that something is refused: `Not unsubscribed`, `I do not object`."""
    return _TWICE.search(heading_words(heading)) is not None


def is_about_else(heading: str) -> bool:
    """Return whether a heading is about something else than our contact: the raffle, letters, photos, others' data."""
    return _ELSEWHERE.search(heading_words(heading)) is not None


def speaks_of_contact(words: str) -> bool:
    """Return whether plain words name contact, or a way of it."""
    return bool(_ways(words)) or _OF_CONTACT.search(words) is not None


_NOTHING_MORE = re.compile(
    r"^(people|status|global\w*|please|has|have|is|was|i|we|to|from|of|the|my|me|all|any|every\w*|future|and|or|y|bulk|"
    r"list|lists|contact\w*|us|you|your|our|q|date|time|at|on|reason|flag|type|\d+)$"
)


@lru_cache(maxsize=500)
def side(heading: str) -> Side | None:
    """Return what a heading asks about opting in or out; None if it is about something else."""
    words = heading_words(heading)
    if _ELSEWHERE.search(words) or leaves_open(heading):
        return None
    if _TWICE.search(words):
        return Side.EITHER
    if _WITHDRAWN.search(words):
        return Side.OUT
    if _ENDS.search(words):
        return Side.EITHER
    out, into = bool(_OUT.search(words)), bool(_IN.search(words) or _MAY_WE.search(words))
    if out or into:
        return Side.EITHER if out and into else Side.OUT if out else Side.IN
    return Side.EITHER if _OPT.search(words) else None


_OF_ANOTHER_THING = re.compile(
    r"\b(opt(s|ed|ing)? ?outs?|unsub\w*|decline\w*|waive\w*) (of|from|for|to) "
    r"(the |our |my |your |any |all )?(?P<of>\w+)"
)


@lru_cache(maxsize=500)
def leaves_open(heading: str) -> bool:
    """Return whether a heading opts out of something that is not known: `Opt out of the program`."""
    match = _OF_ANOTHER_THING.search(heading_words(heading))
    return match is not None and not _NOTHING_MORE.match(match["of"]) and not speaks_of_contact(match[0])


_AT_LARGE = re.compile(
    r"\b(contact\w*|reach\w*|in touch|write|writing|follow ?up|hear (back )?from|in the loop|posted)\b"
)
_BY = re.compile(
    rf"\b(by|via|with|through|over|on|at) ((the|your|my|this|that|a) )?{_ONE_WAY}|^{_ONE_WAY} (contact|follow ?up)\b"
)
_CHOICE = re.compile(r"[\[(:>|–—]\s*([^\[(:>|–—]+?)[\])]?\s*$| - ([^-]+)$")
"""What a column stands for under a question: `How may we contact you? [Text]`."""


@lru_cache(maxsize=500)
def one_way(heading: str) -> tuple[str, ...]:
    """Return the kinds of contact that a question about permission is only about: `May we call you?` → call.

    None are returned for a question about all contact: `May we contact you?`, `OK to call, text or e-mail?`.
    """
    words = heading_words(heading)
    choice = _CHOICE.search(heading)
    if choice and re.fullmatch(
        f"(by )?{_ONE_WAY}( calls?| messages?)?", chosen := heading_words(choice[1] or choice[2])
    ):
        words = f"by {chosen}"
    return ways_in(words)


def ways_in(words: str) -> tuple[str, ...]:
    """Return the kinds of contact that a question in plain words names, none if it is about all contact."""
    ways = _ways(words)
    if "text" in ways and "call" in ways and not _CALLS.search(words):
        ways = tuple(way for way in ways if way != "call")  # "text you at this phone number"
    at_large = _AT_LARGE.search(words) is not None and _BY.search(words) is None
    return () if at_large or len(ways) == len(CHANNELS) else ways


def of_ways(heading: str) -> tuple[str, ...]:
    """Return the kinds of contact that a heading names: `SMS marketing status` → text."""
    return _ways(heading_words(heading))


def mark_of(heading: str) -> str | None:
    """Return the one mark that a heading asks for: `Email Opt Out` → do_not_email; None if it asks for none."""
    if side(heading) is not Side.OUT:
        return None
    found = list(said(heading) or _marks(_ways(heading_words(heading))))
    return found[0] if len(found) == 1 else None


def _may_be_one(text: str) -> bool:
    return _MAYBE.search(text.replace("_", " ")) is not None


def said(text: str) -> dict[str, bool]:
    """Return the marks that words mean by themselves, without a heading: `unsubscribed`, `Do not call`; none: empty."""
    if not _may_be_one(text):
        return {}
    words = plain_words(text)
    if not words or len(words.split()) > LONGEST or _CONDITION.search(words) or _NEGATED.search(words):
        return {}
    if _DECEASED.search(words):
        return {} if _ANOTHERS_DEATH.search(words) else {NO_CONTACT: True}
    found: dict[str, bool] = {}
    if _STOPPED.search(words):
        found |= _marks(_ways(_OTHER_WAY.sub(" ", words)))
    for match in _NOT_THAT_WAY.finditer(_OK_WAY.sub(" ", words)):
        found |= _marks(_ways(match[0]))
    if _BOUNCED.search(words):
        found |= _marks(["email"])
    return found


def refused(text: object, heading: str) -> dict[str, bool]:
    """Return the marks that a no under a question about one way of contact sets: `No` below `May we call you?`.

    Args:
        text: the cell; words that mean an opt-out by themselves count as what they say.
        heading: the question.
    """
    shown = plain_text(text)
    if found := said(shown):
        words = plain_words(shown)
        general = NO_CONTACT in found and not _DECEASED.search(words) and not _AT_ALL.search(words)
        return _marks(one_way(heading)) if general and not ways_in(words) else found
    return _marks(one_way(heading)) if one_way(heading) and YES_NO.clean(shown).value is False else {}


def asked_for(text: str) -> dict[str, bool]:
    """Return the marks for which a short text asks by itself, whatever the question was: `please do not call me`."""
    found = said(text)
    if _PLAINLY_DEAD.match(plain_words(text)):
        return found
    if (
        not found
        or not _ASKS_US.search(words := plain_words(text))
        or _DECEASED.search(words)
        or _BOUNCED.search(words)
    ):
        return {}
    return found


def read(text: object, heading: str = "", mark: str | None = None) -> OptOut:
    """Return what a cell says about opting out.

    Args:
        text: the cell.
        heading: its column's heading; it says what yes and no mean, and of which way of contact.
        mark: key of the mark that the column is for, whatever its heading says.
    """
    shown = plain_text(text)
    if shown.lower() in EMPTY_WORDS:
        return NOTHING
    asked = side(heading)
    if mark is not None and asked is not Side.IN:
        asked = Side.OUT
    if asked is None and not _may_be_one(shown):
        return NOTHING
    words, title = plain_words(shown), heading_words(heading)
    ways = tuple(k for k, c in CHANNELS.items() if c.mark == mark) if mark else _ways(title)
    meant = (not mark and said(heading)) or _marks(ways)
    if found := said(shown):
        general = NO_CONTACT in found and not _DECEASED.search(words) and not _AT_ALL.search(words)
        return OptOut(_marks(ways) if general and not _ELSEWHERE.search(title) else found)
    if asked is None or _FINE.search(words) or _NEGATED.search(words):
        return NOTHING
    return _under(asked, shown, title, meant, bool(ways))


def _under(asked: Side, text: str, heading: str, meant: Mapping[str, bool], one_way: bool) -> OptOut:
    """Read a cell that only its heading explains: yes, no, a day, a way of contact."""
    answer, words = _yes_or_no(text, heading), plain_words(text)
    if asked is Side.IN and _TAKEN_BACK.search(words):
        return OptOut(meant)
    if asked is Side.IN and _AGREES.search(words):
        return NOTHING
    if answer is not None and asked is not Side.EITHER:
        if asked is Side.OUT:
            return OptOut(dict.fromkeys(meant, answer))
        return OptOut(meant) if not answer and (one_way or _MAY_WE.search(heading)) else NOTHING
    if asked is Side.OUT and _WHEN_OR_WHY.search(heading):
        return OptOut(meant)
    if _CONDITION.search(words):
        return _NOT_UNDERSTOOD
    named = _ways(words)
    if asked is not Side.EITHER and _ONLY.search(words) and _SAYS_ONLY.intersection(words.split()):
        return OptOut(_marks(kind for kind in CHANNELS if kind not in named))
    if asked is Side.OUT and (named or _EVERY.search(words)):
        return OptOut(_marks(() if _EVERY.search(words) else named))
    return NOTHING if asked is Side.IN and named else _NOT_UNDERSTOOD


_TAKEN_BACK = re.compile(r"^(consent )?(withdr[ae]w\w*|revo[kc]ed|rescinded|denied|refused|negad[oa]|retirad[oa])\b")
"""What stands below a consent that was not given, or is no more."""


def _yes_or_no(text: str, heading: str) -> bool | None:
    """Return an answer; a day or a count says that something happened. None: it is none of these."""
    answer = YES_NO.clean(text).value
    if isinstance(answer, bool):
        return answer
    if text.isdigit() and len(text) < 5:
        return int(text) > 0 if re.search(r"\b(counts?|number|times|bounces?)\b", heading) else None
    return True if INSTANT.clean(text).value is not None else None


_BY_TEXT = re.compile(r"(END|CANCEL|QUIT)[.!]?$")
"""What people send back in capitals to be sent no more texts."""
_UNUSED = re.compile(r"\b(do not|dont|never) use (this|that|the|my|her|his|their) (email|address|number|phone|cell)\b")


def may_forbid_sharing(text: object) -> bool:
    """Return whether a text has words of somebody who does not want to be passed on: a person has to read it."""
    shown = plain_text(text)
    return _may_be_one(shown) and _NOT_TO_SHARE.search(plain_words(shown)) is not None


def may_say_so(text: object) -> bool:
    """Return whether a text, however long, has words of an opt-out: a person has to read it."""
    shown = plain_text(text)
    if not _may_be_one(shown):
        return False
    words = plain_words(shown)
    if _BY_TEXT.match(shown.strip()) or _UNUSED.search(words):
        return True
    if _ONLY.search(words) and _SAYS_ONLY.intersection(words.split()):
        return True
    return bool((_STOPPED.search(words) or _NOT_THAT_WAY.search(words)) and not _NEGATED.search(words))
