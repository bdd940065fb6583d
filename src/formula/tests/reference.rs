//! The block evaluation against a naive interpreter that goes row by row.

use std::cell::RefCell;
use std::collections::HashMap;

use proptest::prelude::*;

use super::world::World;
use crate::formula::Column;
use crate::formula::TraceValue;
use crate::formula::parser;
use crate::formula::parser::Syntax;
use crate::formula::parser::SyntaxForm;
use crate::formula::tree::Comparison;
use crate::formula::tree::Operator;

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Number(f64),
    Text(String),
    Truth(bool),
}

/// One value, or `None` if it has none.
type Reckoned = Option<Value>;

/// A table with a parent, as plain cells.
struct Sheet {
    world: World,
    table: usize,
    /// Sums by where they stand.
    sums: RefCell<HashMap<usize, Option<f64>>>,
}

impl Sheet {
    fn cell(&self, table: usize, name: &str, row: usize) -> Option<Reckoned> {
        let at = self.world.words.tables[table].column(name)?;
        let column = &self.world.columns[table][at];
        Some(
            column
                .number(row)
                .map(Value::Number)
                .or_else(|| column.text(row).map(|text| Value::Text(text.to_owned())))
                .or_else(|| column.truth(row).map(Value::Truth)),
        )
    }

    fn named(&self, syntax: &Syntax, row: usize) -> Reckoned {
        let SyntaxForm::Name(name) = &syntax.form else { return None };
        if name.table.is_some() {
            let parent = self.world.parents[self.table].as_ref()?[row] as usize;
            return self.cell(0, &name.name, parent)?;
        }
        match name.name.as_str() {
            "TRUE" => Some(Value::Truth(true)),
            "FALSE" => Some(Value::Truth(false)),
            word => self.cell(self.table, word, row).unwrap_or_else(|| {
                self.world.words.parameter(word).map(|at| Value::Number(self.world.parameters[at]))
            }),
        }
    }

    fn number(&self, syntax: &Syntax, row: usize) -> Option<f64> {
        match self.value(syntax, row)? {
            Value::Number(value) => Some(value),
            _ => None,
        }
    }

    fn truth(&self, syntax: &Syntax, row: usize) -> Option<bool> {
        match self.value(syntax, row)? {
            Value::Truth(value) => Some(value),
            _ => None,
        }
    }

    fn value(&self, syntax: &Syntax, row: usize) -> Reckoned {
        let finite = |value: f64| value.is_finite().then_some(Value::Number(value));
        match &syntax.form {
            SyntaxForm::Number(value) => Some(Value::Number(*value)),
            SyntaxForm::Text(text) => Some(Value::Text(text.clone())),
            SyntaxForm::Name(_) => self.named(syntax, row),
            SyntaxForm::Positive(inner) => self.value(inner, row),
            SyntaxForm::Negative(inner) => finite(-self.number(inner, row)?),
            SyntaxForm::Percent(inner, signs) => {
                finite((0..*signs).fold(self.number(inner, row)?, |value, _| value / 100.0))
            }
            SyntaxForm::Arithmetic(first, rest) => {
                let mut left = self.number(first, row)?;
                for (operator, operand) in rest {
                    let right = self.number(operand, row)?;
                    left = match operator {
                        Operator::Add => left + right,
                        Operator::Subtract => left - right,
                        Operator::Multiply => left * right,
                        Operator::Divide => left / right,
                        Operator::Power if left == 0.0 && right == 0.0 => return None,
                        Operator::Power => left.powf(right),
                    };
                    finite(left)?;
                }
                finite(left)
            }
            SyntaxForm::Comparison(first, rest) => {
                let mut left = self.value(first, row)?;
                for (comparison, operand) in rest {
                    left = Value::Truth(compare(*comparison, &left, &self.value(operand, row)?));
                }
                Some(left)
            }
            SyntaxForm::Call(name, _, arguments) => self.call(name, arguments, row),
        }
    }

