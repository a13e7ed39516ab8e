//! Filters and functions that templates use. Names are Vietnamese, as all words of the theme.

use crate::text;
use jiff::civil::Date;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

/// Registers all of them. Asset addresses carry the hash of their bytes, so that caches notice a
/// change.
pub(super) fn register(tera: &mut Tera, assets: &[(String, Vec<u8>)]) {
    tera.register_filter("so", |n: u64, _: Kwargs, _: &State| text::count(n));
    tera.register_filter("hai_so", |n: u64, _: Kwargs, _: &State| text::padded(n));
    tera.register_filter("ty_le", |share: &Map, _: Kwargs, _: &State| percent(share));
    tera.register_filter("thap_phan", |number: &Map, _: Kwargs, _: &State| decimal(number));
    tera.register_filter("ngay", |iso: &str, _: Kwargs, _: &State| day(iso));
    tera.register_filter("hoa_dau", |s: &str, _: Kwargs, _: &State| capital(s));
    tera.register_filter("dung_luong", |bytes: u64, _: Kwargs, _: &State| size(bytes));
    tera.register_filter("co_so", |terms: Vec<Value>, _: Kwargs, _: &State| with_value(terms));
    tera.register_filter("bang_cuon", |html: &str, _: Kwargs, _: &State| scrolling_tables(html));
    tera.register_filter("cac_muc", |html: &str, _: Kwargs, _: &State| headings(html));

    tera.register_function("lien_ket", |args: Kwargs, state: &State| -> TeraResult<String> {
        let to: &str = args.must_get("den")?;
        Ok(address(to, &root(state)?))
    });
    let hashed: Vec<(String, String)> = assets
        .iter()
        .map(|(name, bytes)| {
            let file = name.rsplit('/').next().unwrap_or(name);
            let hash = blake3::hash(bytes).to_hex();
            (file.to_owned(), format!("{name}?v={}", &hash[..8]))
        })
        .collect();
    tera.register_function("tai_nguyen", move |args: Kwargs, state: &State| -> TeraResult<String> {
        let name: &str = args.must_get("ten")?;
        match hashed.iter().find(|(file, _)| file == name) {
            Some((_, address)) => Ok(root(state)? + address),
            None => Err(Error::message(format!("no asset named {name}"))),
        }
    });
}

/// The addends that have a number.
fn with_value(terms: Vec<Value>) -> Vec<Value> {
    let has = |t: &Value| t.as_map().and_then(|m| m.get(&"value".into())).is_some_and(|v| !v.is_none());
    terms.into_iter().filter(has).collect()
}

/// `page.root` of the page at hand. Components reach it when they declare `@page`.
fn root(state: &State) -> TeraResult<String> {
    let page: Option<Map> = state.get("page")?;
    page.as_ref()
        .and_then(|page| page.get(&"root".into()))
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Error::message("no `page` in reach: declare the argument `@page`"))
}

/// An address of the site joined to the root; whole addresses and places in the page stay.
fn address(to: &str, root: &str) -> String {
    let whole = to.starts_with('#')
        || to.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        });
    if whole { to.to_owned() } else { format!("{root}{to}") }
}

fn number<T: TryFrom<i128>>(map: &Map, key: &'static str) -> TeraResult<T> {
    map.get(&key.into())
        .and_then(Value::as_i128)
        .and_then(|n| T::try_from(n).ok())
        .ok_or_else(|| Error::message(format!("a number `{key}` is needed here")))
}

/// `{part, whole, decimals}` as `3,2%`.
fn percent(share: &Map) -> TeraResult<String> {
    let (part, whole, decimals): (u64, u64, u32) =
        (number(share, "part")?, number(share, "whole")?, number(share, "decimals")?);
    if decimals > 9 {
        return Err(Error::message("more than nine decimals"));
    }
    text::percent(part, whole, decimals).ok_or_else(|| Error::message("a share of nothing"))
}

