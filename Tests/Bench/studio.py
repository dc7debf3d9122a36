"""Rows 1–5, 7 and 8: the studio in a terminal, beside editors and imagen-cli."""

import os
import re
import time

from table import Row, at_least, at_most, middle, quantile, ratio, times
from terminal import Terminal

# What is written last on a first frame: Easel's line of hints; the like of others.
HINTS = b"F1 help"
KEYS = 100
PICTURE = re.compile(rb"\x1bP[0-9;]*q")


def studio(world, session=None, graphics=None):
    command = [world.easel, "studio"]
    if session:
        command += ["--session", session]
    return command + (["--graphics", graphics] if graphics else [])


def imagen(world):
    python = world.python("imagen_cli")
    return [os.path.dirname(python) + "/imagen", "tui"] if python else None


def prepare(world):
    """A session “two” with two pictures of 1024², one “large” with a picture of 4096²."""
    if "sessions" in world.__dict__:
        return
    world.sessions = True
    for noise in (2, 4):
        world.generate(world.pictures(1024, noise)[0], session="two")
    world.generate(world.pictures(4096, 2)[0], session="large")


def first_frame(world, command, marker, environment=None):
    terminal = Terminal(command, {**world.environment, **(environment or {})})
    try:
        return terminal.until(marker) * 1000
    finally:
        terminal.close()


def in_turn(world, subjects, rounds):
    """{name: () -> value}, in turn; one that fails is noted and left out."""
    results = {name: [] for name in subjects}
    for turn in range(rounds + 1):
        for name, measure in list(subjects.items()):
            try:
                value = measure()
            except (EOFError, TimeoutError, OSError) as trouble:
                world.note(f"{name}: {trouble}")
                del subjects[name]
                results[name] = []
                continue
            if turn:
                results[name].append(value)
    return results


def row1(world):
    hello, nano, vim = world.tool("hello"), world.program("nano"), world.program("vim.tiny", "vim")
    htop, python = world.program("htop"), imagen(world)
    subjects = {
        "C hello": lambda: first_frame(world, [hello], b"hints-are-here"),
        "easel": lambda: first_frame(world, studio(world), HINTS),
    }
    if vim:
        subjects["vim"] = lambda: first_frame(
            world, [vim, "-u", "NONE", "-c", "set laststatus=2"], b"[No Name]")
    if nano:
        subjects["nano"] = lambda: first_frame(world, [nano, "--ignorercfiles"], b"Execute")
    if htop:
        subjects["htop"] = lambda: first_frame(world, [htop], b"F10")
    results = in_turn(world, subjects, max(7, world.rounds))
    ours, reference = results["easel"], results["C hello"]
    peers = {
        f"{name}": f"{times(ratio(values, reference))}" for name, values in results.items()
        if name not in ("easel", "C hello") and values
    }
    rows = [
        Row(
            1, "first frame 120×36 (peers: × C hello)", "ms", middle(ours), peers, ("C hello", middle(reference)),
            times(ratio(ours, reference)), "≤ 5 × C hello", at_most(ratio(ours, reference), 5))
    ]
    if python:
        slow = in_turn(world, {
            "easel": lambda: first_frame(world, studio(world), HINTS),
            "imagen-cli": lambda: first_frame(world, python, b"Language"),
        }, 3)
        gain = ratio(slow["imagen-cli"], slow["easel"])
        rows.append(Row(
            1, "first frame, with imagen-cli (3 rounds)", "ms", middle(slow["easel"]),
            {"imagen-cli": middle(slow["imagen-cli"])}, None, times(gain), "≥ 35 × quicker", at_least(gain, 35)))
    return rows


def row2(world):
    prepare(world)

    def screen(command, marker=None, quiet=0.5):
        terminal = Terminal(command, world.environment)
        try:
            if marker:
                terminal.until(marker)
            terminal.settle(quiet, patience=10 if marker is None else 1.5)
            return len(terminal.bytes) / 1000
        finally:
            terminal.close()

    ours = in_turn(world, {"easel": lambda: screen(studio(world, "two", "symbols"), HINTS)}, 3)["easel"]
    peers, python = {}, imagen(world)
    if python:
        values = in_turn(world, {"imagen-cli (no picture)": lambda: screen(python, quiet=0.8)}, 1)
        peers = {name: middle(found) for name, found in values.items()}
    return [Row(
        2, "bytes of the first screen, symbol picture", "KB", middle(ours), peers, None, "", "≤ 60 KB",
        at_most(middle(ours), 60))]


