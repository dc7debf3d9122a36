"""Rows 5–7: keys pressed, beside editors."""

import time

from studio import HINTS, in_turn, prepare, studio, quietest
from table import Row, at_most, middle, quantile, ratio, times
from terminal import Terminal, plain

KEYS = 100


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


def resting(terminal):
    latencies = []
    for index in range(KEYS):
        latencies.append(terminal.echo(b"qwertyuiop"[index % 10:index % 10 + 1]))
        terminal.settle(0.02)
    return latencies


def until_completed(world, terminal, seen, seconds):
    """Milliseconds a key until that many seconds after the turn has ended; and those of a C program beside it that does
    nothing but send the byte back."""
    busy, floor, end = [], [], None
    echo = Terminal([world.tool("echo")], world.environment)
    try:
        echo.until(b"ready")
        while end is None or time.monotonic() < end:
            key = b"asdfghjkl"[len(busy) % 9:len(busy) % 9 + 1]
            busy.append(terminal.echo(key))
            terminal.settle(0.02, limit=0.04)
            floor.append(echo.echo(key))
            if end is None and b"completed" in plain(terminal.bytes[seen:]):
                end = time.monotonic() + seconds
        return busy, floor
    finally:
        echo.close()


def typing_while_busy(world):
    """Milliseconds a key at rest, and from sending a turn of four until its four pictures are there and shown."""
    world.generate(world.pictures(1024, 2)[0], session="busy")
    environment = {**world.environment, **world.google(24 << 20, seconds=4)}
    terminal = Terminal(studio(world, "busy", "symbols"), environment)
    try:
        terminal.until(HINTS)
        terminal.settle(1.0, patience=2)
        for keys in (b"\x1bc", b"\x1b[B" * 3 + b"\r", b"a"):
            terminal.key(keys)
            terminal.settle(0.3)
        idle, seen = resting(terminal), len(terminal.bytes)
        terminal.key(b"\r")
        terminal.settle(0.3, limit=0.3)
        return idle, *until_completed(world, terminal, seen, 0.5)
    finally:
        terminal.close()


def typing_while_eight(world):
    """The same with a turn of its own at each of eight providers, which answer in all the ways there are."""
    world.generate(world.pictures(1024, 2)[0], session="busy")
    config = world.config(24 << 20, ["event", "markdown", "images[]", "b64_json"] * 2, seconds=6)
    terminal = Terminal(studio(world, "busy", "symbols") + ["--config", config], world.environment)
    try:
        terminal.until(HINTS)
        terminal.settle(1.0, patience=2)
        idle = resting(terminal)
        terminal.key(b"\x1bk")
        for number in range(1, 9):
            for keys in (b"\x10", b"start-over", b"\r", b"\x10", b"model p%d/bench" % number, b"\r", b"a fox", b"\r"):
                terminal.key(keys)
                terminal.settle(0.05, limit=0.3)
        return idle, *until_completed(world, terminal, len(terminal.bytes), 1)
    finally:
        terminal.close()


def row6(world):
    return busy_rows(world, "4 × 24 MB stream", typing_while_busy) + busy_rows(
        world, "eight providers stream 24 MB each", typing_while_eight)


def busy_rows(world, what, measure):
    rounds = quietest(world, f"row 6, {what}", lambda: measure(world), max(5, world.rounds))
    if not rounds:
        return []
    rest, p50, p99, worst, floor = (
        [take(*each) for each in rounds] for take in (
            lambda idle, busy, echo: quantile(idle, 0.5), lambda idle, busy, echo: quantile(busy, 0.5),
            lambda idle, busy, echo: quantile(busy, 0.99), lambda idle, busy, echo: max(busy),
            lambda idle, busy, echo: quantile(echo, 0.99)))
    growth, count = ratio(p99, rest), sum(len(busy) for _, busy, _ in rounds)
    return [
        Row(6, f"key → echoed while {what}, p99 ({len(rounds)} rounds, {count} keys)", "ms", middle(p99),
            {"its p50 at rest": middle(rest), "its p50 then": middle(p50)}, ("C echo's p99 then", middle(floor)),
            times(growth), "≤ 2 × p50 at rest", at_most(growth, 2)),
        Row(6, "the same, slowest key of all", "ms", max(worst), {}, ("a frame", 16), "", "≤ 16 ms",
            at_most(max(worst), 16)),
    ]


def row7(world):
    results = typed(world)
    mean = {name: middle([count for _, count in rounds]) for name, rounds in results.items()}
    return [Row(
        7, "bytes per typed key", "", mean.get("easel"), {name: value for name, value in mean.items() if name != "easel"},
        ("", "1–10"), "", "≤ 40", at_most(mean.get("easel"), 40))]


ROWS = {5: row5, 6: row6, 7: row7}