/// `{digits, scale}` as `0,04`.
fn decimal(map: &Map) -> TeraResult<String> {
    let (digits, scale): (i64, u32) = (number(map, "digits")?, number(map, "scale")?);
    let power = 10u64.checked_pow(scale).ok_or_else(|| Error::message("too many decimals"))?;
    let amount = digits.unsigned_abs();
    let sign = if digits < 0 { "−" } else { "" };
    let whole = text::count(amount / power);
    Ok(match scale {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole},{:0width$}", amount % power, width = scale as usize),
    })
}

/// `2021-12-31` as `31/12/2021`.
fn day(iso: &str) -> TeraResult<String> {
    iso.parse::<Date>().map(text::date).map_err(|_| Error::message(format!("“{iso}” is no day")))
}

fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Bytes as people say it: `312 KB`, `1,2 MB` (1.024 bytes to the KB, as file managers count).
fn size(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    if bytes >= MB {
        let tenths = (bytes * 10 + MB / 2) / MB;
        format!("{},{} MB", text::count(tenths / 10), tenths % 10)
    } else {
        format!("{} KB", text::count(bytes.div_ceil(1024).max(1)))
    }
}

/// The headings of the second level that can be linked to: `[{id, html}]`.
fn headings(html: &str) -> Value {
    let mut out: Vec<Value> = Vec::new();
    for piece in html.split("<h2").skip(1) {
        let Some((open, rest)) = piece.split_once('>') else { continue };
        let Some((inner, _)) = rest.split_once("</h2>") else { continue };
        let Some((_, id)) = open.split_once(" id=\"") else { continue };
        let Some((id, _)) = id.split_once('"') else { continue };
        let mut item = Map::new();
        item.insert("id".into(), Value::safe_string(id));
        item.insert("html".into(), Value::safe_string(strip_tags(inner).trim()));
        out.push(Value::from(item));
    }
    Value::from(out)
}

/// Tables of a text, each in a region of its own that scrolls and takes the keyboard.
fn scrolling_tables(html: &str) -> Value {
    let html = html
        .replace("<table", "<div class=\"cuon\" role=\"group\" aria-label=\"Bảng\" tabindex=\"0\"><table")
        .replace("</table>", "</table></div>");
    Value::safe_string(&html)
}

/// The text of a heading: links in it would be links in a link.
fn strip_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(address("ho-so/2021.html#doi-chieu", "../"), "../ho-so/2021.html#doi-chieu");
        assert_eq!(address("index.html", ""), "index.html");
        assert_eq!(address("index.html", "/"), "/index.html");
        for whole in ["#a", "tel:+84234", "mailto:a@b.vn", "https://dichvucong.gov.vn/"] {
            assert_eq!(address(whole, "../"), whole);
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(size(0), "1 KB");
        assert_eq!(size(1025), "2 KB");
        assert_eq!(size(1 << 20), "1,0 MB");
        assert_eq!(size(1_258_291), "1,2 MB");
    }

    #[test]
    fn decimals_and_capitals() {
        let map = |digits: i64, scale: u32| -> Map {
            [("digits".into(), Value::from(digits)), ("scale".into(), Value::from(scale))]
                .into_iter()
                .collect()
        };
        assert_eq!(decimal(&map(4, 2)).unwrap(), "0,04");
        assert_eq!(decimal(&map(-1234567, 2)).unwrap(), "−12.345,67");
        assert_eq!(decimal(&map(2, 0)).unwrap(), "2");
        assert!(decimal(&map(2, 40)).is_err());
        assert_eq!(capital("đợt"), "Đợt");
    }

    #[test]
    fn headings_with_id() {
        let list = headings(
            "<h2 id=\"a\">Một <a href=\"#x\">hai</a></h2><h2>không</h2><h2 class=\"b\" id=\"c\">Ba</h2>",
        );
        let list = list.as_array().unwrap();
        assert_eq!(list.len(), 2);
        assert_eq!(list[0].get_from_path("html").unwrap().as_str(), Some("Một hai"));
        assert_eq!(list[1].get_from_path("id").unwrap().as_str(), Some("c"));
    }
}
