//! What each metric means and who defined it, for the notes of the page and of the workbook.

use crate::language::Text;
use crate::measure::Metric;

/// The meaning of a metric.
pub(crate) fn meaning(metric: Metric) -> Text {
    let (en, zh) = match metric {
        Metric::Total => ("Sum of all awards.", "各单位分配额之和。"),
        Metric::Reserve => (
            "The pool's total less all awards; below zero where an open pool costs more than its total.",
            "总盘减去分配额合计；据实核定的总盘超支时为负数。",
        ),
        Metric::Min => ("The smallest award.", "各单位分配额中的最小值。"),
        Metric::Max => ("The largest award.", "各单位分配额中的最大值。"),
        Metric::Gini => (
            "Gini coefficient of award per head, each member weighted by its residents (of award, where there is no column population): 0 where all are equal, towards 1 where one has all.",
            "人均分配额的基尼系数，以人口为权数（没有 population 列时按各单位分配额计算）：完全均等为 0，越集中越接近 1。",
        ),
        Metric::Theil => (
            "Theil's T of the same: the mean of (x/μ)·ln(x/μ); 0 where all are equal.",
            "同一分布的泰尔指数 T：(x/μ)·ln(x/μ) 的均值；完全均等为 0。",
        ),
        Metric::Hoover => (
            "Hoover index of the same: the share of the whole that would have to move for all to be equal.",
            "同一分布的胡佛指数：为达到完全均等须转移的部分占总额的比重。",
        ),
        Metric::Cv => (
            "Coefficient of variation of the same: standard deviation (divisor n) ÷ mean.",
            "同一分布的变异系数：标准差（除数为 n）÷ 均值。",
        ),
        Metric::AdequacyMin => (
            "The smallest adequacy; adequacy is award ÷ need, and need is what the standard of this scenario asks.",
            "保障率的最小值；保障率＝分配额÷标准支出，标准支出按本情景的标准计算。",
        ),
        Metric::AdequacyP10 => (
            "The adequacy that a tenth of the members fall below, between neighbours in proportion (spreadsheet PERCENTILE).",
            "十分之一的单位低于该保障率；相邻值之间线性插值（同电子表格 PERCENTILE）。",
        ),
        Metric::AdequacyMedian => {
            ("The adequacy that half of the members fall below.", "半数单位低于该保障率。")
        }
        Metric::AdequacyMax => ("The largest adequacy.", "保障率的最大值。"),
        Metric::AdequacyGini => (
            "Gini coefficient of adequacy, each member counted once.",
            "各单位保障率的基尼系数，每个单位计一次。",
        ),
        Metric::ShortMembers => ("Members whose adequacy is under 90%.", "保障率低于 90% 的单位个数。"),
        Metric::ShortPopulation => {
            ("Residents of the members whose adequacy is under 90%.", "保障率低于 90% 的单位的常住人口合计。")
        }
        Metric::Shortfall => (
            "What is missing to meet every need: the sum of max(0, need − award).",
            "补足全部标准支出尚缺的数额：max(0, 标准支出−分配额) 之和。",
        ),
        Metric::Gainers => {
            ("Members who get more than under the baseline.", "分配额高于基准方案的单位个数。")
        }
        Metric::Losers => ("Members who get less than under the baseline.", "分配额低于基准方案的单位个数。"),
        Metric::Moved => (
            "Half the sum of all changes against the baseline without their signs: what changes hands where both give out the same.",
            "各单位较基准方案增减额绝对值之和的一半；两方案合计相同时，即在单位之间转移的数额。",
        ),
        Metric::LargestGain => (
            "The largest gain of a member against the baseline; 0 if nobody gains.",
            "单个单位较基准方案的最大增加额；无增加者为 0。",
        ),
        Metric::LargestLoss => (
            "The largest loss of a member against the baseline; 0 if nobody loses.",
            "单个单位较基准方案的最大减少额；无减少者为 0。",
        ),
    };
    Text::new(en, zh)
}

/// Who defined the metric; plain sums and counts are as defined here.
pub(crate) fn source(metric: Metric) -> Text {
    match metric {
        Metric::Gini | Metric::AdequacyGini => {
            Text::same("Gini (1912); Lerman & Yitzhaki (1989), Journal of Econometrics 42, 43-47")
        }
        Metric::Theil => Text::same("Theil (1967), Economics and Information Theory, ch. 4"),
        Metric::Hoover => Text::same("Hoover (1936), Review of Economics and Statistics 18, 162-171"),
        Metric::Cv => Text::same("Cowell (2011), Measuring Inequality, 3rd ed., app. A.1"),
        Metric::AdequacyP10 | Metric::AdequacyMedian => {
            Text::same("Hyndman & Fan (1996), The American Statistician 50(4), 361-365, def. 7")
        }
        _ => Text::new("as defined here", "本报告定义"),
    }
}

/// A word or its meaning in English and Chinese.
type Words = (&'static str, &'static str);

/// The words of the page, each with its meaning.
pub(crate) const WORDS: [(Words, Words); 10] = [
    (
        ("pool", "总盘"),
        ("What is shared out: an amount of money or a number of posts.", "所分配的资金或编制总额。"),
    ),
    (("policy", "方案"), ("How each pool is shared out.", "各总盘的分配办法。")),
    (
        ("factor, claim", "因素、测算额"),
        (
            "A factor is a formula for what a member is due; the sum of its factors is the member's claim.",
            "因素是测算单位应得数额的公式；各因素之和即该单位的测算额。",
        ),
    ),
    (("award", "分配额"), ("What a member is given.", "单位实际分得的数额。")),
    (
        ("need", "标准支出"),
        (
            "What a member's work costs by a standard that does not depend on any policy.",
            "按独立于各方案的标准核定的单位支出。",
        ),
    ),
    (("adequacy", "保障率"), ("Award ÷ need.", "分配额÷标准支出。")),
    (
        ("floor, cap", "保底、封顶"),
        ("The least and the most that a member may be given.", "单位分配额的下限与上限。"),
    ),
    (("reserve", "机动"), ("What stays unallocated.", "未分配的部分。")),
    (
        ("λ", "λ"),
        (
            "The one number of a rule, found so that awards and reserve come to the total; under a proportional rule the yuan (or posts) for each unit of claim.",
            "规则的唯一参数，由程序求出，使分配额与机动之和等于总盘；按比例分配时即每单位测算额对应的分配额。",
        ),
    ),
    (("baseline", "基准方案"), ("The policy that the others are compared with.", "其他方案与之比较的方案。")),
];

/// The metrics of the comparison, in the order of the story: need first, then inequality, then change.
pub(crate) const HEADLINES: [Metric; 10] = [
    Metric::Total,
    Metric::Reserve,
    Metric::AdequacyMin,
    Metric::AdequacyMedian,
    Metric::ShortMembers,
    Metric::Shortfall,
    Metric::Gini,
    Metric::Moved,
    Metric::Gainers,
    Metric::Losers,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_defined_in_both_languages() {
        for metric in Metric::ALL {
            for text in [meaning(metric), source(metric)] {
                assert!(!text.en.is_empty() && !text.zh.is_empty());
            }
            let chinese = meaning(metric).zh;
            assert!(chinese.ends_with('。'), "{chinese}");
        }
    }
}
