//! The sheet of workings: for every part of every pool under every policy, λ sought by halving, the steps left and
//! who gets them. A column a part, from top to bottom as one would do it by hand.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::allocate::Rule;
use crate::report::html::page::pick;

use super::layout::Layout;
use super::place::FIRST_ROW;
use super::place::letters;
use super::place::sheet_prefix;
use super::plan::Key;
use super::plan::Plan;
use super::plan::PolicySheet;
use super::scheme::HALVINGS;
use super::scheme::NEAR;
use super::scheme::Scheme;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;
use super::worked::Worked;
use super::worked::WorkedPart;

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
fn lines() -> Vec<Line> {
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
fn own(line: Line, column: usize) -> String {
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

/// Writes the sheet.
pub(crate) fn sheet(layout: &Layout<'_>, plan: &Plan<'_>) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let title = pick(language, "Workings: how λ and the last steps are found", "测算过程：λ 与余数的求法");
    let note = pick(
        language,
        "Amounts in steps of the pool (0.01 yuan, one post …). λ is found digit by digit: half of the interval is added wherever that does not spend more than the total.",
        "金额以各总盘的最小单位计（0.01 元、1 名编制等）。λ 逐位求得：每次加上区间之半，凡合计不超过总额即予保留。",
    );
    let mut sheet = Sheet::open(&layout.name, title, &[note.to_owned()], layout.formats)?;
    let live: Vec<&PolicySheet> = plan.sheets.iter().flatten().filter(|sheet| sheet.live.is_some()).collect();
    let mut headings = vec![(pick(language, "Line", "项目").to_owned(), false)];
    for (index, policy) in live.iter().enumerate() {
        for part in 0..plan.totals(policy).len() {
            headings.push((format!("{} {}", policy.name, part + 1), index % 2 == 0));
        }
    }
    sheet.headings(&headings)?;
    for line in lines() {
        sheet.text(0, &label(line, language))?;
        for policy in &live {
            if let Some((scheme, worked)) = &policy.live {
                let writer = Writer { layout, plan, policy, scheme: *scheme, worked };
                writer.line(&mut sheet, line)?;
            }
        }
        sheet.next();
    }
    sheet.finish(1)
}

fn label(line: Line, language: crate::language::Language) -> String {
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

/// Writes the lines of one policy's sheet.
struct Writer<'a> {
    layout: &'a Layout<'a>,
    plan: &'a Plan<'a>,
    policy: &'a PolicySheet,
    scheme: Scheme,
    worked: &'a Worked,
}

impl Writer<'_> {
    fn line(&self, sheet: &mut Sheet<'_>, line: Line) -> Result<(), XlsxError> {
        for (part, worked) in self.worked.parts.iter().enumerate() {
            let column = self.policy.first_part + part;
            let at = u16::try_from(column).unwrap_or(u16::MAX);
            let seen = self.seen(line, part, worked);
            let shown = self.shown(line);
            match self.text(line, part, column) {
                Some((text, true)) => sheet.array(at, &text, &seen, shown)?,
                Some((text, false)) => sheet.formula(at, &text, &seen, shown)?,
                None => sheet.value(at, &seen, shown)?,
            }
        }
        Ok(())
    }

    fn shown(&self, line: Line) -> Shown {
        match line {
            Line::Total | Line::Spent | Line::Reserve => Shown::amount(&self.plan.pool(self.policy).unit),
            Line::Members | Line::Steps | Line::Least | Line::Most | Line::Given | Line::Left => Shown::Whole,
            _ => Shown::General,
        }
    }

    /// What the line shows before it is computed again.
    fn seen(&self, line: Line, part: usize, worked: &WorkedPart) -> Seen {
        let language = self.layout.language();
        let pool = self.plan.pool(self.policy);
        let scenario = self.layout.subject.scenario;
        let step = pool.unit.whole(pool.step);
        let shares = &self.plan.result(self.policy).policies[self.policy.policy].shared.shares;
        let number = match line {
            Line::Pool => return Seen::text(pool.label.get(language)),
            Line::Policy => return Seen::text(scenario.policies[self.policy.policy].label.get(language)),
            Line::Part => return Seen::text(shares[part].stratum.as_deref().unwrap_or_default()),
            Line::Rule => return Seen::text(self.scheme.rule.label().get(language)),
            Line::Rounding if self.scheme.is_open() => return Seen::Nothing,
            Line::Rounding => return Seen::text(self.scheme.rounding.label().get(language)),
            Line::Check => return Seen::text(if self.scheme.is_open() { "" } else { "OK" }),
            Line::Number => part as f64 + 1.0,
            Line::Members => worked.members,
            Line::Total => worked.total,
            Line::Step => step,
            Line::Steps => worked.steps,
            Line::Least => worked.least,
            Line::Most => worked.most,
            Line::Weights => worked.weights,
            Line::Highest => worked.highest,
            Line::Halving(number) => nth(&worked.halvings, number),
            Line::Lambda => worked.lambda,
            Line::DivisorHighest => worked.divisor_highest,
            Line::DivisorHalving(number) => nth(&worked.divisor_halvings, number),
            Line::Divisor => worked.divisor,
            Line::Decimals => worked.decimals,
            Line::Given => worked.given,
            Line::Left => worked.left,
            Line::Cut => worked.cut,
            Line::Above => worked.above,
            Line::At => worked.at,
            Line::Wanted => worked.left - worked.above,
            Line::Last => worked.last,
            Line::Spent => pool.unit.whole(shares[part].total - shares[part].reserve),
            Line::Reserve => pool.unit.whole(shares[part].reserve),
        };
        if self.has(line) { Seen::number(Some(number)) } else { Seen::Nothing }
    }

    /// Whether the line says something under this scheme.
    fn has(&self, line: Line) -> bool {
        let scheme = self.scheme;
        match line {
            Line::Least => scheme.has_floor,
            Line::Most => scheme.has_cap,
            Line::Weights | Line::Check => !scheme.is_open(),
            Line::Lambda | Line::Decimals => !scheme.is_open() && !scheme.is_direct(),
            Line::Highest | Line::Halving(_) => {
                !scheme.is_open() && !scheme.is_direct() && scheme.is_bounded()
            }
            Line::DivisorHighest | Line::DivisorHalving(_) | Line::Divisor => scheme.by_divisor(),
            Line::Given | Line::Left | Line::Cut | Line::At | Line::Wanted | Line::Last => !scheme.is_open(),
            Line::Above => !scheme.is_open() && !scheme.by_divisor(),
            _ => true,
        }
    }

    /// The formula of a line, and whether it is an array formula.
    fn text(&self, line: Line, part: usize, column: usize) -> Option<(String, bool)> {
        if !self.has(line) {
            return None;
        }
        let cell = |line: Line| own(line, column);
        let plain = |text: String| Some((text, false));
        let over = |text: String| Some((text, true));
        let steps = cell(Line::Steps);
        match line {
            Line::Members => match self.range(Key::Part) {
                Some(parts) => plain(format!("COUNTIF({parts},{})", cell(Line::Number))),
                None => plain(format!("ROWS({})", self.policy.range(Key::Id)?)),
            },
            Line::Total => plain((*self.plan.totals(self.policy).get(part)?).to_owned()),
            Line::Step => plain(self.plan.step(self.policy).to_owned()),
            Line::Steps => plain(format!("INT(ROUND({}/{},6))", cell(Line::Total), cell(Line::Step))),
            Line::Least => over(self.sum(&self.range(Key::Least)?, column)),
            Line::Most => over(self.sum(&self.range(Key::Most)?, column)),
            Line::Weights => match self.range(Key::Weight) {
                Some(weights) => over(self.sum(&weights, column)),
                None => plain(cell(Line::Members)),
            },
            Line::Check => plain(self.check(column)),
            Line::Highest => over(self.guarded(&self.highest(column), column)),
            Line::Halving(number) => {
                let before = if number == 1 { "0".to_owned() } else { cell(Line::Halving(number - 1)) };
                let next = format!("({before}+{}/2^{number})", cell(Line::Highest));
                let spent = self.sum(&self.held(&self.line_at(&next), column), column);
                over(format!("IF({spent}<={steps},{next},{before})"))
            }
            Line::Lambda => over(self.lambda(column)),
            Line::DivisorHighest => {
                let (weights, most) = (self.divisor_weights()?, self.most(column));
                let end = format!("IF({weights}>0,({most}+1)/{weights},0)");
                over(self.guarded(&self.all("MAX", &end, column), column))
            }
            Line::DivisorHalving(number) => {
                let before =
                    if number == 1 { "0".to_owned() } else { cell(Line::DivisorHalving(number - 1)) };
                let next = format!("({before}+{}/2^{number})", cell(Line::DivisorHighest));
                let held = self.scheme.held_text(&format!("({}*{next})", self.divisor_weights()?));
                let spent = self.sum(&self.held(&held, column), column);
                over(format!("IF({spent}<={steps},{next},{before})"))
            }
            Line::Divisor => plain(cell(Line::DivisorHalving(HALVINGS))),
            Line::Decimals => {
                let shares = self.held(&self.line_at(&cell(Line::Lambda)), column);
                let largest = self.all("MAX", &shares, column);
                over(format!("MAX(2,MIN(9,14-LEN(INT({largest}))))"))
            }
            _ => self.last_steps(line, column),
        }
    }

    /// The lines from the whole steps on.
    fn last_steps(&self, line: Line, column: usize) -> Option<(String, bool)> {
        let cell = |line: Line| own(line, column);
        let plain = |text: String| Some((text, false));
        let over = |text: String| Some((text, true));
        let rests = self.range(Key::Rest);
        let count = |test: String| self.sum(&format!("IF({test},1,0)"), column);
        match line {
            Line::Given => over(self.sum(&self.range(Key::Whole)?, column)),
            Line::Left => plain(format!("{}-{}", cell(Line::Steps), cell(Line::Given))),
            Line::Cut if self.scheme.by_divisor() => plain(format!("{}*(1+{NEAR:E})", cell(Line::Divisor))),
            Line::Cut => {
                let left = cell(Line::Left);
                let rests = self.masked(&rests?, column);
                over(format!("IF({left}>0,LARGE({rests},{left}),2)"))
            }
            Line::Above => over(count(format!("{}>{}", rests?, cell(Line::Cut)))),
            Line::At => over(count(format!("ISNUMBER({})", self.range(Key::Tied)?))),
            Line::Wanted if self.scheme.by_divisor() => plain(cell(Line::Left)),
            Line::Wanted => plain(format!("{}-{}", cell(Line::Left), cell(Line::Above))),
            Line::Last => {
                let (wanted, tied) = (cell(Line::Wanted), self.masked(&self.range(Key::Tied)?, column));
                over(format!("IF({wanted}>0,SMALL({tied},{wanted}),0)"))
            }
            Line::Spent => over(self.sum(&self.range(Key::Award)?, column)),
            Line::Reserve => {
                let decimals = self.plan.pool(self.policy).unit.decimals();
                plain(format!("ROUND({}-{},{decimals})", cell(Line::Total), cell(Line::Spent)))
            }
            _ => None,
        }
    }

    fn range(&self, key: Key) -> Option<String> {
        self.policy.range(key)
    }

    /// The expression for the members of the part alone.
    fn masked(&self, expression: &str, column: usize) -> String {
        match self.range(Key::Part) {
            Some(parts) => format!("IF({parts}={},{expression})", own(Line::Number, column)),
            None => expression.to_owned(),
        }
    }

    fn all(&self, function: &str, expression: &str, column: usize) -> String {
        format!("{function}({})", self.masked(expression, column))
    }

    fn sum(&self, expression: &str, column: usize) -> String {
        self.all("SUM", expression, column)
    }

    fn guarded(&self, text: &str, column: usize) -> String {
        format!("IF({}=\"OK\",{text},NA())", own(Line::Check, column))
    }

    fn least(&self) -> String {
        self.range(Key::Least).unwrap_or_else(|| "0".to_owned())
    }

    fn most(&self, column: usize) -> String {
        self.range(Key::Most).unwrap_or_else(|| own(Line::Steps, column))
    }

    fn divisor_weights(&self) -> Option<String> {
        self.range(if self.scheme.is_direct() { Key::Weight } else { Key::Share })
    }

    /// The members' shares at a λ, before bounds.
    fn line_at(&self, lambda: &str) -> String {
        let moved = match self.range(Key::Weight) {
            Some(weights) => format!("{weights}*{lambda}"),
            None => lambda.to_owned(),
        };
        match self.range(Key::Constant) {
            Some(constants) => format!("({constants}+{moved})"),
            None => moved,
        }
    }

    /// The expression held within the bounds.
    fn held(&self, x: &str, column: usize) -> String {
        if !self.scheme.is_bounded() && !self.scheme.by_divisor() {
            return x.to_owned();
        }
        let (least, most) = (self.least(), self.most(column));
        format!("IF({x}<{least},{least},IF({x}>{most},{most},{x}))")
    }

    fn highest(&self, column: usize) -> String {
        let most = self.most(column);
        let room = match self.range(Key::Constant) {
            Some(constants) => format!("({most}-{constants})"),
            None => most,
        };
        match self.range(Key::Weight) {
            Some(weights) => self.all("MAX", &format!("IF({weights}>0,{room}/{weights},0)"), column),
            None => self.all("MAX", &room, column),
        }
    }

    /// λ in closed form, over those whom no bound holds.
    fn lambda(&self, column: usize) -> String {
        let steps = own(Line::Steps, column);
        if !self.scheme.is_bounded() {
            return self.guarded(&format!("{steps}/{}", own(Line::Weights, column)), column);
        }
        let last = own(Line::Halving(HALVINGS), column);
        let (x, least, most) = (self.line_at(&last), self.least(), self.most(column));
        let constants = self.range(Key::Constant).unwrap_or_else(|| "0".to_owned());
        let fixed = self.sum(&format!("IF({x}<{least},{least},IF({x}>{most},{most},{constants}))"), column);
        let weights = self.range(Key::Weight).unwrap_or_else(|| "1".to_owned());
        let slope = self.sum(&format!("IF({x}<{least},0,IF({x}>{most},0,{weights}))"), column);
        format!("IF({slope}>0,({steps}-{fixed})/{slope},{last})")
    }

    fn check(&self, column: usize) -> String {
        let language = self.layout.language();
        let cell = |line: Line| own(line, column);
        let mut text = format!("\"{}\"", "OK");
        let say = |en: &str, zh: &str| format!("\"{}\"", pick(language, en, zh));
        if self.scheme.rule != Rule::Equal {
            text =
                format!("IF({}<=0,{},{text})", cell(Line::Weights), say("nothing to go by", "缺少分配依据"));
        }
        if self.scheme.has_cap {
            let short = say("caps fall short of the total", "封顶合计不足总额");
            text = format!("IF({}<{},{short},{text})", cell(Line::Most), cell(Line::Steps));
        }
        if self.scheme.has_floor {
            let above = say("floors exceed the total", "保底合计超过总额");
            text = format!("IF({}>{},{above},{text})", cell(Line::Least), cell(Line::Steps));
        }
        text
    }
}

fn nth(values: &[f64], number: i32) -> f64 {
    values.get(number.unsigned_abs() as usize - 1).copied().unwrap_or(f64::NAN)
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
