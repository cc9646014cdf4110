use crate::language::Text;
use crate::model::{Article, Basis, Reading, Stance, Suggestion};
use crate::reading::Engine;
use crate::reading::issues::parse_catalogue;

const TRUCE: &str = "[[issue]]\nid = \"truce\"\nname = \"Truce\"\nproposition = \"The fighting should stop\"\nterms = [\"truce\", \"halt the fighting\", \"security pledge\", \"hold talks\"]\nopposite_terms = [\"go on fighting\"]";

fn reading_of(text: &str, catalogue: &str) -> Reading {
    crate::reading::read(&Article::new("a", text), &parse_catalogue(catalogue).unwrap(), Engine::Fast)
}

fn found(text: &str) -> (Reading, Vec<(String, Stance)>) {
    let reading = reading_of(text, TRUCE);
    let said = said(&reading);
    (reading, said)
}

/// Who takes which stance in a reading, each once.
fn said(reading: &Reading) -> Vec<(String, Stance)> {
    let mut said: Vec<(String, Stance)> = reading
        .statements
        .iter()
        .map(|statement| (reading.actor(statement.actor).unwrap().name.clone(), statement.stance))
        .collect();
    said.sort();
    said.dedup();
    said
}

fn one(text: &str, actor: &str, stance: Stance) -> Suggestion {
    let (reading, said) = found(text);
    assert_eq!(said, [(actor.to_owned(), stance)], "{text}");
    reading.statements[0].clone()
}

/// What the rules read, also where the fitted odds leave it too unsure to be shown.
fn read_as(text: &str, wanted: &[(&str, Stance)]) {
    read_on(TRUCE, text, wanted);
}

fn read_on(catalogue: &str, text: &str, wanted: &[(&str, Stance)]) {
    let (_, all) = crate::reading::considered(&Article::new("a", text), &parse_catalogue(catalogue).unwrap());
    let rules = all.into_iter().filter(|one| !one.alone && one.suggestion.confidence >= 0.25);
    let reading = Reading { statements: rules.map(|one| one.suggestion).collect(), ..reading_of(text, catalogue) };
    let wanted: Vec<_> = wanted.iter().map(|(actor, stance)| ((*actor).to_owned(), *stance)).collect();
    assert_eq!(said(&reading), wanted, "{text}");
}

fn none(text: &str) {
    assert_eq!(found(text).1, [], "{text}");
}

fn words<'a>(text: &'a str, spans: &[crate::model::Span]) -> Vec<&'a str> {
    spans.iter().map(|span| span.of(text)).collect()
}

#[test]
fn the_subject_of_a_stance_word_holds_it() {
    one("Chile rejected the truce.", "Chile", Stance::Oppose);
    one("Chile has called for a truce.", "Chile", Stance::Support);
    one("Chile voted against the truce on Monday.", "Chile", Stance::Oppose);
    one("President Mara Olvend spoke in favour of a truce.", "Mara Olvend", Stance::Support);
}

#[test]
fn the_nearest_name_is_not_the_holder() {
    one("Chile urged Peru to accept a truce.", "Chile", Stance::Support);
    one("Chile demanded that Peru accept the truce.", "Chile", Stance::Support);
    one("Chile’s call for a truce came as Peru counted its dead.", "Chile", Stance::Support);
}

#[test]
fn negation_turns_and_two_negations_turn_back() {
    one("Peru does not support the truce.", "Peru", Stance::Oppose);
    one("Peru did not rule out a truce.", "Peru", Stance::Support);
    one("Chile refused to accept a truce.", "Chile", Stance::Oppose);
    one("President Mara Olvend no longer thinks a truce is necessary.", "Mara Olvend", Stance::Oppose);
    one("“I can’t imagine a deal without a truce,” President Mara Olvend said.", "Mara Olvend", Stance::Support);
    read_as("Chile will not accept any treaty lacking a truce.", &[("Chile", Stance::Support)]);
}

