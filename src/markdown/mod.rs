//! Markdown: front matter through `yaml`, and a body as finished safe HTML with gaps.
//!
//! A document's text quotes figures by id, inline as `` `=ho-so/2021/qua-han` `` and in fenced
//! blocks `bang` (a table) and `bieu-do` (a chart). Their HTML is not known on this floor, so a
//! [`Body`] keeps a [`Slot`] for each, and [`Body::render`] asks its caller for them; in the
//! same way it asks for the address behind each link to the site itself. What a figure's id or a
//! block's options mean is said by `pages`.
//!
//! Safety is by construction: text is escaped, raw HTML is cut down to a short list of elements
//! without styles or scripts, link targets to known schemes. All that is removed is reported.

mod body;
mod build;
mod html;
mod link;
mod source;
#[cfg(test)]
mod tests;

pub use body::{Body, Heading, Run, RunKind, SLOT_MARK, Slot, SlotKind};
pub use link::{Link, Target};

use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, codes};
use crate::yaml::{self, Node};
use source::Source;
use std::ops::Range;
use std::sync::Arc;

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The map between the two lines `---`; `None` when it is missing or unreadable, which was
    /// reported.
    pub front: Option<Node>,
    /// The text after it.
    pub body: Body,
}

/// Reads a Markdown file. `None` only when it is no text at all (YAML01).
///
/// Reported: MD01 (front matter missing or not closed), MD02 (raw HTML or a link removed), MD03
/// (a heading of the first level), and what `yaml` has to say about the front matter and the
/// fenced blocks.
pub fn read(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Option<Document> {
    let text = yaml::decode_utf8(file, bytes, diags)?;
    let source = Source::new(file, text);
    let (front, body) = split(text);
    let front = match front {
        Ok(range) => yaml::read_text(file, &text[range], &|line, column| (line + 1, column), diags),
        Err(ly_do) => {
            let place = Place::line(file.clone(), 1, 1, 0);
            diags.push(Diagnostic::new(codes::FRONT_MATTER, place).arg("ly_do", Arg::Word(ly_do)));
            None
        }
    };
    Some(Document { front, body: build::body(&source, body, diags) })
}

/// The ranges of the front matter, or why there is none, and of the body.
fn split(text: &str) -> (Result<Range<usize>, &'static str>, Range<usize>) {
    let mut lines = text.split_inclusive('\n');
    let start = match lines.next() {
        Some(line) if line.trim_end() == "---" => line.len(),
        _ => return (Err("thieu"), 0..text.len()),
    };
    let mut at = start;
    for line in lines {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return (Ok(start..at), end..text.len());
        }
        at = end;
    }
    (Err("chua_dong"), at..text.len())
}
