//! The sections of `congkhai.yaml` on the authority, and whether people can reach it.

use super::fields::{plain, values};
use crate::config::{Config, is_web_address};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, Place, Sourced, codes};
use crate::model::{Agency, Channel, FeedbackNotice, FormerUnit, Person, ReceptionPoint, ServiceCentre};
use crate::yaml::{self, Decoder, Node};

/// Reads the authority. What is missing was reported and stays empty, so that the site's data is
/// checked all the same.
pub(super) fn read(config: &Config, diags: &mut Diagnostics) -> Agency {
    let mut agency = Agency {
        name: Sourced::new(String::new(), config.place.clone()),
        unit: String::new(),
        province: String::new(),
        former_units: Vec::new(),
        address: String::new(),
        phone: None,
        email: None,
        centre: section(&config.centre, diags, centre),
        points: config.points.iter().filter_map(|n| yaml::decode(n, diags, point)).collect(),
        feedback: section(&config.feedback, diags, feedback),
        submit_url: config.submit_url.clone(),
        lookup_url: config.lookup_url.clone(),
        people: Vec::new(),
    };
    section(&config.agency, diags, |d| {
        if let Some(name) = d.need("ten").text() {
            agency.name = name;
        }
        agency.unit = plain(d.need("don_vi")).unwrap_or_default();
        agency.province = plain(d.need("tinh")).unwrap_or_default();
        agency.address = plain(d.need("dia_chi")).unwrap_or_default();
        agency.phone = phone(d, "dien_thoai");
        agency.email = email(d, "thu_dien_tu");
        agency.former_units = d.get("don_vi_cu").maps(|d| {
            let (name, until) = (plain(d.need("ten")), d.get("den_ngay").date().map(|s| s.value));
            Some(FormerUnit { name: name?, until })
        });
        agency.people = d.get("lanh_dao").maps(|d| {
            let (title, name, task) =
                (plain(d.need("chuc_vu")), plain(d.get("ho_ten")), plain(d.get("nhiem_vu")));
            Some(Person { title: title?, name, task })
        });
        Some(())
    });
    agency
}