#[test]
fn a_name_that_is_also_a_noun_holds_it() {
    one("Turkey has rejected the truce.", "Turkey", Stance::Oppose);
    one("Hungary resists the truce.", "Hungary", Stance::Oppose);
}

#[test]
fn what_is_demanded_of_somebody_may_turn_it() {
    one("President Mara Olvend demanded that Peru abandon the truce.", "Mara Olvend", Stance::Oppose);
    one("President Mara Olvend wants the truce scrapped.", "Mara Olvend", Stance::Oppose);
    one("Chile demanded that the truce be scrapped.", "Chile", Stance::Oppose);
    one("The truce should be cancelled, President Mara Olvend said.", "Mara Olvend", Stance::Oppose);
    one("Chile demanded that the truce not be scrapped.", "Chile", Stance::Support);
    one("President Mara Olvend thinks it absurd that Peru should accept a truce.", "Mara Olvend", Stance::Oppose);
}

#[test]
fn a_clause_that_begins_with_its_negation_is_turned() {
    one("No longer does President Mara Olvend object to the truce.", "Mara Olvend", Stance::Support);
    one("Under no circumstances will Peru accept a truce.", "Peru", Stance::Oppose);
    none("President Mara Olvend spoke of a law by which no country can block a truce.");
}

#[test]
fn who_stays_away_is_against_it() {
    one("Peru declined to join the truce.", "Peru", Stance::Oppose);
    one("Peru did not join the truce.", "Peru", Stance::Oppose);
}

#[test]
fn who_keeps_somebody_from_it_is_against_it() {
    one("Chile wants to block Peru from joining the truce.", "Chile", Stance::Oppose);
    one("President Mara Olvend wants to keep Peru from accepting a truce.", "Mara Olvend", Stance::Oppose);
    one("Chile will not block Peru from joining the truce.", "Chile", Stance::Support);
    read_as("Chile seeks to prevent Peru from accepting a truce.", &[("Chile", Stance::Oppose)]);
    read_as("Chile barred Peru from the truce.", &[]);
    read_as("Chile blocked the islanders from the truce.", &[]);
    read_as("Diplomats spoke about Chile’s demand to block Peru from joining the truce.", &[("Chile", Stance::Oppose)]);
}

#[test]
fn whose_a_call_is_may_part_it_from_what_it_is_for() {
    read_as("Calls from Chile for a truce were heard.", &[("Chile", Stance::Support)]);
    read_as("Diplomats heard an offer by Chile to accept a truce.", &[("Chile", Stance::Support)]);
}

#[test]
fn a_relative_clause_says_who_takes_which_side() {
    for clause in [
        "a step that Chile calls unrealistic",
        "which Chile said was unacceptable",
        "an idea to which Chile is opposed",
    ] {
        let text = format!("Peru has called for a truce, {clause}.");
        read_as(&text, &[("Chile", Stance::Oppose), ("Peru", Stance::Support)]);
    }
}

#[test]
fn time_and_manner_may_part_a_verb_from_its_preposition() {
    one("Chile called on Monday for a truce.", "Chile", Stance::Support);
    one("Chile pushed once again for a truce.", "Chile", Stance::Support);
}

#[test]
fn what_serves_against_another_is_meant_for_it() {
    let sanctions = TRUCE.replace("\"truce\",", "\"sanctions\",");
    let stance = |text: &str| reading_of(text, &sanctions).statements.first().map(|statement| statement.stance);
    assert_eq!(stance("President Mara Olvend hit the banks with sanctions."), Some(Stance::Support));
    assert_eq!(stance("President Mara Olvend fortified the banks against sanctions."), None);
    assert_eq!(stance("President Mara Olvend prefers talks to sanctions."), Some(Stance::Oppose));
}

