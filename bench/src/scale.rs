//! A project as large as the window must stand: 2,000 articles, 20,000 statements, 3,000 actors, 60 issues. Invented
//! names and sentences; the same numbers give the same project.

use stance_explorer::model::{
    ActorKind, Article, Basis, Catalogue, Issue, IssueId, Mentioned, MentionedIx, Quotation, QuotationKind, Reading,
    Span, Stance, Suggestion,
};
use stance_explorer::project::Project;
use stance_explorer::reading::Engine;

/// How large a project is.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub articles: usize,
    pub statements: usize,
    pub actors: usize,
    pub issues: usize,
}

/// What the window must stand.
pub const LARGE: Scale = Scale { articles: 2_000, statements: 20_000, actors: 3_000, issues: 60 };

/// A generator of pseudo-random numbers that needs no crate: xorshift64* (Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end.max(1)
    }
}

const FIRST: [&str; 24] = [
    "Ada", "Bero", "Cila", "Doran", "Edda", "Falk", "Gesa", "Hale", "Ivo", "Jella", "Kuno", "Lale", "Mirko", "Nela",
    "Orin", "Petra", "Quint", "Runa", "Sefa", "Tarek", "Ulla", "Vito", "Wanda", "Yaro",
];
const SYLLABLES: [&str; 20] = [
    "bar", "den", "fel", "gor", "hal", "jun", "kel", "lor", "mar", "nor", "pel", "quar", "ros", "sten", "tol", "ulm",
    "var", "wen", "xan", "zel",
];
const OUTLETS: [&str; 12] = [
    "Morning Ledger",
    "The Courier",
    "Daily Beacon",
    "Harbour Post",
    "North Star",
    "Public Record",
    "The Sentinel",
    "Valley Times",
    "Weekly Review",
    "City Herald",
    "Open Wire",
    "Coast Gazette",
];
const VERBS: [(&str, Stance); 4] = [
    ("called for", Stance::Support),
    ("rejected", Stance::Oppose),
    ("would accept on terms", Stance::Conditional),
    ("had not decided on", Stance::Neutral),
];

fn name(at: usize) -> String {
    let (a, b, c) = (at / FIRST.len() % 20, at / FIRST.len() / 20 % 20, (at * 7 + 3) % 20);
    let family = format!("{}{}{}", SYLLABLES[a], SYLLABLES[b], SYLLABLES[c]);
    let family = family[..1].to_uppercase() + &family[1..];
    match at % 10 {
        7 => format!("{family} Union"),
        8 => format!("Republic of {family}"),
        _ => format!("{} {family}", FIRST[at % FIRST.len()]),
    }
}

fn kind(at: usize) -> ActorKind {
    match at % 10 {
        7 => ActorKind::Organisation,
        8 => ActorKind::Country,
        _ => ActorKind::Person,
    }
}

/// The catalogue that the project is read for.
pub fn catalogue(issues: usize) -> Catalogue {
    let issue = |at: usize| {
        let words = format!("{} {} plan", SYLLABLES[at % 20], SYLLABLES[(at / 3 + 5) % 20]);
        Issue {
            id: IssueId(format!("issue-{at}")),
            name: format!("The {words} {at}"),
            proposition: format!("The {words} should be carried out"),
            terms: vec![words.clone(), format!("{words} of the year {at}")],
            opposite_terms: vec![format!("an end of the {words}")],
            other_terms: Vec::new(),
            hidden: false,
            colour: None,
            merged: Vec::new(),
            context: Vec::new(),
        }
    };
    Catalogue { title: "Invented".to_owned(), issues: (0..issues).map(issue).collect() }
}

/// A project of that scale, read by the present engine so that nothing is read again.
pub fn project(scale: Scale) -> Project {
    let catalogue = catalogue(scale.issues);
    let digest = catalogue.digest();
    let mut project = Project::new(catalogue.clone());
    let mut random = Random(0x5EED_5EED_5EED_5EED);
    let first_day = jiff::civil::date(2023, 1, 1);
    for at in 0..scale.articles {
        let count = scale.statements * (at + 1) / scale.articles - scale.statements * at / scale.articles;
        let mut text = format!("Report number {at} from the {}\n\n", OUTLETS[at % OUTLETS.len()]);
        let mut reading =
            Reading { engine: Engine::Fast.name().to_owned(), catalogue: digest.clone(), ..Reading::default() };
        let mut known: Vec<usize> = Vec::new();
        for number in 0..count {
            // Some actors speak everywhere, most once or twice.
            let who = if random.below(3) == 0 {
                random.below(40)
            } else {
                (at * count + number * 7 + random.below(5)) % scale.actors
            };
            let local = known.iter().position(|other| *other == who).unwrap_or_else(|| {
                known.push(who);
                reading.actors.push(Mentioned {
                    name: name(who),
                    kind: kind(who),
                    aliases: Vec::new(),
                    affiliation: None,
                    mentions: Vec::new(),
                });
                known.len() - 1
            });
            let issue = &catalogue.issues[random.below(scale.issues)];
            let (verb, stance) = VERBS[[0, 0, 0, 1, 1, 2, 3][random.below(7)]];
            let start = text.len();
            text += &name(who);
            let source = Span::new(start, text.len());
            reading.actors[local].mentions.push(source);
            text.push(' ');
            let cue = text.len();
            text += verb;
            let cue = Span::new(cue, text.len());
            text.push(' ');
            let content = text.len();
            text += &format!("{} in words that nobody in the hall had expected on that day.", issue.terms[0]);
            let content = Span::new(content, text.len());
            let quotation = reading.quotations.len() as u32;
            reading.quotations.push(Quotation {
                kind: QuotationKind::Indirect,
                spans: vec![content],
                cue: vec![cue],
                source_spans: vec![source],
                speakers: vec![MentionedIx(local as u32)],
                why_speaker: "the subject of the verb".to_owned(),
                inner: Vec::new(),
                confidence: 0.9,
            });
            reading.statements.push(Suggestion {
                actor: MentionedIx(local as u32),
                issue: issue.id.clone(),
                stance,
                basis: if random.below(4) == 0 { Basis::Reported } else { Basis::Stated },
                reported_by: None,
                confidence: 0.4 + random.below(60) as f32 / 100.0,
                evidence: vec![Span::new(start, text.len())],
                rationale: vec![cue],
                condition: Vec::new(),
                quotation: Some(quotation),
            });
            text += " Others in the town heard of it in the evening and went home without a word about the matter.\n";
        }
        let mut article = Article::new(format!("report-{at}"), text);
        article.outlet = OUTLETS[at % OUTLETS.len()].to_owned();
        article.date = first_day.checked_add(jiff::Span::new().days((at * 900 / scale.articles) as i64)).ok();
        let id = article.id;
        project.add_article(article);
        project.set_reading(id, reading);
    }
    project
}
