//! Tables of the page: a caption, headings with their scope, one row heading, figures set to the right.

use super::page::Page;

/// One cell below the headings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A figure, set to the right.
    Figure(String),
    /// A figure that shows a lack, set so that it is seen without colour too.
    Short(String),
    /// Words, set to the left.
    Words(String),
    /// Words that a reader should notice.
    Flag(String),
    /// A name or a formula as it is written in the scenario.
    Code(String),
    /// Words that stand on a screen alone; paper has no room for them.
    OnScreen(String),
}

impl Cell {
    /// A figure, or a dash where there is none.
    pub(crate) fn figure(figure: Option<String>) -> Self {
        Cell::Figure(figure.unwrap_or_else(|| "—".to_owned()))
    }

    /// Words, or a dash where there are none.
    pub(crate) fn words(words: Option<String>) -> Self {
        Cell::Words(words.unwrap_or_else(|| "—".to_owned()))
    }

    /// What the cell says.
    pub(crate) fn content(&self) -> &str {
        match self {
            Cell::Figure(text)
            | Cell::Short(text)
            | Cell::Words(text)
            | Cell::Flag(text)
            | Cell::Code(text)
            | Cell::OnScreen(text) => text,
        }
    }
}

/// The heading of a column.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// What it says.
    pub(crate) title: String,
    /// What stands below it: the class of its cells.
    class: &'static str,
}

impl Heading {
    /// A column of figures.
    pub(crate) fn figures(title: impl Into<String>) -> Self {
        Heading { title: title.into(), class: "" }
    }

    /// A column of words.
    pub(crate) fn words(title: impl Into<String>) -> Self {
        Heading { title: title.into(), class: "w" }
    }

    /// A column of words that stands on a screen alone.
    pub(crate) fn on_screen(title: impl Into<String>) -> Self {
        Heading { title: title.into(), class: "w x" }
    }
}

/// A title above several headings.
#[derive(Clone, Debug)]
pub(crate) struct Band {
    title: String,
    columns: usize,
    on_screen: bool,
}

impl Band {
    /// A title above so many columns; an empty one leaves them without.
    pub(crate) fn new(title: impl Into<String>, columns: usize) -> Self {
        Band { title: title.into(), columns, on_screen: false }
    }

    /// No title above so many columns that stand on a screen alone.
    pub(crate) fn on_screen(columns: usize) -> Self {
        Band { title: String::new(), columns, on_screen: true }
    }
}

/// A table that is being written.
pub(crate) struct Grid<'p> {
    page: &'p mut Page,
    columns: usize,
    in_body: bool,
}

impl<'p> Grid<'p> {
    /// Opens a table; `class` is a name of the style sheet.
    pub(crate) fn open(page: &'p mut Page, class: &'static str, caption: &str) -> Self {
        page.raw("<div class=\"wide\"><table class=\"")
            .raw(class)
            .raw("\">\n<caption>")
            .text(caption)
            .raw("</caption>\n<thead>\n");
        Grid { page, columns: 0, in_body: false }
    }

    /// Opens a table of members, which a script makes sortable; it scrolls in a window of its own, so that its
    /// headings stay in sight.
    pub(crate) fn sortable(page: &'p mut Page, id: &str, caption: &str) -> Self {
        page.raw("<div class=\"wide tall\" role=\"region\" tabindex=\"0\" aria-label=\"").text(caption);
        page.raw("\"><table class=\"members\" id=\"").text(id).raw("\" data-sort=\"");
        page.say("Sort by this column", "按本列排序").raw("\">\n<caption>").text(caption);
        page.raw("</caption>\n<thead>\n");
        Grid { page, columns: 0, in_body: false }
    }

