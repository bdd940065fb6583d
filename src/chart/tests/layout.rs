//! Nothing overlaps and nothing is cut off, by the boxes that the renderer gives to texts.

use super::*;

/// The texts of a chart that overlap another or leave the page.
fn faults(chart: &Chart, fonts: &Fonts) -> Vec<String> {
    let tree = usvg::Tree::from_str(&chart.svg, &fonts.options()).expect("the SVG is well-formed");
    let (width, height) = (tree.size().width(), tree.size().height());
    let texts = texts(&chart.svg, fonts);
    let mut faults = Vec::new();
    for (place, (text, area)) in texts.iter().enumerate() {
        if area.left() < 0.0 || area.top() < 0.0 || area.right() > width || area.bottom() > height {
            faults.push(format!("{}: «{text}» is cut off", chart.name));
        }
        for (other, box_of_other) in &texts[place + 1..] {
            let across = area.right().min(box_of_other.right()) - area.left().max(box_of_other.left());
            let down = area.bottom().min(box_of_other.bottom()) - area.top().max(box_of_other.top());
            // Boxes have the height of the font, which is more than its letters take.
            if across > 1.0 && down > 6.0 {
                faults.push(format!("{}: «{text}» runs into «{other}»", chart.name));
            }
        }
    }
    faults
}

#[test]
fn labels_are_legible_for_any_number_of_members() {
    let fonts = Fonts::built_in();
    for members in [1, 2, 9, 48, 60, 61, 80, 81, 500, 6_000] {
        let case = Case::of(members);
        for chart in case.draw(&Style::new(Language::English)) {
            assert_eq!(faults(&chart, &fonts), [""; 0], "{members} members");
        }
    }
}

/// Every kind of chart of the catalogue and of the requests, in every form that they take: few and many departments,
/// units and none, one policy and all.
#[test]
fn labels_of_the_catalogue_and_of_the_requests_are_legible_on_every_page() {
    let fonts = Fonts::built_in();
    for (members, departments) in [(1, 5), (48, 25), (48, 60), (2_000, 12)] {
        let case = Case::of_services(members, departments);
        for (width, height) in [(SMALLEST, SMALLEST), (321, 321), (700, 500), (1_000, 640), (LARGEST, 600)] {
            let style = Style { width, height, ..Style::new(Language::English) };
            for kind in [Kind::Hours, Kind::Mandates, Kind::Answers] {
                let choice = Choice { kind, pool: None, policy: None };
                let all = (&case.scenario, &case.tables, &case.outcome);
                let chart =
                    draw_one(all, &style, &choice).expect("it is drawn").expect("there is no obstacle");
                assert_eq!(faults(&chart, &fonts), [""; 0], "{members} members, {width} × {height}");
            }
        }
    }
}

#[test]
fn labels_are_legible_in_chinese_where_a_font_has_it() {
    let fonts = Fonts::load();
    if fonts.has_chinese() {
        for case in [Case::of(48), Case::of_services(48, 25)] {
            for width in [321, 1_000] {
                for chart in case.draw(&Style { width, ..Style::new(Language::Chinese) }) {
                    assert_eq!(faults(&chart, &fonts), [""; 0], "{width} wide");
                }
            }
        }
    }
}

#[test]
fn labels_are_legible_on_a_narrow_and_on_a_wide_page() {
    let fonts = Fonts::built_in();
    let case = Case::of(48);
    for (width, height) in
        [(SMALLEST, SMALLEST), (321, 321), (480, 480), (700, 500), (1_600, 900), (LARGEST, 600)]
    {
        for chart in case.draw(&Style { width, height, ..Style::new(Language::English) }) {
            assert_eq!(faults(&chart, &fonts), [""; 0], "{width} × {height}");
        }
    }
}

#[test]
fn a_chart_keeps_to_a_height_as_far_as_its_rows_stay_legible() {
    let fonts = Fonts::built_in();
    for case in [Case::of(24), Case::of_services(24, 12)] {
        for height in [SMALLEST, 640, 900, 1_600] {
            let style = Style { height, fitted: true, ..Style::new(Language::English) };
            for chart in case.draw(&style) {
                assert_eq!(faults(&chart, &fonts), [""; 0], "{height} high");
                // 24 rows do not fit into 300 pixels, nor do they fill 1,600.
                if [Kind::Dumbbell, Kind::ByMember]
                    .iter()
                    .any(|kind| chart.name.ends_with(&format!("operating-{}", kind.id())))
                {
                    let is_kept = chart.size().1.abs_diff(height) <= 2;
                    assert_eq!(is_kept, (640..=900).contains(&height), "{} {:?}", chart.name, chart.size());
                }
            }
        }
    }
}

#[test]
fn a_name_too_long_for_its_column_is_cut_with_an_ellipsis() {
    let long = "Community of the very long name ".repeat(8);
    let csv = format!("id,name,name_en,population,kind\nc1,x,{long},100,urban\nc2,y,Y,3000,rural\n");
    let case = Case::new(&TOML.replace("MONEY", "200000"), &csv);
    let fonts = Fonts::built_in();
    for chart in case.draw(&Style::new(Language::English)) {
        assert_eq!(faults(&chart, &fonts), [""; 0]);
        let names_members = !chart.name.ends_with("adequacy") && !chart.name.ends_with("lorenz");
        assert_eq!(chart.svg.contains('…'), names_members, "{}", chart.name);
    }
}
