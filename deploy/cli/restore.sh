# shellcheck shell=bash
# restore: a backup into an empty place. It deletes nothing: what an interrupted restore leaves is marked by the file `restoring`, which `up` refuses and the
# next restore of the same backup goes on from.

# What is true of the restored store and of no other. One transaction with the rows, so that there never is a store without it: a process that still writes for the old epoch is
# fenced, and InfluxDB, which is empty now, is filled from position 0.
AFTER_RESTORE="
update miyagi.writer_epochs set epoch = epoch + 1;
delete from miyagi.mt_event_progression where name like 'timeseries/%';
delete from miyagi.projection_stops where name like 'timeseries/%';
delete from miyagi.timeseries_positions where name like 'timeseries/%';
delete from miyagi.projection_facts where projection like 'timeseries/%';
delete from miyagi.projection_corrections where projection like 'timeseries/%';"

refuse_half_restored() {
  [[ ! -e $DATA/restoring ]] ||
    die "a restore into $DATA was interrupted; give the same backup once more to finish it ($(hint "restore FILE")), or remove the folder"
}

manifest_parts() { # MANIFEST: "hash name" a line
  sed -n 's/^ *{"file": "\([^"]*\)", "bytes": [0-9]*, "sha256": "\([0-9a-f]*\)"},\{0,1\}$/\2 \1/p' <<<"$1"
}

# Reads the whole file once and compares every part with the manifest, which is printed.
check_backup() { # FILE KIND
  local file=$1 manifest sum hash name actual damaged=0
  local -A found=()
  [[ -f $file && -r $file ]] || die "can't read $file"
  manifest=$(tar --extract --to-stdout --occurrence=1 --file="$file" manifest.json 2>/dev/null) || die "$file is not a backup, or its beginning is damaged: there is no manifest.json in it"
  # shellcheck disable=SC2016 # tar runs it once a member
  actual=$(tar --extract --file="$file" --to-command='printf "%s %s\n" "$(sha256sum | cut -d " " -f 1)" "$TAR_FILENAME"') ||
    die "$file is damaged or was cut off: it can't be read to its end; take another backup"
  while read -r hash name; do found[$name]=$hash; done <<<"$actual"
  read -r sum _ < <(tar --extract --to-stdout --occurrence=1 --file="$file" manifest.sha256) || sum=
  [[ $sum == "${found[manifest.json]}" ]] || die "$file is damaged: manifest.json is not as it was written; take another backup"
  [[ $(json_number format <<<"$manifest") == "$BACKUP_FORMAT" ]] || die "$file has a format that this version can't read"
  [[ $manifest == *"\"kind\": \"$2\""* ]] || die "$file is no backup of the ${2/-/ } (see: miyagi restore --help)"
  found[manifest.json]='' found[manifest.sha256]=''
  while read -r hash name; do
    if [[ ${found[$name]:-} != "$hash" ]]; then
      progress "$file: $name is damaged or missing"
      damaged=1
    fi
    found[$name]=''
  done < <(manifest_parts "$manifest")
  for name in "${!found[@]}"; do
    [[ -z ${found[$name]} ]] || {
      progress "$file: $name is not in the manifest"
      damaged=1
    }
  done
  ((damaged == 0)) || die "$file is damaged; nothing was restored; take another backup"
  printf '%s' "$manifest"
}

# Nothing but the two folders that lock_data makes, or what an interrupted restore of this backup has made.
require_empty_target() { # HASH
  local name
  if [[ -e $DATA/restoring ]]; then
    [[ $(<"$DATA/restoring") == "$1" ]] || die "a restore of another backup into $DATA was interrupted; finish that one, or remove the folder"
    return 0
  fi
  [[ -e $DATA ]] || return 0
  [[ -d $DATA ]] || die "$DATA is not a folder"
  while IFS= read -r name; do
    [[ $name == run || $name == logs ]] || die "$DATA is not empty ($name); a backup is restored into an empty folder only: choose one with --data DIR"
  done < <(ls -A "$DATA")
  [[ -z ${MIYAGI_ARCHIVE:-} || ! -e $MIYAGI_ARCHIVE || -z $(ls -A "$MIYAGI_ARCHIVE") ]] || die "the archive folder $MIYAGI_ARCHIVE is not empty"
}

require_empty_database() {
  [[ $(query "select to_regnamespace('miyagi') is null and to_regnamespace('miyagi_keys') is null") == t ]] || die "the database of MIYAGI_POSTGRES is not empty; give an empty one"
}

