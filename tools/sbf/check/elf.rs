//! As much of ELF as is needed: sections and symbols of a 64-bit little-endian file.

pub struct Section<'a> {
    pub kind: u32,
    pub link: usize,
    pub flags: u64,
    /// Where the contents start in the file.
    pub start: usize,
    pub data: &'a [u8],
}

pub struct Symbol<'a> {
    pub name: &'a str,
    pub kind: u8,
    pub section: u16,
    pub value: usize,
    pub size: usize,
}

pub const SYMTAB: u32 = 2;
const NOBITS: u32 = 8;
pub const DYNSYM: u32 = 11;
pub const EXECUTABLE: u64 = 4;
pub const FUNCTION: u8 = 2;

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn u16_at(b: &[u8], at: usize) -> Option<u16> {
    number(b, at).map(u16::from_le_bytes)
}

fn u32_at(b: &[u8], at: usize) -> Option<u32> {
    number(b, at).map(u32::from_le_bytes)
}

fn u64_at(b: &[u8], at: usize) -> Option<u64> {
    number(b, at).map(u64::from_le_bytes)
}

pub fn sections(elf: &[u8]) -> Option<Vec<Section<'_>>> {
    if elf.get(..6)? != b"\x7fELF\x02\x01" {
        return None;
    }
    let (table, size, count) =
        (u64_at(elf, 40)? as usize, u16_at(elf, 58)? as usize, u16_at(elf, 60)?);
    (0..count as usize)
        .map(|i| {
            let header = elf.get(table + i * size..)?;
            let kind = u32_at(header, 4)?;
            let (start, len) = (u64_at(header, 24)? as usize, u64_at(header, 32)? as usize);
            let data = if kind == NOBITS { &[] } else { elf.get(start..start.checked_add(len)?)? };
            Some(Section {
                kind,
                link: u32_at(header, 40)? as usize,
                flags: u64_at(header, 8)?,
                start,
                data,
            })
        })
        .collect()
}

pub fn symbols<'a>(sections: &[Section<'a>], table: u32) -> Option<Vec<Symbol<'a>>> {
    let mut all = Vec::new();
    for section in sections.iter().filter(|s| s.kind == table) {
        let names = sections.get(section.link)?.data;
        for entry in section.data.chunks_exact(24) {
            let name = names.get(u32_at(entry, 0)? as usize..)?;
            let name = name.split(|&b| b == 0).next()?;
            all.push(Symbol {
                name: std::str::from_utf8(name).ok()?,
                kind: entry[4] & 15,
                section: u16_at(entry, 6)?,
                value: u64_at(entry, 8)? as usize,
                size: u64_at(entry, 16)? as usize,
            });
        }
    }
    Some(all)
}
