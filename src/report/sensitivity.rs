//! Which numbers decide a metric: as JSON, and as a table for a terminal.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use super::aligned::aligned;
use super::aligned::finish;
use crate::explore::sensitivity::Interval;
use crate::explore::sensitivity::number::Number;
use crate::explore::sensitivity::said::Said;
use crate::explore::sensitivity::study::MethodResult;
use crate::explore::sensitivity::study::Sensitivity;
use crate::explore::sensitivity::study::Study;
use crate::formula::number_text;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::group_thousands;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// A sensitivity with what it is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its tables.
    pub tables: &'a Tables,
    /// What was asked.
    pub study: &'a Study,
    /// What came out.
    pub sensitivity: &'a Sensitivity<'a>,
}

fn said_json(said: &Said, number: &Number<'_>) -> Value {
    let pair = |interval: Interval| Value::from(vec![real(interval.low), real(interval.high)]);
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    match said {
        Said::Index(index) => {
            put("first", real(index.first));
            put("first_ci", pair(index.first_interval));
            put("total", real(index.total));
            put("total_ci", pair(index.total_interval));
        }
        Said::Effect(effect) => {
            put("mu", real(effect.mu));
            put("mu_star", real(effect.mu_star));
            put("mu_star_ci", pair(effect.mu_star_interval));
            put("sigma", real(effect.sigma));
            put("effects", Value::from(effect.effects));
        }
        Said::Swing(swing) => {
            let maybe = |value: Option<f64>| value.map_or(Value::Null, real);
            put("low", real(swing.low));
            put("high", real(swing.high));
            put("at_low", maybe(swing.at_low));
            put("at_high", maybe(swing.at_high));
            put("least", maybe(swing.least));
            put("most", maybe(swing.most));
            put("swing", maybe(swing.width()));
        }
        Said::Nothing => {
            for key in ["first", "first_ci", "total", "total_ci"] {
                put(key, Value::Null);
            }
        }
    }
    put("reaches", Value::from(number.reaches));
    put("declared", Value::from(number.declared));
    Value::Object(map)
}

/// A number, or null where it is none.
fn real(number: f64) -> Value {
    serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)
}

#[derive(Serialize)]
struct Document<'a> {
    metric: String,
    method: &'a str,
    parameters: Map<String, Value>,
    seed: u64,
    samples: usize,
    runs: usize,
    failed: usize,
    present: Option<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
    left_out: &'a [String],
}

/// Writes the JSON document, ended by a line feed.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(about: &About<'_>, mut out: impl io::Write) -> io::Result<()> {
    let (study, sensitivity) = (about.study, about.sensitivity);
    let indices = match &sensitivity.result {
        MethodResult::Sobol(indices) => indices.as_ref(),
        MethodResult::Morris(_) | MethodResult::Tornado(_) => None,
    };
    let numbers = sensitivity.numbers().into_iter();
    let document = Document {
        metric: study.measured.path(about.scenario, about.tables),
        method: study.method.id(),
        parameters: numbers.map(|(number, said)| (number.name.clone(), said_json(&said, number))).collect(),
        seed: study.seed,
        samples: study.samples,
        runs: sensitivity.runs,
        failed: sensitivity.failed,
        present: sensitivity.present,
        mean: indices.map(|indices| indices.mean),
        sd: indices.map(|indices| indices.variance.sqrt()),
        left_out: &sensitivity.left_out,
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
}

/// The table for a terminal, what matters most first, and how to read it.
pub fn summary(about: &About<'_>, language: Language) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = lines(about, language, &mut text);
    text
}

fn lines(about: &About<'_>, language: Language, text: &mut String) -> std::fmt::Result {
    let (study, sensitivity) = (about.study, about.sensitivity);
    let label = study.measured.label(about.scenario, about.tables);
    let present = sensitivity.present.map_or_else(|| "–".to_owned(), short);
    match language {
        Language::English => writeln!(text, "{} ({present} as the scenario stands)", label.en)?,
        Language::Chinese => writeln!(text, "{}（按情景现状为 {present}）", label.zh)?,
    }
    let head = Text::new(study.method.id(), study.method.id());
    let (method, runs, samples, seed) = (head.get(language), sensitivity.runs, study.samples, study.seed);
    match language {
        Language::English => writeln!(text, "{method}: {runs} runs, samples {samples}, seed {seed}")?,
        Language::Chinese => writeln!(text, "{method}：运行 {runs} 次，样本 {samples}，种子 {seed}")?,
    }
    let ranked = sensitivity.ranked();
    writeln!(text, "\n{}", table(&ranked, language, sensitivity))?;
    let untouched: Vec<&str> =
        ranked.iter().filter(|(number, _)| !number.reaches).map(|(number, _)| number.name.as_str()).collect();
    let lists = [
        (untouched, "It does not rest on", "与下列各项无关"),
        (
            sensitivity.left_out.iter().map(String::as_str).collect(),
            "Left out, for they have neither a range nor a distribution",
            "未纳入（既无范围也无分布）",
        ),
    ];
    for (names, en, zh) in lists.into_iter().filter(|(names, _, _)| !names.is_empty()) {
        match language {
            Language::English => writeln!(text, "{en}: {}", names.join(", "))?,
            Language::Chinese => writeln!(text, "{zh}：{}", names.join("、"))?,
        }
    }
    writeln!(text, "{}", reading(&sensitivity.result).get(language))?;
    if ranked.iter().any(|(number, _)| number.reaches && number.is_group()) {
        writeln!(text, "{}", reading_of_groups(&sensitivity.result).get(language))?;
    }
    if !about.scenario.correlations.is_empty() {
        let said = Text::new(
            "Correlations are left aside: every number is varied independently of the others.",
            "不计相关性：各变动项相互独立变动。",
        );
        writeln!(text, "{}", said.get(language))?;
    }
    Ok(())
}