def row3(world):
    prepare(world)

    def memory(command, marker=None, sixel=False):
        terminal = Terminal(command, world.environment, sixel=sixel)
        try:
            if marker:
                terminal.until(marker)
            if sixel and terminal.shown(0, PICTURE.search) is None:
                world.note("row 3: no sixel was sent: the picture was not shown")
            terminal.settle(1.0, patience=10 if marker is None else 2)
            return terminal.megabytes()
        finally:
            terminal.close()

    values = in_turn(world, {"easel": lambda: memory(studio(world, "large", "sixel"), HINTS, sixel=True)}, 3)["easel"]
    peers, python = {}, imagen(world)
    if python:
        found = in_turn(world, {"imagen-cli (no picture)": lambda: memory(python)[0]}, 1)
        peers = {name: middle(value) for name, value in found.items()}
    resident = middle([value[0] for value in values])
    peak = middle([value[1] for value in values])
    return [Row(
        3, "memory idle, a 4096² picture shown", "MB", resident, {**peers, "peak of Easel": peak},
        ("Swift runtime", 18), "", "≤ 45 MB", at_most(resident, 45))]


def row4(world):
    prepare(world)
    nano, vim = world.program("nano"), world.program("vim.tiny", "vim")
    commands = {"easel": (studio(world, "two"), HINTS)}
    if nano:
        commands["nano"] = ([nano, "--ignorercfiles"], b"Execute")
    if vim:
        commands["vim"] = ([vim, "-u", "NONE"], None)
    terminals = {}
    try:
        for name, (command, marker) in commands.items():
            terminals[name] = Terminal(command, world.environment)
            if marker:
                terminals[name].until(marker)
            terminals[name].settle(1.0, patience=2)
        time.sleep(2)
        before = {name: terminal.switches() for name, terminal in terminals.items()}
        written = {name: len(terminal.bytes) for name, terminal in terminals.items()}
        end = time.monotonic() + 10
        while time.monotonic() < end:
            time.sleep(0.5)
        after = {name: terminal.switches() for name, terminal in terminals.items()}
        for name, terminal in terminals.items():
            terminal.settle(0.01)
            if len(terminal.bytes) != written[name]:
                world.note(f"row 4: {name} wrote {len(terminal.bytes) - written[name]} bytes while idle")
    finally:
        for terminal in terminals.values():
            terminal.close()
    wakes = {name: grown(before[name][0], after[name][0]) for name in terminals}
    ticks = {name: grown(before[name][1], after[name][1]) for name in terminals}
    peers = {name: str(count) for name, count in wakes.items() if name != "easel"}
    return [
        Row(
            4, "idle: wake-ups in 10 s (one round)", "", str(wakes["easel"]), peers, ("none", "0"), "", "0",
            wakes["easel"] == 0),
        Row(
            4, "idle: CPU in 10 s", "ms", str(ticks["easel"] * 10),
            {name: str(count * 10) for name, count in ticks.items() if name != "easel"}, ("none", "0"), "", "0",
            ticks["easel"] == 0),
    ]


def grown(before, after):
    """Over all that still runs; what ended meanwhile cannot be asked any more."""
    return sum(count - before.get(one, 0) for one, count in after.items())


def typing(world, command, marker, environment=None):
    """Milliseconds a key, and bytes a key, over 100 keys."""
    terminal = Terminal(command, world.environment)
    try:
        if marker:
            terminal.until(marker)
        terminal.settle(1.0, patience=2)
        # The first keys also clear a placeholder or a notice.
        for letter in (b"a", b"s"):
            terminal.echo(letter)
            terminal.settle(0.3)
        before, latencies = len(terminal.bytes), []
        for index in range(KEYS):
            latencies.append(terminal.echo(b"qwertyuiop"[index % 10:index % 10 + 1]))
            terminal.settle(0.02)
        return latencies, (len(terminal.bytes) - before) / KEYS
    finally:
        terminal.close()


