"""What words of agreeing and refusing are about: contact and passing on, or something else, as in *Never married*."""

import re
from functools import lru_cache

from coordinator.records.denials import DEATH, PASSING_ON, refuses

_REACHED = re.compile(
    r"\b(call?(s|ed|ing|able|back)?|dial\w*|phon\w+|telephon\w+|robo ?calls?|ring|texts?|texting|texted|textable|"
    r"txts?|sms|mms|p2p|e ?mail\w*|e ?blasts?|mail(s|ed|ing|ings|able)?|msgs?|messag\w*|newsletters?|\w*contact\w*|"
    r"cntct|shar(e|es|ed|ing|e?able)|shr|compart\w+|cnsnt|f ?u ok|f up|name|names|nombres?|numbers?|(give|"
    r"given) (\w+ ){0,2}to|know more|unreach\w*|reach\w*|communicat\w*|comms?|comunic\w+|updates?|alerts?|notif\w*|"
    r"marketing|solicit\w*|outreach|disturb\w*|bother\w*|molest\w+|annoy\w*|pester\w*|harass\w*|write|writing|"
    r"escrib\w*|hear(ing)?|noticias|novedades|boletin\w*|follow(ing)? ?ups?|followups?|seguimiento|in touch|keep up|"
    r"posted|informed|informad[oa]s?|in the loop|drop (\w+ ){1,2}(line|note)|get(ting)? back|(checks?|circle|"
    r"come) (\w+ )?(in|back)|conversations?|talk(ing)?|speak(ing)?|chat(ting)?|habl\w+|learn|saber|info\w*|data|datos|"
    r"details|personal|records?|lists?|listas?|listings?|from rolls|database|file|approach\w*|engage|voice ?mails?|"
    r"llam\w+|mensajes?|textos?|textee?n?|textear|correos?|telefono|deletion|erasure|processing|tratamiento|knock\w*|"
    r"visit\w*|canvass\w*|invit\w+|connect(ed)?|notices?|news|channels?|sent|send(ing)?|receiv\w+|recib\w+|refer(red|"
    r"ral|rals|ring|ir|irle|en)?|intro\w*|introduc\w+|present(ar|emos)\w*|hand ?offs?|release\w*|partners?|ptnr|"
    r"third part\w+|sponsors?|allied|allies|(tell|telling) (\w+ ){1,4}about)\b"
)
"""Words of contact and of passing on."""
_OF_PEOPLE = re.compile(
    r"\b(me|us|him|her|them|conmigo|nos|contigo|te|le|les|usted)\b|\b(we|our|ours|somebody|someone)\b.*\byou\b|"
    r"\byou\b.*\b(we|us|our)\b"
)
"""Words of who is reached: what the verb is, matters less."""
_SURELY = re.compile(
    r"\b(unsub\w*|(subscription|consent|opt ?in|suscripcion|consentimiento) "
    r"(status|state|date|time|source|method|type|estado|fecha)|opt(s|ed|ing)? ?outs?|dnc|dn[tem]|(hard |"
    r"soft )?bounc\w*|undeliverable|complain\w*|suppress\w*|block ?list\w*|"
    r"black ?list\w*|gdpr|ccpa|clean(ed)? (time|date|on|at|reason|by)|cleaned|darse de baja|de baja|hands off|"
    r"blackout)\b"
)
"""Words that are said of contact alone."""
_BARE = re.compile(
    rf"\b({DEATH}|contact(s|o|os)?|shar(e|es|ed|ing|eable|able)|compart\w+|death|dead|muert[oa]s?|muerte|consent\w*|"
    r"consiente\w*|permis\w+|permit\w*|authori[sz]\w*|autoriza\w*|aprob\w+|approv\w*|"
    r"opt(s|ed|ing)? ?ins?|opt(s|ed|ing)?|subscri\w*|suscri\w+|privacy|stop(s|ped)?|end(ed)?|remov\w*|delet\w*|"
    r"eras\w*|purge[ds]?|scrub\w*|exclu\w*|block(ed|s)?|banned|silen\w+|bajas?|elimin\w*|borr\w+|quit\w*|cease|"
    r"object\w*|oppos\w*|refus\w*|declin\w*|den(y|ied|ies)|withdr[ae]w\w*|revo[kc]\w*|rescind\w*|retir\w+|negad[oa]s?|"
    r"nieg\w+|reject\w*|cancel\w*|never|nunca|jamas|not|dont|doesnt|didnt|no|none|nobody|nothing|off|out|limits|"
    r"okay|ok|fine|happy|glad|cool|alright|all right|willing|welcome\w*|agree\w*|accept\w*|acept\w*|allow\w*|mind|"
    r"rather|prefers?|private|confidential\w*|leave|left|take|taken|keep|strike|struck|scratch\w*|cross\w*|alone|be|"
    r"mobiles?|cells?|celular(es)?|movil(es)?|living|alive|viv[eo]|paz|dejen\w*|acceptance|gate|group|perm|perms|"
    r"prefs?|preferences?|checks?|checked|tick(ed)?|"
    r"initial|rgpd|y|n|yn|flg|flag|flags|status|state|global\w*|all|everything|lead|person|people|"
    r"subscriber|custom|cf|form|meta|submission|properties|profile|fields?|attributes|given|gave|obtained|"
    r"received|file|express\w*|written|verbal|explicit|confirmed|reasons?|requested|requests?|wishes|safe|otorgad\w+|"
    r"dio|dar|dado|dada|so|far|email|wrote|sent|replied|keyword|registry|national|federal|state|total|legal|"
    r"basis|expir\w*|until|till|valid\w*|laps\w*|venc\w*|"
    r"granted|go|ahead|marked|further|lopd|source|type|method|version|wording|statement|text|timestamp|"
    r"preference|marketable|interest\w*|i|me|my|mine|we|you|your|he|she|they|his|her|their|him|them|this|that|it|the|"
    r"a|an|any|is|are|was|were|has|have|had|been|do|does|did|can|may|could|would|should|shall|will|like|want(s|ed)?|"
    r"wish|to|of|for|from|by|via|with|on|at|in|or|and|if|please|pls|yes|date|time|day|year|when|since|who|q|"
    r"page|question|required|optional|here|box|boxes|d|ll|m|s|t|b|p|br|strong|again|anymore|ever|now|later|more|"
    r"el|la|los|las|lo|le|les|un|una|de|del|al|en|por|para|con|y|o|u|que|se|si|su|sus|mi|mis|ha|han|"
    r"es|esta|quiero|quiere|deseo|desea|me|nos|favor|ya|mas|fecha|motivo|estado|persona|aqui|marque)\b"
)
"""Words of agreeing and refusing, and those around them: without another word, contact is meant."""
_WITH_AN_OBJECT = re.compile(
    r"\b(shar(e|es|ed|ing)|compart(e|ir|en|o)) (an?|un|una|el|la)\b(?! (little|bit|copy))"
    r"|\b(died|die|dies|dying) (out|down|off|for|of)\b"
    r"|\bdead (phone |car |cell |old )?(batter\w*|weight|spots?|space|trees?|animals?|lea(f|ves)|wood|plants?|"
    r"branch\w*|bolt|air|stock|languages?)\b"
    r"|\b(shar(e|es|ed|ing)) (rooms?|tables?|rides?|cars?|housing|homes?|house|hotel\w*|meals?|office|apartments?|"
    r"custody|of (?!my|your|our|his|her|their|info|data|contact|personal|names?)\w+|driv\w+|posts?|expenses|"
    r"costs?|tents?|beds?|cabins?|lockers?|fence|driveway)\b"
    r"|\b(do not|dont|never) (forget|overlook) (about )?(me|us|my|our|to)\b|\b(no me|no nos) olvid\w+"
    r"|\b(call|phone|dial) ?ins? (shows?|programs?|radio|segments?|hours?|line)\b"
    r"|\b(disturb|bother|wake|annoy|molest\w*) (an?|the|my|our|his|her|their|al?|el|la|los|las|mis?|sus?) "
    r"(bab(y|ies)|child(ren)?|kids?|toddlers?|dogs?|cats?|pets?|animals?|livestock|horses?|cattle|birds?|bees|"
    r"neighbou?rs?|tenants?|patients?|class|nests?|soil|trees?|plants?|bebes?|perros?|gatos?|ninos?|vecin[oa]s?)\b"
    r"|\b(comparte|compartir|comparten) (auto|carro|coche|casa|cuarto|habitacion|mesa|viaje|cama|gastos)\b"
)
_NAME_IN_PUBLIC = re.compile(
    r"\b(name|names|nombres?)\b.*\b(print(ed|s)?|publish(ed)?|publicly|public|displayed|shown|appear(s|ing)?|"
    r"mentioned|credited|acknowledged|recognized|thanked|posted|announced|engraved|read aloud|read out|(on|in|"
    r"at) (the |our |your |a |any )?(\w+ )?(program|programme|website|web site|web ?page|directory|flyers?|poster|"
    r"banner|wall|plaque|sign|signs|yearbook|roster|newspaper|paper|press|ads?|advertisements?|brochure|credits|"
    r"social media|report|donor list|honor roll)|publi(cad[oa]|que|car)|impres[oa]|imprima|aparezca|mencionad[oa]|"
    r"mostrad[oa]|programa|periodico|sitio)\b|\b(print|publish|display|show|mention|announce|credit|acknowledge|thank|"
    r"post|engrave|publi(car|quen?)|imprim(ir|an)|mencion(ar|en)|mostrar) (my|your|our|their|mi|su|tu|"
    r"nuestro)? ?(\w+ )?(names?|nombres?)\b|\b(listed|named|thanked|acknowledged|credited|mentioned|"
    r"recognized) (publicly|in public|by name|as (a |an )?(donor|supporter|sponsor|endorser|host)s?)\b"
)
"""Showing a name to everybody is no contact."""
_LISTS_TO_WRITE = re.compile(
    r"\b(call|calls|calling|text|texts|email|emails|mailing|contact|contacted|shared?|unsub\w*)\b"
)


