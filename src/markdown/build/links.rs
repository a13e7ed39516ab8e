//! Links and images.

use super::super::body::Piece;
use super::super::html::escape;
use super::super::link::{Link, Target, classify};
use super::{Builder, Located, Open, text_until};
use crate::diagnostics::Sourced;
use crate::text::nfc;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn link(&mut self, link_type: LinkType, target: &str, title: &str, range: Range<usize>) {
        let Some(kind) = self.take_link(link_type, target, false, &range) else {
            self.inline.push(Open::Refused);
            return;
        };
        self.html.push('"');
        if kind == Target::External {
            self.html.push_str(" rel=\"noopener\"");
        }
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            escape(&nfc(title), &mut self.html);
            self.html.push('"');
        }
        self.html.push('>');
        self.inline.push(Open::Link);
    }

    /// An image with its alternative text. An image on another site becomes a link to it: pages
    /// load nothing from other hosts.
    pub(super) fn image(
        &mut self,
        link_type: LinkType,
        target: &str,
        range: Range<usize>,
        events: &[Located<'_>],
    ) -> usize {
        let mut depth = 0;
        let end = |(event, _): &Located<'_>| {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                _ => {}
            }
            depth == 0
        };
        let taken = events.iter().position(end).map_or(events.len(), |i| i + 1);
        let alt = text_until(&events[..taken], |_| false);
        let external = classify(target) == Some(Target::External);
        if external {
            self.removed((0, "anh_ngoai", target.to_owned()), range.clone());
        }
        let in_link = self.inline.iter().any(|open| matches!(open, Open::Link));
        let kind =
            if external && in_link { None } else { self.take_link(link_type, target, !external, &range) };
        match kind {
            Some(Target::External) => {
                self.html.push_str("\" rel=\"noopener\">");
                escape(if alt.is_empty() { target } else { &alt }, &mut self.html);
                self.html.push_str("</a>");
            }
            Some(_) => {
                self.html.push_str("\" alt=\"");
                escape(&alt, &mut self.html);
                self.html.push_str("\">");
            }
            None => escape(&alt, &mut self.html),
        }
        self.say(&alt, range.start);
        taken
    }

    /// Opens the tag of a link or image up to its address; `None` if the target is refused.
    fn take_link(
        &mut self,
        link_type: LinkType,
        target: &str,
        image: bool,
        range: &Range<usize>,
    ) -> Option<Target> {
        let mail = link_type == LinkType::Email;
        let at = self.target_range(target, range);
        let target = if mail { format!("mailto:{target}") } else { nfc(target) };
        let Some(kind) = classify(&target) else {
            self.removed((0, "lien_ket", target), range.clone());
            return None;
        };
        let place = self.source.place(at);
        let mut html = std::mem::take(&mut self.html);
        html.push_str(if image { "<img src=\"" } else { "<a href=\"" });
        self.body.pieces.push(Piece::Html(html));
        self.body.pieces.push(Piece::Address(self.body.links.len()));
        self.body.links.push(Link { target: Sourced::new(target, place), kind, image });
        Some(kind)
    }

    /// Where in a link its target is written; the whole link when it stands elsewhere (in a
    /// reference) or is written with escapes.
    fn target_range(&self, target: &str, range: &Range<usize>) -> Range<usize> {
        let written = self.source.text.get(range.clone()).unwrap_or("");
        let after_text = written.rfind("](").map_or(0, |i| i + 2);
        match written[after_text..].find(target).filter(|_| !target.is_empty()) {
            Some(i) => {
                let start = range.start + after_text + i;
                start..start + target.len()
            }
            None => range.clone(),
        }
    }
}
