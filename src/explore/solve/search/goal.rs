//! What is to hold of a measure.

/// What a measure is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// At least the value.
    AtLeast,
    /// At most the value.
    AtMost,
    /// The value.
    Equal,
}

/// One thing that is to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// How the measure stands to the value.
    pub relation: Relation,
    /// The value.
    pub value: f64,
    /// How far from the value still counts as equal: the noise of floats, or less than half of what the measure
    /// is counted in. At least and at most forgive none of it.
    pub tolerance: f64,
}

impl Goal {
    /// Whether it holds of a measure.
    pub fn holds(&self, measure: f64) -> bool {
        self.miss(measure) <= 0.0
    }

    /// How far a measure is from holding; 0 where it holds.
    pub fn miss(&self, measure: f64) -> f64 {
        let over = measure - self.value;
        match self.relation {
            Relation::AtLeast => (-over).max(0.0),
            Relation::AtMost => over.max(0.0),
            Relation::Equal if over.abs() <= self.tolerance => 0.0,
            Relation::Equal => over.abs(),
        }
    }
}
