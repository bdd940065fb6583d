//! What the items of the service catalogue cost by department: what comes with them, what awards carry, and
//! what remains unfunded, the largest gap first.

use indexmap::IndexMap;

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
use crate::language::Language;
use crate::language::Text;
use crate::quantity::Unit;
use crate::summation::Sum;

/// The most departments that have a bar each; the rest stand together.
const MOST: usize = 24;

/// What the items of one department come to, in yuan.
#[derive(Clone, Copy, Default)]
struct Money {
    funded: f64,
    carried: f64,
    unfunded: f64,
}

impl Money {
    fn cost(self) -> f64 {
        Sum::of([self.funded, self.carried, self.unfunded])
    }

    fn plus(self, other: Money) -> Money {
        Money {
            funded: self.funded + other.funded,
            carried: self.carried + other.carried,
            unfunded: self.unfunded + other.unfunded,
        }
    }
}

/// Draws it.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Result<Chart, ChartError> {
    let shown = catalogue.policies(|a, b| a.cost != b.cost || a.unfunded != b.unfunded);
    let found: Vec<Vec<(String, Money)>> =
        shown.iter().map(|policy| departments(catalogue, *policy)).collect();
    let largest = found.iter().flatten().map(|(_, money)| money.cost()).fold(0.0, f64::max);
    let measure = Measure::of(&Unit::Money, largest, catalogue.language(), "");
    let carries = found.iter().flatten().any(|(_, money)| money.carried > 0.0);
    let panels: Vec<Panel> = shown
        .iter()
        .zip(&found)
        .map(|(policy, rows)| panel(catalogue, catalogue.heading(*policy, &shown), rows, (&measure, carries)))
        .collect();
    let title = title(catalogue, &shown, &found);
    let name = Catalogue::name(Kind::Mandates);
    let mut page = Page::open(catalogue.naming, catalogue.style, name, title.clone());
    page.remark(catalogue.say("Numbers at the bars: what is unfunded.", "柱端数字为经费缺口。"));
    let axis = measure.axis(catalogue.say("Cost a year", "年成本"));
    stack::draw(&mut page, &panels, &measure, &axis);
    let alt = Text::new(
        format!("Bars of the cost of each department's items, the largest unfunded first. {}.", title.en),
        format!("各部门事项成本堆积条形图，按经费缺口由大到小排列。{}。", title.zh),
    );
    page.close(alt)
}

fn panel(
    catalogue: &Catalogue<'_>,
    heading: Option<(plotters::style::RGBColor, String)>,
    rows: &[(String, Money)],
    (measure, carries): (&Measure, bool),
) -> Panel {
    let mut parts = vec![(palette::GAIN, catalogue.say("Comes with the item", "随事拨付").to_owned())];
    if carries {
        parts.push((palette::part(4), catalogue.say("Carried by awards", "由分配额承担").to_owned()));
    }
    parts.push((palette::LOSS, catalogue.say("Unfunded", "经费缺口").to_owned()));
    let bars = rows.iter().map(|(label, money)| {
        let mut values = vec![money.funded];
        values.extend(carries.then_some(money.carried));
        values.push(money.unfunded);
        Bar {
            label: label.clone(),
            values: values.into_iter().map(|value| measure.measured(value)).collect(),
            told: measure.number(measure.measured(money.unfunded)),
        }
    });
    Panel { heading, bars: bars.collect(), parts }
}

/// What each department's items come to under a policy, the largest unfunded first.
fn departments(catalogue: &Catalogue<'_>, policy: usize) -> Vec<(String, Money)> {
    let mut found: IndexMap<&str, Money> = IndexMap::new();
    for (item, total) in catalogue.items(policy).iter().zip(&catalogue.work(policy).items) {
        let money = found.entry(item.department.as_str()).or_default();
        // An award may carry more than an item costs; what is beyond its cost pays for nothing here.
        let carried = (total.cost - total.funded - total.unfunded).max(0.0);
        *money = money.plus(Money { funded: total.funded, carried, unfunded: total.unfunded });
    }
    let mut rows: Vec<(String, Money)> = found
        .into_iter()
        .filter(|(_, money)| money.cost() > 0.0)
        .map(|(department, money)| (catalogue.department(department, catalogue.language()), money))
        .collect();
    rows.sort_by(|a, b| {
        b.1.unfunded.total_cmp(&a.1.unfunded).then(b.1.cost().total_cmp(&a.1.cost())).then(a.0.cmp(&b.0))
    });
    if rows.len() > MOST {
        let rest = rows.split_off(MOST - 1);
        let together = rest.iter().fold(Money::default(), |sum, (_, money)| sum.plus(*money));
        let label = match catalogue.language() {
            Language::English => format!("{} other departments", rest.len()),
            Language::Chinese => format!("其他{}个部门", rest.len()),
        };
        rows.push((label, together));
    }
    rows
}

/// How much of the cost is unfunded.
fn title(catalogue: &Catalogue<'_>, shown: &[usize], found: &[Vec<(String, Money)>]) -> Text {
    let mut text = Text::new("Mandates: ", "部门事项：");
    for (place, (policy, rows)) in shown.iter().zip(found).take(3).enumerate() {
        let sum = rows.iter().fold(Money::default(), |sum, (_, money)| sum.plus(*money));
        let [english, chinese] = [Language::English, Language::Chinese]
            .map(|language| Measure::of(&Unit::Money, sum.cost(), language, ""));
        let share =
            if sum.cost() > 0.0 { percent(sum.unfunded / sum.cost(), false) } else { "0%".to_owned() };
        let label = catalogue.naming.policy(*policy);
        let (en, zh) = match shown.len() {
            1 => (String::new(), String::new()),
            _ => (format!(" under \"{}\"", label.en), format!("“{}”下", label.zh)),
        };
        if place > 0 {
            text.en.push_str("; ");
            text.zh.push('；');
        }
        let (unfunded, cost) = (english.measured(sum.unfunded), english.measured(sum.cost()));
        text.en.push_str(&format!(
            "{} of {} a year ({share}) unfunded{en}",
            english.number(unfunded),
            english.amount(cost)
        ));
        text.zh.push_str(&format!(
            "{zh}年成本{}，经费缺口{}（{share}）",
            chinese.amount(chinese.measured(sum.cost())),
            chinese.amount(chinese.measured(sum.unfunded))
        ));
    }
    text
}
