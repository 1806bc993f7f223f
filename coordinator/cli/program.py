"""The table of commands, in sections, and the program, which loads a command's module on demand."""

from dataclasses import dataclass
from importlib import import_module

import click
from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class Section:
    """Commands that are grouped together in the help.

    Attributes:
        title: heading above them.
        modules: module in `coordinator.cli.commands` → its commands with their help.
    """

    title: str
    modules: dict[str, dict[str, str]]


SECTIONS = (
    Section(
        "Campaign",
        {
            "campaign": {
                "new": "Make a new campaign file.",
                "history": "Show what was done, newest first; with an ID, what was done to that record.",
                "undo": "Take back the newest step, or the one with a sequence number.",
                "redo": "Do again what was undone last.",
            },
        },
    ),
    Section(
        "Records",
        {
            "records": {
                "list": "List records; with --json, an array of objects by field key.",
                "count": "Count records.",
                "show": "Show one record.",
                "set": "Change fields of a record; an empty value clears a field.",
            },
            "answers": {
                "answers": "List the fields that the campaign made itself; to rename one: set ID heading=…",
                "add-answer": "Make a field of the campaign's own.",
                "set-answer": "Give an answer another type; its values are read anew.",
                "move-answer": "Move an answer's values into another field; those that do not fit stay and are listed.",
            },
        },
    ),
    Section(
        "People",
        {
            "people": {
                "duplicates": "List pairs of candidates who may be one person, the surest first.",
                "households": "List households: people who share an e-mail, a phone, or a street address and ZIP.",
                "merge": "Make one person, or one tour event, of two; the first stays, the other's ID leads there.",
                "apart": "Remember that two who look alike are not one person.",
                "part": "Make a person of their own of a sign-up that was taken for somebody else.",
                "short-forms": "List the short forms of first names that the campaign added, or add and remove some.",
            },
            "forgetting": {
                "forget": "Erase a person forever, and keep them from coming back with the next list.",
                "forget-words": "List where a name or an address stands, also in the history, or erase it there.",
                "forget-key": "Say where the key of forgotten people is; take it to another computer.",
            },
        },
    ),
    Section(
        "Import and export",
        {
            "importing": {
                "import": "Import files; with --json, one object, or an array of them for several files.",
                "sources": "List where sign-ups come from, with how their columns were mapped.",
            },
            "exporting": {
                "export": "Write records to a workbook (.xlsx, .ods), or one kind of them to a .csv.",
            },
            "outgoing": {
                "exports": "List the workbooks that went out: who has them, since when, what came back.",
                "purposes": "List what workbooks go out for, with the columns saved for it.",
            },
        },
    ),
    Section(
        "Partners",
        {
            "partners": {
                "rules": "List the rules of partners, or of one, and what is wrong with them.",
                "add-rule": 'Give a partner a rule: coordinator add-rule NDTC levels "School; Municipal".',
                "drop-rule": "Take a rule out.",
                "add-programme": "Give a partner a program: people can be placed in it until its places are taken.",
                "words": 'Say what a partner\'s words for a status mean: words PARTNER "In cohort=Active".',
            },
        },
    ),
    Section(
        "Connect",
        {
            "connecting": {
                "suggest": "List the partners that fit a person, or each person of a filter, with reasons.",
                "connect": "Connect one person, or everybody of a filter, with the partners that fit.",
            },
            "referring": {
                "referrals": "List referrals: the person, the partner, status, next step and due date.",
                "refer": "Give a referral another status.",
            },
            "following": {
                "followups": "List what is due and whose it is.",
                "contact": "Note a contact and what came of it.",
            },
            "handing": {
                "handoff": "Hand over everybody proposed to a partner: a workbook or csv in its layout.",
                "handoffs": "List what was handed over to which partner.",
                "sent": "Note that a hand-off has gone out: from now on it can be called back, not undone.",
                "no-answer": "Mark the people about whom a partner said nothing in time as unanswered.",
                "copies": "List who holds a copy of a person's details, since when and under which words.",
                "recall": "Call a hand-off back: a letter with the list to delete.",
            },
            "mail": {
                "introduce": "Write to people about the partner they were passed on to: drafts, or by mail account.",
                "template": "Make or change a template of what is written to people.",
                "mail-account": "Set up the campaign's mail account on this machine; the password is asked for.",
            },
        },
    ),
    Section(
        "Tour",
        {
            "stops": {
                "stops": "Show every stop with its figures, and the rule by which sign-ups are credited.",
                "after": "Show what is left to do after a stop: who has no partner, who was not called in three days.",
                "credit": "Show or choose the rule by which sign-ups are credited; the data stay as they are.",
            },
            "signing_up": {
                "desk": "Make the file of a sign-up desk (desk new STOP FILE.desk), or open one (desk FILE.desk).",
                "form": "Serve the sign-up form to phones on this network, or behind a web server, until Ctrl+C.",
                "form-setup": "Show or choose what the form asks, and what it says about the campaign.",
                "paper": "Write sign-up sheets of a stop as PDF, with its QR code.",
            },
            "calls": {
                "call": "Ask the people of a list to sign up: drafts, or by the mail account. Nobody gets it twice.",
                "calls": "List the calls: how many e-mails were written, how many people answered.",
            },
        },
    ),
    Section(
        "Numbers",
        {
            "numbers": {
                "stats": "Count people, sign-ups, connected, in training, filed, elected; with --json, one object.",
                "report": "Write the weekly report: a workbook (.xlsx), to print (.pdf), or for an e-mail (.txt).",
                "chart": "Draw one chart of the overview as .svg or .png.",
            },
        },
    ),
    Section(
        "Safekeeping",
        {
            "keeping": {
                "check": "Make sure that database, history and search agree.",
                "backup": "Write a checked copy of the campaign.",
                "backups": "List the backups beside the campaign, and what each holds.",
                "restore": "Put a backup in the campaign's place; what was there is kept as a backup.",
                "protect": "Protect the campaign file with a passphrase, which is asked for.",
                "unprotect": "Make a protected campaign file plain again.",
            },
        },
    ),
    Section(
        "The program itself",
        {
            "itself": {
                "pictures": "Write the window's screens as PNG.",
                "demo": "Do the main job off screen on the sample tour.",
                "completion": "Print the script that lets a shell complete commands, options and row IDs.",
            },
        },
    ),
)
MODULES = {name: module for s in SECTIONS for module, commands in s.modules.items() for name in commands}
"""The module of each command."""
HELP = {name: text for s in SECTIONS for commands in s.modules.values() for name, text in commands.items()}
"""The help of each command, in the order of the sections."""


class Program(click.Group):
    """All commands; a command's module is loaded when it is used, and none for listing them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names, in the order of the sections."""
        return list(MODULES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command from its module; None if there is none of that name."""
        if name not in MODULES:
            return None
        module = import_module(f"coordinator.cli.commands.{MODULES[name]}")
        return next(c for c in vars(module).values() if isinstance(c, click.Command) and c.name == name)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands by section."""
        widest = max(map(len, MODULES))
        for section in SECTIONS:
            with formatter.section(section.title):
                formatter.write_dl(
                    [(f"{n:<{widest}}", text) for c in section.modules.values() for n, text in c.items()]
                )

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Complete a command name, or an option before it."""
        if incomplete.startswith("-"):
            return super(click.Group, self).shell_complete(context, incomplete)
        return [CompletionItem(name, help=text) for name, text in HELP.items() if name.startswith(incomplete)]
