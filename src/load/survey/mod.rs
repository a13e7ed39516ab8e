//! `data/khao-sat/`: ballot forms, rounds and tallies of answers.

mod form;
mod table;

pub(super) use form::read as read_form;
pub(super) use table::{Rows, join, read as read_table};
