#!/bin/sh
# Backup, upgrade, health: stops at the first that fails. To take it back, see MIGRATIONS.md.
set -eu
: "${DATABASE_URL:?set it}" "${HEALTH_URL:=http://localhost:8000/health}"
limbeck upgrade head --backup
curl --fail --silent --show-error --retry 10 --retry-all-errors "$HEALTH_URL"
echo
