"""Words of a list that say that a number is wrong: noted as a call with that outcome, so nobody is called there."""

from sqlalchemy.engine import Connection

from coordinator.base.naming_some import counted, ended, name_some
from coordinator.changes.change_set import now
from coordinator.importing.headed_cells import says_not_theirs
from coordinator.importing.plan import ImportPlan, What
from coordinator.importing.steps import ImportStep
from coordinator.people.numbers_to_call import WRONG
from coordinator.records.catalog import CANDIDATE, CONTACT
from coordinator.store import query
from coordinator.store.filters import Compare

MOST_NAMED = 20


class WrongNumbersSaid(ImportStep):
    """Notes a call with the outcome *Wrong number* for each row that says so of its person, once for the same words."""

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Plan the contacts, and tell of whom."""
        told = {
            (row.record_id, f"{problem.column}: {problem.value}"): row.title
            for row in result.rows
            if row.record == CANDIDATE.key and row.record_id is not None and row.what is not What.REJECTED
            for problem in row.problems
            if says_not_theirs(problem.message)
        }
        if not told:
            return
        noted = query.select_ids(connection, CONTACT, Compare("outcome", "=", WRONG))
        before = query.read_rows(connection, CONTACT, noted, ("candidate", "notes"))
        known = {(row["candidate"], row["notes"]) for row in before}
        names: dict[int, str] = {}
        for (person, words), name in told.items():
            if (person, words) in known:
                continue
            names[person] = name
            result.plan.create(
                CONTACT.key,
                {
                    "candidate": person,
                    "contact_kind": "call",
                    "outcome": WRONG,
                    "at": now(),
                    "done": True,
                    "notes": words,
                },
            )
        if names:
            people = counted(len(names), "person is", "people are")
            said = f"{people} not called at their number until it is changed, since the list says that it is wrong: "
            result.notes.append(ended(said + name_some(names.values(), MOST_NAMED)))
