//! What publishing does when nothing breaks: swaps, keeps, falls back, refuses.

use super::support::*;
use congkhai::files::{
    Artifact, FaultPlan, MANIFEST, Manifest, NoFaults, Op, PublishError, SwapMode, publish, recover,
};
use std::fs;
use std::time::{Duration, SystemTime};

#[test]
fn a_site_is_published_and_replaced() {
    // On the system's own disk, not in memory as the others.
    for mode in MODES.iter().copied() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("sau/public");
        let first = publish_well(&out, &old_site(), mode);
        assert_eq!((first.written, first.kept, first.removed, first.mode), (6, 0, 0, mode));
        let second = publish_well(&out, &new_site(), mode);
        assert_eq!((second.written, second.kept, second.removed, second.mode), (4, 2, 3, mode));
        assert!(second.carried.is_empty());
        assert_eq!(beside(&out), [] as [&str; 0]);

        let mut now = snapshot(&out).unwrap();
        let manifest = Manifest::parse(now.remove(MANIFEST).unwrap().as_bytes()).unwrap();
        let listed: Vec<_> = manifest.files.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(listed, ["cu", "doi/a/z.html", "index.html", "kieu.css", "moi.json", "thu-tuc/1.html"]);
        let files: Vec<_> = now.iter().filter(|(name, _)| !name.ends_with('/')).collect();
        assert_eq!(files.len(), 6);
        for artifact in new_site() {
            assert_eq!(now[&artifact.path].as_bytes(), artifact.bytes);
        }
        let folders: Vec<_> = now.keys().filter(|name| name.ends_with('/')).collect();
        assert_eq!(folders, ["doi/", "doi/a/", "thu-tuc/"], "{mode:?}");
    }
}

#[test]
fn the_manifest_is_this_text() {
    let dir = fast_dir();
    let out = dir.path().join("public");
    publish_well(&out, &artifacts(&[("b/rong.txt", ""), ("a.txt", "")]), SwapMode::Auto);
    // The hash of nothing, as BLAKE3's authors give it.
    let hash = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    let expected = format!(
        "{{\"congkhai-manifest\":1,\"files\":[\n\
         {{\"path\":\"a.txt\",\"size\":0,\"blake3\":\"{hash}\"}},\n\
         {{\"path\":\"b/rong.txt\",\"size\":0,\"blake3\":\"{hash}\"}}\n]}}\n"
    );
    assert_eq!(fs::read_to_string(out.join(MANIFEST)).unwrap(), expected);
}

#[test]
fn equal_sites_are_equal_in_every_byte_however_they_came_about() {
    let dir = fast_dir();
    let mut seen = Vec::new();
    for (i, mode) in MODES.iter().copied().enumerate() {
        for via_old in [false, true] {
            let out = dir.path().join(format!("{i}{via_old}"));
            if via_old {
                publish_well(&out, &old_site(), mode);
            }
            let mut shuffled = new_site();
            shuffled.rotate_left(i + 1);
            publish_well(&out, &shuffled, mode);
            seen.push(snapshot(&out).unwrap());
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn unchanged_files_are_not_written_again() {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    for (plan, linked) in [("", true), ("link:1+=unsupported", false)] {
        for mode in MODES.iter().copied() {
            let dir = fast_dir();
            let out = dir.path().join("public");
            publish_well(&out, &old_site(), mode);
            drop_strangers(&out);
            let same = ["thu-tuc/1.html", "google123.html"];
            for name in same {
                fs::File::options().write(true).open(out.join(name)).unwrap().set_modified(long_ago).unwrap();
            }
            let before = same.map(|name| inode(&out.join(name)));
            publish(&out, &new_site(), mode, &FaultPlan::parse(plan).unwrap()).unwrap();
            for name in same {
                assert_eq!(
                    fs::metadata(out.join(name)).unwrap().modified().unwrap(),
                    long_ago,
                    "{mode:?} {name}"
                );
            }
            if linked {
                assert_eq!(same.map(|name| inode(&out.join(name))), before, "{mode:?}");
            }
            let of_new = fs::metadata(out.join("index.html")).unwrap().modified().unwrap();
            assert_ne!(of_new, long_ago);
        }
    }
}

#[cfg(unix)]
fn inode(path: &std::path::Path) -> u64 {
    std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap())
}

#[cfg(not(unix))]
fn inode(_: &std::path::Path) -> u64 {
    0
}

#[test]
fn an_equal_site_is_left_alone() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &new_site(), mode);
        drop_strangers(&out);
        let before = inode(&out);
        let recorder = Recorder::default();
        let again = publish(&out, &new_site(), mode, &recorder).unwrap();
        assert_eq!((again.written, again.kept, again.removed), (0, 6, 0));
        assert_eq!(inode(&out), before);
        let only_looks = |op| matches!(op, Op::Lock | Op::Resolve | Op::Stat | Op::List | Op::Read);
        assert!(recorder.trace().iter().all(|(op, _)| only_looks(*op)));
    }
}

