"""The table of actions: what the menus offer, with which keys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing a person can do.

    Attributes:
        menu: the menu it stands in.
        key: the way from the window to the method that does it; after a colon, what the method is given.
        text: what it is called.
        shortcut: its keys.
        needs_campaign: it can be done only while a campaign is open.
        rule_after: a line stands below it.
    """

    menu: str
    key: str
    text: str
    shortcut: str = ""
    needs_campaign: bool = True
    rule_after: bool = False


FILE, EDIT, VIEW, DATA, CONNECT, HELP = "&File", "&Edit", "&View", "&Data", "&Connect", "&Help"
ACTIONS: tuple[ActionRow, ...] = (
    ActionRow(FILE, "new_campaign", "New campaign file…", needs_campaign=False),
    ActionRow(FILE, "open_campaign", "Open a campaign…", "Ctrl+O", needs_campaign=False),
    ActionRow(FILE, "open_sample", "Open the sample tour", needs_campaign=False, rule_after=True),
    ActionRow(FILE, "workplace.ask_import", "Import…", "Ctrl+I"),
    ActionRow(FILE, "workplace.ask_export:filter", "Export this list…", "Ctrl+E"),
    ActionRow(FILE, "workplace.ask_export:all", "Export everything…", "Ctrl+Shift+E"),
    ActionRow(FILE, "workplace.show_ledger", "What is out", rule_after=True),
    ActionRow(FILE, "safekeeping.back_up", "Back up…"),
    ActionRow(FILE, "safekeeping.restore", "Restore a backup…", rule_after=True),
    ActionRow(FILE, "close", "Quit", "Ctrl+Q", needs_campaign=False),
    ActionRow(EDIT, "workplace.operations.undo", "Undo", "Ctrl+Z"),
    ActionRow(EDIT, "workplace.operations.redo", "Redo", "Ctrl+Y", rule_after=True),
    ActionRow(EDIT, "workplace.listed.copy", "Copy"),
    ActionRow(EDIT, "workplace.listed.copy_with_headings", "Copy with headings"),
    ActionRow(EDIT, "workplace.listed.paste", "Paste"),
    ActionRow(EDIT, "workplace.listed.fill_down", "Fill down"),
    ActionRow(EDIT, "workplace.listed.clear_cells", "Clear cells"),
    ActionRow(VIEW, "workplace.show_tab:overview", "Overview", "Ctrl+1"),
    ActionRow(VIEW, "workplace.show_tab:candidate", "Candidates", "Ctrl+2"),
    ActionRow(VIEW, "workplace.show_tab:partner", "Partners", "Ctrl+3"),
    ActionRow(VIEW, "workplace.show_tab:event", "Tour events", "Ctrl+4", rule_after=True),
    ActionRow(VIEW, "workplace.toggle_history", "History", "Ctrl+H", rule_after=True),
    ActionRow(VIEW, "looks.colours:system", "Colours as the system has them", needs_campaign=False),
    ActionRow(VIEW, "looks.colours:light", "Light", needs_campaign=False),
    ActionRow(VIEW, "looks.colours:dark", "Dark", needs_campaign=False, rule_after=True),
    ActionRow(VIEW, "looks.larger", "Larger text", "Ctrl++", needs_campaign=False),
    ActionRow(VIEW, "looks.smaller", "Smaller text", "Ctrl+-", needs_campaign=False),
    ActionRow(DATA, "workplace.listed.add", "Add a record", "Ctrl+N"),
    ActionRow(DATA, "workplace.listed.delete", "Delete the chosen records", "Ctrl+Delete", rule_after=True),
    ActionRow(DATA, "workplace.signing.open_desk", "Open a sign-up desk…"),
    ActionRow(DATA, "workplace.signing.print_sheets", "Print sign-up sheets…"),
    ActionRow(DATA, "workplace.signing.type_in", "Type in sheets", "Ctrl+Shift+T"),
    ActionRow(DATA, "workplace.signing.what_is_asked", "What the form asks…"),
    ActionRow(DATA, "workplace.signing.email_call", "E-mail call…"),
    ActionRow(DATA, "workplace.signing.after_stop", "After the stop", rule_after=True),
    ActionRow(DATA, "workplace.own_fields", "Fields of your own…"),
    ActionRow(DATA, "workplace.review_duplicates", "Review duplicates", "Ctrl+Shift+D"),
    ActionRow(DATA, "workplace.listed.forget_person", "Forget this person…", rule_after=True),
    ActionRow(DATA, "workplace.finder.setFocus", "Find anything", "Ctrl+K"),
    ActionRow(DATA, "workplace.listed.search", "Search this list", "Ctrl+F"),
    ActionRow(DATA, "workplace.listed.write_filter", "Write a filter expression", "Ctrl+Shift+F"),
    ActionRow(DATA, "workplace.listed.next_region", "Next region", "F6"),
    ActionRow(CONNECT, "workplace.connecting.connect_people", "Connect the chosen people…", "Ctrl+L"),
    ActionRow(
        CONNECT, "workplace.connecting.connect_list", "Connect this whole list…", "Ctrl+Shift+L", rule_after=True
    ),
    ActionRow(CONNECT, "workplace.connecting.hand_over", "Hand over to this partner…"),
    ActionRow(CONNECT, "workplace.connecting.introduce", "Introduce people to their partners…"),
    ActionRow(CONNECT, "workplace.connecting.rules", "Rules of this partner…"),
    ActionRow(CONNECT, "workplace.connecting.words", "Words of partners…", rule_after=True),
    ActionRow(CONNECT, "workplace.connecting.follow_ups", "Follow-ups", "Ctrl+5"),
    ActionRow(CONNECT, "workplace.connecting.call_list", "Call list", "Ctrl+6", rule_after=True),
    ActionRow(CONNECT, "workplace.connecting.mail_account", "Mail account…"),
    ActionRow(HELP, "reading.guide", "Guide", "F1", needs_campaign=False),
    ActionRow(HELP, "reading.keys", "Keys", "Ctrl+/", needs_campaign=False),
    ActionRow(HELP, "reading.log", "Show the log", needs_campaign=False),
    ActionRow(HELP, "reading.about", "About Coordinator", needs_campaign=False),
)
