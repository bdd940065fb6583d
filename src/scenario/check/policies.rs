//! Policies: every policy shares every pool, and each share can be carried out.

use super::super::Factor;
use super::super::Policy;
use super::super::Pool;
use super::super::Share;
use super::super::format::Label;
use super::super::format::PolicyFormat;
use super::super::format::ScenarioFormat;
use super::super::format::ShareFormat;
use super::super::format::StrataUse;
use super::super::placed::Placed;
use super::compiler::Compiler;
use super::names::check_name;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::formula::BaselineUse;
use crate::formula::Type;
use crate::language::Text;
use crate::quantity::Unit;

/// The policies in the order written.
pub fn check(format: &ScenarioFormat, pools: &[Pool], compiler: &mut Compiler) -> Vec<Policy> {
    let ids: Vec<&str> = format.pools.keys().map(|id| id.value.as_str()).collect();
    let mut policies = Vec::new();
    for (id, policy) in &format.policies {
        check_name(id, compiler);
        for named in policy.shares.keys() {
            compiler.find(("pool", "总盘"), named, &ids);
        }
        let mut shares = Vec::new();
        for pool in pools {
            match share_of(policy, &pool.id) {
                Some((name, share)) => {
                    let is_baseline = format.baseline.value == id.value;
                    shares.push(check_share(id, name, share, pool, is_baseline, compiler));
                }
                None => {
                    let found = (
                        format!("policy `{}` does not say how pool `{}` is shared", id.value, pool.id),
                        format!("方案 `{}` 没有写明总盘 `{}` 如何分配", id.value, pool.id),
                    );
                    let remedy = (
                        format!("add `{} = {{ rule = \"…\" }}`", pool.id),
                        format!("补上 `{} = {{ rule = \"…\" }}`", pool.id),
                    );
                    compiler.problem(&id.span, found, Some(remedy));
                }
            }
        }
        let label = policy.label.as_ref().map_or_else(|| Text::same(&id.value), Label::text);
        policies.push(Policy { id: id.value.clone(), label, shares });
    }
    policies
}

fn share_of<'a>(policy: &'a PolicyFormat, pool: &str) -> Option<(&'a Placed<String>, &'a ShareFormat)> {
    policy.shares.iter().find(|(name, _)| name.value == pool)
}

/// Index of the baseline policy; 0 with a problem where it is unknown.
pub fn baseline(format: &ScenarioFormat, compiler: &mut Compiler) -> usize {
    let ids: Vec<&str> = format.policies.keys().map(|id| id.value.as_str()).collect();
    compiler.find(("policy", "方案"), &format.baseline, &ids).unwrap_or(0)
}

fn check_share(
    policy: &Placed<String>,
    name: &Placed<String>,
    share: &ShareFormat,
    pool: &Pool,
    is_baseline: bool,
    compiler: &mut Compiler,
) -> Share {
    let rule = share.rule.value.0;
    let baseline = if is_baseline { BaselineUse::Refused } else { BaselineUse::Allowed };
    let owner = Text::new(
        format!("of policy {} for pool {}", policy.value, pool.id),
        format!("方案 {} 对总盘 {} 的", policy.value, pool.id),
    );
    let role = |en: &str, zh: &str| Text::new(format!("{en} {}", owner.en), format!("{}{zh}", owner.zh));
    let mut number = |text: &Option<_>, en: &str, zh: &str| {
        text.as_ref()
            .and_then(|text| compiler.formula(text, pool.over, baseline, Some(Type::Number), &role(en, zh)))
    };
    let floor = number(&share.floor, "floor", "保底");
    let cap = number(&share.cap, "cap", "封顶");
    let existing = number(&share.existing, "existing amount", "已有数额");
    let factors = factors(share, pool, baseline, &role, compiler);
    if (rule.needs_claims() || rule == Rule::AsClaimed) && share.factors.is_empty() {
        let found = (
            format!("rule `{}` needs claims, and there is no factor", rule.id()),
            format!("规则 `{}` 需要测算额，但没有任何因素", rule.id()),
        );
        let remedy = (
            format!("add [[policies.{}.{}.factors]] with an id and an amount", policy.value, pool.id),
            format!("补上 [[policies.{}.{}.factors]]，写明 id 与 amount", policy.value, pool.id),
        );
        compiler.problem(&share.rule.span, found, Some(remedy));
    }
    if rule == Rule::LevelUp && pool.need.is_none() {
        let found = (
            format!("rule `level-up` needs a standard of need for pool `{}`", pool.id),
            format!("规则 `level-up` 需要总盘 `{}` 的标准支出", pool.id),
        );
        let remedy = (
            format!("add [standards.{}] with `need = …`", pool.id),
            format!("补上 [standards.{}]，写明 `need = …`", pool.id),
        );
        compiler.problem(&share.rule.span, found, Some(remedy));
    }
    if let (Some(text), false) = (&share.existing, rule == Rule::LevelUp) {
        let found = (
            format!("`existing` has no effect under rule `{}`", rule.id()),
            format!("`existing` 在规则 `{}` 下不起作用", rule.id()),
        );
        let remedy = ("leave it out, or use `level-up`".to_owned(), "请删去，或改用 `level-up`".to_owned());
        compiler.problem(&text.span, found, Some(remedy));
    }
    let default_rounding = match pool.unit {
        Unit::Posts => Rounding::Webster,
        Unit::Money | Unit::Other(_) => Rounding::LargestRemainder,
    };
    Share {
        rule,
        rounding: share.round.as_ref().map_or(default_rounding, |round| round.value.0),
        ties: share.ties.as_ref().map_or(TiePolicy::ById, |ties| ties.value.0),
        merge: share.strata.as_ref().is_some_and(|strata| strata.value == StrataUse::Merge),
        floor,
        cap,
        existing,
        factors,
        span: name.span.clone(),
    }
}

fn factors(
    share: &ShareFormat,
    pool: &Pool,
    baseline: BaselineUse,
    role: &dyn Fn(&str, &str) -> Text,
    compiler: &mut Compiler,
) -> Vec<Factor> {
    let mut factors: Vec<Factor> = Vec::new();
    for factor in &share.factors {
        check_name(&factor.id, compiler);
        let id = &factor.id.value;
        if factors.iter().any(|each| each.id == *id) {
            let found = (format!("factor `{id}` stands twice"), format!("因素 `{id}` 重复"));
            let remedy = ("give each factor its own id".to_owned(), "每个因素须有自己的 id".to_owned());
            compiler.problem(&factor.id.span, found, Some(remedy));
            continue;
        }
        let role = role(&format!("factor {id}"), &format!("因素 {id}"));
        let Some(amount) = compiler.formula(&factor.amount, pool.over, baseline, Some(Type::Number), &role)
        else {
            continue;
        };
        let label = factor.label.as_ref().map_or_else(|| Text::same(id), Label::text);
        factors.push(Factor { id: id.clone(), label, amount });
    }
    factors
}
