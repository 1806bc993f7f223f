"""Exporting: workbooks that can come back, their purpose, and whether they are expected back."""

from coordinator.operations.carrying_out import Operation
from coordinator.round_trip.expected_back import plan_done
from coordinator.round_trip.exporting import SUFFIXES, USUAL, ExportResult, export, export_sheets, going_out
from coordinator.round_trip.purpose_edits import plan_drop, plan_save

__all__ = [
    "SUFFIXES",
    "USUAL",
    "ExportResult",
    "drop_purpose",
    "export",
    "export_sheets",
    "going_out",
    "mark",
    "save_purpose",
]

save_purpose = Operation(plan_save)
"""Save the columns for a purpose."""
drop_purpose = Operation(plan_drop)
"""Delete a saved purpose."""
mark = Operation(plan_done)
"""Stop expecting an export back, or expect it again."""
