//! The validator's bank with the program on it, as the loader keeps it on a cluster, and actors with
//! keys and full purses.
//!
//! Only the release build runs here. A native build cannot: the framework's entry point and the
//! bank's builtins are of different crates for the same types.

use program_tests::address::PROGRAM;
use program_tests::books::Books;
use program_tests::call::Call;
use program_tests::token::{self, wallet};
use program_tests::world::program_path;
use program_tests::{PURSE, mints};
use solana_account::Account;
use solana_address::Address;
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_program_test::{BanksClientError, ProgramTest, ProgramTestContext};
use solana_rent::Rent;
use solana_signer::Signer;
use solana_transaction::Transaction;
use solana_transaction_error::TransactionError;

/// Lamports that every actor begins with.
pub const LAMPORTS: u64 = 100_000_000_000;
/// What the bank takes for one signature.
pub const SIGNATURE_FEE: u64 = 5_000;

/// Someone with a key of their own, the same in every run.
pub fn actor(number: u8) -> Keypair {
    Keypair::new_from_array([number; 32])
}

/// Whether mainnet has activated a feature, by the list that the other tests' chain keeps. Those to
/// come are off, as they are there.
fn is_on_mainnet(feature: &Address) -> bool {
    litesvm::features::MAINNET_ACTIVE_FEATURES.iter().any(|(active, _)| active == feature)
}

/// A running bank.
pub struct Chain {
    context: ProgramTestContext,
    /// Its terms of rent.
    pub rent: Rent,
}

impl Chain {
    /// With the release build, the mints, and a token account of every mint for every owner:
    /// full ones of `mints::ALL`, and empty ones of the LP mints to come. The features are mainnet's
    /// and `to_come`.
    pub async fn start(to_come: &[Address], owners: &[Address], lp_mints: &[Address]) -> Self {
        let rent = Rent::default();
        let mut test = ProgramTest::default();
        for feature in agave_feature_set::FEATURE_NAMES.keys() {
            if !is_on_mainnet(feature) && !to_come.contains(feature) {
                test.deactivate_feature(*feature);
            }
        }
        let path = program_path();
        let elf = std::fs::read(&path)
            .unwrap_or_else(|error| panic!("no program at {}: {error}", path.display()));
        let accounts =
            solana_program_binaries::bpf_loader_upgradeable_program_accounts(&PROGRAM, &elf, &rent);
        for (address, account) in accounts {
            test.add_account(address, account);
        }
        let supply = PURSE * owners.len() as u64;
        for (mint, decimals) in mints::ALL.into_iter().zip(mints::DECIMALS) {
            test.add_account(mint, token::known_mint(&mint, supply, decimals, &mints::FREEZER));
        }
        for owner in owners {
            let purse = Account { lamports: LAMPORTS, ..Account::default() };
            test.add_account(*owner, purse);
            for mint in mints::ALL {
                test.add_account(wallet(owner, &mint), token::known_account(&mint, owner, PURSE));
            }
            for mint in lp_mints {
                test.add_account(wallet(owner, mint), token::account(mint, owner, 0));
            }
        }
        Self { context: test.start_with_context().await, rent }
    }

    /// Sends a call that `signer` signs and pays for.
    pub async fn try_send(
        &mut self,
        call: &Call,
        signer: &Keypair,
    ) -> Result<(), TransactionError> {
        self.send_all(&[call.instruction()], &[signer]).await
    }

    /// Sends instructions in one transaction, for which the first signer pays.
    pub async fn send_all(
        &mut self,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> Result<(), TransactionError> {
        let blockhash = self.context.get_new_latest_blockhash().await.expect("a blockhash");
        let payer = signers.first().map(|signer| signer.pubkey());
        let transaction =
            Transaction::new_signed_with_payer(instructions, payer.as_ref(), signers, blockhash);
        match self.context.banks_client.process_transaction(transaction).await {
            Ok(()) => Ok(()),
            Err(BanksClientError::TransactionError(error)) => Err(error),
            Err(BanksClientError::SimulationError { err, .. }) => Err(err),
            Err(error) => panic!("the bank: {error}"),
        }
    }

    /// Puts an account where there may be none.
    pub fn put(&mut self, address: &Address, account: Account) {
        self.context.set_account(address, &account.into());
    }

    /// Sends a call that must succeed.
    pub async fn send(&mut self, call: &Call, signer: &Keypair) {
        if let Err(error) = self.try_send(call, signer).await {
            panic!("{} failed: {error}", call.name);
        }
    }

    /// The slot in which the next transaction runs.
    pub async fn slot(&mut self) -> u64 {
        self.context.banks_client.get_sysvar::<Clock>().await.expect("a clock").slot
    }

    /// Moves on to a slot.
    pub fn warp_to(&mut self, slot: u64) {
        self.context.warp_to_slot(slot).expect("the bank moves on");
    }

    pub async fn find(&mut self, address: &Address) -> Option<Account> {
        self.context.banks_client.get_account(*address).await.expect("the bank answers")
    }

    pub async fn account(&mut self, address: &Address) -> Account {
        self.find(address).await.unwrap_or_else(|| panic!("no account {address}"))
    }

    pub async fn lamports(&mut self, address: &Address) -> u64 {
        self.find(address).await.map_or(0, |account| account.lamports)
    }

    /// Reads an account of the program.
    pub async fn books<B: Books>(&mut self, address: &Address) -> B {
        let account = self.account(address).await;
        assert_eq!(account.owner, PROGRAM);
        B::read(&account.data)
    }

    /// Tokens in a token account.
    pub async fn balance(&mut self, token_account: &Address) -> u64 {
        token::holding(&self.account(token_account).await).expect("a token account").2
    }

    /// Tokens of a mint that an owner has.
    pub async fn purse(&mut self, owner: &Address, mint: &Address) -> u64 {
        self.balance(&wallet(owner, mint)).await
    }

    /// Checks that these accounts are exempt from rent and hold not a lamport more, and gives what
    /// they hold together.
    pub async fn rent_of(&mut self, accounts: &[Address]) -> u64 {
        let mut sum = 0;
        for address in accounts {
            let account = self.account(address).await;
            let least = self.rent.minimum_balance(account.data.len());
            assert_eq!(account.lamports, least, "rent of {address}");
            sum += account.lamports;
        }
        sum
    }
}
