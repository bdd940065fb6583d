//! Members in chunks, on all threads where there are many; the chunks, and so every sum over them, are the
//! same on any number of threads.

use std::ops::Range;

use rayon::prelude::*;

/// Under this many members threads cost more than they bring.
pub(crate) const MANY: usize = 1 << 13;

/// Members to a chunk.
const CHUNK: usize = 1 << 14;

/// What `work` makes of each chunk of `count` members, in their order.
pub(crate) fn over<T: Send>(count: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    if count < MANY {
        return vec![work(0..count)];
    }
    let chunk = |chunk: usize| work(chunk * CHUNK..count.min((chunk + 1) * CHUNK));
    (0..count.div_ceil(CHUNK)).into_par_iter().map(chunk).collect()
}

/// What `value` is for each of `count` members, in their order.
pub(crate) fn each<T: Send>(count: usize, value: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    if count < MANY {
        return (0..count).map(value).collect();
    }
    (0..count).into_par_iter().with_min_len(CHUNK / 4).map(value).collect()
}

/// The first of `count` members of which `is` holds.
pub(crate) fn first(count: usize, is: impl Fn(usize) -> bool + Sync) -> Option<usize> {
    over(count, |mut members| members.find(|member| is(*member))).into_iter().flatten().next()
}

/// As [`over`]; `work` also gets the first member of the chunk and the chunk's part of a list to fill.
pub(crate) fn fill<A: Send, T: Send>(
    list: &mut [A],
    work: impl Fn(usize, &mut [A]) -> T + Sync + Send,
) -> Vec<T> {
    if list.len() < MANY {
        return vec![work(0, list)];
    }
    list.par_chunks_mut(CHUNK).enumerate().map(|(chunk, list)| work(chunk * CHUNK, list)).collect()
}

/// As [`fill`], with two lists of the same length.
pub(crate) fn fill_two<A: Send, B: Send, T: Send>(
    one: &mut [A],
    other: &mut [B],
    work: impl Fn(usize, &mut [A], &mut [B]) -> T + Sync + Send,
) -> Vec<T> {
    if one.len() < MANY {
        return vec![work(0, one, other)];
    }
    let chunks = one.par_chunks_mut(CHUNK).zip(other.par_chunks_mut(CHUNK)).enumerate();
    chunks.map(|(chunk, (one, other))| work(chunk * CHUNK, one, other)).collect()
}
