# shellcheck shell=sh disable=SC2034,SC2154 # variables are shared with the other parts
# The files of a release, and their way into the bucket: a part of deploy-site.sh.

read_target() {
    aws ssm get-parameter --name "/deploy/$app/$environment" --query Parameter.Value --output text \
        >"$work/target" 2>"$work/error" ||
        fail "/deploy/$app/$environment does not say where the site goes: $(cat "$work/error")
Is the environment applied (terraform apply), and are app, environment and region right?"
    bucket=$(jq -r .bucket "$work/target")
    distribution=$(jq -r .distribution "$work/target")
    jq -r '.long_cache_paths[]' "$work/target" >"$work/long_cache_paths"
    case $release in
        "s3://$bucket/.releases/"?*) ;;
        *) fail "the release $release is not of this environment's bucket, $bucket. Take it over first (ci/build-site.sh)." ;;
    esac
}

# Unpacks the release and sorts its files by what browsers may do with them, and by their kind.
unpack() {
    key=${release#"s3://$bucket/"}
    digest=$(aws s3api get-object --bucket "$bucket" --key "$key" --query Metadata.sha256 --output text \
        "$work/site.tar.gz" 2>"$work/error") ||
        fail "the release $release cannot be had: $(cat "$work/error")
Build it first (ci/build-site.sh)."
    printf '%s  %s\n' "$digest" "$work/site.tar.gz" | sha256sum -c - >/dev/null 2>&1 ||
        fail "the release $release is not what was built: its bytes have changed."
    mkdir "$work/site" "$work/sorted"
    tar -xzf "$work/site.tar.gz" -C "$work/site" || fail "the release $release cannot be unpacked."
    (cd "$work/site" && find . -type f) | sed 's|^\./||' | sort >"$work/files"
    while IFS= read -r file; do
        if is_packed_again "$file"; then
            continue
        fi
        place=$work/sorted/$(use_of "$file")/$(kind_of "$file")/$file
        mkdir -p "${place%/*}"
        mv "$work/site/$file" "$place"
    done <"$work/files"
    [ -d "$work/sorted/pages" ] || fail "the release $release has no page."
}

# What is compressed beside the file itself is for servers that pick by themselves; CloudFront compresses.
is_packed_again() {
    case $1 in
        *.gz | *.br) grep -qxF -e "${1%.*}" "$work/files" ;;
        *) return 1 ;;
    esac
}

# Whether a path has a digest in its name, as CloudFront is told by the same patterns.
is_kept() {
    while IFS= read -r pattern; do
        # shellcheck disable=SC2254 # it is a pattern
        case /$1 in
            $pattern) return 0 ;;
        esac
    done <"$work/long_cache_paths"
    return 1
}

# kept: for a year. pages: what leads to other files, and goes last. other: all else.
use_of() {
    if is_kept "$1"; then
        echo kept
        return
    fi
    case ${1##*/} in
        *.html | *.htm | sw.js | service-worker.js) echo pages ;;
        *) echo other ;;
    esac
}

# The end of a file's name, in small letters; what has none, or none that is known, is left to the AWS CLI.
kind_of() {
    case ${1##*/} in
        apple-app-site-association) echo json ;;
        *.*)
            end=$(printf '%s' "${1##*.}" | tr '[:upper:]' '[:lower:]')
            if [ -n "$(content_type "$end")" ]; then echo "$end"; else echo unknown; fi
            ;;
        *) echo unknown ;;
    esac
}

# The same on each machine, whatever its own list of types says.
content_type() {
    case $1 in
        html | htm) echo 'text/html; charset=utf-8' ;;
        css) echo 'text/css; charset=utf-8' ;;
        js | mjs) echo 'text/javascript; charset=utf-8' ;;
        txt) echo 'text/plain; charset=utf-8' ;;
        csv) echo 'text/csv; charset=utf-8' ;;
        xml) echo 'application/xml; charset=utf-8' ;;
        json | map) echo application/json ;;
        webmanifest) echo application/manifest+json ;;
        wasm) echo application/wasm ;;
        pdf) echo application/pdf ;;
        svg) echo image/svg+xml ;;
        png | gif | webp | avif) echo "image/$1" ;;
        jpg | jpeg) echo image/jpeg ;;
        ico) echo image/x-icon ;;
        woff | woff2 | ttf | otf) echo "font/$1" ;;
        eot) echo application/vnd.ms-fontobject ;;
        mp4 | webm) echo "video/$1" ;;
        mp3) echo audio/mpeg ;;
    esac
}

# Uploads all files of one use ($1), for browsers to keep as long as $2 says; stops the deploy when one does not arrive.
upload() {
    for folder in "$work/sorted/$1"/*/; do
        [ -d "$folder" ] || continue
        kind=$(basename "$folder")
        type=$(content_type "$kind")
        aws s3 cp "$folder" "s3://$bucket/" --recursive --only-show-errors --cache-control "$2" \
            ${type:+--content-type "$type"} >&2 ||
            fail "not all files can be uploaded to $bucket. Nothing that visitors get has become worse; run this again."
    done
}
