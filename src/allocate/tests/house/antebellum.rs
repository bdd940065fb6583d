//! Houses before 1850: the representative population of each state, which is its free people and three fifths
//! of its slaves (US Constitution, article 1, section 2), to the nearest person; states in alphabetical order.
//!
//! Most rows were written down without the printed tables at hand. What they are held against is Caulfield,
//! «Apportioning Representatives in the United States Congress: The Quota Rule» (Mathematical Association of
//! America, Convergence): its populations of Virginia, New York and Delaware in each of these censuses, and their
//! quotas to five decimals, which fix the sums to a person or two. Seats: Congressional Directory,
//! «Representatives under each apportionment». 1820: without the third seat of Alabama, whose returns (111,147)
//! were not complete when the others were apportioned.

use crate::allocate::Rounding;
use crate::allocate::tests::house::censuses::Census;

pub(super) const ANTEBELLUM: &[Census] = &[
    Census {
        year: 1800,
        method: Rounding::Jefferson,
        people: Some(4_889_823),
        populations: &[
            // Connecticut, Delaware, Georgia, Kentucky, Maryland, Massachusetts, New Hampshire, New
            // Jersey, New York, North Carolina, Pennsylvania, Rhode Island, South Carolina, Tennessee,
            // Vermont, Virginia.
            250_622, 61_812, 138_807, 204_822, 306_610, 574_564, 183_855, 206_181, 577_805, 424_785, 601_863,
            68_970, 287_131, 100_169, 154_465, 747_362,
        ],
        seats: &[7, 1, 4, 6, 9, 17, 5, 6, 17, 12, 18, 2, 8, 3, 4, 22],
    },
    Census {
        year: 1810,
        method: Rounding::Jefferson,
        people: Some(6_584_255),
        populations: &[
            // Connecticut, Delaware, Georgia, Kentucky, Maryland, Massachusetts, New Hampshire, New
            // Jersey, New York, North Carolina, Ohio, Pennsylvania, Rhode Island, South Carolina,
            // Tennessee, Vermont, Virginia.
            261_818, 71_004, 210_346, 374_287, 335_946, 700_745, 214_460, 241_222, 953_043, 487_971, 230_760,
            809_773, 76_888, 336_569, 243_913, 217_895, 817_615,
        ],
        seats: &[7, 2, 6, 10, 9, 20, 6, 6, 27, 13, 6, 23, 2, 9, 6, 6, 23],
    },
    Census {
        year: 1820,
        method: Rounding::Jefferson,
        people: Some(8_969_878),
        populations: &[
            // Alabama, Connecticut, Delaware, Georgia, Illinois, Indiana, Kentucky, Louisiana, Maine,
            // Maryland, Massachusetts, Mississippi, Missouri, New Hampshire, New Jersey, New York, North
            // Carolina, Ohio, Pennsylvania, Rhode Island, South Carolina, Tennessee, Vermont, Virginia.
            111_147, 275_208, 70_943, 281_126, 54_843, 147_102, 513_623, 125_779, 298_335, 364_389, 523_287,
            62_320, 62_496, 244_161, 274_551, 1_368_775, 556_821, 581_434, 1_049_313, 83_038, 399_351,
            390_769, 235_764, 895_303,
        ],
        seats: &[2, 6, 1, 7, 1, 3, 12, 3, 7, 9, 13, 1, 1, 6, 6, 34, 13, 14, 26, 2, 9, 9, 5, 22],
    },
    Census {
        year: 1840,
        method: Rounding::Webster,
        people: Some(15_908_376),
        populations: &[
            // Alabama, Arkansas, Connecticut, Delaware, Georgia, Illinois, Indiana, Kentucky, Louisiana,
            // Maine, Maryland, Massachusetts, Michigan, Mississippi, Missouri, New Hampshire, New Jersey,
            // New York, North Carolina, Ohio, Pennsylvania, Rhode Island, South Carolina, Tennessee,
            // Vermont, Virginia.
            489_343, 89_600, 310_008, 77_043, 579_014, 476_051, 685_865, 706_925, 285_030, 501_793, 434_124,
            737_699, 212_267, 297_567, 360_406, 284_574, 373_036, 2_428_919, 655_092, 1_519_466, 1_724_007,
            108_828, 463_583, 755_986, 291_948, 1_060_202,
        ],
        seats: &[7, 1, 4, 1, 8, 7, 10, 10, 4, 7, 6, 10, 3, 4, 5, 4, 5, 34, 9, 21, 24, 2, 7, 11, 4, 15],
    },
];
