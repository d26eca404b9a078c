-- What a seal's digests cover, so that old seals stay verifiable: version 1 all columns of mt_events but is_archived, version 2 that one, too. From version 2 on the hash of a seal begins with
-- the version (8 bytes, big-endian), and no seal follows on one of a higher version.
alter table miyagi.event_seals add column if not exists version smallint not null default 1;
