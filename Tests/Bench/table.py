"""The one table, and the arithmetic behind it."""

from statistics import median


class Row:
    """One line: what was measured, in `unit`; the goal is said in words and judged by `met`."""

    def __init__(self, number, metric, unit, easel, peers=None, limit=None, ratio="", goal="", met=None):
        self.number, self.metric, self.unit = number, metric, unit
        self.easel, self.peers, self.limit = easel, peers or {}, limit
        self.ratio, self.goal, self.met = ratio, goal, met

    def cells(self):
        peers = ", ".join(f"{name} {show(value)}" for name, value in self.peers.items())
        limit = "" if self.limit is None else "{} {}".format(self.limit[0], show(self.limit[1]))
        verdict = {True: "met", False: "MISSED", None: "-"}[self.met]
        easel = "-" if self.easel is None else f"{show(self.easel)} {self.unit}"
        return [str(self.number), self.metric, easel, peers, limit, self.ratio, self.goal, verdict]


def show(value):
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def middle(values):
    values = [value for value in values if value is not None]
    return median(values) if values else None


def ratio(ours, theirs):
    """The median of the ratios of what was measured in the same round."""
    return middle([a / b for a, b in zip(ours, theirs) if a is not None and b])


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def times(value):
    return "?" if value is None else f"{value:.2f}×"


def at_most(value, limit):
    return None if value is None else value <= limit


def at_least(value, limit):
    return None if value is None else value >= limit


def print_table(rows, notes):
    head = ["#", "metric", "Easel", "peers", "limit", "ratio", "goal", ""]
    lines = [head] + [row.cells() for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for index, line in enumerate(lines):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        if index == 0:
            print("  ".join("-" * width for width in widths))
    for note in notes:
        print(f"note: {note}")
