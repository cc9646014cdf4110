use super::*;
use crate::reading::actors;

/// A quotation in words: kind, content, source, speaker.
#[derive(Debug, PartialEq)]
struct Read {
    kind: QuotationKind,
    content: String,
    source: String,
    speaker: String,
    why: String,
}

fn read(text: &str) -> Vec<Read> {
    let cut = Text::new(text);
    let mut actors = actors::find(&cut);
    let join = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    find(&cut, &mut actors)
        .iter()
        .map(|quotation| Read {
            kind: quotation.kind,
            content: join(&quotation.spans),
            source: join(&quotation.source_spans),
            speaker: quotation
                .speakers
                .iter()
                .map(|ix| actors.list[ix.0 as usize].name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            why: quotation.why_speaker.clone(),
        })
        .collect()
}

/// One of the quotations of `text` has this kind, content and source.
fn check(text: &str, kind: QuotationKind, content: &str, source: &str) {
    let found = read(text);
    assert!(
        found.iter().any(|read| read.kind == kind && read.content == content && read.source == source),
        "in {text:?} found {found:#?}"
    );
}

/// One of the quotations has this content and speaker, and says why where there is one.
fn check_speaker(text: &str, content: &str, speaker: &str) {
    let found = read(text);
    assert!(
        found.iter().any(|read| read.content == content
            && read.speaker == speaker
            && read.why.is_empty() == speaker.is_empty()),
        "in {text:?} found {found:#?}"
    );
}

use QuotationKind::{Direct, Indirect, Mixed};

#[test]
fn a_direct_quotation_split_by_its_cue_is_one() {
    let text = "President Mara Olvend arrived. “We will talk,” Olvend said. “There is no other way.”";
    check(text, Direct, "“We will talk,” … “There is no other way.”", "Olvend");
    check_speaker(text, "“We will talk,” … “There is no other way.”", "Mara Olvend");
}

#[test]
fn reported_clauses_are_indirect_with_their_speaker() {
    let speaker = "President Mara Olvend";
    check(
        &format!("{speaker} said on Monday that the truce would hold."),
        Indirect,
        "that the truce would hold",
        speaker,
    );
    check(&format!("The bridge would reopen soon, {speaker} said."), Indirect, "The bridge would reopen soon", speaker);
    check("According to Chile, the bridge would reopen soon.", Indirect, "the bridge would reopen soon", "Chile");
    check("The bridge would reopen soon, according to Chile.", Indirect, "The bridge would reopen soon", "Chile");
    check(&format!("{speaker} told reporters the truce would hold."), Indirect, "the truce would hold", speaker);
}

#[test]
fn quoted_words_within_a_reported_clause_make_it_mixed() {
    check(
        "President Mara Olvend said the plan was “a trap for all of us” and nothing else.",
        Mixed,
        "the plan was “a trap for all of us” and nothing else",
        "President Mara Olvend",
    );
}

#[test]
fn scare_quotes_and_titles_are_no_quotations() {
    assert_eq!(read("The “new dawn” never came."), []);
    assert_eq!(read("The film “The Long Road To The Sea” opened in March."), []);
}

#[test]
fn a_quotation_of_several_paragraphs_has_one_speaker() {
    let text = "President Mara Olvend defended the treaty.\n“We have waited for ten years,” Olvend said. “We cannot wait for \
                another ten.\n“The treaty will be signed in May, and nobody will stop it.”";
    check_speaker(
        text,
        "“We have waited for ten years,” … “We cannot wait for another ten. … “The treaty will be signed in May, and \
         nobody will stop it.”",
        "Mara Olvend",
    );
    let text = "President Mara Olvend defended the treaty. Olvend said: “We cannot wait for another ten.\n\
                The treaty will be signed in May.” Then she left.";
    check_speaker(text, "“We cannot wait for another ten. … The treaty will be signed in May.”", "Mara Olvend");
}

#[test]
fn every_kind_of_quotation_mark_quotes() {
    for (open, close) in [("“", "”"), ("\"", "\""), ("«", "»"), ("„", "“"), ("''", "''"), ("‘", "’")] {
        let text = format!("{open}We will never sign that treaty,{close} Olvend said.");
        check(&text, Direct, &format!("{open}We will never sign that treaty,{close}"), "Olvend");
    }
}

#[test]
fn a_mark_that_never_closes_does_not_swallow_the_cue() {
    let text = "“We will never sign that treaty, Olvend said on Monday.\nThe talks go on.";
    let found = read(text);
    assert!(found.iter().all(|read| !read.content.contains("The talks go on")), "{found:#?}");
}

#[test]
fn verbs_of_will_and_belief_attribute() {
    check("Olvend believes that the truce will hold.", Indirect, "that the truce will hold", "Olvend");
    check("President Mara Olvend vowed to sign the treaty.", Indirect, "to sign the treaty", "President Mara Olvend");
    check("Olvend opposes the treaty.", Indirect, "the treaty", "Olvend");
    check("Critics fear that the treaty will fail.", Indirect, "that the treaty will fail", "Critics");
}

#[test]
fn nouns_and_adjectives_attribute() {
    let found = read("The army rejected his demand that the talks go on.");
    assert!(found.iter().any(|read| read.content.ends_with("that the talks go on")), "{found:#?}");
    check(
        "Olvend was confident that the treaty would be signed.",
        Indirect,
        "that the treaty would be signed",
        "Olvend",
    );
}

#[test]
fn passives_attribute() {
    let text = "President Mara Olvend was quoted as saying that the truce would hold.";
    check_speaker(text, "that the truce would hold", "Mara Olvend");
}

#[test]
fn unnamed_sources_are_kept_in_words() {
    check("A senior official said the talks had failed.", Indirect, "the talks had failed", "A senior official");
    check("The talks had failed, sources said.", Indirect, "The talks had failed", "sources");
}

#[test]
fn statements_in_writing_attribute() {
    check("“The talks have failed,” Olvend wrote in a post on Facebook.", Direct, "“The talks have failed,”", "Olvend");
    check(
        "“The talks have failed,” Olvend said in remarks published by the Morning Courier.",
        Direct,
        "“The talks have failed,”",
        "Olvend",
    );
}

#[test]
fn a_spokesman_speaks_himself() {
    let text = "“The talks have failed,” said Tomas Berg, a spokesman for President Mara Olvend.";
    check_speaker(text, "“The talks have failed,”", "Tomas Berg");
}

#[test]
fn a_name_after_a_dash_owns_the_quotation() {
    let text = "“This treaty is the best that we could hope for.” — Tomas Berg";
    check(text, Direct, "“This treaty is the best that we could hope for.”", "Tomas Berg");
}

#[test]
fn a_headline_with_a_colon_attributes() {
    check(
        "Olvend: “We will never sign that treaty”\nThe talks go on.",
        Direct,
        "“We will never sign that treaty”",
        "Olvend",
    );
}

#[test]
fn spans_are_ordered_and_on_character_boundaries() {
    let text = "„Wir“ – “naïve…” é said: “Ünder” «öl» ’ ' \" said Zoë.\n\n—“x” he said “";
    let cut = Text::new(text);
    for quotation in find(&cut, &mut actors::find(&cut)) {
        let spans = || quotation.spans.iter().chain(&quotation.cue).chain(&quotation.source_spans);
        assert!(spans().all(|span| text.get(span.range()).is_some_and(|words| !words.is_empty())));
        assert!(quotation.spans.is_sorted_by(|a, b| a.end <= b.start));
    }
}

#[test]
fn what_was_not_said_is_told_apart() {
    let said = read_confidence("President Mara Olvend said on Monday that the truce would hold.");
    for text in [
        "President Mara Olvend did not say on Monday that the truce would hold.",
        "Did President Mara Olvend say on Monday that the truce would hold?",
    ] {
        for (confidence, why) in read_confidence(text) {
            assert!(confidence < 0.7 && why.contains(", but "), "{text} {confidence} {why}");
        }
    }
    assert!(said.iter().all(|(confidence, why)| *confidence > 0.8 && !why.contains(", but ")), "{said:?}");
}

fn read_confidence(text: &str) -> Vec<(f32, String)> {
    let cut = Text::new(text);
    let found = find(&cut, &mut actors::find(&cut));
    found.into_iter().map(|quotation| (quotation.confidence, quotation.why_speaker)).collect()
}

#[test]
fn a_quotation_within_a_quotation_has_its_own_speaker() {
    let text = "President Mara Olvend met Chancellor Tomas Berg. Olvend said that Berg rejects a truce.";
    let cut = Text::new(text);
    let mut actors = actors::find(&cut);
    let found = find(&cut, &mut actors);
    let outer = found.iter().find(|one| one.spans[0].of(text) == "that Berg rejects a truce").expect("the outer one");
    let name = |quotation: &Quotation| quotation.speakers.first().map(|ix| actors.list[ix.0 as usize].name.as_str());
    assert_eq!(name(outer), Some("Mara Olvend"));
    let [inner] = outer.inner.as_slice() else { panic!("one inner quotation, not {:?}", outer.inner) };
    assert_eq!((inner.spans[0].of(text), name(inner)), ("a truce", Some("Tomas Berg")));
    assert!(inner.why_speaker.contains("reported by “Olvend”"), "{}", inner.why_speaker);
}

#[test]
fn a_quoted_sentence_that_follows_has_the_speaker_before() {
    let text = "President Mara Olvend defended the treaty.\n“We have waited for ten years,” Olvend said.\n\
                “The treaty will be signed in May, and nobody will stop it, neither here nor on the other islands.”";
    let found = read(text);
    let last = found.last().expect("a quotation");
    assert_eq!((last.source.as_str(), last.speaker.as_str()), ("Olvend", "Mara Olvend"));
    assert!(last.why.contains("goes on"), "{last:?}");
}

#[test]
fn a_paragraph_after_a_colon_is_a_quotation_without_marks() {
    let text = "Olvend defended the treaty on Monday. The minister added:\n\
                We have waited for ten years. The treaty will be signed in May.\nThe talks go on.";
    check(text, Indirect, "We have waited for ten years. The treaty will be signed in May.", "The minister");
}

#[test]
fn a_clause_goes_on_over_cues_within_it() {
    check(
        "President Mara Olvend said that according to the ministry the truce would hold.",
        Indirect,
        "that according to the ministry the truce would hold",
        "President Mara Olvend",
    );
}

#[test]
fn reported_words_and_a_quoted_sentence_after_them_are_two_quotations_of_one_source() {
    let text = "President Mara Olvend said that the truce would hold. “We will see to it every day.”";
    check_speaker(text, "that the truce would hold", "Mara Olvend");
    check_speaker(text, "“We will see to it every day.”", "Mara Olvend");
}

#[test]
fn a_source_that_nobody_names_is_an_actor_by_its_description() {
    for (text, content, speaker) in [
        ("The report says that most harbours are too small.", "that most harbours are too small", "report"),
        ("According to a survey, most harbours are too small.", "most harbours are too small", "survey"),
        ("Two shopkeepers said that the harbour was closed.", "that the harbour was closed", "shopkeepers"),
    ] {
        let found = read(text);
        assert!(
            found.iter().any(|read| read.content == content && read.speaker.ends_with(speaker)),
            "in {text:?} found {found:#?}"
        );
    }
}

#[test]
fn the_source_of_according_to_needs_no_comma() {
    check(
        "According to Olvend the harbour was closed by the company in May.",
        Indirect,
        "the harbour was closed by the company in May",
        "Olvend",
    );
}

#[test]
fn wanting_needs_no_other_sentence_around() {
    for (text, source) in [
        ("Minister Olvend wants to sign the deal.", "Minister Olvend"),
        ("Mara Olvend hopes to win the vote.", "Mara Olvend"),
        ("She vows to leave the union.", "She"),
        ("Berg refuses to leave the union.", "Berg"),
    ] {
        let found = read(text);
        assert!(
            found.iter().any(|read| read.source == source && read.content.starts_with("to ")),
            "in {text:?} found {found:#?}"
        );
    }
}

#[test]
fn turns_of_an_interview_are_quotations_of_who_stands_before_the_colon() {
    let text = "Courier: What do you think of the treaty?\n\nOlvend: It is a mistake. We will not sign it.\n\n\
                Courier: Will you resign?\n\nOlvend: No, we will stay.";
    check(text, Indirect, "It is a mistake. We will not sign it.", "Olvend");
    check(text, Indirect, "What do you think of the treaty?", "Courier");
    check(text, Indirect, "No, we will stay.", "Olvend");
}

#[test]
fn dialogue_after_dashes_is_quoted() {
    let text = "— We will never sign that treaty, said Olvend.\n— Why not? asked Berg.";
    check(text, Indirect, "We will never sign that treaty", "Olvend");
    check(text, Indirect, "Why not?", "Berg");
}

#[test]
fn what_a_crowd_chants_is_quoted() {
    check("The protesters chanted “Go home”.", Direct, "“Go home”", "The protesters");
}

#[test]
fn a_quotation_goes_on_in_small_letters_after_its_cue() {
    check(
        "“Each time you leave,” Olvend said, meaning the talks, “you lose another friend of ours.”",
        Direct,
        "“Each time you leave,” … “you lose another friend of ours.”",
        "Olvend",
    );
}

#[test]
fn what_a_verb_of_naming_quotes_is_a_name() {
    assert_eq!(read("The ship was named “Hope of the Sea” by her owners."), []);
}

#[test]
fn studies_find() {
    check("The scientists found most harbours were unsafe.", Indirect, "most harbours were unsafe", "The scientists");
}

#[test]
fn who_is_named_before_or_behind_a_long_description_speaks() {
    let text =
        "“Rain keeps the ferries in port,” said Zorvath Kelm, Head of Fundamental Research at Brandel Securities.";
    check_speaker(text, "“Rain keeps the ferries in port,”", "Zorvath Kelm");
    let text = "The deputy head of the Velmora General Staff Mara Olvend said that the ferries would stay in port.";
    check_speaker(text, "that the ferries would stay in port", "Mara Olvend");
    let text = "A spokesman for President Mara Olvend said that the ferries would stay in port.";
    assert!(read(text).iter().all(|read| read.speaker != "Mara Olvend"));
}

#[test]
fn what_a_second_verb_brings_in_is_a_quotation_of_its_own() {
    let text =
        "Tomas Berg said that he welcomed the trip to the island and added, “I will go there tomorrow, no problem.”";
    check_speaker(text, "that he welcomed the trip to the island", "Tomas Berg");
    check_speaker(text, "“I will go there tomorrow, no problem.”", "Tomas Berg");
}

#[test]
fn a_verb_without_a_subject_has_that_of_the_verb_beside_it() {
    let text =
        "Olvend told reporters that Berg had a mad plan for the island, adding, “He lost all of the votes there.”";
    check(text, Direct, "“He lost all of the votes there.”", "Olvend");
    check(
        "Berg had known Olvend for years, and came to the conclusion that the claims in the report were lies.",
        Indirect,
        "that the claims in the report were lies",
        "Berg",
    );
}

#[test]
fn another_cue_within_does_not_end_what_is_according_to_somebody() {
    check(
        "According to Trade Minister Jory Blenk, Velmora wants a trade agreement before the autumn.",
        Indirect,
        "Velmora wants a trade agreement before the autumn",
        "Trade Minister Jory Blenk",
    );
}

#[test]
fn according_to_at_the_end_needs_no_comma() {
    check(
        "Forty ships were lost in May according to the ministry.",
        Indirect,
        "Forty ships were lost in May",
        "the ministry",
    );
}

#[test]
fn the_judge_lets_no_act_pass_for_words() {
    assert_eq!(read("Police arrested the student on Monday."), []);
    assert_eq!(read("The company was shown a yellow card."), []);
}

#[test]
fn whom_somebody_questions_is_not_what_they_say() {
    assert_eq!(read("Police questioned the student."), []);
}

#[test]
fn who_speak_together_are_all_speakers() {
    for (text, content, speakers) in [
        (
            "Mara Olvend and Tom Brask said the ferries would sail on Monday.",
            "the ferries would sail on Monday",
            "Mara Olvend, Tom Brask",
        ),
        (
            "Mara Olvend met Tom Brask on Monday. Both leaders said the ferries would sail.",
            "the ferries would sail",
            "Mara Olvend, Tom Brask",
        ),
        (
            "Mara Olvend met Tom Brask on Monday. One of the two leaders said the ferries would sail.",
            "the ferries would sail",
            "",
        ),
        (
            "Mara Olvend, a painter and a critic of Tom Brask, said the ferries would sail.",
            "the ferries would sail",
            "Mara Olvend",
        ),
    ] {
        check_speaker(text, content, speakers);
    }
}

#[test]
fn a_quotation_goes_on_in_the_next_paragraph_without_naming_its_speaker_again() {
    check(
        "“We will keep every promise that we made to the islanders,” Olvend said on Monday.\n\n“Nobody needs to worry.”",
        Direct,
        "“We will keep every promise that we made to the islanders,” … “Nobody needs to worry.”",
        "Olvend",
    );
}

#[test]
fn words_between_the_same_marks_belong_together() {
    check(
        "“The ferries stay in port. . . .  I fear that they stay there for years,” he told the Courier in March.",
        Direct,
        "“The ferries stay in port. . . .  I fear that they stay there for years,”",
        "he",
    );
}

#[test]
fn a_quoted_sentence_with_a_verb_of_its_own_is_another_speakers() {
    let text = "“The ferries are late and nobody cares,” said Mara Olvend. “The harbour is to blame for all of it,” added \
                Tomas Berg.";
    check(text, Direct, "“The harbour is to blame for all of it,”", "Tomas Berg");
    check(text, Direct, "“The ferries are late and nobody cares,”", "Mara Olvend");
}

#[test]
fn the_verb_behind_a_quotation_names_its_speaker() {
    check("“Ferries!” the whole crowd shouted back.", Direct, "“Ferries!”", "the whole crowd");
    // The name of a programme is no quotation.
    assert!(
        read("On Monday's “Harbour Talk Tonight,” Olvend said that the ferries were late.")
            .iter()
            .all(|one| { one.kind != Direct })
    );
}

#[test]
fn a_label_in_capitals_is_the_person_who_is_named_elsewhere() {
    let text = "President Mara Olvend met Minister Jory Blenk on Sunday.\n\nBLENK: Will the ferries run again?\n\nOLVEND: They will, \
                and soon.\n\nBLENK: And the harbour?\n\nBERG: I doubt all of it.\n\nBERG: Really.";
    check_speaker(text, "Will the ferries run again?", "Jory Blenk");
    check_speaker(text, "They will, and soon.", "Mara Olvend");
    let cut = Text::new(text);
    let mut actors = actors::find(&cut);
    find(&cut, &mut actors);
    assert!(actors.list.iter().all(|actor| actor.kind == crate::model::ActorKind::Person), "{:#?}", actors.list);
}

#[test]
fn the_label_of_a_turn_may_stand_behind_an_open_mark() {
    let text = "“OLVEND: The ferries will run.\n\n“BLENK: And the harbour?\n\n“OLVEND: The harbour stays as it is.";
    check(text, Direct, "The harbour stays as it is.", "OLVEND");
}

#[test]
fn a_text_may_begin_with_several_quoted_sentences() {
    let text =
        "“The dam will hold. Nobody has to leave the valley.”\n\nMara Olvend, the chair, called the remarks brave.";
    let quoted = "“The dam will hold. Nobody has to leave the valley.”";
    assert!(read(text).iter().any(|read| read.kind == Direct && read.content == quoted), "{:#?}", read(text));
}

/// The quotations of `text`, each as its content and source.
fn pairs(text: &str) -> Vec<(String, String)> {
    read(text).into_iter().map(|read| (read.content, read.source)).collect()
}

/// One of the quotations of `text` has this content, another one this.
fn check_apart(text: &str, first: &str, second: &str) {
    let found = read(text);
    let has = |content: &str| found.iter().any(|read| read.content == content);
    assert!(has(first) && has(second), "in {text:?} found {found:#?}");
}

#[test]
fn content_ends_where_another_verb_beside_the_cue_goes_on() {
    let text = "Olvend is promising new ferries and “schools for all,” but she has also threatened the harbour guild \
                with a levy.";
    assert!(read(text).iter().all(|read| !read.content.contains("threatened")), "{:#?}", read(text));
    let text = "Officials tell the Courier the lamps will be mended, with the Herald reporting two of them are gone.";
    check(text, Indirect, "the lamps will be mended", "Officials");
}

#[test]
fn whom_one_tells_and_when_is_no_content() {
    let text = "The minister told farmers this week she would call it a “small wonder” if the dam held.";
    check(text, Mixed, "she would call it a “small wonder” if the dam held", "The minister");
}

#[test]
fn a_quoted_paragraph_after_a_colon_is_the_content() {
    let text = "President Mara Olvend tweeted using a borrowed phone:\n“The bridge is open. Come and see it.”";
    check(text, Direct, "“The bridge is open. Come and see it.”", "President Mara Olvend");
}

#[test]
fn a_thing_is_a_source_with_all_that_its_noun_governs() {
    let text = "“The bridge shook twice,” said the letter by a retired keeper of the lighthouse.";
    check(text, Direct, "“The bridge shook twice,”", "the letter by a retired keeper of the lighthouse");
    let text = "The ferry company Velmora.com, has said that the tolls will rise in spring.";
    check_speaker(text, "that the tolls will rise in spring", "Velmora.com");
}

#[test]
fn quoted_words_with_a_verb_of_their_own_are_a_quotation_of_their_own() {
    check_apart(
        "“Stay with us for the night,” Olvend tells Brask before asking him, “Who will row the boat?”",
        "“Stay with us for the night,”",
        "“Who will row the boat?”",
    );
    check_apart(
        "“We lost the bridge,” Olvend said, adding: “We will build another one.”",
        "“We lost the bridge,”",
        "“We will build another one.”",
    );
    let text = "“We lost the bridge,” Olvend said, “and we will build another one.”";
    check(text, Direct, "“We lost the bridge,” … “and we will build another one.”", "Olvend");
}

#[test]
fn acts_are_no_words() {
    for text in [
        "After calling the harbour office by phone, Olvend left.",
        "Olvend had read an article in the Morning Courier.",
        "“Mooring up” refers to a boat that is tied for the night.",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
    check("Olvend called the treaty a trap.", Indirect, "the treaty a trap", "Olvend");
}

#[test]
fn paragraphs_that_end_in_names_after_dashes_are_their_words() {
    let text = "Readers wrote to us.\n“We want the bridge. As they say, ‘a bridge is a friend.” Let it open.” ― Mara Olvend\n\
                “Nobody wants it at all.” ― Tomas Brask.";
    let found = pairs(text);
    let has = |content: &str, source: &str| found.iter().any(|(c, s)| c == content && s == source);
    assert!(
        has("“We want the bridge. As they say, ‘a bridge is a friend.” Let it open.”", "Mara Olvend"),
        "{found:#?}"
    );
    assert!(has("“Nobody wants it at all.”", "Tomas Brask"), "{found:#?}");
}

#[test]
fn as_somebody_told_somebody_attributes_the_clause() {
    let text = "As Olvend told the Morning Courier, the old mill will close in autumn.";
    check(text, Indirect, "the old mill will close in autumn", "Olvend");
    check("As the Courier noted, the bridge was closed.", Indirect, "the bridge was closed", "the Courier");
    let text = "As Olvend told the crowd to leave, the bridge was closed.";
    assert!(read(text).iter().all(|read| read.content != "the bridge was closed"), "{:#?}", read(text));
}

#[test]
fn what_somebody_calls_a_thing_is_quoted_with_the_thing() {
    let named = |text: &str| {
        let cut = Text::new(text);
        let words = Words::new(&cut, &actors::find(&cut));
        let mut found = Vec::new();
        floating::named(&cut, &words, &mut vec![false; cut.tokens.len()], &mut found);
        let words = |span: Span| span.of(text).to_owned();
        found.into_iter().map(|one| (words(one.content[0]), one.source.map(words))).collect::<Vec<_>>()
    };
    assert_eq!(
        named("The senators call the new levy “a gift to thieves” wherever they go."),
        [("the new levy “a gift to thieves”".to_owned(), Some("The senators".to_owned()))]
    );
    assert_eq!(named("The senators call the film “The Long Road To The Sea” wherever they go."), []);
}

#[test]
fn a_remark_on_quoted_words_is_no_part_of_them() {
    let text = "A fisherman, Jory Brask, likened the levy to “sinking the boats” - a phrase that may have hurt, since Ms. \
                Olvend, a captain, was once a friend of his.";
    assert!(read(text).iter().all(|read| !read.content.contains("hurt")), "{:#?}", read(text));
}

#[test]
fn a_source_at_the_end_of_the_sentence_is_no_content() {
    let text = "Last spring thirty boats sailed and this spring the guild expects about fifty boats according to the \
                harbour log.";
    assert!(read(text).iter().all(|read| !read.content.contains("according")), "{:#?}", read(text));
}

#[test]
fn what_is_chanted_within_another_quotation_goes_to_its_mark() {
    let text = "\"Brask waited.\n\"Olvend ran into the hall, shouting “J-V-A! J-V-A!”\n“Be quiet,” Brask said.";
    assert!(read(text).iter().any(|read| read.content.ends_with("“J-V-A! J-V-A!”")), "{:#?}", read(text));
}

#[test]
fn a_verb_beside_another_has_its_source() {
    let text = "Letters from the guild argued that a leak had sunk the boat, and wrote that on Monday the captain was at \
                home.";
    let found = pairs(text);
    assert!(found.iter().all(|(_, source)| !source.contains("leak")), "{found:#?}");
}

#[test]
fn a_description_begins_after_whose_it_is() {
    let text = "“Readers want to know more about old boats,” said PC Harbour's yearly review of its own web pages.";
    let cut = Text::new(text);
    let mut actors = actors::find(&cut);
    let found = find(&cut, &mut actors);
    let actor = &actors.list[found[0].speakers[0].0 as usize];
    let names = std::iter::once(&actor.name).chain(&actor.aliases).map(String::as_str).collect::<Vec<_>>();
    assert!(names.contains(&"yearly review of its own web pages"), "{names:?}");
}
