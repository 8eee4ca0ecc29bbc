#!/bin/sh
# For development only: all rows are lost. Down to base, up to head, the rows to begin with.
set -eu
if [ "${NODE_ENV:-}" = production ]; then
  echo "a production database is not reset" >&2
  exit 2
fi
limbeck downgrade base
limbeck upgrade head
node dist/seed/main.js
