//! What is not ours: folders without our manifest, and files that somebody put among ours.

use super::support::*;
use congkhai::files::{MANIFEST, NoFaults, Op, PublishError, SwapMode, publish, recover};
use std::fs;
use std::time::SystemTime;

#[test]
fn a_folder_without_our_manifest_is_untouched() {
    for mode in MODES.iter().copied().chain([SwapMode::Auto]) {
        for preparations_in_it in [false, true] {
            let dir = fast_dir();
            let out = dir.path().join("public");
            fs::create_dir(&out).unwrap();
            drop_strangers(&out);
            if preparations_in_it {
                fs::create_dir(out.join(".congkhai-staging")).unwrap();
                fs::write(out.join(".congkhai-staging/x"), "").unwrap();
            }
            let before = snapshot(&out);
            let times = stamps(&out);
            let result = publish(&out, &new_site(), mode, &NoFaults);
            is_error(result, |e| matches!(e, PublishError::NotOurs(_)));
            recover(&out, &NoFaults).unwrap();
            assert_eq!(snapshot(&out), before);
            assert_eq!(stamps(&out), times);
            assert_eq!(beside(&out), [] as [&str; 0]);
        }
    }
}

fn stamps(out: &std::path::Path) -> Vec<SystemTime> {
    ["", "google123.html", "rieng", "rieng/ghi-chu.txt"]
        .map(|name| fs::metadata(out.join(name)).unwrap().modified().unwrap())
        .into()
}

#[test]
fn a_manifest_that_cannot_be_understood_is_no_leave_to_change_anything() {
    for text in ["", "{}", "{\"congkhai-manifest\":2,\"files\":[]}"] {
        for mode in MODES.iter().copied() {
            let dir = fast_dir();
            let out = dir.path().join("public");
            publish_well(&out, &old_site(), mode);
            fs::write(out.join(MANIFEST), text).unwrap();
            let before = snapshot(&out);
            let result = publish(&out, &new_site(), mode, &NoFaults);
            is_error(result, |e| matches!(e, PublishError::ManifestUnreadable(_)));
            assert_eq!(snapshot(&out), before);
        }
    }
}

#[test]
fn files_of_others_come_along() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        drop_strangers(&out);
        fs::write(out.join("cu/cua-toi.txt"), "x").unwrap();
        // Her file keeps its folder alive, so no file of ours can have its name.
        let result = publish(&out, &new_site(), mode, &NoFaults);
        is_error(result, |e| matches!(e, PublishError::InTheWay(p) if p == &["cu/cua-toi.txt"]));
        fs::remove_file(out.join("cu/cua-toi.txt")).unwrap();
        fs::write(out.join("thu-tuc/cua-toi.txt"), "hers").unwrap();

        for site in [new_site(), artifacts(&[("index.html", "alone")]), old_site()] {
            let published = publish_well(&out, &site, mode);
            let mut expected = vec!["google123.html", "rieng/ghi-chu.txt", "thu-tuc/cua-toi.txt"];
            if cfg!(unix) {
                expected.insert(1, "lien-ket");
            }
            assert_eq!(published.carried, expected, "{mode:?}");
            let now = snapshot(&out).unwrap();
            assert_eq!(now["google123.html"], "hers");
            assert_eq!(now["rieng/ghi-chu.txt"], "hers too");
            assert_eq!(now["thu-tuc/cua-toi.txt"], "hers");
            assert!(now.contains_key("rieng/trong/"));
            assert_eq!(now.get("lien-ket").is_some_and(|l| l == "link rieng/ghi-chu.txt"), cfg!(unix));
            let ours = now.keys().filter(|n| !n.ends_with('/')).count() - expected.len() - 1;
            assert_eq!(ours, site.len());
        }
    }
}

#[test]
fn a_file_of_hers_in_the_place_of_ours_stops_before_anything_is_changed() {
    for (name, says) in [
        ("moi.json", &["moi.json"][..]),
        ("MOI.json", &["MOI.json"]),
        ("doi2", &["doi2"]),
        ("moi.json/x.txt", &["moi.json", "moi.json/x.txt"]),
    ] {
        for mode in MODES.iter().copied() {
            let dir = fast_dir();
            let out = dir.path().join("public");
            publish_well(&out, &old_site(), mode);
            let hers = out.join(name);
            fs::create_dir_all(hers.parent().unwrap()).unwrap();
            fs::write(&hers, "hers").unwrap();
            let before = snapshot(&out);
            let mut site = new_site();
            site.extend(artifacts(&[("doi2/x.html", "x")]));
            let result = publish(&out, &site, mode, &NoFaults);
            is_error(result, |e| matches!(e, PublishError::InTheWay(p) if p == says));
            assert_eq!(snapshot(&out), before);
            assert_eq!(beside(&out), [] as [&str; 0]);
        }
    }
}

#[test]
fn a_file_of_hers_with_our_bytes_becomes_ours() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        fs::write(out.join("moi.json"), "{}").unwrap();
        let published = publish_well(&out, &new_site(), mode);
        assert_eq!((published.kept, published.carried.len()), (3, 0));
        publish_well(&out, &old_site(), mode);
        assert!(!out.join("moi.json").exists());
    }
}

/// The modes that move the folder, and the operation that does it.
fn swaps() -> impl Iterator<Item = (SwapMode, Op)> {
    let all = [(SwapMode::Exchange, Op::Exchange), (SwapMode::Journal, Op::Rename)];
    all.into_iter().filter(|(mode, _)| MODES.contains(mode))
}

