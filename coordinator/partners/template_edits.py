"""Edits of templates: new ones, or new text."""

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import differing
from coordinator.changes.plan import Plan
from coordinator.partners.messages import FIELDS, Text, check
from coordinator.records.catalog import TEMPLATE
from coordinator.records.kinds import plain_text
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_template(connection: Connection, name: str, purpose: str, subject: str, body: str) -> Plan:
    """Plan a new template, or new text for the one with that name.

    Raises:
        UserError: it has no name, subject or text, or has an unknown field.
    """
    if purpose not in FIELDS:
        raise UserError(f"There is no purpose “{purpose}”. Choose one of {', '.join(FIELDS)}.")
    if not (plain_text(name) and subject.strip() and body.strip()):
        raise UserError("A template has a name, a subject and a text.")
    check(Text(subject, body), purpose)
    values = {"name": plain_text(name), "purpose": purpose, "subject": plain_text(subject), "body": body}
    plan = Plan("edit", f"Template {values['name']}", head_of(connection))
    rows = query.read_rows(connection, TEMPLATE, query.select_ids(connection, TEMPLATE))
    there = next((r for r in rows if r["name"].casefold() == values["name"].casefold()), None)
    if there is None:
        plan.create(TEMPLATE.key, values)
    else:
        plan.update(TEMPLATE.key, there["id"], differing(there, values))
    return plan
