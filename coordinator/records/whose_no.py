"""Whose a no or a death is, whether it is in force, and whether it is limited: one rule for names of lists, headings
and remarks.

Words that refuse count as a person's own only if nobody else is who refuses, who is to be left alone or who died, if
the no was neither denied nor taken back, and if it is not one for some hours or places. What is not sure is told.
"""

import re

from coordinator.records.denials import DEATH, NO_DEVICE

KIN = (
    r"(mothers?|moms?|mums?|fathers?|dads?|wife|wifes|wives|husbands?|spouses?|partners?|sons?|daughters?|brothers?|"
    r"sisters?|parents?|child|children|room ?mates?|neighbou?rs?|friends?|cousins?|aunts?|uncles?|nephews?|nieces?|"
    r"grand\w+|(step|half) ?\w+|\w+ in law|boss|ex|landlords?|family|families|relatives?|widow(er)?s?|caregivers?|"
    r"fiancee?|boyfriend|girlfriend|madres?|mamas?|padres?|papas?|espos[oa]s?|marido|mujer|hij[oa]s?|herman[oa]s?|"
    r"abuel[oa]s?|vecin[oa]s?|amig[oa]s?|prim[oa]s?|ti[oa]s?|jef[ea]s?|suegr[oa]s?|viud[oa]s?|familias?|familiares?|"
    r"pareja|novi[oa]s?|conyuge)"
)
"""Who is near to a person."""
_IN_OFFICE = (
    r"((congress|council|alder|assembly|chair)(wo)?m[ae]n|(state )?senators?|representatives?|sheriffs?|mayors?|"
    r"governors?|presidents?|incumbents?|judges?|justices?|commissioners?|trustees?|treasurers?|clerks?|"
    r"council(l)?ors?|legislators?|predecessors?|opponents?|alcaldes?|senador(es|as|a)?|concejal(es|as)?|"
    r"gobernador(es|as|a)?|regidor(es|as|a)?)"
)
_OTHERS = (
    rf"({KIN}|{_IN_OFFICE}|(business|fire|police|service)(wo)?m[ae]n|officers?|firefighters?|soldiers?|veterans?|"
    rf"vets?|teachers?|pastors?|priests?|coach(es)?|colleagues?|co ?workers?|tenants?|patients?|students?|officials?|"
    rf"dogs?|cats?|pets?|horses?|perr[oa]s?|gat[oa]s?)"
)
"""Whose death is not that of the person, whatever the words around say."""
_OWN = (
    "a an the of la el los las person people voter voters member members contact contacts client subscriber subscribers"
)
_DATES = (
    "in on at since as around about approx before now already today yesterday last this year years month months week "
    "ago weeks day days date time spring summer fall autumn winter early late january february march april may june "
    "july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero "
    "marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre hace ano anos mes meses semana "
    "semanas en del de monday tuesday wednesday thursday friday saturday sunday ayer hoy ya old"
)
_AROUND_A_DEATH = frozenset(
    f"{_OWN} {_DATES} i we he she they hes shes theyve hed him her them think believe is was has have had been be be "
    f"just recently suddenly sadly "
    "apparently unfortunately peacefully confirmed reported marked listed status note update updated yes true x per "
    "says said told us sorry rip obituary obit from by cancer covid accident illness record flag mark so and please "
    "pls van two three four five six dos tres cuatro cinco seis un una senor senora sr sra mr mrs ms fue ha esta "
    "lamentablemente dice dijo que se away died death deceased passed hospital dead voter list file roll rolls do not "
    "dont no longer contact call calls text texts email mail phone remove removed delete "
    "take off house home reached".split()
)
_BY_WHOM = re.compile(
    rf"\b(per|by|from|via|according to|spoke (to|with)|segun|por) ((a|the|his|her|their|its|my|our|su|la|"
    rf"el) )?({KIN} ?)+(member)?(?! (deceased|died|passed))|\b((a|the|his|her|their|my|our|su|la|"
    rf"el) )?{KIN}( member)? (says?|said|tells|told|reports?|reported|confirm(s|ed)|informed|notified|called|answered|"
    rf"wrote|e ?mailed|texted|dice|dijo|aviso|informo|confirmo)( (us|me|in|back|to|say|that|we|caller|nos|que))*"
)
"""Who tells of somebody is not who is meant: `died in May, per wife`, `son says she passed away`."""
DIED = re.compile(
    rf"{NO_DEVICE}\b{DEATH}\b|\bno longer (living|alive)$|"
    r"^((he|she|they|person)( is|s| are)? )?(dead|muert[oa])$|^((he|she|they|person) )?(has|have|had) passed( on)?$"
)
"""Words that say of somebody that they have died."""
_ANOTHERS_DEATH = re.compile(
    rf"\b(mi|su|sus|tu|nuestr[oa]) (difunt|finad|occis|decesad|fallecid)[oa]s? \w+|\b(his|her|their|my|our|su|"
    rf"mi) (late )?\w+ (has |just |recently )?(died|passed away|fallecio|murio|is deceased)\b|\b{_OTHERS} (has |had |"
    rf"was |is |just |recently |ya |es |esta |ha )*(died|passed away|deceased|fallecio|murio|(difunt|fallecid|"
    rf"muert)[oa]s?)\b|\b(deceased|difunt[oa]s?|fallecid[oa]s?|finad[oa]s?) (\w+ )?{_OTHERS}\b|\b{_OTHERS} (of|de|"
    rf"del) (\w+ )?(deceased|difunt[oa]s?|fallecid[oa]s?|finad[oa]s?)\b|\bse (le|me|les|nos) (ha )?(muri|fallec|"
    rf"muert)\w*|\b(muri|fallec)(o|io|eron|ieron|ido|ida) ((hace|ayer|ya) )?(el|la|su|mi|un|una|sus|"
    rf"los) (\w+ )?(espos|marid|mujer|madre|padre|mam|pap|herman|hij|abuel|ti[oa]|suegr|prim|amig|viej|perr|gat|novi|"
    rf"pareja|familiar|conyuge)\w*|\b(widow|widower|viud[oa])\b|\blost (her|his|my|their|our) (?!(in|to|last|this|on|"
    rf"back|recently|suddenly|at|after|before|yesterday|just|during|when|a|sadly|already|around|two|three|some|"
    rf"earlier|over|due)\b)\w+"
)
DENIED = re.compile(
    r"\b(no|not|never|isnt|hasnt|didnt|nunca) (been |yet )?(unsub\w*|opted out|opt outs?|bounc\w*|deceased|suppressed|"
    r"block\w*|cleaned|complain\w*|removed)\b|\b(not|never|isnt|arent|wasnt|hasnt|havent|dont|doesnt|didnt) (been |"
    r"yet |to |be |currently )?(unsub\w*|opt(s|ed|ing)? ?outs?|remov\w*|object\w*|mind|declin\w*|suppress\w*|"
    r"exclud\w*|refus\w*|block\w*|paus\w*|skip\w*|drop\w*|omit\w*|delet\w*|eras\w*|cancel\w*|exempt\w*|ceas\w*|"
    r"stop\w*|(take|leave|keep) (me|us|him|her|them|my \w+) (off|out))\b|\b(not|dont|doesnt|wont|never|cannot|cant|"
    r"wouldnt|shouldnt) (ever )?(stop|quit|cease)\b|\b(no|nunca|jamas) (se |me |la |lo |le |les |nos |debe\w* |"
    r"hay que |va[ny]? a )*(dej|par)(en?|es|ar|a|an|are|aran) de\b|\bno (me |lo |la |nos |le )?(quit|saqu|borr|elimin|"
    r"exclu)\w+|\b(no longer|not any ?more|ya no (esta|estan|estoy)?) ?((on|in|en|a|any|the|our|your|la|nuestra) )*"
    r"(unsub\w*|opt(ed|s)? ?outs?|dnc|do not (contact|call|text|e ?mail|disturb)|no (call|contact|text|llam\w+)|"
    r"suppress\w*|block\w*|black ?list\w*|remov(ed|al)|excluded|lista de (no \w+|bajas?)|dad[oa]s? de baja)\b"
)
"""A no that is denied: `not unsubscribed`, `don't stop calling`, `no dejen de llamarla`."""
_NONE = r"\bno (contact|calls?|texts?|messages?|e ?mails?|llamadas|mensajes|textos|correos) "
NONE_SO_FAR = rf"{_NONE}(yet|so far|made|since|back|info\w*|details?|numbers?|person|todavia|aun)\b"
"""What says that there was none, or is none."""
NOTHING_YET = re.compile(
    rf"{_NONE}((from|by|de|por) (us|anyone|you|nosotros|the \w+) )?(yet|so far|to date|todavia|aun)\b"
)
"""What says that there was none until now: `no texts from us so far`."""
_OF_ANOTHER_THING = re.compile(
    r"\b(no|not) (contact|calls?|calling|texts?|texting|e ?mail|e ?mailing|phone|messaging) (plans?|sports?|cent(er|"
    r"re)s?|banks?|banking|address\w*|lens(es)?|cards?|history|apps?|tools?|systems?|scripts?|programs?|skills?|"
    r"training|games?|(message )?styles?)\b|^dnc (19|20)\d\d$"
)
"""A no to what only has its name from contact, and a convention: `no texting plan`, `DNC 2028`."""
_DAY_NAMES = (
    r"(mon|tues|wednes|thurs|fri|satur|sun)days|"
    r"(los|cada|el|en) (lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)"
)
_LIMITED = re.compile(
    rf"{NONE_SO_FAR}|{NOTHING_YET.pattern}|\b(before|after|until|till|during|between|unless|if|except|late|early|"
    rf"weekends?|mornings?|evenings?|nights|today|tomorrow|antes|despues|hasta|durante|entre semana|"
    rf"fin(es)? de semana|de (noche|dia|madrugada|manana|tarde)|por (la|las) (noches?|tardes?|mananas?)|temprano|"
    rf"mientras|cuando|(at|al|en (el|la|su|mi|horas de)|a (la|las|su|mi)) (work|the office|the store|school|night|"
    rf"dinner|lunch|supper|meal\w*|church|trabajo|oficina|escuela|casa|iglesia|comida|cena|hora|horas|negocio|tienda)|"
    rf"work (number|phone|line|e ?mail)|{_DAY_NAMES})\b"
)
"""A no for some hours, days or places, or as long as something lasts."""
_TAKEN_BACK = re.compile(
    r"\b(by|por) (accident|mistake|error|accidente|equivocacion)\b|\baccidental(ly|mente)?\b|\bmistakenly\b|"
    r"\bin error\b|\b(add|put|sign|take|subscribe|let|agreg\w+|pon\w+|anot\w+) (\w+ )?(back (on|in)|back|again|"
    r"de nuevo|otra vez)$|\bre ?(subscrib|join|enroll|activat|suscrib|instat)\w*|"
    r"(?<!mail )(?<!mails )(?<!letter )(?<!letters )\b(is|are|am|now|came|come|comes|were|was) back\b|\b(previously|"
    r"formerly|used to|once|antes) (\w+ )?(unsub\w*|opted out|opt out|removed|off|dado de baja|on)\b|"
    r"\bbut (\w+ )?(came|comes|attended|signed|joined|rejoined|back|showed|wants (back|in|to (help|come|join|"
    r"volunteer|be added|be called))|still (comes|came|helps|attends|volunteers))\b|\b(unsub\w*|opted out) (before|"
    r"in the past)\b|\bpero (vino|volvio|quiere (ayudar|venir|volver)|regreso|llego)\b|"
    r"\bya no esta (dad[oa] )?de baja\b"
)
"""A no that is not in force any more, or never was meant."""
_TO_BE_LEFT = (
    r"(contact|call|phone|ring|text|message|e ?mail|write|bother|disturb|reach( out)?|approach|dial|"
    r"(calling|texting|e ?mailing|contacting|bothering)|(llam|contact|escrib|molest|mand|envi|text)\w*)"
)
_WHO = rf"({KIN}|{_IN_OFFICE})"
_OF_OTHERS = re.compile(
    rf"\b{_TO_BE_LEFT}( to| a| al)? ((mi|su|sus|tu|my|his|her|their|our|the|el|la|los|las) )?(ex )?{_WHO}\b(?! says|"
    rf" said)|\b{_WHO}s?( (is|are|was|were|s))? (on|in|en|esta en|off|unsub\w*|opted|wants?|does|doesnt|prefers?|"
    rf"refuse[ds]?|hates?|(does|did) not|didnt|not|(ya )?no quiere\w*|quiere\w*|no)\b|\b{_WHO} (who|that|que|of|de|"
    rf"del)\b"
)
"""Who is to be left alone, or refuses, is somebody else: `brother on do not call list`, `no llamen a mi esposo`."""


