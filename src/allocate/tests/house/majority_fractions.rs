//! Houses after 1880 whose populations leave out «Indians not taxed» (fourteenth amendment, section 2), states
//! in alphabetical order.
//!
//! 1890: «Tabular statements exhibiting the population of each state and the apportionment of members of the
//! House of Representatives from 332 to 375 under the eleventh census» (Census Office, 25 November 1890); seats by
//! the act of 7 February 1891.
//!
//! 1900: the census as later corrected («Indians not taxed», 44,617 in twelve states, left out) adds up to the
//! published base; but the act of 16 January 1901 was made on the first counts, which differ in five states
//! ([`CORRECTED_1900`]). We could open no table of the first counts: those five are from memory, and only Nebraska's
//! decides a seat, as a test shows.
//!
//! 1930: each row is, to the rounding, the published average per seat times the seats (US Census Bureau, «Historical
//! Apportionment Data (1910-2020)»), and all add up to the published base.
//!
//! Seats: Congressional Directory, «Representatives under each apportionment».

use crate::allocate::Rounding;
use crate::allocate::tests::house::censuses::Census;

/// The states of 1900, by place in the row, whose counts were corrected after the act, with the corrected counts:
/// Connecticut, Louisiana, Maryland, Nebraska and New York (without 4,711 «Indians not taxed»). Nebraska's stands in
/// the Statesman's Year-Book 1913, page 501, too.
pub(super) const CORRECTED_1900: [(usize, i64); 5] =
    [(4, 908_420), (14, 1_381_625), (16, 1_188_044), (23, 1_066_300), (27, 7_264_183)];

/// People per seat in 1910 and 1930, states in the order of the rows.
///
/// # Source
/// US Census Bureau, «Historical Apportionment Data (1910-2020)», column «Average Apportionment Population Per Seat».
pub(super) const AVERAGES: [(u16, &[i64]); 2] = [
    (
        1910,
        &[
            213_809, 224_921, 216_051, 199_643, 222_951, 202_322, 188_155, 217_427, 161_720, 208_837,
            207_760, 202_252, 211_369, 208_173, 207_049, 185_593, 215_891, 210_401, 216_167, 207_438,
            224_639, 205_833, 183_169, 198_702, 80_293, 215_286, 211_431, 211_836, 220_629, 191_468, 216_687,
            207_144, 224_255, 212_920, 180_870, 216_486, 191_892, 218_479, 216_475, 185_932, 177_978,
            206_161, 228_027, 203_520, 212_078, 144_658,
        ],
    ),
    (
        1930,
        &[
            294_027, 389_375, 264_921, 283_412, 258_712, 267_816, 238_380, 293_638, 290_845, 220_768,
            282_607, 269_873, 274_491, 268_500, 290_508, 262_699, 265_806, 271_920, 283_307, 284_827,
            283_509, 286_879, 279_162, 262_365, 275_025, 86_390, 232_646, 288_666, 395_982, 279_733, 287_934,
            336_670, 276_943, 264_691, 316_793, 283_274, 343_749, 289_793, 336_503, 290_722, 277_362,
            252_871, 359_611, 269_092, 258_737, 288_200, 293_172, 223_630,
        ],
    ),
];

