//! Deploying the program to a cluster that takes bytecode of version 3 alone (SIMD-0500).

use agave_feature_set::disable_sbpf_v0_v1_v2_deployment;
use bank_tests::{Chain, actor};
use solana_account::Account;
use solana_address::Address;
use solana_instruction::error::InstructionError;
use solana_keypair::Keypair;
use solana_loader_v3_interface::instruction::{deploy_with_max_program_len, set_upgrade_authority};
use solana_loader_v3_interface::state::UpgradeableLoaderState;
use solana_signer::Signer;
use solana_transaction_error::TransactionError;

const LOADER: Address = Address::from_str_const("BPFLoaderUpgradeab1e11111111111111111111111");

/// The bank's memo program, of version 0.
const MEMO: Address = Address::from_str_const("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

/// Deploys an ELF from a buffer, as deploying tools do, and makes it immutable.
async fn deploy(chain: &mut Chain, payer: &Keypair, elf: &[u8]) -> Result<(), TransactionError> {
    let [program, buffer] = [2, 3].map(actor);
    // Of the kind `Buffer`, and with an authority.
    let mut data = [&1_u32.to_le_bytes()[..], &[1], payer.pubkey().as_ref()].concat();
    assert_eq!(data.len(), UpgradeableLoaderState::size_of_buffer_metadata());
    data.extend(elf);
    let lamports = chain.rent.minimum_balance(data.len());
    let account = Account { lamports, data, owner: LOADER, ..Account::default() };
    chain.put(&buffer.pubkey(), account);
    let rent = chain.rent.minimum_balance(UpgradeableLoaderState::size_of_program());
    let (payer_key, program_key) = (payer.pubkey(), program.pubkey());
    let deployment = deploy_with_max_program_len(
        &payer_key,
        &program_key,
        &buffer.pubkey(),
        &payer_key,
        rent,
        elf.len(),
    );
    chain.send_all(&deployment.expect("short arguments"), &[payer, &program]).await?;
    let sealing = set_upgrade_authority(&program_key, &payer_key, None);
    chain.send_all(&[sealing], &[payer]).await
}

#[tokio::test]
async fn the_program_is_deployed_and_made_immutable_where_only_version_3_may_be() {
    let payer = actor(1);
    let to_come = [disable_sbpf_v0_v1_v2_deployment::ID];
    let mut chain = Chain::start(&to_come, &[payer.pubkey()], &[]).await;
    let older = chain.account(&MEMO).await.data;
    let refused = deploy(&mut chain, &payer, &older).await;
    let expected = TransactionError::InstructionError(1, InstructionError::InvalidAccountData);
    assert_eq!(refused, Err(expected));
    let elf = std::fs::read(program_tests::world::program_path()).expect("the release build");
    assert_eq!(deploy(&mut chain, &payer, &elf).await, Ok(()));
}

#[tokio::test]
async fn that_refusal_is_of_the_version_alone() {
    let payer = actor(1);
    let mut chain = Chain::start(&[], &[payer.pubkey()], &[]).await;
    let older = chain.account(&MEMO).await.data;
    assert_eq!(deploy(&mut chain, &payer, &older).await, Ok(()));
}
