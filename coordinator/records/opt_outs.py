"""Opt-outs as lists and services write them: a cell and its heading become marks that lists, calls and e-mails "
"respect.

Unsubscribed and opted out without a word on the channel mean no contact at all: that is what a person who says so would
expect. Bounced, cleaned and complained mean no e-mails, deceased means no contact.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.records.kinds import INSTANT, YES_NO, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.opt_out_headings import (
    ELSEWHERE,
    MAY_WE,
    ONE_WAY,
    Side,
    heading_words,
    marks_of,
    named_ways,
    of_registries,
    one_way,
    plain_words,
    side,
    side_of_a_mark,
    speaks_of_contact,
    ways_in,
)
from coordinator.records.refusals import CHANNELS, NO_CONTACT
from coordinator.records.removals import has_a_removal, is_of_another, is_removal, names_another_list
from coordinator.records.sounding_like_no import is_sure, refusing_part
from coordinator.records.whose_no import (
    DIED,
    NONE_SO_FAR,
    has_died,
    is_denied,
    is_limited,
    is_own_and_in_force,
    met_nobody,
    refusing_something,
)
from coordinator.records.words_of_two_senses import of_one_sense, without_another_sense

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


NOTHING = OptOut()
NOT_UNDERSTOOD = OptOut(understood=False)
_WHEN_OR_WHY = re.compile(r"\b(date|time|at|on|when|reason|fecha|motivo)\b")
_MAYBE = re.compile(
    r"(?i)\b(no|not|non|don?|does|did|(do|does|did)n['’]?t|never|stop|dnc|opt|rip|dead|died|take|leave|please|baja|"
    r"bad|spam|dado|dada|only|just|muert[oa]|muri[oó]|nadie)\b|no(call|text|contact|molest|e?mail|sms|llam)|dnd|unsub|"
    r"opt.?(ed|s|ing)?.?out|bounc|rebot|clean|deceas|passed|fallec|difunt|finad|occis|deces|defunc|death|longer|"
    r"complain|abuse|suppress|bl(o|a)ck|refuse|remov|remv|\brm\b|qu[ií]t|b[oó]rr|elim[ií]n|s[aá]qu|sacar|dnt|"
    r"\bd\W{1,2}n\W|\bdn/|\brmv|wish|cancel|undeliver|invalid|stopall|wants|nonsub|donot|\blose\b|\boff\b|\bquit\b|"
    r"\bcease\b|\basked\b|\bdej[ea]|rather|prefer|revo[kc]|withdr|rescind|delet|erasure|\bend\b|\bpls\b|favor"
)
"""Without one of these a text is no opt-out: most texts are none, and are not looked at closer."""
_PLAINLY_DEAD = re.compile(r"^(is |has )?(deceased|passed away|fallecid[oa]|difunt[oa]|finad[oa]|occis[oa])( \d{4})?$")
_WHOSE_INFO = r"((my|his|her|their|our|this|the|any|that) )?(\w+ )?"
_INFO = r"(info\w*|numbers?|phones?|cells?|names?|e ?mails?|address(es)?|details|data|contacts?|this|it|me|us)"
_NOT_TO_SHARE = re.compile(
    rf"\b(do not|dont|never|not to|no longer|wont|rather not|not (?=be )) ?(ever |want to |wish to |"
    rf"like to )?(be )?(shar\w+|pass(ed)? (on|along|around)|(give|given|giving|hand|handed|handing) (out|over|away|"
    rf"on)|sell|sold|forward\w*|disclos\w+|distribut\w+|circulat\w+|publish\w*|releas\w+|divulg\w+)\b|\b(do not|dont|"
    rf"never|not to|wont|rather not) (ever )?(give|hand|pass|send|show|tell|lend) {_WHOSE_INFO}{_INFO} (on|along|"
    rf"around|out|over|away|(to|with)(?! me\b))\b|\b(do not|dont|does not|doesnt|did not|didnt|never) (want|wants|"
    rf"wish|like) {_WHOSE_INFO}{_INFO} (to be |being )?(shar\w+|pass\w*|giv\w+|hand\w+|sold|sell\w*|forward\w*|"
    rf"publish\w*|sent|out|in)\b|\bno (shar\w+|passing on|giving out|selling)\b|\bnot (for|to( go to)?) (any |the |"
    rf"your )?(other|outside|partner|allied|sister|third) (groups?|org\w*|campaigns?|lists?|part\w+|people|use)\b|"
    rf"\b(keep|keeps|leave) {_WHOSE_INFO}{_INFO} (out|off|away)( of| from)?\b|\b(keep|keeps|"
    rf"hold) {_WHOSE_INFO}{_INFO} (private|confidential|secret|between us|to (yourself|yourselves))\b|\bno (lo |la |"
    rf"los |las |me |se )?(compart\w+|divulg\w+|revel[ae]\w*|difund\w+|vend[ae]\w*)\b|\bno (le |les |me |se |lo |"
    rf"la )*(pas[ae]\w*|d[ea]n?|des|dar|entreg\w+|mand\w+) (a nadie )?(mis?|sus?|est[eao]s?|el|la|los|las) (numeros?|"
    rf"datos|informacion|nombres?|correos?|telefonos?|celular|direccion|contactos?)\b"
)
_PRIVATELY = re.compile(r"(?i)\bkeep|\bhold\b")
_BOUNCED = re.compile(
    r"\b((?<!soft )(?<!temporary )(?<!transient )bounc\w*|"
    r"rebot\w*|cleaned|clean (time|date|on|at|reason|by)|undeliverable|"
    r"(invalid|bad|dead) e ?mail|e ?mail (invalid|bad|dead)|complain\w*|spam|abuse (report|complaint)|"
    r"(not|non) ?subscri\w*|nonsubscri\w*)\b"
)
_STOPPED = re.compile(
    r"\b(unsub\w*|opt(s|ed|ing)? ?outs?|dado de baja|dada de baja|baja|suppress\w*|block ?list\w*|black ?list\w*|"
    r"(do not|dont|no|never(?! contacted\b)|refuse[sd]?) (be )?(contact\w*|disturb|solicit\w*|communicat\w*|"
    r"reach out)|dnc|no (me )?contact(ar|en|e|es)|no molest\w+|(remove|delete|take) (me|him|her|them|us) (off|from)|"
    r"remove (me|from)|take off (the|your|our) list|leave me alone|(no longer|do not|does not|dont|doesnt|did not|"
    r"didnt) wants? (any |further |more )?(contact|to be contacted)|wants no contact|cancel\w* subscription|"
    r"subscription cancel\w*|not to be contacted|(no longer|do not|does not|dont|doesnt|did not|didnt) (wish|want|"
    r"care|like)(es|s)? to be (contacted|bothered|reached)|(ask(s|ed)|wants|wishes|request(s|"
    r"ed))( us)? (to be removed|removal|to unsubscribe)|removal request(ed)?|request(s|ed)? removal|(qui?t|saqu|borr|"
    r"elimin)\w* de (la|su|esta|nuestra) lista|no (quiere|quiero|desea|deseo) (mas )?contacto|no (quiere|quiero|desea|"
    r"deseo) recibir (nada|mas)|cancel\w* (la |mi |su )?suscripcion|(wants?|take|taken|get) (me |him |her |"
    r"them )?off (the|our|your|this|my)? ?(mailing )?list|wants? nothing (more |else )?to do with (us|you|this|"
    r"the \w+)|(revo[kc]\w*|withdr[ae]w\w*|rescind\w*) (my |her |his |their |all )?(consent|permission)|(consent|"
    r"permission) (has been |was )?(revoked|withdrawn|rescinded)|cease (and desist|all|any|contact\w*|communicat\w*)|"
    r"block(ed|s) us)\b|^((data|record|account|contact|profile|gdpr|ccpa|full|has|have|was) )*(deletion|erasure|"
    r"removal) (was |is |has been )?(requested|asked for|request(ed)?)\b|^(has |have )?(requested|asked for) (data |"
    r"full |account )?(deletion|erasure)\b|^(please )?stop( (all|everything|it|this|now|please|pls|plz))*$|^(please |"
    r"por favor )?(stopall|remove|removed|blocked|(quit|borr|elimin)(ar(me)?|e(n)?me))$|\b(please|interest\w*|moved|"
    r"number|thanks|thank you) remove( please)?$"
)
_AT_ALL = re.compile(r"\b(contact\w*|disturb|communicat\w*|alone|all|any\w*|every\w*|dnc)\b")
"""Words that mean every way of contact, whatever the heading says."""
_AND_MORE = (
    rf"( (or|and|nor|y|o|ni|no|any)( to)? {ONE_WAY}| {ONE_WAY}(?= (or|and|nor|y|o|ni) {ONE_WAY})"
    r"| (calls|texts|e ?mails|messages|mailings|sms)\b)*"
)
"""What else is refused: `no calls, texts or e-mails`; in `do not call, email me` nothing else is."""
_REPORTED = (
    r"(?! ((have|has|had|were|was|been|got|ever|yet|were ever) )*(received?|sent|made|logged|returned|answered|came|"
    r"come|gotten|got|delivered|recorded|found|tracked|noted|opened|listed|placed|attempted|exchanged|taken|went|gone|"
    r"done|seen|showed|shown|on (file|record|the log)|so far|to date|in the (log|system)|recibid[oa]s?|hech[oa]s?|"
    r"enviad[oa]s?|registrad[oa]s?|contestad[oa]s?|devuelt[oa]s?)\b)"
)
"""What says that there were none, and not that none are wanted: `no texts received`, `no calls logged`."""
_NOT_THAT_WAY = re.compile(
    rf"\b((do not|dont|never|stop|quit|asked( us)? not to|not to be|no longer|please no|(ok|okay|fine) but not|"
    rf"(rather|prefers?) not( to)?) (ever )?(be |get |receive )?((send|sending) (me )?)?((any|all|the|these|those|"
    rf"your) )?|(no longer|do not|does not|dont|doesnt|did not|didnt|never) (wish|want|care|like|accept|take|need)(es|"
    rf"s)? (to (be|get|receive) )?(any )?(more )?|(ya )?no (quiere|quiero|desea|deseo|acepta|"
    rf"acepto) (recibir )?(mas )?|no mas ){ONE_WAY}\b{_AND_MORE}|\b((rather|prefers?) not (to )?(be |get |"
    rf"receive )?(any )?|(not|never) (by|via|through) ){ONE_WAY}\b{_AND_MORE}|\bno (more |further |additional |"
    rf"future )?(phone )?(calls|calling|texts|texting|text messages|e ?mails|e ?mailing|mailings|sms|llamadas|"
    rf"textos)\b{_AND_MORE}{_REPORTED}|"
    rf"(?<!did )(?<!could )(?<!is )(?<!was )(?<!would )(?<!should )(?<!will )(?<!can )(?<!has )(?<!had )(?<!have "
    rf")\bnot (by |via )?{ONE_WAY}$|\b(por favor|ya) no (mas )?(llamadas?|mensajes?|textos?|correos?)\b|"
    rf"^no (mas )?(llamadas|mensajes|textos|correos)\b{_REPORTED}{_AND_MORE}|\btexted stop\b( (then|and|"
    rf"also) (e ?mailed|called|phoned)( us)? (the )?(same|too|also|as well|stop)\b)?|\b(ok|okay|fine) no call$|"
    rf"\blose (my|this|the|his|her|their) (phone )?number\b|\b(ya )?(no (quiere|quiero|desea|deseo|quieren) que|"
    rf"que no) (la |lo |le |les |me )?(llam\w+|contact\w+|molest\w+)|"
    r"(^|\b(por favor|pid\w+|quier\w+|dese\w+|dij\w+|dic\w+) )que nadie (mas )?(me |la |lo |le |les |nos )?(vuelva a )?"
    r"(llam(e|en|ar)|contact(e|en|ar)|molest(e|en|ar)|escrib(a|an|ir)|busque)(me|la|lo|le|les|nos)?\b|"
    r"\bdej(en?|a|ar) de (llam|escrib|molest|contact|mand)\w+|"
    rf"\bno ((me|le|la|lo|les|las|los) )?(llam(en?|es|ar(me|l[aeo]s?|nos)?|adas?{_REPORTED})\b|escriban?|"
    rf"(envi|mand)\w+ (correos?|mensajes?|textos?|e ?mails?))\b{_AND_MORE}( de texto\b)?"
)
_OTHER_WAY = re.compile(
    rf"\b{ONE_WAY} (is |are )?(ok|okay|fine|only|good|best|preferred|welcome)\b"
    rf"|\b(only|just|prefers?|(ok|okay|fine) to|instead) (by )?{ONE_WAY}\b"
)
"""A way that is welcome: `text only`, `calls are fine`."""
_ASKS_US = re.compile(
    r"^(please )?stop( (all|everything|it|this|now|please|pls|plz))*$|"
    r"\b(me|us|please|pls|no me|unsub\w*|de (la|su|esta) lista|(my|this) number|do not (contact|call|text|email)|dnc|"
    r"do not call list|no (more )?(calls|texts|emails?)|cease|alone|deletion|erasure)\b|(en|e|ar)me$|^no me "
)
"""Words of somebody who asks for it: an answer may be about other people's calls."""
_OK_WAY = re.compile(rf"\b{ONE_WAY} (is |are )?(ok|okay|fine|welcome)$")
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


