//! Every page that exists: its address, its template and its view struct.
//!
//! [`plan`] turns the model, the figures and the findings into pages. It formats nothing (the theme
//! does) and judges nothing (`rules` does). Words come from the theme's glossary.

mod about;
mod behind;
mod charts;
mod content;
mod documents;
mod dossiers;
mod figures;
mod frame;
mod home;
mod indices;
mod known;
mod reconcile;
mod search;
mod surveys;
pub mod view;

pub use behind::files_behind;

use crate::diagnostics::Diagnostic;
use crate::model::Site;
use crate::stats::Figures;
use crate::text::Words;
use serde::Serialize;

/// A page to be rendered.
#[derive(Clone, Debug)]
pub struct PagePlan {
    /// Address from the site's root.
    pub address: String,
    /// Template of the theme.
    pub template: &'static str,
    /// What the template sees.
    pub view: View,
}

/// The view struct of any page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum View {
    Home(view::HomePage),
    ServiceResults(view::ServiceResultsPage),
    DossierIndex(view::DossierIndexPage),
    Dossier(Box<view::DossierPage>),
    SurveyIndex(view::SurveyIndexPage),
    Survey(Box<view::SurveyPage>),
    Index(view::IndexPage),
    Library(view::LibraryPage),
    Document(Box<view::DocumentPage>),
    Plans(view::PlansPage),
    Feedback(view::FeedbackNoticePage),
    Content(view::ContentPage),
    Contact(view::ContactPage),
    Search(view::SearchPage),
    NotFound(view::NotFoundPage),
}

/// All pages of a site and what they share.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What every page shares.
    pub site: view::Site,
    /// The pages, in order of addresses.
    pub pages: Vec<PagePlan>,
}

/// What page builders read.
struct Context<'a> {
    site: &'a Site,
    figures: &'a Figures,
    words: &'a Words,
    known: known::Known<'a>,
    measure: crate::charts::TextMeasure,
}

impl Context<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(key)
    }
    fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.with(key, values)
    }
}

/// Lays out every page of a site, and tells what its texts name that doesn't exist.
pub fn plan(site: &Site, figures: &Figures, words: &Words) -> (Plan, Vec<Diagnostic>) {
    let known = known::Known::of(site);
    let cx = Context { site, figures, words, known, measure: crate::charts::TextMeasure::new() };
    let mut told = Vec::new();
    let mut pages = Vec::new();
    pages.extend(dossiers::pages(&cx));
    pages.extend(surveys::pages(&cx));
    pages.extend(indices::pages(&cx));
    pages.extend(documents::pages(&cx, &mut told));
    pages.extend(about::pages(&cx, &mut told));
    pages.push(home::page(&cx));
    pages.push(search::page(&cx, &pages));
    pages.push(search::not_found(&cx));
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    (Plan { site: frame::site(&cx, &pages), pages }, told)
}
