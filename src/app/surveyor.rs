//! The survey of the loaded articles for the Issues page, on a thread of its own: typing never waits for it.

use std::sync::mpsc::{Receiver, Sender, channel};

use crate::model::{ArticleId, Catalogue, Issue};
use crate::project::Project;
use crate::reading::issues::survey::{Look, Missing, Source, Survey};

/// As many articles are surveyed at most.
const ARTICLES: usize = 2_000;

enum Question {
    Articles(Vec<Source>),
    Look(Issue),
    Missing(Catalogue),
}

enum Answer {
    Articles(usize),
    Look(Box<(Issue, Look)>),
    Missing(Catalogue, Vec<Missing>),
}

/// Asks the thread and keeps its latest answers.
pub struct Surveyor {
    questions: Sender<Question>,
    answers: Receiver<Answer>,
    /// The articles that the thread has, and whether they were read.
    sent: Option<Vec<(ArticleId, bool)>>,
    asked: (Option<Issue>, Option<Catalogue>),
    /// How many articles were looked through.
    pub articles: usize,
    look: Option<Box<(Issue, Look)>>,
    missing: Option<(Catalogue, Vec<Missing>)>,
}

impl Surveyor {
    /// Starts the thread; it ends with the surveyor. `None` where no thread can be had.
    pub fn start(ctx: egui::Context) -> Option<Self> {
        let (questions, asked) = channel();
        let (answer, answers) = channel();
        let work = move || serve(&asked, &answer, &ctx);
        std::thread::Builder::new().name("survey".to_owned()).spawn(work).ok()?;
        Some(Self { questions, answers, sent: None, asked: (None, None), articles: 0, look: None, missing: None })
    }

    /// Sends the articles where they changed, and takes what was answered.
    pub fn update(&mut self, project: &Project) {
        let read = |id| project.reading(id).is_some();
        let now: Vec<_> = project.articles().take(ARTICLES).map(|article| (article.id, read(article.id))).collect();
        if self.sent.as_ref() != Some(&now) {
            let source = |(id, _): &(ArticleId, bool)| {
                let quoted = project.reading(*id).map(|reading| {
                    reading.quotations.iter().flat_map(|quotation| quotation.spans.iter().copied()).collect()
                });
                let text = project.article(*id)?.text.to_string();
                Some(Source { text, quoted: quoted.unwrap_or_default() })
            };
            self.questions.send(Question::Articles(now.iter().filter_map(source).collect())).ok();
            self.sent = Some(now);
            self.asked = (None, None);
        }
        while let Ok(answer) = self.answers.try_recv() {
            match answer {
                Answer::Articles(count) => self.articles = count,
                Answer::Look(look) => self.look = Some(look),
                Answer::Missing(catalogue, missing) => self.missing = Some((catalogue, missing)),
            }
        }
    }

    /// What the articles have of an issue: the latest answer about an issue of that id, and whether it is about the
    /// issue as it is now.
    pub fn look(&mut self, issue: &Issue) -> Option<(&Issue, &Look, bool)> {
        if self.asked.0.as_ref() != Some(issue) {
            self.questions.send(Question::Look(issue.clone())).ok();
            self.asked.0 = Some(issue.clone());
        }
        let (of, look) = &**self.look.as_ref()?;
        (of.id == issue.id).then_some((of, look, of == issue))
    }

    /// The issues that a catalogue lacks; `None` while they are looked for.
    pub fn missing(&mut self, catalogue: &Catalogue) -> Option<&[Missing]> {
        if self.asked.1.as_ref() != Some(catalogue) {
            self.questions.send(Question::Missing(catalogue.clone())).ok();
            self.asked.1 = Some(catalogue.clone());
        }
        let (of, missing) = self.missing.as_ref()?;
        (of == catalogue).then_some(missing)
    }
}

/// Answers questions until nobody asks any more. Of several that wait only the latest of a kind is answered.
fn serve(asked: &Receiver<Question>, answer: &Sender<Answer>, ctx: &egui::Context) {
    let mut survey = Survey::default();
    while let Ok(first) = asked.recv() {
        let (mut articles, mut issue, mut catalogue) = (None, None, None);
        for question in std::iter::once(first).chain(asked.try_iter()) {
            match question {
                Question::Articles(sources) => articles = Some(sources),
                Question::Look(wanted) => issue = Some(wanted),
                Question::Missing(wanted) => catalogue = Some(wanted),
            }
        }
        let mut found = Vec::new();
        if let Some(sources) = articles {
            survey = Survey::new(sources);
            found.push(Answer::Articles(survey.articles()));
        }
        if let Some(issue) = issue {
            let look = survey.look(&issue);
            found.push(Answer::Look(Box::new((issue, look))));
        }
        if let Some(catalogue) = catalogue {
            let missing = survey.missing(&catalogue);
            found.push(Answer::Missing(catalogue, missing));
        }
        if found.into_iter().any(|found| answer.send(found).is_err()) {
            return;
        }
        ctx.request_repaint();
    }
}
