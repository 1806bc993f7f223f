"""Keys of other programs, and times at which records were made: told apart by the heading and by the cells."""

from collections.abc import Sequence

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.evidence import SMALL
from coordinator.importing.recognition.lexicon import lexicon

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


def may_be_key(column: ColumnEvidence) -> bool:
    """Return whether a column may be the record's key: its heading says so, and its cells are exact and differ."""
    facts, words = column.facts, column.words
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
