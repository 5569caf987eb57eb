"""The moments that tests about tickets speak of."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)
EARLIER = NOON - timedelta(hours=3)
