//! What stands beside an award: the bound that bit, and a tie that was broken.

use crate::allocate::Bound;
use crate::evaluate::outcome::Shared;
use crate::language::Language;

use super::page::pick;

/// The bound that bit, in the reader's words; nothing where none did.
pub(crate) fn bound(bound: Option<Bound>, language: Language) -> &'static str {
    match bound {
        Some(Bound::Floor) => pick(language, "floor", "保底"),
        Some(Bound::Cap) => pick(language, "cap", "封顶"),
        None => "",
    }
}

/// The word for a tie that was broken; nothing where there was none.
pub(crate) fn tie(tie: bool, language: Language) -> &'static str {
    if tie { pick(language, "tie", "并列") } else { "" }
}

/// Bound and tie of a member together: `floor, tie`.
pub(crate) fn mark(shared: &Shared, member: usize, language: Language) -> String {
    let marks = [bound(shared.bounds[member], language), tie(shared.ties[member], language)];
    let marks: Vec<&str> = marks.into_iter().filter(|mark| !mark.is_empty()).collect();
    marks.join(pick(language, ", ", "、"))
}

/// How many members a bound bit, and how many were tied: floors, caps, ties.
pub(crate) fn counts(shared: &Shared) -> [usize; 3] {
    let bitten = |bound: Bound| shared.bounds.iter().filter(|found| **found == Some(bound)).count();
    [bitten(Bound::Floor), bitten(Bound::Cap), shared.ties.iter().filter(|tie| **tie).count()]
}
