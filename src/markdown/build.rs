//! From the Markdown parser's events to a [`Body`].

mod blocks;
mod links;

use super::body::{Body, Piece, Run, RunKind, SLOT_MARK, Slot, SlotKind};
use super::html::{self, Inline, Removed, escape};
use super::source::Source;
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Sourced, codes};
use crate::text::nfc;
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

type Located<'a> = (Event<'a>, Range<usize>);

/// Reads the part `range` of a source as Markdown.
pub(super) fn body(source: &Source<'_>, range: Range<usize>, diags: &mut Diagnostics) -> Body {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let text = source.text.get(range.clone()).unwrap_or("");
    let events: Vec<Located<'_>> = Parser::new_ext(text, options)
        .into_offset_iter()
        .map(|(event, r)| (event, r.start + range.start..r.end + range.start))
        .collect();
    let mut builder = Builder {
        source,
        diags,
        body: Body::default(),
        html: String::new(),
        run: None,
        inline: Vec::new(),
        outline: Vec::new(),
        ids: Names::default(),
        labels: Names::default(),
        table: Table::default(),
        tables: 0,
        kind: RunKind::Paragraph,
    };
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        at += builder.event(event, range.clone(), &events[at..]);
    }
    builder.finish()
}

/// An element inside a paragraph that is not closed yet.
enum Open {
    /// Markdown's own.
    Markdown,
    /// A link.
    Link,
    /// A link that was refused: nothing to close.
    Refused,
    /// From raw HTML.
    Raw(&'static str),
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    row: usize,
    column: usize,
    /// The element of the current cell.
    cell: &'static str,
}

struct Builder<'a> {
    source: &'a Source<'a>,
    diags: &'a mut Diagnostics,
    body: Body,
    /// HTML since the last gap.
    html: String,
    run: Option<Run>,
    inline: Vec<Open>,
    /// Levels, as written, of the headings around the current place.
    outline: Vec<u8>,
    ids: Names,
    labels: Names,
    table: Table,
    tables: usize,
    /// What a run that begins here belongs to.
    kind: RunKind,
}

