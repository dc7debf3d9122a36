"""Rows 9–12: large files to small pictures, and small pictures to what a terminal shows."""

import json
import os
import subprocess

from table import Row, at_least, at_most, middle, ratio, times


def show(world, picture, limit, number, metric, goal):
    chafa, timg = world.program("chafa"), world.program("timg")
    magick, vips = world.program("magick", "convert-im6.q16", "convert"), world.program("vipsthumbnail")
    results = world.compare({
        "easel": [world.easel, "preview", picture, "--graphics", "symbols", "--size", "50x25"],
        limit: [world.tool(limit), picture],
        "chafa": chafa and [chafa, "-f", "symbols", "--size", "50x25", picture],
        "timg": timg and [timg, "-pq", "-g50x25", picture],
        "ImageMagick": magick and [magick, picture, "-resize", "400x400", world.path("magick.png")],
        "vips": vips and [vips, picture, "-s", "400", "-o", world.path("vips.png")],
    })
    ms = {name: [run.ms for run in runs] for name, runs in results.items() if runs}
    mb = {name: middle([run.mb for run in runs]) for name, runs in results.items() if runs}
    if "easel" not in ms:
        return []
    gain = ratio(ms["easel"], ms[limit])
    others = [name for name in ms if name not in ("easel", limit)]
    rows = [Row(
        number, metric, "ms", middle(ms["easel"]), {name: middle(ms[name]) for name in others},
        (limit, middle(ms[limit])), times(gain), goal, at_most(gain, 1.1))]
    if number == 9:
        rows.append(Row(
            9, "its peak memory", "MB", mb["easel"], {name: mb[name] for name in others}, (limit, mb[limit]), "",
            "≤ 12 MB over the limit", at_most(mb["easel"] - mb[limit], 12)))
    return rows


def row9(world):
    png, _ = world.pictures(4096, 2)
    return show(
        world, png, "png_rows", 9, f"4096² PNG, {os.path.getsize(png) / 1e6:.0f} MB → 50×25 cells", "≤ 1.1 × the limit")


def row10(world):
    _, jpeg = world.pictures(4096, 2)
    return show(
        world, jpeg, "jpeg_eighth", 10, f"4096² JPEG, {os.path.getsize(jpeg) / 1e6:.1f} MB → 50×25 cells",
        "≤ 1.1 × the limit")


def in_process(world, picture):
    """Milliseconds and bytes of Easel's encoders alone, from a program of its own; {} when it was not built."""
    program = os.environ.get("EASEL_BENCH") or os.path.join(os.path.dirname(world.easel), "easel-bench")
    if not os.access(program, os.X_OK):
        world.note("easel-bench was not built (make bench does): rows 11 and 12 have no numbers from inside")
        return {}
    done = subprocess.run([program, picture], capture_output=True, env=world.environment)
    return json.loads(done.stdout) if done.returncode == 0 else {}


def encode(world, number, kind, noise, arguments, chafa_arguments, peers, key, factor):
    """A whole process, decoding and all; then, where easel-bench is, the encoder alone against chafa's own share."""
    png, _ = world.pictures(800, noise)
    # The same process with next to nothing to encode: start and decoding, to be taken off.
    chafa = world.program("chafa")
    floor = chafa and [chafa, "-f", "symbols", "--size", "2x1", png]
    results = world.compare({
        "easel": [world.easel, "preview", png] + arguments,
        "chafa": chafa and [chafa] + chafa_arguments + [png],
        "floor": floor, **{name: command + [png] for name, command in peers.items()},
    })
    ms = {name: [run.ms for run in runs] for name, runs in results.items() if runs}
    if "easel" not in ms:
        return []
    gain = ratio(ms.get("chafa", []), ms["easel"])
    rows = [Row(
        number, f"{kind}, whole process", "ms", middle(ms["easel"]),
        {name: middle(values) for name, values in ms.items() if name not in ("easel", "floor")}, None,
        "" if gain is None else times(gain) + " quicker", "", None)]
    inside = in_process(world, png)
    if inside and "floor" in ms:
        share = middle([whole - least for whole, least in zip(ms["chafa"], ms["floor"])])
        gain = share / inside[key + "_ms"]
        rows.append(Row(
            number, f"{kind}, encoder alone ({inside[key + '_bytes'] / 1000:.0f} KB)", "ms", inside[key + "_ms"],
            {"chafa less its start and decoding": share}, None, times(gain) + " quicker", f"≥ {factor} × quicker",
            at_least(gain, factor)))
    return rows


def row11(world):
    sixel = world.program("img2sixel")
    peers = {"img2sixel": [sixel]} if sixel else {}
    rows = []
    for kind, noise, factor in (("synthetic", 0, 3), ("photo", 6, 1.8)):
        # 80 × 40 cells of 10 × 20 pixels are 800 × 800.
        rows += encode(
            world, 11, f"sixel 800², {kind}", noise, ["--graphics", "sixel", "--size", "80x40"],
            ["-f", "sixel", "--size", "100x100", "--font-ratio", "1/2"], peers, "sixel", factor)
    return rows


def row12(world):
    return encode(
        world, 12, "symbols 100×50", 6, ["--graphics", "symbols", "--size", "100x50"],
        ["-f", "symbols", "--size", "100x50", "--font-ratio", "1/2"], {}, "symbols", 10)


ROWS = {9: row9, 10: row10, 11: row11, 12: row12}
