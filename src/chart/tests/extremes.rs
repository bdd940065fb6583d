//! Hostile names, and outcomes at the edges.

use super::*;

fn names(charts: &[Chart]) -> Vec<&str> {
    charts.iter().map(|chart| chart.name.as_str()).collect()
}

#[test]
fn text_from_data_is_escaped() {
    let hostile = r#"<b>&\"' </text><script>"#;
    let toml = TOML
        .replace("MONEY", "200000")
        .replace("\"Differentiated\"", &format!("\"{hostile}\""))
        .replace("\"Operating fund\"", "\"A <pool> & more\"");
    let csv = "id,name,name_en,population,kind\nc1,<b>&,\"<i>&amp;\"\"'\",100,<u>\nc2,y,Y,3000,rural\n";
    let case = Case::new(&toml, csv);
    for members in [MemberLabel::Name, MemberLabel::NameEn, MemberLabel::Id] {
        for chart in case.draw(&Style { members, ..Style::new(Language::English) }) {
            for tag in ["<b>", "<i>", "<u>", "<script", "<pool>"] {
                assert!(!chart.svg.contains(tag), "{tag} in {}", chart.name);
            }
            let texts = texts(&chart.svg, &Fonts::built_in());
            if chart.name.ends_with("changes") {
                let label = [
                    ("<b>&", MemberLabel::Name),
                    ("<i>&amp;\"'", MemberLabel::NameEn),
                    ("c1", MemberLabel::Id),
                ];
                let label = label.iter().find(|(_, kind)| *kind == members).map_or("", |(label, _)| label);
                assert!(texts.iter().any(|(text, _)| text == label), "{label}: {texts:?}");
            }
        }
    }
}

#[test]
fn one_member_is_drawn() {
    let charts = Case::of(1).draw(&Style::new(Language::Chinese));
    assert_eq!(charts.len(), OF_POOL.len() - 1, "all but a curve through one point");
    let title = &of_kind(&charts, Kind::Changes).title;
    assert!(title.zh.contains("分配额均不变"), "{}", title.zh);
}

/// Nothing under the baseline, and nothing but for one under the other policy.
fn nothing(members: usize) -> Case {
    let start = TOML.find("[policies.flat]").expect("the policy is there");
    let share = |amount: &str| {
        format!(
            "operating = {{ rule = \"as-claimed\", factors = [{{ id = \"x\", amount = \"{amount}\" }}] }}\n"
        )
    };
    let (flat, other) = (share("0"), share("IF(population = 0, 0, 50)"));
    let toml = format!("{}[policies.flat]\n{flat}[policies.other]\n{other}", &TOML[..start]);
    let mut csv = String::from("id,name,population,kind\n");
    for member in 0..members {
        csv.push_str(&format!("c{member},社区{member},{},urban\n", u32::from(member == 0)));
    }
    Case::new(&toml.replace("MONEY", "1000"), &csv)
}

#[test]
fn awards_of_nothing_are_drawn() {
    let charts = nothing(2).draw(&Style::new(Language::English));
    assert_eq!(names(&charts), OF_POOL);
    let title = &of_kind(&charts, Kind::ByMember).title;
    assert!(title.en.contains("each of the 2 communities gets 0 yuan"), "{}", title.en);
    for chart in &charts {
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("\"inf"), "{}", chart.svg);
    }
}

#[test]
fn a_baseline_of_nothing_has_no_relative_changes() {
    let case = nothing(90);
    let told: Vec<String> =
        skipped(&case.scenario, &case.outcome).into_iter().map(|skipped| skipped.name).collect();
    assert_eq!(told, ["operating-changes"]);
    assert_eq!(case.draw(&Style::new(Language::Chinese)).len(), OF_POOL.len() - 1);
}

#[test]
fn losses_alone_and_gains_alone_are_drawn() {
    for share in ["0.5", "1.5"] {
        let open = format!(
            "operating = {{ rule = \"as-claimed\", factors = [{{ id = \"x\", amount = \"{share} * 100000\" }}] }}"
        );
        let toml = TOML.replace("MONEY", "200000");
        let start = toml.find("[policies.differentiated]").expect("the policy is there");
        let toml = format!(
            "{}[policies.open]\nlabel = {{ en = \"Open\", zh = \"开放\" }}\n{open}\n",
            &toml[..start]
        );
        let csv = "id,name,population,kind\nc1,甲,100,urban\nc2,乙,200,rural\n";
        let charts = Case::new(&toml, csv).draw(&Style::new(Language::English));
        let label = if share == "0.5" { "−50,000 (−50%)" } else { "+50,000 (+50%)" };
        let chart = of_kind(&charts, Kind::Changes);
        assert!(chart.svg.contains(label), "{}", chart.svg);
        let total =
            if share == "0.5" { "100 thousand yuan less in all" } else { "100 thousand yuan more in all" };
        assert!(chart.title.en.contains(total), "{}", chart.title.en);
    }
}

#[test]
fn ten_thousand_members_are_drawn_as_densities_groups_and_bins() {
    let charts = Case::of(10_000).draw(&Style::new(Language::English));
    assert_eq!(names(&charts), OF_POOL);
    for chart in &charts {
        assert!(chart.svg.len() < 600_000, "{} has {} bytes", chart.name, chart.svg.len());
    }
    assert!(of_kind(&charts, Kind::AwardNeed).svg.contains("in a cell"));
    for kind in [Kind::Dumbbell, Kind::ByMember, Kind::Parts] {
        let chart = of_kind(&charts, kind);
        assert!(chart.svg.contains("Urban (5,000)") && chart.svg.contains("Rural (5,000)"), "{}", chart.name);
    }
    assert!(of_kind(&charts, Kind::Changes).svg.contains(" gain, "));
}

#[test]
fn what_cannot_be_drawn_is_skipped_with_its_reason() {
    let toml = TOML
        .replace("MONEY", "7000000")
        .replace("[standards.operating]\nneed = \"20000 + 15 * population\"\n", "");
    let start = toml.find("[groups.kind]").expect("the group is there");
    let end = toml.find("[policies.flat]").expect("the policy is there");
    let toml = format!("{}{}", &toml[..start], &toml[end..]);
    let mut csv = String::from("id,name,population\n");
    for member in 0..70 {
        csv.push_str(&format!("c{member},社区{member},{}\n", 100 + member));
    }
    let case = Case::new(&toml, &csv);
    assert_eq!(names(&case.draw(&Style::new(Language::Chinese))), ["operating-changes", "operating-lorenz"]);
    let skipped = skipped(&case.scenario, &case.outcome);
    let told: Vec<&str> = skipped.iter().map(|skipped| skipped.name.as_str()).collect();
    let due = ["award-need", "dumbbell", "by-member", "adequacy", "parts"];
    assert_eq!(told, due.map(|kind| format!("operating-{kind}")));
    assert!(skipped.iter().all(|skipped| !skipped.reason.en.is_empty() && !skipped.reason.zh.is_empty()));
}

#[test]
fn a_pool_with_a_chinese_id_has_files_in_ascii() {
    let toml = TOML
        .replace("MONEY", "200000")
        .replace("operating]", "\"经费\"]")
        .replace("operating =", "\"经费\" =");
    let csv = "id,name,population,kind\nc1,甲,100,urban\nc2,乙,200,rural\n";
    let charts = Case::new(&toml, csv).draw(&Style::new(Language::Chinese));
    assert_eq!(names(&charts), OF_POOL.map(|name| name.replace("operating", "pool-1")));
}
