//! A chain with the program on it, actors with full purses, and two pools.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use litesvm::LiteSVM;
use solana_account::Account;
use solana_address::{Address, address};
use solana_instruction::error::InstructionError;
use solana_instruction::{AccountMeta, Instruction};
use solana_message::{Message, VersionedMessage};
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;

use crate::actors::{ADMIN, ALICE, BOB, CREATOR, FUNDER, REFUNDEE};
use crate::address::{self, PROGRAM, PoolKeys, SYSTEM_PROGRAM, TOKEN_2022, TOKEN_PROGRAM, named};
use crate::books::{Books, Campaign, ClaimRecord, Farm, Pool, Position};
use crate::call::Call;
use crate::calls::{self, NewCampaign};
use crate::event::{Event, decode};
use crate::market::Market;
use crate::token::{self, wallet};
use crate::{CREATOR_FEE_SHARE, PROTOCOL_FEE_SHARE, PURSE, START, TRADE_FEE_RATE, actors, mints};

/// Pays for transactions, so that no actor's lamports change but for rent.
const FEE_PAYER: Address = named("fee payer");
const COMPUTE_BUDGET_PROGRAM: Address = address!("ComputeBudget111111111111111111111111111111");
const LAMPORTS: u64 = 1_000_000_000_000;

/// What ALICE deposits first, and BOB after her.
pub const FIRST_DEPOSIT: (u64, u64) = (4_000_000_000, 9_000_000_000);
/// LP that it is worth: ALICE gets 1,000 less, BOB all of it.
pub const FIRST_LP: u64 = 6_000_000_000;

/// What a transaction left behind besides its changes.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub compute_units: u64,
    /// Everything that the program logged as data.
    pub events: Vec<Vec<u8>>,
    /// What it returned to its caller.
    pub returned: Vec<u8>,
    /// Bytes of the transaction.
    pub size: usize,
}

impl Receipt {
    /// The only event, which must be of this type.
    pub fn event<E: Event>(&self) -> E {
        assert_eq!(self.events.len(), 1, "events");
        self.event_at(0)
    }

    /// The event at this place among all of them, which must be of this type.
    pub fn event_at<E: Event>(&self, place: usize) -> E {
        decode(&self.events[place]).unwrap_or_else(|| panic!("not a {}", E::NAME))
    }
}

/// The chain, and the addresses of the pool that tests act on and of a second pool, like the first
/// but under another config and at another price.
#[derive(Clone)]
pub struct World {
    pub svm: LiteSVM,
    pub keys: PoolKeys,
    pub other: PoolKeys,
}

/// The bytes of the program in this file.
pub fn program_at(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| {
        panic!(
            "no program at {}: {error}. Build it with `tools/build` or `anchor build`, or say \
             where it is with LM_PROGRAM_SO",
            path.display()
        )
    })
}

/// Where the program's ELF is.
pub fn program_path() -> PathBuf {
    let default = || {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy/liquidity_mining.so")
    };
    std::env::var_os("LM_PROGRAM_SO").map_or_else(default, PathBuf::from)
}

impl World {
    /// An empty chain with the program, funded actors, all mints and no pool.
    pub fn bare() -> Self {
        static BARE: OnceLock<World> = OnceLock::new();
        BARE.get_or_init(|| Self::bare_in(LiteSVM::new(), &program_at(&program_path()))).clone()
    }

    /// With two pools that have no liquidity.
    pub fn with_empty_pools() -> Self {
        static EMPTY: OnceLock<World> = OnceLock::new();
        let build = || {
            let mut world = Self::bare();
            for (index, keys) in [(0, world.keys), (1, world.other)] {
                world.send(&calls::create_config(
                    ADMIN,
                    index,
                    TRADE_FEE_RATE,
                    PROTOCOL_FEE_SHARE,
                    CREATOR_FEE_SHARE,
                ));
                world.send(&calls::create_pool(&keys, CREATOR));
                for actor in actors::ALL {
                    world.open_wallet(actor, keys.lp_mint);
                }
            }
            world
        };
        EMPTY.get_or_init(build).clone()
    }

    /// With two pools that have no liquidity, the first of which is of these mints, under the first
    /// config: a stable swap if there is an amplification.
    pub fn with_empty_pool_of(
        mint_a: Address,
        mint_b: Address,
        amplification: Option<u32>,
    ) -> Self {
        let mut world = Self::with_empty_pools();
        world.create_pool(mint_a, mint_b, amplification);
        world
    }

