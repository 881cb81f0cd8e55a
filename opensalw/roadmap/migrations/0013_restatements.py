"""Exceptions from the lock and restatements: kept for good, decided once."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


GUARDS = """
create trigger only_added before update or delete on roadmap_restatementnotice
    for each row execute function refuse_change();
create trigger never_emptied before truncate on roadmap_restatementnotice
    for each statement execute function refuse_change();
revoke update, delete, truncate on roadmap_restatementnotice from opensalw_app;

create function refuse_second_decision() returns trigger language plpgsql as $$
begin
    if old.state <> 'proposed' then
        raise exception 'a restatement is decided once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger decided_once before update on roadmap_restatement
    for each row execute function refuse_second_decision();
create trigger never_deleted before delete on roadmap_restatement
    for each row execute function refuse_change();
create trigger never_emptied before truncate on roadmap_restatement
    for each statement execute function refuse_change();
revoke delete, truncate on roadmap_restatement from opensalw_app;

create function refuse_ended_exception() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null then
        raise exception 'an exception from the lock ends once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger ends_once before update on roadmap_lockexception
    for each row execute function refuse_ended_exception();
create trigger never_deleted before delete on roadmap_lockexception
    for each row execute function refuse_change();
create trigger never_emptied before truncate on roadmap_lockexception
    for each statement execute function refuse_change();
revoke delete, truncate on roadmap_lockexception from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0012_embargo"),
    ]

    operations = [
        migrations.AddField(
            model_name="observation",
            name="restated",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="round",
            name="locks_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="textitem",
            name="stands_for",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="submission",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("cleared", "Cleared"),
                    ("submitted", "Submitted"),
                    ("returned", "Returned"),
                    ("accepted", "Accepted"),
                    ("released", "Released"),
                    ("amending", "Being amended"),
                    ("reconstructed", "Reconstructed"),
                ],
                default="draft",
                max_length=14,
            ),
        ),
        migrations.CreateModel(
            name="LockException",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("covers", models.JSONField(blank=True, default=list)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("seat_error", "Error of the seat"),
                            ("late_data", "Late data"),
                            ("definition", "Change of definition"),
                            ("secretariat_error", "Error of the secretariat"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("until", models.DateTimeField()),
                ("granted_at", models.DateTimeField()),
                ("granted_by", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=60)),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted again"),
                            ("stood", "Left as it stood"),
                            ("expired", "The time ran out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("unsent", models.BinaryField(blank=True, null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lock_exceptions",
                        to="roadmap.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["granted_at"],
            },
        ),
        migrations.CreateModel(
            name="Restatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("jurisdiction", models.CharField(max_length=8)),
                ("measure", models.CharField(max_length=40)),
                ("line", models.CharField(max_length=40)),
                ("becomes", models.JSONField(blank=True, default=dict)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("seat_error", "Error of the seat"),
                            ("late_data", "Late data"),
                            ("definition", "Change of definition"),
                            ("secretariat_error", "Error of the secretariat"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("evidence", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted"), ("refused", "Refused")],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=60)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=60)),
                ("decision", models.TextField(blank=True)),
                (
                    "exception",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restatements",
                        to="roadmap.lockexception",
                    ),
                ),
                (
                    "new",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restatement",
                        to="roadmap.observation",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restatements",
                        to="roadmap.observation",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restatements",
                        to="roadmap.round",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_at", "-proposed_at"],
            },
        ),
        migrations.CreateModel(
            name="RestatementNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=200)),
                ("how", models.CharField(blank=True, max_length=200)),
                ("told_at", models.DateTimeField()),
                ("told_by", models.CharField(max_length=60)),
                (
                    "restatement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="roadmap.restatement"
                    ),
                ),
            ],
            options={
                "ordering": ["told_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="lockexception",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("submission",),
                name="lock_exception_is_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="lockexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="lock_exception_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="lockexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("granted_at"))), name="lock_exception_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="lockexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_how", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lock_exception_ends_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("old",), name="figure_has_one_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="restatement_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", ""),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="restatement_has_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "proposed")),
                    models.Q(
                        models.Q(("state", "proposed"), _negated=True), models.Q(("decided_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="restatement_is_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatementnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("who", ""), _negated=True), name="notice_names_somebody"
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
