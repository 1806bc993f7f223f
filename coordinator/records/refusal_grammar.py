"""One grammar of refusals: a denial or an end, what somebody wishes, and contact, in English and Spanish.

Every word has a part in it, whatever its form; a clause in which the parts stand together may refuse contact, in
wordings that nobody listed: *hold off on any calls*, *no desea ser contactada*, *only through her manager*. The
grammar sets no mark: a person has to read what it finds.
"""

import re
from functools import lru_cache

from coordinator.records.opt_out_headings import plain_words

_PARTS = {
    # who denies: a word alone, a verb that is denied, what was not done or cannot be
    "n": "no sin ni zero without ningun ninguna ningunos ningunas",
    "N": "not dont doesnt never nor wont wouldnt shouldnt mustnt nunca jamas tampoco",
    "H": "did could can may has have had was were is are didnt couldnt cant cannot hasnt havent hadnt wasnt werent "
    "isnt arent unable able might ha han habia fue pudo puede pudieron",
    # who ends something, leaves somebody out, blocks
    "S": "stop* quit quits quitting cease* halt* pause* pausing suspend* refrain* discontinu* desist* avoid* mute* "
    "silence* freeze hold holds holding alto cese cesen ceso paus* evit* basta abstener* detener* detengan",
    "X": "off out remov* delet* eras* scrub* unsub* unlist* exclud* purge* withdraw* withdrew borr* elimin* saqu* "
    "sacar* sacad* quitar* quiten* baja excluy* excluir* fuera retir* desuscri*",
    "B": "blocked blocks blocking bloqueo bloquea bloqueado bloqueada bloquearon",
    # wishes, and sending
    "W": "want* wish* like likes liked care cares prefer* rather would desire* need needs expect* agree* authori* "
    "allow* permit* accept* approve* okay ok welcome* willing appreciat* quier* quis* querem* dese* prefi* "
    "autori* acept* consient* gust* id",
    "G": "send* sending add* put include* make mand* envi* agreg* pong* haga* hagan incluy*",
    # contact; what it is done with; what was done
    "C": "contact contacts contacting contacto contactos contactar* contacte* call calls calling callback "
    "callbacks text texts texting txt txts sms mms msgs messages messaging phoning ring ringing dial* "
    "emailing emails mailings mailing reach reaching communicat* comms outreach newsletter* robocall* "
    "robotext* voicemails solicit* disturb* bother* hear hearing llamar* llame* llamada llamadas mensajes "
    "texto textos texte* escribir* escriba* comunic* molest* visits llamen* canvassing canvassers followup "
    "followups blasts",
    "D": "msg message mensaje phone phones telephone email mail mails cell correo correos telefono whatsapp "
    "voicemail letter letters postal usps carta cartas inbox",
    "c": "contacted called texted emailed mailed messaged phoned reached contactad* llamad* molestad* bothered "
    "disturbed solicited approached buscad*",
    "L": "list lists listas lista database databases roster rosters rolls mailinglist",
    "T": "consent* permission permissions consentimiento permiso autorizacion",
    "O": "only solely exclusively strictly solo solamente unicamente nomas",
    # who, and little words that change nothing
    "P": "me us him her them they he she i we you my our his their your lo la le los las les nos se mi mis su sus "
    "this these those it himself herself myself anyone anybody nobody",
    "Y": "kindly please pls plz por favor thanks thank gracias at all any anymore again more further ever to be "
    "been being get getting gets receive receives receiving by via through for with on in of from a an the is "
    "that que de al el un una y or and o u ser sea sean recibir con do does doing additional future future* "
    "mas otra otro vez nada en para until using use keep keeps keeping kept stay stays taken take takes leave "
    "now everything every todo todas todos try trying attempt attempts attempting completely entirely totally "
    "give gives given giving dar da dio doy gave",
    # what says that there was or is none
    "Z": "yet back left made received logged returned answered so far info information informacion number numbers "
    "numero address addresses details person found listed needed required necessary form forms slip issue "
    "issues problem show shows available provided recorded came went happened tried attempted lenses center "
    "card cards history got todavia aun recibido recibida recibidos recibidas hecha hechas",
    # what was none until now
    "Q": "previous prior recent successful direct actual live earlier last first personal anterior previo previa "
    "reciente current known good valid other home work working alternate second new",
    "V": "replied said says sent wrote texted responded answered typed replies reply response respondio dijo mando "
    "envio contesto escribio told messaged texting tecleo puso emailed requested",
}
_SINGLE: dict[str, str] = {}
_STEMS: list[tuple[str, str]] = []
for _part, _words in _PARTS.items():
    for _word in _words.split():
        if _word.endswith("*"):
            _STEMS.append((_word[:-1], _part))
        else:
            _SINGLE.setdefault(_word, _part)
