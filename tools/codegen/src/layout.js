// Zero-copy accounts and events are bytes of a C struct, while a Codama client reads fields one after
// the other with no gaps. Both agree only where the compiler puts no padding of its own, which this
// checks for every type marked `bytemuck` in the IDL, and for the types within.

/** @typedef {string | { array: [IdlType, number] } | { defined: { name: string } } | Record<string, unknown>} IdlType */
/** @typedef {{ name: string, type: IdlType }} IdlField */
/** @typedef {{ name: string, serialization?: string, type: { kind: string, fields?: IdlField[] } }} IdlTypeDef */
/** @typedef {{ size: number, align: number }} Layout */

/** @type {Record<string, Layout>} */
const SCALARS = {
  u8: { size: 1, align: 1 },
  i8: { size: 1, align: 1 },
  u16: { size: 2, align: 2 },
  i16: { size: 2, align: 2 },
  u32: { size: 4, align: 4 },
  i32: { size: 4, align: 4 },
  u64: { size: 8, align: 8 },
  i64: { size: 8, align: 8 },
  pubkey: { size: 32, align: 1 },
};

/**
 * Throws when a zero-copy type has padding that the IDL does not show, or a field that has no fixed
 * layout. Returns the size of each, by name.
 * @param {{ types?: IdlTypeDef[] }} idl
 * @returns {Map<string, number>}
 */
export function checkZeroCopyLayouts(idl) {
  const types = new Map((idl.types ?? []).map(type => [type.name, type]));

  /** @param {IdlType} type @param {string} where @returns {Layout} */
  const layoutOf = (type, where) => {
    if (typeof type === 'string') {
      const scalar = SCALARS[type];
      // u128 has another alignment on chain than here, bool has bit patterns that are not allowed.
      if (!scalar) throw new Error(`${where} is a ${type}, which has no place in a zero-copy type`);
      return scalar;
    }
    if ('array' in type) {
      const [item, count] = /** @type {[IdlType, number]} */ (type.array);
      const { size, align } = layoutOf(item, where);
      return { size: size * count, align };
    }
    if ('defined' in type) {
      const { name } = /** @type {{ name: string }} */ (type.defined);
      const inner = types.get(name);
      if (!inner) throw new Error(`${where} is a ${name}, which the IDL does not define`);
      return structLayout(inner);
    }
    throw new Error(`${where} is ${JSON.stringify(type)}, which has no place in a zero-copy type`);
  };

  /** @param {IdlTypeDef} type @returns {Layout} */
  const structLayout = type => {
    if (type.type.kind !== 'struct') throw new Error(`${type.name} is no struct`);
    let size = 0;
    let align = 1;
    for (const field of type.type.fields ?? []) {
      const where = `${type.name}.${field.name}`;
      const layout = layoutOf(field.type, where);
      const gap = (layout.align - (size % layout.align)) % layout.align;
      if (gap !== 0) throw new Error(`${where} has ${gap} bytes of padding before it: ${ADVICE}`);
      size += layout.size;
      align = Math.max(align, layout.align);
    }
    const tail = (align - (size % align)) % align;
    if (tail !== 0)
      throw new Error(`${type.name} has ${tail} bytes of padding at its end: ${ADVICE}`);
    return { size, align };
  };

  return new Map(
    [...types.values()]
      .filter(type => type.serialization?.startsWith('bytemuck'))
      .map(type => [type.name, structLayout(type).size]),
  );
}

const ADVICE = 'order the fields by size or add a padding field';
