# shellcheck shell=sh disable=SC2154 # variables are shared with the other parts
# How many tasks run: a part of deploy.sh. The first deploy starts as many as are planned, later ones keep what they find:
# people and autoscaling change it. Only where the plan itself says another number than at the deploy before, and nobody has
# scaled by hand meanwhile, a deploy does so too. What was planned then stands in a parameter, from which Terraform knows
# that a service runs and may have a least number of tasks.

record_name=$target_name/deployed

# Leaves for each service what was planned ("before"), is planned ("now"), was found, and what to start with (null: what is
# found).
count_tasks() {
    aws ssm get-parameter --name "$record_name" --query Parameter.Value --output text >"$work/record" \
        2>"$work/error" || : >"$work/record"
    # What somebody has made of it by hand counts as nothing planned.
    [ ! -s "$work/record" ] || jq -e 'type == "object"' "$work/record" >/dev/null 2>&1 || echo '{}' >"$work/record"
    jq -n --slurpfile target "$work/target" --slurpfile former "$work/former" --slurpfile record "$work/record" '
        [$target[0].services[] | $former[0].services[.name] as $found
            | $record[0].services[.name].tasks as $before
            | {key: .name, value: {
                before: $before, now: .tasks, found: $found.tasks,
                start: (if $found.first then .tasks
                        elif .scales_from != null or $before == null or $before == .tasks then null
                        elif $found.tasks == $before then .tasks
                        else null end)}}] | from_entries' >"$work/counts" || return 1
    jq -r --slurpfile target "$work/target" '
        ($target[0].services | map(select(.scales_from == null).name)) as $plain
        | to_entries[] | select(.value.before != null and .value.before != .value.now) | select(.key | IN($plain[]))
        | if .value.start != null then "\(.key) runs \(.value.now) from now on, as planned; it was \(.value.found)."
          elif .value.found == .value.now then empty
          else "\(.key) keeps its \(.value.found): somebody has scaled it by hand. \(.value.now) are planned."
          end' "$work/counts"
}

# To be done when all services run the new image.
record_counts() {
    # Without Terraform's parameter there is none to write.
    if [ -s "$work/record" ]; then
        aws ssm put-parameter --name "$record_name" --type String --tier Intelligent-Tiering --overwrite --value "$(jq -c '
            {services: map_values({tasks: .now})}' "$work/counts")" >/dev/null 2>"$work/error" ||
            complain "what was planned cannot be recorded: $(cat "$work/error")"
    fi
}

# A service that scales by itself is born with a minimum of 0, so that nothing starts before there is an image; from the
# first deploy on Terraform says the same as this.
raise_minimums() {
    target '.services[] | select(.scales_from != null and .tasks > 0) | [.name, .scales_from] | @tsv' >"$work/minimums"
    while IFS=$tab read -r service minimum; do
        set -- --service-namespace ecs --scalable-dimension ecs:service:DesiredCount
        lowest=$(aws application-autoscaling describe-scalable-targets "$@" --resource-ids "service/$cluster/$service" \
            --query 'ScalableTargets[0].MinCapacity' --output text) || lowest=unknown
        running=$(jq -r --arg service "$service" '.[] | select(.serviceName == $service) | .desiredCount' \
            "$work/services")
        if [ "$lowest" = 0 ] && [ "$running" -gt 0 ]; then
            aws application-autoscaling register-scalable-target "$@" --resource-id "service/$cluster/$service" \
                --min-capacity "$minimum" >/dev/null ||
                complain "the minimum of $service stays 0: with little work it scales to no task at all."
        fi
    done <"$work/minimums"
}
