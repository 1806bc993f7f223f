"""Questions about partners, or about sharing, that ask for no permission to pass a person on: *Can partners come?*"""

import re

_PARTNERS = (
    r"(partner\w*|allies|ally|allied|affiliates?|coalition|org(ani[sz]ation)?s?|groups?|socios|aliad[oa]s|"
    r"organizaciones|grupos)"
)
_PERSONAL = re.compile(
    r"\b(info\w*|data|datos|details|detalles|contact\w*|names?|nombres?|e ?mails?|correos?|phones?|telefonos?|"
    r"numbers?|numeros?|address(es)?|direccion|registration|sign ?ups?|submission|profile|perfil|records?|entry|"
    r"application|resume|form|formulario|answers|responses|respuestas|interest|interes|candidacy|this|that|it|me|you|"
    r"them|everything|all)\b"
)
"""What of a person is passed on with them."""
_REACHING = re.compile(
    rf"\b(shar\w*|compart\w*|pass(ed|ing)?|pas(ar|e|en)|contact\w*|reach\w*|call\w*|llam\w*|text\w*|e ?mail\w*|"
    rf"mail\w*|correo|messag\w*|mensaje\w*|writ\w*|escrib\w*|hear\w*|refer\w*|connect\w*|conect\w*|match\w*|pair\w*|"
    rf"link\w*|introduc\w*|present\w*|meet|send\w*|sent|envi\w*|forward\w*|giv\w*|dar\w*|provid\w*|releas\w*|hand\w*|"
    rf"touch|follow\w*|know|tell|told|notif\w*|updat\w*|talk\w*|speak\w*|habl\w*|comunic\w*|communicat\w*|see|use|"
    rf"usar|receiv\w*|recib\w*|permi\w*|consent\w*|consien\w*|authori\w*|autori\w*|ok|okay|agree\w*|accept\w*|"
    rf"acept\w*|opt\w*|transfer\w*|exchang\w*|disclos\w*|sell|sold)\b|{_PERSONAL.pattern}"
)
"""Words of reaching somebody and of passing on."""
_ASKED = re.compile(
    rf"(can|may|might|could|should|shall|will|would|do|does|pueden|podrian|deben|deberian|quieren|van) "
    rf"((the|our|your|any|some|other|local|los|las|nuestr[oa]s|sus|otr[oa]s) )*{_PARTNERS}\b"
    r"|(can|may|might|could|should|shall|will) (we|i|they)\b|(podemos|podriamos|debemos|deberiamos)\b"
)
"""Questions of what partners, or we, may do."""
_DID = re.compile(
    r"(did|was|were)\b|(have|has|had) .*\b(\w+ed|been|heard|met|spoken|written|sent|come|gone|got|gotten)\b"
    r"|((le|te|lo|la|los|las|les|ya|alguna vez) )*(ha|han|has|fue|fueron)\b"
)
"""Questions of what was."""
_AGREED = re.compile(r"\b(agreed?|consent\w*|permi\w*|authori\w*|autori\w*|opt(ed)?|ok|okay|given|gave|dado)\b")
_SHARED = re.compile(
    r"\b(share|sharing|shared|pass on|pass along|compartir|compartamos|compartan?|comparta)"
    r"(?P<what> (your|my|his|her|their|our|the|a|an|some|any|su|sus|tu|tus|mi|mis|nuestr[oa]s?|el|la|los|las|un|una)"
    r"\b.*?)(?= (with|to|among|amongst|between|by|at|on|via|for|con|entre|a|para)\b|$)"
)
_NO_PARTNERS = re.compile(
    r"\b(with|to|among|amongst|between|con|entre|a) ((the|other|your|our|all|my|fellow|los|las|otr[oa]s|sus|tus|"
    r"el|la) )*("
    r"attendees?|participants?|guests?|volunteers?|friends?|famil\w+|neighbou?rs?|public|followers|audience|"
    r"class(mates)?|riders?|drivers?|carpool\w*|each other|one another|asistentes|participantes|invitados|"
    r"voluntari[oa]s|amig[oa]s|vecin[oa]s|publico)\b"
)


def passes_nobody_on(words: str) -> bool:
    """Return whether a question is about partners or sharing, but no yes to it lets a person be passed on.

    It asks what was (*Have our partners called?*), what else partners may do (*May partners attend?*), or whether
    something else is shared, or with others (*Can we share your story?*).

    Args:
        words: a heading in plain words.
    """
    if _DID.match(words) and not _AGREED.search(words):
        return True
    if _ASKED.match(words) and not _REACHING.search(words):
        return True
    if _NO_PARTNERS.search(words) and not re.search(rf"\b{_PARTNERS}\b", words):
        return True
    shared = _SHARED.search(words)
    return shared is not None and not _PERSONAL.search(shared["what"])


_PASSING_ON = (
    r"(share|shares|sharing|shared|shareable|compartir(se)?|compartan?|compartimos|pass|passing|hand|give|release)"
)
_ASKS_TO_SHARE = re.compile(
    rf"(?=.*\b{_PASSING_ON}\b)(?=(.*\b(shar(e|ing|eable)|compart\w+|on|along|out|over|to)\b))"
    rf"(({_PASSING_ON}|{_PARTNERS}|{_PERSONAL.pattern}|ok|okay|can|may|could|shall|should|we|you|i|us|agree\w*|"
    r"allow(ed|s)?|permission|permit(ted)?|consent\w*|fine|happy|willing|yes|no|y|n|or|to|for|be|is|it|please|the|my|"
    r"your|our|all|with|w|and|on|out|along|over|puede[ns]?|podemos|se|mi|mis|su|sus|los|las|con|si|o|de|a|q|\d+)( |$))+"
)


def asks_to_share(words: str) -> bool:
    """Return whether plain words ask for the permission to pass somebody on, and for nothing else: *OK2share*."""
    return _ASKS_TO_SHARE.fullmatch(words) is not None
