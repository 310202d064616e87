#!/bin/sh
# Shows a release of the site, which is in the bucket, to its visitors:
#
#   1. uploads what has a digest in its name, which browsers keep for a year;
#   2. uploads all other files but the pages;
#   3. uploads the pages, which lead to those files, and takes away the pages that the release no longer has;
#   4. lets CloudFront forget what it keeps of all that has no digest, once, and waits for it.
#
# Nothing but pages is deleted, so that a page which somebody has open, or which was not replaced yet, finds its files. It
# can be stopped at any point and run again. It needs sh, tar, jq and the AWS CLI with the rights of the role that
# Terraform makes for it. A release of before, by its name, is the way back.
# shellcheck source-path=SCRIPTDIR
set -eu

usage() {
    cat <<'TEXT'
Usage: ci/deploy-site.sh --app APP --environment ENVIRONMENT --release s3://BUCKET/.releases/COMMIT.tar.gz [options]

  --region REGION     the AWS region; otherwise AWS_REGION says it
  --timeout MINUTES   how long CloudFront may take to forget (15)

Exit codes: 0 visitors get the release; 1 not all of them do, and what they get works; 2 wrong usage; 130, 143 stopped:
run it again.
TEXT
}

say() {
    printf '%s\n' "$*"
}

complain() {
    printf 'deploy-site.sh: %s\n' "$*" >&2
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

app='' environment='' release='' timeout=15
while [ "$#" -gt 0 ]; do
    case $1 in
        --help)
            usage
            exit 0
            ;;
        --app | --environment | --release | --region | --timeout)
            [ "$#" -ge 2 ] || misused "$1 lacks its value."
            case $1 in
                --app) app=$2 ;;
                --environment) environment=$2 ;;
                --release) release=$2 ;;
                --region) AWS_REGION=$2 ;;
                --timeout) timeout=$2 ;;
            esac
            shift 2
            ;;
        *) misused "$1 is unknown." ;;
    esac
done
if [ -z "$app" ] || [ -z "$environment" ] || [ -z "$release" ]; then
    misused "--app, --environment and --release are needed."
fi
case $timeout in
    *[!0-9]* | '') misused "--timeout takes whole minutes." ;;
esac
for program in aws jq tar sha256sum; do
    command -v "$program" >/dev/null || fail "$program is not installed here, and is needed."
done
if [ -n "${AWS_REGION:-}" ]; then
    # The one is read by the AWS CLI's second version, the other by the first.
    export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"
fi
export AWS_PAGER='' AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"

umask 077
work=$(mktemp -d)
parts=$(dirname "$0")/deploy
# shellcheck source=deploy/files.sh
. "$parts/files.sh"
# shellcheck source=deploy/visitors.sh
. "$parts/visitors.sh"

stage='it was looked at what there is'
# $1: the exit code
stop() {
    complain "stopped while $stage. Visitors get pages whose files are there; run this again to finish it."
    exit "$1"
}
trap 'rm -rf "$work"' EXIT
trap 'stop 130' INT
trap 'stop 143' TERM HUP

read_target
unpack

stage='files were uploaded'
say "Uploads $release."
upload kept 'public, max-age=31536000, immutable'
upload other 'public, max-age=60'

stage='pages were uploaded'
upload pages no-cache
remove_pages

stage='CloudFront forgot what it kept'
forget
say "Deployed: visitors of $environment get $release."
