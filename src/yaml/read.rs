//! Reading: from bytes to the tree of nodes.
//!
//! The library hands values to a serde visitor that would turn `1.10` into a number. So the
//! visitor here asks for every value together with its span and its tag, and scalars that were
//! recognised as something else than text are cut out of the source again.

use super::reason::{self, Trouble};
use super::{Kind, Node};
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, Sourced, codes};
use crate::text::nfc;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, Location, MergeKeyPolicy, NonFiniteFloatPolicy, Spanned, Tagged};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Largest YAML text that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// Most lists, maps and scalars in one file.
pub const MAX_NODES: usize = 500_000;
/// Deepest nesting of lists and maps.
pub const MAX_DEPTH: usize = 32;
/// Longest scalar, in bytes.
pub const MAX_SCALAR: usize = 1 << 20;

/// Reads a YAML file. `None` when it cannot be read at all; the reason is then in `diags`. An
/// empty file is an empty map.
///
/// Reported: YAML01 (not YAML), YAML06 (a key twice: the first one is kept), YAML07 (a limit).
pub fn read(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Option<Node> {
    let text = decode_utf8(file, bytes, diags)?;
    read_text(file, text, &|line, column| (line, column), diags)
}

/// The text of a file without its byte order mark, or YAML01 at the first byte that is no UTF-8.
pub(crate) fn decode_utf8<'a>(file: &Arc<str>, bytes: &'a [u8], diags: &mut Diagnostics) -> Option<&'a str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(e) => {
            let valid = String::from_utf8_lossy(&bytes[..e.valid_up_to()]);
            let line = valid.matches('\n').count() + 1;
            let column = valid.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let place = Place::line(file.clone(), small(line), small(column), 1);
            diags.push(syntax(place, "ma_hoa", ""));
            None
        }
    }
}