_HOW_TOLD = re.compile(
    r"\b(per|during|in|after) ((a|the|our|his|her|their|last|\d+) )*(phone |text |voice |e ?mail )?"
    r"(calls?|phone|e ?mails?|texts?|messages?|voicemail|reply)\b( \d+)*"
    r"|^((he|she|they|person|voter) )?(called|phoned|texted|e ?mailed|messaged)( (us|in|back|me|the office))?"
    r"( (on|\d+))* (?=(and |to |he |she |they )?(wants?|wanted|ask\w*|request\w*|said|says|remove|take|off)\b)"
    r"|(?<=list )(by|via|over|on|through) (a |the )?(phone( call)?|e ?mail|text|call)( \d+)*$"
)
"""How somebody told us to take them off the list; it is not the way that they refuse."""


def mark_of(heading: str) -> str | None:
    """Return the one mark that a heading asks for: `Email Opt Out` → do_not_email; None if it asks for none."""
    if side(heading) is not Side.OUT:
        return None
    found = list(_headed(heading) or marks_of(named_ways(heading_words(heading))))
    return found[0] if len(found) == 1 else None


_OF_THE_TOUR = re.compile(
    r"\b(at|the|your|our|this|that|last|next|[Tt]our|rally|bus|first|second) "
    r"((?!(to|please|must|should|would|will|they|you|we|i|he|she|and|or|not|it)\b)\w+ ){0,2}[Ss]top\b"
    r"(?! ?(call|text|e-?mail|phon|messag|mail|contact)(ing|s)\b)"
)
"""A stop on the way ends nothing: *Met at the Reno stop, call me*."""


