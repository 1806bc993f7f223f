"""Operations: every write of the window. Each plans, applies off the window's thread, and tells."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from coordinator.changes import apply, edits, history
from coordinator.changes.apply import Applied
from coordinator.changes.forget import forget
from coordinator.changes.plan import Plan
from coordinator.changes.undo import plan_undo
from coordinator.desktop.session import Session
from coordinator.errors import UserError
from coordinator.exchange.import_plan import ImportPlan
from coordinator.identity.merging import plan_apart, plan_merge
from coordinator.progress import Progress
from coordinator.records.catalog import RecordType
from coordinator.store import backups

Done = Callable[[Applied], None] | None


def tr(text: str) -> str:
    """Return a text in the window's language."""
    return QCoreApplication.translate("operations", text)


class Operations(QObject):
    """What a person can do to the data."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def edit(
        self, rt: RecordType, values: Mapping[int, Mapping[str, object]], *, quietly: bool = False, on_done: Done = None
    ) -> None:
        """Write new values; what cannot be taken is refused before anything is written.

        Raises:
            BadValue: a value cannot be taken.
            UserError: a record is not there any more.
        """
        full = self._session.typed(rt)
        plan = self._session.read(edits.plan_edit, full, values)
        self._apply(plan, on_done, quietly=quietly or len(values) == 1)

    def add(self, rt: RecordType, values: Mapping[str, object], on_done: Done = None) -> None:
        """Add a record.

        Raises:
            BadValue: a value cannot be taken, or a required one is missing.
        """
        self._apply(self._session.read(edits.plan_add, self._session.typed(rt), values), on_done)

    def delete(self, rt: RecordType, ids: Iterable[int]) -> None:
        """Delete records; nothing is asked, since it can be undone."""
        self._apply(self._session.read(edits.plan_delete, rt, list(ids)), None)

    def merge(self, keep: int, gone: int, picks: Mapping[str, object]) -> None:
        """Make one person of two candidates."""
        self.plan_and_apply(plan_merge, keep, gone, picks)

    def apart(self, a: int, b: int) -> None:
        """Remember that two candidates are not one person."""
        self.plan_and_apply(plan_apart, a, b)

    def plan_and_apply(self, planner: Callable[..., Plan], *arguments: object) -> bool:
        """Apply what a planner makes of its arguments; say why where it cannot, and return whether it could."""
        try:
            self._apply(self._session.read(planner, *arguments), None)
        except UserError as error:
            self._failed(error)
            return False
        return True

    def carry_out(self, plan: Plan, on_done: Done = None) -> None:
        """Apply a plan that was made already."""
        self._apply(plan, on_done)

    def forget(self, candidate: int) -> None:
        """Erase a person for ever, and the backups that are too old to keep them."""
        campaign = self._session.campaign

        def work(progress: Progress) -> int:
            forget(campaign, candidate, author=self._session.author)
            return len(backups.drop_old(campaign.path)) if campaign.path else 0

        def done(old: int) -> None:
            self._session.announce({}, 0)
            gone = tr(" {n} old backups were deleted.").format(n=old) if old else ""
            self._session.tell(tr("Forgotten; the next list will not bring this person back.") + gone)

        self._session.tasks.run(work, title=tr("Forgetting"), on_done=done, on_failed=self._failed)

    def undo(self, seq: int | None = None) -> None:
        """Take back the newest step, or any other."""
        wanted = seq if seq is not None else self._session.read(history.newest_to_undo)
        if wanted is None:
            self._session.tell(tr("Nothing is left to undo."))
            return
        self._take_back(wanted)

    def redo(self) -> None:
        """Do again what was undone last."""
        wanted = self._session.read(history.newest_to_redo)
        if wanted is None:
            self._session.tell(tr("Nothing is left to redo."))
            return
        self._take_back(wanted)

    def _take_back(self, seq: int) -> None:
        def work(progress: Progress) -> tuple[Plan, Applied]:
            with self._session.campaign.reading() as connection:
                plan = plan_undo(connection, seq)
            return plan, apply.apply(self._session.campaign, plan, author=self._session.author, progress=progress)

        self._session.tasks.run(
            work, title=tr("Taking back"), on_done=lambda r: self._applied(r[0], r[1], None, undoable=False),
            on_failed=self._failed,
        )  # fmt: skip

    def apply_import(self, plan: ImportPlan, on_done: Callable[[Any], None], on_cancelled: Callable[[], None]) -> Any:
        """Apply an import; return the handle that can cancel it."""
        from coordinator.connect.returns import apply_import

        def work(progress: Progress) -> Any:
            return apply_import(self._session.campaign, plan, author=self._session.author, progress=progress)

        def done(result: Any) -> None:
            self._session.announce({}, result.seq or 0)
            on_done(result)

        return self._session.tasks.run(
            work, title=tr("Importing"), on_done=done, on_failed=self._failed, on_cancelled=on_cancelled
        )

    def _apply(self, plan: Plan, on_done: Done, *, quietly: bool = False) -> None:
        if plan.is_empty:
            return

        def work(progress: Progress) -> Applied:
            return apply.apply(self._session.campaign, plan, author=self._session.author, progress=progress)

        self._session.tasks.run(
            work, title=plan.title, on_done=lambda applied: self._applied(plan, applied, on_done, quietly=quietly),
            on_failed=self._failed,
        )  # fmt: skip

    def _applied(
        self, plan: Plan, applied: Applied, on_done: Done, *, quietly: bool = False, undoable: bool = True
    ) -> None:
        self._session.announce(applied.touched, applied.seq or 0)
        kept = [c.who for c in applied.conflicts if c.who]
        sentence = plan.title if applied.seq else tr("Nothing was changed")
        if kept:
            sentence += "\n" + tr("{count} kept: {names}").format(count=len(kept), names="; ".join(kept[:3]))
        if kept or not quietly:
            undo = (tr("Undo"), lambda: self.undo(applied.seq)) if undoable and applied.seq else None
            self._session.tell(sentence, undo)
        if on_done:
            on_done(applied)

    def _failed(self, error: UserError) -> None:
        self._session.tell(error.sentence)
        self._session.announce({}, 0)
