# shellcheck shell=bash
# shellcheck disable=SC2034 # names that other parts use
# Messages, processes, ports and small files. Sourced by ../../miyagi; needs ROOT and DATA.

# Results go to standard output, progress and complaints to standard error, so that `--json` and pipes stay clean.
say() { printf '%s\n' "$*"; }
progress() { printf 'miyagi: %s\n' "$*" >&2; }
die() {
  printf 'miyagi: %s\n' "$*" >&2
  exit 1
}

# How to call a verb for this data folder.
hint() { # VERB
  printf '%s %s' "${SELF##*/}" "$1"
  [[ $DATA == "$ROOT/.miyagi" ]] || printf ' --data %q' "$DATA"
}

is_root() { [[ $EUID -eq 0 ]]; }
have() { command -v "$1" >/dev/null 2>&1; }

# Takes --data DIR out of the arguments, wherever it stands before `--`: sets DATA, leaves the others in REST.
take_data() {
  REST=()
  while (($#)); do
    case $1 in
      --data)
        [[ -n ${2:-} ]] || die "--data needs a folder"
        DATA=$2
        DATA_GIVEN=1
        shift 2
        ;;
      --data=*)
        DATA=${1#--data=}
        DATA_GIVEN=1
        shift
        ;;
      --)
        REST+=("$@")
        break
        ;;
      *)
        REST+=("$1")
        shift
        ;;
    esac
  done
  DATA=$(realpath -m -- "$DATA")
}

whole_number() { # OPTION VALUE
  [[ ${2:-} =~ ^[0-9]+$ ]] || die "$1 needs a whole number, not '${2:-}'"
}

random_secret() { head -c 18 /dev/urandom | base64 | tr '+/' '-_'; }

# The number of a flat JSON object's field; 0 when it is missing.
json_number() { # NAME < JSON
  local text
  text=$(cat)
  [[ $text =~ \"$1\"[[:space:]]*:[[:space:]]*(-?[0-9.]+) ]] && printf '%s' "${BASH_REMATCH[1]}" || printf 0
}

# The text of a flat JSON object's field, which has nothing to escape in it; empty when it is missing.
json_text() { # NAME < JSON
  local text
  text=$(cat)
  [[ ! $text =~ \"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] || printf '%s' "${BASH_REMATCH[1]}"
}

json_string() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\t'/\\t}
  text=${text//$'\n'/\\n}
  printf '"%s"' "$(printf '%s' "$text" | tr -d '\000-\037')"
}

# --- processes -------------------------------------------------------------------------------------------------------
# A process is its id AND its start time (field 22 of /proc/ID/stat), so that a stale file never points at a stranger.

start_time() { # PID: fails for a process that is gone or a zombie
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  printf '%s' "${fields[19]}"
}

remember_process() { # NAME PID
  local started
  started=$(start_time "$2") || started=gone
  printf '%s %s\n' "$2" "$started" >"$DATA/run/$1.pid"
}

process_of() { # NAME: its id, if it runs
  local pid started
  { read -r pid started <"$DATA/run/$1.pid"; } 2>/dev/null || return 1
  [[ -n $pid && $(start_time "$pid") == "$started" ]] || return 1
  printf '%s' "$pid"
}

# No redirection: an interrupt that comes meanwhile runs its trap in here, and that would print into it.
runs() {
  local id
  id=$(process_of "$1") && [[ -n $id ]]
}

# Sleeps without handing the lock (descriptor 9) to the child, and so that a signal's trap is run at once.
pause() {
  sleep "$1" 9>&- &
  wait $! || true
}

stop_process() { # NAME SIGNAL SECONDS: the signal, then SIGKILL
  local pid tenth
  pid=$(process_of "$1") || {
    rm -f "$DATA/run/$1.pid"
    return 0
  }
  kill "-$2" "$pid" 2>/dev/null || true
  for ((tenth = 0; tenth < $3 * 10; tenth++)); do
    runs "$1" || break
    sleep 0.1 9>&-
  done
  if runs "$1"; then
    progress "$1 (process $pid) did not stop within $3 s; killing it"
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$DATA/run/$1.pid"
}

# Starts a program in a session of its own (Ctrl-C reaches this script only, which then stops things in order). The
# program takes over the process that is started here, so its id is known even while it waits out the delay.
spawn() { # NAME DELAY-SECONDS FOLDER COMMAND...
  local name=$1 delay=$2 folder=$3
  shift 3
  (
    cd "$folder" || exit
    ((delay == 0)) || sleep "$delay"
    exec setsid "$@"
  ) </dev/null >>"$DATA/logs/$name.log" 2>&1 9>&- &
  remember_process "$name" $!
  # Bash would report the end of a job in words of its own.
  disown $!
}

# --- ports -----------------------------------------------------------------------------------------------------------

port_is_free() { ! (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

remembered_port() { # NAME
  local name port
  while IFS='=' read -r name port; do
    [[ $name == "$1" ]] && printf '%s' "$port" && return 0
  done 2>/dev/null <"$DATA/ports"
  return 1
}

# The port of last time if it is still free, else a free one below the range that outgoing connections use.
pick_port() { # NAME
  local port
  if port=$(remembered_port "$1") && port_is_free "$port"; then
    printf '%s' "$port"
    return 0
  fi
  for (( ; ; )); do
    port=$((20000 + RANDOM % 12000))
    port_is_free "$port" && break
  done
  { grep -v "^$1=" "$DATA/ports" 2>/dev/null || true; echo "$1=$port"; } >"$DATA/ports.new"
  mv "$DATA/ports.new" "$DATA/ports"
  printf '%s' "$port"
}

# --- HTTP ------------------------------------------------------------------------------------------------------------

http_status() { # URL: the status code, 000 when there is no answer
  # The certificate is the operator's and need not name this address.
  curl --silent --insecure --output /dev/null --max-time 5 --write-out '%{http_code}' "$1" 9>&- || true
}
