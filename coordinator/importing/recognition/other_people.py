"""Second people of a sheet, told by how its columns go together: who fills it in, who is named, who is beside whom."""

import re
from collections.abc import Sequence

from coordinator.base.folding import without_accents
from coordinator.importing.recognition.column import NAMES_OF, NEXT_ONE, SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.importing.recognition.subjects import settle_roles, settle_subjects
from coordinator.records.kinds import plain_text

_PLAIN_NAMES = frozenset(("name", "full name", "nombre"))
_SHORT = 3
_LATER = frozenset("2 3 4 5 two three four five".split())
_PARTNER = frozenset("partner partners spouse wife husband".split())
_THEY = frozenset("their they them theirs him her his esa".split())
_FOR_WHOM = re.compile(
    r"\b(filling|completing|submitting|sending|entering|doing) (this|the|it)?( ?form| ?card)?( ?out| ?in)? ?"
    r"(for|on behalf of|about)$"
)
"""Who is meant where somebody else fills in the form: *I am filling this out for*."""
_WHO_IS_NAMED = re.compile(
    r"^(recommended|nominated|suggested|proposed|referred|recruited) (person|candidate|individual|volunteer|name)$"
    r"|^(person|candidate|individual|volunteer|name) (being )?"
    r"(recommended|nominated|suggested|proposed|referred|recruited)$"
    r"|^i nominate\b|^(for )?(the )?person (interested|who should run)$|^(name of )?(the )?(potential |prospective )?"
    r"(candidate|prospect|nominee|guest)s?( name| full name)?$|^for$|^persona (recomendada|nominada|propuesta)$"
)
_WHOM_TO_NAME = re.compile(
    r"\b(person|somebody|someone|individual|neighbor|friend|colleague|coworker|teacher|leader|who|whom|"
    r"woman|man|one|anyone|anybody|candidate)\b.*\b(should|would|could|ought|might|want|d like|hope|wish|think|believe|"
    r"feel|nominat(e|ing)|recommend(ing)?|suggest(ing)?|propos(e|ing)|putting forward|urge|urging)\b"
    r"|\b(nominat|recommend|suggest|propos)(e|ing)\b.*\b(person|someone|individual|who|whom)\b"
    r"|\ba quien (usted )?(nomin|propon|recom|sugier|postul|design)\w*"
    r"|\bpersona (que|a quien|a la que) (usted |te gustaria |quiere )?(nomin|propon|recom|sugier|postul|design)\w*"
)
"""Whom a form asks somebody to name: *the neighbor you believe would make a good candidate*, *¿A quién propone?*"""
_WHO_NAMES = re.compile(
    r"\b(who|person|one) (is |was |has )?(nominat|recommend|suggest|propos|fill|complet|submitt)\w+"
    r"|\b(nominated|recommended|suggested|proposed|referred|told|asked|invited|brought) (you|me)\b"
    r"|\b(know|knows|anyone|anybody|else)\b|\b(to|should) (contact|call|notify|reach|text)\b|\byou (run|live|work)\b"
)
_OF_THAT_ONE = re.compile(
    r"\b(de|del|of) (la |esa |esta |the |that |this )?(persona|person|candidat[oa]|individual)( (que )?(nominad|"
    r"propuest|recomendad|sugerid|postulad|designad|nominated|proposed|suggested|recommended)\w*)?$"
)
_WHO_FILLS_IN = re.compile(
    r"\bquien (la |lo |le )?(nomin|propon|recom|sugier|postul|llen|complet|envi|refier)\w*"
    r"|\b(nominator|recommender|submitter|filler|proposer)\b"
    r"|\b(filling|completing|submitting|nominating|recommending|suggesting|proposing)\b"
)
_NAMED_BY = re.compile(
    r"(?<!\ba )(?<!\bpara )\bquien (la |lo |le )?(nomin|propon|recom|sugier|postul|llen|complet|envi|refier)\w*"
)
_CANDIDATES_NAME = re.compile(
    r"(?i)^\W*(the |your )?(candidate|nominee|applicant|prospect|candidat[oa])['’]?s['’]? (full )?name\W*$"
    r"|^\W*nombre (completo )?(del|de la) (candidat|nominad)[oa]\W*$"
)
_RELATED = re.compile(
    r"\b(relation|relationship|connection|role|relacion|parentesco)\b.*\b(to|with|con|del?|of) "
    r"((the|el|la|this|your) )?(candidate|nominee|applicant|prospect|candidat[oa]|nominad[oa])s?$"
)
"""*Relationship to candidate*: somebody else may fill in the form, and leave their own e-mail and phone."""
_SELF = re.compile(
    r"(?i)^\W*((i am |i'm |yo soy )?(the |el |la )?(self|myself|me|same|none|n/?a|candidate|nominee|applicant|"
    r"yo|yo mism[oa]|candidat[oa])( \(?self\)?)?)?\W*$"
)
_OF_THEM = re.compile(r"(?i)\b(candidat|nominee|nominad|applicant|prospect)")
_BY_WHOM = re.compile(
    r"\b(recommended|nominated|suggested|proposed|referred|submitted|recruited|filled (out|in)|completed|entered|"
    r"introduced) by\b"
    r"|\b(person|who is) (completing|filling|submitting)\b|^guest of$|^(reporter|caller)\b|^who are you$"
    r"|^quien (la |lo )?(recomienda|nomina|propone)\b"
    r"|\b(recommender|nominator|submitter|recruiter|proposer)s?\b|\byour\b|\bmy\b|\btu\b"
)
_YOUR = re.compile(r"\b(your|my|tu)\b")
_YOUR_NAME = re.compile(r"\btu nombre( completo)?$|\b(your|my) (own )?(full |first |last )?name$")
_CO_SOMEBODY = re.compile(
    r"\bco ?(signer|applicant|chair|owner|host|founder|captain|borrower|tenant|parent|organizer)s?\b"
)
_STAFF = frozenset(("staff", "owner"))
_ENDS_IN_NUMBER = "#"
_FULLER, _WHOLE_NAMES = 0.25, 0.5
_FRIEND = "friend"
_GUESTS = nouns("maybe")
_SHOULD = re.compile(r"\b(should|would|could|ought|might|deberia|podria)\b")
_FIELD_OF = {
    "email": "email",
    "phone": "phone",
    "mobile": "phone",
    "first": "given_name",
    "last": "family_name",
    "name": "+full_name",
    "city": "city",
    "state": "state",
    "zip": "postcode",
}
"""Concepts of what a friend is known by → the field."""


