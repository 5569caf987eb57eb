"""What it costs that no mail is ever lost or sent twice."""

from bench.figures import Figure, figure
from bench.house import house, sink
from bench.sizes import Sizes
from bin.lib.servers import LOCALHOST


def measure(sizes: Sizes) -> list[Figure]:
    """Send through the outbox, and plainly, into the same relay."""
    with sink() as port, house(f"smtp://{LOCALHOST}:{port}") as here:
        told = here.ask("bench_outbox", "--rounds", str(sizes.rounds), "--deliveries", str(sizes.deliveries))
    note = "claimed, composed, journalled and noted, against a plain smtplib loop of one ready mail; more is better"
    return [figure("outbox_send", told["drained"], told["plain"], unit="mails/s", note=note)]
