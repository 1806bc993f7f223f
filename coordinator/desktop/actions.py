"""The table of actions: what the menus offer, with which keys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing a person can do.

    Attributes:
        menu: the menu it stands in.
        key: name of the window's method that does it; with a dot, of the workplace's part and its method.
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
    ActionRow(FILE, "import_files", "Import…", "Ctrl+I"),
    ActionRow(FILE, "export_view", "Export this list…", "Ctrl+E"),
    ActionRow(FILE, "export_all", "Export everything…", "Ctrl+Shift+E", rule_after=True),
    ActionRow(FILE, "back_up", "Back up…"),
    ActionRow(FILE, "restore", "Restore a backup…", rule_after=True),
    ActionRow(FILE, "close", "Quit", "Ctrl+Q", needs_campaign=False),
    ActionRow(EDIT, "undo", "Undo", "Ctrl+Z"),
    ActionRow(EDIT, "redo", "Redo", "Ctrl+Y", rule_after=True),
    ActionRow(EDIT, "copy_cells", "Copy"),
    ActionRow(EDIT, "copy_headers", "Copy with headings"),
    ActionRow(EDIT, "paste_cells", "Paste"),
    ActionRow(EDIT, "fill_down", "Fill down"),
    ActionRow(EDIT, "clear_cells", "Clear cells"),
    ActionRow(VIEW, "show_overview", "Overview", "Ctrl+1"),
    ActionRow(VIEW, "show_candidates", "Candidates", "Ctrl+2"),
    ActionRow(VIEW, "show_partners", "Partners", "Ctrl+3"),
    ActionRow(VIEW, "show_events", "Tour events", "Ctrl+4", rule_after=True),
    ActionRow(VIEW, "show_history", "History", "Ctrl+H", rule_after=True),
    ActionRow(VIEW, "theme_system", "Colours as the system has them", needs_campaign=False),
    ActionRow(VIEW, "theme_light", "Light", needs_campaign=False),
    ActionRow(VIEW, "theme_dark", "Dark", needs_campaign=False, rule_after=True),
    ActionRow(VIEW, "larger_text", "Larger text", "Ctrl++", needs_campaign=False),
    ActionRow(VIEW, "smaller_text", "Smaller text", "Ctrl+-", needs_campaign=False),
    ActionRow(DATA, "add_record", "Add a record", "Ctrl+N"),
    ActionRow(DATA, "delete_records", "Delete the chosen records", "Ctrl+Delete", rule_after=True),
    ActionRow(DATA, "open_desk", "Open a sign-up desk…"),
    ActionRow(DATA, "signing.print_sheets", "Print sign-up sheets…"),
    ActionRow(DATA, "signing.type_in", "Type in sheets", "Ctrl+Shift+T"),
    ActionRow(DATA, "signing.what_is_asked", "What the form asks…"),
    ActionRow(DATA, "signing.email_call", "E-mail call…"),
    ActionRow(DATA, "after_stop", "After the stop", rule_after=True),
    ActionRow(DATA, "own_fields", "Fields of your own…"),
    ActionRow(DATA, "review_duplicates", "Review duplicates", "Ctrl+Shift+D"),
    ActionRow(DATA, "forget_person", "Forget this person…", rule_after=True),
    ActionRow(DATA, "find_anything", "Find anything", "Ctrl+K"),
    ActionRow(DATA, "search_list", "Search this list", "Ctrl+F"),
    ActionRow(DATA, "write_filter", "Write a filter expression", "Ctrl+Shift+F"),
    ActionRow(DATA, "next_region", "Next region", "F6"),
    ActionRow(CONNECT, "connecting.connect_people", "Connect the chosen people…", "Ctrl+L"),
    ActionRow(CONNECT, "connecting.connect_list", "Connect this whole list…", "Ctrl+Shift+L", rule_after=True),
    ActionRow(CONNECT, "connecting.hand_over", "Hand over to this partner…"),
    ActionRow(CONNECT, "connecting.introduce", "Introduce people to their partners…"),
    ActionRow(CONNECT, "connecting.rules", "Rules of this partner…"),
    ActionRow(CONNECT, "connecting.words", "Words of partners…", rule_after=True),
    ActionRow(CONNECT, "connecting.follow_ups", "Follow-ups", "Ctrl+5"),
    ActionRow(CONNECT, "connecting.call_list", "Call list", "Ctrl+Shift+C", rule_after=True),
    ActionRow(CONNECT, "connecting.mail_account", "Mail account…"),
    ActionRow(HELP, "show_guide", "Guide", "F1", needs_campaign=False),
    ActionRow(HELP, "show_keys", "Keys", "Ctrl+/", needs_campaign=False),
    ActionRow(HELP, "about", "About Coordinator", needs_campaign=False),
)
