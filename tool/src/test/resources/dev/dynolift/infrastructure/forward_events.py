"""Runs the log forwarder as Lambda does: events in, on standard input; on standard output what it prints, and a line of JSON
for what each event came to. AWS is a few lines here: secrets, each with one value or, asked again, the next one of a list, and
a Lambda that writes down what it is to invoke.
"""

import json
import os
import sys
import traceback
import types

given = json.load(sys.stdin)
secrets = given["secrets"]
invoked = []


class NotFound(Exception):
    pass


class Secrets:
    exceptions = types.SimpleNamespace(ResourceNotFoundException=NotFound)

    def get_secret_value(self, SecretId):
        values = secrets[SecretId]
        value = values.pop(0) if len(values) > 1 else values[0]
        if value is None:
            raise NotFound("Secrets Manager can't find the specified secret value")
        return {"SecretString": value}


class Lambda:
    def invoke(self, FunctionName, InvocationType, Payload):
        assert InvocationType == "Event"
        invoked.append({"function": FunctionName, "event": json.loads(Payload)})


clients = {"secretsmanager": Secrets(), "lambda": Lambda()}
sys.modules["boto3"] = types.SimpleNamespace(client=clients.__getitem__)
os.environ["NAME"] = "crema-production-log-drain"
os.environ["DRAINS"] = json.dumps({name: name for name in secrets})
os.environ["PROCESSES"] = json.dumps({"/ecs/crema-production-web": "web", "/ecs/crema-production-schedule": "scheduler"})
sys.path.insert(0, given["module"])
sys.dont_write_bytecode = True
import forward  # noqa: E402 after what it reads when it is loaded

context = types.SimpleNamespace(
    function_name="crema-production-log-drain",
    get_remaining_time_in_millis=lambda: 1000 * (forward.RESERVED_SECONDS + given["seconds"]),
)
for event in given["events"]:
    try:
        outcome = {"returned": forward.handler(event, context)}
    except Exception:
        outcome = {"raised": traceback.format_exc()}
    print(json.dumps({**outcome, "invoked": invoked}), flush=True)
    invoked.clear()
