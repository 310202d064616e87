# shellcheck shell=sh disable=SC2034,SC2154 # variables are shared with the other parts
# What is deployed, and the revisions of its tasks: a part of deploy.sh.

# $1: a filter over what Terraform says there is
target() {
    jq -r "$1" "$work/target"
}

read_target() {
    aws ssm get-parameter --name "$target_name" --query Parameter.Value --output text \
        >"$work/target" 2>"$work/error" ||
        fail "$target_name does not say what to deploy: $(cat "$work/error")
Is the environment applied (terraform apply), and are app, environment and region right?"
    repository=$(target .repository)
    if [ "${image%:*}" != "$repository" ]; then
        fail "the image $image is not of this environment's registry, $repository. Push it there first."
    fi
    aws ecr describe-images --repository-name "${repository#*/}" --image-ids "imageTag=${image##*:}" \
        >/dev/null 2>"$work/error" ||
        fail "the image $image cannot be found: $(cat "$work/error")
Build and push it first (ci/build.sh)."
    cluster=$(target .cluster)
    container=$(target .container)
}

# The newest revision of a family ($1) as it would be registered again, in a file ($2). A description says more than can
# be registered; what can be is said by the AWS CLI itself. Fails when there is none.
describe_revision() {
    [ -s "$work/accepted" ] || aws ecs register-task-definition --generate-cli-skeleton input >"$work/accepted"
    aws ecs describe-task-definition --task-definition "$1" --include TAGS >"$work/described" 2>"$work/error" &&
        jq -Se --slurpfile accepted "$work/accepted" '
            ((.tags // []) | sort_by(.key)) as $tags
            | .taskDefinition
            | select(.status == "ACTIVE")
            | with_entries(select(.key as $key | $accepted[0] | has($key)))
            | if $tags == [] then del(.tags) else .tags = $tags end' "$work/described" >"$2"
}

# Prints the name of the revision that was described last.
described_name() {
    jq -r '.taskDefinition | "\(.family):\(.revision)"' "$work/described"
}

# The metadata of a release by Heroku's names, for code that reads them: the template has such a name, and no value. A
# release is counted by the revisions of the family that is registered first.
begin_release() {
    jq -n --arg commit "${image##*:}" --arg at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
        --slurpfile described "$work/described" '{
            HEROKU_SLUG_COMMIT: $commit, HEROKU_BUILD_COMMIT: $commit, HEROKU_SLUG_DESCRIPTION: "Deploy \($commit[:8])",
            HEROKU_RELEASE_VERSION: "v\(($described[0].taskDefinition.revision // 0) + 1)", HEROKU_RELEASE_CREATED_AT: $at
        }' >"$work/release"
}

# Writes the revision of a family ($1) that is wanted: the template with the image and the release.
fill() {
    jq -S --arg family "$1" --arg container "$container" --arg image "$image" --slurpfile release "$work/release" '
        .family = $family
        | .containerDefinitions |= map(if .name == $container then
            .image = $image
            | if .environment then .environment |= map(.value = (if .value == "" then $release[0][.name] // "" else .value end))
              else . end
          else . end)' "$work/template" >"$work/wanted"
}

# Whether the newest revision of a family ($1) is what is wanted. A deploy that is run again finds its own release in it.
is_present() {
    [ -s "$work/release" ] || jq '[.containerDefinitions[].environment[]?
        | select(.name | test("^HEROKU_(SLUG|BUILD|RELEASE)_")) | {key: .name, value}] | from_entries' \
        "$work/present" >"$work/release"
    fill "$1"
    cmp -s "$work/present" "$work/wanted" && return
    # Another image, or another setting: this is a new release.
    [ "$1" != "$(target .run.family)" ] || : >"$work/release"
    return 1
}

# Copies the newest template ($2) into a family ($1) with the new image, and leaves the revision in $revision. What is
# there already is not registered again.
register() {
    show_life
    describe_revision "$2" "$work/template" || fail "the template $2 cannot be read: $(cat "$work/error")"
    if describe_revision "$1" "$work/present" && is_present "$1"; then
        revision=$(described_name)
        return
    fi
    [ -s "$work/release" ] || begin_release
    fill "$1"
    aws ecs register-task-definition --cli-input-json "file://$work/wanted" >"$work/described" ||
        fail "no revision of $1 can be registered."
    revision=$(described_name)
}

# One line for each service: its name and its new revision.
register_services() {
    target '.services[] | [.name, .family, .template] | @tsv' >"$work/families"
    : >"$work/revisions"
    while IFS=$tab read -r service family template; do
        register "$family" "$template"
        printf '%s\t%s\n' "$service" "$revision" >>"$work/revisions"
    done <"$work/families"
}

# One-off tasks run the newest revision of their family: after a failure that is a copy of the former one.
restore_run_revision() {
    former_run=$(jq -r '.run // empty' "$work/former")
    if [ -z "$former_run" ] || [ "$former_run" = "$run_revision" ]; then
        return
    fi
    if ! describe_revision "$former_run" "$work/wanted" ||
        ! aws ecs register-task-definition --cli-input-json "file://$work/wanted" >/dev/null; then
        complain "$run_revision stays the newest for one-off tasks."
    fi
}
