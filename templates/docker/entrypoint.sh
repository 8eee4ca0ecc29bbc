#!/bin/sh
# Brings the database to head, then becomes the command it was given. When that fails, nothing
# starts: no service runs on an old schema. Any number of containers may do this at once.
set -eu

limbeck upgrade --wait "${DATABASE_WAIT:-60s}"
exec "$@"
