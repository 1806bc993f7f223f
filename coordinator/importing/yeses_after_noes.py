"""A yes to being contacted or passed on of somebody who had said no: it is told if nobody is asked about it."""

from collections.abc import Iterator, Mapping

from coordinator.importing.plan import RowOutcome
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.records.refusals import YES_OR_NO, noes_against, takes_back_no

_TAKEN = "{} had “{}” here. This yes is taken."
_STANDS = "{} has “{}” here. The no counts until somebody takes it away."
Values = Mapping[str, Value]


def yeses_told(said: Values, before: Values, here: Values, outcome: RowOutcome) -> Iterator[tuple[str, str, str]]:
    """Yield the field, what a row says in it, and what to tell of each yes after a no.

    Args:
        said: what the row says of the person.
        before: what it said when it came last time; empty if it did not.
        here: the person as the row leaves them.
        outcome: what happens to the row; what it asks about is not told again.
    """
    changes = {change.key: change for change in outcome.fields}
    asked = {conflict.field for conflict in outcome.conflicts}
    was = {**here, **{key: change.before for key, change in changes.items()}}
    for key in YES_OR_NO.intersection(said):
        if said[key] == before.get(key):
            continue
        for no in noes_against(was, key, said[key]):
            if no in asked:
                continue
            taken = no in changes and takes_back_no(no, changes[no].before, changes[no].after)
            field, against = CANDIDATE.by_key[key], CANDIDATE.by_key[no]
            refused = f"{against.label}: {against.kind.show(was.get(no))}"
            told = (_TAKEN if taken else _STANDS).format(CANDIDATE.title(here), refused)
            yield field.label, field.kind.show(said[key]), told
