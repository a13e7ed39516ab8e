//! The accumulating decoder: typed values out of a tree of nodes, and everything that is wrong
//! with it told at once.

use super::scalar::{self, Decimal};
use super::{Kind, Node};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, Place, Sourced, codes, nearest};
use crate::text::{fold, nfc};
use jiff::civil::Date;
use std::sync::Arc;

/// Reads one map: `read` asks for the keys it knows, then every key that nobody asked for is
/// reported (YAML02).
///
/// For all mistakes to be told at once, ask for everything first and let `?` come last:
///
/// ```
/// # use congkhai::{diagnostics::Diagnostics, yaml};
/// # let mut diags = Diagnostics::new();
/// # let node = yaml::read(&"a.yaml".into(), b"ten: A\nso_phieu: 12\n", &mut diags).unwrap();
/// let round = yaml::decode(&node, &mut diags, |d| {
///     let name = d.need("ten").text();
///     let ballots = d.need("so_phieu").count();
///     let note = d.get("ghi_chu").text();
///     Some((name?, ballots?, note))
/// });
/// # assert!(diags.is_empty() && round.is_some());
/// ```
pub fn decode<T>(
    node: &Node,
    diags: &mut Diagnostics,
    read: impl FnOnce(&mut Decoder<'_>) -> Option<T>,
) -> Option<T> {
    Field { key: "", node: Some(node), diags }.map(read)
}

/// A map being read; see [`decode`].
pub struct Decoder<'a> {
    place: &'a Place,
    entries: &'a [(Sourced<String>, Node)],
    asked: Vec<&'static str>,
    diags: &'a mut Diagnostics,
}

impl<'a> Decoder<'a> {
    /// Where the map begins.
    pub fn place(&self) -> &Place {
        self.place
    }

    /// Where a key stands, if it is there.
    pub fn place_of(&self, key: &str) -> Option<&Place> {
        self.entries.iter().find(|(k, _)| k.value == key).map(|(k, _)| &k.place)
    }

    /// The gathering of findings, for what the caller finds itself.
    pub fn diags(&mut self) -> &mut Diagnostics {
        self.diags
    }

    /// A value that may be absent. A key without a value counts as absent.
    pub fn get(&mut self, key: &'static str) -> Field<'_> {
        self.asked.push(key);
        let node = self.entries.iter().find(|(k, _)| k.value == key).map(|(_, v)| v);
        Field { key, node: node.filter(|n| !n.is_blank()), diags: self.diags }
    }

    /// A value that must be there: YAML03 at the map, or at the key that has no value.
    pub fn need(&mut self, key: &'static str) -> Field<'_> {
        let place = self.place_of(key).unwrap_or(self.place).clone();
        let field = self.get(key);
        if field.node.is_none() {
            field.diags.push(Diagnostic::new(codes::KEY_MISSING, place).arg("khoa", key));
        }
        field
    }

    fn report_unknown(&mut self) {
        for (key, _) in self.entries {
            if self.asked.iter().any(|k| *k == key.value) {
                continue;
            }
            let as_key = comparable(&key.value).replace(' ', "_");
            let known: Vec<Arc<str>> = self.asked.iter().map(|k| Arc::from(*k)).collect();
            self.diags.push(
                Diagnostic::new(codes::KEY_UNKNOWN, key.place.clone())
                    .arg("khoa", &key.value)
                    .arg("cho_phep", Arg::List(known))
                    .hint(nearest(&as_key, self.asked.iter().copied())),
            );
        }
    }
}

/// A value being read. Every getter gives `None` when the value is absent or, after a finding
/// (YAML04 for another kind of value, YAML05 for one that cannot be read), not as expected.
pub struct Field<'a> {
    key: &'a str,
    node: Option<&'a Node>,
    diags: &'a mut Diagnostics,
}

impl<'a> Field<'a> {
    /// The node itself, unchecked.
    pub fn node(self) -> Option<&'a Node> {
        self.node
    }

    /// A text in NFC, without white space around it. Numbers and dates are texts too.
    pub fn text(self) -> Option<Sourced<String>> {
        let node = self.node?;
        match node.text() {
            Some(text) => Some(Sourced::new(nfc(text.trim()), node.place.clone())),
            None => {
                self.wrong_kind("chu");
                None
            }
        }
    }

    /// A count: `1348` or `1.348`.
    pub fn count(self) -> Option<Sourced<u64>> {
        self.scalar("so", &["1348", "1.348"], |t| scalar::count(t).ok_or("so_dem"))
    }

    /// A decimal number: `12,5` or `12.5`. `1.348` is refused as ambiguous.
    pub fn decimal(self) -> Option<Sourced<Decimal>> {
        let ly_do = |ambiguous| if ambiguous { "mo_ho" } else { "so" };
        self.scalar("so", &["1348", "1,348"], |t| scalar::decimal(t).map_err(ly_do))
    }

    /// A percentage in percent points, with its decimals as announced: `98,80%`.
    pub fn percent(self) -> Option<Sourced<Decimal>> {
        self.scalar("so", &["98,80%", "98,8"], |t| scalar::percent(t).ok_or("ty_le"))
    }

