"""Words that may mean that somebody does not want to be contacted, too unclear to set a mark: they are told."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from coordinator.records.kinds import YES_NO, plain_text
from coordinator.records.opt_out_headings import heading_words, named_ways, plain_words
from coordinator.records.opt_outs import said
from coordinator.records.refusal_grammar import limits_the_way, may_mean_no
from coordinator.records.refusing_words import is_gone, is_left_alone
from coordinator.records.sounding_like_no import refusing_part
from coordinator.records.whose_no import DENIED, DIED, KIN, OF_CALLS, refusing_something, tells_anothers_death
from coordinator.records.words_of_two_senses import may_have_one, without_another_sense

_VERB = (
    r"(contact|call|phone|ring|text|message|e ?mail|mail|reach( out)?|bother|disturb|harass|pester|write|solicit|"
    r"leave (a )?(voicemails?|messages?)|(ask|bug|trouble|chase|hound|ping|pressure|nag|hassle|spam|invite)"
    r"( (me|us|him|her|them|this person))? (again|any ?more|ever|further)|talk to (me|him|her|them)|"
    r"follow up|get in touch|communicate|dial|canvass|approach|visit|knock|"
    r"come (back|by|again|here)|send( \w+){1,3})"
)
_ING = (
    r"(contacting|calling|phoning|ringing|texting|messaging|e ?mailing|mailing|reaching|bothering|disturbing|"
    r"harassing|pestering|writing|soliciting|sending|communicating|calls|texts|messages|e ?mails|mailings|contact|"
    r"newsletters?)"
)
_ANY = (
    rf"({_VERB}|{_ING}|contacted|called|phoned|texted|messaged|e ?mailed|mailed|reached|bothered|disturbed|"
    r"communications?|outreach|voicemails?|robo ?calls?|follow ?ups?|updates|appeals|asks|sms|mailing lists?|"
    r"hear(ing)? from (us|you|me|anyone))"
)
_WISHES = (
    r"(wants?|wanted|wish(es|ed)?|ask(s|ed|ing)?|request(s|ed|ing)?|prefers?|preferred|said|says|told( us| me)?|"
    r"insists?|demands?|demanded|begged|would like|id like|instructed)"
)
_LISTS = r"(lists?|database|roster|mailings?|rolls?|file|files|records?|system|contacts|emails?|texts?|calls?)"
_A_WAY = (
    r"(phones?|phone calls?|calls?|calling|telephone|texts?|texting|text messages?|sms|mms|e ?mails?|e ?mailing|"
    r"messages?|voice ?mails?|whats ?app|contact|mailings?|newsletters?|telefono|llamadas?|llamar|mensajes?|textos?|"
    r"correos?|contactar|contacto)"
)
_NO = (
    r"(no|not|non|nor|never|without|zero|dont( use)?|do not( use)?|"
    r"skip|minus|except|excluding|sin|ni|nunca|jamas|nada de|menos|excepto)"
)
_SET_ASIDE = (
    rf"\b{_A_WAY}( \w+){{0,3}} (but |and |just |pero |y |please )?{_NO} (by |via |on |the |my |any |more |use |por |"
    rf"el |la |de |mas )*{_A_WAY}\b(?! (on file|listed|given|yet|provided|back|number|address|left|found|known))|"
    rf"^{_NO} (by |via |on |the |my |any |more |por |mas )*{_A_WAY}( or| and| nor| y| o| ni)? (but |just |"
    rf"pero )?(only |solo |please |just )*{_A_WAY}\b|\b{_A_WAY}( is| are| es)? (not|never|no) (ok|okay|good|welcome|"
    rf"wanted|allowed|please|gracias|thanks|for me)\b|\b{_A_WAY} (\w+ ){{0,3}}{_A_WAY} (no|not|never|nunca|nope)\b|"
    rf"\b(not|never|nunca) (by|via|through|on|over|por) (the |my |el )?{_A_WAY}\b"
)
"""A way of contact that is denied beside another one, or as what is not welcome."""
_TOLD = re.compile(
    # what somebody wants: no more calls, to be off the list, to be left alone
    rf"\b{_WISHES} (\w+ ){{0,3}}(no|not|never|stop|cease|quit|zero|fewer|less) (\w+ ){{0,4}}{_ANY}\b|"
    rf"\b{_WISHES} (\w+ ){{0,3}}(off|removed?|removal|taken off|take off|deleted|unsubscribed?|left alone|dropped|"
    rf"scrubbed|scratched)\b(?! (the )?(ballot|street|campus|work))|\b(wants?|wanted|asked|asks|told|begged) (us|you|"
    rf"me|them) to (stop|quit|leave)\b|\bplease (stop|quit|no (more )?{_ANY})\b|\bno (more )?(robo ?calls?|spam|"
    rf"group texts?|mass (texts?|e ?mails?)|newsletters?|mailers|solicit\w+|blasts|voicemails?|mail)\b|\b(does not|"
    rf"doesnt|do not|dont|did not|didnt|never) (like|want|wish|care|appreciate|welcome|accept|enjoy)(s|"
    rf"ed)? (\w+ ){{0,3}}{_ANY}\b|\bremove( please| pls| asap)?$|\b(texts?|texted|sms|e ?mails?|calls?) (stop|stopped|"
    rf"opt(ed)? ?out|unsub\w*)\b|\bnomail\b|\b(no|zero|without) (further|more|additional|future|unsolicited|political|"
    rf"campaign|marketing|unwanted) (\w+ ){{0,2}}{_ANY}\b|\b(stop|stops|stopped|quit|cease|ceased|avoid|halt|"
    rf"end) (all |any |the |these |those |your |with |my |us |getting |receiving )*{_ING}\b"
    # not open to it
    rf"|\b(not|isnt|arent|wasnt|aint|never) (\w+ )?((open|receptive|amenable|agreeable|willing|happy|comfortable|ok|"
    rf"okay|keen|thrilled|prepared|available) ((to|for|with|about) )?(be|being|get|getting|receive|receiving|have|"
    rf"having) (\w+ ){{0,2}}{_ANY}|(open|receptive|amenable|agreeable) to (any |more |further |our |your |these |"
    rf"the )*(calls|texts|e ?mails|messages|contact|communications?|outreach|visits?))\b"
    rf"|\b(nobody|no one|noone) (is to |are to |should |must |had better |please |ever )*{_VERB}\b"
    r"|\bno (esta|estoy|estan) (dispuest[oa]s?|abiert[oa]s?|de acuerdo) (a|con|en) (recibir|"
    r"que (me|la|lo|le|les|nos)|ser (llam|contact)\w+|(mas |las |los )?(llamadas|mensajes|correos|textos|visitas))\b"
    # what is not to be done
    rf"|\b(do not|dont|never|please not|not to|must not|mustnt|should not|shouldnt|shall not|may not|rather you not|"
    rf"rather we didnt|rather you didnt|better not( to)?|best not( to)?) "
    rf"(ever |please |again |be |to |try to |attempt to |bother to |bother )?{_ANY}\b"
    rf"|\b(not|never) (again )?(to be )?(contacted|visited|called|phoned|texted|e ?mailed|messaged|bothered|"
    rf"disturbed)( again| anymore)\b"
    # not to be come back to, and no more of it
    r"|\b(do not|dont|never|not to|should not|shouldnt|we not|you not) (ever )?(return|revisit)"
    r"( (again|here|ever|please|there)| to (this|the) (house|home|address|door|property))*($| , )"
    r"|\b(told|tells|said|says|asked|yelled|warned)( (us|me|him|her|them|canvasser|volunteer))? never again\b"
    r"|^never again\b|\b(want|wants|wanted) (no|nothing)( (more|else|further))*( (to do with|from|of|part|of it))\b"
    r"|\bno (more |return |further |home )?(visits?|visitors|knocking|canvass\w+|door ?knock\w*)\b(?! yet)"
    r"|\b(slammed|closed|shut) (the )?door\b|\b(get|stay|keep|kicked us|ordered us|chased us|told us to get) off "
    r"(my|the|his|her|their|this)? ?(porch|lawn|property|land|yard|steps|driveway)\b"
    r"|\b(wants|wanted) us (gone|out|away)\b|\b(done with|has had it with|had it with) (us|you|the campaign)\b"
    r"|\bskip (this )?(house|home|address|door|person|voter)\b|\bnever to (return|contact|call|text|come back)\b"
    r"|\bno (volver|vuelvan?|regres\w+|visit(ar|en|e)|toc(ar|quen) (la )?puerta)\b|\bnunca mas\b"
    r"|\b(cerro|azoto) la puerta\b|\bno quier\w+ (nada|mas|saber)\b"
    # a way or a word of contact that is denied beside something else: email - no phone
    rf"|{_SET_ASIDE}|\b(wont|will not|would not|wouldnt|refuse[sd]? to|never) (\w+ )?(talk|speak|engage|deal|"
    rf"communicate|correspond|meet|listen)( (to|with))?( (us|you|me|anyone|anybody|the \w+|this \w+))?( (again|"
    rf"any ?more))?\b"
    # refusing, and being angry about it
    rf"|\b(refus\w+|declin\w+|reject\w+|object(s|ed|ing)?|opposed|hates?|hated|dislikes?|resents?|sick of|tired of|"
    rf"fed up|had enough|annoyed|angry|upset|mad|furious|irritated|unhappy|complain\w*|averse|against|block\w*|ban(s|"
    rf"ned)?|rude) (\w+ ){{0,3}}{_ANY}\b|\b{_ANY} (is |are |was |were |has been |have been )?(\w+ )?(refused|declined|"
    rf"unwelcome|unwanted|not (welcome|wanted|allowed|ok|okay|permitted|appreciated)|forbidden|off ?limits|blocked|"
    rf"prohibited|revoked|stopped)\b|\b(take|took|taken|get|got|remove[ds]?|delete[ds]?|drop(ped)?|scratch(ed)?|"
    rf"strike|struck|cross(ed)?|scrub(bed)?|pull(ed)?|kick(ed)?|came|come|strip) (\w+ ){{0,3}}(off|from|out of|"
    rf"of) (\w+ ){{0,3}}{_LISTS}\b|\bleft (the |our |this )?(mailing |e ?mail |text )*list$|\b(leave|left|let|"
    rf"leaving) (me|us|him|her|them|alone) ?(alone|be)\b(?! at)|\b(lose|forget|delete|erase|remove) (my|this|our|his|"
    rf"her|their) (e ?mail|phone|cell)?( ?(number|address|info\w*|name|data))\b|\blose (my|our|his|her|"
    rf"their) (e ?mail|address|contact|name|info\w*)\b|\bque (me|la|lo|le|las|los|nos) (quit|borr|saqu|saca|elimin|"
    rf"retir|dej)\w+|\b(solo|solamente|unicamente) (por|via|con|al|a traves de) (el |su |mi )?(textos?|mensajes?|sms|"
    rf"whats ?app|correos?|e ?mail|llamadas?|telefono|carta)\b|\b(asked|wants|wanted|requested|opted|taken|"
    rf"signed) (to be |to get )?off\b(?! (the )?(ballot|street|campus|work|on))|\b(hung up on|hangs up|threaten\w*|"
    rf"restraining order|do not knock|cussed|cursed|swore at|yelled at|screamed at|told us off|blocked (us|me|our|"
    rf"number|(the |this |that )(numbers?|campaign|callers?|calls?|texts?|e ?mails?|line|sender))|has blocked|"
    rf"off our list|off the list|no soliciting|no solicitors|no solicitation)\b|\b(dnm|dnk|dns|dnq|do not solicit|"
    rf"nocontact|nocall|notext|noemail)\b|\b(asked|told|wants|wanted|begged)( us| me| them| him| her)? not to\b|"
    rf"\btold to (stop|quit|leave|go)\b|\bslammed\b"
    r"|\bno (\w+ )?solicit\w+|^no (\w+ ){1,2}(calls|texts|e ?mails|mailings|messages)( please)?$"
    rf"|\bnot interested in (\w+ ){{0,3}}(hearing|{_ANY})\b|\b(do not|dont|never) come back\b|\b(all|any\w*|every\w*|"
    rf"todo|todos) (\w+ )?(but|except( for)?|excluding|menos|excepto|salvo) (\w+ )?({_ANY}|phone|llamadas|mensajes|"
    rf"textos|correos)\b|\b(texts?|e ?mails?|letters?) only\b|\bonly (by|via|through) (texts?|e ?mails?|letters?)\b"
    # only by a way that is none of ours
    r"|^(please )?(only|just|solo) (contact (me )?)?(by |via |through |por |in )?(regular |postal |snail |us )?"
    r"(mail|post|letters?|correo|usps|person)\b|^(by )?(regular |postal |snail |us )?(mail|letters?|post|"
    r"in person) only\b"
    # Spanish
    r"|\bbasta (ya )?(de|con) (\w+ )?(llam\w+|mensajes?|correos?|textos?)\b|\bamenaz\w+\b|\bno (quiere|quiero|desea|"
    r"deseo) (saber|tener|que ver)\b|\bno (me|le|les|nos) gust\w+ (que )?(\w+ ){0,2}(llam|contact|escrib|molest|"
    r"mensaj|textos|correos|mand)\w*|\b(ya )?(no|nunca|jamas) (me |le |la |lo |les |nos |se )?(vuelvan? a |volver a |"
    r"quier\w+ (que (me |le |la |lo )?|recibir |mas )?|dese(a|o|an|aba) (que (me |le )?|recibir |mas )?)?(llamen?|"
    r"llamar(me|le|la|lo)?|contacten?|contactar(me|le)?|escriban?|escribir(me|le)?|molesten?|molestar(me|le)?|"
    r"textee?n?|textear|llamadas?|mensajes?|textos?|correos?)\b|\b(dej(en?|ar)|par(en?|ar)) de (\w+ ){0,2}(llam|"
    r"escrib|contact|molest|mand|envi|text)\w*|\b(pid(e|io|ieron|en)|solicit[ao]\w*|exig\w+|quier[eo]n?|quiso|dese(a|"
    r"o|an|aba)|dij[oe]) (que )?(\w+ ){0,2}(no\b|baja|borr\w+|elimin\w+|quit\w+|sac\w+|saqu\w+|remov\w+|dej\w+|"
    r"nunca) ?(\w+ ){0,3}(llam\w*|contact\w*|escrib\w*|molest\w*|mensajes?|correos?|textos?|lista|datos|suscripcion|"
    r"dada? de baja)?|\b(harto|harta|cansad[oa]|molest[oa]|enojad[oa]|rechaz\w+|se niega|se nego|se opone|prohib\w+|"
    r"bloque\w+) (\w+ ){0,3}(llam\w*|contact\w*|mensajes?|correos?|textos?)\b|\b(borr|quit|elimin|saqu|"
    r"retir)\w+ (\w+ ){0,3}(lista|base de datos|numero|datos)\b"
)
_SHORT = re.compile(
    r"^((very |was |is |inactive |person |contact |caller |they |he |she |target )*(refus(ed|es|al|e)|hostile|"
    r"hangs? up|hung ?up|asked off|wants off|off list|angry|belligerent|abusive|rude|mean|leave alone|remove|removed|"
    r"removal|remove from list|blocked|hard no|strong no|threatening|nasty|irate|furious|uncooperative|stay away|"
    r"keep away|go away|no more|enough|stop|do not|never again|not welcome|unwelcome|cease|rechaz(o|ada|ado|a)|colgo|"
    r"se nego|hostil|enojad[oa]|molest[oa]|grosero|grosera|no mas|ya no|no molestar|negativa))( (to talk|to speak|"
    r"contact|call|list|us|now|please|again|entirely|outright|hostile|angry|nasty|caller|firmly|politely))*$"
)
"""A status, a call's result or a short note that is no more than this."""
_NOT_MEANT = re.compile(
    r"\b(declin\w*|refus\w*) to (give|provide|share|leave|say|answer|state|disclose|list|name)\b|\b(hesitat\w+|"
    r"forget to|mind (if|being|getting|calls?|texts?)|(dont|do not|does not|doesnt) mind|unable|could ?nt|could not|"
    r"couldnt|no problem|be afraid|wait to (call|contact)|stop by|stop in|"
    r"full ?stop|off (years?|season|peak|site|campus|hours?|street|the (record|grid|cuff|ballot|street))|"
    r"not hard to reach|(voter|voting|electoral) (rolls?|files?|registration|lists?)|wont hesitate|do not miss|dont "
    r"miss|dudes?|dude en|no dud\w+|deje de llamar la atencion)\b"
)
_LINE = r"(numbers?|phone|telephone|cell|mobile|landline|line|e ?mail|address|numero|telefono|celular|correo|linea)"
_WRONG = re.compile(
    rf"\b(wrong|bad|incorrect|not (his|her|their|my|the right|a working|a valid)|disconnected|another person s|"
    rf"someone elses) (phone )?(numbers?|phones?|cells?|person|party|#)\b|\b(numero|telefono) (equivocad\w+|"
    rf"incorrect\w+|erroneo)\b|\b(number|phone|line) (is |was )?(disconnected|wrong|out of service|not in service|"
    rf"belongs to|no longer)\b|\bno longer ((at|his|her|their|this|that|the) )+(number|phone)\b|\b(this|that|it|thats|"
    rf"its|which|number|phone|cell|line|e ?mail) (is |was |goes to |reaches |are )?(actually |really |now |still |"
    rf"only )*(my|his|her|their|our|the) (old |ex )?{KIN}s? {_LINE}\b|\b{_LINE} (is |was |es |pertenece |actually |"
    rf"really |now |en realidad )*(of|de|a) (my|his|her|their|our|mi|su|la|el|un|una) (ex )?{KIN}s?\b"
)
_RESULT = re.compile(
    r"^(rf|ref|refu|refd|dec|decl|dcl|hu|h u|hung up|hangup|dnc|rem|rmv|optout|oo|declined|declines|decline|no|"
    r"never|not interested in contact|stopped|over it|declino|nunca|no quiere)$"
)
_WHEN_OR_HOW = re.compile(
    r"(?i)\b(best|good|better|preferred|convenient|easiest|ideal)\b.*\b(times?|days?|hours?|ways?|methods?|"
    r"number)\b.*|^\W*(q?\d+\W+)?(when|how|what time|where)\b.*\b(call|contact|reach|text|phone|talk|write|e-?mail)\b|"
    r"\b(mejor|buena)\b.*\b(hora|manera|forma|d[ií]a)\b|\b(cu[aá]ndo|c[oó]mo)\b.*\b(llam|contact)\w+"
)
_AT_NO_TIME = re.compile(
    r"^(please )?(never|dont|do not|not at all|no|nope|rather not|prefer not( to)?|nunca|jamas|no llamar|"
    r"no thanks?( you)?|no gracias|no time|no way|at no time|anytime but .*|never ever|not interested|leave me be|"
    r"no me llamen)( please| thanks?)?$"
)
_OPINIONS = re.compile(
    r"(?i)\b(why|motivat\w*|story|issues?|priorit\w*|platform|bio\w*|statement|causes?|inspir\w*|change|matters?|"
    r"goals?|vision|experience|background|run for|running|elected|about (you|yourself)|por qu[eé]|motiv\w*|historia|"
    r"prioridades|problemas?|learn|policy|policies|concerns?|volunteer\w*|help with|skills?|tasks?|offer)\b"
)
"""Headings of questions that people answer with what others do, such as their representatives."""
_DISCONNECTED = re.compile(r"^(the |this |phone |number |line |is |was |has been )*(disconnected|out of service)$")
_WRONG_RESULT = re.compile(
    r"^(wrong|disconnected|disc|dead|out of service|not in service|wn|wrong no|bad|bad no|fax|not (him|her|them)|"
    r"equivocado)$"
)
_OF_VALIDITY = re.compile(
    r"(?i)\b(phone|cell|mobile|number|line|tel[eé]fono)\b.*\b(valid|v[aá]lido|verified|good|working)\b"
)
_UNREACHED = re.compile(
    r"\b(mail ?box|voice ?mail( ?box)?|vm|inbox|buzon( de voz)?)( is| was| esta)? (full|not set up|lleno|llena)\b"
    r"|\b(full|lleno) (mail ?box|voice ?mail|vm|inbox|buzon)\b"
    r"|^(vm|mb|mbx|mailbox) full$|\b(soft|temporary|transient) bounc\w*|\bno (voice ?mail|vm)( set up| setup)\b"
)
"""What is heard where a call or an e-mail finds no room: the number or address may not be in use."""
_BAD = r"(bad|wrong|invalid|incorrect|disconnected|dead)"
_NUMBER = r"(phone|cell|mobile|home|land)? ?(numbers?|phone|cell|mobile|telephone|landline|line|no\.?|#) ?\d?"
_OF_WRONG = re.compile(
    rf"(?i)^\W*(is |this is )?(the |a )?{_BAD} {_NUMBER}\W*$|^\W*(is )?(the )?{_NUMBER} (is )?{_BAD}\W*$"
    r"|\b(n[uú]mero|tel[eé]fono|celular|l[ií]nea) (est[aá] |es )?"
    r"(equivocad[oa]|incorrect[oa]|mal[oa]|err[oó]ne[oa]|muert[oa]|desconectad[oa]|inv[aá]lid[oa])\W*$"
)
"""Headings whose yes says that a number is not the person's: *Bad number?*"""
_NOT_VALID = re.compile(r"^(invalid|not valid|no|false|n|0|bad|dead|disconnected|not working|invalido)$")
_NO_TEXTS = re.compile(
    r"\b(cant|cannot|cant get|no|not|unable to|does not|doesnt|wont|doesnt get|not for|dont|solo llamadas?) (receive |"
    r"get |take |accept |do |send |any |for |by )*(texts?|texting|sms|text messages?|calls?|voice|mensajes|"
    r"llamadas?)\b|\b(text|texts|texting|sms|calls?|voice|whatsapp|mensajes|llamadas) only\b|\bonly (text|texts|"
    r"texting|sms|calls?|for texts|by text|by phone|whatsapp)\b|\bsolo (textos?|mensajes|llamadas|whatsapp)\b|\b(just|"
    r"only) (text|call)\b"
)
_STEMS = tuple(
    (
        "but except salvo menos told slam n't n’t dont no ya stop quit ceas avoid halt declin reject object hate "
        "dislike resent sick tired fed angry upset furious irritat unhappy complain averse block banned rude off "
        "remov delet drop scratch strike struck scrub pull kick strip leave left lose erase hung hang hostil threat "
        "belliger abusive mean nasty irate uncoop away unwel cuss curs swore yell scream restrain solicit dej pare "
        "para pid exig quier quiso desea deseo dij hart cansad molest rechaz nieg opone prohib bloque borr elimin "
        "saqu retir colg groser basta gust amenaz less fewer zero without asked wants end never nunca jam only mail "
        "opted against oppos dnm dnk dns dnt dne dnp d.n. rather rf ref mad stay interest eras dec ref hu h.u rem oo "
        "nor sin ni minus wont won't without skip purge unlist spam report many cut how who where lawyer attorney "
        "tcpa lost done mute silence toss shred discard exclu tach remuev olvid enough suficiente suprim gdpr ccpa "
        "rgpd lopd privacy drop destroy forget forgot basta busq skip cerro azoto visit gone  quien como donde sue "
        "out solo solam unicam open willing happy comfort keen recept amenab agree thrill prepared avail nobody "
        "noone nadie dispuest abiert acuerdo "
    ).split()
)
"""Without one of these a text is no refusal: most texts are not looked at closer."""

