# shellcheck shell=bash
# shellcheck disable=SC2120,SC2119,SC2153 # names that other parts use
# up, down, status, sql, logs: the life of one data folder.

OWN_POSTGRES=0
OWN_INFLUX=0
READY=0

# True while a run is ending: it stops what it started, or its platform has gone, which it notices within a second.
is_ending() {
  runs supervisor && { [[ -e $DATA/run/stopping ]] || { [[ -e $DATA/run/ready ]] && ! runs platform; }; }
}

# Returns when no run on the data folder is on its way out. Whatever still runs then goes on running.
await_ending() {
  local tenth
  is_ending || return 0
  progress "the run on $DATA is just ending (its platform was stopped or killed); waiting until it has stopped its servers"
  for ((tenth = 0; tenth < 1800; tenth++)); do
    is_ending || return 0
    pause 0.1
  done
  die "process $(process_of supervisor) did not stop within three minutes; see $DATA/logs/"
}

# The kernel drops the lock with its holder, however that one ends. Descriptor 9 is not handed to any child.
lock_data() {
  mkdir -p "$DATA" || die "can't create $DATA"
  install -d -m 700 "$DATA/run" "$DATA/logs"
  await_ending
  exec 9>"$DATA/run/lock"
  # A run that has forgotten its process id holds the lock for its last moment.
  flock --nonblock 9 || { ! runs supervisor && flock --timeout 5 9; } || die "already running on $DATA (process $(process_of supervisor || echo unknown)); see: $(hint status)"
  remember_process supervisor $$
  rm -f "$DATA/run/stopping"
  # What an earlier run left behind when it was killed.
  if runs simulators || runs platform || runs postgres || runs influx; then
    progress "an earlier run on $DATA was killed; stopping what it left"
    stop_started
  fi
  rm -f "$DATA/run/ready"
}

# A script's background job starts with SIGINT ignored, which bash can't undo by itself: `miyagi up & kill -INT $!` must stop it too.
accept_interrupts() { # THE COMMAND'S ARGUMENTS
  local ignored
  ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' "/proc/$$/status")
  ((0x$ignored & 2)) || return 0
  exec env --default-signal=INT "$SELF" "$@"
}

# In the order in which they depend on each other. PostgreSQL takes SIGINT as "fast shutdown".
stop_started() {
  stop_process simulators TERM 20
  stop_process platform TERM 40
  stop_process influx TERM 30
  stop_process postgres INT 60
}

# The demo shows its log by a `tail` beside it.
TAIL=
kill_tail() {
  [[ -z $TAIL ]] || kill "$TAIL" 2>/dev/null || true
  TAIL=
}

stop_all() {
  local status=$?
  set +e
  trap '' INT TERM HUP
  trap - EXIT
  progress "stopping"
  : >"$DATA/run/stopping"
  kill_tail
  rm -f "$DATA/run/ready"
  stop_started
  rm -f "$DATA/run/supervisor.pid" "$DATA/run/stopping"
  [[ -z ${CLEAN_UP:-} ]] || "$CLEAN_UP"
  progress "stopped"
  exit "$status"
}

stop_requested() {
  ((READY)) && exit 0
  exit 130
}

# Everything up and ready; from here on whatever was started is stopped when this script ends.
start_all() { # [any-free]
  lock_data
  refuse_half_restored
  # Whatever is written from here on is the owner's alone.
  umask 077
  trap stop_all EXIT
  trap stop_requested INT TERM HUP
  choose_ports "${1:-}"
  bring_up_postgres
  bring_up_influx
  prepare_settings
  save_settings
  progress "starting the platform"
  start_platform
  await_platform
  READY=1
  : >"$DATA/run/ready"
}

# Restarts a server that has ended, each time a little later; a minute of good health starts the count anew.
declare -A RESTARTS=() RESTARTED=()
revive() { # NAME
  local name=$1 delay
  runs "$name" && return 0
  ((SECONDS - ${RESTARTED[$name]:-0} < 60)) || RESTARTS[$name]=0
  delay=$((${RESTARTS[$name]:-0} == 0 ? 0 : 1 << (RESTARTS[$name] > 5 ? 5 : RESTARTS[$name] - 1)))
  RESTARTS[$name]=$((${RESTARTS[$name]:-0} + 1))
  RESTARTED[$name]=$((SECONDS + delay))
  progress "$name has ended; starting it again$( ((delay == 0)) || echo " in $delay s") (last words: $(tail -n 1 "$DATA/logs/$name.log"))"
  printf '%s %s ended and was started again\n' "$(date -u +%FT%TZ)" "$name" >>"$DATA/logs/restarts.log"
  "start_$name" "$delay"
}

