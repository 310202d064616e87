#!/bin/sh
# What Heroku does before it starts a process: the buildpack's defaults, then the app's own .profile.
# The process then takes this one's place, so that it receives SIGTERM itself.
# As on Heroku, a command of .profile that fails stops nothing.

# A setting of the app wins over these.
export LANG="${LANG:-en_US.UTF-8}"
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
export PUMA_PERSISTENT_TIMEOUT="${PUMA_PERSISTENT_TIMEOUT:-95}"
export RAILS_ENV="${RAILS_ENV:-production}"

# shellcheck disable=SC1090 # the app's own files, which are not here
for file in ./.profile.d/*.sh ./.profile; do
    if [ -r "$file" ]; then
        . "$file"
    fi
done

if [ "$#" -eq 0 ]; then
    echo "entrypoint.sh: there is no command to run" >&2
    exit 64
fi
exec "$@"
