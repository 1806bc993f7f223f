"""Extra grid columns: figures not stored in a record, such as the results of a partner's people."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.records.catalog import PARTNER, RecordType
from coordinator.records.fields import Field, as_values
from coordinator.records.kinds import DATE, DECIMAL, INTEGER, Kind, Value

PREFIX = "+"


def _figure(key: str, text: str, kind: Kind, width: int, told: str) -> Field:
    key = PREFIX + key
    return Field(key, text, kind, width=width, help=told, editable=False, derive=lambda r: as_values(r).get(key))


EXTRAS: Mapping[str, tuple[Field, ...]] = {
    PARTNER.key: (
        _figure("open", "With them", INTEGER, 90, "How many are under way there now."),
        _figure("sent", "Sent", INTEGER, 70, "How many were handed over in all."),
        _figure("accepted", "Accepted", INTEGER, 84, "How many of them were taken."),
        _figure("completed", "Completed", INTEGER, 90, "How many came to the end."),
        _figure("days", "Days to answer", DECIMAL, 110, "Median days from the hand-off to the first answer."),
        _figure("silent", "Silent", INTEGER, 70, "How many answers are overdue."),
        _figure("last", "Last answer", DATE, 100, "Day of the last answer."),
    )
}


def extras_of(rt: RecordType) -> tuple[Field, ...]:
    """Return the extra columns of a record type."""
    return EXTRAS.get(rt.key, ())


def figures(connection: Connection, rt: RecordType) -> dict[int, dict[str, Value]]:
    """Return the figures of records that have any: number → extra column key → value."""
    from coordinator.partners.results import results

    if rt.key != PARTNER.key:
        return {}
    return {
        number: {
            "+open": r.open,
            "+sent": r.sent,
            "+accepted": r.accepted,
            "+completed": r.completed,
            "+days": r.days,
            "+silent": r.silent,
            "+last": r.last_answer,
        }
        for number, r in results(connection).items()
    }