_BREAK, _OTHER, _NUMBER = ".", "U", "#"
_CLAUSES = re.compile(r"[.,;:!?()\[\]\n|/–—\"“”]+|\s-+\s|\b(?:but|pero|because|porque|if|si|when|cuando|so|then)\b")


@lru_cache(maxsize=5000)
def _part_of(word: str) -> str:
    if part := _SINGLE.get(word):
        return part
    if word.isdigit():
        return _NUMBER
    return next((part for stem, part in _STEMS if word.startswith(stem)), _OTHER)


def is_of_contact(word: str) -> bool:
    """Return whether a word has a part in a refusal, or is a number."""
    return _part_of(word) != _OTHER


def names_contact(text: str) -> bool:
    """Return whether a text has a word of contact, of a list or of an end of it."""
    return any(_part_of(word) in _OF_WHAT for word in plain_words(text).split())


_OF_WHAT = frozenset("CDcLTXS")
_REFUSES = re.compile(
    # verb denied: do not call, does not want e-mails, never reach out; not what was not done: did not call
    r"(?<!H)N(?!Y?Z)[YPWG]{0,6}?(?:C|D(?!Z)|(?<=[YW])c)(?!Z)"
    r"|[nNH][YPG]{0,3}N?[YPG]{0,3}W[YPGW]{0,5}?(?:[CD]|c)(?!Z)"
    # a word alone: no calls please, sin llamadas, no electronic communication
    r"|n[YPG]{0,3}C(?![ZUQ]|YZ|D)|nUC(?:[YP.]*$|(?=\.))"
    # an end of contact, or of being on a list
    r"|(?<![NnPUH])S[YPGX]{0,4}?(?:C(?!Z)|D$)|^S[YPX]{0,4}?[CD](?!Z)"
    r"|X[YPTCD]{0,4}L(?!Z)|N[YPG]{1,5}L(?!Z)"
    # consent that is not given, a number that was blocked
    r"|(?<!Z)[nNH]N?[YPG]{0,4}T(?!Z)(?!U)|B[YP]{0,3}[CDP](?:$|Z|\.|Y)|BPZ|^PB$"
)
_DENIED_CONSENT = re.compile(
    r"\b(consent\w*|permission|opt ?in|consentimiento|permiso|autorizacion) (was |is |has been |fue |"
    r"ha sido )?(not (given|granted|obtained|provided)|withheld|denied|refused|declined|revoked|withdrawn|rescinded|"
    r"never (given|granted)|lapsed|no (dado|otorgado|otorgada)|negad[oa]|retirad[oa]|revocad[oa]|rechazad[oa])\b"
)
_OUT_WITH = re.compile(r"\bopt(s|ed|ing)? (\w+ ){1,3}out\b")
_KEYWORD = re.compile(r"\b(STOP|STOPALL|UNSUBSCRIBE|BAJA|ALTO|PARAR|REMOVE|OPTOUT)\b")
_SENT_BACK = re.compile(
    r"\b(replied|said|says|sent|wrote|texted|responded|answered|typed|repl(y|ies)|response|respondio|dijo|mando|envio|"
    r"contesto|escribio|puso|messaged|with|la palabra|the word|keyword) (back |us |in |to us |with |a |the |word |"
    r"con |la |palabra )*(stop( ?all)?|unsub\w*|optout|opt out|baja|alto|parar|remove( me)?)"
    r"(?! (by|in|at|over|the|being|worrying|and say|there|off|california|norte))\b"
    r"|\b(stop|unsubscribe|opt out|baja|alto) (was |has been |is )?(received|repl(y|ied)|request\w*|response|sent|"
    r"keyword|recibid[oa]|enviad[oa]|message received)\b"
)
_ONLY_SO = re.compile(
    # only by text; only contact through her manager
    r"(?:^|[.Y]|(?<![PHU]))O[YP]{0,4}?(?:[CD](?![ZO#])|[YP]+U{0,2}$)"
    # text only, contact by mail only
    r"|[CD][YP]{0,2}O(?:$|\.|[YP]+(?:$|\.)|Y[PYCDU]{0,4}$)"
    r"|nN?[UYP]{0,2}(?:but|except)[CD]"
)
_A_WAY_OF = re.compile(
    r"\b(by|via|through|thru|por|con|using|to|a traves de) |"
    r"\b(contact|call|text|e ?mail|reach|message|mail|phone|sms|texto|mensaje|correo|llam|escrib|contact)"
)
_BY_TIME = re.compile(
    r"\b(after|before|between|until|till|am|pm|mornings?|evenings?|afternoons?|nights?|weekends?|weekdays?|hours?|"
    r"days?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|once|twice|one|week|weekly|month|"
    r"monthly|urgent|emergency|emergencies|despues|antes|tardes?|noches?|fin|semana)\b|\d"
)
"""A limit in time is no limit of the way."""


