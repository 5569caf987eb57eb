"""Figures beside their baselines."""

import itertools
import json

from bench.figures import Figure, figure, interleave, table, write


def test_a_figure_is_the_median_of_each_side_and_their_ratio():
    made = figure("list", [30.0, 10.0, 20.0], [100.0, 80.0, 90.0], unit="ms", note="why")

    assert made == Figure("list", 20.0, "ms", 90.0, 0.222, "why")


def test_both_sides_take_turns_in_going_first():
    moments = itertools.count()

    values, baselines = interleave(3, lambda: next(moments), lambda: next(moments))

    assert (values, baselines) == ([0, 3, 4], [1, 2, 5])


def test_the_file_is_a_list_of_objects_with_six_names(tmp_path):
    write([Figure("list", 2.0, "ms", 4.0, 0.5, "two · four")], tmp_path / "bench.json")

    assert json.loads((tmp_path / "bench.json").read_text(encoding="utf-8")) == [
        {"name": "list", "value": 2.0, "unit": "ms", "baseline": 4.0, "ratio": 0.5, "note": "two · four"}
    ]


def test_the_table_has_a_head_and_a_line_for_each_figure():
    lines = table([Figure("list", 2.0, "ms", 4.0, 0.5, "why"), Figure("page", 1250.0, "requests/s", 5000.0, 0.25, "")]).splitlines()

    assert [line.split() for line in lines] == [
        ["name", "value", "baseline", "unit", "ratio", "note"],
        ["list", "2", "4", "ms", "0.5", "why"],
        ["page", "1250", "5000", "requests/s", "0.25"],
    ]
