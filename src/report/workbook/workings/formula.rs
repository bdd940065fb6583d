//! The formulas of the workings, line by line.

use crate::allocate::Rule;
use crate::report::html::page::pick;

use super::Line;
use super::Writer;
use super::line::own;
use crate::report::workbook::plan::Key;
use crate::report::workbook::scheme::HALVINGS;
use crate::report::workbook::scheme::NEAR;

impl Writer<'_> {
    /// The formula of a line, and whether it is an array formula.
    pub(super) fn text(&self, line: Line, part: usize, column: usize) -> Option<(String, bool)> {
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
