//! What is uncertain besides parameters: columns of tables; and which uncertain numbers go together.

use std::ops::Range;

use super::super::Correlation;
use super::super::Noise;
use super::super::Parameter;
use super::super::format::NoiseFormat;
use super::super::format::ScenarioFormat;
use super::super::format::UncertainFormat;
use super::super::placed::Placed;
use super::super::uncertain_names;
use super::compiler::Compiler;
use crate::chance::Copula;
use crate::formula::Type;

/// The uncertain columns.
pub fn noises(format: &ScenarioFormat, compiler: &mut Compiler) -> Vec<Noise> {
    let mut noises = Vec::new();
    for (index, (name, table)) in format.tables.iter().enumerate() {
        let words = compiler.vocabulary.tables[index].columns.clone();
        let numbers = words.iter().filter(|(_, kind)| *kind == Type::Number);
        let known: Vec<&str> = numbers.map(|(column, _)| column.as_str()).collect();
        for (column, noise) in &table.uncertain {
            check_noise(noise, compiler);
            if table.generate.is_some() {
                refuse_generated(column, compiler);
                continue;
            }
            if refuse_divided(format, &name.value, column, compiler) {
                continue;
            }
            let Some(at) = compiler.find(("numeric column", "数值列"), column, &known) else {
                continue;
            };
            let place = words.iter().position(|(word, _)| word == known[at]);
            noises.extend(place.map(|place| Noise {
                name: format!("{}.{}", name.value, column.value),
                table: index,
                column: place,
                member: noise.value.member.clone(),
                shared: noise.value.shared.clone(),
                span: column.span.clone(),
            }));
        }
    }
    noises
}

/// The rows of a generated table are made, not measured: what is uncertain is what they are made from.
fn refuse_generated(column: &Placed<String>, compiler: &mut Compiler) {
    let found = (
        format!("`{}` is a column of a generated table, which cannot be uncertain by itself", column.value),
        format!("`{}` 是由程序生成的数据表的列，不能单独设为不确定", column.value),
    );
    let remedy = (
        "let a column of the table that it is generated from be uncertain, or put the table into a file"
            .to_owned(),
        "请改设其来源数据表的列的不确定性，或把该表写入文件".to_owned(),
    );
    compiler.problem(&column.span, found, Some(remedy));
}

/// Whether generated rows divide the column: then they would be others in every draw.
fn refuse_divided(
    format: &ScenarioFormat,
    table: &str,
    column: &Placed<String>,
    compiler: &mut Compiler,
) -> bool {
    let divided = format.tables.values().filter_map(|other| other.generate.as_ref()).any(|generate| {
        generate.value.from.value == table && generate.value.by.value.trim_matches('`') == column.value
    });
    if divided {
        let found = (
            format!("the rows of a table are generated from `{}`", column.value),
            format!("有数据表的行由 `{}` 生成", column.value),
        );
        let remedy = (
            "let another column be uncertain, or put the table into a file".to_owned(),
            "请改设其他列的不确定性，或把该表写入文件".to_owned(),
        );
        compiler.problem(&column.span, found, Some(remedy));
    }
    divided
}

fn check_noise(noise: &Placed<NoiseFormat>, compiler: &mut Compiler) {
    if noise.value.member.is_none() && noise.value.shared.is_none() {
        let found =
            ("nothing says how uncertain the column is".to_owned(), "没有写明该列如何不确定".to_owned());
        let remedy = (
            "add `member = { distribution = … }` or `shared = { … }`".to_owned(),
            "请补上 `member = { distribution = … }` 或 `shared = { … }`".to_owned(),
        );
        compiler.problem(&noise.span, found, Some(remedy));
    }
    for uncertain in [&noise.value.member, &noise.value.shared].into_iter().flatten() {
        check_distribution(uncertain, &noise.span, compiler);
    }
}

/// Refuses a distribution that cannot be drawn from.
pub fn check_distribution(uncertain: &UncertainFormat, span: &Range<usize>, compiler: &mut Compiler) {
    let wrong = match uncertain {
        UncertainFormat::Uniform { min, max } if min >= max => ("min must be below max", "min 须小于 max"),
        UncertainFormat::Triangular { min, mode, max } | UncertainFormat::Pert { min, mode, max }
            if !(min <= mode && mode <= max && min < max) =>
        {
            ("min, mode and max must not fall", "须 min ≤ mode ≤ max 且 min < max")
        }
        UncertainFormat::Normal { sd, .. } if *sd <= 0.0 => ("sd must be above 0", "sd 须大于 0"),
        UncertainFormat::Lognormal { mean, sd } if *mean <= 0.0 || *sd <= 0.0 => {
            ("mean and sd must be above 0", "mean 与 sd 须大于 0")
        }
        _ => return,
    };
    let found = ("this distribution cannot be drawn from".to_owned(), "这个分布无法抽样".to_owned());
    compiler.problem(span, found, Some((wrong.0.to_owned(), wrong.1.to_owned())));
}

/// The correlations between uncertain numbers: parameters, and what columns have in common.
pub fn correlations(
    format: &ScenarioFormat,
    parameters: &[Parameter],
    noises: &[Noise],
    compiler: &mut Compiler,
) -> Vec<Correlation> {
    let names = uncertain_names(parameters, noises);
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut found: Vec<Correlation> = Vec::new();
    for (pair, rank) in &format.correlations {
        let Some((one, other)) = pair.value.split_once('~') else {
            let said = (format!("`{}` names no pair", pair.value), format!("`{}` 不是一对名称", pair.value));
            let remedy = ("write \"one~other\" = 0.5".to_owned(), "写成 \"甲~乙\" = 0.5".to_owned());
            compiler.problem(&pair.span, said, Some(remedy));
            continue;
        };
        let mut find = |name: &str| {
            let name = Placed { value: name.trim().to_owned(), span: pair.span.clone() };
            compiler.find(("name among what is uncertain", "不确定量"), &name, &known)
        };
        let (one, other) = (find(one), find(other));
        let (Some(one), Some(other)) = (one, other) else { continue };
        let twice = found.iter().any(|known| known.is_of(one, other));
        let said = match rank.value {
            _ if one == other => ("a number is paired with itself", "同一个数不能与自身配对"),
            _ if twice => ("the pair stands twice", "该对重复"),
            rank if !(-1.0..=1.0).contains(&rank) => {
                ("a correlation lies from -1 to 1", "相关系数须在 -1 与 1 之间")
            }
            _ => {
                found.push(Correlation { one, other, rank: rank.value });
                continue;
            }
        };
        let remedy = ("write each pair once, from -1 to 1".to_owned(), "每对写一次，取 -1 到 1".to_owned());
        compiler.problem(&rank.span, (said.0.to_owned(), said.1.to_owned()), Some(remedy));
    }
    let pairs: Vec<_> = found.iter().map(|each| (each.one, each.other, each.rank)).collect();
    if let (None, Some((pair, _))) = (Copula::new(names.len(), &pairs), format.correlations.first()) {
        let said = (
            "no numbers can go together like that: the correlations contradict each other".to_owned(),
            "这些相关系数互相矛盾，不存在这样的一组数".to_owned(),
        );
        let remedy = (
            "bring the correlations nearer to 0 until the matrix is positive definite".to_owned(),
            "请减小相关系数的绝对值，使相关矩阵正定".to_owned(),
        );
        compiler.problem(&pair.span, said, Some(remedy));
    }
    found
}
