"""Who takes part, and which places there are: what the stage sets up and the walk relies on."""

from dataclasses import dataclass

PASSWORD = "a long walk along the sea"
MAILBOX = "suport@example.org"
TREASURY_MAILBOX = "tresoreria@example.org"
SERVICE = "Home fibre"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name and address."""

    name: str
    email: str


AGENT = Person("Aina Roca", "aina.roca@example.org")
LEAD = Person("Laia Font", "laia.font@example.org")
TREASURER = Person("Oriol Mas", "oriol.mas@example.org")
ADMIN = Person("Rosa Prat", "rosa.prat@example.org")
REQUESTER = Person("Marta Soler", "marta.soler@example.net")
STRANGER = Person("Pau Vidal", "pau.vidal@example.com")
CALLER = "Carme Puig"
