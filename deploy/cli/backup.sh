# shellcheck shell=bash
# shellcheck disable=SC2034 # names that other parts use
# backup: one tar file with a manifest that names every part and its SHA-256. restore.sh reads it.

BACKUP_FORMAT=1
BACKUP_WORK=
DUMP=
# What the events say of the archive's files: "hash name" a line.
TOLD=

query() { "$PROGRAMS/psql" --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$1"; }

# Programs of the server's own major version: an older pg_dump refuses, a newer one writes what the server can't read back.
matching_programs() { # sets PROGRAMS and POSTGRES_MAJOR
  local program
  program=$(command -v psql) || die "psql is missing; run as root: apt-get install --no-install-recommends postgresql-client"
  PROGRAMS=$(dirname -- "$program")
  POSTGRES_MAJOR=$(query "select current_setting('server_version_num')::int / 10000") || die "PostgreSQL can't be reached; see above"
  PROGRAMS=/usr/lib/postgresql/$POSTGRES_MAJOR/bin
  for program in psql pg_dump pg_restore; do
    [[ -x $PROGRAMS/$program ]] || die "$program of PostgreSQL $POSTGRES_MAJOR (the server's version) is missing; run as root: apt-get install postgresql-client-$POSTGRES_MAJOR"
  done
}

# The nearest folder that exists tells for one that is yet to be made.
require_space() { # FOLDER BYTES
  local folder=$1 free
  while [[ ! -e $folder ]]; do folder=$(dirname -- "$folder"); done
  free=$(df --output=avail --block-size=1 "$folder" | tail -n 1 | tr -d ' ')
  ((free > $2)) || die "$folder has $free bytes free, but up to $2 are needed"
}

hash_of() { # FILE
  local hash
  read -r hash _ < <(sha256sum -- "$1")
  printf '%s' "$hash"
}

catalog_hash() {
  local hash
  read -r hash _ < <(cd "${MIYAGI_CATALOG:-$ROOT/catalog}" && find . -type f -print0 | LC_ALL=C sort --zero-terminated | xargs -0 sha256sum | sha256sum)
  printf '%s' "$hash"
}

archive_folder() { printf '%s' "${MIYAGI_ARCHIVE:-$MIYAGI_DATA/archive}"; }

# Holds a transaction open (until the script ends), so that pg_dump and the manifest tell of the same moment.
open_snapshot() { # sets SNAPSHOT and what the manifest says of it
  local answer
  coproc HOLDER { PGOPTIONS="${PGOPTIONS:-} -c idle_in_transaction_session_timeout=0" exec "$PROGRAMS/psql" --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1; }
  cat >&"${HOLDER[1]}" <<'SQL'
begin isolation level repeatable read read only;
select pg_export_snapshot(), current_setting('server_version'), pg_database_size(current_database()),
  (select coalesce(max(seq_id), 0) from miyagi.mt_events),
  coalesce((select seal || '|' || upper(encode(hash, 'hex')) from miyagi.event_seals order by seal desc limit 1), '0|'),
  (select coalesce(sum(pg_table_size(oid)), 0) from pg_class where relnamespace = 'miyagi'::regnamespace and relkind = 'r');
SQL
  read -r answer <&"${HOLDER[0]}" || die "the event store can't be read; see above"
  IFS='|' read -r SNAPSHOT SERVER_VERSION DATABASE_BYTES END_POSITION LAST_SEAL SEAL_HASH TABLE_BYTES <<<"$answer"
}

# Here and not in a subshell, which has no way to the other process. A file that only rows of journal_archive_blocks name has no hash, so that it is refused.
read_told_archive() { # sets TOLD
  local line
  cat >&"${HOLDER[1]}" <<'SQL'
select to_regclass('miyagi.journal_archive_blocks') is not null as archives \gset
\if :archives
with told as (
  select data from miyagi.mt_events
  where stream_id in (select id from miyagi.mt_streams where starts_with(id, 'archive:')) and type = 'journal_day_archived'
)
select concat(data->>'fileSha256', ' archive/', data->>'file') from told
union all select concat(data->>'manifestSha256', ' archive/', data->>'manifest') from told
union all select distinct concat('untold archive/', file) from miyagi.journal_archive_blocks where file not in (select data->>'file' from told);
\endif
select '.';
SQL
  while IFS= read -r line <&"${HOLDER[0]}"; do
    [[ $line != . ]] || return 0
    TOLD+=$line$'\n'
  done
  die "what is archived can't be read; see above"
}

# The files of the archive that are not parts of a manifest as the events tell of them: "hash name" a line.
wrong_files() { # MANIFEST
  grep -vxFf <(manifest_parts "$1") <<<"$TOLD" | grep . || true
}

require_whole_archive() { # MANIFEST
  local wrong name
  wrong=$(wrong_files "$1")
  [[ -n $wrong ]] || return 0
  while read -r _ name; do progress "$name is missing or not what was archived"; done <<<"$wrong"
  die "no backup was written, since it could not be restored. Is the disk of $(archive_folder) mounted? Else bring these files back from an earlier backup" \
    "(tar --extract --file=BACKUP archive/NAME); $(hint "archive verify") says what is wrong with them"
}

# The members, one name a line, become FILE under its own name only when they are on disk.
write_backup() { # FILE KIND < NAMES
  local file=$1 kind=$2 name hash bytes comma='' needed=0 product names=()
  mapfile -t names
  product=$(host --version) || die "the platform's version can't be read; see above"
  {
    printf '{\n  "format": %s,\n  "kind": "%s",\n  "product": "%s",\n' "$BACKUP_FORMAT" "$kind" "$product"
    printf '  "createdAt": "%s",\n  "postgres": %s,\n  "postgresMajor": %s,\n' "$CREATED" "$(json_string "$SERVER_VERSION")" "$POSTGRES_MAJOR"
    printf '  "position": %s,\n  "seal": %s,\n  "sealHash": "%s",\n' "$END_POSITION" "$LAST_SEAL" "$SEAL_HASH"
    printf '  "databaseBytes": %s,\n  "catalogSha256": "%s",\n  "parts": [' "$DATABASE_BYTES" "$(catalog_hash)"
    for name in "${names[@]}"; do
      [[ $name =~ ^[A-Za-z0-9._/@=+:-]+$ ]] || die "a file's name can't be kept in a backup: $name"
      bytes=$(stat --format=%s "$BACKUP_WORK/$name")
      hash=$(hash_of "$BACKUP_WORK/$name")
      printf '%s\n    {"file": "%s", "bytes": %s, "sha256": "%s"}' "$comma" "$name" "$bytes" "$hash"
      comma=,
    done
    printf '\n  ]\n}\n'
  } >"$BACKUP_WORK/manifest.json"
  require_whole_archive "$(<"$BACKUP_WORK/manifest.json")"
  (cd "$BACKUP_WORK" && sha256sum manifest.json >manifest.sha256)
  for name in "${names[@]}"; do
    needed=$((needed + $(stat --format=%s "$BACKUP_WORK/$name") + 1024))
  done
  require_space "$BACKUP_WORK" "$needed"
  progress "writing $needed bytes to $file"
  printf '%s\n' manifest.json manifest.sha256 "${names[@]}" |
    tar --create --file="$file.partial" --directory="$BACKUP_WORK" --owner=0 --group=0 --no-recursion --verbatim-files-from --files-from=-
  sync "$file.partial"
  mv -T "$file.partial" "$file"
  sync "$(dirname -- "$file")"
}

discard_backup_work() {
  local status=$? file=${BACKUP_WORK%.work}
  # A script's background job does not hear Ctrl-C.
  [[ -z $DUMP ]] || kill "$DUMP" 2>/dev/null || true
  rm -rf "$BACKUP_WORK" "$file.partial" "$file.lock"
  exit "$status"
}

# Dumps one schema of the snapshot, and says every ten seconds how far it is.
dump_schema() { # SCHEMA FILE
  local tick
  "$PROGRAMS/pg_dump" --format=custom --schema="$1" --snapshot="$SNAPSHOT" --file="$2" &
  DUMP=$!
  for ((tick = 1; ; tick++)); do
    kill -0 "$DUMP" 2>/dev/null || break
    pause 0.1
    ((tick % 100)) || progress "dumped $(stat --format=%s "$2" 2>/dev/null || echo 0) bytes so far"
  done
  wait "$DUMP" || die "pg_dump failed; see above"
  DUMP=
}

cmd_backup() {
  local file='' force=0 keys=0 archive
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --force) force=1 ;;
      --keys) keys=1 ;;
      -*) die "backup: unknown argument '$1' (see: miyagi backup --help)" ;;
      *)
        [[ -z $file ]] || die "backup: one file, not '$1' too"
        file=$(realpath -m -- "$1")
        ;;
    esac
    shift
  done
  [[ -n $file ]] || die "backup: into which file? (see: miyagi backup --help)"
  [[ ! -d $file ]] || die "$file is a folder"
  [[ ! -e $file ]] || ((force)) || die "$file exists; choose another name or add --force"
  [[ -d $(dirname -- "$file") ]] || die "there is no folder $(dirname -- "$file")"
  if runs supervisor; then
    load_settings || die "$DATA is being started or restored; wait until it runs"
  else
    [[ -n ${MIYAGI_POSTGRES:-} ]] || die "nothing runs on $DATA; start it with: $(hint up)"
    build
  fi
  MIYAGI_DATA=${MIYAGI_DATA:-$DATA/platform}
  psql_environment
  matching_programs
  # A backup is as secret as what it holds.
  umask 077
  exec 7>"$file.lock"
  flock --nonblock 7 || die "another backup is being written to $file"
  BACKUP_WORK=$file.work
  trap discard_backup_work EXIT
  # Left by a backup that was killed; nobody else has the lock.
  rm -rf "$BACKUP_WORK"
  mkdir "$BACKUP_WORK"
  CREATED=$(date -u +%FT%TZ)
  open_snapshot
  if ((keys)); then
    dump_schema miyagi_keys "$BACKUP_WORK/key-store.dump"
    cp "$MIYAGI_DATA/keys/key-store" "$BACKUP_WORK/key-store"
    # The list of the forgotten, so that it is met by whoever restores this with events from before them.
    : >"$BACKUP_WORK/forgotten"
    [[ ! -e $MIYAGI_DATA/keys/forgotten ]] || cp "$MIYAGI_DATA/keys/forgotten" "$BACKUP_WORK/forgotten"
    printf '%s\n' key-store.dump key-store forgotten | write_backup "$file" key-store
    say "The key store is in $file. Whoever has it and a backup of the events can tell who a pseudonym is: keep the two apart."
  else
    archive=$(archive_folder)
    read_told_archive
    # The dump is compressed and goes into the tar file from beside it; what the archive adds is looked at exactly when the dump is done.
    require_space "$BACKUP_WORK" "$TABLE_BYTES"
    progress "dumping the event store up to position $END_POSITION ($TABLE_BYTES bytes of tables)"
    dump_schema miyagi "$BACKUP_WORK/event-store.dump"
    # Its files never change and are there before an event names them, so what the snapshot knows of is there now.
    [[ ! -d $archive ]] || ln -s "$(realpath -- "$archive")" "$BACKUP_WORK/archive"
    {
      echo event-store.dump
      [[ ! -d $archive ]] || (cd "$BACKUP_WORK" && find archive/ -type f ! -name '.*' ! -name '*.partial' ! -name '*.tmp' | LC_ALL=C sort)
    } | write_backup "$file" event-store
    say "The event store is in $file ($(stat --format=%s "$file") bytes), up to position $END_POSITION, last seal $LAST_SEAL:$SEAL_HASH."
    say "Not in it: the key store (miyagi backup --keys FILE), InfluxDB (filled again from the event store), passwords, certificates and settings."
  fi
}
