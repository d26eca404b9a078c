# shellcheck shell=bash
# shellcheck disable=SC2034 # names that other parts use
# bench: the platform under load on a data folder of its own, measured from outside.

BENCH_FOLDER=$ROOT/artifacts/bench

bench_clean_up() { wipe_data "$DATA"; }

cmd_bench() {
  local connections=100 measure=() name pid
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --connections) whole_number "$1" "${2:-}"; connections=$2; measure+=("$1" "$2"); shift ;;
      --window | --seconds | --rate) whole_number "$1" "${2:-}"; measure+=("$1" "$2"); shift ;;
      --mosquitto | --json) measure+=("$1") ;;
      *) die "bench: unknown argument '$1' (see: miyagi bench --help)" ;;
    esac
    shift
  done
  require_servers
  [[ " ${measure[*]} " != *" --mosquitto "* ]] || require_test_tools
  build with-simulators
  publish "the benchmark" bench/Bench.csproj "$BENCH_FOLDER" bench simulators src
  if ((DATA_GIVEN == 0)); then
    DATA=$(mktemp -d "${TMPDIR:-/tmp}/miyagi-bench.XXXXXX")
    chmod 711 "$DATA"
    CLEAN_UP=bench_clean_up
  fi
  start_all any-free
  # One more than there are connections: the probe's.
  register_devices --load "$((connections + 1))"
  for name in platform postgres influx; do
    ! pid=$(process_of "$name") || measure+=(--process "$name=$pid")
  done
  ((OWN_INFLUX == 0)) || measure+=(--influx-folder "$DATA/influx")
  "$BENCH_FOLDER/MiyagiSensing.Bench" end-to-end --devices "$DATA/devices.csv" --mqtt-port "$MIYAGI_MQTT_PORT" "${measure[@]}" 9>&-
}