    /// A row above the headings.
    pub(crate) fn bands(&mut self, bands: &[Band]) {
        self.page.raw("<tr class=\"band\">");
        for Band { title, columns, on_screen } in bands.iter().filter(|band| band.columns > 0) {
            let columns = columns.to_string();
            if title.is_empty() {
                self.page.raw(if *on_screen { "<td class=\"x\" colspan=\"" } else { "<td colspan=\"" });
                self.page.text(&columns).raw("\"></td>");
            } else {
                self.page
                    .raw("<th scope=\"colgroup\" colspan=\"")
                    .text(&columns)
                    .raw("\">")
                    .text(title)
                    .raw("</th>");
            }
        }
        self.page.raw("</tr>\n");
    }

    /// The headings; every row has one cell for each.
    pub(crate) fn headings(&mut self, headings: &[Heading]) {
        self.columns = headings.len();
        self.page.raw("<tr>");
        for heading in headings {
            self.page.raw(match heading.class {
                "" => "<th scope=\"col\">",
                "w" => "<th scope=\"col\" class=\"w\">",
                _ => "<th scope=\"col\" class=\"w x\">",
            });
            self.page.text(&heading.title).raw("</th>");
        }
        self.page.raw("</tr>\n");
    }

    /// A heading across the table above the rows that follow.
    pub(crate) fn section(&mut self, title: &str) {
        self.body();
        let columns = self.columns.to_string();
        self.page.raw("<tr class=\"part\"><th scope=\"rowgroup\" colspan=\"").text(&columns).raw("\">");
        self.page.text(title).raw("</th></tr>\n");
    }

    /// A row: its heading, then its cells.
    pub(crate) fn row(&mut self, heading: &Cell, cells: &[Cell]) {
        self.body();
        self.page.raw("<tr>");
        let title = heading.content();
        self.page.raw("<th scope=\"row\"").language_of(title).raw(">");
        self.content(heading);
        self.page.raw("</th>");
        for cell in cells {
            self.page.raw(match cell {
                Cell::Figure(_) => "<td>",
                Cell::Short(_) => "<td class=\"s\">",
                Cell::Flag(_) => "<td class=\"w s\">",
                Cell::Words(_) | Cell::Code(_) => "<td class=\"w\"",
                Cell::OnScreen(_) => "<td class=\"w x\"",
            });
            if matches!(cell, Cell::Words(_) | Cell::Code(_) | Cell::OnScreen(_)) {
                self.page.language_of(cell.content()).raw(">");
            }
            self.content(cell);
            self.page.raw("</td>");
        }
        self.page.raw("</tr>\n");
    }

    /// Closes the table.
    pub(crate) fn close(mut self) {
        self.body();
        self.page.raw("</tbody></table></div>\n");
    }

    fn content(&mut self, cell: &Cell) {
        match cell {
            Cell::Code(code) => self.page.raw("<code>").text(code).raw("</code>"),
            other => self.page.text(other.content()),
        };
    }

    fn body(&mut self) {
        if !self.in_body {
            self.in_body = true;
            self.page.raw("</thead>\n<tbody>\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_table_has_a_caption_scopes_and_escaped_cells() {
        let mut page = Page::new(Language::English);
        let mut grid = Grid::open(&mut page, "plain", "A & B");
        grid.bands(&[Band::new("", 1), Band::new("<x>", 1)]);
        grid.headings(&[Heading::words("Name"), Heading::figures("Award")]);
        grid.section("Part");
        grid.row(&Cell::Words("<script>".into()), &[Cell::Short("1.00".into())]);
        grid.close();
        let html = page.finish();
        for part in [
            "<caption>A &amp; B</caption>",
            "<td colspan=\"1\"></td><th scope=\"colgroup\" colspan=\"1\">&lt;x&gt;</th>",
            "<th scope=\"col\" class=\"w\">Name</th><th scope=\"col\">Award</th>",
            "<th scope=\"rowgroup\" colspan=\"2\">Part</th>",
            "<th scope=\"row\">&lt;script&gt;</th><td class=\"s\">1.00</td>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }
}
