//! junheng 均衡: the money and the posts that a district gives its communities.
//!
//! Tables of columns → formulas → claims → awards → judgement. The rooms stand in the order in which data
//! flows; each imports only from those above it, which a test checks.

// What everything speaks with: two languages, problems with their places, exact amounts, repeatable chance.
pub mod language;
pub mod problem;
pub mod quantity;
pub mod summation;
pub mod chance;
pub mod roster;

// What comes in: formulas, tables, rules, and the scenario that names them.
pub mod formula;
pub mod table;
pub mod allocate;
pub mod scenario;

// What is worked out: claims, their judgement, the pure core that puts both together, and what if.
pub mod claim;
pub mod measure;
pub mod evaluate;
pub mod explore;

// What goes out: pictures, files, the local page, and the command line.
pub mod chart;
pub mod report;
pub mod web;
pub mod cli;