def without_who_tells(words: str) -> str:
    """Return plain words without those of who tells of somebody: `passed on 5 12 per daughter`."""
    return " ".join(_BY_WHOM.sub(" ", words).split())


def is_denied(words: str) -> bool:
    """Return whether plain words deny a no: `not unsubscribed`, `no dejen de llamarla`."""
    return DENIED.search(words) is not None


def is_limited(words: str) -> bool:
    """Return whether plain words limit a no in time or place, or say that there was nothing yet."""
    return _LIMITED.search(words) is not None


def tells_anothers_death(words: str) -> bool:
    """Return whether plain words say that somebody else has died: `murió el esposo`, `deceased councilman`."""
    return _ANOTHERS_DEATH.search(_BY_WHOM.sub(" ", words)) is not None


def has_died(words: str) -> bool:
    """Return whether plain words say of the person that they have died, and of nobody else, and no more than that."""
    told = _BY_WHOM.sub(" ", words)
    if not DIED.search(told) or tells_anothers_death(words):
        return False
    rest = re.sub(rf"\b{DEATH}\b", " ", told).split()
    return all(word in _AROUND_A_DEATH or word.isdigit() for word in rest)


def refusing_something(words: str) -> str:
    """Return plain words without those that refuse nothing: none until now, and no to another thing than contact."""
    return _OF_ANOTHER_THING.sub(" , ", NOTHING_YET.sub(" , ", words))


