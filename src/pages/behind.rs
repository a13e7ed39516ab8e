//! Which of the commune's files stand behind a page: the preview shows findings on the pages that
//! they concern.

use super::{PagePlan, View, documents, dossiers, surveys};
use crate::config::CONFIG_FILE;
use crate::model::{Document, DossierTally, Site, SurveyRound};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files, by their paths from the site's root. None for pages that only lead to others.
pub fn files_behind(site: &Site, plan: &PagePlan) -> BTreeSet<Arc<str>> {
    let here = plan.address.as_str();
    let mut files = BTreeSet::new();
    match &plan.view {
        View::Home(_) | View::Contact(_) | View::Feedback(_) => {
            files.insert(CONFIG_FILE.into());
        }
        View::Dossier(_) | View::DossierIndex(_) => {
            let shown = |t: &&DossierTally| {
                matches!(plan.view, View::DossierIndex(_)) || dossiers::address(t.period.id) == here
            };
            files.extend(site.dossiers.iter().filter(shown).map(|t| t.source.file.clone()));
        }
        View::Survey(_) | View::SurveyIndex(_) => {
            let shown = |r: &&SurveyRound| {
                matches!(plan.view, View::SurveyIndex(_)) || surveys::address(r.period.id) == here
            };
            for round in site.rounds.iter().filter(shown) {
                files.insert(round.source.file.clone());
                files.extend(round.answers.iter().map(|a| a.question.place.file.clone()));
            }
        }
        View::Index(_) => files.extend(site.indices.iter().map(|i| i.value.place.file.clone())),
        View::Library(_) | View::Plans(_) | View::Document(_) => {
            let shown = |d: &&Document| match plan.view {
                View::Document(_) => documents::address(d) == here,
                View::Plans(_) => documents::is_plan(d),
                _ => true,
            };
            files.extend(site.documents.iter().filter(shown).map(|d| d.source.file.clone()));
        }
        View::Content(_) => {
            let shown = site.plain_pages.iter().filter(|p| format!("{}.html", p.address) == here);
            files.extend(shown.map(|p| p.page.source.file.clone()));
        }
        View::ServiceResults(_) | View::Search(_) | View::NotFound(_) => {}
    }
    files
}
