"""The one error that services raise towards people."""


class Ablehnung(Exception):
    """A service refuses. `satz` is a whole German sentence for the person who asked, with the remedy."""

    def __init__(self, satz: str) -> None:
        super().__init__(satz)
        self.satz = satz
