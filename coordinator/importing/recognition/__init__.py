"""Recognizing columns by evidence: their headings, their cells, the columns beside them."""

from coordinator.importing.recognition.recognize import MANY, SURE, Recognized, recognize

__all__ = ["MANY", "SURE", "Recognized", "recognize"]
