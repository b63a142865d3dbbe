"""On PostgreSQL the directory's search uses trigrams: a word's middle is then found by an index."""

from django.db import migrations

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
INDEX = "CREATE INDEX offer_search_text_trigrams ON ipraktik_offer USING gin (search_text gin_trgm_ops)"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXTENSION)
        schema_editor.execute(INDEX)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS offer_search_text_trigrams")


class Migration(migrations.Migration):
    dependencies = [("ipraktik", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
