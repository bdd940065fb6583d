//! Formulas made at random: what the spreadsheet computes of their translation is what the program computes.

use calamine::Data;
use junheng::formula::BaselineUse;
use junheng::formula::Column;
use junheng::formula::Data as Facts;
use junheng::formula::Formula;
use junheng::formula::TableData;
use junheng::formula::TableWords;
use junheng::formula::Type;
use junheng::formula::Vocabulary;
use junheng::language::Language;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::Run;
use super::office::recalculated;
use crate::run::Place;
use crate::run::none_wrong;

const UNITS: &str = "id,name,weight\nu1,North,1.5\nu2,South,-2\n";
const ROWS: &str = "id,name,unit,kind,a,b,c\nr1,A,u1,old,12,0.5,\nr2,B,u2,new,-7.25,3,4\nr3,C,u1,New,0,-1.75,2.5\nr4,D,u2,old,105,0.125,\n";

/// How many formulas are tried.
const COUNT: usize = 400;

fn numbers() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => prop_oneof![Just("a"), Just("b"), Just("rate"), Just("units.weight")].prop_map(str::to_owned),
        2 => prop_oneof![Just("2"), Just("0.5"), Just("10"), Just("1.005"), Just("7")].prop_map(str::to_owned),
        1 => prop_oneof![Just("SUM(a)"), Just("MAX(b)"), Just("AVERAGE(a * b)"), Just("IFBLANK(c, 1)"), Just("MEDIAN(a)"), Just("COUNT(c)")]
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            (two.clone(), prop_oneof![Just("+"), Just("-"), Just("*"), Just("/"), Just("^")])
                .prop_map(|((x, y), sign)| format!("({x}) {sign} ({y})")),
            (two.clone(), prop_oneof![Just("+"), Just("-"), Just("*")])
                .prop_map(|((x, y), sign)| format!("{x} {sign} {y}")),
            (
                inner.clone(),
                prop_oneof![Just("ABS"), Just("SQRT"), Just("LN"), Just("LOG10"), Just("-"), Just("")]
            )
                .prop_map(|(x, name)| format!("{name}({x})")),
            inner.clone().prop_map(|x| format!("EXP(({x}) / 1000) + ({x})%")),
            (two.clone(), prop_oneof![Just("MIN"), Just("MAX"), Just("POWER")])
                .prop_map(|((x, y), name)| format!("{name}({x}, {y})")),
            (inner.clone(), prop_oneof![Just("ROUND"), Just("ROUNDUP"), Just("ROUNDDOWN")], -2..4_i32)
                .prop_map(|(x, name, digits)| format!("{name}({x}, {digits})")),
            (
                inner.clone(),
                prop_oneof![Just("CEILING"), Just("FLOOR")],
                prop_oneof![Just("0.5"), Just("10"), Just("7")]
            )
                .prop_map(|(x, name, size)| format!("{name}({x}, {size})")),
            (conditions(inner.clone()), two).prop_map(|(test, (x, y))| format!("IF({test}, {x}, {y})")),
        ]
    })
    .boxed()
}

fn conditions(numbers: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let sign = prop_oneof![Just("<"), Just("<="), Just(">"), Just(">="), Just("="), Just("<>")];
    let leaf = prop_oneof![
        (numbers.clone(), sign, numbers).prop_map(|(x, sign, y)| format!("({x}) {sign} ({y})")),
        prop_oneof![Just("kind = \"new\""), Just("kind <> \"old\""), Just("ISBLANK(c)"), Just("TRUE")]
            .prop_map(str::to_owned),
    ];
    let two = (leaf.clone(), leaf.clone());
    prop_oneof![
        leaf.clone(),
        two.clone().prop_map(|(x, y)| format!("AND({x}, {y})")),
        two.prop_map(|(x, y)| format!("OR({x}, {y})")),
        leaf.prop_map(|x| format!("NOT({x})")),
    ]
    .boxed()
}