_ENDS_IN_SPANISH = re.compile(r"\b(dej|par)(e|en|es|a|ar|an|o|amos) de ")
_NO_SHOW = re.compile(r"\bno call,?( or)? no show\b|\bncns\b")


def _clauses(text: str) -> list[str]:
    return [words for clause in _CLAUSES.split(text.replace("e-mail", "email")) if (words := plain_words(clause))]


def _parts_of(words: str) -> str:
    joined = re.sub(r"\be (?=mail)", "e", _ENDS_IN_SPANISH.sub("stop ", words))
    return "".join(map(_part_of, joined.split()))


_MAY_BE = re.compile(
    r"(?i)\b(no|not|non|never|nor|don|doesn?|didn?|won|wouldn?|without|zero|stop\w*|quit|ceas\w*|halt\w*|paus\w*|"
    r"suspend\w*|refrain\w*|discontinu\w*|desist\w*|avoid\w*|mut(e|ing)|hold|off|out|remov\w*|unsub\w*|unlist\w*|"
    r"block\w+|only|solely|strictly|exclusively|consent\w*|permission|opt\w*|sin|ni|nunca|jam[aá]s|tampoco|par(ar|en|"
    r"e)|dej(ar|e|en)|alto|cese\w*|evit\w*|basta|baja|bloque\w*|s[oó]lo|solamente|[uú]nicamente|permiso|"
    r"consentimiento|autorizaci[oó]n|fuera|delet\w*|eras\w*|exclu\w*|purge\w*|scrub\w*|withdr\w*|silence|freeze|"
    r"abst\w*|deten\w*|retir\w*|desuscri\w*|ning[uú]n\w*|request\w*|borr\w*|elimin\w*|saqu\w*|dont|doesnt|didnt|"
    r"wont)\b"
)


@lru_cache(maxsize=20_000)
def may_mean_no(text: str) -> bool:
    """Return whether a text may refuse contact: a clause of it denies or ends contact, a list or a consent."""
    if not _MAY_BE.search(text):
        return False
    if _KEYWORD.search(text) and not text.isupper():
        return True
    words = plain_words(text)
    if _NO_SHOW.search(words):
        return False
    if _OUT_WITH.search(words) or _DENIED_CONSENT.search(words) or _SENT_BACK.search(words):
        return True
    return any(_REFUSES.search(_parts_of(clause)) for clause in _clauses(text))


@lru_cache(maxsize=20_000)
def limits_the_way(text: str) -> bool:
    """Return whether a text names the only way in which somebody is to be contacted: `solo texto`, `mail only`."""
    if not re.search(r"(?i)\b(only|solely|strictly|exclusively|s[oó]lo|solamente|[uú]nicamente|nomas)\b", text):
        return False
    return any(
        _ONLY_SO.search(_parts_of(clause)) and _A_WAY_OF.search(clause) and not _BY_TIME.search(clause)
        for clause in _clauses(text)
    )
