# shellcheck shell=bash
# shellcheck disable=SC2120,SC2119,SC2317 # names that other parts use
# What must be on the machine. As root the Debian packages are installed; otherwise the exact command is named.

POSTGRES_OLDEST=15

# The folder with the server's programs: of the wanted major version, or the newest that is recent enough.
postgres_programs() { # [VERSION]
  local folder version best=
  for folder in /usr/lib/postgresql/*/bin; do
    [[ -x $folder/postgres && -x $folder/initdb ]] || continue
    version=${folder#/usr/lib/postgresql/}
    version=${version%/bin}
    [[ $version =~ ^[0-9]+$ ]] || continue
    if [[ -n ${1:-} ]]; then
      [[ $version == "$1" ]] && best=$version
    elif ((version >= POSTGRES_OLDEST && version > ${best:-0})); then
      best=$version
    fi
  done
  [[ -n $best ]] && printf '/usr/lib/postgresql/%s/bin' "$best"
}

# Installs Debian packages so that nothing is started by it and PostgreSQL makes no cluster of its own.
install_packages() { # PACKAGE...
  if ! is_root; then
    die "missing on this machine; run as root: apt-get install --no-install-recommends $*"
  fi
  have apt-get || die "this machine has no apt-get; install by its own means what Debian calls: $*"
  progress "installing $* (Debian packages)"
  (
    policy=/usr/sbin/policy-rc.d
    no_cluster=/etc/postgresql-common/createcluster.d/miyagi.conf
    undo=()
    finish() {
      ((${#undo[@]} == 0)) || rm -f "${undo[@]}"
      [[ ! -d ${no_cluster%/*} ]] || rmdir --ignore-fail-on-non-empty "${no_cluster%/*}"
    }
    trap finish EXIT
    if [[ ! -e $policy ]]; then
      undo+=("$policy")
      printf '#!/bin/sh\nexit 101\n' >"$policy"
      chmod 755 "$policy"
    fi
    if [[ " $* " == *" postgresql "* && ! -e $no_cluster ]]; then
      mkdir -p "${no_cluster%/*}"
      undo+=("$no_cluster")
      echo "create_main_cluster = false" >"$no_cluster"
    fi
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    undo+=("$log")
    if ! { apt-get update && apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
      tail -n 30 "$log" >&2
      die "apt-get could not install $*; see above"
    fi
    if [[ -d /run/systemd/system ]]; then
      for service in postgresql influxdb mosquitto victoria-metrics; do
        [[ " $* " == *" $service "* ]] && systemctl disable --quiet "$service" >/dev/null 2>&1
      done
      true
    fi
  )
}

# Server packages, unless the addresses of existing servers were given.
require_servers() {
  local missing=()
  have curl || missing+=(curl ca-certificates)
  [[ -n ${MIYAGI_POSTGRES:-} ]] || postgres_programs >/dev/null || missing+=(postgresql)
  [[ -n ${MIYAGI_INFLUX_URL:-} ]] || have influxd || missing+=(influxdb)
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

require_test_tools() {
  local missing=()
  have curl || missing+=(curl ca-certificates)
  postgres_programs >/dev/null || missing+=(postgresql)
  have influxd || missing+=(influxdb)
  have victoria-metrics || missing+=(victoria-metrics)
  [[ -x /usr/sbin/mosquitto ]] || have mosquitto || missing+=(mosquitto)
  have mosquitto_pub || missing+=(mosquitto-clients)
  have chromium || missing+=(chromium)
  [[ -n $(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null) ]] || missing+=(fonts-noto-cjk)
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

require_build_tools() {
  local version
  have dotnet || die "the .NET SDK 10 is missing: install dotnet-sdk-10.0 (https://dotnet.microsoft.com/download/dotnet/10.0) and put dotnet on the PATH"
  version=$(cd "$ROOT" && dotnet --version 2>/dev/null) || version=none
  [[ ${version%%.*} =~ ^[0-9]+$ && ${version%%.*} -ge 10 ]] ||
    die "the .NET SDK is $version, but 10 is needed: install dotnet-sdk-10.0 (https://dotnet.microsoft.com/download/dotnet/10.0)"
  have node || die "Node.js 18 or newer is missing; run as root: apt-get install --no-install-recommends nodejs npm"
  have npm || die "npm is missing; run as root: apt-get install --no-install-recommends npm"
}
