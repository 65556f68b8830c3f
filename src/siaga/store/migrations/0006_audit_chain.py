"""Chains the audit entries: each gets a place and a digest; the existing ones are chained in their order."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

from siaga.domain.audits import GENESIS, ChainedEntry, Deed

append_only = import_module("siaga.store.migrations.0002_append_only_audit")


def chain(apps: Any, _: Any) -> None:
    """Give every entry its place in the order it was written."""
    rows, digest, batch = apps.get_model("store", "AuditEntry").rows, GENESIS, []
    for position, row in enumerate(rows.order_by("pk").iterator(1000), 1):
        deed = Deed(row.actor, row.user_id, row.role, row.agency, row.use_case, row.sentence, "")
        entry = ChainedEntry(position, row.at, deed, digest).sealed()
        row.position, row.previous, row.digest = position, digest, entry.digest
        digest = entry.digest
        batch.append(row)
    rows.bulk_update(batch, ["position", "previous", "digest"], batch_size=500)


def close_truncate(_: Any, editor: Any) -> None:
    """PostgreSQL can also empty a table at once, which no trigger for rows sees."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON store_auditentry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        )


def reopen_truncate(_: Any, editor: Any) -> None:
    """Drop that trigger again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER audit_no_truncate ON store_auditentry")


def nothing(_: Any, __: Any) -> None:
    """The columns go; there is nothing to undo in them."""


class Migration(migrations.Migration):
    """The triggers stand aside while the columns are added, in the same transaction."""

    dependencies = (("store", "0005_edition_cuts"),)
    operations = (
        migrations.RunPython(append_only.reopen, append_only.close),
        migrations.AddField("auditentry", "position", models.BigIntegerField(null=True)),
        migrations.AddField("auditentry", "previous", models.CharField(max_length=64, default="")),
        migrations.AddField("auditentry", "digest", models.CharField(max_length=64, default="")),
        migrations.AddField("auditentry", "sentence_en", models.TextField(blank=True, default="")),
        migrations.RunPython(chain, nothing),
        migrations.AlterField("auditentry", "position", models.BigIntegerField(unique=True)),
        migrations.AlterField("auditentry", "previous", models.CharField(max_length=64)),
        migrations.AlterField("auditentry", "digest", models.CharField(max_length=64)),
        migrations.AlterField("auditentry", "sentence_en", models.TextField(blank=True)),
        migrations.RunPython(append_only.close, append_only.reopen),
        migrations.RunPython(close_truncate, reopen_truncate),
    )
