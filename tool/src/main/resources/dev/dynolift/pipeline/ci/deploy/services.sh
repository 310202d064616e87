# shellcheck shell=sh disable=SC2034,SC2154 # variables are shared with the other parts
# The services change over, or go back: a part of deploy.sh.

# Leaves all services of the app in a file; AWS describes ten at a time.
describe_services() {
    : >"$work/tens"
    target '.services[].name' >"$work/names"
    while [ -s "$work/names" ]; do
        # shellcheck disable=SC2046 # each name is a word
        aws ecs describe-services --cluster "$cluster" --services $(head -n 10 "$work/names") \
            >>"$work/tens" 2>"$work/error" || return 1
        sed 1,10d "$work/names" >"$work/rest"
        mv "$work/rest" "$work/names"
    done
    jq -s '[.[].services[] | select(.status == "ACTIVE")]' "$work/tens" >"$work/services"
}

# What runs now, which is the way back: the revision of each service and of one-off tasks. A service that runs its
# template was never deployed; its way back is to run nothing.
remember_former() {
    describe_services || fail "the services of $cluster cannot be read: $(cat "$work/error")"
    missing=$(jq -r --slurpfile there "$work/services" \
        '[.services[].name] - [$there[0][].serviceName] | join(", ")' "$work/target")
    [ -z "$missing" ] || fail "these services are not there: $missing. Is the environment applied (terraform apply)?"
    run=null
    if describe_revision "$(target .run.family)" "$work/present"; then
        run=$(described_name)
    fi
    # After a deploy that was cut off its memory counts: what runs now may be half of it.
    jq -c --slurpfile target "$work/target" --slurpfile former "$work/former" --arg run "$run" '
        {run: (if $run == "null" then null else $run end),
         services: ([.[] | . as $service
            | ($target[0].services[] | select(.name == $service.serviceName)) as $wanted
            | ($service.taskDefinition | split("/") | last) as $revision
            | {key: $service.serviceName,
               value: {revision: $revision, first: ($revision | startswith($wanted.template + ":")),
                       tasks: $service.desiredCount}}] | from_entries)}
        * $former[0]' "$work/services" >"$work/remembered"
    mv "$work/remembered" "$work/former"
    write_lock "$beat" || fail "the lock $lock_name cannot be written: $(cat "$work/error")"
}

# Notes the newest rollout of a service, in a file that describes one ($1).
note_rollout() {
    jq -c '.service | {service: .serviceName, rollout: ([.deployments[] | select(.status == "PRIMARY")][0].id)}' "$1" \
        >>"$work/rollouts"
}

# Lets a service ($1) run a revision ($2). $3: how many tasks; empty: as many as now.
update() {
    show_life
    # Always with new tasks, as only they read changed settings.
    aws ecs update-service --cluster "$cluster" --service "$1" --task-definition "$2" --force-new-deployment \
        ${3:+--desired-count "$3"} >"$work/updated" && note_rollout "$work/updated"
}