_WRONG_STEMS = (
    "wrong",
    "bad",
    "incorrect",
    "disconn",
    "service",
    "equivoc",
    "err",
    "not ",
    "belong",
    "longer",
    "s number",
    "s phone",
    "s cell",
    "s line",
    "s email",
    "s e-mail",
    "s mobile",
    "s landline",
    "’s ",
    "mero ",
    "fono ",
    "celular ",
    "correo ",
    "boss",
    "wife ",
)
_INITIALS = re.compile(r"\b(DN[TEMKSP]|D\.N\.[A-Z])\b")
"""Short for *do not text*, *do not knock* and the like."""


_OF_WAYS = re.compile(
    r"(?i)\b(reach|contact|touch|communicat\w+|pref(s|erences?|erred)?|channels?|how (should|can|do|may|would)|ways?|"
    r"methods?|contactar\w*|comunic\w+|medio|forma|v[ií]a|prefer\w+)\b"
)
"""Headings that ask how somebody is to be reached: any denial of a way below them has to be read."""
_DENIES_ONE = re.compile(rf"\b{_NO}\b.*\b{_A_WAY}\b|\b{_A_WAY}\b.*\b{_NO}\b")
_GONE_CODE = re.compile(r"^(dcsd|decd|dec d|dcd|dsc|dead|dece|fall|rip|qepd)$")
"""Short for *deceased* as what became of a call."""


