"""The errors that are told to a person; everything else that is raised is a bug."""


class UserError(Exception):
    """Something that a person can mend: the text says what is wrong, where, and what to do.

    Subclasses add what a program needs to tell the cases apart; the text is shown as it stands.
    """

    @property
    def sentence(self) -> str:
        """The text for a person."""
        return str(self)


class Cancelled(Exception):  # noqa: N818 - it is no error
    """A person cancelled the work; whoever catches it leaves no trace of the work."""
