//! Bytes to articles, format by format, and what happens to bad ones.

use std::path::Path;

use proptest::prelude::*;
use stance_explorer::ingest::{ENDINGS, Ingested, expand, read_bytes, read_file};

fn read(name: &str, text: &str) -> Ingested {
    read_bytes(Path::new(name), text.as_bytes())
}

#[test]
fn plain_text_is_kept_as_it_is() {
    let text = "  A headline\n\nThe body.\n";
    let article = read("a.txt", text).articles.remove(0);
    assert_eq!((article.text.as_str(), article.title.as_str(), article.key.as_str()), (text, "A headline", "a"));
}

#[test]
fn front_matter_gives_title_date_and_outlet() {
    let text =
        "---\ntitle: \"Talks resume\"\ndate: 2031-04-02\nsource: https://www.example.org/x\n---\n# Heading\nBody.";
    let article = read("a.md", text).articles.remove(0);
    assert_eq!((article.title.as_str(), article.outlet.as_str()), ("Talks resume", "example.org"));
    assert_eq!(article.date, Some(jiff::civil::date(2031, 4, 2)));
    assert!(article.text.starts_with("Heading"));
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let read = read(
        "a.jsonl",
        "{\"id\":\"x\",\"text\":\"One.\"}\n{oops\n{\"text\":\"Three.\",\"issues\":[{\"id\":\"t\",\"name\":\"T\"}]}\n",
    );
    assert_eq!(read.articles.iter().map(|a| a.key.as_str()).collect::<Vec<_>>(), ["x", "a-3"]);
    assert_eq!(read.articles[1].issues.as_ref().unwrap().issues.len(), 1);
    assert!(read.problems[0].reason.starts_with("line 2:"), "{}", read.problems[0]);
}

#[test]
fn a_web_page_gives_its_body_without_the_navigation() {
    let body = "The envoy of Velmora said that the talks would go on until the border is open again. ".repeat(12);
    let html = format!(
        "<html><head><title>Border talks</title><meta property='og:site_name' content='Ostrana Post'></head>\
         <body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav><article><h1>Border talks</h1><p>{body}</p><p>{body}</p></article></body></html>"
    );
    let article = read("a.html", &html).articles.remove(0);
    assert!(article.text.contains("border is open") && !article.text.contains("Sport"));
    assert_eq!(article.outlet, "Ostrana Post");
}

#[test]
fn a_missing_or_binary_file_is_one_problem_with_its_name() {
    assert!(read_file(Path::new("no/such/file.txt")).problems[0].subject.ends_with("file.txt"));
    assert_eq!(read_bytes(Path::new("x.txt"), b"\x7fELF\0\0\0").problems.len(), 1);
}

#[test]
fn folders_are_searched_in_order_for_known_endings() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a.md", "c.exe"] {
        std::fs::write(folder.path().join(name), "text").unwrap();
    }
    let (files, problems) = expand(&[folder.path().to_path_buf()]);
    let names: Vec<_> = files.iter().filter_map(|file| file.file_name()).collect();
    assert_eq!(names, ["a.md", "b.txt"]);
    assert_eq!(problems.len(), 1, "what was left out is said once");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), ending in prop::sample::select(ENDINGS.to_vec())) {
        let name = format!("x.{ending}");
        let read = read_bytes(Path::new(&name), &bytes);
        prop_assert!(read.articles.len() + read.problems.len() > 0 || bytes.iter().all(u8::is_ascii_whitespace));
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("packs into memory");
    encoder.finish().expect("packs into memory")
}

#[test]
fn packed_files_are_read_like_what_is_in_them() {
    let read = read_bytes(Path::new("a.md.gz"), &packed(b"---\ntitle: Talks resume\n---\nBody."));
    assert_eq!((read.articles[0].key.as_str(), read.articles[0].title.as_str()), ("a", "Talks resume"));
    let read = read_bytes(Path::new("b.txt.gz"), b"not packed at all");
    assert!(read.problems[0].to_string().contains("b.txt.gz"), "{}", read.problems[0]);
    assert!(read.problems[0].reason.starts_with("cannot be unpacked"), "{}", read.problems[0]);
}

#[test]
fn a_packed_file_that_unpacks_without_end_is_refused() {
    let read = read_bytes(Path::new("bomb.txt.gz"), &packed(&vec![b'a'; (64 << 20) + 1]));
    assert_eq!(read.problems[0].reason, "is larger than 64 MiB");
}

#[test]
fn a_folder_tells_what_it_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.txt", "b.txt.gz", "c.pdf", "d.gz"] {
        std::fs::write(folder.path().join(name), "text").expect("a file");
    }
    let (files, problems) = expand(&[folder.path().to_path_buf()]);
    assert_eq!(files.len(), 2);
    assert_eq!(problems[0].reason, "2 files of other kinds were left out (c.pdf, d.gz)");
}
