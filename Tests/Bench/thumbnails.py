"""Row 22: pictures that were never shown come into the gallery, and somebody goes on pressing keys."""

import os
import shutil
import time

from studio import HINTS, PICTURE, studio
from table import Row, at_most, middle, quantile, ratio, times
from terminal import Terminal, plain

COUNT = 12  # of each kind, all seen at once


def shown(world, number):
    """Seconds until all are on the screen, and the milliseconds of each key meanwhile."""
    home = world.path(f"thumbnails-{number}")
    folder = os.path.join(home, "Pictures/easel/new")
    os.makedirs(folder)
    sources = world.pictures(4096, 2)
    # Anywhere outside, so that the pictures come into the folder in one moment.
    ready = os.path.join(home, "ready")
    os.makedirs(ready)
    for index in range(COUNT):
        for source in sources:
            ending = os.path.splitext(source)[1]
            # Two of one name would share their marks.
            shutil.copyfile(source, os.path.join(ready, f"{chr(97 + index)}-{ending[1:]}{ending}"))
    environment = {**world.environment, "HOME": home, "XDG_PICTURES_DIR": ""}
    for name in ("CACHE", "DATA", "STATE", "CONFIG"):
        environment.pop(f"XDG_{name}_HOME", None)
    terminal = Terminal(studio(world, None, "sixel"), environment, sixel=True)
    try:
        terminal.until(HINTS)
        terminal.settle(0.5)
        for key in (b"\x07", b"-", b"i"):
            terminal.key(key)
            terminal.settle(0.3)
        seen, start = len(terminal.bytes), time.monotonic()
        os.rename(ready, os.path.join(folder, "pictures"))
        terminal.until(b"1 of %d" % (2 * COUNT))
        presses, keys, end = 0, [], None
        while end is None and time.monotonic() < start + 60:
            # A star and ratings are seen in the caption of the picture they are given to; then on to the next.
            key = b"s12345l"[presses % 7:presses % 7 + 1]
            presses += 1
            before, sent = len(terminal.bytes), time.monotonic()
            terminal.key(key)
            marker = {b"s": "★".encode(), b"l": None}.get(key, key)
            while marker and time.monotonic() < sent + 2 and marker not in plain(terminal.bytes[before:]):
                terminal.pump(0.5)
            if marker:
                keys.append((time.monotonic() - sent) * 1000)
            terminal.settle(0.03)
            if len(PICTURE.findall(terminal.bytes[seen:])) >= 2 * COUNT:
                end = terminal.settle(0.5, patience=0.5) or time.monotonic() - terminal.start
        return (end or 60) + terminal.start - start, keys
    finally:
        terminal.close()


def row22(world):
    """The limit: the codecs alone, in C, one process a picture, as many at once as there are cores."""
    png, jpeg = world.pictures(4096, 2)
    lines = f"{world.tool('png_rows')} {png}\n{world.tool('jpeg_eighth')} {jpeg}\n" * COUNT
    limit = world.path("thumbnail-commands")
    with open(limit, "w") as file:
        file.write(lines)
    runs = [world.run(f"xargs -P {os.cpu_count()} -I{{}} sh -c '{{}}' < {limit}", shell=True) for _ in range(3)]
    alone = [run.ms / 1000 for run in runs if run]
    vips = world.program("vipsthumbnail")
    peers = {}
    if vips:
        names = " ".join([png, jpeg] * COUNT)
        run = world.run(
            f"printf '%s\\n' {names} | xargs -P {os.cpu_count()} -I{{}} {vips} {{}} -s 256 -o {world.path('v')}-%s.png", shell=True)
        if run:
            peers["vipsthumbnail"] = run.ms / 1000
    rounds = [shown(world, number) for number in range(3)]
    ours, keys = [seconds for seconds, _ in rounds], [key for _, pressed in rounds for key in pressed]
    gain = ratio(ours, alone)
    return [
        Row(
            22, f"{2 * COUNT} pictures of 4096², never shown: all in the grid (3 rounds)", "s", middle(ours), peers,
            ("codecs in C", middle(alone)), times(gain), "≤ 1.3 × the codecs", at_most(gain, 1.3)),
        Row(
            22, f"the same: key → grid, p99 of {len(keys)} keys meanwhile", "ms", quantile(keys, 0.99), {},
            ("p50", quantile(keys, 0.5)), "", "≤ 16 ms", at_most(quantile(keys, 0.99), 16)),
    ]


ROWS = {22: row22}
