//! What was typed, made into options that make sense: absolute paths, a day, an address.
//!
//! Only the text of paths is looked at here; what lies on the disk is the business of `files`.

use super::args::{Inputs, Misuse};
use crate::build::Options;
use crate::yaml;
use jiff::civil::Date;
use std::path::{Component, Path, PathBuf};

/// Folders of a site that people write; never an output.
const SOURCES: [&str; 4] = ["content", "data", "static", "themes"];

/// The options of a run. `here` is the folder in which the program was started, absolute.
pub(crate) fn options(inputs: &Inputs, here: &Path, write: bool) -> Result<Options, Misuse> {
    let root = absolute(here, inputs.root.as_deref().unwrap_or(Path::new(".")));
    let out = match &inputs.out {
        Some(out) => absolute(here, out),
        None => root.join("public"),
    };
    refuse_sources(&root, &out, inputs.out.as_deref().unwrap_or(&out))?;
    Ok(Options {
        base_url: inputs.base_url.as_deref().map(base_url).transpose()?,
        as_of: inputs.ngay.as_deref().map(day).transpose()?,
        root,
        out,
        write,
    })
}

/// The path from the root of the disk, without `.` and `..`.
pub(crate) fn absolute(here: &Path, path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in here.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The path as seen from `here`, when that is shorter; both absolute.
pub(crate) fn near(here: &Path, path: &Path) -> String {
    let whole = path.display().to_string();
    let same = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return whole;
    }
    let up = here.components().skip(same).map(|_| Component::ParentDir);
    let seen: PathBuf = up.chain(path.components().skip(same)).collect();
    match seen.display().to_string() {
        seen if seen.is_empty() => ".".to_owned(),
        seen if seen.chars().count() < whole.chars().count() => seen,
        _ => whole,
    }
}

/// The output may be neither the commune's folder, nor one above it, nor in its sources: a build
/// replaces the output as a whole. Letters' case does not count, as on many disks.
fn refuse_sources(root: &Path, out: &Path, typed: &Path) -> Result<(), Misuse> {
    let same = |a: Component<'_>, b: Component<'_>| {
        let lower = |c: Component<'_>| c.as_os_str().to_string_lossy().to_lowercase();
        lower(a) == lower(b)
    };
    let mut rest = out.components();
    for part in root.components() {
        match rest.next() {
            None => return Err(Misuse::of("wrong.out_above", typed.display().to_string())),
            Some(other) if same(part, other) => {}
            Some(_) => return Ok(()),
        }
    }
    match rest.next() {
        None => Err(Misuse::of("wrong.out_root", typed.display().to_string())),
        Some(first) => match SOURCES.iter().find(|s| same(Component::Normal(s.as_ref()), first)) {
            Some(source) => {
                Err(Misuse::of("wrong.out_source", typed.display().to_string()).with("source", *source))
            }
            None => Ok(()),
        },
    }
}

/// A port: a number that a server can have.
pub(crate) fn port(text: &str) -> Result<u16, Misuse> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| Misuse::of("wrong.port", text))
}

/// A day as `30/09/2026` or `2026-09-30`, as `tinh_den_ngay` takes it.
fn day(text: &str) -> Result<Date, Misuse> {
    yaml::day(text.trim())
        .map_err(|form| Misuse::of(if form { "wrong.no_such_day" } else { "wrong.day" }, text))
}

/// The address with one `/` at its end.
fn base_url(text: &str) -> Result<String, Misuse> {
    let wrong = || Misuse::of("wrong.base_url", text);
    let text = text.trim();
    let (scheme, rest) = text.split_once("://").ok_or_else(wrong)?;
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let bad = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '@' | '\\' | '<' | '>' | '"')
    };
    let name = host.split(':').next().unwrap_or_default();
    if !matches!(scheme.as_str(), "http" | "https") || name.is_empty() || rest.contains(bad) {
        return Err(wrong());
    }
    let path = path.trim_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    Ok(format!("{scheme}://{}/{path}{slash}", host.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn out(root: &str, out: &str) -> Result<PathBuf, &'static str> {
        let inputs = Inputs { root: Some(root.into()), out: Some(out.into()), ..Inputs::default() };
        options(&inputs, Path::new("/nha/xa"), true).map(|o| o.out).map_err(|m| m.key)
    }

    #[test]
    fn folders() {
        let o = options(&Inputs::default(), Path::new("/nha/xa"), false).unwrap();
        assert_eq!((o.root, o.out), ("/nha/xa".into(), "/nha/xa/public".into()));
        assert_eq!(out("../khac/./a", "web"), Ok("/nha/xa/web".into()));
        assert_eq!(out(".", "."), Err("wrong.out_root"));
        assert_eq!(out(".", "../XA/"), Err("wrong.out_root"));
        assert_eq!(out(".", ".."), Err("wrong.out_above"));
        assert_eq!(out(".", "/"), Err("wrong.out_above"));
        assert_eq!(out(".", "data"), Err("wrong.out_source"));
        assert_eq!(out(".", "Content/x"), Err("wrong.out_source"));
        assert_eq!(out(".", "x/../themes"), Err("wrong.out_source"));
        assert_eq!(out(".", "du-lieu"), Ok("/nha/xa/du-lieu".into()));
        assert_eq!(out(".", "../xa-public"), Ok("/nha/xa-public".into()));
    }

    #[test]
    fn paths_are_shown_from_here_when_shorter() {
        let here = Path::new("/nha/xa");
        for (path, shown) in [
            ("/nha/xa/public", "public"),
            ("/nha/xa", "."),
            ("/nha/phuong-mau/public", "../phuong-mau/public"),
            ("/a", "/a"),
        ] {
            assert_eq!(near(here, Path::new(path)), shown);
        }
    }

    #[test]
    fn days() {
        assert_eq!(day("2026-09-30"), Ok(date(2026, 9, 30)));
        for same in ["30/09/2026", "30/9/2026", "2026-9-30", " 2026-09-30"] {
            assert_eq!(day(same), Ok(date(2026, 9, 30)), "{same}");
        }
        for bad in ["30/09/26", "20260930", "2026-09-30T00", "", "2026-09-3é"] {
            assert_eq!(day(bad).unwrap_err().key, "wrong.day", "{bad}");
        }
        for none in ["2026-02-30", "30/02/2026"] {
            assert_eq!(day(none).unwrap_err().key, "wrong.no_such_day");
        }
    }

    #[test]
    fn ports() {
        assert_eq!(port("8000"), Ok(8000));
        for bad in ["0", "65536", "-1", "tám nghìn", ""] {
            assert_eq!(port(bad).unwrap_err().key, "wrong.port", "{bad}");
        }
    }

    #[test]
    fn addresses() {
        for (typed, kept) in [
            ("https://xamau.tinh.gov.vn", "https://xamau.tinh.gov.vn/"),
            ("HTTP://XaMau.tinh.gov.vn/cong-khai//", "http://xamau.tinh.gov.vn/cong-khai/"),
            ("http://localhost:8000/a/b", "http://localhost:8000/a/b/"),
        ] {
            assert_eq!(base_url(typed).as_deref(), Ok(kept));
        }
        for bad in [
            "xamau.gov.vn",
            "ftp://a",
            "https://",
            "https:///x",
            "https://a/?b",
            "https://a/#b",
            "https://a b",
            "http://:80",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }
}
