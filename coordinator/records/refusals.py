"""Who may be called, written to or passed on: one rule for lists, calls, e-mails, follow-ups and hand-offs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from coordinator.base.naming_some import ended, name_some
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Field, Row, as_values
from coordinator.records.kinds import EMAIL, EMAILS, LONG_TEXT, PHONE, PHONES, TEXT, YES_NO, Kind, Value

NO_CONTACT, CONSENT, SHARING = "do_not_contact", "consent_contact", "consent_share"
_ABOUT = [f for f in CANDIDATE.stored if f.group == CANDIDATE.field(CONSENT).group]
ABOUT_CONSENT = frozenset(f.key for f in _ABOUT)
"""Keys of all fields about what a person allows and refuses, with the day and the words of it."""
PERMISSIONS = tuple(f.key for f in _ABOUT if f.kind is YES_NO)
"""Keys of the fields that say whether something is allowed."""


class Channel(NamedTuple):
    """A way to reach a person.

    Attributes:
        mark: key of the field that says no to it.
        why_not: what is told of a person who has the mark.
    """

    mark: str
    why_not: str


CHANNELS: Mapping[str, Channel] = {
    "call": Channel("do_not_call", "does not want to be called"),
    "text": Channel("do_not_text", "does not want text messages"),
    "email": Channel("do_not_email", "does not want e-mails"),
}
"""Kind of contact → its channel. A talk has none: whoever comes by may be spoken to."""
MARKS = (NO_CONTACT, *(c.mark for c in CHANNELS.values()))
"""Keys of the fields that say no."""
_AT_ALL = (NO_CONTACT, CONSENT)
YES_OR_NO = frozenset({*PERMISSIONS, *MARKS})
"""Keys of the fields that allow or refuse something."""


def says_no(key: str, value: Value) -> bool:
    """Return whether a value of a field says no to being contacted in a way, or to being passed on."""
    return (key in MARKS and value is True) or (key in PERMISSIONS and value is False)


def says_again(key: str, before: Value, after: Value) -> bool:
    """Return whether a value of a field says a no that stands there already."""
    return says_no(key, before) and before == after


def takes_back_no(key: str, before: Value, after: Value) -> bool:
    """Return whether a value of a field says yes where another one said no."""
    return says_no(key, before) and not says_no(key, after) and after is not None


def noes_against(here: Mapping[str, Value], key: str, value: Value) -> list[str]:
    """Return the keys of the noes of a person against which a value of a field says yes.

    Being contacted is allowed in one field and refused in another, so a yes in one may be said after a no in the other.
    """
    if key not in YES_OR_NO or value is None or says_no(key, value):
        return []
    return [k for k in dict.fromkeys((key, *(_AT_ALL if key in _AT_ALL else ()))) if says_no(k, here.get(k))]


def takes_back_yes(key: str, before: Value, after: Value) -> bool:
    """Return whether a value of a field says no where another one said yes."""
    return says_no(key, after) and not says_no(key, before) and before is not None


def told_of_mark(key: str, value: Value, names: Sequence[str], why: str) -> str:
    """Return the sentence that tells who gets a mark.

    Args:
        key, value: the field, and the no that it gets.
        names: of the people, in order; the first five are told.
        why: where the no was said, as `as the sheet says`.
    """
    field = CANDIDATE.by_key[key]
    people = "1 person gets" if len(names) == 1 else f"{len(names):,} people get"
    return ended(f"{people} “{field.label}: {field.kind.show(value)}”, {why}: {name_some(names, 5)}")


def no_longer_permits(before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
    """Return the mark for one way of contact that stands where the same row permitted contact before, else "".

    Args:
        before: what a row said last time.
        after: what it says now: a no to one way, and no yes any more.
    """
    if before.get(CONSENT) is not True or after.get(CONSENT) is not None:
        return ""
    return next((c.mark for c in CHANNELS.values() if after.get(c.mark) is True and not before.get(c.mark)), "")


def refuses(person: Row, kind: str | None = None) -> str:
    """Return why a person must not be contacted, or an empty text if they may be.

    Args:
        person: a candidate's row with the fields `MARKS`, and `consent_contact` if there is a kind.
        kind: code of a kind of contact; None: being told of to others, who would then contact them in any way.
    """
    if person.get(NO_CONTACT):
        return "does not want to be contacted"
    if kind is None:
        return "does not want to be called or written to" if all(person.get(c.mark) for c in CHANNELS.values()) else ""
    if person.get(CONSENT) is False:
        return "says no to being contacted"
    channel = CHANNELS.get(kind)
    return channel.why_not if channel and person.get(channel.mark) else ""


def refuses_sharing(person: Row) -> str:
    """Return why a person must not be passed on to partners, or an empty text if they said no such thing."""
    return refuses(person) or ("says no to sharing" if person.get(SHARING) is False else "")


def refused_by(person: Row) -> list[str]:
    """Return the keys of the fields in which a person says no to contact, at all or in one way."""
    values = as_values(person)
    return [key for key in (CONSENT, *MARKS) if says_no(key, values.get(key))]


def refused_in_words(person: Row) -> str:
    """Return in which fields a person says no to contact, as they are called; an empty text if they do not."""
    fields = [CANDIDATE.by_key[key] for key in refused_by(person)]
    return ", ".join(f.label if f.key in MARKS else f"{f.label}: {f.kind.show(False)}" for f in fields)


def told_of_refusing(people: Iterable[Row]) -> dict[str, list[str]]:
    """Return the noes of people who are passed on all the same, as `May be contacted: No`, each with their names."""
    found: dict[str, list[str]] = {}
    for person in people:
        for key in refused_by(person):
            field = CANDIDATE.by_key[key]
            found.setdefault(f"{field.label}: {field.kind.show(as_values(person).get(key))}", []).append(
                CANDIDATE.title(person)
            )
    return found


POSTAL = "address"
"""Key of the field that letters go to."""
_BY_E_MAIL, _BY_PHONE = ("email",), ("call", "text")
_SORTS = (_BY_E_MAIL, _BY_PHONE)
_HOLDS = {_BY_E_MAIL: EMAILS, _BY_PHONE: PHONES}
_WAYS: Mapping[Kind, tuple[str, ...]] = {
    EMAIL: _BY_E_MAIL,
    EMAILS: _BY_E_MAIL,
    PHONE: _BY_PHONE,
    PHONES: _BY_PHONE,
}


def ways_of(field: Field) -> tuple[str, ...]:
    """Return the kinds of contact that a field's addresses can be used for; none if it holds no addresses.

    The kind of the field decides, so the campaign's own fields count too. A list with such addresses is for the first.
    """
    return _WAYS.get(field.kind, ())


def sorts_of(field: Field) -> tuple[tuple[str, ...], ...]:
    """Return the ways of each sort of address that a field may hold; a text of the campaign's own may hold any."""
    if ways := ways_of(field):
        return (ways,)
    return _SORTS if field.is_answer and field.kind in (TEXT, LONG_TEXT) else ()


def sorts_in(field: Field, value: Value) -> list[tuple[str, ...]]:
    """Return the ways of each sort of address that a value holds: both of `614-555-0101, ana@example.org`."""
    if value is None or ways_of(field):
        return [] if value is None else list(sorts_of(field))
    return [ways for ways in sorts_of(field) if _HOLDS[ways].take(value).values]


def marks_seen(keys: Collection[str]) -> bool:
    """Return whether the columns of a list tell everything that people say no to."""
    return {*MARKS, CONSENT} <= set(keys)


def said_no(kind: str | None = None) -> str:
    """Return the filter for all whom `refuses` keeps from being contacted in a way that has a channel, or at all."""
    if kind is not None:
        return f"{NO_CONTACT} = yes or {CHANNELS[kind].mark} = yes or {CONSENT} = no"
    every = " and ".join(f"{c.mark} = yes" for c in CHANNELS.values())
    return f"{NO_CONTACT} = yes or ({every})"
