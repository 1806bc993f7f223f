"""Headings that permit a way of contact: *You may e-mail me*, *Me pueden llamar*; a no below them refuses that way."""

import re

from coordinator.records.denials import may_deny
from coordinator.records.whose_no import is_denied

_WAY = (
    r"((phone |text |sms |e ?mail )?(calls?|texts?|texting|messages?|messaging|e ?mails?|sms|voicemails?|newsletters?|"
    r"mailings?)|llamadas?|mensajes?( de texto)?|textos?|correos?( electronicos?)?|boletin(es)?)"
)
_REACH = (
    r"(call|phone|ring|text|sms|e ?mail|message|contact|reach|"
    rf"(send|write)( (me|us|a|an|some|occasional))* {_WAY}( (and|or) {_WAY})*|(write|reach out|talk) to)"
)
_REACHED = rf"{_REACH}( (and|or) {_REACH})*( (me|us|you))?( (and|or) {_REACH} (me|us|you))*"
_ESCRIBIR = r"(llam|contact|escrib|envi|mand|text)"
_YOU = r"(you|we|us|(the |our |your )?(campaign|team|tour|organizers?|staff))"
_MORE = (
    r"( (too|back|any ?time|please|at (this|that|my|the) (number|address|phone|e ?mail)|"
    r"by (phone|text|sms|e ?mail)|(about|with|regarding|for|sobre|acerca de|con) ((the|this|that|our|your|any|more|el|"
    r"la|las|los|su|sus|future|upcoming|campaign|tour|rally) )*(campaign|tour|rally|events?|updates?|news|info\w*|"
    r"reminders?|alerts?|trainings?|running|volunteering|opportunities|campana|gira|eventos?|noticias|novedades)|"
    r"(message )?(and )?(data )?rates .*))*"
)
_PERMITS = re.compile(
    rf"^(q ?)?(\d+ )?((yes|si|please|i (agree|consent|understand)( that| to)?|acepto que|permito que) )*("
    rf"{_YOU} (may|can|could|are (welcome|free|allowed) to|have (my )?permission to) (also |please )?{_REACHED}"
    rf"|(i |we )*(allow|permit|let|authori[sz]e|give permission (for|to)|invite) {_YOU} (to )?{_REACHED}"
    rf"|(i |we )+(allow|permit|accept|welcome|am (ok|okay|fine) with) {_WAY}( from {_YOU})?"
    rf"|(it is |its |it s |im |i am )?(ok|okay|fine|all right|free|feel free|welcome|good) (to |for {_YOU} to |if "
    rf"{_YOU} )(please )?{_REACHED}"
    rf"|(allow|permit) {_WAY}|{_WAY} (is |are )?(welcome|permitted|allowed)"
    rf"|(me|nos) (puede[ns]?|podria[ns]?) {_ESCRIBIR}\w*( {_WAY})?"
    rf"|(puede[ns]?|podria[ns]?) {_ESCRIBIR}(ar|ir)(me|nos)( {_WAY})?"
    rf"|(me|nos) {_ESCRIBIR}(en?|an?)( {_WAY})?"
    rf"){_MORE}$"
)
_ONLY = re.compile(
    r"\b(only|just|not|no|never|cannot|cant|nobody|none|unless|except|without|stop|if|when|until|before|after|solo|"
    r"nunca|nadie|but|why|how|which|what|emergency)\b"
)
_IF_YOU = re.compile(rf"\b(ok|okay|fine|all right) if {_YOU}\b")
_NAMES_A_WAY = re.compile(rf"\b({_WAY}|call|phone|text|e ?mail|sms|contact|reach|{_ESCRIBIR}(ar|ir|en?|an?)\w*)\b")
_WELCOMES = re.compile(
    r"\b(may|can|could|ok|okay|allow\w*|permit\w*|permission|let|welcome\w*|fine|happy|glad|free|willing|wants?|like|"
    r"receiv\w*|gets?|send|agree\w*|accept\w*|yes|true|sign me up|subscribe|please|good|works?|puede[ns]?|podemos|"
    r"permi[st]\w*|acept\w+|quier\w+|dese\w+|recib\w+|si|bien|mande\w*|envie\w*)\b"
    r"|^(please )?(call|text|phone|e ?mail|message|contact|reach)( me| us)?( \w+)?$"
)
_TERMS = re.compile(r"\b(to )?(reply|text|txt) stop\b.*")


def permits_plainly(words: str) -> bool:
    """Return whether a heading in plain words is a sentence that permits a way of contact, and says nothing else."""
    if _ONLY.search(_IF_YOU.sub(" ", words)) or may_deny(words):
        return False
    return _PERMITS.match(words) is not None


def may_permit_a_way(words: str) -> bool:
    """Return whether a heading in plain words names a way of contact as welcome, and has no word that denies it.

    It says which side a column asks of which a person has chosen the way: *E-mail (TRUE = yes)*, *Happy to get texts*.
    """
    asked = _TERMS.sub(" ", words)
    if _ONLY.search(_IF_YOU.sub(" ", asked)) or may_deny(asked) or is_denied(asked):
        return False
    return _NAMES_A_WAY.search(asked) is not None and _WELCOMES.search(asked) is not None
