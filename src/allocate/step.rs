//! What happened, in words.

use crate::allocate::allocation::Step;
use crate::allocate::error::members as count_of;
use crate::formula::number_text;
use crate::language::Text;

impl Step {
    /// The sentence for a reader. `amount` writes a number of steps in the reader's unit.
    pub fn text(&self, amount: &dyn Fn(f64) -> Text) -> Text {
        let whole = |steps: i64| amount(steps as f64);
        match self {
            Step::Pool { members, total, claims: None } => {
                let total = whole(*total);
                Text::new(
                    format!("{} for {}.", total.en, count_of(*members)),
                    format!("总盘{}，参与成员 {members} 个。", total.zh),
                )
            }
            Step::Pool { members, total, claims: Some(claims) } => {
                let (total, claims) = (whole(*total), amount(*claims));
                Text::new(
                    format!("{} for {} {}.", total.en, count_of(*members), claiming(*members, &claims.en)),
                    format!("总盘{}，参与成员 {members} 个，测算额合计{}。", total.zh, claims.zh),
                )
            }
            Step::Lambda { rule, lambda, spent } => {
                let spent = whole(*spent);
                let lambda = match rule.lambda_is_ratio() {
                    true => Text::same(number_text(*lambda)),
                    false => amount(*lambda),
                };
                Text::new(
                    format!("At λ = {} the awards {} come to {}.", lambda.en, rule.formula(), spent.en),
                    format!("取 λ = {} 时，按 {} 计算的分配额合计{}。", lambda.zh, rule.formula(), spent.zh),
                )
            }
            Step::Bounds { floors, caps } => Text::new(
                format!("The floor lifts {}, the cap holds down {caps}.", count_of(*floors)),
                format!("保底提高 {floors} 个成员，封顶压减 {caps} 个成员。"),
            ),
            Step::WholeParts { given, left } => {
                let (given, left) = (whole(*given), whole(*left));
                Text::new(
                    format!("Whole parts first: {}; {} left.", given.en, left.en),
                    format!("先按整数部分分配{}，余{}。", given.zh, left.zh),
                )
            }
            Step::Remainders { given, smallest } => {
                let given = whole(*given);
                Text::new(
                    format!("The largest remainders, down to {smallest:.6}, get the {} left.", given.en),
                    format!("余下{}按余数由大到小分配，最小入选余数为 {smallest:.6}。", given.zh),
                )
            }
            Step::Divisor { from, to } => divisor(*from, *to),
            Step::Tie { steps, who } => {
                let (steps, who) = (whole(*steps), who.text());
                Text::new(
                    format!("An exact tie for {}, settled by the smaller id: {}.", steps.en, who.en),
                    format!("以下成员对{}完全并列，按编号由小到大确定：{}。", steps.zh, who.zh),
                )
            }
            Step::Claimed { cost } => {
                let cost = whole(*cost);
                Text::new(
                    format!("Every claim is met within its bounds; they cost {}.", cost.en),
                    format!("测算额在保底与封顶之内据实核定，合计{}。", cost.zh),
                )
            }
            Step::Reserve { left } if *left < 0 => {
                let over = whole(-left);
                Text::new(format!("{} above the total.", over.en), format!("超出总盘{}。", over.zh))
            }
            Step::Reserve { left } => {
                let left = whole(*left);
                Text::new(format!("{} stays in the reserve.", left.en), format!("{}留作机动。", left.zh))
            }
        }
    }
}

fn claiming(members: usize, claims: &str) -> String {
    let claim = if members == 1 { "claims" } else { "claim" };
    format!("who {claim} {claims}")
}

fn divisor(from: f64, to: f64) -> Text {
    let is_finite = to.is_finite();
    let (from, to) = (number_text(from), number_text(to));
    if is_finite {
        return Text::new(
            format!("Weights times any λ from {from} to {to}, rounded by the method, give these awards."),
            format!("权重乘以 {from} 至 {to} 之间的任一 λ，再按所选方法取整，即得此分配。"),
        );
    }
    Text::new(
        format!("Weights times any λ from {from} up, rounded by the method, give these awards."),
        format!("权重乘以不小于 {from} 的任一 λ，再按所选方法取整，即得此分配。"),
    )
}
