#!/bin/sh
# Waits for the database, brings it to head, then becomes the command it was given.
set -eu

echo "waiting for the database"
if ! limbeck wait --timeout "${DATABASE_WAIT:-60s}"; then
  echo "the database did not answer: the service is not started" >&2
  exit 1
fi
if ! limbeck upgrade head; then
  echo "the migrations failed: the service is not started" >&2
  exit 1
fi
exec "$@"
