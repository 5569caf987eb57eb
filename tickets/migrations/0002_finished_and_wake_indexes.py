from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0001_tickets'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['resolved', 'closed', 'rejected'])), fields=['queue', '-touched_at', '-id'], name='ticket_finished_by_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('wake_at__isnull', False)), fields=['wake_at'], name='ticket_by_wake'),
        ),
    ]
