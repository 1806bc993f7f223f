"""Fields that no column of a sheet has yet, though the cells of one are likely theirs; which number is the main one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator.base.folding import without_accents
from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.targets import ANSWER, IGNORED


@dataclass(frozen=True, slots=True)
class Free:
    """What is decided so far of a sheet.

    Attributes:
        columns: its columns.
        shares: of each column, the share of the likelihood of each target.
        decided: column → target that a person or the service decided.
        result: column → target; what is filled here is added.
    """

    columns: Sequence[ColumnEvidence]
    shares: Sequence[Mapping[str, float]]
    decided: Mapping[int, str]
    result: dict[int, str]

    def best(
        self, target: str, least: float, kinds: Sequence[str], of_cells: float, also: str = ANSWER, differ: float = 0.0
    ) -> int | None:
        """Return the column without a field that is likeliest a target, None if none is likely enough.

        Args:
            target: the target.
            least: share of the likelihood that it must have.
            kinds: kinds of cells of which …
            of_cells: … so many must be.
            also: what a column may be so far, besides an answer.
            differ: share of the cells that must be different.
        """
        found = [
            at
            for at, one in enumerate(self.shares)
            if at not in self.decided
            and self.result.get(at, ANSWER) in (ANSWER, also)
            and one.get(target, 0.0) >= least
            and self.columns[at].facts.share(*kinds) >= of_cells
            and (target in _ANYBODYS or not self.columns[at].whose)
            and self.columns[at].facts.distinct >= differ
        ]
        return max(found, key=lambda at: self.shares[at][target], default=None)


_ANYBODYS = frozenset(("signup.source_key", "office_level"))
_MOSTLY, _HALF, _ALL = 0.75, 0.5, 0.9
_HARDLY, _MAYBE, _LIKELY = 0.05, 0.12, 0.25
_ALL_DIFFER = 0.98
"""A column of keys that all differ is the record's key in the other program, if no other column is."""
_BY_CELLS: Sequence[tuple[str, frozenset[str], float, tuple[str, ...]]] = (
    ("pronouns", frozenset(), _HARDLY, ("pronoun",)),
    ("gender", frozenset(), _HARDLY, ("gender",)),
    ("age_band", frozenset(("+age",)), _HARDLY, ("age_band",)),
    ("languages", frozenset(), _HARDLY, ("languages", "language")),
    ("office_level", frozenset(), _HARDLY, ("level",)),
    ("suffix", frozenset(), _HARDLY, ("suffix",)),
    ("party_line", frozenset(), _MAYBE, ("party",)),
    ("+place", frozenset(("city", "state", "+address")), _MAYBE, ("place",)),
    ("occupation", frozenset(), _MAYBE, ("job",)),
    ("state", frozenset(("+place", "+address")), _LIKELY, ("state",)),
    ("postcode", frozenset(("+address",)), _LIKELY, ("zip",)),
    ("phone", frozenset(), _MAYBE, ("phone",)),
    ("email", frozenset(), _MAYBE, ("email",)),
)
"""Fields whose cells are known by themselves: the field, others that are as good, how likely it must be, its kinds."""
_NAMES = frozenset(("given_name", "family_name", "+full_name"))


def fill_vacant(free: Free) -> None:
    """Give fields that no column has to columns whose cells are surely of their kind, if they were near to it."""
    gone = set(free.result.values())
    for target, instead, least, kinds in _BY_CELLS:
        if target not in gone and not instead & gone:
            _give(free, target, free.best(target, least, kinds, _HALF if least == _HARDLY else _MOSTLY))
    if not _HOMES & gone:
        _give(free, "+place", _home(free))
    if not _NAMES & gone:
        _give(free, "+full_name", free.best("+full_name", _HARDLY, ("full_name", "name_turned"), _HALF))
    if not _STREETS & gone:
        _give(free, "address", _street(free))
    if "office" not in gone:
        _give(free, "office", _office(free))
    if "signup.submitted_at" not in gone:
        _give(free, "signup.submitted_at", _time(free))
    if "signup.status" not in gone:
        _give(free, "signup.status", _status(free))
    if "signup.source_key" not in gone:
        _give(free, "signup.source_key", _key(free))


def _give(free: Free, target: str, at: int | None) -> None:
    if at is not None:
        free.result[at] = target


_HOMES = frozenset(("+place", "city", "+address"))
_SPEAKS_OF_HOME = frozenset("place home city state zip address county".split())


