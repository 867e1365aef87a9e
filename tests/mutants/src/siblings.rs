//! Values taken for their siblings: of two fields or two operands of one type, the compiler knows not
//! which is which.

use syn::{Expr, ExprCall, ExprField, ExprStruct, Ident, Member};

use crate::arithmetic::surroundings;
use crate::instrument::text_of;

/// Fields of one type in one struct.
const FIELDS: [(&str, &str); 15] = [
    ("input", "output"),
    ("reserve_a", "reserve_b"),
    ("amount_a", "amount_b"),
    ("decimals_a", "decimals_b"),
    ("a_in_b", "b_in_a"),
    ("multiplier_input", "multiplier_output"),
    ("protocol_fee_share", "creator_fee_share"),
    ("trade_fee_rate", "protocol_fee_share"),
    ("protocol", "creator"),
    ("total", "liquidity"),
    ("given", "bought"),
    ("amount_in", "amount_out"),
    ("amount", "slots"),
    ("len", "crossed"),
    ("entries", "exits"),
];

/// Functions, and neighbours among their operands that are not the same either way about.
const OPERANDS: [(&str, &[usize]); 8] = [
    ("div_wide", &[0, 1]),
    ("double", &[0]),
    ("mul_div_rounding_down", &[1]),
    ("mul_div_rounding_up", &[1]),
    ("mul_add", &[1]),
    ("mul_add_sparse", &[1]),
    ("subtract_with_borrow", &[0]),
    ("div_two_digits", &[0]),
];

/// Another field than the one that is read.
pub fn of_field(field: &ExprField) -> Vec<(Expr, String)> {
    let Member::Named(name) = &field.member else { return Vec::new() };
    others(&name.to_string())
        .map(|other| {
            let mut mutant = field.clone();
            mutant.member = Member::Named(Ident::new(other, name.span()));
            (Expr::Field(mutant), format!("{} is {other}", text_of(field)))
        })
        .collect()
}

fn others(name: &str) -> impl Iterator<Item = &'static str> {
    FIELDS.iter().filter_map(move |(one, other)| match name {
        name if name == *one => Some(*other),
        name if name == *other => Some(*one),
        _ => None,
    })
}

/// Two fields that each get what is the other's.
pub fn in_struct(one: &ExprStruct) -> Vec<(Expr, String)> {
    let place = |name: &str| {
        one.fields
            .iter()
            .position(|field| matches!(&field.member, Member::Named(member) if member == name))
    };
    FIELDS
        .iter()
        .filter_map(|(first, second)| {
            let (from, to) = (place(first)?, place(second)?);
            let mut mutant = one.clone();
            mutant.fields[from].member = one.fields[to].member.clone();
            mutant.fields[to].member = one.fields[from].member.clone();
            for place in [from, to] {
                mutant.fields[place].colon_token = Some(syn::token::Colon::default());
            }
            let change = format!("{first} and {second} change places in {}", text_of(one));
            Some((Expr::Struct(mutant), change))
        })
        .collect()
}

/// Two operands of a call change places.
pub fn in_call(call: &ExprCall) -> Vec<(Expr, String)> {
    let name = text_of(&*call.func);
    OPERANDS
        .iter()
        .filter(|(function, _)| *function == name)
        .flat_map(|(_, places)| *places)
        .filter(|place| **place + 1 < call.args.len())
        .map(|place| {
            let mut mutant = call.clone();
            mutant.args[*place] = call.args[*place + 1].clone();
            mutant.args[*place + 1] = call.args[*place].clone();
            let one = [*place, *place + 1].map(|place| text_of(&call.args[place])).join(" and ");
            let around = surroundings(&Expr::Call(call.clone()));
            (Expr::Call(mutant), format!("{one} change places in {around}"))
        })
        .collect()
}
