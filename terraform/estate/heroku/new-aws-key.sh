#!/usr/bin/env bash
# Makes a new key for the AWS user of an app that runs at Heroku, and puts it into the app's config vars, which restarts it.
# The secret goes from AWS to Heroku: it is in no file, no argument, no state, and on no screen.
#
#     ./new-aws-key.sh APP
#
# Needs the AWS CLI and jq, a login to AWS that may make keys, and a login to Heroku in ~/.netrc (`heroku login`). The names
# of the two settings may be others: AWS_KEY_ID_SETTING, AWS_KEY_SETTING.
set -euo pipefail

if [ $# -ne 1 ]; then
    echo "usage: $0 APP" >&2
    exit 2
fi
app=$1
user=heroku-$app
api=${HEROKU_API_URL:-https://api.heroku.com}
id_setting=${AWS_KEY_ID_SETTING:-AWS_ACCESS_KEY_ID}
key_setting=${AWS_KEY_SETTING:-AWS_SECRET_ACCESS_KEY}

keys=$(aws iam list-access-keys --user-name "$user" --query 'AccessKeyMetadata[].AccessKeyId' --output text)
# shellcheck disable=SC2086 # a list of words
set -- $keys
if [ $# -ge 2 ]; then
    echo "Error: $user has two keys already, and AWS allows no third: $keys" >&2
    echo "  → Delete the one that the app no longer uses: aws iam delete-access-key --user-name $user --access-key-id KEY" >&2
    exit 1
fi

# The key's id, which is no secret, is told to the way back; the secret goes on alone.
told=$(mktemp)
trap 'rm -f "$told"' EXIT
if ! aws iam create-access-key --user-name "$user" --output json |
    jq --arg id "$id_setting" --arg key "$key_setting" \
        '.AccessKey | (.AccessKeyId | stderr | empty), {($id): .AccessKeyId, ($key): .SecretAccessKey}' 2>"$told" |
    curl --fail --silent --show-error --netrc --request PATCH --header 'Accept: application/vnd.heroku+json; version=3' \
        --header 'Content-Type: application/json' --data-binary @- --output /dev/null "$api/apps/$app/config-vars"; then
    id=$(sed -n 's/.*"\(A[A-Z0-9]*\)".*/\1/p' "$told")
    if [ -z "$id" ]; then
        echo "Error: AWS made no key for $user." >&2
        echo "  → Apply this folder first; look whether your login may make keys." >&2
        exit 1
    fi
    echo "Error: Heroku did not take the new key of $user." >&2
    aws iam delete-access-key --user-name "$user" --access-key-id "$id"
    echo "  → The key is deleted again. Log in with heroku login, look whether the app is called $app, and run this again." >&2
    exit 1
fi
echo "The app $app has a new key of $user in $id_setting and $key_setting, and restarts with it."
if [ $# -gt 0 ]; then
    echo "Once it works: aws iam delete-access-key --user-name $user --access-key-id $1"
fi
