//! Rule sets: the embedded ones and the site's own, into one book of what is in force on a day.
//!
//! An entry of a site's file takes the place of the embedded entry of the same id while it is in
//! force. A provincial set gives rules only where the site names it; its legal bases can be cited
//! everywhere.

mod read;

use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, Place, Sourced, codes, nearest};
use crate::model::{DocumentType, LegalBasis, MinimumBallots, RuleBook, RuleSetting, TallyLayout, Wording};
use crate::text::fold;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use read::read_file;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/quy-dinh");

/// An entry and the days on which it is in force.
#[derive(Clone, Debug)]
struct Dated<T> {
    entry: Sourced<T>,
    from: Option<Date>,
    to: Option<Date>,
}

/// Entries of one id, each with whether it stands in a file of the site.
type Versions<'a, T> = Vec<(bool, &'a Dated<T>)>;

/// One rule set as read.
#[derive(Clone, Debug, Default)]
struct RuleSet {
    id: String,
    provincial: bool,
    own: bool,
    bases: Vec<Dated<LegalBasis>>,
    layouts: Vec<Dated<TallyLayout>>,
    /// Other names of groups of columns, by the name that the form has.
    groups: Vec<(String, Vec<String>)>,
    settings: Vec<Dated<(Code, RuleSetting)>>,
    minimum: Option<Sourced<MinimumBallots>>,
    types: Vec<DocumentType>,
    wordings: Vec<Wording>,
    hosts: Vec<String>,
    start_days: Vec<i8>,
    /// Ids of bases that entries name, to be looked up when all sets are read.
    cited: Vec<Sourced<String>>,
}

/// All rule sets that a site has, before a day is chosen.
#[derive(Clone, Debug)]
pub(super) struct RuleSets(Vec<RuleSet>);

impl RuleSets {
    /// Reads the embedded sets and the site's own files, checks what they name, and switches
    /// provincial sets on that `wanted` names.
    pub(super) fn read(
        own: &[(Arc<str>, Arc<[u8]>)],
        wanted: &[Sourced<String>],
        diags: &mut Diagnostics,
    ) -> RuleSets {
        let mut sets = Vec::new();
        let mut embedded: Vec<_> = EMBEDDED.files().collect();
        embedded.sort_by_key(|f| f.path());
        for file in embedded {
            let name = format!("data/quy-dinh/{}", file.path().display());
            sets.extend(read_file(&name.into(), file.contents(), false, diags));
        }
        for (file, bytes) in own {
            sets.extend(read_file(file, bytes, true, diags));
        }
        let known: BTreeSet<String> =
            sets.iter().flat_map(|s| s.bases.iter().map(|b| b.entry.value.id.clone())).collect();
        for cited in sets.iter().flat_map(|s| &s.cited).filter(|c| !known.contains(&c.value)) {
            diags.push(unknown("can_cu", cited, known.iter().map(String::as_str)));
        }
        let ids: Vec<String> = sets.iter().map(|s| s.id.clone()).collect();
        for name in wanted.iter().filter(|w| !ids.contains(&w.value)) {
            let provincial = sets.iter().filter(|s| s.provincial).map(|s| s.id.as_str());
            diags.push(unknown("bo", name, provincial));
        }
        // The bases of a set that is off stay citable; nothing else of it is looked at.
        for set in &mut sets {
            if set.provincial && !wanted.iter().any(|w| w.value == set.id) {
                *set = RuleSet {
                    id: set.id.clone(),
                    own: set.own,
                    bases: std::mem::take(&mut set.bases),
                    ..RuleSet::default()
                };
            }
        }
        let sets = RuleSets(sets);
        sets.report_overlaps(diags);
        sets
    }

    /// The forms by which tallies are recognised: of each id the newest, the newest form first.
    /// Forms no longer in force are kept, since old reports are published too.
    pub(super) fn layouts(&self) -> Vec<Arc<TallyLayout>> {
        let mut newest: BTreeMap<&str, (bool, &Dated<TallyLayout>)> = BTreeMap::new();
        for set in &self.0 {
            for layout in &set.layouts {
                let entry = newest.entry(&layout.entry.value.id).or_insert((set.own, layout));
                if (set.own, layout.from) > (entry.0, entry.1.from) {
                    *entry = (set.own, layout);
                }
            }
        }
        let mut layouts: Vec<_> = newest.into_values().map(|(_, l)| l).collect();
        layouts.sort_by(|a, b| b.from.cmp(&a.from).then_with(|| a.entry.value.id.cmp(&b.entry.value.id)));
        layouts.into_iter().map(|l| Arc::new(l.entry.value.clone())).collect()
    }

    /// Names under which a form's group of columns stands in files, its own first.
    pub(super) fn group_names(&self, group: &str) -> Vec<String> {
        let others = self.0.iter().flat_map(|s| &s.groups).filter(|(name, _)| name == group);
        std::iter::once(group.to_owned()).chain(others.flat_map(|(_, names)| names.clone())).collect()
    }

    /// Types of documents, in the order of the official list.
    pub(super) fn document_types(&self) -> Vec<DocumentType> {
        merged(self.0.iter().flat_map(|s| &s.types), |t: &DocumentType| {
            if t.abbreviation.is_empty() { t.name.clone() } else { t.abbreviation.clone() }
        })
    }