    fn call(&self, name: &str, arguments: &[Syntax], row: usize) -> Reckoned {
        let truth = |value: bool| Some(Value::Truth(value));
        match name {
            "IF" => self.value(&arguments[if self.truth(&arguments[0], row)? { 1 } else { 2 }], row),
            "AND" | "OR" => {
                let decisive = name == "OR";
                for argument in arguments {
                    if self.truth(argument, row)? == decisive {
                        return truth(decisive);
                    }
                }
                truth(!decisive)
            }
            "NOT" => truth(!self.truth(&arguments[0], row)?),
            "ISBLANK" => truth(self.named(&arguments[0], row).is_none()),
            "IFBLANK" => self.named(&arguments[0], row).or_else(|| self.value(&arguments[1], row)),
            "SUM" => {
                let start = arguments[0].span.start;
                let known = self.sums.borrow().get(&start).copied();
                let sum = known.unwrap_or_else(|| {
                    let rows = 0..self.world.columns[self.table][0].len();
                    // The cells are quarters of whole numbers, so every order of adding gives the same.
                    rows.map(|row| self.number(&arguments[0], row)).sum()
                });
                self.sums.borrow_mut().insert(start, sum);
                sum.map(Value::Number)
            }
            "MIN" => {
                let (left, right) = (self.number(&arguments[0], row)?, self.number(&arguments[1], row)?);
                Some(Value::Number(left.min(right)))
            }
            _ => None,
        }
    }
}

fn compare(comparison: Comparison, left: &Value, right: &Value) -> bool {
    if let (Value::Number(left), Value::Number(right)) = (left, right) {
        let order = crate::formula::number_text(*left) == crate::formula::number_text(*right);
        return match comparison {
            Comparison::Equal => order,
            Comparison::Unequal => !order,
            Comparison::Less => !order && left < right,
            Comparison::AtMost => order || left < right,
            Comparison::Greater => !order && left > right,
            Comparison::AtLeast => order || left > right,
        };
    }
    (left == right) == (comparison == Comparison::Equal)
}

fn numbers() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "population",
        "area",
        "units.weight",
        "rate",
        "zero",
        "year",
        "2",
        "0.25",
        "30%",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        let sign = prop::sample::select(vec!["+", "-", "*", "/", "^"]);
        let wide = prop::sample::select(vec!["area", "units.weight", "population"]);
        prop_oneof![
            4 => (pair.clone(), sign).prop_map(|((a, b), sign)| format!("({a}) {sign} ({b})")),
            2 => pair.clone().prop_map(|(a, b)| format!("({a}) + {b} - {a}")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            1 => pair.clone().prop_map(|(a, b)| format!("MIN({a}, {b})")),
            4 => (truths(inner.clone()), pair).prop_map(|(c, (a, b))| format!("IF({c}, {a}, {b})")),
            2 => (wide, inner).prop_map(|(a, b)| format!("IFBLANK({a}, {b})")),
            1 => Just("SUM(population)".to_owned()),
            1 => Just("SUM(IFBLANK(area, 1) * rate)".to_owned()),
            1 => Just("SUM(area)".to_owned()),
        ]
    })
}

fn truths(number: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec!["=", "<>", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        (number.clone(), sign, number).prop_map(|(a, sign, b)| format!("({a}) {sign} ({b})")),
        Just("old".to_owned()),
        Just("type = \"old\"".to_owned()),
        Just("type <> units.kind".to_owned()),
        Just("ISBLANK(area)".to_owned()),
        Just("NOT(ISBLANK(type))".to_owned()),
        Just("TRUE".to_owned()),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let pair = (inner.clone(), inner);
        prop_oneof![
            pair.clone().prop_map(|(a, b)| format!("AND({a}, {b})")),
            pair.prop_map(|(a, b)| format!("OR({a}, {b})")),
        ]
    })
}

