/// Decodes by byte order mark, else as UTF-8, else by detection.
///
/// # Errors
/// Where the bytes are empty or no text.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    if bytes.is_empty() {
        return Err("is empty".to_owned());
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
    if bytes.iter().take(8192).any(|byte| *byte == 0) {
        return Err("is no text (it has zero bytes)".to_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, chardetng::Utf8Detection::Deny).decode(bytes).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn marks_utf8_and_old_encodings_are_read() {
        assert_eq!(decode(b"\xEF\xBB\xBFhall\xC3\xB6").unwrap(), "hallö");
        assert_eq!(decode(b"\xFF\xFEa\0\xF6\0").unwrap(), "aö");
        assert_eq!(decode(b"Gespr\xE4che \xFCber \xD6l in K\xF6ln").unwrap(), "Gespräche über Öl in Köln");
    }

    #[test]
    fn no_text_is_refused() {
        assert!(decode(b"").is_err());
        assert!(decode(b"\x7fELF\0\0").is_err());
    }
}