#[test]
fn who_names_what_must_come_first_makes_a_condition() {
    for (text, condition) in [
        ("Peru will not accept a truce unless the army leaves.", "unless the army leaves"),
        ("Only if the army leaves will Peru accept a truce.", "Only if the army leaves"),
        ("Peru would accept a truce, but on one condition: the army leaves.", "on one condition: the army leaves"),
        ("Peru would accept a truce once the army had left.", "once the army had left"),
    ] {
        let found = one(text, "Peru", Stance::Conditional);
        assert_eq!(words(text, &found.condition), [condition]);
    }
    one("If we want peace, we must accept a truce, President Mara Olvend said.", "Mara Olvend", Stance::Support);
    one("Peru will go on fighting until the army leaves.", "Peru", Stance::Oppose);
}

#[test]
fn no_truce_is_against_one() {
    one("No truce is possible, President Mara Olvend said.", "Mara Olvend", Stance::Oppose);
    one("“No truce before the vote,” President Mara Olvend said.", "Mara Olvend", Stance::Oppose);
    one("President Mara Olvend said no truce without Peru was possible.", "Mara Olvend", Stance::Oppose);
}

#[test]
fn what_is_denied_or_doubted_of_somebody_is_not_their_stance() {
    none("President Mara Olvend denied that Peru opposes a truce.");
    none("President Mara Olvend does not think Peru wants a truce.");
}

#[test]
fn what_somebody_calls_the_issue_decides() {
    one("President Mara Olvend called the truce unrealistic.", "Mara Olvend", Stance::Oppose);
}

#[test]
fn who_will_not_say_is_neutral() {
    let text = "President Mara Olvend has yet to decide whether to support a truce.";
    read_as(text, &[("Mara Olvend", Stance::Neutral)]);
    one("President Mara Olvend declined to say whether she backs a truce.", "Mara Olvend", Stance::Neutral);
    one("Asked if she backs a truce, President Mara Olvend declined to comment.", "Mara Olvend", Stance::Neutral);
    none("President Mara Olvend declined to say whether Peru backs a truce.");
    none("President Mara Olvend asked whether Peru backs a truce.");
}

#[test]
fn a_plain_condition_stands_beside_a_predicate_too() {
    let text = "A truce was possible only after a vote, President Mara Olvend said.";
    let found = one(text, "Mara Olvend", Stance::Conditional);
    assert_eq!(words(text, &found.condition), ["only after a vote"]);
}

#[test]
fn calls_hopes_and_plans_hand_the_direction_on() {
    one("Chile rejected calls for a truce.", "Chile", Stance::Oppose);
    one("Chile welcomed the idea of a truce.", "Chile", Stance::Support);
    one("Chile dismissed the proposal for a truce.", "Chile", Stance::Oppose);
}

#[test]
fn an_opposite_term_is_the_other_side() {
    one("Chile vowed to go on fighting.", "Chile", Stance::Oppose);
    one("Chile refused to go on fighting.", "Chile", Stance::Support);
}

#[test]
fn terms_are_found_in_another_order_and_with_words_between() {
    one("Chile demanded a pledge for Peru’s security.", "Chile", Stance::Support);
    one("Chile agreed to halt all of the heavy fighting.", "Chile", Stance::Support);
}

#[test]
fn what_a_term_is_said_to_be_is_the_speakers() {
    one("“A truce would be a mistake,” President Mara Olvend said.", "Mara Olvend", Stance::Oppose);
    one("“A truce is vital,” President Mara Olvend said.", "Mara Olvend", Stance::Support);
    one("“A truce now would be a trap,” President Mara Olvend said.", "Mara Olvend", Stance::Oppose);
    one("“We must agree on a truce,” President Mara Olvend said.", "Mara Olvend", Stance::Support);
}

#[test]
fn those_by_whom_it_is_opposed_hold_it_each() {
    let (_, said) = found("The truce was opposed by Chile and Peru.");
    assert_eq!(said, [("Chile".to_owned(), Stance::Oppose), ("Peru".to_owned(), Stance::Oppose)]);
    let (_, said) = found("Chile and Peru rejected the truce.");
    assert_eq!(said, [("Chile".to_owned(), Stance::Oppose), ("Peru".to_owned(), Stance::Oppose)]);
}

