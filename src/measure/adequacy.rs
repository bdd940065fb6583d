//! Adequacy (保障率): what is given over what the work costs by an independent standard.

/// Below this adequacy a member is short of need.
pub const SHORT: f64 = 0.9;

/// Adequacy: award ÷ need, both in the same unit; `None` where there is no need.
///
/// ```
/// use junheng::measure::adequacy::ratio;
/// assert_eq!(ratio(90.0, 100.0), Some(0.9));
/// assert_eq!(ratio(5.0, 0.0), None);
/// ```
pub fn ratio(award: f64, need: f64) -> Option<f64> {
    (need > 0.0).then(|| award / need)
}

/// The percentile `k` (0 to 1) of `sorted`, between neighbours in proportion; `None` of nothing.
///
/// # Source
/// Hyndman and Fan (1996), The American Statistician 50(4), 361-365, definition 7: the PERCENTILE of
/// spreadsheets. Of 1, 2, 3, 4 the 30 % percentile is 1.9.
///
/// ```
/// use junheng::measure::adequacy::percentile;
/// assert!((percentile(&[1.0, 2.0, 3.0, 4.0], 0.3).unwrap() - 1.9).abs() < 1e-12);
/// ```
pub fn percentile(sorted: &[f64], k: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = k.clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * (position - below as f64))
}
