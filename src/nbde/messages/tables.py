"""The sentences in and under tables for people, and beside charts in a terminal."""

from __future__ import annotations

# fmt: off
MESSAGES: dict[str, tuple[str, str]] = {
    "table.all_rows": ("all {count}", "全部{count}项"),
    "table.and_more": ("{names} and {count} more", "{names}，另有{count}项"),
    "table.left_out": ("left out to fit {width} columns (-f csv has them all): {names}", "为适应{width}列宽度而省略（用 -f csv 可得全部）：{names}"),
    "table.no_rows": ("no rows", "无记录"),
    "table.note": ("{note}: {rows}", "{note}：{rows}"),
    "table.own_year": ("({year}) year of the figure", "({year}) 数值所属年份"),
    "table.before": ("{figure}, ", "{figure}，"),
    "table.points": ("pp", "个百分点"),
    "table.share_of": ("share of {whole}", "占{whole}的比重"),
    "table.unit": ("unit {unit}", "单位 {unit}"),
    "table.percentage_points": ("percentage points", "个百分点"),
    "table.shown_as": ("(shown as {shown})", "（显示为{shown}）"),
    "table.explained": ("{name} ({code}), target for {target_year}, in {year}", "{name}（{code}），{target_year}年目标，{year}年"),
    "table.notes": ("notes", "说明"),
    "table.plot_target": ("{target} {value} {unit} ({year})", "{target}{value}{unit}（{year}年）"),
    "table.plot_unobserved": ("no observed value to draw", "没有可绘制的实际值"),
    "table.plot_undrawn": ("not drawn, having neither a path nor an observed value: {names}", "未绘制，既无路径也无实际值：{names}"),
    "table.explained_code": ("{code}, target for {target_year}, in {year}", "{code}，{target_year}年目标，{year}年"),
}