def settle_other_people(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Add to `whose` of columns of a second person, and say which column has the name of the one who is meant."""
    _filled_in_for(columns)
    _friend_to_run(columns)
    settle_subjects(columns)
    _second_of_two(columns)
    _numbered_people(columns)
    _after_a_partner(columns)
    _number_beside_name(columns)
    _named_in_address(columns, cells)
    _only_user(columns)
    for column in columns:
        if column.is_contact and not column.whose and _CO_SOMEBODY.search(" ".join(column.words)):
            column.whose = (SOMEBODY,)
    settle_roles(columns)
    _of_one_who(columns)
    _maybe_of_the_filler(columns, cells)


def _filled_in_for(columns: Sequence[ColumnEvidence]) -> None:
    """In a form that somebody fills in for another, the other one is meant; what follows the filler is the filler's."""
    texts = [" ".join(c.heading.words) for c in columns]
    named = [at for at, c in enumerate(columns) if _may_be_named(c) and not c.is_contact]
    asides = [" ".join(c.heading.aside) for c in columns]
    by = {
        at
        for at, text in enumerate(texts)
        if _BY_WHOM.search(text)
        and not _WHOM_TO_NAME.search(text)
        or _NAMED_BY.search(text)
        or asides[at] != text
        and _WHO_FILLS_IN.search(asides[at])
    }
    meant = [at for at in named if at not in by and _is_meant(columns[at], texts[at])]
    they = {
        at
        for at, c in enumerate(columns)
        if at not in by and (_THEY.intersection(c.heading.words) or _OF_THAT_ONE.search(texts[at]))
    }
    if not meant and len(they) > 1:
        meant = [at for at in named if texts[at] in _PLAIN_NAMES]
    fillers = [at for at in by.intersection(named) if not _YOUR.search(texts[at]) or _YOUR_NAME.search(texts[at])]
    if len(meant) != 1 or not fillers or _is_rarely_named(columns, meant[0], fillers):
        return
    if _GUESTS.intersection(columns[meant[0]].heading.words) and all(_YOUR.search(texts[at]) for at in fillers):
        return  # "Your name", "Guest name": who signs up brings somebody
    columns[meant[0]].surely = "+full_name"
    after = {
        at
        for at, c in enumerate(columns)
        if c.is_contact and len(c.words) <= _SHORT and max((n for n in named if n < at), default=-1) in fillers
    } - they
    own = any(c.is_contact for at, c in enumerate(columns) if at not in after | by)
    for at, column in enumerate(columns):
        if at in by or own and at in after:
            column.whose = (*column.whose, "nominator")
        elif at == meant[0] or at in they:
            told = ("their", "nominator", "staff", SOMEBODY) if at in they else column.whose
            column.whose = tuple(w for w in column.whose if w not in told)
            column.concepts = tuple(c for c in column.concepts if c not in ("their", "nominator", "pronoun"))
            column.words = tuple(w for w in column.words if w not in _THEY)
    for kind in ("email", "phone"):
        of_kind = [columns[at] for at in they if kind in columns[at].kinds]
        if len(of_kind) == 1:
            of_kind[0].surely = kind


def _friend_to_run(columns: Sequence[ColumnEvidence]) -> None:
    """Where a form asks what a friend should run for, the friend is likelier meant than who fills it in: it asks."""
    friends = [c for c in columns if _FRIEND in c.whose and not _SHOULD.search(" ".join(c.heading.words))]
    named = [c for c in friends if _may_be_named(c) and NAMES_OF.intersection(c.concepts) and not c.is_contact]
    own = [c for c in columns if not c.whose and _YOUR.search(" ".join(c.heading.words)) and c not in friends]
    asked = any(
        c.facts.share("office") >= _WHOLE_NAMES
        and _SHOULD.search(" ".join(c.heading.words))
        and (_FRIEND in c.whose or _THEY.union(("they",)).intersection(c.heading.words))
        for c in columns
    )
    fillers = [c for c in own if NAMES_OF.intersection(c.concepts)]
    if not asked or not named or not fillers or max(c.facts.filled for c in named) < fillers[0].facts.filled - _FULLER:
        return
    for column in own:
        if _FIELD_OF.keys() & set(column.concepts):
            column.whose = ("nominator",)
    for column in friends:
        column.whose, column.disputed = (), True
        column.concepts = tuple(c for c in column.concepts if c != _FRIEND)
        column.surely = next((field for concept, field in _FIELD_OF.items() if concept in column.concepts), "")
    for column in columns:
        if column.facts.share("office") >= _WHOLE_NAMES and _FRIEND in column.whose:
            column.whose = ()


def _is_rarely_named(columns: Sequence[ColumnEvidence], meant: int, fillers: Sequence[int]) -> bool:
    """Return whether far fewer rows name somebody than have who filled them in: then the form is about the latter."""
    return columns[meant].facts.filled < max(columns[at].facts.filled for at in fillers) - _FULLER


def _is_meant(column: ColumnEvidence, text: str) -> bool:
    """Return whether a heading asks for the name of the one for whom a form is filled in."""
    whole = column.facts.share("full_name", "name_turned") >= _WHOLE_NAMES
    if whole and _WHOM_TO_NAME.search(text) and not _WHO_NAMES.search(text):
        return True
    looks = _FOR_WHOM.search(text) or _WHO_IS_NAMED.search(text) or _CANDIDATES_NAME.search(column.heading.raw)
    return looks is not None


def _maybe_of_the_filler(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Beside *Relationship to candidate* an e-mail or phone may be that of the scheduler or spouse who filled it in."""
    related = [at for at, c in enumerate(columns) if _RELATED.search(" ".join(c.heading.words))]
    others = any(not _SELF.match(plain_text(cell)) for at in related for cell in cells[at])
    told_apart = any(c.is_contact and "nominator" in c.whose for c in columns)
    for column in columns if others and not told_apart else ():
        if column.is_contact and not column.whose and not _OF_THEM.search(column.heading.raw):
            column.by_filler = True
    for column in columns:
        text = " ".join((*column.words, *column.heading.aside))
        if column.is_contact and not column.whose and _DONE_BY.search(text):
            column.by_filler = True


_DONE_BY = re.compile(
    r"\b(submitted|entered|completed|filled( in| out)?|recorded|created|added|reported|provided|enviad[oa]|"
    r"llenad[oa]|completad[oa]|registrad[oa]) (by|por)\b"
)
"""Whoever did it may have done it for somebody else: *Submitted by (e-mail)*."""
_OF_ONE_WHO = re.compile(
    r"\b(of|for|de) (the |a |la |el |una )?(person|somebody|someone|whoever|persona|quien) "
    r"(who|that|you|we|which|que|al que|a quien)\b"
    r"(?! (is |are |was |will be |esta )?(sign|regist|run|apply|appli|attend|interest|volunteer|compet|want|postul|"
    r"inscri|asist))"
)
"""*Phone of the person who will introduce you*."""


def _of_one_who(columns: Sequence[ColumnEvidence]) -> None:
    """Say that an e-mail or phone is of the one whom its heading describes."""
    for column in columns:
        if column.is_contact and not column.whose and _OF_ONE_WHO.search(" ".join(column.heading.words)):
            column.whose = (SOMEBODY,)


def _may_be_named(column: ColumnEvidence) -> bool:
    return column.is_named or "words" in column.kinds


def _second_of_two(columns: Sequence[ColumnEvidence]) -> None:
    """`Secondary First`, `Secondary Phone`: where a second one has a name, what is worded alike is not the person's."""
    for column in columns:
        words = column.heading.words
        if column.whose or len(words) < 2 or not NEXT_ONE.intersection(words[:1]):
            continue
        same = [c for c in columns if c is not column and c.heading.words[:1] == words[:1]]
        named = [c for c in (*same, column) if NAMES_OF.intersection(c.concepts) and "email" not in c.kinds]
        own = [c for c in columns if c not in (*same, column) and not c.whose and NAMES_OF.intersection(c.concepts)]
        if named and own and any(c.is_contact for c in (*same, column)):
            for other in (*same, column):
                other.whose = (*other.whose, SOMEBODY)


def _numbered_people(columns: Sequence[ColumnEvidence]) -> None:
    """`Name 2`, `Email 2`: where a second name has a number, what has that number is the second one's."""
    numbers = {c.heading.words[-1] for c in columns if NAMES_OF.intersection(c.concepts) and len(c.heading.words) > 1}
    for column in columns:
        number = column.heading.words[-1:]
        if column.is_contact and not column.whose and numbers & _LATER & set(number):
            column.whose = (SOMEBODY,)


def _after_a_partner(columns: Sequence[ColumnEvidence]) -> None:
    """`Phone`, `Partner's Last`, `Phone`: the second one, right of a partner's name, is the partner's."""
    for before, column in zip(columns, columns[1:], strict=False):
        named = _PARTNER.intersection(before.heading.words) and NAMES_OF.intersection(before.concepts)
        if named and column.heading.repeated > 1 and column.is_contact:
            column.whose = (*column.whose, SOMEBODY)


def _number_beside_name(columns: Sequence[ColumnEvidence]) -> None:
    """`Union steward`, `Steward #`: the number is of the one whose name stands under the same word."""
    for column in columns:
        *stem, last = column.heading.words or ("",)
        if last != _ENDS_IN_NUMBER or not stem or "phone" not in column.kinds or column.whose:
            continue
        named = [c for c in columns if c.heading.words[-len(stem) :] == tuple(stem) and _may_be_named(c)]
        if named and not any(NAMES_OF.intersection(c.concepts) for c in named):
            for other in (*named, column):
                other.whose = (*other.whose, SOMEBODY)


def _only_user(columns: Sequence[ColumnEvidence]) -> None:
    """`User Email` beside `First Name` is the person's, where it is the only address and nothing else is a user's."""
    mails = [c for c in columns if "email" in c.kinds]
    users = [c for c in columns if "user" in c.words and c.is_named]
    own = any(not c.whose and "first" in c.concepts for c in columns)
    if len(mails) == 1 and mails[0].words in (("user", "email"), ("user", "e", "mail")) and own and not users:
        mails[0].whose, mails[0].surely = (), "email"


def _named_in_address(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """`Shift lead`, `Email`: an address right of the name of staff, with that name in it, is theirs."""
    for at in range(1, len(columns)):
        name, mail = columns[at - 1], columns[at]
        if mail.whose or "email" not in mail.kinds or not (_STAFF.intersection((*name.concepts, *name.whose))):
            continue
        pairs = [(plain_text(n), plain_text(m)) for n, m in zip(cells[at - 1], cells[at], strict=False)]
        filled = [(n, without_accents(m).partition("@")[0]) for n, m in pairs if n and m]
        if len(filled) > 1 and all(_has_word_of(n, local) for n, local in filled):
            mail.whose = (*mail.whose, SOMEBODY)


def _has_word_of(name: str, local: str) -> bool:
    return any(word in local for word in re.findall(r"\w{3,}", without_accents(name)))