# Feeds a dump to psql in one transaction: all of it, with what must follow, or nothing. Without the lock (descriptor 9), which would else outlive a killed restore in here.
restore_dump() { # FILE PART SQL
  {
    printf 'begin;\n'
    tar --extract --to-stdout --occurrence=1 --file="$1" "$2" | "$PROGRAMS/pg_restore" --no-owner --no-privileges --file=- && printf '%s\ncommit;\n' "$3"
  } 9>&- | "$PROGRAMS/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --output=/dev/null 9>&- || die "$2 could not be restored; see above"
}

# The events of the archived days, out of the dump: "hash name" a line. What follows the events must be read too, or tar would fail.
told_by_backup() { # FILE
  local line
  tar --extract --to-stdout --occurrence=1 --file="$1" event-store.dump |
    { "$PROGRAMS/pg_restore" --data-only --schema=miyagi --table=mt_events --file=- && cat >/dev/null; } |
    sed -n $'/\tjournal_day_archived\t/p' |
    while IFS= read -r line; do
      printf '%s archive/%s\n' "$(json_text fileSha256 <<<"$line")" "$(json_text file <<<"$line")" "$(json_text manifestSha256 <<<"$line")" "$(json_text manifest <<<"$line")"
    done
}

# Without its archive a store can't be verified, so that what the backup lacks is asked for before anything is written.
require_files() { # FILE MANIFEST FOLDER: sets TOLD and SUPPLIED, the names of what the folder gives
  local wrong hash name missing=0
  SUPPLIED=()
  progress "comparing the archive with its events"
  TOLD=$(told_by_backup "$1") || die "what $1 says of the archive can't be read; see above"
  wrong=$(wrong_files "$2")
  while read -r hash name; do
    name=${name#archive/}
    [[ -n $name ]] || continue
    if [[ -n $3 && -f $3/$name && $(hash_of "$3/$name") == "$hash" ]]; then
      SUPPLIED+=("$name")
    else
      progress "archive/$name is missing or not what was archived"
      missing=1
    fi
  done <<<"$wrong"
  ((missing == 0)) || die "$1 can't be restored without these files. Take them out of another backup (tar --extract --file=BACKUP archive/NAME) and give the same command with --archive FOLDER, where they lie"
}

# Extracts again what an interrupted restore may have left half written, and trusts only what was read back.
restore_archive() { # FILE MANIFEST FOLDER
  local sums name
  # What the events say of a file comes before what the backup says.
  sums=$({ printf '%s\n' "$TOLD" && manifest_parts "$2"; } | sed -n 's/^\([0-9a-f]*\) archive\//\1  /p' | awk '!seen[$2]++')
  [[ -n $sums ]] || return 0
  progress "restoring $(wc -l <<<"$sums") files of the archive"
  install -d -m 700 "$(archive_folder)"
  [[ $(manifest_parts "$2") != *' archive/'* ]] ||
    tar --extract --file="$1" --directory="$(archive_folder)" --strip-components=1 --no-same-owner --wildcards 'archive/*' 9>&-
  for name in "${SUPPLIED[@]}"; do install -m 600 "$3/$name" "$(archive_folder)/$name"; done
  (cd "$(archive_folder)" && sha256sum --check --strict --quiet <<<"$sums") >&2 || die "the archive could not be written as it is in the backup; see above"
  sync --file-system "$(archive_folder)"
}

restore_keys() { # FILE
  progress "restoring the key store"
  [[ $(query "select to_regnamespace('miyagi_keys') is null") == f ]] || restore_dump "$1" key-store.dump ''
  install -d -m 700 "$MIYAGI_DATA/keys"
  tar --extract --to-stdout --occurrence=1 --file="$1" key-store >"$MIYAGI_DATA/keys/key-store.partial"
  sync "$MIYAGI_DATA/keys/key-store.partial"
  mv -T "$MIYAGI_DATA/keys/key-store.partial" "$MIYAGI_DATA/keys/key-store"
  # Backups by older versions have no list.
  tar --extract --to-stdout --occurrence=1 --file="$1" forgotten >"$MIYAGI_DATA/keys/forgotten" 2>/dev/null || rm -f "$MIYAGI_DATA/keys/forgotten"
}

# Whom a restored key store may know again, by its own list, the events, and a list that was kept elsewhere.
forget_again() { # FILE
  progress "forgetting those again who were forgotten"
  host_beside_store rtk forgotten --apply "${1:-/dev/null}" >/dev/null || die "the list of the forgotten could not be applied; see above"
}

# Commands want all settings, and these use the database only.
host_beside_store() { # HOST-ARGUMENT...
  MIYAGI_INFLUX_URL=${MIYAGI_INFLUX_URL:-http://127.0.0.1:8086} MIYAGI_MQTT_PORT=0 MIYAGI_HTTP_PORT=0 host "$@"
}

verify_restored() { # MANIFEST
  local position seal hash
  position=$(json_number position <<<"$1")
  seal=$(json_number seal <<<"$1")
  [[ $1 =~ \"sealHash\":\ \"([0-9A-F]*)\" ]] && hash=${BASH_REMATCH[1]}
  [[ $(query "select coalesce(max(seq_id), 0) from miyagi.mt_events") == "$position" ]] || die "the restored store does not end at position $position, where the backup ended"
  progress "verifying the hash chain"
  host_beside_store verify ${hash:+--anchor "$seal:$hash"} >&2 || die "the restored store is not what was sealed; see above"
}

cmd_restore() {
  local file='' keys='' archive='' forgotten='' manifest='' hash major
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --keys)
        [[ -n ${2:-} ]] || die "--keys needs a file"
        keys=$(realpath -m -- "$2")
        shift
        ;;
      --archive)
        [[ -n ${2:-} && -d $2 ]] || die "--archive needs a folder"
        archive=$(realpath -- "$2")
        shift
        ;;
      --forgotten)
        [[ -n ${2:-} && -f $2 && -r $2 ]] || die "--forgotten needs a file with the output of: miyagi rtk forgotten"
        forgotten=$(realpath -- "$2")
        shift
        ;;
      -*) die "restore: unknown argument '$1' (see: miyagi restore --help)" ;;
      *)
        [[ -z $file ]] || die "restore: one file, not '$1' too"
        file=$(realpath -m -- "$1")
        ;;
    esac
    shift
  done
  [[ -n $file ]] || die "restore: which file? (see: miyagi restore --help)"
  ! runs supervisor || die "already running on $DATA (process $(process_of supervisor)); a backup is restored into an empty folder only"
  progress "checking $file"
  manifest=$(check_backup "$file" event-store) || exit
  [[ -n $keys || -z $forgotten ]] || die "--forgotten is of use with --keys only: without the key store nobody is known again"
  [[ -z $keys ]] || check_backup "$keys" key-store >/dev/null
  hash=$(sha256sum <<<"$manifest" | cut -d ' ' -f 1)
  require_empty_target "$hash"
  require_space "$DATA" $(($(json_number databaseBytes <<<"$manifest") + $(stat --format=%s "$file")))
  [[ ! $archive -ef ${MIYAGI_ARCHIVE:-$DATA/platform/archive} ]] || die "--archive is the folder that is restored into; put the files into another one"
  require_servers
  build
  if [[ -n ${MIYAGI_POSTGRES:-} ]]; then
    psql_environment
    matching_programs
  else
    PROGRAMS=$(postgres_programs)
  fi
  require_files "$file" "$manifest" "$archive"
  lock_data
  umask 077
  trap stop_all EXIT
  trap stop_requested INT TERM HUP
  require_empty_target "$hash"
  if [[ ! -e $DATA/restoring ]]; then
    [[ -z ${MIYAGI_POSTGRES:-} ]] || require_empty_database
    # From here on all that is found in the target is of this restore.
    printf '%s\n' "$hash" >"$DATA/restoring"
    sync "$DATA/restoring" "$DATA"
  fi
  bring_up_postgres
  prepare_settings
  psql_environment
  matching_programs
  major=$(json_number postgresMajor <<<"$manifest")
  ((POSTGRES_MAJOR >= major)) || die "the backup is of PostgreSQL $major, but the server is $POSTGRES_MAJOR; install $major or newer"
  if [[ $(query "select to_regnamespace('miyagi') is null") == t ]]; then
    progress "restoring the event store"
    restore_dump "$file" event-store.dump "$AFTER_RESTORE"
    # Plans made without statistics read whole tables.
    "$PROGRAMS/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --output=/dev/null \
      <<<"select format('analyze miyagi.%I', relname) from pg_class where relnamespace = 'miyagi'::regnamespace and relkind = 'r' \\gexec" 9>&-
  else
    progress "the event store is there already; going on with what follows it"
  fi
  restore_archive "$file" "$manifest" "$archive"
  [[ -z $keys ]] || restore_keys "$keys"
  verify_restored "$manifest"
  [[ -z $keys ]] || forget_again "$forgotten"
  rm "$DATA/restoring"
  sync "$DATA"
  say "Restored into $DATA. Start it with: $(hint up). InfluxDB then fills itself from the event store."
  [[ -n $keys ]] || say "The key store is new, since --keys was not given: RTK users get new pseudonyms."
  [[ $manifest == *"\"catalogSha256\": \"$(catalog_hash)\""* ]] || say "The catalog here is not the one of the backup; up imports what is new in it and names what differs."
}
