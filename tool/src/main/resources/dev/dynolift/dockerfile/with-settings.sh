#!/bin/sh
# Fetches the app's settings from the Parameter Store and then becomes the process that it is given:
#
#   with-settings.sh entrypoint.sh bundle exec puma
#
# SETTINGS_PATH says where they stand (/crema/production), SETTINGS_REQUIRED the names of those without which nothing may
# start. Without SETTINGS_PATH it fetches nothing, for runs elsewhere. It logs in as the task's role, needs curl 7.75 or
# newer and jq, and lets no value reach a file, an argument or the log.
set -eu

give_up() {
    printf 'with-settings.sh: %s\n' "$*" >&2
    exit 1
}

# One line of a configuration for curl, which reads it from its standard input: an argument could be seen by others.
option() {
    printf '%s = "%s"\n' "$1" "$(printf '%s' "$2" | sed 's/\\/\\\\/g; s/"/\\"/g')"
}

# Leaves in $key, $secret and $session who the task is.
log_in() {
    if [ -n "${AWS_CONTAINER_CREDENTIALS_RELATIVE_URI:-}" ]; then
        place=http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
    elif [ -n "${AWS_CONTAINER_CREDENTIALS_FULL_URI:-}" ]; then
        place=$AWS_CONTAINER_CREDENTIALS_FULL_URI
    else
        key=${AWS_ACCESS_KEY_ID:-} secret=${AWS_SECRET_ACCESS_KEY:-} session=${AWS_SESSION_TOKEN:-}
        [ -n "$key" ] || give_up "there is no task role to fetch settings with: is this an ECS task?"
        return
    fi
    token=${AWS_CONTAINER_AUTHORIZATION_TOKEN:-}
    if [ -n "${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:-}" ]; then
        token=$(cat "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    fi
    login=$({
        option url "$place"
        [ -z "$token" ] || option header "Authorization: $token"
    } | curl --silent --show-error --fail --max-time 5 --retry 5 --config -) ||
        give_up "the task's role cannot be had."
    key=$(printf '%s' "$login" | jq -r '.AccessKeyId // empty')
    secret=$(printf '%s' "$login" | jq -r '.SecretAccessKey // empty')
    session=$(printf '%s' "$login" | jq -r '.Token // empty')
    [ -n "$key" ] || give_up "the task has no role."
}

# Leaves a page of settings in $page; $1: what the page before said of the next one.
fetch_page() {
    question=$(jq -cn --arg path "$SETTINGS_PATH" --arg next "$1" \
        '{Path: $path, WithDecryption: true, MaxResults: 10} + if $next == "" then {} else {NextToken: $next} end')
    for pause in 1 2 4 8 16 stop; do
        # The answer, and in a last line the status.
        page=$({
            option url "$endpoint"
            option user "$key:$secret"
            option aws-sigv4 "aws:amz:$region:ssm"
            [ -z "$session" ] || option header "x-amz-security-token: $session"
            option header 'content-type: application/x-amz-json-1.1'
            option header 'x-amz-target: AmazonSSM.GetParametersByPath'
            option data "$question"
            option write-out '\n%{http_code}'
        } | curl --silent --max-time 20 --config -) || page=$(printf '\n000')
        status=${page##*"$newline"}
        page=${page%"$newline"*}
        if [ "$status" = 200 ]; then
            return
        fi
        reason=$(printf '%s' "$page" | jq -r '.__type // empty | split("#") | last' 2>/dev/null) || reason=''
        case $status$reason in
            # Many tasks that start at once are throttled.
            000* | 429* | 5* | *Throttling* | *TooManyUpdates*) ;;
            *) give_up "the settings under $SETTINGS_PATH cannot be read: $status $reason." ;;
        esac
        [ "$pause" != stop ] || give_up "the settings under $SETTINGS_PATH cannot be read, after six tries: $status $reason."
        # Not all at the same time again.
        sleep "$pause.$(od -An -N1 -tu1 /dev/urandom | tr -d ' ')"
    done
}

# Prints the settings as lines for a shell. It runs in a shell of its own, so that no variable of this script meets a
# setting of the same name.
print_settings() {
    region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}
    [ -n "$region" ] || give_up "AWS_REGION does not say where the settings are."
    endpoint=${AWS_ENDPOINT_URL_SSM:-${AWS_ENDPOINT_URL:-https://ssm.$region.amazonaws.com}}/
    newline='
'
    log_in
    next='' found=,
    while :; do
        fetch_page "$next"
        # Terraform makes parameters with a text that is no value yet. An environment takes no other names than these.
        page=$(printf '%s' "$page" | jq -c '{NextToken, Parameters: [.Parameters[]
            | {name: (.Name | split("/") | last), value: .Value}
            | select(.value != "has no value yet")
            | select(.name | test("^[A-Za-z_][A-Za-z0-9_]*$"))]}') ||
            give_up "the settings under $SETTINGS_PATH came back in an unknown form."
        # Quoted by jq for a shell, so that a value keeps its quotes, line feeds and dollars.
        printf '%s' "$page" | jq -r '.Parameters[] | "export \(.name)=\(.value | @sh)"'
        found=$found$(printf '%s' "$page" | jq -r '[.Parameters[] | .name + ","] | join("")')
        next=$(printf '%s' "$page" | jq -r '.NextToken // empty')
        [ -n "$next" ] || break
    done
    missing=''
    for name in $(printf '%s' "${SETTINGS_REQUIRED:-}" | tr ',' ' '); do
        case $found in
            *",$name,"*) ;;
            *) missing="$missing $name" ;;
        esac
    done
    [ -z "$missing" ] || give_up "these settings have no value under $SETTINGS_PATH:$missing. Nothing was started."
}

if [ "$#" -eq 0 ]; then
    echo "with-settings.sh: there is no command to run" >&2
    exit 64
fi
if [ -n "${SETTINGS_PATH:-}" ]; then
    settings_as_shell=$(print_settings) || exit 1
    eval "$settings_as_shell"
    unset settings_as_shell
fi
exec "$@"