    /// The same with a first deposit of ALICE.
    pub fn with_pool_of(
        mint_a: Address,
        mint_b: Address,
        amplification: Option<u32>,
        amounts: (u64, u64),
    ) -> Self {
        let mut world = Self::with_empty_pool_of(mint_a, mint_b, amplification);
        world.send(&calls::deposit(&world.keys, ALICE, amounts.0, amounts.1));
        world
    }

    /// Creates a pool of these mints, if there is none, and makes it the first.
    pub fn create_pool(&mut self, mint_a: Address, mint_b: Address, amplification: Option<u32>) {
        let config = address::config(&ADMIN, 0);
        self.keys = match amplification {
            None => PoolKeys::new(config, mint_a, mint_b),
            Some(amplification) => PoolKeys::stable(config, mint_a, mint_b, amplification),
        };
        if self.is_gone(&self.keys.pool) {
            self.send(&calls::create_pool(&self.keys, CREATOR));
        }
        for actor in actors::ALL {
            self.open_wallet(actor, self.keys.lp_mint);
        }
    }

    /// Gives a mint other decimals, before anyone made a pool of it.
    pub fn set_decimals(&mut self, mint: Address, decimals: u8) {
        let mut account = self.account(&mint);
        account.data[token::DECIMALS_AT] = decimals;
        self.put(mint, account);
    }

    /// With liquidity of ALICE and BOB in both pools; the second pool's price is the inverse.
    pub fn new() -> Self {
        static READY: OnceLock<World> = OnceLock::new();
        let build = || {
            let mut world = Self::with_empty_pools();
            let (a, b) = FIRST_DEPOSIT;
            for owner in [ALICE, BOB] {
                world.send(&calls::deposit(&world.keys, owner, a, b));
                world.send(&calls::deposit(&world.other, owner, b, a));
            }
            world
        };
        READY.get_or_init(build).clone()
    }

    /// The same on a chain of one's own making, with this program.
    pub fn bare_in(svm: LiteSVM, program: &[u8]) -> Self {
        // Whether signatures are right is the runtime's business; whether they are asked for is the
        // program's, and shows without checking them.
        let mut svm = svm.with_sigverify(false).with_blockhash_check(false);
        svm.add_program(PROGRAM, program).expect("the program loads");
        svm.warp_to_slot(START);
        let first = address::config(&ADMIN, 0);
        let second = address::config(&ADMIN, 1);
        let mut world = Self {
            svm,
            keys: PoolKeys::new(first, mints::A, mints::B),
            other: PoolKeys::new(second, mints::A, mints::B),
        };
        for actor in actors::ALL.into_iter().chain([FEE_PAYER]) {
            world.put(actor, Account::new(LAMPORTS, 0, &SYSTEM_PROGRAM));
        }
        for (mint, decimals) in mints::ALL.into_iter().zip(mints::DECIMALS) {
            let supply = PURSE * actors::ALL.len() as u64;
            world.put(mint, token::known_mint(&mint, supply, decimals, &mints::FREEZER));
            for actor in actors::ALL {
                world.put(wallet(&actor, &mint), token::known_account(&mint, &actor, PURSE));
            }
        }
        world
    }

    /// Puts an account there.
    pub fn put(&mut self, address: Address, account: Account) {
        self.svm.set_account(address, account).expect("the account can be set");
    }

    /// An account that exists.
    pub fn account(&self, address: &Address) -> Account {
        self.svm.get_account(address).unwrap_or_else(|| panic!("no account {address}"))
    }

    /// Whether there is nothing at an address.
    pub fn is_gone(&self, address: &Address) -> bool {
        self.svm.get_account(address).is_none_or(|account| account.lamports == 0)
    }

    pub fn lamports(&self, address: &Address) -> u64 {
        self.svm.get_balance(address).unwrap_or_default()
    }

    fn open_wallet(&mut self, owner: Address, mint: Address) {
        self.put(wallet(&owner, &mint), token::account(&mint, &owner, 0));
    }

    /// A copy of an account at an address of its own.
    pub fn twin(&mut self, original: &Address, name: &str) -> Address {
        let address = named(name);
        let account = self.account(original);
        self.put(address, account);
        address
    }

    /// A copy of a token account that belongs to no token program.
    pub fn foreign_twin(&mut self, original: &Address, name: &str) -> Address {
        let address = named(name);
        let mut account = self.account(original);
        account.owner = FEE_PAYER;
        self.put(address, account);
        address
    }

