"""Accounts: links to join or set a new password, recovery codes, and a number that ends all sessions."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

ROLES = (
    "kesbangpol_secretary",
    "kpu_logistics_officer",
    "bawaslu_officer",
    "bawaslu_analyst",
    "polres_liaison",
    "fkdm_member",
    "liaison",
    "member",
    "agency_administrator",
    "administrator",
    "console",
    "none",
)


class Migration(migrations.Migration):
    """Adds ``Invitation``, ``RecoveryCode``, ``User.sign_ins_from`` and three roles."""

    dependencies = [("store", "0007_calendars")]

    operations = [
        migrations.AddField(
            model_name="user", name="sign_ins_from", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(choices=[(role, role) for role in ROLES], max_length=32),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("key", models.CharField(max_length=40, unique=True)),
                ("purpose", models.CharField(max_length=16)),
                ("full_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=32)),
                ("territory", models.CharField(blank=True, max_length=13)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.agency",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[("rows", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "digest"), name="one_recovery_code")
                ]
            },
            managers=[("rows", django.db.models.manager.Manager())],
        ),
    ]
