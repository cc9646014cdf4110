//! Arguments, logging, and errors in one sentence.

use std::process::ExitCode;

use clap::Parser as _;
use stance_explorer::cli;

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
    let args = cli::Args::parse();
    let done = match &args.command {
        Some(cli::Command::Analyze(analyze)) => {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            cli::analyze(analyze, &mut out, &mut std::io::stderr()).map_err(|err| err.to_string())
        }
        Some(cli::Command::Export(export)) => {
            cli::export(export, &mut std::io::stderr()).map_err(|err| err.to_string())
        }
        Some(cli::Command::Evaluate(evaluate)) => {
            cli::evaluate(evaluate, &mut std::io::stdout().lock()).map_err(|err| err.to_string())
        }
        Some(cli::Command::Train(train)) => {
            cli::train(train, &mut std::io::stdout().lock()).map_err(|err| err.to_string())
        }
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
