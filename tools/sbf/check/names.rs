//! Function names as the compiler writes them into object files, made readable enough to be found
//! in the source.

/// A length in digits, then that many letters.
fn part(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).filter(|&end| end > 0)?;
    let len = text[..end].parse().ok()?;
    // Rust's newer scheme puts an underscore before a name that starts with a digit or another one.
    let rest = &text[end..];
    let rest = rest
        .strip_prefix('_')
        .filter(|r| r.starts_with(|c: char| c == '_' || c.is_ascii_digit()))
        .unwrap_or(rest);
    Some((rest.get(..len)?, rest.get(len..)?))
}

/// `_RNvCs5aVB0l6S8l8_4pool4swap` and `_ZN4pool4swap17h0123456789abcdefE` -> `pool::swap`.
///
/// Of a generic function the newer scheme names the types as well; they follow in the order in
/// which they are written.
pub fn readable(name: &str) -> String {
    let (mut rest, new) = match (name.strip_prefix("_R"), name.strip_prefix("_ZN")) {
        (Some(rest), _) => (rest, true),
        (_, Some(rest)) => (rest, false),
        _ => return name.to_owned(),
    };
    let mut path: Vec<&str> = Vec::new();
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = part(rest) {
            path.push(name);
            rest = after;
        } else if !new {
            break;
        } else {
            // A number between "s" and "_" tells crates and closures apart; "B…_" refers back.
            let skip = if matches!(c, 's' | 'B') { rest.find('_').unwrap_or(0) } else { 0 };
            rest = &rest[skip + c.len_utf8()..];
        }
    }
    if path.last().is_some_and(|last| !new && last.len() == 17 && last.starts_with('h')) {
        path.pop();
    }
    path.retain(|part| !part.is_empty());
    if path.is_empty() {
        name.to_owned()
    } else {
        path.join("::").replace("$LT$", "<").replace("$GT$", ">")
    }
}

/// A line of LLVM's, with its function names readable and its advice fit for Solana.
pub fn explain(line: &str) -> String {
    let mut words = line.split(' ').map(|word| {
        if word.starts_with("_R") || word.starts_with("_ZN") {
            readable(word)
        } else {
            word.to_owned()
        }
    });
    let function = words.find(|word| word == "function").and_then(|_| words.next());
    match function {
        Some(f) if line.contains("stack limit is exceeded") => format!(
            "stack frame of more than {} bytes in function {f}: box what is large, or split the function and mark the parts #[inline(never)]",
            crate::frames::FRAME,
        ),
        Some(f) if line.contains("unsupported signed division") => format!(
            "signed division of 64 bits or less in function {f}, which this build way does not have: divide the magnitudes (unsigned_abs) and set the sign, or divide as i128",
        ),
        _ => line.to_owned(),
    }
}
