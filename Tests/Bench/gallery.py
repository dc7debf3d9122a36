"""Rows 17 and 18: a gallery of a hundred thousand pictures."""

import json
import os
import random
import subprocess
import time

from studio import HINTS, studio
from table import Row, at_most, middle, ratio, times
from terminal import Terminal
from world import ROOT, stored_png

COUNT, DAYS = 100_000, 400
WORDS = (
    "lighthouse harbour forest mountain castle river meadow desert island bridge fox owl heron whale horse sailor baker "
    "violin lantern umbrella bicycle teapot window garden orchard winter autumn dusk morning thunder snow mist aurora "
    "crimson amber violet copper marble velvet paper watercolour charcoal isometric panorama portrait still life").split()


def prepare(world):
    """The folder, in its usual place below a home of its own; sidecars as Easel writes them, pictures of a few bytes."""
    if "gallery_home" in world.__dict__:
        return world.gallery_home
    home = world.path("gallery-home")
    chance, png = random.Random(7), stored_png(200)
    models = ["gemini-3-pro-image", "gemini-2.5-flash-image", "gpt-image-2", "flux-kontext-pro"]
    for day in range(DAYS):
        folder = os.path.join(home, "Pictures/easel", f"{2025 + day // 365}-{day % 365 // 31 + 1:02}-{day % 365 % 31 + 1:02}")
        os.makedirs(folder, exist_ok=True)
        for index in range(COUNT // DAYS):
            number = day * (COUNT // DAYS) + index
            prompt = " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 14)))
            stem = os.path.join(folder, f"{index // 3600 % 24:02}{index // 60 % 60:02}{index % 60:02}-{number}-{number % 65536:04x}")
            with open(stem + ".png", "wb") as file:
                file.write(png)
            sidecar = {
                "bytes": len(png), "cost": {"amount": 0.134, "basis": "tokens", "currency": "USD", "priced_on": "2026-11-01"},
                "created": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(1_735_000_000 + number * 300)),
                "elapsed_seconds": 18.2, "finish_reason": "STOP", "height": 8, "mime": "image/png",
                "model": models[number % 4], "model_version": models[number % 4], "notes": [], "parent_variant": 0,
                "prompt": prompt, "provider": "google", "references": [],
                "requested": {"aspect": "16:9", "count": 1, "size": "2K"}, "role": "final", "schema": 1,
                "session": f"work-{number // 40}", "sha256": f"{number:064x}", "turn": f"t_{number:026}",
                "usage": {"image_tokens": 1120, "prompt_tokens": 12, "search_queries": 0, "text_tokens": 0,
                          "thought_tokens": 210, "total_tokens": 1342}, "variant": 0, "width": 8}
            with open(stem + ".json", "w") as file:
                json.dump(sidecar, file, indent=2)
    world.gallery_home = home
    return home


def place(world):
    home = prepare(world)
    return {"HOME": home, "XDG_PICTURES_DIR": ""}


def row18(world):
    environment = place(world)
    pictures = os.path.join(environment["HOME"], "Pictures/easel")
    cat = f"find {pictures} -name '*.json' -print0 | xargs -0 cat > /dev/null"
    results = world.compare({
        "easel": lambda: world.run([world.easel, "gallery", "reindex"], environment),
        "cat": lambda: world.run(cat, environment, shell=True)}, 3)
    if not all(results.values()):
        return []
    ours, theirs = ([run.ms for run in results[name]] for name in ("easel", "cat"))
    gain = ratio(ours, theirs)
    return [Row(
        18, "index of 100,000 from their sidecars (3 rounds)", "ms", middle(ours), {}, ("find and cat", middle(theirs)),
        times(gain), "≤ 2 × cat", at_most(gain, 2))]


def first_page(world, environment):
    """Milliseconds from Ctrl-G to the first page with the number of all, and MB more than before."""
    terminal = Terminal(studio(world, None, "symbols"), {**world.environment, **environment})
    try:
        terminal.until(HINTS)
        terminal.settle(1.0, patience=2)
        before, sent = terminal.megabytes()[0], time.monotonic()
        terminal.key(b"\x07")
        shown = terminal.until(b"100000 pictures") + terminal.start - sent
        terminal.settle(2.0)
        for _ in range(30):
            terminal.key(b"\x04")
            terminal.settle(0.1)
        terminal.key(b"G")
        terminal.settle(1.0)
        return shown * 1000, terminal.megabytes()[0] - before
    finally:
        terminal.close()


def file_managers(world, environment):
    """{name: milliseconds} from exec to the first names of the same folder."""
    pictures = os.path.join(environment["HOME"], "Pictures/easel")
    shown = {}
    for name in ("nnn", "ranger"):
        program = world.program(name)
        times_taken = []
        for _ in range(3 if program else 0):
            terminal = Terminal([program, pictures], {**world.environment, **environment})
            try:
                times_taken.append(terminal.until(b"2025-01-01") * 1000)
            except (EOFError, TimeoutError) as trouble:
                world.note(f"{name}: {trouble}")
            finally:
                terminal.close()
        if times_taken:
            shown[name] = middle(times_taken)
    return shown


def row17(world):
    environment = place(world)
    world.run([world.easel, "gallery", "reindex"], environment)
    pages = [first_page(world, environment) for _ in range(4)][1:]
    shown, grown = middle([page[0] for page in pages]), middle([page[1] for page in pages])
    rows = [
        Row(
            17, "gallery of 100,000: key → first page (3 rounds)", "ms", shown,
            file_managers(world, environment), None, "", "≤ 100 ms", at_most(shown, 100)),
        Row(17, "the same, scrolled to its end: memory over idle", "MB", grown, {}, None, "", "≤ 40 MB", at_most(grown, 40)),
    ]
    bench = os.path.join(ROOT, ".build/release/easel-bench")
    said = subprocess.run(
        [bench, "gallery", environment["HOME"]] + WORDS[:40], capture_output=True, env={**world.environment, **environment})
    if said.returncode:
        world.note("easel-bench: " + said.stdout.decode(errors="replace")[-200:])
        return rows
    found = json.loads(said.stdout)
    pictures = os.path.join(environment["HOME"], "Pictures/easel")
    grep = world.run(f"grep -rl --include=*.json lighthouse {pictures} > /dev/null", environment, shell=True)
    peers = {"grep -r": grep.ms} if grep else {}
    rows.append(Row(
        17, f"search as you type, p99 of {found['letters']} letters, page and number", "ms", found["p99_ms"], peers,
        ("p50", found["p50_ms"]), "", "≤ 20 ms", at_most(found["p99_ms"], 20)))
    rows.append(Row(
        17, "a page anywhere in 100,000, the slowest", "ms", found["page_ms"], {}, None, "", "≤ 20 ms",
        at_most(found["page_ms"], 20)))
    return rows


ROWS = {17: row17, 18: row18}
