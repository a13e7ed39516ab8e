//! Smaller output: white space that templates and style sheets have for their writers only.

/// The page without indentation and empty lines; preformatted text stays as it is.
pub(super) fn tidy(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut verbatim = 0usize;
    for line in html.lines() {
        if verbatim > 0 {
            out.push_str(line);
            out.push('\n');
        } else if !line.trim().is_empty() {
            // A line that opens preformatted text may end in white space that belongs to it.
            out.push_str(if opened(line) > 0 { line.trim_start() } else { line.trim() });
            out.push('\n');
        }
        verbatim = (verbatim + opened(line)).saturating_sub(closed(line));
    }
    out
}

fn opened(line: &str) -> usize {
    line.matches("<pre").count() + line.matches("<textarea").count()
}

fn closed(line: &str) -> usize {
    line.matches("</pre").count() + line.matches("</textarea").count()
}

/// The style sheet without comments, indentation and empty lines.
pub(super) fn style(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut out, line| {
        out.push_str(line);
        out.push('\n');
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preformatted_text_stays() {
        let html = "  <p>a</p>\n\n   <pre>x\n\n    y</pre>\n   <p>b</p>\n";
        assert_eq!(tidy(html), "<p>a</p>\n<pre>x\n\n    y</pre>\n<p>b</p>\n");
    }

    #[test]
    fn comments_go() {
        assert_eq!(style("/* a */\n  b { c: d } /* e\n f */\n\n g {}\n"), "b { c: d }\ng {}\n");
    }
}