def _words_of(text: str) -> str:
    """Return a text in plain words, without a stop that is a place, and without what only sounds like a no."""
    return plain_words(_OF_THE_TOUR.sub(" there ", refusing_part(text)))


def _may_be_one(text: str) -> bool:
    return _MAYBE.search(text.replace("_", " ")) is not None


def said(text: str) -> dict[str, bool]:
    """Return the marks that words mean by themselves, without a heading: `unsubscribed`, `Do not call`; none: "
    "empty."""
    if not _may_be_one(text) or not is_sure(refusing_part(text)):
        return {}
    words = of_one_sense(_words_of(text))
    return {NO_CONTACT: True} if is_removal(words) else _meant(words)


def _headed(heading: str) -> dict[str, bool]:
    """Return the marks that a heading means by itself."""
    return _meant(of_registries(without_another_sense(_words_of(heading)))) if _may_be_one(heading) else {}


def _meant(words: str) -> dict[str, bool]:
    if not words or len(words.split()) > LONGEST:
        return {}
    if DIED.search(words):
        return {NO_CONTACT: True} if has_died(words) and not is_denied(words) else {}
    if not is_own_and_in_force(words) or names_another_list(words):
        return {}
    found: dict[str, bool] = {}
    if _STOPPED.search(words) and not _leaves_another_thing(words):
        found |= marks_of(named_ways(_OTHER_WAY.sub(" ", _HOW_TOLD.sub(" ", words))))
    denied = _OK_WAY.sub(" ", words)
    for match in _NOT_THAT_WAY.finditer(denied):
        found |= marks_of(_refused_in(denied, *match.span()))
    if _BOUNCED.search(words):
        found |= marks_of(["email"])
    return found


