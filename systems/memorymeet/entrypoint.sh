#!/bin/sh
# Waits for the database, backs it up where BACKUP_DIR is set, brings it to head, then becomes the command it was given.
set -eu

echo "waiting for the database"
if ! limbeck wait --timeout "${DATABASE_WAIT:-60s}"; then
  echo "the database did not answer: the service is not started" >&2
  exit 1
fi
# Where BACKUP_DIR is set, limbeck.config.ts names it: what is pending does not run unsaved.
if ! limbeck upgrade head ${BACKUP_DIR:+--backup}; then
  echo "the migrations failed: the service is not started" >&2
  exit 1
fi
exec "$@"
