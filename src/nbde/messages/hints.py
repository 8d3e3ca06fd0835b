"""Sentences on standard error: hints, progress, the form a table was recognised as."""

from __future__ import annotations

# fmt: off
MESSAGES: dict[str, tuple[str, str]] = {
    "hint.no_observation": ("{count} of {rows} targets have no observation to judge {year} by. To fill them: nbde init DIR and your own figures, --scenario doubling, or --growth RATE for a path.", "{rows}个目标中有{count}个没有可据以评估{year}年的实际值。补充办法：nbde init 目录后填入自己的数据，或用--scenario doubling，或用--growth 增速给出路径。"),
    "hint.no_observation.one": ("1 of {rows} targets has no observation to judge {year} by. To fill it: nbde init DIR and your own figures, --scenario doubling, or --growth RATE for a path.", ""),
    "hint.no_observation_own": ("{count} of {rows} targets have no observation to judge {year} by: add them with --observations FILE or --assume.", "{rows}个目标中有{count}个没有可据以评估{year}年的实际值：可用--observations 文件或--assume补充。"),
    "hint.no_observation_own.one": ("1 of {rows} targets has no observation to judge {year} by: add some with --observations FILE or --assume.", ""),
    "hint.written": ("written: {path}", "已写入：{path}"),
    "hint.init": ("now: nbde gap --targets {targets} --observations {observations}", "接着可用：nbde gap --targets {targets} --observations {observations}"),
    "hint.sound": ("sound: {count} targets, {observations} observations", "表格无误：{count}个目标，{observations}个实际值"),
    "hint.sound.one": ("sound: 1 target, {observations} observations", ""),
    "hint.checked": ("{count} problems, {doubts} doubtful", "{count}个问题，{doubts}处存疑"),
    "hint.checked.one": ("1 problem, {doubts} doubtful", ""),
    "hint.reading": ("reading the tables", "正在读取表格"),
    "hint.computing": ("computing", "正在计算"),
    "hint.writing": ("writing the answer", "正在写出结果"),
    "hint.working": ("{stage} … {seconds} s", "{stage}……{seconds}秒"),
    "hint.recognised": ("{table}: {parts}", "{table}：{parts}"),
    "hint.and": (", ", "，"),
    "hint.sheet": ("sheet {sheet}", "工作表{sheet}"),
    "hint.rows": ("{count} rows", "{count}行"),
    "hint.rows.one": ("1 row", ""),
    "hint.years": ("{count} years", "{count}个年份"),
    "hint.years.one": ("1 year", ""),
    "hint.ignored": ("{count} rows of other indicators passed over", "略过其他指标{count}行"),
    "hint.ignored.one": ("1 row of other indicators passed over", ""),
    "hint.ignored_columns": ("columns passed over: {names}", "略过的列：{names}"),
}
