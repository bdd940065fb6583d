//! The lines of the workings: their order, their rows, their names, and the cells that others refer to.

use crate::language::Language;
use crate::report::html::page::pick;

use crate::report::workbook::place::FIRST_ROW;
use crate::report::workbook::place::letters;
use crate::report::workbook::place::sheet_prefix;
use crate::report::workbook::plan::Key;
use crate::report::workbook::plan::Plan;
use crate::report::workbook::plan::PolicySheet;
use crate::report::workbook::scheme::HALVINGS;

/// One line of the workings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Pool,
    Policy,
    Part,
    Number,
    Rule,
    Rounding,
    Members,
    Total,
    Step,
    Steps,
    Least,
    Most,
    Weights,
    Check,
    Highest,
    Halving(i32),
    Lambda,
    DivisorHighest,
    DivisorHalving(i32),
    Divisor,
    Decimals,
    Given,
    Left,
    Cut,
    Above,
    At,
    Wanted,
    Last,
    Spent,
    Reserve,
}

/// Every line, from the top.
pub(super) fn lines() -> Vec<Line> {
    let mut lines = vec![
        Line::Pool,
        Line::Policy,
        Line::Part,
        Line::Number,
        Line::Rule,
        Line::Rounding,
        Line::Members,
        Line::Total,
        Line::Step,
        Line::Steps,
        Line::Least,
        Line::Most,
        Line::Weights,
        Line::Check,
        Line::Highest,
    ];
    lines.extend((1..=HALVINGS).map(Line::Halving));
    lines.extend([Line::Lambda, Line::DivisorHighest]);
    lines.extend((1..=HALVINGS).map(Line::DivisorHalving));
    lines.extend([
        Line::Divisor,
        Line::Decimals,
        Line::Given,
        Line::Left,
        Line::Cut,
        Line::Above,
        Line::At,
        Line::Wanted,
        Line::Last,
        Line::Spent,
        Line::Reserve,
    ]);
    lines
}

/// The row of a line, as a spreadsheet counts.
fn row_of(line: Line) -> u32 {
    let halvings = HALVINGS.unsigned_abs();
    let (first, second, last) = (15, 17 + halvings, 17 + 2 * halvings);
    FIRST_ROW
        + match line {
            Line::Pool => 0,
            Line::Policy => 1,
            Line::Part => 2,
            Line::Number => 3,
            Line::Rule => 4,
            Line::Rounding => 5,
            Line::Members => 6,
            Line::Total => 7,
            Line::Step => 8,
            Line::Steps => 9,
            Line::Least => 10,
            Line::Most => 11,
            Line::Weights => 12,
            Line::Check => 13,
            Line::Highest => 14,
            Line::Halving(number) => first + number.unsigned_abs() - 1,
            Line::Lambda => first + halvings,
            Line::DivisorHighest => first + halvings + 1,
            Line::DivisorHalving(number) => second + number.unsigned_abs() - 1,
            Line::Divisor => last,
            Line::Decimals => last + 1,
            Line::Given => last + 2,
            Line::Left => last + 3,
            Line::Cut => last + 4,
            Line::Above => last + 5,
            Line::At => last + 6,
            Line::Wanted => last + 7,
            Line::Last => last + 8,
            Line::Spent => last + 9,
            Line::Reserve => last + 10,
        }
}

/// A part's cell, seen from the same sheet.
pub(super) fn own(line: Line, column: usize) -> String {
    format!("{}${}", letters(column), row_of(line))
}

/// The cell of a line that counts for a member of a policy's sheet.
pub(crate) fn cell(plan: &Plan<'_>, sheet: &PolicySheet, line: Line, member: usize) -> String {
    let (prefix, row) = (sheet_prefix(&plan.workings), row_of(line));
    let parts = plan.totals(sheet).len();
    let (first, last) = (letters(sheet.first_part), letters(sheet.first_part + parts - 1));
    match sheet.own(Key::Part, member) {
        Some(part) => format!("INDEX({prefix}${first}${row}:${last}${row},{part})"),
        None => format!("{prefix}${first}${row}"),
    }
}

/// The cells of a line for all parts of a policy's sheet, and for one of them.
pub(crate) fn cells(plan: &Plan<'_>, sheet: &PolicySheet, line: Line) -> Vec<String> {
    let parts = plan.totals(sheet).len();
    let place = |part: usize| {
        format!("{}${}${}", sheet_prefix(&plan.workings), letters(sheet.first_part + part), row_of(line))
    };
    (0..parts).map(place).collect()
}

/// All cells of a line for a policy's sheet.
pub(crate) fn line_range(plan: &Plan<'_>, sheet: &PolicySheet, line: Line) -> String {
    let parts = plan.totals(sheet).len();
    let (first, last) = (letters(sheet.first_part), letters(sheet.first_part + parts - 1));
    let row = row_of(line);
    format!("{}${first}${row}:${last}${row}", sheet_prefix(&plan.workings))
}

/// What a line is called.
pub(super) fn label(line: Line, language: Language) -> String {
    let say = |en: &str, zh: &str| pick(language, en, zh).to_owned();
    match line {
        Line::Pool => say("Pool", "总盘"),
        Line::Policy => say("Policy", "方案"),
        Line::Part => say("Part", "分盘"),
        Line::Number => say("Number of the part", "分盘序号"),
        Line::Rule => say("Rule", "规则"),
        Line::Rounding => say("Rounding", "取整方法"),
        Line::Members => say("Members", "单位数"),
        Line::Total => say("Total", "总额"),
        Line::Step => say("Size of a step", "最小单位"),
        Line::Steps => say("Total in steps", "总额（最小单位数）"),
        Line::Least => say("Floors together", "保底合计"),
        Line::Most => say("Caps together", "封顶合计"),
        Line::Weights => say("Weights together", "权重合计"),
        Line::Check => say("Can it be shared out?", "能否分配"),
        Line::Highest => say("Highest λ", "λ 上限"),
        Line::Halving(number) => format!("{} {number}", say("λ, halving", "λ，第几次折半：")),
        Line::Lambda => say("λ", "λ"),
        Line::DivisorHighest => say("Highest λ of the divisor method", "除数法 λ 上限"),
        Line::DivisorHalving(number) => {
            format!("{} {number}", say("λ of the divisor method, halving", "除数法 λ，第几次折半："))
        }
        Line::Divisor => say("λ of the divisor method", "除数法 λ"),
        Line::Decimals => say("Decimals of shares that count", "份额保留小数位"),
        Line::Given => say("Whole steps given first", "先行分配的整数部分"),
        Line::Left => say("Steps left", "余下的最小单位数"),
        Line::Cut => say("Remainder (or λ) at the cut", "入选界限（余数或 λ）"),
        Line::Above => say("Members above the cut", "高于界限的单位数"),
        Line::At => say("Members at the cut", "恰在界限的单位数"),
        Line::Wanted => say("Steps for those at the cut", "界限处可分的最小单位数"),
        Line::Last => say("Last of them in the order of ids", "其中按编号排序的末位"),
        Line::Spent => say("Given out", "分配合计"),
        Line::Reserve => say("Reserve", "机动"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_row_of_its_own_in_order() {
        let rows: Vec<u32> = lines().into_iter().map(row_of).collect();
        let expected: Vec<u32> = (FIRST_ROW..).take(rows.len()).collect();
        assert_eq!(rows, expected);
    }
}