# InfluxDB 1.x never writes again after its disk was full, not even when there is room: it has to be started again.
INFLUX_LOOK=0
relieve_influx() {
  ((SECONDS >= INFLUX_LOOK)) && runs influx || return 0
  INFLUX_LOOK=$((SECONDS + 5))
  [[ $(curl --silent --insecure --max-time 2 "$(http_address)/health/ready" 9>&-) == *'no space left on device'* ]] || return 0
  (($(df --output=avail --block-size=1M "$DATA/influx" 9>&- | tail -n 1) > 64)) || return 0
  progress "the disk was full and has room again, but InfluxDB does not notice; stopping it, to start it anew"
  stop_process influx TERM 10
}

# Watches until the job (if any) has ended.
supervise() { # [JOB-NAME]
  for (( ; ; )); do
    runs platform || platform_died
    ((OWN_POSTGRES == 0)) || revive postgres
    ((OWN_INFLUX == 0)) || {
      relieve_influx
      revive influx
    }
    [[ -z ${1:-} ]] || runs "$1" || return 0
    pause 0.5
  done
}

announce() {
  say "MiyagiSensing is up."
  say "  dashboard  $(http_address)/"
  if listens_in_the_clear; then
    say "  MQTT       $(local_address):$MIYAGI_MQTT_PORT"
  fi
  if [[ -n ${MIYAGI_TLS_CERTIFICATE:-} ]]; then
    ! listens_in_the_clear || say "             $(https_address)/"
    say "  MQTT, TLS  $(local_address):${MIYAGI_MQTTS_PORT:-8883}"
  fi
  if [[ -e $MIYAGI_DATA/admin-password ]]; then
    say "  sign in    as admin; the password is in $MIYAGI_DATA/admin-password"
  else
    say "  sign in    with an account made by: $(hint "user add NAME --role ROLE")"
  fi
  say "  data       $DATA"
}

cmd_up() {
  local detach=0 supervisor tenth
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --detach | -d) detach=1 ;;
      *) die "up: unknown argument '$1' (see: miyagi up --help)" ;;
    esac
    shift
  done
  await_ending
  ! runs supervisor || die "already running on $DATA (process $(process_of supervisor)); see: $(hint status)"
  require_servers
  build
  if ((detach == 0)); then
    start_all
    announce
    say "Ctrl-C stops it; the log: $(hint "logs -f")"
    supervise
  fi
  mkdir -p "$DATA" || die "can't create $DATA"
  install -d -m 700 "$DATA/logs" "$DATA/run"
  rm -f "$DATA/run/ready"
  MIYAGI_DETACHED=1 setsid "$SELF" up --data "$DATA" </dev/null >"$DATA/logs/up.log" 2>&1 &
  supervisor=$!
  for ((tenth = 0; tenth < 3000; tenth++)); do
    if [[ -e $DATA/run/ready ]]; then
      load_settings
      announce
      say "It runs in the background; stop it with: $(hint down)"
      return 0
    fi
    kill -0 "$supervisor" 2>/dev/null || break
    sleep 0.1
  done
  cat "$DATA/logs/up.log" >&2
  die "it did not start; see above and $DATA/logs/"
}

