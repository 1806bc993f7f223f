"""The words with which people ask to be left out, and notes say that they did: *Keep me off your call list*.

One vocabulary for all rules that tell a refusal from a permission: verbs of leaving out and of ending, English and
Spanish, in any form: a request, a wish, what somebody asked for, what was done.
"""

import re
from functools import lru_cache

DEATH = (
    r"(deceased|died|(date|day|time|year) of death|death (date|time|day)|passed away|rip|fallecid[oa]s?|fallecio|"
    r"murio|difunt[oa]s?|finad[oa]s?|occis[oa]s?|decesad[oa]s?)"
)
"""Words of which one is enough to say that somebody has died."""
NO_DEVICE = "".join(
    f"(?<!{word} )(?<!{word} is )(?<!{word} has )(?<!{word} esta )"
    for word in "number line phone cell mobile telephone landline numero telefono linea celular".split()
)
"""A dead number or line is nobody's death."""
_ENDS = (
    r"stop(s|ped|ping)?(?! (by|in|over|at)\b)|quit(s|ting)?|ceas(e|es|ed|ing)|ended|"
    r"end(s|ing)?(?= (my|our|all|any|the|these|those|e ?mails?|calls|texts|contact\w*|data|shar\w+|sms|phone|"
    r"messages)\b)|"
    r"paus(e|es|ed|ing)|"
    r"suspend(s|ed|ing)?|halt(s|ed|ing)?|mut(e|es|ed)|skip(s|ped|ping)?|avoid(s|ed|ing)?|"
    r"hold( off( on)?)?(?! on)|discontinu(e|es|ed|ing)|do away with|no more|cancel(s|l?ed|l?ing)?|disabled?|"
    r"turn(ed)? off|"
    r"cut (off|out)|refrain(s|ed|ing)?|"
    r"(spare|spares|spared|excuse|excuses)( (me|us|him|her|them|this person))|refus(e|es|ed|ing|al)|"
    r"declin(e|es|ed|ing)|reject(s|ed|ing)?|block(s|ed|ing)?|prevent(s|ed|ing)?|against|without|unwanted|"
    r"unsubscribe|paren|parar|"
    r"evit\w+|pausar\w*|pausen?|suspend\w+|suprim\w+|deten\w+|cancel\w+|bloque\w+|rechaz\w+|sin|no mas|basta de|"
    r"(dej|par)(e|en|a|ar|o) de|prefi?er\w+ no"
)
"""Verbs whose object is the contact that ends."""
_LEAVES_OUT = (
    r"exclu(de|des|ded|ding|sions?)|omit(s|ted|ting)?|omission|remov(e|es|ed|ing|al)|delet(e|es|ed|ing|ion)|"
    r"eras(e|es|ed|ing)|drop(s|ped|ping)?|scrub(s|bed)?|purged?|withh(old|olds|olding|eld)|exempt(s|ed|ion)?|"
    r"excused?|bar(s|red)?|ban(s|ned)?|off|out of|away from|unlist(ed)?|"
    r"((quit|borr|elimin|retir|exim)(ar|e|en|emos|a|an|amos|ad[oa]s?)|sac(ar|a|an|amos|ad[oa]s?)|saqu(e|en|emos)|"
    r"exclu(ir|ya|yan|yamos|imos|id[oa]s?)|suprim(ir|a|an|amos|imos)|"
    r"omit(ir|a|an|amos|imos|id[oa]s?)|exim(ir|id[oa]s?)|remov(er|emos|amos)|remuev(a|an|e)|"
    r"(des(uscri|inscri)|d)(bir|ba|ban|bamos|bimos|ar|emos|amos)? de baja)"
    r"(me|nos|lo|la|le|los|las)?|exclusion|exent[oa]s?|"
    r"fuera de|(salir|salga)(me|se|nos)?"
)
"""Verbs whose object is the person, or what they are left out of."""
_SOFTLY = (
    r"fewer|less|reduc\w+|limit(s|ed|ing)?|menos|cut (back|down)|rarely|seldom|minimi\w+|too (many|much)|"
    r"restrict\w*|(call|text|e ?mail|phone|contact|message) free"
)
"""Less of it is no end of it: a person has to say what is meant."""
_ACTS = (
    r"(phone |robo ?|cold )?(calls|calling|called)|(text )?(messages|messaging|messaged)|texts|texting|texted|"
    r"sms|mms|"
    r"e ?mails|e ?mailing|e ?mailed|e ?mailings|newsletters?|blasts|phoning|phoned|robo ?calls?|"
    r"contacting|contacted|(all|any|further|future|every) (contact|communications?)|outreach|communications|updates|"
    r"alerts|notifications|reaching out( to)?|hear(ing)? from|voicemails|"
    r"(phone|call|calling|e ?mail|mail|text|sms|contact|newsletter|messag\w+)s? "
    r"(list|lists|blasts?|program|updates|contact|alerts|subscriptions?)|subscriptions?|suscripcion(es)?|"
    r"(mailing|phone) ?lists?|llamadas?( telefonicas)?|llam(ar|en|arme|arle)|mensajes( de texto)?|textos|correos"
    r"( electronicos)?|boletin(es)?|(mandar|enviar)(me|le)?|contactar(me|le)?|escribir(me|le)?"
)
_BARE = r"contact|communication|phone|telephone|call|text|e ?mail|list|lists|listas?|telefono|correo|texto|contacto"
_PERSON = r"me|us|him|her|them|this (person|voter|record|contact|one)"
_AROUND = (
    r"i|me|my|mine|us|our|we|you|your|he|she|they|him|her|his|their|them|this|that|these|those|it|the|a|an|any|all|"
    r"every|"
    r"further|future|more|please|pls|kindly|would|d|id|like|want|wants|wanted|wish|wishes|wished|ask|asks|asked|"
    r"asking|"
    r"request|requests|requested|requesting|tell|told|said|says|prefer|prefers|preferred|demand|demands|demanded|"
    r"rather|to|be|been|being|get|getting|got|has|have|had|is|are|was|were|from|of|for|with|by|via|through|"
    r"on|and|or|if|who|do|does|now|anymore|again|ever|put|go|keep|keeps|kept|leave|leaves|left|take|takes|taken|"
    r"took|came|come|send|sends|sending|receive|receives|receiving|name|number|record|records|contact|info|"
    r"information|"
    r"details|data|address|person|list|lists|phone|cell|mobile|home|work|text|call|e|email|date|flag|status|"
    r"yes|can|could|at all|completely|entirely|permanently|temporarily|"
    r"le|les|lo|la|los|las|nos|se|mi|mis|su|sus|de|del|el|que|por|favor|ya|mas|con|en|a|al|y|o|ni|lista|listas|"
    r"quiero|quiere|quieren|deseo|desea|pido|pide|pidio|pidieron|solicito|solicita|dijo|prefiero|prefiere|"
    r"ser|estar|correo|nuestra|nuestras|nuestro|nuestros|esta|este|numero|nombre|datos|telefono|campaign|team|"
    r"campana|recibir|mandar|mandarme|"
    r"enviar|enviarme|manden|envien|todas|todos|toda|todo|cualquier|electronicos|texto"
)
"""Words around that change nothing of what is refused."""
_OBJECT = rf"({_ACTS}|{_BARE})"
_BEFORE = re.compile(
    rf"\b({_ENDS}|{_LEAVES_OUT}) (({_AROUND}) )*?({_ACTS})\b"
    rf"|\b({_LEAVES_OUT}|str(ike|uck)|scratch(ed)?|pull(ed)?|cut) (({_AROUND}) )*?(from|of|off|de|"
    rf"out of) (({_AROUND}) )*?{_OBJECT}\b"
    rf"|\b(off|out of|away from|fuera de) (({_AROUND}) )*?{_OBJECT}\b"
    rf"|\b(stop|skip|pause|avoid|spare (me|us)|cease|suspend) (({_AROUND}) )*?(phone|text|e ?mail|call|sms)\b"
    rf"|\b(cease|hold|pause|suspend|avoid|end) (({_AROUND}) )*?(contact|communication)\b"
)
_AFTER = re.compile(
    rf"\b({_ACTS}|e ?mail|text|contact) (is |are |was |were |have been |has been |on )?"
    r"(paused|pause|stop(ped)?|cancell?ed|ended|suspended|excluded?|exclusion|unwanted|refused|declined|blocked|"
    r"muted|"
    r"off|on hold|hold|exempt(ion)?|exempted|removal|skip(ped)?|halted|disabled|omit(ted)?|"
    r"(pausad|suspendid|cancelad|excluid|rechazad|bloquead|detenid|suprimid|exent|no desead)[oa]s?)$"
)
_ASKED = re.compile(
    r"\b(ask|asks|asked|request|requests|requested|want|wants|wanted|wish|wishes|wished|told|said|demanded|demands|"
    r"would like|id like|begged|pidio|pide|pidieron|pido|solicito|solicita|quiere|quiero|desea|dijo) "
    rf"(({_AROUND}) )*?(stop|quit|cease|removal|removed|deleted?|deletion|off|excluded|dropped|erased|"
    r"(left|let) alone|taken off|unsubscribed?|baja|(elimin|borr|exclu|quit|sac|saqu|retir)\w*|salir\w*|go away|"
    r"dej\w+ en paz)\b"
    r"|\b(borr|elimin|quit|saqu)(e|en|ar) ((mi|mis|su|sus) )+(datos|nombre|informacion|numero|correo)$"
    r"|\bdej(e|en|a|ar)(me|nos|lo|la|los|las)? en paz\b"
    r"|\b(removal|deletion|opt out|baja|eliminacion) (was |is |has been )?(requested|asked for|wanted|solicitada)\b"
    rf"|\b(skip|exclude|omit|avoid|remove|delete|erase|drop|unlist) ({_PERSON})$"
    r"|\b(delete|erase|remove|purge|scrub|lose|forget|discard) (my|his|her|their|our) (data|record|records|info|"
    r"information|details|name|(phone )?number)$"
    r"|\b(borr|quit|elimin|saqu|sac|exclu|retir|suprim)(en|e|a|ar|an|ya|yan|ir)(me|nos|lo|la|los)\b"
    r"|\b(lo|la|los|las|le|les) (borr|quit|elimin|saqu|sac|exclu|retir|suprim)"
    r"(emos|amos|imos|en|an|e|a|yan|yamos)\b|\b(borr|quit|elimin|sac|exclu|retir|suprim)(ar|ir)(lo|la|los|las|"
    r"le|les)\b"
    r"|\bsalir(me|se|nos)? de\b"
)
_KNOWN = re.compile(
    rf"\b({_ENDS}|{_LEAVES_OUT}|{_ACTS}|{_BARE}|{_AROUND}|spare|alone|let|off|paused?|exclusion|opt out|requested|"
    r"hold|exempt\w*|baja|skip\w*|deletion|eliminacion|voter|one|unsubscribed|begged|deletions|"
    r"strike|struck|scratch(ed)?|pull(ed)?|cut|lose|forget|discard|go away|en paz|(dej|par)(e|en|a|ar)(me|nos|lo|la|"
    r"los|las)?|"
    r"(pausad|suspendid|cancelad|rechazad|bloquead|detenid|suprimid|desead|solicitad)[oa]s?)\b"
)
_REFUSES_SOFTLY = re.compile(rf"\b({_SOFTLY})\b")
_LAID_DOWN = re.compile(
    r"\b(reply|text|txt|send|type|write|responda?|envie|escriba) (stop|end|quit|cancel|unsubscribe|baja|alto|"
    r"parar)\b.*"
    r"|\b(and |but )?((you|i|we) )?(can|may|could|will be able to|puede\w*|podra\w*) (\w+ )?(opt out|unsubscribe|"
    r"cancel\w*|"
    r"withdraw|stop|quit|end|darse de baja|darme de baja)( \w+){0,4}? ?(any ?time|later|whenever|"
    r"en cualquier momento|"
    r"by (replying|texting|e ?mailing|calling|clicking|writing))\b.*"
    r"|\b(opt out|unsubscribe|cancel|withdraw)( \w+)? (at )?any ?time\b.*|\b(we|i) (will )?(never|not|wont|do not|"
    r"dont) "
    r"(share|sell|spam|rent|trade)\b.*|\bif you (stop|cancel|quit)\b.*|\b(stop|drop|skip) (by|in|over)\b"
    r"|\b(drop|time|day|days|kick|lay|sign|cut|half|show|year|well|far|better|tip|stand) off\b|\boff (site|"
    r"hours?|peak|"
    r"year|season|campus|work)\b"
    r"|\bout of (town|state|country|district|work|office|county|date|pocket)\b|\b(end|stop) (date|time|number|name)\b"
)
"""Words of a refusal that refuse nothing: how a consent may be ended later, a stop on the way, a day off."""
_OBJECTS = (
    r"object(s|ed|ing|ions?)?|oppos(e|es|ed|ing|ition)|disagree\w*|disallow\w*|forbid\w*|forbade|prohibit\w*|unsafe|"
    r"unwilling|unwelcome|veto\w*|opon(e|en|go|emos|er|erse|erme)|opuest[oa]s?|objet(o|a|an|ar)|nieg(o|a|an|ue)|"
    r"neg(arse|arme)|prohib\w+|desautoriz\w+|oposicion|objecion(es)?|erasure|supresion"
)
"""Words of who does not agree."""
_ANY_DENIAL = re.compile(
    rf"\b({_ENDS}|{_LEAVES_OUT}|{_SOFTLY}|{_OBJECTS}|spare me|spare us|take (\w+ ){{1,5}}(off|out)|"
    r"(keep|keeps|hold|hide|withhold|leave|cut) (\w+ ){1,5}(from|off|out|away|back|aside)|opt \w+ out|"
    r"(dej|par)(e|en|a|ar|o) de|de baja)\b"
)


