"""Forgetting: the only physical erasure. What stays is a keyed hash, and a history entry without a name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select, text
from sqlalchemy.engine import Connection

from coordinator.changes import apply as applying
from coordinator.changes.answer_renaming import in_new_words, keys_without, rename_answers
from coordinator.changes.erased_places import ERASED_IN, ErasedPlace, place_of
from coordinator.changes.forget_key import key_to_mark_with
from coordinator.changes.known_as import known_as, known_to_partner
from coordinator.changes.marks import (
    NAMES_MARKED,
    OF_A_NAME,
    OF_MAILBOX,
    SHARED,
    WITH_NAME,
    has_tag,
    mark_of,
    mark_of_beginning,
    mark_of_shared,
    marks_of,
    names_marked,
)
from coordinator.changes.mentions import Mention, erase_mentions, find_mentions
from coordinator.changes.naming import NameFinder
from coordinator.changes.person_traces import PersonTraces, ReadCell, as_field, words_about
from coordinator.changes.plan import Plan
from coordinator.changes.rewriting import Rewriting
from coordinator.changes.scrubbing import NAMELESS, erased_anyway, scrub
from coordinator.changes.undone_merges import gather_with_merges, undone_merges
from coordinator.changes.undone_records import gone_of
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL, RecordType, record_type
from coordinator.records.fields import ADDRESSES, Sign
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.rows import PartnerRow, ReferralRow
from coordinator.store import person_keys, query, search
from coordinator.store.backups import FORGET_KIND as KIND
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.connections import TO_COMPACT
from coordinator.store.tables import CHANGE_SET, META

__all__ = [
    "KIND",
    "NAMELESS",
    "Holder",
    "erase_words",
    "erased_keys",
    "forget",
    "holders",
    "holders_of",
    "marks_of",
    "mentions_of",
    "words_about",
]

ERASED_WORDS = "Erased words about a person"
"""Title of a step that erases words in others' records."""
ALL = "all"
"""Asks to erase the words in all mentions that surely name the person."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A partner who holds a copy of a person's details.

    Attributes:
        partner: the partner's name.
        email: the address to write to, or "".
        sent_on: ISO date of the day when they were sent.
        request: a text asking them to delete their copy.
    """

    partner: str
    email: str
    sent_on: str
    request: str


def holders(connection: Connection, candidate: int) -> list[Holder]:
    """Return the partners that were sent a person's details, each with a request to delete them.

    Raises:
        UserError: there is nobody of that number.
    """
    return holders_of(connection, gather_with_merges(connection, candidate))


def holders_of(connection: Connection, traces: PersonTraces) -> list[Holder]:
    """Return the partners that were sent a person's details, by the names that went out; see `holders`."""
    referrals = query.read_rows(connection, REFERRAL, traces.belongings[REFERRAL.key])
    sent = [r for r in referrals if r.get("status") not in (None, "proposed")]
    partners = {r["id"]: r for r in query.read_rows(connection, PARTNER, {r["partner"] for r in sent})}
    return [
        _holder(known_to_partner(connection, r["id"]) or known_as(traces.people[:1]), r, partners[r["partner"]])
        for r in sent
        if r["partner"] in partners
    ]


def _holder(called: str, referral: ReferralRow, partner: PartnerRow) -> Holder:
    day = str(referral.get("sent_on") or "")[:10]
    when = f"on {day}" if day else "earlier"
    request = (
        f"To {partner['name']}\n\n"
        f"We sent you the details of {called} {when}. This person has asked to be forgotten. Please delete all "
        "that you hold about them, in lists, mailboxes and backups where you can, take them off every mailing, "
        "and tell us in a line when it is done. Thank you."
    )
    return Holder(str(partner["name"]), str(partner.get("contact_email") or ""), day, request)


def mentions_of(connection: Connection, traces: PersonTraces) -> list[Mention]:
    """Return what others' records and their history say about a person, which forgetting leaves unless asked."""
    aside = undone_merges(connection, traces)
    return find_mentions(
        connection,
        traces.finder(),
        traces.belongings,
        aside=lambda seq, record, number, key: key in aside.get((seq, record, number), ()),
        aside_in_step=lambda seq, key, value: erased_anyway(traces, seq, key, value),
    )


def forget(
    campaign: Campaign, candidate: int, *, author: str, erase: Collection[str] = (), read: ReadCell = as_field
) -> int:
    """Erase a person: record, sign-ups, contacts, referrals, and all traces in history and search.

    It cannot be undone. Keyed hashes of all addresses and numbers that the person ever had are kept, so that the next
    list does not bring the person back. An address that somebody else has too is marked together with the name.

    Args:
        campaign: the campaign.
        candidate: the person's number.
        author: who does it.
        erase: keys of mentions in others' records whose words are erased too, or `ALL`.
        read: how cells of lists were read: a name under which a sign-up of theirs came is theirs too.

    Returns:
        the sequence number of the history entry that says so, without a name.

    Raises:
        UserError: there is nobody of that number, or the campaign cannot be written.
    """
    with campaign.writing() as connection:
        erase_for_good(connection)
        rewriting = Rewriting(connection)
        traces = gather_with_merges(connection, candidate, read)
        finder = traces.finder()
        chosen = _chosen(connection, finder, mentions_of(connection, traces), erase, rewriting) if erase else []
        scrub(connection, traces, rewriting)
        seq = _write_line(connection, marks_for(connection, traces), [m.key for m in chosen], author)
        _erase(connection, traces.belongings, rewriting)
        erase_mentions(connection, finder, chosen, rewriting)
        rewriting.seal(seq)
    campaign.tell(seq)
    return seq


