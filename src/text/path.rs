//! Addresses inside a site: paths with `/`.

/// A path as seen from a folder, with `.` and `..` resolved and a `/` at the end kept; `None` when
/// it leaves the site.
///
/// ```
/// use congkhai::text::join;
/// assert_eq!(join("van-ban", "../ho-so/2026-Q3.html").as_deref(), Some("ho-so/2026-Q3.html"));
/// assert_eq!(join("", "ho-so/").as_deref(), Some("ho-so/"));
/// assert_eq!(join("van-ban", "../../x"), None);
/// ```
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(if path.ends_with('/') && !joined.is_empty() { format!("{joined}/") } else { joined })
}
