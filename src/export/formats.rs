//! A table in each of the formats.

use std::fmt::Write as _;

use rust_xlsxwriter::{Color, Format as XlsxFormat, Workbook};
use serde_json::{Map, Value};

use super::ExportError;
use super::tables::{Field, Table};
use crate::model::Stance;

/// Comma-separated values, UTF-8, as RFC 4180 has them.
pub fn csv(table: &Table) -> Result<Vec<u8>, ExportError> {
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(table.heads.iter().map(|head| safe(head)))?;
    for row in &table.rows {
        out.write_record(row.iter().map(safe_field))?;
    }
    out.into_inner().map_err(|err| ::csv::Error::from(err.into_error()).into())
}

/// Tab-separated text, which spreadsheets take from the clipboard as cells.
pub fn tab_separated(table: &Table) -> String {
    let line = |fields: Vec<String>| {
        fields.iter().map(|field| field.replace(['\t', '\n', '\r'], " ")).collect::<Vec<_>>().join("\t") + "\n"
    };
    let mut out = line(table.heads.iter().map(|head| safe(head)).collect());
    for row in &table.rows {
        out += &line(row.iter().map(safe_field).collect());
    }
    out
}

/// A list of objects, one a row.
pub fn json(table: &Table) -> Result<Vec<u8>, ExportError> {
    let object = |row: &Vec<Field>| {
        let fields = table.heads.iter().cloned().zip(row.iter().map(Field::json));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    let mut out = serde_json::to_vec_pretty(&table.rows.iter().map(object).collect::<Vec<_>>())?;
    out.push(b'\n');
    Ok(out)
}

/// A table of GitHub's Markdown.
pub fn markdown(table: &Table) -> Vec<u8> {
    let line = |fields: Vec<String>| format!("| {} |\n", fields.join(" | "));
    let escape = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' | '\r' => out.push(' '),
                // Everything that Markdown or the HTML within it would take for its own
                '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
        out
    };
    let mut out = format!("# {}\n\n", escape(&table.title));
    out += &line(table.heads.iter().map(|head| escape(head)).collect());
    out += &line(vec!["---".to_owned(); table.heads.len()]);
    for row in &table.rows {
        out += &line(row.iter().map(|field| escape(&field.words())).collect());
    }
    out.into_bytes()
}

/// A page that stands alone, reads well and prints; a matrix is followed by the statements behind it.
pub fn html(tables: &[Table]) -> Vec<u8> {
    let title = tables.first().map_or("", |table| table.title.as_str());
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escape(title)
    );
    for table in tables {
        let _ = writeln!(out, "<h1>{}</h1>\n<div><table>\n<thead><tr>", escape(&table.title));
        for head in &table.heads {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escape(&head.replace('_', " ")));
        }
        out += "</tr></thead>\n<tbody>\n";
        for row in &table.rows {
            out += "<tr>";
            for (at, field) in row.iter().enumerate() {
                let words = escape(&field.words());
                let _ = match field {
                    Field::Cell(_, stance) => {
                        let class = stance.map_or("mixed".to_owned(), |stance| stance.to_string());
                        write!(out, "<td class=\"{class}\">{}{words}</td>", sign(*stance))
                    }
                    Field::Count(_) | Field::Share(_) => write!(out, "<td class=\"number\">{words}</td>"),
                    Field::Text(_) if at == 0 => write!(out, "<th scope=\"row\">{words}</th>"),
                    Field::Text(_) => write!(out, "<td>{words}</td>"),
                };
            }
            out += "</tr>\n";
        }
        out += "</tbody></table></div>\n";
    }
    out += "<p>An asterisk marks what a person coded; everything else is a suggestion of the program.</p>\n</body>\n</html>\n";
    out.into_bytes()
}

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#1b1b1b;background:#fff}\
h1{font-size:1.3rem;margin:1.6rem 0 .6rem}div{overflow-x:auto}table{border-collapse:collapse}\
th,td{border:1px solid #c8c8c8;padding:.3rem .55rem;text-align:left;vertical-align:top}thead th{background:#f0f0f0}\
.number{text-align:right;font-variant-numeric:tabular-nums}td.support{background:#77bffe}td.oppose{background:#ec8e58}\
td.conditional{background:#ffdc8a}td.neutral{background:#cccccc}td.mixed{background:#cc9dca}\
@media print{body{margin:0;font-size:10px}tr{break-inside:avoid}td,th{print-color-adjust:exact}}";

fn sign(stance: Option<Stance>) -> &'static str {
    match stance {
        Some(Stance::Support) => "+ ",
        Some(Stance::Oppose) => "− ",
        Some(Stance::Conditional) => "? ",
        Some(Stance::Neutral) => "○ ",
        None => "",
    }
}

/// Text for HTML and XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // XML has no place for these, however they are written.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            c => out.push(c),
        }
    }
    out
}