class _Asked(NamedTuple):
    """What a heading is about, as far as it says how the words below it are meant."""

    of_calls: bool
    of_ways: bool
    declining: bool
    when_or_how: bool
    opinions: bool
    spoken: bool
    validity: bool
    wrong: bool


@lru_cache(maxsize=500)
def _asked(heading: str) -> _Asked:
    words = heading.replace("_", " ")
    of_calls = OF_CALLS.search(words) is not None
    return _Asked(
        of_calls,
        not of_calls and _OF_WAYS.search(words) is not None,
        of_calls and not _OF_STAFF.search(words),
        _WHEN_OR_HOW.search(words) is not None,
        _OPINIONS.search(words) is not None,
        _SPOKEN.search(words) is not None,
        _OF_VALIDITY.search(words) is not None,
        _OF_WRONG.search(words) is not None,
    )


def _has_one(text: str, stems: Iterable[str]) -> bool:
    return any(map(text.lower().__contains__, stems))


_NO_MEMBER = re.compile(r"^never subscribed$")
"""A mailing program's word for who has not joined a list; below *Notes* somebody complains."""
_FEW_WORDS = 8


_OF_RIGHTS = re.compile(
    r"(?i)\b(gdpr|rgpd|ccpa|cpra|lopd|dsr|dsar|privacy|data[ _](subject[ _])?(request|protection|right)s?|"
    r"subject[ _]request|derechos? arco|privacidad|proteccion de datos|protección de datos)\b"
)
"""Headings of what somebody claimed by a law on privacy."""
_CLAIMED = re.compile(
    r"\b(withdr[ae]w\w*|revo[kc]\w*|rescind\w*|object(ed|ion|s)?|eras\w*|delet\w*|remov\w*|forg[eo]t\w*|restrict\w*|"
    r"den(y|ied)|refus\w*|declin\w*|opt(ed)? ?out|retirad[oa]|revocad[oa]|oposicion|supresion|cancelacion|borrad\w*|"
    r"olvido)\b"
)