#[test]
fn those_who_share_or_oppose_a_position_stand_on_its_two_sides() {
    read_as(
        "Chile rejected the truce, a position shared by Peru and opposed by Brazil and many European leaders.",
        &[
            ("Brazil", Stance::Support),
            ("Chile", Stance::Oppose),
            ("European leaders", Stance::Support),
            ("Peru", Stance::Oppose),
        ],
    );
}

#[test]
fn such_a_proposal_is_about_what_was_spoken_of_before() {
    for again in ["that proposal", "the idea", "such a proposal"] {
        let (_, said) = found(&format!("Chile demanded a truce. Peru rejected {again}."));
        assert_eq!(said, [("Chile".to_owned(), Stance::Support), ("Peru".to_owned(), Stance::Oppose)], "{again}");
    }
}

#[test]
fn a_condition_makes_it_conditional_and_is_shown() {
    let text = "“We will accept a truce if the army leaves,” President Mara Olvend said.";
    let statement = one(text, "Mara Olvend", Stance::Conditional);
    assert_eq!(words(text, &statement.condition), ["if the army leaves"]);
    one("Chile will support a truce even if the army stays.", "Chile", Stance::Support);
    one("Chile supports the truce and has said that it will help if Peru fails.", "Chile", Stance::Support);
}

#[test]
fn coordinated_verbs_do_not_govern_each_other() {
    one("Chile opposed the raid and called for a truce.", "Chile", Stance::Support);
    one("Chile liked the plan but rejected the truce.", "Chile", Stance::Oppose);
}

#[test]
fn concessions_and_fronted_phrases_keep_their_side() {
    read_as("Instead of a truce, Chile wants revenge.", &[("Chile", Stance::Oppose)]);
    one("Chile, pressed by Peru to accept a truce, sent a letter.", "Peru", Stance::Support);
}

#[test]
fn what_a_possessor_demands_is_the_possessors_and_who_accepts_it_agrees() {
    let (_, said) = found("Peru agreed to Chile’s request to halt the fighting.");
    assert_eq!(said, [("Chile".to_owned(), Stance::Support), ("Peru".to_owned(), Stance::Support)]);
}

#[test]
fn a_description_holds_for_the_one_who_gives_it() {
    one("The truce was described as necessary by President Mara Olvend.", "Mara Olvend", Stance::Support);
}

#[test]
fn neutral_is_only_what_is_expressly_uncommitted() {
    one("Chile has not committed to the truce.", "Chile", Stance::Neutral);
    one("Chile declined to comment on the truce.", "Chile", Stance::Neutral);
    let (_, said) = found("Peru proposed to halt the fighting. Chile has not publicly committed to such a pause.");
    assert_eq!(said, [("Chile".to_owned(), Stance::Neutral), ("Peru".to_owned(), Stance::Support)]);
}

#[test]
fn questions_times_and_bare_mentions_show_nothing() {
    none("President Mara Olvend spoke on the day of the truce.");
    none("“Do we want a truce?” President Mara Olvend asked.");
    none("President Mara Olvend met reporters before the truce.");
    none("Chile counted the planned truce among the topics.");
}

#[test]
fn an_act_is_inferred() {
    let statement = one("Chile signed the truce.", "Chile", Stance::Support);
    assert_eq!(statement.basis, Basis::Inferred);
}

#[test]
fn a_reported_stance_is_the_other_ones() {
    let (reading, said) = found("“Peru rejects a truce,” President Mara Olvend said.");
    assert_eq!(said, [("Peru".to_owned(), Stance::Oppose)]);
    let by = reading.statements[0].reported_by.and_then(|by| reading.actor(by));
    assert_eq!(by.map(|actor| actor.name.as_str()), Some("Mara Olvend"));
}

#[test]
fn what_is_only_supposed_is_no_stance() {
    none("President Mara Olvend warned of chaos if the truce fails.");
    none("If Peru rejects the truce, President Mara Olvend will leave.");
    none("President Mara Olvend ruled out leaving the fort, even in return for a truce.");
}

