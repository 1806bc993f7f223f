"""Words that stand in names without being one: titles, suffixes and degrees, particles, pronouns, offices of a club."""

import re
from collections.abc import Sequence

from coordinator.base.folding import fold_word
from coordinator.records.names import GENERATIONS

_TITLES = frozenset("mr mrs ms mx miss mssrs messrs dr drs dra rev prof sra srta".split())
_TITLES_WITH_A_DOT = frozenset("hon sen rep col gov gen capt maj lt sgt cpl fr sr dna".split())
_WHOLE_TITLES = frozenset(
    "reverend honorable senator representative governor professor congressman congresswoman councilmember councilman "
    "councilwoman councilperson assemblymember assemblyman assemblywoman assemblyperson commissioner alderman "
    "alderwoman alderperson "
    "selectman selectwoman supervisor sheriff vice-mayor doctor doctora alcalde alcaldesa concejal concejala regidor "
    "regidora senador senadora diputado diputada gobernador gobernadora representante comisionado comisionada "
    "licenciado licenciada ingeniero ingeniera profesor profesora".split()
)
"""Prince, King, Royal, Marquis, Dean, Major and Judge are first names, so they are no titles here."""
_TITLES_BEFORE_NAMES = frozenset(("mayor", "lic", "ing", "asm", "assem", "cllr", "cm", "comm", "pres"))
"""Titles only before what is surely a first name: Mayor is a last name too, and rarely a first one."""

_RANKS = frozenset(
    "LTC LTG MG BG CPT MAJ COL GEN 1LT 2LT SGM CSM MSG SFC SSG SGT CPL SPC PFC PVT WO1 CW2 CW3 CW4 CW5 CWO CWO2 CWO3 "
    "CWO4 CAPT LCDR CDR LTJG ENS ADM RADM VADM CPO SCPO MCPO TSGT MSGT SSGT SMSGT CMSGT TSgt MSgt SSgt SMSgt CMSgt "
    "GySgt LtCol MajGen BrigGen LtGen LtCdr LtCmdr Cmdr Adm Brig Ens Pvt Pfc".split()
)
"""Ranks as the services write them; they are titles only before a first and a last name."""
_SERVICES = frozenset("USA USAF USMC USN USCG USSF USAR USNR USAFR USMCR USCGR ARNG ANG USPHS NOAA".split())
_SERVICE = re.compile(
    r"(?i)(?:u\.?s\.? )?(?:army|navy|air force|marines?|marine corps|coast guard|space force|"
    r"(?:air |army )?national guard)(?: reserves?| veteran| vet)?"
)
"""A service of the armed forces, as it stands behind a name."""

_CALLED = frozenset(
    "brother bro sister sis mother father padre madre pastor pastora deaconess rabbi imam evangelist apostle "
    "hermano hermana grandma grandpa grandmother grandfather uncle aunt auntie cousin".split()
)
_CALLED_OR_NAMED = frozenset("deacon elder bishop minister lady chief tio tia".split())
"""Deacon, Elder and Bishop are first names too: they are titles only before what is surely one."""

_GENERATIONS = frozenset("jr sr jnr snr ii iii iv vi vii 2nd 3rd 4th 5th".split())
_SPELLED_OUT = frozenset(("junior", "senior", "hijo"))
_DEGREES = frozenset(
    "phd md jd esq esquire rn mba mpa mph mpp msw lcsw dds dmd dvm cpa edd lpn pharmd dnp psyd llm mfa med dmin".split()
)
_DEGREES_IN_CAPITALS = frozenset("MA MS BA BS DO PA NP RA PE AIA CPNP BSN MSN JSD ABD CNM".split())
"""Ma, Do and Pa are names too; these are degrees only in capitals after a comma and a whole name."""

PARTICLES = frozenset(
    "de del dela della delle dello delli dei degli der den des di da das dal dos do du van vander von vom zu zum zur "
    "ten ter te la las le los st st. saint ste ste. mac mc santa san bint bin ibn binti ben abu al el ap af av vda "
    "vda. viuda y".split()
)
_PARTICLES_IN_LOWER_CASE = frozenset("al el bin ben ibn abu ap af av y do te ten ter zu le san santa saint".split())
"""As a second word, Al, Ben and San are names if they have a capital."""

_NO_NICKNAMES = frozenset(
    "treasurer chair cochair chairman chairwoman chairperson president secretary member volunteer organizer candidate "
    "coordinator director manager leader captain staff intern mayor councilmember clerk judge host speaker donor guest "
    "spouse wife husband partner mother father mom dad son daughter parent child friend neighbor teacher nurse lawyer "
    "attorney retired student veteran union vp ceo cfo founder owner delegate precinct moved deceased new maybe former "
    "formerly ret tbd home work cell mobile texts text email mail phone spanish english bilingual confirmed waitlist "
    "cancelled canceled paid unpaid yes no incumbent democrat republican independent progressive".split()
)

_ORGANIZATIONS = frozenset(
    "inc llc llp ltd corp association committee foundation coalition pac institute university club league".split()
)

