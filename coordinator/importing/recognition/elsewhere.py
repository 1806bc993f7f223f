"""Places and numbers that are not the person's own, told by the columns beside them."""

import re
from collections import defaultdict
from collections.abc import Sequence, Set

from coordinator.importing.recognition.column import ELSEWHERE, NEXT_ONE, ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of

_PLACES = frozenset("address street city state zip county line2".split())
_BUILDINGS = frozenset(
    "barn terminal hub shop plant campus school worksite jobsite workplace church congregation synagogue mosque "
    "temple worship daycare preschool academy gym farm factory restaurant lodge hotel hall club chapter warehouse "
    "store library bank chapel cathedral marina biblioteca capilla "
    "org organization organisation "
    "branch site facility depot hospital clinic college university headquarters hq department fort ship duty "
    "polling studio gallery salon sede iglesia escuela sinagoga mezquita guarderia fabrica taller tienda".split()
)
LEAD_TO = frozenset("of your my our the a their de su tu la el mi".split())
"""What stands before the noun of *State of the school*."""
_SEASONS = frozenset("winter summer seasonal vacation holiday temporary invierno verano vacaciones temporal".split())
_AT_TIMES = _SEASONS | frozenset("work trabajo".split())
_HOMES = (("home",), ("house",), ("residence",), ("casa",), ("residencia",))
_SEATS = _BUILDINGS | frozenset("campaign committee office oficina".split())
_BESIDE_SEATS = frozenset("the our main local location place address addr la el nuestra principal direccion".split())
"""Words of headings that, above streets, name a building and nobody's home: *Headquarters*, *Office location*."""
_WHERE_IT_IS = re.compile(
    r"(where|donde) (?!(do|did|can|are|you|we|i|vive|vives|reside)\b)(\w+ ){1,6}?"
    r"(be|is|are|held|place|meets?|happens?|sera|es|esta|reune)\b"
)
"""*Where the house party will be*."""
_GREW_UP = re.compile(
    r"\b(grew up|growing up|(was|were) (born|raised)|went to (school|college)|used to live|lived before|crecio|"
    r"creciste|nacio|naciste|se crio)\b"
)
_GOES_TO = re.compile(
    r"\b(where|that|which) (you|i|we|they|your \w+) (\w+ )?(works?|teach|teaches|study|studies|worships?|pray|"
    r"attend|attends|shop|bank|volunteer|serve|go|goes|train)\b|\bdonde (trabaja|ensena|estudia|reza|compra)s?\b"
)
"""*ZIP where you work*: nobody need live there."""
_POLLS = re.compile(
    r"\b(voting|vote|votacion) (place|location|site|cent(er|re)|booth)\b|\b(lugar|sitio|centro) de votacion\b"
)
_MOSTLY = 0.5
_NOT_NOW = frozenset("previous previously former formerly old past before anterior anteriores antes antiguo".split())
_LINES = frozenset("line lines linea renglon".split())
_OF_THE_WAY = frozenset(
    "pickup pick dropoff drop boarding departure departing destination arrival recogida salida".split()
)
_VEHICLES = frozenset(
    "plate plates vehicle car truck trailer boat placa placas vehiculo auto carro camioneta remolque".split()
)
"""What has a state of its own: *License plate state*."""
_OF_THE_DAY = frozenset("party event rally venue supper dinner meetup evento fiesta".split())
_HOME = frozenset(
    "home residence residential resid residing live lives living reside physical registered my your".split()
)
_NOT_HOME = frozenset("mailing mail work office business company billing shipping".split())
_CAMPAIGNS = ("campaign", "committee", "campana", "comite")
_ALSO_RUN_IN = frozenset(("state", "county"))
"""What a campaign alone may say of somebody: *Campaign state*; its street and ZIP are those of an office."""
_BLOCK = 3


def settle_elsewhere(columns: Sequence[ColumnEvidence]) -> None:
    """Add to `whose` of columns that are about another place or another person than the one who signed up."""
    _buildings(columns)
    _beside_a_block(columns)


def _place(column: ColumnEvidence) -> frozenset[str]:
    if "email" in column.concepts:
        return frozenset()
    return _PLACES.intersection(column.concepts) or _PLACES.intersection(
        c for _, c in concepts_of(column.heading.aside)
    )


