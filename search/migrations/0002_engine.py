"""The text index of each database: an FTS5 table on SQLite, a tsvector with a GIN index on PostgreSQL."""

from django.db import migrations

# The ascii tokeniser takes every character beyond ASCII for a letter; with these tokenchars it splits at spaces only.
CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_terms USING fts5("
        "title_terms, body_terms, prefix='1 2', tokenize=\"ascii tokenchars '.%-/+_'\")"
    ],
    "postgresql": [
        "ALTER TABLE search_indexededition ADD COLUMN lexemes tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX search_indexededition_lexemes ON search_indexededition USING gin (lexemes)",
    ],
}
DROP = {
    "sqlite": ["DROP TABLE search_terms"],
    "postgresql": ["ALTER TABLE search_indexededition DROP COLUMN lexemes"],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
