//! The world in which a sequence begins: which actors, tokens, decimals, fees and pools there are.

use std::collections::BTreeMap;
use std::path::Path;

use litesvm::LiteSVM;
use num_bigint::BigUint;
use program_tests::actors::{ADMIN, ALICE, BOB, CAROL, CREATOR, DAVE, ERIN, MALLORY};
use program_tests::address::{self, PoolKeys};
use program_tests::calls;
use program_tests::exact::History;
use program_tests::random::next;
use program_tests::token::{self, TransferFee, wallet};
use program_tests::world::{program_at, program_path};
use program_tests::{START, World, actors, mints};
use solana_address::Address;
use solana_compute_budget::compute_budget::ComputeBudget;

use crate::reference::{Books, Curve, Terms};
use crate::state::{Config, Farm, Fees, Pool, State};
use crate::tally::Tally;

/// Slots and multiplier of each lock choice: short ones, so that locks end within a sequence.
pub const LOCKS: [(u64, u32); 4] = [(0, 10_000), (40, 15_000), (120, 20_000), (300, 50_000)];

const PAIRS: [(Address, Address); 6] = [
    (mints::A, mints::B),
    (mints::A, mints::FEE_2022),
    (mints::PLAIN_2022, mints::FEE_2022),
    (mints::FEE_2022, mints::FEE_2022_B),
    (mints::B, mints::OTHER),
    (mints::A, mints::PLAIN_2022),
];
/// Where the fee config begins in a mint whose only extension it is.
const FEE_VALUE_AT: usize = 170;

/// Whether a mint takes transfer fees.
pub fn takes_fees(mint: &Address) -> bool {
    *mint == mints::FEE_2022 || *mint == mints::FEE_2022_B
}

/// Writes a mint's fees, and leaves what was withheld.
pub fn write_fees(world: &mut World, mint: Address, fees: &Fees) {
    let mut account = world.account(&mint);
    let value = token::fee_config(&mints::FREEZER, fees.older, fees.newer, fees.newer_from);
    let from = FEE_VALUE_AT;
    // Authorities and what was withheld come first.
    account.data[from + 72..from + value.len()].copy_from_slice(&value[72..]);
    world.put(mint, account);
}

/// A chain on which a transaction may take as much as one can ask for, so that what is dear is told
/// from what does not end.
fn chain(svm: LiteSVM, program: &[u8]) -> World {
    let budget =
        ComputeBudget { compute_unit_limit: 1_400_000, ..ComputeBudget::new_with_defaults(true) };
    World::bare_in(svm.with_compute_budget(budget), program)
}

/// The same program with a table of sections, which version 3 does without, and without which the
/// virtual machine that traces ends in a panic. It names itself and no other section.
fn with_sections(program: &[u8]) -> Vec<u8> {
    // Of the file's header: where the table is; an entry's size, their number, which of them has the
    // names.
    const TABLE_AT: usize = 40;
    const COUNTS_AT: usize = 58;
    const ENTRY: usize = 64;
    const NAMES: &[u8] = b"\0.shstrtab\0";
    const STRINGS: u32 = 3;
    let mut elf = program.to_vec();
    elf.resize(elf.len().next_multiple_of(8), 0);
    let table = elf.len();
    let names = table + 2 * ENTRY;
    // The first entry is blank.
    let mut entries = [0; 2 * ENTRY];
    entries[ENTRY..ENTRY + 4].copy_from_slice(&1_u32.to_le_bytes());
    entries[ENTRY + 4..ENTRY + 8].copy_from_slice(&STRINGS.to_le_bytes());
    entries[ENTRY + 24..ENTRY + 32].copy_from_slice(&(names as u64).to_le_bytes());
    entries[ENTRY + 32..ENTRY + 40].copy_from_slice(&(NAMES.len() as u64).to_le_bytes());
    elf.extend(entries);
    elf.extend(NAMES);
    elf[TABLE_AT..TABLE_AT + 8].copy_from_slice(&(table as u64).to_le_bytes());
    for (place, count) in [ENTRY as u16, 2, 1].into_iter().enumerate() {
        let at = COUNTS_AT + 2 * place;
        elf[at..at + 2].copy_from_slice(&count.to_le_bytes());
    }
    elf
}

/// A chain with the program, to be cloned for each sequence.
pub struct Chain {
    bare: World,
}

impl Chain {
    pub fn plain() -> Self {
        Self::of_program(&program_path())
    }

    /// Whose program leaves a trace of every instruction.
    pub fn traced(callback: impl litesvm::InvocationInspectCallback + 'static) -> Self {
        let program = with_sections(&program_at(&program_path()));
        let mut bare = chain(LiteSVM::new_debuggable(true), &program);
        bare.svm.set_invocation_inspect_callback(callback);
        Self { bare }
    }

    pub fn of_program(path: &Path) -> Self {
        Self { bare: chain(LiteSVM::new(), &program_at(path)) }
    }

