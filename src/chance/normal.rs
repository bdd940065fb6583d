//! Quantiles of the standard normal distribution, fast enough for a country's members a thousand times over.

/// The value that a share of standard normal numbers stays below; infinite at 0 and 1. Its relative error is about
/// 10^-16, as of the inverse by the error function, which takes three times as long.
///
/// # Source
/// Wichura, M. J. (1988), «Algorithm AS 241: The percentage points of the normal distribution», Applied Statistics
/// 37(3), 477-484: PPND16.
///
/// ```
/// use junheng::chance::normal_quantile;
/// assert_eq!(normal_quantile(0.5), 0.0);
/// assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-15);
/// ```
#[inline]
pub fn normal_quantile(share: f64) -> f64 {
    let from_middle = share - 0.5;
    if is_middle(from_middle) { middle(from_middle) } else { tail(share, from_middle) }
}

/// Shares taken at a time.
const BLOCK: usize = 1 << 8;

/// Puts the quantile of each share in its place, as [`normal_quantile`] gives it: the formula of the middle for all,
/// since most lie there, and then that of the tails for those that do not.
pub fn normal_quantiles(shares: &mut [f64]) {
    let mut in_tails = [(0, 0.0); BLOCK];
    for shares in shares.chunks_mut(BLOCK) {
        let mut count = 0;
        for (place, share) in shares.iter_mut().enumerate() {
            in_tails[count] = (place, *share);
            let from_middle = *share - 0.5;
            count += usize::from(!is_middle(from_middle));
            *share = middle(from_middle);
        }
        for (place, share) in &in_tails[..count] {
            shares[*place] = tail(*share, share - 0.5);
        }
    }
}

#[inline]
fn is_middle(from_middle: f64) -> bool {
    from_middle.abs() <= 0.425
}

#[inline]
fn middle(from_middle: f64) -> f64 {
    from_middle * ratio(&MIDDLE, 0.180_625 - from_middle * from_middle)
}

fn tail(share: f64, from_middle: f64) -> f64 {
    let end = if from_middle < 0.0 { share } else { 1.0 - share };
    let root = (-end.ln()).sqrt();
    let size = match root {
        root if root <= 5.0 => ratio(&NEAR_TAIL, root - 1.6),
        root if root.is_finite() => ratio(&FAR_TAIL, root - 5.0),
        root => root,
    };
    if from_middle < 0.0 { -size } else { size }
}

/// Numerator and denominator, from the constant term up.
type Rational = ([f64; 8], [f64; 8]);

#[inline]
fn ratio((above, below): &Rational, x: f64) -> f64 {
    let value = |terms: &[f64; 8]| terms[..7].iter().rev().fold(terms[7], |sum, term| sum * x + term);
    value(above) / value(below)
}

#[rustfmt::skip]
#[expect(clippy::excessive_precision, reason = "as published")]
const MIDDLE: Rational = (
    [
        3.387_132_872_796_366_608, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_083e2, 5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061e4, 2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561e3,
    ],
);

#[rustfmt::skip]
#[expect(clippy::excessive_precision, reason = "as published")]
const NEAR_TAIL: Rational = (
    [
        1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9, 5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 2.417_807_251_774_506_117_7e-1,
        2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_4, 6.897_673_349_851_000_045_5e-1,
        1.481_039_764_274_800_745_9e-1, 1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);

#[rustfmt::skip]
#[expect(clippy::excessive_precision, reason = "as published")]
const FAR_TAIL: Rational = (
    [
        6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9, 1.784_826_539_917_291_335_8,
        2.965_605_718_285_048_912_3e-1, 2.653_218_952_657_612_309_3e-2, 1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0, 5.998_322_065_558_879_376_9e-1, 1.369_298_809_227_358_053_1e-1, 1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4, 1.846_318_317_510_054_681_8e-5, 1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::ContinuousCDF;
    use statrs::distribution::Normal;

    #[test]
    fn the_published_values_come_out() {
        // Wichura (1988), page 479.
        for (share, value) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_6),
            (1e-20, -9.262_340_089_798_409),
        ] {
            assert!((normal_quantile(share) / value - 1.0).abs() < 5e-16, "{share}");
        }
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
    }

    #[test]
    fn many_at_once_are_what_each_is() {
        let shares: Vec<f64> = (0..=1_000).map(|n| f64::from(n) / 1_000.0).collect();
        let mut all = shares.clone();
        normal_quantiles(&mut all);
        assert_eq!(all, shares.into_iter().map(normal_quantile).collect::<Vec<f64>>());
    }

    #[test]
    fn it_is_the_inverse_of_the_error_function_throughout() {
        let normal = Normal::standard();
        let shares = (1..20_000).map(|n| f64::from(n) / 20_000.0).chain((5..300).map(|n| 10_f64.powi(-n)));
        for share in shares {
            let (found, other) = (normal_quantile(share), normal.inverse_cdf(share));
            assert!((found - other).abs() <= 2e-14 * other.abs().max(0.01), "{share}: {found} {other}");
            assert!((normal_quantile(1.0 - share) + normal_quantile(share)).abs() < 1e-9 || share < 1e-3);
        }
    }
}
