-- One row a stored reading, for a person with SQL. The blocks hold columns (docs/wire-formats.md); this view opens them.
create or replace view miyagi.journal_readings as
select
    e.seq_id,
    g -> 'devices' ->> r.source::int as device,
    g -> 'sensors' ->> r.source::int as sensor,
    timestamptz 'epoch' + ((g ->> 'measuredFrom')::bigint + (g -> 'measured' ->> (r.n - 1)::int)::bigint) * interval '1 millisecond' as measured_at,
    timestamptz 'epoch' + ((g ->> 'receivedFrom')::bigint + (g -> 'received' ->> (r.n - 1)::int)::bigint) * interval '1 millisecond' as received_at,
    (
        select jsonb_object_agg(m.name, g -> 'values' -> (m.k - 1)::int -> (r.n - 1)::int)
        from jsonb_array_elements_text(g -> 'metrics') with ordinality as m (name, k)
    ) as metrics
from miyagi.mt_events e
    cross join lateral jsonb_array_elements(e.data -> 'groups') as g
    cross join lateral jsonb_array_elements_text(g -> 'source') with ordinality as r (source, n)
where e.type = 'readings_recorded';
