import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('queues', '0005_priority_matrix'),
        ('statuspage', '0001_services'),
        ('tickets', '0010_urgency'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_open_by_queue',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_open_by_owner',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_finished_by_queue',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_stalled_by_age',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_open_by_line',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_open_by_priority',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_open_by_number',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_finished',
        ),
        migrations.AddField(
            model_name='ticket',
            name='merged_openly',
            field=models.BooleanField(default=False, verbose_name='merged openly'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='merged_root',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='tickets.ticket'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='shown_in',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shown_parts', to='tickets.ticket'),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='tickets.ticket', verbose_name='merged into'),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='verb',
            field=models.CharField(choices=[('opened', 'Opened'), ('answered', 'Reply sent'), ('noted', 'Internal note written'), ('called', 'Phone call recorded'), ('written', 'Requester wrote'), ('taken', 'Taken'), ('assigned', 'Assigned'), ('released', 'Owner removed'), ('contact_taken', 'Conversation taken'), ('stalled', 'Stalled'), ('woken', 'Work goes on'), ('chased', 'Reminder sent'), ('resolved', 'Resolved'), ('closed', 'Closed'), ('rejected', 'Rejected'), ('reopened', 'Reopened'), ('transferred', 'Passed to another queue'), ('diagnosed', 'Basic questions answered'), ('waived', 'Basic questions left open'), ('escalated', 'Escalated'), ('handed_back', 'Handed back'), ('retitled', 'Title made clearer'), ('triaged', 'Sorted'), ('linked', 'Linked'), ('merged', 'Merged'), ('unmerged', 'Separated again'), ('mail_failed', 'E-mail could not be delivered'), ('mail_withheld', 'No e-mail was sent'), ('proven', 'Address confirmed'), ('outsider_wrote', 'Somebody else wrote')], max_length=20, verbose_name='what'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['new', 'open', 'stalled']), ('merged_into__isnull', True)), fields=['queue', '-touched_at', '-id'], name='ticket_open_by_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['new', 'open', 'stalled']), ('merged_into__isnull', True)), fields=['queue', '-priority', 'id'], name='ticket_open_by_priority'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['new', 'open', 'stalled']), ('merged_into__isnull', True)), fields=['queue', 'id'], name='ticket_open_by_number'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['resolved', 'closed', 'rejected']), ('merged_into__isnull', True)), fields=['queue', '-touched_at', '-id'], name='ticket_finished_by_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['resolved', 'closed', 'rejected']), ('merged_into__isnull', True)), fields=['-touched_at', '-id'], name='ticket_finished'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['new', 'open', 'stalled']), ('merged_into__isnull', True)), fields=['owner', '-touched_at', '-id'], name='ticket_open_by_owner'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='ticket_merged'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('merged_root__isnull', False)), fields=['merged_root'], name='ticket_part'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('shown_in__isnull', False)), fields=['shown_in'], name='ticket_shown_part'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['new', 'open', 'stalled']), ('merged_into__isnull', True)), fields=['queue', 'tier', '-priority', 'touched_at', 'id'], name='ticket_open_by_line'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('stalled_at__isnull', False), ('merged_into__isnull', True)), fields=['queue', 'stalled_at', 'id'], name='ticket_stalled_by_age'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('merged_root', models.F('pk')), _negated=True), name='ticket_not_its_own_root'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('merged_root__isnull', False), _connector='XOR'), name='ticket_merged_knows_its_root'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_openly', False), ('shown_in__isnull', True)), models.Q(('merged_into__isnull', False), ('merged_openly', True), ('shown_in__isnull', False)), _connector='OR'), name='ticket_merged_openly_is_shown'),
        ),
    ]
