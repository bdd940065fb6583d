//! What the result rests on: the parameters, the values given on the command line, and every formula as written.

use crate::formula::number_text;
use crate::language::Language;
use crate::quantity::group_thousands;
use crate::report::Subject;
use crate::scenario::Parameter;
use crate::scenario::PlacedFormula;
use crate::scenario::Pool;
use crate::scenario::Share;

use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::page::Page;
use super::page::pick;

/// The most strata whose totals are written one by one.
const MOST_STRATA: usize = 20;

/// Writes the parameters and the formulas.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"assumptions\">\n").words("h2", "Assumptions", "参数与假设");
    overrides(page, subject);
    parameters(page, subject);
    page.raw("</section>\n<section id=\"formulas\">\n").words("h2", "Rules and formulas", "规则与公式");
    page.words(
        "p",
        "Formulas stand as they are written in the scenario; names are columns and parameters. λ is found so that awards and reserve add up to the total exactly.",
        "公式按情景文件原样列示，名称为数据列或参数。λ 由程序求出，使分配额与机动之和恰等于总盘。",
    );
    pools(page, subject);
    shares(page, subject);
    derived(page, subject);
    page.raw("</section>\n");
}

/// A number as a reader writes it: thousands separated, at most 15 digits.
pub(crate) fn number(value: f64) -> String {
    let text = number_text(value);
    if text.contains('e') { text } else { group_thousands(&text) }
}

/// Whether the parameter's value was given on the command line.
pub(crate) fn is_given(subject: &Subject<'_>, parameter: &Parameter) -> bool {
    subject.scenario.overrides.iter().any(|given| {
        let name = given.split_once('=').map_or(given.as_str(), |(name, _)| name).trim();
        let name = name.strip_prefix("parameters.").unwrap_or(name);
        name.strip_suffix(".value").unwrap_or(name).trim_matches(['"', '`']) == parameter.name
    })
}

fn overrides(page: &mut Page, subject: &Subject<'_>) {
    if subject.scenario.overrides.is_empty() {
        return;
    }
    page.words(
        "p",
        "Given on the command line, in place of the scenario's own:",
        "运行时在命令行指定、取代情景文件中的原值：",
    );
    page.raw("<ul>\n");
    for given in &subject.scenario.overrides {
        page.raw("<li><code>").text(given).raw("</code></li>\n");
    }
    page.raw("</ul>\n");
}

fn parameters(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    // The first parameter is the year, which the title names.
    let parameters = &subject.scenario.parameters[1..];
    if parameters.is_empty() {
        page.words("p", "The scenario has no parameters.", "本情景没有参数。");
        return;
    }
    let mut grid = Grid::open(
        page,
        "plain",
        pick(language, "Parameters: numbers that somebody chose", "参数：由人选定的数值"),
    );
    grid.headings(&[
        Heading::words(pick(language, "Parameter", "参数")),
        Heading::words(pick(language, "Name", "名称")),
        Heading::figures(pick(language, "Value", "取值")),
        Heading::words(pick(language, "Unit", "单位")),
        Heading::figures(pick(language, "Range", "范围")),
        Heading::words(pick(language, "Source", "来源")),
    ]);
    for parameter in parameters {
        let own =
            |text: &Option<crate::language::Text>| text.as_ref().map(|text| text.get(language).to_owned());
        let mut source = own(&parameter.source)
            .unwrap_or_else(|| pick(language, "no source stated", "未注明来源").to_owned());
        if is_given(subject, parameter) {
            source.push_str(pick(language, "; value given on the command line", "；取值由命令行指定"));
        }
        let range = parameter.range.map(|(least, most)| format!("{} – {}", number(least), number(most)));
        grid.row(
            &Cell::Words(parameter.label.get(language).to_owned()),
            &[
                Cell::Code(parameter.name.clone()),
                Cell::Figure(number(parameter.value)),
                Cell::words(own(&parameter.unit)),
                Cell::figure(range),
                Cell::Words(source),
            ],
        );
    }
    grid.close();
}

fn pools(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    let mut grid = Grid::open(
        page,
        "formulas",
        pick(language, "What is shared out, and the standard of need", "总盘与标准支出"),
    );
    grid.headings(&[
        Heading::words(pick(language, "Item", "项目")),
        Heading::words(pick(language, "As stated", "内容")),
    ]);
    for pool in &subject.scenario.pools {
        grid.section(pool.label.get(language));
        for (title, content) in pool_lines(pool, language) {
            grid.row(&Cell::Words(title), &[content]);
        }
    }
    grid.close();
}

