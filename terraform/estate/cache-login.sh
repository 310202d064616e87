#!/bin/sh
# Gives a cache a login, and the apps the URL that holds it: AWS makes the password, and it goes from this program's memory to
# ElastiCache and to Secrets Manager. It is in no argument, no environment, no file, no state and on no screen.
#
# Two steps, so that no app is ever locked out. The first lets the cache take the new login beside what it takes today, and
# only then puts the URL into the apps' secrets. Tasks read secrets when they start: deploy them again. The second step
# (--require) has the cache refuse everything else. Killed at any moment, it goes on when it is run again.
#
# How far it has come is told by labels on the secrets' versions: AWSPENDING is made and not handed over yet, AWSCURRENT is
# what tasks read, REQUIRED is what the cache insists on. ROTATE-… and SET-… are orders to the cache that are under way, each
# with the time of the order before it: when the cache tells another one, the order has arrived.
set -euf
# Nobody who traces this shell sees the password, and no variable that was exported by others takes it to a program.
set +ax
unset token value pending login required said

usage() {
    cat <<'TEXT'
Usage: cache-login.sh --cache NAME --secret NAME [--secret NAME …] --cluster NAME [options]

  --cache NAME       the ElastiCache replication group
  --secret NAME      a secret that holds the cache's URL, APP/ENVIRONMENT/SETTING; each of them
  --cluster NAME     the ECS cluster that the apps run in
  --region REGION    the AWS region; otherwise AWS_REGION says it
  --require          the second step: from now on the cache takes this login alone
  --rotate           makes another login, where there is one that the cache requires
  --yes              asks nothing

It needs sh and the AWS CLI. README.md beside it has the whole commands, and says which rights they take.
Exit codes: 0 done, or there is nothing to do; 1 not done; 2 wrong usage.
TEXT
}

fail() {
    printf 'cache-login.sh: %s\n' "$1" >&2
    shift
    for line in "$@"; do
        printf '  → %s\n' "$line" >&2
    done
    exit 1
}

misused() {
    printf 'cache-login.sh: %s\n' "$*" >&2
    usage >&2
    exit 2
}

cache='' secrets='' cluster='' step=hand-over again='' yes=''
while [ "$#" -gt 0 ]; do
    case $1 in
        --help) usage && exit 0 ;;
        --cache | --secret | --cluster | --region)
            [ "$#" -ge 2 ] || misused "$1 lacks its value."
            case $2 in
                '' | -* | *[!A-Za-z0-9/_.-]*) misused "$1 $2 is no name." ;;
            esac
            case $1 in
                --cache) cache=$2 ;;
                --secret) secrets="$secrets $2" ;;
                --cluster) cluster=$2 ;;
                --region) AWS_REGION=$2 ;;
            esac
            shift 2
            ;;
        --require) step=require && shift ;;
        --rotate) again=yes && shift ;;
        --yes) yes=yes && shift ;;
        *) misused "$1 is unknown." ;;
    esac
done
if [ -z "$cache" ] || [ -z "$secrets" ] || [ -z "$cluster" ]; then
    misused "--cache, --secret and --cluster are needed."
fi
[ "$step$again" != requireyes ] || misused "--rotate is the first step, --require the second."
for program in aws awk; do
    command -v "$program" >/dev/null || fail "$program is not installed here, and is needed."
done
if [ -n "${AWS_REGION:-}" ]; then
    # The one is read by the AWS CLI's second version, the other by the first.
    export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"
fi
# All times in one zone, so that they can be compared.
export AWS_PAGER='' AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}" TZ=UTC
pause=${CACHE_LOGIN_PAUSE:-10}

# Ends with what AWS has said in $said, which is not shown when the password is in it.
refused() {
    case $said in
        *"${token:-no password yet}"*) said='(what AWS said has the password in it, and is not shown)' ;;
        *AccessDenied* | *UnauthorizedOperation*)
            fail "$1" "$said" "README.md says which rights this takes; the role operator of the estate has them." ;;
    esac
    fail "$1" "$said"
}

