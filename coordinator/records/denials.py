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
    r"stop(s|ped|ping)?(?! (by|in|over|at)\b)|quit(s|ting)?|ceas(e|es|ed|ing)|ended|end(s|ing)?(?= (my|our|all|any|"
    r"the|these|those|e ?mails?|calls|texts|contact\w*|data|shar\w+|sms|phone|messages)\b)|paus(e|es|ed|ing)|"
    r"suspend(s|ed|ing)?|halt(s|ed|ing)?|mut(e|es|ed)|skip(s|ped|ping)?|avoid(s|ed|ing)?|hold( off( on)?)?(?! on)|"
    r"discontinu(e|es|ed|ing)|do away with|no more|cancel(s|l?ed|l?ing)?|disabled?|turn(ed)? off|cut (off|out)|"
    r"refrain(s|ed|ing)?|(spare|spares|spared|excuse|excuses)( (me|us|him|her|them|this person))|refus(e|es|ed|ing|"
    r"al)|declin(e|es|ed|ing)|reject(s|ed|ing)?|block(s|ed|ing)?|prevent(s|ed|ing)?|against|without|unwanted|"
    r"unsubscribe|paren|parar|evit\w+|pausar\w*|pausen?|suspend\w+|suprim\w+|deten\w+|cancel\w+|bloque\w+|rechaz\w+|"
    r"sin|no mas|basta de|(dej|par)(e|en|a|ar|o) de|prefi?er\w+ no"
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
    r"(phone |robo ?|cold )?(calls|calling|called)|(text )?(messages|messaging|messaged)|texts|texting|texted|sms|mms|"
    r"e ?mails|e ?mailing|e ?mailed|e ?mailings|newsletters?|blasts|phoning|phoned|robo ?calls?|contacting|contacted|"
    r"(all|any|further|future|every) (contact|communications?)|outreach|communications|updates|alerts|notifications|"
    r"reaching out( to)?|hear(ing)? from|voicemails|(phone|call|calling|e ?mail|mail|text|sms|contact|newsletter|"
    r"messag\w+)s? (list|lists|blasts?|program|updates|contact|alerts|subscriptions?)|subscriptions?|suscripcion(es)?|"
    r"(mailing|phone) ?lists?|llamadas?( telefonicas)?|llam(ar|en|arme|arle)|mensajes( de texto)?|textos|"
    r"correos( electronicos)?|boletin(es)?|(mandar|enviar)(me|le)?|contactar(me|le)?|escribir(me|le)?"
)
_BARE = r"contact|communication|phone|telephone|call|text|e ?mail|list|lists|listas?|telefono|correo|texto|contacto"
_PERSON = r"me|us|him|her|them|this (person|voter|record|contact|one)"
_AROUND = (
    r"i|me|my|mine|us|our|we|you|your|he|she|they|him|her|his|their|them|this|that|these|those|it|the|a|an|any|all|"
    r"every|further|future|more|please|pls|kindly|would|d|id|like|want|wants|wanted|wish|wishes|wished|ask|asks|asked|"
    r"asking|request|requests|requested|requesting|tell|told|said|says|prefer|prefers|preferred|demand|demands|"
    r"demanded|rather|to|be|been|being|get|getting|got|has|have|had|is|are|was|were|from|of|for|with|by|via|through|"
    r"on|and|or|if|who|do|does|now|anymore|again|ever|put|go|keep|keeps|kept|leave|leaves|left|take|takes|taken|took|"
    r"came|come|send|sends|sending|receive|receives|receiving|name|number|record|records|contact|info|information|"
    r"details|data|address|person|list|lists|phone|cell|mobile|home|work|text|call|e|email|date|flag|status|yes|can|"
    r"could|at all|completely|entirely|permanently|temporarily|le|les|lo|la|los|las|nos|se|mi|mis|su|sus|de|del|el|"
    r"que|por|favor|ya|mas|con|en|a|al|y|o|ni|lista|listas|quiero|quiere|quieren|deseo|desea|pido|pide|pidio|pidieron|"
    r"solicito|solicita|dijo|prefiero|prefiere|ser|estar|correo|nuestra|nuestras|nuestro|nuestros|esta|este|numero|"
    r"nombre|datos|telefono|campaign|team|campana|recibir|mandar|mandarme|enviar|enviarme|manden|envien|todas|todos|"
    r"toda|todo|cualquier|electronicos|texto"
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
    rf"\b({_ACTS}|e ?mail|text|contact) (is |are |was |were |have been |has been |on )?(paused|pause|stop(ped)?|"
    rf"cancell?ed|ended|suspended|excluded?|exclusion|unwanted|refused|declined|blocked|muted|off|on hold|hold|"
    rf"exempt(ion)?|exempted|removal|skip(ped)?|halted|disabled|omit(ted)?|(pausad|suspendid|cancelad|excluid|"
    rf"rechazad|bloquead|detenid|suprimid|exent|no desead)[oa]s?)$"
)
_ASKED = re.compile(
    rf"\b(ask|asks|asked|request|requests|requested|want|wants|wanted|wish|wishes|wished|told|said|demanded|demands|"
    rf"would like|id like|begged|pidio|pide|pidieron|pido|solicito|solicita|quiere|quiero|desea|"
    rf"dijo) (({_AROUND}) )*?(stop|quit|cease|removal|removed|deleted?|deletion|off|excluded|dropped|erased|(left|"
    rf"let) alone|taken off|unsubscribed?|baja|(elimin|borr|exclu|quit|sac|saqu|retir)\w*|salir\w*|go away|"
    rf"dej\w+ en paz)\b|\b(borr|elimin|quit|saqu)(e|en|ar) ((mi|mis|su|sus) )+(datos|nombre|informacion|numero|"
    rf"correo)$|\bdej(e|en|a|ar)(me|nos|lo|la|los|las)? en paz\b|\b(removal|deletion|opt out|baja|eliminacion) (was |"
    rf"is |has been )?(requested|asked for|wanted|solicitada)\b|\b(skip|exclude|omit|avoid|remove|delete|erase|drop|"
    rf"unlist) ({_PERSON})$|\b(delete|erase|remove|purge|scrub|lose|forget|discard) (my|his|her|their|our) (data|"
    rf"record|records|info|information|details|name|(phone )?number)$|\b(borr|quit|elimin|saqu|sac|exclu|retir|"
    rf"suprim)(en|e|a|ar|an|ya|yan|ir)(me|nos|lo|la|los)\b|\b(lo|la|los|las|le|les) (borr|quit|elimin|saqu|sac|exclu|"
    rf"retir|suprim)(emos|amos|imos|en|an|e|a|yan|yamos)\b|\b(borr|quit|elimin|sac|exclu|retir|suprim)(ar|ir)(lo|la|"
    rf"los|las|le|les)\b|\bsalir(me|se|nos)? de\b"
)
_KNOWN = re.compile(
    rf"\b({_ENDS}|{_LEAVES_OUT}|{_ACTS}|{_BARE}|{_AROUND}|spare|alone|let|off|paused?|exclusion|opt out|requested|"
    rf"hold|exempt\w*|baja|skip\w*|deletion|eliminacion|voter|one|unsubscribed|begged|deletions|strike|struck|"
    rf"scratch(ed)?|pull(ed)?|cut|lose|forget|discard|go away|en paz|(dej|par)(e|en|a|ar)(me|nos|lo|la|los|las)?|"
    rf"(pausad|suspendid|cancelad|rechazad|bloquead|detenid|suprimid|desead|solicitad)[oa]s?)\b"
)
_REFUSES_SOFTLY = re.compile(rf"\b({_SOFTLY})\b")
_LAID_DOWN = re.compile(
    r"\b(reply|text|txt|send|type|write|responda?|envie|escriba) (stop|end|quit|cancel|unsubscribe|baja|alto|"
    r"parar)\b.*|\b(and |but )?((you|i|we) )?(can|may|could|will be able to|puede\w*|podra\w*) (\w+ )?(opt out|"
    r"unsubscribe|cancel\w*|withdraw|stop|quit|end|darse de baja|darme de baja)( \w+){0,4}? ?(any ?time|later|"
    r"whenever|en cualquier momento|by (replying|texting|e ?mailing|calling|clicking|writing))\b.*|\b(opt out|"
    r"unsubscribe|cancel|withdraw)( \w+)? (at )?any ?time\b.*|\b(we|i) (will )?(never|not|wont|do not|dont) (share|"
    r"sell|spam|rent|trade)\b.*|\bif you (stop|cancel|quit)\b.*|\b(stop|drop|skip) (by|in|over)\b|\b(drop|time|day|"
    r"days|kick|lay|sign|cut|half|show|year|well|far|better|tip|stand) off\b|\boff (site|hours?|peak|year|season|"
    r"campus|work)\b|\bout of (town|state|country|district|work|office|county|date|pocket)\b|\b(end|stop) (date|time|"
    r"number|name)\b"
)
"""Words of a refusal that refuse nothing: how a consent may be ended later, a stop on the way, a day off."""
_OBJECTS = (
    r"object(s|ed|ing|ions?)?|oppos(e|es|ed|ing|ition)|disagree\w*|disallow\w*|forbid\w*|forbade|prohibit\w*|unsafe|"
    r"unwilling|unwelcome|veto\w*|opon(e|en|go|emos|er|erse|erme)|opuest[oa]s?|objet(o|a|an|ar)|nieg(o|a|an|ue)|"
    r"neg(arse|arme)|prohib\w+|desautoriz\w+|oposicion|objecion(es)?|erasure|supresion|"
    r"(mind|bother)(s|ed)?(?= (you |him |her |them )?(if|us|our|being|getting|receiving|having|that|when|calls?|texts?|"
    r"e ?mails?|shar\w+|your)\b)|(molest|import|incomod|disgust)(a|aria) (que|si)|inconveniente"
)
"""Words of who does not agree."""
_ANY_DENIAL = re.compile(
    rf"\b({_ENDS}|{_LEAVES_OUT}|{_SOFTLY}|{_OBJECTS}|spare me|spare us|take (\w+ ){{1,5}}(off|out)|"
    r"(keep|keeps|hold|hide|withhold|leave|cut) (\w+ ){1,5}(from|off|out|away|back|aside)|opt \w+ out|"
    r"(dej|par)(e|en|a|ar|o) de|de baja)\b"
)


