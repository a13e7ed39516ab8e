//! Addresses that the program gives to its own pages and files: no page or file of the office can
//! stand there.

/// The home page.
pub const HOME: &str = "index.html";
/// The overview of results.
pub const RESULTS: &str = "ket-qua-phuc-vu.html";
/// The list of dossier periods.
pub const DOSSIERS: &str = "ho-so/index.html";
/// The list of survey rounds.
pub const SURVEYS: &str = "khao-sat/index.html";
/// The announced indices.
pub const INDICES: &str = "chi-so.html";
/// The library.
pub const LIBRARY: &str = "van-ban/index.html";
/// The follow-up of plans.
pub const PLANS: &str = "ke-hoach.html";
/// The feedback notice.
pub const FEEDBACK: &str = "phan-anh.html";
/// The contact page.
pub const CONTACT: &str = "lien-he.html";
/// The list of all pages.
pub const SEARCH: &str = "tim-kiem.html";
/// The page that stands for a missing one.
pub const NOT_FOUND: &str = "404.html";
/// The site map.
pub const SITEMAP: &str = "sitemap.xml";

/// All of them.
pub const OWN: [&str; 12] = [
    HOME, RESULTS, DOSSIERS, SURVEYS, INDICES, LIBRARY, PLANS, FEEDBACK, CONTACT, SEARCH, NOT_FOUND, SITEMAP,
];

/// Folders of pages: the office may put documents into them, but no pages.
pub const FOLDERS: [&str; 3] = ["ho-so", "khao-sat", "van-ban"];

/// Folder of the theme's files.
pub const ASSETS: &str = "tai-nguyen";