def may_refuse(text: object, heading: str = "") -> bool:
    """Return whether a text may mean that a person does not want to be contacted: it has to be read.

    Args:
        text: the text.
        heading: that of its column: below *Call result* a word such as `Declined` is enough.
    """
    shown = refusing_part(plain_text(text))
    words = plain_words(shown)
    if _OF_RIGHTS.search(heading) and _CLAIMED.search(words):
        return True
    found = _may_mean_no(shown, words)
    if not found and not _has_one(f"{shown} {words}", _STEMS):
        return False
    asked = _asked(heading)
    if asked.declining and _RESULT.match(words) or asked.when_or_how and _AT_NO_TIME.match(words):
        return True
    if _INITIALS.search(shown):
        return True
    if asked.opinions or _NO_MEMBER.match(words) and named_ways(heading_words(heading)):
        return False
    if asked.of_ways and len(words.split()) <= _FEW_WORDS and _DENIES_ONE.search(words):
        return True
    if _SHORT.match(words) and not asked.spoken:
        return True
    if found:
        return True
    meant = _refusing_nothing(words)
    return _TOLD.search(meant) is not None or is_left_alone(words if meant == words else meant, heading)


def _refusing_nothing(words: str) -> str:
    """Return plain words without those that refuse nothing: a no that is denied, none until now, a hesitation."""
    return _NOT_MEANT.sub(" , ", refusing_something(DENIED.sub(" , ", words)))


