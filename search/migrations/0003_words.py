"""Texts beside the terms, a vocabulary, and counts of common terms. What was indexed is made anew by itself."""

from django.db import migrations, models

DROP = {
    "sqlite": ["DROP TABLE search_terms"],
    "postgresql": ["ALTER TABLE search_indexededition DROP COLUMN lexemes"],
}
CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_terms USING fts5("
        "title_terms, body_terms, detail=column, tokenize=\"ascii tokenchars '.%-/+_'\")",
        "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_terms, row)",
    ],
    "postgresql": [
        "ALTER TABLE search_indexededition ADD COLUMN lexemes tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX search_indexededition_lexemes ON search_indexededition"
        " USING gin (lexemes) WITH (fastupdate = off)",
    ],
}


def drop(apps, schema_editor):
    schema_editor.execute("DELETE FROM search_indexededition")
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_engine")]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.RenameField("indexededition", "title_terms", "title"),
        migrations.RenameField("indexededition", "body_terms", "body"),
        migrations.AddField(
            "indexededition",
            "is_learned",
            models.BooleanField(
                db_index=True, default=False, help_text="Whether the vocabulary has its words."
            ),
        ),
        migrations.CreateModel(
            name="CommonTerm",
            fields=[
                ("term", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("documents", models.PositiveIntegerField()),
                ("usual_length", models.PositiveIntegerField(default=0)),
            ],
            options={"verbose_name": "common term", "verbose_name_plural": "common terms"},
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("text", models.CharField(max_length=8, unique=True)),
                (
                    "sound",
                    models.CharField(db_index=True, help_text="As typed in pinyin: licai.", max_length=64),
                ),
                (
                    "initials",
                    models.CharField(db_index=True, help_text="Of its syllables: lc.", max_length=64),
                ),
                (
                    "loose",
                    models.CharField(
                        db_index=True, help_text="Its syllables without what people mix up.", max_length=64
                    ),
                ),
                (
                    "first",
                    models.CharField(db_index=True, help_text="First character and length.", max_length=3),
                ),
                (
                    "last",
                    models.CharField(db_index=True, help_text="Last character and length.", max_length=3),
                ),
                (
                    "documents",
                    models.PositiveIntegerField(default=1, help_text="About so many editions have it."),
                ),
            ],
            options={"verbose_name": "word", "verbose_name_plural": "words"},
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
