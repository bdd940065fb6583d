//! The sheet of staffing by WISN: for every pool with such a standard, policy and member the staff that the work
//! needs, in the steps of the method, beside what the policy gives.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::evaluate::Staffing;
use crate::evaluate::staffing;
use crate::measure::wisn;
use crate::report::Subject;
use crate::report::html::page::pick;
use crate::report::tables::Case;
use crate::report::tables::cases;
use crate::scenario::Wisn;
use crate::scenario::WisnPart;

use super::extent::Extent;
use super::layout::Layout;
use super::place::letters;
use super::plan::Key;
use super::plan::Plan;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Pool,
    Policy,
    Id,
    Name,
    Staff,
    Required,
    Ratio,
    Difference,
    /// A figure of the standard.
    Part(WisnPart),
    /// Available working time of one member of staff.
    Available,
    /// Category allowance factor.
    Category,
    /// Individual allowance factor.
    Individual,
}

/// The columns that every workbook has; those of the steps follow where there are formulas.
const RESULTS: [Item; 8] = [
    Item::Pool,
    Item::Policy,
    Item::Id,
    Item::Name,
    Item::Staff,
    Item::Required,
    Item::Ratio,
    Item::Difference,
];

fn items(is_live: bool) -> Vec<Item> {
    let mut items = RESULTS.to_vec();
    if is_live {
        items.extend(WisnPart::ALL.map(Item::Part));
        items.extend([Item::Available, Item::Category, Item::Individual]);
    }
    items
}

/// Every policy on every pool whose need is one by WISN.
fn staffed<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (Case<'a>, &'a Wisn)> + use<'a> {
    cases(subject).filter_map(|case| Some((case, case.pool.need.as_ref()?.wisn.as_ref()?)))
}

/// Whether there is anything to write.
pub(crate) fn is_asked(subject: &Subject<'_>) -> bool {
    staffed(subject).next().is_some()
}

/// Writes the sheet; with formulas where there is a plan.
pub(crate) fn sheet(layout: &Layout<'_>, plan: Option<&Plan<'_>>) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let plan = plan.filter(|plan| plan.staffing.is_some());
    let extent = Extent::of(staffed(layout.subject).map(|(case, _)| case.count()), plan.is_some());
    let plan = plan.filter(|_| extent.is_live);
    let items = items(plan.is_some());
    let title = pick(
        language,
        "Staffing by WISN (World Health Organization 2010)",
        "WISN 人员配备（世界卫生组织 2010）",
    );
    let live = pick(
        language,
        "Required staff = hours of service ÷ available time × category factor + individual factor; columns after the difference are its steps, and follow what is changed.",
        "所需人数＝服务工时÷可用工作时间×类别系数＋个别系数；差额之后各列为计算过程，随修改重算。",
    );
    let lines = extent.lines(live, "staffing.parquet", language);
    let mut sheet = Sheet::open(&layout.name, title, &lines, layout.formats)?;
    sheet.headings(&items.iter().map(|item| heading(*item, layout)).collect::<Vec<_>>())?;
    sheet.print_columns(RESULTS.len());
    for (case, standard) in staffed(layout.subject) {
        let block = Block::of(layout, plan, &items, case, standard);
        for member in 0..case.count().min(extent.members) {
            if sheet.room() == 0 {
                break;
            }
            for (column, item) in (0..).zip(&items) {
                let text = block.text(*item, member, sheet.next_row());
                sheet.either(column, text.as_deref(), &block.seen(*item, member), block.shown(*item))?;
            }
            sheet.next();
        }
    }
    sheet.finish(4)
}

fn heading(item: Item, layout: &Layout<'_>) -> (String, bool) {
    let say = |en: &str, zh: &str| pick(layout.language(), en, zh).to_owned();
    let title = match item {
        Item::Pool => say("Pool", "总盘"),
        Item::Policy => say("Policy", "方案"),
        Item::Id => say("Id", "编号"),
        Item::Name => say("Name", "名称"),
        Item::Staff => say("Staff", "配备人数"),
        Item::Required => say("Required staff", "所需人数"),
        Item::Ratio => say("WISN ratio", "WISN 比值"),
        Item::Difference => say("WISN difference", "WISN 差额"),
        Item::Part(part) => part.label().get(layout.language()).to_owned(),
        Item::Available => say("Available hours of one", "每人可用工时"),
        Item::Category => say("Category factor", "类别系数"),
        Item::Individual => say("Individual factor", "个别系数"),
    };
    (title, !RESULTS.contains(&item))
}

