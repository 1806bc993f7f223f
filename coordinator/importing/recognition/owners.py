"""Whose a column is: the person's own, or somebody else's who stands in the same sheet."""

import re
from collections import Counter
from collections.abc import Sequence, Set

from coordinator.importing.recognition.browser_places import settle_found_by_browser
from coordinator.importing.recognition.buyers import settle_buyers
from coordinator.importing.recognition.column import (
    ANOTHER_ONE,
    ELSEWHERE,
    MAILING,
    NAMES_OF,
    SOMEBODY,
    ColumnEvidence,
)
from coordinator.importing.recognition.common_addresses import settle_common_addresses
from coordinator.importing.recognition.elsewhere import is_elsewhere, settle_elsewhere
from coordinator.importing.recognition.initials import settle_initials
from coordinator.importing.recognition.invitations import invites_to_name_others
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.long_numbers import settle_long_numbers
from coordinator.importing.recognition.namesakes import match_names
from coordinator.importing.recognition.other_people import settle_other_people
from coordinator.importing.recognition.parties import settle_parties
from coordinator.importing.recognition.patterns import OF_A_FAMILY
from coordinator.importing.recognition.person_nouns import short_forms
from coordinator.importing.recognition.plainly_worded import settle_legal_names
from coordinator.importing.recognition.second_people import settle_heads, settle_second_people
from coordinator.importing.recognition.signers import settle_signers
from coordinator.importing.recognition.subjects import SUBJECTS, settle_pupils
from coordinator.importing.recognition.undress import Heading

OTHERS = (
    "emergency spouse parent friend referrer nominator staff host manager company buyer user official child "
    "household venue relative their"
).split()
"""Concepts of people and bodies that are not the person who signed up."""
_IN_BRACKETS = frozenset(OTHERS) - {"user", "company", "household", "venue", "their"}
"""Whom a word in brackets names: *E-mail (buyer)*, *Cell (husband)*; *Phone (business)* is the person's own."""
_WHO_DID = re.compile(
    r"\b(person|one|who|whoever|quien)\b.*\b(pa(id|ys|ying)|bought|buys|buying|order(ed|s|ing)|booked|referred|invited|"
    r"brought|nominat\w+|recommend\w+|fill(ed|s|ing)|submit\w*|pago|compro|invito|refirio)\b"
)
"""Whom brackets describe: *E-mail (of the person who bought)*."""
_DONE = "ed"
"""How words end that say what was done and not by whom: *E-mail (verified)*."""
_PERSONAL = ("email", "phone", "full_name", "name_turned", "first_name", "last_name", "street")
_NOMINEES = frozenset("nominee nominees nominado nominada candidate candidates".split())
_OWN_WORDS = frozenset("your my own i me you yourself su sus usted tu tus mi submitter submitted".split())
_NOMINATING = frozenset(
    "nominating nominate recommending recommend suggesting suggest proposing putting nomina recomienda".split()
)
_WHO = frozenset("who whom person quien quienes".split())
_SHOULD_RUN = frozenset("should would might could d debe deberia".split())
_THEY = frozenset("their they them esa".split())
_THAT_ONE = frozenset("that this them their they him her person friend".split())
_FEWEST_THEY = 3
_FULLER = 0.1
_WHO_NOMINATES = re.compile(
    r"\bwho (is |was |has |s )?(nominat|recommend|suggest|propos)(ing|es|ed|s)\b(?! ?you\b)"
    r"|\b(nominat|recommend|suggest|propos)(ing|ed|es|s) (this|the) (person|candidate|nominee)"
    r"|(?<!\ba )\bquien (la |lo )?(nomina|recomienda|propone|sugiere)"
)
"""Who names somebody, not whom they name."""
_WHOM_YOU_MEAN = re.compile(
    r"\b(person|somebody|someone|one|leader|friend|neighbor|candidate|who|whom) (that |whom? )?you (have|had|ve) "
    r"(got )?in mind\b|\b(persona|quien) (que )?(tiene|tienes) en mente\b"
)
"""Whom somebody else names: *Name of the person you have in mind*."""
_OWN_FAMILY = re.compile(r"\bfamily name\b")
"""*What is the family name on your mail?* asks for the person's last name."""
_TO_CALL_FOR_YOU = re.compile(
    r"\b(in case of|if there is|if there s) (\w+ ){1,3}(call|notify|contact|reach|text|tell|phone|alert)\b|"
    r"\b(whom?|whose number) (should|can|do|may|could) we (call|contact|reach|notify|text|ring)\b(?! you)"
)
_WHO_WOULD_CALL = frozenset("staff host user company parent referrer nominator".split())
"""Whom a question with yes or no names as the one who would call, not as whose the column is."""
_RUNS_IT = frozenset("owner organizer creator".split())
_MOSTLY, _SOME = 0.6, 0.3


