//! Builds the programs of `../programs` and `../refused` by tools/sbf and runs them.
//!
//! `LM_SVM_RUNTIME_ARCH=v0` does it all with the other bytecode version.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use litesvm::LiteSVM;
use litesvm::types::{FailedTransactionMetadata, TransactionMetadata};
use solana_account::Account;
use solana_address::Address;
use solana_instruction::{AccountMeta, Instruction};
use solana_keypair::Keypair;
use solana_message::Message;
use solana_signer::Signer;
use solana_transaction::Transaction;

/// What one transaction may use at most.
const MOST_UNITS: u32 = 1_400_000;

/// The feature that lets programs of bytecode version 3 be loaded.
const SBPF_V3: Address = Address::from_str_const("5cC3foj77CWun58pC51ebHFUWavHWKarWyR5UUik7dnC");

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn arch() -> String {
    env::var("LM_SVM_RUNTIME_ARCH").unwrap_or_else(|_| "v3".into())
}

/// Runs tools/sbf as a user would, on a workspace beside this crate.
pub fn build(workspace: &str, args: &[&str]) -> Output {
    let mut command = Command::new(here().join("../../../tools/sbf/bin/cargo-build-sbf"));
    command
        .args(["build-sbf", "--arch", &arch(), "--manifest-path"])
        .arg(here().join("..").join(workspace).join("Cargo.toml"))
        .args(args)
        .env("LM_SBF_WAY", "own")
        // Set by the cargo that runs the tests, and meant for this crate alone.
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTUP_TOOLCHAIN");
    // tools/test keeps what is compiled for the next checkout.
    if let Some(shared) = env::var_os("LM_SHARED_TARGET") {
        command.env("CARGO_TARGET_DIR", Path::new(&shared).join("svm-runtime").join(workspace));
    }
    command.output().expect("tools/sbf/bin/cargo-build-sbf starts")
}

fn built() -> &'static PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let out = here().join("../programs/target/svm-runtime");
        let output = build("programs", &["--workspace", "--sbf-out-dir", out.to_str().unwrap()]);
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "the programs do not build");
        out
    })
}

/// A bank of its own with one of the programs in it.
pub struct Svm {
    pub svm: LiteSVM,
    pub program: Address,
    pub payer: Keypair,
}

impl Svm {
    pub fn with(program: &str, address: Address) -> Self {
        let elf = built().join(format!("{program}.so"));
        // Mainnet's features, but for the bytecode version if that is under test.
        let mut svm = LiteSVM::new().with_log_bytes_limit(None);
        if arch() == "v3" {
            let mut features = LiteSVM::mainnet_feature_set();
            features.activate(&SBPF_V3, 0);
            svm = svm.with_feature_set(features).with_builtins();
        }
        svm.add_program_from_file(address, &elf)
            .unwrap_or_else(|e| panic!("{}: {e:?}", elf.display()));
        let payer = Keypair::new();
        svm.airdrop(&payer.pubkey(), 1_000_000_000_000).unwrap();
        Self { svm, program: address, payer }
    }

    pub fn send(
        &mut self,
        accounts: Vec<AccountMeta>,
        data: Vec<u8>,
    ) -> Result<TransactionMetadata, Box<FailedTransactionMetadata>> {
        let budget = Instruction {
            program_id: Address::from_str_const("ComputeBudget111111111111111111111111111111"),
            accounts: vec![],
            data: [vec![2], MOST_UNITS.to_le_bytes().to_vec()].concat(),
        };
        let call = Instruction { program_id: self.program, accounts, data };
        let message = Message::new(&[budget, call], Some(&self.payer.pubkey()));
        self.svm.expire_blockhash();
        let transaction = Transaction::new(&[&self.payer], message, self.svm.latest_blockhash());
        self.svm.send_transaction(transaction).map_err(Box::new)
    }
}

/// The bare program, which works through an account.
pub struct Bare {
    svm: Svm,
    account: Address,
}

impl Default for Bare {
    fn default() -> Self {
        let program = Address::new_from_array([7; 32]);
        Self {
            svm: Svm::with("svm_runtime_program", program),
            account: Address::new_from_array([8; 32]),
        }
    }
}

/// What a run left in the account, and what it cost.
pub struct Ran {
    pub data: Vec<u8>,
    pub units: u64,
}

impl Bare {
    pub fn run(
        &mut self,
        operation: u64,
        count: usize,
        rest: &[u8],
    ) -> Result<Ran, Box<FailedTransactionMetadata>> {
        let data = [&operation.to_le_bytes()[..], &(count as u64).to_le_bytes(), rest].concat();
        let account = Account {
            lamports: 1_000_000_000_000,
            data,
            owner: self.svm.program,
            executable: false,
            rent_epoch: u64::MAX,
        };
        self.svm.svm.set_account(self.account, account).unwrap();
        let done = self.svm.send(vec![AccountMeta::new(self.account, false)], vec![])?;
        let data = self.svm.svm.get_account(&self.account).unwrap().data[16..].to_vec();
        Ok(Ran { data, units: done.compute_units_consumed })
    }

    /// Arithmetic: the result for each pair, and all units used.
    pub fn sums(&mut self, operation: u64, pairs: &[(u128, u128)]) -> (Vec<u128>, u64) {
        let records: Vec<u8> = pairs
            .iter()
            .flat_map(|(a, b)| [a.to_le_bytes(), b.to_le_bytes(), [0; 16]])
            .flatten()
            .collect();
        let ran = self
            .run(operation, pairs.len(), &records)
            .unwrap_or_else(|e| panic!("{:?}\n{}", e.err, e.meta.pretty_logs()));
        let results = ran
            .data
            .chunks_exact(48)
            .map(|r| u128::from_le_bytes(r[32..].try_into().unwrap()))
            .collect();
        (results, ran.units)
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Of every width alike: most numbers of 128 random bits have the same few highest bits set.
    pub fn wide(&mut self) -> u128 {
        let all = u128::from(self.word()) << 64 | u128::from(self.word());
        let narrowed = all >> (self.word() % 128);
        // Runs of ones and of zeros are where guesses of a quotient's digit go wrong.
        match self.word() % 4 {
            0 => narrowed | (u128::MAX >> (self.word() % 128)) << (self.word() % 64),
            1 => narrowed & !((u128::MAX >> (self.word() % 128)) << (self.word() % 64)),
            _ => narrowed,
        }
    }
}
