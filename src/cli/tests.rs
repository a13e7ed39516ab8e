//! Answers of `build` and `check` to hand-made results, and of failures.

use super::*;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::files::{IoFailure, Op};

fn session(lang: Lang) -> Session {
    Session {
        words: Catalogue::load(lang),
        out: Surface::PLAIN,
        err: Surface::PLAIN,
        here: Ok(PathBuf::from("/nha/xa")),
    }
}

fn options(write: bool) -> Options {
    super::options::options(&Inputs::default(), Path::new("/nha/xa"), write).unwrap()
}

/// A result with one warning, and with a site error if wanted.
fn outcome(error: bool, explained: bool) -> Outcome {
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .push(Diagnostic::new(codes::DOCUMENT_TYPE_UNKNOWN, Place::file("a.md")).arg("viet_tat", "TBao"));
    if error {
        let mut d =
            Diagnostic::new(codes::EMAIL_INVALID, Place::line("congkhai.yaml", 3, 5, 4)).about("lien-he");
        d.explained = explained;
        diagnostics.push(d.arg("gia_tri", "ubnd"));
    }
    Outcome {
        pages: 412,
        files: 1_203,
        bytes: 34_460_000,
        diagnostics,
        rules: Default::default(),
        published: !error || explained,
        explanations: Vec::new(),
        carried: Vec::new(),
    }
}

#[test]
fn a_build_says_what_it_made_and_where_to_look() {
    let answer =
        session(Lang::Vi).built(&options(true), &outcome(false, false), Duration::from_millis(1_849));
    assert_eq!(
        answer.out,
        "Đã đăng 412 trang vào public: 1.203 tệp, 34,5 MB, trong 1,8 giây.\n\
         Mở để xem: public/index.html\nKhông có lỗi, 1 cảnh báo, 0 lưu ý.\n"
            .replace('/', std::path::MAIN_SEPARATOR_STR)
    );
    assert!(answer.err.starts_with("Cảnh báo VB03"), "findings are talk: {}", answer.err);
    assert_eq!(answer.code, 0);
    let english = session(Lang::En).built(&options(true), &outcome(false, false), Duration::from_millis(40));
    assert!(
        english.out.starts_with("Published 412 pages to public: 1,203 files, 34.5 MB, in 0.0 seconds.\n")
    );
}

#[test]
fn an_error_keeps_the_old_site() {
    let answer = session(Lang::Vi).built(&options(true), &outcome(true, false), Duration::ZERO);
    assert_eq!(
        answer.out,
        "Chưa đăng: còn 1 lỗi phải sửa hoặc giải trình; trang cũ giữ nguyên.\n\
         1 lỗi (1 chặn việc đăng), 1 cảnh báo, 0 lưu ý.\n"
    );
    assert_eq!(answer.code, 1);
    let explained = session(Lang::Vi).built(&options(true), &outcome(true, true), Duration::ZERO);
    assert_eq!(explained.code, 0);
    assert!(explained.out.ends_with("1 lỗi (1 đã có giải trình), 1 cảnh báo, 0 lưu ý.\n"));
}

#[test]
fn a_check_says_whether_it_could_be_published() {
    let check = |format, error| session(Lang::Vi).checked(&options(false), &outcome(error, false), format);
    let fine = check(Format::Human, false);
    assert!(fine.out.ends_with("Không có lỗi, 1 cảnh báo, 0 lưu ý. Dữ liệu đăng được.\n"), "{}", fine.out);
    assert_eq!((fine.code, fine.err.as_str()), (0, ""));
    let stopped = check(Format::Human, true);
    let last: Vec<&str> = stopped.out.split_whitespace().collect();
    assert!(last.join(" ").ends_with("Chưa đăng được: còn 1 lỗi phải sửa hoặc giải trình."));
    assert_eq!(stopped.code, 1);
    let short = check(Format::Short, true);
    assert_eq!(short.out, "a.md warning VB03\ncongkhai.yaml:3:5 error CH02 lien-he\n");
    assert_eq!((short.code, check(Format::Json, true).code), (1, 1));
    assert!(check(Format::Json, false).out.starts_with("{\n  \"schema\": 1,"));
}

#[test]
fn what_stays_out_and_what_was_kept_is_said() {
    let mut made = outcome(false, false);
    for file in ["data/ho-so/a.csv", "data/ho-so/b.csv"] {
        let twice = Diagnostic::new(codes::DOSSIER_PERIOD_CONTRADICTION, Place::file(file));
        made.diagnostics.push(twice.about("ho-so/2026-Q2"));
    }
    made.carried = vec!["google1.html".to_owned()];
    let told = "Không đăng 1 mục: kỳ 2026-Q2 (HS10).\n";
    let built = session(Lang::Vi).built(&options(true), &made, Duration::ZERO).out;
    assert!(built.ends_with(told), "{built}");
    assert!(built.contains("Giữ lại 1 tệp không do congkhai tạo ra: google1.html.\n"), "{built}");
    let checked = session(Lang::Vi).checked(&options(false), &made, Format::Human).out;
    assert!(checked.ends_with(told), "{checked}");
}

#[test]
fn failures_name_the_path_and_the_cause() {
    let path = PathBuf::from("/nha/xa/a");
    let s = session(Lang::Vi);
    let disk = |kind, os_error| {
        s.unpublished(&PublishError::Io(IoFailure { op: Op::Write, path: path.clone(), kind, os_error })).err
    };
    let full = disk(ErrorKind::StorageFull, None);
    assert_eq!(full, "Không chạy được: không đọc, ghi được “a”: ổ đĩa hết chỗ.\n");
    assert!(
        disk(ErrorKind::Other, Some(99_999)).contains("os error 99999"),
        "the system's words when ours are lacking"
    );
    assert!(disk(ErrorKind::InvalidFilename, None).contains("tên tệp hoặc đường dẫn quá dài"));
    let strange = s.unpublished(&PublishError::NotOurs(path.clone()));
    assert_eq!((strange.code, strange.out.as_str()), (2, ""));
}

#[test]
fn every_reason_not_to_publish_has_words() {
    let path = PathBuf::from("/nha/xa/a");
    let faults = [
        PathFault::NotRelative,
        PathFault::Reserved,
        PathFault::NotPortable,
        PathFault::Twice,
        PathFault::FileAndFolder,
    ];
    let mut errors = vec![
        PublishError::NotAFolder(path.clone()),
        PublishError::NotOurs(path.clone()),
        PublishError::ManifestUnreadable(path.clone()),
        PublishError::InTheWay(vec!["index.html".into(), "a.css".into()]),
        PublishError::Busy(path),
    ];
    errors.extend(faults.map(|f| PublishError::BadPath("a:b".into(), f)));
    for error in errors {
        for lang in [Lang::Vi, Lang::En] {
            let text = session(lang).unpublished(&error).err;
            assert!(!text.contains(['{', '}']) && !text.contains("failure."), "{error:?}: {text}");
        }
    }
}

#[test]
fn sizes_have_one_decimal() {
    let s = session(Lang::Vi);
    let sizes = [0, 949, 999_949, 34_450_000, 2_000_000_000].map(|n| s.size(n));
    assert_eq!(sizes, ["0,0 KB", "0,9 KB", "999,9 KB", "34,5 MB", "2,0 GB"]);
}
