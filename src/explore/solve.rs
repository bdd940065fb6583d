//! Working backwards: the value of one thing at which what is wanted comes out.

pub mod search;
