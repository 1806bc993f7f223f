"""Recognizing columns by evidence: their headings, their cells, the columns beside them."""

from coordinator.importing.recognition.assign import MANY
from coordinator.importing.recognition.reasons import ONE_CHOICE
from coordinator.importing.recognition.recognize import SURE, Recognized, recognize

__all__ = ["MANY", "ONE_CHOICE", "SURE", "Recognized", "recognize"]
