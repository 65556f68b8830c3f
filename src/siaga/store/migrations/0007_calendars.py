"""Calendars, their stages, decisions that supersede days (only ever added), and reports."""

from typing import Any

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

REFUSAL = "decisions about stages are append-only"
# Whether a row is a drill's, which goes when the drill is removed.
OF_A_DRILL = {
    "store_stagedecision": "OLD.drill_id IS NOT NULL",
    "store_stagemove": (
        "EXISTS (SELECT 1 FROM store_stagedecision d WHERE d.id = OLD.decision_id AND d.drill_id IS NOT NULL)"
    ),
}


def close(_: Any, editor: Any) -> None:
    """Refuse changes always, removals unless a drill is removed."""
    for table, of_a_drill in OF_A_DRILL.items():
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"""CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP = 'DELETE' AND ({of_a_drill}) THEN RETURN OLD; END IF;
                RAISE EXCEPTION '{REFUSAL}'; END $$"""
            )
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
            )
            continue
        for verb, when in (("UPDATE", ""), ("DELETE", f"WHEN NOT ({of_a_drill})")):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {when}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def reopen(_: Any, editor: Any) -> None:
    """Drop the triggers."""
    for table in OF_A_DRILL:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            editor.execute(f"DROP FUNCTION {table}_append_only()")
            continue
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}")


class Migration(migrations.Migration):
    """Tables and their triggers."""

    dependencies = (("store", "0006_audit_chain"),)
    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('regulation', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('concluded', models.BooleanField(default=False)),
                ('concluded_why', models.TextField(blank=True)),
                ('concluded_why_en', models.TextField(blank=True)),
                ('about', models.TextField(blank=True)),
                ('about_en', models.TextField(blank=True)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendars', to='store.election')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('body', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(max_length=8)),
                ('after', models.CharField(blank=True, max_length=64)),
                ('anchor', models.CharField(blank=True, max_length=8)),
                ('days', models.IntegerField(null=True)),
                ('working', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('valid_from', models.DateField(null=True)),
                ('verified', models.BooleanField(default=True)),
                ('note', models.TextField(blank=True)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='store.calendar')),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StageDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=13)),
                ('number', models.CharField(max_length=120)),
                ('decided_on', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('entered_at', models.DateTimeField()),
                ('drill', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='store.space')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.stage')),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StageMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_first', models.DateField()),
                ('old_last', models.DateField()),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('via', models.CharField(blank=True, max_length=64)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='store.stagedecision')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.stage')),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StageReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('public', 'public'), ('internal', 'internal')], default='internal', max_length=16)),
                ('area', models.CharField(max_length=13)),
                ('done', models.BooleanField()),
                ('on', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('reported_at', models.DateTimeField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.agency')),
                ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='store.space')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.stage')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='stage',
            constraint=models.UniqueConstraint(fields=('calendar', 'code'), name='stage_once_a_calendar'),
        ),
        migrations.AddConstraint(
            model_name='stagedecision',
            constraint=models.UniqueConstraint(condition=models.Q(('drill', None)), fields=('stage', 'area', 'number'), name='decision_once'),
        ),
        migrations.AddConstraint(
            model_name='stagedecision',
            constraint=models.UniqueConstraint(fields=('stage', 'area', 'number', 'drill'), name='drill_decision_once'),
        ),
        migrations.RunPython(close, reopen),
    ]