#[test]
fn a_file_that_was_damaged_or_edited_is_written_again() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &new_site(), mode);
        let good = snapshot(&out);
        fs::write(out.join("kieu.css"), "SAME CSS").unwrap();
        fs::remove_file(out.join("moi.json")).unwrap();
        let again = publish_well(&out, &new_site(), mode);
        assert_eq!((again.written, again.kept), (2, 4));
        assert_eq!(snapshot(&out), good);
    }
}

#[test]
fn auto_takes_what_the_system_can_do() {
    for (plan, expected) in [
        ("", SwapMode::Exchange),
        ("exchange:1=unsupported", SwapMode::Journal),
        ("exchange:1=busy", SwapMode::InPlace),
        ("exchange:1=unsupported,rename:1=cross", SwapMode::InPlace),
        // Nothing can be made beside the folder.
        ("lock:1=denied", SwapMode::InPlace),
    ] {
        if cfg!(not(unix)) && plan.starts_with("lock") {
            continue;
        }
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), SwapMode::Journal);
        if plan.starts_with("lock") {
            fs::remove_file(dir.path().join(".congkhai-public-lock")).unwrap();
        }
        let published = publish(&out, &new_site(), SwapMode::Auto, &FaultPlan::parse(plan).unwrap()).unwrap();
        let expected = match expected {
            SwapMode::Exchange if !MODES.contains(&SwapMode::Exchange) => SwapMode::Journal,
            other => other,
        };
        assert_eq!((published.mode, published.left), (expected, None), "{plan}");
        let twin = dir.path().join("twin");
        publish_well(&twin, &new_site(), SwapMode::Journal);
        assert_eq!(snapshot(&out), snapshot(&twin), "{plan}");
    }
    // An empty mount point, as a container has at its first start.
    let dir = fast_dir();
    let out = dir.path().join("public");
    fs::create_dir(&out).unwrap();
    let plan = FaultPlan::parse("rename:1=busy").unwrap();
    let published = publish(&out, &new_site(), SwapMode::Auto, &plan).unwrap();
    assert_eq!((published.mode, published.written), (SwapMode::InPlace, 6));
    assert_eq!(beside(&out), [] as [&str; 0]);
}

#[test]
fn a_mode_that_was_asked_for_does_not_fall_back() {
    let dir = fast_dir();
    let out = dir.path().join("public");
    publish_well(&out, &old_site(), SwapMode::Journal);
    let before = snapshot(&out);
    for (mode, plan) in [(SwapMode::Exchange, "exchange:1=unsupported"), (SwapMode::Journal, "rename:1=busy")]
    {
        let result = publish(&out, &new_site(), mode, &FaultPlan::parse(plan).unwrap());
        is_error(result, |e| matches!(e, PublishError::Io(_)));
        assert_eq!(snapshot(&out), before);
        assert_eq!(beside(&out), [] as [&str; 0]);
    }
}

