"""Who does not go out in a workbook since they do not want it, or goes out in another's row; everybody by name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from coordinator.people.households import by_phone
from coordinator.people.numbers_to_call import PHONE, also_there, cannot_be_called
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.records.fields import Sign, as_values
from coordinator.records.left_out import LeftOut
from coordinator.records.opt_out_headings import of_ways
from coordinator.records.refusals import CHANNELS, CONSENT, MARKS, refuses, said_no, sorts_of, ways_of
from coordinator.round_trip.sheets_out import MADE_KEY, Outgoing, is_made_of_an_address, used_ways
from coordinator.store import query

NO_EMAIL = "has no e-mail"
_EMAIL = CANDIDATE.by_key[CANDIDATE.keys_of(Sign.EMAIL)[0]]
_TO_NAME = (*CANDIDATE.title_keys, CONSENT, *MARKS)
"""Keys of the fields that name a person and say what they refuse."""


class Unasked(NamedTuple):
    """Who is left out of a workbook, and who is in it without an address that they refused.

    Attributes:
        left_out: who does not go out, each with the reason.
        blanked: who goes out without an address that they refused, each with the reason.
        told: labels of the columns that were added, which tell what else is refused.
        together: number of people who go out in the row of another at the same phone.
    """

    left_out: tuple[LeftOut, ...] = ()
    blanked: tuple[LeftOut, ...] = ()
    told: tuple[str, ...] = ()
    together: int = 0


def leave_out(connection: Connection, sheets: Sequence[Outgoing], *, purpose: str = "") -> Unasked:
    """Leave out people who do not want to be contacted, and what belongs to them; return who they are.

    A list with phones and no e-mails is for calling, or for texts if its purpose says so; one with e-mails and no
    phones is for writing: those who do not want just that are left out too. In a list with both, or for a purpose, each
    one has only the addresses that may be used; who may be called and not texted is marked. A list of postal addresses
    for a purpose is for letters: it leaves out who says no to being contacted. One that is called or texted from leaves
    out who cannot be called, and one of e-mails alone for a purpose who has none.
    """
    marked_for: dict[str | None, set[int]]
    marked_for = {kind: set(query.select_ids(connection, CANDIDATE, said_no(kind))) for kind in (None, *CHANNELS)}
    no_consent = set(query.select_ids(connection, CANDIDATE, f"{CONSENT} = no")) if purpose else set[int]()
    people: dict[int, tuple[str | None, ...]] = {}
    gone: set[int] = set()
    blanked: dict[int, tuple[str | None, ...]] = {}
    unreached: dict[int, str] = {}
    together = 0
    told: dict[str, None] = {}
    for sheet in sheets:
        ways = sheet.ways(purpose) or (None,)
        marked = set().union(*(marked_for[way] for way in ways))
        if purpose and sheet.has_postal_address:
            marked = marked | no_consent
        whose = {number: {number} for number in marked} if sheet.rt.is_person else dict[int, set[int]]()
        for key in sheet.rt.pointing_at(CANDIDATE.key) if marked else ():
            for value, ids in query.ids_by_values(connection, sheet.rt, key, marked).items():
                whose.setdefault(int(str(value)), set()).update(ids)
        here, out = set(sheet.ids), {i for ids in whose.values() for i in ids}
        people |= {number: ways for number, ids in whose.items() if not here.isdisjoint(ids)}
        gone |= set(sheet.gone) if sheet.rt.is_person else set()
        sheet.ids = [i for i in sheet.ids if i not in out]
        refused = tuple(way for f in sheet.fields for ways in sorts_of(f) for way in used_ways(ways, purpose))
        blanked |= dict.fromkeys(sheet.blank_refused(marked_for, purpose=purpose), refused)
        if _is_for_phones(sheet, purpose):
            unreached |= (cannot := cannot_be_called(connection, sheet.ids))
            sheet.ids = [number for number in sheet.ids if number not in cannot]
            together += _call_together(connection, sheet, purpose)
        elif _is_for_emails(sheet, purpose):
            unreached |= (cannot := _without_email(connection, sheet.ids))
            sheet.ids = [number for number in sheet.ids if number not in cannot]
        told |= dict.fromkeys(sheet.tell_other_ways(marked_for, purpose=purpose))
        if sheet.rt is SIGNUP:
            some = marked_for["call"] | marked_for["email"]
            found = query.ids_by_values(connection, SIGNUP, CANDIDATE.key, some) if some else {}
            sheet.hushed = frozenset(i for ids in found.values() for i in ids)
            blanked |= dict.fromkeys(_hushed(connection, sheet), ("call", "email"))
    names = query.titles(connection, CANDIDATE, unreached)
    uncalled = (LeftOut(names.get(number, ""), why) for number, why in unreached.items())
    left_out = (*_named(connection, people), *_gone(connection, gone), *uncalled)
    return Unasked(left_out, tuple(_named(connection, blanked)), tuple(told), together)


def _named(connection: Connection, people: Mapping[int, Sequence[str | None]]) -> Iterable[LeftOut]:
    """Yield people who refuse contact, each with the reason in the ways that a sheet is for."""
    for row in query.read_rows(connection, CANDIDATE, sorted(people), _TO_NAME):
        reasons = (refuses(row, way) for way in (*people[row["id"]], None, *CHANNELS))
        yield LeftOut(CANDIDATE.title(row), next(filter(None, reasons), ""))


def _gone(connection: Connection, numbers: Collection[int]) -> Iterable[LeftOut]:
    """Yield people who are here no longer; who was forgotten has a row ID and no name."""
    here = query.titles(connection, CANDIDATE, numbers)
    for number in sorted(numbers):
        name = here.get(number)
        yield LeftOut(name or row_id.make(CANDIDATE.letter, number), "was deleted" if name else "was forgotten")


def _hushed(connection: Connection, sheet: Outgoing) -> set[int]:
    """Return whose sign-ups go out without the key that was made of an address which they refused."""
    if all(field.key != MADE_KEY for field in sheet.fields):
        return set()
    ids = [number for number in sheet.ids if number in sheet.hushed]
    rows = query.read_rows(connection, SIGNUP, ids, [MADE_KEY, CANDIDATE.key])
    return {int(str(as_values(row)[CANDIDATE.key])) for row in rows if is_made_of_an_address(as_values(row)[MADE_KEY])}


def _is_for_phones(sheet: Outgoing, purpose: str) -> bool:
    """Return whether a list of people is called or texted from: one with phones, for a purpose that is such."""
    by_phones = set(ways_of(PHONE))
    calls = by_phones.intersection(sheet.ways(purpose)) or by_phones.intersection(of_ways(purpose))
    return bool(purpose and sheet.rt.is_person and PHONE in sheet.fields and calls)


def _is_for_emails(sheet: Outgoing, purpose: str) -> bool:
    """Return whether a list of people is for writing e-mails: one with e-mails alone, for a purpose."""
    emails = sheet.ways(purpose) == ways_of(_EMAIL) and not sheet.has_postal_address
    return bool(purpose and sheet.rt.is_person and _EMAIL in sheet.fields and emails)


def _without_email(connection: Connection, people: Collection[int]) -> dict[int, str]:
    """Return the people who have no e-mail, each with that reason."""
    rows = query.read_by_id(connection, CANDIDATE, sorted(people), CANDIDATE.keys_of(Sign.EMAIL))
    return {number: NO_EMAIL for number, row in rows.items() if not list(CANDIDATE.values_of(row, Sign.EMAIL))}


def _call_together(connection: Connection, sheet: Outgoing, purpose: str) -> int:
    """Let those of a household go out in one row, as on the call list; return how many others there are.

    Of who has that phone too and is not to be called, or was not reached there, the row says so.
    """
    rows, blanked = query.read_rows(connection, CANDIDATE, sheet.ids, [PHONE.key]), sheet.blanked.get(PHONE.key, ())
    phones = {r["id"]: str(as_values(r)[PHONE.key]) for r in rows if as_values(r)[PHONE.key] and r["id"] not in blanked}
    shared = {row[0]: row[1:] for row in by_phone(connection, phones) if len(row) > 1}
    names = query.titles(connection, CANDIDATE, [n for others in shared.values() for n in others])
    (kind, *_) = used_ways(ways_of(PHONE), purpose)
    there = also_there(connection, [*phones], kind)
    warned = {number: [f"{who.name} {who.why}" for who in some] for number, some in there.items()}
    sheet.call_together(shared, names, warned)
    return sum(map(len, shared.values()))