def owners_of(heading: Heading, concepts: Sequence[str]) -> tuple[str, ...]:
    """Return whom a heading names besides the person."""
    found = tuple(c for c in concepts if c in OTHERS)
    words = heading.words
    if found == ("household",) and _OWN_FAMILY.search(" ".join(words)):
        return ()
    if _WHO_NOMINATES.search(" ".join(words)):
        return (*found, "nominator")
    if _TO_CALL_FOR_YOU.search(" ".join(words)):
        return (*found, "emergency")
    if "referrer" in found and ("referred to" in " ".join(words) or {"id", "running"} & set(concepts)):
        found = tuple(c for c in found if c != "referrer")  # "how should you be referred to?", "Reference no."
    if found == ("user",) and "submitted" in words:
        return ()  # "user_submitted_state": what somebody wrote of themselves
    if found == ("friend",) and "preferred" in concepts:
        return ()  # "What do your friends call you?"
    if not found:
        aside = [w for w in heading.brief_aside if not w.endswith(_DONE)]
        found = tuple(dict.fromkeys(c for _, c in concepts_of(aside) if c in _IN_BRACKETS))
    if not found and (role := _in_short(words)):
        return (role,)
    if not found and _WHO_DID.search(" ".join(heading.aside)):
        return (SOMEBODY,)
    return found or ((SOMEBODY,) if heading.of_another else ())


_SAYS_WHO = frozenset("name first last full email phone mobile landline text street".split())
_NUMBERS = frozenset(("number", "numbers", "no", "num", "#"))


def _in_short(words: Sequence[str]) -> str:
    """Return the role that a short form before what somebody has stands for: `B4_SP_PH` → spouse; "" if none."""
    for at, word in enumerate(words[:-1]):
        role, held = short_forms().get(word), [w for w in words[at + 1 :] if w not in _NUMBERS]
        if role and held and all(_SAYS_WHO.intersection(c for _, c in concepts_of((w,))) for w in held):
            return role
    return ""


