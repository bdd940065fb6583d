//! The rules a policy can name.

use crate::language::Text;

/// How claims become awards: each is a monotone function of one number λ, clamped to floor and cap.
///
/// # Source
/// Young, H. P. (1987), «On dividing an amount according to individual claims or liabilities»,
/// Mathematics of Operations Research 12(3), 398-414: the parametric rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Everybody the same: λ.
    Equal,
    /// In proportion to claims: λ·c.
    Proportional,
    /// The same for everybody, nobody above the claim: min(c, λ).
    EqualAwards,
    /// The same loss for everybody, nobody below nothing: max(0, c − λ).
    EqualLosses,
    /// The contested garment rule of the Talmud.
    Talmud,
    /// Lifts the lowest (existing + award) ÷ need: max(0, λ·n − e).
    LevelUp,
    /// Every claim in full; the cost is the result.
    AsClaimed,
}

impl Rule {
    /// Every rule, in the order in which they are documented.
    pub const ALL: &'static [Rule] = &[
        Rule::Equal,
        Rule::Proportional,
        Rule::EqualAwards,
        Rule::EqualLosses,
        Rule::Talmud,
        Rule::LevelUp,
        Rule::AsClaimed,
    ];

    /// The name in a scenario.
    pub fn id(self) -> &'static str {
        match self {
            Rule::Equal => "equal",
            Rule::Proportional => "proportional",
            Rule::EqualAwards => "equal-awards",
            Rule::EqualLosses => "equal-losses",
            Rule::Talmud => "talmud",
            Rule::LevelUp => "level-up",
            Rule::AsClaimed => "as-claimed",
        }
    }

    /// The rule with that name.
    ///
    /// ```
    /// use junheng::allocate::Rule;
    /// assert_eq!(Rule::from_id("equal-losses"), Some(Rule::EqualLosses));
    /// assert_eq!(Rule::from_id("CEL"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// What a reader calls it.
    pub fn label(self) -> Text {
        match self {
            Rule::Equal => Text::new("Equal shares", "平均分配"),
            Rule::Proportional => Text::new("In proportion to claims", "按测算额比例分配"),
            Rule::EqualAwards => Text::new("Equal awards, up to the claim", "等额分配（不超过测算额）"),
            Rule::EqualLosses => Text::new("Equal losses from the claim", "等额削减"),
            Rule::Talmud => Text::new("Talmud (contested garment)", "塔木德规则（争议均分）"),
            Rule::LevelUp => Text::new("Level up the lowest adequacy", "托底补齐（优先提高最低保障率）"),
            Rule::AsClaimed => Text::new("As claimed", "据实核定"),
        }
    }

    /// The award before bounds, in λ, claim c, need n and existing e; `C` is the largest claim.
    pub fn formula(self) -> &'static str {
        match self {
            Rule::Equal => "λ",
            Rule::Proportional => "λ·c",
            Rule::EqualAwards => "min(c, λ)",
            Rule::EqualLosses => "max(0, c − λ)",
            Rule::Talmud => "min(c, max(min(c/2, λ), c − C + λ))",
            Rule::LevelUp => "max(0, λ·n − e)",
            Rule::AsClaimed => "c",
        }
    }

    /// The award by the rule alone, before bounds and rounding: [`Rule::formula`] with its numbers.
    ///
    /// `claim`, `need`, `existing` and `largest` (the largest claim) are in the unit of the award.
    ///
    /// ```
    /// use junheng::allocate::Rule;
    /// assert_eq!(Rule::Proportional.award(0.5, 300.0, 0.0, 0.0, 300.0), 150.0);
    /// assert_eq!(Rule::LevelUp.award(0.5, 0.0, 100.0, 80.0, 0.0), 0.0);
    /// ```
    pub fn award(self, lambda: f64, claim: f64, need: f64, existing: f64, largest: f64) -> f64 {
        match self {
            Rule::Equal => lambda,
            Rule::Proportional => lambda * claim,
            Rule::EqualAwards => claim.min(lambda),
            Rule::EqualLosses => (claim - lambda).max(0.0),
            Rule::Talmud => claim.min((claim / 2.0).min(lambda).max(claim - largest + lambda)),
            Rule::LevelUp => (lambda * need - existing).max(0.0),
            Rule::AsClaimed => claim,
        }
    }

    /// Whether λ is a ratio; under the other rules it is an amount, in the unit of the award.
    pub fn lambda_is_ratio(self) -> bool {
        matches!(self, Rule::Proportional | Rule::LevelUp)
    }

    /// Whether the rule divides nothing without claims, so that claims of zero throughout are an error.
    pub fn needs_claims(self) -> bool {
        matches!(self, Rule::Proportional | Rule::EqualAwards | Rule::EqualLosses | Rule::Talmud)
    }

    /// Whether the rule reads needs and existing means instead of claims.
    pub fn needs_needs(self) -> bool {
        self == Rule::LevelUp
    }

    /// Whether the whole total must be given out, so that caps which fall short of it are an error.
    pub fn spends_all(self) -> bool {
        matches!(self, Rule::Equal | Rule::Proportional | Rule::LevelUp)
    }

    /// Whether no award goes above its claim (rounded up to a whole step), save where a floor lifts it.
    pub fn keeps_to_claims(self) -> bool {
        matches!(self, Rule::EqualAwards | Rule::EqualLosses | Rule::Talmud)
    }
}
