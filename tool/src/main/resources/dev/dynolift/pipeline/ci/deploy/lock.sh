# shellcheck shell=sh disable=SC2034,SC2154 # variables are shared with the other parts
# One deploy at a time: a part of deploy.sh. The lock is a parameter, which only one can make. It also holds what ran
# before, so that whoever takes over from a deploy that was killed knows the way back.

lock_name=$target_name/lock
# A deploy shows every half minute that it lives; one that is silent for this long is dead.
silence_seconds=${DEPLOY_SILENCE_SECONDS:-180}
identity=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
beat=0 beaten=0 locked=''
printf '{}' >"$work/former"

# $1: how often this deploy has shown that it lives, or "ended"
lock_text() {
    jq -cn --arg id "$identity" --arg image "$image" --arg beat "$1" --slurpfile former "$work/former" \
        '{id: $id, image: $image, beat: $beat, former: $former[0]}'
}

write_lock() {
    aws ssm put-parameter --name "$lock_name" --type String --tier Intelligent-Tiering --overwrite \
        --value "$(lock_text "$1")" >/dev/null 2>"$work/error"
}

read_lock() {
    aws ssm get-parameter --name "$lock_name" --query Parameter.Value --output text >"$work/lock" 2>"$work/error"
}

# $1: a field of the lock as it was read last
of_lock() {
    jq -r --arg field "$1" '.[$field] // empty' "$work/lock"
}

is_ours() {
    read_lock && [ "$(of_lock id)" = "$identity" ]
}

take_lock() {
    began=$(date +%s)
    seen='' seen_at=$began
    until aws ssm put-parameter --name "$lock_name" --type String --tier Intelligent-Tiering \
        --value "$(lock_text 0)" >/dev/null 2>"$work/error"; do
        grep -q ParameterAlreadyExists "$work/error" ||
            fail "the lock $lock_name cannot be made: $(cat "$work/error")"
        # It may be gone by now; then it is made at the next turn.
        if read_lock; then
            now=$(date +%s)
            mark="$(of_lock id) $(of_lock beat)"
            if [ "$mark" != "$seen" ]; then
                [ -n "$seen" ] || say "Waits for the deploy of $(of_lock image), which is at work."
                seen=$mark seen_at=$now
            fi
            if [ "$(of_lock beat)" = ended ] || [ "$((now - seen_at))" -ge "$silence_seconds" ]; then
                if take_over; then
                    break
                fi
                seen=''
            elif [ "$((now - began))" -ge "$((patience * 60))" ]; then
                complain "the deploy of $(of_lock image) is still at work after $patience minutes." \
                    "Run this again when it has ended."
                exit 3
            fi
        fi
        sleep "$poll_seconds"
    done
    locked=yes
    beaten=$(date +%s)
}

take_over() {
    say "Takes over from a deploy of $(of_lock image) that was cut off."
    jq -c '.former // {}' "$work/lock" >"$work/former"
    write_lock 0 || fail "the lock $lock_name cannot be written: $(cat "$work/error")"
    # Two may take over in the same moment: whoever wrote last has it.
    sleep "${DEPLOY_SETTLE_SECONDS:-3}"
    is_ours
}

# Shows that this deploy lives, and stops it when another has taken over meanwhile.
show_life() {
    moment=$(date +%s)
    # One missed answer is no reason to give up a rollout.
    if [ "$((moment - beaten))" -lt "$((silence_seconds / 6))" ] || ! read_lock; then
        return 0
    fi
    if [ "$(of_lock id)" != "$identity" ]; then
        locked=''
        fail "another deploy ($(of_lock image)) has taken over; this one leaves everything to it."
    fi
    beaten=$moment
    beat=$((beat + 1))
    write_lock "$beat" || true
}

give_lock_back() {
    if [ -n "$locked" ] && is_ours; then
        aws ssm delete-parameter --name "$lock_name" >/dev/null 2>&1 || true
    fi
    locked=''
}

leave_lock_to_next() {
    if [ -n "$locked" ] && is_ours; then
        write_lock ended || true
    fi
}
