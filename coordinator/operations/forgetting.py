"""Forgetting a person: what it would erase and what would stay, the erasure, and a sentence that says what is left."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base import paths
from coordinator.changes import forget
from coordinator.changes.erased_places import ErasedPlace
from coordinator.changes.forget import ALL, Holder, holders, holders_of, mentions_of
from coordinator.changes.forget_key import give_up_missing, take_key_file, write_key_file
from coordinator.changes.known_as import known_as
from coordinator.changes.mark_keys import blind, keys_of
from coordinator.changes.mentions import Mention, find_mentions
from coordinator.changes.naming import NameFinder, Naming
from coordinator.changes.person_traces import PersonTraces
from coordinator.changes.undone_merges import gather_with_merges
from coordinator.importing.signed_up_as import read_again
from coordinator.people.files_naming import FilesFound, files_that_name
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, FORGOTTEN
from coordinator.records.rows import CandidateRow
from coordinator.round_trip.exports_holding import ExportHolding, exports_holding
from coordinator.store import backups
from coordinator.store import copies as copies_known
from coordinator.store.backups import FORGET_AFTER, Backup
from coordinator.store.campaign import Campaign

__all__ = [
    "ALL",
    "FORGET_AFTER",
    "ForgetPreview",
    "Holder",
    "PersonForgotten",
    "WordsErased",
    "blind",
    "erase_more",
    "erase_words",
    "finder_of_words",
    "forget_person",
    "give_up_missing",
    "holders",
    "keys_of",
    "mentions_of_words",
    "preview",
    "take_key_file",
    "write_key_file",
]


MOST_UNSURE = 30
"""So many mentions that perhaps mean somebody else are told one by one."""
LEAST_DIGITS = 10
"""A phone number has at least so many digits."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds something of a person beside their own records.

    Attributes:
        mentions: what others' records and the history say about them.
        partners: partners who hold a copy.
        exports: workbooks that went out with their rows.
        files: files that name them.
        backups: copies of the campaign that hold them, newest first.
        copies: number of all copies of the campaign beside it, which a new backup replaces if that is asked for.
        namesakes: row IDs of others of the same name.
        common_names: others have the same first or last name, so that it was not looked for alone.
    """

    mentions: tuple[Mention, ...] = ()
    partners: tuple[Holder, ...] = ()
    exports: tuple[ExportHolding, ...] = ()
    files: FilesFound = field(default_factory=FilesFound)
    backups: tuple[Backup, ...] = ()
    copies: int = 0
    namesakes: tuple[str, ...] = ()
    common_names: bool = False

    def lines(self) -> list[str]:
        """Return a line for each thing, in words; a field's key, by which it is chosen, comes last."""
        sure, unsure = ([m for m in self.mentions if m.surely is surely] for surely in (True, False))
        found = [_mention_line(m) for m in (*sure, *unsure[:MOST_UNSURE])]
        if more := unsure[MOST_UNSURE:]:
            found.append(f"{len(more)} more fields of others with a name or an address that is theirs too")
        found += [f"{who}: also called so" for who in self.namesakes]
        found += [f"{h.partner}: got their details{f' on {h.sent_on}' if h.sent_on else ''}" for h in self.partners]
        found += [_export_line(e) for e in self.exports]
        found += [f"File {path}: delete it or take them out by hand" for path in self.files.naming]
        if self.backups:
            found.append(_backup_line(self.backups))
        return found

    @property
    def letters(self) -> str:
        """The letters that ask holders to delete their copies, one after the other."""
        some = [f"{h.email}\n{h.request}".strip() for h in self.partners]
        return "\n\n".join([*some, *(e.request for e in self.exports)])


def _mention_line(mention: Mention) -> str:
    sure = "" if mention.surely else " (perhaps somebody else)"
    sure = " (their own too)" if mention.own else sure
    return f"{mention.where}{sure}: {mention.shown} ({mention.key})"


def _export_line(export: ExportHolding) -> str:
    holder = f", with {export.holder}" if export.holder else ""
    may = "" if export.surely else " may hold them"
    return f"Workbook {export.file} of {export.made_on}{holder}{may} (export {export.code})"


