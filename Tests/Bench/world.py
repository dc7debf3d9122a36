"""Where everything is measured: a folder of its own, programs compiled for the run, processes metered."""

import base64
import glob
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOOLS = {
    "hello": ["-lncurses"], "meter": [], "picture": ["-lspng", "-lturbojpeg", "-lm"], "png_rows": ["-lspng"],
    "jpeg_eighth": ["-lturbojpeg"], "server": ["-lpthread"], "echo": [],
    "receive": [
        "-I" + os.path.join(ROOT, "Sources", "CBase64", "include"), os.path.join(ROOT, "Sources", "CBase64", "base64.c"),
        "-lcrypto", "-lpthread"],
}


class Run:
    """What one process took: seconds on the wall and of CPU, peak MB, exit code."""

    def __init__(self, text):
        wall, peak, cpu, code = text.split()
        self.ms, self.mb, self.cpu_ms, self.code = int(wall) / 1e6, int(peak) / 1024, int(cpu) / 1e3, int(code)


class World:
    def __init__(self, easel, rounds):
        self.easel, self.rounds, self.notes = os.path.abspath(easel), rounds, []
        self.cache = os.path.join(ROOT, ".build-bench")
        os.makedirs(self.cache, exist_ok=True)
        # In memory, so that what is told apart is work and not the disk.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 2 << 30 else None
        if memory is None:
            self.notes.append("no room in /dev/shm: files lie on the disk, and its fsync is measured too")
        self.folder = tempfile.mkdtemp(prefix="easel-bench-", dir=memory)
        self.environment = {
            "HOME": self.path("home"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "COLORTERM": "truecolor", "XDG_PICTURES_DIR": self.path("pictures"), "EASEL_SKETCH_SECONDS": "0",
            "NO_PROXY": "*", "no_proxy": "*",
        }
        os.mkdir(self.path("home"))
        self.servers = {}
        self.venv = None

    def close(self):
        for server, _ in self.servers.values():
            server.stdin.close()
            server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def tool(self, name):
        source, binary = os.path.join(HERE, name + ".c"), os.path.join(self.cache, name)
        if not os.path.exists(binary) or os.path.getmtime(binary) < os.path.getmtime(source):
            subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", binary, source] + TOOLS[name], check=True)
        return binary

    def program(self, *names):
        """The first of these programs that there is, else None and a note. /usr/bin only: no stand-ins."""
        for name in names:
            path = shutil.which(name, path="/usr/bin:/bin")
            if path:
                return path
        self.note(f"{names[0]} is not installed: left out")
        return None

    def python(self, module):
        """The Python of a folder of its own that has imagen-cli and google-genai; None where they cannot be had."""
        if self.venv is None:
            self.venv = self.make_venv() or ""
        if not self.venv:
            return None
        found = subprocess.run([self.venv + "/bin/python", "-c", f"import {module}"], capture_output=True)
        if found.returncode:
            self.note(f"{module} cannot be had from PyPI: left out")
        return None if found.returncode else self.venv + "/bin/python"

    def make_venv(self):
        venv = os.path.join(self.cache, "venv")
        done = os.path.join(venv, "complete")
        if os.path.exists(done):
            return venv
        shutil.rmtree(venv, ignore_errors=True)
        names = ["python3.12", "python3.13", "python3.14"]
        found = [shutil.which(name) for name in names]
        found += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.1[2-9]*/bin/python3"))) + [shutil.which("python3")]
        for python in filter(None, found):
            if subprocess.run([python, "-m", "venv", venv], capture_output=True).returncode:
                continue
            pip = [venv + "/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
            for wanted in ("google-genai", "imagen-cli[tui]==0.1.7"):
                if subprocess.run(pip + [wanted], capture_output=True).returncode:
                    self.note(f"{wanted} cannot be installed with {python}: left out (imagen-cli wants Python 3.12)")
            open(done, "w").close()
            return venv
        self.note("no Python can make a venv: imagen-cli and google-genai left out")
        return None

    def run(self, command, environment=None, shell=False):
        """Runs to the end, output thrown away; None when it failed."""
        result, errors = self.path("metered"), self.path("errors")
        command = ["/bin/bash", "-o", "pipefail", "-c", command] if shell else command
        with open(errors, "wb") as said:
            subprocess.run(
                [self.tool("meter"), result] + command, env={**self.environment, **(environment or {})},
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, cwd=self.folder)
        run = Run(open(result).read())
        if run.code:
            words = open(errors, errors="replace").read().strip().splitlines()
            self.note(f"{os.path.basename(command[0])} ended with {run.code}: {words[-1][:120] if words else ''}")
            return None
        return run

    def compare(self, commands, rounds=None):
        """{name: how} → {name: [Run]}; in turn, after one round that does not count. A `how` is called or run."""
        commands = {name: how for name, how in commands.items() if how}
        results = {name: [] for name in commands}
        for turn in range((rounds or self.rounds) + 1):
            for name, how in list(commands.items()):
                run = how() if callable(how) else self.run(how)
                if run is None:
                    del commands[name]
                    results[name] = []
                elif turn:
                    results[name].append(run)
        return results

    # MARK: Pictures and servers

    def pictures(self, side, noise):
        """A PNG and a JPEG of the same scene."""
        name = os.path.join(self.cache, f"picture-{side}-{noise}")
        if not os.path.exists(name + ".jpg"):
            subprocess.run(
                [self.tool("picture"), str(side), str(noise), name + ".png", name + ".part"], check=True)
            os.rename(name + ".part", name + ".jpg")
        return name + ".png", name + ".jpg"

    def base_url(self, kind, seconds=0, form="event"):
        """A server that answers every request with this picture, a file or a number of bytes of PNG, within so long."""
        key = kind, seconds, form
        if key not in self.servers:
            png = open(kind, "rb").read() if isinstance(kind, str) else stored_png(kind)
            body = self.path(f"body-{len(self.servers)}")
            with open(body, "wb") as file:
                file.write(FORMS[form][1](png))
            server = subprocess.Popen(
                [self.tool("server"), body, str(seconds), FORMS[form][2]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self.servers[key] = (server, int(server.stdout.readline()))
        return f"http://127.0.0.1:{self.servers[key][1]}"

    def config(self, kind, forms, seconds=0):
        """A configuration with a provider for each of these forms of answer: `p1`, `p2`… with the model `bench`."""
        path = self.path(f"config-{kind}-{seconds}-{'-'.join(forms)}.toml")
        with open(path, "w") as file:
            for number, form in enumerate(forms, 1):
                file.write(
                    f'[providers.p{number}]\ndialect = "{FORMS[form][0]}"\nauth = "none"\nmodels = ["bench"]\n'
                    f'base_url = "{self.base_url(kind, seconds, form)}"\n')
        return path

    def google(self, kind, seconds=0):
        return {"GEMINI_API_KEY": "x", "GOOGLE_GEMINI_BASE_URL": self.base_url(kind, seconds)}

    def generate(self, kind, *more, session="bench", seconds=0):
        """One picture from such a server, through the command line."""
        command = [self.easel, "generate", "a", "fox", "-m", "google/gemini-3-pro-image", "--json", "--session", session]
        return self.run(command + list(more), self.google(kind, seconds))


def stored_png(size):
    """A valid PNG of about so many bytes, the same every time."""
    side = max(8, int((size / 3) ** 0.5))
    noise = random.Random(1)
    rows = b"".join(b"\0" + noise.randbytes(side * 3) for _ in range(side))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))


def event(png):
    """The answer as Google streams it: the whole picture in one line."""
    part = {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(png).decode()}}
    usage = {"promptTokenCount": 12, "candidatesTokenCount": 1120, "totalTokenCount": 1132}
    answer = {
        "candidates": [{"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": usage, "modelVersion": "gemini-3-pro-image"}
    return b"data: " + json.dumps(answer, separators=(",", ":")).encode() + b"\r\n\r\n"


def chunks(*deltas):
    """What a chat streams."""
    words = [{"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta}]} for delta in deltas]
    words.append({"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    lines = [b"data: " + json.dumps(word, separators=(",", ":")).encode() + b"\n\n" for word in words]
    return b"".join(lines) + b"data: [DONE]\n\n"


def data_uri(png):
    return "data:image/png;base64," + base64.b64encode(png).decode()


def markdown(png):
    """Gateways that make a picture a link in what the model says."""
    return chunks({"role": "assistant", "content": "Here it is: "}, {"content": f"![image]({data_uri(png)})"})


def images(png):
    """OpenRouter and those who follow it."""
    url = {"type": "image_url", "image_url": {"url": data_uri(png)}}
    return chunks({"role": "assistant", "content": "Here it is."}, {"images": [url]})


def b64_json(png):
    """/v1/images/generations."""
    data = [{"b64_json": base64.b64encode(png).decode()}]
    return json.dumps({"created": 1, "data": data}, separators=(",", ":")).encode()


# Dialect, answer, type.
FORMS = {
    "event": ("gemini", event, "text/event-stream"), "markdown": ("openai-chat", markdown, "text/event-stream"),
    "images[]": ("openai-chat", images, "text/event-stream"), "b64_json": ("openai-images", b64_json, "application/json"),
}


def progress(text):
    print(text, file=sys.stderr, flush=True)
