import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0015_promises'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='split_from',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket', verbose_name='split from'),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='verb',
            field=models.CharField(choices=[('opened', 'Opened'), ('answered', 'Reply sent'), ('withdrawn', 'Reply taken back'), ('noted', 'Internal note written'), ('called', 'Phone call recorded'), ('promised', 'News promised'), ('promise_kept', 'Promise kept'), ('promise_broken', 'Promise broken'), ('written', 'Requester wrote'), ('taken', 'Taken'), ('assigned', 'Assigned'), ('released', 'Owner removed'), ('contact_taken', 'Conversation taken'), ('stalled', 'Stalled'), ('woken', 'Work goes on'), ('chased', 'Reminder sent'), ('resolved', 'Resolved'), ('closed', 'Closed'), ('rejected', 'Rejected'), ('reopened', 'Reopened'), ('transferred', 'Passed to another queue'), ('diagnosed', 'Basic questions answered'), ('waived', 'Basic questions left open'), ('escalated', 'Escalated'), ('handed_back', 'Handed back'), ('retitled', 'Title made clearer'), ('triaged', 'Sorted'), ('linked', 'Linked'), ('unlinked', 'Link removed'), ('split', 'Split'), ('merged', 'Merged'), ('unmerged', 'Separated again'), ('mail_failed', 'E-mail could not be delivered'), ('mail_withheld', 'No e-mail was sent'), ('proven', 'Address confirmed'), ('outsider_wrote', 'Somebody else wrote')], max_length=20, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='ticketlink',
            name='kind',
            field=models.CharField(choices=[('related', 'Related'), ('duplicate', 'Duplicate'), ('child', 'Part'), ('blocks', 'Blocks')], default='related', max_length=10, verbose_name='kind'),
        ),
    ]
