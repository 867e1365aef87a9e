//! One instruction with its accounts by name, so that a test can change a single one of them.

use solana_address::Address;
use solana_instruction::{AccountMeta, Instruction};
use solana_sha256_hasher::hashv;

use crate::address::PROGRAM;

/// The first eight bytes of the hash of `space:name`: how the framework marks instructions, accounts
/// and events.
pub fn discriminator(space: &str, name: &str) -> [u8; 8] {
    let hash = hashv(&[space.as_bytes(), b":", name.as_bytes()]).to_bytes();
    let mut head = [0; 8];
    head.copy_from_slice(&hash[..8]);
    head
}

/// One account of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub role: &'static str,
    pub address: Address,
    pub is_signer: bool,
    pub is_writable: bool,
}

/// An instruction of the program about to be sent.
#[derive(Clone, Debug)]
pub struct Call {
    pub name: &'static str,
    pub parts: Vec<Part>,
    pub args: Vec<u8>,
}

impl Call {
    pub fn new(name: &'static str) -> Self {
        Self { name, parts: Vec::new(), args: Vec::new() }
    }

    fn part(mut self, role: &'static str, address: Address, signer: bool, writable: bool) -> Self {
        self.parts.push(Part { role, address, is_signer: signer, is_writable: writable });
        self
    }

    pub fn signer(self, role: &'static str, address: Address) -> Self {
        self.part(role, address, true, false)
    }

    /// A signer that is writable too.
    pub fn payer(self, role: &'static str, address: Address) -> Self {
        self.part(role, address, true, true)
    }

    pub fn writable(self, role: &'static str, address: Address) -> Self {
        self.part(role, address, false, true)
    }

    pub fn readable(self, role: &'static str, address: Address) -> Self {
        self.part(role, address, false, false)
    }

    /// An account that is there for Token-2022 only; the program's own address stands for none.
    pub fn optional(self, role: &'static str, address: Option<Address>) -> Self {
        self.readable(role, address.unwrap_or(PROGRAM))
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.args.extend_from_slice(bytes);
        self
    }

    pub fn numbers(mut self, numbers: &[u64]) -> Self {
        for number in numbers {
            self.args.extend_from_slice(&number.to_le_bytes());
        }
        self
    }

    /// Every role, in order.
    pub fn roles(&self) -> Vec<&'static str> {
        self.parts.iter().map(|part| part.role).collect()
    }

    /// The account in a role.
    pub fn of(&self, role: &str) -> Address {
        let part = self.parts.iter().find(|part| part.role == role);
        part.unwrap_or_else(|| panic!("{} has no account `{role}`", self.name)).address
    }

    fn changed(&self, role: &str, change: impl FnOnce(&mut Part)) -> Self {
        let mut call = self.clone();
        let part = call.parts.iter_mut().find(|part| part.role == role);
        change(part.unwrap_or_else(|| panic!("{} has no account `{role}`", self.name)));
        call
    }

    /// The same with another account in one role.
    #[must_use]
    pub fn with(&self, role: &str, address: Address) -> Self {
        self.changed(role, |part| part.address = address)
    }

    /// The same with one account not writable.
    #[must_use]
    pub fn with_read_only(&self, role: &str) -> Self {
        self.changed(role, |part| part.is_writable = false)
    }

    /// The same with one signature missing.
    #[must_use]
    pub fn with_unsigned(&self, role: &str) -> Self {
        self.changed(role, |part| part.is_signer = false)
    }

    pub fn instruction(&self) -> Instruction {
        let accounts = self.parts.iter().map(|part| AccountMeta {
            pubkey: part.address,
            is_signer: part.is_signer,
            is_writable: part.is_writable,
        });
        let mut data = discriminator("global", self.name).to_vec();
        data.extend_from_slice(&self.args);
        Instruction { program_id: PROGRAM, accounts: accounts.collect(), data }
    }
}
