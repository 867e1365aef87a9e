//! Mutants of what only arithmetic has: a number that is one off, a division that rounds the other way,
//! limbs that changed places.
//!
//! In the program they would be too many for the stack of a function, and its tests are about who may
//! do what.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::{
    Attribute, BinOp, Expr, ExprBinary, ExprCall, ExprLit, ExprMethodCall, ExprPath, File, FnArg,
    GenericArgument, Ident, Item, Lit, LitInt, PathArguments, ReturnType, Signature, Type,
    parse_quote,
};

use crate::instrument::{Instrument, text_of};
use crate::siblings;

/// Methods that are easily taken for each other.
const METHODS: [(&str, &str); 12] = [
    ("checked_mul", "checked_add"),
    ("saturating_mul", "saturating_add"),
    ("wrapping_mul", "wrapping_add"),
    ("overflowing_add", "overflowing_sub"),
    ("overflowing_sub", "overflowing_add"),
    ("checked_shl", "checked_shr"),
    ("leading_zeros", "trailing_zeros"),
    ("abs_diff", "saturating_sub"),
    ("rotate_left", "rotate_right"),
    ("rotate_right", "rotate_left"),
    ("first_mut", "last_mut"),
    ("last_mut", "first_mut"),
];

/// Functions that are easily taken for each other, wherever they are called.
const FUNCTIONS: [(&str, &str); 4] = [
    ("mul_div_rounding_up", "mul_div_rounding_down"),
    ("mul_div_rounding_down", "mul_div_rounding_up"),
    ("add_with_carry", "subtract_with_borrow"),
    ("subtract_with_borrow", "add_with_carry"),
];

/// Types of numbers.
pub const INTEGERS: [&str; 6] = ["u8", "u16", "u32", "u64", "u128", "usize"];

/// The names of constants that are numbers.
pub fn numbers_in(file: &File) -> BTreeSet<String> {
    let name = |item: &Item| match item {
        Item::Const(one) if INTEGERS.contains(&text_of(&*one.ty).as_str()) => {
            Some(one.ident.to_string())
        }
        _ => None,
    };
    file.items.iter().filter_map(name).collect()
}

/// Whether it is compiled for tests only.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|one| one.path().is_ident("cfg") && text_of(one).contains("test"))
}

/// What an expression is called as the surroundings of another.
pub fn surroundings(expr: &Expr) -> String {
    match expr {
        // The receiver may be long, and is not what is around an argument.
        Expr::MethodCall(one) => {
            let arguments: Vec<String> = one.args.iter().map(text_of).collect();
            format!(".{}({})", one.method, arguments.join(", "))
        }
        _ => text_of(expr),
    }
}

/// What may stand in the place of `expr`, and what to call that.
pub fn replacements(expr: &Expr, numbers: &BTreeSet<String>) -> Vec<(Expr, String)> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => literal(number),
        Expr::Path(path) => constant(path, numbers),
        Expr::Call(call) => {
            let mut mutants = function(call);
            mutants.extend(siblings::in_call(call));
            mutants
        }
        Expr::Field(field) => siblings::of_field(field),
        Expr::Struct(one) => siblings::in_struct(one),
        Expr::Binary(one) => operator(one),
        Expr::MethodCall(call) => method(call),
        Expr::Array(array) => {
            let mut mutants = Vec::new();
            for place in 1..array.elems.len() {
                let (one, other) = (&array.elems[place - 1], &array.elems[place]);
                if text_of(one) == text_of(other) {
                    continue;
                }
                let mut mutant = array.clone();
                mutant.elems[place - 1] = other.clone();
                mutant.elems[place] = one.clone();
                let change = format!(
                    "{} and {} change places in {}",
                    text_of(one),
                    text_of(other),
                    text_of(array)
                );
                mutants.push((Expr::Array(mutant), change));
            }
            mutants
        }
        _ => Vec::new(),
    }
}

