"""Words in subjects and senders by which programs give themselves away. Data only, in lower case but for monitors."""

import re

# Local parts of programs that watch machines.
MONITORS = frozenset(
    {"nagios", "icinga", "icinga2", "zabbix", "monit", "alertmanager", "munin", "prometheus", "logwatch", "smartd", "fail2ban", "cron"}
)

# How such programs open their subjects, as written. What a person might write needs the state of a host or service after it.
MONITOR_SUBJECT = re.compile(
    r"\*\* (?:PROBLEM|RECOVERY|ACKNOWLEDGEMENT|FLAPPING\w{4,6}|DOWNTIME\w{3,9})\b.{0,300} \*\*"
    r"|(?:PROBLEM|RECOVERY)(?: - | (?:Host|Service)\b).{0,300}\b(?:CRITICAL|WARNING|UNKNOWN|DOWN|UNREACHABLE|UP|OK)\b"
    r"|\[(?:FIRING|RESOLVED)(?::\d{1,4})?\]|(?:Cron|Anacron) (?:<\S{1,200}>|job)|Logwatch for |SMART error \("
)