# Leaves in $status, $host, $port, $changed (when a login was last changed) and $changing what the cache is.
look_at_cache() {
    said=$(aws elasticache describe-replication-groups --replication-group-id "$cache" --output text --query \
        'ReplicationGroups[0].[Status, NodeGroups[0].PrimaryEndpoint.Address, NodeGroups[0].PrimaryEndpoint.Port,
        AuthTokenLastModifiedDate, PendingModifiedValues.AuthTokenStatus, TransitEncryptionEnabled, AuthTokenEnabled,
        UserGroupIds[0]]' 2>&1) || case $said in
        *ReplicationGroupNotFound*)
            fail "there is no cache $cache in ${AWS_REGION:-the region of your login}." \
                "Apply the environment first; if it is in another region, name that with --region."
            ;;
        *) refused "the cache $cache cannot be seen." ;;
    esac
    # The AWS CLI may have warned of something above its answer.
    said=$(printf '%s\n' "$said" | awk 'END { print }')
    # shellcheck disable=SC2086 # words between tabs
    set -- $said
    status=$1 host=$2 port=$3 changed=never changing=$5 encrypted=$6 has_login=$7 groups=$8
    # To the second, however the AWS CLI writes it.
    [ "$4" = None ] || changed=$(printf '%.19s' "$4" | tr -cd 0-9)
}

# Leaves in $value, $version, $made (when) and $labels what a secret ($1) has under a label ($2): nothing, if it has none.
read_secret() {
    value='' version='' made='' labels=''
    # shellcheck disable=SC2016 # the marks are JMESPath's
    if said=$(aws secretsmanager get-secret-value --secret-id "$1" --version-stage "$2" --output text \
        --query '[VersionId, CreatedDate, join(`,`, VersionStages), SecretString]' 2>&1); then
        said=$(printf '%s\n' "$said" | awk 'END { print }')
        # shellcheck disable=SC2086 # words between tabs
        set -- $said
        version=$1 made=$2 labels=,$3,
        shift 3
        value=$*
    else
        case $said in
            *ResourceNotFound*) ;;
            *) refused "the secret $1 cannot be read." ;;
        esac
    fi
}

find_secret() {
    said=$(aws secretsmanager describe-secret --secret-id "$1" --query Name --output text 2>&1) || case $said in
        *ResourceNotFound*)
            fail "there is no secret $1 in ${AWS_REGION:-the region of your login}." \
                "Apply the environment first (terraform apply), which makes it without a value."
            ;;
        *) refused "the secret $1 cannot be seen." ;;
    esac
}

# Puts a URL ($2) into a secret ($1) under a label ($3). printf is a part of the shell, so that no program is told.
write_secret() {
    said=$(printf '%s' "$2" | aws secretsmanager put-secret-value --secret-id "$1" --version-stages "$3" \
        --secret-string file:///dev/stdin 2>&1 >/dev/null) ||
        refused "the secret $1 cannot be written."
}

# Has a version ($2) of a secret ($1) bear a label ($3), and the version that bears it now ($4, if any) no longer.
label() {
    said=$(aws secretsmanager update-secret-version-stage --secret-id "$1" --version-stage "$3" \
        --move-to-version-id "$2" ${4:+--remove-from-version-id "$4"} 2>&1 >/dev/null) ||
        refused "a version of the secret $1 cannot be labelled."
}

unlabel() {
    said=$(aws secretsmanager update-secret-version-stage --secret-id "$1" --version-stage "$3" \
        --remove-from-version-id "$2" 2>&1 >/dev/null) || refused "a version of the secret $1 keeps its label $3."
}

# Waits until the cache is at rest, and after an order also until it has begun with it, which it shows within two minutes.
wait_for_cache() {
    begun=${1-yes} waited=0 known=$changed
    while :; do
        look_at_cache
        if [ "$status" != available ] || [ "$changing" != None ]; then
            begun=yes
        elif [ -n "$begun" ] || [ "$changed" != "$known" ] || [ "$waited" -ge 12 ]; then
            return 0
        fi
        waited=$((waited + 1))
        [ "$waited" -lt 180 ] || fail "the cache $cache is still $status." "Run this again; it goes on where it was."
        sleep "$pause"
    done
}

# Orders the cache to take the login of a secret's ($1) version ($2, with the labels $3): ROTATE, beside what it takes
# already; SET, and nothing else. An order that has arrived is not given again, as a second ROTATE would forget the login
# of before.
order() {
    strategy=$4 mark=$4-$changed
    case $3 in
        *",$strategy-"*)
            mark=${3##*",$strategy-"}
            mark=$strategy-${mark%%,*}
            # Perhaps it has just been taken, and does not show yet.
            [ "$mark" != "$strategy-$changed" ] || wait_for_cache ''
            ;;
        *) label "$1" "$2" "$mark" ;;
    esac
    if [ "$mark" = "$strategy-$changed" ]; then
        said=$(printf '%s' "$token" | aws elasticache modify-replication-group --replication-group-id "$cache" \
            --auth-token-update-strategy "$strategy" --apply-immediately --auth-token file:///dev/stdin 2>&1 >/dev/null) ||
            refused "the cache $cache does not take the login."
        wait_for_cache ''
    fi
}

# Whether a URL ($1) is of this cache and holds a login, which is left in $token.
is_login() {
    case $1 in
        "rediss://:"*"@$host:$port")
            token=${1#rediss://:}
            token=${token%"@$host:$port"}
            ;;
        *) return 1 ;;
    esac
}

