//! Documents in, HTML, slots, links and findings out; and properties over arbitrary Markdown.

use super::*;
use crate::diagnostics::Diagnostics;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn parse(text: &str) -> (Document, Diagnostics) {
    let mut diags = Diagnostics::new();
    let document = read(&Arc::from("a.md"), text.as_bytes(), &mut diags).expect("text");
    (document, diags)
}

fn body(markdown: &str) -> (Body, Vec<String>) {
    let (document, diags) = parse(&format!("---\nloai: BC\n---\n{markdown}"));
    (document.body, shown(&diags))
}

fn shown(diags: &Diagnostics) -> Vec<String> {
    let word = |d: &Diagnostic| {
        let args = d.args.iter().map(|(_, a)| match a {
            Arg::Word(w) => format!(" {w}"),
            Arg::Text(t) => format!(" {t}"),
            _ => String::new(),
        });
        args.collect::<String>()
    };
    diags.iter().map(|d| format!("{} {}{}", d.place, d.code, word(d)).replace("a.md:", "")).collect()
}

fn html(body: &Body) -> String {
    body.render(&mut |s| format!("[{}]", s.text.trim()), &mut |l| l.target.value.clone())
}

#[test]
fn front_matter_has_the_places_of_the_file() {
    let (document, diags) = parse("---\r\nloai: BC\r\nso_ky_hieu: 005/BC-UBND\r\n---\r\n\r\nVăn bản.\r\n");
    assert!(diags.is_empty());
    let front = document.front.unwrap();
    let number = front.get("so_ky_hieu").unwrap();
    assert_eq!((number.text(), number.place.to_string().as_str()), (Some("005/BC-UBND"), "a.md:3:13"));
    assert_eq!(html(&document.body), "<p>Văn bản.</p>\n");
}

#[test]
fn front_matter_that_is_missing_open_or_wrong() {
    for (text, finding, body) in [
        ("# A\n", "1:1 MD01 thieu", 1),
        ("", "1:1 MD01 thieu", 0),
        ("\n---\na: 1\n---\n", "1:1 MD01 thieu", 2),
        ("---\na: 1\n\nText\n", "1:1 MD01 chua_dong", 0),
        ("---\na: \"x\n---\nText\n", "2:4 YAML01 nhay \"x", 1),
        ("---\na: 1\na: 2\n---\n", "3:1 YAML06 a", 0),
    ] {
        let (document, diags) = parse(text);
        let found: Vec<String> = shown(&diags).into_iter().filter(|d| !d.contains("MD03")).collect();
        assert_eq!(found[0].replace(" a: \"x", " \"x"), finding, "{text:?}");
        assert!(document.body.text_runs().len() >= usize::from(body > 0), "{text:?}");
    }
    assert!(parse("---\n---\n").0.front.is_some());
}

#[test]
fn headings_begin_below_the_title_and_skip_no_level() {
    let (body, found) =
        body("# Một\n\n### Hai\n\n### Hai\n\nBa\n===\n\n## **Đất** `đai` `=x`\n\n###### !!!\n");
    assert_eq!(found, ["4:1 MD03 Một", "10:1 MD03 Ba"]);
    let list: Vec<_> = body.headings().iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(
        list,
        [
            (2, "mot", "Một"),
            (3, "hai", "Hai"),
            (3, "hai-2", "Hai"),
            (2, "ba", "Ba"),
            (3, "dat-dai", "Đất đai"),
            (4, "muc", "!!!")
        ]
    );
    assert!(html(&body).contains("<h3 id=\"hai-2\">Hai</h3>"));
    assert_eq!(body.headings()[3].place.to_string(), "a.md:10:1");
    // One of the suffixes may be a heading of its own.
    let (body, _) = self::body("## A\n\n## A 2\n\n## A\n");
    assert_eq!(body.headings()[2].id, "a-3");
}

#[test]
fn inline_slots_keep_their_words_and_places() {
    let (body, found) = body("Có `=ho-so/2021/qua-han co-n  co-nguon` hồ sơ, `=b`; `mã` `=`.\n");
    assert_eq!(found, Vec::<String>::new());
    let slot = &body.slots()[0];
    assert_eq!(slot.id().unwrap().value, "ho-so/2021/qua-han");
    assert_eq!(slot.id().unwrap().place.to_string(), "a.md:4:6");
    assert_eq!(slot.words[2].place.to_string(), "a.md:4:31");
    assert!(slot.has("co-n") && slot.has("co-nguon") && !slot.has("ho-so/2021/qua-han"));
    assert_eq!(
        html(&body),
        "<p>Có [ho-so/2021/qua-han co-n  co-nguon] hồ sơ, [b]; <code>mã</code> <code>=</code>.</p>\n"
    );
    assert_eq!(
        body.first_paragraph(&mut |s| s.id().unwrap().value.len().to_string()).unwrap(),
        "Có 18 hồ sơ, 1; mã =."
    );
}

