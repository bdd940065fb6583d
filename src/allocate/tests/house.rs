//! The US House of Representatives, seat by seat.

mod antebellum;
mod censuses;
mod enumerations;
mod majority_fractions;

use crate::allocate::Rounding;
use crate::allocate::tests::apportioned;
use crate::allocate::tests::house::antebellum::ANTEBELLUM;
use crate::allocate::tests::house::censuses::CENSUSES;
use crate::allocate::tests::house::censuses::Census;
use crate::allocate::tests::house::enumerations::ENUMERATIONS;
use crate::allocate::tests::house::majority_fractions::AVERAGES;
use crate::allocate::tests::house::majority_fractions::CORRECTED_1900;
use crate::allocate::tests::house::majority_fractions::MAJORITY_FRACTIONS;

fn weights(census: &Census) -> Vec<f64> {
    census.populations.iter().map(|people| *people as f64).collect()
}

/// Every house whose states are given as one population each.
fn censuses() -> impl Iterator<Item = &'static Census> {
    ANTEBELLUM.iter().chain(CENSUSES).chain(MAJORITY_FRACTIONS)
}

fn census(year: u16) -> &'static Census {
    censuses().find(|census| census.year == year).expect("the census is in the table")
}

#[test]
fn the_populations_add_up_to_the_published_totals() {
    for census in censuses() {
        let Some(people) = census.people else { continue };
        assert_eq!(census.populations.iter().sum::<i64>(), people, "{}", census.year);
    }
}

#[test]
fn every_house_in_the_table_comes_out_seat_by_seat() {
    for census in censuses() {
        let house = census.seats.iter().sum();
        let given = apportioned(&weights(census), house, 1, census.method).expect("no ties");
        assert_eq!(given.posts, census.seats, "{}", census.year);
    }
}

/// The bill that Washington vetoed on 5 April 1792 gave 120 seats by Hamilton's method (US National Archives,
/// Prologue, «The 1790 Census and the First Veto»).
#[test]
fn hamiltons_bill_of_1792_comes_out_seat_by_seat() {
    let given = apportioned(&weights(census(1790)), 120, 1, Rounding::LargestRemainder).expect("no ties");
    assert_eq!(given.posts, [8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21]);
}

/// The ratio of 47,700 instead of 48,000 brought one seat each to Georgia, Kentucky and New York in 1832
/// (Caulfield, «Webster's Method of Apportionment»).
#[test]
fn the_last_three_seats_of_1832_went_to_georgia_kentucky_and_new_york() {
    let census = census(1830);
    let given = apportioned(&weights(census), 237, 1, Rounding::Jefferson).expect("no ties").posts;
    let quotients: Vec<i64> = census.populations.iter().map(|people| people / 48_000).collect();
    assert_eq!(given, quotients);
    let (georgia, kentucky, york) = (3, 6, 15);
    let gained: Vec<usize> = (0..24).filter(|state| census.seats[*state] != given[*state]).collect();
    assert_eq!(gained, [georgia, kentucky, york]);
}

#[test]
fn the_people_of_1850_and_1860_add_up_to_the_published_totals() {
    for census in ENUMERATIONS {
        let free: i64 = census.states.iter().map(|(free, _)| free).sum();
        let slaves: i64 = census.states.iter().map(|(_, slaves)| slaves).sum();
        assert_eq!((free, slaves), (census.free, census.slaves), "{}", census.year);
    }
}

/// The act of 23 May 1850 fixed Hamilton's method and 233 seats for the seventh census and those after it.
#[test]
fn the_houses_of_the_act_of_1850_come_out_seat_by_seat() {
    for census in ENUMERATIONS {
        let given = apportioned(&census.fifths(), 233, 1, Rounding::LargestRemainder).expect("no ties");
        assert_eq!(given.posts, census.seats, "{}", census.year);
    }
}

#[test]
fn every_census_from_1790_to_2020_is_in_a_table_but_that_of_1920_which_moved_no_seat() {
    let mut years: Vec<u16> = censuses().map(|census| census.year).collect();
    years.extend(ENUMERATIONS.iter().map(|census| census.year));
    years.sort_unstable();
    let expected: Vec<u16> = (1790..=2020).step_by(10).filter(|year| *year != 1920).collect();
    assert_eq!(years, expected);
}

/// Populations and quotas of New York, Virginia and Delaware as Caulfield has them («The Quota Rule», Mathematical
/// Association of America, Convergence). A quota is a population over the sum of all, times the seats (213 in 1820,
/// with Alabama's third).
#[test]
fn the_quotas_before_1850_are_the_published_ones() {
    type Rows = [(i64, f64); 3];
    let published: [(u16, i64, Rows); 4] = [
        (1800, 141, [(577_805, 16.66124), (747_362, 21.55048), (61_812, 1.78237)]),
        (1810, 181, [(953_043, 26.19898), (817_615, 22.47609), (71_004, 1.95188)]),
        (1820, 213, [(1_368_775, 32.50313), (895_303, 21.25999), (70_943, 1.68462)]),
        (1840, 223, [(2_428_919, 34.04803), (1_060_202, 14.86167), (77_043, 1.07997)]),
    ];
    for (year, seats, rows) in published {
        let populations = census(year).populations;
        let all = populations.iter().sum::<i64>() as f64;
        for (people, quota) in rows {
            assert!(populations.contains(&people), "{year}: {people}");
            let found = people as f64 * seats as f64 / all;
            assert!((found - quota).abs() < 1e-5, "{year}: {found} {quota}");
        }
    }
}

