//! The commune authority and how to reach it.

use crate::diagnostics::Sourced;
use jiff::civil::Date;

/// A unit from which the commune was formed.
#[derive(Clone, Debug, PartialEq)]
pub struct FormerUnit {
    /// Its name.
    pub name: String,
    /// Last day on which it existed.
    pub until: Option<Date>,
}

/// The commune authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Agency {
    /// Full name ("Ủy ban nhân dân phường …").
    pub name: Sourced<String>,
    /// Name of the commune or ward ("phường …").
    pub unit: String,
    /// Province or city.
    pub province: String,
    /// Units that existed before.
    pub former_units: Vec<FormerUnit>,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: Option<Sourced<String>>,
    /// E-mail.
    pub email: Option<Sourced<String>>,
    /// One-stop centre.
    pub centre: Option<ServiceCentre>,
    /// Reception points.
    pub points: Vec<ReceptionPoint>,
    /// Notice on feedback.
    pub feedback: Option<FeedbackNotice>,
    /// Where to submit online.
    pub submit_url: Option<String>,
    /// Where to look up one's dossier.
    pub lookup_url: Option<String>,
    /// Leaders and officials, by title.
    pub people: Vec<Person>,
}

/// A person in an office, as public data: title, name, task.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Title.
    pub title: String,
    /// Name.
    pub name: Option<String>,
    /// Field of work.
    pub task: Option<String>,
}

/// Trung tâm Phục vụ hành chính công.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceCentre {
    /// Name.
    pub name: String,
    /// Hotline.
    pub hotline: Option<Sourced<String>>,
    /// E-mail.
    pub email: Option<Sourced<String>>,
}

/// A reception point.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceptionPoint {
    /// Name.
    pub name: Sourced<String>,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: Option<Sourced<String>>,
    /// Hours, one line each.
    pub hours: Vec<String>,
    /// What is received there.
    pub note: Option<String>,
}

/// A way of sending feedback.
#[derive(Clone, Debug, PartialEq)]
pub enum Channel {
    /// A letter to an address.
    Post(String),
    /// A call.
    Phone(Sourced<String>),
    /// A message.
    Email(Sourced<String>),
    /// A web form.
    Web {
        /// Name of the site.
        name: String,
        /// Its address.
        url: String,
    },
    /// In person.
    InPerson(String),
}

/// The notice "Nội dung, địa chỉ tiếp nhận phản ánh, kiến nghị".
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackNotice {
    /// Agency that receives.
    pub receiver: String,
    /// Title of the person in charge.
    pub person_title: Option<String>,
    /// Ways, in the office's order.
    pub channels: Vec<Channel>,
    /// Hours.
    pub hours: Vec<String>,
    /// What may be sent.
    pub subjects: Vec<String>,
    /// What the sender must state.
    pub conditions: Vec<String>,
    /// What goes elsewhere.
    pub elsewhere: Option<String>,
    /// Time limits in words.
    pub limits: Vec<String>,
}
