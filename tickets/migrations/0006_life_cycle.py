from datetime import timedelta

from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

# Nobody was told a date so far, so everybody gets some days from now.
SOON, LATER = timedelta(days=5), timedelta(days=9)


def plan(apps, schema_editor):
    tickets, now = apps.get_model('tickets', 'Ticket').objects, timezone.now()
    stalled = tickets.filter(status='stalled')
    # Each row once: PostgreSQL alters no table whose rows wait for a second check.
    stalled.exclude(stall_reason='requester').update(stalled_at=F('touched_at'))
    stalled.filter(stall_reason='requester').update(stalled_at=F('touched_at'), act='remind', act_at=now + SOON)
    tickets.filter(status='resolved').update(act='close', act_at=now + LATER)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('queues', '0002_life_cycle'),
        ('statuspage', '0001_services'),
        ('tickets', '0005_proven_verb'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='act',
            field=models.CharField(blank=True, choices=[('remind', 'Remind the requester'), ('close', 'Close')], max_length=6, verbose_name='what happens by itself'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='act_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it happens by itself'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='reminders',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='reminders sent'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='stalled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='stalled since'),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='verb',
            field=models.CharField(choices=[('opened', 'Opened'), ('answered', 'Reply sent'), ('noted', 'Internal note written'), ('called', 'Phone call recorded'), ('written', 'Requester wrote'), ('taken', 'Taken'), ('assigned', 'Assigned'), ('released', 'Owner removed'), ('stalled', 'Stalled'), ('woken', 'Work goes on'), ('chased', 'Reminder sent'), ('resolved', 'Resolved'), ('closed', 'Closed'), ('rejected', 'Rejected'), ('reopened', 'Reopened'), ('transferred', 'Passed to another queue'), ('escalated', 'Escalated'), ('handed_back', 'Handed back'), ('retitled', 'Title made clearer'), ('triaged', 'Sorted'), ('linked', 'Linked'), ('mail_failed', 'E-mail could not be delivered'), ('mail_withheld', 'No e-mail was sent'), ('proven', 'Address confirmed'), ('outsider_wrote', 'Somebody else wrote')], max_length=20, verbose_name='what'),
        ),
        migrations.RunPython(plan, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('act_at__isnull', False)), fields=['act_at'], name='ticket_by_act'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('stalled_at__isnull', False)), fields=['queue', 'stalled_at', 'id'], name='ticket_stalled_by_age'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'stalled'), ('stalled_at__isnull', True), _connector='XOR'), name='ticket_stalled_says_since_when'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('act', ''), ('act_at__isnull', False), _connector='XOR'), name='ticket_act_has_its_moment'),
        ),
    ]
