"""Un-merging stops: one stop becomes two again; sign-ups go with their source, or someone is asked."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.change_set import Action, Change, ChangeSet
from coordinator.changes.plan import Plan
from coordinator.changes.replay import ALIVE
from coordinator.importing.desk_sheets import INTO, MERGED_STOPS, follow_stop, merged_key
from coordinator.people.unmerging import Split, share_with
from coordinator.records.catalog import EVENT, SETTING, SIGNUP, SOURCE, RecordType
from coordinator.records.fields import Row
from coordinator.records.kinds import as_number, as_object
from coordinator.store import query


def share_stops(connection: Connection, plan: Plan, step: ChangeSet) -> None:
    """Add to the undo of a merge of stops what came to the merged stop since; a step of `plan_undo`.

    A sign-up goes where its source goes. If nothing tells, it stays, and someone is asked, once for each source.

    Raises:
        UserError: the one that stayed was merged since; or the merge is to be done again, and one of them is not as
            it was.
    """
    share_with(connection, plan, step, EVENT, _pair, _SplitStops)


def _pair(connection: Connection, seq: int) -> tuple[int, int] | None:
    """Return which stop stayed and which went in a merge; None if it is not one of stops."""
    changes = history.changes_of(connection, seq)
    gone = next((c.record_id for c in changes if c.record == EVENT.key and c.action is Action.DELETE), None)
    settings = [c.record_id for c in changes if c.record == SETTING.key]
    if gone is None:
        return None
    for row in query.read_by_id(connection, SETTING, settings).values():
        if row["key"] in (merged_key(gone), MERGED_STOPS):
            chosen = as_object(row["chosen"])
            keep = as_number(chosen.get(INTO) or chosen.get(str(gone)))
            if keep is not None:
                _refuse_if_merged(connection, keep)
                return keep, gone
    return None


def _refuse_if_merged(connection: Connection, keep: int) -> None:
    into = follow_stop(connection, keep)
    if into != keep:
        names = query.titles(connection, EVENT, [keep, into])
        raise UserError(f"{names[keep]} was merged into {names[into]} since. Undo that first.")


class _SplitStops(Split):
    """Divides what came in while two stops were one."""

    brings = False

    def know(self, apart: Mapping[int, Row], before: Row) -> None:
        """Begin anew."""
        self._owners_of_sources: dict[int, int | None] = {}

    def owner(self, rt: RecordType, row: Row) -> int | None:
        """Return where the source of a sign-up goes; nothing tells whose another record is."""
        source = as_number(row.get("source")) if rt is SIGNUP else None
        if source is None:
            return None
        if source not in self._owners_of_sources:
            self._owners_of_sources[source] = self._owner_of_source(source)
        return self._owners_of_sources[source]

    def _owner_of_source(self, source: int) -> int | None:
        row = query.record(self.connection, SOURCE, source)
        of = row["event"] if row is not None else None
        for change in self.plan.changes:
            if (change.record, change.record_id) == (SOURCE.key, source) and "event" in change.fields:
                of = as_number(change.fields["event"][1])
        if of == self.gone:
            return of
        standing = self._standings(SOURCE, [source])[source]
        came = [w for w in self._since(standing, ALIVE) if w[2]] + self._since(standing, "event")
        return self.keep if of == self.keep and not came else None

    def ask(self, rt: RecordType, key: str, rows: Mapping[int, Row]) -> None:
        """Ask once about all sign-ups of a source."""
        if rt is not SIGNUP:
            Split.ask(self, rt, key, rows)
            return
        by_source: dict[int, list[int]] = {}
        for number, row in rows.items():
            by_source.setdefault(as_number(row["source"]) or 0, []).append(number)
        names = query.titles(self.connection, SOURCE, list(by_source))
        keep = self.rt.title(self.rows[self.keep])
        for source, (first, *others) in by_source.items():
            many = f"{1 + len(others)} sign-ups" if others else "1 sign-up"
            told = f"{many} through {names.get(source, 'a source')}, which came since, {'stay' if others else 'stays'}"
            more = [Change(rt.key, n, Action.UPDATE, {key: (self.keep, self.gone)}) for n in others]
            self.ask_about(rt, key, first, f"{told} with {keep}", tuple(more))