#[test]
fn who_say_it_together_hold_it_all() {
    let reading = reading_of("Presidents Mara Olvend and Tom Brask said a truce was needed.", TRUCE);
    assert_eq!(
        said(&reading),
        [("Mara Olvend".to_owned(), Stance::Support), ("Tom Brask".to_owned(), Stance::Support)]
    );
}

#[test]
fn who_speaks_beside_another_is_reported_by_nobody() {
    let (reading, said) = found("Presidents Mara Olvend and Tom Brask rejected a truce.");
    assert_eq!(said, [("Mara Olvend".to_owned(), Stance::Oppose), ("Tom Brask".to_owned(), Stance::Oppose)]);
    assert!(reading.statements.iter().all(|statement| statement.reported_by.is_none()));
}

#[test]
fn the_rationale_shows_cue_negation_and_term() {
    let text = "Peru does not support the truce.";
    let statement = one(text, "Peru", Stance::Oppose);
    assert_eq!(words(text, &statement.rationale), ["not", "support", "truce"]);
}

#[test]
fn a_plain_stance_is_surer_than_an_inferred_one() {
    let plain = one("Chile demanded the truce.", "Chile", Stance::Support);
    let act = one("Chile signed the truce.", "Chile", Stance::Support);
    assert!(plain.confidence > act.confidence);
}

#[test]
fn an_issue_that_a_user_writes_needs_no_terms() {
    let catalogue = "[[issue]]\nid = \"bags\"\nname = \"Bags\"\nproposition = \"We should ban plastic bags\"";
    let stances = |text: &str| {
        let reading = reading_of(text, catalogue);
        reading.statements.iter().map(|statement| statement.stance).collect::<Vec<_>>()
    };
    assert_eq!(stances("Chile wants to ban all plastic bags."), [Stance::Support]);
    assert_eq!(stances("Chile defended plastic bags."), [Stance::Oppose]);
    none("Chile praised its forests.");
}

#[test]
fn towards_a_person_praise_supports_and_blame_opposes() {
    let catalogue =
        "[[issue]]\nid = \"orsk\"\nname = \"Tilda Orsk\"\nproposition = \"Tilda Orsk\"\nterms = [\"Tilda Orsk\"]";
    let text = "Senator Bram Halvik met Mayor Tilda Orsk. Halvik praised Orsk. Senator Jo Lindt blasted Orsk.";
    let reading = reading_of(text, catalogue);
    let stance = |name: &str| {
        let statement = reading.statements.iter().find(|s| reading.actor(s.actor).unwrap().name == name);
        statement.map(|statement| statement.stance)
    };
    assert_eq!((stance("Bram Halvik"), stance("Jo Lindt")), (Some(Stance::Support), Some(Stance::Oppose)));
    assert_eq!(stance("Tilda Orsk"), None);
}

#[test]
fn an_author_answers_a_bare_claim() {
    let mut article = Article::new("a", "It would hurt poor families and destroy jobs.");
    article.author = Some("Mara Olvend".to_owned());
    let catalogue = "[[issue]]\nid = \"tax\"\nname = \"Fuel tax\"\nproposition = \"Fuel should be taxed more\"";
    let reading = crate::reading::read(&article, &parse_catalogue(catalogue).unwrap(), Engine::Fast);
    let said: Vec<Stance> = reading.statements.iter().map(|statement| statement.stance).collect();
    assert_eq!(said, [Stance::Oppose]);
    assert_eq!(Text::new(&article.text).sentences.len(), 1);
}

#[test]
fn towards_a_person_nobody_in_particular_holds_anything_and_a_nameless_speaker_stands_for_the_organisation() {
    let mayor =
        "[[issue]]\nid = \"m\"\nname = \"Mara Olvend\"\nproposition = \"Mara Olvend\"\nterms = [\"Mara Olvend\"]";
    let holders = |text: &str| -> Vec<String> {
        let reading = reading_of(text, mayor);
        let names = reading.statements.iter().map(|one| reading.actor(one.actor).unwrap().name.clone());
        names.collect()
    };
    assert_eq!(holders("Critics condemned President Mara Olvend on Monday."), Vec::<String>::new());
    assert_eq!(holders("A NATO spokesman condemned President Mara Olvend on Monday."), ["NATO"]);
    assert_eq!(holders("Democrats condemned President Mara Olvend on Monday."), ["Democratic Party"]);
}

