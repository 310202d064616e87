#!/bin/bash
# What Heroku does before it starts a process: the buildpack's defaults, then the app's own .profile.
# A single program then takes this one's place, so that it receives SIGTERM itself.
# As on Heroku, a command of .profile that fails stops nothing.

# A setting of the app wins over these.
export LANG="${LANG:-en_US.UTF-8}"
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
export PUMA_PERSISTENT_TIMEOUT="${PUMA_PERSISTENT_TIMEOUT:-95}"
export RAILS_ENV="${RAILS_ENV:-production}"

# These files may set arguments and options of the shell, which are not the command's.
readonly asked_for=("$@")
# shellcheck disable=SC1090 # the app's own files, which are not here
for file in ./.profile.d/*.sh ./.profile; do
    if [ -r "$file" ]; then
        . "$file"
    fi
done
set +eu
set -- "${asked_for[@]}"

if [ "$#" -eq 0 ]; then
    echo "entrypoint.sh: there is no command to run" >&2
    exit 64
fi
# Heroku sends SIGTERM to every process; here only the first one gets it. A line of more than one program
# (a | b, a && b) therefore runs in a group of its own, which is told as a whole and waited for.
stand_by() {
    told=''
    # What is started beside a shell does not get the shell's input by itself.
    exec 3<&0
    setsid "$@" <&3 3<&- &
    group=$!
    exec 3<&-
    trap 'told=yes; kill -TERM "-$group" 2>/dev/null || kill -TERM "$group"' TERM INT HUP
    status=0
    wait "$group" || status=$?
    while [ -n "$told" ] && kill -0 "-$group" 2>/dev/null; do
        sleep 0.2
    done
    exit "$status"
}

if [ "$1" = /bin/sh ] && [ "${2:-}" = -c ]; then
    # Tasks ask for the shell that every image has; lines of a Procfile are written for Heroku's.
    shift
    set -- /bin/bash "$@"
    case ${3:-} in
        *';'* | *'&'* | *'|'*) stand_by "$@" ;;
        'exec '* | *=*' exec '*) ;;
        *) stand_by "$@" ;;
    esac
fi
exec "$@"
