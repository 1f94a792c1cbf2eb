# What the checks share. Sourced by them, from the root of the checkout.
set -euo pipefail

# Given by .ci/run; a check that is run by hand makes its own.
: "${LEAT_CI_WORK:=$(mktemp -d "${TMPDIR:-/tmp}/leat-ci.XXXXXX")}"

skip() {
  echo "$1"
  exit 77
}

fail() {
  echo "not ok $1"
  exit 1
}

# What is run here is what the README tells people to run.
named_in_readme() {
  grep -qxF "    $1" README.md || fail "the README names another command than: $1"
}

# A copy of the tree without what was built, so that two JDKs do not share a target folder.
copy_tree() {
  mkdir -p "$1"
  tar cf - --exclude=./.git --exclude=target . | tar xf - -C "$1"
}

# The first element of that name in the root pom.
in_pom() { sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" pom.xml | head -n 1; }

# The feature release of a JDK, 17 or 25, read from its release file.
release_of() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true; }

# Waits until a line of a log matches, as long as the process that writes it lives.
await_line() {
  local log=$1 pattern=$2 pid=$3 seconds=$4 end=$((SECONDS + $4))
  until grep -qE "$pattern" "$log"; do
    kill -0 "$pid" 2>/dev/null || fail "the process ended before it said: $pattern"
    ((SECONDS < end)) || fail "no line in $seconds s: $pattern"
    sleep 0.1
  done
}

# The port in the start-up line of a server.
port_in() { sed -nE "s/.*Server '$2' listens on .* port ([0-9]+),.*/\1/p" "$1" | head -n 1; }

# Asks a process to end and wants it to have ended by that signal, in time.
terminate() {
  local pid=$1 seconds=$2 code=0
  kill -TERM "$pid"
  timeout "$seconds" tail --pid="$pid" -f /dev/null || fail "it still runs $seconds s after SIGTERM"
  wait "$pid" || code=$?
  ((code == 143)) || fail "exit code $code after SIGTERM, not 143"
}

# A real Prometheus for the tests that want one: as it is installed, or Debian's package
# unpacked, which starts no service.
bring_prometheus() {
  if type prometheus promtool >/dev/null 2>&1; then return; fi
  local folder=$LEAT_CI_WORK/prometheus
  mkdir -p "$folder"
  if (cd "$folder" && { timeout 240 apt-get update || true; } && timeout 240 apt-get download prometheus && dpkg -x prometheus_*.deb .); then
    export LEAT_PROMETHEUS=$folder/usr/bin
  else
    echo "note prometheus is missing and could not be brought: the tests that need it are skipped"
  fi
}

# A real browser for the tests that want one, where root may install Debian's.
bring_chromium() {
  if type chromium chromedriver >/dev/null 2>&1; then return; fi
  if [[ $(id -u) != 0 ]] || ! type apt-get >/dev/null 2>&1 || ! { { timeout 240 apt-get update || true; } &&
    DEBIAN_FRONTEND=noninteractive timeout 400 apt-get install -y --no-install-recommends chromium chromium-driver; }; then
    echo "note chromium is missing and could not be brought: the tests that need it are skipped"
  fi
}
