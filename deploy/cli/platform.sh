# shellcheck shell=bash
# shellcheck disable=SC2120,SC2119 # names that other parts use
# Building and running the platform itself.

HOST_FOLDER=${MIYAGI_APP:-$ROOT/artifacts/app}
SIMULATORS_FOLDER=$ROOT/artifacts/simulators

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# No build servers that outlive the command.
DOTNET_QUIET=(--nologo --verbosity quiet -nodeReuse:false -p:UseSharedCompilation=false)

# --- build -----------------------------------------------------------------------------------------------------------

# True when a source file (or a folder, which also changes when something in it is deleted) is newer than the stamp.
is_stale() { # STAMP PATH...
  local stamp=$1
  shift
  [[ -e $stamp ]] || return 0
  [[ -n $(cd "$ROOT" && find "$@" \( -name node_modules -o -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit) ]]
}

# Publishes beside the old files and swaps, since a running platform has its own mapped into memory.
publish() { # TITLE PROJECT FOLDER PATH...
  local title=$1 project=$2 folder=$3 stamp=$3.built
  shift 3
  is_stale "$stamp" Directory.Build.props Directory.Packages.props "$@" || return 0
  progress "building $title (the first time takes a minute or two)"
  rm -rf "$folder.new" "$folder.old"
  mkdir -p "${folder%/*}"
  touch "$stamp.new"
  (cd "$ROOT" && dotnet publish "$project" --configuration Release --output "$folder.new" "${DOTNET_QUIET[@]}") >&2 </dev/null 8>&- 9>&- ||
    die "the build of $title failed; see above"
  [[ ! -e $folder ]] || mv -T "$folder" "$folder.old"
  mv -T "$folder.new" "$folder"
  mv "$stamp.new" "$stamp"
  rm -rf "$folder.old"
}

# One build at a time in one clone.
build() { # [with-simulators]
  # A platform that was built elsewhere is used as it is.
  [[ -z ${MIYAGI_APP:-} || -n ${1:-} ]] || return 0
  if ! is_stale "$HOST_FOLDER.built" Directory.Build.props Directory.Packages.props src &&
    { [[ -z ${1:-} ]] || ! is_stale "$SIMULATORS_FOLDER.built" Directory.Build.props Directory.Packages.props simulators src/Domain src/Mqtt; }; then
    return 0
  fi
  require_build_tools
  mkdir -p "$ROOT/artifacts"
  exec 8>"$ROOT/artifacts/.build-lock"
  flock --nonblock 8 || {
    progress "waiting for another build in $ROOT"
    flock 8
  }
  [[ -n ${MIYAGI_APP:-} ]] || publish "the platform" src/Host/Host.csproj "$HOST_FOLDER" src
  [[ -z ${1:-} ]] || publish "the simulators" simulators/Simulators.csproj "$SIMULATORS_FOLDER" simulators src/Domain src/Mqtt
  exec 8>&-
}

# --- settings --------------------------------------------------------------------------------------------------------

SETTINGS=(
  MIYAGI_POSTGRES MIYAGI_INFLUX_URL MIYAGI_INFLUX_TOKEN MIYAGI_INFLUX_ORG MIYAGI_INFLUX_USER MIYAGI_INFLUX_PASSWORD
  MIYAGI_INFLUX_DATABASE MIYAGI_DATA MIYAGI_ARCHIVE MIYAGI_MQTT_PORT MIYAGI_HTTP_PORT MIYAGI_MQTTS_PORT MIYAGI_HTTPS_PORT
  MIYAGI_TLS_CERTIFICATE MIYAGI_TLS_KEY MIYAGI_BIND MIYAGI_ALLOW_PLAINTEXT MIYAGI_CATALOG MIYAGI_REPLAY_ORIGIN
  MIYAGI_REPLAY_SPEED MIYAGI_REPLAY_STARTED DOTNET_ENVIRONMENT POSTGRES_PORT INFLUX_PORT
)

# What `up` resolved is kept for the other verbs, readable by the owner only.
save_settings() {
  local name
  for name in "${SETTINGS[@]}"; do
    [[ -z ${!name:-} ]] || printf '%s=%s\n' "$name" "${!name}"
  done >"$DATA/run/settings.new"
  mv "$DATA/run/settings.new" "$DATA/run/settings"
}

load_settings() {
  local name value
  [[ -e $DATA/run/settings ]] || return 1
  while IFS='=' read -r name value; do
    export "$name=$value"
  done <"$DATA/run/settings"
}

# Fixed ports unless told otherwise: devices have them in their configuration.
choose_ports() { # [any-free]: take a free port when the usual one is busy
  local name usual
  for name in MIYAGI_MQTT_PORT:1883 MIYAGI_HTTP_PORT:8080; do
    usual=${name#*:}
    name=${name%:*}
    if [[ -n ${!name:-} ]]; then
      port_is_free "${!name}" || die "port ${!name} ($name) is in use"
    elif port_is_free "$usual"; then
      printf -v "$name" '%s' "$usual"
    elif [[ ${1:-} == any-free ]]; then
      printf -v "$name" '%s' "$(pick_port "${name,,}")"
      progress "port $usual is in use; taking ${!name} ($name)"
    else
      die "port $usual is in use; choose another with $name"
    fi
  done
}

prepare_settings() {
  export MIYAGI_DATA=$DATA/platform
  export MIYAGI_CATALOG=${MIYAGI_CATALOG:-$ROOT/catalog}
  export MIYAGI_BIND=${MIYAGI_BIND:-127.0.0.1}
  export DOTNET_ENVIRONMENT=${DOTNET_ENVIRONMENT:-Production}
  # Measured: a fifth less processor time, since idle pool threads do not spin.
  export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=${DOTNET_ThreadPool_UnfairSemaphoreSpinLimit:-0}
  # Hot methods are compiled for speed at once, not after a quiet moment that a flood does not grant.
  export DOTNET_TC_CallCountingDelayMs=${DOTNET_TC_CallCountingDelayMs:-0}
  # The platform runs in a folder of its own; what the caller named stands where the caller is.
  [[ -z ${MIYAGI_TLS_CERTIFICATE:-} ]] || MIYAGI_TLS_CERTIFICATE=$(realpath -m -- "$MIYAGI_TLS_CERTIFICATE")
  [[ -z ${MIYAGI_TLS_KEY:-} ]] || MIYAGI_TLS_KEY=$(realpath -m -- "$MIYAGI_TLS_KEY")
  MIYAGI_CATALOG=$(realpath -m -- "$MIYAGI_CATALOG")
  [[ -z ${MIYAGI_ARCHIVE:-} ]] || {
    MIYAGI_ARCHIVE=$(realpath -m -- "$MIYAGI_ARCHIVE")
    export MIYAGI_ARCHIVE
  }
  export MIYAGI_POSTGRES MIYAGI_INFLUX_URL MIYAGI_MQTT_PORT MIYAGI_HTTP_PORT
  install -d -m 700 "$MIYAGI_DATA"
}

# --- running ---------------------------------------------------------------------------------------------------------

local_address() {
  case ${MIYAGI_BIND:-127.0.0.1} in
    0.0.0.0 | '*' | '') printf 127.0.0.1 ;;
    ::) printf '[::1]' ;;
    *:*) printf '[%s]' "$MIYAGI_BIND" ;;
    *) printf '%s' "$MIYAGI_BIND" ;;
  esac
}