impl Builder<'_> {
    /// Takes the first of `events`, and those that belong to it where it is more than a tag.
    /// Gives how many were taken.
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, events: &[Located<'_>]) -> usize {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading(*level as u8, range, &events[1..]),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(kind, range, events),
            Event::Start(Tag::HtmlBlock) => return self.html_block(events),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                return self.image(*link_type, dest_url, range, events);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.link(*link_type, dest_url, title, range);
            }
            Event::Start(Tag::Table(alignments)) => self.table(alignments, &events[1..]),
            Event::Start(Tag::TableCell) => {
                let empty = matches!(events.get(1), Some((Event::End(TagEnd::TableCell), _)));
                self.cell(empty);
            }
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                let text = visible(text);
                escape(&text, &mut self.html);
                self.say(&text, range.start);
            }
            Event::Code(code) => self.code(code, range),
            Event::InlineHtml(tag) | Event::Html(tag) => self.inline_html(tag, &range),
            Event::SoftBreak => {
                self.html.push('\n');
                self.say(" ", range.start);
            }
            Event::HardBreak => {
                self.html.push_str("<br>\n");
                self.say(" ", range.start);
            }
            Event::Rule => {
                self.end_run();
                self.html.push_str("<hr>\n");
            }
            // Extensions that are off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
        1
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let open = match tag {
            Tag::Emphasis => Some("<em>"),
            Tag::Strong => Some("<strong>"),
            Tag::Strikethrough => Some("<del>"),
            _ => None,
        };
        if let Some(open) = open {
            self.inline.push(Open::Markdown);
            self.html.push_str(open);
            return;
        }
        self.end_run();
        match tag {
            Tag::Paragraph => self.html.push_str("<p>"),
            Tag::BlockQuote(_) => self.html.push_str("<blockquote>\n"),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.html.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.html.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.html.push_str("<li>"),
            Tag::TableHead => self.html.push_str("<thead>\n<tr>"),
            Tag::TableRow => self.html.push_str("<tr>"),
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Emphasis => return self.close_inline("</em>"),
            TagEnd::Strong => return self.close_inline("</strong>"),
            TagEnd::Strikethrough => return self.close_inline("</del>"),
            TagEnd::Link => return self.close_inline("</a>"),
            _ => {}
        }
        self.end_run();
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(_) => {
                let level = self.body.headings.last().map_or(2, |h| h.level);
                self.html.push_str(&format!("</h{level}>\n"));
                self.kind = RunKind::Paragraph;
            }
            TagEnd::BlockQuote(_) => self.html.push_str("</blockquote>\n"),
            TagEnd::List(ordered) => self.html.push_str(if *ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::Table => {
                self.html.push_str("</tbody>\n</table></div>\n");
                self.kind = RunKind::Paragraph;
            }
            TagEnd::TableHead => {
                self.html.push_str("</tr>\n</thead>\n<tbody>\n");
                self.next_row();
            }
            TagEnd::TableRow => {
                self.html.push_str("</tr>\n");
                self.next_row();
            }
            TagEnd::TableCell => {
                let cell = self.table.cell;
                self.html.push_str(&format!("</{cell}>"));
            }
            _ => {}
        }
    }

    // Text.

    /// Adds to the run of plain text; `offset` is where that text stands in the source.
    fn say(&mut self, text: &str, offset: usize) {
        let run = self.run.get_or_insert_with(|| {
            let slots = self.body.slots.len();
            let file = self.source.file.clone();
            Run { kind: self.kind, text: String::new(), slots: slots..slots, file, marks: Vec::new() }
        });
        run.marks.push((run.text.len(), self.source.at(offset)));
        run.text.push_str(text);
    }

    /// Ends the run of text, with all that was opened in it.
    fn end_run(&mut self) {
        while let Some(open) = self.inline.pop() {
            if let Open::Raw(name) = open {
                self.html.push_str(&format!("</{name}>"));
            }
        }
        if let Some(mut run) = self.run.take() {
            run.slots.end = self.body.slots.len();
            if !run.text.trim().is_empty() {
                self.body.runs.push(run);
            }
        }
    }

    /// Closes an element of Markdown's, and before it the raw ones that were opened inside.
    fn close_inline(&mut self, tag: &str) {
        while let Some(open) = self.inline.pop() {
            match open {
                Open::Raw(name) => self.html.push_str(&format!("</{name}>")),
                Open::Markdown | Open::Link => {
                    self.html.push_str(tag);
                    return;
                }
                Open::Refused => return,
            }
        }
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        if let Some(text) = code.strip_prefix('=').filter(|t| !t.trim().is_empty()) {
            let slot = self.inline_slot(text, range.clone());
            self.say(&SLOT_MARK.to_string(), range.start);
            self.gap(slot);
        } else {
            let code = visible(code);
            self.html.push_str("<code>");
            escape(&code, &mut self.html);
            self.html.push_str("</code>");
            self.say(&code, range.start + 1);
        }
    }

    fn inline_slot(&self, text: &str, range: Range<usize>) -> Slot {
        let written = self.source.text.get(range.clone()).unwrap_or("");
        let mut from = 0;
        let words = text.split_whitespace().map(|word| {
            // Not found only when it is written with an escape (`\|` in a table).
            let place = match written.get(from..).and_then(|rest| rest.find(word)) {
                Some(i) => {
                    let start = range.start + from + i;
                    from += i + word.len();
                    start..start + word.len()
                }
                None => range.clone(),
            };
            Sourced::new(nfc(word), self.source.place(place))
        });
        let words = words.collect();
        let place = self.source.place(range.clone());
        Slot { kind: SlotKind::Inline, text: nfc(text.trim()), words, options: None, place }
    }

    /// Leaves a gap for a slot.
    fn gap(&mut self, slot: Slot) {
        let html = std::mem::take(&mut self.html);
        self.body.pieces.push(Piece::Html(html));
        self.body.pieces.push(Piece::Slot(self.body.slots.len()));
        self.body.slots.push(slot);
    }

    fn inline_html(&mut self, tag: &str, range: &Range<usize>) {
        let (inline, lost) = html::inline(tag);
        for removed in lost {
            self.removed(removed, range.clone());
        }
        match inline {
            Inline::Open(name) => {
                self.html.push_str(&format!("<{name}>"));
                self.inline.push(Open::Raw(name));
            }
            Inline::Void(name) => self.html.push_str(&format!("<{name}>")),
            Inline::Close(name) if matches!(self.inline.last(), Some(Open::Raw(n)) if *n == name) => {
                self.inline.pop();
                self.html.push_str(&format!("</{name}>"));
            }
            Inline::Close(name) => self.removed((0, "the_le", name.to_owned()), range.clone()),
            Inline::Nothing => {}
        }
    }

    fn removed(&mut self, (_, gi, ten): Removed, range: Range<usize>) {
        let ten: String = ten.chars().take(80).collect();
        let d = Diagnostic::new(codes::HTML_REMOVED, self.source.place(range));
        self.diags.push(d.arg("gi", Arg::Word(gi)).arg("ten", ten));
    }

    fn finish(mut self) -> Body {
        self.end_run();
        self.body.pieces.push(Piece::Html(self.html));
        self.body
    }
}

/// Text as it is shown and searched: NFC, and without the mark that stands for slots.
fn visible(text: &str) -> String {
    nfc(text).replace(SLOT_MARK, " ")
}

/// The plain text of the events before the first for which `stop` holds, without slots.
fn text_until(events: &[Located<'_>], stop: impl Fn(&Event<'_>) -> bool) -> String {
    let mut out = String::new();
    for (event, _) in events.iter().take_while(|(e, _)| !stop(e)) {
        match event {
            Event::Text(text) => out.push_str(text),
            Event::Code(code) if !code.starts_with('=') => out.push_str(code),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(TagEnd::TableCell) => out.push_str(", "),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    visible(words.join(" ").trim_end_matches([',', ' ']))
}

/// Names that are taken, and for each the number to try next.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    /// `base`, or the first of `base-2`, `base-3` … that is not taken; taken from now on. The
    /// number stands between `before` and `after`.
    fn unique(&mut self, base: &str, before: &str, after: &str) -> String {
        let mut name = base.to_owned();
        while self.0.contains_key(&name) {
            let n = self.0.entry(base.to_owned()).or_insert(1);
            *n += 1;
            name = format!("{base}{before}{n}{after}");
        }
        self.0.insert(name.clone(), 1);
        name
    }
}
