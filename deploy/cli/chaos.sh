# shellcheck shell=bash
# chaos: a platform of its own, broken under load round after round, and the audit of what was acknowledged.

CHAOS_FOLDER=$ROOT/artifacts/chaos

cmd_chaos() {
  local option pass=()
  take_data "$@"
  ((DATA_GIVEN == 0)) || die "chaos runs on servers and a data folder of its own; leave --data out"
  set -- "${REST[@]}"
  while (($#)); do
    option=$1
    case $option in
      --rounds | --seed | --only) whole_number "$option" "${2:-}" ;;
      --json | --markdown | --logs) [[ -n ${2:-} ]] || die "$option needs a path" ;;
      *) die "chaos: unknown argument '$option' (see: miyagi chaos --help)" ;;
    esac
    pass+=("$option" "$2")
    shift 2
  done
  [[ " ${pass[*]} " == *" --logs "* ]] || pass+=(--logs "$ROOT/artifacts/chaos-logs")
  # Servers that were named for the platform are not ours to break.
  unset MIYAGI_POSTGRES MIYAGI_INFLUX_URL
  require_servers
  build
  publish "the chaos machine" tests/Chaos/Chaos.csproj "$CHAOS_FOLDER" tests/Chaos tests/Integration/Fixtures src/Mqtt
  export MIYAGI_TEST_HOST=$HOST_FOLDER/MiyagiSensing.Host MIYAGI_CATALOG=${MIYAGI_CATALOG:-$ROOT/catalog}
  exec "$CHAOS_FOLDER/MiyagiSensing.Chaos" "${pass[@]}"
}
