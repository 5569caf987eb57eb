"""Why an action was refused, in words for the person who tried."""


class Refused(Exception):
    """The action is not possible now. The message is translated and may be shown."""