ask() {
    printf '%s\n' "$@" >&2
    if [ -z "$yes" ]; then
        [ -t 0 ] || fail "nobody is here to be asked." "Run it in a terminal, or with --yes."
        printf 'Go on? [y/N] ' >&2
        read -r answer || answer=''
        case $answer in y | Y | yes) ;; *) fail "nothing was changed." ;; esac
    fi
}

# Prints how the services of the apps are deployed again.
tell_deploys() {
    services=$(aws ecs list-services --cluster "$cluster" --query 'serviceArns[]' --output text 2>/dev/null) || services=''
    for service in $services; do
        service=${service##*/}
        for app in $apps; do
            case $service in
                "$app"-*) printf '    aws ecs update-service --cluster %s --service %s --force-new-deployment%s >/dev/null\n' \
                    "$cluster" "$service" "${AWS_REGION:+ --region $AWS_REGION}" ;;
            esac
        done
    done
}

tell_next() {
    printf 'The URL with the login is in:%s.\n' "$secrets"
    printf 'Tasks read it when they start, so deploy the apps again now, by their pipeline or with:\n'
    tell_deploys
    printf 'Until then the cache goes on taking what it took before. When all tasks are new, require the login:\n'
    printf '    %s --cache %s' "$0" "$cache"
    # shellcheck disable=SC2086 # a list of words
    printf ' --secret %s' $secrets
    printf ' --cluster %s%s --require\n' "$cluster" "${AWS_REGION:+ --region $AWS_REGION}"
}

# Stops when a task of the apps was made before its secret had the login: it has the URL of before.
refuse_older_tasks() {
    said=$(aws ecs list-tasks --cluster "$cluster" --query 'taskArns[]' --output text 2>&1) ||
        refused "it cannot be seen what runs in the cluster $cluster."
    tasks=$(printf '%s\n' "$said" | tr '\t' '\n' | awk '/^arn:/')
    [ -n "$tasks" ] || return 0
    said=$(printf '%s\n' "$tasks" | xargs -n 100 aws ecs describe-tasks --cluster "$cluster" \
        --query 'tasks[].[createdAt, group]' --output text --tasks 2>&1) ||
        refused "it cannot be seen since when tasks of the cluster $cluster run."
    old=$(printf '%s\n' "$said" | awk -v since="$newest" -v apps="$apps" '
        BEGIN { count = split(apps, app, " "); since = substr(since, 1, 19) }
        # Compared as text: either way in which the AWS CLI writes times is in order then.
        NF == 2 && substr($1, 1, 19) "" <= since "" {
            name = $2
            sub(/^[a-z]+:/, "", name)
            for (i = 1; i <= count; i++)
                if (index(name, app[i] "-") == 1) { print name; break }
        }' | sort -u | tr '\n' ' ')
    if [ -n "$old" ]; then
        tell_deploys >&2
        fail "these have tasks that began before the login was there, and would be locked out: $old" \
            "Deploy them again, as above, or wait for their end; then run this again."
    fi
}

look_at_cache
[ "$groups" = None ] || fail "the cache $cache has users of its own (RBAC), whom a login for all would put out."
[ "$encrypted" = True ] || fail "the cache $cache does not encrypt its connections, and takes no login." \
    "Turn transit_encryption_enabled on first."
case $status in
    available | modifying) wait_for_cache ;;
    *) fail "the cache $cache is $status." "Run this again when it is available." ;;
esac
[ "$host" != None ] || fail "the cache $cache has no single address, as in cluster mode, which this is not for."

