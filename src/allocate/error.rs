//! Why an allocation cannot be made, by how much, and because of whom.

use std::error::Error;
use std::fmt;

use crate::allocate::ids::Ids;
use crate::language::Text;

/// How many ids a message names before it only counts.
pub(crate) const NAMED: usize = 5;

/// The members a message is about: how many, and the ids of the first few in byte order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Who {
    /// How many members.
    pub count: usize,
    /// Up to five ids, the smallest in byte order.
    pub ids: Vec<String>,
}

impl Who {
    /// Counts the members and names the first few, whatever order they come in.
    pub(crate) fn of(members: impl Iterator<Item = usize>, ids: &dyn Ids) -> Who {
        let mut members: Vec<usize> = members.collect();
        let count = members.len();
        if count > NAMED {
            members.select_nth_unstable_by(NAMED, |a, b| ids.id(*a).cmp(ids.id(*b)));
            members.truncate(NAMED);
        }
        members.sort_unstable_by(|a, b| ids.id(*a).cmp(ids.id(*b)));
        Who { count, ids: members.into_iter().map(|member| ids.id(member).to_owned()).collect() }
    }

    /// The ids, and how many more there are.
    pub fn text(&self) -> Text {
        if self.count <= self.ids.len() {
            return Text::new(self.ids.join(", "), self.ids.join("、"));
        }
        let more = self.count - self.ids.len();
        Text::new(
            format!("{} and {more} more", self.ids.join(", ")),
            format!("{}等{}个", self.ids.join("、"), self.count),
        )
    }
}

/// Which of a member's numbers a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The claim (or an apportionment's weight).
    Claim,
    /// The need.
    Need,
    /// What the member has already.
    Existing,
    /// The floor (or minimum).
    Floor,
    /// The cap (or maximum).
    Cap,
}

impl Part {
    /// What a reader calls it.
    pub fn label(self) -> Text {
        match self {
            Part::Claim => Text::new("claim", "测算额"),
            Part::Need => Text::new("need", "标准支出"),
            Part::Existing => Text::new("existing means", "现有财力"),
            Part::Floor => Text::new("floor", "保底"),
            Part::Cap => Text::new("cap", "封顶"),
        }
    }
}

/// Why an allocation cannot be made. Amounts are in steps.
#[derive(Clone, Debug, PartialEq)]
pub enum AllocationError {
    /// A number that is below zero, infinite, no number, or too small or large to be reckoned with.
    BadNumber {
        /// Which number.
        part: Part,
        /// What was found, in steps.
        value: f64,
        /// Whose it is.
        id: String,
    },
    /// A list that is not as long as the list of claims.
    WrongLength {
        /// Which list.
        part: Part,
        /// Its length.
        found: usize,
        /// The number of members.
        expected: usize,
    },
    /// A total below zero or above 2^53 steps, or awards that add up to more than 2^63 steps.
    Overflow {
        /// What was found; the nearest that fits.
        total: i64,
    },
    /// There is something to share out and nobody to give it to.
    NoMember {
        /// The total.
        total: i64,
    },
    /// All claims are zero under a rule that divides by them.
    NoClaim,
    /// All needs are zero, or none are given, under a rule that divides by them.
    NoNeed,
    /// A floor above its member's cap, or no whole step between the two.
    FloorAboveCap {
        /// Whose.
        who: Who,
    },
    /// The floors add up to more than the total.
    FloorsExceed {
        /// The sum of the floors.
        floors: i64,
        /// The total.
        total: i64,
        /// Who has a floor above nothing.
        who: Who,
    },
    /// The caps leave some of a total that must be spent.
    CapsShort {
        /// The most that the members can take.
        room: i64,
        /// The total.
        total: i64,
        /// Who has a cap.
        who: Who,
    },
    /// A method that gives everybody with a weight a first step, and too few steps for that.
    NoRoom {
        /// The least total under which the method works.
        needed: i64,
        /// The total.
        total: i64,
    },
    /// An exact tie, where ties are refused.
    Tied {
        /// How many steps the tied compete for.
        steps: i64,
        /// The tied.
        who: Who,
    },
}

impl AllocationError {
    pub(crate) fn bad(part: Part, value: f64, member: usize, ids: &dyn Ids) -> AllocationError {
        AllocationError::BadNumber { part, value, id: ids.id(member).to_owned() }
    }

