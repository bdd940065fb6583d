//! How a policy's awards are worked out with the means of a spreadsheet: which rules and roundings have formulas,
//! and what those are, as texts and as the same arithmetic.

use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::quantity::Unit;
use crate::scenario::Pool;
use crate::scenario::Share;

/// How many times the interval of λ is halved: beyond the last digit of a float.
pub(crate) const HALVINGS: i32 = 60;
/// How near rights to a step are equal, relatively; spreadsheets know 15 digits.
pub(crate) const NEAR: f64 = 1e-12;
/// How far a floor or a cap may be from a whole step to be taken for it, as the engine does.
pub(crate) const NOISE: f64 = 1e-6;

/// What a share needs of a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scheme {
    /// The rule.
    pub(crate) rule: Rule,
    /// The rounding.
    pub(crate) rounding: Rounding,
    /// Whether there is a floor.
    pub(crate) has_floor: bool,
    /// Whether there is a cap.
    pub(crate) has_cap: bool,
    /// Whether something is there already that `level-up` counts.
    pub(crate) has_existing: bool,
    /// Whether strata are shared out each by itself.
    pub(crate) in_strata: bool,
}

impl Scheme {
    /// The scheme of a share; `None` where its rule or rounding has no formula here.
    pub(crate) fn of(pool: &Pool, share: &Share) -> Option<Scheme> {
        let scheme = Scheme {
            rule: share.rule,
            rounding: share.rounding,
            has_floor: share.floor.is_some(),
            has_cap: share.cap.is_some(),
            has_existing: share.existing.is_some() && share.rule == Rule::LevelUp,
            in_strata: pool.strata.is_some() && !share.merge,
        };
        let known = matches!(share.rule, Rule::Equal | Rule::Proportional | Rule::LevelUp | Rule::AsClaimed);
        // Posts by largest remainders within bounds follow the apportionment acts: raw quotas first.
        let raw = pool.unit == Unit::Posts
            && scheme.rule == Rule::Proportional
            && scheme.rounding == Rounding::LargestRemainder
            && (scheme.has_floor || scheme.has_cap);
        (known && !raw && !pool.is_combined()).then_some(scheme)
    }

    /// Whether each claim is met by itself, without a λ.
    pub(crate) fn is_open(self) -> bool {
        self.rule == Rule::AsClaimed
    }

    /// Whether steps are given by a divisor method.
    pub(crate) fn by_divisor(self) -> bool {
        !self.is_open() && self.rounding != Rounding::LargestRemainder
    }

    /// Whether λ·claim is rounded at once, so that there are no shares before rounding.
    pub(crate) fn is_direct(self) -> bool {
        self.by_divisor() && self.rule == Rule::Proportional
    }

    /// Whether λ must be sought, because bounds keep some shares from moving with it.
    pub(crate) fn is_bounded(self) -> bool {
        self.has_floor || self.has_cap || self.has_existing
    }

    /// Whether members weigh differently.
    pub(crate) fn has_weights(self) -> bool {
        self.rule != Rule::Equal
    }

    /// The text of how many steps a weight times λ holds under the divisor method.
    pub(crate) fn held_text(self, x: &str) -> String {
        match self.rounding {
            Rounding::Webster => format!("INT({x}+0.5)"),
            Rounding::Adams => format!("-INT(-{x})"),
            Rounding::Hill => {
                format!("IF({x}>0,INT({x})+IF({x}>=SQRT(INT({x})*(INT({x})+1)),1,0),0)")
            }
            Rounding::Dean => {
                format!("IF({x}>0,INT({x})+IF({x}>=2*INT({x})*(INT({x})+1)/(2*INT({x})+1),1,0),0)")
            }
            Rounding::Jefferson | Rounding::LargestRemainder => format!("INT({x})"),
        }
    }

    /// What [`Scheme::held_text`] comes to.
    pub(crate) fn held(self, x: f64) -> f64 {
        let whole = x.floor();
        let up = |post: f64| if x > 0.0 { whole + f64::from(x >= post) } else { 0.0 };
        match self.rounding {
            Rounding::Webster => (x + 0.5).floor(),
            Rounding::Adams => x.ceil(),
            Rounding::Hill => up((whole * (whole + 1.0)).sqrt()),
            Rounding::Dean => up(2.0 * whole * (whole + 1.0) / (2.0 * whole + 1.0)),
            Rounding::Jefferson | Rounding::LargestRemainder => whole,
        }
    }

    /// The text of the signpost d(s).
    pub(crate) fn signpost_text(self, s: &str) -> String {
        match self.rounding {
            Rounding::Webster => format!("({s}+0.5)"),
            Rounding::Adams => s.to_owned(),
            Rounding::Hill => format!("SQRT({s}*({s}+1))"),
            Rounding::Dean => format!("(2*{s}*({s}+1)/(2*{s}+1))"),
            Rounding::Jefferson | Rounding::LargestRemainder => format!("({s}+1)"),
        }
    }

    /// What [`Scheme::signpost_text`] comes to.
    pub(crate) fn signpost(self, s: f64) -> f64 {
        match self.rounding {
            Rounding::Webster => s + 0.5,
            Rounding::Adams => s,
            Rounding::Hill => (s * (s + 1.0)).sqrt(),
            Rounding::Dean => 2.0 * s * (s + 1.0) / (2.0 * s + 1.0),
            Rounding::Jefferson | Rounding::LargestRemainder => s + 1.0,
        }
    }
}
