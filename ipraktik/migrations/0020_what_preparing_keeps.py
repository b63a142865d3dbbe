"""When the intern said what may be told; and what nobody has ever read goes."""

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def keep_that_it_was_said(apps, schema_editor):
    """An introduction that lets nothing be told, and has no words, was made by the host's letter alone."""
    introductions = apps.get_model("ipraktik", "Introduction").objects
    said = Q(tell_name=True) | Q(tell_workplace=True) | Q(tell_why=True) | ~Q(why="")
    introductions.filter(said).update(said_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("ipraktik", "0019_photo_with_a_note")]

    operations = [
        migrations.RemoveField(model_name="care", name="written_at"),
        migrations.RemoveField(model_name="covertask", name="made_at"),
        migrations.RemoveField(model_name="homecoming", name="set_by"),
        migrations.AddField(
            model_name="introduction", name="said_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.RunPython(keep_that_it_was_said, migrations.RunPython.noop),
    ]
