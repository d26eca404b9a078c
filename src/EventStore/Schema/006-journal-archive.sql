-- Where the events of archived journal days lie: one row a block, written in the transaction that removes their rows and stores journal_day_archived. docs/archive.md has the files' layout.
-- A block holds every event from from_seq to seq_id, of one stream and without a gap; version and recorded_at are the last event's.
create table if not exists miyagi.journal_archive_blocks (
    seq_id bigint not null primary key,
    from_seq bigint not null,
    stream_id varchar not null,
    version bigint not null,
    recorded_at timestamptz not null,
    readings int not null,
    set_aside int not null,
    file varchar not null,
    file_offset bigint not null,
    file_length int not null,
    sha256 bytea not null
);

create unique index if not exists journal_archive_blocks_stream on miyagi.journal_archive_blocks (stream_id, version);

-- A seal all of whose journal events lie in this file keeps the entries of its other events only: 20 bytes an event would be more than the archive needs for it. journal_day_archived has a hash over what is left.
alter table miyagi.event_seals add column if not exists file varchar null;

-- Everything stored, in the table or in an archive file: what readers of events read, since one query sees one moment. A block stands at the position of its last event and has no data.
-- stored_bytes is what a reader makes room for: an event taken out of a block costs memory by itself, however few bytes it has in the file.
create or replace view miyagi.stored_events as
select seq_id, seq_id as from_seq, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, data, pg_column_size(data) as stored_bytes,
    null::varchar as file, null::bigint as file_offset, null::int as file_length, null::bytea as sha256
from miyagi.mt_events
union all
select seq_id, from_seq, null::uuid, stream_id, version, 'readings_recorded'::varchar(500), recorded_at, null::varchar, null::varchar, null::varchar, null::jsonb,
    greatest(2 * file_length, 1024 * (seq_id - from_seq + 1)::int), file, file_offset, file_length, sha256
from miyagi.journal_archive_blocks;

comment on view miyagi.journal_readings is 'The readings of the journal that lie in the table; those of archived days lie in files (docs/archive.md) and are not shown.';