def _home(free: Free) -> int | None:
    """Return the column that only asks where people live, if its cells are towns, most with their states."""
    for at, column in enumerate(free.columns):
        asked = {"home", "city"}.intersection(column.concepts) or "place" in column.concepts and column.heading.asks
        asks = asked and _SPEAKS_OF_HOME.issuperset(column.concepts)
        free_yet = at not in free.decided and free.result.get(at, ANSWER) == ANSWER and not column.whose
        facts = column.facts
        towns = facts.shares.get("place", 0.0) + facts.shares.get("town", 0.0)
        if asks and free_yet and facts.share("place") >= _LIKELY and towns >= _HALF:
            return at
    return None


_STREETS = frozenset(("address", "+address"))


def _street(free: Free) -> int | None:
    """Return the column whose heading names the street, as in *Calle y número*, if some cells are surely streets."""
    for at, column in enumerate(free.columns):
        free_yet = at not in free.decided and free.result.get(at, ANSWER) == ANSWER and not column.whose
        named = "street" in column.concepts and "line2" not in column.concepts and not column.heading.asks
        if free_yet and named and column.facts.share("street") >= _LIKELY:
            return at
    return None


_WHICH = frozenset("which what cual que".split())
_MIGHT_RUN = re.compile(
    r"\b(thought|think\w*|consider\w*|interest\w*|would|might|could|want\w*|dream\w*|plan\w*|imagin\w*|asked to|"
    r"urged to|tomorrow|today|some ?day|one day|pens\w+|piens\w+|consider\w+|gustar\w+|quier\w+|quisier\w+|"
    r"interes\w*|plane\w+|postularia\w*)\b"
)
"""Of running, what somebody may do yet: not *What have you run for before?*"""


def _asks_what_to_run_for(column: ColumnEvidence) -> bool:
    """Return whether a heading asks whether, and for what, somebody may run: *Ever thought of running? For what?*"""
    return "run" in column.concepts and _MIGHT_RUN.search(" ".join(column.words)) is not None


def _office(free: Free) -> int | None:
    """Return the column that asks, among other things, which office, if its cells name offices."""
    for at, column in enumerate(free.columns):
        which = not _WHICH.isdisjoint(column.words) and not column.whose and not column.of_earlier_office
        asks = which and ("office" in column.concepts or _asks_what_to_run_for(column))
        free_yet = at not in free.decided and free.result.get(at, ANSWER) == ANSWER
        if asks and free_yet and column.facts.share("office") >= _HALF:
            return at
    return None


def _time(free: Free) -> int | None:
    """Return the column that is likeliest the time of the sign-up."""
    at = free.best("signup.submitted_at", _MAYBE, ("date", "typed_date"), _HALF)
    if at is None:
        at = free.best("signup.submitted_at", _HARDLY / 2, ("datetime", "typed_date"), _ALL)
    if at is None or free.columns[at].facts.share("born") >= _HALF:
        return None
    column = free.columns[at]
    first_or_last = at in (0, len(free.columns) - 1)
    told = "created" in column.concepts or column.heading.says_nothing or column.facts.share("datetime") >= _HALF
    return at if first_or_last or told else None


_OF_REPLIES = frozenset(
    "rsvp rsvps response responses reply replies replied responded answer status attending attendance coming going "
    "respuesta respuestas asistencia asistira estado invitation invite invitacion decision".split()
)
_REPLY = re.compile(
    r"(yes|no|maybe|si|quizas?|tal vez|(not |wont be |will be |is |isnt |im |definitely |probably |not )*"
    r"(going|attending|coming|able to (go|come|attend))|(cant|cannot|can|wont|will|will not|can not|unable to|might|"
    r"may) (go|come|attend|make it|be there)|(not yet|no|hasnt|not) (replied|responded|answered|response|reply|answer|"
    r"rsvp)( yet)?|(no|none) (yet|response|reply)|awaiting (reply|response)|tentative|accept(s|ed)?|"
    r"declin(es|ed)|regrets?|(with )?regrets|unsure|undecided|not sure|"
    r"invited|waitlist(ed)?|pending|confirmed|cancell?ed|no show|attended|"
    r"asistir[ae]|no (asistir[ae]|puedo|voy|puede ir)|voy|va|no va|sin respuesta|pendiente)( (yes|no))?"
)
"""Answers to an invitation."""
_PLAIN_REPLY = re.compile(r"(yes|no|si|pending|cancell?ed|confirmed|attended|maybe)")
_REPLY_WORDS = 3


