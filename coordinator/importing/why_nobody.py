"""Why a sheet is about nobody: none of its columns says who, or those that do are taken for somebody else's."""

import re
from collections.abc import Sequence

from coordinator.base.naming_some import MOST_NAMED
from coordinator.importing.cell_columns import CellColumn, count_filled
from coordinator.importing.columns import SAID_BEFORE, ColumnPlan
from coordinator.importing.recognition.column import NAMES_OF
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.importing.recognition.undress import split_words
from coordinator.importing.targets import ANSWER, IGNORED

_SAY_WHO = frozenset(("full_name", "name_turned", "email", "phone"))


NAMES = frozenset(("given_name", "family_name", "+full_name"))
_THINGS = frozenset(
    "item items product products sku asset assets equipment supply supplies materials merchandise inventory stock "
    "barcode upc articulo articulos producto productos existencias".split()
)
"""What the rows of a list are that is headed so: whoever can be called about them is not on the list."""
_ONE_BY_ONE = frozenset(
    "venue venues room rooms hall building facility vehicle vehicles tool device laptop tablet radio locker banner "
    "sala edificio vehiculo herramienta".split()
)
"""What a list may be of whose rows have one each; where they come again, they say where people were."""
_FEWEST = 3
_COUNTED = ("title", "name", "city", "county", "state", "postcode", "country")
"""What a list may count by: `Town`, `Event`, `Organization`."""
_COUNTS = re.compile(
    r"(?i)(?<![^\W_])(counts?|totals?|sums?|subtotals?|tally|how many|number|num|no|freq\w*|share|percent\w*|average|"
    r"avg|cuenta|cantidad|suma|cu[aá]nt[oa]s|n[uú]mero|porcentaje)(?![^\W_])|[#%]"
)
_FIGURE = re.compile(r"-?\d[\d,.]*\s?%?")
_OF_STOPS = re.compile(
    r"(?i)\b(events?|stops?|rally|rallies|tour|town ?halls?|eventos?|paradas?|mitin|m[ií]tines|gira)\b"
)
_WHERE = frozenset(("city", "county", "state", "postcode", "country"))
_PEOPLE = nouns("heads", "signs", "counted")
_OF_PEOPLE = NAMES_OF | {"buyer", "spouse", "child", "parent", "staff", "owner", "nominee"}
_SUMS = frozenset("money amounts debit credit expense expenses spent importe monto gasto".split())
_SUM = re.compile(r"[($€£-]*\s?-?\d[\d,]*(\.\d+)?\)?")


def thing_listed(columns: Sequence[ColumnPlan], cells: Sequence[CellColumn]) -> str:
    """Return the heading of the things that a list is about, whose rows name nobody; "" if it names people.

    Such a list begins with what it lists, perhaps after a number: `Item`, `Asset tag`, `Room`.

    Args:
        columns: what the columns become.
        cells: the sheet's cells by column.
    """
    if any(c.target in NAMES or c.why == "chosen" for c in columns):
        return ""
    about = next((c for c in columns if any(c.samples) and not all(map(_is_number, c.samples))), None)
    words = split_words(about.header) if about is not None else ()
    if about is None or _THINGS.isdisjoint(words) and _ONE_BY_ONE.isdisjoint(words):
        return ""
    number = count_filled(cells[about.index].cells)
    each = number >= _FEWEST and len(cells[about.index].distinct) == number
    return about.header if each or not _THINGS.isdisjoint(words) else ""


def payees_named(columns: Sequence[ColumnPlan]) -> str:
    """Return the heading of those who got the sums of a ledger, *Date*, *Payee*, *Amount*; "" if it is no ledger.

    A list of donors, members or guests who paid names people, and so does a column headed *Name*.

    Args:
        columns: what the columns become; none says how somebody is reached.
    """
    named = [c for c in columns if c.target in NAMES]
    sums = [c for c in columns if c.samples and c not in named and all(map(_SUM.fullmatch, c.samples))]
    if not named or any(c.why in ("chosen", SAID_BEFORE) or _heads_people(c.header) for c in named):
        return ""
    summed = any(not _SUMS.isdisjoint((*_meant(c.header), *split_words(c.header))) for c in sums)
    return named[0].header if summed else ""


def counted_by(columns: Sequence[ColumnPlan]) -> str:
    """Return the heading of what a list of counts counts by, as `Town` in *Town*, *Count*; "" if it is no such list.

    Args:
        columns: what the columns become.
    """
    filled = [c for c in columns if any(c.samples)]
    counts = [c for c in filled if c.target == ANSWER and all(_FIGURE.fullmatch(text) for text in c.samples if text)]
    rest = [c for c in filled if c not in counts]
    told = any(_COUNTS.search(c.header) and not _says_stops(c.header) for c in counts)
    return rest[0].header if told and rest and all(c.target in _COUNTED and c.why != "chosen" for c in rest) else ""


def towns_alone(columns: Sequence[ColumnPlan], name: str) -> str:
    """Return the heading of the towns of a sheet that says nothing else of stops; "" if it does, or lists no towns.

    Args:
        columns: what the columns become in a list of partners or stops.
        name: the sheet's name, which may say that it lists stops.
    """
    if _says_stops(name) or any(_says_stops(c.header) or c.why == "chosen" for c in columns):
        return ""
    fields = [c for c in columns if any(c.samples) and c.target not in (ANSWER, IGNORED)]
    towns = [c.header for c in fields if c.target == "city"]
    return towns[0] if towns and all(c.target in _WHERE for c in fields) else ""


def _says_stops(text: str) -> bool:
    return _OF_STOPS.search(text.replace("_", " ")) is not None


def _heads_people(header: str) -> bool:
    return not _PEOPLE.isdisjoint(split_words(header)) or not _OF_PEOPLE.isdisjoint(_meant(header))


def _meant(header: str) -> set[str]:
    return {concept for _, concept in concepts_of(split_words(header))}


def _is_number(text: str) -> bool:
    return not any(map(str.isalpha, text))


def why_nobody(columns: Sequence[ColumnPlan], thing: str) -> str:
    """Return as a clause why no row of a sheet is about somebody; `thing` heads what it lists instead, if anything."""
    if thing:
        return f"it begins with “{thing}”, and no column names people."
    if payees := payees_named(columns):
        return f"it lists sums of money, and “{payees}” says who got or paid them."
    if counted := counted_by(columns):
        return f"it counts by “{counted}”."
    named = [column.header for column in columns if column.target == ANSWER and _says_who(column)]
    if not named and (towns := towns_alone(columns, "")):
        return f"“{towns}” holds towns, and no column says that somebody lives there or that a stop is there."
    if not named:
        return "no column holds names, addresses or towns."
    some = ", ".join(f"“{heading}”" for heading in named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
    hold = "holds" if len(named) == 1 else "hold"
    return f"{some} {hold} names, e-mails or phones, but they are taken for somebody else's or not understood."


def _says_who(column: ColumnPlan) -> bool:
    said = sum(not _SAY_WHO.isdisjoint(kinds_of(text)) for text in column.samples)
    return said * 2 > len(column.samples)
