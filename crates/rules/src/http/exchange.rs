//! The rules of one exchange: which failures are retried, when, and until when.

use super::{Deadline, RateLimitPause, retry};

/// Why one attempt failed.
#[derive(Clone, Debug)]
pub struct Failure<E> {
    pub error: E,
    pub kind: FailureKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FailureKind {
    /// 401: another token may succeed.
    Unauthorized,
    /// 429, with the wait from the server.
    RateLimited(Option<f64>),
    /// A retry may succeed: 5xx, with the wait from the server, or a lost connection.
    Transient(Option<f64>),
    Permanent,
}

impl FailureKind {
    /// The kind of a response, by its status, its code, and the wait that it asks for.
    pub fn of(status: u16, code: &str, after: Option<f64>) -> Self {
        match status {
            401 => Self::Unauthorized,
            429 if retry::is_quota_exhausted(code) => Self::Permanent,
            429 => Self::RateLimited(after),
            status if retry::is_transient(status) => Self::Transient(after),
            _ => Self::Permanent,
        }
    }
}

impl<E> Failure<E> {
    pub fn permanent(error: E) -> Self {
        Self { error, kind: FailureKind::Permanent }
    }
}

/// The effects of an exchange. Times are in milliseconds.
#[allow(async_fn_in_trait, reason = "nothing here is sent to another thread")]
pub trait Effects {
    type Body;
    type Error;

