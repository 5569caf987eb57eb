import django.db.models.deletion
from django.db import migrations, models

# Of a key: the ticket's number stands above these.
MESSAGE_BITS = 32
# No parser between our words and the index: they are split already, and every database has to agree on them.
MAKE = {
    'postgresql': (
        'CREATE TABLE tickets_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL)',
        f'CREATE INDEX tickets_search_ticket ON tickets_search ((rowid >> {MESSAGE_BITS}))',
        'CREATE INDEX tickets_search_words ON tickets_search USING gin (words) WITH (fastupdate = off)',
    ),
    'sqlite': ("CREATE VIRTUAL TABLE tickets_search USING fts5(words, tokenize = 'ascii')",),
}


def make_index(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    schema_editor.execute('DROP TABLE tickets_search')


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0003_inbound_twins'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('internal', models.BooleanField()),
                ('words', models.TextField()),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='tickets.message')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='tickets.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('rowid', models.BigIntegerField(primary_key=True, serialize=False)),
                ('words', models.TextField()),
            ],
            options={
                'db_table': 'tickets_search',
                'managed': False,
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
