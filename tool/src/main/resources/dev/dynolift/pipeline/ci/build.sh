#!/bin/sh
# Builds the app's image, tags it with the commit and pushes it into an environment's registry. The image's name is the
# only line on standard output: IMAGE=$(ci/build.sh …). An image that is in the registry already is not built again, so
# this can be run again at any time. With --promoted-from nothing is built at all: the image comes from the registry of the
# environment before, with the same digest, so that what was tried there is what runs here.
set -eu

usage() {
    cat <<'TEXT'
Usage: ci/build.sh --app APP --environment ENVIRONMENT --tag COMMIT [options]

  --region REGION            the AWS region; otherwise AWS_REGION says it
  --promoted-from BEFORE     takes over what the environment BEFORE has of the commit, and builds nothing
  --image-definitions FILE   also writes the file by which CodePipeline hands an image on

It runs in the folder of the app (of the Dockerfile, mostly) and needs sh, jq, the AWS CLI, and Docker with Buildx (or what DOCKER names).
Exit codes: 0 the image is in the registry; 1 it is not; 2 wrong usage.
TEXT
}

complain() {
    printf 'build.sh: %s\n' "$*" >&2
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

app='' environment='' tag='' definitions='' before=''
while [ "$#" -gt 0 ]; do
    case $1 in
        --help)
            usage
            exit 0
            ;;
        --app | --environment | --tag | --region | --promoted-from | --image-definitions)
            [ "$#" -ge 2 ] || misused "$1 lacks its value."
            case $1 in
                --app) app=$2 ;;
                --environment) environment=$2 ;;
                --tag) tag=$2 ;;
                --region) AWS_REGION=$2 ;;
                --promoted-from) before=$2 ;;
                --image-definitions) definitions=$2 ;;
            esac
            shift 2
            ;;
        *) misused "$1 is unknown." ;;
    esac
done
if [ -z "$app" ] || [ -z "$environment" ] || [ -z "$tag" ]; then
    misused "--app, --environment and --tag are needed."
fi
docker=${DOCKER:-docker}
for program in aws jq "$docker"; do
    command -v "$program" >/dev/null || fail "$program is not installed here, and is needed."
done
if [ -n "${AWS_REGION:-}" ]; then
    # The one is read by the AWS CLI's second version, the other by the first.
    export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"
fi
export AWS_PAGER='' AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"

# Prints what a deploy to an environment ($1) has to know.
read_target() {
    aws ssm get-parameter --name "/deploy/$app/$1" --query Parameter.Value --output text ||
        fail "/deploy/$app/$1 does not say where images go. Is the environment applied (terraform apply)?"
}

target=$(read_target "$environment")
repository=$(printf '%s\n' "$target" | jq -r .repository)
image=$repository:$tag
dockerfile=$(printf '%s\n' "$target" | jq -r '.dockerfile // "Dockerfile"')
# As at Heroku, the folder of the Dockerfile is what the build sees.
context=$(dirname "$dockerfile")

# On Heroku a build sees every setting. Here it gets those that the Dockerfile asks for, as files that no layer keeps:
# from this environment, or else from the Parameter Store or Secrets Manager, wherever the plan keeps them.
lend_settings() {
    names=$(tr ' ' '\n' <"$dockerfile" | sed -n 's/^--mount=type=secret,\(.*,\)*id=\([A-Za-z_][A-Za-z0-9_]*\).*/\2/p' | sort -u)
    for name in $names; do
        eval "value=\${$name-}"
        # shellcheck disable=SC2154 # assigned by eval
        if [ -z "$value" ] && printf '%s\n' "$target" | jq -e --arg name "$name" '.build_secrets // [] | index($name)' >/dev/null; then
            value=$(aws secretsmanager get-secret-value --secret-id "$app/$environment/$name" \
                --query SecretString --output text) ||
                fail "the build needs $name, which is not set here, and the secret $app/$environment/$name cannot be read." \
                    "Put its value in: tr -d '\\n' | aws secretsmanager put-secret-value" \
                    "--secret-id $app/$environment/$name --secret-string file:///dev/stdin"
        elif [ -z "$value" ]; then
            value=$(aws ssm get-parameter --with-decryption --name "/$app/$environment/$name" \
                --query Parameter.Value --output text) ||
                fail "the build needs $name, which is neither set here nor the parameter /$app/$environment/$name."
            # Terraform makes parameters with this text.
            [ "$value" != 'has no value yet' ] ||
                fail "the build needs $name, and the parameter /$app/$environment/$name has no value yet." \
                    "Put it in: tr -d '\\n' | aws ssm put-parameter --name /$app/$environment/$name --type SecureString" \
                    "--tier Intelligent-Tiering --overwrite --value file:///dev/stdin"
        fi
        export "$name=$value"
        secrets="$secrets --secret id=$name,env=$name"
    done
    unset value
}

