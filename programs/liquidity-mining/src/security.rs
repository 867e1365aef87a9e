//! Who to tell of a weakness, for whoever has only the deployed program.

// "private" is what the format has for a project without a public page of its own. Whoever deploys
// this program for others puts their own page and contact here.
#[cfg(not(feature = "no-entrypoint"))]
solana_security_txt::security_txt! {
    name: "Liquidity mining",
    project_url: "private",
    contacts: "other:a private security advisory in the repository that this program was built from",
    policy: "Please report weaknesses in private; we answer within three working days. SECURITY.md in the repository says what the program promises.",
    preferred_languages: "en"
}
