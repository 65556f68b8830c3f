"""How often a job was taken by a worker, so that one left by a dead worker is put back once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds ``Job.attempts``."""

    dependencies = [("store", "0003_import_drafts")]

    operations = [
        migrations.AddField(
            model_name="job", name="attempts", field=models.PositiveSmallIntegerField(default=0)
        )
    ]
