"""The twin of SMTP that needs no relay: each mail becomes a file."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from foundation import clock
from foundation.safetext import file_name
from notifications.channels.letter import Letter, Outcome, Verdict

logger = logging.getLogger("mail")


class FolderChannel:
    """Writes ``<time>-<delivery>-<address>.eml``, readable by its owner alone, and logs one line for each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter, *, before_content: Callable[[], None]) -> Outcome:
        """Write the letter whole or not at all. A folder that cannot be written to counts as a relay that is down."""
        target = self.folder / f"{clock.now():%Y%m%dT%H%M%S}-{letter.pk}-{file_name(letter.address, 100)}.eml"
        draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        before_content()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            draft.write_bytes(letter.content)
            draft.rename(target)
        except OSError as error:
            return Outcome(Verdict.NOT_NOW, words=str(error), is_relay_down=True)
        logger.info("Mail to %s is in %s", letter.address, target)
        return Outcome(Verdict.ACCEPTED, 250, target.name)

    def close(self) -> None:
        """Nothing is held open."""
