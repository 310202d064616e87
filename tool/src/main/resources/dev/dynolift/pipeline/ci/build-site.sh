#!/bin/sh
# Makes a commit's files of the site, as ci/site.json says, and keeps them packed in an environment's bucket, where no visitor
# sees them. The release's name is the only line on standard output: RELEASE=$(ci/build-site.sh …). A commit whose release
# is there already is not built again, so this can be run again at any time. With --promoted-from nothing is built at
# all: the release comes from the bucket of the environment before, so that the bytes that were tried are the ones that go on.
set -eu

usage() {
    cat <<'TEXT'
Usage: ci/build-site.sh --app APP --environment ENVIRONMENT --tag COMMIT [options]

  --region REGION            the AWS region; otherwise AWS_REGION says it
  --promoted-from BEFORE     takes over what the environment BEFORE has of the commit, and builds nothing

It runs in the folder of static.json and needs sh, tar, jq, the AWS CLI, and what the build itself needs.
Exit codes: 0 the release is in the bucket; 1 it is not; 2 wrong usage.
TEXT
}

complain() {
    printf 'build-site.sh: %s\n' "$*" >&2
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

app='' environment='' tag='' before=''
while [ "$#" -gt 0 ]; do
    case $1 in
        --help)
            usage
            exit 0
            ;;
        --app | --environment | --tag | --region | --promoted-from)
            [ "$#" -ge 2 ] || misused "$1 lacks its value."
            case $1 in
                --app) app=$2 ;;
                --environment) environment=$2 ;;
                --tag) tag=$2 ;;
                --region) AWS_REGION=$2 ;;
                --promoted-from) before=$2 ;;
            esac
            shift 2
            ;;
        *) misused "$1 is unknown." ;;
    esac
done
if [ -z "$app" ] || [ -z "$environment" ] || [ -z "$tag" ]; then
    misused "--app, --environment and --tag are needed."
fi
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
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Prints the bucket of an environment ($1).
read_bucket() {
    aws ssm get-parameter --name "/deploy/$app/$1" --query Parameter.Value --output text >"$work/target" ||
        fail "/deploy/$app/$1 does not say where the site goes. Is the environment applied (terraform apply)?"
    jq -r .bucket "$work/target"
}

# Leaves in $digest what a bucket ($1) says of the release. Returns 1 when it has none.
find_release() {
    # The AWS CLI may warn of something beside what it answers.
    if digest=$(aws s3api head-object --bucket "$1" --key "$key" --query Metadata.sha256 --output text 2>"$work/said"); then
        return 0
    fi
    case $(cat "$work/said") in
        *404*) return 1 ;;
        *) fail "it cannot be seen what is in the bucket $1: $(cat "$work/said")" ;;
    esac
}

# What compiles, bundles or draws the pages talks to standard error, as standard output is for the release's name.
build() {
    [ -f ci/site.json ] || fail "there is no ci/site.json in $PWD."
    command=$(jq -r '.build // empty' ci/site.json)
    folder=$(jq -r .folder ci/site.json)
    if [ -n "$command" ]; then
        # Libraries run code of their own while they are installed; the login to AWS is none of their business.
        (
            unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN \
                AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI
            exec sh -euc "$command"
        ) >&2 || fail "the site cannot be built: $command"
    fi
    [ -d "$folder" ] || fail "there is no folder $folder: is that where the build puts the files? ci/site.json says so."
    [ -s "$folder/index.html" ] || fail "$folder has no index.html: a site without its first page goes nowhere."
    # No file of the repository itself, should its top be what is served.
    tar -czf "$work/site.tar.gz" -C "$folder" --exclude=./.git --exclude=./.github --exclude=./.semaphore \
        --exclude=./ci --exclude=./node_modules --exclude='./.env*' . || fail "$folder cannot be packed."
    digest=$(sha256sum "$work/site.tar.gz")
    digest=${digest%% *}
    aws s3api put-object --bucket "$bucket" --key "$key" --body "$work/site.tar.gz" --content-type application/gzip \
        --metadata "sha256=$digest" >/dev/null || fail "the release cannot be kept in $bucket."
}

bucket=$(read_bucket "$environment")
key=.releases/$tag.tar.gz
tried=''
if [ -n "$before" ]; then
    origin=$(read_bucket "$before")
    find_release "$origin" || fail "$before has no release of $tag: deploy it there first. Nothing is built here."
    tried=$digest
fi
if find_release "$bucket"; then
    printf '%s is in the bucket already.\n' "$tag" >&2
elif [ -n "$before" ]; then
    aws s3api copy-object --copy-source "$origin/$key" --bucket "$bucket" --key "$key" >/dev/null ||
        fail "the release of $before cannot be copied."
    find_release "$bucket" || fail "the release of $before was copied, and is not there."
else
    build
fi
if [ -n "$tried" ] && [ "$digest" != "$tried" ]; then
    fail "$environment has another release of $tag than $before: $digest here, $tried there."
fi
printf 's3://%s/%s\n' "$bucket" "$key"