#[test]
fn what_ought_to_be_and_clauses_behind_as_are_not_the_nearest_names() {
    read_as("Chile did well beside Peru, as the region imposes a truce.", &[]);
    none("For Chile to agree to a truce, the river would have to change.");
    one("The people between Chile and Peru met, and Chile rejected the truce.", "Chile", Stance::Oppose);
    one("“Chile must accept the truce,” President Mara Olvend said.", "Mara Olvend", Stance::Support);
}

#[test]
fn what_stands_beside_a_verb_does_not_govern_it() {
    one("Chile wants stopping the smugglers and negotiating a truce.", "Chile", Stance::Support);
    one("Chile refused to change course and accept the truce.", "Chile", Stance::Oppose);
}

#[test]
fn a_condition_hangs_on_the_clause_of_the_term() {
    one("Chile backed the truce under a law that lets a court stop it if a judge agrees.", "Chile", Stance::Support);
    one("Chile will support the truce as long as it takes.", "Chile", Stance::Support);
    one("Chile will support the truce if Peru leaves.", "Chile", Stance::Conditional);
}

#[test]
fn thanks_and_requests_are_of_those_who_give_them() {
    let (_, said) = found("Mara Olvend thanked Peru for the truce.");
    assert_eq!(said, [("Mara Olvend".to_owned(), Stance::Support)]);
    let (_, said) = found("Chile asked Peru to accept the truce.");
    assert_eq!(said, [("Chile".to_owned(), Stance::Support)]);
}

#[test]
fn who_takes_up_the_person_not_the_place() {
    one("Senator Mara Olvend of Chile, who rejected the truce, left early.", "Mara Olvend", Stance::Oppose);
}

#[test]
fn what_is_told_twice_is_surer() {
    let once = one("Chile rejected the truce.", "Chile", Stance::Oppose);
    let twice = one("Chile rejected the truce. Later Chile again opposed the truce.", "Chile", Stance::Oppose);
    assert!(twice.confidence > once.confidence);
}

#[test]
fn who_leaves_the_question_open_is_neutral() {
    for text in [
        "President Mara Olvend declined to say whether she backs the truce.",
        "President Mara Olvend has not decided whether to support the truce.",
        "President Mara Olvend would not say if she would vote for the truce.",
        "President Mara Olvend has yet to decide on a truce.",
        "President Mara Olvend would not commit to a truce.",
    ] {
        one(text, "Mara Olvend", Stance::Neutral);
    }
    none("Chile asked whether Peru backs the truce.");
}

#[test]
fn what_somebody_ought_to_do_is_held_by_the_one_who_says_so() {
    one("President Mara Olvend said that Peru should accept the truce.", "Mara Olvend", Stance::Support);
    one("President Mara Olvend said that Peru needs a truce.", "Mara Olvend", Stance::Support);
    none("Peru needs a truce.");
}

#[test]
fn what_is_doubted_set_as_a_goal_or_told_in_general_is_no_stance() {
    none("Chile questioned Peru’s commitment to a truce.");
    none("Chile discussed the aim of Peru to reach a truce.");
    none("If the U.S. halts the fighting, Peru will cheer.");
}

#[test]
fn an_act_shows_a_stance_that_is_inferred() {
    assert_eq!(one("Chile voted for the truce.", "Chile", Stance::Support).basis, Basis::Inferred);
    assert_eq!(one("Chile vetoed the truce.", "Chile", Stance::Oppose).basis, Basis::Inferred);
}

#[test]
fn a_promise_not_kept_is_a_promise() {
    one("President Mara Olvend has been unable to deliver on her promise of a truce.", "Mara Olvend", Stance::Support);
}

