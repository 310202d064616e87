#!/bin/sh
# Takes an image that is in the registry into an environment, and takes it back when it does not come up:
#
#   1. registers a revision of each task with the new image, copied from the templates that Terraform owns;
#   2. runs the release phase once, and stops there unless it ends with 0;
#   3. lets all services change over, and waits until they are stable;
#   4. gives the scheduled jobs the new image, last of all.
#
# It can be run again after it was killed at any point. A second deploy at the same time waits. It needs sh, jq and the
# AWS CLI with the rights of the role that Terraform makes for it, and reads no secret.
# shellcheck source-path=SCRIPTDIR
set -eu

usage() {
    cat <<'TEXT'
Usage: ci/deploy.sh --app APP --environment ENVIRONMENT --image REPOSITORY:TAG [options]

  --region REGION     the AWS region; otherwise AWS_REGION says it
  --register-only     before the move: one-off tasks get the image, and nothing is started or changed
  --timeout MINUTES   how long the services may take to become stable (30)
  --wait MINUTES      how long to wait for another deploy that is at work (30)

Exit codes: 0 the image runs; 1 it does not, and what ran before does; 2 wrong usage; 3 another deploy is at work;
130, 143 stopped: run it again.
TEXT
}

say() {
    printf '%s\n' "$*"
}

complain() {
    printf 'deploy.sh: %s\n' "$*" >&2
}

fail() {
    complain "$@"
    exit 1
}

misused() {
    complain "$@"
    usage >&2
    exit 2
}

app='' environment='' image='' register_only='' timeout=30 patience=30
while [ "$#" -gt 0 ]; do
    case $1 in
        --register-only) register_only=yes ;;
        --help)
            usage
            exit 0
            ;;
        --app | --environment | --image | --region | --timeout | --wait)
            [ "$#" -ge 2 ] || misused "$1 lacks its value."
            case $1 in
                --app) app=$2 ;;
                --environment) environment=$2 ;;
                --image) image=$2 ;;
                --region) AWS_REGION=$2 ;;
                --timeout) timeout=$2 ;;
                --wait) patience=$2 ;;
            esac
            shift
            ;;
        *) misused "$1 is unknown." ;;
    esac
    shift
done
if [ -z "$app" ] || [ -z "$environment" ] || [ -z "$image" ]; then
    misused "--app, --environment and --image are needed."
fi
case $timeout,$patience in
    *[!0-9,]* | ,* | *,) misused "--timeout and --wait take whole minutes." ;;
esac
for program in aws jq; do
    command -v "$program" >/dev/null || fail "$program is not installed here, and is needed."
done

if [ -n "${AWS_REGION:-}" ]; then
    # The one is read by the AWS CLI's second version, the other by the first.
    export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"
fi
export AWS_PAGER='' AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"
poll_seconds=${DEPLOY_POLL_SECONDS:-10}
target_name=/deploy/$app/$environment
tab=$(printf '\t')
run_revision=''

umask 077
work=$(mktemp -d)
parts=$(dirname "$0")/deploy
# shellcheck source=deploy/lock.sh
. "$parts/lock.sh"
# shellcheck source=deploy/revisions.sh
. "$parts/revisions.sh"
# shellcheck source=deploy/release.sh
. "$parts/release.sh"
# shellcheck source=deploy/counts.sh
. "$parts/counts.sh"
# shellcheck source=deploy/services.sh
. "$parts/services.sh"

leave() {
    code=$?
    trap - EXIT INT TERM HUP
    if [ "$code" -ne 0 ] && [ -n "$locked" ] && [ -n "$run_revision" ]; then
        restore_run_revision
    fi
    give_lock_back
    rm -rf "$work"
    exit "$code"
}

# A stopped deploy lets go at once, and what it knew stays in the lock for the next.
stop() {
    trap - EXIT INT TERM HUP
    leave_lock_to_next
    rm -rf "$work"
    complain "stopped while $stage. What was begun goes on at AWS by itself; run this again to finish it."
    exit "$1"
}

trap leave EXIT
trap 'stop 130' INT
trap 'stop 143' TERM HUP

stage='it was looked at what there is'
read_target
take_lock
remember_former

stage='revisions were registered'
say "Registers $app with $image in $environment."
register "$(target .run.family)" "$(target .run.template)"
run_revision=$revision
if [ -n "$register_only" ]; then
    say "Registered; nothing was started or changed."
    exit 0
fi
register_services

if [ "$(target .release)" != null ]; then
    stage='the release phase ran'
    release || fail "nothing was changed: the services and jobs run what they ran before."
fi

stage='the services changed over'
if ! change_over; then
    stage='the services went back'
    go_back
    fail "the deploy of $image failed."
fi
record_counts
raise_minimums

stage='the jobs got their image'
if [ "$(target .jobs)" != null ]; then
    register "$(target .jobs.family)" "$(target .jobs.template)"
    say "Scheduled jobs run it from now on."
fi
say "Deployed: $image runs in $environment."
