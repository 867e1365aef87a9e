//! Mutants of what `#[derive(Accounts)]` checks: a constraint that is not there, a signer who did not
//! sign, another program.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{GenericArgument, ItemStruct, Meta, PathArguments, Type, parse_quote};

use crate::instrument::{Instrument, line_of, text_of};

/// Puts mutants into the accounts of an instruction; into no other struct.
pub fn instrument(all: &mut Instrument, one: &mut ItemStruct) {
    let is_accounts = one.attrs.iter().any(|attribute| {
        attribute.path().is_ident("derive") && text_of(attribute).contains("Accounts")
    });
    if !is_accounts {
        return;
    }
    for field in &mut one.fields {
        let Some(name) = field.ident.clone() else { continue };
        let line = line_of(&name);
        for attribute in &mut field.attrs {
            if let Meta::List(list) = &mut attribute.meta
                && list.path.is_ident("account")
            {
                let items = split(list.tokens.clone());
                let items = items.into_iter().map(|item| constraint(all, line, &name, item));
                list.tokens = join(items);
            }
        }
        checked_type(all, line, &name, &mut field.ty);
    }
}

/// `address = WHAT @ ERROR` or `constraint = WHAT @ ERROR`, which holds whenever the mutant is on.
fn constraint(
    all: &mut Instrument,
    line: usize,
    field: &syn::Ident,
    item: Vec<TokenTree>,
) -> TokenStream {
    let whole: TokenStream = item.iter().cloned().collect();
    let kind = item.first().map(ToString::to_string).unwrap_or_default();
    let refusal = item.iter().position(|token| is(token, '@'));
    let (true, Some(refusal)) = (matches!(kind.as_str(), "address" | "constraint"), refusal) else {
        return whole;
    };
    let what: TokenStream = item[2..refusal].iter().cloned().collect();
    let error: TokenStream = item[refusal..].iter().cloned().collect();
    let number = all.add(line, format!("no {kind} of {field}"));
    if kind == "address" {
        quote!(constraint = crate::mutant::on(#number) || anchor_lang::address_eq(#field.address(), &(#what)) #error)
    } else {
        quote!(constraint = crate::mutant::on(#number) || (#what) #error)
    }
}

/// `Signer` and `Program<T>`, by themselves or optional, which check nothing when the mutant is on.
fn checked_type(all: &mut Instrument, line: usize, field: &syn::Ident, ty: &mut Type) {
    let Type::Path(path) = ty else { return };
    let Some(last) = path.path.segments.last_mut() else { return };
    match last.ident.to_string().as_str() {
        "Signer" => {
            let number = all.add(line, format!("{field} need not sign"));
            *ty = parse_quote!(crate::mutant::SignerUnless<#number>);
        }
        "Program" => {
            let PathArguments::AngleBracketed(list) = &last.arguments else { return };
            let program = list.args.clone();
            let number = all.add(line, format!("{field} may be any program"));
            *ty = parse_quote!(crate::mutant::ProgramUnless<#number, #program>);
        }
        "Option" => {
            let PathArguments::AngleBracketed(list) = &mut last.arguments else { return };
            if let Some(GenericArgument::Type(inner)) = list.args.first_mut() {
                checked_type(all, line, field, inner);
            }
        }
        _ => {}
    }
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(one) if one.as_char() == mark)
}

/// The attribute's parts, which commas separate.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut items = vec![Vec::new()];
    for token in tokens {
        if is(&token, ',') {
            items.push(Vec::new());
        } else if let Some(last) = items.last_mut() {
            last.push(token);
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

fn join(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    let items: Vec<TokenStream> = items.collect();
    quote!(#(#items),*)
}