# How each rollout is: done, failed, under way or missing; the service; a sentence.
judge() {
    jq -r --slurpfile rollouts "$work/rollouts" '
        . as $services | $rollouts[] | . as $mine
        | ([$services[] | select(.serviceName == $mine.service)][0].deployments // []) as $all
        | ([$all[] | select(.id == $mine.rollout)][0]) as $rollout
        | [if $rollout == null then "missing", .service, "was taken back by ECS, or changed by somebody else"
           elif $rollout.rolloutState == "FAILED" then "failed", .service, ($rollout.rolloutStateReason // "failed")
           elif $rollout.status != "PRIMARY" then "failed", .service, "was changed by somebody else"
           elif $rollout.rolloutState == "COMPLETED" then "done", .service, "stable"
           else "under way", .service, "\($rollout.runningCount) of \($rollout.desiredCount) tasks run" +
               (if ($rollout.failedTasks // 0) > 0 then ", \($rollout.failedTasks) have failed" else "" end)
           end] | @tsv' "$work/services"
}

# Waits until all rollouts are done. Returns 1 when one has failed, or not all are done in time.
await_services() {
    ends=$(($(date +%s) + timeout * 60)) silent=0 unseen=0
    : >"$work/said"
    while :; do
        show_life
        if describe_services; then
            silent=0
            judge >"$work/states"
            awk -F '\t' '{ print "  " $2 ": " $3 }' "$work/states" >"$work/lines"
            # Only what is new since the last look.
            grep -vxF -f "$work/said" "$work/lines" || true
            mv "$work/lines" "$work/said"
            # A rollout that has just begun may be missing in an answer of AWS's.
            if grep -q '^missing' "$work/states"; then unseen=$((unseen + 1)); else unseen=0; fi
            if grep -q '^failed' "$work/states" || [ "$unseen" -ge 3 ]; then
                return 1
            elif ! grep -q -e '^under way' -e '^missing' "$work/states"; then
                return 0
            fi
        else
            silent=$((silent + 1))
            if [ "$silent" -ge 10 ]; then
                complain "AWS does not say how the services are: $(cat "$work/error")"
                return 1
            fi
        fi
        if [ "$(date +%s)" -ge "$ends" ]; then
            complain "the services are not stable after $timeout minutes."
            return 1
        fi
        sleep "$poll_seconds"
    done
}

# Why tasks did not stay: what ECS says of the services, and of the last task that ended.
explain() {
    awk -F '\t' '$1 != "done" { print $2 }' "$work/states" >"$work/troubled"
    while read -r service; do
        jq -r --arg service "$service" '.[] | select(.serviceName == $service) | .events[0:3][]?
            | "  " + .message' "$work/services" >&2
        ended=$(aws ecs list-tasks --cluster "$cluster" --service-name "$service" --desired-status STOPPED \
            --query 'taskArns[0]' --output text 2>/dev/null) || continue
        if [ "$ended" != None ] && describe_task "$ended"; then
            jq -r --arg service "$service" '.tasks[0] | "  A task of \($service) ended: " + ([.stoppedReason,
                (.containers[] | .reason, (.exitCode | if . == null then . else "exit code \(.)" end))]
                | map(select(. != null)) | join(", "))' "$work/task" >&2
        fi
    done <"$work/troubled"
}

change_over() {
    : >"$work/rollouts"
    count_tasks || fail "how many tasks are planned cannot be read."
    while IFS=$tab read -r service wanted; do
        tasks=$(jq -r --arg service "$service" '.[$service].start // empty' "$work/counts")
        if ! update "$service" "$wanted" "$tasks"; then
            complain "the service $service cannot be updated."
            return 1
        fi
    done <"$work/revisions"
    say "Waits until the services are stable, for $timeout minutes at most."
    if ! await_services; then
        explain
        return 1
    fi
}

# All services go back to what they ran before, those too that had come up: half a release is none.
go_back() {
    say "Goes back to what ran before."
    : >"$work/rollouts"
    trouble=''
    describe_services || printf '[]' >"$work/services"
    jq -r --slurpfile counts "$work/counts" '.services | to_entries[] | [.key, .value.revision,
        (if .value.first then 0 elif $counts[0][.key].start then .value.tasks else "" end)] | @tsv' \
        "$work/former" >"$work/back"
    while IFS=$tab read -r service revision tasks; do
        # ECS may have taken it back by itself, but for how many run; and what was not touched stays so.
        if jq -e --arg service "$service" --arg revision "$revision" --arg tasks "$tasks" '
            [.[] | select(.serviceName == $service)][0]
            | select($tasks == "" or "\(.desiredCount)" == $tasks)
            | select([.deployments[] | select(.status == "PRIMARY")][0].taskDefinition | split("/") | last == $revision)
            | {service: .}' "$work/services" >"$work/untouched"; then
            note_rollout "$work/untouched"
        else
            update "$service" "$revision" "$tasks" || trouble="$trouble $service"
        fi
    done <"$work/back"
    if [ -n "$trouble" ]; then
        complain "these services could not be taken back:$trouble. Look at them in the ECS console."
    elif await_services; then
        say "All services run again what they ran before."
    else
        explain
        complain "not all services are stable with what they ran before. Look at them in the ECS console."
    fi
    if [ "$(target .release)" != null ]; then
        complain "the release phase had run; what it changed (migrations) stays."
    fi
}