#[test]
fn the_rows_of_1910_and_1930_are_the_published_averages_per_seat() {
    for (year, averages) in AVERAGES {
        let census = census(year);
        // The averages of 1910 are for the 433 seats of the states of that year; Arizona and New Mexico came later.
        assert_eq!(census.populations.len(), averages.len(), "{year}");
        for ((people, seats), average) in census.populations.iter().zip(census.seats).zip(averages) {
            assert!((people - average * seats).abs() * 2 <= *seats, "{year}: {people} {average}");
        }
    }
}

/// The base of 1900, 74,563,000 people or 193,167 per seat, is in Davidson and Oleszek (1996), «Congress and Its
/// Members».
#[test]
fn of_the_counts_of_1900_that_were_corrected_later_only_nebraskas_decided_a_seat() {
    let census = census(1900);
    let mut people = census.populations.to_vec();
    for (state, corrected) in CORRECTED_1900 {
        people[state] = corrected;
    }
    let all: i64 = people.iter().sum();
    assert_eq!((all, (all + 500) / 1000, all / 386), (74_562_608, 74_563, 193_167));
    let (iowa, nebraska) = (11, 23);
    let mut given = |nebraskans: i64| {
        people[nebraska] = nebraskans;
        let weights: Vec<f64> = people.iter().map(|people| *people as f64).collect();
        apportioned(&weights, 386, 1, Rounding::Webster).expect("no ties").posts
    };
    let moved: Vec<(usize, i64)> = given(1_066_300)
        .iter()
        .zip(census.seats)
        .enumerate()
        .filter(|(_, (given, law))| given != law)
        .map(|(state, (given, _))| (state, *given))
        .collect();
    assert_eq!(moved, [(iowa, 12), (nebraska, 5)]);
    assert_eq!(given(1_067_407)[nebraska], 5);
    assert_eq!(given(1_067_408), census.seats);
}

#[test]
fn webster_and_hill_agree_on_1930() {
    let census = census(1930);
    let given = apportioned(&weights(census), 435, 1, Rounding::Hill).expect("no ties").posts;
    assert_eq!(given, census.seats);
}

/// In 1941 the choice of Hill's method over Webster's moved one seat, from Michigan to Arkansas (Balinski and
/// Young, 2001, page 58).
#[test]
fn after_the_census_of_1940_webster_would_have_moved_a_seat_from_arkansas_to_michigan() {
    let census = census(1940);
    let webster = apportioned(&weights(census), 435, 1, Rounding::Webster).expect("no ties").posts;
    let moved: Vec<(usize, i64, i64)> = (0..48)
        .filter(|state| webster[*state] != census.seats[*state])
        .map(|state| (state, census.seats[state], webster[state]))
        .collect();
    assert_eq!(moved, [(2, 7, 6), (19, 17, 18)]);
}

/// With 89 people more, New York would have kept its 27th seat in 2020, and Minnesota lost its 8th (US Census
/// Bureau, press conference of 26 April 2021).
#[test]
fn eighty_nine_people_decided_the_last_seat_of_2020() {
    let census = census(2020);
    let (minnesota, york) = (22, 31);
    let mut weights = weights(census);
    weights[york] += 88.0;
    assert_eq!(apportioned(&weights, 435, 1, Rounding::Hill).expect("no ties").posts, census.seats);
    weights[york] += 1.0;
    let given = apportioned(&weights, 435, 1, Rounding::Hill).expect("no ties").posts;
    assert_eq!((given[york], given[minnesota]), (27, 7));
}

/// By Hamilton's method with a seat for each state, Alabama gets 8 of 299 and 7 of 300 seats by the census of 1880:
/// the paradox that C. W. Seaton of the Census Office found in 1881 (Balinski and Young, 2001, pages 38-39); Illinois
/// and Texas gain.
#[test]
fn alabama_loses_a_seat_when_the_house_of_1880_grows_to_300() {
    let weights = weights(census(1880));
    let by_house =
        |house| apportioned(&weights, house, 1, Rounding::LargestRemainder).expect("no ties").posts;
    let (small, large) = (by_house(299), by_house(300));
    let changed: Vec<(usize, i64, i64)> = (0..small.len())
        .filter(|state| small[*state] != large[*state])
        .map(|state| (state, small[state], large[state]))
        .collect();
    let (alabama, illinois, texas) = (0, 8, 33);
    assert_eq!(changed, [(alabama, 8, 7), (illinois, 18, 19), (texas, 9, 10)]);
}

/// The house of 325 was chosen in 1882 because Hamilton's and Webster's methods agree there.
#[test]
fn hamiltons_and_websters_methods_agree_on_the_house_of_325() {
    let census = census(1880);
    let given = apportioned(&weights(census), 325, 1, Rounding::LargestRemainder).expect("no ties");
    assert_eq!(given.posts, census.seats);
}
