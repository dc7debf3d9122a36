"""Row 21: the start after a hundred turns that were never ended."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time

from studio import HINTS, first_frame, in_turn, studio
from table import Row, at_most, middle, ratio, times
from terminal import Terminal
from world import event

TURNS, SESSIONS = 100, 10


def stalled(body):
    """A server that keeps back the last byte of its answer. Its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = listener.accept()
        connection.recv(1 << 20)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n" % len(body)
        connection.sendall(head + body[:-1])
        while connection.recv(1 << 16):
            pass

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


def killed(world, home):
    """One turn, killed when its picture had arrived. The folder of its request."""
    picture = world.pictures(1024, 2)[0]
    port = stalled(event(open(picture, "rb").read()))
    environment = {
        **world.environment, "HOME": home, "XDG_PICTURES_DIR": home, "GEMINI_API_KEY": "x",
        "GOOGLE_GEMINI_BASE_URL": f"http://127.0.0.1:{port}"}
    command = [world.easel, "generate", "a", "fox", "-m", "google/gemini-3-pro-image", "--session", "s0", "--json"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal, deadline = home + "/.local/state/easel/journal", time.monotonic() + 30
    while time.monotonic() < deadline:
        folder = next(iter(os.listdir(journal)), None) if os.path.isdir(journal) else None
        path = f"{journal}/{folder}/1-image-1"
        if folder and os.path.exists(path) and os.path.getsize(path) == os.path.getsize(picture):
            break
        time.sleep(0.01)
    time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return f"{journal}/{folder}"


def began(text, clock):
    return re.sub(r'("startedAt":"[0-9-]+)T\d\d:\d\d:\d\d', r"\g<1>" + clock, text)


def unfinished(world):
    """A home with a hundred such turns, in ten sessions: as each was written down, and as far as each had come."""
    home = world.path("unfinished")
    if os.path.isdir(home):
        return home
    os.mkdir(home)
    source = killed(world, home)
    turn, sessions = os.path.basename(source)[:-2], home + "/.local/share/easel/sessions"
    ledger = home + "/.local/state/easel/ledger.jsonl"
    row = open(ledger).read().splitlines()[-1]
    lines = open(sessions + "/s0.jsonl").read().splitlines()
    opening, asked = lines[0], next(line for line in lines if turn in line)
    files = {f"s{number}": [opening.replace('"s0"', f'"s{number}"')] for number in range(SESSIONS)}
    rows = []
    for number in range(TURNS):
        name, session = f"{turn[:-3]}{number:03d}", f"s{number % SESSIONS}"
        folder = f"{os.path.dirname(source)}/{name}-0"
        # With its second names.
        subprocess.run(["cp", "-a", source, folder], check=True)
        clock = f"T0{number // 60}:{number % 60:02d}:00"
        intent = began(open(folder + "/intent.json").read(), clock).replace(turn, name).replace('"s0"', f'"{session}"')
        open(folder + "/intent.json", "w").write(intent)
        files[session].append(began(asked, clock).replace(turn, name))
        rows.append(row.replace(turn, name).replace('"s0"', f'"{session}"'))
    shutil.rmtree(source)
    open(ledger, "w").write("\n".join(rows) + "\n")
    for session, content in files.items():
        open(f"{sessions}/{session}.jsonl", "w").write("\n".join(content) + "\n")
    return home


def fresh(world, name):
    home = world.path("crashed")
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run(["cp", "-a", unfinished(world), home], check=True)
    if name == "ended":
        run = subprocess.run(
            [world.easel, "doctor", "--recover", "--json"], env={**world.environment, "HOME": home, "XDG_PICTURES_DIR": home},
            stdout=subprocess.PIPE, check=True)
        assert len(json.loads(run.stdout)["recovered"]) == TURNS
    return {"HOME": home, "XDG_PICTURES_DIR": home}


def start(world, name):
    """Milliseconds to the first frame, and to when all are said to be home."""
    terminal = Terminal(studio(world), {**world.environment, **fresh(world, name)})
    try:
        frame = terminal.until(HINTS) * 1000
        return frame, terminal.until(b"recovered") * 1000 if name == "unfinished" else frame
    finally:
        terminal.close()


def row21(world):
    results = in_turn(
        world, {name: (lambda name=name: start(world, name)) for name in ("ended", "unfinished")}, max(5, world.rounds))
    clean, left = results["ended"], results["unfinished"]
    frames = [frame for frame, _ in clean], [frame for frame, _ in left]
    home = middle([all_home - frame for (frame, _), (_, all_home) in zip(clean, left)])
    size = os.path.getsize(world.pictures(1024, 2)[0]) / 1e6
    return [
        Row(
            21, f"first frame, {TURNS} unfinished turns", "ms", middle(frames[1]), {"none unfinished": middle(frames[0])},
            None, times(ratio(frames[1], frames[0])), "as with none (≤ 1.2×)", at_most(ratio(frames[1], frames[0]), 1.2)),
        Row(
            21, f"all of them home ({size:.1f} MB each), after a clean start", "ms", home, {}, None, "", "≤ 1 s",
            at_most(home, 1000)),
    ]


ROWS = {21: row21}