_BEFORE_A_NO = (
    r"((ever|also|still|really|strongly|rather|please|now|currently|personally|want|wish|prefer|like|choose|care|"
    r"have|has|had|any|an|a|the|us|we|me|he|she|they|that|to|it|if|be|feel|for|your) )*"
)
_ASKS_FOR_A_NO = re.compile(
    # do you refuse, would you rather we did not, is there any objection
    r"\b(do|does|did|would|will|are|is|should|have|has|shall) (you|they|he|she|there|it|anyone|this person|"
    rf"your \w+) {_BEFORE_A_NO}({_OBJECTS}|refus(e|es|ed|ing|al)|declin(e|es|ed|ing)|den(y|ies|ied)|reject(s|ed)?|"
    r"withhold|opt(ed)? out|against|uncomfortable|uneasy|concern(s|ed)|reservations?|worr(y|ies|ied)|dislike|hate|"
    r"not|never|did ?nt|didnt|keep \w+( \w+)? (private|to (yourself|ourselves|us|yourselves))|left (out|off)|excluded?|"
    r"exempt(ed)?|removed?|unlisted)\b"
    r"|\b(se|te) opon(e|es|dria|drias)\b|\b(le|te|les) (molest|import|incomod|disgust)(a|aria) (que|si)\b"
    r"|\b(tiene|tienes|hay) (alguna? |algun )?(objecion(es)?|inconveniente)\b|\b(prefiere|prefieres|quiere|quieres|"
    r"desea|deseas) (que )?no\b"
)


def asks_for_a_no(words: str) -> bool:
    """Return whether a question in plain words asks if somebody refuses: *Would you object to our sharing it?*"""
    return _ASKS_FOR_A_NO.search(words) is not None


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