    /// A day: `31/12/2025` or `2025-12-31`.
    pub fn date(self) -> Option<Sourced<Date>> {
        let ly_do = |no_such_day| if no_such_day { "ngay_khong_co" } else { "ngay" };
        self.scalar("chu", &["31/12/2025", "2025-12-31"], |t| scalar::date(t).map_err(ly_do))
    }

    /// `có` or `không`.
    pub fn boolean(self) -> Option<Sourced<bool>> {
        self.scalar("chu", &["có", "không"], |t| scalar::boolean(t).ok_or("lua_chon"))
    }

    /// One of the names in a table, matched without regard to case, accents and spacing.
    pub fn choice<T: Clone>(self, table: &[(&str, T)]) -> Option<Sourced<T>> {
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        self.scalar("chu", &names, |text| {
            let wanted = comparable(text);
            table
                .iter()
                .find(|(name, _)| comparable(name) == wanted)
                .map(|(_, t)| t.clone())
                .ok_or("lua_chon")
        })
    }

    /// A text of the caller's own grammar (a period, a procedure's code). `examples` are shown
    /// when `parse` gives `None`.
    pub fn parse<T>(self, examples: &[&str], parse: impl FnOnce(&str) -> Option<T>) -> Option<Sourced<T>> {
        self.scalar("chu", examples, |t| parse(t).ok_or("mau"))
    }