_MENSAJES = re.compile(r"\bmensajes?\b(?! de texto)")


def _refused_in(words: str, start: int, end: int) -> Sequence[str]:
    """Return the ways of contact that a part of plain words names; `mensajes` are written ones, texts and e-mails."""
    ways = named_ways(words[start:end])
    written = any(start <= match.start() < end for match in _MENSAJES.finditer(words))
    return (*(way for way in ways if way != "email"), "email") if written else ways


def refused(text: object, heading: str) -> dict[str, bool]:
    """Return the marks that a no under a question about one way of contact sets: `No` below `May we call you?`.

    Args:
        text: the cell; words that mean an opt-out by themselves count as what they say.
        heading: the question.
    """
    shown = plain_text(text)
    if found := said(shown):
        words = plain_words(shown)
        general = NO_CONTACT in found and not DIED.search(words) and not _AT_ALL.search(words)
        return marks_of(one_way(heading)) if general and not ways_in(words) else found
    return marks_of(one_way(heading)) if one_way(heading) and YES_NO.clean(shown).value is False else {}


_YES_AND = re.compile(r"^(yes|yeah|yep|yup|y|sure|ok|okay|si|claro)( please| thanks)? (?P<beside>.+)$")
_LIMITING = re.compile(
    r"\b(no|not|dont|never|nor|none|only|just|but|except|unless|without|instead|rather|prefer\w*|stop|solo|solamente|"
    r"pero|nunca|salvo|excepto|menos)\b"
)
_NO_TROUBLE = re.compile(
    r"\b(no (problem|worries|doubt|objections?|preference)|why not|not a problem|do not mind|dont mind)\b"
)
"""What agrees with a no in it."""


