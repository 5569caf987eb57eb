from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0036_monitoring_rules'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='inboundmail',
            name='inbound_by_message_id',
        ),
        migrations.AddIndex(
            model_name='inboundmail',
            index=models.Index(fields=['message_id'], name='inbound_by_message_id'),
        ),
        migrations.AddIndex(
            model_name='inboundmail',
            index=models.Index(fields=['digest'], name='inbound_by_digest'),
        ),
    ]
