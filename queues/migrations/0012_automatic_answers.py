
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('queues', '0011_sender_checks'),
    ]

    operations = [
        migrations.AddField(
            model_name='queue',
            name='acknowledges',
            field=models.BooleanField(default=True, help_text='By an e-mail with the reference, to whoever asks. Never to a machine, and to an unproven address a few times an hour.', verbose_name='says that a message has arrived'),
        ),
        migrations.AddField(
            model_name='queue',
            name='answers_from',
            field=models.TimeField(blank=True, help_text="On working days, Monday to Friday, in the house's time zone. Outside of these hours the e-mail names the next opening.", null=True, verbose_name='people answer from'),
        ),
        migrations.AddField(
            model_name='queue',
            name='answers_until',
            field=models.TimeField(blank=True, null=True, verbose_name='people answer until'),
        ),
        migrations.AddField(
            model_name='queue',
            name='tells_not_entitled',
            field=models.BooleanField(default=True, help_text='Where only members are helped: whoever writes from an address that we do not know hears so in that e-mail.', verbose_name='tells strangers how to join'),
        ),
        migrations.AlterField(
            model_name='queuetext',
            name='place',
            field=models.CharField(choices=[('form_hint', 'Above the public form'), ('privacy_hint', 'Beside the description: what not to write'), ('receipt_next', 'On the receipt: what happens next'), ('acknowledgement', 'In the acknowledgement e-mail'), ('out_of_hours', 'In the acknowledgement e-mail, outside of the hours; {opens_at} is the next opening'), ('signature', 'Under every reply'), ('reject_not_entitled', 'In the rejection: not entitled, where to ask instead'), ('reject_not_ours', 'In the rejection: not ours'), ('reject_duplicate', 'In the rejection: asked before')], max_length=20, verbose_name='place'),
        ),
    ]