def _status(free: Free) -> int | None:
    """Return the column of answers to an invitation, such as *Response*: `Going`, `Can't go`, `Maybe`."""
    for at, column in enumerate(free.columns):
        words = set(column.heading.words)
        named = words & _OF_REPLIES and len(words) <= _REPLY_WORDS and not column.whose
        if not named or at in free.decided or free.result.get(at, ANSWER) != ANSWER:
            continue
        texts = [without_accents(re.sub(r"['’]", "", text)).strip(" .!?") for text in column.facts.samples]
        replies = [text for text in texts if _REPLY.fullmatch(text)]
        if len(replies) >= _ALL * len(texts) and any(not _PLAIN_REPLY.fullmatch(text) for text in replies):
            return at
    return None


def _key(free: Free) -> int | None:
    """Return the column that is likeliest the record's key in the other program: all its cells differ."""
    return free.best("signup.source_key", _MAYBE, ("key", "code", "int", "uuid"), _HALF, IGNORED, _ALL_DIFFER)


_MOBILE = frozenset(("mobile", "c", "m", "cel"))
_NO_MOBILE = frozenset(("home", "work", "landline", "h", "w", "hm", "hme", "wk", "other"))
_FULLER = 0.3


_NOT_FIRST = frozenset("other alt alternate alternative secondary second additional backup otro otra otros".split())
"""Words of a heading that says itself that its addresses are not the first ones."""


_AT_WORK = frozenset(
    "work office job business employer company corporate institution institutional organization agency district "
    "department dept school campus college university faculty staff hospital clinic firm union trabajo oficina laboral "
    "empresa institucional escuela distrito".split()
)
_OFF_WORK = frozenset("non nonwork not off outside after fuera".split())


def at_work(column: ColumnEvidence) -> bool:
    """Return whether a heading says of an e-mail or phone that it reaches the person at work, and not off it."""
    return not _AT_WORK.isdisjoint(column.heading.words) and _OFF_WORK.isdisjoint(column.heading.words)


def main_ones_first(free: Free) -> None:
    """Of the person's numbers the mobile one is the phone; of the e-mail addresses the one that most people have."""
    _whole_names_first(free)
    first = _holder(free, "phone")
    if first is not None and (_NO_MOBILE & _words(free.columns[first]) or _is_plain(free.columns[first])):
        for at in _holders(free, "other_phones"):
            words = _words(free.columns[at])
            if _MOBILE & words and not _NO_MOBILE & words:
                free.result[first], free.result[at] = "other_phones", "phone"
                break
    mail = _holder(free, "email")
    if mail is None:
        return
    if at_work(free.columns[mail]):
        for at in _holders(free, "other_emails"):
            if not at_work(free.columns[at]) and not free.columns[at].of_role and not free.columns[at].whose:
                free.result[mail], free.result[at] = "other_emails", "email"
                return
    for at in _holders(free, "other_emails"):
        if free.columns[at].of_role or _NOT_FIRST & {*free.columns[at].heading.words} and not free.columns[mail].whose:
            continue
        if free.columns[at].facts.filled >= free.columns[mail].facts.filled + _FULLER:
            free.result[mail], free.result[at] = "other_emails", "email"
            break


_PLAIN_NUMBER = frozenset(
    "phone phones number numbers telephone tel telefono numero de no num your day daytime".split()
)


def _is_plain(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for a number and says nothing of which: *Phone number*."""
    return bool(column.heading.words) and _PLAIN_NUMBER.issuperset(column.heading.words)


def _whole_names_first(free: Free) -> None:
    """Where the name that people go by is a whole name, and few have another, it is the name of the sheet."""
    called, legal = _holder(free, "preferred_name"), _holder(free, "+full_name")
    if called is None or {"given_name", "family_name"} & set(free.result.values()):
        return
    facts = free.columns[called].facts
    if facts.share("full_name", "name_turned") < _HALF or facts.filled < _ALL:
        return
    if legal is None or free.columns[legal].facts.filled < facts.filled - _FULLER:
        free.result[called] = "+full_name"
        if legal is not None:
            free.result[legal] = ANSWER


def _holder(free: Free, target: str) -> int | None:
    return next(iter(_holders(free, target)), None)


def _holders(free: Free, target: str) -> list[int]:
    return [at for at, t in sorted(free.result.items()) if t == target and at not in free.decided]


def _words(column: ColumnEvidence) -> set[str]:
    words = (*column.heading.words, *column.heading.aside)
    return {*column.concepts, *words[-1:], *words[:1]} - ({"primary"} if "primary" not in column.words else set())