#[test]
fn what_one_is_blamed_for_is_ones_own() {
    let (_, said) = found("Senator Mara Olvend blasted Senator Tom Brask for his support of a truce.");
    assert_eq!(said, [("Mara Olvend".to_owned(), Stance::Oppose), ("Tom Brask".to_owned(), Stance::Support)]);
}

#[test]
fn what_comes_beside_is_not_governed() {
    none("Chile ignored its allies on the truce.");
    none("Only 18 percent of voters want a truce.");
    none("Chile criticized the truce as not going far enough.");
    one("Chile threatened to go on fighting unless Peru yields.", "Chile", Stance::Oppose);
}

#[test]
fn what_was_done_to_it_is_no_stance_of_who_tells_it() {
    none("A truce was signed in May, President Mara Olvend recalled.");
    none("The truce collapsed on Monday, President Mara Olvend said.");
    one("A truce was signed by Peru, President Mara Olvend recalled.", "Peru", Stance::Support);
    one("A truce must be signed, President Mara Olvend said.", "Mara Olvend", Stance::Support);
}

#[test]
fn what_may_happen_on_terms_is_conditional() {
    let text = "The truce can go ahead, President Mara Olvend said, provided that the army leaves.";
    let found = one(text, "Mara Olvend", Stance::Conditional);
    assert_eq!(words(text, &found.condition), ["provided that the army leaves"]);
    none("A truce would fail if the army stayed, President Mara Olvend said.");
}

#[test]
fn who_speaks_for_a_country_says_its_position_as_their_own() {
    one("Peru will not accept a truce, the defence minister, Mara Olvend, said.", "Mara Olvend", Stance::Oppose);
    one("“Peru cannot accept a truce,” Minister Mara Olvend of Peru said.", "Mara Olvend", Stance::Oppose);
}

#[test]
fn what_has_to_be_done_is_what_the_one_who_says_so_wants() {
    one("Peru will have to accept a truce, President Mara Olvend said.", "Mara Olvend", Stance::Support);
    one("President Mara Olvend did not believe that Peru should accept a truce.", "Mara Olvend", Stance::Oppose);
    one("President Mara Olvend warned the council against a truce.", "Mara Olvend", Stance::Oppose);
    one("President Mara Olvend asked the council for a truce.", "Mara Olvend", Stance::Support);
    one("The council of Peru voted on Monday to accept a truce.", "council of Peru", Stance::Support);
    one("President Mara Olvend declined to say whether Peru should accept a truce.", "Mara Olvend", Stance::Neutral);
}

#[test]
fn a_text_may_end_in_the_word_that_opens_a_condition() {
    for end in ["if", "once", "unless", "until", "only if", "in return for", "on one condition"] {
        one(&format!("Peru would accept a truce {end}"), "Peru", Stance::Support);
    }
}

#[test]
fn the_thorough_engine_keeps_what_the_fast_one_finds_and_adds_to_it() {
    let catalogue = parse_catalogue(TRUCE).unwrap();
    let found = |text: &str, engine: Engine| {
        let reading = crate::reading::read(&Article::new("a", text), &catalogue, engine);
        assert_eq!(reading.engine, engine.name());
        reading.statements.iter().map(|one| (one.stance, one.confidence)).collect::<Vec<_>>()
    };
    // No rule knows the turn of phrase.
    let text = "President Mira Olvend made the truce her life’s work.";
    assert_eq!(found(text, Engine::Fast), []);
    let [(Stance::Support, sure)] = found(text, Engine::Thorough)[..] else { panic!("one suggestion is added") };
    assert!(sure >= 0.5);
    assert_eq!(found(text, Engine::Thorough), found(text, Engine::Thorough));
    let text = "President Mira Olvend poured cold water on the truce on Monday.";
    let ([(Stance::Oppose, fast)], [(Stance::Oppose, thorough)]) =
        (&found(text, Engine::Fast)[..], &found(text, Engine::Thorough)[..])
    else {
        panic!("both find it")
    };
    assert!(thorough >= fast);
}