    /// The world that `shape` says.
    pub fn begin(&self, shape: u64) -> State {
        let mut random = next(&mut shape.clone());
        let mut roll = |limit: u64| next(&mut random) % limit;
        let mut world = self.bare.clone();

        let everyone = [ADMIN, CREATOR, ALICE, BOB, MALLORY, CAROL, DAVE, ERIN];
        let actors = everyone[..3 + roll(6) as usize].to_vec();
        let purse: u64 = [1 << 24, 1 << 42, 1 << 60][roll(3) as usize];
        let (mut purses, mut fees) = (BTreeMap::new(), BTreeMap::new());
        let mut decimals = BTreeMap::new();
        for mint in mints::ALL {
            let places = [0, 6, 9, 18][roll(4) as usize];
            decimals.insert(mint, places);
            let supply = purse * actors.len() as u64;
            world.put(mint, token::known_mint(&mint, supply, places, &mints::FREEZER));
            for actor in actors::ALL {
                let amount = if actors.contains(&actor) { purse } else { 0 };
                world.put(wallet(&actor, &mint), token::known_account(&mint, &actor, amount));
                if amount > 0 {
                    purses.insert((actor, mint), amount);
                }
            }
            if takes_fees(&mint) {
                let points = [1, 100, 5_000, 10_000][roll(4) as usize];
                let maximum = [0, 7, 5_000_000, u64::MAX][roll(4) as usize];
                // A fee of everything, without end, leaves nothing to test.
                let maximum = if points == 10_000 { maximum.min(7) } else { maximum };
                let fee = TransferFee { basis_points: points, maximum };
                let both = Fees { older: fee, newer: fee, newer_from: 0 };
                write_fees(&mut world, mint, &both);
                fees.insert(mint, both);
            }
        }
        let supplies = mints::ALL.map(|mint| (mint, purse * actors.len() as u64)).into();
        let lamports = actors::ALL.iter().map(|one| world.lamports(one)).sum();
        let mut state = State {
            world,
            actors,
            configs: Vec::new(),
            pools: Vec::new(),
            purses,
            fees,
            withheld: BTreeMap::new(),
            accounts: BTreeMap::new(),
            epoch: 0,
            lamports,
            supplies,
            tally: Tally::default(),
            record: None,
        };
        state.epoch = state.world.svm.get_sysvar::<solana_clock::Clock>().epoch;

        let terms =
            [[3_000, 200_000, 100_000], [0, 0, 0], [100_000, 250_000, 250_000], [1, 500_000, 0]];
        for index in 0..2 {
            let terms = terms[roll(4) as usize];
            let address = address::config(&ADMIN, index);
            let call = calls::create_config(ADMIN, index, terms[0], terms[1], terms[2]);
            state.world.send(&call);
            state.world.send(&calls::set_lock_choices(ADMIN, address, LOCKS));
            state.lamports -= state.world.lamports(&address);
            state.configs.push(Config {
                address,
                admin: ADMIN,
                pending: Address::default(),
                recipient: ADMIN,
                index,
                terms,
                locks: LOCKS,
            });
        }
        let first = PAIRS[roll(6) as usize];
        let second = PAIRS[roll(6) as usize];
        let amplification = [1, 100, 2_000, 1_000_000][roll(4) as usize];
        for (kind, (mint_a, mint_b)) in [(0, first), (1, second)] {
            let config = roll(2) as usize;
            let address = state.configs[config].address;
            let keys = if kind == 0 {
                PoolKeys::new(address, mint_a, mint_b)
            } else {
                PoolKeys::stable(address, mint_a, mint_b, amplification)
            };
            state.world.send(&calls::create_pool(&keys, CREATOR));
            let curve = Curve {
                kind,
                amplification: keys.curve_parameter,
                decimals: [decimals[&mint_a], decimals[&mint_b]],
            };
            state.adds_pool(keys, config, CREATOR, curve);
        }
        state
    }
}

impl State {
    /// A pool was created just now.
    pub fn adds_pool(&mut self, keys: PoolKeys, config: usize, creator: Address, curve: Curve) {
        for actor in actors::ALL {
            let account = token::account(&keys.lp_mint, &actor, 0);
            self.world.put(wallet(&actor, &keys.lp_mint), account);
        }
        for made in
            [keys.pool, keys.vault_a, keys.vault_b, keys.lp_mint, keys.farm, keys.stake_vault]
        {
            self.lamports -= self.world.lamports(&made);
        }
        let (now, books) = (self.now(), Books { reserves: [0, 0], supply: 0 });
        let terms: Terms = self.configs[config].terms;
        self.pools.push(Pool {
            keys,
            config,
            creator,
            curve,
            terms,
            books,
            books_before: books,
            protocol_fees: [0, 0],
            creator_fees: [0, 0],
            surplus: [0, 0],
            swaps_paused: false,
            deposits_paused: false,
            observed: now,
            price_sums: [BigUint::ZERO, BigUint::ZERO],
            farm: Farm {
                history: History::new(now.max(START)),
                stays: Vec::new(),
                streams: Vec::new(),
                dues: BTreeMap::new(),
                locks: self.configs[config].locks,
                surplus: 0,
                moment: 0,
                moves: 0,
                before: None,
            },
        });
    }
}