    /// Sends lamports, as anyone can to any address.
    pub fn send_lamports(&mut self, from: Address, to: Address, lamports: u64) {
        let mut data = 2_u32.to_le_bytes().to_vec();
        data.extend_from_slice(&lamports.to_le_bytes());
        let accounts = vec![AccountMeta::new(from, true), AccountMeta::new(to, false)];
        let instruction = Instruction { program_id: SYSTEM_PROGRAM, accounts, data };
        if let Err((error, logs)) = self.run(instruction) {
            panic!("the system program refused: {error}\n{logs}");
        }
    }

    pub fn slot(&self) -> u64 {
        self.svm.get_sysvar::<solana_clock::Clock>().slot
    }

    /// Lets slots pass.
    pub fn pass(&mut self, slots: u64) {
        self.svm.warp_to_slot(self.slot() + slots);
    }

    /// Lets epochs pass, for transfer fees that change with one. Slots stay where they are.
    pub fn set_epoch(&mut self, epoch: u64) {
        let mut clock = self.svm.get_sysvar::<solana_clock::Clock>();
        clock.epoch = epoch;
        self.svm.set_sysvar(&clock);
    }

    /// The arithmetic of the first pool, at the transfer fees that its mints have in this epoch.
    pub fn market(&self) -> Market {
        let epoch = self.svm.get_sysvar::<solana_clock::Clock>().epoch;
        let fee = |mint: &Address| token::transfer_fee(&self.account(mint), epoch);
        Market::of(&self.pool(), fee(&self.keys.mint_a), fee(&self.keys.mint_b))
    }

    /// Runs an instruction of any program.
    pub fn run(&mut self, instruction: Instruction) -> Result<Receipt, (InstructionError, String)> {
        self.run_last(&[instruction])
    }

    /// The same with room for so many compute units.
    pub fn run_within(
        &mut self,
        compute_units: u32,
        instruction: Instruction,
    ) -> Result<Receipt, (InstructionError, String)> {
        let data = [&[2], compute_units.to_le_bytes().as_slice()].concat();
        let limit = Instruction { program_id: COMPUTE_BUDGET_PROGRAM, accounts: vec![], data };
        self.run_last(&[limit, instruction])
    }

    /// Runs instructions of which only the last can fail.
    fn run_last(
        &mut self,
        instructions: &[Instruction],
    ) -> Result<Receipt, (InstructionError, String)> {
        let message = Message::new(instructions, Some(&FEE_PAYER));
        let signatures = usize::from(message.header.num_required_signatures);
        let transaction = VersionedTransaction {
            signatures: vec![Signature::default(); signatures],
            message: VersionedMessage::Legacy(message),
        };
        let size = 1 + signatures * 64 + transaction.message.serialize().len();
        match self.svm.send_transaction(transaction) {
            Ok(done) => Ok(Receipt {
                compute_units: done.compute_units_consumed,
                events: logged_data(&done.logs),
                returned: done.return_data.data,
                size,
            }),
            Err(failed) => match failed.err {
                TransactionError::InstructionError(place, error)
                    if usize::from(place) + 1 == instructions.len() =>
                {
                    Err((error, failed.meta.logs.join("\n")))
                }
                error => panic!("the transaction did not run: {error}"),
            },
        }
    }

    /// Sends a call that must succeed.
    pub fn send(&mut self, call: &Call) -> Receipt {
        self.run(call.instruction())
            .unwrap_or_else(|(error, logs)| panic!("{} failed: {error}\n{logs}", call.name))
    }

    /// Runs an instruction of the token program that must succeed.
    pub fn run_token(&mut self, instruction: Instruction) -> Receipt {
        self.run(instruction)
            .unwrap_or_else(|(error, logs)| panic!("the token program refused: {error}\n{logs}"))
    }

    /// Sends a call that must be refused with exactly this error, and checks that it changed no
    /// account it names (S4).
    pub fn refuse(&mut self, call: &Call, expected: impl Into<InstructionError>) {
        self.refuse_as(call, expected, "");
    }

    /// As [`Self::refuse`], and says on failure what was being tried.
    pub fn refuse_as(&mut self, call: &Call, expected: impl Into<InstructionError>, what: &str) {
        let named: Vec<_> = call.parts.iter().map(|part| part.address).collect();
        let before: Vec<_> = named.iter().map(|key| self.svm.get_account(key)).collect();
        match self.run(call.instruction()) {
            Ok(_) => panic!("{} was not refused: {what}", call.name),
            Err((error, logs)) => {
                assert_eq!(error, expected.into(), "{}: {what}\n{logs}", call.name);
            }
        }
        let after: Vec<_> = named.iter().map(|key| self.svm.get_account(key)).collect();
        for (part, (before, after)) in call.parts.iter().zip(before.iter().zip(&after)) {
            assert_eq!(before, after, "{} failed and changed `{}`: {what}", call.name, part.role);
        }
    }