_KIND_OF_CONTACT = re.compile(r"^contact(?:o|os|s)? (\w+)$")
"""*Contact lens*, *Contacto previo*."""
_HOW = re.compile(
    r"(desired|prohibited|forbidden|welcomed|auth|whatsoever|approved|consented|cleared|blocked|pref\w*|ok\w*|us|"
    r"desk)$"
)


def _says_how(word: str) -> bool:
    """Return whether a word behind *contact* says that it is welcome, or not."""
    return bool(_HOW.match(word) or _REACHED.search(word)) or not _BARE.sub("", word).strip()


@lru_cache(maxsize=2000)
def has_another_object(words: str) -> bool:
    """Return whether plain words agree to, or refuse, something else than contact or passing on.

    So do *Never married*, *Happy to drive*, *Contact lens* and *Sharing a table*; *OK to call?*, *Never again* and
    *Opted in* do not.

    Args:
        words: a heading in plain words, without its typing errors as far as they are known.
    """
    if _WITH_AN_OBJECT.search(words) or _NAME_IN_PUBLIC.search(words) and not _LISTS_TO_WRITE.search(words):
        return True
    if _SURELY.search(words) or refuses(words):
        return False
    kind = _KIND_OF_CONTACT.search(words)
    if kind and not _says_how(kind[1]):
        return True
    if _REACHED.search(words) or PASSING_ON.search(words):
        return False
    if _OF_PEOPLE.search(words):
        return False
    return bool(_BARE.sub(" ", re.sub(r"\d+", " ", words)).strip())
