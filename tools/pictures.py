"""Pictures of the window's screens, rendered off screen unless a platform is set."""

import csv
import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from coordinator.base.paths import resources
from coordinator.base.settings import Settings
from coordinator.changes.merge import Resolution
from coordinator.desktop.features.calls.email_call_page import EmailCallPage
from coordinator.desktop.features.desk.window import DeskWindow
from coordinator.desktop.features.exporting.columns_editor import KEY, OFF
from coordinator.desktop.features.exporting.export_page import ExportPage
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.tour.events_tab import GRID, MAP, WEEKS
from coordinator.desktop.features.tour.typing_page import TypingInPage
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import MainWindow
from coordinator.desktop.shell.workplace import Workplace
from coordinator.operations.editing import edit
from coordinator.operations.exporting import export_sheets
from coordinator.operations.signing_up import choose_facts
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.tour.desk import make_desk
from coordinator.tour.paper import COLUMNS, Line
from coordinator.tour.stops import busiest_stop
from coordinator.workbooks import About

SIZES = ((1440, 900), (1366, 768))
DESK_SIZES = ((1366, 768), (1024, 768))
WAIT_SECONDS = 60.0
SHOWN = ("given_name", "family_name", "email", "phone", "city", "state", "postcode", "stage", "owner", "notes")


