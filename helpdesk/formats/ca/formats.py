"""Catalan: the month brings its own "de" or "d’", so that it is "1 d’abril" and "19 de novembre"."""

DATE_FORMAT = r"j E \d\e Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j E \d\e Y, H:i"
MONTH_DAY_FORMAT = "j E"
