"""The one error that services raise towards people, and its one special case."""


class Ablehnung(Exception):
    """A service refuses. `satz` is a whole German sentence for the person who asked, with the remedy."""

    def __init__(self, satz: str) -> None:
        super().__init__(satz)
        self.satz = satz


class Ueberholt(Ablehnung):
    """What somebody decides about is another by now: whoever asked is shown it, and asked once more."""
