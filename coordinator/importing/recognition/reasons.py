"""Saying why: what a guess is based on, in words."""

from collections.abc import Mapping

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.fits import KIND_OF
from coordinator.importing.recognition.permissions import refuses_one_way
from coordinator.importing.recognition.vacant import at_work
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.catalog import CANDIDATE

_CELLS: Mapping[str, str] = {
    "email": "e-mail addresses",
    "phone": "phone numbers",
    "state": "states",
    "zip": "ZIP codes",
    "party": "parties",
    "level": "levels of government",
    "gender": "genders",
    "pronoun": "pronouns",
    "suffix": "suffixes such as Jr.",
    "age_band": "age groups",
    "languages": "languages",
    "stage": "stages",
    "district": "districts",
    "office": "offices",
    "place": "towns with their state",
    "town": "towns",
    "county": "counties",
    "street": "street addresses",
    "full_name": "full names",
    "name_turned": "full names",
    "first_name": "first names",
    "last_name": "last names",
    "date": "dates",
    "yes_no": "yes or no",
    "yes_no_words": "yes or no",
    "wanted": "kinds of help",
    "uuid": "keys of another program",
    "ip": "IP addresses",
    "agent": "names of browsers",
    "status": "statuses",
    "age": "ages",
}
_PERSONS: Mapping[str, str] = {
    "emergency": "a person to call in an emergency",
    "spouse": "the spouse",
    "parent": "a parent",
    "friend": "a friend",
    "referrer": "who referred them",
    "nominator": "who nominated them",
    "staff": "somebody on the staff",
    "host": "a host",
    "manager": "a manager or assistant",
    "company": "a company or organization",
    "buyer": "the buyer",
    "user": "a user of the other program",
    "official": "an elected official",
    "child": "a child",
    "household": "the household",
    "venue": "a venue",
    "relative": "a relative or somebody near",
    "their": "somebody else",
    "somebody": "somebody else",
    "elsewhere": "another place than the home",
    "browser": "what the form found out from the browser",
    "mailing": "where letters go; the home address has the field",
}


NOT_UNDERSTOOD = "not understood, so kept as an answer"
_RAN = frozenset(("run", "office", "election"))
_FIRST, _EARLIER = (CANDIDATE.by_key[key].label for key in ("first_time", "earlier_runs"))
RAN_BEFORE = (
    f"it asks who ran or served before: a yes there is no yes to “{_FIRST}”, and no number for “{_EARLIER}”; "
    "kept as an answer"
)
WORK_ADDRESS = "an address at work: the person's own one is the e-mail, and this one counts where there is no other"
LINE_NUMBERS = "it numbers the lines of this list; the next list begins anew, so it says of nobody who they are"
ONE_CHOICE = "one choice of a question, kept as an answer"


def why(target: str, column: ColumnEvidence, sure: bool) -> str:
    """Return in words what a guess is based on."""
    if target in (ANSWER, IGNORED):
        return _why_kept(target, column, sure)
    if target == "other_emails" and at_work(column):
        return WORK_ADDRESS
    kind = next((k for k in KIND_OF.get(target, ()) if column.facts.share(k) >= 0.6), None)
    says = not column.heading.says_nothing and bool(column.concepts)
    if kind and says:
        return f"its heading, and the cells are {_CELLS[kind]}"
    if kind:
        return f"the cells are {_CELLS[kind]}"
    return "its heading" if says else "its cells and the columns beside it"


def _why_kept(target: str, column: ColumnEvidence, sure: bool) -> str:
    if not column.facts.count:
        return "no cell is filled"
    if column.numbers_lines:
        return LINE_NUMBERS
    if target == IGNORED:
        return "about the form or the file, not about the person"
    if column.choice:
        return ONE_CHOICE
    if column.whose:
        who = _PERSONS[column.whose[0]]
        return f"about {who}, not the person's own, so kept as an answer"
    if refuses_one_way(column):
        return "about one way of contact; a no there counts as an opt-out"
    if "before" in column.concepts and not _RAN.isdisjoint(column.concepts):
        return RAN_BEFORE
    if not sure:
        return NOT_UNDERSTOOD
    return "a question of its own, kept as an answer"
