"""The AWS CLI as far as cache-login.sh asks for it, with one cache, some secrets and a cluster in world.json beside it.

It keeps ElastiCache's rules: ROTATE takes a login beside the latest of those taken before (or beside none), forgets the
older, and is under way for a while; SET takes one login alone, and is refused where only one is taken already. A secret's
first version is current whatever it is called. Each call's words and environment are written down (heard.txt). With
KILL_AFTER=n whoever called is killed right after the n-th change.
"""
import json, os, sys

here = os.path.dirname(os.path.abspath(__file__))
world = json.load(open(here + "/world.json"))
words = sys.argv[1:]
with open(here + "/heard.txt", "a") as heard:
    heard.write(" ".join(words) + "\n" + "\n".join(f"{k}={v}" for k, v in os.environ.items()) + "\n")


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def option(name):
    return words[words.index(name) + 1] if name in words else None


def refuse(words):
    print("\nAn error occurred " + words, file=sys.stderr)
    sys.exit(254)


def tell(*columns):
    print("\t".join("None" if each is None else str(each) for each in columns))


def kill():
    """The whole script: it and the shells that it has made for its pipes."""
    scripts, process = [], os.getppid()
    while b"cache-login.sh" in open(f"/proc/{process}/cmdline", "rb").read():
        scripts.append(process)
        process = int(open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()[1])
    for script in reversed(scripts):
        os.kill(script, 9)


def change():
    world["time"] += 1
    world["changes"] = world.get("changes", 0) + 1
    json.dump(world, open(here + "/world.json.new", "w"))
    os.replace(here + "/world.json.new", here + "/world.json")
    if str(world["changes"]) == os.environ.get("KILL_AFTER"):
        kill()


def now():
    return f"2026-11-23T10:{world['time'] // 60:02}:{world['time'] % 60:02}.5+00:00"


def secret(name):
    if name not in world["secrets"]:
        refuse("(ResourceNotFoundException) when calling: Secrets Manager can't find the specified secret.")
    return world["secrets"][name]


def bearer(versions, label):
    return next((version for version in versions if label in version["labels"]), None)


def move(versions, label, version):
    for each in versions:
        if label in each["labels"]:
            each["labels"].remove(label)
    version["labels"].append(label)


if world.get("denied") == words[1]:
    refuse("(AccessDeniedException) when calling: User is not authorized to perform it")
given = sys.stdin.read() if "file:///dev/stdin" in words else None
if os.environ.get("AWS_REGION") != "eu-west-1" and words[0] == "elasticache":
    refuse("(ReplicationGroupNotFoundFault) when calling: ReplicationGroup not found")
cache = world["cache"]
if words[1] == "describe-replication-groups":
    if option("--replication-group-id") != "crema-production-redis":
        refuse("(ReplicationGroupNotFoundFault) when calling: ReplicationGroup not found")
    under_way = cache.get("under_way", 0)
    tell("modifying" if under_way else cache["status"], "redis.crema.example", 6379, cache["changed"],
         "ROTATING" if under_way else None, cache["encrypted"], cache["accepts"] != [None], None)
    if under_way:
        cache["under_way"] -= 1
        json.dump(world, open(here + "/world.json", "w"))
elif words[1] == "modify-replication-group":
    token, strategy = given, option("--auth-token-update-strategy")
    assert option("--replication-group-id") == "crema-production-redis" and "--apply-immediately" in words
    assert option("--auth-token") == "file:///dev/stdin"
    assert 16 <= len(token) <= 128 and all(c in LETTERS + "!&#$^<>-" for c in token)
    if strategy == "SET" and len(cache["accepts"]) < 2:
        refuse("(InvalidParameterValue) when calling: SET needs two logins")
    cache["accepts"] = [token] if strategy == "SET" else [cache["accepts"][-1], token]
    cache["changed"], cache["under_way"] = now(), 2
    change()
elif words[1] == "get-random-password":
    letters = LETTERS + ("" if "--exclude-punctuation" in words else "@" * 60)
    token = "".join(letters[each % len(letters)] for each in os.urandom(int(option("--password-length"))))
    world["made"].append(token)
    json.dump(world, open(here + "/world.json", "w"))
    print(token)
elif words[1] == "describe-secret":
    secret(option("--secret-id"))
    tell(option("--secret-id"))
elif words[1] == "get-secret-value":
    found = bearer(secret(option("--secret-id")), option("--version-stage"))
    if found is None:
        refuse("(ResourceNotFoundException) when calling: Secrets Manager can't find the specified secret value for"
               " staging label: " + option("--version-stage"))
    tell(found["id"], found["made"], ",".join(found["labels"]), found["value"])
elif words[1] == "put-secret-value":
    versions, stage = secret(option("--secret-id")), option("--version-stages")
    assert option("--secret-string") == "file:///dev/stdin"
    version = {"id": f"v{world['time']}", "made": now(), "value": given, "labels": []}
    for label in [stage] if versions else ["AWSCURRENT", stage]:
        if label not in version["labels"]:
            move(versions, label, version)
    versions.append(version)
    change()
elif words[1] == "update-secret-version-stage":
    versions, label = secret(option("--secret-id")), option("--version-stage")
    bears = bearer(versions, label)
    if (bears or {}).get("id") != option("--remove-from-version-id"):
        refuse("(InvalidParameterException) when calling: the label is attached to another version")
    if bears:
        bears["labels"].remove(label)
    if option("--move-to-version-id"):
        next(v for v in versions if v["id"] == option("--move-to-version-id"))["labels"].append(label)
    change()
elif words[1] == "list-services":
    tell(*["arn:aws:ecs:eu-west-1:123456789012:service/crema-production/" + name for name in world["services"]])
elif words[1] == "list-tasks":
    tell(*["arn:aws:ecs:eu-west-1:123456789012:task/crema-production/" + str(i) for i in range(len(world["tasks"]))])
elif words[1] == "describe-tasks":
    for task in world["tasks"]:
        tell(task["made"], task["group"])
else:
    refuse("(Unknown) when calling " + " ".join(words))
