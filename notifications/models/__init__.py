"""The outbox: what is said, to whom, how it went; and the signs that the machinery is alive."""

from notifications.models.delivery import Delivery
from notifications.models.heartbeat import Heartbeat
from notifications.models.lane_signal import LaneSignal
from notifications.models.mail import Mail
from notifications.models.mail_text import MailText
from notifications.models.suppression import Suppression

__all__ = ["Delivery", "Heartbeat", "LaneSignal", "Mail", "MailText", "Suppression"]
