-- The tables that Marten 9 creates for string stream ids with all metadata columns, in the same order, with the same
-- types, keys and indexes, so that Marten can open this database. Nothing is added to them.
create schema if not exists miyagi;

create sequence if not exists miyagi.mt_events_sequence as bigint start 1 increment 1 cache 1;

create table if not exists miyagi.mt_streams (
    id varchar not null,
    type varchar null,
    version bigint null,
    timestamp timestamptz not null default now(),
    created timestamptz not null default now(),
    tenant_id varchar null default '*DEFAULT*',
    is_archived boolean null default false,
    constraint pkey_mt_streams_id primary key (id)
);

create table if not exists miyagi.mt_events (
    seq_id bigint not null,
    id uuid not null,
    stream_id varchar null,
    version bigint not null,
    data jsonb not null,
    bdata bytea null,
    type varchar(500) not null,
    timestamp timestamptz not null,
    tenant_id varchar null default '*DEFAULT*',
    mt_dotnet_type varchar null,
    correlation_id varchar null,
    causation_id varchar null,
    headers jsonb null,
    user_name varchar null,
    is_archived boolean null default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id) references miyagi.mt_streams (id) on delete cascade
);

create unique index if not exists pk_mt_events_stream_and_version on miyagi.mt_events (stream_id, version);

create table if not exists miyagi.mt_event_progression (
    name varchar not null,
    last_seq_id bigint null,
    last_updated timestamptz null default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);

-- lz4 takes a fraction of pglz's time on journal blocks; a server built without it keeps its default.
do $$
begin
    alter table miyagi.mt_events alter column data set compression lz4;
exception when feature_not_supported or invalid_parameter_value then
    null;
end
$$;
