"""A terminal without a screen: 120 × 36 cells of 10 × 20 pixels, which answers questions as xterm does."""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time

COLUMNS, ROWS, CELL = 120, 36, (10, 20)
SIZE = (COLUMNS * CELL[0], ROWS * CELL[1])
QUESTION = re.compile(
    rb"\x1b\[>0?q|\x1b\[\?[12];[14];0S|\x1b\[1[46]t|\x1b\[18t|\x1b\[\??6n|\x1b\[\?\d+\$p|\x1b\[>0?c|\x1b\[0?c"
    rb"|\x1b\]1[01];\?(?:\x07|\x1b\\)")
SEQUENCE = re.compile(
    rb"\x1bP.*?\x1b\\|\x1b_.*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]", re.DOTALL)


class Terminal:
    """One program in a pty. Times are seconds since the moment before exec."""

    def __init__(self, command, environment, sixel=False):
        self.sixel, self.bytes, self.unasked = sixel, bytearray(), 0
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, *SIZE))
        clock_out, clock_in = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            # What an editor saves when it is ended belongs here.
            os.chdir(environment["HOME"])
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(slave, descriptor)
            os.set_inheritable(clock_in, False)
            os.write(clock_in, struct.pack("d", time.monotonic()))
            try:
                os.execve(command[0], command, environment)
            finally:
                os._exit(127)
        os.close(slave)
        os.close(clock_in)
        self.start = struct.unpack("d", os.read(clock_out, 8))[0]
        os.close(clock_out)
        self.master = master

    def pump(self, seconds):
        """Takes what comes within this time; the moment it came, or None."""
        if not select.select([self.master], [], [], max(0, seconds))[0]:
            return None
        try:
            chunk = os.read(self.master, 1 << 16)
        except OSError:
            chunk = b""
        if not chunk:
            raise EOFError("the program ended: " + plain(self.bytes)[-200:].decode(errors="replace"))
        now = time.monotonic()
        self.bytes += chunk
        self.answer()
        return now - self.start

    def answer(self):
        for match in QUESTION.finditer(self.bytes, self.unasked):
            reply = self.reply(match.group())
            self.unasked = match.end()
            if reply:
                os.write(self.master, reply)
        self.unasked = max(self.unasked, len(self.bytes) - 16)

    def reply(self, question):
        if question in (b"\x1b[>q", b"\x1b[>0q"):
            return b"\x1bP>|XTerm(379)\x1b\\"
        if question.endswith(b"S"):
            if not self.sixel:
                return question[:4] + b";3;0S"
            return b"\x1b[?1;0;256S" if question[3:4] == b"1" else b"\x1b[?2;0;%d;%dS" % SIZE
        if question == b"\x1b[16t":
            return b"\x1b[6;%d;%dt" % (CELL[1], CELL[0])
        if question == b"\x1b[14t":
            return b"\x1b[4;%d;%dt" % (SIZE[1], SIZE[0])
        if question == b"\x1b[18t":
            return b"\x1b[8;%d;%dt" % (ROWS, COLUMNS)
        if question.endswith(b"n"):
            return b"\x1b[1;1R"
        if question.endswith(b"$p"):
            return question[:-2] + b";0$y"
        if question.startswith(b"\x1b[>"):
            return b"\x1b[>41;379;0c"
        if question.endswith(b"c"):
            return b"\x1b[?64;1;2;%s6;9;15;18;21;22c" % (b"4;" if self.sixel else b"")
        if question.startswith(b"\x1b]"):
            shade = b"ffff" if question[3:4] == b"0" else b"0000"
            return question[:4] + b";rgb:" + b"/".join([shade] * 3) + b"\x1b\\"
        return None

    def until(self, marker, limit=20.0):
        """The moment this text had come, wherever on the screen."""
        end, seen = time.monotonic() + limit, 0
        while time.monotonic() < end:
            moment = self.pump(end - time.monotonic())
            if moment is not None and marker in plain(self.bytes[seen:]):
                return moment
        raise TimeoutError(f"no “{marker.decode()}” within {limit:.0f} s")

    def settle(self, quiet=0.3, limit=20.0, patience=None):
        """The moment of the last byte before a quiet of so many seconds; None when nothing came."""
        last, end = None, time.monotonic() + limit
        while time.monotonic() < end:
            moment = self.pump(quiet if last is not None else patience or quiet)
            if moment is None:
                return last
            last = moment
        return last

    def shown(self, since, enough, limit=10.0):
        """The last byte of a picture: `enough` of what came since that offset is true, then it is quiet. None: never."""
        last, end = None, time.monotonic() + limit
        while time.monotonic() < end and not enough(self.bytes[since:]):
            last = self.pump(end - time.monotonic()) or last
        return self.settle(0.25) or last if enough(self.bytes[since:]) else None

    def key(self, keys):
        os.write(self.master, keys)

    def echo(self, letter, limit=2.0):
        """Milliseconds from this key to its letter on the screen."""
        seen, sent = len(self.bytes), time.monotonic()
        self.key(letter)
        end = sent + limit
        while time.monotonic() < end:
            moment = self.pump(end - time.monotonic())
            if moment is not None and letter in plain(self.bytes[seen:]):
                return (moment + self.start - sent) * 1000
        raise TimeoutError(f"{letter} was not echoed")

    def close(self):
        try:
            os.killpg(self.pid, signal.SIGTERM)
            end = time.monotonic() + 1
            while time.monotonic() < end:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    break
                try:
                    self.pump(0.02)
                except EOFError:
                    time.sleep(0.005)
            else:
                os.killpg(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.master)

    # MARK: What the system accounts

    def processes(self):
        """The program and all that it started."""
        found, parents = [self.pid], {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    stat = open(f"/proc/{name}/stat").read()
                    parents[int(name)] = int(stat[stat.rindex(")") + 2:].split()[1])
                except OSError:
                    pass
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def switches(self):
        """Voluntary context switches so far by thread, and clock ticks of CPU by process."""
        switches, ticks = {}, {}
        for pid in self.processes():
            for task in os.listdir(f"/proc/{pid}/task"):
                status = open(f"/proc/{pid}/task/{task}/status").read()
                switches[task] = int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.M).group(1))
            stat = open(f"/proc/{pid}/stat").read()
            fields = stat[stat.rindex(")") + 2:].split()
            ticks[pid] = int(fields[11]) + int(fields[12])
        return switches, ticks

    def megabytes(self):
        """Resident memory: of the largest process all, of the others what is theirs alone. And the largest's peak."""
        sizes = []
        for pid in self.processes():
            status = open(f"/proc/{pid}/status").read()
            sizes.append(tuple(
                int((re.search(rf"^{field}:\s+(\d+)", status, re.M) or [0, 0])[1]) / 1024
                for field in ("VmRSS", "RssAnon", "VmHWM")))
        sizes.sort(reverse=True)
        return sizes[0][0] + sum(anonymous for _, anonymous, _ in sizes[1:]), sizes[0][2]


def plain(text):
    """What is left on a screen: no sequences."""
    return SEQUENCE.sub(b"", bytes(text))
