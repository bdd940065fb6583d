//! What the allocator does with memory that is given back to it.

/// The largest limit that glibc takes for lists that are mapped by themselves.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const MAPPED: libc::c_int = 32 << 20;

/// Has freed memory kept for the next list instead of returned to the system page by page: a country's draws ask for the
/// same lists a thousand times, and fresh pages would take a tenth of their time. All threads take from one arena, since
/// glibc gives the others back whenever they are empty. To be called before any thread is started; where the allocator is
/// not glibc's it does nothing.
pub fn keep_freed() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: mallopt sets limits of the allocator and touches no memory of the program; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_TRIM_THRESHOLD, libc::c_int::MAX);
        libc::mallopt(libc::M_MMAP_THRESHOLD, MAPPED);
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}
