
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('queues', '0012_automatic_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='queue',
            name='mails_no_content',
            field=models.BooleanField(default=False, help_text='They say that there is news, with reference and link; the title, what was written and appointments are read on the web.', verbose_name='e-mails hold no content'),
        ),
    ]
