"""Learnt weights always say what they would change: of those that did not, nothing is known to."""

from django.db import migrations, models


def say_nothing_changes(apps, schema_editor):
    learnt = apps.get_model("ipraktik", "LearntWeights")
    learnt.objects.filter(changes__isnull=True).update(changes={"wishes": 0, "others": 0, "examples": []})


class Migration(migrations.Migration):
    dependencies = [("ipraktik", "0020_what_preparing_keeps")]

    operations = [
        migrations.RunPython(say_nothing_changes, migrations.RunPython.noop),
        migrations.AlterField("learntweights", "changes", models.JSONField()),
    ]