cmd_down() {
  local pid tenth
  take_data "$@"
  ((${#REST[@]} == 0)) || die "down: unknown argument '${REST[0]}' (see: miyagi down --help)"
  [[ -d $DATA/run ]] || {
    say "nothing runs on $DATA"
    return 0
  }
  if pid=$(process_of supervisor); then
    kill -TERM "$pid"
    for ((tenth = 0; tenth < 1800; tenth++)); do
      runs supervisor || break
      sleep 0.1
    done
    ! runs supervisor || die "process $pid did not stop within three minutes; see $DATA/logs/"
    say "stopped"
  elif runs simulators || runs platform || runs postgres || runs influx; then
    stop_started
    say "stopped what a killed run had left"
  else
    say "nothing runs on $DATA"
  fi
}

server_json() { # NAME PORT VERSION
  local pid
  pid=$(process_of "$1") || pid=null
  printf '{"pid":%s,"port":%s,"version":%s}' "$pid" "${2:-null}" "$(json_string "$3")"
}

cmd_status() {
  local json=0 pid platform postgres_version='' influx_version='' last_error=''
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --json) json=1 ;;
      *) die "status: unknown argument '$1' (see: miyagi status --help)" ;;
    esac
    shift
  done
  if ! load_settings || ! pid=$(process_of platform); then
    if ((json)); then
      printf '{"running":false,"pid":null,"data":%s}\n' "$(json_string "$DATA")"
    else
      say "nothing runs on $DATA"
    fi
    return 3
  fi
  prepare_settings
  # Exits non-zero when something is missing, and says in the JSON what.
  platform=$(host status --json 2>/dev/null) || true
  [[ $platform == '{'*'}' ]] || platform='{"platform":null}'
  [[ -z ${POSTGRES_PORT:-} ]] || postgres_version=$(<"$(postgres_folder)/PG_VERSION")
  influx_version=$(curl --silent --max-time 5 --head "$MIYAGI_INFLUX_URL/ping" | tr -d '\r' | sed -n 's/^X-Influxdb-Version: //Ip') || true
  last_error=$(grep -aE '(^| )(fail|crit|error)\b|"LogLevel":"(Error|Critical)"' "$DATA/logs/platform.log" 2>/dev/null | tail -n 1) || true
  # The rest of a long one, a stack trace for one, is in the log.
  ((${#last_error} <= 300)) || last_error="${last_error:0:300}… (miyagi logs)"
  if ((json)); then
    printf '{"running":true,"pid":%s,"supervisorPid":%s,"data":%s,"dashboard":%s,"mqttPort":%s,"httpPort":%s,"postgres":%s,"influx":%s,"lastError":%s,%s\n' \
      "$pid" "$(process_of supervisor || echo null)" "$(json_string "$DATA")" "$(json_string "$(http_address)/")" \
      "$MIYAGI_MQTT_PORT" "$MIYAGI_HTTP_PORT" \
      "$(server_json postgres "${POSTGRES_PORT:-}" "$postgres_version")" "$(server_json influx "${INFLUX_PORT:-}" "$influx_version")" \
      "$([[ -n $last_error ]] && json_string "$last_error" || echo null)" "${platform#\{}"
    return 0
  fi
  say "running on $DATA"
  say "  platform    process $pid, dashboard $(http_address)/, MQTT $(mqtt_addresses)"
  say "  PostgreSQL  ${postgres_version:-external} $(process_of postgres >/dev/null && echo "process $(process_of postgres), port $POSTGRES_PORT")"
  say "  InfluxDB    ${influx_version:-not answering} $(process_of influx >/dev/null && echo "process $(process_of influx), port $INFLUX_PORT")"
  say "  last error  ${last_error:-none}"
  host status || true
}

# Splits an Npgsql connection string into what psql reads from its environment.
psql_environment() {
  local part name value
  local IFS=';'
  for part in $MIYAGI_POSTGRES; do
    name=${part%%=*}
    value=${part#*=}
    case ${name,,} in
      host | server) export PGHOST=$value ;;
      port) export PGPORT=$value ;;
      username | user | 'user id') export PGUSER=$value ;;
      password) export PGPASSWORD=$value ;;
      database) export PGDATABASE=$value ;;
      'ssl mode' | sslmode) export PGSSLMODE=${value,,} ;;
    esac
  done
}

cmd_sql() {
  take_data "$@"
  [[ ${REST[0]:-} != -- ]] || REST=("${REST[@]:1}")
  load_settings || [[ -n ${MIYAGI_POSTGRES:-} ]] || die "nothing runs on $DATA; start it with: $(hint up)"
  have psql || die "psql is missing; run as root: apt-get install --no-install-recommends postgresql-client"
  psql_environment
  export PGOPTIONS="-c search_path=miyagi ${PGOPTIONS:-}"
  exec psql "${REST[@]}"
}

cmd_logs() {
  local follow=() name=platform
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      -f | --follow) follow=(-F) ;;
      platform | postgres | influx | simulators | up | restarts) name=$1 ;;
      *) die "logs: unknown argument '$1' (see: miyagi logs --help)" ;;
    esac
    shift
  done
  [[ -e $DATA/logs/$name.log ]] || die "no log of $name in $DATA/logs"
  exec tail -n 200 "${follow[@]}" "$DATA/logs/$name.log"
}