def _backup_line(copies: Sequence[Backup]) -> str:
    oldest, newest = copies[-1].at, copies[0].at
    last = newest + FORGET_AFTER
    if len(copies) == 1:
        return (
            f"1 backup of {newest:%Y-%m-%d}, in {copies[0].path.parent}: it is deleted when it is {FORGET_AFTER.days} "
            f"days old, after {last:%Y-%m-%d}, as soon as the campaign is opened or backed up"
        )
    number = f"{len(copies)} backups"
    when = f"of {newest:%Y-%m-%d}" if oldest.date() == newest.date() else f"of {oldest:%Y-%m-%d} to {newest:%Y-%m-%d}"
    return (
        f"{number} {when}, in {copies[0].path.parent}: each is deleted when it is {FORGET_AFTER.days} days old, "
        f"the last one after {last:%Y-%m-%d}, as soon as the campaign is opened or backed up"
    )


@dataclass(frozen=True, slots=True)
class ForgetPreview:
    """What forgetting a person would do.

    Attributes:
        title: what the person is called; if others were merged with them, all names and row IDs.
        erased: record type → number of records that go.
        looked_for: names, addresses and numbers that they have or ever had.
        holding: what would stay, unless it is asked to go.
    """

    title: str
    erased: dict[str, int]
    looked_for: tuple[str, ...]
    holding: Holding


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """The result of forgetting a person.

    Attributes:
        seq: sequence number of the history entry, which holds no name.
        backups_deleted: number of backups deleted.
        marks: number of marks that keep the person from coming back.
        key_in_file: whether the key of the marks lies in the campaign, beside them.
        compacted: whether the unused parts of the campaign file were cleared; None for a database on a server.
        left: what still holds something of the person.
        finder: finds the person's words, to erase more of them; it is nowhere stored.
        backups_now: all earlier backups were replaced by a new one, as they are if more words are erased.
    """

    seq: int
    backups_deleted: int
    marks: int
    key_in_file: bool
    compacted: bool | None
    left: Holding
    finder: NameFinder
    backups_now: bool = False

    @property
    def sentence(self) -> str:
        """What is left, and where, in words."""
        return self._sentence(self.left.lines())

    @property
    def sentence_above_mentions(self) -> str:
        """What is left, and where, for somebody who has the mentions listed below it: they are only counted."""
        number, others = len(self.left.mentions), replace(self.left, mentions=()).lines()
        places = "1 place" if number == 1 else f"{number} places"
        listed = [f"{places} in others' records and in the history, listed below"] if number else []
        return self._sentence([*listed, *others])

    def _sentence(self, left: list[str]) -> str:
        return "\n".join([*self._kept(), *self._rest(left)])

    def _kept(self) -> list[str]:
        line = f"a line in the history without a name (step {self.seq})"
        if not self.marks:
            return [
                f"Forgotten. The campaign keeps {line}. They had no e-mail and no phone of their own, so no mark keeps "
                "a list from bringing them back."
            ]
        marks = f"{self.marks} mark{'s' if self.marks > 1 else ''} without a name"
        place = "database" if self.compacted is None else "file"
        where = (
            f"wherever this campaign is opened: the key of the marks lies in the {place}, beside them, so that whoever "
            "has it can try addresses and numbers"
            if self.key_in_file
            else "on this computer; on another one once it has been given the key that is kept here"
        )
        return [
            f"Forgotten. The campaign keeps {line} and {marks}, so that no list brings them back. That works {where}."
        ]

    def _rest(self, left: list[str]) -> list[str]:
        rest = [*left]
        if self.compacted is False:
            rest.append("Unused parts of the campaign file, held by another program: cleared when it is next opened")
        if self.compacted is None:
            rest.append("The server's own logs and backups: ask who runs it")
        if not rest:
            told = ["Nothing else is left of them that the program knows of."]
        else:
            told = ["Left of them:", *(f"  {line}" for line in rest)]
        if self.left.common_names:
            told.append("Not looked for: a first or last name alone that others here have too.")
        if unread := self.left.files.unread:
            names = ", ".join(path.name for path in unread[:5]) + (", …" if len(unread) > 5 else "")
            told.append(f"Not looked into: {names}.")
        return told


def preview(campaign: Campaign, candidate: int, *, folders: Iterable[Path] = ()) -> ForgetPreview:
    """Return what forgetting a person would erase, and what else names or holds them.

    Args:
        campaign: the campaign.
        candidate: the person's number.
        folders: further folders where to look for files, besides the campaign's own.

    Raises:
        UserError: there is nobody of that number.
    """
    with campaign.reading() as connection:
        traces = gather_with_merges(connection, candidate, read_again)
        files = _files(campaign, traces.finder(), traces.ids, folders, _elsewhere(campaign))
        holding = _holding(connection, campaign, traces, mentions_of(connection, traces), files)
    erased = {key: len(ids) for key, ids in traces.belongings.items() if ids}
    return ForgetPreview(_called(traces), erased, tuple(forget.words_about([traces.held])), holding)


