//! The ways to whole steps that a policy can name, and what is done with an exact tie.

use crate::language::Text;

/// How exact shares become whole steps.
///
/// # Source
/// Balinski, M. L. and Young, H. P. (2001), «Fair Representation: Meeting the Ideal of One Man, One
/// Vote», 2nd ed., Brookings; the divisor methods are defined in chapter 8 and appendix A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rounding {
    /// Hamilton's method: whole parts first, then the largest remainders.
    LargestRemainder,
    /// Rounds λ·weight at the arithmetic mean, s + 1/2 (Webster, Sainte-Laguë).
    Webster,
    /// Rounds at the geometric mean, √(s(s + 1)) (Hill, Huntington: equal proportions).
    Hill,
    /// Rounds down (Jefferson, D'Hondt).
    Jefferson,
    /// Rounds up (Adams).
    Adams,
    /// Rounds at the harmonic mean, 2s(s + 1)/(2s + 1) (Dean).
    Dean,
}

impl Rounding {
    /// Every method, in the order in which they are documented.
    pub const ALL: &'static [Rounding] = &[
        Rounding::LargestRemainder,
        Rounding::Webster,
        Rounding::Hill,
        Rounding::Jefferson,
        Rounding::Adams,
        Rounding::Dean,
    ];

    /// The name in a scenario.
    pub fn id(self) -> &'static str {
        match self {
            Rounding::LargestRemainder => "largest-remainder",
            Rounding::Webster => "webster",
            Rounding::Hill => "hill",
            Rounding::Jefferson => "jefferson",
            Rounding::Adams => "adams",
            Rounding::Dean => "dean",
        }
    }

    /// The method with that name.
    ///
    /// ```
    /// use junheng::allocate::Rounding;
    /// assert_eq!(Rounding::from_id("hill"), Some(Rounding::Hill));
    /// assert_eq!(Rounding::from_id("Hill"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Rounding> {
        Rounding::ALL.iter().copied().find(|rounding| rounding.id() == id)
    }

    /// What a reader calls it.
    pub fn label(self) -> Text {
        match self {
            Rounding::LargestRemainder => {
                Text::new("Largest remainder (Hamilton)", "最大余数法（汉密尔顿法）")
            }
            Rounding::Webster => Text::new("Webster (Sainte-Laguë)", "韦伯斯特法（圣拉古法）"),
            Rounding::Hill => Text::new("Hill (equal proportions)", "希尔法（等比例法）"),
            Rounding::Jefferson => Text::new("Jefferson (D'Hondt)", "杰斐逊法（洪特法）"),
            Rounding::Adams => Text::new("Adams", "亚当斯法"),
            Rounding::Dean => Text::new("Dean", "迪安法"),
        }
    }

    /// Where λ·weight between s and s + 1 goes up: the signpost d(s).
    pub fn formula(self) -> &'static str {
        match self {
            Rounding::LargestRemainder => "⌊λ·c⌋ + 1 for the largest remainders",
            Rounding::Webster => "d(s) = s + 1/2",
            Rounding::Hill => "d(s) = √(s(s + 1))",
            Rounding::Jefferson => "d(s) = s + 1",
            Rounding::Adams => "d(s) = s",
            Rounding::Dean => "d(s) = 2s(s + 1)/(2s + 1)",
        }
    }
}

/// What is done when two members have exactly the same right to a step and only one can have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TiePolicy {
    /// The smaller id, in byte order, gets the step; the tie is flagged.
    ById,
    /// The allocation is refused with an error that names the tied.
    Refuse,
}

impl TiePolicy {
    /// Every policy.
    pub const ALL: &'static [TiePolicy] = &[TiePolicy::ById, TiePolicy::Refuse];

    /// The name in a scenario.
    pub fn id(self) -> &'static str {
        match self {
            TiePolicy::ById => "id",
            TiePolicy::Refuse => "refuse",
        }
    }

    /// The policy with that name.
    pub fn from_id(id: &str) -> Option<TiePolicy> {
        TiePolicy::ALL.iter().copied().find(|policy| policy.id() == id)
    }

    /// What a reader calls it.
    pub fn label(self) -> Text {
        match self {
            TiePolicy::ById => Text::new("By the smaller id", "按编号由小到大确定"),
            TiePolicy::Refuse => Text::new("Refuse ties", "遇并列即报错"),
        }
    }

    /// The rule in a few signs.
    pub fn formula(self) -> &'static str {
        match self {
            TiePolicy::ById => "min id",
            TiePolicy::Refuse => "—",
        }
    }
}
