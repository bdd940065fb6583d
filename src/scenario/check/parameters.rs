//! Parameters: finite, within their range, and with a distribution that can be drawn from.

use super::super::Parameter;
use super::super::format::Label;
use super::super::format::ParameterFormat;
use super::super::format::ScenarioFormat;
use super::super::placed::Placed;
use super::compiler::Compiler;
use super::names::check_name;
use super::uncertainty::check_distribution;
use crate::formula::number_text;
use crate::language::Text;

/// The parameters, `year` first; the vocabulary learns their names.
pub fn check(format: &ScenarioFormat, compiler: &mut Compiler) -> Vec<Parameter> {
    let mut parameters = vec![Parameter {
        name: "year".to_owned(),
        value: f64::from(format.year.value),
        unit: None,
        range: None,
        label: Text::new("Budget year", "预算年度"),
        source: None,
        uncertain: None,
        span: format.year.span.clone(),
    }];
    for (name, parameter) in &format.parameters {
        check_name(name, compiler);
        if matches!(name.value.as_str(), "year" | "baseline") {
            let found = (
                format!("a parameter cannot be called `{}`", name.value),
                format!("参数不能叫 `{}`", name.value),
            );
            let remedy = ("choose another name".to_owned(), "请换一个名称".to_owned());
            compiler.problem(&name.span, found, Some(remedy));
            continue;
        }
        parameters.push(check_one(name, parameter, compiler));
    }
    compiler.vocabulary.parameters = parameters.iter().map(|parameter| parameter.name.clone()).collect();
    parameters
}

fn check_one(name: &Placed<String>, parameter: &ParameterFormat, compiler: &mut Compiler) -> Parameter {
    let value = parameter.value.value;
    if let Some(range) = &parameter.range {
        let [least, most] = range.value;
        if least > most {
            let found = ("the range runs backwards".to_owned(), "范围的下限大于上限".to_owned());
            let remedy = (format!("write [{most}, {least}]"), format!("应写 [{most}, {least}]"));
            compiler.problem(&range.span, found, Some(remedy));
        } else if value < least || value > most {
            let (shown, least, most) = (number_text(value), number_text(least), number_text(most));
            let found = (
                format!("`{}` is {shown}, outside its range", name.value),
                format!("`{}` 的值 {shown} 超出范围", name.value),
            );
            let remedy = (
                format!("choose a value from {least} to {most}, or widen the range"),
                format!("取 {least} 到 {most} 之间的值，或放宽范围"),
            );
            compiler.problem(&parameter.value.span, found, Some(remedy));
        }
    }
    if let Some(uncertain) = &parameter.uncertain {
        check_distribution(&uncertain.value, &uncertain.span, compiler);
    }
    Parameter {
        name: name.value.clone(),
        value,
        unit: parameter.unit.as_ref().map(Label::text),
        range: parameter.range.as_ref().map(|range| (range.value[0], range.value[1])),
        label: parameter.label.as_ref().map_or_else(|| Text::same(&name.value), Label::text),
        source: parameter.source.as_ref().map(Label::text),
        uncertain: parameter.uncertain.as_ref().map(|uncertain| uncertain.value.clone()),
        span: name.span.clone(),
    }
}
