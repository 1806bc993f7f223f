"""Keys of other programs, and times at which records were made: told apart by the heading and by the cells."""

from collections.abc import Container, Sequence
from itertools import pairwise

from coordinator.base.folding import without_accents
from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.evidence import SMALL
from coordinator.importing.recognition.lexicon import lexicon
from coordinator.importing.targets import IGNORED
from coordinator.records.kinds import plain_text

_KEYS = frozenset(
    "id ids uuid guid key pk ref reference referencia identifier identificador uid sid folio receipt recibo rec ledger "
    "badge card serial autonumber euid leid netid ncid pid vanid voterid clave".split()
)
"""Words that say by themselves that the cells are keys."""
_NO_IDS = frozenset("paid unpaid prepaid covid kid bid medicaid aid avoid did hid mid".split())
_COUNTS = frozenset("number num no nbr nr numero nro n autonumero".split()) | {"#"}
_RECORDS = frozenset(
    "record records response responses order ticket registration reg registered entry submission confirmation "
    "reference case file control internal our your form application request row line item sheet card receipt serial "
    "member membership mbr mem assoc voter elector account acct roll attendee family household employee emp student "
    "lead contact constituent supporter customer client booking reservation badge license licence state county class "
    "respuesta registro registrado pedido orden boleto entrada inscripcion confirmacion referencia caso expediente "
    "control solicitud formulario fila hoja miembro afiliado afiliada socio socia votante elector cuenta folio "
    "asistente familia empleado estudiante cliente credencial".split()
)
"""What a number counts, where it is a key: *Order number*; a lucky number or that of a shirt is none."""
_LINES = _COUNTS | frozenset(
    "line lines row rows rownum rowno item sheet seq sequence s/n sn fila linea renglon hoja".split()
)
"""What a heading says that numbers the lines of its list, and no records."""
_LONGEST = 4
"""A line's number has at most so many digits."""
_STEPS = 0.8
_NO_KEYS = frozenset(("street", "address", "district", "precinct"))
_MADE = frozenset(
    "created joined signup signed registered submitted enrolled added creado creada registrado "
    "registro enviado alta".split()
)
_MOMENTS = frozenset("date time timestamp datetime ts at on utc epoch unix when fecha hora el of de".split())
_NO_START = frozenset("optin opt subscribed".split())
_SOME, _MOSTLY, _DIFFER = 0.3, 0.6, 0.7


def _is_key_word(word: str) -> bool:
    joined = word.endswith("id") and word not in _NO_IDS and word not in lexicon().near
    return word in _KEYS or joined  # `userid`


def settle_line_numbers(
    columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]], known: Container[int]
) -> None:
    """Mark the columns that number the lines of their list: the next list begins anew, so they say who nobody is.

    Args:
        columns: the columns of a sheet.
        cells: some cells of each.
        known: the columns whose service is known to give each record a number of its own.
    """
    for at, column in enumerate(columns):
        if at not in known and _numbers_lines(column, cells[at]):
            column.numbers_lines = True
            column.surely = IGNORED


def _numbers_lines(column: ColumnEvidence, cells: Sequence[object]) -> bool:
    """Return whether cells count on from the top by one; or are short numbers, and the heading speaks of lines."""
    numbers = []
    for cell in cells:
        text = plain_text(cell).removesuffix(".").removesuffix(")")
        if text.isdecimal() and len(text) <= _LONGEST:
            numbers.append(int(text))
        elif text:
            return False
    if not numbers:
        return False
    steps = [after - before == 1 for before, after in pairwise(numbers)]
    counts = len(steps) > 1 and sum(steps) >= _STEPS * len(steps)
    words = without_accents(column.heading.raw).replace(".", " ").split()
    if words and _LINES.issuperset(words):
        return counts or may_be_key(column)
    return counts and min(numbers) <= 1 and may_be_key(column)


def may_be_key(column: ColumnEvidence) -> bool:
    """Return whether a column may be the record's key: its heading says so, and its cells are exact and differ."""
    facts, words = column.facts, column.words
    if column.numbers_lines:
        return False
    if facts.share("cut") > 0 or facts.distinct < _DIFFER or facts.share("street", "date", "clock") >= _SOME:
        return False
    if column.heading.says_nothing:
        return facts.share("epoch") < _MOSTLY
    if _NO_KEYS.intersection(column.concepts):
        return False
    if any(map(_is_key_word, (*words, *column.heading.words, *column.heading.aside))):
        return True
    counted = [w for w in words if w not in _COUNTS and w not in SMALL]
    return len(counted) < len(words) and _RECORDS.issuperset(counted) and facts.share("epoch") < _MOSTLY


def settle_moments(columns: Sequence[ColumnEvidence]) -> None:
    """Say that a column of seconds since 1970 under *created* or *joined* is the time of the sign-up."""
    made = [c for c in columns if _MADE.intersection(c.words) and not c.whose and not _NO_START.intersection(c.words)]
    if any(c.facts.share("date", "typed_date") >= _MOSTLY for c in made):
        return
    moments = [c for c in made if c.facts.share("epoch") >= _MOSTLY and not any(map(_is_key_word, c.words))]
    plain = [c for c in moments if (_MADE | _MOMENTS).issuperset(c.words)]
    for column in (plain or moments)[:1]:
        column.surely = "signup.submitted_at"
