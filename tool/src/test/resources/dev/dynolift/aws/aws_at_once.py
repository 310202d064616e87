"""The AWS CLI's own code, loaded once: each call is a fork that finds it in memory.

    aws_at_once.py FOLDER

It writes FOLDER/aws, which hands its arguments, environment, folder and streams on, and listens until its standard input
ends. A script calls the CLI some thirty times, and it takes a second to start on a busy machine.
"""
import json
import os
import select
import socket
import stat
import sys
import traceback

try:
    from awscli import clidriver
except ImportError:
    print("the AWS CLI's first version is not installed for this python3")
    sys.exit(3)

# The module says at its import where the CLI's own data are.
DATA = os.environ["AWS_DATA_PATH"]

CLIENT = """#!%s -ISE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect(%r)
    call = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
    socket.send_fds(server, [len(call).to_bytes(8, "big")], [0, 1, 2])
    server.sendall(call)
    code = server.recv(1)
sys.exit(code[0] if code else 255)
"""


def run(driver, connection):
    length, streams, _, _ = socket.recv_fds(connection, 8, 3)
    call = bytearray()
    while len(call) < int.from_bytes(length, "big"):
        call += connection.recv(65536)
    arguments, environment, folder = json.loads(call)
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    os.environ.clear()
    os.environ.update({"AWS_DATA_PATH": DATA, **environment})
    os.chdir(folder)
    try:
        code = driver.main(arguments)
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 255
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code & 255]))


def listen(folder):
    address = os.path.join(folder, "socket")
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen(16)
    # It asks the environment when it is called, not now.
    driver = clidriver.create_clidriver()
    for service in ("application-autoscaling", "ecr", "ecs", "ssm"):
        driver.session.get_service_model(service)
    client = os.path.join(folder, "aws")
    with open(client + ".new", "w") as file:
        file.write(CLIENT % (sys.executable, address))
    os.chmod(client + ".new", stat.S_IRWXU)
    os.rename(client + ".new", client)
    while server in select.select([server, sys.stdin], [], [])[0]:
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            # The one that listens has nobody to wait for: a child's child is nobody's.
            if os.fork() == 0:
                run(driver, connection)
            os._exit(0)
        os.wait()
        connection.close()


listen(sys.argv[1])
