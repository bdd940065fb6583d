//! What can go wrong on evaluation, each cause with its words.

use super::number::number_text;
use super::tree::Function;
use super::tree::Operator;
use super::tree::Statistic;
use crate::language::Text;

/// A cause.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// A blank cell is used; the column as the formula names it.
    Blank(String),
    /// A cell holds NaN or an infinity.
    CellNotFinite(String),
    /// An operation on two numbers has no finite result.
    Operation(Operator, f64, f64),
    /// A function of numbers has no finite result.
    Function(Function, Vec<f64>),
    /// A statistic of rows is too large a number.
    Overflow(Statistic),
    /// A statistic of too few rows: how many it needs, and how many there are.
    TooFewRows(Statistic, usize, usize),
    /// PERCENTILE's share is not between 0 and 1.
    Share(f64),
    /// A parameter is NaN or infinite.
    ParameterNotFinite(f64),
    /// Values that the formula needs were not given, or do not fit: a mistake of this program.
    Missing(&'static str),
    /// Nobody waits for the result any more.
    GivenUp,
}

impl Fault {
    /// The words.
    pub(crate) fn text(&self) -> Text {
        match self {
            Fault::Blank(name) => {
                Text::new(format!("`{name}` is blank here"), format!("“{name}”在此处为空白"))
            }
            Fault::CellNotFinite(name) => Text::new(
                format!("`{name}` is not a finite number here"),
                format!("“{name}”在此处不是有限数值"),
            ),
            Fault::Operation(operator, left, right) => operation_text(*operator, *left, *right),
            Fault::Function(function, arguments) => function_text(*function, arguments),
            Fault::Overflow(statistic) => {
                let name = statistic.name();
                Text::new(format!("the result of {name} is too large"), format!("{name} 的结果过大"))
            }
            Fault::TooFewRows(statistic, needed, given) => {
                let name = statistic.name();
                Text::new(
                    format!("{name} needs at least {needed} row(s); here there are {given}"),
                    format!("{name} 至少需要 {needed} 行，此处只有 {given} 行"),
                )
            }
            Fault::Share(share) => {
                let share = number_text(*share);
                Text::new(
                    format!("PERCENTILE's share must lie between 0 and 1; it is {share}"),
                    format!("PERCENTILE 的百分位须在 0 与 1 之间，现为 {share}"),
                )
            }
            Fault::ParameterNotFinite(value) => {
                let value = number_text(*value);
                Text::new(format!("the parameter is {value}"), format!("参数值为 {value}，不是有限数值"))
            }
            Fault::Missing(what) => Text::new(
                format!("internal error: no {what} for this formula"),
                format!("内部错误：公式缺少数据（{what}）"),
            ),
            Fault::GivenUp => Text::new("the calculation was given up", "计算已中止"),
        }
    }
}

impl Fault {
    /// What to write instead, where that can be said.
    pub(crate) fn remedy(&self) -> Option<Text> {
        Some(match self {
            Fault::Blank(name) => Text::new(
                format!("fill the cell in, or say what stands for a blank: IFBLANK({name}, …)"),
                format!("请填写该单元格，或用 IFBLANK({name}, …) 写明空白时取何值"),
            ),
            Fault::CellNotFinite(_) => Text::new("write a finite number", "请填写有限数值"),
            Fault::Operation(Operator::Divide, _, right) if *right == 0.0 => Text::new(
                "say what holds where the divisor is 0: IF(divisor = 0, …, …)",
                "请写明除数为零时取何值：IF(除数 = 0, …, …)",
            ),
            Fault::Function(Function::Sqrt | Function::Ln | Function::Log10, _) => Text::new(
                "keep the argument in range, for instance with MAX or IF",
                "请用 MAX 或 IF 使自变量保持在允许范围内",
            ),
            Fault::Function(Function::Ceiling | Function::Floor, _) => {
                Text::new("write a significance above 0", "请把舍入基数写成正数")
            }
            Fault::Operation(..) | Fault::Function(..) | Fault::Overflow(_) => {
                Text::new("check the sizes of the numbers", "请检查数值的大小")
            }
            Fault::TooFewRows(statistic, ..) => {
                let name = statistic.name();
                Text::new(
                    format!("say what holds without rows: IF(COUNT(…) = 0, …, {name}(…))"),
                    format!("请写明没有行时取何值：IF(COUNT(…) = 0, …, {name}(…))"),
                )
            }
            Fault::Share(_) => Text::new("write a number from 0 to 1", "请写 0 到 1 之间的数"),
            Fault::ParameterNotFinite(_) => Text::new("write a finite number", "请写有限数值"),
            Fault::Missing(_) | Fault::GivenUp => return None,
        })
    }
}

fn operation_text(operator: Operator, left: f64, right: f64) -> Text {
    let sign = match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Power => "^",
    };
    let shown = format!("{} {sign} {}", number_text(left), number_text(right));
    match operator {
        Operator::Divide if right == 0.0 => {
            Text::new(format!("division by zero: {shown}"), format!("除数为零：{shown}"))
        }
        Operator::Power => power_text(left, right, &shown),
        _ => too_large(&shown),
    }
}

fn power_text(base: f64, exponent: f64, shown: &str) -> Text {
    if base == 0.0 && exponent < 0.0 {
        return Text::new(format!("division by zero: {shown}"), format!("除数为零：{shown}"));
    }
    if (base == 0.0 && exponent == 0.0) || (base < 0.0 && exponent.fract() != 0.0) {
        return Text::new(format!("{shown} has no value"), format!("{shown} 没有意义"));
    }
    too_large(shown)
}

fn too_large(shown: &str) -> Text {
    Text::new(format!("{shown} is too large"), format!("{shown} 的结果过大"))
}

fn function_text(function: Function, arguments: &[f64]) -> Text {
    let values: Vec<String> = arguments.iter().map(|value| number_text(*value)).collect();
    let shown = format!("{}({})", function.name(), values.join(", "));
    let (en, zh) = match (function, arguments) {
        (Function::Ceiling | Function::Floor, [_, significance]) if *significance == 0.0 => {
            ("the significance must not be 0", "舍入基数不能为 0")
        }
        (Function::Ceiling | Function::Floor, [number, significance])
            if *number > 0.0 && *significance < 0.0 =>
        {
            ("the significance of a positive number must be positive", "正数的舍入基数须为正数")
        }
        (Function::Sqrt, _) => ("the number must not be negative", "被开方数不能为负数"),
        (Function::Ln | Function::Log10, _) => ("the number must be above 0", "真数须大于 0"),
        (Function::Power, [base, exponent]) => return power_text(*base, *exponent, &shown),
        _ => return too_large(&shown),
    };
    Text::new(format!("{shown} has no value: {en}"), format!("{shown} 没有意义：{zh}"))
}