fn section<T>(
    node: &Option<Node>,
    diags: &mut Diagnostics,
    read: impl FnOnce(&mut Decoder<'_>) -> Option<T>,
) -> Option<T> {
    yaml::decode(node.as_ref()?, diags, read)
}

fn centre(d: &mut Decoder<'_>) -> Option<ServiceCentre> {
    let name = plain(d.need("ten"));
    let (hotline, email) = (phone(d, "duong_day_nong"), email(d, "thu_dien_tu"));
    Some(ServiceCentre { name: name?, hotline, email })
}

fn point(d: &mut Decoder<'_>) -> Option<ReceptionPoint> {
    let (name, address) = (d.need("ten").text(), plain(d.need("dia_chi")));
    let phone = phone(d, "dien_thoai");
    let (hours, note) = (values(d.get("gio_lam_viec").texts()), plain(d.get("ghi_chu")));
    Some(ReceptionPoint { name: name?, address: address?, phone, hours, note })
}

fn feedback(d: &mut Decoder<'_>) -> Option<FeedbackNotice> {
    let place = d.place().clone();
    let receiver = plain(d.get("noi_nhan"));
    let person_title = plain(d.get("nguoi_phu_trach"));
    let channels_place = d.place_of("kenh").cloned().unwrap_or_else(|| place.clone());
    let channels = d.get("kenh").maps(channel);
    let notice = FeedbackNotice {
        receiver: receiver.clone().unwrap_or_default(),
        person_title,
        hours: values(d.get("gio_tiep_nhan").texts()),
        subjects: values(d.get("noi_dung").texts()),
        conditions: values(d.get("yeu_cau").texts()),
        elsewhere: plain(d.get("khong_tiep_nhan")),
        limits: values(d.get("thoi_han").texts()),
        channels,
    };
    let has = |test: fn(&Channel) -> bool| notice.channels.iter().any(test);
    for (missing, place, part) in [
        (receiver.is_none(), &place, "noi_nhan"),
        (!has(|c| matches!(c, Channel::Post(_))), &channels_place, "buu_chinh"),
        (!has(|c| matches!(c, Channel::Phone(_))), &channels_place, "dien_thoai"),
        (!has(|c| matches!(c, Channel::Email(_))), &channels_place, "thu_dien_tu"),
    ] {
        if missing {
            let finding = Diagnostic::new(codes::FEEDBACK_NOTICE_INCOMPLETE, place.clone());
            d.diags().push(finding.arg("thieu", Arg::Word(part)));
        }
    }
    Some(notice)
}

#[derive(Clone, Copy)]
enum Way {
    Post,
    Phone,
    Email,
    Web,
    InPerson,
}

fn channel(d: &mut Decoder<'_>) -> Option<Channel> {
    let way = d.need("loai").choice(&[
        ("buu_chinh", Way::Post),
        ("dien_thoai", Way::Phone),
        ("thu_dien_tu", Way::Email),
        ("truc_tuyen", Way::Web),
        ("truc_tiep", Way::InPerson),
    ]);
    let Some(way) = way else {
        // Of which keys it should have nothing can be said.
        for key in ["dia_chi", "so", "ten"] {
            d.get(key).node();
        }
        return None;
    };
    match way.value {
        Way::Post => plain(d.need("dia_chi")).map(Channel::Post),
        Way::InPerson => plain(d.need("dia_chi")).map(Channel::InPerson),
        Way::Phone => {
            d.need("so").node();
            phone(d, "so").map(Channel::Phone)
        }
        Way::Email => {
            d.need("dia_chi").node();
            email(d, "dia_chi").map(Channel::Email)
        }
        Way::Web => {
            let name = plain(d.need("ten"));
            let url = d
                .need("dia_chi")
                .parse(&["https://…/"], |text| is_web_address(text).then(|| text.to_owned()));
            Some(Channel::Web { name: name?, url: url?.value })
        }
    }
}

/// A telephone number as written; CH01 when it cannot be dialled.
fn phone(d: &mut Decoder<'_>, key: &'static str) -> Option<Sourced<String>> {
    contact(d, key, codes::PHONE_INVALID, can_be_dialled)
}

/// An e-mail address; CH02 when it is none.
fn email(d: &mut Decoder<'_>, key: &'static str) -> Option<Sourced<String>> {
    contact(d, key, codes::EMAIL_INVALID, is_email)
}

fn contact(
    d: &mut Decoder<'_>,
    key: &'static str,
    code: Code,
    good: fn(&str) -> bool,
) -> Option<Sourced<String>> {
    let value = d.get(key).text()?;
    if !good(&value) {
        let place: Place = value.place.clone();
        d.diags().push(Diagnostic::new(code, place).arg("khoa", key).arg("gia_tri", &value.value));
    }
    Some(value)
}

/// Ten or eleven digits after the trunk prefix 0 or +84, a service number (1800, 1900) or a short
/// number such as 1022; spaces, points, hyphens and brackets are of no account.
fn can_be_dialled(text: &str) -> bool {
    let written: String =
        text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}')).collect();
    let national = written.strip_prefix("+84").map(|rest| format!("0{}", rest.trim_start_matches('0')));
    let digits = national.unwrap_or(written);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    match digits.len() {
        3..=4 => digits.starts_with('1'),
        8..=10 if digits.starts_with("1800") || digits.starts_with("1900") => true,
        10 | 11 => digits.starts_with('0') && !digits.starts_with("00"),
        _ => false,
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let good_local = !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b));
    let good_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    good_local && domain.contains('.') && domain.split('.').all(good_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{CONFIG_FILE, read_config};

    fn agency(yaml: &str) -> (Agency, Vec<String>) {
        let mut diags = Diagnostics::new();
        let config = read_config(&CONFIG_FILE.into(), yaml.as_bytes(), true, &mut diags).unwrap();
        let agency = read(&config, &mut diags);
        diags.finish();
        (agency, diags.iter().map(|d| format!("{} {}", d.place, d.code)).collect())
    }

    #[test]
    fn the_base_site_is_read_in_full() {
        let (agency, found) = agency(include_str!("../../tests/fixtures/base/congkhai.yaml"));
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(agency.name.value, "Ủy ban nhân dân xã Mẫu");
        assert_eq!(agency.former_units.len(), 2);
        assert_eq!(agency.points[1].note.as_deref(), Some("Tiếp nhận hồ sơ chứng thực, hộ tịch"));
        assert_eq!(agency.people[0].name, None);
        let notice = agency.feedback.unwrap();
        assert_eq!(notice.channels.len(), 5);
        assert_eq!(notice.subjects.len(), 2);
    }

    #[test]
    fn parts_of_the_notice_that_are_missing_are_named_one_by_one() {
        let co_quan = "co_quan: {ten: A, don_vi: xã A, tinh: tỉnh A, dia_chi: B}\n";
        let (_, found) =
            agency(&format!("{co_quan}phan_anh:\n  kenh:\n  - {{loai: truc_tiep, dia_chi: C}}\n"));
        assert_eq!(
            found,
            [
                "congkhai.yaml:3:3 CH04",
                "congkhai.yaml:3:3 CH04",
                "congkhai.yaml:3:3 CH04",
                "congkhai.yaml:3:3 CH04"
            ]
        );
        let (without, found) = agency(co_quan);
        assert_eq!((without.feedback, found), (None, Vec::new()));
    }

    #[test]
    fn all_mistakes_of_the_file_are_told() {
        let (_, found) = agency(
            "co_quan: {ten: A, don_vi: xã A, tinh: tỉnh A, dien_thoai: 12345, thu_dien_tu: a@b}\n\
             trung_tam: {ten: T, duong_day_nong: hỏi văn thư}\n\
             diem_tiep_nhan:\n- {ten: P}\n\
             phan_anh:\n  noi_nhan: A\n  kenh:\n  - {loai: fax, so: 1}\n  - {loai: dien_thoai, dia_chi: x}\n",
        );
        assert_eq!(
            found,
            [
                "congkhai.yaml:1:10 YAML03",
                "congkhai.yaml:1:59 CH01",
                "congkhai.yaml:1:79 CH02",
                "congkhai.yaml:2:37 CH01",
                "congkhai.yaml:4:3 YAML03",
                "congkhai.yaml:7:3 CH04",
                "congkhai.yaml:7:3 CH04",
                "congkhai.yaml:7:3 CH04",
                "congkhai.yaml:8:12 YAML05",
                "congkhai.yaml:9:5 YAML03",
                "congkhai.yaml:9:24 YAML02",
            ]
        );
    }

    #[test]
    fn telephone_numbers() {
        for good in [
            "0900 000 001",
            "0234.3850.123",
            "(0234) 385-0123",
            "+84 900 000 001",
            "1900 1234",
            "18001096",
            "1022",
            "113",
        ] {
            assert!(can_be_dialled(good), "{good}");
        }
        for wrong in [
            "",
            "900000001",
            "0900 000 00",
            "0900 000 0011 2",
            "00900000001",
            "12345",
            "09O0 000 001",
            "0900 000 001 - 0900 000 002",
            "+840",
        ] {
            assert!(!can_be_dialled(wrong), "{wrong}");
        }
    }

    #[test]
    fn email_addresses() {
        for good in ["ubnd@xamau.tinhmau.example", "a.b-c_d+e@x-y.gov.vn"] {
            assert!(is_email(good), "{good}");
        }
        for wrong in [
            "",
            "a",
            "a@b",
            "@b.vn",
            "a@",
            "a b@c.vn",
            "a@b..vn",
            "a@-b.vn",
            "a.@b.vn",
            "á@b.vn",
            "a@b.vn, c@d.vn",
        ] {
            assert!(!is_email(wrong), "{wrong}");
        }
    }
}
