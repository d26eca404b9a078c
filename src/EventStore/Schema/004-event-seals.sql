-- The hash chain over mt_events, filled behind the writers by Seals/SealRunner.cs and recomputed by `./miyagi verify`. A seal covers every position from from_seq to to_seq.
--   entries: 20 bytes an event in order of position: its distance from from_seq (4 bytes, big-endian), then the first 16 bytes of its row's SHA-256.
--   hash: SHA-256 over seal, from_seq, to_seq (8 bytes each, big-endian), previous, entries; previous is the hash of the seal before, 32 zero bytes for seal 1.
create table if not exists miyagi.event_seals (
    seal bigint not null primary key,
    from_seq bigint not null,
    to_seq bigint not null,
    previous bytea not null,
    hash bytea not null,
    entries bytea not null
);

create unique index if not exists event_seals_to_seq on miyagi.event_seals (to_seq);
