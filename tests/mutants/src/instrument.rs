//! Writes mutants into a source file, each behind the question whether it is on.
//!
//! Mistakes in checks, in accounts' constraints, in conditions, in arithmetic, a statement left out, a
//! function that does nothing: what a program that holds money is made of. The tools for mutation in
//! general leave out what is inside macros and attributes, where here the checks are, and build once
//! for each mutant.

use std::collections::BTreeSet;

use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, BinOp, Block, Expr, ExprBinary, ExprMacro, File, GenericArgument, ImplItemFn, Item,
    ItemConst, ItemFn, ItemImpl, ItemStatic, Macro, ReturnType, Signature, Stmt, Type, UnOp,
    parse_quote,
};

use crate::list::Mutant;
use crate::{accounts, arithmetic};

/// Methods that are easily taken for each other.
const METHODS: [(&str, &str); 12] = [
    ("checked_add", "checked_sub"),
    ("checked_sub", "checked_add"),
    ("saturating_add", "saturating_sub"),
    ("saturating_sub", "saturating_add"),
    ("wrapping_add", "wrapping_sub"),
    ("wrapping_sub", "wrapping_add"),
    ("min", "max"),
    ("max", "min"),
    ("all", "any"),
    ("any", "all"),
    ("is_some", "is_none"),
    ("is_none", "is_some"),
];

/// Puts mutants into one file after the other.
pub struct Instrument {
    /// All so far.
    pub mutants: Vec<Mutant>,
    file: String,
    place: Vec<String>,
    /// Names of constants that are numbers, when it is arithmetic that gets mutants.
    numbers: Option<BTreeSet<String>>,
    around: Vec<String>,
}

impl Instrument {
    /// None yet. With `numbers`, the names of constants, it puts the mutants of arithmetic in too.
    pub fn new(numbers: Option<BTreeSet<String>>) -> Self {
        let (mutants, file, place, around) = (Vec::new(), String::new(), Vec::new(), Vec::new());
        Self { mutants, file, place, numbers, around }
    }