/// One policy on one pool.
struct Block<'a> {
    layout: &'a Layout<'a>,
    plan: Option<&'a Plan<'a>>,
    items: &'a [Item],
    case: Case<'a>,
    standard: &'a Wisn,
    /// The figures of the standard, and its steps; where there are formulas.
    parts: Vec<Vec<f64>>,
    steps: Option<Staffing>,
}

impl<'a> Block<'a> {
    fn of(
        layout: &'a Layout<'a>,
        plan: Option<&'a Plan<'a>>,
        items: &'a [Item],
        case: Case<'a>,
        standard: &'a Wisn,
    ) -> Block<'a> {
        let rows = &*case.result.rows;
        let facts = plan.and_then(|plan| plan.worlds.first()).map(|world| world.facts.under(case.index));
        let numbers = |part: WisnPart| facts?.numbers(standard.part(part), rows, None).ok();
        let parts = WisnPart::ALL.map(|part| numbers(part).unwrap_or_default()).to_vec();
        let steps = facts.and_then(|facts| staffing(facts, standard, rows).ok());
        Block { layout, plan, items, case, standard, parts, steps }
    }

    fn shown(&self, item: Item) -> Shown {
        match item {
            Item::Staff => Shown::amount(&self.case.pool.unit),
            Item::Required | Item::Part(WisnPart::Hours) | Item::Available => Shown::Money,
            Item::Difference => Shown::MoneyChange,
            Item::Ratio | Item::Category | Item::Individual => Shown::Index,
            _ => Shown::General,
        }
    }

    fn seen(&self, item: Item, member: usize) -> Seen {
        let (case, language) = (&self.case, self.layout.language());
        let staff = case.pool.unit.whole(case.outcome.shared.awards[member]);
        let required = case.outcome.need.as_ref().map(|need| need[member]);
        let step =
            |of: fn(&Staffing) -> &Vec<f64>| Seen::number(self.steps.as_ref().map(|steps| of(steps)[member]));
        match item {
            Item::Pool => Seen::text(case.pool.label.get(language)),
            Item::Policy => Seen::text(case.policy.label.get(language)),
            Item::Id => Seen::text(case.id(member)),
            Item::Name => Seen::text(case.name(member)),
            Item::Staff => Seen::Number(staff),
            Item::Required => Seen::number(required),
            Item::Ratio => Seen::number(required.and_then(|required| wisn::ratio(staff, required))),
            Item::Difference => Seen::number(required.map(|required| wisn::difference(staff, required))),
            Item::Part(part) => Seen::number(self.parts[part as usize].get(member).copied()),
            Item::Available => step(|steps| &steps.available),
            Item::Category => step(|steps| &steps.category),
            Item::Individual => step(|steps| &steps.individual),
        }
    }

    /// The formula of a cell in the row, as the spreadsheet counts; `None` for what is given.
    fn text(&self, item: Item, member: usize, row: u32) -> Option<String> {
        let plan = self.plan?;
        let own = |item: Item| {
            let column = self.items.iter().position(|known| *known == item)?;
            Some(format!("${}{row}", letters(column)))
        };
        let part = |part: WisnPart| own(Item::Part(part));
        match item {
            Item::Staff => plan.sheet(&self.case)?.cell(Key::Award, member),
            Item::Required => {
                let (hours, available) = (part(WisnPart::Hours)?, own(Item::Available)?);
                let (category, individual) = (own(Item::Category)?, own(Item::Individual)?);
                Some(format!("{hours}/{available}*{category}+{individual}"))
            }
            Item::Ratio => {
                let required = own(Item::Required)?;
                Some(format!("IF({required}>0,{}/{required},\"\")", own(Item::Staff)?))
            }
            Item::Difference => Some(format!("{}-{}", own(Item::Staff)?, own(Item::Required)?)),
            Item::Part(part) => plan.text(plan.sheet(&self.case)?, self.standard.part(part), member),
            Item::Available => {
                let days = format!("{}*{}", part(WisnPart::Weeks)?, part(WisnPart::DaysPerWeek)?);
                let (holidays, leave) = (part(WisnPart::Holidays)?, part(WisnPart::Leave)?);
                let (sickness, training) = (part(WisnPart::Sickness)?, part(WisnPart::Training)?);
                let hours = part(WisnPart::HoursPerDay)?;
                Some(format!("({days}-{holidays}-{leave}-{sickness}-{training})*{hours}"))
            }
            Item::Category => Some(format!("1/(1-{})", part(WisnPart::CategoryAllowance)?)),
            Item::Individual => {
                Some(format!("{}/{}", part(WisnPart::IndividualAllowanceHours)?, own(Item::Available)?))
            }
            Item::Pool | Item::Policy | Item::Id | Item::Name => None,
        }
    }
}
