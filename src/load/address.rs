//! TEP09: pages and files of the office at addresses that the program uses itself, that another
//! file has, or that no site can hold. They are left out, so that nothing is replaced in silence.

use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, codes};
use crate::files::published_path;
use crate::model::address::{ASSETS, FOLDERS, OWN};
use std::collections::BTreeMap;

/// Addresses in use, by the path as every file system sees it: as written, and what has it.
pub(super) struct Taken(BTreeMap<String, (String, Kind)>);

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A page or file of the program.
    Own,
    /// One of the office.
    File,
    Folder,
}

impl Taken {
    /// What the program uses itself.
    pub(super) fn new() -> Taken {
        let mut taken = BTreeMap::new();
        for address in OWN {
            taken.insert(address.to_owned(), (address.to_owned(), Kind::Own));
        }
        for folder in FOLDERS.iter().chain([&ASSETS]) {
            taken.insert((*folder).to_owned(), ((*folder).to_owned(), Kind::Folder));
        }
        Taken(taken)
    }

    /// Takes the address of a page, or says at its file why it cannot have it.
    pub(super) fn page(&mut self, address: &str, place: &Place, diags: &mut Diagnostics) -> bool {
        let stem = address.trim_end_matches(".html");
        let fault = if FOLDERS.contains(&stem) || stem == ASSETS {
            Some(("trang", address.to_owned()))
        } else {
            self.fault(address)
        };
        self.settle(address, fault, place, diags)
    }

    /// Takes the address of a file of `static/`.
    pub(super) fn file(&mut self, path: &str, place: &Place, diags: &mut Diagnostics) -> bool {
        let key = published_path(path).unwrap_or_default();
        let below = |folder: &&&str| key.strip_prefix(**folder).is_some_and(|rest| rest.starts_with('/'));
        let fault = if below(&&ASSETS) || key.ends_with(".html") && FOLDERS.iter().any(|f| below(&f)) {
            Some(("trang", path.to_owned()))
        } else {
            self.fault(path)
        };
        self.settle(path, fault, place, diags)
    }

    /// Why the address cannot be had, and what has it.
    fn fault(&self, path: &str) -> Option<(&'static str, String)> {
        let Some(key) = published_path(path) else { return Some(("ten", path.to_owned())) };
        match self.0.get(&key) {
            Some((_, Kind::Own)) => return Some(("trang", path.to_owned())),
            Some((other, _)) => return Some(("trung", other.clone())),
            None => {}
        }
        // A folder on the way that is a file, or is spelled otherwise.
        folders(path).zip(folders(&key)).find_map(|(folder, key)| match self.0.get(key) {
            Some((_, Kind::Own)) => Some(("trang", folder.to_owned())),
            Some((other, kind)) if *kind == Kind::File || other != folder => Some(("trung", other.clone())),
            _ => None,
        })
    }

    fn settle(
        &mut self,
        path: &str,
        fault: Option<(&'static str, String)>,
        place: &Place,
        diags: &mut Diagnostics,
    ) -> bool {
        if let Some((why, other)) = fault {
            let finding = Diagnostic::new(codes::ADDRESS_TAKEN, place.clone());
            let name = place.file.rsplit('/').next().unwrap_or_default();
            diags.push(finding.arg("ly_do", Arg::Word(why)).arg("ten", name).arg("dia_chi", other));
            return false;
        }
        if let Some(key) = published_path(path) {
            for (folder, key) in folders(path).zip(folders(&key)) {
                self.0.insert(key.to_owned(), (folder.to_owned(), Kind::Folder));
            }
            self.0.insert(key, (path.to_owned(), Kind::File));
        }
        true
    }
}

/// Every folder above a path.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(i, _)| &path[..i])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(pages: &[&str], files: &[&str]) -> (Vec<String>, Vec<String>) {
        let (mut taken, mut diags) = (Taken::new(), Diagnostics::new());
        let mut out = Vec::new();
        for page in pages {
            if taken.page(page, &Place::file(*page), &mut diags) {
                out.push((*page).to_owned());
            }
        }
        for file in files {
            if taken.file(file, &Place::file(format!("static/{file}")), &mut diags) {
                out.push((*file).to_owned());
            }
        }
        let word = |d: &Diagnostic| match d.args.first() {
            Some((_, Arg::Word(w))) => *w,
            _ => "",
        };
        (out, diags.iter().map(|d| format!("{} {}", d.place, word(d))).collect())
    }

    #[test]
    fn no_page_replaces_one_of_the_program() {
        let own = [
            "index.html",
            "404.html",
            "phan-anh.html",
            "ho-so.html",
            "tai-nguyen.html",
            "van-ban/index.html",
        ];
        let (out, told) = kept(&own, &[]);
        assert_eq!((out, told.len()), (vec![], own.len()));
        assert_eq!(kept(&["con.html"], &[]).1, ["con.html ten"]);
        assert_eq!(kept(&["gioi-thieu.html", "van-ban/2026-kh-05.html"], &[]).1, [""; 0]);
    }

    #[test]
    fn no_file_stands_where_a_page_does() {
        let pages = ["gioi-thieu.html", "van-ban/a.html"];
        for (file, why) in [
            ("index.html", "trang"),
            ("INDEX.html", "trang"),
            ("ho-so/2021.html", "trang"),
            ("tai-nguyen/x.css", "trang"),
            ("404.html/a.pdf", "trang"),
            ("sitemap.xml", "trang"),
            ("congkhai-manifest.json", "ten"),
            ("a/nul.pdf", "ten"),
            ("gioi-thieu.html", "trung"),
            ("Van-Ban/a.pdf", "trung"),
            ("van-ban", "trung"),
            ("gioi-thieu.html/a", "trung"),
        ] {
            assert_eq!(kept(&pages, &[file]).1, [format!("static/{file} {why}")]);
        }
        assert_eq!(kept(&pages, &["van-ban/a.pdf", "Anh/a.png", "ban do.html"]).1, [""; 0]);
        assert_eq!(kept(&[], &["Anh/a.png", "anh/b.png", "a.pdf", "A.pdf"]).1.len(), 2);
    }
}
