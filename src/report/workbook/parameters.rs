//! The sheet of parameters; each value is a cell with a name.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::report::html::assumptions::is_given;
use crate::report::html::page::pick;

use super::book_name::CellNames;
use super::layout::Layout;
use super::sheet::Sheet;
use super::sheet::Shown;

/// Writes the sheet; gives the name and the place of every parameter's cell.
pub(crate) fn sheet(layout: &Layout<'_>) -> Result<(Worksheet, Vec<(String, String)>), XlsxError> {
    let language = layout.language();
    let title = pick(language, "Parameters: numbers that somebody chose", "参数：由人选定的数值");
    let mut sheet = Sheet::open(&layout.name, title, &[], layout.formats)?;
    let headings = [
        ("Name", "名称"),
        ("Parameter", "参数"),
        ("Value", "取值"),
        ("Unit", "单位"),
        ("Least", "下限"),
        ("Most", "上限"),
        ("Source", "来源"),
        ("Remark", "备注"),
        ("Name of the cell", "单元格名称"),
    ];
    sheet.headings(&headings.map(|(en, zh)| (pick(language, en, zh).to_owned(), false)))?;
    let mut names = CellNames::default();
    let mut cells = Vec::new();
    for parameter in &layout.subject.scenario.parameters {
        let own = |text: &Option<crate::language::Text>| {
            text.as_ref().map_or(String::new(), |text| text.get(language).to_owned())
        };
        let name = names.unique(&parameter.name);
        let place = format!("='{}'!$C${}", layout.name.replace('\'', "''"), sheet.next_row());
        sheet.text(0, &parameter.name)?;
        sheet.text(1, parameter.label.get(language))?;
        sheet.number(2, Some(parameter.value), Shown::General)?;
        sheet.text(3, &own(&parameter.unit))?;
        sheet.number(4, parameter.range.map(|range| range.0), Shown::General)?;
        sheet.number(5, parameter.range.map(|range| range.1), Shown::General)?;
        sheet.text(6, &own(&parameter.source))?;
        let mut remarks = Vec::new();
        if is_given(layout.subject, parameter) {
            remarks.push(pick(language, "given on the command line", "由命令行指定"));
        }
        if parameter.is_illustrative() {
            remarks.push(pick(language, "illustrative", "示意性"));
        }
        sheet.text(7, &remarks.join(pick(language, "; ", "；")))?;
        sheet.text(8, &name)?;
        sheet.next();
        cells.push((name, place));
    }
    Ok((sheet.finish(1)?, cells))
}