def _buildings(columns: Sequence[ColumnEvidence]) -> None:
    """*Barn city*, *campus ZIP*: where a building is; *winter address*: where somebody is not always."""
    homes = {p for c in columns if c.facts.count and not _is_second_home(c) for p in _place(c)}
    for column in columns:
        if is_elsewhere(column, homes):
            column.whose = (*column.whose, ELSEWHERE)
    for word in _CAMPAIGNS:
        block = [c for c in columns if not c.whose and word in c.words[:-1] and _place(c)]
        for column in block if any(_place(c) - _ALSO_RUN_IN for c in block) else ():
            column.whose = (*column.whose, ELSEWHERE)


def is_elsewhere(column: ColumnEvidence, homes: Set[str]) -> bool:
    """Return whether a column is about a place where the person does not live.

    Args:
        column: the column.
        homes: the parts of an address that other columns of the sheet have.
    """
    words, place = column.words, _place(column)
    of_streets = column.facts.share("street", "whole_address") >= _MOSTLY
    building = place and _names_a_building(column)
    bare = of_streets and _SEATS.intersection(words) and (_SEATS | _BESIDE_SEATS).issuperset(words)
    gone = place and (_NOT_NOW | _OF_THE_WAY | _VEHICLES).intersection(words)
    said = " ".join(words)
    earlier = _is_somewhere(column) and (_GREW_UP.search(said) or _GOES_TO.search(said))
    polls = (place or of_streets) and _POLLS.search(said)
    of_event = place - {"state"} and _OF_THE_DAY.intersection(words[:1])
    held = of_streets and _WHERE_IT_IS.match(said)
    at_times = (place or of_streets) and _SEASONS.intersection(words)
    again = of_streets and words[-1:] in _HOMES and not NEXT_ONE.isdisjoint(words[:-1])
    second = _is_second_home(column) and place & homes
    return bool(building or bare or gone or earlier or polls or of_event or held or at_times or again or second)


def _names_a_building(column: ColumnEvidence) -> bool:
    """Return whether a heading says of which building a place is: *Barn city*, *ZIP of your church*."""
    for words in (column.words, column.heading.words):
        named = [at for at, word in enumerate(words) if word in _BUILDINGS]
        led = any(words[at - 1] in LEAD_TO and at for at in named)
        if led or not _HOME.intersection(words) and any(at < len(words) - 1 for at in named):
            return True
    return False


def _is_somewhere(column: ColumnEvidence) -> bool:
    return column.facts.share("state", "zip", "zip_short", "place", "town", "street") >= _MOSTLY


def _is_second_home(column: ColumnEvidence) -> bool:
    """Return whether a heading may name a second place of the same person: *Winter city*, *Other ZIP*."""
    other = not NEXT_ONE.isdisjoint(column.words[:1]) and _LINES.isdisjoint(column.words)
    return other or not _AT_TIMES.isdisjoint(column.words)


def _rest(column: ColumnEvidence) -> tuple[str, ...]:
    """Return a heading's words without the one that says which part of an address it is."""
    return column.words[:-1] if _PLACES.intersection(column.concepts) else column.words


def _beside_a_block(columns: Sequence[ColumnEvidence]) -> None:
    """Where street, city, state and ZIP are worded alike, a single state worded otherwise is another place's."""
    blocks: dict[tuple[str, ...], list[ColumnEvidence]] = defaultdict(list)
    for column in columns:
        if not column.whose and _place(column) and column.facts.count:
            blocks[_rest(column)].append(column)
    full = [(rest, b) for rest, b in blocks.items() if len(b) >= _BLOCK and not _NOT_HOME.intersection(rest)]
    for rest, block in full:
        parts = set[str]().union(*map(_place, block))
        for other, single in blocks.items():
            record = other[-1:] == ("record",)
            if other == rest or len(single) > 1 or _HOME.intersection(other) and not record:
                continue
            if _place(single[0]) & parts and single[0].kinds[:1] in [c.kinds[:1] for c in block]:
                single[0].whose = (*single[0].whose, ELSEWHERE)