def settle(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Decide whose the columns are by the sheet as a whole."""
    settle_initials(columns, owners_of)
    settle_long_numbers(columns, cells)
    for column in columns:
        if _RUNS_IT.intersection(column.words) and column.is_contact:
            column.whose = (*column.whose, "host")  # "event_owner_email"
    settle_heads(columns)
    match_names(columns, cells)
    _who_is_meant(columns)
    settle_buyers(columns)
    _nominees(columns)
    _repeated_blocks(columns)
    _named_beside(columns)
    _numbered(columns)
    _mailing(columns)
    settle_found_by_browser(columns)
    for column in columns:
        if column.facts.share("kin_phone") >= (_MOSTLY if len(column.words) == 1 else _SOME):
            column.whose = (*column.whose, SOMEBODY)
        if "office" in column.concepts and _PLACES.intersection(column.concepts) and "office" in column.words[:-1]:
            column.whose = (*column.whose, ELSEWHERE)  # "Office city": where somebody works
        if _asks_consent(column):
            column.whose = tuple(w for w in column.whose if w not in _WHO_WOULD_CALL)
    for at, column in enumerate(columns):
        column.after_another = any(c.whose for c in columns[max(0, at - 4) : at])
        if column.after_another and not column.whose and _THEY.intersection(column.words) and column.is_contact:
            column.whose = (SOMEBODY,)  # "Who invited you?", "Their e-mail"
    settle_elsewhere(columns)
    settle_other_people(columns, cells)
    _only_of_the_household(columns)
    settle_common_addresses(columns, cells)
    settle_parties(columns, cells)
    settle_signers(columns)
    _halves_of_names(columns)
    settle_legal_names(columns)
    settle_pupils(columns)
    settle_second_people(columns)


_WHOLE_NAMES = 0.5
_SHORT = 2
_NO_HALF = frozenset("full middle maiden preferred suffix initial".split())


_WITH_INITIAL = re.compile(r"^(first|given)( name)?( and| or)?( middle)? (mi|m i|m|middle|initial|init)$")
"""A first name with an initial in one column: *First MI*."""


def _halves_of_names(columns: Sequence[ColumnEvidence]) -> None:
    """Beside first names the last names are no whole names, also where they are two words: `Peralta Montoya`."""
    named = [c for c in columns if not c.whose and c.heading.repeated == 1 and c.facts.count and not c.heading.asks]
    meant = {id(c): {*c.concepts, *(m for _, m in concepts_of(c.heading.aside))} for c in named}
    lasts = [c for c in named if "last" in meant[id(c)] and not meant[id(c)] & {"first", "email", "phone", *_NO_HALF}]
    firsts = [c for c in named if _WITH_INITIAL.search(" ".join(c.words))] or [
        c
        for c in named
        if meant[id(c)] & {"first", "name"} and not meant[id(c)] & {"last", "email", "phone", *_NO_HALF}
        if len(c.words) <= _SHORT and c.facts.share("one_word") > _WHOLE_NAMES
    ]
    if len(lasts) == len(firsts) == 1:
        lasts[0].half_of_name = "family_name"
        firsts[0].half_of_name = "given_name"


def _who_is_meant(columns: Sequence[ColumnEvidence]) -> None:
    """A sheet in which all names and numbers are a parent's, a host's … is one of parents or hosts."""
    personal = [c for c in columns if any(k in c.kinds for k in _PERSONAL)]
    contacts = [c for c in personal if "email" in c.kinds or "phone" in c.kinds] or personal
    if any(not c.whose for c in contacts):
        return
    if any(not c.whose and _is_own_name(c) for c in columns):
        return  # "First name" beside "Witness phone", "Name" beside "Neighbor's name"
    counted = Counter(w for c in personal for w in c.whose if w not in ("emergency", "company", "venue"))
    if not counted or counted.most_common(1)[0][1] < 2:
        return
    meant = counted.most_common(1)[0][0]
    for column in columns:
        if ANOTHER_ONE.intersection(column.words):
            continue
        column.whose = tuple(w for w in column.whose if w != meant)
        column.concepts = tuple(c for c in column.concepts if c != meant)


def _only_of_the_household(columns: Sequence[ColumnEvidence]) -> None:
    """*Family e-mail*, where nobody has another address: it reaches the person too, so a person is asked."""
    for kind in ("email", "phone"):
        of_kind = [c for c in columns if kind in c.kinds]
        shared = [c for c in of_kind if c.whose == (_HOUSEHOLD,) or c.whose == (SOMEBODY,) and _is_familys(c)]
        if len(shared) == 1 and all(c.whose for c in of_kind):
            shared[0].whose, shared[0].of_role = (), True
            shared[0].concepts = tuple(c for c in shared[0].concepts if c != _HOUSEHOLD)


def _is_familys(column: ColumnEvidence) -> bool:
    return not OF_A_FAMILY.isdisjoint(column.words)


_HOUSEHOLD = "household"


def _is_own_name(column: ColumnEvidence) -> bool:
    named = "first" in column.concepts or column.words in _ITS_NAME
    return column.facts.count > 0 and named and not column.facts.share("email", "phone")


_ITS_NAME = (("name",), ("full", "name"), ("nombre",), ("nombre", "completo"), ("your", "name"))


def _nominees(columns: Sequence[ColumnEvidence]) -> None:
    """In a form filled in for somebody else the nominee is meant, and "your name" is the one of who fills it in."""
    about = [c for c in columns if _is_nominee(c)]
    personal = [c for c in about if any(k in c.kinds for k in (*_PERSONAL, "words", "town", "state"))]
    asked = any(
        _NOMINATING & set(c.words) and (_WHO & set(c.words) or c.is_named) and _is_nominee(c) or _asks_who_should_run(c)
        for c in columns
    )
    named = any("nominee" in c.concepts and not _asks_consent(c) for c in personal)
    they = [c for c in personal if _THEY.intersection(c.words)]
    if not asked and not (named and len(personal) > 1) and len(they) < _FEWEST_THEY:
        return
    if not any(map(_asks_who_should_run, columns)) and invites_to_name_others(columns, about, personal):
        for column in about:
            column.whose = (*column.whose, SOMEBODY)
        return
    if _is_about_oneself(columns) or 0 < _fullest(about) < _fullest([c for c in columns if c not in about]) - _FULLER:
        _also_named(columns)
        return
    for column in about:
        theirs = _NOMINEES | _THEY if column.is_contact else _NOMINEES
        column.words = tuple(w for w in column.words if w not in theirs)
        column.concepts = tuple(c for c in column.concepts if c not in ("nominee", "their", "nominator"))
        column.whose = tuple(w for w in column.whose if w not in ("their", "nominator", SOMEBODY))
    meant = [{"name", "email", "phone"}.intersection(c.concepts) for c in about]
    for column in columns:
        if column in about or not column.concepts:
            continue
        again = {"name", "email", "phone"}.intersection(column.concepts)
        second = bool(again) and again in meant and any(k in column.kinds for k in _PERSONAL)
        if second or _OWN_WORDS.intersection(_asked(column)):
            column.whose = (*column.whose, "nominator")


def _fullest(columns: Sequence[ColumnEvidence]) -> float:
    """Return how many rows have a name, of the column of names that most rows have."""
    return max((c.facts.filled for c in columns if c.is_named), default=0.0)


def _is_about_oneself(columns: Sequence[ColumnEvidence]) -> bool:
    """Return whether who fills in a form is asked for an office: *What office are you considering?*"""
    return any(
        "you" in _asked(c) and not _THEY.intersection(c.words) and not c.whose and c.facts.share("office") >= _MOSTLY
        for c in columns
        if not _is_nominee(c)
    )


def _also_named(columns: Sequence[ColumnEvidence]) -> None:
    """In a form about oneself that also asks who else should run, that person's columns are another's."""
    for at, column in enumerate(columns):
        before = columns[at - 1] if at else None
        that = before is not None and before.whose and _THAT_ONE.intersection(column.words)
        if (
            _asks_who_should_run(column)
            or _NOMINATING & set(column.words)
            and column.is_named
            or that
            and any(k in column.kinds for k in _PERSONAL)
        ):
            column.whose = (*column.whose, SOMEBODY)


def _is_nominee(column: ColumnEvidence) -> bool:
    words = set(column.words)
    if _WHO_NOMINATES.search(" ".join(column.words)):
        return False
    if _WHOM_YOU_MEAN.search(" ".join(column.words)):
        return True
    if words & _THEY or "nominee" in column.concepts:
        return "your" not in words
    return bool(words & _NOMINATING and (words & _WHO or column.is_named)) or _asks_who_should_run(column)


def _asks_who_should_run(column: ColumnEvidence) -> bool:
    words = set(column.words)
    return bool(words & _WHO and words & _SHOULD_RUN) and "you" not in _asked(column) and "run" in column.concepts


def _asked(column: ColumnEvidence) -> tuple[str, ...]:
    """Return a heading's words without a clause at its end: "phone (if you have it)"."""
    words = column.words
    return words[: words.index("if")] if "if" in words[1:] else words


def _asks_consent(column: ColumnEvidence) -> bool:
    return column.facts.share("yes_no", "yes_no_words") >= _MOSTLY


def _repeated_blocks(columns: Sequence[ColumnEvidence]) -> None:
    """`Name, Phone, Name, Phone` or `Phone, Sponsor, Phone`: what comes after another name is another person's."""
    names = [i for i, c in enumerate(columns) if c.heading.repeated > 1 and {"name", "first", "last"} & set(c.concepts)]
    for at, column in enumerate(columns):
        if column.heading.repeated == 1 or at in names or not column.is_contact:
            continue
        first = next((i for i, c in enumerate(columns) if c.heading.text == column.heading.text), at)
        before = columns[at - 1]
        if any(first < k < at for k in names) or before.whose and before.is_named:
            column.whose = (*column.whose, SOMEBODY)


_CONTACT_WORDS = frozenset(("email", "phone", "mobile", "text", "landline"))
_FIRST_OF_THEM = frozenset(("1", "one", "1st", "first"))


def _stem(column: ColumnEvidence) -> tuple[str, ...]:
    """Return the words before those of the contact: *Campaign manager e-mail* → campaign manager; none: empty."""
    words = list(column.heading.words)
    end = len(words)
    while end and (words[end - 1] in _OF_CONTACT or {c for _, c in concepts_of(words[end - 1 : end])} & _CONTACT_WORDS):
        end -= 1
    return tuple(words[:end]) if end < len(words) else ()


_OF_CONTACT = frozenset("number no num address addr e info numero".split())


def _named_beside(columns: Sequence[ColumnEvidence]) -> None:
    """*Alt contact*, *Alt contact phone*: where the person's own name has a column, that of another names another."""
    for column in columns:
        stem = _stem(column) if column.is_contact and not column.whose else ()
        if not stem or _FIRST_OF_THEM.intersection(stem) or SUBJECTS.issuperset(stem):
            continue
        named = [c for c in columns if c.heading.words == stem and _may_be_named(c)]
        if any(c.heading.words[: len(stem)] == stem != c.heading.words and _is_of_names(c) for c in columns):
            for kind in named:  # `Ticket`, `Ticket first name`: the block has its names, and *Ticket* says which kind
                kind.of_a_thing = kind.of_a_thing or not kind.is_named
            continue
        own = [c for c in columns if c not in named and not c.whose and _is_of_names(c)]
        owned = any((c.in_mail or 0.0) >= _SOME for c in named) and not any(c.words in _PERSONS for c in own)
        if named and not owned and any(c.facts.count and _may_be_named(c) for c in own):
            for other in (*named, column):
                other.whose = (*other.whose, SOMEBODY)


_PERSONS = (("candidate",), ("person",), ("member",))


def _is_of_names(column: ColumnEvidence) -> bool:
    return bool(NAMES_OF.intersection(column.concepts)) or column.words in _PERSONS


def _may_be_named(column: ColumnEvidence) -> bool:
    return (column.is_named or "words" in column.kinds) and not column.facts.share("town", "office", "job") >= _MOSTLY


def _numbered(columns: Sequence[ColumnEvidence]) -> None:
    """*Adult 2 cell*, *Guest 3 e-mail*: a second person's; *Phone 2* is the person's own."""
    for column in columns:
        *who, number = _stem(column) or ("",)
        if not who or not column.is_contact or column.whose or number not in _LATER:
            continue
        if not {c for _, c in concepts_of(who[-1:])} & OWN_KINDS and who[-1] not in _OWN_WORDS:
            column.whose = (*column.whose, SOMEBODY)


_LATER = frozenset("2 3 4 5 6 two three four five".split())
OWN_KINDS = _CONTACT_WORDS | frozenset("consent home work other primary address street line2 channel contact".split())


_HOME = frozenset("reg residence residential resid res home physical registered street_address".split())
_LETTERS = frozenset(("mailing", "mail"))
_STREETS = frozenset(("address", "street"))
_PLACES = frozenset("address street city state zip county line2".split())


_AT_WORK = frozenset("work office business company billing shipping employer venue event birth native".split())


def _is_of_work(column: ColumnEvidence, there: Set[str]) -> bool:
    """Return whether an address is where somebody works or where a building is, and not at home."""
    return is_elsewhere(column, there) or not _AT_WORK.isdisjoint(column.words)


def _mailing(columns: Sequence[ColumnEvidence]) -> None:
    """Where a sheet has a home address and one for letters, the field gets the home address."""
    at_home = [c for c in columns if _HOME.intersection(c.words) and _PLACES.intersection(c.concepts)]
    homes = {p for c in at_home for p in _PLACES.intersection(c.concepts)}
    if at_home:
        homes |= {"state", "zip"}
    for_letters = [c for c in columns if _LETTERS.intersection(c.words) and "email" not in c.kinds and c not in at_home]
    there = {p for c in for_letters for p in _PLACES.intersection(c.concepts)}
    others = [c for c in columns if c not in for_letters and not c.whose and not _is_of_work(c, there)]
    plain = {p for c in others for p in _PLACES.intersection(c.concepts)}
    for column in for_letters:
        streets = column.facts.share("street", "whole_address") >= _MOSTLY
        if (homes | plain).intersection(_STREETS if streets else column.concepts):
            column.whose = (*column.whose, MAILING)