/// What is stated of a pool: each line's title and content.
pub(crate) fn pool_lines(pool: &Pool, language: Language) -> Vec<(String, Cell)> {
    let amount = |parts| Cell::Words(figure::with_unit(&pool.unit, parts, language));
    let title = |en: &str, zh: &str| pick(language, en, zh).to_owned();
    let mut lines = vec![
        (title("Total", "总额"), amount(pool.total)),
        (title("Smallest amount given", "最小分配单位"), amount(pool.step)),
    ];
    if let Some(members) = &pool.members {
        lines.push((title("Who takes part", "参与范围"), code(members)));
    }
    if let Some(strata) = &pool.strata {
        let totals =
            strata.totals.iter().map(|(name, total)| format!("{name} = {}", pool.unit.grouped(*total)));
        let mut totals: Vec<String> = totals.take(MOST_STRATA).collect();
        if strata.totals.len() > MOST_STRATA {
            totals.push(format!("… ({})", strata.totals.len()));
        }
        let by = format!("{}: {}", strata.column, totals.join(", "));
        lines.push((title("Kept apart", "分块"), Cell::Code(by)));
    }
    match &pool.need {
        Some(need) => {
            lines.push((title("Need", "标准支出"), code(&need.formula)));
            if let Some(label) = &need.label {
                lines.push((title("Standard", "标准名称"), Cell::Words(label.get(language).to_owned())));
            }
            let source = need.source.as_ref().map(|source| source.get(language).to_owned());
            let source = source.unwrap_or_else(|| title("no source stated", "未注明来源"));
            lines.push((title("Source of the standard", "标准来源"), Cell::Words(source)));
        }
        None => lines.push((title("Need", "标准支出"), Cell::Words(title("no standard stated", "未设标准")))),
    }
    lines
}

fn code(formula: &PlacedFormula) -> Cell {
    Cell::Code(formula.formula.text().to_owned())
}

fn shares(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    for policy in &subject.scenario.policies {
        let caption = match language {
            Language::English => format!("Policy: {}", policy.label.en),
            Language::Chinese => format!("方案：{}", policy.label.zh),
        };
        let mut grid = Grid::open(page, "formulas", &caption);
        grid.headings(&[
            Heading::words(pick(language, "Item", "项目")),
            Heading::words(pick(language, "As stated", "内容")),
        ]);
        for (pool, share) in subject.scenario.pools.iter().zip(&policy.shares) {
            grid.section(pool.label.get(language));
            for (title, content) in share_lines(pool, share, language) {
                grid.row(&Cell::Words(title), &[content]);
            }
        }
        grid.close();
    }
}

/// What is stated of a policy's share of a pool: each line's title and content.
pub(crate) fn share_lines(pool: &Pool, share: &Share, language: Language) -> Vec<(String, Cell)> {
    let title = |en: &str, zh: &str| pick(language, en, zh).to_owned();
    let rule = format!("{}: {}", share.rule.label().get(language), share.rule.formula());
    let mut lines = vec![(title("Rule", "分配规则"), Cell::Words(rule))];
    for factor in &share.factors {
        let label = factor.label.get(language);
        let name = if label == factor.id { label.to_owned() } else { format!("{label} ({})", factor.id) };
        lines.push((format!("{}{name}", pick(language, "Factor: ", "因素：")), code(&factor.amount)));
    }
    let bounds = [
        (title("Floor", "保底"), &share.floor),
        (title("Cap", "封顶"), &share.cap),
        (title("Has already", "已有额"), &share.existing),
    ];
    lines.extend(bounds.into_iter().filter_map(|(title, bound)| Some((title, code(bound.as_ref()?)))));
    lines.push((title("Rounding", "取整方法"), Cell::Words(share.rounding.label().get(language).to_owned())));
    lines.push((title("Exact ties", "并列处理"), Cell::Words(share.ties.label().get(language).to_owned())));
    if pool.strata.is_some() {
        let merged =
            if share.merge { ("merged into one", "合并分配") } else { ("kept apart", "分块分配") };
        lines.push((title("Parts of the pool", "分块处理"), Cell::Words(title(merged.0, merged.1))));
    }
    lines
}

fn derived(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    let lines = derived_lines(subject);
    if lines.is_empty() {
        return;
    }
    let mut grid =
        Grid::open(page, "formulas", pick(language, "Columns computed, and groupings", "派生列与分组"));
    grid.headings(&[
        Heading::words(pick(language, "Name", "名称")),
        Heading::words(pick(language, "Formula", "公式")),
    ]);
    for (name, formula) in lines {
        grid.row(&Cell::Code(name), &[Cell::Code(formula)]);
    }
    grid.close();
}

/// Every derived column and grouping: its name and its formula as written.
pub(crate) fn derived_lines(subject: &Subject<'_>) -> Vec<(String, String)> {
    let text = |formula: &PlacedFormula| formula.formula.text().to_owned();
    let columns = subject.scenario.tables.iter().flat_map(|table| {
        let name = |column: &str| format!("{}.{column}", table.name);
        let formulas = table.derived.iter().filter_map(move |column| Some((column, column.formula()?)));
        formulas.map(move |(column, formula)| (name(&column.name), text(formula)))
    });
    let groupings = subject
        .scenario
        .groupings
        .iter()
        .map(|grouping| (format!("groups.{}", grouping.id), text(&grouping.by)));
    columns.chain(groupings).collect()
}