/// Communities repeated until there are `rows`, with every fourth area blank.
fn enlarged(rows: usize) -> World {
    let mut world = World::new();
    let cell = |row: usize| match row % 4 {
        1 => None,
        rest => Some(rest as f64 + (row % 7) as f64 / 4.0),
    };
    let words = [Some("old"), None, Some("street"), Some("township")];
    let areas: Vec<Option<f64>> = (0..rows).map(cell).collect();
    let types: Vec<Option<&str>> = (0..rows).map(|row| words[row / 3 % 4]).collect();
    world.columns[1] = vec![
        Column::numbers((0..rows).map(|row| (row % 11) as f64).collect()),
        Column::optional_numbers(&areas),
        Column::optional_texts(&types),
        Column::truths((0..rows).map(|row| row % 3 == 0).collect()),
        Column::numbers(vec![1.0; rows]),
        Column::numbers(vec![1.0; rows]),
    ];
    world.parents[1] = Some((0..rows).map(|row| (row % 3) as u32).collect());
    world
}

fn agrees(text: &str, rows: usize) -> Result<(), TestCaseError> {
    let sheet = Sheet { world: enlarged(rows), table: 1, sums: RefCell::default() };
    let syntax = parser::parse(text).expect("the formula is well written");
    let expected: Vec<Reckoned> = (0..rows).map(|row| sheet.value(&syntax, row)).collect();
    let formula = sheet.world.formula(text, 1);
    match formula.evaluate(&sheet.world.data()) {
        Ok(column) => {
            for (row, value) in expected.iter().enumerate() {
                let found = column.number(row).map(Value::Number);
                prop_assert_eq!(&found, value, "{} in row {}", text, row);
            }
        }
        Err(problem) => {
            let first = expected.iter().position(Option::is_none);
            prop_assert!(first.is_some(), "{}: {:?}", text, problem);
            let alone = formula.evaluate_rows(&sheet.world.data(), &[first.unwrap_or(0) as u32]);
            prop_assert_eq!(alone, Err(problem), "{}", text);
        }
    }
    let listed: Vec<u32> = (0..rows as u32).rev().filter(|row| expected[*row as usize].is_some()).collect();
    let column = formula.evaluate_rows(&sheet.world.data(), &listed);
    let column = column.map_err(|problem| TestCaseError::fail(format!("{text}: {problem:?}")))?;
    for (at, row) in listed.iter().enumerate() {
        prop_assert_eq!(column.number(at).map(Value::Number), expected[*row as usize].clone());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn what_a_trace_writes_is_a_formula_of_the_same_value(text in numbers(), row in 0_usize..12) {
        let world = enlarged(12);
        if let Ok(trace) = world.formula(&text, 1).trace(&world.data(), row) {
            let formula = world.formula(&trace.substituted, 1);
            prop_assert!(formula.columns_used().is_empty() && formula.parameters_used().is_empty());
            // Values are written in 15 digits, which powers and differences can magnify.
            if !text.contains('^') && !text.contains('/') {
                let again = formula.evaluate_rows(&world.data(), &[0]).map(|column| column.number(0));
                let TraceValue::Number(value) = trace.value else { panic!("a number") };
                let again = again.ok().flatten().unwrap_or(f64::NAN);
                prop_assert!((again - value).abs() <= 1e-6 * value.abs().max(1.0), "{} {}", text, trace.substituted);
            }
        }
    }

    #[test]
    fn blocks_agree_with_a_naive_interpreter(text in numbers(), rows in 1_usize..40) {
        agrees(&text, rows)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn many_blocks_on_many_threads_agree_with_a_naive_interpreter(text in numbers()) {
        agrees(&text, 9_000)?;
    }
}

#[test]
fn a_problem_is_the_same_on_any_number_of_threads() {
    let world = enlarged(60_000);
    let text = "IF(population * units.weight > 29, population / (units.weight - 3), 1) + SUM(population)";
    let formula = world.formula(text, 1);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| formula.evaluate(&world.data()))
    };
    let alone = on(1);
    assert!(alone.is_err());
    assert_eq!(on(2), alone);
    assert_eq!(on(7), alone);
}
