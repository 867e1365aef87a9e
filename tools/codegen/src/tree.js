// The Codama tree of the program: what the Anchor importer makes of the IDL, and what it leaves out.
import { rootNodeFromAnchor } from '@codama/nodes-from-anchor';
import {
  addPdasVisitor,
  bottomUpTransformerVisitor,
  bytesValueNode,
  constantPdaSeedNodeFromBytes,
  createFromRoot,
  definedTypeNode,
  numberTypeNode,
  publicKeyTypeNode,
  rootNodeVisitor,
  structFieldTypeNode,
  variablePdaSeedNode,
} from 'codama';

/** What an event's type is called: `Swapped` alone would read as a state. @param {string} name */
export const eventTypeName = name => `${name}Event`;

/** @param {any} idl */
export function programTree(idl) {
  const codama = createFromRoot(rootNodeFromAnchor(idl));
  codama.update(eventsAsTypes());
  codama.update(campaignPda(idl));
  codama.update(pdaRenamed('newPosition', 'position'));
  codama.update(paddingOmitted());
  return codama;
}

/** The renderer knows no events, so that each becomes a type; the discriminator goes to events.ts. */
function eventsAsTypes() {
  return rootNodeVisitor(root => {
    const types = (root.program.events ?? []).map(event => {
      const data = event.data.kind === 'hiddenPrefixTypeNode' ? event.data.type : event.data;
      return definedTypeNode({
        name: eventTypeName(event.name),
        docs: event.docs ?? [],
        type: data,
      });
    });
    return {
      ...root,
      program: { ...root.program, definedTypes: [...root.program.definedTypes, ...types] },
    };
  });
}

/**
 * A campaign's number is a field of its farm, which the IDL cannot say of a seed, so that the address
 * is missing there.
 * @param {any} idl
 */
function campaignPda(idl) {
  return rootNodeVisitor(root => {
    if (root.program.pdas.some(pda => pda.name === 'campaign')) return root;
    const seed = idl.constants?.find((/** @type {any} */ each) => each.name === 'CAMPAIGN_SEED');
    if (!seed) throw new Error('the IDL has no CAMPAIGN_SEED, which a campaign is found with');
    const bytes = Buffer.from(JSON.parse(seed.value)).toString('hex');
    const visitor = addPdasVisitor({
      [root.program.name]: [
        {
          name: 'campaign',
          seeds: [
            constantPdaSeedNodeFromBytes('base16', bytes),
            variablePdaSeedNode('farm', publicKeyTypeNode()),
            variablePdaSeedNode('number', numberTypeNode('u32')),
          ],
        },
      ],
    });
    return createFromRoot(root).accept(visitor);
  });
}

/**
 * The importer calls an address after the first account that has it, in the order of the
 * instructions' names.
 * @param {string} from
 * @param {string} to
 */
function pdaRenamed(from, to) {
  return bottomUpTransformerVisitor(
    ['pdaNode', 'pdaLinkNode'].map(kind => ({
      select: `[${kind}]${from}`,
      transform: (/** @type {any} */ node) => ({ ...node, name: to }),
    })),
  );
}

/** Padding is zero and no caller's business. */
function paddingOmitted() {
  return bottomUpTransformerVisitor([
    {
      select: '[structFieldTypeNode]',
      transform: node => {
        if (node.kind !== 'structFieldTypeNode' || !/^padding\d*$/.test(node.name)) return node;
        if (node.type.kind !== 'fixedSizeTypeNode') return node;
        return structFieldTypeNode({
          ...node,
          defaultValue: bytesValueNode('base16', '00'.repeat(node.type.size)),
          defaultValueStrategy: 'omitted',
        });
      },
    },
  ]);
}