def without_terms(words: str) -> str:
    """Return plain words without those that only tell how a consent ends later: `reply STOP to opt out`."""
    return _LAID_DOWN.sub(" ", words).strip()


@lru_cache(maxsize=500)
def refuses(words: str) -> bool:
    """Return whether a heading in plain words asks for an end of contact, or says that somebody asked for it.

    It does if every one of its words is known: *Keep me off your call list*, *Emails paused*, *Asked to be removed*.

    Args:
        words: the heading as `heading_words` gives it.
    """
    plain = _LAID_DOWN.sub(" # ", words)
    if _REFUSES_SOFTLY.search(plain) or _KNOWN.sub(" ", plain).strip():
        return False
    return any(look.search(plain) for look in (_BEFORE, _AFTER, _ASKED))


@lru_cache(maxsize=500)
def may_deny(words: str) -> bool:
    """Return whether plain words have one of leaving out, ending or lessening: a yes below them is no permission."""
    return _ANY_DENIAL.search(_LAID_DOWN.sub(" # ", words)) is not None


def without_denials(words: str) -> str:
    """Return plain words without those of leaving out, ending, lessening and objecting."""
    return _ANY_DENIAL.sub(" ", words)


_LEFT = frozenset("no out off leave left".split())
_WHOM = frozenset("me us him her them alone person everything all please contact never not want wants wanted".split())