def _may_mean_no(text: str, words: str) -> bool:
    meant = _refusing_nothing(words)
    plain = text if meant == words else meant
    return may_mean_no(plain) or limits_the_way(plain)


_OF_TWO_SENSES = re.compile(r"\b(rip|dnc|(e ?mails?|mail) .*\bbounc\w*|bounc\w* .*\b(e ?mails?|mail)|bounced)\b")
"""Of the words of two senses, those that are told where their sense is not clear."""


def may_be_gone(text: object, heading: str = "") -> bool:
    """Return whether a text may mean that somebody has died, or that mail does not reach them.

    Args:
        text: the text.
        heading: that of its column: what people say of issues and of their lives is not about themselves.
    """
    asked = _asked(heading)
    if asked.opinions:
        return False
    shown = plain_text(text)
    if asked.of_calls and _GONE_CODE.match(plain_words(shown)):
        return True
    words = plain_words(shown)
    if _OF_TWO_SENSES.search(words) and may_have_one(words) and len(words.split()) <= _FEW_WORDS:
        return True
    words = without_another_sense(words)
    if tells_anothers_death(words):
        return False
    return bool(said(shown) or DIED.search(words)) or is_gone(words, heading)


_OF_STAFF = re.compile(r"(?i)^(?!.*(call|contact|phone|text|llamad)).*dispo")
"""Who declined to run did not decline to be called."""
_SPOKEN = re.compile(r"(?i)\b(languages?|spoken|speaks?|idiomas?|describe|words?|feel\w*|mood)\b")