fn operator(one: &ExprBinary) -> Vec<(Expr, String)> {
    let op: BinOp = match one.op {
        BinOp::Div(_) => parse_quote!(%),
        BinOp::Rem(_) => parse_quote!(/),
        BinOp::BitXor(_) => parse_quote!(|),
        _ => return Vec::new(),
    };
    let change =
        format!("{} is {} in {}", one.op.to_token_stream(), op.to_token_stream(), text_of(one));
    vec![(Expr::Binary(ExprBinary { op, ..one.clone() }), change)]
}

fn literal(number: &LitInt) -> Vec<(Expr, String)> {
    let Ok(value) = number.base10_parse::<u128>() else { return Vec::new() };
    [value.checked_sub(1), value.checked_add(1)]
        .into_iter()
        .flatten()
        .map(|other| {
            let literal = LitInt::new(&format!("{other}{}", number.suffix()), number.span());
            (parse_quote!(#literal), format!("{number} is {other}"))
        })
        .collect()
}

fn constant(path: &ExprPath, numbers: &BTreeSet<String>) -> Vec<(Expr, String)> {
    let names: Vec<String> =
        path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        [name] if numbers.contains(*name) => vec![
            (parse_quote!((#path.wrapping_sub(1))), format!("{name} is one less")),
            (parse_quote!((#path.wrapping_add(1))), format!("{name} is one more")),
        ],
        [kind, "MAX"] if INTEGERS.contains(kind) => {
            vec![(parse_quote!((#path - 1)), format!("{kind}::MAX is one less"))]
        }
        // A refusal by another name. There is one name for what does not fit, so that the other way
        // about would be a guess.
        ["MathError", name] if *name != "Overflow" => {
            vec![(parse_quote!(MathError::Overflow), format!("{name} is Overflow"))]
        }
        _ => Vec::new(),
    }
}

fn function(call: &ExprCall) -> Vec<(Expr, String)> {
    let Expr::Path(path) = &*call.func else { return Vec::new() };
    let Some(name) = path.path.get_ident().map(Ident::to_string) else { return Vec::new() };
    FUNCTIONS
        .iter()
        .filter(|(one, _)| *one == name)
        .map(|(_, other)| {
            let function = Ident::new(other, Span::call_site());
            let mut mutant = call.clone();
            *mutant.func = parse_quote!(crate::wide::#function);
            (Expr::Call(mutant), format!("{name} is {other} in {}", text_of(call)))
        })
        .collect()
}

fn method(call: &ExprMethodCall) -> Vec<(Expr, String)> {
    let name = call.method.to_string();
    let around = surroundings(&Expr::MethodCall(call.clone()));
    if name == "div_ceil" {
        let (left, right) = (&call.receiver, &call.args);
        return vec![(parse_quote!((#left / (#right))), format!("rounded down: {around}"))];
    }
    METHODS
        .iter()
        .filter(|(one, _)| *one == name)
        .map(|(_, other)| {
            let mut mutant = call.clone();
            mutant.method = Ident::new(other, call.method.span());
            (Expr::MethodCall(mutant), format!("{name} is {other} in {around}"))
        })
        .collect()
}

/// What a function of arithmetic could return besides a number: a refusal, zeros, or what it was given.
pub fn whole_results(signature: &Signature) -> Vec<(Expr, String)> {
    let ReturnType::Type(_, ty) = &signature.output else { return Vec::new() };
    let mut results: Vec<Expr> = Vec::new();
    let inner = inner_of(ty);
    if inner.is_some() {
        results.push(parse_quote!(Err(crate::error::MathError::NoConvergence)));
    }
    let value: Option<Expr> = match inner.unwrap_or(ty) {
        Type::Path(path) if path.path.is_ident("Self") && takes_self(signature) => {
            Some(parse_quote!(self))
        }
        ty @ (Type::Tuple(_) | Type::Array(_)) => zeros(ty),
        _ => None,
    };
    results
        .extend(value.map(|value| if inner.is_some() { parse_quote!(Ok(#value)) } else { value }));
    results
        .into_iter()
        .map(|value| {
            let says = value.to_token_stream().to_string();
            (value, says)
        })
        .collect()
}

/// The type within a `MathResult`.
fn inner_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "MathResult")?;
    let PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    list.args.iter().find_map(|one| match one {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn takes_self(signature: &Signature) -> bool {
    signature
        .inputs
        .iter()
        .any(|one| matches!(one, FnArg::Receiver(one) if one.reference.is_none()))
}

/// All zero, for a list or an array of numbers.
fn zeros(ty: &Type) -> Option<Expr> {
    match ty {
        Type::Path(path) => {
            let name = path.path.get_ident()?.to_string();
            match name.as_str() {
                "bool" => Some(parse_quote!(false)),
                name => INTEGERS.contains(&name).then(|| parse_quote!(0)),
            }
        }
        Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let parts: Option<Vec<Expr>> = tuple.elems.iter().map(zeros).collect();
            parts.map(|parts| parse_quote!((#(#parts),*)))
        }
        Type::Array(array) => {
            let (zero, length) = (zeros(&array.elem)?, &array.len);
            Some(parse_quote!([#zero; #length]))
        }
        _ => None,
    }
}

impl Instrument {
    /// Puts the mutants of arithmetic beside what is at `expr`, which was `before` it got any.
    pub fn arithmetic(&mut self, before: &Expr, expr: &mut Expr) {
        for (mutant, change) in replacements(before, self.numbers()) {
            let change = match before {
                Expr::Lit(_) | Expr::Path(_) | Expr::Field(_) => {
                    format!("{change} in {}", self.around())
                }
                _ => change,
            };
            self.gate(before, change, &mutant, expr);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(text: &str) -> Vec<String> {
        let numbers = BTreeSet::from(["ROUNDS".to_owned()]);
        let mutants = replacements(&syn::parse_str(text).unwrap(), &numbers);
        mutants.into_iter().map(|(mutant, _)| mutant.to_token_stream().to_string()).collect()
    }

    #[test]
    fn a_number_is_one_more_or_less() {
        assert_eq!(changes("0"), ["1"]);
        assert_eq!(changes("0xff_u8"), ["254u8", "256u8"]);
        assert_eq!(
            changes("ROUNDS"),
            ["(ROUNDS . wrapping_sub (1))", "(ROUNDS . wrapping_add (1))"]
        );
        assert!(changes("rounds").is_empty());
    }

    #[test]
    fn roundings_refusals_and_operands_are_taken_for_others() {
        assert_eq!(
            changes("mul_div_rounding_up(a, b, c)"),
            [
                "crate :: wide :: mul_div_rounding_down (a , b , c)",
                "mul_div_rounding_up (a , c , b)"
            ]
        );
        assert_eq!(changes("a.div_ceil(b)"), ["(a / (b))"]);
        assert_eq!(changes("MathError::EmptyPool"), ["MathError :: Overflow"]);
        assert_eq!(changes("[a, b, b]"), ["[b , a , b]"]);
        assert_eq!(changes("self.reserve_a"), ["self . reserve_b"]);
    }

    #[test]
    fn what_is_for_tests_only_and_what_is_written_to_gets_no_mutants() {
        let text = "fn f(a: &mut u8) { *a = b; } #[cfg(test)] mod tests { fn g() -> u8 { 1 } }";
        let mut instrument = Instrument::new(Some(BTreeSet::new()));
        let out = instrument.file("a.rs", text).unwrap();
        let names: Vec<String> = instrument.mutants.iter().map(|one| one.change.clone()).collect();
        assert_eq!(names, ["no *a = b;", "does nothing but return ()"]);
        assert!(out.contains("mod tests { fn g () -> u8 { 1 } }"), "{out}");
    }
}
