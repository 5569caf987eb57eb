from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('queues', '0008_canned_replies_and_macros'),
    ]

    operations = [
        migrations.AddField(
            model_name='queue',
            name='closes_on_confirmation',
            field=models.BooleanField(default=True, help_text='Otherwise the day stays as planned. Either way an answer reopens it, as said here.', verbose_name='closes when the requester says that it works'),
        ),
        migrations.AddField(
            model_name='queue',
            name='tracker_url',
            field=models.CharField(blank=True, help_text='Makes links of the numbers that agents note: https://bugs.example.org/{number}. Empty: no links.', max_length=300, verbose_name='address of the bug tracker'),
        ),
    ]