_ONE = "she|he|they|ze|zie|xe|ey|fae|ella|él|elle"
_OTHERS = f"{_ONE}|her|hers|him|his|them|their|theirs|zir|hir|hirs|xem|xyr|em|eir|faer|ellos|ellas|any|all|le"
_SEPARATED = r" ?(?:/|,|\||&|\band\b|\bor\b) ?"
_ANY = "any(?: ?/ ?all)? pronouns|any/all|all pronouns"
_SET = rf"(?:(?:{_ONE})(?:{_SEPARATED}(?:{_OTHERS}))+|{_ANY})"
_SET_ALONE = rf"(?:(?:{_ONE})(?:(?:{_SEPARATED}| )(?:{_OTHERS}))+|{_ANY})"
_SINGLE = "[Ss]he|[Hh]e|[Tt]hey|ella|él|elle"
_SURROUNDED = r"(?:(?i:pronouns?) ?:? ?)?{}(?: (?i:pronouns))?"
_LABEL = re.compile(r"(?i)^pronouns? ?:? ?|(?<!any)(?<!all) pronouns$")
_PRONOUNS = re.compile(_SURROUNDED.format(rf"(?:(?i:{_SET_ALONE})|{_SINGLE})"))
_AT_END = re.compile(
    rf"(?:\s*[,;|/–—-]\s*|\s+)({_SURROUNDED.format(f'(?i:{_SET})')})[\s.]*$"
    rf"|(?:\s*[|/]\s*|\s+[–—-]\s*)({_SURROUNDED.format(f'(?:{_SINGLE})')})[\s.]*$"
    r"|,\s*(she|he|they|ella|él|elle)[\s.]*$"
)


def is_pronouns(text: str) -> bool:
    """Return whether a text is only pronouns: `she/her`, `they`, `any pronouns`."""
    return _PRONOUNS.fullmatch(text) is not None


def without_label(pronouns: str) -> str:
    """Return pronouns without the word itself: she/her of `Pronouns: she/her`."""
    return _LABEL.sub("", pronouns)


def split_pronouns(text: str) -> tuple[str, str]:
    """Return a text without the pronouns at its end, and the pronouns or ""."""
    match = _AT_END.search(text)
    if match is None or not match.start():
        return text, ""
    return text[: match.start()], next(filter(None, match.groups()))


def is_title(word: str, following: int) -> bool:
    """Return whether a word is a title.

    Args:
        word: the first word of a name.
        following: how many words of the name come after it.
    """
    bare = word.rstrip(".").lower()
    if not following:
        return False
    if bare in _TITLES or bare in _WHOLE_TITLES or (following > 1 and word.rstrip(".") in _RANKS):
        return True
    return bare in _TITLES_WITH_A_DOT and (
        word.endswith(".") or (following > 1 and bare not in {"sr", "fr", "gen", "sen"})
    )


def is_title_before(word: str, name: str) -> bool:
    """Return whether a word that may be a name too is a title, as a first name follows it: `Mayor Ed`."""
    from coordinator.base.folding import fold_word
    from coordinator.records.short_forms import is_given_name

    return word.rstrip(".").lower() in _TITLES_BEFORE_NAMES and is_given_name(fold_word(name))


def is_called_before(word: str, name: str) -> bool:
    """Return whether a word is how people of a church or a family are called before their first name: `Sister May`."""
    from coordinator.records.short_forms import is_given_name

    bare = word.rstrip(".").lower()
    return bare in _CALLED or bare in _CALLED_OR_NAMED and is_given_name(fold_word(name))


def is_suffix(word: str) -> bool:
    """Return whether a last word is a generation or a degree: `Jr.`, `III`, `PhD`, `M.D.`."""
    bare = word.strip(".,").replace(".", "").lower()
    return bare in _GENERATIONS or bare in _DEGREES


def is_service(text: str) -> bool:
    """Return whether what stands behind a whole name is a service of the armed forces: `USAF`, `U.S. Navy`."""
    return text.replace(".", "") in _SERVICES or _SERVICE.fullmatch(text) is not None


FIFTH = "V"
"""It is an initial too: it counts behind a first and a last name, and behind a last name that stands first."""


def is_fifth_or_suffix(word: str) -> bool:
    """Return whether a word behind a last name is a suffix there, as `V` is."""
    return word == FIFTH or is_suffix(word)


def is_generation(word: str) -> bool:
    """Return whether a last word tells father and son apart: `Jr.`, `III`."""
    return word.strip(".,").lower() in _GENERATIONS


def spelled_out(words: Sequence[str]) -> int:
    """Return how many words at the end of a name spell out a generation: `Junior`, `the Third`; 0 if none."""
    bare = [word.strip(".,()").lower() for word in words[-2:]]
    if len(bare) > 1 and bare[0] == "the" and fold_word("".join(bare)) in GENERATIONS:
        return 2
    return int(bool(bare) and bare[-1] in _SPELLED_OUT)


def is_degree_in_capitals(word: str) -> bool:
    """Return whether a word after a comma is a degree such as MA, which is a name in other places."""
    return word.replace(".", "") in _DEGREES_IN_CAPITALS


def is_particle(word: str) -> bool:
    """Return whether a word that is not the first one begins a last name: `de`, `van`, `Al-`."""
    lower = word.lower()
    return lower in PARTICLES and (word == lower or lower not in _PARTICLES_IN_LOWER_CASE)


def is_organization(word: str) -> bool:
    """Return whether the last word of what stands for a name shows that it is no person's: `Inc.`, `Club`."""
    return word.strip(".,").replace(".", "").lower() in _ORGANIZATIONS


def is_no_nickname(word: str) -> bool:
    """Return whether a word in brackets says what a person is or does, not what they are called."""
    return word.lower().strip(".-").replace("-", "") in _NO_NICKNAMES


_ASKS_FOR_A_NAME = re.compile(r"(?i)(?<![^\W_])(names?|first|last|nickname|nombres?|apellidos?)(?![^\W_])")
_CALLED_SO = frozenset(("Skip",))
"""First names that are also words of somebody who wants to be left out."""


def is_called_so(text: str, heading: str) -> bool:
    """Return whether a word of refusing is somebody's name below a heading that asks for names: *Student first*."""
    return text in _CALLED_SO and _ASKS_FOR_A_NAME.search(heading) is not None
