//! The theme as citizens get it: every template, filled and empty, and a site's own files in place
//! of ours.
#![allow(clippy::unwrap_used, reason = "also in the helpers of tests")]

use congkhai::diagnostics::{At, Diagnostic, codes};
use congkhai::theme::Theme;
use std::collections::{BTreeMap, BTreeSet};

#[path = "../examples/theme_preview/sample.rs"]
mod sample;

fn theme(overrides: &[(&str, &str)]) -> Result<Theme, Vec<Diagnostic>> {
    Theme::new(overrides.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect())
}

/// All sample pages: (address, html).
fn pages() -> Vec<(String, String)> {
    let mut theme = theme(&[]).unwrap();
    let mut out = Vec::new();
    for (label, site, samples) in
        [("đầy", sample::site(), sample::rich()), ("rỗng", sample::bare_site(), sample::empty())]
    {
        theme.set_site(&site);
        for page in samples {
            let html = theme.render(page.template, &page.view).unwrap();
            out.push((format!("{label} {}", page.address), html));
        }
    }
    out
}

fn page(address: &str) -> String {
    pages().into_iter().find(|(name, _)| name == address).unwrap().1
}

/// Values of an attribute.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!(" {name}=\"");
    html.split(open.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_whole() {
    for (name, html) in pages() {
        assert!(html.starts_with("<!doctype html>\n<html lang=\"vi\">"), "{name}");
        assert!(html.trim_end().ends_with("</html>"), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}: one h1");
        assert_eq!(html.matches("<main").count(), 1, "{name}: one main");
        for rest in ["{{", "{%", "{#", "[object]", "null", "undefined"] {
            assert!(!html.contains(rest), "{name}: left over {rest}");
        }
    }
}

#[test]
fn nothing_inline_and_nothing_from_elsewhere() {
    for (name, html) in pages() {
        assert!(attribute(&html, "style").is_empty(), "{name}: inline style");
        assert!(!html.contains("<style"), "{name}: inline style sheet");
        assert!(!html.contains("javascript:"), "{name}");
        for handler in ["onclick", "onload", "oninput", "onsubmit"] {
            assert!(attribute(&html, handler).is_empty(), "{name}: {handler}");
        }
        for script in html.split("<script").skip(1) {
            let (tag, rest) = script.split_once('>').unwrap();
            assert!(tag.contains(" defer ") && tag.contains("src=\""), "{name}: script {tag}");
            assert!(rest.starts_with("</script>"), "{name}: inline script");
        }
        for source in attribute(&html, "src") {
            assert!(!source.contains("://"), "{name}: loads {source}");
        }
        for link in html.split("<link ").skip(1).filter(|l| !l.starts_with("rel=\"canonical\"")) {
            let tag = link.split('>').next().unwrap();
            assert!(!tag.contains("://"), "{name}: loads {tag}");
        }
    }
}

#[test]
fn ids_are_unique_and_references_to_them_resolve() {
    for (name, html) in pages() {
        let ids = attribute(&html, "id");
        let set: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), set.len(), "{name}: an id stands twice: {ids:?}");
        let named = ["for", "aria-labelledby", "aria-describedby"].map(|a| attribute(&html, a)).concat();
        let anchors = attribute(&html, "href").into_iter().filter_map(|h| h.strip_prefix('#'));
        for id in named.into_iter().chain(anchors) {
            assert!(set.contains(id), "{name}: nothing has the id {id}");
        }
    }
}

#[test]
fn fields_have_labels_and_tables_have_captions() {
    for (name, html) in pages() {
        let labels = attribute(&html, "for");
        for field in html.split("<input").skip(1).chain(html.split("<select").skip(1)) {
            let tag = field.split('>').next().unwrap();
            let id = attribute(tag, "id");
            assert!(id.first().is_some_and(|id| labels.contains(id)), "{name}: no label for {tag}");
        }
        // Tables of a text have none of their own; those of the theme do.
        let own = html.split("<div class=\"bai\">").next().unwrap();
        assert_eq!(own.matches("<table").count(), own.matches("<caption").count(), "{name}");
    }
}

#[test]
fn links_are_relative_to_the_page() {
    for (name, html) in pages() {
        let (_, address) = name.split_once(' ').unwrap();
        if address == "404.html" {
            assert!(html.contains("href=\"/index.html\""));
            assert!(html.contains("href=\"/tai-nguyen/giao-dien.css?v="));
            continue;
        }
        let up = "../".repeat(address.matches('/').count());
        assert!(html.contains(&format!("<a class=\"ten\" href=\"{up}index.html\"")), "{name}");
        assert!(html.contains(&format!("href=\"{up}tai-nguyen/giao-dien.css?v=")), "{name}");
        for href in attribute(&html, "href") {
            assert!(!href.starts_with('/'), "{name}: {href} breaks under another base path");
        }
    }
}