/// A workbook of one sheet, the head row and the first column fixed. Texts are written as texts: nothing runs.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, ExportError> {
    /// What a cell of a sheet holds at most, in UTF-16 units (Excel's specifications and limits).
    const LONGEST: usize = 32_767;
    let mut book = Workbook::new();
    // A fixed date of making: the same table gives the same bytes.
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    let bold = XlsxFormat::new().set_bold().set_text_wrap();
    let sheet = book.add_worksheet();
    sheet.set_name(&table.title)?;
    sheet.set_freeze_panes(1, 1)?;
    for (column, head) in table.heads.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, head, &bold)?;
        sheet.set_column_width(
            column as u16,
            if matches!(head.as_str(), "evidence" | "content") { 60.0 } else { 18.0 },
        )?;
    }
    for (at, row) in table.rows.iter().enumerate() {
        let line = at as u32 + 1;
        for (column, field) in row.iter().enumerate() {
            let column = column as u16;
            match field {
                Field::Count(count) => sheet.write_number(line, column, *count as f64)?,
                Field::Share(share) => sheet.write_number(line, column, (f64::from(*share) * 100.0).round() / 100.0)?,
                Field::Text(text) if text.is_empty() => sheet,
                Field::Text(text) => {
                    let fits: String = text
                        .chars()
                        .scan(0, |length, c| {
                            *length += c.len_utf16();
                            (*length <= LONGEST).then_some(c)
                        })
                        .collect();
                    sheet.write_string(line, column, fits)?
                }
                Field::Cell(words, stance) => {
                    let colour = match stance {
                        Some(Stance::Support) => 0x77_BF_FE,
                        Some(Stance::Oppose) => 0xEC_8E_58,
                        Some(Stance::Conditional) => 0xFF_DC_8A,
                        Some(Stance::Neutral) => 0xCC_CC_CC,
                        None => 0xCC_9D_CA,
                    };
                    let format = XlsxFormat::new().set_background_color(Color::RGB(colour));
                    sheet.write_string_with_format(line, column, words, &format)?
                }
            };
        }
    }
    Ok(book.save_to_buffer()?)
}

fn safe_field(field: &Field) -> String {
    match field {
        Field::Text(text) | Field::Cell(text, _) => safe(text),
        number => number.words(),
    }
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it text
/// (OWASP, CSV injection).
pub fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile() -> Table {
        let words = "=HYPERLINK(\"x\")|<script>alert('a')</script>\tb\nc";
        Table { title: "T".to_owned(), heads: vec!["a".to_owned()], rows: vec![vec![Field::Text(words.to_owned())]] }
    }

    #[test]
    fn formulas_are_kept_text() {
        assert!(String::from_utf8(csv(&hostile()).unwrap()).unwrap().contains("\n\"'=HYPER"));
        assert_eq!(tab_separated(&hostile()).lines().count(), 2);
        for (word, kept) in [("@x", "'@x"), ("-1", "'-1"), ("Mara", "Mara"), ("", "")] {
            assert_eq!(safe(word), kept);
        }
    }

    #[test]
    fn nothing_in_a_page_runs() {
        let page = String::from_utf8(html(&[hostile()])).unwrap();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    }

    #[test]
    fn a_markdown_row_stays_one_row() {
        let table = String::from_utf8(markdown(&hostile())).unwrap();
        assert_eq!(table.lines().count(), 5);
        assert!(table.contains("\\|\\<script\\>"), "{table}");
    }

    #[test]
    fn a_workbook_is_a_zip_and_the_same_each_time() {
        let book = xlsx(&hostile()).unwrap();
        assert!(book.starts_with(b"PK"));
        assert_eq!(book, xlsx(&hostile()).unwrap());
    }
}