/// Whether the program computes the formula for every row, and nothing near a jump or beyond all measure.
fn is_sound(text: &str) -> bool {
    let table = |name: &str, parent, columns: &[(&str, Type)]| TableWords {
        name: name.to_owned(),
        columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
        parent,
    };
    let (number, word) = (Type::Number, Type::Text);
    let words = Vocabulary {
        tables: vec![
            table("units", None, &[("weight", number)]),
            table("rows", Some(0), &[("kind", word), ("a", number), ("b", number), ("c", number)]),
        ],
        parameters: vec!["rate".to_owned()],
    };
    let Ok(formula) = Formula::compile(text, 1, &words, BaselineUse::Refused) else { return false };
    let weight = Column::numbers(vec![1.5, -2.0]);
    let columns = [
        Column::texts(["old", "new", "New", "old"]),
        Column::numbers(vec![12.0, -7.25, 0.0, 105.0]),
        Column::numbers(vec![0.5, 3.0, -1.75, 0.125]),
        Column::optional_numbers(&[None, Some(4.0), Some(2.5), None]),
    ];
    let units = TableData { rows: 2, columns: vec![Some(&weight)], parent_rows: None };
    let rows =
        TableData { rows: 4, columns: columns.iter().map(Some).collect(), parent_rows: Some(&[0, 1, 0, 1]) };
    let data = Facts { tables: vec![units, rows], parameters: &[1.25], baseline: None, stop: None };
    let values = formula.evaluate(&data);
    values.is_ok_and(|values| (0..4).all(|row| values.number(row).is_some_and(|value| value.abs() < 1e12)))
}

#[test]
fn random_formulas_come_to_the_same_in_a_spreadsheet() {
    let mut runner = TestRunner::deterministic();
    let made = numbers();
    let mut formulas: Vec<String> = Vec::new();
    while formulas.len() < COUNT {
        let text = made.new_tree(&mut runner).expect("a formula").current();
        if text.len() < 300 && is_sound(&text) && !formulas.contains(&text) {
            formulas.push(text);
        }
    }
    let place = Place::new();
    place.write("units.csv", UNITS.as_bytes());
    place.write("rows.csv", ROWS.as_bytes());
    let mut scenario = String::from(
        "title = \"Formulas\"\nyear = 2024\nbaseline = \"p\"\n[parameters]\nrate = { value = 1.25 }\n\
         [tables.units]\nfile = \"units.csv\"\n[tables.rows]\nfile = \"rows.csv\"\n\
         parent = { table = \"units\", column = \"unit\" }\n",
    );
    for (number, text) in formulas.iter().enumerate() {
        scenario.push_str(&format!("columns.f{number} = '{text}'\n"));
    }
    scenario.push_str(
        "[pools.q]\nover = \"rows\"\nmoney = 10\n[policies.p]\nq = { rule = \"equal\" }\n\
         [policies.r]\nq = { rule = \"equal\" }\n",
    );
    let run = Run::read(&scenario, place.path(), &[]);
    let bytes = run.workbook(Language::English);
    let mut cached = super::Book::of(bytes.clone());
    let expected = cached.sheet("rows");
    let texts = cached.formulas("rows");
    let Some(mut found) = recalculated(&[("formulas".to_owned(), bytes)]) else { return };
    let found = found[0].sheet("rows");
    let mut wrong = Vec::new();
    for (number, formula) in formulas.iter().enumerate() {
        let column = 7 + number;
        for row in 3..7 {
            let number = |data: Option<&Data>| match data {
                Some(Data::Float(value)) => Some(*value),
                Some(Data::Int(value)) => Some(*value as f64),
                _ => None,
            };
            let of_ours = number(expected.get((row, column))).expect("a number is written");
            let of_theirs = number(found.get((row, column)));
            let near =
                of_theirs.is_some_and(|value| (value - of_ours).abs() <= 1e-9 * of_ours.abs().max(1.0));
            let place = (row as u32, column as u32);
            let text = texts.get_value(place).map(String::as_str).unwrap_or_default();
            assert!(!text.is_empty(), "{formula} was not translated");
            if !near {
                wrong.push(format!(
                    "{formula}\n  {text}\n  row {row}: {:?}, not {of_ours}",
                    found.get((row, column))
                ));
                break;
            }
        }
    }
    wrong.truncate(12);
    none_wrong(&wrong);
}
