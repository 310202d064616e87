# shellcheck shell=sh disable=SC2154 # variables are shared with the other parts
# What visitors get of the site from now on: a part of deploy-site.sh.

# Pages that the release no longer has are taken away, as visitors find them by themselves. The bucket keeps what it had as
# an old version, for some weeks.
remove_pages() {
    aws s3api list-objects-v2 --bucket "$bucket" --query '{keys: Contents[].Key}' --output json \
        >"$work/listed" 2>"$work/error" || fail "it cannot be seen what is in $bucket: $(cat "$work/error")"
    jq -r '.keys[]? | select(startswith(".releases/") | not) | select(test("\\.html?$"))' "$work/listed" |
        sort | comm -23 - "$work/files" >"$work/former"
    : >"$work/removed"
    while IFS= read -r page; do
        if is_kept "$page"; then
            continue
        fi
        aws s3api delete-object --bucket "$bucket" --key "$page" >/dev/null ||
            fail "the page $page, which the release no longer has, cannot be taken away."
        say "  $page is no more."
        printf '%s\n' "$page" >>"$work/removed"
    done <"$work/former"
}

# One line for each file or folder at the top that holds more than what has a digest in its name. CloudFront takes fifteen
# patterns at a time; more, or names that would have to be encoded, are everything.
list_forgotten() {
    cat "$work/files" "$work/removed" | while IFS= read -r file; do
        is_kept "$file" || printf '%s\n' "$file"
    done | sed -e 's|^\([^/]*\)/.*|\1/*|' -e 's|^|/|' | sort -u >"$work/forgotten"
    # The first page also has the name of no file.
    printf '/\n' >>"$work/forgotten"
    if [ "$(wc -l <"$work/forgotten")" -gt 15 ] || grep -q '[^A-Za-z0-9._~/*-]' "$work/forgotten"; then
        printf '/*\n' >"$work/forgotten"
    fi
}

forget() {
    list_forgotten
    set -f
    # shellcheck disable=SC2046 # each path is a word
    id=$(aws cloudfront create-invalidation --distribution-id "$distribution" --paths $(cat "$work/forgotten") \
        --query Invalidation.Id --output text 2>"$work/error") ||
        fail "CloudFront cannot be told to forget: $(cat "$work/error")
The new pages are in the bucket; visitors get them within a minute, as what is kept grows old."
    set +f
    say "Waits until CloudFront has forgotten $(tr '\n' ' ' <"$work/forgotten"), for $timeout minutes at most."
    ends=$(($(date +%s) + timeout * 60))
    until is_forgotten; do
        [ "$(date +%s)" -lt "$ends" ] ||
            fail "CloudFront has not forgotten all in $timeout minutes (invalidation $id). Some visitors may still get what was" \
                "there before, which works."
        sleep "${DEPLOY_POLL_SECONDS:-10}"
    done
}

is_forgotten() {
    state=$(aws cloudfront get-invalidation --distribution-id "$distribution" --id "$id" \
        --query Invalidation.Status --output text 2>"$work/error") || return 1
    [ "$(printf '%s' "$state" | tr '[:upper:]' '[:lower:]')" = completed ]
}