#[test]
fn a_file_put_there_at_the_last_moment_is_not_lost() {
    for (mode, op) in swaps() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        drop_strangers(&out);
        let late = Meanwhile::at_first(op, || {
            fs::create_dir(out.join("muon")).unwrap();
            fs::write(out.join("muon/a.txt"), "late").unwrap();
            // As an editor does it: a new file under the old name.
            fs::write(out.join("tam"), "hers, newer").unwrap();
            let in_an_hour = SystemTime::now() + std::time::Duration::from_secs(3600);
            fs::File::options().write(true).open(out.join("tam")).unwrap().set_modified(in_an_hour).unwrap();
            fs::rename(out.join("tam"), out.join("google123.html")).unwrap();
        });
        let published = publish(&out, &new_site(), mode, &late).unwrap();
        assert_eq!(published.left, None);
        assert_eq!(fs::read(out.join("muon/a.txt")).unwrap(), b"late");
        assert_eq!(fs::read(out.join("google123.html")).unwrap(), b"hers, newer");
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"new index");
        assert_eq!(beside(&out), [] as [&str; 0]);
    }
}

#[test]
fn one_put_there_at_the_last_moment_where_ours_will_stand_is_kept_aside_and_reported() {
    for (mode, op) in swaps() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        let late = Meanwhile::at_first(op, || fs::write(out.join("moi.json"), "late").unwrap());
        let published = publish(&out, &new_site(), mode, &late).unwrap();
        let Some(PublishError::InTheWay(left)) = published.left else { panic!("{published:?}") };
        assert_eq!(fs::read(&left[0]).unwrap(), b"late");
        assert_eq!(fs::read(out.join("moi.json")).unwrap(), b"{}");
        // It stays, and is reported, until she has moved it.
        let result = publish(&out, &old_site(), mode, &NoFaults);
        is_error(result, |e| matches!(e, PublishError::InTheWay(_)));
        fs::rename(&left[0], dir.path().join("saved.json")).unwrap();
        publish_well(&out, &old_site(), mode);
        assert_eq!(beside(&out), ["saved.json"]);
    }
    let dir = fast_dir();
    let out = dir.path().join("public");
    publish_well(&out, &old_site(), SwapMode::InPlace);
    let late = Meanwhile::at_first(Op::Rename, || fs::write(out.join("moi.json"), "late").unwrap());
    let result = publish(&out, &new_site(), SwapMode::InPlace, &late);
    is_error(result, |e| matches!(e, PublishError::InTheWay(p) if p == &["moi.json"]));
    assert_eq!(fs::read(out.join("moi.json")).unwrap(), b"late");
    fs::remove_file(out.join("moi.json")).unwrap();
    recover(&out, &NoFaults).unwrap();
    let twin = dir.path().join("twin");
    publish_well(&twin, &new_site(), SwapMode::InPlace);
    assert_eq!(snapshot(&out), snapshot(&twin));
}

#[cfg(unix)]
#[test]
fn a_folder_of_ours_that_became_a_link_is_not_followed() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        let elsewhere = dir.path().join("elsewhere");
        fs::rename(out.join("cu"), &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, out.join("cu")).unwrap();
        let site = artifacts(&[("index.html", "new")]);
        let published = publish_well(&out, &site, mode);
        assert_eq!(published.carried, ["cu"]);
        assert!(elsewhere.join("x.html").exists(), "{mode:?}");
        // And nothing is written through it.
        let result = publish(&out, &old_site(), mode, &NoFaults);
        is_error(result, |e| matches!(e, PublishError::InTheWay(p) if p == &["cu"]));
    }
}

/// A read-only folder: what was prepared takes its permissions, and must be clearable all the same.
#[test]
fn a_preparation_that_is_read_only_is_cleared() {
    let dir = fast_dir();
    let out = dir.path().join("public");
    publish_well(&out, &old_site(), SwapMode::Exchange);
    let denied = FailFirst::new(Op::RemoveFile);
    let done = publish(&out, &new_site(), SwapMode::Exchange, &denied).unwrap();
    assert_eq!(done.left, None);
    assert_eq!(beside(&out), [] as [&str; 0]);
}

/// What cannot be written in the preparation is told under the published path.
#[test]
fn a_failure_names_the_published_folder() {
    let dir = fast_dir();
    let out = dir.path().join("public");
    publish_well(&out, &old_site(), SwapMode::Exchange);
    is_error(
        publish(&out, &new_site(), SwapMode::Exchange, &FailFirst::new(Op::Permit)),
        |e| matches!(e, PublishError::Io(e) if e.path == out.canonicalize().unwrap()),
    );
}

/// Denies the first operation of a kind in the preparation.
struct FailFirst(Op, std::sync::atomic::AtomicBool);

impl FailFirst {
    fn new(op: Op) -> Self {
        FailFirst(op, true.into())
    }
}

impl congkhai::files::Faults for FailFirst {
    fn at(&self, op: Op, path: &std::path::Path) -> congkhai::files::Action {
        let inside = path.to_string_lossy().contains("-staging");
        let first = op == self.0 && inside && self.1.swap(false, std::sync::atomic::Ordering::Relaxed);
        if first {
            congkhai::files::Action::Fail(std::io::ErrorKind::PermissionDenied)
        } else {
            congkhai::files::Action::Go
        }
    }
}
