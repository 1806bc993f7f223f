"""What a person did to a sheet, before what it means: a column slipped, rows pushed sideways, a value filled down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordinator.records.kinds import Value, plain_text

MOST_SHOWN = 3
"""How many rows of an act are shown, before and after."""
MOST_KEPT = 200
"""How many more can be looked at."""


class ActKind(StrEnum):
    """What was done to a sheet."""

    SLIPPED = "slipped"
    IDS_MOVED = "ids moved"
    IDS_GONE = "ids gone"
    NEAR_MOVED = "near moved cells"
    PUSHED = "pushed"
    HEADINGS = "headings"
    PASTED = "pasted over"
    SORTED = "sorted alone"
    DAY_ORDER = "day order"
    FILLED = "filled"
    REPLACED = "replaced"
    NOTHING_FILLED = "blanks filled"
    CONSENT = "consent"
    REFUSALS = "refusals"
    NEW_COLUMN = "new column"
    REUSED = "heading reused"
    NOT_SENT = "column not sent"
    LEFT_OVER = "left over"
    FOREIGN = "foreign rows"

    @property
    def moves(self) -> bool:
        """Whether cells stand elsewhere than they went out."""
        return self in _MOVES


class Reply(StrEnum):
    """What is done about an act."""

    UNDO = "undo"
    """The act is taken back, and what was edited besides is taken."""
    LEAVE = "leave"
    """Nothing of the columns or rows concerned is taken."""
    TAKE = "take"
    """All is taken as it stands in the sheet."""


_MOVES = frozenset(
    {ActKind.SLIPPED, ActKind.SORTED, ActKind.PUSHED, ActKind.IDS_MOVED, ActKind.HEADINGS, ActKind.PASTED}
)
_MAY_BE_MEANT = frozenset({ActKind.REFUSALS, ActKind.NEW_COLUMN})


@dataclass(frozen=True, slots=True)
class Example:
    """One cell of an act: what went out, and what came back; with its column where the act has several."""

    row: int
    before: str
    after: str
    column: str = ""


@dataclass(slots=True)
class Act:
    """Something that a person did to a sheet, with its extent.

    Attributes:
        kind: what was done.
        sheet: the sheet's name.
        columns: headings of the columns concerned; empty: whole rows.
        rows: numbers of the rows concerned, as the spreadsheet program shows them.
        sentence: what was done, and where.
        answer: what is done about it.
        may: what else somebody may answer, and the answer itself.
        examples: its first rows.
        count: how many cells or rows it changed.
        which: tells acts apart that would be named alike, from 1.
        word: what was put into the cells, where that names the act better than its columns.
        agreed: of permissions: who agreed, and when, as far as somebody said.
        into: of an added column: the label of the field that takes its cells as further lines; "" if none does.
    """

    kind: ActKind
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[int, ...]
    sentence: str
    answer: Reply
    may: tuple[Reply, ...]
    examples: tuple[Example, ...] = ()
    count: int = 0
    which: int = 1
    word: str = ""
    into: str = ""
    agreed: str = ""

    @property
    def key(self) -> str:
        """What names it in decisions: its kind, and its columns or rows, or the word that was put there."""
        key = f"{self.kind}: {self.word or ', '.join(self.columns or map(str, self.rows[:MOST_SHOWN]))}"
        return key if self.which == 1 else f"{key} ({self.which})"

    @property
    def must_choose(self) -> bool:
        """Whether somebody has to choose: the answer so far would lose what may be meant, and nobody gave it."""
        may_be_meant = self.kind in _MAY_BE_MEANT or (self.kind is ActKind.NEAR_MOVED and Reply.UNDO in self.may)
        return may_be_meant and self.answer is Reply.LEAVE and len(self.may) > 1

    @property
    def told(self) -> str:
        """The sentence, with what is done about it."""
        return f"{self.sentence} {self.done(self.answer)}".strip()

    def done(self, answer: Reply) -> str:
        """Return what an answer to it does, as a sentence."""
        if self.kind is ActKind.CONSENT and answer is Reply.LEAVE and self.agreed:
            return "Nothing of this is taken: it was said who agreed, but not that this is to be taken."
        if self.kind is ActKind.NOT_SENT and answer is Reply.TAKE and self.into:
            return f"Each is added as a further line of {self.into}; what stands there stays."
        if self.kind is not ActKind.NEW_COLUMN or (Reply.TAKE in self.may and not self.into):
            return _DONE[self.kind, answer]
        if answer is Reply.TAKE:
            return f"Each cell is kept as a line of {self.into}, after its heading."
        keep = f"; keep it in {self.into}, or leave it out" if self.into else ", and is left out"
        return f"It is not one of ours{keep}."

    def as_json(self) -> Mapping[str, Value]:
        """Return the object that the command line prints."""
        return {
            "key": self.key,
            "kind": self.kind.value,
            "sheet": self.sheet,
            "columns": list(self.columns),
            "rows": list[Value](self.rows),
            "count": self.count,
            "sentence": self.sentence,
            "answer": self.answer.value,
            "may": [a.value for a in self.may],
        }


def decided_for(sheet: str, acts: Mapping[str, str]) -> dict[str, str]:
    """Return what somebody answered about the acts of a sheet, by key.

    A key may have the sheet's name before it, `Candidates: filled: Owner`, where several sheets have an act of that
    key; without it, an answer is one for every sheet.
    """
    begins = f"{sheet}: "
    return {**acts, **{k.removeprefix(begins): a for k, a in acts.items() if k.startswith(begins)}}


def misread(acts: Sequence[Act], answers: Mapping[str, str]) -> list[str]:
    """Return the answers that name none of some acts, or say what cannot be done about theirs: keys, or whole answers.

    Args:
        acts: the acts that there are.
        answers: act's key, perhaps with its sheet before it → what somebody answered.
    """
    may: dict[str, set[str]] = {}
    for act in acts:
        for key in (act.key, f"{act.sheet}: {act.key}"):
            may.setdefault(key, set()).update(act.may)
    return [k if k not in may else f"{k}={a}" for k, a in answers.items() if a not in may.get(k, ())]


class _Done(dict[tuple[ActKind, Reply], str]):
    def __missing__(self, key: tuple[ActKind, Reply]) -> str:
        return {
            Reply.UNDO: "This is put back.",
            Reply.LEAVE: "Nothing of it is taken.",
            Reply.TAKE: "It is taken as it stands.",
        }[key[1]]


_DONE = _Done(
    {
        (ActKind.IDS_MOVED, Reply.UNDO): "Each row is taken for the one whom its other cells name.",
        (ActKind.IDS_MOVED, Reply.LEAVE): "Nothing of these rows is taken.",
        (ActKind.IDS_GONE, Reply.UNDO): "Each row goes to whom it was.",
        (ActKind.IDS_GONE, Reply.LEAVE): "Nothing of these rows is taken.",
        (ActKind.FOREIGN, Reply.LEAVE): "Nothing of these rows is taken.",
        (ActKind.SLIPPED, Reply.UNDO): "The values are put back beside their people; other edits there are taken.",
        (ActKind.SLIPPED, Reply.LEAVE): "Nothing of the column is taken.",
        (ActKind.NEAR_MOVED, Reply.LEAVE): "These cells are not taken.",
        (ActKind.NEAR_MOVED, Reply.TAKE): "These cells are taken for the names beside which they stand.",
        (ActKind.NEAR_MOVED, Reply.UNDO): "These cells are taken for those beside whom they stood before cells moved.",
        (ActKind.LEFT_OVER, Reply.LEAVE): "No new record is made of it.",
        (ActKind.LEFT_OVER, Reply.TAKE): "It is taken as new.",
        (ActKind.PUSHED, Reply.LEAVE): "Nothing of the row is taken.",
        (ActKind.DAY_ORDER, Reply.UNDO): "They are read right.",
        (ActKind.HEADINGS, Reply.UNDO): "They are read by what they hold.",
        (ActKind.FILLED, Reply.TAKE): "It is taken as one edit.",
        (ActKind.REPLACED, Reply.TAKE): "It is taken as one edit.",
        (ActKind.NOTHING_FILLED, Reply.LEAVE): "The fields stay empty.",
        (ActKind.CONSENT, Reply.LEAVE): "Nothing of this is taken until somebody says who agreed, and when.",
        (ActKind.REUSED, Reply.TAKE): "It is taken as that field.",
        (ActKind.REUSED, Reply.LEAVE): (
            "Nothing of it is taken, as it may be about something else; to keep it as an answer, choose that at the "
            "columns."
        ),
        (
            ActKind.NOT_SENT,
            Reply.TAKE,
        ): "Its cells fill what is empty here; where something else stands, you are asked.",
        (ActKind.NOT_SENT, Reply.LEAVE): "Nothing of the column is taken.",
        (ActKind.REFUSALS, Reply.LEAVE): "Nothing of this is taken until somebody says that they asked for it.",
        (ActKind.REFUSALS, Reply.TAKE): "It is taken: they asked for it.",
        (ActKind.NEW_COLUMN, Reply.TAKE): "It is kept as an answer under its own heading.",
        (ActKind.NEW_COLUMN, Reply.LEAVE): "It is not one of ours; keep it as an answer, or leave it out.",
    }
)


def examples(rows: Sequence[tuple[int, object, object]], columns: Sequence[str] = ()) -> tuple[Example, ...]:
    """Return the first rows of an act: number, what went out, what came back.

    Args:
        rows: the rows, or cells where it has several columns.
        columns: the column of each cell.
    """
    headings = columns if len(set(columns)) > 1 else [""] * len(rows)
    shown = zip(rows[:MOST_KEPT], headings, strict=False)
    return tuple(Example(n, plain_text(a) or "nothing", plain_text(b) or "nothing", c) for (n, a, b), c in shown)


def named(headings: Sequence[str]) -> str:
    """Return headings as they are named in a sentence: *City*, *State* and *ZIP*."""
    quoted = [f"“{h}”" for h in headings]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
