//! What if: the same scenario many times over, with some of its inputs changed.
//!
//! A [`Trial`] is prepared once: formulas compiled, columns derived, members and groupings found, everything
//! evaluated as the scenario has it. Each [`Trial::run`] then takes a [`Change`] (values of parameters, totals of
//! pools, columns) and evaluates again only what rests on it; the rest is shared with the prepared outcome. A run
//! gives an ordinary [`Outcome`], the same to the last bit as evaluating the changed scenario from its files.
//! Runs borrow the trial without changing it, so they may go on all threads at once.
//!
//! An [`Axis`] is one input by the name that a person gives it (`per_head`, `pools.operating.money`) with its
//! way from a number to a change; a [`Target`] is one number of an outcome by its path `POLICY.POOL.METRIC`.
//!
//! ```
//! # use junheng::{problem::Source, scenario, table};
//! use junheng::explore::{Axis, Change, Detail, Target, Trial};
//! # let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
//! # let text = std::fs::read_to_string(folder.join("yingjiang.toml")).unwrap();
//! # let source = Source { name: "yingjiang.toml".to_owned(), text };
//! # let draft = scenario::draft(source, &folder, &[]).unwrap();
//! # let read = draft.files.iter().map(table::attempt).collect();
//! # let (scenario, tables) = scenario::check(draft, read).unwrap();
//! let trial = Trial::new(&scenario, &tables).unwrap();
//! let per_head = Axis::parse(&scenario, "per_head").unwrap();
//! let gini = Target::parse(&scenario, "differentiated.operating.gini").unwrap();
//! let mut change = Change::default();
//! per_head.set(&mut change, 25.0).unwrap();
//! let outcome = trial.run(&change, Detail::Metrics).unwrap();
//! assert_ne!(gini.value(&scenario, &outcome), gini.value(&scenario, trial.outcome()));
//! ```

pub mod audit;
mod axis;
pub mod cases;
pub mod distribution;
mod draws;
mod measured;
pub mod noise;
mod path;
mod prepared;
mod reach;
pub mod sensitivity;
pub mod simulate;
pub mod solve;
pub mod sweep;
mod target;
mod trial;

pub use crate::claim::Change;
pub use crate::claim::Input;
pub use crate::evaluate::Detail;
pub use crate::evaluate::Outcome;
pub use axis::Axis;
pub use cases::Cases;
pub use draws::Draws;
pub use measured::Measured;
pub use measured::OfMember;
pub use prepared::Prepared;
pub use simulate::Simulation;
pub use sweep::Sweep;
pub use target::Target;
pub use trial::Trial;