    /// Reads an account of the program.
    pub fn books<B: Books>(&self, address: &Address) -> B {
        let account = self.account(address);
        assert_eq!(account.owner, PROGRAM);
        B::read(&account.data)
    }

    /// Rewrites an account of the program, for states that no sequence of calls can reach.
    pub fn corrupt<B: Books>(&mut self, address: &Address, change: impl FnOnce(&mut B)) {
        let mut account = self.account(address);
        let mut books = B::read(&account.data);
        change(&mut books);
        account.data[8..8 + size_of::<B>()].copy_from_slice(bytemuck::bytes_of(&books));
        self.put(*address, account);
    }

    pub fn pool(&self) -> Pool {
        self.books(&self.keys.pool)
    }

    pub fn farm(&self) -> Farm {
        self.books(&self.keys.farm)
    }

    pub fn campaign(&self, address: &Address) -> Campaign {
        self.books(address)
    }

    pub fn position(&self, owner: Address, number: u64) -> Position {
        self.books(&address::position(&self.keys.farm, &owner, number))
    }

    pub fn claim_records(&self, owner: Address, number: u64) -> Vec<ClaimRecord> {
        let address = address::position(&self.keys.farm, &owner, number);
        Position::records(&self.account(&address).data)
    }

    /// Tokens in a token account.
    pub fn balance(&self, token_account: &Address) -> u64 {
        token::holding(&self.account(token_account)).expect("a token account").2
    }

    /// Tokens of a mint that an actor has.
    pub fn purse(&self, owner: Address, mint: Address) -> u64 {
        self.balance(&wallet(&owner, &mint))
    }

    pub fn supply(&self, mint: &Address) -> u64 {
        token::supply(&self.account(mint))
    }

    /// Moves tokens between actors.
    pub fn give(&mut self, from: Address, to: Address, mint: Address, amount: u64) {
        self.donate(from, wallet(&to, &mint), mint, amount);
    }

    /// Moves an actor's tokens into any token account.
    pub fn donate(&mut self, from: Address, to: Address, mint: Address, amount: u64) -> Receipt {
        let source = wallet(&from, &mint);
        self.run_token(if mints::is_2022(&mint) {
            let decimals = token::mint_terms(&self.account(&mint)).0;
            token::transfer_checked(&mint, &source, &to, &from, amount, decimals)
        } else {
            token::transfer(&source, &to, &from, amount)
        })
    }

    pub fn freeze(&mut self, token_account: Address, mint: Address) {
        self.run_token(token::freeze(&token_account, &mint, &mints::FREEZER));
    }

    pub fn thaw(&mut self, token_account: Address, mint: Address) {
        self.run_token(token::thaw(&token_account, &mint, &mints::FREEZER));
    }

    /// The next campaign of FUNDER on the first pool's farm.
    pub fn next_campaign(&self, amount: u64, start_slot: u64, duration_slots: u64) -> NewCampaign {
        NewCampaign {
            farm: self.keys.farm,
            funder: FUNDER,
            refundee: REFUNDEE,
            reward_mint: mints::REWARD,
            number: self.farm().campaigns,
            amount,
            start_slot,
            duration_slots,
        }
    }

    /// Creates it and gives its address. A start of 0 is now.
    pub fn fund(&mut self, amount: u64, start_slot: u64, duration_slots: u64) -> Address {
        let new = self.next_campaign(amount, start_slot, duration_slots);
        self.send(&calls::create_campaign(&new));
        address::campaign(&new.farm, new.number)
    }

    /// The same with another reward.
    pub fn fund_in(&mut self, mint: Address, amount: u64, start: u64, duration: u64) -> Address {
        let base = self.next_campaign(amount, start, duration);
        self.send(&calls::create_campaign(&NewCampaign { reward_mint: mint, ..base }));
        address::campaign(&base.farm, base.number)
    }

