//! The rules of one exchange: which failures are tried again, when, and until when.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::{Deadline, Gate, retry};
use crate::error::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }
}

/// A request to the API.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    /// Path and query, from the base URL on.
    pub path: String,
    /// JSON text, or undefined.
    pub body: JsValue,
    /// Whether the answer to an equal GET that is under way is too old.
    pub fresh: bool,
    /// Shared by the requests that pause together.
    pub gate: Option<Rc<Gate>>,
}

/// Why one try gave no answer.
#[derive(Clone, Debug)]
pub struct Failure {
    pub error: Error,
    pub kind: FailureKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FailureKind {
    /// 401: another token may do.
    Unauthorized,
    /// 429, with the wait that the server asks for.
    TooMany(Option<f64>),
    /// Another try may do: 5xx, with the wait that the server asks for, or a lost connection.
    Passing(Option<f64>),
    Final,
}

impl Failure {
    pub fn fatal(error: Error) -> Self {
        Self { error, kind: FailureKind::Final }
    }
}

/// What an exchange does to the world. Times are in milliseconds.
pub trait Effects {
    type Body;

    /// Sends the request once. `attempt` counts from 1.
    async fn attempt(&self, request: &Request, attempt: u32) -> Result<Self::Body, Failure>;
    /// Whether asking for the token again may give another one.
    fn can_reauthorize(&self) -> bool;
    fn max_retries(&self) -> u32;
    fn now(&self) -> f64;
    /// In 0..1.
    fn random(&self) -> f64;
    async fn sleep(&self, milliseconds: f64);
}

/// Sends a request until it is answered, or failed for good. A wait that would pass the deadline is not begun.
pub async fn exchange<E: Effects>(
    effects: &E,
    request: &Request,
    deadline: &Deadline,
) -> Result<E::Body, Error> {
    let mut attempt = 0;
    let mut retries = 0;
    let mut reauthorized = false;
    loop {
        pass(effects, request, deadline).await;
        attempt += 1;
        let Failure { error, kind } = match effects.attempt(request, attempt).await {
            Ok(body) => {
                request.gate.iter().for_each(|gate| gate.passed());
                return Ok(body);
            }
            Err(failure) => failure,
        };
        match (kind, &request.gate) {
            (FailureKind::Unauthorized, _) if !reauthorized && effects.can_reauthorize() => {
                reauthorized = true;
            }
            (FailureKind::TooMany(after), Some(gate)) if gate.refusals() < MAX_REFUSALS => {
                let pause = retry::pause(gate.refusals() + 1, after, effects.random());
                gate.close(effects.now() + pause);
            }
            (FailureKind::TooMany(after) | FailureKind::Passing(after), _) => {
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

/// After so many refusals in a row (over five minutes without a Retry-After) an iteration gives up.
const MAX_REFUSALS: u32 = 10;

/// Waits while the gate is closed. The pause doesn't count against the deadline.
async fn pass<E: Effects>(effects: &E, request: &Request, deadline: &Deadline) {
    let Some(gate) = &request.gate else { return };
    loop {
        let pause = gate.closed_for(effects.now());
        if pause <= 0.0 {
            return;
        }
        deadline.extend(pause);
        effects.sleep(pause).await;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use std::{
        cell::{Cell, RefCell},
        collections::VecDeque,
    };

    use super::*;

    /// A world whose clock moves only by sleeping, and whose server follows a script.
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

        fn run(&self, request: &Request) -> Result<&'static str, Error> {
            self.run_until(request, &Deadline::at(30_000.0))
        }

        fn run_until(&self, request: &Request, deadline: &Deadline) -> Result<&'static str, Error> {
            pollster::block_on(exchange(self, request, deadline))
        }
    }

    impl Effects for Script {
        type Body = &'static str;

        async fn attempt(&self, _: &Request, _: u32) -> Result<Self::Body, Failure> {
            let outcome = self.outcomes.borrow_mut().pop_front().expect("one request too many");
            outcome.map_err(|kind| Failure { error: Error::timeout(), kind })
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

    fn request() -> Request {
        Request {
            method: Method::Get,
            path: "/".to_owned(),
            body: JsValue::UNDEFINED,
            fresh: false,
            gate: None,
        }
    }

    const LOST: Result<&str, FailureKind> = Err(FailureKind::Passing(None));
    const REFUSED: Result<&str, FailureKind> = Err(FailureKind::TooMany(None));
    const UNAUTHORIZED: Result<&str, FailureKind> = Err(FailureKind::Unauthorized);

    #[test]
    fn an_answer_is_given_without_waiting() {
        let script = Script::new([Ok("answer")]);
        assert_eq!(script.run(&request()).unwrap(), "answer");
        assert!(script.slept.borrow().is_empty());
    }

    #[test]
    fn passing_failures_are_tried_again_after_growing_waits() {
        let script = Script::new([LOST, REFUSED, Ok("answer")]);
        assert_eq!(script.run(&request()).unwrap(), "answer");
        assert_eq!(*script.slept.borrow(), [500.0, 1000.0]);
    }

    #[test]
    fn max_retries_is_the_number_of_further_tries() {
        let script = Script::new([LOST, LOST, LOST]);
        assert!(script.run(&request()).is_err());
        assert!(script.outcomes.borrow().is_empty());

        let never = Script { max_retries: 0, ..Script::new([LOST]) };
        assert!(never.run(&request()).is_err());
    }

    #[test]
    fn a_wait_that_would_pass_the_deadline_is_not_begun() {
        let script = Script::new([Err(FailureKind::Passing(Some(30_000.0)))]);
        assert!(script.run(&request()).is_err());
        assert!(script.slept.borrow().is_empty());
    }

    #[test]
    fn a_401_asks_for_another_token_once() {
        let script = Script::new([UNAUTHORIZED, Ok("answer")]);
        assert_eq!(script.run(&request()).unwrap(), "answer");

        let twice = Script::new([UNAUTHORIZED, UNAUTHORIZED]);
        assert!(twice.run(&request()).is_err());

        let fixed = Script { fixed_token: true, ..Script::new([UNAUTHORIZED]) };
        assert!(fixed.run(&request()).is_err());
    }

    #[test]
    fn other_failures_are_final() {
        let script = Script::new([Err(FailureKind::Final)]);
        assert!(script.run(&request()).is_err());
    }

    #[test]
    fn a_429_closes_the_gate_and_moves_the_deadline() {
        let gate = Rc::new(Gate::default());
        let request = Request { gate: Some(gate.clone()), ..request() };
        let script = Script::new([Err(FailureKind::TooMany(Some(45_000.0))), Ok("answer")]);
        let deadline = Deadline::at(30_000.0);
        assert_eq!(script.run_until(&request, &deadline).unwrap(), "answer");
        assert_eq!(*script.slept.borrow(), [45_000.0]);
        assert_eq!(deadline.time(), 75_000.0);
        assert_eq!(gate.refusals(), 0);
    }

    #[test]
    fn a_gate_closed_by_another_request_is_waited_for() {
        let gate = Rc::new(Gate::default());
        gate.close(1500.0);
        let script = Script::new([Ok("answer")]);
        script.run(&Request { gate: Some(gate), ..request() }).unwrap();
        assert_eq!(*script.slept.borrow(), [1500.0]);
    }

    #[test]
    fn a_server_that_always_refuses_ends_an_iteration() {
        let request = Request { gate: Some(Rc::default()), ..request() };
        let script = Script { max_retries: 0, ..Script::new(std::iter::repeat_n(REFUSED, 11)) };
        assert!(script.run(&request).is_err());
        assert!(script.outcomes.borrow().is_empty());
    }
}