pub(super) const MAJORITY_FRACTIONS: &[Census] = &[
    Census {
        year: 1890,
        method: Rounding::Webster,
        people: Some(61_908_906),
        populations: &[
            // Alabama, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Idaho,
            // Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts,
            // Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New
            // Jersey, New York, North Carolina, North Dakota, Ohio, Oregon, Pennsylvania, Rhode Island,
            // South Carolina, South Dakota, Tennessee, Texas, Vermont, Virginia, Washington, West
            // Virginia, Wisconsin, Wyoming.
            1_513_017, 1_128_179, 1_208_130, 412_198, 746_258, 168_493, 391_422, 1_837_353, 84_385, 3_826_351,
            2_192_404, 1_911_896, 1_427_096, 1_858_635, 1_118_587, 661_086, 1_042_390, 2_238_943, 2_093_889,
            1_301_826, 1_289_600, 2_679_184, 132_159, 1_058_910, 45_761, 376_530, 1_444_933, 5_997_853,
            1_617_947, 182_719, 3_672_316, 313_767, 5_258_014, 345_506, 1_151_149, 328_808, 1_767_518,
            2_235_523, 332_422, 1_655_980, 349_390, 762_794, 1_686_880, 60_705,
        ],
        seats: &[
            9, 6, 7, 2, 4, 1, 2, 11, 1, 22, 13, 11, 8, 11, 6, 4, 6, 13, 12, 7, 7, 15, 1, 6, 1, 2, 8, 34, 9,
            1, 21, 2, 30, 2, 7, 2, 10, 13, 2, 10, 2, 4, 10, 1,
        ],
    },
    Census {
        year: 1900,
        method: Rounding::Webster,
        people: None,
        populations: &[
            // Alabama, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Idaho,
            // Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts,
            // Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New
            // Jersey, New York, North Carolina, North Dakota, Ohio, Oregon, Pennsylvania, Rhode Island,
            // South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, Washington, West
            // Virginia, Wisconsin, Wyoming.
            1_828_697, 1_311_564, 1_483_504, 539_103, 908_355, 184_735, 528_542, 2_216_331, 159_475,
            4_821_550, 2_516_462, 2_231_853, 1_470_495, 2_147_174, 1_381_627, 694_466, 1_190_050, 2_805_346,
            2_420_982, 1_749_626, 1_551_270, 3_106_665, 232_583, 1_068_539, 40_670, 411_588, 1_883_669,
            7_263_298, 1_893_810, 314_454, 4_157_545, 413_536, 6_302_115, 428_556, 1_340_316, 390_638,
            2_020_616, 3_048_710, 275_277, 343_641, 1_854_184, 515_572, 958_800, 2_067_385, 92_531,
        ],
        seats: &[
            9, 7, 8, 3, 5, 1, 3, 11, 1, 25, 13, 11, 8, 11, 7, 4, 6, 14, 12, 9, 8, 16, 1, 6, 1, 2, 10, 37, 10,
            2, 21, 2, 32, 2, 7, 2, 10, 16, 1, 2, 10, 3, 5, 11, 1,
        ],
    },
    Census {
        year: 1930,
        method: Rounding::Webster,
        people: Some(122_093_455),
        populations: &[
            // Alabama, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia,
            // Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts,
            // Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New
            // Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon,
            // Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont,
            // Virginia, Washington, West Virginia, Wisconsin, Wyoming.
            2_646_242, 389_375, 1_854_444, 5_668_241, 1_034_849, 1_606_897, 238_380, 1_468_191, 2_908_446,
            441_536, 7_630_388, 3_238_480, 2_470_420, 1_879_498, 2_614_575, 2_101_593, 797_418, 1_631_522,
            4_249_598, 4_842_052, 2_551_583, 2_008_154, 3_629_110, 524_729, 1_375_123, 86_390, 465_292,
            4_041_319, 395_982, 12_587_967, 3_167_274, 673_340, 6_646_633, 2_382_222, 950_379, 9_631_299,
            687_497, 1_738_760, 673_005, 2_616_497, 5_824_601, 505_741, 359_611, 2_421_829, 1_552_423,
            1_729_199, 2_931_721, 223_630,
        ],
        seats: &[
            9, 1, 7, 20, 4, 6, 1, 5, 10, 2, 27, 12, 9, 7, 9, 8, 3, 6, 15, 17, 9, 7, 13, 2, 5, 1, 2, 14, 1,
            45, 11, 2, 24, 9, 3, 34, 2, 6, 2, 9, 21, 2, 1, 9, 6, 6, 10, 1,
        ],
    },
];
