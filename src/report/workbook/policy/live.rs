//! The formulas of awards that are worked out on the sheet of a policy: from claims and bounds to whole steps.

use crate::language::Language;
use crate::report::html::page::pick;

use crate::report::workbook::place::quoted;
use crate::report::workbook::plan::Key;
use crate::report::workbook::plan::Plan;
use crate::report::workbook::plan::PolicySheet;
use crate::report::workbook::scheme::NEAR;
use crate::report::workbook::scheme::NOISE;
use crate::report::workbook::scheme::Scheme;
use crate::report::workbook::workings;
use crate::report::workbook::workings::Line;

/// The formulas of a member whose award is worked out on the sheet.
pub(super) struct Live<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) policy: &'a PolicySheet,
    pub(super) scheme: Scheme,
    pub(super) member: usize,
    pub(super) language: Language,
}

impl Live<'_> {
    fn own(&self, key: Key) -> Option<String> {
        self.policy.own(key, self.member)
    }

    fn part(&self, line: Line) -> String {
        workings::cell(self.plan, self.policy, line, self.member)
    }

    fn least(&self) -> String {
        self.own(Key::Least).unwrap_or_else(|| "0".to_owned())
    }

    fn most(&self) -> String {
        self.own(Key::Most).unwrap_or_else(|| self.part(Line::Steps))
    }

    /// λ times the weight, and what is added to it.
    fn line(&self) -> String {
        let lambda = self.part(Line::Lambda);
        let moved = match self.own(Key::Weight) {
            Some(weight) => format!("{weight}*{lambda}"),
            None => lambda,
        };
        match self.own(Key::Constant) {
            Some(constant) => format!("{constant}+{moved}"),
            None => moved,
        }
    }

    fn divisor_weight(&self) -> Option<String> {
        self.own(if self.scheme.is_direct() { Key::Weight } else { Key::Share })
    }

    /// The formula of a cell; `None` for a column that is not worked out here.
    pub(super) fn text(&self, key: Key) -> Option<String> {
        let step = self.plan.step(self.policy);
        match key {
            Key::Part => {
                let (names, numbers) = (
                    workings::line_range(self.plan, self.policy, Line::Part),
                    workings::line_range(self.plan, self.policy, Line::Number),
                );
                Some(format!("SUMPRODUCT(EXACT({names},{})*{numbers})", self.own(Key::Stratum)?))
            }
            Key::Weight => {
                let source = if self.scheme.rule.needs_needs() { Key::Need } else { Key::Claim };
                Some(format!("{}/{step}", self.own(source)?))
            }
            Key::Constant => Some(format!("-{}/{step}", self.own(Key::Existing)?)),
            Key::Least => Some(format!("MAX(0,-INT(-({}/{step}-{NOISE})))", self.own(Key::Floor)?)),
            Key::Most => {
                let cap = format!("INT({}/{step}+{NOISE})", self.own(Key::Cap)?);
                let total = self.part(Line::Steps);
                Some(if self.scheme.is_open() { cap } else { format!("MIN({total},{cap})") })
            }
            Key::Share => {
                let line = self.line();
                let held = match self.scheme.is_bounded() {
                    true => format!("MAX({},MIN({},{line}))", self.least(), self.most()),
                    false => line,
                };
                Some(format!("ROUND({held},{})", self.part(Line::Decimals)))
            }
            Key::Whole if self.scheme.by_divisor() => {
                let lambda = format!("({}*(1-{NEAR:E}))", self.part(Line::Divisor));
                let held = self.scheme.held_text(&format!("({}*{lambda})", self.divisor_weight()?));
                Some(format!("MAX({},MIN({},{held}))", self.least(), self.most()))
            }
            Key::Whole => Some(format!("INT({})", self.own(Key::Share)?)),
            Key::Rest => self.rest(),
            Key::Tied => self.tied(),
            Key::Award => self.award(),
            Key::Bound => self.bound(),
            Key::Tie => self.tie(),
            _ => None,
        }
    }

    fn rest(&self) -> Option<String> {
        let whole = self.own(Key::Whole)?;
        if !self.scheme.by_divisor() {
            return Some(format!("ROUND({}-{whole},{})", self.own(Key::Share)?, self.part(Line::Decimals)));
        }
        let weight = self.divisor_weight()?;
        let next = format!("{}/{weight}", self.scheme.signpost_text(&whole));
        Some(format!("IF(AND({weight}>0,{whole}<{}),{next},\"\")", self.most()))
    }

    fn tied(&self) -> Option<String> {
        let (rest, order, cut) = (self.own(Key::Rest)?, self.own(Key::Order)?, self.part(Line::Cut));
        Some(match self.scheme.by_divisor() {
            true => format!("IF({rest}=\"\",\"\",IF({rest}<={cut},{order},\"\"))"),
            false => format!("IF({rest}={cut},{order},\"\")"),
        })
    }

    fn award(&self) -> Option<String> {
        let step = self.plan.step(self.policy);
        let decimals = self.plan.pool(self.policy).unit.decimals();
        if self.scheme.is_open() {
            let claim = format!("INT(ROUND({},6)+0.5)", self.own(Key::Weight)?);
            let held = match self.own(Key::Most) {
                Some(most) => format!("MIN({most},{claim})"),
                None => claim,
            };
            return Some(format!("ROUND(MAX({},{held})*{step},{decimals})", self.least()));
        }
        let (whole, tied, last) = (self.own(Key::Whole)?, self.own(Key::Tied)?, self.part(Line::Last));
        let one_more = format!("IF({tied}=\"\",0,IF({tied}<={last},1,0))");
        let more = match self.scheme.by_divisor() {
            true => one_more,
            false => format!("IF({}>{},1,{one_more})", self.own(Key::Rest)?, self.part(Line::Cut)),
        };
        Some(format!("ROUND(({whole}+{more})*{step},{decimals})"))
    }

    fn bound(&self) -> Option<String> {
        let say = |en, zh| quoted(pick(self.language, en, zh));
        let (floor, cap) = (say("floor", "保底"), say("cap", "封顶"));
        if self.scheme.is_direct() {
            let award = format!("ROUND({}/{},0)", self.own(Key::Award)?, self.plan.step(self.policy));
            let weight = self.own(Key::Weight)?;
            let held = |sign: &str| {
                let lambda = format!("({}*(1{sign}{NEAR:E}))", self.part(Line::Divisor));
                self.scheme.held_text(&format!("({weight}*{lambda})"))
            };
            let (least, most) = (self.least(), self.most());
            let capped = match self.own(Key::Most) {
                Some(_) => format!("IF(AND({award}={most},{}>{most}),{cap},\"\")", held("-")),
                None => "\"\"".to_owned(),
            };
            let lifted = format!("AND({award}={least},{award}>0,{}<{least})", held("+"));
            return Some(format!("IF({lifted},{floor},{capped})"));
        }
        let free = if self.scheme.is_open() { self.own(Key::Weight)? } else { self.line() };
        let free = if self.scheme.has_existing { format!("MAX(0,{free})") } else { free };
        let capped = match self.own(Key::Most) {
            Some(most) => format!("IF({free}>{most}+{NOISE},{cap},\"\")"),
            None => "\"\"".to_owned(),
        };
        Some(format!("IF({free}<{}-{NOISE},{floor},{capped})", self.least()))
    }

    fn tie(&self) -> Option<String> {
        let (tied, wanted, at) = (self.own(Key::Tied)?, self.part(Line::Wanted), self.part(Line::At));
        let word = quoted(pick(self.language, "tie", "并列"));
        Some(format!("IF({tied}=\"\",\"\",IF(AND({wanted}>0,{at}>{wanted}),{word},\"\"))"))
    }
}
