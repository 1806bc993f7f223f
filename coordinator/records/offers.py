"""Headings of what people offer to do for us: *Write letters*, *Call voters*. They permit nobody to reach anybody."""

import re
from functools import lru_cache

_BEFORE = (
    r"^(q ?)?(\d+ )?((i|we|you|can|could|will|would|do|are|id|love|like|want|willing|able|happy|ready|"
    r"available|interested|"
    r"help|us|to|in|with|by|volunteer\w*|activit\w+|tasks?|actions?|ways|skills?|be|puedo|puede|quiero|quiere|"
    r"le|me|gustaria|dispuest[oa]|interesa\w*|ayudar|ayuda|a|con|en|voluntari\w+|tareas|actividades) )*?"
)
_SENT = (
    r"((thank you |hand ?written |some |our |the |more )*(letters?|postcards?|post cards|e ?mails?|texts?|"
    r"text messages|"
    r"messages|sms|notes|cards|calls|phone calls|op ?eds?|lte|ltes))"
)
_REACHED = (
    r"((my|your|our|the|a|an|other|local|state|new|fellow|more|some|elected|area|prospective|potential|"
    r"likely|lapsed) )*"
    r"(legislat\w+|representatives?|reps?|senators?|congress\w*|officials?|lawmakers?|politicians?|mayors?|governors?|"
    r"council\w*|commissioners?|voters?|friends?|neighbou?rs?|famil\w+|relatives?|coworkers?|members?|"
    r"donors?|volunteers?|"
    r"supporters?|constituents?|people|others|press|media|reporters?|editors?|newspapers?|candidates?|students?|"
    r"communit\w+|businesses)"
)
_SHARED = (
    r"((my|your|our|a|the|own|personal|campaign|on) )*(stor(y|ies)|testimon\w+|experiences?|journey|posts?|flyers?|"
    r"content|social( media)?|links?|events?|memes|literature|graphics|news|articles?|meal|a ride|rides?)"
)
_OFFERED = re.compile(
    rf"(writ(e|ing)|send(ing)?|mail(ing)?|mak(e|ing)|address(ing)?|sign(ing)?) {_SENT}\b"
    rf"|(contact|call|phone|text|e ?mail|write|message|visit|lobby|canvass|meet|reach out|talk|speak|recruit|mobilize)"
    rf"(ing)?( to| with)? {_REACHED}\b"
    rf"|(shar(e|ing)|tell(ing)?|post(ing)?) {_SHARED}\b|(phone|text|call|letter|dial)s? ?bank(s|ing|er)?\b"
    r"|(llamar|escribir|escribirle|mandar|enviar|contactar|textear|visitar|hablar|hacer|redactar)( a| con)?"
    r"( (los|las|mis|sus|tus|otr[oa]s|unos|unas|mas|nuestr[oa]s|el|la|mi|su))?"
    r" (votantes?|amig[oa]s?|vecin[oa]s?|legislador\w*|representantes?|senador\w*|congres\w+|funcionari\w+|famili\w+|"
    r"miembros?|donantes?|voluntari[oa]s?|gente|personas|prensa|medios|alcaldes?|cartas?|postales|tarjetas|llamadas?|"
    r"textos|mensajes|correos)\b"
    r"|(compartir|contar|publicar) (mi|su|tu|nuestra|una|la|las|mis|sus|nuestras) "
    r"(historias?|experiencias?|testimonios?|publicaci\w+)\b|bancos? (telefonicos?|de llamadas|de textos)\b"
)
_OFFERS = re.compile(f"{_BEFORE}({_OFFERED.pattern})")
_OF_TASKS = re.compile(
    r"^((i|you) can|can (you )?do|can help|volunteer\w*( (for|activities|tasks|to|with))?|"
    r"help( out)?( us)?( with| by)?|"
    r"ways to help|tasks?|activities|puede hacer|puede ayudar con|ayudar con|tareas|voluntariado) "
    r"((make|do|doing|making|send|sending|hacer|mandar) )?(phone calls|calls|calling|texts|texting|e ?mails|e ?mailing|"
    r"mailings?|letters|postcards|llamadas|textos|mensajes|correos|cartas)$"
)
_TO_THEM = re.compile(
    r"\b(me|we|podemos|nos|receiv\w*|gets?|getting|recib\w*|(to|for) (me|you)|(to|on|at) (my|this|"
    r"your) (phone|cell|mobile|number|e ?mail|inbox|address)|from (the|our|us)|"
    r"(send|write|call|text|e ?mail|contact|mail|message) you|\w+(arme|arle|irme|irle|arlo|arla))\b"
)
"""Words of what we would do: `May we send you e-mails?`."""


@lru_cache(maxsize=500)
def offers_help(words: str) -> bool:
    """Return whether a heading in plain words names something that people offer to do, and no contact with them.

    Args:
        words: the heading as `heading_words` gives it.
    """
    if _TO_THEM.search(re.sub(r"^me (gustaria|interesa)\b|\bescribirle\b(?= a)", " ", words)):
        return False
    return _OFFERS.match(words) is not None or _OF_TASKS.match(words) is not None
