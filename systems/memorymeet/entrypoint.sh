#!/bin/sh
# Waits for the database, backs it up where BACKUP_DIR is set, brings it to head, then becomes the command it was given.
set -eu

echo "waiting for the database"
if ! limbeck wait --timeout "${DATABASE_WAIT:-60s}"; then
  echo "the database did not answer: the service is not started" >&2
  exit 1
fi
# Before production changes, it is saved: not at head is exit status 3.
if [ -n "${BACKUP_DIR:-}" ]; then
  status=0
  limbeck current --check-heads >/dev/null || status=$?
  if [ "$status" -eq 3 ] &&
    ! pg_dump "$DATABASE_URL" --format=custom --file="$BACKUP_DIR/before-$(date +%Y%m%d-%H%M%S).dump"; then
    echo "the backup failed: nothing was changed, the service is not started" >&2
    exit 1
  fi
fi
if ! limbeck upgrade head; then
  echo "the migrations failed: the service is not started" >&2
  exit 1
fi
exec "$@"