def typed(world):
    prepare(world)
    if "typed" not in world.__dict__:
        nano, vim = world.program("nano"), world.program("vim.tiny", "vim")
        subjects = {"easel": lambda: typing(world, studio(world, "two", "symbols"), HINTS)}
        if nano:
            subjects["nano"] = lambda: typing(world, [nano, "--ignorercfiles"], b"Execute")
        if vim:
            subjects["vim"] = lambda: typing(world, [vim, "-u", "NONE", "-c", "startinsert"], None)
        world.typed = in_turn(world, subjects, 3)
    return world.typed


def row5(world):
    results = typed(world)
    p50 = {name: [quantile(keys, 0.5) for keys, _ in rounds] for name, rounds in results.items() if rounds}
    p99 = {name: quantile([key for keys, _ in rounds for key in keys], 0.99) for name, rounds in results.items() if rounds}
    if "easel" not in p50:
        return []
    gain = ratio(p50["easel"], p50.get("nano", []))
    return [
        Row(
            5, "key → echoed, p50 of 300 keys", "ms", middle(p50["easel"]),
            {name: middle(values) for name, values in p50.items() if name != "easel"}, None, times(gain),
            "≤ 1.2 × nano", at_most(gain, 1.2)),
        Row(
            5, "key → echoed, p99", "ms", p99["easel"], {name: value for name, value in p99.items() if name != "easel"},
            None, times(p99["easel"] / p99["nano"]) if "nano" in p99 else "", "≤ 1.2 × nano",
            p99["easel"] <= 1.2 * p99["nano"] if "nano" in p99 else None),
    ]


def row7(world):
    results = typed(world)
    mean = {name: middle([count for _, count in rounds]) for name, rounds in results.items()}
    return [Row(
        7, "bytes per typed key", "", mean.get("easel"), {name: value for name, value in mean.items() if name != "easel"},
        ("", "1–10"), "", "≤ 40", at_most(mean.get("easel"), 40))]


def row8(world):
    prepare(world)
    rows = []
    for mode, goal in (("symbols", 30), ("sixel", 60)):
        terminal = Terminal(studio(world, "two", mode), world.environment, sixel=mode == "sixel")
        values, sizes = [], []
        try:
            terminal.until(HINTS)
            another = PICTURE.search if mode == "sixel" else lambda text: len(text) > 1500
            terminal.shown(0, another)
            terminal.settle(1.0)
            # On through the panes until j and k show another picture: then the history has the focus.
            for _ in range(4):
                terminal.key(b"\x1b[Z")
                terminal.settle(0.3)
                seen = len(terminal.bytes)
                terminal.key(b"k")
                if terminal.shown(seen, another, limit=3) is not None:
                    break
            for index in range(12):
                seen, sent = len(terminal.bytes), time.monotonic()
                terminal.key(b"jk"[index % 2:index % 2 + 1])
                moment = terminal.shown(seen, another, limit=3)
                if moment is not None:
                    values.append((moment + terminal.start - sent) * 1000)
                    sizes.append((len(terminal.bytes) - seen) / 1000)
        except (EOFError, TimeoutError) as trouble:
            world.note(f"row 8: {trouble}")
        finally:
            terminal.close()
        if len(values) < 6:
            world.note(f"row 8: {mode}: only {len(values)} of 12 steps showed another picture")
        chafa = world.program("chafa")
        peers = {}
        if chafa and values:
            format = "sixel" if mode == "sixel" else "symbols"
            runs = world.compare({"chafa": [chafa, "-f", format, "--size", "72x26", world.pictures(1024, 2)[0]]}, 5)
            peers["chafa, a process"] = middle([run.ms for run in runs["chafa"]])
        rows.append(Row(
            8, f"next picture settled, {mode} ({middle(sizes) or 0:.0f} KB)", "ms", middle(values), peers, None, "",
            f"≤ {goal} ms", at_most(middle(values), goal)))
    return rows


ROWS = {1: row1, 2: row2, 3: row3, 4: row4, 5: row5, 7: row7, 8: row8}
