"""Files that are sent in the browser, and mappings that are kept for the next file."""

from django.db import migrations, models

OWN = """
alter table registers_savedmapping drop constraint registers_savedmapping_pkey, add primary key (jurisdiction, id),
    add constraint registers_savedmapping_has_a_jurisdiction check (jurisdiction ~ '^J-[A-Z]{3}$');
select ledger_guard('registers_savedmapping', false);
grant delete on registers_run to opensalw_app;
create trigger run_with_rows_stays before delete on registers_run
    for each row when (old.position > 0 or old.state <> 'prepared') execute function refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_pages")]
    operations = [
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("jurisdiction", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=60)),
                ("mapping", models.JSONField(default=dict)),
                ("made_by", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="savedmapping",
            constraint=models.UniqueConstraint(fields=("jurisdiction", "name"), name="mapping_is_named_once"),
        ),
        migrations.AddField(model_name="run", name="trouble", field=models.CharField(blank=True, max_length=300)),
        migrations.AddField(model_name="run", name="rows", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="run", name="moved_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=[("prepared", "not begun"), ("loading", "loading"), ("paused", "paused"), ("done", "done")],
                default="loading", max_length=8,
            ),
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]  # fmt: skip
