"""Words that sound like a no and refuse nothing: a visit that met nobody, an unwelcome name, what was never done.

`Knocked, no contact` tells that nobody was met; in `do not call her Liz` a name is unwelcome, and no call; `never
called back` tells what did not happen.
"""

import re

_WHEN = (
    "again anymore any ever at on in after before between until till til unless if when whenever while during "
    "because cause cuz bc as since for from about with without by via through to re regarding under than or and "
    "nor but so please pls plz thanks thank thx ty anytime all either too also no not only just never now today "
    "tonight tomorrow yesterday this that these those there here back out up late early morning mornings "
    "afternoon afternoons evening evenings night nights weekend weekends weekday weekdays day days daytime week "
    "weeks monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday "
    "saturdays sunday sundays mon tue tues wed thu thurs fri sat sun january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec first directly "
    "personally period asap immediately instead otherwise except even more further regardless despite whatsoever "
    "constantly daily often repeatedly twice once home house work cell cellphone phone phones mobile landline "
    "number numbers office job line telephone digits i me my he hes she shes they theyre we us you your it its "
    "his him her their them the who is are was were has had have got gets do does did dont doesnt didnt wont will "
    "would can cannot cant should must text texts texting email emails mail mails write use call calls contact "
    "voter leave stop remove take dnc want wants prefer prefers said says told ask asked asks per moved hung "
    "hangs ok okay fine very really still angry mad hostile rude upset sick busy deceased dead recovering lol mas "
    "más por a al en de del para nunca jamas ya hasta antes despues después los las el la porque si y o ni pero "
    "que cuando otra nuevamente hoy manana ella esta es durante entre tarde temprano tan gracias favor solo dias "
    "lunes martes miercoles jueves viernes sabado sábado sabados domingo domingos"
)
_OTHER_WORD = rf"(?!(?i:{'|'.join(_WHEN.split())})\b)"
"""No word of those that go on after `do not call her`: when, where, why, what else."""
_DENIED = (
    r"(?i:\b(?:please )?(?:do not|don'?t|never|not to|must not|should(?:n'?t| not)|stop|quit|hates|"
    r"(?:do|does|did)(?:n'?t| not) (?:want|wish|like|care)(?: for)?(?: us| you| people)?(?: to)?|"
    r"prefers? not(?: to)?|(?:would )?rather not)) (?:ever )?"
)
_CALLED = (
    rf"(?:{_DENIED}(?:(?:call|calling) (?:him|her|them|me|us)|(?:be|being) called)|"
    r"(?i:\b(?:ya )?no (?:se )?(?:le|lo|la|les|los|las|me|nos)) (?:llamen?|llames|llame|llamar|digan?|digas))"
)
_NAME = r"(?:a |an |the )?[\"'(]*[A-ZÁÉÍÓÚÑ][\w'.-]*[\w.](?: [A-ZÁÉÍÓÚÑ][\w'-]+)*[\"')]*"
_SAYS_WHICH = (
    r"(?= ?[,.;:(-]* ?(?i:it'?s|it is|he'?s|she'?s|he is|she is|they are|goes by|go by|name is|prefers|is now|es|"
    r"se llama|prefiere)\b)"
)
_NO_DEVICE = (
    r"(?![\w'])(?! (?:\w+ ){0,2}(?:e-?mails?|address|lines?|numbers?|phones?|cell|mobile|landline|office|job|work)\b)"
)
_MONTH = r"(?:Jan|April|May|June|August)(?=\W+(?i:it'?s|it is|goes by|(?:her|his|my|their|the) name)\b)"
"""Who may be called like a month."""
_ANY_NAME = rf"[\"'(]*{_OTHER_WORD}[\w'-]+[\"')]*"
_BY_NAME = re.compile(
    # a name has a capital, is put right behind, or is one by its kind; an it is only called something
    rf"{_CALLED} (?:{_OTHER_WORD}{_NAME}{_NO_DEVICE}|{_MONTH}|{_ANY_NAME}(?: [\w'-]+)?{_SAYS_WHICH}|"
    r"(?i:by (?:his|her|their|my|that|the) (?:\w+ )?(?:nick)?name\b)|(?i:an? (?!lot|second|third|few|bunch|ton)\w+))"
    rf"|{_DENIED}(?i:call(?:ing)?) it (?:(?i:an?|the) )?{_OTHER_WORD}[\w'-]+"
)
_MAY_BE_BY_NAME = re.compile(rf"(?i){_CALLED} (?:an? |the |by )?{_ANY_NAME}")
_NONE_MET = re.compile(
    r"(?i)\b(?:no|zero|sin|no hubo) (?:contact|contacto)\b(?: made| hecho)?(?: (?:w/?|with|con) (?:any(?:one|body)|"
    r"voters?|residents?|occupants?|target|him|her|them|nadie)\b)?(?!\w| (?:please|pls|plz|ever|again|any ?more|from|"
    r"with|by|via|through|for|per|at all|in|until|till|list|orders?|por favor|nunca|jamas|de|con|por))"
)
_WISH = re.compile(
    r"(?i)\b(?:wants?|wanted|wish\w*|ask\w*|request\w*|told|tells?|said|says?|please|pls|plz|prefer\w*|insist\w*|"
    r"refus\w*|angry|hostile|rude|upset|demand\w*|never|stop(?!ped by)\w*|quit|remov\w*|delet\w*|off|list|"
    r"threat\w*|slammed|shut|curs\w*|yell\w*|declin\w*|interested|dnc|dont|don't|do not|unsub\w*|opt\w*|moved|"
    r"(?:called|calls) (?:in|us|back|the|to)|no (?:more|calls?|texts?|e-?mails?|visits?|knock\w*|mail|messages?)|"
    r"quiere\w*|pid\w+|dij\w+|dice|favor|nunca|ya no)\b"
)
"""What tells somebody's wish: beside it, *no contact* is one too."""
_VISIT = re.compile(
    r"(?i)\b(?:knock\w*|doors?|rang|rings?|ringing|(?:door)?bell|buzz\w*|intercom|gate|porch|visit(?:ed|s)?|"
    r"(?:stopped|went|drove|came) (?:by|back)|canvass\w*|^called|called (?:\d+|x|twice|again|cell|home|and|him|her|"
    r"them)|calls|tried|try|tries|locked|attempt\w*|retry|vm|voice ?mail|lvm?|"
    r"left (?:\w+ )?(?:lit|flyers?|notes?|message|msg|vm|cards?|hanger|literature|info|materials?)|lit|answer\w*|"
    r"nobody|no ?one|not (?:at )?home|nh|busy|machine|dog|\d+ ?x|x ?\d+|twice|times|toqu\w+|tocamos|timbre|puerta|"
    r"nadie|llame|llamamos|intent\w+|reintentar|buzon|visit(?:e|amos|ado))\b"
)
_REACHED = r"(?:called|phoned|rung|rang|texted|e-?mailed|mailed|messaged)"
_REACHES = r"(?:calls?|phones?|rings?|texts?|e-?mails?|messages?|writes?)"
_NEVER_DONE = re.compile(
    # a request has no past tense, unless it says what is to be: never be called
    rf"(?i)(?<!\bto be )(?<!\bbe )(?<!\bto )\bnever (?:ever |once |even |really |actually |personally )?{_REACHED}\b"
    r"(?! (?:again|any ?more)(?! (?:after|since|until|till|when|once|about|because|as)\b))"
    rf"|\bnever (?:ever )?(?:called|texted|e-?mailed|contacted) (?:\w+ )?(?:back|in)\b"
    rf"|\bnever {_REACHES} (?:me |us |him |her |them |anyone |anybody |people )?(?:back|in)\b"
    r"|\b(?:has|have|had|hasn'?t|was|were|i'?ve|we'?ve) never (?:ever |once |yet )?(?:been |got |gotten |received? )"
    rf"(?:\w+ )?{_REACHED}\b"
    # what somebody does to others
    rf"|\b(?:he|she|they|who|volunteer|captain) (?:said |says )?(?:would|will|could|can|did|has|had) never (?:ever )?"
    rf"{_REACHES}(?! (?:us|you) (?:again|any ?more))\b"
)
"""What was not done, or what somebody does not do: `never called back`, `said she would never call a rep`."""
_SAID_OF_IT = frozenset(
    "client voter person contact contacts status note notes yes x true per spouse wife husband son daughter mother "
    "father family parent parents him her them by at all and or strictly absolutely total full hard ok date as since "
    "effective marked flagged please of any kind whatsoever mr mrs ms".split()
)
"""Words beside *no contact* with which it is still a wish."""


def refusing_part(text: str) -> str:
    """Return a text without what sounds like a no and is none: see the head of this module."""
    text = _NEVER_DONE.sub(" , ", _BY_NAME.sub(" , ", text.replace("’", "'")))
    return _NONE_MET.sub(" , ", text) if _NONE_MET.search(text) and _tells_of_a_visit(text) else text


def _tells_of_a_visit(text: str) -> bool:
    around = _NONE_MET.sub(" , ", text)
    said_so = re.search(r"(?i)\bmade\b|\bhubo\b", text) is not None
    return (said_so or _VISIT.search(around) is not None) and not _WISH.search(around)


def is_sure(text: str) -> bool:
    """Return whether a no in a text can only be one: not where a call may be a name, or *no contact* a visit."""
    text = text.replace("’", "'")
    if _MAY_BE_BY_NAME.search(text):
        return False
    around = _NONE_MET.sub(" ", text)
    if around == text or _WISH.search(around):
        return True
    return all(word in _SAID_OF_IT for word in re.findall(r"[a-z]+", around.lower()))
