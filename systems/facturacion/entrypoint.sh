#!/bin/sh
# Waits for the database, brings it to head, then becomes the command it was given.
set -eu

# Waiting helps only where the database does not answer (exit status 4).
wait_for_database() {
  deadline=$(($(date +%s) + ${DATABASE_WAIT:-60}))
  until limbeck current --quiet; do
    [ $? -eq 4 ] && [ "$(date +%s)" -lt "$deadline" ] || return 1
    echo "waiting for the database"
    sleep 1
  done
}

if ! wait_for_database; then
  echo "the database did not answer: the service is not started" >&2
  exit 1
fi
if ! limbeck upgrade head; then
  echo "the migrations failed: the service is not started" >&2
  exit 1
fi
exec "$@"