    /// A nested map.
    pub fn map<T>(self, read: impl FnOnce(&mut Decoder<'_>) -> Option<T>) -> Option<T> {
        let node = self.node?;
        let Kind::Map(entries) = &node.kind else {
            self.wrong_kind("nhom");
            return None;
        };
        let mut d = Decoder { place: &node.place, entries, asked: Vec::new(), diags: self.diags };
        let value = read(&mut d);
        d.report_unknown();
        value
    }

    /// A list, item by item; items for which `read` gives `None` are left out, after their
    /// findings. Empty when absent.
    pub fn list<T>(self, mut read: impl FnMut(Field<'_>) -> Option<T>) -> Vec<T> {
        let Some(node) = self.node else { return Vec::new() };
        let Kind::Seq(items) = &node.kind else {
            self.wrong_kind("danh_sach");
            return Vec::new();
        };
        let (key, diags) = (self.key, self.diags);
        items.iter().filter_map(|item| read(Field { key, node: Some(item), diags })).collect()
    }

    /// A list of maps.
    pub fn maps<T>(self, mut read: impl FnMut(&mut Decoder<'_>) -> Option<T>) -> Vec<T> {
        self.list(|item| item.map(&mut read))
    }

    /// A list of texts; a single text is a list of one.
    pub fn texts(self) -> Vec<Sourced<String>> {
        match self.node {
            Some(node) if node.text().is_some() => self.text().into_iter().collect(),
            _ => self.list(|item| item.text()),
        }
    }

    /// A map whose keys are data (ids, words) and not names of fields, entry by entry.
    pub fn entries<T>(self, mut read: impl FnMut(&Sourced<String>, Field<'_>) -> Option<T>) -> Vec<T> {
        let Some(node) = self.node else { return Vec::new() };
        let Kind::Map(entries) = &node.kind else {
            self.wrong_kind("nhom");
            return Vec::new();
        };
        let diags = self.diags;
        entries
            .iter()
            .filter_map(|(key, value)| {
                read(key, Field { key: &key.value, node: (!value.is_blank()).then_some(value), diags })
            })
            .collect()
    }

    /// A scalar through a parser, whose error is the word for `ly_do`.
    fn scalar<T>(
        self,
        kind: &'static str,
        allowed: &[&str],
        parse: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<Sourced<T>> {
        let node = self.node?;
        let Some(text) = node.text() else {
            self.wrong_kind(kind);
            return None;
        };
        let text = nfc(text.trim());
        match parse(&text) {
            Ok(value) => Some(Sourced::new(value, node.place.clone())),
            Err(ly_do) => {
                let close = if ly_do == "lua_chon" { nearest_word(&text, allowed) } else { None };
                let d = self
                    .finding(codes::VALUE_NOT_ALLOWED, node)
                    .arg("gia_tri", text.as_str())
                    .arg("ly_do", Arg::Word(ly_do))
                    .arg("cho_phep", Arg::List(allowed.iter().map(|a| Arc::from(*a)).collect()))
                    .hint(close);
                self.diags.push(d);
                None
            }
        }
    }

    fn wrong_kind(self, wanted: &'static str) {
        // A map that is no value of a key: the file itself.
        let wanted = if self.key.is_empty() { "cac_muc" } else { wanted };
        if let Some(node) = self.node {
            let d = self
                .finding(codes::VALUE_KIND, node)
                .arg("can", Arg::Word(wanted))
                .arg("co", Arg::Word(node.word()));
            self.diags.push(d);
        }
    }

    fn finding(&self, code: Code, node: &Node) -> Diagnostic {
        Diagnostic::new(code, node.place.clone()).arg("khoa", self.key)
    }
}

/// A name without what a choice doesn't look at: case, accents, and how its words are joined.
fn comparable(name: &str) -> String {
    fold(name).replace(['_', '-'], " ")
}

fn nearest_word<'n>(text: &str, names: &[&'n str]) -> Option<&'n str> {
    let folded: Vec<String> = names.iter().map(|n| comparable(n)).collect();
    let close = nearest(&comparable(text), folded.iter().map(String::as_str))?;
    folded.iter().position(|f| f == close).map(|i| names[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T>(yaml: &str, read: impl FnOnce(&mut Decoder<'_>) -> Option<T>) -> (Option<T>, Vec<String>) {
        let mut diags = Diagnostics::new();
        let node = super::super::read(&"a.yaml".into(), yaml.as_bytes(), &mut diags).expect("readable");
        let value = decode(&node, &mut diags, read);
        diags.finish();
        let found = diags
            .iter()
            .map(|d| {
                let hint = d.nearest.as_deref().map(|n| format!(" ({n}?)")).unwrap_or_default();
                format!("{} {}{hint}", d.place, d.code)
            })
            .collect();
        (value, found)
    }

    #[test]
    fn every_getter_reads_its_spelling() {
        let yaml = "ten: ' Văn phòng '\nphieu: 1.348\nty_le: 98,80%\ndiem: 12,5\nngay: 31/12/2025\nco: Có\n\
                    vai: Phai-nop\nky: 2025-Q3\nnoi: một nơi\nds: [a, 'b']\nnhom: {x: 1}\nbang:\n- {n: 1}\n- {n: 2}\n\
                    tu_do: {con: nhỏ, cha: to}\n";
        let (value, found) = run(yaml, |d| {
            let mut seen = vec![
                d.need("ten").text()?.value,
                d.need("phieu").count()?.to_string(),
                d.need("ty_le").percent()?.to_string(),
                d.need("diem").decimal()?.to_string(),
                d.need("ngay").date()?.to_string(),
                d.need("co").boolean()?.to_string(),
                d.need("vai").choice(&[("luu_y", 1), ("phai_nop", 2)])?.to_string(),
                d.need("ky").parse(&["2025-Q3"], |t| t.split_once("-Q").map(|(_, q)| q.to_owned()))?.value,
            ];
            seen.extend(d.need("noi").texts().into_iter().map(|t| t.value));
            seen.extend(d.need("ds").texts().into_iter().map(|t| t.value));
            seen.push(d.need("nhom").map(|d| d.need("x").count())?.to_string());
            seen.extend(d.need("bang").maps(|d| d.need("n").count()).iter().map(|n| n.to_string()));
            seen.extend(d.need("tu_do").entries(|k, f| Some(format!("{}={}", k.value, f.text()?.value))));
            assert_eq!(d.get("vang").texts(), []);
            Some(seen.join("|"))
        });
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(
            value.as_deref(),
            Some("Văn phòng|1348|98,80|12,5|2025-12-31|true|2|3|một nơi|a|b|1|1|2|con=nhỏ|cha=to")
        );
    }

    #[test]
    fn all_mistakes_are_told_at_once_each_at_its_place() {
        let yaml = "ten: [a]\nphieu: nhiều\nngay: 31/02/2025\nngay_ban_hang: 1/1/2025\ntrong:\n\
                    nhom:\n  y: 2\nbang:\n  - n: x\n  - 5\n  - n: 3\n    m: 1\nvai: Phải nopp\n";
        let (_, found) = run(yaml, |d| {
            let name = d.need("ten").text();
            d.need("phieu").count();
            d.get("ngay").date();
            d.get("ngay_ban_hanh").date();
            d.need("trong").text();
            d.need("thieu").text();
            d.need("nhom").map(|d| d.need("x").count());
            let rows = d.need("bang").maps(|d| d.need("n").count());
            assert_eq!(rows.len(), 1);
            d.get("vai").choice(&[("phai_nop", ()), ("luu_y", ())]);
            name
        });
        assert_eq!(
            found,
            [
                "a.yaml:1:1 YAML03",
                "a.yaml:1:6 YAML04",
                "a.yaml:2:8 YAML05",
                "a.yaml:3:7 YAML05",
                "a.yaml:4:1 YAML02 (ngay_ban_hanh?)",
                "a.yaml:5:1 YAML03",
                "a.yaml:7:3 YAML03",
                "a.yaml:7:3 YAML02 (x?)",
                "a.yaml:9:8 YAML05",
                "a.yaml:10:5 YAML04",
                "a.yaml:12:5 YAML02 (n?)",
                "a.yaml:13:6 YAML05 (phai_nop?)",
            ]
        );
    }

    #[test]
    fn an_accented_or_spaced_key_is_recognised_in_the_hint() {
        let (_, found) = run("Ngày ban hành: 1\n", |d| d.get("ngay_ban_hanh").text());
        assert_eq!(found, ["a.yaml:1:1 YAML02 (ngay_ban_hanh?)"]);
    }

    #[test]
    fn a_root_that_is_no_map_is_one_finding() {
        let (value, found) = run("chỉ là chữ\n", |d| d.need("ten").text());
        assert_eq!((value, found), (None, vec!["a.yaml:1:1 YAML04".to_owned()]));
    }
}