/// Reads YAML that stands inside another file. `shift` maps line and column of `text` (from 1)
/// to those of the file.
pub(crate) fn read_text(
    file: &Arc<str>,
    text: &str,
    shift: &dyn Fn(u32, u32) -> (u32, u32),
    diags: &mut Diagnostics,
) -> Option<Node> {
    let place = |line: u32, column: u32, len: u32| {
        let (line, column) = shift(line.max(1), column.max(1));
        Place::line(file.clone(), line, column, len)
    };
    if text.len() > MAX_BYTES {
        diags.push(too_large(Place::file(file.clone()), "kich_thuoc", MAX_BYTES));
        return None;
    }
    let raw: Raw = match serde_yaml::from_str_with_options(text, options()) {
        Ok(raw) => raw,
        Err(error) => {
            let at = error.location().map_or((1, 1), |l| (small64(l.line()), small64(l.column())));
            diags.push(match reason::of(&error, text, at) {
                Trouble::Syntax { ly_do, line, column } => {
                    syntax(place(line, column, 1), ly_do, text.lines().nth(line as usize - 1).unwrap_or(""))
                }
                Trouble::Limit { gioi_han, muc, line, column } => {
                    too_large(place(line, column, 1), gioi_han, muc)
                }
            });
            return None;
        }
    };
    let mut builder = Builder { text, place: &place, diags, failed: false };
    let mut node = builder.node(raw);
    if builder.failed {
        return None;
    }
    if node.kind == Kind::Null {
        node = Node { kind: Kind::Map(Vec::new()), place: place(1, 1, 0) };
    }
    Some(node)
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 4 * MAX_NODES,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

fn syntax(place: Place, ly_do: &'static str, line: &str) -> Diagnostic {
    let mut dong: String = line.trim().chars().take(80).collect();
    if dong.len() < line.trim().len() {
        dong.push('…');
    }
    Diagnostic::new(codes::YAML_SYNTAX, place).arg("ly_do", Arg::Word(ly_do)).arg("dong", dong)
}

fn too_large(place: Place, gioi_han: &'static str, muc: usize) -> Diagnostic {
    Diagnostic::new(codes::YAML_TOO_LARGE, place).arg("gioi_han", Arg::Word(gioi_han)).arg("muc", muc)
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
fn small64(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What the visitor hears: the value, its tag and its span.
struct Raw(Spanned<Tagged<Heard>>);

enum Heard {
    /// Text as such: quoted, in a block, or plain and like nothing else.
    Text(String),
    /// A plain scalar that looks like a number or a boolean.
    Looks,
    Null,
    Seq(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for Heard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Ear)
    }
}

struct Ear;

impl<'de> Visitor<'de> for Ear {
    type Value = Heard;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }
    fn visit_str<E>(self, v: &str) -> Result<Heard, E> {
        Ok(Heard::Text(v.to_owned()))
    }
    fn visit_string<E>(self, v: String) -> Result<Heard, E> {
        Ok(Heard::Text(v))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Heard, E> {
        Ok(Heard::Looks)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Heard, E> {
        Ok(Heard::Looks)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Heard, E> {
        Ok(Heard::Looks)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Heard, E> {
        Ok(Heard::Looks)
    }
    fn visit_unit<E>(self) -> Result<Heard, E> {
        Ok(Heard::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Heard, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Heard::Seq(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Heard, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Heard::Map(entries))
    }
}

/// Makes nodes of what was heard. Recursion is bounded by [`MAX_DEPTH`].
struct Builder<'a> {
    text: &'a str,
    place: &'a dyn Fn(u32, u32, u32) -> Place,
    diags: &'a mut Diagnostics,
    failed: bool,
}

impl<'a> Builder<'a> {
    fn node(&mut self, Raw(Spanned { value: Tagged(heard, tag), referenced: at, .. }): Raw) -> Node {
        let source = self.source(at);
        let place = self.place_of(at, source);
        if tag.is_some() {
            let d = self.tagged(at);
            self.fail(d);
        }
        let kind = match heard {
            Heard::Null => Kind::Null,
            Heard::Looks => Kind::Scalar { text: source.to_owned(), quoted: false },
            Heard::Text(text) => {
                if text.len() > MAX_SCALAR {
                    self.fail(too_large(place.clone(), "do_dai", MAX_SCALAR));
                }
                Kind::Scalar { quoted: is_quoted(source), text }
            }
            Heard::Seq(items) => Kind::Seq(items.into_iter().map(|i| self.node(i)).collect()),
            Heard::Map(entries) => Kind::Map(self.entries(entries)),
        };
        Node { kind, place }
    }

    fn entries(&mut self, entries: Vec<(Raw, Raw)>) -> Vec<(Sourced<String>, Node)> {
        let mut seen: HashMap<String, Place> = HashMap::with_capacity(entries.len());
        let mut out = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let key = self.node(key);
            let mut value = self.node(value);
            let Kind::Scalar { text, .. } = key.kind else {
                self.fail(syntax(key.place, "khoa", ""));
                continue;
            };
            let text = nfc(&text);
            if let Some(first) = seen.get(&text) {
                self.diags.push(
                    Diagnostic::new(codes::KEY_TWICE, key.place)
                        .arg("khoa", text)
                        .arg("truoc", first.clone()),
                );
                continue;
            }
            seen.insert(text.clone(), key.place.clone());
            // An absent value has no place of its own: the parser names the next token.
            if value.kind == Kind::Null {
                value.place = key.place.clone();
            }
            out.push((Sourced::new(text, key.place), value));
        }
        out
    }

    /// The finding on a value that is written after a `!tag`, placed at the tag.
    fn tagged(&self, at: Location) -> Diagnostic {
        let end = at.span().byte_offset().unwrap_or(0) as usize;
        let start = self.text.get(..end).and_then(|before| before.rfind(['!', '\n'])).unwrap_or(end);
        let tag = self.text.get(start..end).unwrap_or("");
        let rest = self.text.get(start..).unwrap_or("");
        let back = if tag.starts_with('!') { small(tag.chars().count()) } else { 0 };
        let place = (self.place)(small64(at.line()), small64(at.column()).saturating_sub(back), 1);
        syntax(place, "ky_tu_dau", rest.lines().next().unwrap_or(""))
    }

    fn fail(&mut self, d: Diagnostic) {
        self.failed = true;
        self.diags.push(d);
    }

    /// The characters that were written there; empty for lists and maps.
    fn source(&self, at: Location) -> &'a str {
        let span = at.span();
        let range =
            span.byte_offset().zip(span.byte_len()).map(|(from, len)| from as usize..(from + len) as usize);
        range.and_then(|r| self.text.get(r)).unwrap_or("")
    }

    fn place_of(&self, at: Location, source: &str) -> Place {
        let len = source.lines().next().unwrap_or("").trim_end().chars().count();
        (self.place)(small64(at.line()), small64(at.column()), small(len))
    }
}

fn is_quoted(source: &str) -> bool {
    source.len() >= 2 && ['"', '\''].iter().any(|q| source.starts_with(*q) && source.ends_with(*q))
}