    /// Days of the month on which periods may begin besides the first.
    pub(super) fn start_days(&self) -> Vec<i8> {
        self.0
            .iter()
            .flat_map(|s| s.start_days.iter().copied())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// The newest day on which an embedded rule begins: the day of a site that has no other.
    pub(super) fn newest_day(&self) -> Option<Date> {
        self.0.iter().flat_map(|s| s.bases.iter().filter_map(|b| b.from)).max()
    }

    /// What is in force on a day.
    pub(super) fn book(&self, day: Date) -> RuleBook {
        let mut book =
            RuleBook { layouts: self.layouts(), period_start_days: self.start_days(), ..RuleBook::default() };
        let bases = self.by_id(|s| &s.bases, |b| b.id.as_str());
        for (id, versions) in bases {
            // A basis that is no longer in force is still what old figures were made by.
            let best = versions
                .iter()
                .find(|(_, b)| in_force(b, day))
                .or_else(|| versions.iter().max_by_key(|(_, b)| (b.from <= Some(day), b.from)));
            if let Some((_, basis)) = best {
                book.bases.insert(id.to_owned(), basis.entry.value.clone());
            }
        }
        for versions in self.by_id(|s| &s.settings, |(code, _)| code.name()).into_values() {
            if let Some((_, setting)) = versions.iter().find(|(_, s)| in_force(s, day)) {
                let (code, setting) = setting.entry.value.clone();
                book.settings.insert(code, setting);
            }
        }
        book.minimum_ballots = self.minimums().into_iter().map(|m| m.value.clone()).collect();
        book.document_types = self.document_types();
        book.wordings = merged(self.0.iter().flat_map(|s| &s.wordings), |w: &Wording| fold(&w.phrase));
        book.hosts = merged(self.0.iter().flat_map(|s| &s.hosts), String::clone);
        book
    }

    /// Entries by id, a site's own before the embedded ones.
    fn by_id<'a, T>(
        &'a self,
        entries: impl Fn(&'a RuleSet) -> &'a Vec<Dated<T>>,
        id: impl Fn(&'a T) -> &'a str,
    ) -> BTreeMap<&'a str, Versions<'a, T>> {
        let mut by_id: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for own in [true, false] {
            for set in self.0.iter().filter(|s| s.own == own) {
                for dated in entries(set) {
                    by_id.entry(id(&dated.entry.value)).or_default().push((own, dated));
                }
            }
        }
        by_id
    }

    /// The tables of minimum ballots, one a set; a site's own takes the place of the embedded one.
    fn minimums(&self) -> Vec<&Sourced<MinimumBallots>> {
        let mut by_set: BTreeMap<&str, &Sourced<MinimumBallots>> = BTreeMap::new();
        for set in &self.0 {
            // The embedded sets stand first, so a later one is the site's.
            by_set.extend(set.minimum.as_ref().map(|m| (set.id.as_str(), m)));
        }
        by_set.into_values().collect()
    }

    fn report_overlaps(&self, diags: &mut Diagnostics) {
        overlaps(self.by_id(|s| &s.bases, |b| &b.id), diags);
        overlaps(self.by_id(|s| &s.layouts, |l| &l.id), diags);
        overlaps(self.by_id(|s| &s.settings, |(code, _)| code.name()), diags);
        let minimums = self.minimums();
        for (i, later) in minimums.iter().enumerate() {
            let meets = |m: &&&Sourced<MinimumBallots>| meet((m.from, m.to), (later.from, later.to));
            if let Some(earlier) = minimums[..i].iter().find(meets) {
                diags.push(overlap("phieu_toi_thieu", &later.place, &earlier.place));
            }
        }
    }
}

/// The entries in order; a later one takes the place of an earlier one with the same key.
fn merged<'a, T: Clone + 'a>(items: impl Iterator<Item = &'a T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for item in items {
        match out.iter_mut().find(|o| key(o) == key(item)) {
            Some(earlier) => *earlier = item.clone(),
            None => out.push(item.clone()),
        }
    }
    out
}

fn in_force<T>(dated: &Dated<T>, day: Date) -> bool {
    dated.from.is_none_or(|from| from <= day) && dated.to.is_none_or(|to| day <= to)
}

/// Do two spans of days have a day in common?
fn meet(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let begins_in_time = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    begins_in_time(a.0, b.1) && begins_in_time(b.0, a.1)
}

/// Two entries of one id and one layer that are in force on the same day.
fn overlaps<T>(by_id: BTreeMap<&str, Versions<'_, T>>, diags: &mut Diagnostics) {
    for (id, versions) in by_id {
        for (i, (own, later)) in versions.iter().enumerate() {
            let clash =
                |(o, e): &&(bool, &Dated<T>)| o == own && meet((e.from, e.to), (later.from, later.to));
            if let Some((_, earlier)) = versions[..i].iter().find(clash) {
                diags.push(overlap(id, &later.entry.place, &earlier.entry.place));
            }
        }
    }
}

fn overlap(id: &str, place: &Place, other: &Place) -> Diagnostic {
    Diagnostic::new(codes::RULE_OVERLAP, place.clone()).arg("ma", id).arg("noi_khac", other.clone())
}

fn unknown<'a>(
    kind: &'static str,
    name: &Sourced<String>,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    // A name cut short ("hue-2709") is far off by edit distance and yet the same.
    let cut_short = || known.iter().copied().find(|k| k.starts_with(&name.value));
    Diagnostic::new(codes::RULE_UNKNOWN, name.place.clone())
        .arg("loai", Arg::Word(kind))
        .arg("ten", &name.value)
        .hint(nearest(&name.value, known.iter().copied()).or_else(cut_short))
}

#[cfg(test)]
mod tests;
