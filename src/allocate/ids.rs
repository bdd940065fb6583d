//! Who the members are: needed for ties and for messages only.

/// The ids of the members, in their order.
pub trait Ids {
    /// The id of one member; ids are compared byte by byte.
    fn id(&self, member: usize) -> &str;
}

impl<S: AsRef<str>> Ids for Vec<S> {
    fn id(&self, member: usize) -> &str {
        self[member].as_ref()
    }
}

impl<S: AsRef<str>> Ids for &[S] {
    fn id(&self, member: usize) -> &str {
        self[member].as_ref()
    }
}

impl<S: AsRef<str>, const N: usize> Ids for [S; N] {
    fn id(&self, member: usize) -> &str {
        self[member].as_ref()
    }
}
