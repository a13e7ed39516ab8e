//! One line for each finding: place, grade, code, subject; in English in every language, as it is
//! read by tools and tests.

use crate::diagnostics::{Diagnostics, Severity};

/// The name of a grade that tools read.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The findings, a line each.
pub(crate) fn short(findings: &Diagnostics) -> String {
    let line = |d: &crate::diagnostics::Diagnostic| {
        let line = format!("{} {} {} {}", d.place, severity(d.severity), d.code, d.subject);
        format!("{}\n", crate::cli::wording::harmless(line.trim_end()))
    };
    findings.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostic, Place, codes};

    #[test]
    fn a_line_each() {
        let mut findings = Diagnostics::new();
        let cell = Place::cell("data/a.xlsx", "Quý I".into(), 15, 2);
        findings.push(Diagnostic::new(codes::DOSSIER_FIELD_SUM, cell).about("ho-so/2021/tong-so/tiep-nhan"));
        findings.push(Diagnostic::new(codes::LOCK_FILE, Place::file("data/~$a.xlsx\n")));
        assert_eq!(
            short(&findings),
            "data/a.xlsx!Quý I!C16 error HS01 ho-so/2021/tong-so/tiep-nhan\ndata/~$a.xlsx  note TEP05\n"
        );
    }
}