# What there is. The URLs of a cache are all the same, whatever an app calls it; app/environment/SETTING is of an app whose
# services and tasks are called app-environment-…
apps='' holder='' pending='' login='' required='' lacking='' differing='' ordered='' newest=''
for secret in $secrets; do
    apps="$apps $(printf '%s' "${secret%/*}" | tr / -)"
    find_secret "$secret"
    read_secret "$secret" AWSPENDING
    if [ -n "$value" ]; then
        is_login "$value" || fail "a value waits in the secret $secret (AWSPENDING) that is no URL of $cache." \
            "Look whether somebody else rotates it; take the label away, and run this again."
        holder=$secret pending=$value
    fi
    read_secret "$secret" REQUIRED
    required="$required $value"
    read_secret "$secret" AWSCURRENT
    if ! is_login "$value"; then
        lacking="$lacking $secret"
    elif [ "${login:-$value}" = "$value" ]; then
        login=$value
    else
        differing=$secret
    fi
    case $labels in *,SET-*) ordered=$secret ;; esac
    newest=$(printf '%s\n%s\n' "$newest" "$made" | sort | tail -n 1)
done
case "$required " in
    *" ${login:-none} "*) required=yes ;;
    *) required='' ;;
esac

if [ "$step" = require ]; then
    first="Run this without --require first, then deploy."
    [ -z "$pending" ] || fail "a login waits in $holder and is not handed over yet." "$first"
    [ -n "$login" ] || fail "none of the secrets holds a login of $cache." "$first"
    [ -z "$lacking" ] || fail "the login is not in:$lacking." "$first"
    [ -z "$differing" ] || fail "$differing holds another login than the others." "With --rotate all get the same."
    if [ -n "$required" ]; then
        echo "The cache $cache requires its login already: there is nothing to do." && exit 0
    fi
    # Whoever goes on with an order has looked before.
    [ -n "$ordered" ] || refuse_older_tasks
    ask "From now on the cache $cache refuses whoever has not this login. No task of the apps is older than it." \
        "What undoes it: only a new cache takes connections without a login again."
    # shellcheck disable=SC2086 # a list of words
    set -- $secrets
    holder=${ordered:-$1}
    read_secret "$holder" REQUIRED
    before=$version
    read_secret "$holder" AWSCURRENT
    is_login "$value"
    order "$holder" "$version" "$labels" SET
    label "$holder" "$version" REQUIRED "$before"
    unlabel "$holder" "$version" "$mark"
    echo "The cache $cache takes this login and nothing else."
    exit 0
fi

if [ -n "$pending" ]; then
    ask "A login for the cache $cache was made before, and is not handed over yet. This goes on: the cache takes it beside" \
        "what it takes now, and its URL goes into:$secrets."
elif [ -n "$login" ] && [ -z "$differing$again" ]; then
    if [ -n "$lacking" ]; then
        ask "The URL of the cache $cache, with its login, goes from the other secrets into:$lacking."
    elif [ -z "$required" ]; then
        tell_next && exit 0
    else
        echo "The cache $cache requires its login already: there is nothing to do. --rotate makes another one." && exit 0
    fi
else
    [ -n "$again" ] || [ -z "$differing" ] || fail "$differing holds another login than the others." \
        "With --rotate all get the same."
    [ -z "$login" ] || [ -n "$required$differing" ] ||
        fail "the cache $cache does not require its login yet, and a second one would put out who still has none." \
            "Deploy the apps again, and run this with --require; then --rotate."
    [ -n "$login$again" ] || [ "$has_login" != True ] ||
        fail "the cache $cache has a login that none of the secrets holds." \
            "With --rotate it gets another one beside it, and the secrets its URL."
    ask "The cache $cache gets a login beside what it takes today, so that nobody is locked out," \
        "and the URL with it goes into:$secrets." \
        "Nothing has to undo it: until you require the login in a second step, the cache takes what it took before."
    for secret in $secrets; do
        # A secret's first version is read by tasks, whatever its label is, so it is one that works already.
        read_secret "$secret" AWSCURRENT
        [ -n "$version" ] || write_secret "$secret" "rediss://$host:$port" AWSCURRENT
        holder=${holder:-$secret}
    done
    said=$(aws secretsmanager get-random-password --password-length 64 --exclude-punctuation --query RandomPassword \
        --output text 2>&1) || refused "AWS makes no password."
    # Letters and digits alone stand in a URL as they are, and ElastiCache takes up to 128 of them.
    token=$(printf '%s\n' "$said" | awk 'END { print }')
    case ${#token}$token in
        *[!A-Za-z0-9]*) fail "AWS made no password of letters and digits." ;;
        64*) ;;
        *) fail "AWS made no password of 64 characters." ;;
    esac
    pending="rediss://:$token@$host:$port"
    write_secret "$holder" "$pending" AWSPENDING
fi

if [ -n "$pending" ]; then
    login=$pending
    read_secret "$holder" AWSPENDING
    is_login "$value"
    order "$holder" "$version" "$labels" ROTATE
fi
for secret in $secrets; do
    read_secret "$secret" AWSCURRENT
    [ "$value" = "$login" ] || write_secret "$secret" "$login" AWSCURRENT
done
if [ -n "$pending" ]; then
    # In this order: a login that waits and bears no mark would be ordered once more.
    read_secret "$holder" AWSPENDING
    unlabel "$holder" "$version" AWSPENDING
    unlabel "$holder" "$version" "$mark"
fi
tell_next
