# What the recipes share. Sourced by them, from the root of the checkout.
set -euo pipefail

skip() {
  echo "$1"
  exit 77
}

# Programs that have to be here; none is installed by a recipe.
needs() {
  local program
  for program; do
    type "$program" >/dev/null 2>&1 || [[ -x /usr/sbin/$program ]] || skip "$program is missing (Debian has it)"
  done
}

needs_root() {
  [[ $(id -u) == 0 ]] || skip "it needs root"
}

# Runs test classes of a module, the slow ones too. Tests that skip themselves are told.
tests() {
  local module=$1 classes=$2 output ran skipped
  output=$(mvn -B -ntp ${MAVEN_OPTIONS:-} test -pl "$module" -am -Dtest="$classes" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest.excluded-groups=soak,jazzer -Dtest.timeout=10m 2>&1) || { echo "$output"; return 1; }
  # the sum at the end of each module that had any
  read -r ran skipped < <(awk -F '[ ,]+' '/Tests run:/ && !/Time elapsed/ { for (i = 1; i <= NF; i++) {
    if ($i == "run:") r += $(i + 1); if ($i == "Skipped:") s += $(i + 1) } } END { print r + 0, s + 0 }' <<<"$output")
  grep -E ' INFO .*Tests: ' <<<"$output" | sed 's/^.*Tests: /note /' || true
  ((ran > 0)) || { echo "$output"; echo "no test ran: $classes"; return 1; }
  ((skipped < ran)) || skip "the tests of $classes skipped themselves: something that they need does not work here"
  echo "ok $((ran - skipped)) tests of $classes"
  if ((skipped > 0)); then echo "note $skipped tests skipped themselves"; fi
}