fn table(ranked: &[(&Number<'_>, Said)], language: Language, sensitivity: &Sensitivity<'_>) -> String {
    let mut table = aligned();
    let heads: &[Text] = &match sensitivity.result {
        MethodResult::Sobol(_) => {
            [("first", "一阶"), ("95 %", "95% 区间"), ("total", "总"), ("95 %", "95% 区间")]
        }
        MethodResult::Morris(_) => [("μ*", "μ*"), ("95 %", "95% 区间"), ("μ", "μ"), ("σ", "σ")],
        MethodResult::Tornado(_) => {
            [("from–to", "取值"), ("at low", "低端"), ("at high", "高端"), ("swing", "幅度")]
        }
    }
    .map(|(en, zh)| Text::new(en, zh));
    let corner = Text::new("  input", "  变动项");
    let heads = heads.iter().map(|head| head.get(language).to_owned());
    table.set_header(std::iter::once(corner.get(language).to_owned()).chain(heads));
    for (number, said) in ranked.iter().filter(|(number, _)| number.reaches) {
        let label = format!("  {} ({})", number.label.get(language), number.name);
        table.add_row(std::iter::once(label).chain(cells(said, language)));
    }
    finish(table, |column| column > 0)
}

fn cells(said: &Said, language: Language) -> [String; 4] {
    let interval = |interval: Interval, shown: &dyn Fn(f64) -> String| {
        format!("{} … {}", shown(interval.low), shown(interval.high))
    };
    // Nothing is 0.000, also just below.
    let share = |value: f64| format!("{:.3}", if value.abs() < 0.0005 { 0.0 } else { value });
    let maybe = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), short);
    match said {
        Said::Index(index) => [
            share(index.first),
            interval(index.first_interval, &share),
            share(index.total),
            interval(index.total_interval, &share),
        ],
        Said::Effect(effect) => [
            short(effect.mu_star),
            interval(effect.mu_star_interval, &short),
            short(effect.mu),
            short(effect.sigma),
        ],
        Said::Swing(swing) => [
            match swing.low.is_nan() && swing.at_low.is_some() {
                true => Text::new("drawn again", "重复抽样").get(language).to_owned(),
                false => format!("{} … {}", short(swing.low), short(swing.high)),
            },
            maybe(swing.at_low),
            maybe(swing.at_high),
            maybe(swing.width()),
        ],
        Said::Nothing => ["–", "–", "–", "–"].map(str::to_owned),
    }
}

/// A number with four significant digits.
fn short(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let digits = if number == 0.0 { 0 } else { 3 - number.abs().log10().floor() as i32 };
    let decimals = digits.clamp(0, 9);
    let scale = 10_f64.powi(decimals);
    group_thousands(&number_text((number * scale).round() / scale))
}

/// How to read the table.
fn reading(result: &MethodResult) -> Text {
    match result {
        MethodResult::Sobol(_) => Text::new(
            "first: the share of the variance that an input accounts for alone; total: with all that it acts together \
             with. Sobol' indices (Saltelli 2010, Jansen 1999), bootstrap intervals.",
            "一阶：该项单独解释的方差份额；总：连同与其他各项的共同作用。Sobol′ 指数（Saltelli 2010、\
             Jansen 1999），区间由自助法得出。",
        ),
        MethodResult::Morris(_) => Text::new(
            "μ*: how far the result goes, on average, while an input crosses its whole width; σ: how much that depends \
             on the others (Morris 1991, Campolongo 2007).",
            "μ*：该项走完全部范围时结果平均变动多少；σ：这一变动随其他各项变化的程度（Morris 1991、\
             Campolongo 2007）。",
        ),
        MethodResult::Tornado(_) => Text::new(
            "One input at a time, all others as the scenario has them; swing: the largest less the smallest from end to \
             end.",
            "每次只变一项，其余保持情景现值；幅度：全程最大值减最小值。",
        ),
    }
}

/// How to read the rows of the members' own errors.
fn reading_of_groups(result: &MethodResult) -> Text {
    match result {
        MethodResult::Sobol(_) => Text::new(
            "error of each: the members' own errors, all drawn again together as one group.",
            "各自误差：各单位自身的误差，作为一组同时重新抽取。",
        ),
        MethodResult::Morris(_) => Text::new(
            "error of each: the members' own errors as one group, each moved up or down by itself; its effect has a \
             size but no direction.",
            "各自误差：各单位自身的误差作为一组，各自上移或下移；其效应只有大小，没有方向。",
        ),
        MethodResult::Tornado(_) => Text::new(
            "error of each: the members' own errors drawn again and again; low and high are what 5 % and 95 % of the \
             results stay below.",
            "各自误差：各单位自身的误差重复抽取；低端、高端为结果的 5% 与 95% 分位。",
        ),
    }
}
