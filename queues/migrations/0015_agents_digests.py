from datetime import time

from django.db import migrations, models

EVERY = ("assigned", "written", "mentioned", "followed", "promise", "arrived", "new", "unowned")


def _spell_out(apps, schema_editor):
    """From the codes of what is told at once to when each is told."""
    for profile in apps.get_model("queues", "AgentProfile").objects.exclude(notices={}):
        profile.notices = {
            queue: {code: "now" if code in told else "never" for code in EVERY} for queue, told in profile.notices.items() if isinstance(told, list)
        }
        profile.save(update_fields=["notices"])


def _shorten(apps, schema_editor):
    for profile in apps.get_model("queues", "AgentProfile").objects.exclude(notices={}):
        profile.notices = {
            queue: [code for code in EVERY if told.get(code) == "now"] for queue, told in profile.notices.items() if queue.isdecimal()
        }
        profile.save(update_fields=["notices"])


class Migration(migrations.Migration):
    dependencies = [("queues", "0014_agents_mails")]

    operations = [
        migrations.AddField("agentprofile", "quiet_days", models.JSONField(blank=True, default=list, verbose_name="days without e-mails")),
        migrations.AddField(
            "agentprofile",
            "after_quiet",
            models.CharField(
                choices=[("together", "One e-mail when the quiet ends"), ("digest", "In the next digest")],
                default="together",
                max_length=8,
                verbose_name="after the quiet",
            ),
        ),
        migrations.AddField(
            "agentprofile",
            "rhythm",
            models.CharField(
                choices=[("daily", "Once a day"), ("twice", "Twice a day"), ("hourly", "Every hour")],
                default="daily",
                max_length=6,
                verbose_name="digest",
            ),
        ),
        migrations.AddField("agentprofile", "digest_at", models.TimeField(default=time(8), verbose_name="digest at")),
        migrations.AddField("agentprofile", "second_digest_at", models.TimeField(default=time(15), verbose_name="second digest at")),
        migrations.AddConstraint(
            "agentprofile",
            models.CheckConstraint(condition=models.Q(after_quiet__in=["together", "digest"]), name="agent_after_quiet_known"),
        ),
        migrations.AddConstraint(
            "agentprofile",
            models.CheckConstraint(condition=models.Q(rhythm__in=["daily", "twice", "hourly"]), name="agent_rhythm_known"),
        ),
        migrations.RunPython(_spell_out, _shorten),
    ]