#[test]
fn fenced_slots_read_their_options_at_their_places() {
    let (body, found) = body(
        "```bang\nnguon: khao-sat/2021-Q3\ncot: [a, b]\n```\n\n- mục\n\n  ~~~ bieu-do\n  loai: cot\n  loai: duong\n  ~~~\n\n```bang\na: \"x\n```\n```\n<mã>\n```\n",
    );
    assert_eq!(found, ["13:3 YAML06 loai", "17:4 YAML01 nhay a: \"x"]);
    let kinds: Vec<_> = body.slots().iter().map(|s| (s.kind, s.options.is_some())).collect();
    assert_eq!(kinds, [(SlotKind::Table, true), (SlotKind::Chart, true), (SlotKind::Table, false)]);
    let source = body.slots()[0].options.as_ref().unwrap().get("nguon").unwrap();
    assert_eq!((source.text(), source.place.to_string().as_str()), (Some("khao-sat/2021-Q3"), "a.md:5:8"));
    let kind = body.slots()[1].options.as_ref().unwrap().get("loai").unwrap();
    assert_eq!((kind.text(), kind.place.to_string().as_str()), (Some("cot"), "a.md:12:9"));
    assert!(html(&body).ends_with("<pre tabindex=\"0\"><code>&lt;mã&gt;\n</code></pre>\n"));
}

#[test]
fn slots_are_asked_for_in_the_order_of_the_text() {
    let (body, _) = body("`=a`\n\n```bang\nb: 1\n```\n\n| `=c` |\n|---|\n| `=d` |\n");
    let mut seen = Vec::new();
    body.render(
        &mut |s| {
            seen.push(s.text.trim().to_owned());
            String::new()
        },
        &mut |_| String::new(),
    );
    assert_eq!(seen, ["a", "b: 1", "c", "d"]);
}

#[test]
fn tables_scroll_have_names_and_align_by_class() {
    let table = "| Lĩnh vực | Số |\n|---|--:|\n| Đất đai | 1 |\n";
    let (body, _) = body(&format!("{table}\n## Kết quả\n\n{table}\n{}", table.replace("Số", "")));
    let html = html(&body);
    assert!(html.starts_with(
        "<div class=\"bang-cuon\" tabindex=\"0\" role=\"region\" aria-label=\"Lĩnh vực, Số\"><table>\n<thead>\n<tr>\
         <th scope=\"col\">Lĩnh vực</th><th scope=\"col\" class=\"phai\">Số</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>Đất đai</td><td class=\"phai\">1</td></tr>\n</tbody>\n</table></div>\n"
    ), "{html}");
    assert!(html.contains("aria-label=\"Kết quả\"") && html.contains("aria-label=\"Kết quả (2)\""));
    assert!(html.contains("<th scope=\"col\">Lĩnh vực</th><td class=\"phai\"></td></tr>\n</thead>"));
    let cell =
        body.text_runs().iter().find(|r| r.kind == RunKind::Cell { table: 1, row: 1, column: 0 }).unwrap();
    assert_eq!((cell.text.as_str(), cell.place().to_string().as_str()), ("Đất đai", "a.md:12:3"));
}