def limits_a_number(text: object) -> bool:
    """Return whether words beside a number say that it is not for calls, or not for texts: `text only`, `no "
    "texts`."""
    return _NO_TEXTS.search(plain_words(plain_text(text))) is not None


_DEVICE = (
    r"(numbers?|phones?|telephone|line|cell|mobile|landline|e ?mails?|mail ?box|inbox|address|account|domain|numero|"
    r"telefono|linea|celular|correo|buzon|direccion|cuenta)"
)
_OUT_OF_USE = (
    r"((not|no longer) (currently )?in (service|use)|out of (service|order)|"
    r"(no longer|not|never|isnt|stopped) (being )?(works?|working|valid|active|exists?|found|assigned|reachable|"
    r"recogni[sz]ed|monitored|checked|used)|(does not|doesnt|did not|didnt|do not|dont|wont|cannot|cant) (exist|work|"
    r"go through|ring|connect|receive)|(has |have |was |is |been |got )*(changed|disconnected|deactivated|disabled|"
    r"closed|expired|dead|shut off|cut off|inactive|disco)|(esta |ya )*fuera de (servicio|uso)|"
    r"(ya )?no (existe|funciona|sirve|esta en servicio|esta en uso|es valid[oa]|suena|entra)|(ha |esta )?(cambio|"
    r"cambiado|desconectad[oa]|desactivad[oa]|cerrad[oa]|cancelad[oa]))"
)
_NOT_IN_USE = re.compile(
    rf"\b{_DEVICE} (is |was |has |that |on file |we have |given |listed )*{_OUT_OF_USE}\b"
    r"|^(now |currently |is |was |said |says )*((not|no longer) in (service|use)|out of service|fuera de servicio|"
    r"ya no (sirve|funciona)|changed (her |his |their )?(phone |cell )?number)( now| anymore| as of .*)?$"
)
"""What is said of a number or an address that reaches nobody any more."""


