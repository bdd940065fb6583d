//! Colours that colour-blind readers can tell apart, always in the same order of policies.
//!
//! # Source
//! Okabe, M. and Ito, K. (2008), Color Universal Design: how to make figures and presentations that are
//! friendly to colorblind people.

use plotters::style::RGBColor;

/// Text and axes.
pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
/// Text of less weight.
pub(super) const FAINT: RGBColor = RGBColor(0x5f, 0x5f, 0x5f);
/// Lines of reference.
pub(super) const REFERENCE: RGBColor = RGBColor(0x77, 0x77, 0x77);
/// Lines of reference of less weight.
pub(super) const FAINT_REFERENCE: RGBColor = RGBColor(0xaa, 0xaa, 0xaa);
/// The grid.
pub(super) const GRID: RGBColor = RGBColor(0xe3, 0xe3, 0xe3);
/// The paper.
pub(super) const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// Gains: blue.
pub(super) const GAIN: RGBColor = RGBColor(0x00, 0x72, 0xb2);
/// Losses: vermilion.
pub(super) const LOSS: RGBColor = RGBColor(0xd5, 0x5e, 0x00);

/// The colours of the policies that are compared with the baseline, in the scenario's order.
const POLICIES: [RGBColor; 6] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x56, 0xb4, 0xe9),
];

/// The colour of the baseline: a grey, for it is what the others stand against.
const BASELINE: RGBColor = RGBColor(0x99, 0x99, 0x99);

/// The colours of the parts that a bar is stacked of, neighbours far apart also in lightness.
const PARTS: [RGBColor; 8] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xf0, 0xe4, 0x42),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0x56, 0xb4, 0xe9),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x99, 0x99, 0x99),
];

/// The colour of a part by its place, again from the start after eight.
pub(super) fn part(place: usize) -> RGBColor {
    PARTS[place % PARTS.len()]
}

/// The colour of a policy: the baseline grey, the others in their order, again from the start after six.
pub(super) fn policy(policy: usize, baseline: usize) -> RGBColor {
    match policy.cmp(&baseline) {
        std::cmp::Ordering::Equal => BASELINE,
        std::cmp::Ordering::Less => POLICIES[policy % POLICIES.len()],
        std::cmp::Ordering::Greater => POLICIES[(policy - 1) % POLICIES.len()],
    }
}