def beside_a_yes(text: object) -> OptOut | None:
    """Return what the words beside a yes refuse: `Yes, texts only, no calls`; None if it is no yes with more words.

    A refusal that is plain sets its marks; words that may limit the yes are not understood, and so are told.
    """
    shown = plain_text(text)
    match = _YES_AND.match(plain_words(shown))
    if match is None:
        return None
    if found := said(shown):
        return OptOut(found)
    return NOT_UNDERSTOOD if _LIMITING.search(_NO_TROUBLE.sub(" ", match["beside"])) else NOTHING


_LEFT = re.compile(
    r"\b(unsub\w*|opt(s|ed|ing)? ?outs?|cancel\w* subscription|subscription cancel\w*) (of|from|to) (?P<what>.+?)"
    r"(?= (but|yet|still|though|however|and (\w+ )?(still|wants?|is|will|has|said|says|remains?|stays?)|(is |remains? |"
    r"stays? )(with|on|in|here))\b|$)"
)
_NOT_OURS = r"(the |an |a )*(other|another|opponent|rival|else)s?\b"
_ANOTHERS = re.compile(_NOT_OURS)
_OURS = re.compile(
    rf"^(?!{_NOT_OURS}).*\b(all|any\w*|every\w*|this|that|these|it|us|our|your|you|campaign\w*|lists?|digests?|weekly|"
    rf"monthly|daily|bulletins?|blasts?|future|further|more|tour|sms|text|program)\b"
)


