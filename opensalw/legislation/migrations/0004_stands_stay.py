"""How rows stood is only ever added; of the rows that are there, what can be known is kept."""

from django.db import migrations

KNOWN = """
insert into legislation_stand
    (row_id, at, state, grade, was_grade, because, evidence, deadline, own_words, by)
select r.id, coalesce(case r.state when 'graded' then r.graded_at when 'reviewed' then r.reviewed_at end, now()),
    r.state, r.grade, r.was_grade, r.because, r.evidence, r.deadline,
    coalesce((select jsonb_agg(jsonb_build_array(o.act_id, o.number) order by o.act_id, o.number)
        from legislation_ownprovision o where o.row_id = r.id), '[]'::jsonb),
    case r.state when 'graded' then r.graded_by when 'reviewed' then r.reviewed_by else '' end
from legislation_row r;
"""
GUARDS = """
create trigger only_added before update or delete on legislation_stand
    for each row execute function refuse_change();
create trigger never_emptied before truncate on legislation_stand
    for each statement execute function refuse_change();
revoke update, delete, truncate on legislation_stand from opensalw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("legislation", "0003_stands"), ("core", "0002_only_added")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (KNOWN, GUARDS)]
