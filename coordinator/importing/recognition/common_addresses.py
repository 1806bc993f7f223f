"""E-mails and phones that are nobody's own in a sheet: whom a message went to, and one that stands in all rows."""

import re
from collections import Counter
from collections.abc import Sequence

from coordinator.importing.recognition.column import NAMES_OF, SOMEBODY, ColumnEvidence
from coordinator.records.kinds import plain_text

_END_OF_MESSAGE = re.compile(
    r"^(to|cc|bcc|para)( (the )?(e ?mail|number|phone|cell|address|correo|numero|telefono)\b|$)"
    r"|^(from|de)( (the )?(e ?mail|number|phone|cell|line|correo|numero|telefono|linea)\b|$)"
    r"|\b(call|calls|calling|caller|text|texts|texting|sms|dial|dialing|ring|ringing|llamada|llamando) (from|desde|de)$"
    r"|\b(outgoing|outbound|caller id|callerid|salient)\b"
    r"|\b(campaign|office|team|shared|our|staff|group|equipo|campana) (inbox|mailbox|buzon)\b"
    r"|\b(e ?mail|number|phone|message|text|correo|numero) to$|\bcc\b|\bbcc\b"
    r"|\b(sent|send|delivered|deliver|forwarded|addressed|mailed|emailed|texted|dialed|called)"
    r" (from|by|to|via|through)\b"
    r"|\brepl(y|ies) ?to\b|\breplyto\b|\brespond to\b|\breturn (address|e ?mail)\b"
    r"|\b(sender|sending|receiver|receiving|recipient|recipients|destination|payee|merchant)\b"
    r"|\b(destinatari[oa]|remitente|receptor|destino|responder a|enviad[oa] (a|desde|por)|enviar a|copia a)\b"
)
"""Headings of who got or sent a message or money."""
_PLAIN = frozenset(
    "your my the e mail email phone cell cellphone mobile number no home primary personal best address contact main "
    "telephone tel family household correo electronico telefono celular movil numero de su casa".split()
)
_FEWEST, _FEWEST_PLAIN, _NAMES = 2, 6, 3
_NEARLY_ALL, _HALF = 0.8, 0.5


def settle_common_addresses(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Say which e-mails and phones are a receiver's or sender's, or stand in nearly all rows: they may be another's.

    Beside an address of the person's own one that a message went to is somebody else's.
    """
    for at, column in enumerate(columns):
        if not column.is_contact or column.whose:
            continue
        if _END_OF_MESSAGE.search(_text(column)):
            kind = "email" if "email" in column.kinds else "phone"
            own = any(c is not column and _is_own(c, kind) for c in columns)
            column.whose = (SOMEBODY,) if own else ()
            column.of_role = True
        elif _is_of_all(at, columns, cells) or _are_few(at, columns, cells):
            column.of_role = True


def _text(column: ColumnEvidence) -> str:
    return " ".join(column.heading.words)


def _is_own(column: ColumnEvidence, kind: str) -> bool:
    return kind in column.kinds and not column.whose and _END_OF_MESSAGE.search(_text(column)) is None


def _by_address(
    at: int, columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return of each row with an address that and the name."""
    named = [
        cells[i]
        for i, c in enumerate(columns)
        if i != at and not c.is_contact and (c.is_named or NAMES_OF.intersection(c.concepts))
    ]
    names = zip(*named, strict=True) if named else iter(())
    return [
        (text.casefold(), tuple(plain_text(part).casefold() for part in name))
        for cell, name in zip(cells[at], names, strict=False)
        if (text := plain_text(cell))
    ]


def _is_plain(column: ColumnEvidence) -> bool:
    return _PLAIN.issuperset(w for w in column.words if w.isalpha())


def _is_of_all(at: int, columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> bool:
    """Return whether one address stands in nearly all rows of people with different names."""
    rows, plain = _by_address(at, columns, cells), _is_plain(columns[at])
    if len(rows) < (_FEWEST_PLAIN if plain else _FEWEST):
        return False
    (address, most), *_ = Counter(text for text, _ in rows).most_common(1)
    people = {name for text, name in rows if text == address}
    return most >= _NEARLY_ALL * len(rows) and len(people) >= (_NAMES if plain else _FEWEST)


def _are_few(at: int, columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> bool:
    """Return whether most rows share their address with several people, below a heading that asks for none."""
    rows = _by_address(at, columns, cells)
    if len(rows) < _FEWEST_PLAIN or _is_plain(columns[at]):
        return False
    people = Counter(text for text, _ in set(rows))
    return sum(people[text] >= _NAMES for text, _ in rows) >= _HALF * len(rows)
