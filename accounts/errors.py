"""Why an action was refused, in words for the person who tried."""

from django.utils.functional import Promise


class Refused(Exception):
    """The action is not possible now. The message is translated and may be shown."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
