# shellcheck shell=bash
# shellcheck disable=SC2034,SC2119,SC2120 # names that other parts use
# demo: the platform with simulated devices, and the count at the end.

# A summer afternoon before the rivers rise; the simulated year is laid out around it.
DEMO_ORIGIN=2026-08-02T05:00:00Z
DEMO_SPEED=600

simulators() { "$SIMULATORS_FOLDER/MiyagiSensing.Simulators" "$@" 9>&-; }

# Removes a data folder that nothing runs on, and the cluster that it links to.
wipe_data() { # FOLDER
  local cluster
  cluster=$(readlink "$1/postgres") || cluster=
  [[ $cluster != /var/lib/miyagi/* ]] || rm -rf "${cluster%/postgres}"
  rm -rf "$1"
}

# The clock of a data folder is set once, so that a second demo on the same data is never in its past.
set_replay_clock() {
  if ! { IFS=' ' read -r MIYAGI_REPLAY_STARTED MIYAGI_REPLAY_ORIGIN MIYAGI_REPLAY_SPEED <"$DATA/replay-clock"; } 2>/dev/null; then
    MIYAGI_REPLAY_STARTED=$(date +%s%3N)
    MIYAGI_REPLAY_ORIGIN=${MIYAGI_REPLAY_ORIGIN:-$DEMO_ORIGIN}
    MIYAGI_REPLAY_SPEED=${MIYAGI_REPLAY_SPEED:-$DEMO_SPEED}
    printf '%s %s %s\n' "$MIYAGI_REPLAY_STARTED" "$MIYAGI_REPLAY_ORIGIN" "$MIYAGI_REPLAY_SPEED" >"$DATA/replay-clock"
  fi
  export MIYAGI_REPLAY_STARTED MIYAGI_REPLAY_ORIGIN MIYAGI_REPLAY_SPEED
}

# Recorded years are played from their own beginning, so fast that they end in time.
plan_replay() { # FOLDER SECONDS
  local plan
  [[ ! -e $DATA/replay-clock ]] || die "$DATA has a clock already; give a replay a folder of its own (--data)"
  plan=$(simulators replay-plan --replay "$1" ${2:+--for "$2"}) || die "can't read the recorded data in $1"
  read -r MIYAGI_REPLAY_ORIGIN MIYAGI_REPLAY_SPEED <<<"$plan"
}

# What the replay clock shows now, to the second.
replay_now() {
  local elapsed=$(($(date +%s%3N) - MIYAGI_REPLAY_STARTED))
  date -u -d "@$(($(date -d "$MIYAGI_REPLAY_ORIGIN" +%s) + elapsed * MIYAGI_REPLAY_SPEED / 1000))" +%FT%TZ
}

# Once for a data folder; an import that fails leaves no file behind that would pass for one that succeeded.
register_devices() { # [--load N]
  [[ ! -e $DATA/devices.csv ]] || return 0
  progress "registering the simulated devices"
  simulators provision --catalog "$MIYAGI_CATALOG" --out "$DATA/devices.new.csv" "$@" >&2
  host device import "$DATA/devices.new.csv" >&2
  mv "$DATA/devices.new.csv" "$DATA/devices.csv"
}

account_number() { json_number "$1" <<<"$ACCOUNT"; }

demo_result() { # REPORT
  local report=$1 published acknowledged stored influx alerts lost
  [[ -s $report ]] || die "the simulators left no report; see $DATA/logs/simulators.log"
  published=$(json_number published <"$report")
  acknowledged=$(json_number acknowledged <"$report")
  ACCOUNT=$(host account --json) || die "the platform could not give its account"
  stored=$(($(account_number eventStoreReadings) - STORED_BEFORE))
  influx=$(($(account_number influxReadings) - INFLUX_BEFORE))
  alerts=$(($(account_number alertsRaised) - ALERTS_BEFORE))
  lost=$(((acknowledged > stored ? acknowledged - stored : 0) + (stored > influx ? stored - influx : 0)))
  say "demo: published $published, acknowledged $acknowledged, in the event store $stored, in InfluxDB $influx, lost $lost, alerts raised $alerts"
  ((lost == 0 && alerts > 0 && acknowledged > 0))
}

demo_interrupted() {
  set +e
  trap stop_requested INT TERM HUP
  progress "ending the demo; counting (interrupt again to skip)"
  stop_process simulators TERM 20
  kill_tail
  demo_result "$DATA/demo-report.json" && exit 0
  exit 1
}

cmd_demo() {
  local seconds='' replay=() run_for=() origin log_from
  DATA=$DATA/demo
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --for) whole_number --for "${2:-}"; seconds=$2; shift ;;
      --replay) [[ -d ${2:-} ]] || die "--replay needs a folder"; replay=(--replay "$(realpath -- "$2")"); shift ;;
      --speed) whole_number --speed "${2:-}"; DEMO_SPEED=$2; shift ;;
      *) die "demo: unknown argument '$1' (see: miyagi demo --help)" ;;
    esac
    shift
  done
  ! runs supervisor || die "already running on $DATA (process $(process_of supervisor)); see: $(hint status)"
  require_servers
  build with-simulators
  if ((DATA_GIVEN == 0)) && [[ -e $DATA ]]; then
    lock_data
    wipe_data "$DATA"
  fi
  export DOTNET_ENVIRONMENT=Demo
  mkdir -p "$DATA" || die "can't create $DATA"
  if ((${#replay[@]})); then
    plan_replay "${replay[1]}" "$seconds"
  fi
  set_replay_clock
  start_all any-free
  announce

  register_devices
  ACCOUNT=$(host account --json) || die "the platform could not give its account"
  STORED_BEFORE=$(account_number eventStoreReadings)
  INFLUX_BEFORE=$(account_number influxReadings)
  ALERTS_BEFORE=$(account_number alertsRaised)

  [[ -z $seconds ]] || run_for=(--for "$seconds")
  origin=$(replay_now)
  say "Time runs $MIYAGI_REPLAY_SPEED times as fast, from $origin. Ctrl-C ends the demo."
  rm -f "$DATA/demo-report.json"
  log_from=$(($(stat --format=%s "$DATA/logs/simulators.log" 2>/dev/null || echo 0) + 1))
  spawn simulators 0 "$SIMULATORS_FOLDER" "$SIMULATORS_FOLDER/MiyagiSensing.Simulators" run --devices "$DATA/devices.csv" \
    --catalog "$MIYAGI_CATALOG" --mqtt-port "$MIYAGI_MQTT_PORT" --origin "$origin" --speed "$MIYAGI_REPLAY_SPEED" \
    "${run_for[@]}" "${replay[@]}" --report "$DATA/demo-report.json"
  tail -c "+$log_from" -F "$DATA/logs/simulators.log" 2>/dev/null 9>&- &
  TAIL=$!
  trap demo_interrupted INT TERM HUP
  supervise simulators
  trap stop_requested INT TERM HUP
  pause 0.3
  kill_tail
  demo_result "$DATA/demo-report.json"
}
