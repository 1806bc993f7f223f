"""Partners' rules and letter templates. Programme records are added and edited like any other record."""

from coordinator.operations.carrying_out import Operation
from coordinator.partners.rule_edits import all_problems, offer_of, plan_known, plan_no_rule, plan_rule
from coordinator.partners.template_edits import plan_template

__all__ = ["add_known_rules", "all_problems", "drop_rule", "offer_of", "save_template", "set_rule"]

set_rule = Operation(plan_rule)
"""Add a rule to a partner, or change a rule's values."""
drop_rule = Operation(plan_no_rule)
"""Remove a rule."""
add_known_rules = Operation(plan_known)
"""Add the built-in public rules of real organizations."""
save_template = Operation(plan_template)
"""Save a template, or new text for the one with that name."""