    /// Sends the request once. `number` counts from 1.
    async fn attempt(&self, number: u32) -> Result<Self::Body, Failure<Self::Error>>;
    /// Whether calling the token function again may return another token.
    fn can_reauthorize(&self) -> bool;
    fn max_retries(&self) -> u32;
    fn now(&self) -> f64;
    /// In 0..1.
    fn random(&self) -> f64;
    async fn sleep(&self, milliseconds: f64);
}

/// Sends a request until it succeeds, or fails for good. It does not start a wait that would pass the deadline. Requests
/// with the same rate_limit_pause pause together.
pub async fn exchange<E: Effects>(
    effects: &E,
    rate_limit_pause: Option<&RateLimitPause>,
    deadline: &Deadline,
) -> Result<E::Body, E::Error> {
    let mut attempt = 0;
    let mut retries = 0;
    let mut reauthorized = false;
    loop {
        pass(effects, rate_limit_pause, deadline).await;
        attempt += 1;
        let Failure { error, kind } = match effects.attempt(attempt).await {
            Ok(body) => {
                rate_limit_pause.iter().for_each(|rate_limit_pause| rate_limit_pause.end());
                return Ok(body);
            }
            Err(failure) => failure,
        };
        match (kind, rate_limit_pause) {
            (FailureKind::Unauthorized, _) if !reauthorized && effects.can_reauthorize() => {
                reauthorized = true;
            }
            (FailureKind::RateLimited(after), Some(rate_limit_pause))
                if rate_limit_pause.rate_limited() < MAX_RATE_LIMITED =>
            {
                let pause = retry::pause(rate_limit_pause.rate_limited() + 1, after, effects.random());
                rate_limit_pause.extend(effects.now() + pause);
            }
            (FailureKind::RateLimited(after) | FailureKind::Transient(after), _) => {
                let wait = retry::wait(retries, after, effects.random());
                if retries == effects.max_retries() || effects.now() + wait >= deadline.time() {
                    return Err(error);
                }
                retries += 1;
                effects.sleep(wait).await;
            }
            _ => return Err(error),
        }
    }
}

/// The number of 429s in a row (over five minutes without a Retry-After) after which an iteration gives up.
const MAX_RATE_LIMITED: u32 = 10;

/// Waits out a rate-limit pause, which does not count against the deadline.
async fn pass<E: Effects>(effects: &E, rate_limit_pause: Option<&RateLimitPause>, deadline: &Deadline) {
    let Some(rate_limit_pause) = rate_limit_pause else { return };
    loop {
        let pause = rate_limit_pause.left(effects.now());
        if pause <= 0.0 {
            return;
        }
        deadline.extend(pause);
        effects.sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    use std::{
        cell::{Cell, RefCell},
        collections::VecDeque,
    };

    use super::*;

    /// Effects with a clock that only sleeping moves, and a server that follows a script.
    #[derive(Default)]
    struct Script {
        outcomes: RefCell<VecDeque<Result<&'static str, FailureKind>>>,
        slept: RefCell<Vec<f64>>,
        clock: Cell<f64>,
        max_retries: u32,
        fixed_token: bool,
    }

    impl Script {
        fn new(outcomes: impl IntoIterator<Item = Result<&'static str, FailureKind>>) -> Self {
            let outcomes = RefCell::new(outcomes.into_iter().collect());
            Self { outcomes, max_retries: 2, ..Self::default() }
        }

        fn run(&self) -> Result<&'static str, FailureKind> {
            self.run_with(None)
        }

        fn run_with(&self, rate_limit_pause: Option<&RateLimitPause>) -> Result<&'static str, FailureKind> {
            self.run_until(rate_limit_pause, &Deadline::at(30_000.0))
        }

        fn run_until(
            &self,
            rate_limit_pause: Option<&RateLimitPause>,
            deadline: &Deadline,
        ) -> Result<&'static str, FailureKind> {
            pollster::block_on(exchange(self, rate_limit_pause, deadline))
        }
    }

    impl Effects for Script {
        type Body = &'static str;
        type Error = FailureKind;

        async fn attempt(&self, _: u32) -> Result<Self::Body, Failure<FailureKind>> {
            let outcome = self.outcomes.borrow_mut().pop_front().expect("one request too many");
            outcome.map_err(|kind| Failure { error: kind, kind })
        }
        fn can_reauthorize(&self) -> bool {
            !self.fixed_token
        }
        fn max_retries(&self) -> u32 {
            self.max_retries
        }
        fn now(&self) -> f64 {
            self.clock.get()
        }
        fn random(&self) -> f64 {
            1.0
        }
        async fn sleep(&self, milliseconds: f64) {
            self.slept.borrow_mut().push(milliseconds);
            self.clock.set(self.clock.get() + milliseconds);
        }
    }

    const LOST: Result<&str, FailureKind> = Err(FailureKind::Transient(None));
    const RATE_LIMITED: Result<&str, FailureKind> = Err(FailureKind::RateLimited(None));
    const UNAUTHORIZED: Result<&str, FailureKind> = Err(FailureKind::Unauthorized);

    #[test]
    fn a_response_is_returned_without_waiting() {
        let script = Script::new([Ok("response")]);
        assert_eq!(script.run().unwrap(), "response");
        assert!(script.slept.borrow().is_empty());
    }

    #[test]
    fn passing_failures_are_tried_again_after_growing_waits() {
        let script = Script::new([LOST, RATE_LIMITED, Ok("response")]);
        assert_eq!(script.run().unwrap(), "response");
        assert_eq!(*script.slept.borrow(), [500.0, 1000.0]);
    }

    #[test]
    fn max_retries_is_the_number_of_further_tries() {
        let script = Script::new([LOST, LOST, LOST]);
        assert!(script.run().is_err());
        assert!(script.outcomes.borrow().is_empty());

        let never = Script { max_retries: 0, ..Script::new([LOST]) };
        assert!(never.run().is_err());
    }

    #[test]
    fn a_wait_that_would_pass_the_deadline_is_not_begun() {
        let script = Script::new([Err(FailureKind::Transient(Some(30_000.0)))]);
        assert!(script.run().is_err());
        assert!(script.slept.borrow().is_empty());
    }

    #[test]
    fn a_401_asks_for_another_token_once() {
        let script = Script::new([UNAUTHORIZED, Ok("response")]);
        assert_eq!(script.run().unwrap(), "response");

        let twice = Script::new([UNAUTHORIZED, UNAUTHORIZED]);
        assert!(twice.run().is_err());

        let fixed = Script { fixed_token: true, ..Script::new([UNAUTHORIZED]) };
        assert!(fixed.run().is_err());
    }

    #[test]
    fn other_failures_are_final() {
        let script = Script::new([Err(FailureKind::Permanent)]);
        assert!(script.run().is_err());
    }

    #[test]
    fn a_429_pauses_all_requests_and_moves_the_deadline() {
        let rate_limit_pause = RateLimitPause::default();
        let script = Script::new([Err(FailureKind::RateLimited(Some(45_000.0))), Ok("response")]);
        let deadline = Deadline::at(30_000.0);
        assert_eq!(script.run_until(Some(&rate_limit_pause), &deadline).unwrap(), "response");
        assert_eq!(*script.slept.borrow(), [45_000.0]);
        assert_eq!(deadline.time(), 75_000.0);
        assert_eq!(rate_limit_pause.rate_limited(), 0);
    }

    #[test]
    fn a_pause_begun_by_another_request_is_waited_for() {
        let rate_limit_pause = RateLimitPause::default();
        rate_limit_pause.extend(1500.0);
        let script = Script::new([Ok("response")]);
        script.run_with(Some(&rate_limit_pause)).unwrap();
        assert_eq!(*script.slept.borrow(), [1500.0]);
    }

    #[test]
    fn a_server_that_always_refuses_ends_an_iteration() {
        let script = Script { max_retries: 0, ..Script::new(std::iter::repeat_n(RATE_LIMITED, 11)) };
        assert!(script.run_with(Some(&RateLimitPause::default())).is_err());
        assert!(script.outcomes.borrow().is_empty());
    }
}