def erase_words(campaign: Campaign, finder: NameFinder, erase: Collection[str], *, author: str) -> int | None:
    """Erase words in mentions, in a step of its own that cannot be undone.

    Args:
        campaign: the campaign.
        finder: finds the words.
        erase: keys of mentions, or `ALL`.
        author: who does it.

    Returns:
        the sequence number of the step, or None if nothing was to be erased.

    Raises:
        UserError: the campaign cannot be written.
    """
    with campaign.writing() as connection:
        erase_for_good(connection)
        rewriting = Rewriting(connection)
        mentions = find_mentions(connection, finder, {})
        gone = set(gone_of(connection, dict.fromkeys(m.number for m in mentions if m.own)))
        for mention in mentions:  # what an undone step left is in no list: nobody there needs the word
            mention.own = mention.own and mention.number not in gone
        chosen = _chosen(connection, finder, mentions, erase, rewriting)
        if not chosen:
            return None
        told = [ERASED_IN + m.key for m in chosen]
        seq = applying.write_line(connection, Plan(KIND, ERASED_WORDS, head_of(connection), told=told), author)
        erase_mentions(connection, finder, chosen, rewriting)
        rewriting.seal(seq)
    campaign.tell(seq)
    return seq


def erase_for_good(connection: Connection) -> None:
    """Let the database overwrite what is erased, and the file be written anew afterwards."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA secure_delete=ON"))
        connection.execute(delete(META).where(META.c.key == TO_COMPACT))
        connection.execute(insert(META).values(key=TO_COMPACT, value="yes"))


def erased_keys(connection: Connection) -> dict[str, int]:
    """Return the keys of all mentions whose words were ever erased, with the last step that did it."""
    lists = connection.execute(
        select(CHANGE_SET.c.seq, CHANGE_SET.c.kept).where(CHANGE_SET.c.kind == KIND).order_by(CHANGE_SET.c.seq)
    )
    lines = [(line, seq) for seq, kept in lists for line in kept or () if line.startswith(ERASED_IN)]
    return {line.removeprefix(ERASED_IN): seq for line, seq in lines}


def places_erased_by(connection: Connection, seq: int) -> list[ErasedPlace]:
    """Return where a step erased words."""
    lines = connection.scalar(select(CHANGE_SET.c.kept).where(CHANGE_SET.c.seq == seq)) or ()
    keys = (line.removeprefix(ERASED_IN) for line in lines if line.startswith(ERASED_IN))
    return [place for key in keys if (place := place_of(key))]


def _chosen(
    connection: Connection,
    finder: NameFinder,
    mentions: Sequence[Mention],
    erase: Collection[str],
    rewriting: Rewriting,
) -> list[Mention]:
    """Return the mentions to erase; an answer whose heading is among them gets another key first, if it holds it."""
    chosen = [m for m in mentions if m.key in erase or (ALL in erase and m.surely and not m.own)]
    if keys := keys_without(connection, finder, chosen):
        now = {m.key: replace(m, field=in_new_words(m.field, keys)) for m in mentions}
        rename_answers(connection, keys, rewriting)
        chosen = [new for old, new in now.items() if new.key in erase or any(m.key == old for m in chosen)]
    return chosen


def marks_for(connection: Connection, traces: PersonTraces) -> dict[str, str]:
    """Return the marks of all addresses that a person ever had: mark → what it marks."""
    key = key_to_mark_with(connection)
    plain: dict[str, str] = {}
    alike: dict[str, str] = {}
    words = [word for name in traces.values(Sign.GIVEN_NAME, Sign.FAMILY_NAME) for word in name.split()]
    names = dict.fromkeys(said for name in traces.naming.names for said in names_marked(name))
    for sign in ADDRESSES:
        what = CANDIDATE.keys_of(sign)[0]
        for address in traces.values(sign):
            box = same_mailbox_key(address)
            shared = address.casefold() in traces.shared
            if shared:
                plain[mark_of_shared(key, address)] = what + SHARED
                alike[mark_of_shared(key, box)] = what + SHARED
            else:
                named = NAMES_MARKED if words else ""
                plain[mark_of(key, address)] = what + named
                ways = dict.fromkeys((address, box))
                alike |= {mark_of_beginning(key, way, word): what + OF_A_NAME for way in ways for word in words}
            if not shared and not has_tag(address):
                alike[mark_of(key, box)] = what + named + OF_MAILBOX
            else:
                with_name = (address, box) if shared else (box,)
                alike |= {mark_of(key, one, name): what + WITH_NAME for one in with_name for name in names}
    return alike | plain


def _write_line(connection: Connection, marks: Mapping[str, str], erased: Sequence[str], author: str) -> int:
    told = [ERASED_IN + key for key in erased]
    plan = Plan(KIND, "Forgot a person", head_of(connection), told=told)
    for mark, what in marks.items():
        plan.create("forgotten", {"mark": mark, "what": what})
    if marks:
        applied = applying.apply_within(connection, plan, author=author)
        assert applied.seq is not None
        return applied.seq
    return applying.write_line(connection, plan, author)


def _erase(connection: Connection, belongings: Mapping[str, Sequence[int]], rewriting: Rewriting) -> None:
    for key, ids in belongings.items():
        rt = record_type(key)
        rewriting.erase(rt, ids)
        _leave_search(connection, rt, ids)
    person_keys.refresh(connection, belongings[CANDIDATE.key])


def _leave_search(connection: Connection, rt: RecordType, ids: Sequence[int]) -> None:
    if ids and search.is_searched(rt):
        search.refresh(connection, rt, ids)
        search.purge(connection, rt)