    /// Sixteen campaigns of the pool's creator, each with a start and an end of its own from slot
    /// `from` on: all 32 places of the table.
    pub fn fill_table(&mut self, from: u64) -> Vec<Address> {
        let fund = |n: u64| {
            let base = self.next_campaign(1_000, from + 20 * n, 10);
            self.send(&calls::create_campaign(&NewCampaign { funder: CREATOR, ..base }));
            address::campaign(&base.farm, base.number)
        };
        let campaigns = (0_u64..16).map(fund).collect();
        assert_eq!(self.farm().boundary_count, 32);
        campaigns
    }

    pub fn stake(&mut self, owner: Address, number: u64, lp_amount: u64) {
        self.send(&calls::stake(&self.keys, owner, number, lp_amount));
    }

    pub fn unstake(&mut self, owner: Address, number: u64) {
        self.send(&calls::unstake(&self.keys, owner, number));
    }

    /// The owner's own claim.
    pub fn claim_call(&self, campaign: Address, owner: Address, number: u64) -> Call {
        let mint = self.campaign(&campaign).reward_mint;
        calls::claim(self.keys.farm, campaign, mint, owner, owner, number)
    }

    /// Claims for oneself and gives what came.
    pub fn claim(&mut self, campaign: Address, owner: Address, number: u64) -> u64 {
        let mint = self.campaign(&campaign).reward_mint;
        let before = self.purse(owner, mint);
        self.send(&self.claim_call(campaign, owner, number));
        self.purse(owner, mint) - before
    }

    pub fn settle_call(&self, campaign: Address) -> Call {
        calls::settle_campaign(self.keys.farm, campaign)
    }

    pub fn collect_call(&self, campaign: Address) -> Call {
        let books = self.campaign(&campaign);
        calls::collect_campaign(self.keys.farm, campaign, books.reward_mint, books.refundee)
    }

    pub fn close_campaign_call(&self, campaign: Address) -> Call {
        let books = self.campaign(&campaign);
        let (mint, refundee, funder) = (books.reward_mint, books.refundee, books.funder);
        calls::close_campaign(self.keys.farm, campaign, mint, refundee, funder)
    }

    /// Checks what must hold at every moment: tokens add up to their supply, vaults cover the books
    /// (A6), LP tokens are what the books say (A7), stakes are in their vault (F1), campaigns have
    /// not paid more than they got (F3).
    pub fn check_books(&self) {
        let holdings: Vec<_> = [TOKEN_PROGRAM, TOKEN_2022]
            .iter()
            .flat_map(|program| self.svm.get_program_accounts(program))
            .filter_map(|(_, account)| {
                token::holding(&account)
                    .map(|(mint, _, amount)| (mint, amount + token::withheld(&account)))
            })
            .collect();
        let in_accounts = |mint: &Address| -> u64 {
            let held: u64 =
                holdings.iter().filter(|(of, _)| of == mint).map(|(_, amount)| amount).sum();
            held + token::withheld(&self.account(mint))
        };
        for keys in [&self.keys, &self.other] {
            let pool: Pool = self.books(&keys.pool);
            let farm: Farm = self.books(&keys.farm);
            let owed_a = pool.reserve_a + pool.protocol_fees_a + pool.creator_fees_a;
            let owed_b = pool.reserve_b + pool.protocol_fees_b + pool.creator_fees_b;
            assert!(self.balance(&keys.vault_a) >= owed_a, "vault A covers what is owed");
            assert!(self.balance(&keys.vault_b) >= owed_b, "vault B covers what is owed");
            let circulating = pool.lp_supply.saturating_sub(crate::MINIMUM_LIQUIDITY);
            assert_eq!(self.supply(&keys.lp_mint), circulating, "LP supply");
            assert!(self.balance(&keys.stake_vault) >= farm.staked_lp, "staked LP is in its vault");
            for number in 0..farm.campaigns {
                let address = address::campaign(&keys.farm, number);
                if self.is_gone(&address) {
                    continue;
                }
                let campaign = self.campaign(&address);
                let left = campaign.funded - campaign.paid - campaign.refunded;
                assert!(self.balance(&campaign.reward_vault) >= left, "reward vault covers it");
            }
        }
        for mint in mints::ALL.iter().chain([&self.keys.lp_mint, &self.other.lp_mint]) {
            assert_eq!(in_accounts(mint), self.supply(mint), "tokens of {mint}");
        }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// What the program itself logged as data, decoded.
fn logged_data(logs: &[String]) -> Vec<Vec<u8>> {
    logs.iter()
        .filter_map(|line| line.strip_prefix("Program data: "))
        .map(|data| BASE64.decode(data).expect("base64"))
        .collect()
}
