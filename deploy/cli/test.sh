# shellcheck shell=bash
# The whole suite, by solution.

cmd_test() {
  local filter=() log status=0 counts passed failed skipped
  take_data "$@"
  set -- "${REST[@]}"
  while (($#)); do
    case $1 in
      --filter) [[ -n ${2:-} ]] || die "--filter needs an expression"; filter=(--filter "$2"); shift ;;
      *) die "test: unknown argument '$1' (see: miyagi test --help)" ;;
    esac
    shift
  done
  require_test_tools
  require_build_tools
  log=$(mktemp)
  # shellcheck disable=SC2064 # the name is known now
  trap "rm -f '$log'" EXIT
  cd "$ROOT" || return
  progress "building everything"
  if ! dotnet build MiyagiSensing.sln "${DOTNET_QUIET[@]}" </dev/null; then
    say "the build failed"
    say "0 passed, 1 failed, 0 skipped"
    return 1
  fi
  progress "running the tests"
  # One project after the other: several of them start servers and watch the clock.
  dotnet test MiyagiSensing.sln --no-build --nologo -nodeReuse:false -maxCpuCount:1 "${filter[@]}" </dev/null 2>&1 | tee "$log" || status=$?
  counts=$(awk '/^(Passed|Failed|Skipped)! +- Failed:/ {
      gsub(/[,:]/, " ")
      for (i = 1; i < NF; i++) { if ($i == "Failed") f += $(i + 1); if ($i == "Passed") p += $(i + 1); if ($i == "Skipped") s += $(i + 1) }
    }
    END { printf "%d %d %d", p, f, s }' "$log")
  read -r passed failed skipped <<<"$counts"
  # A project whose run broke off has no line of its own.
  ! grep -q 'Catastrophic failure' "$log" || status=1
  if ((status != 0 && failed == 0)); then
    failed=1
  fi
  if ((passed + failed == 0)); then
    say "no test was run"
    failed=1
  fi
  say "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0))
}
