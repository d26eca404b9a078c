# shellcheck shell=bash
# shellcheck disable=SC2034 # names that other parts use
# The private PostgreSQL and InfluxDB of one data folder. Both listen on loopback TCP only; PostgreSQL has no unix
# socket, so a deep folder never meets the 107-byte limit of socket paths.

AS_POSTGRES=()
if is_root; then
  # setpriv replaces itself by the program, so the process that we start is the server.
  AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --init-groups --)
fi

# --- PostgreSQL ------------------------------------------------------------------------------------------------------

postgres_folder() { realpath -m -- "$DATA/postgres"; }

# PostgreSQL refuses to run as root, and the user postgres may not be able to walk into the data folder (below /root,
# say). Then the cluster lives under /var/lib/miyagi and the data folder holds a link to it.
place_postgres() {
  local place
  [[ -e $DATA/postgres || -L $DATA/postgres ]] && return 0
  is_root || return 0
  "${AS_POSTGRES[@]}" test -x "$DATA" && return 0
  place=/var/lib/miyagi/$(printf '%s' "$DATA" | sha256sum | cut -c1-16)
  [[ ! -e $place/postgres ]] || die "$place holds the cluster of an earlier $DATA; move or remove it"
  mkdir -p "$place"
  chmod 755 /var/lib/miyagi "$place"
  ln -s "$place/postgres" "$DATA/postgres"
  progress "the user postgres can't enter $DATA: its cluster is kept in $place and linked from there"
}

# Makes the cluster beside its final place and moves it there when it is whole, so that an interrupted start is harmless.
create_cluster() {
  local programs=$1 folder=$2 password
  progress "creating a PostgreSQL cluster in $folder"
  rm -rf "$folder.new"
  if is_root; then
    install -d -m 700 -o postgres -g postgres "$folder.new"
  else
    install -d -m 700 "$folder.new"
  fi
  (
    cd /
    "${AS_POSTGRES[@]}" "$programs/initdb" --pgdata="$folder.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 \
      --data-checksums --auth-local=reject --auth-host=scram-sha-256
  ) >"$DATA/logs/initdb.log" 2>&1 </dev/null 9>&- || {
    cat "$DATA/logs/initdb.log" >&2
    die "initdb failed"
  }
  password=$(random_secret)
  # The platform's role is no superuser; the superuser has no password and so can't sign in at all.
  (
    cd /
    "${AS_POSTGRES[@]}" "$programs/postgres" --single -D "$folder.new" postgres <<SQL
create role miyagi login password '$password'
create database miyagi owner miyagi
grant pg_monitor to miyagi
SQL
  ) >>"$DATA/logs/initdb.log" 2>&1 9>&- || die "the role could not be created; see $DATA/logs/initdb.log"
  (umask 077 && printf '%s\n' "$password" >"$DATA/postgres-password")
  mv -T "$folder.new" "$folder"
}

# The id of a postmaster that runs on this cluster, whoever started it: its working folder is the cluster.
postmaster_of() { # FOLDER
  local pid
  { read -r pid <"$1/postmaster.pid"; } 2>/dev/null || return 1
  [[ $(readlink "/proc/$pid/cwd" 2>/dev/null) == "$1" ]] && printf '%s' "$pid"
}

start_postgres() { # DELAY-SECONDS
  local folder programs owner
  folder=$(postgres_folder)
  programs=$(postgres_programs "$(<"$folder/PG_VERSION")") ||
    die "the cluster in $folder was made by PostgreSQL $(<"$folder/PG_VERSION"), which is not installed"
  # After kill -9 the file remains, and PostgreSQL would refuse to start if a stranger had got that process id.
  if [[ -e $folder/postmaster.pid ]] && ! postmaster_of "$folder" >/dev/null; then
    owner=$(head -n 1 "$folder/postmaster.pid")
    if [[ -d /proc/$owner ]] && no_backend_left "$folder"; then
      rm -f "$folder/postmaster.pid"
    fi
  fi
  spawn postgres "$1" / "${AS_POSTGRES[@]}" "$programs/postgres" -D "$folder" \
    -c listen_addresses=127.0.0.1 -c "port=$POSTGRES_PORT" -c unix_socket_directories= -c cluster_name=miyagi \
    -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
    -c shared_buffers=256MB -c max_wal_size=2GB -c jit=off -c timezone=UTC -c log_timezone=UTC
}

no_backend_left() { # FOLDER
  local process
  for process in /proc/[0-9]*; do
    [[ $(readlink "$process/cwd" 2>/dev/null) != "$1" ]] || return 1
  done
}

