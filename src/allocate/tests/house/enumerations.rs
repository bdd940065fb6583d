//! The free people and the slaves of each state, three fifths of whom counted in apportionments until the
//! fourteenth amendment (US Constitution, article 1, section 2), states in alphabetical order.
//!
//! 1850: US Census Bureau, populations of the seventh census (Virginia with what is now West Virginia) and
//! slaves by state, as in Williams (1883), «History of the Negro Race in America», volume 2. The free people
//! are the 13,434,686 of the free states and the 6,412,605 of the slave states in Chase and Sanborn (1856),
//! «The North and the South: A Statistical View». Seats: Congressional Directory, «Representatives under each
//! apportionment», without the second seat of California, which came by an act of its own.
//!
//! 1860: corrected table of population and representation of the Superintendent of the Census Office, as
//! printed in the Daily Dispatch of Richmond (Perseus Digital Library), with its totals and seats. Where a
//! row of the digital copy contradicts itself (Delaware's slaves, the free people of Virginia and Wisconsin),
//! the figure is the one that fits the row and the column's total.

/// One census.
pub(super) struct Enumeration {
    pub(super) year: u16,
    /// The sum of the free people, as published.
    pub(super) free: i64,
    /// The sum of the slaves, as published.
    pub(super) slaves: i64,
    /// Free people and slaves of each state.
    pub(super) states: &'static [(i64, i64)],
    /// The 233 seats of the act of 23 May 1850. (An act of 4 March 1862 added one each in eight states.)
    pub(super) seats: &'static [i64],
}

impl Enumeration {
    /// The representative population in fifths of a person, which is whole.
    pub(super) fn fifths(&self) -> Vec<f64> {
        self.states.iter().map(|(free, slaves)| (5 * free + 3 * slaves) as f64).collect()
    }
}

pub(super) const ENUMERATIONS: &[Enumeration] = &[
    Enumeration {
        year: 1850,
        free: 19_847_291,
        slaves: 3_200_600,
        states: &[
            // Alabama, Arkansas, California, Connecticut, Delaware, Florida, Georgia, Illinois, Indiana,
            // Iowa, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Mississippi, Missouri,
            // New Hampshire, New Jersey, New York, North Carolina, Ohio, Pennsylvania, Rhode Island, South
            // Carolina, Tennessee, Texas, Vermont, Virginia, Wisconsin.
            (428_779, 342_844),
            (162_797, 47_100),
            (92_597, 0),
            (370_792, 0),
            (89_242, 2_290),
            (48_135, 39_310),
            (524_503, 381_682),
            (851_470, 0),
            (988_416, 0),
            (192_214, 0),
            (771_424, 210_981),
            (272_953, 244_809),
            (583_169, 0),
            (492_666, 90_368),
            (994_514, 0),
            (397_654, 0),
            (296_648, 309_878),
            (594_622, 87_422),
            (317_976, 0),
            (489_319, 236),
            (3_097_394, 0),
            (580_491, 288_548),
            (1_980_329, 0),
            (2_311_786, 0),
            (147_545, 0),
            (283_523, 384_984),
            (763_258, 239_459),
            (154_431, 58_161),
            (314_120, 0),
            (949_133, 472_528),
            (305_391, 0),
        ],
        seats: &[
            7, 2, 1, 4, 1, 1, 8, 9, 11, 2, 10, 4, 6, 6, 11, 4, 5, 7, 3, 5, 33, 8, 21, 25, 2, 6, 10, 2, 3, 13,
            3,
        ],
    },
    Enumeration {
        year: 1860,
        free: 27_185_109,
        slaves: 3_949_557,
        states: &[
            // Alabama, Arkansas, California, Connecticut, Delaware, Florida, Georgia, Illinois, Indiana,
            // Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
            // Mississippi, Missouri, New Hampshire, New Jersey, New York, North Carolina, Ohio, Oregon,
            // Pennsylvania, Rhode Island, South Carolina, Tennessee, Texas, Vermont, Virginia, Wisconsin.
            (529_164, 435_132),
            (324_323, 111_104),
            (380_015, 0),
            (460_151, 0),
            (110_420, 1_798),
            (78_686, 61_753),
            (595_097, 462_230),
            (1_711_753, 0),
            (1_350_479, 0),
            (674_948, 0),
            (107_110, 0),
            (930_223, 225_490),
            (376_913, 332_520),
            (628_276, 0),
            (599_846, 87_188),
            (1_231_065, 0),
            (749_112, 0),
            (162_022, 0),
            (354_699, 436_696),
            (1_058_352, 114_965),
            (326_072, 0),
            (672_031, 0),
            (3_887_542, 0),
            (661_586, 331_081),
            (2_339_599, 0),
            (52_464, 0),
            (2_906_370, 0),
            (174_621, 0),
            (301_271, 402_541),
            (834_063, 275_784),
            (420_651, 180_388),
            (315_116, 0),
            (1_105_196, 490_887),
            (775_873, 0),
        ],
        seats: &[
            6, 3, 3, 4, 1, 1, 7, 13, 11, 5, 1, 8, 5, 5, 5, 10, 6, 1, 5, 9, 3, 5, 31, 7, 18, 1, 23, 1, 4, 8,
            4, 2, 11, 6,
        ],
    },
];
