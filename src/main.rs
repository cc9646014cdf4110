//! Arguments, logging, and errors in one sentence.

use std::process::ExitCode;

use clap::Parser as _;
use stance_explorer::cli;

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
    let args = cli::Args::parse();
    let done = match &args.command {
        Some(command) => work(command).or_else(|err| if err.reader_left() { Ok(()) } else { Err(err.to_string()) }),
        None => stance_explorer::app::run(args.files),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("stance-explorer: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// What needs no window.
fn work(command: &cli::Command) -> Result<(), cli::CliError> {
    let mut out = std::io::stdout().lock();
    match command {
        cli::Command::Analyze(analyze) => {
            cli::analyze(analyze, &mut std::io::BufWriter::new(out), &mut std::io::stderr())
        }
        cli::Command::Export(export) => cli::export(export, &mut std::io::stderr()),
        cli::Command::Evaluate(evaluate) => cli::evaluate(evaluate, &mut out),
        cli::Command::Train(train) => cli::train(train, &mut out),
    }
}