OF_CALLS = re.compile(
    r"(?i)\b(calls?|called|contact|phone|phoned|text|dial|attempts?|outreach|canvass|llamadas?|contacto)\b.*"
    r"\b(status|results?|outcomes?|dispo\w*|response|log|notes?|result|estado|resultado)\b|\bdispo(sition)?\b|"
    r"\b(results?|outcomes?|status|response|estado|resultado)\b.*\b(calls?|contact|phone|text|attempts?|llamadas?)\b|"
    r"^\W*(call|contact|attempt|text) ?\d*\W*$|^\W*(results?|outcomes?|codes?|resultado)( ?(codes?|\d+))?\W*$|"
    r"\b(result|outcome|response|contact|call|canvass) ?codes?\b"
)
"""Headings of what became of a call."""
_OF_A_STATE = re.compile(r"(?i)\b(status|state|estado)\b")
_MET_NOBODY = re.compile(r"(no|sin) (contact|contacto)( made)?")


def met_nobody(words: str, heading: str) -> bool:
    """Return whether plain words say what became of a visit or call, and not what somebody wants: `No contact`.

    Args:
        words: the words of the cell.
        heading: that of its column; below *Contact status* they may be a wish.
    """
    return bool(_MET_NOBODY.fullmatch(words) and OF_CALLS.search(heading.replace("_", " "))) and not _OF_A_STATE.search(
        heading
    )


def is_of_another_thing(words: str) -> bool:
    """Return whether plain words only sound like a no to contact: `no contact sports`, `DNC 2028`."""
    return _OF_ANOTHER_THING.search(words) is not None


def is_own_and_in_force(words: str) -> bool:
    """Return whether a no in plain words is the person's own, was neither denied nor taken back, and has no limit."""
    if is_denied(words) or is_limited(words) or _TAKEN_BACK.search(words) or is_of_another_thing(words):
        return False
    return _OF_OTHERS.search(_BY_WHOM.sub(" ", words)) is None


def holds_for_all(words: str) -> bool:
    """Return whether a heading that denies, in plain words, does so for whoever says yes: see `is_own_and_in_force`."""
    return is_own_and_in_force(re.sub(r"\b(if|when|cuando)\b", " ", words))