    /// The names of constants that are numbers.
    pub fn numbers(&self) -> &BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        self.numbers.as_ref().unwrap_or(&NONE)
    }

    /// What the expression is in that is looked at.
    pub fn around(&self) -> &str {
        self.around.last().map_or("", String::as_str)
    }

    /// The sources with all their mutants in.
    ///
    /// # Errors
    /// When the file is not Rust.
    pub fn file(&mut self, name: &str, text: &str) -> syn::Result<String> {
        name.clone_into(&mut self.file);
        let mut file: File = syn::parse_file(text)?;
        self.visit_file_mut(&mut file);
        Ok(file.into_token_stream().to_string())
    }

    /// A new mutant's number.
    pub fn add(&mut self, line: usize, change: String) -> u32 {
        let number = u32::try_from(self.mutants.len() + 1).expect("few mutants");
        let place = self.place.join("::");
        let mut mutant = Mutant { number, file: self.file.clone(), line, place, change };
        self.distinguish(&mut mutant);
        self.mutants.push(mutant);
        number
    }

    /// Numbers mutants of one name.
    fn distinguish(&self, mutant: &mut Mutant) {
        let (name, change) = (mutant.name(), mutant.change.clone());
        let is_same = |one: &&Mutant| {
            one.name()
                .strip_prefix(&name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(" #"))
        };
        let same = self.mutants.iter().filter(is_same).count();
        if same > 0 {
            mutant.change = format!("{change} #{}", same + 1);
        }
    }

    /// Puts `mutant` beside what is at `expr`.
    pub fn gate(&mut self, at: &impl Spanned, change: String, mutant: &Expr, expr: &mut Expr) {
        let number = self.add(line_of(at), change);
        *expr = parse_quote!((if crate::mutant::on(#number) { #mutant } else { #expr }));
    }

    fn binary(&mut self, one: &ExprBinary, expr: &mut Expr) {
        for op in replacements(&one.op) {
            let (had, has) =
                (one.op.to_token_stream().to_string(), op.to_token_stream().to_string());
            let change = format!("{had} is {has} in {}", text_of(one));
            let mutant = Expr::Binary(ExprBinary { op, ..one.clone() });
            self.gate(one, change, &mutant, expr);
        }
    }

    fn condition(&mut self, condition: &mut Expr) {
        if contains_let(condition) {
            if let (Expr::Let(one), Some(_)) = (condition, &self.numbers) {
                self.visit_expr_mut(&mut one.expr);
            }
            return;
        }
        let text = text_of(condition);
        let at = condition.clone();
        self.visit_expr_mut(condition);
        for (value, says) in [(parse_quote!(true), "true"), (parse_quote!(false), "false")] {
            self.gate(&at, format!("if {text} is if {says}"), &value, condition);
        }
    }

    /// `require!(condition, error)`: the check is left out, or its condition is another.
    fn require(&mut self, mac: &mut Macro) {
        if !mac.path.is_ident("require") {
            return;
        }
        let arguments = mac
            .parse_body_with(syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated);
        let Ok(arguments) = arguments else { return };
        let mut arguments: Vec<Expr> = arguments.into_iter().collect();
        let Some(condition) = arguments.first_mut() else { return };
        let at = condition.clone();
        let text = text_of(condition);
        self.visit_expr_mut(condition);
        self.gate(&at, format!("no require {text}"), &parse_quote!(true), condition);
        mac.tokens = quote!(#(#arguments),*);
    }

    fn body(
        &mut self,
        attributes: &mut Vec<Attribute>,
        signature: &mut Signature,
        block: &mut Block,
    ) {
        let mut results = whole_results(&signature.output);
        if self.numbers.is_some() {
            if arithmetic::is_for_tests(attributes) {
                return;
            }
            // No constant is made by calling a function, and a question cannot be asked in one.
            signature.constness = None;
            // With all mutants in it, what was short enough to be everywhere no longer is.
            attributes.retain(|one| !text_of(one).contains("inline(always)"));
            results.extend(arithmetic::whole_results(signature));
        }
        if signature.constness.is_some() {
            return;
        }
        self.place.push(signature.ident.to_string());
        self.visit_block_mut(block);
        for (value, says) in results {
            let number = self.add(line_of(signature), format!("does nothing but return {says}"));
            block.stmts.insert(0, parse_quote!(if crate::mutant::on(#number) { return #value; }));
        }
        self.place.pop();
    }
}

impl VisitMut for Instrument {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let before = self.numbers.is_some().then(|| expr.clone());
        if let Some(before) = &before {
            self.around.push(arithmetic::surroundings(before));
        }
        match expr {
            Expr::Binary(one) => {
                let one = one.clone();
                visit_mut::visit_expr_mut(self, expr);
                self.binary(&one, expr);
            }
            Expr::Unary(one) if matches!(one.op, UnOp::Not(_)) => {
                let inner = (*one.expr).clone();
                let change = format!("no ! in {}", text_of(one));
                visit_mut::visit_expr_mut(self, expr);
                self.gate(&inner, change, &inner, expr);
            }
            Expr::MethodCall(one) => {
                let one = one.clone();
                visit_mut::visit_expr_mut(self, expr);
                let name = one.method.to_string();
                for (_, other) in METHODS.iter().filter(|(method, _)| *method == name) {
                    let mut mutant = one.clone();
                    mutant.method = syn::Ident::new(other, one.method.span());
                    let change = format!("{name} is {other} in {}", text_of(&one));
                    self.gate(&one.method, change, &Expr::MethodCall(mutant), expr);
                }
            }
            Expr::If(one) => {
                self.condition(&mut one.cond);
                self.visit_block_mut(&mut one.then_branch);
                if let Some((_, other)) = &mut one.else_branch {
                    self.visit_expr_mut(other);
                }
            }
            Expr::Match(one) => {
                let has_rest = one
                    .arms
                    .iter()
                    .any(|arm| matches!(arm.pat, syn::Pat::Wild(_)) && arm.guard.is_none());
                self.visit_expr_mut(&mut one.expr);
                for arm in &mut one.arms {
                    let text = text_of(&arm.pat);
                    if let Some((_, guard)) = &mut arm.guard {
                        self.condition(guard);
                    }
                    self.visit_expr_mut(&mut arm.body);
                    if has_rest && !matches!(arm.pat, syn::Pat::Wild(_)) {
                        let number = self.add(line_of(&arm.pat), format!("no arm {text}"));
                        let guard = arm.guard.as_ref().map(|(_, guard)| quote!(&& (#guard)));
                        arm.guard = Some((
                            syn::token::If::default(),
                            Box::new(parse_quote!(!crate::mutant::on(#number) #guard)),
                        ));
                    }
                }
            }
            Expr::While(one) if self.numbers.is_some() => {
                self.condition(&mut one.cond);
                self.visit_block_mut(&mut one.body);
            }
            Expr::Macro(ExprMacro { mac, .. }) => self.require(mac),
            // What is written to stays what it is.
            Expr::Assign(one) if self.numbers.is_some() => self.visit_expr_mut(&mut one.right),
            Expr::Reference(one) if one.mutability.is_some() && self.numbers.is_some() => {}
            // Lengths are constants.
            Expr::Repeat(one) => self.visit_expr_mut(&mut one.expr),
            Expr::Let(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
        if let Some(before) = before {
            self.around.pop();
            self.arithmetic(&before, expr);
        }
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        for statement in &mut block.stmts {
            let before = statement.clone();
            self.around.push(text_of(&before));
            match statement {
                Stmt::Macro(one) => self.require(&mut one.mac),
                Stmt::Expr(expr, semicolon) => {
                    let can_go =
                        semicolon.is_some() && can_go(expr) || matches!(expr, Expr::ForLoop(_));
                    self.visit_expr_mut(expr);
                    if can_go {
                        let number = self.add(line_of(&before), format!("no {}", text_of(&before)));
                        *statement = parse_quote!(if !crate::mutant::on(#number) { #statement });
                    }
                }
                Stmt::Local(local) => {
                    if let Some(init) = &mut local.init {
                        self.visit_expr_mut(&mut init.expr);
                        if let Some((_, diverge)) = &mut init.diverge {
                            self.visit_expr_mut(diverge);
                        }
                    }
                }
                Stmt::Item(item) => self.visit_item_mut(item),
            }
            self.around.pop();
        }
    }

    fn visit_item_fn_mut(&mut self, one: &mut ItemFn) {
        self.body(&mut one.attrs, &mut one.sig, &mut one.block);
    }

    fn visit_impl_item_fn_mut(&mut self, one: &mut ImplItemFn) {
        self.body(&mut one.attrs, &mut one.sig, &mut one.block);
    }

    fn visit_item_impl_mut(&mut self, one: &mut ItemImpl) {
        self.place.push(text_of(&one.self_ty));
        for item in &mut one.items {
            if let syn::ImplItem::Fn(function) = item {
                self.visit_impl_item_fn_mut(function);
            }
        }
        self.place.pop();
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        if let Item::Struct(one) = item {
            self.place.push(one.ident.to_string());
            accounts::instrument(self, one);
            self.place.pop();
        } else if !matches!(item, Item::Mod(one) if arithmetic::is_for_tests(&one.attrs)) {
            visit_mut::visit_item_mut(self, item);
        }
    }

    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}

    fn visit_item_static_mut(&mut self, _: &mut ItemStatic) {}

    fn visit_generic_argument_mut(&mut self, _: &mut GenericArgument) {}

    fn visit_type_mut(&mut self, _: &mut Type) {}
}

/// The line it begins in.
pub fn line_of(at: &impl Spanned) -> usize {
    at.span().start().line
}

/// How it is written, in one line and not all of it.
pub fn text_of(at: &(impl Spanned + ToTokens)) -> String {
    let text = at.span().source_text().unwrap_or_else(|| at.to_token_stream().to_string());
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(90) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// Whether a program without this statement would still compile.
fn can_go(expr: &Expr) -> bool {
    match expr {
        Expr::Assign(_) | Expr::Call(_) | Expr::MethodCall(_) => true,
        Expr::Binary(one) => is_assignment(&one.op),
        Expr::Try(one) => can_go(&one.expr),
        _ => false,
    }
}

fn is_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

fn contains_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(one) => contains_let(&one.left) || contains_let(&one.right),
        _ => false,
    }
}

fn replacements(op: &BinOp) -> Vec<BinOp> {
    match op {
        BinOp::Eq(_) => vec![parse_quote!(!=)],
        BinOp::Ne(_) => vec![parse_quote!(==)],
        BinOp::Lt(_) => vec![parse_quote!(<=), parse_quote!(>)],
        BinOp::Le(_) => vec![parse_quote!(<), parse_quote!(>)],
        BinOp::Gt(_) => vec![parse_quote!(>=), parse_quote!(<)],
        BinOp::Ge(_) => vec![parse_quote!(>), parse_quote!(<)],
        BinOp::And(_) => vec![parse_quote!(||)],
        BinOp::Or(_) => vec![parse_quote!(&&)],
        BinOp::Add(_) => vec![parse_quote!(-)],
        BinOp::Sub(_) => vec![parse_quote!(+)],
        BinOp::Mul(_) => vec![parse_quote!(+)],
        BinOp::BitAnd(_) => vec![parse_quote!(|)],
        BinOp::BitOr(_) => vec![parse_quote!(&)],
        BinOp::Shl(_) => vec![parse_quote!(>>)],
        BinOp::Shr(_) => vec![parse_quote!(<<)],
        _ => vec![],
    }
}

/// What a function could return instead of doing its work.
fn whole_results(output: &ReturnType) -> Vec<(Expr, String)> {
    let ReturnType::Type(_, ty) = output else { return vec![(parse_quote!(()), "()".to_owned())] };
    values(ty)
        .into_iter()
        .map(|value| {
            let says = value.to_token_stream().to_string();
            (value, says)
        })
        .collect()
}

fn values(ty: &Type) -> Vec<Expr> {
    match ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => vec![parse_quote!(())],
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return vec![] };
            let inner = match &last.arguments {
                syn::PathArguments::AngleBracketed(list) => {
                    list.args.iter().find_map(|argument| match argument {
                        GenericArgument::Type(ty) => Some(ty),
                        _ => None,
                    })
                }
                _ => None,
            };
            match (last.ident.to_string().as_str(), inner) {
                ("bool", _) => vec![parse_quote!(true), parse_quote!(false)],
                ("u8" | "u16" | "u32" | "u64" | "u128" | "usize", _) => {
                    vec![parse_quote!(0), parse_quote!(1)]
                }
                ("Option", Some(_)) => vec![parse_quote!(None)],
                ("Result" | "MathResult", Some(inner)) => {
                    values(inner).into_iter().map(|value| parse_quote!(Ok(#value))).collect()
                }
                _ => vec![],
            }
        }
        _ => vec![],
    }
}
