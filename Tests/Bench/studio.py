"""Rows 1–4 and 8: the studio in a terminal, beside editors and imagen-cli."""

import os
import re
import time

from table import Row, at_least, at_most, middle, ratio, times
from terminal import Terminal

# What is written last on a first frame: Easel's line of hints; the like of others.
HINTS = b"F1 help"
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
    """Sessions: “two” has two pictures of 1024², “many” has forty, “large” has one of 4096²."""
    if "sessions" in world.__dict__:
        return
    world.sessions = True
    for noise in (2, 4):
        world.generate(world.pictures(1024, noise)[0], session="two")
    for index in range(40):
        world.generate(world.pictures(1024, 2 + index % 2 * 2)[0], session="many")
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


def stolen():
    """Milliseconds in which the host gave this machine's processors to others, so far; 0 where nobody tells."""
    with open("/proc/stat") as file:
        fields = file.readline().split()
    return int(fields[8]) * 1000 // os.sysconf("SC_CLK_TCK") if len(fields) > 8 else 0


def quietest(world, name, measure, rounds):
    """Values of rounds in which the host left the processors to this machine, or took least of them: a key that waits for
    the host says nothing of a program."""
    tried = []
    for _ in range(2 * rounds):
        before = stolen()
        try:
            value = measure()
        except (EOFError, TimeoutError, OSError) as trouble:
            world.note(f"{name}: {trouble}")
            continue
        tried.append((stolen() - before, value))
        if sum(taken == 0 for taken, _ in tried) == rounds:
            break
    tried.sort(key=lambda each: each[0])
    taken = [taken for taken, _ in tried[:rounds]]
    if any(taken) or len(tried) > rounds:
        world.note(f"{name}: of {len(tried)} rounds those count from which the host took least: {max(taken)} ms or less")
    return [value for _, value in tried[:rounds]]


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


def to_history(terminal, another):
    """On through the panes until k shows another picture; then k and j go through the history. From the newest turn: the
    studio opens where the last one was left."""
    for _ in range(4):
        terminal.key(b"\x1b[Z")
        terminal.settle(0.3)
        terminal.key(b"G")
        terminal.settle(0.6)
        seen = len(terminal.bytes)
        terminal.key(b"k")
        if terminal.shown(seen, another, limit=3) is not None:
            return
    raise TimeoutError("no pane goes through the pictures")


def first_views(world, mode, quick):
    """Milliseconds and KB for pictures never shown before: after a rest of a quarter second, or in the middle of a run
    of `quick` keys, of which the last one counts."""
    terminal = Terminal(studio(world, "many", mode), world.environment, sixel=mode == "sixel")
    another = PICTURE.search if mode == "sixel" else lambda text: len(text) > 1500
    values = []
    try:
        terminal.until(HINTS)
        terminal.shown(0, another)
        terminal.settle(1.0)
        to_history(terminal, another)
        for _ in range(8 if quick else 12):
            for _ in range(quick):
                terminal.key(b"k")
                end = time.monotonic() + 0.03
                while (left := end - time.monotonic()) > 0:
                    terminal.pump(left)
            seen, sent = len(terminal.bytes), time.monotonic()
            terminal.key(b"k")
            moment = terminal.shown(seen, another, limit=3)
            if moment is not None:
                values.append(((moment + terminal.start - sent) * 1000, (len(terminal.bytes) - seen) / 1000))
    except (EOFError, TimeoutError) as trouble:
        world.note(f"row 8, {mode}: {trouble}")
    finally:
        terminal.close()
    if len(values) < 6:
        world.note(f"row 8, {mode}: only {len(values)} steps showed another picture")
    return [value for value, _ in values], middle([size for _, size in values]) or 0


def row8(world):
    prepare(world)
    rows = []
    for mode, goal in (("symbols", 30), ("sixel", 60)):
        peers, chafa = {}, world.program("chafa")
        if chafa:
            command = [chafa, "-f", mode, "--size", "72x26", world.pictures(1024, 2)[0]]
            peers["chafa, a process"] = middle([run.ms for run in world.compare({"chafa": command}, 5)["chafa"]])
        for words, quick in (("next picture settled", 0), ("the same, the fourth of four quick keys", 3)):
            values, size = first_views(world, mode, quick)
            rows.append(Row(
                8, f"{words}, {mode} ({size:.0f} KB)", "ms", middle(values), peers, None, "", f"≤ {goal} ms",
                at_most(middle(values), goal)))
        steps = compared_steps(world, mode)
        rows.append(Row(
            8, f"four 4096² pictures compared: zoomed or moved, {mode}", "ms", middle(steps), {}, None, "",
            "≤ 33 ms, a frame", at_most(middle(steps), 33)))
    return rows


def compared_steps(world, mode):
    """Milliseconds from a key to the last byte of four pictures that are looked at closer, or moved."""
    if "four" not in world.__dict__:
        world.four = True
        for noise in (2, 3, 4, 5):
            world.generate(world.pictures(4096, noise)[0], session="four")
    terminal = Terminal(studio(world, "four", mode), world.environment, sixel=mode == "sixel")
    count = lambda text: len(PICTURE.findall(text)) >= 4 if mode == "sixel" else len(text) > 6000
    values = []
    try:
        terminal.until(HINTS)
        terminal.settle(1.0)
        terminal.key(b"\x07/session:four\r")
        terminal.settle(1.0)
        for _ in range(4):
            terminal.key(b" ")
            terminal.settle(0.2)
        seen = len(terminal.bytes)
        terminal.key(b"\x0f")
        terminal.shown(seen, count)
        terminal.settle(1.5)
        for key in b"+++lllkkhhhjj-":
            seen, sent = len(terminal.bytes), time.monotonic()
            terminal.key(bytes([key]))
            moment = terminal.shown(seen, count, limit=3)
            if moment is not None:
                values.append((moment + terminal.start - sent) * 1000)
    except (EOFError, TimeoutError) as trouble:
        world.note(f"row 8, compared, {mode}: {trouble}")
    finally:
        terminal.close()
    if len(values) < 6:
        world.note(f"row 8, compared, {mode}: only {len(values)} steps showed the pictures")
    return values


ROWS = {1: row1, 2: row2, 3: row3, 4: row4, 8: row8}
