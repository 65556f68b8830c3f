"""The database itself refuses to change or remove audit entries."""

from typing import Any

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON store_auditentry
    BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END"""
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$""",
    """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON store_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
]


def close(_: Any, editor: Any) -> None:
    """Create the triggers."""
    if editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            editor.execute(statement)
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(SQLITE[0].format(verb=verb))


def reopen(_: Any, editor: Any) -> None:
    """Drop the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER audit_append_only ON store_auditentry")
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(f"DROP TRIGGER audit_no_{verb}")


class Migration(migrations.Migration):
    """Append-only from the first deployment."""

    dependencies = (("store", "0001_beginning"),)
    operations = (migrations.RunPython(close, reopen),)
