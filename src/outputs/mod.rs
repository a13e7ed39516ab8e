//! What is published beside the pages: the theme's files, the office's own files, the site map.

use crate::pages::Plan;

/// A file to publish.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Address from the site's root.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The site map (sitemaps.org protocol 0.9), only when the base URL is known: its addresses must be
/// whole. Pages that search engines are kept from are left out.
pub fn sitemap(plan: &Plan) -> Option<Output> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    plan.site.base_url.as_ref()?;
    for page in &plan.pages {
        let frame = page.view.page();
        if let (Some(address), false) = (&frame.canonical, frame.no_index) {
            // Addresses are ASCII without `&` or `<`; the base URL was checked when it was read.
            xml.push_str(&format!("<url><loc>{address}</loc></url>\n"));
        }
    }
    xml.push_str("</urlset>\n");
    Some(Output { address: crate::model::address::SITEMAP.to_owned(), bytes: xml.into_bytes() })
}