def make_pictures(directory: Path, campaign: Path | None = None) -> list[Path]:
    """Write every screen in light and dark and in two sizes; return the files.

    Args:
        directory: output directory, created if missing.
        campaign: the campaign to show; None: the sample tour.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    directory.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        path = _copy_of(campaign, Path(folder))
        for choice in ("light", "dark"):
            theme = Theme(application, choice)
            for width, height in SIZES:
                window = MainWindow(Settings(None), theme, Path(folder))
                window.resize(width, height)
                window.show()
                shots = _Shots(window, directory, f"{choice}-{width}x{height}", made, Path(folder))
                place = Path(folder) / f"{choice}-{width}"
                place.mkdir()
                shots.all(Path(shutil.copyfile(path, place / path.name)))
                window.close()
                window.deleteLater()
                application.processEvents()
    return made


def _copy_of(campaign: Path | None, folder: Path) -> Path:
    from coordinator.operations.importing import load_sample
    from coordinator.operations.keeping import make

    path = folder / "sample-tour.campaign"
    if campaign is not None:
        make(campaign, into=path)
    else:
        with campaigns.create(path) as made:
            load_sample(made)
            _pass_on(made, folder)
    return path


def come_back(campaign: Campaign, folder: Path) -> Path:
    """Export a list of candidates and bring it back with changes, along with changes made here."""
    path = folder / "civic-ladder-status.csv"
    with campaign.reading() as connection:
        ids = list(query.select_ids(connection, CANDIDATE, "phone is not empty and city is not empty"))[:40]
    wish = SheetWish(CANDIDATE.key, ids=ids, columns=SHOWN)
    export_sheets(campaign, path, [wish], About(holder="Civic Ladder"), author="Dana")
    here: dict[int, dict[str, object]] = {
        ids[0]: {"phone": "937-555-0114", "stage": "Connected", "notes": "Prefers texts to calls", "city": "Dayton"},
        ids[3]: {"stage": "Contacted"},
        ids[5]: {"city": "Aurora", "notes": "Called twice"},
    }
    edit(campaign, "Jules P.", CANDIDATE, here)
    sheet: dict[int, dict[str, str]] = {
        0: {
            "Phone": "937-555-0199",
            "Stage": "In training",
            "Notes": "Ready to file in January",
            "City": "Xenia",
            "State": "OH",
            "ZIP": "45385",
        },
        2: {"Stage": "Contacted"},
        3: {"Stage": "Withdrew", "Notes": "Moved away"},
        5: {"City": "Denver"},
        7: {"Phone": "12"},
        8: {"City": "Mesa", "Notes": "New number"},
    }
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    for line, cells in sheet.items():
        for heading, text in cells.items():
            rows[line][header.index(heading)] = text
    added = ["", "Juniper", "Marsh", *[""] * (len(header) - 3)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows[:30], *rows[33:], added])
    return path


def careless_return(campaign: Campaign, folder: Path) -> Path:
    """Export the candidates and bring them back with a column that slipped, permissions and a value filled down."""
    path = folder / "phone-bank.csv"
    export_sheets(campaign, path, [SheetWish(CANDIDATE.key, columns=(*SHOWN, "consent_share"))], author="Dana")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    city, share, owner = (header.index(h) for h in ("City", "May be shared with partners", "Owner"))
    cities = [line[city] for line in rows]
    for line, moved in zip(rows, [*cities[:4], *cities[5:], ""], strict=True):
        line[city] = moved
    for line in rows[:60]:
        line[share], line[owner] = "Yes", "Kim"
    called = [["Called by"], *(["Kim"] if at < 8 else [""] for at in range(len(rows)))]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*line, *more] for line, more in zip([header, *rows], called, strict=True))
    return path


DOUBTFUL = """Sign-ups of the spring tour,,,,,,,,
First name,Last name,E-mail,Phone,Birth date,Tour event,Opt-in,Best cheese,Row hash
Wren,Larkin,wren@example.org,(303) 555-0100,13/04/1985,Denver,perhaps,Brie,a81f0c
Quin,Morse,quin@example.org,303.555.0101,04/05/1985,Denver,on Sundays,Gouda,b82f0c
Cato,Quill,cato.at.example.org,12,12/31/1985,Omaha,,Edam,c83f0c
Maeve,Rooke,maeve@example.org,303-555-0104 ext 4,05/06/1990,Atlantis,if I must,,d84f0c
Juno,Sands,juno@example.org,303-555-0105,05/07/1990,Denver,,Feta,e85f0c
,,,,,,,,
4 people in all,,,,,,,,
"""


def doubtful_sheet(folder: Path) -> Path:
    """Write a sheet that raises questions: both orders of dates, a word that names no stop, an unclear consent."""
    path = folder / "spring-tour.csv"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


def _pass_on(campaign: Campaign, folder: Path) -> None:
    """Connect people in the sample so that there is something to show: one partner got its list nine days ago."""
    from coordinator.operations.carrying_out import apply_plan
    from coordinator.operations.connecting import plan_list
    from coordinator.operations.handing_over import hand_over, plan_handover
    from coordinator.operations.referring import StatusMove, set_status
    from coordinator.partners.partner_book import PartnerBook

    day = dt.date.today() - dt.timedelta(days=9)
    with campaign.reading() as connection:
        ids = query.select_ids(connection, CANDIDATE, "state in (NE, CO, OH, UT, ID, AZ)")
        plan = plan_list(connection, ids, day=day).plan
    apply_plan(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        found = plan_handover(connection, PartnerBook.of(connection).find("Desert").record_id, day=day)
    hand_over(campaign, found, folder / "clinic.xlsx", author="Dana")
    words = ("accepted", "accepted", "declined")
    moves = [StatusMove(p.referral, w) for p, w in zip(found.people, words, strict=False)]
    set_status(campaign, "Dana", moves, day=day + dt.timedelta(days=4), title="Answers of the clinic")


class _Shots:
    def __init__(self, window: MainWindow, directory: Path, suffix: str, made: list[Path], folder: Path) -> None:
        self._window, self._directory, self._suffix, self._made = window, directory, suffix, made
        self._folder = folder

    def all(self, path: Path) -> None:
        self._shoot("first-run")
        self._window.open_path(str(path))
        while self._window.opening.under_way:
            QApplication.processEvents()
        place = self._window.workplace
        assert place is not None
        candidates = place.lists["candidate"]
        self._shoot("candidates")
        candidates.grid.setCurrentIndex(candidates.model.index(3, 1))
        if len(candidates.model.ids) > 3:
            candidates.open_record(candidates.model.ids[3])
        self._shoot("candidate")
        candidates.set_filter("stage in (Interested, Contacted) and state is not empty")
        candidates.model.tick(range(min(4, len(candidates.model.ids))), True)
        candidates.pane.hide()
        self._shoot("filter-bulk")
        candidates.model.untick_all()
        candidates.filters.clear()
        place.show_tab("overview")
        self._shoot("overview")
        place.ask_anything()
        self._shoot("ask")
        place.pages.leave()
        place.show_tab("partner")
        self._shoot("partners")
        place.show_tab("event")
        events = place.lists["event"]
        if len(events.model.ids):
            events.open_record(events.model.ids[0])
        self._shoot("events")
        place.show_tab("candidate")
        place.toggle_history()
        self._shoot("history")
        place.toggle_history()
        self._connecting(place)
        place.show_tab("candidate")
        place.data.review_duplicates()
        self._shoot("duplicates")
        place.pages.leave()
        self._tour()
        self._paper()
        self._call()
        self.importing(place)
        self._returned()

    def importing(self, place: Workplace) -> None:
        """Capture an import: a weekly export, and a sheet that raises every kind of question."""
        page = self._import(place, resources() / "sample" / "sign-ups-later.csv")
        page._go(1)
        self._shoot("import-review")
        page._go(0)
        self._shoot("import-columns")
        page.cancel()
        page = self._import(place, doubtful_sheet(self._folder))
        page._go(0)
        self._shoot("import-questions")
        for question in page._columns.open_questions[:2]:
            _, said = page._columns.questions._entries(question)[0]
            page._columns.questions._answer(question, said)
            self._wait(lambda: not page.busy)
        self._shoot("import-questions-answered")
        page._go(1)
        page.review.show_became(True)
        self._shoot("import-what-became")
        page.review.decide_all(Resolution.KEEP)
        self._apply(page)
        self._shoot("import-done")
        page.close_page()

    def _import(self, place: Workplace, path: Path) -> ImportPage:
        place.files.import_files([path])
        page = place.pages.top
        assert isinstance(page, ImportPage)
        self._wait(lambda: page.plan is not None)
        return page

    def _apply(self, page: ImportPage) -> None:
        """Apply what is shown, once it was planned with the last answers."""
        self._wait(lambda: not page.busy)
        page.apply()
        self._wait(lambda: page.plan is None)

    def _returned(self) -> None:
        """Show a returned list with changes on both sides, and one to which things were done."""
        place, session = self._window.workplace, self._window.session
        assert place is not None
        assert session is not None
        page = self._import(place, careless_return(session.campaign, self._folder))
        self._shoot("return-acts")
        page.review.acts.agree_to_all()
        self._shoot("return-acts-decided")
        page.cancel()
        page = self._import(place, come_back(session.campaign, self._folder))
        review = page.review
        self._shoot("return-conflicts")
        for which in (1, 2, 1, 3):
            review.decide_field(which)
        self._shoot("return-decided")
        review.tiles["edited"].click()
        review.step(1)
        self._shoot("return-edited")
        review.tiles["removed"].click()
        review.next_to_decide(0)
        self._shoot("return-removed")
        review.decide_all(Resolution.KEEP)
        self._apply(page)
        place.pages.leave()
        self._going_out()

    def _going_out(self) -> None:
        """Show the export page and the workbooks sent out."""
        place = self._window.workplace
        assert place is not None
        place.show_tab("candidate")
        place.lists["candidate"].set_filter("stage in (Interested, Contacted)")
        place.files.ask_export("filter")
        page = place.pages.top
        assert isinstance(page, ExportPage)
        for key in ("suffix", "preferred_name", "pronouns"):
            items = [page.table.item(i, 0) for i in range(page.table.rowCount())]
            next(item for item in items if item is not None and item.data(KEY) == key).setCheckState(OFF)
        page.table.setCurrentCell(7, 0)
        for _ in range(3):
            page.table.move_line(-1)
        page.purpose.setEditText("Phone bank")
        page.holder.setText("Jules P.")
        self._shoot("export")
        page.export(self._folder / "phone-bank.xlsx")
        self._wait(lambda: not self._window.tasks.busy)
        place.files.ask_export("template")
        self._shoot("export-template")
        place.files.show_ledger()
        self._shoot("ledger")
        place.show_tab("candidate")
        self._clash(place)

    def _clash(self, place: Workplace) -> None:
        """Show a cell that two people edited."""
        session, tab = self._window.session, place.lists["candidate"]
        assert session is not None
        number = tab.model.ids[2]
        tab.model.row(2)
        edit(session.campaign, "Jules P.", CANDIDATE, {number: {"office": "County clerk"}})
        tab.grid.write({number: {"office": "Sheriff"}})
        self._shoot("clash")

    def _tour(self) -> None:
        """Capture the stops by week and on the map, the follow-up after one, and its sign-up desk."""
        place = self._window.workplace
        assert place is not None
        place.show_tab("event")
        events = place.events
        for view, name in ((WEEKS, "stops-by-week"), (MAP, "stops-on-the-map"), (GRID, "")):
            events.see(view)
            if name:
                self._shoot(name)
        busiest = place.session.read(busiest_stop)
        if busiest is None:
            return
        place.signing.show_after(busiest)
        self._shoot("after-the-stop")
        place.pages.leave()
        with tempfile.TemporaryDirectory() as folder:
            path = place.session.read(make_desk, busiest, Path(folder) / "stop.desk", "2846")
            for size in DESK_SIZES:
                desk = DeskWindow(self._window.theme, path)
                desk.resize(*size)
                desk.show()
                desk.form.fill({"name": "Juniper Hale", "phone": "303-555-01", "office": "School board"})
                self._shoot_widget(f"desk-{size[0]}x{size[1]}", desk)
                desk.speak("es")
                self._shoot_widget(f"desk-spanish-{size[0]}x{size[1]}", desk)
                desk.leave()

    def _shoot_widget(self, name: str, widget: QWidget) -> None:
        for _ in range(5):
            QApplication.processEvents()
        path = self._directory / f"{name}-{self._suffix.split('-')[0]}.png"
        if path not in self._made:
            widget.grab().save(str(path))
            self._made.append(path)

    def _paper(self) -> None:
        """Capture a sheet being typed in."""
        place = self._window.workplace
        assert place is not None
        place.show_tab("event")
        place.signing.type_in_of(place.events.model.ids[0])
        page = place.pages.top
        assert isinstance(page, TypingInPage)
        lines = [
            ("Juniper Hale", "juniper@example.org", "80203", "School board", "yes", "yes"),
            ("Rafael Ortiz", "303 555 0142", "80205", "City council", "yes", ""),
            ("Ash Vale", "ash@example", "", "not sure", "", ""),
        ]
        page.lines.show_lines(Line(n, dict(zip(COLUMNS, said, strict=True))) for n, said in enumerate(lines, 1))
        page.lines._check(2, "reach")
        self._shoot("typing-in")
        page.unsaved = False
        page.close_page()
        place.signing.what_is_asked()
        self._shoot_dialog("form-questions")

    def _call(self) -> None:
        """Capture an e-mail call being written."""
        place = self._window.workplace
        assert place is not None
        told = {"name": "Fight Tour 2026", "contact": "help@example.org", "address": "https://run.example.org/"}
        choose_facts(place.session.campaign, "Dana", told)
        place.signing.email_call()
        page = place.pages.top
        assert isinstance(page, EmailCallPage)
        page.name.setText("Supporters in May")
        page.code.setText("supporters-in-may")
        self._wait(lambda: bool(page.ready))
        self._shoot("email-call")
        place.pages.leave()

    def _connecting(self, place: Workplace) -> None:
        candidates, partners = place.lists["candidate"], place.lists["partner"]
        candidates.set_filter("consent_share = yes and state = MA and stage not in (Withdrew, Paused)")
        if len(candidates.model.ids):
            place.connecting.connect_one(candidates.model.ids[0])
            self._shoot_dialog("connect-sheet")
        if people := self._accepted():
            place.show_record("candidate", people[0])
            self._wait(lambda: not self._window.tasks.busy)
            QApplication.processEvents()
            bar = candidates.pane.findChildren(QScrollArea)[0].verticalScrollBar()
            bar.setValue(bar.maximum())
            self._shoot("candidate-story")
            candidates.pane.close_pane()
        candidates.set_filter("stage in (Interested, Contacted)")
        place.connecting.connect_list()
        self._shoot("connect-plan")
        place.pages.leave()
        candidates.filters.clear()
        place.connecting.follow_ups()
        self._shoot("follow-ups")
        place.connecting.call_list()
        self._shoot("call-list")
        place.show_tab("candidate")
        place.show_tab("partner")
        if len(partners.model.ids) > 1:
            number = partners.model.ids[0]
            partners.grid.select_record(number)
            partners.open_record(number)
            self._shoot("partner")
            place.connecting.rules_of(number)
            self._shoot_dialog("partner-rules")
            place.connecting.hand_over_to(partners.model.ids[1])
            self._shoot_dialog("hand-off")
            partners.pane.close_pane()

    def _accepted(self) -> list[int]:
        """Return people accepted by a partner."""
        session = self._window.session
        assert session is not None
        ids = session.read(query.select_ids, REFERRAL, "status = Accepted")
        return [r["candidate"] for r in session.read(query.read_rows, REFERRAL, ids, ("candidate",))]

    def _shoot_dialog(self, name: str) -> None:
        self._wait(lambda: not self._window.tasks.busy)
        dialog = next((d for d in self._window.findChildren(QDialog) if d.isVisible()), None)
        if dialog is not None:
            self._shoot(name, dialog)
            dialog.close()

    def _wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so.

        Raises:
            TimeoutError: it never is. Going on would end in a question that nobody answers.
        """
        end = time.monotonic() + WAIT_SECONDS
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(f"The window was not done after {WAIT_SECONDS:.0f} seconds.")
            QApplication.processEvents()
            time.sleep(0.01)

    def _shoot(self, name: str, widget: QWidget | None = None) -> None:
        self._wait(lambda: not self._window.tasks.busy)
        for _ in range(5):
            QApplication.processEvents()
            time.sleep(0.02)
        self._window.toast.hide()
        path = self._directory / f"{name}-{self._suffix}.png"
        (widget or self._window).grab().save(str(path))
        self._made.append(path)
