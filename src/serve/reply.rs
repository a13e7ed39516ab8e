//! What is answered to a request, as values: who is let in, and which bytes an address gives.

use super::ADDRESS_OF_FINDINGS;
use super::shown::{SCRIPT, STYLE, Shown, Voice};
use std::borrow::Cow;

static SCRIPT_TEXT: &str = include_str!("xem.js");
static STYLE_TEXT: &str = include_str!("xem.css");

/// Where a page asks for a version other than the one that it shows.
const WAIT: &str = "_cho/";

/// An answer.
#[derive(Debug, PartialEq)]
pub(super) struct Reply<'a> {
    /// Status of HTTP.
    pub(super) status: u16,
    /// Headers.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body, also for `HEAD`, where the server leaves it out.
    pub(super) body: Cow<'a, [u8]>,
}

impl<'a> Reply<'a> {
    fn new(status: u16, kind: &str, body: impl Into<Cow<'a, [u8]>>) -> Reply<'a> {
        let headers = vec![
            ("Content-Type", kind.to_owned()),
            ("Cache-Control", "no-store".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ];
        Reply { status, headers, body: body.into() }
    }

    fn with(mut self, name: &'static str, value: String) -> Reply<'a> {
        self.headers.push((name, value));
        self
    }
}

/// Refuses what does not come from this computer's browser, asking for this server by name: a
/// strange page whose name was made to point to this computer names itself as the host.
pub(super) fn admit(method: &str, hosts: &[&str], port: u16) -> Result<(), Reply<'static>> {
    let ours = |host: &str| {
        ["127.0.0.1", "localhost"].iter().any(|name| {
            host.eq_ignore_ascii_case(&format!("{name}:{port}"))
                || port == 80 && host.eq_ignore_ascii_case(name)
        })
    };
    match hosts {
        [host] if ours(host) => {}
        _ => return Err(Reply::new(403, "text/plain; charset=utf-8", &b"403\n"[..])),
    }
    if !matches!(method, "GET" | "HEAD") {
        return Err(
            Reply::new(405, "text/plain; charset=utf-8", &b"405\n"[..]).with("Allow", "GET, HEAD".to_owned())
        );
    }
    Ok(())
}

/// The version that the asking page shows, when this is the question for another one.
pub(super) fn waits_for(url: &str) -> Option<&str> {
    path(url)?.strip_prefix(WAIT)
}

/// A short text.
pub(super) fn text(text: &str) -> Reply<'static> {
    Reply::new(200, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

/// What stands at an address.
pub(super) fn page<'a>(shown: &'a Shown, voice: &dyn Voice, url: &str) -> Reply<'a> {
    const HTML: &str = "text/html; charset=utf-8";
    let Some(path) = path(url) else { return Reply::new(400, "text/plain; charset=utf-8", &b"400\n"[..]) };
    match path {
        ADDRESS_OF_FINDINGS => return Reply::new(200, HTML, shown.findings_page(voice).into_bytes()),
        SCRIPT => return Reply::new(200, kind(path), SCRIPT_TEXT.as_bytes()),
        STYLE => return Reply::new(200, kind(path), STYLE_TEXT.as_bytes()),
        _ => {}
    }
    let decoded = decoded(path);
    let address = match decoded.as_str() {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    match shown.file(&address) {
        Some(html) if address.ends_with(".html") => {
            Reply::new(200, HTML, shown.with_bar(&address, html, voice))
        }
        Some(bytes) => Reply::new(200, kind(&address), bytes),
        None if shown.file(&format!("{address}/index.html")).is_some() => {
            Reply::new(302, HTML, &b""[..]).with("Location", format!("/{path}/"))
        }
        None => Reply::new(404, HTML, shown.missing_page(voice).into_bytes()),
    }
}

/// The path without the first `/` and without the query; `None` for the other forms that HTTP
/// knows.
fn path(url: &str) -> Option<&str> {
    let path = url.strip_prefix('/')?;
    Some(path.split(['?', '#']).next().unwrap_or_default())
}

/// The path with `%C3%AA` as `ê`; what is no such code stays.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|c| u8::from_str_radix(c, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The kind of a file by its ending.
fn kind(address: &str) -> &'static str {
    let ending = address.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computers_browser_is_let_in() {
        let status = |method, hosts: &[&str]| admit(method, hosts, 8000).map_or_else(|r| r.status, |()| 200);
        for host in ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000"] {
            assert_eq!(status("GET", &[host]), 200, "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8000",
            "127.0.0.1",
            "127.0.0.1:8001",
            "127.0.0.1.evil.example:8000",
            "",
        ] {
            assert_eq!(status("GET", &[host]), 403, "{host}");
        }
        assert_eq!(status("GET", &[]), 403);
        assert_eq!(status("GET", &["127.0.0.1:8000", "evil.example"]), 403);
        assert_eq!(status("HEAD", &["127.0.0.1:8000"]), 200);
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            assert_eq!(status(method, &["127.0.0.1:8000"]), 405, "{method}");
        }
        assert!(admit("GET", &["localhost"], 80).is_ok());
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!(path("/a/b.html?q=1#x"), Some("a/b.html"));
        assert_eq!(path("http://evil.example/"), None);
        assert_eq!(path("*"), None);
        assert_eq!(waits_for("/_cho/abc"), Some("abc"));
        assert_eq!(waits_for("/"), None);
        for (typed, meant) in
            [("k%E1%BA%BF.pdf", "kế.pdf"), ("a%2", "a%2"), ("100%", "100%"), ("%zz", "%zz"), ("ế%41", "ếA")]
        {
            assert_eq!(decoded(typed), meant);
        }
    }
}