#[test]
fn somebody_is_weighed_even_where_no_rule_reads_it() {
    let catalogue = parse_catalogue(TRUCE).unwrap();
    let article = Article::new("a", "Mira Olvend met Odo Brask about the truce.");
    let (actors, all) = crate::reading::considered(&article, &catalogue);
    let weighed: Vec<&str> = all.iter().map(|one| actors[one.suggestion.actor.0 as usize].name.as_str()).collect();
    assert_eq!(weighed, ["Mira Olvend", "Odo Brask"]);
    assert!(all.iter().all(|one| one.alone && !one.features.is_empty() && one.suggestion.confidence < 0.5));
}

#[test]
fn a_text_may_end_in_what_the_issue_is_called() {
    for text in ["Mara Olvend called the truce good", "Olvend described the truce on the coast as necessary"] {
        let (reading, _) = found(text);
        assert!(!reading.actors.is_empty(), "{text}");
    }
}

#[test]
fn who_sanctions_somebody_is_for_sanctions() {
    let sanctions = TRUCE.replace("\"truce\",", "\"sanction\",");
    read_on(&sanctions, "Chile sanctioned Peru.", &[("Chile", Stance::Support)]);
    read_on(&sanctions, "Peru was sanctioned by Chile.", &[("Chile", Stance::Support)]);
    read_on(&sanctions, "Peru was sanctioned.", &[]);
}

#[test]
fn a_case_that_may_come_is_a_condition() {
    one("In the event of an attack, Chile will support the truce.", "Chile", Stance::Conditional);
    one("Chile warned that it would accept the truce in case of an attack.", "Chile", Stance::Conditional);
    one("Chile will support the truce should Peru leave.", "Chile", Stance::Conditional);
    one("Chile said the truce should be signed.", "Chile", Stance::Support);
}

#[test]
fn what_is_told_is_not_what_it_tells_of() {
    none("Chile dismissed remarks about a truce.");
    none("Chile denied reports of a truce.");
}

#[test]
fn what_is_to_be_done_to_it_turns_it() {
    read_as("Chile has called for the truce to end.", &[("Chile", Stance::Oppose)]);
    read_as("President Mara Olvend urged Peru to prolong the truce.", &[("Mara Olvend", Stance::Support)]);
    read_as("Chile wants neither a treaty nor a truce.", &[("Chile", Stance::Oppose)]);
    read_as("Chile made no secret of its opposition to a truce.", &[("Chile", Stance::Oppose)]);
    read_as("Chile expressed regret over a truce.", &[("Chile", Stance::Oppose)]);
}

#[test]
fn what_comes_of_it_speaks_for_or_against_it() {
    read_as("Chile said that a truce would help the aggressor.", &[("Chile", Stance::Oppose)]);
    read_as("Chile said that a truce would lead to a new war.", &[("Chile", Stance::Oppose)]);
    read_as("Chile said that a truce would save lives.", &[("Chile", Stance::Support)]);
}

#[test]
fn a_deadline_is_wanted_by_who_wants_the_end_by_then() {
    let soon = TRUCE.replace("\"truce\",", "\"end the war by the end of the year\",");
    read_on(&soon, "Chile wants to end the war by the end of the year.", &[("Chile", Stance::Support)]);
}

#[test]
fn who_makes_it_conditional_would_take_it_on_terms() {
    let chile = &[("Chile", Stance::Conditional)];
    read_as("Chile has made the truce conditional on a new border.", chile);
    read_as("Chile has set the release of sailors as a condition for a truce.", chile);
    read_as("Diplomats know Chile’s conditions for a truce.", chile);
}

#[test]
fn who_names_what_must_come_first_wants_it() {
    read_as("Chile will free the sailors only after a truce.", &[("Chile", Stance::Support)]);
    read_as("Chile will not free the sailors until there is a truce.", &[("Chile", Stance::Support)]);
    read_as("Chile will free the sailors before the truce.", &[]);
    read_as("Chile did not free the sailors until the truce.", &[]);
    read_as("Chile condemned the attack before the truce.", &[]);
    read_as("Chile will free the sailors only if the truce is scrapped.", &[("Chile", Stance::Oppose)]);
}