_FURTHER_IS_BAD = re.compile(
    rf"(?i)\be-?mail ?([2-9]|two|three) ?(address )?(is )?{_BAD}\b|\b{_BAD} e-?mail ?(address ?)?[2-9]\b|"
    rf"\b(second|other|alternate|secondary) e-?mail ?(address )?(is )?{_BAD}\b"
)
"""Headings whose yes says that a further address reaches nobody; the first one may."""


def is_unreached(text: object, heading: str = "") -> bool:
    """Return whether a mailbox took nothing, or a number or an address is not in use: `Mailbox full`, `not in "
    "service`; below *email2_is_bad* also a yes."""
    if _FURTHER_IS_BAD.search(heading.replace("_", " ")) and YES_NO.clean(text).value is True:
        return True
    words = plain_words(plain_text(text))
    return _UNREACHED.search(words) is not None or _NOT_IN_USE.search(words) is not None


def is_wrong_party(text: object) -> bool:
    """Return whether a text says no more than `wrong party`: of a person who was reached, or of what they vote."""
    return plain_words(plain_text(text)) == "wrong party"


def is_wrong_number(text: object, heading: str = "") -> bool:
    """Return whether a text says that a number is not the person's: `Wrong number`; below *Call result* also `WN`."""
    shown = plain_text(text)
    asked = _asked(heading)
    if asked.wrong and YES_NO.clean(text).value is True:
        return True
    if not (asked.of_calls or asked.validity or _has_one(shown, _WRONG_STEMS)):
        return False
    words = plain_words(shown)
    if asked.of_calls and _WRONG_RESULT.match(words) or asked.validity and _NOT_VALID.match(words):
        return True
    return _WRONG.search(words) is not None or _DISCONNECTED.match(words) is not None
