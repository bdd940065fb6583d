//! Judges awards, never alters them: adequacy, inequality, gains and losses, and the same by group.

pub mod adequacy;
pub mod groups;
pub mod inequality;
pub mod judgement;
pub mod makeup;
pub mod metrics;
pub mod queue;
pub mod rank;
pub mod wisn;

pub use groups::GroupResult;
pub use groups::Membership;
pub use makeup::Makeup;
pub use makeup::Means;
pub use metrics::CountedIn;
pub use metrics::Metric;
pub use metrics::Metrics;
pub use metrics::Value;
