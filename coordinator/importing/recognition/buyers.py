"""Orders whose only names are the buyer's: then the buyer is the person."""

from collections.abc import Sequence

from coordinator.importing.recognition.column import ColumnEvidence

_BUYER = "buyer"
_PAYING = frozenset("billing buyer purchaser payer cardholder bill billed comprador compradora facturacion".split())
_PLAIN = frozenset("customer contact e mail email phone number address order the correo electronico telefono".split())
_SHIPPED = "shipping"


def settle_buyers(columns: Sequence[ColumnEvidence]) -> None:
    """Take what is the buyer's for the person's own where no other names stand, but for where a parcel is sent."""
    theirs = [c for c in columns if c.whose == (_BUYER,) and _PAYING.intersection(c.words) and _SHIPPED not in c.words]
    named = [c for c in theirs if "name" in c.concepts and not c.is_contact and c.facts.count]
    others = [c for c in columns if c.whose != (_BUYER,)]
    if len(named) != 1 or any(_is_of_names(c) for c in others if not c.whose):
        return
    if not all(_PLAIN.issuperset(c.words) for c in others if c.is_contact and not c.whose):
        return  # *Attendee e-mail* beside the buyer's name
    for column in theirs:
        column.whose = ()
        column.concepts = tuple(c for c in column.concepts if c != _BUYER)
        column.words = tuple(w for w in column.words if w not in _PAYING)
    named[0].surely = "+full_name"
    for kind in ("phone", "email"):
        own = [c for c in columns if kind in c.kinds and not c.whose]
        if len(own) == 1 and own[0] in theirs:
            own[0].surely = kind


def _is_of_names(column: ColumnEvidence) -> bool:
    return column.is_named or bool({"first", "last", "full"}.intersection(column.concepts)) and column.facts.count > 0