#[test]
fn figures_stand_as_they_should() {
    let html = page("đầy ho-so/2021.html");
    for text in [
        "42 trong 1.325 hồ sơ đã giải quyết quá hạn (3,2%)",
        "không quá 2%",
        "cao hơn chỉ tiêu 1,2 điểm phần trăm (tính trên số chưa làm tròn)",
        "Cộng lại được <strong>1.347</strong> hồ sơ.",
        "Dòng tổng ghi <strong>1.348</strong> hồ sơ",
        "trang tính “Năm 2021”, ô C16",
        "<strong>thiếu 1</strong> hồ sơ",
        "suy ra 488 hồ sơ",
        "Phó Chủ tịch Ủy ban nhân dân phường, ngày 10/01/2022",
        "không có trong báo cáo (không phải là 0)",
        "id=\"doi-chieu\"",
    ] {
        assert!(html.contains(text), "{text}");
    }
    // Nuôi con nuôi: a true zero received, and ten numbers that the report doesn't give.
    let row = html.split("<th scope=\"row\">Nuôi con nuôi</th>").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert_eq!(row.matches(">0</td>").count(), 1);
    assert_eq!(row.matches("không có trong báo cáo").count(), 10);

    let html = page("đầy khao-sat/2021-Q3.html");
    assert!(html.contains(
        "Quý III/2021: 97,8% ý kiến hài lòng (364/372 ý kiến trả lời); 8 ý kiến không hài lòng; \
         14 phiếu không trả lời câu này."
    ));
    assert!(html.contains("Kết quả: 97,85%"), "more decimals where rounding would cross the target");
    assert!(html.contains("95,8–98,9%"));

    let html = page("đầy chi-so.html");
    assert!(html.contains("98,80%"), "announced values keep their form");
}

#[test]
fn few_answers_give_counts_only() {
    let html = page("đầy ho-so/2021.html");
    assert!(html.contains("trong 3 hồ sơ đã giải quyết"));
    assert!(!html.contains("33,3%"));
}

#[test]
fn empty_pages_say_so() {
    for (address, words) in [
        ("index.html", "Chưa có số liệu nào được công khai."),
        ("index.html", "Chưa có văn bản nào được đăng."),
        ("ho-so/index.html", "Chưa có kỳ nào được công khai."),
        ("ho-so/2021.html", "Báo cáo không đủ số liệu để tính tỷ lệ hồ sơ quá hạn"),
        ("khao-sat/index.html", "Chưa có đợt khảo sát nào được công khai."),
        ("khao-sat/2021.html", "Kỳ này chỉ có số phiếu"),
        ("chi-so.html", "Chưa có kết quả nào được ghi lại."),
        ("van-ban/index.html", "Chưa có văn bản nào được đăng."),
        ("ke-hoach.html", "Chưa có kế hoạch nào được đăng."),
        ("phan-anh.html", "Chưa có địa chỉ tiếp nhận."),
    ] {
        assert!(page(&format!("rỗng {address}")).contains(words), "{address}: {words}");
    }
}

#[test]
fn banner_and_print_header_stand_on_every_page() {
    for (name, html) in pages() {
        let banner = html.contains("class=\"dai-bao\"");
        assert_eq!(banner, name.starts_with("đầy"), "{name}");
        assert!(html.contains("class=\"dau-in\""), "{name}");
        assert!(html.contains("href=\"#noi-dung\">Đến nội dung chính</a>"), "{name}");
    }
    assert!(page("đầy ho-so/2021.html").contains("Bản in từ trang thuyluong.hue.gov.vn/ho-so/2021.html"));
    assert!(page("đầy van-ban/12-bc-ubnd-2022.html").contains("Bản đăng tải để tra cứu."));
}

#[test]
fn contents_from_four_headings_on() {
    let link = "<a href=\"#han-che\">II. Khó khăn, hạn chế</a>";
    assert!(page("đầy van-ban/12-bc-ubnd-2022.html").contains(link));
    assert!(!page("đầy gioi-thieu/index.html").contains("class=\"muc-luc\""));
    assert!(!page("đầy index.html").contains("class=\"muc-luc\""));
}

