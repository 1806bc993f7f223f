"""Lists whose name says that nobody in them wants to be contacted: each row says so, in a column of its own."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.base.naming_some import counted
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.recognition.cells import look
from coordinator.importing.targets import NAME_OF_LIST
from coordinator.importing.towns import is_town
from coordinator.records import opt_out_headings, opt_outs
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Sign
from coordinator.records.kinds import YES_NO, plain_text
from coordinator.records.opt_out_headings import plain_words
from coordinator.records.refusal_grammar import is_of_contact, names_contact
from coordinator.records.signs_of_refusal import may_refuse
from coordinator.records.whose_no import is_of_another_thing

if TYPE_CHECKING:
    from coordinator.workbooks import Table

WHY = "the name of the list"
WHY_NUMBERS = "numbers beside a no, and nothing else that says who is meant"
_SAID_OF_ALL_LISTS = re.compile(
    r"(?i)\d+|\b(csv|xlsx?|lists?|exports?|members?|people|contacts|these|them|lista|personas)\b"
)
"""What names of files and sheets have besides what they say."""
_AS_WRITTEN_IN_CELLS = (
    (re.compile(r"(?i)\b(?:lista )?(?:de )?(?:dad[oa]s? de baja|des(?:us|ins)crit[oa]s?)\b|^baja$"), "dado de baja"),
    (
        re.compile(
            r"\b(?i:lista )?(?i:de )?(?i:bajas)\b(?= *$| *\d| [A-Z]| (?i:del?|por|en|para|semana|lista|bolet[ií]n|"
            r"ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]*\b)"
        ),
        "unsubscribed",
    ),
    (re.compile(r"(?i)\bcancelacion(?:es)? de suscripcion(?:es)?\b"), "dado de baja"),
    (re.compile(r"(?i)\b(?:sms|texts?|textos?) stops?\b|\bstop (?:sms|texts?|textos?)\b"), "stop sms"),
    (re.compile(r"\bSTOP (?:replies|requests|numbers|phones|messages)\b"), "STOP"),
    (
        re.compile(
            r"(?:(?i:people|those|numbers|phones)(?i: who| that| which)? )?(?i:repl(?:y|ied)|texted|sent)(?: back)? "
            r"STOP$"
        ),
        "STOP",
    ),
    (re.compile(r"(?i)\bbad e ?mails?\b"), "bounced"),
    (re.compile(r"(?i)\bdo ?n[o']?t ?(?=contact|call|text|e ?mail|disturb)"), "do not "),
    (re.compile(r"(?i)^removals?$"), "removed"),
)
"""What stands in names alone, and how a cell says it."""
_PLAIN = re.compile(
    r"(?i)\bunsub\w*|\bopt(?:ed|s)? ?outs?\b|\bsuppress\w*|\bblack ?list\w*|\bblocklist\w*|\bdnc\b|\bdeceased\b"
    r"|\bbounc\w+|\brebot\w+|\bundeliver\w+|\bspam complain\w+|dado de baja|do not (?:contact|call|text|e ?mail|"
    r"disturb)\b|\bno (?:contact(?:ar|en)?|molest(?:ar|en)|llam(?:ar|en)|escrib(?:ir|an))\b|stop sms"
)
_STOP = re.compile(r"\W*STOP\W*")
"""Sent back in capitals; a `Stop 3` is one of the tour."""
_DOUBT = re.compile(
    r"(?i)\b(?:without|w/o|except\w*|excl\w*|minus|less|not(?! (?:contact|call|text|disturb|e ?mail))|non|sin|excepto|"
    r"menos|salvo|incl\w*|with|and|plus|con|y|vs|or|opt(?:ed|s)? ?ins?|subscribed|subscribers|active|clean\w*|"
    r"remov\w+|scrub\w*|purge\w*|before|after|all|everybody|everyone|todos|todas)\b|[()&+?]"
)
"""Names of lists of the others, or of both: `All without opt-outs`."""
_AROUND = frozenset(
    "csv xls xlsx list lists export exports file files sheet report download data copy final new old update "
    "updated full member members people person persons contact contacts user users subscriber subscribers "
    "supporter supporters voter voters volunteer volunteers signup signups rally tour event campaign newsletter "
    "these them those who that which have has had been was were are is from of the for on in at by to and since "
    "as per week month day year wk no mailchimp january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday "
    "friday saturday sunday lista listas archivo personas gente miembros de del la el los las en por para semana "
    "mes dia ano enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre boletin "
    "campana gira evento usuarios suscriptores quienes que their request requests requested replies reply numbers "
    "phones hard soft spam complaints complaint sms texts bounces bounced stop dnc dado".split()
)
"""Words of names of lists that say nothing of who is in them."""
_BACK = frozenset(
    "supporter supporters advocate advocates activist activists backer backers fan fans opponent opponents "
    "reformers champions allies defensores partidarios activistas aliados".split()
)
"""Who is for or against something, which is named ahead: `Do not call list reform supporters`."""
_APART = re.compile(r"\s[-–—:|]\s|[(:|,;]")
_COPY = re.compile(r" ?\(\d+\)$")
_WANTS = re.compile(
    r"(?i)^(?:re-?)?subscribed$|^(?:active|activ[oa]|suscrit[oa]|current)$|^(?:opt(?:ed)?[ -]?in|opt-in)$"
)
MOST_LOOKED_AT = 200
PHONE = CANDIDATE.keys_of(Sign.PHONE)[0]
_NUMBERS = re.compile(r"(?i)^(?:the |phone |su |el )?(?:numbers?|numeros?|números?|from|sender|recipient|to|msisdn)$")


def no_in_name(name: str, table: "Table") -> str:
    """Return what the name of a file or sheet says of everybody in it, as a cell would say it; "" if not plainly.

    Args:
        name: the name, without an ending.
        table: what the list says; cells that say yes leave it open whom the name means.
    """
    said = _as_in_cells(name)
    plain = _PLAIN.search(said) or (_STOP.fullmatch(said) and not re.search(r"\d", name))
    if not plain or _DOUBT.search(said) or _names_others(name) or is_of_another_thing(plain_words(name)):
        return ""
    return said if opt_outs.said(said) and not _somebody_wants(table) else ""


def may_be_no(name: str) -> bool:
    """Return whether the name of a file or sheet, or a line above a list, may say so: a person has to read it."""
    spelled = _spelled(name)
    if opt_outs.said(_as_in_cells(name)) or opt_outs.said(spelled):
        return True
    return may_refuse(spelled) and names_contact(spelled) and not _names_others(name)


def _names_others(name: str) -> bool:
    """Return whether something else is named behind the no: `No contact sports parents`, `STOP hunger walk`."""
    part = next((part for part in _APART.split(name) if opt_outs.said(_as_in_cells(part))), name)
    words = _spelled(part).split()
    ends = (end for end in range(1, len(words) + 1) if _says_no(" ".join(words[:end])))
    behind = plain_words(" ".join(words[next(ends, len(words)) :])).split()
    unknown = [word for word in behind if not (word.isdigit() or word in _AROUND or is_of_contact(word))]
    return bool(unknown) and (not _BACK.isdisjoint(behind) or not is_town(" ".join(unknown)))


def _says_no(text: str) -> bool:
    return bool(opt_outs.said(_as_in_cells(text))) or may_refuse(text)


def _spelled(name: str) -> str:
    apart = re.sub(r"[_.-]|(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(_COPY.sub("", apart).split())


def _as_in_cells(name: str) -> str:
    """Return what a name says besides what all names of lists have, in the words of a cell."""
    said = _spelled(name)
    for pattern, words in _AS_WRITTEN_IN_CELLS:
        said = pattern.sub(words, said)
    return " ".join(_SAID_OF_ALL_LISTS.sub(" ", said).split())


def _somebody_wants(table: "Table") -> bool:
    """Return whether a cell says that somebody is on the list, or wants to be contacted."""
    for column, heading in enumerate(table.header):
        asked = opt_out_headings.side(heading)
        wanted = _YES_MEANS.get(asked) if asked else None
        for text in {plain_text(row.cells[column]) for row in table.rows}:
            if _WANTS.match(text):
                return True
            if wanted is not None and YES_NO.clean(text).value is wanted and not opt_outs.said(text):
                return True
    return False


_YES_MEANS = {opt_out_headings.Side.IN: True, opt_out_headings.Side.OUT: False}
"""What is asked → the answer of somebody who wants to be contacted."""


def with_no(table: "Table", file: str, sheet: str) -> list[str]:
    """Let each row of a list say what the name of the list says of all; return what to tell.

    Args:
        table: the list; it gets a column more.
        file: the file's name without its ending.
        sheet: the sheet's name.
    """
    from coordinator.workbooks.tables import TableRow

    told, noes = [], []
    lines = [(text, f"in row {number}") for number, _, text in table.skipped]
    for text, where in (*lines, *_names(file, sheet)):
        said = no_in_name(text, table) if (text, where) not in lines else ""
        if said and table.rows:
            noes.append((said, f"“{text}” {where}"))
        elif may_be_no(text):
            told.append(
                f"“{text}” {where} may mean that people there do not want to be contacted. "
                "See who is marked, and mark the others."
            )
    if not noes or NAME_OF_LIST in table.header:  # rows that were to be corrected have it already
        return told
    table.header.append(NAME_OF_LIST)
    table.places = [*table.places, max(table.places, default=-1) + 1]
    table.rows = [TableRow(number, (*cells, noes[0][0])) for number, cells in table.rows]
    rows = counted(len(table.rows), "row counts", "rows count")
    named = " and ".join(where for _, where in noes)
    how = f"leave out the column “{NAME_OF_LIST}”, which stands for it (--column '{NAME_OF_LIST}=ignored')"
    says = "say" if len(noes) > 1 else "says"
    no = f"{named} {says} that people there do not want to be contacted: {rows} as that no."
    return [*told, f"{no} If something else is meant, {how}."]


def _names(file: str, sheet: str) -> list[tuple[str, str]]:
    """Return the names of a list, and where they stand; the sheet of a text file is called like it."""
    names = [(file, "as the name of the file")]
    return names if _as_in_cells(file) == _as_in_cells(sheet) else [(sheet, "as the name of the sheet"), *names]


def with_marks(
    columns: Sequence[ColumnPlan], cells: Sequence[CellColumn], decided: Collection[str]
) -> list[ColumnPlan]:
    """Return the columns of a list, its name as the mark that it means, unless somebody decided that."""
    found = []
    for column in columns:
        texts = [plain_text(cell) for cell in cells[column.index].distinct.values()]
        is_name = column.header == NAME_OF_LIST and column.header not in decided
        if mark := next(iter(opt_outs.said(texts[0])), "") if is_name and len(texts) == 1 else "":
            label = CANDIDATE.by_key[mark].label
            column = replace(column, target=mark, label=label, certainty=1.0, why=WHY, asks="", may_be="")
        found.append(column)
    return found


def lone_numbers(table: "Table", names: Sequence[str]) -> str:
    """Return the heading of the numbers of a list that says no, and says who is meant by nothing else; "" if none.

    Args:
        table: the list: `Number`, `Status`, `Date`.
        names: the names of its file and sheet.
    """
    columns = {h: [row.cells[i] for row in table.rows[:MOST_LOOKED_AT]] for i, h in enumerate(table.header)}
    found = [h for h, cells in columns.items() if _NUMBERS.match(h) and look(cells).mainly("phone")]
    others = [plain_text(cell) for h, cells in columns.items() if h not in found for cell in cells]
    if len(found) != 1 or any("@" in text for text in others):
        return ""
    says_no = any(map(opt_outs.said, set(others))) or any(no_in_name(name, table) for name in names)
    return found[0] if says_no else ""


def with_numbers(columns: Sequence[ColumnPlan], heading: str, label: str) -> list[ColumnPlan]:
    """Return the columns of a list, that of its lone numbers as the phone: see `lone_numbers`."""
    return [
        replace(c, target=PHONE, label=label, certainty=0.95, why=WHY_NUMBERS, asks="", may_be="")
        if c.header == heading
        else c
        for c in columns
    ]