#[test]
fn a_folder_held_for_a_moment_is_waited_for() {
    // As Windows answers while a virus scanner looks at the folder.
    for plan in ["rename:1=denied,rename:2=denied,rename:4=denied", "rename:2=denied"] {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), SwapMode::Journal);
        let plan = FaultPlan::parse(plan).unwrap();
        let published = publish(&out, &new_site(), SwapMode::Journal, &plan).unwrap();
        assert_eq!((published.written, published.left), (4, None));
    }
}

#[test]
fn two_builds_at_once_do_not_mix() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        let second = Meanwhile::at_first(Op::Create, || {
            let result = publish(&out, &old_site(), mode, &NoFaults);
            is_error(result, |e| matches!(e, PublishError::Busy(_)));
            is_error(recover(&out, &NoFaults), |e| matches!(e, PublishError::Busy(_)));
        });
        let first = publish(&out, &new_site(), mode, &second).unwrap();
        assert_eq!((first.written, first.left), (4, None));
    }
}

#[test]
fn what_cannot_be_cleared_is_left_for_the_next_start() {
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        publish_well(&out, &old_site(), mode);
        // Everything fails from the first removal of an old folder on.
        let last_dir = if mode == SwapMode::InPlace { "remove-dir:5+=fail" } else { "remove-dir:1+=fail" };
        let published = publish(&out, &new_site(), mode, &FaultPlan::parse(last_dir).unwrap()).unwrap();
        assert!(matches!(published.left, Some(PublishError::Io(_))), "{mode:?}");
        recover(&out, &NoFaults).unwrap();
        assert_eq!(beside(&out), [] as [&str; 0]);
        let twin = dir.path().join("twin");
        publish_well(&twin, &new_site(), mode);
        assert_eq!(snapshot(&out), snapshot(&twin));
    }
}

#[test]
fn nothing_happens_when_there_is_nothing_to_recover() {
    let dir = fast_dir();
    recover(&dir.path().join("none/public"), &NoFaults).unwrap();
    recover(&dir.path().join("public"), &NoFaults).unwrap();
    assert!(!dir.path().join("none").exists());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn places_that_are_no_folder() {
    let dir = fast_dir();
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    for mode in MODES.iter().copied() {
        let result = publish(&file, &new_site(), mode, &NoFaults);
        is_error(result, |e| matches!(e, PublishError::NotAFolder(_)));
        let root = std::path::Path::new("/");
        let result = publish(root, &new_site(), mode, &NoFaults);
        is_error(result, |e| matches!(e, PublishError::NotAFolder(_)));
    }
    assert_eq!(fs::read(&file).unwrap(), b"x");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_bad_path_stops_before_anything_is_made() {
    let dir = fast_dir();
    let site = [Artifact { path: "../x.html".into(), bytes: vec![] }];
    let result = publish(&dir.path().join("public"), &site, SwapMode::Auto, &NoFaults);
    is_error(result, |e| matches!(e, PublishError::BadPath(..)));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let real = dir.path().join("www");
        fs::create_dir(&real).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o2750)).unwrap();
        let out = dir.path().join("public");
        symlink("www", &out).unwrap();
        publish_well(&out, &old_site(), mode);
        publish_well(&out, &new_site(), mode);
        assert_eq!(fs::read_link(&out).unwrap().to_str(), Some("www"));
        assert_eq!(fs::read(real.join("index.html")).unwrap(), b"new index");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o7777, 0o2750);
    }
}

#[test]
fn a_thousand_files_in_many_folders() {
    let site: Vec<Artifact> = (0..1000)
        .map(|i| Artifact { path: format!("a{}/b{}/{i}.html", i % 10, i % 30), bytes: vec![b'x'; i] })
        .collect();
    for mode in MODES.iter().copied() {
        let dir = fast_dir();
        let out = dir.path().join("public");
        assert_eq!(publish_well(&out, &site, mode).written, 1000);
        let next = &site[..900];
        let published = publish_well(&out, next, mode);
        assert_eq!((published.written, published.kept, published.removed), (0, 900, 100));
    }
}
