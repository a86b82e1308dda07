#!/usr/bin/env python3
"""Draws the board from a Prometheus without a Grafana: each panel from its own queries, into one picture. Wants matplotlib.

    render.py --prometheus http://127.0.0.1:9090 --migration ID --minutes 10 board.png

Drawn are titles, values, units, legends and colours. What a panel has beyond that (tooltips, links) is Grafana's.
"""
import argparse
import json
import math
import pathlib
import time
import urllib.parse
import urllib.request

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt

BOARD = pathlib.Path(__file__).parent / "dashboards" / "m2m.json"
PAGE, PANEL, EDGE, TEXT, FAINT = "#111217", "#181b1f", "#2c3036", "#d8d9da", "#8e9196"
NAMED = {"green": "#73bf69", "orange": "#ff9830", "red": "#f2495c", "blue": "#5794f2", "yellow": "#fade2a",
         "purple": "#b877d9", "text": TEXT, "semi-dark-red": "#e02f44", "dark-red": "#c4162a"}
PALETTE = ["#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#705da0", "#37872d", "#fade2a"]
INCH_PER_COLUMN, INCH_PER_ROW = 0.75, 0.36


class Prometheus:
    """Answers queries over one span of time, in seconds since the epoch."""

    def __init__(self, url, start, end, variables):
        self.url, self.start, self.end, self.variables = url, start, end, variables

    def _get(self, path, **parameters):
        with urllib.request.urlopen(f"{self.url}/api/v1/{path}?{urllib.parse.urlencode(parameters)}") as answer:
            return json.load(answer)["data"]["result"]

    def _expression(self, text):
        for name, value in self.variables.items():
            text = text.replace(name, value)
        return text

    def now(self, expression):
        """Series at the end of the span: (labels, value)."""
        found = self._get("query", query=self._expression(expression), time=self.end)
        return [(each["metric"], float(each["value"][1])) for each in found]

    def over_time(self, expression):
        """Series over the span: (labels, seconds, values)."""
        step = max(1, (self.end - self.start) // 300)
        found = self._get("query_range", query=self._expression(expression), start=self.start, end=self.end, step=step)
        return [(each["metric"], [t for t, _ in each["values"]], [float(v) for _, v in each["values"]]) for each in found]


def scaled(value, steps, names):
    for step, name in zip(steps, names):
        if abs(value) >= step:
            return f"{value / step:.3g} {name}".rstrip()
    return f"{value:.3g}"


def written(value, unit):
    """A value in the words of Grafana's unit."""
    if value is None or math.isnan(value):
        return "–"
    if unit == "percentunit":
        return f"{value * 100:.3g}%"
    if unit in ("bytes", "Bps"):
        text = scaled(value, [2**30, 2**20, 2**10], ["GiB", "MiB", "KiB"])
        return (text if text[-1].isalpha() else text + " B") + ("/s" if unit == "Bps" else "")
    if unit in ("s", "dtdurations"):
        if value >= 60:
            return f"{int(value // 60)} min {int(value % 60)} s"
        return f"{value * 1000:.3g} ms" if 0 < value < 1 else f"{value:.3g} s"
    text = scaled(value, [1e9, 1e6, 1e3], ["Bil", "Mil", "K"])
    return text + {"rowsps": " rows/s", "cps": " c/s"}.get(unit, "")


def named(target, labels):
    text = target.get("legendFormat") or ""
    for key, value in labels.items():
        text = text.replace("{{%s}}" % key, value)
    return text or ", ".join(labels.values())


def fixed_colour(panel, name):
    for override in panel["fieldConfig"]["overrides"]:
        if override["matcher"]["options"] == name:
            for each in override["properties"]:
                if each["id"] == "color":
                    return NAMED.get(each["value"]["fixedColor"], TEXT)
    return None


def threshold_colour(panel, value):
    colour = TEXT
    for step in panel["fieldConfig"]["defaults"]["thresholds"]["steps"]:
        if step["value"] is None or value >= step["value"]:
            colour = NAMED.get(step["color"], TEXT)
    return colour


def frame(figure, panel, rows):
    """Axes in a panel's place, in the panel's colours; the title is above them."""
    place = panel["gridPos"]
    box = [place["x"] / 24 + 0.003, 1 - (place["y"] + place["h"]) / rows + 0.0015, place["w"] / 24 - 0.006,
           place["h"] / rows - 0.003]
    figure.add_artist(plt.Rectangle(box[:2], box[2], box[3], facecolor=PANEL, edgecolor=EDGE, zorder=-1))
    figure.text(box[0] + 0.006, box[1] + box[3] - 0.0075, panel["title"], color=TEXT, size=9, weight="bold", va="center")
    return box


def stat(figure, panel, prometheus, box):
    found = prometheus.now(panel["targets"][0]["expr"])
    defaults = panel["fieldConfig"]["defaults"]
    text, colour = defaults.get("noValue", ""), FAINT
    if found and not math.isnan(found[0][1]):
        labels, value = found[0]
        name = named(panel["targets"][0], labels)
        by_name = panel["options"]["textMode"] == "name"
        text = name if by_name else written(value, defaults["unit"])
        colour = fixed_colour(panel, name) or threshold_colour(panel, value)
    figure.text(box[0] + box[2] / 2, box[1] + box[3] * 0.42, text, color=colour, size=19, weight="bold", ha="center",
                va="center")


def bargauge(figure, panel, prometheus, box):
    axes = figure.add_axes([box[0] + 0.045, box[1] + 0.006, box[2] - 0.09, box[3] - 0.024])
    found = prometheus.now(panel["targets"][0]["expr"])
    names = [named(panel["targets"][0], labels) for labels, _ in found]
    axes.set_yticks(range(len(names)), names)
    axes.barh(range(len(names)), [1] * len(found), color=EDGE, height=0.6)
    axes.barh(range(len(names)), [value for _, value in found], color=NAMED["blue"], height=0.6)
    for row, (_, value) in enumerate(found):
        axes.text(1.02, row, written(value, "percentunit"), color=NAMED["blue"], size=10, va="center")
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.tick_params(colors=TEXT, labelsize=9, length=0)
    bare(axes)


def bare(axes):
    axes.set_facecolor(PANEL)
    for side in axes.spines.values():
        side.set_visible(False)


def summary(values, calculation):
    values = [value for value in values if not math.isnan(value)]
    if not values:
        return math.nan
    return {"lastNotNull": values[-1], "max": max(values), "mean": sum(values) / len(values), "sum": sum(values)}[calculation]


def ticks(unit, highest):
    if unit in ("bytes", "Bps"):
        return plt.MultipleLocator(2 ** max(0, math.ceil(math.log2(highest / 4))))
    return plt.MaxNLocator(4, integer=unit == "short")


def timeseries(figure, panel, prometheus, box):
    defaults = panel["fieldConfig"]["defaults"]
    custom, unit = defaults["custom"], defaults["unit"]
    lines = [(named(target, labels), times, values) for target in panel["targets"]
             for labels, times, values in prometheus.over_time(target["expr"])]
    shown = min(len(lines), 7)
    legend = (0.0072 * shown + 0.006) if lines else 0.004
    axes = figure.add_axes([box[0] + 0.042, box[1] + legend + 0.009, box[2] - 0.052, box[3] - legend - 0.026])
    bare(axes)
    below = {}
    for index, (name, times, values) in enumerate(lines):
        colour = fixed_colour(panel, name) or PALETTE[index % len(PALETTE)]
        moments = [t / 86400 for t in times]
        floor = [below.get(t, 0) for t in times] if custom["stacking"]["mode"] == "normal" else [0] * len(times)
        top = [value + base for value, base in zip(values, floor)]
        if custom["stacking"]["mode"] == "normal":
            below.update(zip(times, top))
        step = "post" if custom["lineInterpolation"] == "stepAfter" else None
        axes.fill_between(moments, floor, top, step=step, color=colour, alpha=custom["fillOpacity"] / 100, linewidth=0)
        axes.plot(moments, top, color=colour, linewidth=1.2, drawstyle="steps-post" if step else "default")
        if index < shown:
            values_shown = "   ".join(
                (f"{calc} " if len(panel["options"]["legend"]["calcs"]) > 1 else "") + written(summary(values, calc), unit)
                for calc in panel["options"]["legend"]["calcs"])
            height = box[1] + legend - 0.0045 - 0.0072 * index
            figure.text(box[0] + 0.010, height, "■", color=colour, size=7, va="center")
            figure.text(box[0] + 0.018, height, name, color=TEXT, size=7.5, va="center")
            figure.text(box[0] + box[2] - 0.006, height, values_shown, color=TEXT, size=7.5, va="center", ha="right")
    if not lines:
        axes.text(0.5, 0.5, "No data", color=FAINT, size=10, ha="center", va="center", transform=axes.transAxes)
    axes.set_xlim(prometheus.start / 86400, prometheus.end / 86400)
    highest = max([axes.dataLim.y1 if lines and math.isfinite(axes.dataLim.y1) else 0, custom.get("axisSoftMax", 0)])
    axes.set_ylim(defaults.get("min", 0), defaults.get("max", highest * 1.06 or 1))
    axes.xaxis.set_major_locator(dates.AutoDateLocator(minticks=3, maxticks=6))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:%M:%S"))
    axes.yaxis.set_major_locator(ticks(unit, axes.get_ylim()[1]))
    axes.yaxis.set_major_formatter(lambda value, _: written(value, unit))
    axes.tick_params(colors=FAINT, labelsize=7, length=0)
    axes.grid(color=EDGE, linewidth=0.5)


def table(figure, panel, prometheus, box):
    renamed = panel["transformations"][1]["options"]["renameByName"]
    columns = [renamed["Value #" + target["refId"]] for target in panel["targets"]]
    rows = {}
    for column, target in zip(columns, panel["targets"]):
        for labels, value in prometheus.now(target["expr"]):
            rows.setdefault(labels["collection"], {})[column] = value
    edges = [0.01] + [box[2] * (0.55 + 0.15 * index) for index in range(len(columns))]
    height = box[1] + box[3] - 0.019
    for edge, title in zip(edges, [renamed["collection"]] + columns):
        figure.text(box[0] + edge, height, title, color=NAMED["blue"], size=8.5, weight="bold", va="center")
    order = sorted(rows.items(), key=lambda row: -row[1].get(columns[0], 0))
    for name, values in order[: max(1, int((box[3] - 0.026) / 0.0105))]:
        height -= 0.0105
        for edge, text in zip(edges, [name] + [f"{values.get(column, 0):,.0f}" for column in columns]):
            figure.text(box[0] + edge, height, text, color=TEXT, size=8.5, va="center")


def row(figure, panel, rows):
    place = panel["gridPos"]
    figure.text(0.008, 1 - (place["y"] + 0.5) / rows, panel["title"], color=TEXT, size=12, weight="bold", va="center")


def draw(board, prometheus, picture):
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in board["panels"])
    figure = plt.figure(figsize=(24 * INCH_PER_COLUMN, rows * INCH_PER_ROW), facecolor=PAGE)
    kinds = {"stat": stat, "bargauge": bargauge, "timeseries": timeseries, "table": table}
    for panel in board["panels"]:
        if panel["type"] == "row":
            row(figure, panel, rows)
        else:
            kinds[panel["type"]](figure, panel, prometheus, frame(figure, panel, rows))
    figure.savefig(picture, dpi=80, facecolor=PAGE)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("picture", help="the PNG to write")
    parser.add_argument("--prometheus", default="http://127.0.0.1:9090", help="URL (default: %(default)s)")
    parser.add_argument("--board", default=BOARD, type=pathlib.Path)
    parser.add_argument("--migration", default=".*", help="id (default: all)")
    parser.add_argument("--minutes", default=30.0, type=float, help="length of the span (default: %(default)s)")
    parser.add_argument("--until", type=int, help="its end, in seconds since the epoch (default: now)")
    parser.add_argument("--rate-interval", default="20s", help="what rates are taken over (default: %(default)s)")
    options = parser.parse_args()
    end = options.until or int(time.time())
    variables = {"$migration": options.migration, "$__rate_interval": options.rate_interval}
    prometheus = Prometheus(options.prometheus, end - int(options.minutes * 60), end, variables)
    draw(json.loads(options.board.read_text()), prometheus, options.picture)


if __name__ == "__main__":
    main()
