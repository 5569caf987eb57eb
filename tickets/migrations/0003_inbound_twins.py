import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('queues', '0001_queues'),
        ('tickets', '0002_finished_and_wake_indexes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='inboundmail',
            name='inbound_by_message_id',
        ),
        migrations.AddIndex(
            model_name='inboundmail',
            index=models.Index(fields=['message_id', 'digest'], name='inbound_by_message_id'),
        ),
        migrations.AlterField(
            model_name='inboundmail',
            name='mailbox',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inbound', to='queues.mailbox', verbose_name='mailbox'),
        ),
    ]