#[test]
fn links_are_collected_classified_and_mapped() {
    let (body, found) = body(
        "[kế hoạch](../van-ban/ke-hoach.md) <https://a.vn/?x=1&y> [m](mailto:a@b.vn) <a@b.vn> [mục](#muc)\n\
         ![Sơ đồ *mới*](so-do.png) [tham chiếu][r] ![](//x.vn/a.png) [![L](http://x/y.png)](z.md)\n\n\
         [r]: <bieu/Mẫu 1.docx> \"Tên\"\n",
    );
    let list: Vec<_> = body
        .links()
        .iter()
        .map(|l| {
            format!("{} {:?}{}", l.target.place, l.kind, if l.image { " ảnh" } else { "" })
                .replace("a.md:", "")
        })
        .collect();
    assert_eq!(
        list,
        [
            "4:12 Path",
            "4:37 External",
            "4:62 Mail",
            "4:78 Mail",
            "4:92 Anchor",
            "5:16 Path ảnh",
            "5:27 Path",
            "5:47 External",
            "5:84 Path"
        ]
    );
    assert_eq!(found, ["5:43 MD02 anh_ngoai //x.vn/a.png", "5:62 MD02 anh_ngoai http://x/y.png"]);
    let html = body.render(&mut |_| String::new(), &mut |l| match l.target.value.as_str() {
        "../van-ban/ke-hoach.md" => "van-ban/kh.html".to_owned(),
        other => other.to_owned(),
    });
    assert_eq!(
        html,
        "<p><a href=\"van-ban/kh.html\">kế hoạch</a> \
         <a href=\"https://a.vn/?x=1&amp;y\" rel=\"noopener\">https://a.vn/?x=1&amp;y</a> \
         <a href=\"mailto:a@b.vn\">m</a> <a href=\"mailto:a@b.vn\">a@b.vn</a> <a href=\"#muc\">mục</a>\n\
         <img src=\"so-do.png\" alt=\"Sơ đồ mới\"> <a href=\"bieu/M%E1%BA%ABu%201.docx\" title=\"Tên\">tham chiếu</a> \
         <a href=\"//x.vn/a.png\" rel=\"noopener\">//x.vn/a.png</a> <a href=\"z.md\">L</a></p>\n"
    );
}

#[test]
fn refused_links_keep_their_text() {
    let (body, found) =
        body("[a **b**](javascript:alert(1)) ![c](data:image/png;base64,x) [d](java&#x09;script:x)\n");
    assert_eq!(html(&body), "<p>a <strong>b</strong> c d</p>\n");
    assert!(body.links().is_empty());
    assert_eq!(
        found,
        [
            "4:1 MD02 lien_ket javascript:alert(1)",
            "4:32 MD02 lien_ket data:image/png;base64,x",
            "4:62 MD02 lien_ket java\tscript:x"
        ]
    );
}

#[test]
fn raw_html_is_cut_down_and_told() {
    let (body, found) = body(
        "H<sub>2</sub>O, *<b>a* b</b> <u style=x>c\n\n<div onclick=x>\n<script>x</script><p>đ &amp; e\n</div>\n\nx<br>y <a href=z>k</a>\n",
    );
    assert_eq!(
        found,
        [
            "4:25 MD02 the_le b",
            "4:30 MD02 thuoc_tinh style",
            "6:1 MD02 thuoc_tinh onclick",
            "7:1 MD02 the script",
            "10:8 MD02 the a"
        ]
    );
    assert_eq!(
        html(&body),
        "<p>H<sub>2</sub>O, <em><b>a</b></em> b <u>c</u></p>\n<div>\n<p>đ &amp; e\n</p></div>\n<p>x<br>y k</p>\n"
    );
    assert_eq!(body.plain_text(&mut |_| String::new()), "H2O, a b c\nđ & e\nxy k");
}

#[test]
fn text_runs_know_their_places_and_slots() {
    let (body, _) = body("Tỷ lệ **đạt** 98,1% (`=a`)\nvà 2%.\n\n- một\n  - hai\n\n> ba\n");
    let runs = body.text_runs();
    let texts: Vec<_> =
        runs.iter().map(|r| (r.text.as_str(), r.slots.clone(), r.place().to_string())).collect();
    assert_eq!(
        texts,
        [
            ("Tỷ lệ đạt 98,1% (\u{fffc}) và 2%.", 0..1, "a.md:4:1".to_owned()),
            ("một", 1..1, "a.md:7:3".to_owned()),
            ("hai", 1..1, "a.md:8:5".to_owned()),
            ("ba", 1..1, "a.md:10:3".to_owned()),
        ]
    );
    let of = |needle: &str| {
        let at = runs[0].text.find(needle).unwrap();
        runs[0].place_of(at..at + needle.len())
    };
    assert_eq!(of("98,1%"), Place::line("a.md", 4, 15, 5));
    assert_eq!(of("2%"), Place::line("a.md", 5, 4, 2));
}

#[test]
fn text_becomes_nfc_and_cannot_forge_a_slot() {
    let (body, _) = body("e\u{302}\u{301} \u{fffc} `x\u{fffc}`\n");
    assert_eq!(body.text_runs()[0].text, "ế   x ");
    assert_eq!(html(&body), "<p>ế   <code>x </code></p>\n");
}

