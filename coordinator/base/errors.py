"""Errors that are shown to the user; any other exception is a bug."""


class UserError(Exception):
    """Something the user can fix: the text says what is wrong, where, and what to do.

    Subclasses add what a program needs to tell cases apart; the text is shown as is.
    """

    @property
    def sentence(self) -> str:
        """The text for the user."""
        return str(self)


class Cancelled(Exception):  # noqa: N818 - it is not an error
    """The user cancelled the work; code that catches this must leave no trace of the work."""