def _called(traces: PersonTraces) -> str:
    """Return what a person is called; all records by name and row ID if several were merged, or undone steps left some.

    What an undone step left is told apart, since it is in no list.
    """
    here, left = ([r for r in traces.people if (r["id"] in traces.undone) is undone] for undone in (False, True))
    named = [_with_row_id(row) for row in here]
    called = f"{', '.join(named[:-1])} and {named[-1]}, merged into one person," if len(here) > 1 else ""
    called = called or CANDIDATE.title(here[0])
    if not left:
        return called
    return f"{called} together with what undone steps left of them, {', '.join(map(_with_row_id, left))},"


def _with_row_id(row: CandidateRow) -> str:
    return f"{CANDIDATE.title(row)} ({row_id.make(CANDIDATE.letter, row['id'])})"


def _holding(
    connection: Connection,
    campaign: Campaign,
    traces: PersonTraces,
    mentions: Iterable[Mention],
    files: FilesFound,
) -> Holding:
    since = min((str(row["created_at"] or "") for row in traces.people), default="")
    return Holding(
        tuple(mentions),
        tuple(holders_of(connection, traces)),
        tuple(exports_holding(connection, traces.belongings, known_as(traces.people, ()), since)),
        files,
        _backups(campaign, traces.ids),
        len(backups.copies_of(campaign.path)) if campaign.path else 0,
        tuple(row_id.make(CANDIDATE.letter, number) for number in traces.namesakes),
        traces.common_names,
    )


def _files(
    campaign: Campaign, finder: NameFinder, people: Sequence[int], folders: Iterable[Path], copies: Iterable[Path]
) -> FilesFound:
    own = [campaign.path.parent] if campaign.path else []
    own += [*copies_known.drafts(campaign.path), paths.config_dir(), paths.data_dir(), paths.log_dir()]
    return files_that_name(finder, [*own, *folders], people, campaign=campaign.path, copies=copies)


def _elsewhere(campaign: Campaign) -> list[Path]:
    """Return the copies outside the folder of backups that the campaign remembers."""
    return copies_known.elsewhere(campaign.path) if campaign.path else []


def _backups(campaign: Campaign, people: Sequence[int]) -> tuple[Backup, ...]:
    if campaign.path is None:
        return ()
    return tuple(b for b in backups.copies_of(campaign.path) if backups.may_hold(b.path, CANDIDATE.key, people))


def forget_person(
    campaign: Campaign,
    candidate: int,
    *,
    author: str,
    erase: Collection[str] = (),
    backups_now: bool = False,
    folders: Iterable[Path] = (),
) -> PersonForgotten:
    """Erase a person for good, and delete the backups that are too old to keep.

    Args:
        campaign: the campaign.
        candidate: the person's number.
        author: who does it.
        erase: keys of mentions in others' records whose words are erased too, or `ALL`.
        backups_now: make a new backup, and delete all earlier ones.
        folders: further folders where to look for files that name the person.

    Raises:
        UserError: nobody has that number, or the campaign or a backup cannot be written.
    """
    with campaign.reading() as connection:
        traces = gather_with_merges(connection, candidate, read_again)
        before = _holding(connection, campaign, traces, (), FilesFound())
        marked = _number_of_marks(connection)
    finder, copies = traces.finder(), _elsewhere(campaign)
    if campaign.path and (named := [path for path in copies if finder.is_in_list(str(path))]):
        copies_known.remember(campaign.path, without=named)
    drafts = copies_known.drafts(campaign.path)
    if named := [path for path in drafts if finder.is_in_list(str(path))]:
        copies_known.remember_drafts(campaign.path, without=named)
    seq = forget.forget(campaign, candidate, author=author, erase=erase, read=read_again)
    compacted = campaign.compact() if campaign.is_sqlite else None
    gone = _clean_backups(campaign, now=backups_now)
    with campaign.reading() as connection:
        left = Holding(
            tuple(find_mentions(connection, finder, {})),
            before.partners,
            before.exports,
            _files(campaign, finder, traces.ids, (*folders, *drafts), copies),
            _backups(campaign, traces.ids),
            namesakes=before.namesakes,
            common_names=before.common_names,
        )
        number, in_file = _number_of_marks(connection) - marked, keys_of(connection).in_file
    return PersonForgotten(seq, gone, number, in_file, compacted, left, finder, backups_now)