/// Whether HTML holds only the elements and attributes that a body may have, all text escaped,
/// and every element closed in order.
fn is_safe(html: &str) -> Result<(), String> {
    const VOID: &[&str] = &["br", "hr", "img", "wbr"];
    const ATTRIBUTES: &[&str] = &[
        "id",
        "class",
        "role",
        "tabindex",
        "aria-label",
        "scope",
        "href",
        "rel",
        "title",
        "src",
        "alt",
        "start",
        "colspan",
        "rowspan",
        "open",
    ];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(i) = rest.find('<') {
        rest = &rest[i + 1..];
        let closing = rest.starts_with('/');
        rest = rest.trim_start_matches('/');
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, mut tail) = rest.split_at(len);
        let known = "a abbr b blockquote br caption cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr i img ins \
                     kbd li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead tr u ul wbr";
        if !known.split(' ').any(|k| k == name) {
            return Err(format!("element {name:?}"));
        }
        while let Some(attribute) = tail.strip_prefix(' ') {
            let (key, value) = attribute.split_once("=\"").ok_or("attribute without value")?;
            let (value, after) = value.split_once('"').ok_or("open attribute")?;
            if !ATTRIBUTES.contains(&key) || value.contains('<') && !matches!(key, "title") {
                return Err(format!("attribute {key}={value}"));
            }
            let address = value.replace("&amp;", "&");
            if matches!(key, "href" | "src") && link::classify(&address).is_none() {
                return Err(format!("address {value}"));
            }
            tail = after;
        }
        rest = tail.strip_prefix('>').ok_or_else(|| format!("tag {name} is not closed"))?;
        if VOID.contains(&name) {
            continue;
        }
        if !closing {
            open.push(name);
        } else if open.pop() != Some(name) {
            return Err(format!("</{name}> closes nothing"));
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

/// Arbitrary text, thick with what Markdown and HTML are made of.
fn markdown() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-z đế]{1,6}",
        1 => "\\PC{1,6}",
        4 => "[*_~`#>|\\[\\]()!<>&;:=\"'/\\\\ -]{1,4}",
        2 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        3 => prop::sample::select(vec![
            "<script>alert(1)</script>", "<script", "</script>", "<img src=x onerror=alert(1)>", "<a href=\"javascript:x\">",
            "<b>", "</b>", "<u>", "</u>", "<div>", "</div>", "<table>", "<td>", "<p", "<svg/onload=x>", "<!--", "-->", "<![CDATA[",
            "<style>", "<iframe src=//x>", "[x](javascript:alert(1))", "![x](data:text/html,x)", "[x](java\tscript:x)",
            "<javascript:alert(1)>", "[x]: javascript:x\n", "[x]", "javascript&colon;x", "[a](<b\" onerror=x>)", "[a](b \"c\\\" onerror=x\")",
            "`=a/b co-n`", "```bang\n", "```\n", "~~~bieu-do\na: b\n~~~\n", "| a | b |\n|---|--:|\n| c | d |\n", "- ", "1. ", "> ", "# ", "---\n",
            "~~", "**", "&lt;script&gt;", "&#60;script&#62;", "<details open><summary>x</summary>", "<abbr title='\"<x>'>",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 600,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(224),
        ..Default::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_markdown_gives_safe_balanced_html(text in markdown()) {
        let (body, _) = body(&text);
        let html = body.render(&mut |_| String::new(), &mut |l| l.target.value.clone());
        prop_assert_eq!(is_safe(&html), Ok(()), "{}", html);
        prop_assert!(!html.contains("<script"));
        let plain = body.plain_text(&mut |_| String::new());
        prop_assert!(!plain.contains(SLOT_MARK));
        let inline = body.slots().iter().filter(|s| s.kind == SlotKind::Inline).count();
        let marks: usize = body.text_runs().iter().map(|r| r.text.matches(SLOT_MARK).count()).sum();
        prop_assert_eq!(marks, inline);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        let mut diags = Diagnostics::new();
        let document = read(&Arc::from("a.md"), &bytes, &mut diags);
        prop_assert!(document.is_some() || !diags.is_empty());
    }

    #[test]
    fn places_of_text_runs_point_at_the_text(words in prop::collection::vec("[a-zđếẫ]{1,6}", 1..12), at in 0usize..12) {
        let text = words.join(" ");
        let (body, _) = body(&format!("> - {text}\n"));
        let word = &words[at % words.len()];
        let run = &body.text_runs()[0];
        let offset = run.text.find(word.as_str()).unwrap();
        let column = text[..offset].chars().count() as u32 + 5;
        prop_assert_eq!(run.place_of(offset..offset + word.len()), Place::line("a.md", 4, column, word.chars().count() as u32));
    }
}
