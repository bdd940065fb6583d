//! The same table on any number of threads, and in pieces of any size.

use super::*;

#[test]
fn threads_do_not_change_the_table() {
    let kinds = ["street", "township", "", "village"];
    let body: String = (0..40_000)
        .map(|i| format!("R{i},{},{}.5,\"n\n{}\"\n", kinds[i * 7 % 4], i * 31 % 1000, i % 17))
        .collect();
    let text = format!("id,kind,n,note\n{body}");
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| table(&text))
    };
    let (one, eight) = (on(1), on(8));
    assert_eq!(one.rows(), 40_000);
    for (heading, column) in &one.columns {
        assert_eq!(Some(&column.column), eight.column(heading), "{heading}");
    }
    for row in [0, 1, 20_000, 39_999] {
        assert_eq!(one.place(row, "n"), eight.place(row, "n"));
        assert_eq!(one.place(row, "n").to_string(), format!("t.csv:{}:n", 2 + 2 * row));
    }
    assert_eq!(one.row_of("R39999"), Some(39_999));
}
