//! Who the members are: needed for ties and for messages only.

use crate::allocate::chunks;

/// The ids of the members, in their order.
pub trait Ids: Sync {
    /// The id of one member; ids are compared byte by byte.
    fn id(&self, member: usize) -> &str;
}

impl<S: AsRef<str> + Sync> Ids for Vec<S> {
    fn id(&self, member: usize) -> &str {
        self[member].as_ref()
    }
}

impl<S: AsRef<str> + Sync> Ids for &[S] {
    fn id(&self, member: usize) -> &str {
        self[member].as_ref()
    }
}

impl<S: AsRef<str> + Sync, const N: usize> Ids for [S; N] {
    fn id(&self, member: usize) -> &str {
        self[member].as_ref()
    }
}

/// For each of `count` members the eight bytes of its id that follow the beginning which all ids share, as a
/// number: never in another order than the ids, and mostly not equal.
pub(crate) fn heads(ids: &dyn Ids, count: usize, member: impl Fn(usize) -> usize + Sync) -> Vec<u64> {
    if count == 0 {
        return Vec::new();
    }
    let id = |place: usize| ids.id(member(place)).as_bytes();
    let first = id(0);
    let shared = chunks::over(count, |places| {
        places.fold(first.len(), |shared, place| {
            let pairs = first[..shared].iter().zip(id(place));
            pairs.take_while(|(one, other)| one == other).count()
        })
    });
    let shared = shared.into_iter().min().unwrap_or(0);
    chunks::each(count, |place| {
        let mut head = [0; 8];
        for (byte, own) in head.iter_mut().zip(&id(place)[shared..]) {
            *byte = *own;
        }
        u64::from_be_bytes(head)
    })
}