# Where CloudFront serves the static files, those of the image are added to the bucket. None is deleted: pages of the release
# before still ask for theirs, and so does everybody while a deploy rolls. $1: the image.
upload_assets() {
    bucket=$(printf '%s\n' "$target" | jq -r '.assets.bucket // empty')
    [ -n "$bucket" ] || return 0
    folder=$(printf '%s\n' "$target" | jq -r .assets.folder)
    path=$(printf '%s\n' "$target" | jq -r .assets.path)
    files=$(mktemp -d)
    container=$("$docker" create "$1") || fail "no container can be made of $1 to take the static files out of it."
    "$docker" cp "$container:/app/$folder/." "$files" >&2 || copied=no
    "$docker" rm "$container" >/dev/null
    if [ "${copied:-yes}" = no ]; then
        rm -rf "$files"
        fail "the image has no /app/$folder: is that where its build puts static files? plan.yaml says so (assetsFolder)."
    fi
    # What is compressed already is for servers that pick by themselves; CloudFront compresses.
    aws s3 sync "$files" "s3://$bucket/$path" --exclude '*.gz' --exclude '*.br' --only-show-errors >&2 || uploaded=no
    rm -rf "$files"
    [ "${uploaded:-yes}" = yes ] || fail "the static files cannot be uploaded to $bucket."
}

log_in() {
    aws ecr get-login-password | "$docker" login --username AWS --password-stdin "${repository%%/*}" >&2 ||
        fail "the registry ${repository%%/*} takes no login."
}

# Leaves in $digest what a repository ($1) has under the tag. Returns 1 when it has nothing.
find_digest() {
    if digest=$(aws ecr describe-images --repository-name "${1#*/}" --image-ids "imageTag=$tag" \
        --query 'imageDetails[0].imageDigest' --output text 2>&1); then
        # The AWS CLI may have warned of something beside it.
        digest=$(printf '%s\n' "$digest" | grep -x 'sha256:[0-9a-f]*') || fail "the registry tells no digest of $tag."
        return 0
    fi
    case $digest in
        *ImageNotFound*) return 1 ;;
        *) fail "it cannot be seen what is in the registry: $digest" ;;
    esac
}

build_and_push() {
    [ -f "$dockerfile" ] || fail "there is no $dockerfile in $PWD."
    secrets=''
    lend_settings
    log_in
    # shellcheck disable=SC2086 # a list of options without spaces in them
    DOCKER_BUILDKIT=1 "$docker" build --tag "$image" --platform "$(printf '%s\n' "$target" | jq -r .platform)" \
        --build-arg "COMMIT=$tag" $secrets --file "$dockerfile" "$context" >&2 || fail "the image cannot be built."
    # First, so that no image is in the registry whose files are not there.
    upload_assets "$image"
    "$docker" push "$image" >&2 || fail "the image cannot be pushed."
}

# The layers and their list as they are: a pull and a push might write the list anew, and its digest would be another.
promote() {
    log_in
    upload_assets "$origin@$tried"
    "$docker" buildx imagetools create --prefer-index=false --tag "$image" "$origin@$tried" >&2 ||
        fail "the image of $before cannot be copied."
}

tried=''
if [ -n "$before" ]; then
    origin=$(read_target "$before")
    origin=$(printf '%s\n' "$origin" | jq -r .repository)
    find_digest "$origin" || fail "$before has no image of $tag: deploy it there first. Nothing is built here."
    tried=$digest
fi
if find_digest "$repository"; then
    printf '%s is in the registry already.\n' "$image" >&2
elif [ -n "$before" ]; then
    promote
    find_digest "$repository" || fail "the image of $before was copied, and is not there."
else
    build_and_push
fi
if [ -n "$tried" ] && [ "$digest" != "$tried" ]; then
    fail "$image is not the image that $before has of this commit: $digest here, $tried there."
fi

if [ -n "$definitions" ]; then
    printf '%s\n' "$target" | jq --arg image "$image" '[{name: .container, imageUri: $image}]' >"$definitions"
fi
printf '%s\n' "$image"
