//! The last sheet: what is estimated, the rules and formulas as written, data sources and definitions.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::language::Language;
use crate::measure::Metric;
use crate::report::Subject;
use crate::report::html::assumptions::derived_lines;
use crate::report::html::assumptions::pool_lines;
use crate::report::html::assumptions::share_lines;
use crate::report::html::definition;
use crate::report::html::figure;
use crate::report::html::origin;
use crate::report::html::page::pick;

use super::MOST_ROWS;
use super::layout::Layout;
use super::plan::Plan;
use super::sheet::Sheet;

/// One note: topic, item, text, source.
type Note = [String; 4];

/// Writes the sheet.
pub(crate) fn sheet(layout: &Layout<'_>, plan: Option<&Plan<'_>>) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let mut sheet = Sheet::open(&layout.name, pick(language, "Notes", "说明"), &[], layout.formats)?;
    let headings = [("Topic", "主题"), ("Item", "项目"), ("Text", "内容"), ("Source", "来源")];
    sheet.headings(&headings.map(|(en, zh)| (pick(language, en, zh).to_owned(), false)))?;
    let notes = [warnings, rules, sources, definitions];
    let notes = notes.into_iter().flat_map(|write| write(layout.subject));
    for note in about(layout.subject, plan).into_iter().chain(notes).take(sheet.room()) {
        for (column, text) in (0..).zip(&note) {
            sheet.text(column, text)?;
        }
        sheet.next();
    }
    sheet.finish(0)
}

fn about(subject: &Subject<'_>, plan: Option<&Plan<'_>>) -> Vec<Note> {
    let language = subject.language;
    let topic = pick(language, "About this workbook", "关于本工作簿");
    let note = |item: &str, text: String| [topic.to_owned(), item.to_owned(), text, String::new()];
    let values = match plan {
        Some(_) => pick(
            language,
            "Claims, bounds, awards and measures are formulas: change a coloured cell on the sheet of parameters, a fact or the service catalogue, and they follow. What a sheet marks as values does not.",
            "测算额、保底封顶、分配额与指标均为公式：修改参数表中着色的单元格、数据或服务目录，结果随之改变；标明为数值者不变。",
        )
        .to_owned(),
        None => {
            let most = figure::decimal(MOST_ROWS as f64, 0);
            match language {
                Language::English => format!("With more than {most} rows the cells hold values, not formulas: a change of a parameter here changes no award. Change the scenario and run it again."),
                Language::Chinese => format!("数据超过 {most} 行，单元格均为数值而非公式：在此修改参数不会改变分配结果。请修改情景文件后重新运行。"),
            }
        }
    };
    let exact = pick(
        language,
        "Awards and reserve add up to the pool's total exactly. An empty cell means that the figure is not defined.",
        "各单位分配额与机动之和恰等于总盘。空白单元格表示该数值无定义。",
    );
    let mut notes = vec![
        note(pick(language, "Formulas", "公式"), values),
        note(pick(language, "Sums", "合计"), exact.to_owned()),
        note(pick(language, "Program", "程序"), format!("junheng {}", env!("CARGO_PKG_VERSION"))),
    ];
    if plan.is_some() {
        let digits = pick(
            language,
            "A spreadsheet computes with 15 digits where the program computes exactly: shares are compared to the decimals that the workings show, so that after a change two members whose remainders agree in all of them may be taken for tied. Who takes part in a pool is as at the time of writing.",
            "电子表格按 15 位有效数字计算，程序则精确计算：份额按测算过程所示的小数位比较，因此修改后若两个单位的余数在这些小数位上完全相同，可能被视为并列。参与总盘的单位以生成时为准。",
        );
        notes.push(note(pick(language, "Digits", "精度"), digits.to_owned()));
    }
    let given = pick(language, "Given on the command line", "命令行指定");
    notes.extend(subject.scenario.overrides.iter().map(|text| note(given, text.clone())));
    notes
}

fn warnings(subject: &Subject<'_>) -> Vec<Note> {
    let topic = pick(subject.language, "What is not plainly sourced", "非直接有出处的数字");
    let of_kind = |(kind, names): (&str, &[String])| -> Vec<Note> {
        let note = |name: &String| {
            let title = origin::title(subject, name).unwrap_or_default();
            [topic.to_owned(), kind.to_owned(), format!("{name} {title}").trim().to_owned(), String::new()]
        };
        names.iter().map(note).collect()
    };
    origin::warnings(subject).into_iter().flat_map(of_kind).collect()
}

fn rules(subject: &Subject<'_>) -> Vec<Note> {
    let language = subject.language;
    let scenario = subject.scenario;
    let mut notes = Vec::new();
    for pool in &scenario.pools {
        let topic = format!("{}{}", pick(language, "Pool: ", "总盘："), pool.label.get(language));
        let lines = pool_lines(pool, language).into_iter();
        notes.extend(
            lines.map(|(item, text)| [topic.clone(), item, text.content().to_owned(), String::new()]),
        );
    }
    for policy in &scenario.policies {
        for (pool, share) in scenario.pools.iter().zip(&policy.shares) {
            let title = pick(language, "Policy: ", "方案：");
            let topic = format!("{title}{} · {}", policy.label.get(language), pool.label.get(language));
            let lines = share_lines(pool, share, language).into_iter();
            notes.extend(
                lines.map(|(item, text)| [topic.clone(), item, text.content().to_owned(), String::new()]),
            );
        }
    }
    let topic = pick(language, "Columns computed, and groupings", "派生列与分组");
    let lines = derived_lines(subject).into_iter();
    notes.extend(lines.map(|(item, text)| [topic.to_owned(), item, text, String::new()]));
    notes
}

fn sources(subject: &Subject<'_>) -> Vec<Note> {
    let language = subject.language;
    let mut notes = Vec::new();
    for (table, spec) in subject.tables.tables.iter().zip(&subject.scenario.tables) {
        let shown = origin::shown(subject, spec);
        let topic = format!("{}{} ({shown})", pick(language, "Table: ", "数据表："), table.name);
        for (name, column) in &table.columns {
            let title = column.title.as_ref().map_or("", |title| title.get(language));
            let unit = column.unit.as_deref().map_or(String::new(), |unit| format!(" [{unit}]"));
            let label = column.origin.label();
            let origin = label.get(language);
            let text = format!("{title}{unit}{}{origin}", pick(language, "; ", "；"));
            let text = text.trim_start_matches(['；', ';', ' ']).to_owned();
            notes.push([topic.clone(), name.clone(), text, column.source.clone().unwrap_or_default()]);
        }
        notes.push([topic, "SHA-256".to_owned(), table.hash.clone(), String::new()]);
    }
    notes
}

fn definitions(subject: &Subject<'_>) -> Vec<Note> {
    let language = subject.language;
    let topic = pick(language, "Definitions", "指标定义");
    let note = |metric: Metric| {
        let (label, meaning) = (metric.label(), definition::meaning(metric));
        let item = format!("{} ({})", label.get(language), metric.id());
        let source = definition::source(metric);
        [topic.to_owned(), item, meaning.get(language).to_owned(), source.get(language).to_owned()]
    };
    Metric::ALL.into_iter().map(note).collect()
}
