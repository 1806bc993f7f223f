"""Questions that the campaign knows already under a heading that a form numbers or marks otherwise."""

from collections import Counter
from collections.abc import Mapping, Sequence

from coordinator.base.folding import fold_heading
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import ANSWER
from coordinator.records.fields import Field


def by_wording(plans: Sequence[ColumnPlan], answers: Mapping[str, Field]) -> Mapping[str, Field]:
    """Return the campaign's own fields by folded heading, also those that a heading of a sheet words with a number.

    `5) Dish *` is the question *Dish*, unless two columns of the sheet, or two questions, are worded so.

    Args:
        plans: what each column becomes.
        answers: folded heading → one of the campaign's own fields.
    """
    from coordinator.importing.recognition.undress import wording

    said = Counter(wording(plan.header) for plan in plans if plan.target == ANSWER)
    known = Counter(wording(field.label) for field in answers.values())
    worded = {text: field for field in answers.values() if known[text := wording(field.label)] == 1}
    further = {
        fold_heading(plan.header): worded[text]
        for plan in plans
        if plan.target == ANSWER and said[text := wording(plan.header)] == 1 and text in worded
    }
    return {**further, **answers}