    /// The message. `amount` writes a number of steps in the reader's unit, such as «12.50 yuan» or «3 posts».
    pub fn text(&self, amount: &dyn Fn(f64) -> Text) -> Text {
        let whole = |steps: i64| amount(steps as f64);
        match self {
            AllocationError::BadNumber { part, value, id } => {
                let found = if value.is_finite() { amount(*value) } else { no_number(*value) };
                bad_number(&part.label(), &found, id)
            }
            AllocationError::WrongLength { part, found, expected } => {
                let part = part.label();
                let are = match found {
                    1 => "is 1 value".to_owned(),
                    found => format!("are {found} values"),
                };
                Text::new(
                    format!("there {are} of {} for {}", part.en, members(*expected)),
                    format!("{}有 {found} 个数值，而成员有 {expected} 个", part.zh),
                )
            }
            AllocationError::Overflow { total } => overflow(&whole(*total), &whole(1 << 53)),
            AllocationError::NoMember { total } => {
                let total = whole(*total);
                Text::new(
                    format!("there is {} to share out and nobody takes part", total.en),
                    format!("有{}待分配，但没有参与分配的成员", total.zh),
                )
            }
            AllocationError::NoClaim => Text::new(
                "all claims are zero; this rule divides by them",
                "测算额全部为零，该规则无法据以分配",
            ),
            AllocationError::NoNeed => Text::new(
                "all needs are zero; this rule divides by them",
                "标准支出全部为零，该规则无法据以分配",
            ),
            AllocationError::FloorAboveCap { who } => crossed(&who.text()),
            AllocationError::FloorsExceed { floors, total, who } => {
                let over = whole(floors.saturating_sub(*total));
                floors_exceed(&whole(*floors), &over, &whole(*total), &who.text())
            }
            AllocationError::CapsShort { room, total, who } => {
                let short = whole(total.saturating_sub(*room));
                caps_short(&whole(*room), &short, &whole(*total), &who.text())
            }
            AllocationError::NoRoom { needed, total } => no_room(&whole(*needed), &whole(*total)),
            AllocationError::Tied { steps, who } => {
                let (steps, who) = (whole(*steps), who.text());
                Text::new(
                    format!("an exact tie for {}: {}", steps.en, who.en),
                    format!("以下成员对{}的分配权完全并列：{}", steps.zh, who.zh),
                )
            }
        }
    }
}

/// So many members, in English.
pub(crate) fn members(count: usize) -> String {
    if count == 1 { "1 member".to_owned() } else { format!("{count} members") }
}

fn bad_number(part: &Text, found: &Text, id: &str) -> Text {
    Text::new(
        format!("the {} of {id} is {}; it must be a finite number, not below zero", part.en, found.en),
        format!("{id} 的{}为{}，应为不小于零的有限数值", part.zh, found.zh),
    )
}

fn overflow(total: &Text, most: &Text) -> Text {
    Text::new(
        format!("a total of {} cannot be shared out; it must lie between nothing and {}", total.en, most.en),
        format!("总盘{}无法分配，应在零与{}之间", total.zh, most.zh),
    )
}

fn crossed(who: &Text) -> Text {
    Text::new(
        format!("the floor is above the cap, or no whole step lies between them: {}", who.en),
        format!("保底高于封顶，或两者之间没有整数分配单位：{}", who.zh),
    )
}

fn floors_exceed(floors: &Text, over: &Text, total: &Text, who: &Text) -> Text {
    Text::new(
        format!("the floors come to {}, {} above the total of {}: {}", floors.en, over.en, total.en, who.en),
        format!("保底合计{}，比总盘{}多{}：{}", floors.zh, total.zh, over.zh, who.zh),
    )
}

fn caps_short(room: &Text, short: &Text, total: &Text, who: &Text) -> Text {
    Text::new(
        format!(
            "the caps leave room for {}, {} below the total of {}: {}",
            room.en, short.en, total.en, who.en
        ),
        format!("封顶后最多可分配{}，比总盘{}少{}：{}", room.zh, total.zh, short.zh, who.zh),
    )
}

fn no_room(needed: &Text, total: &Text) -> Text {
    Text::new(
        format!(
            "this method gives everybody with a weight a first step, which takes {}; the total is {}",
            needed.en, total.en
        ),
        format!("该方法须先给每个权重大于零的成员一个单位，至少需要{}，而总盘为{}", needed.zh, total.zh),
    )
}

fn no_number(value: f64) -> Text {
    if value.is_nan() {
        Text::new("no number", "非数值")
    } else if value > 0.0 {
        Text::new("infinite", "正无穷")
    } else {
        Text::new("minus infinity", "负无穷")
    }
}

impl fmt::Display for AllocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = |steps: f64| match steps {
            1.0 => Text::same("1 step"),
            steps => Text::same(format!("{steps} steps")),
        };
        f.write_str(&self.text(&steps).en)
    }
}

impl Error for AllocationError {}
