//! How residents' requests are answered: of all requests of a year those taken up in time, those taken up later, and
//! those in a queue that grows for ever; a panel for each policy, without and with what is passed up to departments.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::catalogue::Catalogue;
use super::page::Page;
use super::palette;
use super::scale::Measure;
use super::scale::percent;
use super::stack;
use super::stack::Bar;
use super::stack::Panel;
use crate::evaluate::Answer;
use crate::evaluate::PolicyAnswers;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::Unit;
use crate::summation::Sum;

/// Requests of a year by what becomes of them.
#[derive(Clone, Copy)]
struct Fate {
    in_time: f64,
    later: f64,
    endless: f64,
}

impl Fate {
    fn of<'a>(answers: impl Iterator<Item = &'a Answer>) -> Fate {
        let [mut in_time, mut later, mut endless] = [(); 3].map(|()| Sum::default());
        for answer in answers {
            match answer.within {
                Some(within) => {
                    in_time.add(answer.requests * within);
                    later.add(answer.requests * (1.0 - within));
                }
                // Without a share in time nobody asks, or the queue grows for ever.
                None => endless.add(answer.requests),
            }
        }
        Fate { in_time: in_time.value(), later: later.value(), endless: endless.value() }
    }

    fn all(self) -> f64 {
        Sum::of([self.in_time, self.later, self.endless])
    }

    /// The share of all requests that is taken up in time, in percent.
    fn share(self) -> String {
        percent(if self.all() > 0.0 { self.in_time / self.all() } else { 0.0 }, false)
    }
}

/// Draws it.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Result<Chart, ChartError> {
    let shown = catalogue.policies_of_answers();
    let fates: Vec<(Fate, Option<Fate>)> = shown.iter().map(|(_, answers)| both(answers)).collect();
    let largest = fates.iter().map(|(alone, _)| alone.all()).fold(0.0, f64::max);
    let unit = Unit::Other(Text::new("requests a year", "件/年"));
    let label = catalogue.say("a year", "件/年");
    let measure = Measure::of(&unit, largest, catalogue.language(), label);
    let policies: Vec<usize> = shown.iter().map(|(policy, _)| *policy).collect();
    let panels: Vec<Panel> = policies
        .iter()
        .zip(&fates)
        .map(|(policy, fates)| panel(catalogue, (*policy, &policies), fates, &measure))
        .collect();
    let title = title(catalogue, &policies, &fates);
    let mut page =
        Page::open(catalogue.naming, catalogue.style, Catalogue::name(Kind::Answers), title.clone());
    stack::draw(&mut page, &panels, &measure, &measure.axis(catalogue.say("Requests", "居民诉求")));
    let alt = Text::new(
        format!(
            "Bars of a year's requests by how they are answered, without and with what is passed up. {}.",
            title.en
        ),
        format!("居民诉求答复情况堆积条形图，分上报前后。{}。", title.zh),
    );
    page.close(alt)
}

/// What becomes of the requests where members answer all themselves, and where a share is passed up.
fn both(answers: &PolicyAnswers) -> (Fate, Option<Fate>) {
    let whistle = answers.whistle.as_ref();
    let passed = whistle.map(|all| Fate::of(all.members.iter().chain([&all.departments])));
    (Fate::of(answers.own.iter()), passed)
}

fn panel(
    catalogue: &Catalogue<'_>,
    (policy, shown): (usize, &[usize]),
    (alone, passed): &(Fate, Option<Fate>),
    measure: &Measure,
) -> Panel {
    let bar = |label: &str, fate: Fate| Bar {
        label: label.to_owned(),
        values: [fate.in_time, fate.later, fate.endless].map(|value| measure.measured(value)).to_vec(),
        told: match catalogue.language() {
            Language::English => format!("{} in time", fate.share()),
            Language::Chinese => format!("按时{}", fate.share()),
        },
    };
    let mut bars = vec![bar(catalogue.say("Members alone", "仅由本单位"), *alone)];
    bars.extend(passed.map(|passed| bar(catalogue.say("A share passed up", "部分上报部门"), passed)));
    Panel {
        heading: catalogue.heading(policy, shown),
        parts: vec![
            (palette::GAIN, catalogue.say("Taken up in time", "按时办理").to_owned()),
            (palette::part(5), catalogue.say("Taken up later", "逾时办理").to_owned()),
            (palette::LOSS, catalogue.say("In a queue that grows for ever", "排队无限增长").to_owned()),
        ],
        bars,
    }
}

/// What share of the requests is taken up in time.
fn title(catalogue: &Catalogue<'_>, policies: &[usize], fates: &[(Fate, Option<Fate>)]) -> Text {
    let mut text = Text::new("Residents' requests taken up in time: ", "居民诉求按时办理率：");
    for (place, (policy, (alone, passed))) in policies.iter().zip(fates).take(3).enumerate() {
        if place > 0 {
            text.en.push_str("; ");
            text.zh.push('；');
        }
        let label = catalogue.naming.policy(*policy);
        text.en.push_str(&format!("{} under \"{}\"", alone.share(), label.en));
        text.zh.push_str(&format!("“{}”下{}", label.zh, alone.share()));
        if let Some(passed) = passed {
            text.en.push_str(&format!(", {} with a share passed up", passed.share()));
            text.zh.push_str(&format!("，部分上报后{}", passed.share()));
        }
    }
    text
}
