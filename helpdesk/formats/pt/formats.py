"""Portuguese: months are written small."""

DATE_FORMAT = r"j \d\e E \d\e Y"
DATETIME_FORMAT = r"j \d\e E \d\e Y, H:i"
MONTH_DAY_FORMAT = r"j \d\e E"
