//! Runs tests for as long as they have something to say.

use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

/// How a process ended, or what it was ended for.
pub enum Ended<T> {
    /// It wrote what was waited for.
    With(T),
    /// By itself.
    Well,
    /// By itself, with an error.
    Badly,
    /// It had run for longer than it may.
    Late,
}

/// Runs `command` until it writes a line of which `wanted` makes something, and no longer than
/// `patience`.
///
/// # Errors
/// When the process cannot be run.
pub fn first<T: Send>(
    command: &mut Command,
    patience: Duration,
    wanted: impl Fn(&str) -> Option<T> + Send,
) -> io::Result<Ended<T>> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let output = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        scope.spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(found) = wanted(&line)
                    && send.send(found).is_err()
                {
                    return;
                }
            }
        });
        let ended = match receive.recv_timeout(patience) {
            Ok(found) => Some(Ended::With(found)),
            Err(mpsc::RecvTimeoutError::Timeout) => Some(Ended::Late),
            // The output is at its end, so that the process is.
            Err(mpsc::RecvTimeoutError::Disconnected) => None,
        };
        if ended.is_some() {
            child.kill()?;
        }
        let status = child.wait()?;
        Ok(match ended {
            Some(ended) => ended,
            None if status.success() => Ended::Well,
            None => Ended::Badly,
        })
    })
}

/// The first test that fails.
///
/// # Errors
/// When the process cannot be run.
pub fn first_failure(command: &mut Command, patience: Duration) -> io::Result<Ended<String>> {
    first(command, patience, |line| {
        let test = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
        Some(test.to_owned())
    })
}

/// What `work` makes of each of `all`, in their order, by so many workers.
///
/// # Errors
/// The first of any of them.
pub fn in_parallel<T: Sync, R: Send>(
    all: &[T],
    workers: usize,
    work: impl Fn(&T) -> io::Result<R> + Sync,
) -> io::Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::new());
    let panicked = |_| io::Error::other("a worker panicked");
    let worker = || -> io::Result<()> {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = all.get(place) else { return Ok(()) };
            let result = work(one)?;
            results
                .lock()
                .map_err(|_| io::Error::other("a worker panicked"))?
                .push((place, result));
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(panicked)?)
    })?;
    let mut results = results.into_inner().map_err(|_| io::Error::other("a worker panicked"))?;
    results.sort_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Ended<String> {
        let mut command = Command::new("sh");
        first_failure(command.args(["-c", script]), Duration::from_millis(500)).unwrap()
    }

    #[test]
    fn a_process_is_ended_for_its_first_failure_or_for_taking_too_long() {
        let failing = "echo 'test one ... ok'; echo 'test two ... FAILED'; exec sleep 600";
        assert!(matches!(shell(failing), Ended::With(test) if test == "two"));
        assert!(matches!(shell("exec sleep 600"), Ended::Late));
        assert!(matches!(shell("echo 'test one ... ok'"), Ended::Well));
        assert!(matches!(shell("exit 101"), Ended::Badly));
    }

    #[test]
    fn results_come_in_the_order_of_what_they_are_of() {
        let doubled = in_parallel(&[1, 2, 3, 4, 5], 3, |number| Ok(number * 2)).unwrap();
        assert_eq!(doubled, [2, 4, 6, 8, 10]);
        let failed = in_parallel(&[1, 2], 2, |_| Err::<(), _>(io::Error::other("no")));
        assert!(failed.is_err());
    }
}
