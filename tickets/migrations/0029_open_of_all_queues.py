from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0028_not_read_in_full'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('status__in', ['new', 'open', 'stalled']), ('merged_into__isnull', True)), fields=['id'], name='ticket_open_of_all'),
        ),
    ]