#[test]
fn text_is_escaped() {
    let mut theme = theme(&[]).unwrap();
    theme.set_site(&sample::bare_site());
    let mut page = sample::empty().swap_remove(0);
    page.view["page"]["title"] = "<b>&\"'".into();
    let html = theme.render(page.template, &page.view).unwrap();
    assert!(html.contains("<h1>&lt;b&gt;&amp;&quot;&#39;</h1>"), "{html}");
}

#[test]
fn assets_are_light_and_change_their_address_with_their_bytes() {
    let plain = theme(&[]).unwrap();
    let names: Vec<&str> = plain.assets().iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["tai-nguyen/giao-dien.css", "tai-nguyen/giao-dien.js", "tai-nguyen/bieu-tuong.svg"]);
    // Unpacked bytes: a bound that keeps far below the budget of 12 KB and 8 KB when packed.
    assert!(plain.assets()[0].1.len() < 48 * 1024);
    assert!(plain.assets()[1].1.len() < 16 * 1024);

    let other =
        theme(&[("css/90-rieng.css", ":root { --chinh: #00f; }"), ("bieu-do.css", ".ck { fill: red }")])
            .unwrap();
    let style = String::from_utf8(other.assets()[0].1.clone()).unwrap();
    let (own, charts) = (style.find("--chinh: #00f").unwrap(), style.find(".ck { fill: red }").unwrap());
    assert!(own < charts, "the charts' sheet comes last");
    let address = |mut theme: Theme| {
        theme.set_site(&sample::bare_site());
        let page = sample::empty().swap_remove(0);
        let html = theme.render(page.template, &page.view).unwrap();
        html.split("giao-dien.css?v=").nth(1).unwrap()[..8].to_owned()
    };
    assert_ne!(address(plain), address(other));
}

#[test]
fn a_sites_file_replaces_ours() {
    let own = "{% component trong(loi: string) %}<p class=\"rieng\">{{ loi }}</p>{% endcomponent trong %}";
    let mut theme = theme(&[("thanh-phan/trong.html", own)]).unwrap();
    theme.set_site(&sample::bare_site());
    let page = sample::empty().swap_remove(0);
    assert!(theme.render(page.template, &page.view).unwrap().contains("<p class=\"rieng\">"));
}

#[test]
fn all_broken_templates_are_told_with_their_places() {
    let found = theme(&[
        (
            "lien-he.html",
            "{% extends \"khung.html\" %}\n{% block noi_dung %}\n  {{ page.title \n{% endblock %}",
        ),
        ("404.html", "một\nhai {% if %}"),
        ("chi-so.html", "tốt"),
    ])
    .err()
    .unwrap();
    let places: BTreeMap<String, u32> = found
        .iter()
        .map(|d| {
            assert_eq!(d.code, codes::TEMPLATE);
            let At::Line { line, .. } = d.place.at else { panic!("no line: {d:?}") };
            (d.place.file.to_string(), line)
        })
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(places["themes/mac-dinh/404.html"], 2);
    assert!(places.contains_key("themes/mac-dinh/lien-he.html"));
}

#[test]
fn unknown_names_are_told_with_their_places() {
    let text = "{{ 1 | khong_co }}\n{{ <cung_khong_co /> }}";
    let found = theme(&[("404.html", text)]).err().unwrap();
    let places: Vec<String> = found.iter().map(|d| d.place.to_string()).collect();
    assert_eq!(places, ["themes/mac-dinh/404.html:1:8", "themes/mac-dinh/404.html:2:4"]);
}

#[test]
fn a_template_that_fails_on_its_view_is_told_with_its_place() {
    let mut theme = theme(&[("404.html", "<p>\n{{ page.khong_co }}</p>")]).unwrap();
    theme.set_site(&sample::bare_site());
    let page = sample::empty().pop().unwrap();
    let fault = theme.render(page.template, &page.view).unwrap_err();
    assert_eq!(fault.code, codes::TEMPLATE);
    assert!(fault.place.to_string().starts_with("themes/mac-dinh/404.html:2:"), "{}", fault.place);
    assert!(theme.render("khong-co.html", &page.view).is_err());
}

#[test]
fn the_invalid_fixture_is_told_as_expected() {
    let folder = "fixtures/invalid/GD01";
    let text = include_str!("fixtures/invalid/GD01/themes/mac-dinh/lien-he.html");
    let found = theme(&[("lien-he.html", text)]).err().unwrap();
    let lines: Vec<String> = found.iter().map(|d| format!("{} error {}", d.place, d.code)).collect();
    assert_eq!(lines, [include_str!("fixtures/invalid/GD01/expect.txt").trim_end()], "{folder}");
}
