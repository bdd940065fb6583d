//! The rules, one file each.

mod as_claimed;
mod equal;
mod equal_awards;
mod equal_losses;
mod level_up;
mod proportional;
mod talmud;

pub(crate) use as_claimed::claimed;
pub(crate) use equal::Equal;
pub(crate) use equal_awards::EqualAwards;
pub(crate) use equal_losses::EqualLosses;
pub(crate) use level_up::LevelUp;
pub(crate) use proportional::Proportional;
pub(crate) use talmud::Talmud;
