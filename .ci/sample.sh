# Starts the sample application on free ports. Sourced by the checks that need it.

sample_jar=sample-app/target/sample-app.jar
sample=

start_sample() {
  local log=$LEAT_CI_WORK/sample.log
  certificates=$LEAT_CI_WORK/certificates
  # here, and not by the process in the background, of which an earlier one's log may be read before
  : >"$log"
  LEAT_SERVERS_KEYVALUE_PORT=0 LEAT_SERVERS_ECHO_PORT=0 LEAT_SERVERS_CHAT_PORT=0 \
    LEAT_SERVERS_GUESS_PORT=0 LEAT_SERVERS_ECHOTLS_PORT=0 LEAT_SERVERS_GATEWAY_PORT=0 \
    SAMPLE_CERTIFICATES_FOLDER=$certificates SERVER_PORT=0 \
    java ${java_options:-} -jar "$sample_jar" >"$log" 2>&1 &
  sample=$!
  trap end_sample EXIT
  await_line "$log" 'Certificates .* are in ' "$sample" 60
  keyvalue=$(port_in "$log" keyvalue)
  echo=$(port_in "$log" echo)
  chat=$(port_in "$log" chat)
  guess=$(port_in "$log" guess)
  echo_tls=$(port_in "$log" echo-tls)
  gateway=$(port_in "$log" gateway)
  http=$(sed -nE 's/.*Tomcat started on port ([0-9]+) .*/\1/p' "$log")
  echo "ok the sample started: $(grep -oE 'Started .* in [0-9.]+ seconds' "$log")"
}

end_sample() {
  local code=$?
  if kill "$sample" 2>/dev/null; then wait "$sample" || true; fi
  if ((code != 0)); then tail -n 100 "$LEAT_CI_WORK/sample.log"; fi
}