# Sets MIYAGI_POSTGRES, unless it was given.
bring_up_postgres() {
  local folder programs second
  if [[ -n ${MIYAGI_POSTGRES:-} ]]; then
    progress "using the PostgreSQL of MIYAGI_POSTGRES"
    return 0
  fi
  OWN_POSTGRES=1
  place_postgres
  folder=$(postgres_folder)
  programs=$(postgres_programs)
  [[ -e $folder/PG_VERSION ]] || create_cluster "$programs" "$folder"
  POSTGRES_PORT=$(pick_port postgres)
  start_postgres 0
  for ((second = 0; second < 600; second++)); do
    "$programs/pg_isready" --quiet --host=127.0.0.1 --port="$POSTGRES_PORT" --timeout=2 9>&- && break
    runs postgres || {
      tail -n 20 "$DATA/logs/postgres.log" >&2
      die "PostgreSQL did not start; see $DATA/logs/postgres.log"
    }
    ((second % 100 != 99)) || progress "PostgreSQL is still starting (recovering?)"
    pause 0.1
  done
  ((second < 600)) || die "PostgreSQL was not ready after a minute; see $DATA/logs/postgres.log"
  MIYAGI_POSTGRES="Host=127.0.0.1;Port=$POSTGRES_PORT;Username=miyagi;Password=$(<"$DATA/postgres-password");Database=miyagi"
}

# --- InfluxDB --------------------------------------------------------------------------------------------------------

# Every write is on disk before it is answered (wal-fsync-delay 0): the platform's checkpoint relies on the answer.
write_influx_configuration() { # HTTP-PORT RPC-PORT
  cat >"$DATA/influx/influxdb.conf" <<CONFIGURATION
reporting-enabled = false
bind-address = "127.0.0.1:$2"

[meta]
  dir = "$DATA/influx/meta"

[data]
  dir = "$DATA/influx/data"
  wal-dir = "$DATA/influx/wal"
  wal-fsync-delay = "0s"
  index-version = "tsi1"
  query-log-enabled = false
  max-series-per-database = 0
  max-values-per-tag = 0

[monitor]
  store-enabled = false

[continuous_queries]
  enabled = false

[subscriber]
  enabled = false

[http]
  bind-address = "127.0.0.1:$1"
  auth-enabled = false
  log-enabled = false
  max-body-size = 0

[logging]
  level = "warn"
  suppress-logo = true
CONFIGURATION
}

# InfluxDB 1.x cuts a torn last entry off its log (after kill -9, or a full disk) but goes on writing behind where it was, which leaves a hole; the
# start after that reads up to the hole and drops all behind it. Behind an empty segment it begins a new one instead.
seal_influx_log() {
  local shard last
  for shard in "$DATA"/influx/wal/*/*/*/; do
    [[ -d $shard ]] || continue
    last=$(find "$shard" -maxdepth 1 -name '_*.wal' -printf '%f\n' 9>&- | sort | tail -n 1)
    [[ $last =~ ^_0*([0-9]+)\.wal$ ]] || continue
    : >"$shard$(printf '_%05d.wal' "$((BASH_REMATCH[1] + 1))")"
  done
}

start_influx() { # DELAY-SECONDS
  seal_influx_log
  spawn influx "$1" "$DATA/influx" influxd -config "$DATA/influx/influxdb.conf"
}

# Sets MIYAGI_INFLUX_URL, unless it was given.
bring_up_influx() {
  local second
  if [[ -n ${MIYAGI_INFLUX_URL:-} ]]; then
    progress "using the InfluxDB of MIYAGI_INFLUX_URL"
    return 0
  fi
  OWN_INFLUX=1
  # TOML would read these two characters as its own.
  [[ $DATA != *[\"\\]* ]] || die "the data folder's path must not hold a quote or a backslash: $DATA"
  install -d -m 700 "$DATA/influx"
  INFLUX_PORT=$(pick_port influx)
  write_influx_configuration "$INFLUX_PORT" "$(pick_port influx-rpc)"
  start_influx 0
  for ((second = 0; second < 600; second++)); do
    [[ $(http_status "http://127.0.0.1:$INFLUX_PORT/ping") == 204 ]] && break
    runs influx || {
      tail -n 20 "$DATA/logs/influx.log" >&2
      die "InfluxDB did not start; see $DATA/logs/influx.log"
    }
    pause 0.1
  done
  ((second < 600)) || die "InfluxDB was not ready after a minute; see $DATA/logs/influx.log"
  MIYAGI_INFLUX_URL="http://127.0.0.1:$INFLUX_PORT"
}
