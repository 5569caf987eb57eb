import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('queues', '0009_confirmation_and_tracker'),
        ('tickets', '0019_appointments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='the requester said that it works at'),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='verb',
            field=models.CharField(choices=[('opened', 'Opened'), ('answered', 'Reply sent'), ('withdrawn', 'Reply taken back'), ('noted', 'Internal note written'), ('called', 'Phone call recorded'), ('promised', 'News promised'), ('promise_kept', 'Promise kept'), ('promise_broken', 'Promise broken'), ('written', 'Requester wrote'), ('taken', 'Taken'), ('assigned', 'Assigned'), ('released', 'Owner removed'), ('contact_taken', 'Conversation taken'), ('stalled', 'Stalled'), ('woken', 'Work goes on'), ('chased', 'Reminder sent'), ('resolved', 'Resolved'), ('confirmed', 'The requester said that it works'), ('closed', 'Closed'), ('rejected', 'Rejected'), ('reopened', 'Reopened'), ('transferred', 'Passed to another queue'), ('diagnosed', 'Basic questions answered'), ('waived', 'Basic questions left open'), ('escalated', 'Escalated'), ('handed_back', 'Handed back'), ('handed_over', 'Given to another requester'), ('appt_offered', 'Appointment offered'), ('appt_booked', 'Appointment booked'), ('appt_moved', 'Appointment moved'), ('appt_reminded', 'Reminder of the appointment sent'), ('appt_declined', 'Appointment declined'), ('appt_cancelled', 'Appointment cancelled'), ('appt_over', 'Appointment over'), ('retitled', 'Title made clearer'), ('triaged', 'Sorted'), ('linked', 'Linked'), ('unlinked', 'Link removed'), ('split', 'Split'), ('merged', 'Merged'), ('unmerged', 'Separated again'), ('referenced', 'External reference added'), ('unreferenced', 'External reference removed'), ('mail_failed', 'E-mail could not be delivered'), ('mail_withheld', 'No e-mail was sent'), ('proven', 'Address confirmed'), ('outsider_wrote', 'Somebody else wrote')], max_length=20, verbose_name='what'),
        ),
        migrations.CreateModel(
            name='ExternalReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('bug', 'Bug tracker'), ('version', 'Fixed in version'), ('register', 'Register'), ('other', 'Elsewhere')], max_length=10, verbose_name='kind')),
                ('text', models.CharField(max_length=120, verbose_name='number or version')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_references', to='tickets.ticket', verbose_name='ticket')),
            ],
            options={
                'verbose_name': 'external reference',
                'verbose_name_plural': 'external references',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('ticket', 'kind', 'text'), name='external_reference_once')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.TextField(blank=True, verbose_name='cause')),
                ('fix', models.TextField(blank=True, verbose_name='what was done')),
                ('checked', models.TextField(blank=True, verbose_name='how it was checked')),
                ('is_workaround', models.BooleanField(default=False, verbose_name='only a workaround')),
                ('restored_at', models.DateTimeField(verbose_name='worked again at')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('is_last', models.BooleanField(default=True, verbose_name='the last one of its ticket')),
                ('was_reopened', models.BooleanField(default=False, verbose_name='the ticket was reopened after it')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('category', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queues.category', verbose_name='category')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='resolution', to='tickets.ticketevent', verbose_name='event')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resolutions', to='tickets.ticket', verbose_name='ticket')),
            ],
            options={
                'verbose_name': 'resolution',
                'verbose_name_plural': 'resolutions',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('category__isnull', False), ('is_last', True)), fields=['category', 'was_reopened', '-at', '-id'], name='resolution_best_of_category')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_last', True)), fields=('ticket',), name='resolution_one_last_per_ticket')],
            },
        ),
    ]
