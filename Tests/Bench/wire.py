"""Rows 13, 14, 16 and 20: pictures over the loopback, and the command line's own start."""

import shutil

from table import Row, at_least, at_most, middle, ratio, times

SMALL, LARGE, HUGE = 1 << 10, 24 << 20, 60 << 20
PATH = "/v1beta/models/gemini-3-pro-image:streamGenerateContent?alt=sse"
SDK = """
import sys
from google import genai
client = genai.Client(api_key="x", http_options={"base_url": sys.argv[1]})
for answer in client.models.generate_content_stream(model="gemini-3-pro-image", contents="a fox"):
    for part in answer.parts or []:
        if part.inline_data:
            open(sys.argv[2], "wb").write(part.inline_data.data)
"""


def fresh(world, size, *more):
    """One run of Easel. The pictures of earlier rounds go first: the others write over their own file, and memory that a
    virtual machine has not touched before costs more than all the rest."""
    shutil.rmtree(world.path("pictures"), ignore_errors=True)
    return world.generate(size, *more)


def less(runs, floor):
    """What the picture itself took, round by round."""
    return [run.ms - base.ms for run, base in zip(runs, floor)]


def received(world):
    """{name: {size: [Run]}} for Easel and the others, each also with a picture of next to no bytes."""
    if "received" in world.__dict__:
        return world.received
    curl, jq, python = world.program("curl"), world.program("jq"), world.python("google.genai")
    target = world.path("received.png")

    def fetch(size):
        return f"{curl} -sN -X POST -d '{{}}' '{world.base_url(size)}{PATH}'"

    with open(target, "wb") as file:
        file.write(bytes(2 * LARGE))
    commands = {}
    for size in (SMALL, LARGE):
        commands["easel", size] = lambda size=size: fresh(world, size)
        if curl:
            commands["curl -o /dev/null", size] = lambda size=size: world.run(fetch(size) + " -o /dev/null", shell=True)
            commands["curl -o FILE", size] = lambda size=size: world.run(fetch(size) + f" -o {target}", shell=True)
        if curl and jq:
            decode = "jq -r '.candidates[0].content.parts[0].inlineData.data' | base64 -d"
            commands["curl·jq·base64", size] = lambda size=size: world.run(
                f"{fetch(size)} | sed 's/^data: //' | {decode} > {target}", shell=True)
    found = world.compare(commands)
    slow = {}
    if python:
        for size in (SMALL, LARGE):
            slow["google-genai", size] = [python, "-c", SDK, world.base_url(size), target]
        found.update(world.compare(slow, 3))
    results = {}
    for (name, size), runs in found.items():
        results.setdefault(name, {})[size] = runs
    world.received = {name: runs for name, runs in results.items() if all(runs.values())}
    return world.received


def row13(world):
    results = received(world)
    net = {name: less(runs[LARGE], runs[SMALL]) for name, runs in results.items()}
    if "easel" not in net:
        return []
    ours, limit = net["easel"], "curl -o /dev/null"
    others = {name: middle(values) for name, values in net.items() if name not in ("easel", limit)}
    rows = [Row(
        13, "24 MB PNG in one SSE line → file, over a 1 KB one", "ms", middle(ours), others,
        (limit, middle(net[limit])) if limit in net else None, times(ratio(ours, net.get(limit, []))), "≤ 1.3 × curl",
        at_most(ratio(ours, net.get(limit, [])), 1.3))]
    for name, goal in (("curl·jq·base64", 8), ("google-genai", 25)):
        if name in net:
            gain = ratio(net[name], ours)
            rows.append(Row(
                13, f"the same, {name} to Easel", "ms", middle(ours), {name: others[name]}, None, times(gain),
                f"≥ {goal} × quicker", at_least(gain, goal)))
    return rows


def row14(world):
    results = received(world)
    if "easel" not in results:
        return []

    def over(name, size=LARGE):
        runs = results[name]
        return middle([run.mb - base.mb for run, base in zip(runs[size], runs[SMALL])])

    huge = world.compare({SMALL: lambda: fresh(world, SMALL), HUGE: lambda: fresh(world, HUGE)}, 3)
    grown = middle([run.mb - base.mb for run, base in zip(huge[HUGE], huge[SMALL])])
    peak = middle([run.mb for run in results["easel"][LARGE]])
    peers = {name: over(name) for name in results if name != "easel"}
    return [
        Row(
            14, f"peak memory of 13 over a 1 KB one (in all {peak:.0f})", "MB", over("easel"), peers, None, "", "≤ 8 MB",
            at_most(over("easel"), 8)),
        Row(14, "the same for 60 MB (3 rounds)", "MB", grown, {}, None, "", "≤ 8 MB", at_most(grown, 8)),
    ]


def row16(world):
    results = world.compare({
        SMALL: lambda: fresh(world, SMALL, "-n", "8"), LARGE: lambda: fresh(world, LARGE, "-n", "8"),
    }, 3)
    if not results[LARGE]:
        return []
    grown = middle([run.mb - base.mb for run, base in zip(results[LARGE], results[SMALL])])
    took = middle(less(results[LARGE], results[SMALL]))
    return [Row(
        16, f"8 × 24 MB at once over 8 × 1 KB, memory (took {took:.0f} ms; 3 rounds)", "MB", grown, {}, None, "",
        "≤ 64 MB", at_most(grown, 64))]


def row20(world):
    imagen = world.python("imagen_cli")
    version = world.compare({
        "easel": [world.easel, "--version"], "hello": ["/bin/true"], "curl": [world.program("curl"), "--version"],
    }, max(9, world.rounds))
    if imagen:
        version.update(world.compare({"imagen-cli": [imagen[:-6] + "imagen", "language"]}, 3))
    generate = world.compare({"easel": lambda: fresh(world, SMALL)}, max(9, world.rounds))
    started, made = (middle([run.ms for run in found["easel"]]) for found in (version, generate))
    peers = {name: middle([run.ms for run in version[name]]) for name in ("curl", "imagen-cli") if version.get(name)}
    return [
        Row(
            20, "easel --version", "ms", started, peers, ("true", middle([run.ms for run in version["hello"]])), "",
            "≤ 15 ms", at_most(started, 15)),
        Row(20, "easel generate, 0 s server, 1 KB", "ms", made, {}, None, "", "≤ 60 ms", at_most(made, 60)),
    ]


ROWS = {13: row13, 14: row14, 16: row16, 20: row20}