# The platform's own rule: without TLS on loopback, beyond it only by permission.
listens_in_the_clear() {
  [[ ${MIYAGI_ALLOW_PLAINTEXT:-} == 1 || $(local_address) =~ ^(127\.|\[::1\]) && ! ${MIYAGI_BIND:-} =~ ^(0\.0\.0\.0|::)$ ]]
}

https_address() { printf 'https://%s:%s' "$(local_address)" "${MIYAGI_HTTPS_PORT:-8443}"; }

# Where devices connect.
mqtt_addresses() {
  local addresses=()
  ! listens_in_the_clear || addresses+=("$(local_address):$MIYAGI_MQTT_PORT")
  [[ -z ${MIYAGI_TLS_CERTIFICATE:-} ]] || addresses+=("$(local_address):${MIYAGI_MQTTS_PORT:-8883} (TLS)")
  local IFS=,
  printf '%s' "${addresses[*]}"
}

http_address() {
  if listens_in_the_clear; then
    printf 'http://%s:%s' "$(local_address)" "$MIYAGI_HTTP_PORT"
  else
    https_address
  fi
}

start_platform() {
  local log=$DATA/logs/platform.log
  # One older log is kept; a service manager's journal does better.
  [[ $(stat --format=%s "$log" 2>/dev/null || echo 0) -lt 50000000 ]] || mv "$log" "$log.1"
  # What this start says begins here.
  PLATFORM_LOG_FROM=$(($(stat --format=%s "$log" 2>/dev/null || echo 0) + 1))
  spawn platform 0 "$HOST_FOLDER" "$HOST_FOLDER/MiyagiSensing.Host" serve
}

platform_died() {
  progress "the platform has ended by itself; its last lines:"
  tail -c "+$PLATFORM_LOG_FROM" "$DATA/logs/platform.log" | tail -n 20 >&2
  progress "the whole log: $DATA/logs/platform.log; start again with: $(hint up)"
  exit 1
}

await_platform() {
  local tenth status
  for ((tenth = 0; tenth < 1800; tenth++)); do
    runs platform || platform_died
    status=$(http_status "$(http_address)/health/ready")
    [[ $status != 200 ]] || return 0
    if ((tenth % 100 == 99)); then
      progress "not ready yet ($status): $(curl --silent --insecure --max-time 5 "$(http_address)/health/ready" 9>&- | head -c 500)"
    fi
    pause 0.1
  done
  tail -n 20 "$DATA/logs/platform.log" >&2
  die "the platform did not get ready within three minutes; see $DATA/logs/platform.log"
}

host() { "$HOST_FOLDER/MiyagiSensing.Host" "$@" 9>&-; }

# Gives a verb to the platform's own command line. Stations are read from the catalog; all else needs the stores to be up.
pass_on() { # HOST-ARGUMENT...
  if [[ $1 == station ]]; then
    build
    load_settings || export MIYAGI_CATALOG="${MIYAGI_CATALOG:-$ROOT/catalog}"
  else
    { load_settings && runs supervisor; } || die "nothing runs on $DATA; start it with: $(hint up)"
    prepare_settings
  fi
  exec "$HOST_FOLDER/MiyagiSensing.Host" "$@"
}
