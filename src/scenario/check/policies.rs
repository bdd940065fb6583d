//! Policies: every policy shares every pool, and each share can be carried out.

mod items;

use super::super::Factor;
use super::super::PlacedFormula;
use super::super::Policy;
use super::super::Pool;
use super::super::Services;
use super::super::Share;
use super::super::format::FormulaText;
use super::super::format::Label;
use super::super::format::PolicyFormat;
use super::super::format::ScenarioFormat;
use super::super::format::ShareFormat;
use super::super::format::StrataUse;
use super::super::placed::Placed;
use super::compiler::Compiler;
use super::names::check_name;
use super::services::Catalogues;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::formula::BaselineUse;
use crate::formula::Type;
use crate::language::Text;
use crate::quantity::Unit;

/// Keys of a policy that are not the names of pools.
pub const RESERVED: [&str; 2] = ["label", "services"];

/// The policies in the order written.
pub fn check(
    format: &ScenarioFormat,
    pools: &[Pool],
    catalogues: &Catalogues,
    compiler: &mut Compiler,
) -> Vec<Policy> {
    let ids: Vec<&str> = format.pools.keys().map(|id| id.value.as_str()).collect();
    let mut policies = Vec::new();
    for (index, (id, policy)) in format.policies.iter().enumerate() {
        check_name(id, compiler);
        let services = catalogues.by_policy.get(index).cloned().flatten();
        for named in policy.shares.keys() {
            compiler.find(("pool", "总盘"), named, &ids);
        }
        let mut shares = Vec::new();
        for (pool, spec) in pools.iter().zip(format.pools.values()) {
            let combines = spec.combines.is_some();
            match share_of(policy, &pool.id) {
                Some((name, _)) if combines => {
                    refuse_share_of_combined(name, pool, compiler);
                    shares.push(share_of_combined(pool));
                }
                None if combines || RESERVED.contains(&pool.id.as_str()) => {
                    shares.push(share_of_combined(pool))
                }
                Some((name, share)) => {
                    let services = services.as_ref().or(catalogues.own.as_ref());
                    let case = Case { services, ..Case::new(format, id, pool) };
                    shares.push(check_share(&case, name, share, compiler));
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
        policies.push(Policy { id: id.value.clone(), label, shares, services });
    }
    policies
}

fn share_of<'a>(policy: &'a PolicyFormat, pool: &str) -> Option<(&'a Placed<String>, &'a ShareFormat)> {
    policy.shares.iter().find(|(name, _)| name.value == pool)
}

fn refuse_share_of_combined(name: &Placed<String>, pool: &Pool, compiler: &mut Compiler) {
    let found = (
        format!("pool `{}` adds up others and is not shared out itself", pool.id),
        format!("总盘 `{}` 是其他总盘的合计，不直接分配", pool.id),
    );
    let remedy = ("leave it out of the policies".to_owned(), "请从各方案中删去".to_owned());
    compiler.problem(&name.span, found, Some(remedy));
}

/// How a pool that adds up others comes by its awards: they are what the others gave.
fn share_of_combined(pool: &Pool) -> Share {
    Share {
        rule: Rule::AsClaimed,
        rounding: Rounding::LargestRemainder,
        ties: TiePolicy::ById,
        merge: true,
        floor: None,
        cap: None,
        existing: None,
        factors: Vec::new(),
        span: pool.span.clone(),
    }
}

/// What a share is checked against.
struct Case<'a> {
    policy: &'a str,
    pool: &'a Pool,
    /// The pool's table; none where the pool names one that there is not, so that no formula can be checked.
    over: Option<usize>,
    /// The policy's service catalogue.
    services: Option<&'a Services>,
    /// Whether a standard of need is written for the pool, sound or not.
    has_standard: bool,
    baseline: BaselineUse,
}

impl<'a> Case<'a> {
    fn new(format: &ScenarioFormat, policy: &'a Placed<String>, pool: &'a Pool) -> Self {
        let spec = format.pools.iter().find(|(id, _)| id.value == pool.id);
        let is_known = |name: &str| format.tables.keys().any(|table| table.value == name);
        let is_baseline = format.baseline.value == policy.value;
        Case {
            policy: &policy.value,
            pool,
            services: None,
            over: spec.is_some_and(|(_, spec)| is_known(&spec.over.value)).then_some(pool.over),
            has_standard: format.standards.keys().any(|id| id.value == pool.id),
            baseline: if is_baseline { BaselineUse::Refused } else { BaselineUse::Allowed },
        }
    }

    /// What a formula of the share is called.
    fn role(&self, en: &str, zh: &str) -> Text {
        let (policy, pool) = (self.policy, &self.pool.id);
        Text::new(
            format!("{en} of policy {policy} for pool {pool}"),
            format!("方案 {policy} 对总盘 {pool} 的{zh}"),
        )
    }

    /// A formula of the share that gives a number.
    fn number(
        &self,
        text: &Placed<FormulaText>,
        role: (&str, &str),
        compiler: &mut Compiler,
    ) -> Option<PlacedFormula> {
        compiler.formula(text, self.over?, self.baseline, Some(Type::Number), &self.role(role.0, role.1))
    }
}

/// Index of the baseline policy; 0 with a problem where it is unknown.
pub fn baseline(format: &ScenarioFormat, compiler: &mut Compiler) -> usize {
    let ids: Vec<&str> = format.policies.keys().map(|id| id.value.as_str()).collect();
    compiler.find(("policy", "方案"), &format.baseline, &ids).unwrap_or(0)
}

fn check_share(case: &Case, name: &Placed<String>, share: &ShareFormat, compiler: &mut Compiler) -> Share {
    let (rule, policy, pool) = (share.rule.value.0, case.policy, case.pool);
    let mut number = |text: &Option<Placed<FormulaText>>, en: &str, zh: &str| {
        text.as_ref().and_then(|text| case.number(text, (en, zh), compiler))
    };
    let floor = number(&share.floor, "floor", "保底");
    let cap = number(&share.cap, "cap", "封顶");
    let existing = number(&share.existing, "existing amount", "已有数额");
    let factors = factors(share, case, compiler);
    let has_factors = !share.factors.is_empty() || share.items.is_some();
    if (rule.needs_claims() || rule == Rule::AsClaimed) && !has_factors {
        let found = (
            format!("rule `{}` needs claims, and there is no factor", rule.id()),
            format!("规则 `{}` 需要测算额，但没有任何因素", rule.id()),
        );
        let remedy = (
            format!("add [[policies.{policy}.{}.factors]] with an id and an amount", pool.id),
            format!("补上 [[policies.{policy}.{}.factors]]，写明 id 与 amount", pool.id),
        );
        compiler.problem(&share.rule.span, found, Some(remedy));
    }
    if rule == Rule::LevelUp && !case.has_standard {
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

fn factors(share: &ShareFormat, case: &Case, compiler: &mut Compiler) -> Vec<Factor> {
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
        let role = (format!("factor {id}"), format!("因素 {id}"));
        let Some(amount) = case.number(&factor.amount, (&role.0, &role.1), compiler) else { continue };
        let label = factor.label.as_ref().map_or_else(|| Text::same(id), Label::text);
        factors.push(Factor { id: id.clone(), label, amount, item: None });
    }
    if let Some(items) = &share.items {
        items::add(items, case, &mut factors, compiler);
    }
    factors
}
