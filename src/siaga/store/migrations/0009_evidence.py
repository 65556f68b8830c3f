"""Evidence, its copies, uploads on their way, and a custody log that the database keeps append-only."""

import uuid
from typing import Any

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


def close(_: Any, editor: Any) -> None:
    """Create the triggers."""
    if editor.connection.vendor == "postgresql":
        for verbs, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            editor.execute(
                f"CREATE TRIGGER custody_append_only_{each.lower()} BEFORE {verbs} ON store_custodyentry "
                f"FOR EACH {each} EXECUTE FUNCTION audit_append_only()"
            )
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER custody_no_{verb} BEFORE {verb} ON store_custodyentry "
            "BEGIN SELECT RAISE(ABORT, 'custody entries are append-only'); END"
        )


def reopen(_: Any, editor: Any) -> None:
    """Drop the triggers."""
    if editor.connection.vendor == "postgresql":
        for each in ("row", "statement"):
            editor.execute(f"DROP TRIGGER custody_append_only_{each} ON store_custodyentry")
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(f"DROP TRIGGER custody_no_{verb}")


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0008_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustodyEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.UUIDField(db_index=True)),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=200)),
                ('user_id', models.BigIntegerField(null=True)),
                ('agency', models.CharField(blank=True, max_length=64)),
                ('deed', models.CharField(choices=[('received', 'received'), ('viewed', 'viewed'), ('derived', 'derived')], max_length=8)),
                ('copy', models.CharField(choices=[('original', 'original'), ('clean', 'clean'), ('redacted', 'redacted')], max_length=8)),
                ('digest', models.CharField(max_length=64)),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('public', 'public'), ('internal', 'internal')], default='internal', max_length=16)),
                ('area', models.CharField(max_length=13)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('size', models.BigIntegerField()),
                ('kind', models.CharField(max_length=8)),
                ('name', models.CharField(max_length=200)),
                ('caption', models.CharField(blank=True, max_length=300)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('received_at', models.DateTimeField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.agency')),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='store.space')),
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
        migrations.CreateModel(
            name='EvidenceCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kind', models.CharField(choices=[('clean', 'clean'), ('redacted', 'redacted')], max_length=8)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('size', models.BigIntegerField()),
                ('boxes', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='store.evidence')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('label', models.CharField(default='internal', max_length=16)),
                ('area', models.CharField(max_length=13)),
                ('name', models.CharField(max_length=200)),
                ('caption', models.CharField(blank=True, max_length=300)),
                ('length', models.BigIntegerField()),
                ('arrived', models.BigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('evidence', models.UUIDField(null=True)),
                ('began_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.space')),
            ],
            managers=[
                ('rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(close, reopen),
    ]
