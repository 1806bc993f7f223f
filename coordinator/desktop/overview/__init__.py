"""The rooms of the overview: what is asked, figures, charts, follow-ups, the past."""
