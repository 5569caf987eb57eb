"""How the programs that many houses watch their machines with write their mails, as they come: to begin a rule with."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """The name of a program, and the lines for its mails."""

    name: str
    trouble: tuple[str, ...]
    recovery: tuple[str, ...]
    news: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """What the form of a rule begins with."""
        lines = {"trouble": self.trouble, "recovery": self.recovery, "news": self.news, "details": self.details}
        return {"name": self.name, **{field: "\n".join(said) for field, said in lines.items()}}


PRESETS: Mapping[str, Preset] = {
    "alertmanager": Preset(
        "Prometheus Alertmanager",
        # What stands in brackets at the end depends on how many of the group are on fire.
        trouble=("[FIRING:*] {problem} (*)", "[FIRING:*] {problem}"),
        recovery=("[RESOLVED*] {problem} (*)", "[RESOLVED*] {problem}"),
    ),
    "cloudwatch": Preset(
        "Amazon CloudWatch",
        trouble=('ALARM: "{problem}" in *',),
        recovery=('OK: "{problem}" in *',),
        news=('INSUFFICIENT_DATA: "{problem}" in *', 'INSUFFICIENT DATA: "{problem}" in *'),
    ),
    "grafana": Preset(
        "Grafana",
        trouble=("[FIRING:*] {problem} (*)", "[FIRING:*] {problem}", "[Alerting] {problem}"),
        recovery=("[RESOLVED*] {problem} (*)", "[RESOLVED*] {problem}", "[OK] {problem}"),
        news=("[No Data] {problem}", "[Paused] {problem}"),
    ),
    "healthchecks": Preset("Healthchecks", trouble=("DOWN | {problem}",), recovery=("UP | {problem}",)),
    "icinga": Preset(
        "Icinga",
        trouble=("[PROBLEM] {problem} is *", "PROBLEM - {problem} is *"),
        recovery=("[RECOVERY] {problem} is *", "RECOVERY - {problem} is *"),
        news=(
            "[ACKNOWLEDGEMENT] {problem} is *", "[FLAPPING*] {problem} is *", "[DOWNTIME*] {problem} is *", "[CUSTOM] {problem} is *",
            "ACKNOWLEDGEMENT - {problem} is *", "FLAPPING* - {problem} is *", "DOWNTIME* - {problem} is *",
        ),
    ),
    "nagios": Preset(
        "Nagios",
        trouble=("** PROBLEM * Alert: {problem} is * **",),
        recovery=("** RECOVERY * Alert: {problem} is * **",),
        news=(
            "** ACKNOWLEDGEMENT * Alert: {problem} is * **", "** FLAPPING* Alert: {problem} is * **", "** DOWNTIME* Alert: {problem} is * **",
        ),
    ),
    "uptime-kuma": Preset("Uptime Kuma", trouble=("[{problem}] [* Down] *",), recovery=("[{problem}] [* Up] *",)),
    "uptimerobot": Preset("UptimeRobot", trouble=("Monitor is DOWN: {problem}",), recovery=("Monitor is UP: {problem}",)),
    "zabbix": Preset(
        "Zabbix",
        trouble=("Problem: {problem}",),
        recovery=("Resolved in *: {problem}", "Resolved: {problem}"),
        news=("Updated problem in *: {problem}", "Updated problem: {problem}"),
        # The subject names the machine only where somebody put it there.
        details=("Host: {problem}",),
    ),
}  # fmt: skip
