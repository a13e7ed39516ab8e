//! Getters that several readers of YAML share.

use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Sourced, codes};
use crate::model::Announced;
use crate::text::{NumberStyle, parse_decimal, parse_percent, slug};
use crate::yaml::Field;
use std::sync::Arc;

/// The text without its place.
pub(super) fn plain(field: Field<'_>) -> Option<String> {
    field.text().map(|t| t.value)
}

/// Texts without their places.
pub(super) fn values(texts: Vec<Sourced<String>>) -> Vec<String> {
    texts.into_iter().map(|t| t.value).collect()
}

/// A number in the form in which it was announced: `98,80%`.
pub(super) fn announced(field: Field<'_>) -> Option<Sourced<Announced>> {
    field.parse(&["98,80%", "67,15"], |text| {
        let percent = text.ends_with('%');
        let value = if percent {
            parse_percent(text, NumberStyle::Vietnamese).ok()?.value
        } else {
            parse_decimal(text, NumberStyle::Vietnamese).ok()?.value
        };
        Some(Announced { text: text.to_owned(), value: value.as_f64(), percent })
    })
}

/// An id that becomes part of an address and of figure ids: small letters, digits, hyphens.
pub(super) fn id(field: Field<'_>) -> Option<Sourced<String>> {
    field.parse(&["sipas-2025"], |text| (!text.is_empty() && slug(text) == text).then(|| text.to_owned()))
}

/// An id that stands twice in its file or folder.
pub(super) fn repeated(key: &str, id: &Sourced<String>, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(codes::VALUE_NOT_ALLOWED, id.place.clone())
            .arg("khoa", key)
            .arg("gia_tri", &id.value)
            .arg("ly_do", Arg::Word("trung"))
            .arg("cho_phep", Arg::List(Vec::<Arc<str>>::new())),
    );
}
