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
        port = world.base_url(size).rpartition(":")[2]
        commands["the same in C", size] = lambda port=port: world.run([world.tool("receive"), port, PATH, target])
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
    ours = net["easel"]
    others = {name: middle(values) for name, values in net.items() if name != "easel"}
    rows = []
    for limit, goal, words in (
            ("curl -o /dev/null", "≤ 1.3 × curl", "24 MB PNG in one SSE line → file, over a 1 KB one"),
            ("the same in C", "≤ 1.3 × C (ours)", "the same, to what C takes for receiving, decoding, writing, SHA-256")):
        if limit in net:
            rows.append(Row(
                13, words, "ms", middle(ours), others, (limit, middle(net[limit])), times(ratio(ours, net[limit])), goal,
                at_most(ratio(ours, net[limit]), 1.3)))
    for name, goal in (("curl·jq·base64", 8), ("google-genai", 25)):
        if name in net:
            gain = ratio(net[name], ours)
            rows.append(Row(
                13, f"the same, {name} to Easel", "ms", middle(ours), {name: others[name]}, None, times(gain),
                f"≥ {goal} × quicker", at_least(gain, goal)))
    return rows


def of_form(world, form, size, *more):
    """One run against a provider that answers in this form."""
    shutil.rmtree(world.path("pictures"), ignore_errors=True)
    return world.run([
        world.easel, "generate", "a", "fox", "-m", "p1/bench", "--json", "--session", "bench", "--config",
        world.config(size, [form]), *more])


def forms(world):
    """{form: {size: [Run]}} for the answers that are not Google's."""
    if "forms" not in world.__dict__:
        world.forms = {
            form: world.compare({size: lambda size=size: of_form(world, form, size) for size in (SMALL, LARGE, HUGE)}, 3)
            for form in ("markdown", "images[]", "b64_json")}
    return world.forms


def row13_forms(world):
    rows = []
    for form, runs in forms(world).items():
        if not all(runs.values()):
            continue
        large, huge = less(runs[LARGE], runs[SMALL]), less(runs[HUGE], runs[SMALL])
        growth = ratio(huge, large)
        rows.append(Row(
            13, f"24 MB as {form}; growth of time to 60 MB (3 rounds)", "ms", middle(large), {"60 MB": middle(huge)},
            ("linear", HUGE / LARGE), times(growth), "≤ 1.2 × linear", at_most(growth, 1.2 * HUGE / LARGE)))
    return rows


def row14_forms(world):
    rows = []
    for form, runs in forms(world).items():
        if not all(runs.values()):
            continue
        grown = [middle([run.mb - base.mb for run, base in zip(runs[size], runs[SMALL])]) for size in (LARGE, HUGE)]
        rows.append(Row(
            14, f"peak memory of 24 MB as {form}", "MB", grown[0], {"60 MB": grown[1]}, None, "", "≤ 8 MB",
            at_most(max(grown), 8)))
    return rows


def row16_forms(world):
    rows = []
    for form in ("markdown", "images[]", "b64_json"):
        results = world.compare(
            {size: lambda size=size: of_form(world, form, size, "-n", "8") for size in (SMALL, LARGE)}, 3)
        if all(results.values()):
            grown = middle([run.mb - base.mb for run, base in zip(results[LARGE], results[SMALL])])
            rows.append(Row(
                16, f"8 × 24 MB at once as {form}, memory (3 rounds)", "MB", grown, {}, None, "", "≤ 64 MB",
                at_most(grown, 64)))
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


def row15(world):
    """Eight variants of a server that takes a second for each."""
    commands = {}
    for count in (1, 8):
        def run(count=count):
            shutil.rmtree(world.path("pictures"), ignore_errors=True)
            return world.generate(SMALL, "-n", str(count), seconds=1)
        commands[count] = run
    results = world.compare(commands, 3)
    if not all(results.values()):
        return []
    took = middle([run.ms for run in results[8]]) / 1000
    return [Row(
        15, "8 variants, the server takes 1 s for each (3 rounds)", "s", took,
        {"one": middle([run.ms for run in results[1]]) / 1000}, ("the server", 1.0), "", "≤ 1.15 s", at_most(took, 1.15))]


ROWS = {
    13: lambda world: row13(world) + row13_forms(world), 14: lambda world: row14(world) + row14_forms(world), 15: row15,
    16: lambda world: row16(world) + row16_forms(world), 20: row20,
}