def _clean_backups(campaign: Campaign, *, now: bool) -> int:
    if campaign.path is None:
        return 0
    return len(backups.replace_all(campaign.path) if now else backups.drop_old(campaign.path))


def _number_of_marks(connection: Connection) -> int:
    return len(connection.scalars(select(FORGOTTEN.table.c.id)).all())


def mentions_of_words(connection: Connection, words: Iterable[str]) -> tuple[Mention, ...]:
    """Return where a campaign, now or in its history, has a name, an address or a number."""
    return tuple(find_mentions(connection, finder_of_words(words), {}))


def finder_of_words(words: Iterable[str]) -> NameFinder:
    """Return what finds names, addresses and numbers as somebody typed them."""
    given = [word.strip() for word in words if word.strip()]
    numbers = [word for word in given if len(_digits(word)) >= LEAST_DIGITS and not any(c.isalpha() for c in word)]
    names = [word for word in given if word not in numbers and "@" not in word and len(word.split()) > 1]
    pairs = [tuple(word.rsplit(None, 1)) for word in names]
    texts = [word for word in given if word not in numbers]
    return Naming(tuple((a, b) for a, b in pairs), tuple(texts), tuple(map(_american, numbers))).finder()


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _american(number: str) -> str:
    return f"1{_digits(number)}" if len(_digits(number)) == LEAST_DIGITS else _digits(number)


@dataclass(frozen=True, slots=True)
class WordsErased:
    """The result of erasing words.

    Attributes:
        seq: the step that says so, or None if nothing was erased.
        mentions: what is left.
        backups: copies of the campaign that still have the words, newest first.
        backups_deleted: number of backups deleted.
    """

    seq: int | None
    mentions: tuple[Mention, ...]
    backups: tuple[Backup, ...] = ()
    backups_deleted: int = 0

    @property
    def still_there(self) -> str:
        """What still has the words, in words; "" if the program knows of nothing."""
        return _backup_line(self.backups) if self.backups else ""


def erase_words(
    campaign: Campaign, finder: NameFinder, erase: Collection[str], *, author: str, backups_now: bool = False
) -> WordsErased:
    """Erase words in mentions, and delete the backups that are too old to keep.

    Args:
        campaign: the campaign.
        finder: finds the words.
        erase: keys of mentions, or `ALL`.
        author: who does it.
        backups_now: make a new backup, and delete all earlier ones.

    Raises:
        UserError: the campaign or a backup cannot be written.
    """
    seq, gone = forget.erase_words(campaign, finder, erase, author=author), 0
    if seq is not None:
        campaign.compact()
        gone = _clean_backups(campaign, now=backups_now)
    with campaign.reading() as connection:
        places = forget.places_erased_by(connection, seq) if seq is not None else []
        mentions = tuple(find_mentions(connection, finder, {}))
    held = backups.copies_of(campaign.path) if campaign.path and places else []
    return WordsErased(seq, mentions, tuple(b for b in held if _has_words(b.path, places, finder)), gone)


def _has_words(copy: Path, places: Iterable[ErasedPlace], finder: NameFinder) -> bool:
    """Return whether a copy has words where they were erased; True as well if it cannot be read."""
    texts = (backups.texts_at(copy, place.record, place.number) for place in places)
    return any(text is None or (finder.may_be_in(text) and bool(finder.spans(text))) for text in texts)


def erase_more(campaign: Campaign, done: PersonForgotten, erase: Collection[str], *, author: str) -> PersonForgotten:
    """Erase more words of a person who was just forgotten; return the result with what is left now.

    The backups are replaced by a new one, if they were when the person was forgotten.

    Raises:
        UserError: the campaign or a backup cannot be written.
    """
    more = erase_words(campaign, done.finder, erase, author=author, backups_now=done.backups_now)
    still = {copy.path: copy for copy in (*done.left.backups, *more.backups) if copy.path.exists()}
    held = sorted(still.values(), key=lambda copy: (copy.at, copy.nth), reverse=True)
    left = replace(done.left, mentions=more.mentions, backups=tuple(held))
    return replace(done, left=left, backups_deleted=more.backups_deleted)
