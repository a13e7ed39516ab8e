//! The preview as people use it: the program is started on a free port with a copy of the sample,
//! and asked over plain TCP.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test may touch its own files, and fail

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest time until something must have happened, also on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// The running program; ended when dropped.
struct Preview {
    child: Child,
    host: String,
    folder: tempfile::TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: status line and headers, body.
struct Answer {
    head: String,
    body: String,
}

impl Preview {
    fn start(arguments: &[&str]) -> Preview {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(sample.join("congkhai.yaml"), folder.path().join("congkhai.yaml")).unwrap();
        for part in ["data", "content", "static"] {
            copy(&sample.join(part), &folder.path().join(part));
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_congkhai"))
            .args(arguments)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The address is told when the pages are there.
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let host = said.split_once("http://").unwrap().1.split('/').next().unwrap().to_owned();
        assert!(host.starts_with("127.0.0.1:"), "only this computer: {said}");
        Preview { child, host, folder }
    }

    fn ask(&self, method: &str, path: &str, host: Option<&str>) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let host = host.map(|h| format!("Host: {h}\r\n")).unwrap_or_default();
        write!(stream, "{method} {path} HTTP/1.0\r\n{host}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Answer { head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, Some(&self.host))
    }

    fn status(&self, method: &str, path: &str, host: Option<&str>) -> u16 {
        let answer = self.ask(method, path, host);
        answer.head.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// Asks until the page fits; how long that took.
    fn until(&self, path: &str, fits: impl Fn(&str) -> bool) -> Duration {
        let began = Instant::now();
        loop {
            let page = self.get(path).body;
            if fits(&page) {
                return began.elapsed();
            }
            assert!(began.elapsed() < DEADLINE, "{path} did not become so:\n{page}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Names and bytes of all files in the site's folder.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let all = walkdir::WalkDir::new(self.folder.path()).into_iter().map(Result::unwrap);
        all.filter(|e| e.file_type().is_file())
            .map(|e| (e.path().to_owned(), fs::read(e.path()).unwrap()))
            .collect()
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The version that a page shows.
fn version(page: &str) -> &str {
    page.split_once("data-ma=\"").unwrap().1.split('"').next().unwrap()
}

const QUARTER: &str = "data/ho-so/2026-Q3.csv";
const QUARTER_PAGE: &str = "/ho-so/2026-Q3.html";

#[test]
fn pages_come_from_memory_and_only_to_this_computer() {
    let preview = Preview::start(&["xem", "--khong-mo"]);
    let before = preview.files();
    let home = preview.get("/");
    assert!(home.head.contains(" 200 ") && home.head.contains("text/html"), "{}", home.head);
    assert!(home.body.contains("phường Hương Sen") && home.body.contains("Bản xem trước."));
    assert_eq!(preview.get("/index.html").body, home.body);
    assert!(preview.get("/ho-so").head.contains("Location: /ho-so/"));
    assert!(preview.get("/ho-so/").head.contains(" 200 "));
    assert!(preview.get("/_xem.js").head.contains("text/javascript"));
    let css = home.body.split("href=\"").find(|h| h.contains(".css") && !h.starts_with('/')).unwrap();
    assert!(preview.get(&format!("/{}", css.split('"').next().unwrap())).head.contains("text/css"));
    let head = preview.ask("HEAD", "/", Some(&preview.host));
    assert!(head.head.contains(" 200 ") && head.body.is_empty());

    let missing = preview.get("/khong-co.html");
    assert!(missing.head.contains(" 404 ") && missing.body.contains("không có trang nào"));
    assert!(!missing.body.contains("https://huongsen.example/"), "no link leads out of the preview");
    for path in ["/../congkhai.yaml", "/%2e%2e/congkhai.yaml", "/congkhai.yaml", "/data/giai-trinh.xlsx"] {
        assert_eq!(preview.status("GET", path, Some(&preview.host)), 404, "{path}");
    }

    let port = preview.host.rsplit(':').next().unwrap();
    assert_eq!(preview.status("GET", "/", Some(&format!("localhost:{port}"))), 200);
    for host in [Some("evil.example"), Some(&*format!("evil.example:{port}")), Some("127.0.0.1"), None] {
        assert_eq!(preview.status("GET", "/", host), 403, "{host:?}");
    }
    assert_eq!(preview.status("POST", "/", Some(&preview.host)), 405);
    assert_eq!(preview.files(), before, "nothing is written");
}

#[test]
fn a_saved_change_is_seen_and_a_mistake_is_shown_where_it_is() {
    let preview = Preview::start(&["serve", "--khong-mo"]);
    let good = fs::read_to_string(preview.file(QUARTER)).unwrap();
    let page = preview.get(QUARTER_PAGE).body;
    assert!(!page.contains("class=\"ck-error\""));

    // A page that waits is told of the change; saved as Excel does, by another file's name.
    let first_field = good.lines().find(|l| l.starts_with("1,")).unwrap().split(',').nth(1).unwrap();
    let waiting = std::thread::scope(|scope| {
        let wait = scope.spawn(|| preview.get(&format!("/_cho/{}", version(&page))).body);
        fs::write(preview.file("data/ho-so/~$2026-Q3.csv"), "").unwrap();
        fs::write(preview.file("data/ho-so/1A2B3C4D"), good.replace(first_field, "Lĩnh vực đổi tên"))
            .unwrap();
        fs::remove_file(preview.file(QUARTER)).unwrap();
        fs::rename(preview.file("data/ho-so/1A2B3C4D"), preview.file(QUARTER)).unwrap();
        fs::remove_file(preview.file("data/ho-so/~$2026-Q3.csv")).unwrap();
        wait.join().unwrap()
    });
    assert_ne!(waiting, version(&page));
    preview.until(QUARTER_PAGE, |p| p.contains("Lĩnh vực đổi tên"));

    // A sum that is wrong: on the page, in the list with cell and mend, not on other pages.
    let total = good.lines().find(|l| l.to_uppercase().contains("TỔNG CỘNG")).unwrap();
    let number = total.split(',').find(|c| c.parse::<u32>().is_ok()).unwrap();
    let wrong = total.replacen(number, &(number.parse::<u32>().unwrap() + 1).to_string(), 1);
    fs::write(preview.file(QUARTER), good.replace(total, &wrong)).unwrap();
    preview.until(QUARTER_PAGE, |p| p.contains("class=\"ck-error\"") && p.contains("Chưa đăng được"));
    let list = preview.get("/_kiem-tra").body;
    for words in ["Lỗi HS", QUARTER, ", ô C", "<dt>Vì sao</dt>", "<dt>Căn cứ</dt>", "<dt>Cách sửa</dt>"]
    {
        assert!(list.contains(words), "{words} is not in the list:\n{list}");
    }
    assert!(!preview.get("/ho-so/2026-Q1.html").body.contains("class=\"ck-error\""));

    // The settings broken: the last pages stay, and say so.
    let settings = fs::read_to_string(preview.file("congkhai.yaml")).unwrap();
    fs::write(preview.file("congkhai.yaml"), "co_quan: [\n").unwrap();
    preview.until("/", |p| p.contains("đang xem bản dựng lần trước") && p.contains("phường Hương Sen"));
    assert!(preview.get("/_kiem-tra").body.contains("congkhai.yaml"));

    // All mended: as in the beginning.
    fs::write(preview.file("congkhai.yaml"), settings).unwrap();
    fs::write(preview.file(QUARTER), &good).unwrap();
    preview.until(QUARTER_PAGE, |p| p == page);
}

#[test]
fn the_bare_name_shows_the_site_of_this_folder() {
    // Without a way to open a browser, the address is told all the same.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("congkhai.yaml"), "co_quan: [\n").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_congkhai"))
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    out.read_line(&mut said).unwrap();
    let host = said.split_once("http://").unwrap().1.split('/').next().unwrap().to_owned();
    let preview = Preview { child, host, folder };
    let page = preview.get("/");
    assert!(page.head.contains(" 404 ") && page.body.contains("Lỗi YAML"), "findings when there is no page");
}

#[test]
fn a_port_that_is_taken_or_wrong_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("congkhai.yaml"), "").unwrap();
    for (port, words) in [(port.as_str(), "chương trình khác đang dùng"), ("tám", "“--cong” nhận một số")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_congkhai"))
            .args(["serve", "--khong-mo", "--cong", port])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
}
