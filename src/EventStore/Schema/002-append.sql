-- One active writer of the journal per partition; see append_events.
create table if not exists miyagi.writer_epochs (
    partition int not null primary key,
    epoch bigint not null
);

-- Appends events of any streams in one transaction, in array order. Every writer of ours goes through here.
--   The advisory lock is taken before the first sequence value and held until the commit is visible, so that seq_id order is commit order.
--   p_epoch is null for writers other than the journal's; a journal writer whose epoch is not the newest gets MS001.
--   p_after is a position known to be committed before the first try: events above it that carry one of p_ids are our own from a try whose outcome
--   was lost, and are returned instead of being stored again.
--   An expected version is the version itself, or 0 any, -1 no stream, -2 exists. A stream that is not as expected gets MS002. What there is to know stands in the error's constraint field ('newest epoch'; 'stream|expected|actual'),
--   since drivers hide its detail field as a possible secret.
create or replace function miyagi.append_events(
    p_epoch bigint, p_after bigint, p_now timestamptz,
    p_ids uuid[], p_streams varchar[], p_types varchar[], p_data jsonb[],
    p_actors varchar[], p_correlations varchar[], p_causations varchar[],
    p_expected_streams varchar[], p_expected_versions bigint[])
returns table (seq_id bigint, version bigint)
language plpgsql
-- Plans are kept with the connection: one made while the table was small would read all of it for ever after.
set enable_seqscan = off
as $$
declare
    v_newest bigint;
    v_version bigint;
    v_expected bigint;
    v_seq bigint;
begin
    -- Whoever appends waits for the disk, also within a transaction that otherwise would not: an event that others have read must not vanish in a crash, after which its position would be given to another one.
    if current_setting('synchronous_commit') = 'off' then
        perform set_config('synchronous_commit', 'on', true);
    end if;

    perform pg_advisory_xact_lock(727071);

    if p_epoch is not null then
        select w.epoch into v_newest from miyagi.writer_epochs w where w.partition = 0;
        if v_newest is distinct from p_epoch then
            raise exception 'writer epoch % has been succeeded by %', p_epoch, v_newest using errcode = 'MS001', constraint = v_newest::text;
        end if;
    end if;

    return query
        select e.seq_id, e.version from miyagi.mt_events e
        where e.seq_id > p_after and e.id = any (p_ids) order by e.seq_id;
    if found then
        return;
    end if;

    for i in 1 .. coalesce(array_length(p_expected_streams, 1), 0) loop
        select s.version into v_version from miyagi.mt_streams s where s.id = p_expected_streams[i];
        v_version := coalesce(v_version, 0);
        v_expected := p_expected_versions[i];
        if not (v_expected = 0 or (v_expected = -1 and v_version = 0) or (v_expected = -2 and v_version > 0) or v_expected = v_version) then
            raise exception 'stream % is at version %, which is not as expected (%)', p_expected_streams[i], v_version, v_expected
                using errcode = 'MS002',
                      constraint = p_expected_streams[i] || '|' || v_expected || '|' || v_version;
        end if;
    end loop;

    for i in 1 .. array_length(p_ids, 1) loop
        insert into miyagi.mt_streams as s (id, version, timestamp, created)
            values (p_streams[i], 1, p_now, p_now)
            on conflict (id) do update set version = s.version + 1, timestamp = excluded.timestamp
            returning s.version into v_version;
        v_seq := nextval('miyagi.mt_events_sequence');
        insert into miyagi.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, user_name)
            values (v_seq, p_ids[i], p_streams[i], v_version, p_data[i], p_types[i], p_now,
                    p_correlations[i], p_causations[i], p_actors[i]);
        seq_id := v_seq;
        version := v_version;
        return next;
    end loop;

    -- The journal's own process hears of its blocks from itself; everybody else's appends are announced.
    if p_epoch is null then
        perform pg_notify('miyagi_events', v_seq::text);
    end if;
end
$$;
