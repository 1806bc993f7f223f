"""What is known of one column, and whom it may be about besides the person."""

from dataclasses import dataclass

from coordinator.importing.recognition.cells import ColumnFacts
from coordinator.importing.recognition.undress import Heading

SOMEBODY, MAILING, BROWSER, ELSEWHERE = "somebody", "mailing", "browser", "elsewhere"
ANOTHER_ONE = frozenset("2nd second other another co 2 3 two three".split())
"""Words for a second person of a kind."""
NEXT_ONE = frozenset(
    "co second 2nd secondary other another additional alternate alternative alt alterno backup sub substitute "
    "suplente".split()
)
"""Words before a noun of a person that say that it is not the first one: *Second adult*."""
NAMES_OF = frozenset(("name", "first", "last", "full"))
"""Concepts of headings of a name."""


@dataclass(slots=True)
class ColumnEvidence:
    """One column: its heading and what its cells are.

    Attributes:
        heading: the heading.
        words: its words, without typing errors.
        concepts: what they mean, each once.
        facts: what its cells are.
        last: the concept of the last word that has one.
        kinds: the kinds that most cells are of, by weight.
        whose: concepts of the people or bodies it is about; none: the person's own.
        namesakes: of e-mail addresses, the share that contains a name of their row; None: not known.
        in_mail: of names, the share that stand in the e-mail address of their row; None: not known.
        half_of_name: the field of the half of the name that it is, where another column has the other half; else "".
        after_another: whether somebody else's columns stand shortly before it.
        surely: the field that the other columns say it is; "" if they say none.
        of_role: whether it may be of a guest, a recipient … and not of the person whose names the sheet has.
        beside_office: whether another column of the sheet is about an office.
        beside_organization: whether another column of the sheet is about an organization.
        of_earlier_race: whether it says how an earlier race of the person ended.
        of_earlier_office: whether it names an office that the person holds, or held or ran for before.
        explains_another: whether it only explains an answer that no column has: *If yes, which one?*
        day_of_event: whether it is the day of the event of its row.
        of_a_thing: whether it names a task, a list or others, where another column has the people.
        disputed: whether it is of the likelier of two parties of the sheet, either of which may be the person.
        by_filler: whether it may be of who fills in the form for the person.
        of_second: whether it is surely of a second person, also where it asks for a permission.
        numbers_lines: whether it numbers the lines of its list.
        choice: the choice of a question that the column stands for, as in `Q2. [Mayor]`; "" if it stands for none.
    """

    heading: Heading
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    facts: ColumnFacts
    last: str
    kinds: tuple[str, ...]
    whose: tuple[str, ...] = ()
    namesakes: float | None = None
    in_mail: float | None = None
    after_another: bool = False
    beside_office: bool = False
    beside_organization: bool = False
    of_earlier_race: bool = False
    half_of_name: str = ""
    choice: str = ""
    surely: str = ""
    of_role: bool = False
    by_filler: bool = False
    disputed: bool = False
    of_earlier_office: bool = False
    explains_another: bool = False
    day_of_event: bool = False
    of_a_thing: bool = False
    numbers_lines: bool = False
    of_second: bool = False

    @property
    def is_contact(self) -> bool:
        """Whether most cells are e-mail addresses or phone numbers."""
        return "email" in self.kinds or "phone" in self.kinds

    @property
    def is_named(self) -> bool:
        """Whether most cells are names with a first name in them."""
        return any(kind in self.kinds for kind in ("full_name", "name_turned", "first_name"))
