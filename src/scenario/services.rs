//! The service catalogue: who asks communities for what, how much work and money it takes, and how much of the
//! money comes with it. It is how 权随责走、费随事转 and 减负 are modelled: a standard of need built bottom up from
//! the work.

use super::PlacedFormula;
use crate::language::Text;

/// A catalogue of services over one table.
#[derive(Clone, Debug)]
pub struct Services {
    /// Index of the table whose members do the work.
    pub over: usize,
    /// The items, in the order of the file.
    pub items: Vec<Service>,
    /// Hours that one post works in a year, of each member.
    pub hours_per_post: Option<PlacedFormula>,
}

impl Services {
    /// What a department is called.
    pub fn department_label(&self, department: &str) -> Option<&Text> {
        let item = self.items.iter().find(|item| item.department == department)?;
        Some(&item.department_label)
    }
}

/// One item that communities are asked for.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The department that hands it down.
    pub department: String,
    /// What the department is called.
    pub department_label: Text,
    /// What kind of work it is.
    pub kind: ServiceKind,
    /// The driver: how many units of it a member has in a year.
    pub per: PlacedFormula,
    /// Hours of work per driver unit and year, 0 or more.
    pub hours: f64,
    /// Yuan per driver unit and year, 0 or more.
    pub yuan: f64,
    /// Whether it is admitted (准入); only admitted items count.
    pub admitted: bool,
    /// The share of its yuan that comes with it, from 0 to 1.
    pub funded: f64,
}

/// What kind of work an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind {
    /// Work for residents.
    Service,
    /// Work for the offices above: forms, plaques, inspections.
    Administrative,
    /// Requests of residents that are answered one by one.
    Request,
}

impl ServiceKind {
    /// Every kind.
    pub const ALL: [ServiceKind; 3] =
        [ServiceKind::Service, ServiceKind::Administrative, ServiceKind::Request];

    /// The word in a catalogue.
    pub fn id(self) -> &'static str {
        match self {
            ServiceKind::Service => "service",
            ServiceKind::Administrative => "administrative",
            ServiceKind::Request => "request",
        }
    }

    /// What reports call it.
    pub fn label(self) -> Text {
        match self {
            ServiceKind::Service => Text::new("service to residents", "居民服务"),
            ServiceKind::Administrative => Text::new("administrative work", "行政性事务"),
            ServiceKind::Request => Text::new("residents' requests", "居民诉求"),
        }
    }

    /// The kind with that word.
    pub fn from_id(id: &str) -> Option<ServiceKind> {
        ServiceKind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// A column that a catalogue adds to its table; only admitted items count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceColumn {
    /// Hours of work a year, of all kinds.
    ServiceHours,
    /// The administrative part of those hours.
    AdministrativeHours,
    /// Requests a year.
    RequestCount,
    /// The hours of those requests.
    RequestHours,
    /// Yuan a year.
    ServiceCost,
    /// The part of those yuan that comes with the items.
    ServiceFunded,
    /// The rest.
    ServiceUnfunded,
}

impl ServiceColumn {
    /// The columns in the order in which they are added.
    pub const ALL: [ServiceColumn; 7] = [
        ServiceColumn::ServiceHours,
        ServiceColumn::AdministrativeHours,
        ServiceColumn::RequestCount,
        ServiceColumn::RequestHours,
        ServiceColumn::ServiceCost,
        ServiceColumn::ServiceFunded,
        ServiceColumn::ServiceUnfunded,
    ];

    /// The column's name in formulas.
    pub fn name(self) -> &'static str {
        match self {
            ServiceColumn::ServiceHours => "service_hours",
            ServiceColumn::AdministrativeHours => "administrative_hours",
            ServiceColumn::RequestCount => "request_count",
            ServiceColumn::RequestHours => "request_hours",
            ServiceColumn::ServiceCost => "service_cost",
            ServiceColumn::ServiceFunded => "service_funded",
            ServiceColumn::ServiceUnfunded => "service_unfunded",
        }
    }

    /// What a member's `units` of an item's driver add to the column.
    pub fn amount(self, item: &Service, units: f64) -> f64 {
        if !item.admitted {
            return 0.0;
        }
        let (hours, cost) = (units * item.hours, units * item.yuan);
        match self {
            ServiceColumn::ServiceHours => hours,
            ServiceColumn::AdministrativeHours if item.kind == ServiceKind::Administrative => hours,
            ServiceColumn::RequestCount if item.kind == ServiceKind::Request => units,
            ServiceColumn::RequestHours if item.kind == ServiceKind::Request => hours,
            ServiceColumn::AdministrativeHours
            | ServiceColumn::RequestCount
            | ServiceColumn::RequestHours => 0.0,
            ServiceColumn::ServiceCost => cost,
            ServiceColumn::ServiceFunded => cost * item.funded,
            ServiceColumn::ServiceUnfunded => cost - cost * item.funded,
        }
    }
}
