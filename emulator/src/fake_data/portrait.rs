//! Small pictures that need no network.

/// A head and shoulders in one of 360 colours, with one of three hair cuts.
pub fn data_url(hue: u16, hair: u8) -> String {
    let cut = match hair {
        0 => "M20 26a12 12 0 0 1 24 0z",
        1 => "M18 40V26a14 14 0 0 1 28 0v14z",
        _ => "M20 22h24v-4H20z",
    };
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'%3E\
         %3Cpath fill='hsl({hue} 60%25 80%25)' d='M0 0h64v64H0z'/%3E\
         %3Cpath fill='hsl({hue} 45%25 30%25)' d='{cut}'/%3E\
         %3Ccircle cx='32' cy='28' r='11' fill='%23e8b48f'/%3E\
         %3Cpath fill='hsl({hue} 50%25 45%25)' d='M12 64a20 20 0 0 1 40 0z'/%3E%3C/svg%3E"
    )
    .replace(' ', "%20")
}
