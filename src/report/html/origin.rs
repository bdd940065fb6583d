//! Where the figures come from: what is estimated, made up or unstated, and the source of every column.

use crate::language::Language;
use crate::report::Subject;
use crate::scenario::TableSource;
use crate::scenario::TableSpec;
use crate::table::Origin;

use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::page::Page;
use super::page::pick;

/// How many names the banner shows of each kind.
const SHOWN: usize = 8;
/// How many columns of a table are listed with their source.
const MOST_COLUMNS: usize = 200;

/// The kinds of figures that a reader must be warned of: what each is, and which figures are so, by the names
/// they have in the scenario.
pub(crate) fn warnings<'a>(subject: &Subject<'a>) -> Vec<(&'static str, &'a [String])> {
    let found = subject.provenance;
    let language = subject.language;
    let kinds = [
        (pick(language, "Made up (synthetic) data", "虚构数据"), &found.synthetic),
        (pick(language, "Estimated data", "推算数据"), &found.estimated),
        (pick(language, "Illustrative figures", "示意性数字"), &found.illustrative),
        (pick(language, "Data of unstated origin", "未注明来源的数据"), &found.unstated),
        (pick(language, "Parameters without a source", "未注明来源的参数"), &found.unsourced),
    ];
    kinds
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(kind, names)| (kind, names.as_slice()))
        .collect()
}

/// What a figure is called: the title of a column, the label of a parameter.
pub(crate) fn title(subject: &Subject<'_>, name: &str) -> Option<String> {
    let parameter = subject.scenario.parameters.iter().find(|parameter| parameter.name == name);
    if let Some(parameter) = parameter {
        let label = parameter.label.get(subject.language);
        return (label != name).then(|| label.to_owned());
    }
    let (table, column) = name.split_once('.')?;
    let table = subject.scenario.tables.iter().position(|spec| spec.name == table)?;
    let column = subject.tables.tables[table].columns.get(column)?;
    Some(column.title.as_ref()?.get(subject.language).to_owned())
}

/// Writes the warning at the head of the page; nothing where every figure is sourced.
pub(crate) fn banner(page: &mut Page, subject: &Subject<'_>) {
    let warnings = warnings(subject);
    if warnings.is_empty() {
        return;
    }
    page.raw("<aside class=\"banner\" role=\"note\">\n");
    page.words("strong", "Not all of these figures are facts.", "以下数字并非全部有据可查。");
    page.words(
        "p",
        "The result rests in part on figures that are estimated, made up, chosen for illustration, or whose source nobody states. It shows how the policies differ; it is no statement of what any community needs or gets.",
        "本结果所依据的数字中，有的系推算、虚构或为示意而选定，有的未注明来源。结果仅用于说明方案之间的差别，不代表任何单位的实际需求或实际拨付。",
    );
    page.raw("<dl>\n");
    for (kind, names) in warnings {
        page.element("dt", kind).raw("<dd>");
        for (index, name) in names.iter().take(SHOWN).enumerate() {
            if index > 0 {
                page.say("; ", "；");
            }
            if let Some(title) = title(subject, name) {
                page.text(&title).raw(" ");
            }
            page.raw("<code>").text(name).raw("</code>");
        }
        if names.len() > SHOWN {
            let more = figure::decimal((names.len() - SHOWN) as f64, 0);
            page.text(&match subject.language {
                Language::English => format!("; and {more} more, listed under data sources"),
                Language::Chinese => format!("；另有 {more} 项，见“数据来源”"),
            });
        }
        page.raw("</dd>\n");
    }
    page.raw("</dl>\n</aside>\n");
}

/// What a table is read from: its file, or the table that it is generated from and by what norm.
pub(crate) fn shown(subject: &Subject<'_>, spec: &TableSpec) -> String {
    match &spec.source {
        TableSource::File(file) => file.shown.clone(),
        TableSource::Generated(generation) => {
            let from = &subject.scenario.tables[generation.from].name;
            let formula = generation.formula();
            match subject.language {
                Language::English => format!("generated from {from}: {formula} rows for each"),
                Language::Chinese => format!("由 {from} 生成：每个 {formula} 行"),
            }
        }
    }
}

/// Lists every figure that is estimated, made up, illustrative or without a source.
fn not_facts(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    let warnings = warnings(subject);
    if warnings.is_empty() {
        page.words("p", "Every figure states its source.", "全部数字均注明来源。");
        return;
    }
    let caption = pick(language, "Figures that are not plainly sourced facts", "并非有据可查的数字");
    let mut grid = Grid::open(page, "plain", caption);
    grid.headings(&[
        Heading::words(pick(language, "Name", "名称")),
        Heading::words(pick(language, "Meaning", "含义")),
    ]);
    for (kind, names) in warnings {
        grid.section(kind);
        for name in names.iter().take(MOST_COLUMNS) {
            grid.row(&Cell::Code(name.clone()), &[Cell::words(title(subject, name))]);
        }
    }
    grid.close();
}

/// Writes the source of every column of every table.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    page.raw("<section id=\"sources\">\n").words("h2", "Data sources", "数据来源");
    not_facts(page, subject);
    for (table, spec) in subject.tables.tables.iter().zip(&subject.scenario.tables) {
        let rows = figure::decimal(table.rows() as f64, 0);
        let caption = match language {
            Language::English => format!("Table {} ({}): {rows} rows", table.name, shown(subject, spec)),
            Language::Chinese => format!("数据表 {}（{}）：{rows} 行", table.name, shown(subject, spec)),
        };
        let mut grid = Grid::open(page, "sources", &caption);
        grid.headings(&[
            Heading::words(pick(language, "Column", "列")),
            Heading::words(pick(language, "Meaning", "含义")),
            Heading::words(pick(language, "Unit", "单位")),
            Heading::words(pick(language, "Origin", "性质")),
            Heading::words(pick(language, "Source", "来源")),
        ]);
        for (name, column) in table.columns.iter().take(MOST_COLUMNS) {
            let title = column.title.as_ref().map(|title| title.get(language).to_owned());
            let origin = column.origin.label().get(language).to_owned();
            grid.row(
                &Cell::Code(name.clone()),
                &[
                    Cell::words(title),
                    Cell::words(column.unit.clone()),
                    if column.origin == Origin::Sourced { Cell::Words(origin) } else { Cell::Flag(origin) },
                    Cell::words(column.source.clone()),
                ],
            );
        }
        grid.close();
        if table.columns.len() > MOST_COLUMNS {
            let left = figure::decimal((table.columns.len() - MOST_COLUMNS) as f64, 0);
            page.element(
                "p",
                &match language {
                    Language::English => format!("{left} more columns are left out here."),
                    Language::Chinese => format!("另有 {left} 列未列出。"),
                },
            );
        }
        page.raw("<p class=\"hash\">SHA-256 <code>").text(&table.hash).raw("</code></p>\n");
    }
    page.raw("</section>\n");
}
