//! The sheet of the service catalogue: its items, what a driver unit of each adds to the columns of the table, and
//! what each comes to.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::report::html::page::pick;
use crate::scenario::Service;
use crate::scenario::ServiceColumn;
use crate::scenario::ServiceKind;
use crate::scenario::Services;

use super::layout::Layout;
use super::place::letters;
use super::place::quoted;
use super::place::range;
use super::place::row_number;
use super::place::sheet_prefix;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;
use super::world::COUNTED_FROM;
use super::world::World;

/// The columns, from the left: id, item, department, kind, driver, hours, yuan, admitted, funded; then what a unit
/// adds to each column of the table; then what the item comes to.
const GIVEN: [(&str, &str); COUNTED_FROM] = [
    ("Id", "编号"),
    ("Item", "事项"),
    ("Department", "部门"),
    ("Kind", "类别"),
    ("Driver", "工作量口径"),
    ("Hours a unit", "单位工时"),
    ("Yuan a unit", "单位经费（元）"),
    ("Admitted", "准入"),
    ("Share that comes with it", "随事经费比例"),
];

/// Writes the sheet of the world's catalogue.
pub(crate) fn sheet(
    layout: &Layout<'_>,
    world: &World<'_>,
    catalogue: &Services,
) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let title = pick(language, "Service catalogue", "服务目录");
    let note = pick(
        language,
        "Hours, yuan, admission and shares may be changed here: what follows from them is computed again.",
        "可在此修改工时、经费、准入与比例，其结果随之重算。",
    );
    let mut sheet = Sheet::open(&layout.name, title, &[note.to_owned()], layout.formats)?;
    let mut headings: Vec<(String, bool)> =
        GIVEN.iter().map(|(en, zh)| (pick(language, en, zh).to_owned(), false)).collect();
    let adds = pick(language, "A unit adds to\n", "每单位计入\n");
    headings.extend(ServiceColumn::ALL.iter().map(|column| (format!("{adds}{}", column.name()), true)));
    headings.push((pick(language, "Units a year", "年工作量").to_owned(), false));
    headings.push((pick(language, "Hours a year", "年工时").to_owned(), false));
    headings.push((pick(language, "Yuan a year", "年经费（元）").to_owned(), false));
    sheet.headings(&headings)?;
    for (index, item) in catalogue.items.iter().enumerate() {
        given(&mut sheet, layout, item)?;
        counted(&mut sheet, index, item)?;
        totals(&mut sheet, world, catalogue, index, item)?;
        sheet.next();
    }
    sheet.finish(2)
}

fn given(sheet: &mut Sheet<'_>, layout: &Layout<'_>, item: &Service) -> Result<(), XlsxError> {
    sheet.text(0, &item.id)?;
    sheet.text(1, item.label.get(layout.language()))?;
    sheet.text(2, &item.department)?;
    sheet.text(3, item.kind.id())?;
    sheet.text(4, item.per.formula.text())?;
    sheet.number(5, Some(item.hours), Shown::General)?;
    sheet.number(6, Some(item.yuan), Shown::General)?;
    sheet.value(7, &Seen::Truth(item.admitted), Shown::General)?;
    sheet.number(8, Some(item.funded), Shown::General)
}

/// What a driver unit adds to each of the columns.
fn counted(sheet: &mut Sheet<'_>, index: usize, item: &Service) -> Result<(), XlsxError> {
    let row = row_number(index);
    let is = |kind: ServiceKind| format!("EXACT($D{row},{})", quoted(kind.id()));
    let (hours, yuan, admitted, funded) =
        (format!("$F{row}"), format!("$G{row}"), format!("$H{row}"), format!("$I{row}"));
    for (place, column) in ServiceColumn::ALL.into_iter().enumerate() {
        let text = match column {
            ServiceColumn::ServiceHours => format!("IF({admitted},{hours},0)"),
            ServiceColumn::AdministrativeHours => {
                format!("IF(AND({admitted},{}),{hours},0)", is(ServiceKind::Administrative))
            }
            ServiceColumn::RequestCount => {
                format!("IF(AND({admitted},{}),1,0)", is(ServiceKind::Request))
            }
            ServiceColumn::RequestHours => {
                format!("IF(AND({admitted},{}),{hours},0)", is(ServiceKind::Request))
            }
            ServiceColumn::ServiceCost => format!("IF({admitted},{yuan},0)"),
            ServiceColumn::ServiceFunded => format!("IF({admitted},{yuan}*{funded},0)"),
            ServiceColumn::ServiceUnfunded => format!("IF({admitted},{yuan}-{yuan}*{funded},0)"),
        };
        let at = u16::try_from(COUNTED_FROM + place).unwrap_or(u16::MAX);
        sheet.formula(at, &text, &Seen::Number(column.amount(item, 1.0)), Shown::General)?;
    }
    Ok(())
}

/// What the item comes to over all members.
fn totals(
    sheet: &mut Sheet<'_>,
    world: &World<'_>,
    catalogue: &Services,
    index: usize,
    item: &Service,
) -> Result<(), XlsxError> {
    let Some((table, first, _)) = world.drivers() else { return Ok(()) };
    let units: f64 = world.facts.drivers().get(index).map_or(0.0, |units| units.iter().sum());
    let own = &world.tables[table];
    let text = format!("SUM({})", range(&sheet_prefix(&own.name), first + index, own.rows));
    let from = COUNTED_FROM + ServiceColumn::ALL.len();
    let (at, row) = (u16::try_from(from).unwrap_or(u16::MAX), row_number(index));
    debug_assert_eq!(catalogue.over, table);
    sheet.formula(at, &text, &Seen::Number(units), Shown::Money)?;
    for (place, column) in [(1, ServiceColumn::ServiceHours), (2, ServiceColumn::ServiceCost)] {
        let counted = ServiceColumn::ALL.iter().position(|known| *known == column).unwrap_or(0);
        let text = format!("${}{row}*${}{row}", letters(from), letters(COUNTED_FROM + counted));
        sheet.formula(at + place, &text, &Seen::Number(column.amount(item, units)), Shown::Money)?;
    }
    Ok(())
}
