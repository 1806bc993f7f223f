"""How the window runs operations: planned at once, applied in the background, and reported."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from PySide6.QtCore import QCoreApplication, QObject, Signal

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.base.progress import Progress
from coordinator.changes import history
from coordinator.changes.plan import Applied, Conflict, Plan
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import ImportPlan
from coordinator.operations import editing, undoing
from coordinator.operations.carrying_out import Operation, apply_plan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value
from coordinator.records.left_out import told_left_out
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.workbooks import About

if TYPE_CHECKING:
    from coordinator.operations.forgetting import PersonForgotten
    from coordinator.operations.importing import ImportResult

Done = Callable[[Applied], None] | None
P = ParamSpec("P")
MOST_TOLD = 5


def tr(text: str) -> str:
    """Return a text in the window's language."""
    return QCoreApplication.translate("operations", text)


def files_folder(session: Session) -> list[Path]:
    """Return the folder where the window last wrote a file, if there is one."""
    kept = session.settings.get("folder", "")
    return [Path(kept)] if kept else []


class WindowOperations(QObject):
    """Runs the user's operations and reports their results.

    Attributes:
        asked: emitted with the plan of undoing a merge when it has questions.
    """

    asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def edit(
        self,
        rt: RecordType,
        values: Mapping[int, Mapping[str, object]],
        *,
        bases: Mapping[int, Mapping[str, Value]] | None = None,
        quietly: bool = False,
        on_done: Done = None,
        on_clash: Callable[[list[Conflict]], None] | None = None,
    ) -> None:
        """Write new values; unacceptable ones are refused before anything is written.

        Args:
            rt: the record type.
            values: record number → field key → typed value.
            bases: record number → field key → the value seen while typing.
            quietly: whether to skip the message when done.
            on_done: called with what was applied.
            on_clash: called with fields someone else changed meanwhile; the stored value was kept, and the typed one
            is in the conflicts.

        Raises:
            BadValue: a value is unacceptable, or breaks a rule.
            UserError: a record no longer exists.
        """
        full = self._session.typed(rt)
        plan = self._session.read(editing.edit.plan, full, values, bases=bases)
        if on_clash is None:
            self._apply(plan, on_done, quietly=quietly or len(values) == 1)
            return
        told, plan.conflicts = plan.conflicts, []
        if told:
            self._session.announce({rt.key: sorted({c.record_id for c in told})}, plan.made_at)
            on_clash(told)

        def done(applied: Applied) -> None:
            if late := [c for c in applied.conflicts if c.field]:
                on_clash(late)
            if on_done:
                on_done(applied)

        self._apply(plan, done, quietly=quietly, clashes_told=True)

    def add(self, rt: RecordType, values: Mapping[str, object], on_done: Done = None) -> None:
        """Add a record.

        Raises:
            BadValue: a value is unacceptable, or a required one is missing.
        """
        self._apply(self._session.read(editing.add.plan, self._session.typed(rt), values), on_done)

    def delete(self, rt: RecordType, ids: Iterable[int]) -> None:
        """Delete records without asking, since it can be undone."""
        self._apply(self._session.read(editing.delete.plan, rt, list(ids)), None)

    def do(self, operation: Operation[P], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Run an operation, or show why it cannot be done; return whether it was done.

        Args:
            operation: one of `coordinator.operations`.
            args, kwargs: its arguments.
        """
        try:
            with self._session.campaign.reading() as connection:
                plan = operation.plan(connection, *args, **kwargs)
        except UserError as error:
            self._failed(error)
            return False
        self._apply(plan, None)
        return True

    def carry_out(self, plan: Plan, on_done: Done = None, *, quietly: bool = False) -> None:
        """Apply an operation's plan after review."""
        self._apply(plan, on_done, quietly=quietly)

    def forget(
        self,
        candidate: int,
        erase: Sequence[str] = (),
        backups_now: bool = False,
        on_done: "Callable[[PersonForgotten], None] | None" = None,
    ) -> None:
        """Erase a person for good, and delete the backups that are too old to keep.

        Args:
            candidate: the person's number.
            erase: keys of the mentions in others' records whose words are erased too.
            backups_now: replace all backups by a new one.
            on_done: called with what is left, and tells it.
        """
        from coordinator.operations import forgetting

        session, folders = self._session, files_folder(self._session)

        def work(progress: Progress) -> "PersonForgotten":
            return forgetting.forget_person(
                session.campaign,
                candidate,
                author=session.author,
                erase=erase,
                backups_now=backups_now,
                folders=folders,
            )

        def done(forgotten: "PersonForgotten") -> None:
            session.announce({}, 0)
            if on_done:
                session.tasks.call(on_done, forgotten)

        session.tasks.run(work, title=tr("Forgetting"), on_done=done, on_failed=self._failed)

    def erase_words(
        self,
        forgotten: "PersonForgotten",
        erase: Sequence[str],
        on_done: "Callable[[PersonForgotten], None]",
    ) -> None:
        """Erase words of a person who was just forgotten in others' records.

        Args:
            forgotten: the result of forgetting.
            erase: keys of mentions.
            on_done: called with what is left now.
        """
        from coordinator.operations import forgetting

        session = self._session

        def work(progress: Progress) -> "PersonForgotten":
            return forgetting.erase_more(session.campaign, forgotten, erase, author=session.author)

        def done(now: "PersonForgotten") -> None:
            session.announce({}, 0)
            session.tasks.call(on_done, now)

        session.tasks.run(work, title=tr("Erasing words"), on_done=done, on_failed=self._failed)

    def undo(self, seq: int | None = None) -> None:
        """Undo the newest step, or any other."""
        wanted = seq if seq is not None else self._session.read(history.newest_to_undo)
        if wanted is None:
            self._session.tell(tr("Nothing is left to undo."))
            return
        self._take_back(wanted)

    def redo(self) -> None:
        """Redo what was undone last."""
        wanted = self._session.read(history.newest_to_redo)
        if wanted is None:
            self._session.tell(tr("Nothing is left to redo."))
            return
        self._take_back(wanted)

    def _take_back(self, seq: int) -> None:
        """Plan to undo a step; when undoing a merge, first ask about what is unclear."""

        def work(progress: Progress) -> Plan:
            with self._session.campaign.reading() as connection:
                return undoing.undo.plan(connection, seq)

        def planned(plan: Plan) -> None:
            if undoing.questions(plan):
                self.asked.emit(plan)
            else:
                self.take_back(plan)

        self._session.tasks.run(work, title=tr("Taking back"), on_done=planned, on_failed=self._failed)

    def take_back(self, plan: Plan) -> None:
        """Apply the plan of an undo."""

        def work(progress: Progress) -> Applied:
            return apply_plan(self._session.campaign, plan, author=self._session.author, progress=progress)

        self._session.tasks.run(
            work,
            title=tr("Taking back"),
            on_done=lambda applied: self._applied(plan, applied, None, undoable=False),
            on_failed=self._failed,
        )

    def export(
        self, path: Path, wishes: Sequence[SheetWish], about: About, *, everybody: bool, show_out: Callable[[], None]
    ) -> None:
        """Write a workbook in the background.

        Args:
            path: the file.
            wishes: its sheets.
            about: its recipient and purpose.
            everybody: whether to include people who do not want to be contacted.
            show_out: shows the workbooks that are out.
        """
        from coordinator.operations.exporting import ExportResult, export_sheets

        session = self._session

        def work(progress: Progress) -> ExportResult:
            return export_sheets(
                session.campaign, path, wishes, about, everybody=everybody, author=session.author, progress=progress
            )

        def done(result: ExportResult) -> None:
            session.announce({"export": []}, session.campaign.head())
            rows = sum(result.rows.values())
            told = tr("Exported {n} to {file}").format(n=counted(rows, "row"), file=path.name)
            if blank := sum(w.blank for w in wishes):
                rows_made = counted(blank, "blank row")
                told = tr("Made {n} in {file}").format(n=rows_made, file=path.name)
            unasked = result.unasked
            for line in told_left_out(unasked.left_out):
                told += "\n" + tr("Left out, {why}").format(why=line)
            for line in told_left_out(unasked.blanked):
                told += "\n" + tr("Without that e-mail or phone, {why}").format(why=line)
            if unasked.together:
                told += "\n" + tr("In the row of another at the same phone: {n}").format(n=unasked.together)
            if unasked.told:
                told += "\n" + tr("Columns that tell what else people refuse: {names}").format(
                    names=", ".join(unasked.told)
                )
            session.tell(told, (tr("What is out"), show_out))

        session.tasks.run(work, title=tr("Exporting"), on_done=done, on_failed=session.tell_not_done)

    def apply_import(
        self, plan: ImportPlan, on_done: "Callable[[ImportResult], None]", on_cancelled: Callable[[], None]
    ) -> TaskHandle:
        """Apply an import; return a handle that can cancel it. Failing or canceling changes nothing."""
        from coordinator.operations import importing

        def work(progress: Progress) -> "ImportResult":
            return importing.apply(self._session.campaign, plan, author=self._session.author, progress=progress)

        def done(result: "ImportResult") -> None:
            self._session.announce({}, result.seq or 0)
            self._session.tasks.call(on_done, result)

        def failed(error: UserError) -> None:
            self._failed(error)
            self._session.tasks.call(on_cancelled)

        return self._session.tasks.run(
            work, title=tr("Importing"), on_done=done, on_failed=failed, on_cancelled=on_cancelled
        )

    def _apply(self, plan: Plan, on_done: Done, *, quietly: bool = False, clashes_told: bool = False) -> None:
        if plan.is_empty:
            return

        def work(progress: Progress) -> Applied:
            return apply_plan(self._session.campaign, plan, author=self._session.author, progress=progress)

        self._session.tasks.run(
            work,
            title=plan.title,
            on_failed=self._failed,
            on_done=lambda a: self._applied(plan, a, on_done, quietly=quietly, clashes_told=clashes_told),
        )

    def _applied(
        self,
        plan: Plan,
        applied: Applied,
        on_done: Done,
        *,
        quietly: bool = False,
        undoable: bool = True,
        clashes_told: bool = False,
    ) -> None:
        self._session.announce(applied.touched, applied.seq or 0)
        kept = [c.who for c in applied.conflicts if c.who] if not clashes_told else []
        sentence = plan.title if applied.seq else tr("Nothing was changed")
        if kept:
            sentence += "\n" + tr("{count} kept: {names}").format(count=len(kept), names="; ".join(kept[:3]))
        sentence = "\n".join([sentence, *plan.told[:MOST_TOLD]])
        if kept or not quietly:
            undo = (tr("Undo"), lambda: self.undo(applied.seq)) if undoable and applied.seq else None
            self._session.tell(sentence, undo)
        if on_done:
            self._session.tasks.call(on_done, applied)

    def _failed(self, error: UserError) -> None:
        self._session.tell_not_done(error)
