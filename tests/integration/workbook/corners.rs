//! What the scenarios of `configs/` do not use: every rounding, caps, ties, strata, blanks, groups of members left
//! out, roll-ups of every kind, pools added up, and a policy that changes the service catalogue.

use super::Run;
use super::office::recalculated;
use crate::run::Place;
use crate::run::none_wrong;

const UNITS: &str = "id,name,kind,weight\nu1,North,town,1.5\nu2,South,town,2\nU*,West,street,0.7\n";

const COMMUNITIES: &str = "id,name,unit,kind,population,area,extra,open\n\
    c1,A,u1,old,1000,1.5,,TRUE\n\
    c2,B,u1,new,3000,2.25,7,TRUE\n\
    c3,C,u2,old,1000,0.5,,TRUE\n\
    c4,D,u2,new,1000,4,3,TRUE\n\
    c5,E,U*,old,2500,1,1,TRUE\n\
    c6,F,U*,new,2500,9,,TRUE\n\
    c7,G,u1,shut,400,1,2,FALSE\n\
    c0,H,u2,old,1000,0.25,,TRUE\n";

const SERVICES: &str = "id,label_en,label_zh,department,kind,per,hours,yuan,admitted,funded\n\
    visits,Visits,走访,civil,service,population,0.5,2,TRUE,0.25\n\
    plaques,Plaques,挂牌,civil,administrative,1,40,300,TRUE,0\n\
    calls,Calls,诉求,office,request,population / 10,1,0,TRUE,0\n";

const SCENARIO: &str = r#"
title = "Corners"
year = 2024
baseline = "flat"
[tables.units]
file = "units.csv"
columns.middle = "MEDIAN(communities.population) + MAX(communities.area * weight)"
columns.spread = "STDEV(communities.population) + AVERAGE(communities.area)"
columns.people = "SUM(communities.population * weight) + COUNT(communities.extra)"
[tables.communities]
file = "communities.csv"
parent = { table = "units", column = "unit" }
columns.share = "population / units.people"
columns.bonus = "IF(AND(NOT(ISBLANK(extra)), extra > 2), extra, 0)"
columns.wide = "PERCENTILE(population, 0.25) + ROUNDUP(area, 0) - CEILING(area, 0.5)"
[services]
file = "services.csv"
over = "communities"
[parameters.rate]
value = 3
[parameters.least]
value = 40
[parameters.most]
value = 400
[pools.fund]
over = "communities"
money = 1000.01
[pools.second]
over = "communities"
money = 500
step = 0.5
where = "open"
[pools.both]
over = "communities"
combines = ["fund", "second"]
[pools.rooms]
over = "communities"
quantity = 77.5
unit = { en = "rooms", zh = "间" }
[pools.posts]
over = "communities"
posts = 23
strata = { column = "kind", totals = { old = 12, new = 9, shut = 2 } }
[pools.seats]
over = "communities"
posts = 31
[standards.fund]
need = "0.4 * service_cost * rate / 3"
[standards.second]
need = "population / 30"
[standards.both]
need = "10 + rate * population / 10"
[policies.flat]
fund = { rule = "equal" }
second = { rule = "equal" }
rooms = { rule = "equal" }
posts = { rule = "equal" }
seats = { rule = "equal", round = "largest-remainder" }
[policies.first]
[policies.first.fund]
rule = "proportional"
floor = "least + IFBLANK(extra, 0)"
cap = "MIN(most, 2 * baseline)"
factors = [{ id = "people", amount = "rate * population" }, { id = "bonus", amount = "bonus * units.weight" }]
[policies.first.second]
rule = "level-up"
existing = "5 * area"
[policies.first.rooms]
rule = "proportional"
factors = [{ id = "share", amount = "share * rate" }]
[policies.first.posts]
rule = "proportional"
round = "hill"
factors = [{ id = "people", amount = "population * rate" }]
[policies.first.seats]
rule = "proportional"
round = "adams"
cap = "most / 50"
factors = [{ id = "people", amount = "population" }]
[policies.second]
services = { plaques = { admitted = false }, visits = { hours = 0.75, funded = 0.5 } }
[policies.second.fund]
rule = "proportional"
factors = [{ id = "cost", amount = "service_unfunded * rate" }, { id = "hours", amount = "administrative_hours" }]
[policies.second.second]
rule = "as-claimed"
cap = "most / 5"
factors = [{ id = "wide", amount = "wide / 7 + rate" }]
[policies.second.rooms]
rule = "equal"
cap = "population / 100"
floor = "2"
[policies.second.posts]
rule = "equal"
strata = "merge"
round = "dean"
[policies.second.seats]
rule = "proportional"
round = "jefferson"
floor = "1"
factors = [{ id = "people", amount = "population" }]
[policies.third]
fund = { rule = "equal", floor = "2 * least" }
second = { rule = "talmud", factors = [{ id = "people", amount = "population" }] }
rooms = { rule = "as-claimed", factors = [{ id = "area", amount = "area * rate" }] }
posts = { rule = "proportional", strata = "merge", factors = [{ id = "people", amount = "population" }] }
seats = { rule = "proportional", floor = "3", factors = [{ id = "middle", amount = "units.middle + rate" }] }
[groups.size]
over = "communities"
by = "IF(population < 300 * rate, \"small\", \"large\")"
order = ["small", "large"]
"#;

#[test]
fn every_rule_rounding_and_bound_recalculates_to_the_same_awards() {
    let place = Place::new();
    for (name, text) in [("units.csv", UNITS), ("communities.csv", COMMUNITIES), ("services.csv", SERVICES)] {
        place.write(name, text.as_bytes());
    }
    let read = |overrides: &[&str]| Run::read(SCENARIO, place.path(), overrides);
    let before = read(&[]);
    let changes: [&[&str]; 4] =
        [&["rate=4.5"], &["rate=1", "least=10"], &["most=250", "rate=3.5"], &["pools.rooms.quantity=80.25"]];
    let mut runs = vec![("as written".to_owned(), before.workbook(junheng::language::Language::English))];
    let after: Vec<Run> = changes.iter().map(|change| read(change)).collect();
    runs.extend(
        after.iter().enumerate().map(|(at, after)| (format!("change-{at}"), before.typed_over(after))),
    );
    let Some(found) = recalculated(&runs) else { return };
    let mut wrong = Vec::new();
    for ((run, (name, _)), mut book) in [&before].into_iter().chain(&after).zip(&runs).zip(found) {
        wrong.extend(run.differences(name, &mut book));
    }
    none_wrong(&wrong);
}
