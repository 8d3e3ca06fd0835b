"""Every column of every table, declared once.

Reading, error messages, output formats and the documentation of the data all follow from this page.
Nothing here imports pandas, so the command line can consult it at no cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nbde import methods


class Kind(StrEnum):
    """The kind of a column's cells, by which it is read and shown."""

    TEXT = "text"
    CODE = "code"
    WORD = "word"
    YEAR = "year"
    COUNT = "count"
    NUMBER = "number"
    QUANTITY = "quantity"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its ASCII name, its headings, its meaning and how it is read and shown.

    Parameters
    ----------
    name
        The stable ASCII header.
    kind
        ``quantity`` is a number in the unit that stands in `unit_from`; ``fraction`` is a plain
        fraction in data and per cent in tables for people; ``word`` is one of `words`, shown in the reader's
        language.
    en, zh
        Headings in tables for people.
    means_en, means_zh
        The meaning, one sentence each.
    aliases
        Other headers that are read as this column.
    words
        The words a ``word`` column may hold.
    unit_from
        For a quantity, the column that holds its unit.
    """

    name: str
    kind: Kind
    en: str
    zh: str
    means_en: str
    means_zh: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unit_from: str = "unit"


COMPARISONS = (">", ">=", "=", "~", "<", "<=")
DIRECTIONS = ("increase", "decrease")
SCHEDULES = ("by", "every-year", "total")
TARGET_KINDS = ("level", "growth", "change", "multiple", "points")
PATHS = ("compound", "linear")
VINTAGES = ("preliminary", "revised")
CONFIDENCES = ("published", "secondary", "assumed")
BASES = (
    "observed",
    "baseline",
    "derived",
    "assumed",
    "projected",
    "milestone",
    "target",
    "implied",
    "published",
)
STATUSES = (
    "met",
    "on_track",
    "needs_acceleration",
    "limited",
    "wrong_direction",
    "missed",
    "undecided",
    "no_data",
)
RATIO = "ratio"  # the dimension of %, ‰ and percentage points in checked frames
TRENDS = ("endpoint", "least-squares", "exponential")
METHODS = methods.NAMES
SEVERITIES = ("problem", "doubtful")
CHECKS = (
    "parts", "share", "multiple", "growth", "ambition", "plans_agree", "interim", "baseline",
    "edition", "implied_level",
)  # fmt: skip
VERDICTS = ("ok", "rounding", "differs", "exceeds", "weaker", "break", "cannot be checked")
FIGURES = (
    "numerator", "denominator", "last_value", "value", "baseline_value", "target_value",
    "milestone", "milestone_gap", "gap", "progress", "required_growth", "required_change",
    "achieved_growth", "acceleration", "distance", "ratio", "score", "status", "share",
    "denominator_value", "level",
)  # fmt: skip

_T, _C, _W, _Y = Kind.TEXT, Kind.CODE, Kind.WORD, Kind.YEAR
_N, _Q, _F, _K = Kind.NUMBER, Kind.QUANTITY, Kind.FRACTION, Kind.COUNT

# fmt: off
_DECLARED = (
    Column("plan", _C, "plan", "规划", "Code of the plan that sets the target.", "目标所属规划的代码。",
           ("规划", "计划", "方案")),
    Column("entity", _C, "entity", "地区", "The place measured.", "被衡量的地区。", ("地区", "区域", "城市", "省份")),
    Column("indicator", _C, "code", "代码", "Short code of what is measured.", "被衡量事物的短代码。",
           ("指标", "指标代码")),
    Column("name_zh", _T, "Chinese name", "中文名", "The indicator's name in Chinese.", "指标的中文名。",
           ("中文名", "中文名称", "指标名称")),
    Column("name_en", _T, "English name", "英文名", "The indicator's name in English.", "指标的英文名。",
           ("英文名", "英文名称")),
    Column("name", _T, "indicator", "指标", "The indicator's name in the output's language.",
           "按输出语言给出的指标名称。"),
    Column("theme", _C, "theme", "主题", "The part of the plan the target belongs to.", "目标在规划中所属的部分。",
           ("主题", "类别", "分类")),
    Column("start_year", _Y, "first year", "起始年", "The plan's first year.", "规划的第一年。",
           ("起始年", "起始年份", "规划起始年")),
    Column("target_year", _Y, "target year", "目标年", "The year by which the target is to be reached.",
           "目标应当实现的年份。", ("目标年", "目标年份")),
    Column("comparison", _W, "comparison", "比较符", "How the value binds: > over, >= at least, = reach, "
           "~ about, < under, <= at most.", "数值的约束方式：> 超过，>= 不低于，= 达到，~ 左右，< 低于，<= 不高于。",
           ("比较符", "比较", "约束"), COMPARISONS),
    Column("target_value", _Q, "target", "目标值", "The value the plan commits to, in the row's unit.",
           "规划承诺的数值，以本行单位计。", ("目标值", "目标")),
    Column("unit", _C, "unit", "单位", "The unit of every quantity in the row.", "本行各数量的单位。",
           ("单位", "计量单位")),
    Column("direction", _W, "direction", "方向", "Whether an increase or a decrease is wanted.",
           "期望上升还是下降。", ("方向",), DIRECTIONS),
    Column("baseline_year", _Y, "baseline year", "基期年", "The year the target is measured from.",
           "目标起算的年份。", ("基期年", "基期年份", "基年", "基期")),
    Column("baseline_value", _Q, "baseline", "基期值", "The value the target is measured from.",
           "目标起算的数值。", ("基期值", "基数")),
    Column("schedule", _W, "schedule", "进度方式", "Whether the target holds by its year, in every year, or "
           "for the total of the years.", "目标是到期实现、逐年实现还是累计实现。", ("进度方式",), SCHEDULES),
    Column("target_kind", _W, "kind", "目标类型", "Whether the target is a level, an average annual growth, "
           "a change over the span, a multiple or percentage points.",
           "目标是水平、年均增速、期间变化、倍数还是百分点。", ("目标类型", "类型"), TARGET_KINDS),
    Column("path", _W, "path", "路径", "The line from baseline to target: constant growth rate or "
           "straight.", "从基期到目标的路线：等速增长或直线。", ("路径",), PATHS),
    Column("numerator", _C, "numerator", "分子", "For a share, the indicator that is the part.",
           "比重指标的分子指标。", ("分子",)),
    Column("denominator", _C, "denominator", "分母", "For a share, the indicator that is the whole.",
           "比重指标的分母指标。", ("分母",)),
    Column("part_of", _C, "part of", "属于", "The indicator of which this is a component; the components "
           "together make the whole.", "本指标所属的整体指标；各部分之和为整体。", ("属于", "上级指标")),
    Column("claimed_multiple", _N, "claimed multiple", "宣称倍数", "The multiple the plan claims for "
           "target over baseline, 2 for 倍增.", "规划宣称的目标与基期之比，倍增为2。", ("宣称倍数",)),
    Column("natural_limit", _Q, "natural limit", "自然极限", "The value the indicator cannot pass, in the "
           "row's unit.", "指标不可逾越的数值，以本行单位计。", ("自然极限",)),
    Column("baseline_comparison", _W, "baseline binds", "基期比较符", "How surely the baseline is known: > and >= at least, < and "
           "<= at most, ~ about; a sign in the baseline's text says the same.",
           "基期值的约束方式：>、>= 至少，<、<= 至多，~ 左右；也可写在基期值的文字中。", ("基期比较符",), COMPARISONS),
    Column("level_unit", _C, "level's unit", "水平单位", "For a growth, a change or a multiple, the unit of the level "
           "it leads to and of the baseline, where `unit` is that of the figure itself.",
           "增速、变化或倍数目标所对应水平值及基期值的单位；此时单位列为该数值自身的单位。", ("水平单位",)),
    Column("confidence", _W, "confidence", "可信度", "How surely the figure is known: published, read at "
           "second hand, or assumed.", "数值的可靠程度：正式发布、二手来源或假定。", ("可信度",), CONFIDENCES),
    Column("caveats", _C, "caveats", "保留说明", "Words on what the row's figures rest on, such as bound, assumed or "
           "carried, and on why one is empty; the note has them as sentences.",
           "该行数值所依据的保留（如仅知界限、假定、沿用）与缺值原因的代码词；说明列以句子给出。"),
    Column("note", _T, "note", "说明", "What a reader must know about the row; why a cell is empty.",
           "读者须知；空缺的原因。", ("说明", "备注", "注")),
    Column("source", _T, "source", "来源", "Where the figure was published.", "数值的出处。",
           ("来源", "数据来源", "出处")),
    Column("year", _Y, "year", "年份", "The year of the value; in results, the year asked for.",
           "数值的年份；在结果中为所问年份。", ("年份", "年", "年度")),
    Column("value", _Q, "value", "当前值", "The value, in the row's unit.", "数值，以本行单位计。",
           ("值", "数值", "当前值", "现值", "观测值")),
    Column("edition", _C, "edition", "核算版本", "The set of accounts the value belongs to; only values of "
           "one edition are comparable.", "数值所属的核算版本；只有同一版本的数值可比。", ("核算版本", "版本")),
    Column("vintage", _W, "vintage", "初步或修订", "Preliminary or revised, within an edition.",
           "同一版本内的初步数或修订数。", ("初步或修订", "数据状态"), VINTAGES),
    Column("rounded", _W, "rounded", "取整", "Whether the figure was rounded when it was published.",
           "发布时是否取整。", ("取整", "约数"), ("yes", "no")),
    Column("growth_of", _C, "growth of", "增速对应指标", "This row is the published growth rate of that "
           "indicator.", "本行是该指标公布的增速。", ("增速对应指标",)),
    Column("as_of", _Y, "as of", "截至", "The year of the value used: the latest one not after the year "
           "asked for.", "所用数值的年份：不晚于所问年份的最近一年。"),
    Column("value_basis", _W, "basis", "依据", "Where the value comes from.", "数值的由来。", words=BASES),
    Column("baseline_basis", _W, "baseline basis", "基期依据", "Where the baseline comes from.",
           "基期值的由来。", words=BASES),
    Column("years_left", _K, "years left", "剩余年数", "Target year minus the year of the value.",
           "目标年减去数值年份。"),
    Column("required_growth", _F, "required growth", "所需增速", "Compound annual growth rate from the value "
           "to the target.", "从当前值到目标的年均复合增速。"),
    Column("required_change", _Q, "required a year", "每年所需", "Change needed in each remaining year, in "
           "the row's unit; percentage points for %.", "剩余各年每年所需的变化量，以本行单位计；%则为百分点。"),
    Column("achieved_growth", _F, "achieved growth", "已实现增速", "Compound annual growth rate from the "
           "baseline to the value.", "从基期到当前值的年均复合增速。"),
    Column("acceleration", _N, "acceleration", "加速倍数", "Required growth over achieved growth.",
           "所需增速与已实现增速之比。"),
    Column("status", _W, "status", "状态", "On track or not.", "是否如期。", words=STATUSES),
    Column("milestone", _Q, "milestone", "里程碑值", "The path's value in the year.", "路径在该年的数值。"),
    Column("milestone_gap", _Q, "vs milestone", "与里程碑之差", "Value minus milestone: positive means ahead when "
           "an increase is wanted.", "当前值减里程碑值：期望上升时正数为领先。"),
    Column("gap", _Q, "gap", "差距", "Target minus value: positive means still to go when an increase is "
           "wanted.", "目标减当前值：期望上升时正数为尚差。"),
    Column("progress", _F, "progress", "完成进度", "Share of the way from baseline to target, linear.",
           "从基期到目标已完成的比例（线性）。"),
    Column("observed", _Q, "observed", "实际值", "The series' value of the year itself.", "该年的实际数值。"),
    Column("denominator_value", _Q, "denominator value", "分母值", "The whole, in `denominator_unit`.",
           "分母的数值，以分母单位计。", unit_from="denominator_unit"),
    Column("denominator_unit", _C, "denominator unit", "分母单位", "The unit of the denominator.",
           "分母的单位。"),
    Column("denominator_basis", _W, "denominator basis", "分母依据", "Where the denominator comes from.",
           "分母的由来。", words=BASES),
    Column("denominator_name", _T, "denominator's name", "分母名称",
           "The denominator's name in the output's language.", "按输出语言给出的分母名称。"),
    Column("share", _F, "share", "比重", "Part over whole, in one currency.", "同一币种下部分与整体之比。"),
    Column("start", _Q, "start", "起点", "The value at the start.", "起点值。"),
    Column("end", _Q, "end", "终点", "The value at the end.", "终点值。"),
    Column("rate", _F, "rate", "年均增速", "Compound growth rate per year.", "年均复合增速。"),
    Column("years", _N, "years", "年数", "Number of years.", "年数。"),
    Column("file", _T, "file", "文件", "The table in which the problem stands.", "问题所在的文件。"),
    Column("line", _K, "line", "行", "The line on which the record starts.", "记录起始的行号。"),
    Column("column", _C, "column", "列", "The column in which the problem stands.", "问题所在的列。"),
    Column("problem", _T, "problem", "问题", "What is wrong and what was expected.", "问题及所期望的内容。"),
    Column("method", _C, "method", "方法", "The published method.", "所用的公开方法。"),
    Column("score", _N, "score", "得分", "The number the label is cut from.", "据以划分等级的数值。"),
    *(
        Column(name, _W, name, name, f"The label by the method {name}.", f"{name}方法给出的等级。")
        for name in METHODS
    ),
    Column("observations", _K, "values used", "所用数值", "How many observations of one edition the forecast uses.",
           "预测所用同一核算版本数值的个数。"),
    Column("growth", _F, "trend a year", "趋势增速", "Drift of the past values, a compound growth rate per year; "
           "empty for a straight line.", "既往数值的年均复合增速；按直线外推时空缺。"),
    Column("projected", _Q, "trend", "趋势值", "Where the trend leads by the target year: the median.",
           "按趋势到目标年的数值（中位数）。"),
    Column("lower", _Q, "low", "下限", "Lower end of the interval.", "区间下限。"),
    Column("upper", _Q, "high", "上限", "Upper end of the interval.", "区间上限。"),
    Column("level", _F, "interval", "区间概率", "Probability of the interval.", "区间的概率。"),
    Column("probability", _F, "chance", "达标概率", "Probability of meeting the target in its year.",
           "目标年达标的概率。"),
    Column("year_met", _Y, "met in", "达标年", "First year in which the trend meets the target, or since when it "
           "is met.", "趋势首次达标的年份；已达标的为达标起始年。"),
    Column("check", _W, "check", "核对", "The check that was made.", "所作的核对。", words=CHECKS),
    Column("stated", _Q, "stated", "所述", "The figure as stated.", "原文所述的数值。"),
    Column("computed", _Q, "computed", "算得", "The figure as it follows from the others.",
           "由其他数值算得的数值。"),
    Column("difference", _Q, "difference", "相差", "Computed minus stated.", "算得减所述。"),
    Column("verdict", _W, "verdict", "结论", "How the two figures agree.", "两个数值是否一致。",
           words=VERDICTS),
    Column("figure", _W, "figure", "数值项", "The figure explained.", "所解释的数值项。", words=FIGURES),
    Column("formula", _T, "formula", "公式", "The formula in words and symbols; for an input, what it is.",
           "以文字和符号写出的公式；对输入值为其说明。"),
    Column("inserted", _T, "figures put in", "代入", "The formula with the figures put in.", "代入数值后的算式。"),
    Column("result", _N, "result", "结果", "The result in full, in `unit`; a plain fraction where that is empty.",
           "完整精度的结果，以单位计；单位空缺时为小数。"),
    Column("shown", _T, "shown as", "显示为", "The result as tables show it.", "结果在表中的显示。"),
    Column("basis", _W, "basis", "依据", "Where the figure comes from.", "数值的由来。", words=BASES),
    Column("severity", _W, "severity", "程度", "A problem stops every answer; a doubtful thing does not.",
           "问题会使程序停止；存疑不会。", words=SEVERITIES),
)
# fmt: on

# The method of that name shares its column's name with a figure of `growth`, which is declared first.
COLUMNS: dict[str, Column] = {column.name: column for column in reversed(_DECLARED)}


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of an input table, in order, and those it cannot do without."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def known(self) -> dict[str, str]:
        """Every header that is read as one of the columns, and the column it means."""
        return {alias: c for c in self.columns for alias in (c, *COLUMNS[c].aliases)}


TARGETS = Table(
    "targets",
    _names("""
    plan entity indicator name_zh name_en theme start_year target_year comparison target_value
    unit direction baseline_year baseline_value schedule target_kind path numerator denominator
    part_of claimed_multiple natural_limit confidence note source level_unit baseline_comparison
    """),
    _names("indicator target_year target_value unit"),
)

OBSERVATIONS = Table(
    "observations",
    _names("""
    entity indicator name_zh name_en year comparison value unit edition vintage rounded
    growth_of confidence source
    """),
    _names("indicator year value unit"),
)

OUTPUTS: dict[str, tuple[str, ...]] = {
    "targets": TARGETS.columns,
    "growth": _names("""
        plan entity indicator name unit year as_of value value_basis baseline_year
        baseline_value baseline_basis target_year comparison target_value years_left
        required_growth required_change achieved_growth acceleration status note confidence
        source caveats
    """),
    "share": _names("""
        plan entity indicator name year unit value value_basis denominator denominator_value
        denominator_unit denominator_basis share note confidence source target_year
        denominator_name caveats
    """),
    "gap": _names("""
        plan entity indicator name unit year as_of value value_basis baseline_year
        baseline_value baseline_basis milestone milestone_gap target_year comparison
        target_value gap progress required_growth status note confidence source caveats
    """),
    "path": _names("""
        plan entity indicator name unit year milestone observed target_year target_value note
        caveats
    """),
    "status": _names("""
        plan entity indicator name unit year as_of method score status note target_year caveats
    """),
    "forecast": _names("""
        plan entity indicator name unit target_year target_value observations growth projected
        lower upper probability year_met note year as_of level caveats
    """),
    "audit": _names("""
        plan entity check indicator year stated computed difference verdict note name unit
    """),
    "explain": _names("""
        plan entity indicator name year target_year figure as_of formula inserted comparison
        result shown unit basis edition source note confidence status
    """),
    "compound": _names("start end rate years unit"),
    "convert": _names("value unit"),
    "check": _names("file line column value problem severity"),
}

# The column that a question is about: where columns of a display must go, it goes after the others.
ANSWERS = {"growth": "required_growth", "forecast": "probability"}

# The columns a reader looks for, by command; when a terminal is too narrow the last ones go first.
DISPLAYED: dict[str, tuple[str, ...]] = {
    "status": ("name", "target_year", "status", "score", "as_of", *METHODS, "unit", "indicator"),
    "targets": _names("""
        name target_value unit target_kind target_year comparison baseline_value level_unit
        baseline_year theme schedule indicator confidence
    """),
    "growth": _names("""
        name unit value as_of target_value required_growth status achieved_growth
        required_change target_year acceleration baseline_value baseline_year indicator
    """),
    "share": _names("""
        name share value unit value_basis denominator_value denominator_basis target_year
        indicator
    """),
    "gap": _names("""
        name unit value as_of target_value gap status progress milestone milestone_gap
        target_year required_growth baseline_value baseline_year indicator
    """),
    "path": _names("name unit year milestone observed target_value target_year indicator"),
    "forecast": _names("""
        name unit target_value target_year projected lower upper probability year_met level
        observations as_of growth indicator
    """),
    "audit": _names("check name year verdict stated computed unit plan difference indicator"),
    "explain": _names("figure formula inserted result unit shown as_of basis edition source"),
    "compound": _names("start end rate years unit"),
    "convert": _names("value unit"),
    "check": _names("line column value problem severity file"),
}