def is_left(words: str) -> bool:
    """Return whether plain words only leave something out, and nobody: *Off*, *Drop off signs*, *Days off*."""
    if _LAID_DOWN.search(words) and not may_deny(words):
        return True
    found = set(words.split())
    return bool(found & _LEFT) and not found & _WHOM


_FORBIDS = re.compile(
    r"\b(do ?not|dont|never|not (to|be|for)|must ?not|shall not|may not|cannot|cant|nunca|jamas)\b|\bno (\w+ )?"
    r"(sharing|trading|trade|selling|sale|passing|giving|renting|(compart|divulg|difund|vend|ced|entreg|pas|d)"
    r"(ar|er|ir|a|e|an|en)(lo|la|los|las)?)\b"
)
PASSING_ON = re.compile(
    r"\b(shar(e|es|ed|ing)|compart\w+|pass(ed|ing)? (\w+ ){0,2}(on|along|around)|trad(e|ed|ing)|swap(ped|ping)?|"
    r"exchang(e|ed|ing)|rent(ed|ing)?|sell(ing)?|sold|giv(e|en|ing) (\w+ ){0,2}(out|away)|"
    r"hand(ed|ing)? (\w+ ){0,2}(out|over|along)|forward(ed|ing)?|disclos\w*|releas(e|ed|ing)|divulg\w*|(dar|"
    r"den) (\w+ ){0,2}(numero|telefono|datos|nombre|correo|informacion)|"
    r"(difund|vend|ced|entreg|intercambi)(ar|er|ir|a|e|an|en|o)(lo|la|los|las)?|third part\w+|3rd part\w+|"
    r"terceros|socios|aliad[oa]s|allies|"
    r"affiliates|partners|coalition\w*|(partner|allied|other|sister|affiliated|outside) "
    r"(org\w*|group\w*|list\w*|e ?mails?|compan\w+|campaign\w*|part\w+))\b"
)
_KEPT = re.compile(
    r"\bkeep (\w+ ){1,4}(within|in house|inhouse|inside|internal|between us|to (yourself|yourselves)|"
    r"in the campaign)\b"
)


@lru_cache(maxsize=500)
def may_forbid_passing_on(words: str) -> bool:
    """Return whether a heading in plain words may ask not to be passed on: *Omit me from shared lists*."""
    denies = may_deny(words) or _FORBIDS.search(words) is not None
    return denies and PASSING_ON.search(words) is not None or _KEPT.search(words) is not None
