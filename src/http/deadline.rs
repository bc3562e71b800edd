//! Deadlines on the browser's clock.

use contacts_js::task::sleep;
use contacts_rules::http::Deadline;
use js_sys::Date;

/// The deadline of a call that begins now.
pub fn deadline_after(milliseconds: f64) -> Deadline {
    Deadline::at(Date::now() + milliseconds)
}

/// Ends once a deadline has passed.
pub async fn wait_until(deadline: &Deadline) {
    loop {
        let left = deadline.time() - Date::now();
        if left <= 0.0 {
            return;
        }
        sleep(left).await;
    }
}
