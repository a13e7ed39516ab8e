//! Blocks: headings, tables, code, raw HTML, and the fenced blocks that stand for figures.

use super::super::body::{Heading, RunKind, Slot, SlotKind};
use super::super::html::{self, escape};
use super::super::source::Stitched;
use super::{Builder, Located, Table, text_until, visible};
use crate::diagnostics::{Diagnostic, codes};
use crate::text::{nfc, slug};
use crate::yaml;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, TagEnd};
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn heading(&mut self, level: u8, range: Range<usize>, events: &[Located<'_>]) {
        self.end_run();
        let place = self.source.place(range);
        let text = text_until(events, |e| matches!(e, Event::End(TagEnd::Heading(_))));
        if level == 1 {
            let d = Diagnostic::new(codes::HEADING_LEVEL, place.clone());
            self.diags.push(d.arg("tieu_de", text.as_str()));
        }
        // The outline decides, not the number of `#`: headings of a text begin below the title
        // and no level is skipped, whatever level the author began with.
        while self.outline.last().is_some_and(|above| *above >= level) {
            self.outline.pop();
        }
        self.outline.push(level);
        let level = (self.outline.len() as u8 + 1).min(6);
        let id = self.unique_id(&text);
        self.html.push_str(&format!("<h{level} id=\"{id}\">"));
        self.body.headings.push(Heading { level, id, text, place });
        self.kind = RunKind::Heading;
    }

    fn unique_id(&mut self, text: &str) -> String {
        let slug = slug(text);
        let base = if slug.is_empty() { "muc".to_owned() } else { slug };
        self.ids.unique(&base, "-", "")
    }

    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        range: Range<usize>,
        events: &[Located<'_>],
    ) -> usize {
        self.end_run();
        let (content, taken) = stitch(events, &TagEnd::CodeBlock);
        let slot = match kind {
            CodeBlockKind::Fenced(info) => match info.split_whitespace().next() {
                Some("bang") => Some(SlotKind::Table),
                Some("bieu-do") => Some(SlotKind::Chart),
                _ => None,
            },
            CodeBlockKind::Indented => None,
        };
        if let Some(kind) = slot {
            let slot = self.block_slot(kind, &content, range);
            self.gap(slot);
        } else {
            let code = visible(&content.text);
            self.html.push_str("<pre tabindex=\"0\"><code>");
            escape(&code, &mut self.html);
            self.html.push_str("</code></pre>\n");
            self.block_text(RunKind::Code, &code, content.offset(0).unwrap_or(range.start));
        }
        taken
    }

    /// A fenced block of options. Its lines may be indented (in a list), so each has a place of
    /// its own in the file.
    fn block_slot(&mut self, kind: SlotKind, content: &Stitched, range: Range<usize>) -> Slot {
        let place = self.source.place(range.clone());
        let starts = std::iter::once(0).chain(content.text.match_indices('\n').map(|(i, _)| i + 1));
        let lines: Vec<(u32, u32)> =
            starts.map(|at| self.source.at(content.offset(at).unwrap_or(range.start))).collect();
        let shift = |line: u32, column: u32| {
            let line = lines.get(line as usize - 1).or(lines.last()).copied().unwrap_or((1, 1));
            (line.0, line.1 + column - 1)
        };
        let options = yaml::read_text(self.source.file, &content.text, &shift, self.diags);
        Slot { kind, text: nfc(&content.text), words: Vec::new(), options, place }
    }

    pub(super) fn html_block(&mut self, events: &[Located<'_>]) -> usize {
        self.end_run();
        let (content, taken) = stitch(events, &TagEnd::HtmlBlock);
        let cleaned = html::clean(&content.text);
        for removed in cleaned.removed {
            let at = content.offset(removed.0).unwrap_or(0);
            self.removed(removed, at..at);
        }
        self.html.push_str(&cleaned.html);
        self.block_text(RunKind::Html, &visible(&cleaned.text), content.offset(0).unwrap_or(0));
        taken
    }

    /// A run of its own.
    fn block_text(&mut self, kind: RunKind, text: &str, offset: usize) {
        let before = std::mem::replace(&mut self.kind, kind);
        self.say(text, offset);
        self.end_run();
        self.kind = before;
    }

    pub(super) fn table(&mut self, alignments: &[Alignment], events: &[Located<'_>]) {
        self.end_run();
        // A region that scrolls needs a name, and each a different one.
        let heading = self.body.headings.last().map(|h| h.text.clone());
        let header = || text_until(events, |e| matches!(e, Event::End(TagEnd::TableHead)));
        let label = heading.filter(|t| !t.is_empty()).unwrap_or_else(header);
        self.html.push_str("<div class=\"bang-cuon\" tabindex=\"0\"");
        if !label.is_empty() {
            let label = self.labels.unique(&label, " (", ")");
            self.html.push_str(" role=\"region\" aria-label=\"");
            escape(&label, &mut self.html);
            self.html.push('"');
        }
        self.html.push_str("><table>\n");
        self.table = Table { alignments: alignments.to_vec(), ..Table::default() };
        self.tables += 1;
    }

    pub(super) fn cell(&mut self, empty: bool) {
        self.end_run();
        let Table { alignments, row, column, cell } = &mut self.table;
        let class = match alignments.get(*column) {
            Some(Alignment::Right) => " class=\"phai\"",
            Some(Alignment::Center) => " class=\"giua\"",
            _ => "",
        };
        // A header cell without text is no header: screen readers would announce an empty one.
        *cell = if *row == 0 && !empty { "th" } else { "td" };
        let scope = if *cell == "th" { " scope=\"col\"" } else { "" };
        self.html.push_str(&format!("<{cell}{scope}{class}>"));
        self.kind = RunKind::Cell { table: self.tables - 1, row: *row, column: *column };
        *column += 1;
    }

    pub(super) fn next_row(&mut self) {
        self.table.row += 1;
        self.table.column = 0;
    }
}

/// The text of a block up to its end, and how many events that is.
fn stitch(events: &[Located<'_>], end: &TagEnd) -> (Stitched, usize) {
    let mut out = Stitched::default();
    for (i, (event, range)) in events.iter().enumerate() {
        match event {
            Event::End(tag) if tag == end => return (out, i + 1),
            Event::Text(text) | Event::Html(text) => out.push(text, range.start),
            _ => {}
        }
    }
    (out, events.len())
}