def _leaves_another_thing(words: str) -> bool:
    """Return whether plain words say that somebody left what is not ours: `unsubscribed from the Gazette`."""
    left = _LEFT.search(words)
    if left is None or _OURS.search(left["what"]):
        return False
    return _ANOTHERS.match(left["what"]) is not None or not speaks_of_contact(left["what"])


def asked_for(text: str) -> dict[str, bool]:
    """Return the marks for which a short text asks by itself, whatever the question was: `please do not call me`."""
    found = said(text)
    if _PLAINLY_DEAD.match(plain_words(text)):
        return found
    words = plain_words(text)
    if not found or is_of_another(words) or not _ASKS_US.search(words) or DIED.search(words) or _BOUNCED.search(words):
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
    asked = side(heading) if mark is None else side_of_a_mark(heading)
    if asked is None and not _may_be_one(shown):
        return NOTHING
    words, title = plain_words(shown), heading_words(heading)
    if met_nobody(words, heading):
        return NOTHING
    ways = tuple(k for k, c in CHANNELS.items() if c.mark == mark) if mark else named_ways(title)
    headed = _headed(heading)
    meant = headed if headed and (mark is None or mark in headed) else marks_of(ways)
    if found := said(shown):
        general = NO_CONTACT in found and not DIED.search(words) and not _AT_ALL.search(words)
        if mark is None and asked is None and "call" in ways and _OFF_THE_LIST.search(words):
            general = False  # said in a call, and of more than calls
        return OptOut(marks_of(ways) if general and not ELSEWHERE.search(title) else found)
    open_ = asked is Side.OUT and _MAY_PERMIT.match(words) is not None
    if asked is None or _FINE.search(words) and not open_ or is_denied(words):
        return NOTHING
    if mark is not None and asked is Side.IN and (beside := beside_a_yes(shown)) and beside != NOTHING:
        return beside
    below = _under(asked, shown, title, meant, bool(ways) or mark is not None)
    if mark is not None and asked is Side.IN and not below.marks and _yes_or_no(shown, title):
        return OptOut(dict.fromkeys(meant, False))
    return below


_OFF_THE_LIST = re.compile(r"\b(remov\w+|off|delet\w+|(qui?t|saqu|borr|elimin)\w+ de)\b")
"""What is said of the list, whatever the way by which it was said."""


def _under(asked: Side, text: str, heading: str, meant: Mapping[str, bool], one_way: bool) -> OptOut:
    """Read a cell that only its heading explains: yes, no, a day, a way of contact."""
    answer, words = _yes_or_no(text, heading), plain_words(text)
    if asked is Side.OUT and _OF_NONE.match(words):
        return NOTHING
    if asked is Side.OUT and not _PLAIN.match(words) and _may_permit(words, heading):
        return NOT_UNDERSTOOD
    if asked is Side.IN and _UNSURE.match(words):
        return NOTHING
    if asked is Side.IN and _TAKEN_BACK.search(words):
        return OptOut(meant)
    if asked is Side.IN and _AGREES.search(words):
        return NOTHING
    if answer is not None and asked is not Side.EITHER:
        if asked is Side.OUT:
            return OptOut(dict.fromkeys(meant, answer))
        return OptOut(meant) if not answer and (one_way or MAY_WE.search(heading)) else NOTHING
    if asked is Side.OUT and _WHEN_OR_WHY.search(heading):
        return OptOut(meant)
    if is_limited(words):
        return NOT_UNDERSTOOD
    named = named_ways(words)
    if asked is not Side.EITHER and _ONLY.search(words) and _SAYS_ONLY.intersection(words.split()):
        return OptOut(marks_of(kind for kind in CHANNELS if kind not in named))
    if asked is Side.OUT and (named or _EVERY.search(words)):
        return OptOut(marks_of(() if _EVERY.search(words) else named))
    return NOTHING if asked is Side.IN and named else NOT_UNDERSTOOD


