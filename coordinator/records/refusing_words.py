"""What people write in remarks to be left alone, and what others note of those who cannot be reached any more."""

import re

from coordinator.records.whose_no import without_who_tells

_WAY = r"(e ?mails?|mail|phone|calls?|texts?|text messages?|sms|messages?|contact|correos?|mensajes?|textos?|llamadas?)"
_POLITELY = r"( (please|pls|plz|thanks|thank you|ever|again|anymore|any more|at all|por favor|gracias|jamas|mas))"
_LEFT_ALONE = re.compile(
    # out of our files
    rf"^(please |just |por favor )*(delete|erase|remove|drop|purge|scrub|scratch|skip|strike|forget|unlist|cut|"
    rf"take)( (me|us|him|her|them|record|contact|this (person|record|contact|one)))?( out)?( (now|asap|completely|"
    rf"entirely|from everything){_POLITELY}?|{_POLITELY})*$|\b(delete|erase|remove|purge|destroy) (all )?(of )?(my|"
    rf"our|his|her|their) (data|info\w*|details|record|account|name|contact\w*)\b|\btake (my|our|his|her|their) (name|"
    rf"number|e ?mail|address|info\w*) (off|out)\b|\bcount (me|us) out\b|\b(leave|keep) (me|us) out( of (this|it|your|"
    rf"the)\b|$)|\b(i am|im|we are|want|wants) out$|\b(block|blocks|blocking|bar|ban|mute|silence|lose|toss|shred|"
    rf"strike|drop|remove|delete|erase|scrub|purge|forget|discard|scratch) (this|these|my|our|your|her|his|their|the|"
    rf"that)( \w+)? (numbers?|phone|cell|e ?mail|address|names?|contact|record|entry|info|information|data|"
    rf"details)\b( (please|now|thanks|immediately|asap|from|off|out)\b.*)?$"
    r"|\b(gdpr|ccpa|cpra|rgpd|lopd|dsar|privacy|data|right|derecho) (\w+ ){0,2}(delet\w+|eras\w+|remov\w+|forgotten|"
    r"objection|opt ?out|supresion|cancelacion|borrado|olvido)\b|^(deletion|delete|erasure|removal|remove|unsubscribe|"
    r"opt ?out) (request|me request|requested|please)\b"
    rf"|^(please |pls |plz )*(no more|enough( already)?|thats enough|ya no mas|no mas|ya estuvo|ya basta|"
    rf"suficiente){_POLITELY}*$"
    # no more of it
    rf"|^(please |por favor )*no {_WAY}{_POLITELY}+$|\benough is enough\b|\b(quit|stop|stops|enough|sick of|tired of|"
    rf"no more|knock off( the)?|cut out( the)?|cease) (your |the |with the |this |all |me with |of )*(bugg\w+|spam\w*|"
    rf"hassl\w+|stalk\w+|annoy\w+|nagg\w+|badger\w+|hound\w+|bombard\w+|junk|blast\w*|harass\w*|bother\w*|"
    rf"pester\w*)\b|\b((way )?too many|so many|cut back on|cut down on|enough) (of )?(the |your |these |"
    rf"those )*{_WAY}\b"
    # to let go of a number or a person, and to hold back
    r"|^(he |she |they )?((said|says|told|tells|asked)( (us|me))? )?(to |that )?(he |she |"
    r"they )?(want\w* us to )?lost (my|our) (number|phone|e ?mail|name|address|info\w*|contact)( (her|his|their|he|"
    r"she|they|own|words?|quote|said|says|told|me|us|verbatim|lol|please|pls|exact\w*))*$|\b(nix|nixed|no to|"
    r"enough with|cut|cut out) (on )?(the |all |any |more )*(calls|texts|e ?mails|messages|visits)$|\b(told|tells|"
    r"said|says|asked|begged|asks)( (us|me|him|her|moe|\w+))? to (lay|back|ease|knock it) off\b|^(please )?(lay|back|"
    r"ease) off( please| of (me|him|her))?$|\b(cut|turn\w*|set) (me|him|her|them) loose\b|^(please |was |were |got |"
    r"gets? )*(xd?|x d|crossed|struck|scratched|taken|took|kicked|removed?|dropped|deleted?)( (me|him|her|them|us|"
    r"name|this))?( (off|out))?( (by|per|at|on|as) (\w+ ){0,3}(request\w*|daughter|son|wife|husband|spouse|mother|"
    r"father|family|parents?|him|her|them|voter|phone|call|asked))$|\b(wants?|wanted|having) (nothing|none|"
    r"no part) (more |else )?(to do )?(with|of) (us|you|this|it|me|the campaign|politics|any of)\b|\b(asked|asks|told|"
    r"tells|begged|wants|wanted) (us |me )?to (forget|lose|erase|delete|drop|scratch) (me|us|him|her|them)$|\b(asked|"
    r"wants?|wanted|requested|begged) (2b|2 b|to b) (removed|off|left|taken|dropped|deleted)\b|\b(go away|buzz off|"
    r"get lost|piss off|bug off|shove it|screw you|f\w* (off|you)|get a life|drop dead)\b|^who( is| are|s) (this|"
    r"you)( and)? (stop|why|leave|quit|remove|do not|dont)\b"
    # who never asked for it
    r"|\b(did not|didnt|do not|dont|never|havent|have not) (ever |remember |recall |even )*((sign(ed|ing)? up|"
    r"subscrib\w+|opt(ed|ing)? in|ask(ed)?|request\w*)( (for|to|you))* (this|these|that|it|any|your|be|get|receive|"
    r"anything)\b|(subscrib\w+|opt(ed)? in)$|consent\w* to (this|these|any|be)\b|agree[ds]? to (this|these|be)\b|"
    r"g[ai]ve (you|anyone) (my|permission|consent)\b)|\b(how|where|who) (did|do|have|had|the heck|the hell|gave|"
    r"sold)\b.* my (number|phone|e ?mail|name|info\w*|address|contact\w*)\b|\b(report (you|this)|(will|ill|gonna) sue|"
    r"will take legal|legal action|(my|the) (lawyer|attorney) (will|is|has|said|says|sent|wrote)|(from|by) (my|the|"
    r"his|her|their|a) (lawyer|attorney)|tcpa|can spam act|do not call registry)\b|\bnever signed up$"
    # Spanish
    r"|\b(ya )?(no|nunca|jamas|dejen? de|paren? de|que no) (me |le |les |nos |lo |la )?(vuelvan? a |"
    r"sigan? )?(mand(en?|es|ar\w*|ando)|envi(en?|es|ar\w*|ando)|escrib(an?|ir\w*|iendo)|busquen?|molest(en?|ar\w*|"
    r"ando)|contact(en?|ar\w*)|text?e[ae]n?|habl(en?|ar\w*)|fastidi\w+|chingu?\w+|fregu?\w+)( (nada|mas|correos?|"
    r"mensajes?|textos?|cosas|propaganda|informacion|por favor|gracias|nunca|jamas)\b|$)|\bdej(en|e|a|ar)(me|nos|lo|"
    r"la) en paz\b|^(ya )?basta( ya)?( por favor)?$|\bno (me |nos )?(inscribi|registre|suscribi|apunte|anote|"
    r"pedi)( (a|para|en|esto|nada)\b.*)?$|\b(quien|como|donde) (les? )?(dio|dieron|consigui\w+|obtuv\w+|sac\w+|"
    r"tienen) mi (numero|correo|telefono|nombre)\b|\b(dar(me|nos)|den(me|nos)|dese\w*) de baja\b|\b(borr|quit|elimin|"
    r"saqu|sac)(en|e|ar)(me|nos|lo|la|los)\b|\b(borr|quit|elimin|saqu|sac|tach|retir|suprim|remuev|bloque|exclu|"
    r"olvid)(en|e|a|ar|an|ir|yan|ya|amos|emos)( (por favor|ya|todos?|todas?|de una vez))* (mi|mis|su|sus|nuestros?|"
    r"nuestras?|este|estos|esta|el|los|la) (nombres?|numeros?|datos|informacion|correos?|telefonos?|celular|"
    r"contactos?|direccion|registros?|perfil|cuenta)\b|\b(den|dar|dame|denme|deme) de baja\b|\bno (quiero|quiere|"
    r"deseo|desea|queremos|quieren) (nada|saber|mas|formar parte|recibir)\b|\bno ((autorizo|autoriza) (que|el|la|a|mi|"
    r"nada|contacto)|doy (mi )?(permiso|consentimiento))\b"
)
_LEFT_ALONE_AT_LAST = re.compile(
    r"\b(moved|mind|wrong|dead|gone|back|out|interested|area|state|away|left|reachable|duplicate|angry|mad|number|"
    r"spam|mudo|equivocado|opinion|idea|interesa) (so |and |please |pls |just |y |favor de |por favor )*(out|drop|"
    r"remove|delete|erase|scrub|purge|skip|unlist|(drop|remove|delete|erase|take off) (me|him|her|them|this|it|"
    r"record)|borr(ar|en|e)|quit(ar|en|e)|elimin(ar|en|e)|sac(ar|a)|saquen?)( please| pls| thanks| por favor)*$"
)
"""A refusal as the last word of a note: `moved, drop`, `changed her mind, out`."""
_NO_INTEREST = re.compile(
    rf"^(i am |im |he is |she is |they are |is |was |really |very |said |says )*(not|no longer|not at all|never|"
    rf"not really) interested( (in (this|it|you|us|any of (this|it)|being (contacted|involved))|anymore|any more|"
    rf"at all|now){_POLITELY}?|{_POLITELY})*$|^(has |have |there is )?(no|zero|lost( all)?) interest$|^uninterested$|"
    rf"^no autoriz[oa]$|^(wants|want) out$|^(ya )?no (me|le|les) interesa( nada| mas| esto| gracias| por favor)*$|"
    rf"^(ya )?no (esta|estoy) interesad[oa]$|^ya no (participo|participa|quiero|quiere|desea|deseo)( nada| mas|"
    rf" participar| gracias)*$|^(sin|ningun) interes$|^(i am |im )?done with (this|you|all of this|politics)$|"
    rf"^scrub( him| her| this| record)?$"
)
"""Short remarks; below a question such as *Would you run?* they are its answer."""
_GONE = re.compile(
    r"\b(?<!real )estate of\b|\b(the|a) late (mr|mrs|ms|dr|miss|sr|sra)\b|\b(sucesion de|herederos de) \w|"
    r"\b(no longer with us|in memoriam|rest in peace|descans[ea] en paz|en paz descans[ea]|q ?e ?p ?d|obituary|obit|"
    r"is no more|r i p)\b|^(i think |we think |apparently |sadly |so |and |but )*(he|she|they|him|her|person|voter|"
    r"this (man|woman))( is|s|re| are)? (now |already )?(dead|gone|deceased)( (now|already|since|as of|i think|sadly|"
    r"rip)\b.*)?$|\b(we|they|family|everyone) (sadly |just |recently )?lost (him|her|them)\b(?! (to (the|a|our|"
    r"another)|as|at)\b)|^(i think |we think |apparently |sadly |has |he |she |already |ya |se )*(passed on|died|rip|"
    r"murio|fallecio)( \w+){0,3}$|\b(e ?mails?|mail|letters?|messages?|address|correos?|"
    r"mensajes?) ((?!ballot)\w+ )?(bounc\w+|rebot\w+|(was |is |were |got |came |comes )?(returned|back|undeliverable|"
    r"not deliverable|no good|dead|invalid|inactive|not working|devuelt[oa]s?|no existe|no sirve|no funciona)|"
    r"does not (work|exist)|doesnt (work|exist)|no longer (works|valid|exists|active)|(not|never) (found|"
    r"delivered))\b|\b(return to sender|returned mail|mailer daemon|user unknown|delivery (failed|failure)|"
    r"not deliverable)\b|\b((marked|flagged|reported|reports|marks) (us |as |it |our |e ?mails? )*(as )?(spam|junk|"
    r"abuse)|(spam|abuse) (complaint|report)|reported us)\b"
)
"""Notes on who has died, or is not reached by mail."""
_PASSED = re.compile(
    r"^((sadly|apparently|he|she|they|has|have|had) )*passed ((last|this|in|on|earlier) (\w+ ?){1,3}|\d+( \d+){1,2})$"
    r"|^((sadly|apparently|he|she|they|has|have|had) )+passed( (last|this|in|on|earlier) (\w+ ?){1,3})?$"
)
_OF_REMARKS = re.compile(
    r"(?i)\b(notes?|comments?|remarks?|memos?|feedback|anything else|message|details|other|misc\w*|follow ?up|"
    r"stay in touch|keep in touch|contact\w*|reach|updates|outreach|canvass\w*|communicat\w*|notas?|comentarios?|"
    r"observaciones|detalles|mensaje|otros?|contacto|comunica\w*|algo mas)\b|^column [a-z]{1,2}$|^$"
)
"""Headings below which somebody may say anything."""


def is_left_alone(words: str, heading: str) -> bool:
    """Return whether plain words may mean that a person wants to be left alone.

    Args:
        words: the words.
        heading: that of their column: `Not interested` says so in remarks, and nothing below another question.
    """
    if _LEFT_ALONE.search(words) or _LEFT_ALONE_AT_LAST.search(words):
        return True
    return _NO_INTEREST.search(words) is not None and _OF_REMARKS.search(heading.strip()) is not None


def is_gone(words: str, heading: str) -> bool:
    """Return whether plain words may mean that a person has died, or that mail does not reach them.

    Args:
        words: the words.
        heading: that of their column: who passed may have passed a test.
    """
    words = without_who_tells(words)
    if _GONE.search(words):
        return True
    return _PASSED.search(words) is not None and _OF_REMARKS.search(heading.strip()) is not None
