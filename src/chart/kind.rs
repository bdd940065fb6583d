//! The kinds of charts: the one list that reports and the command line choose from.

use super::Chart;
use super::ChartError;
use super::Picture;
use super::answers;
use super::catalogue::Catalogue;
use super::changes;
use super::dumbbell;
use super::hours;
use super::lorenz;
use super::mandates;
use super::matrix;
use super::members;
use super::need;
use super::parts;
use crate::evaluate::PoolOutcome;
use crate::language::Text;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Award against need, with the line of full adequacy.
    AwardNeed,
    /// From the baseline's award to the other policies', a line for each member, sorted.
    Dumbbell,
    /// Bars of the award of each member under each policy.
    ByMember,
    /// Gains and losses against the baseline.
    Changes,
    /// Adequacy by two groupings: size × age.
    Adequacy,
    /// Lorenz curves of award per head, with Gini coefficients.
    Lorenz,
    /// The parts of each claim, stacked by factor.
    Parts,
    /// Hours of work by kind, by unit.
    Hours,
    /// Cost by department: what comes with the items and what does not.
    Mandates,
    /// Requests of residents: answered in time, later, or in a queue that grows for ever.
    Answers,
}

impl Kind {
    /// Every kind, in the order in which they are drawn.
    pub const ALL: [Kind; 10] = [
        Kind::AwardNeed,
        Kind::Dumbbell,
        Kind::ByMember,
        Kind::Changes,
        Kind::Adequacy,
        Kind::Lorenz,
        Kind::Parts,
        Kind::Hours,
        Kind::Mandates,
        Kind::Answers,
    ];

    /// Its name on the command line and in file names.
    pub fn id(self) -> &'static str {
        match self {
            Kind::AwardNeed => "award-need",
            Kind::Dumbbell => "dumbbell",
            Kind::ByMember => "by-member",
            Kind::Changes => "changes",
            Kind::Adequacy => "adequacy",
            Kind::Lorenz => "lorenz",
            Kind::Parts => "parts",
            Kind::Hours => "hours",
            Kind::Mandates => "mandates",
            Kind::Answers => "answers",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What it shows.
    pub fn label(self) -> Text {
        let (en, zh) = match self {
            Kind::AwardNeed => {
                ("award against need, with the line of full adequacy", "分配额与标准支出，附足额线")
            }
            Kind::Dumbbell => {
                ("from the baseline to the other policies, sorted", "基准方案与其他方案对照（排序）")
            }
            Kind::ByMember => ("award of each member under each policy", "各方案下各单位分配额"),
            Kind::Changes => ("gains and losses against the baseline", "较基准方案的增减"),
            Kind::Adequacy => ("adequacy by group, two groupings crossed", "分组保障率（两种分组交叉）"),
            Kind::Lorenz => ("Lorenz curves with Gini coefficients", "洛伦兹曲线与基尼系数"),
            Kind::Parts => ("parts of the claims by factor", "测算额的因素构成"),
            Kind::Hours => ("hours of work by kind, by unit", "各街乡工时构成"),
            Kind::Mandates => ("cost by department, funded and unfunded", "各部门事项成本与经费缺口"),
            Kind::Answers => (
                "residents' requests: in time, later, or for ever in a queue",
                "居民诉求：按时、逾时与无限排队",
            ),
        };
        Text::new(en, zh)
    }

    /// Whether it shows a pool; else it shows the service catalogue or how its requests are answered.
    pub fn is_of_pool(self) -> bool {
        !matches!(self, Kind::Hours | Kind::Mandates | Kind::Answers)
    }

    /// Why there is nothing to draw of a pool.
    pub(super) fn obstacle(self, pool: &PoolOutcome) -> Option<Text> {
        match self {
            Kind::AwardNeed => need::obstacle(pool),
            Kind::Dumbbell => dumbbell::obstacle(pool),
            Kind::ByMember => members::obstacle(pool),
            Kind::Changes => changes::obstacle(pool),
            Kind::Adequacy => matrix::obstacle(pool),
            Kind::Lorenz => lorenz::obstacle(pool),
            Kind::Parts => parts::obstacle(pool),
            Kind::Hours | Kind::Mandates | Kind::Answers => None,
        }
    }

    /// Draws it of a pool, unless there is an obstacle.
    ///
    /// # Errors
    /// [`ChartError::Drawing`] if plotters refuses.
    pub(super) fn draw(self, picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
        match self {
            Kind::AwardNeed => need::draw(picture),
            Kind::Dumbbell => dumbbell::draw(picture),
            Kind::ByMember => members::draw(picture),
            Kind::Changes => changes::draw(picture),
            Kind::Adequacy => matrix::draw(picture),
            Kind::Lorenz => lorenz::draw(picture),
            Kind::Parts => parts::draw(picture),
            Kind::Hours | Kind::Mandates | Kind::Answers => Ok(None),
        }
    }

    /// Draws it of the service catalogue.
    ///
    /// # Errors
    /// [`ChartError::Drawing`] if plotters refuses.
    pub(super) fn draw_catalogue(self, catalogue: &Catalogue<'_>) -> Result<Option<Chart>, ChartError> {
        match self {
            Kind::Hours => hours::draw(catalogue).map(Some),
            Kind::Mandates => mandates::draw(catalogue).map(Some),
            Kind::Answers => answers::draw(catalogue).map(Some),
            _ => Ok(None),
        }
    }
}