_OF_NONE = re.compile(r"(nothing|none|neither|nada|ningun[oa]?|none of (them|these))( thanks| please)?$")
_MAY_PERMIT = re.compile(r"(ok|okay|never|dont|do not|refuse[ds]?|decline[ds]?|nunca|jamas|agree[ds]?|acept[oa])$")
"""What may be said of the contact, or of the refusal that the heading names."""
_PLAIN = re.compile(
    r"^(yes|y|si|s|true|x|1|correct|checked|ticked|marked|marcado|confirmed)( (please|pls|thanks|thank you|por favor|"
    r"gracias|do not|dont|stop|never|no|opt(ed)? out|unsubscribe[d]?|she does|he does|they do))*$"
)
"""A yes of nobody who might mean that contact is all right."""
_WELCOME = re.compile(
    r"\b(fine|welcome|ok|okay|allowed|permitted|permission|no problem|sure|certainly|absolutely|of course|please|pls|"
    r"any ?time|whenever|always|feel free|go ahead|good|great|happy|glad|love|like|prefer\w*|can|may|could|works|best|"
    r"all ?right|call me|text me|e ?mail me|write me|contact me|reach me|me (llama|llame|escrib)\w*|puede\w*|pueden|"
    r"podem?o?s|(llam|contact|escrib|mand|envi)(e|a|en)(me|nos)|claro|con gusto|con mucho gusto|adelante|"
    r"cuando quiera\w*|siempre|de acuerdo|esta bien|bueno|bien|por supuesto|desde luego|encantad[oa]|sin problema|"
    r"vale|permit\w+|autoriz\w+|acept\w+|prefier\w+)\b"
)
"""Below *Do not call*, `ok to call`, `call me` and `anytime` are no yes."""
_BY_WORD = re.compile(
    rf"\b({ONE_WAY}|phones?|voice|any|all|or|and|y|o|no|not|mas|de|texto|electronicos?|todos?|todas?|"
    r"both|either|everything|nothing|only|just|solo|by|via|por|mobile|cell|home|work|numbers?|messages?|mensajes?)\b"
)


def welcomes(words: str) -> bool:
    """Return whether plain words below a heading that denies may permit: `ok to call`, `call me`, `anytime`."""
    return _WELCOME.search(words) is not None


def _may_permit(words: str, heading: str) -> bool:
    """Return whether a cell below a heading that denies may permit: `text me`, `call` below *No calls*."""
    if welcomes(words) or _MAY_PERMIT.match(words):
        return True
    ways, denied = named_ways(words), named_ways(heading)
    if not ways:
        return False
    another = bool(denied) and set(ways).isdisjoint(denied) and not _SAYS_ONLY.intersection(words.split())
    return bool(_BY_WORD.sub(" ", words).strip()) or another or bool(len(denied) == 1 and _TO_DO.match(words))


_TO_DO = re.compile(r"^(call|text|e ?mail|phone|ring|llamar|llame|llama|escribir|escriba)$")
_UNSURE = re.compile(
    r"(im |i am |still )?(not sure|unsure|undecided|dont know|do not know|i dont know|idk|maybe|perhaps|"
    r"never (subscribed|asked)|(yo )?no (lo )?se|no sabe|no estoy segur[oa]|quizas?|tal vez|a lo mejor)( yet| todavia|"
    r" aun)?$"
)
"""Who does not know yet has neither agreed nor refused."""
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
    if not _may_be_one(shown) and not _PRIVATELY.search(shown):
        return False
    return _NOT_TO_SHARE.search(plain_words(shown)) is not None


def may_say_so(text: object) -> bool:
    """Return whether a text, however long, has words of an opt-out: a person has to read it."""
    shown = plain_text(text)
    if not _may_be_one(shown):
        return False
    words = re.sub(NONE_SO_FAR, " ", refusing_something(without_another_sense(_words_of(shown))))
    if _BY_TEXT.match(shown.strip()) or _UNUSED.search(words) or has_a_removal(shown):
        return True
    if _ONLY.search(words) and _SAYS_ONLY.intersection(words.split()):
        return True
    return bool((_STOPPED.search(words) or _NOT_THAT_WAY.search(words)) and not is_denied(words))
