"""Tallies keep what figures ask for; the entries behind a figure are found by their day.

The tallies are forgotten: their reader counts every entry again, in the new way, the next time it runs.
"""

from django.db import migrations

SQL = """
delete from ledger_tally;
delete from ledger_reader where reader = 'tallies';
create index ledger_entry_by_day on ledger_entry (stream, name, happened_on, id);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_tallies")]
    operations = [migrations.RunSQL(SQL, "drop index ledger_entry_by_day;")]
