//! Every instruction of the program on LiteSVM. One binary, so that the runtime links once.

mod create_config;
mod create_pool;
mod deposit;
mod lookalikes;
mod settle_campaign;
mod collect_campaign;
mod close_campaign;
mod close_position;
mod teardown;
mod deposit_and_stake;
mod unstake_and_withdraw;
mod top_up;
mod pending_rewards;
mod stake;
mod unstake;
mod claim;
mod collect_fees;
mod create_campaign;
mod swap_exact_in;
mod withdraw;
