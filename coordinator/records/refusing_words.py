"""What people write in remarks to be left alone, and what others note of those who cannot be reached any more."""

import re

_WAY = r"(e ?mails?|mail|phone|calls?|texts?|text messages?|sms|messages?|contact|correos?|mensajes?|textos?|llamadas?)"
_POLITELY = r"( (please|pls|plz|thanks|thank you|ever|again|anymore|any more|at all|por favor|gracias|jamas|mas))"
_LEFT_ALONE = re.compile(
    # out of our files
    r"^(please |just |por favor )*(delete|erase|remove|drop|purge|scrub|scratch|skip|strike|forget|unlist|cut|take)"
    r"( (me|us|him|her|them|record|contact|this (person|record|contact|one)))?( out)?"
    rf"( (now|asap|completely|entirely|from everything){_POLITELY}?|{_POLITELY})*$"
    r"|\b(delete|erase|remove|purge|destroy) (all )?(of )?(my|our|his|her|their) (data|info\w*|details|record|account|"
    r"name|contact\w*)\b"
    r"|\btake (my|our|his|her|their) (name|number|e ?mail|address|info\w*) (off|out)\b|\bcount (me|us) out\b"
    r"|\b(leave|keep) (me|us) out( of (this|it|your|the)\b|$)|\b(i am|im|we are|want|wants) out$"
    r"|\b(block|blocks|blocking|bar|ban|mute|silence|lose|toss|shred|strike|drop|remove|delete|erase|scrub|purge|"
    r"forget|"
    r"discard|scratch) (this|these|my|our|your|her|his|their|the|that)( \w+)? (numbers?|phone|cell|e ?mail|"
    r"address|names?|contact|"
    r"record|entry|info|information|data|details)\b( (please|now|thanks|immediately|asap|from|off|out)\b.*)?$"
    r"|\b(gdpr|ccpa|cpra|rgpd|lopd|dsar|privacy|data|right|derecho) (\w+ ){0,2}(delet\w+|eras\w+|remov\w+|"
    r"forgotten|objection|"
    r"opt ?out|supresion|cancelacion|borrado|olvido)\b"
    r"|^(deletion|delete|erasure|removal|remove|unsubscribe|opt ?out) (request|me request|requested|please)\b"
    rf"|^(please |pls |plz )*(no more|enough( already)?|thats enough|ya no mas|no mas|ya estuvo|ya basta|suficiente)"
    rf"{_POLITELY}*$"
    # no more of it
    rf"|^(please |por favor )*no {_WAY}{_POLITELY}+$"
    r"|\benough is enough\b"
    r"|\b(quit|stop|stops|enough|sick of|tired of|no more|knock off( the)?|cut out( the)?|cease) "
    r"(your |the |with the |this |all |me with |of )*(bugg\w+|spam\w*|hassl\w+|stalk\w+|annoy\w+|nagg\w+|badger\w+|"
    r"hound\w+|bombard\w+|junk|blast\w*|harass\w*|bother\w*|pester\w*)\b"
    rf"|\b((way )?too many|so many|cut back on|cut down on|enough) (of )?(the |your |these |those )*{_WAY}\b"
    # to let go of a number or a person, and to hold back
    r"|^(he |she |they )?((said|says|told|tells|asked)( (us|me))? )?(to |that )?(he |she |they )?(want\w* us to )?"
    r"lost (my|our) (number|phone|e ?mail|name|address|info\w*|contact)"
    r"( (her|his|their|he|she|they|own|words?|quote|said|says|told|me|us|verbatim|lol|please|pls|exact\w*))*$"
    r"|\b(nix|nixed|no to|enough with|cut|cut out) (on )?(the |all |any |more )*(calls|texts|e ?mails|messages|"
    r"visits)$"
    r"|\b(told|tells|said|says|asked|begged|asks)( (us|me|him|her|moe|\w+))? to (lay|back|ease|knock it) off\b"
    r"|^(please )?(lay|back|ease) off( please| of (me|him|her))?$|\b(cut|turn\w*|set) (me|him|her|them) loose\b"
    r"|^(please |was |were |got |gets? )*(xd?|x d|crossed|struck|scratched|taken|took|kicked|removed?|dropped|"
    r"deleted?)"
    r"( (me|him|her|them|us|name|this))?( (off|out))?( (by|per|at|on|as) (\w+ ){0,3}(request\w*|daughter|son|wife|"
    r"husband|spouse|mother|father|family|parents?|him|her|them|voter|phone|call|asked))$"
    r"|\b(wants?|wanted|having) (nothing|none|no part) (more |else )?"
    r"(to do )?(with|of) (us|you|this|it|me|the campaign|politics|any of)\b"
    r"|\b(asked|asks|told|tells|begged|wants|wanted) (us |me )?to (forget|lose|erase|delete|drop|scratch) (me|us|him|"
    r"her|them)$"
    r"|\b(asked|wants?|wanted|requested|begged) (2b|2 b|to b) (removed|off|left|taken|dropped|deleted)\b"
    r"|\b(go away|buzz off|get lost|piss off|bug off|shove it|screw you|f\w* (off|you)|get a life|drop dead)\b"
    r"|^who( is| are|s) (this|you)( and)? (stop|why|leave|quit|remove|do not|dont)\b"
    # who never asked for it
    r"|\b(did not|didnt|do not|dont|never|havent|have not) (ever |remember |recall |even )*"
    r"((sign(ed|ing)? up|subscrib\w+|opt(ed|ing)? in|ask(ed)?|request\w*)( (for|to|you))* (this|these|that|it|any|"
    r"your|"
    r"be|get|receive|anything)\b|(subscrib\w+|opt(ed)? in)$|consent\w* to (this|these|any|be)\b|"
    r"agree[ds]? to (this|these|be)\b|"
    r"g[ai]ve (you|anyone) (my|permission|consent)\b)"
    r"|\b(how|where|who) (did|do|have|had|the heck|the hell|gave|sold)\b.* my (number|phone|e ?mail|name|info\w*|"
    r"address|contact\w*)\b"
    r"|\b(report (you|this)|(will|ill|gonna) sue|will take legal|legal action|(my|the) (lawyer|attorney) "
    r"(will|is|has|said|says|sent|wrote)|(from|by) (my|the|his|her|their|a) (lawyer|attorney)|tcpa|"
    r"can spam act|do not call registry)\b"
    r"|\bnever signed up$"
    # Spanish
    r"|\b(ya )?(no|nunca|jamas|dejen? de|paren? de|que no) (me |le |les |nos |lo |la )?"
    r"(vuelvan? a |sigan? )?(mand(en?|es|ar\w*|ando)|envi(en?|es|ar\w*|ando)|escrib(an?|ir\w*|iendo)|"
    r"busquen?|molest(en?|ar\w*|ando)|contact(en?|ar\w*)|text?e[ae]n?|habl(en?|ar\w*)|fastidi\w+|chingu?\w+|fregu?\w+)"
    r"( (nada|mas|correos?|mensajes?|textos?|cosas|propaganda|informacion|por favor|gracias|nunca|jamas)\b|$)"
    r"|\bdej(en|e|a|ar)(me|nos|lo|la) en paz\b|^(ya )?basta( ya)?( por favor)?$"
    r"|\bno (me |nos )?(inscribi|registre|suscribi|apunte|anote|pedi)( (a|para|en|esto|nada)\b.*)?$"
    r"|\b(quien|como|donde) (les? )?(dio|dieron|consigui\w+|obtuv\w+|sac\w+|tienen) mi "
    r"(numero|correo|telefono|nombre)\b"
    r"|\b(dar(me|nos)|den(me|nos)|dese\w*) de baja\b|\b(borr|quit|elimin|saqu|sac)(en|e|ar)(me|nos|lo|la|los)\b"
    r"|\b(borr|quit|elimin|saqu|sac|tach|retir|suprim|remuev|bloque|exclu|olvid)(en|e|a|ar|an|ir|yan|ya|amos|emos)"
    r"( (por favor|ya|todos?|todas?|de una vez))* (mi|mis|su|sus|nuestros?|nuestras?|este|estos|esta|el|los|la) "
    r"(nombres?|numeros?|datos|informacion|correos?|telefonos?|celular|contactos?|direccion|registros?|perfil|"
    r"cuenta)\b"
    r"|\b(den|dar|dame|denme|deme) de baja\b"
    r"|\bno (quiero|quiere|deseo|desea|queremos|quieren) (nada|saber|mas|formar parte|recibir)\b"
    r"|\bno ((autorizo|autoriza) (que|el|la|a|mi|nada|contacto)|doy (mi )?(permiso|consentimiento))\b"
)
_LEFT_ALONE_AT_LAST = re.compile(
    r"\b(moved|mind|wrong|dead|gone|back|out|interested|area|state|away|left|reachable|duplicate|angry|mad|number|"
    r"spam|"
    r"mudo|equivocado|opinion|idea|interesa) (so |and |please |pls |just |y |favor de |por favor )*"
    r"(out|drop|remove|delete|erase|scrub|purge|skip|unlist|(drop|remove|delete|erase|take off) (me|him|her|"
    r"them|this|it|record)|"
    r"borr(ar|en|e)|quit(ar|en|e)|elimin(ar|en|e)|sac(ar|a)|saquen?)( please| pls| thanks| por favor)*$"
)
"""A refusal as the last word of a note: `moved, drop`, `changed her mind, out`."""
_NO_INTEREST = re.compile(
    r"^(i am |im |he is |she is |they are |is |was |really |very |said |says )*"
    r"(not|no longer|not at all|never|not really) interested"
    rf"( (in (this|it|you|us|any of (this|it)|being (contacted|involved))|anymore|any more|at all|now){_POLITELY}?|"
    rf"{_POLITELY})*$"
    r"|^(has |have |there is )?(no|zero|lost( all)?) interest$|^uninterested$|^no autoriz[oa]$|^(wants|want) out$"
    r"|^(ya )?no (me|le|les) interesa( nada| mas| esto| gracias| por favor)*$|^(ya )?no (esta|estoy) interesad[oa]$"
    r"|^ya no (participo|participa|quiero|quiere|desea|deseo)( nada| mas| participar| gracias)*$|^(sin|ningun) "
    r"interes$"
    r"|^(i am |im )?done with (this|you|all of this|politics)$|^scrub( him| her| this| record)?$"
)
"""Short remarks; below a question such as *Would you run?* they are its answer."""
_GONE = re.compile(
    r"\b(?<!real )estate of\b|\b(the|a) late (mr|mrs|ms|dr|miss|sr|sra)\b|\b(sucesion de|herederos de) \w"
    r"|\b(no longer with us|in memoriam|rest in peace|descans[ea] en paz|en paz descans[ea]|"
    r"q ?e ?p ?d|obituary|obit|is no more|r i p)\b"
    r"|^(i think |we think |apparently |sadly |so |and |but )*(he|she|they|him|her|person|voter|this (man|woman))"
    r"( is|s|re| are)? (now |already )?(dead|gone|deceased)( (now|already|since|as of|i think|sadly|rip)\b.*)?$"
    r"|\b(we|they|family|everyone) (sadly |just |recently )?lost (him|her|them)\b(?! (to (the|a|our|another)|as|at)\b)"
    r"|^(i think |we think |apparently |sadly |has |he |she |already |ya |se )*(passed on|died|rip|murio|fallecio)"
    r"( \w+){0,3}$"
    r"|\b(e ?mails?|mail|letters?|messages?|address|correos?|mensajes?) ((?!ballot)\w+ )?(bounc\w+|rebot\w+|"
    r"(was |is |were |got |"
    r"came |comes )?(returned|back|undeliverable|not deliverable|no good|dead|invalid|inactive|not working|"
    r"devuelt[oa]s?|no existe|no sirve|no funciona)|does not (work|exist)|doesnt (work|exist)|no longer (works|"
    r"valid|exists|active)|"
    r"(not|never) (found|delivered))\b"
    r"|\b(return to sender|returned mail|mailer daemon|user unknown|delivery (failed|failure)|not deliverable)\b"
    r"|\b((marked|flagged|reported|reports|marks) (us |as |it |our |e ?mails? )*(as )?(spam|junk|abuse)|"
    r"(spam|abuse) (complaint|report)|reported us)\b"
)
"""Notes on who has died, or is not reached by mail."""
_PASSED = re.compile(
    r"^((sadly|apparently|he|she|they|has|have|had) )*passed (last|this|in|on|earlier) (\w+ ?){1,3}$"
    r"|^((sadly|apparently|he|she|they|has|have|had) )+passed( (last|this|in|on|earlier) (\w+ ?){1,3})?$"
)
_OF_REMARKS = re.compile(
    r"(?i)\b(notes?|comments?|remarks?|memos?|feedback|anything else|message|details|other|misc\w*|follow ?up|"
    r"stay in touch|"
    r"keep in touch|contact\w*|reach|updates|outreach|canvass\w*|communicat\w*|notas?|comentarios?|observaciones|"
    r"detalles|mensaje|otros?|contacto|comunica\w*|algo mas)\b|^column [a-z]{1,2}$|^$"
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
    if _GONE.search(words):
        return True
    return _PASSED.search(words) is not None and _OF_REMARKS.search(heading.strip()) is not None
