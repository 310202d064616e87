# shellcheck shell=sh disable=SC2034,SC2154 # variables are shared with the other parts
# The release phase: a part of deploy.sh. One task with the new image, before anything changes; it must end with 0.

describe_task() {
    aws ecs describe-tasks --cluster "$cluster" --tasks "$1" >"$work/task" 2>"$work/error" &&
        jq -e '.tasks[0]' "$work/task" >/dev/null
}

# Waits until a task ($1) has ended, for $2 seconds at most.
await_task() {
    ends=$(($(date +%s) + $2)) status=''
    while :; do
        show_life
        if describe_task "$1"; then
            now=$(jq -r '.tasks[0].lastStatus' "$work/task")
            [ "$now" = "$status" ] || say "  $now"
            status=$now
            [ "$status" != STOPPED ] || return 0
        fi
        [ "$(date +%s)" -lt "$ends" ] || return 1
        sleep "$poll_seconds"
    done
}

# A release phase that a killed deploy began is waited for, as two must not run at the same time. It counts as this one's
# when it has the same revision.
await_earlier() {
    task=$(aws ecs list-tasks --cluster "$cluster" --started-by "$1" --desired-status RUNNING \
        --query 'taskArns[0]' --output text) ||
        fail "the running tasks of $cluster cannot be listed."
    if [ "$task" = None ]; then
        return 1
    fi
    say "A release phase that was begun earlier still runs; it is waited for."
    await_task "$task" "$2" || fail "it does not end: ${task##*/}. Look at it, and stop it if need be."
    [ "$(jq -r '.tasks[0].taskDefinitionArn | split("/")[1]' "$work/task")" = "$run_revision" ]
}

start_release() {
    jq --arg revision "$run_revision" --arg by "$1" '{
        cluster, taskDefinition: $revision, startedBy: $by, launchType: "FARGATE", count: 1,
        networkConfiguration: {awsvpcConfiguration: {
            subnets: .run.subnets, securityGroups: .run.security_groups,
            assignPublicIp: (if .run.public_addresses then "ENABLED" else "DISABLED" end)}},
        overrides: {containerOverrides: [{name: .container, command: .release.command}]}
    }' "$work/target" >"$work/run"
    aws ecs run-task --cli-input-json "file://$work/run" >"$work/task" || fail "the release phase cannot be started."
    task=$(jq -r '.tasks[0].taskArn // empty' "$work/task")
    [ -n "$task" ] || fail "the release phase was not started:" \
        "$(jq -r '[.failures[] | .reason, .detail // empty] | join(", ")' "$work/task")"
}

release() {
    minutes=$(target .release.timeout_minutes)
    started_by=release-$app-$environment
    say "Release phase: $(target '.release.command | last')"
    if ! await_earlier "$started_by" "$((minutes * 60))"; then
        start_release "$started_by"
        if ! await_task "$task" "$((minutes * 60))"; then
            aws ecs stop-task --cluster "$cluster" --task "$task" --reason 'The release phase took too long.' >/dev/null || true
            complain "the release phase has not ended in $minutes minutes and was stopped."
            tell_log
            return 1
        fi
    fi
    exit_code=$(jq -r --arg container "$container" \
        '.tasks[0].containers[] | select(.name == $container) | .exitCode' "$work/task")
    case $exit_code in
        0) return 0 ;;
        null) complain "the release phase did not start: $(jq -r '.tasks[0]
            | [.stoppedReason, .containers[].reason] | map(select(. != null)) | unique | join(" ")' "$work/task")" ;;
        *) complain "the release phase ended with exit code $exit_code." ;;
    esac
    tell_log
    return 1
}

# The place only: what an app prints may be nothing for a CI service's log.
tell_log() {
    complain "Its output: log group $(target .run.log_group), stream $container/$container/${task##*/}"
}
