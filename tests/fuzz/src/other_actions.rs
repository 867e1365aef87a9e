//! Everything else: configs, new pools, quotes, round trips, what is weird, and time.

use program_tests::address::{PoolKeys, TOKEN_2022, named, reward_vault};
use program_tests::calls::{self, NewCampaign};
use program_tests::error::LiquidityError;
use program_tests::token::{self, TransferFee};
use program_tests::{Receipt, World, address, mints};
use solana_address::Address;
use solana_clock::Clock;
use solana_instruction::error::InstructionError;

use crate::action::{Action, Verb};
use crate::ensure;
use crate::failure::Check;
use crate::reference::{Curve, Terms};
use crate::run::Reasons;
use crate::setup::{LOCKS, takes_fees, write_fees};
use crate::state::{Config, State};

/// Pools that one sequence can have.
const MOST_POOLS: usize = 3;
/// What the system program says to an address that is taken.
const TAKEN: InstructionError = InstructionError::Custom(0);

/// The `place`th number of what a call returned; what is cut off at the end is zero.
fn returned(receipt: &Receipt, place: usize) -> u64 {
    let mut bytes = receipt.returned.clone();
    bytes.resize(bytes.len().max(place * 8 + 8), 0);
    u64::from_le_bytes(bytes[place * 8..place * 8 + 8].try_into().expect("eight bytes"))
}

fn terms_of(raw: u64) -> (Terms, bool) {
    match raw % 8 {
        0 => ([100_001, 0, 0], false),
        1 => ([3_000, 400_000, 100_001], false),
        2 => ([100_000, 500_000, 0], true),
        3 => ([0, 0, 0], true),
        _ => ([(raw >> 8) as u32 % 100_001, 200_000, 100_000], true),
    }
}

impl State {
    fn pick_config(&self, action: &Action) -> usize {
        usize::from(action.pool) % self.configs.len()
    }

    pub fn create_config(&mut self, action: &Action) -> Check {
        let admin = self.actor(action.who);
        let index = action.pick % 6;
        let (terms, is_valid) = terms_of(action.extra);
        let address = address::config(&admin, index);
        let is_there = self.configs.iter().any(|config| config.address == address);
        let mut no = Reasons::default();
        no.add(!is_valid, LiquidityError::FeeTermsOutOfLimits);
        no.add(is_there, TAKEN);
        let call = calls::create_config(admin, index, terms[0], terms[1], terms[2]);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.lamports -= self.world.lamports(&address);
            self.configs.push(Config {
                address,
                admin,
                pending: Address::default(),
                recipient: admin,
                index,
                terms,
                locks: program_tests::books::DEFAULT_LOCK_CHOICES
                    .map(|choice| (choice.slots, choice.multiplier)),
            });
        }
        Ok(())
    }

    /// Who signs for a config: mostly its admin.
    fn signer_of(&self, config: usize, action: &Action) -> (Address, Reasons) {
        let admin = self.configs[config].admin;
        let signer = if action.pick.is_multiple_of(4) { self.actor(action.who) } else { admin };
        let mut no = Reasons::default();
        no.add(signer != admin, LiquidityError::NotConfigAdmin);
        (signer, no)
    }

    pub fn update_config(&mut self, action: &Action) -> Check {
        let config = self.pick_config(action);
        let (signer, mut no) = self.signer_of(config, action);
        let recipient = self.actor((action.size >> 8) as u8);
        let (terms, is_valid) = terms_of(action.extra);
        no.add(!is_valid, LiquidityError::FeeTermsOutOfLimits);
        let call = calls::update_config(signer, self.configs[config].address, terms, recipient);
        if self.send(action, &call, no, "L1")?.is_some() {
            let config = &mut self.configs[config];
            (config.terms, config.recipient) = (terms, recipient);
        }
        Ok(())
    }

    pub fn propose_admin(&mut self, action: &Action) -> Check {
        let config = self.pick_config(action);
        let (signer, no) = self.signer_of(config, action);
        let new = self.actor((action.size >> 8) as u8);
        let call = calls::propose_admin(signer, self.configs[config].address, new);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.configs[config].pending = new;
        }
        Ok(())
    }

    pub fn accept_admin(&mut self, action: &Action) -> Check {
        let pending = self.configs.iter().position(|one| self.actors.contains(&one.pending));
        let config = pending.unwrap_or_else(|| self.pick_config(action));
        let due = self.configs[config].pending;
        let is_due = !action.pick.is_multiple_of(4) && self.actors.contains(&due);
        let signer = if is_due { due } else { self.actor(action.who) };
        let mut no = Reasons::default();
        no.add(signer != due, LiquidityError::NotPendingAdmin);
        let call = calls::accept_admin(signer, self.configs[config].address);
        if self.send(action, &call, no, "L1")?.is_some() {
            let config = &mut self.configs[config];
            (config.admin, config.pending) = (due, Address::default());
        }
        Ok(())
    }

    pub fn set_lock_choices(&mut self, action: &Action) -> Check {
        let config = self.pick_config(action);
        let (signer, mut no) = self.signer_of(config, action);
        let (choices, is_valid) = match action.extra % 8 {
            0 => ([(1, 10_000), LOCKS[1], LOCKS[2], LOCKS[3]], false),
            1 => ([LOCKS[0], LOCKS[2], LOCKS[1], LOCKS[3]], false),
            2 => ([LOCKS[0], LOCKS[1], LOCKS[2], (200_000_001, 50_000)], false),
            3 => ([LOCKS[0], LOCKS[1], LOCKS[2], (400, 50_001)], false),
            4 => ([LOCKS[0], (10, 12_345), (0, 0), (0, 0)], true),
            _ => (LOCKS, true),
        };
        no.add(!is_valid, LiquidityError::LockChoicesOutOfLimits);
        let call = calls::set_lock_choices(signer, self.configs[config].address, choices);
        if self.send(action, &call, no, "L1")?.is_some() {
            self.configs[config].locks = choices;
        }
        Ok(())
    }

    pub fn create_pool(&mut self, action: &Action) -> Check {
        let (creator, config) = (self.actor(action.who), self.pick_config(action));
        let old = self.pools[self.pick_pool(action)].keys;
        let mut pair = [action.pick, action.pick / 7]
            .map(|pick| mints::ALL[usize::from(pick) % mints::ALL.len()]);
        if pair[0] == pair[1] {
            pair = [mints::A, mints::B];
        }
        let is_reversed = action.extra.is_multiple_of(16);
        if (pair[0] < pair[1]) == is_reversed {
            pair.swap(0, 1);
        }
        let (kind, parameter) = match (action.extra >> 4) % 16 {
            0 => (0, 1),
            1 => (1, 0),
            2 => (1, 1_000_001),
            3 => (2, 0),
            4..9 => (0, 0),
            _ => (1, 1 + (action.extra >> 8) as u32 % 1_000_000),
        };
        let address = self.configs[config].address;
        let is_full = self.pools.len() >= MOST_POOLS && !is_reversed;
        let is_valid = matches!((kind, parameter), (0, 0) | (1, 1..=1_000_000));
        let keys = if is_full && is_valid {
            old
        } else {
            PoolKeys::with_curve(address, pair[0], pair[1], kind, parameter)
        };
        let is_there = self.pools.iter().any(|pool| pool.keys.pool == keys.pool);
        let mut no = Reasons::default();
        no.add(keys.mint_a >= keys.mint_b, LiquidityError::MintsOutOfOrder);
        no.add(!is_valid, LiquidityError::InvalidCurve);
        no.add(is_there, TAKEN);
        let call = calls::create_pool(&keys, creator);
        if self.send(action, &call, no, "L1")?.is_some() {
            let decimals = [keys.mint_a, keys.mint_b]
                .map(|mint| token::mint_terms(&self.world.account(&mint)).0);
            let (kind, amplification) = (keys.curve, keys.curve_parameter);
            self.adds_pool(keys, config, creator, Curve { kind, amplification, decimals });
        }
        Ok(())
    }

    /// Quotes equal the reference, as executions do (A9); the two ways to ask bound each other, and
    /// more in never gives less out (A5); a pool seen in a mirror gives the same (A8).
    pub fn quotes(&mut self, action: &Action) -> Check {
        self.happened(Verb::Quotes);
        let (index, side) = (self.pick_pool(action), usize::from(action.pick % 2));
        let (keys, is_paused) = (self.pools[index].keys, self.pools[index].swaps_paused);
        let most = self.pools[index].books.reserves[side].max(16);
        let amount = action.amount(most);
        let ask = |world: &mut World, amount: u64, is_in: bool| {
            let call = calls::quote_swap(&keys, amount, is_in, side == 0);
            world.run(call.instruction())
        };
        let mut received = None;
        let plan = self.plan_swap(index, side, amount, true);
        match (ask(&mut self.world, amount, true), plan) {
            (Ok(receipt), Ok(trade)) if !is_paused => {
                let quote = [0, 1, 2, 3, 4].map(|place| returned(&receipt, place));
                let swap = &trade.swap;
                let due =
                    [trade.sent, trade.received, swap.amount_in, swap.amount_out, swap.fee.total];
                ensure!("A9", quote == due, "the quote says {quote:?}, the reference {due:?}");
                received = Some(trade.received);
            }
            (Err(_), plan) if is_paused || plan.is_err() => {}
            (outcome, plan) => {
                let error = outcome.err();
                ensure!("A9", false, "quote of {amount}: {error:?}, the reference {plan:?}");
            }
        }
        if let Some(received) = received {
            if let Ok(receipt) = ask(&mut self.world, amount.saturating_add(1), true) {
                let more = returned(&receipt, 1);
                ensure!("A5", more >= received, "one more of {amount} gives {more} < {received}");
            }
            let back = ask(&mut self.world, received, false);
            let asked = back.map(|receipt| returned(&receipt, 0));
            ensure!(
                "A5",
                asked.as_ref().is_ok_and(|sent| *sent <= amount),
                "{received} came of {amount} and is asked {:?} for",
                asked.ok()
            );
            self.mirror(index, side, amount, received)?;
        }
        let owner = self.actor(action.who);
        let most = self.offer(index, owner, action);
        let plan = self.plan_deposit(index, most);
        let call = calls::quote_deposit(&keys, most[0], most[1]);
        let quote = self.world.run(call.instruction());
        let due = plan.map(|(sent, plan)| [sent[0], sent[1], plan.lp]).ok();
        let due = due.filter(|_| !self.pools[index].deposits_paused);
        let said = quote.ok().map(|receipt| [0, 1, 2].map(|place| returned(&receipt, place)));
        ensure!("A9", said == due, "a deposit is quoted {said:?}, the reference says {due:?}");
        let lp = action.amount(self.purse(owner, keys.lp_mint));
        let plan = self.plan_withdraw(index, lp);
        let quote = self.world.run(calls::quote_withdraw(&keys, lp).instruction());
        let due = plan.map(|(received, _)| [received[0], received[1], lp]).ok();
        let said = quote.ok().map(|receipt| [0, 1, 2].map(|place| returned(&receipt, place)));
        ensure!("A9", said == due, "a withdrawal is quoted {said:?}, the reference says {due:?}");
        Ok(())
    }

    /// The same pool with its tokens in each other's place gives the same (A8).
    fn mirror(&self, index: usize, side: usize, amount: u64, received: u64) -> Check {
        let pool = &self.pools[index];
        let is_plain = [0, 1].iter().all(|side| !mints::is_2022(&pool.mint(*side)));
        if !is_plain {
            return Ok(());
        }
        let mut world = self.world.clone();
        world.corrupt(&pool.keys.pool, |books: &mut program_tests::books::Pool| {
            std::mem::swap(&mut books.reserve_a, &mut books.reserve_b);
            std::mem::swap(&mut books.decimals_a, &mut books.decimals_b);
        });
        let call = calls::quote_swap(&pool.keys, amount, true, side == 1);
        let outcome = world.run(call.instruction());
        let mirrored = outcome.map(|receipt| returned(&receipt, 1));
        ensure!(
            "A8",
            mirrored.as_ref().is_ok_and(|one| *one == received),
            "{amount} gives {received}, in the mirror {:?}",
            mirrored.ok()
        );
        Ok(())
    }

    /// What a claim would pay is what the history gives.
    pub fn pending(&mut self, action: &Action) -> Check {
        let (index, now) = (self.pick_pool(action), self.now());
        let owed = self.pools[index].farm.pairs_owed();
        let Some((stay, stream)) = owed.get(usize::from(action.pick) % owed.len().max(1)) else {
            return Ok(());
        };
        let (farm, keys) = (&self.pools[index].farm, self.pools[index].keys);
        let most = farm.earned(*stay, *stream, now) - farm.dues(*stay, *stream).paid;
        let (owner, number) = (farm.stays[*stay].owner, farm.stays[*stay].number);
        let address = farm.streams[*stream].address;
        let call = calls::pending_rewards(keys.farm, address, owner, number);
        // A view: whatever it writes is for itself.
        let outcome = self.world.clone().run(call.instruction());
        let said = outcome.map(|receipt| returned(&receipt, 0));
        ensure!(
            "A9",
            said.as_ref().is_ok_and(|said| *said <= most && most <= said + 1),
            "pending are {:?}, the history says {most}",
            said.ok()
        );
        self.happened(Verb::Pending);
        Ok(())
    }

    /// In a copy of the world: in and out again, there and back, many tiny steps, and in parts. Nobody
    /// has more than before (A3).
    pub fn round_trip(&mut self, action: &Action) -> Check {
        self.happened(Verb::RoundTrip);
        self.tally.round_trips += 1;
        let (index, owner) = (self.pick_pool(action), self.actor(action.who));
        let keys = self.pools[index].keys;
        let side = action.pick.is_multiple_of(2);
        let (mint, other) =
            if side { (keys.mint_a, keys.mint_b) } else { (keys.mint_b, keys.mint_a) };
        let mut world = self.world.clone();
        // Whoever begins without LP tokens ends without any.
        let lp = world.purse(owner, keys.lp_mint);
        if lp > 0 {
            let to = *self.actors.iter().find(|one| **one != owner).expect("three or more");
            world.give(owner, to, keys.lp_mint, lp);
        }
        let had = [keys.mint_a, keys.mint_b].map(|mint| world.purse(owner, mint));
        let amount = action.amount(world.purse(owner, mint) / 4);
        let mut bits = action.extra;
        let run =
            |world: &mut World, call: program_tests::Call| world.run(call.instruction()).is_ok();
        let got = |world: &World| {
            world.purse(owner, other) - had[usize::from(side)].min(world.purse(owner, other))
        };
        match (action.pick >> 1) % 5 {
            0 => {
                let most = self.offer(index, owner, action);
                run(&mut world, calls::deposit(&keys, owner, most[0], most[1]));
            }
            1 => {
                run(&mut world, calls::swap(&keys, owner, side, amount));
                let back = got(&world);
                run(&mut world, calls::swap(&keys, owner, !side, back));
            }
            2 => {
                // One token in, and the same one out.
                let offer = [amount, 0, calls::NEVER];
                run(&mut world, calls::deposit_single(&keys, owner, side, offer));
                let held = world.purse(owner, keys.lp_mint);
                run(
                    &mut world,
                    calls::withdraw_single(&keys, owner, side, [held, 0, calls::NEVER]),
                );
            }
            3 => {
                // In parts, against the whole.
                let mut whole = world.clone();
                if !run(&mut whole, calls::swap(&keys, owner, side, amount)) {
                    return Ok(());
                }
                let part = amount / 3;
                let fee = self.fee(&mint);
                // Transfer fees with a maximum are dearer in parts too, and rounded up in each.
                let is_fair = fee.of(part) + fee.of(amount - part) >= fee.of(amount);
                run(&mut world, calls::swap(&keys, owner, side, part));
                run(&mut world, calls::swap(&keys, owner, side, amount - part));
                let (one, two) = (whole.purse(owner, other), world.purse(owner, other));
                ensure!("A3", !is_fair || two <= one, "{amount} whole gives {one}, in parts {two}");
                return Ok(());
            }
            _ => {
                for _ in 0..40 {
                    let tiny = 1 + bits % 9;
                    bits = bits.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ tiny;
                    let way = bits.is_multiple_of(2);
                    let held = world.purse(owner, keys.lp_mint);
                    let call = match (bits >> 8) % 6 {
                        0 => calls::swap(&keys, owner, way, tiny),
                        1 => calls::swap_out(&keys, owner, way, tiny),
                        2 => calls::deposit(&keys, owner, tiny * 5, tiny * 5),
                        3 => calls::withdraw(&keys, owner, tiny.min(held)),
                        4 => calls::deposit_single(&keys, owner, way, [tiny, 0, calls::NEVER]),
                        _ => {
                            let args = [tiny.min(held), 0, calls::NEVER];
                            calls::withdraw_single(&keys, owner, way, args)
                        }
                    };
                    run(&mut world, call);
                }
            }
        }
        let held = world.purse(owner, keys.lp_mint);
        if held > 0 {
            run(&mut world, calls::withdraw(&keys, owner, held));
        }
        let has = [keys.mint_a, keys.mint_b].map(|mint| world.purse(owner, mint));
        let is_free = has != had && has[0] >= had[0] && has[1] >= had[1];
        ensure!("A3", !is_free, "{owner} had {had:?} and has {has:?}");
        Ok(())
    }

    pub fn donate(&mut self, action: &Action) -> Check {
        let (index, donor) = (self.pick_pool(action), self.actor(action.who));
        let pool = &self.pools[index];
        let there: Vec<_> =
            (0..pool.farm.streams.len()).filter(|i| !pool.farm.streams[*i].is_gone).collect();
        let stream = there.get(usize::from(action.pick >> 2) % there.len().max(1)).copied();
        let (mint, to) = match (action.pick % 4, stream) {
            (0, Some(stream)) => {
                let stream = &pool.farm.streams[stream];
                (stream.mint, reward_vault(&stream.address))
            }
            (1, _) => (pool.keys.lp_mint, pool.keys.stake_vault),
            (2, _) => (pool.mint(0), pool.vault(0)),
            _ => (pool.mint(1), pool.vault(1)),
        };
        let to_stream = stream.filter(|_| action.pick.is_multiple_of(4));
        let is_frozen = to_stream.is_some_and(|stream| pool.farm.streams[stream].is_frozen);
        let purse = self.purse(donor, mint);
        let amount = action.amount(purse / 64);
        if is_frozen || amount > purse {
            return Ok(());
        }
        self.happened(Verb::Donate);
        self.world.donate(donor, to, mint, amount);
        let arrived = self.pays(donor, mint, amount);
        let pool = &mut self.pools[index];
        if let Some(stream) = to_stream {
            pool.farm.streams[stream].donated += arrived;
        } else if to == pool.keys.stake_vault {
            pool.farm.surplus += arrived;
        } else {
            pool.surplus[usize::from(to == pool.keys.vault_b)] += arrived;
        }
        // Not through the program, so the campaign's own account is what it was.
        Ok(())
    }

    pub fn self_transfer(&mut self, action: &Action) -> Check {
        let owner = self.actor(action.who);
        let mint = mints::ALL[usize::from(action.pick) % mints::ALL.len()];
        let amount = action.amount(self.purse(owner, mint)).min(self.purse(owner, mint));
        if !takes_fees(&mint) {
            self.happened(Verb::SelfTransfer);
            self.world.give(owner, owner, mint, amount);
        }
        Ok(())
    }

    pub fn freeze_or_thaw(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        let streams = &self.pools[index].farm.streams;
        let there: Vec<_> = (0..streams.len()).filter(|i| !streams[*i].is_gone).collect();
        let Some(stream) = there.get(usize::from(action.pick) % there.len().max(1)) else {
            return Ok(());
        };
        let is_frozen = !streams[*stream].is_frozen;
        self.set_frozen(index, *stream, is_frozen);
        self.happened(Verb::Freeze);
        Ok(())
    }

    /// A mint that no pool and no campaign may take is refused by the name of what is wrong with it.
    pub fn hostile_mint(&mut self, action: &Action) -> Check {
        self.happened(Verb::HostileMint);
        let kinds: [(u16, Vec<u8>, LiquidityError); 13] = [
            (3, vec![7; 32], LiquidityError::RefusedMintCloseAuthority),
            (4, vec![0; 65], LiquidityError::RefusedConfidentialTransfer),
            (6, vec![2], LiquidityError::RefusedDefaultFrozen),
            (9, vec![], LiquidityError::RefusedNonTransferable),
            (12, vec![7; 32], LiquidityError::RefusedPermanentDelegate),
            (14, vec![7; 64], LiquidityError::RefusedTransferHook),
            (16, vec![0; 129], LiquidityError::RefusedConfidentialTransfer),
            (24, vec![0; 196], LiquidityError::RefusedConfidentialTransfer),
            (25, vec![0; 56], LiquidityError::RefusedExtension),
            (26, vec![0; 33], LiquidityError::RefusedPausable),
            (999, vec![1], LiquidityError::RefusedExtension),
            (u16::MAX, vec![], LiquidityError::RefusedExtension),
            (0, vec![], LiquidityError::NotAMint),
        ];
        let (kind, value, refusal) = &kinds[usize::from(action.pick) % kinds.len()];
        let index = self.pick_pool(action);
        let mut world = self.world.clone();
        let mint = named("token z, hostile");
        let plain = token::mint(1_000_000, 6, &mints::FREEZER);
        let mut account = token::extended(plain, 1, &[(*kind, value.clone())]);
        if *kind == 0 {
            account.data[45] = 0;
        }
        world.put(mint, account);
        let funder = self.actor(action.who);
        let new = NewCampaign {
            farm: self.pools[index].keys.farm,
            funder,
            refundee: funder,
            reward_mint: mint,
            number: self.pools[index].farm.streams.len() as u32,
            amount: 1_000,
            start_slot: 0,
            duration_slots: 100,
        };
        let campaign = calls::create_campaign(&new).with("token_program", TOKEN_2022);
        let config = self.configs[self.pick_config(action)].address;
        let keys = PoolKeys::new(config, mints::A, mint);
        let pool = calls::create_pool(&keys, funder).with("token_2022_program", TOKEN_2022);
        for call in [campaign, pool] {
            let error = world.run(call.instruction()).err().map(|(error, _)| error);
            let key = (call.name.to_owned(), format!("{refusal:?}"));
            *self.tally.refused.entry(key).or_default() += 1;
            let is_so = error == Some((*refusal).into());
            ensure!("S1", is_so, "{} with a mint {kind}: {error:?}", call.name);
        }
        Ok(())
    }

    pub fn pass_slots(&mut self, action: &Action) -> Check {
        self.happened(Verb::Pass);
        let (index, now) = (self.pick_pool(action), self.now());
        let farm = &self.pools[index].farm;
        let next = farm.places().into_iter().find(|slot| *slot > now).unwrap_or(now + 3);
        let ends = farm.streams.iter().filter(|one| !one.is_gone && one.end < now + 1_000_000);
        let last = ends.map(|one| one.end).max().unwrap_or(now).max(now);
        let slots = match action.extra % 32 {
            0 | 1 => 0,
            2..6 => 1,
            6..9 => next - now,
            9 => next - now - 1,
            10 => last - now + 1,
            11 if action.size.is_multiple_of(8) => 200_000_000 + action.size % 200_000_000,
            12 => action.size % 1_000,
            _ => action.size % 24,
        };
        // A slot number that no chain will reach is none that a test should.
        if now.saturating_add(slots) < 1 << 40 {
            self.world.pass(slots);
        }
        Ok(())
    }

    pub fn next_epoch(&mut self, _: &Action) -> Check {
        self.happened(Verb::NextEpoch);
        self.epoch += 1;
        let mut clock = self.world.svm.get_sysvar::<Clock>();
        clock.epoch = self.epoch;
        self.world.svm.set_sysvar(&clock);
        Ok(())
    }

    /// A transfer fee is announced for the next epoch, as its authority can at any time.
    pub fn change_fee(&mut self, action: &Action) -> Check {
        self.happened(Verb::ChangeFee);
        let mint = [mints::FEE_2022, mints::FEE_2022_B][usize::from(action.pick % 2)];
        let now = self.fee(&mint);
        let points = [0, 1, 30, 2_500, 9_999][(action.extra % 5) as usize];
        let maximum = [0, 9, 1_000_000, u64::MAX][((action.extra >> 8) % 4) as usize];
        let newer = TransferFee { basis_points: points, maximum };
        let fees = crate::state::Fees { older: now, newer, newer_from: self.epoch + 1 };
        write_fees(&mut self.world, mint, &fees);
        self.fees.insert(mint, fees);
        Ok(())
    }
}
