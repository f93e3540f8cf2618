import fc from 'fast-check';
import { type Scope } from '../../../lib/rehearsal/cloudformation/intrinsics/define-intrinsic';
import { resolve } from '../../../lib/rehearsal/cloudformation/resolve';
import { type TemplateValue } from '../../../lib/rehearsal/cloudformation/template-value';

function unexpected(): never {
  throw new Error('nothing is named');
}

const nothing: Scope = {
  ref: unexpected,
  attribute: unexpected,
  condition: unexpected,
  mapped: unexpected,
  exported: unexpected,
  stackOutput: unexpected,
};

function evaluate(value: TemplateValue) {
  return resolve(value, nothing, 'chat.json');
}

function judge(value: TemplateValue, context: 'condition' | 'rule') {
  return resolve(value, nothing, 'chat.json', context);
}

const delimiter = fc.constantFrom(',', '/', '::', '-');

/** A text without the delimiters' own characters. */
const part = fc.string().map((text) => text.replaceAll(/[,/:-]/g, ''));

/** A block of addresses as a number and a prefix, aligned to its size. */
const block = fc
  .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 31 }))
  .map(([address, prefix]) => ({ start: address - (address % 2 ** (32 - prefix)), prefix }));

/** A block, and as many blocks of so many host bits as fit into it. */
const fitting = block.chain(({ start, prefix }) =>
  fc
    .integer({ min: 1, max: 32 - prefix })
    .chain((bits) =>
      fc
        .integer({ min: 1, max: Math.min(256, 2 ** (32 - prefix - bits)) })
        .map((count) => ({ start, prefix, bits, count })),
    ),
);

function cidr(start: number, prefix: number, count: number, bits: number) {
  return evaluate({ 'Fn::Cidr': [`${textOf(start)}/${prefix}`, count, String(bits)] }) as readonly string[];
}

function addressOf(text: string): number {
  return text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

function textOf(address: number): string {
  const hex = address.toString(16).padStart(8, '0');
  return [0, 2, 4, 6].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)).join('.');
}

describe('intrinsics', () => {
  it('Split takes apart what Join has put together', () => {
    fc.assert(
      fc.property(delimiter, fc.array(part, { minLength: 1 }), (between, parts) => {
        const joined: TemplateValue = { 'Fn::Join': [between, parts] };
        expect(evaluate({ 'Fn::Split': [between, joined] })).toEqual(parts);
      }),
    );
  });

  it('Join puts together what Split has taken apart', () => {
    fc.assert(
      fc.property(delimiter, fc.string(), (between, text) => {
        expect(evaluate({ 'Fn::Join': [between, { 'Fn::Split': [between, text] }] })).toBe(text);
      }),
    );
  });

  it('Select picks each item', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (items, seed) => {
        const index = seed % items.length;
        expect(evaluate({ 'Fn::Select': [String(index), items] })).toBe(items[index]);
      }),
    );
  });

  it('Select picks none beyond the end', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat({ max: 20 }), (items, beyond) => {
        expect(() => evaluate({ 'Fn::Select': [items.length + beyond, items] })).toThrow(
          'Fn::Select cannot select nonexistent value',
        );
      }),
    );
  });

  it('Base64 can be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = evaluate({ 'Fn::Base64': text });
        expect(Buffer.from(encoded as string, 'base64').toString('utf8')).toBe(text);
      }),
    );
  });

  it('Sub puts in its variables, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(evaluate({ 'Fn::Sub': ['${A}|${B}|${A}', { A: a, B: b }] })).toBe(`${a}|${b}|${a}`);
      }),
    );
  });

  it('Cidr gives blocks of the size asked for, one after the other, inside the whole', () => {
    fc.assert(
      fc.property(fitting, ({ start, prefix, count, bits }) => {
        const blocks = cidr(start, prefix, count, bits).map((text) => text.split('/'));
        expect(blocks.map(([, length]) => Number(length))).toEqual(Array(count).fill(32 - bits));
        expect(blocks.map(([first = '']) => addressOf(first))).toEqual(
          Array.from({ length: count }, (_, index) => start + index * 2 ** bits),
        );
      }),
    );
  });

  it('Cidr gives no blocks that do not fit into the whole', () => {
    fc.assert(
      fc.property(block, fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1 }), ({ start, prefix }, bits, more) => {
        const count = Math.floor(2 ** (32 - prefix - bits)) + more;
        expect(() => cidr(start, prefix, count, bits)).toThrow('Template error: Fn::Cidr cannot make');
      }),
    );
  });

  it('And, Or and Not keep to De Morgan', () => {
    const truth = fc.boolean().map((holds): TemplateValue => ({ 'Fn::Equals': ['a', holds ? 'a' : 'b'] }));
    fc.assert(
      fc.property(
        fc.array(truth, { minLength: 2, maxLength: 10 }),
        fc.constantFrom('condition' as const, 'rule' as const),
        (all, context) => {
          const none: TemplateValue = { 'Fn::And': all.map((one) => ({ 'Fn::Not': [one] })) };
          expect(judge(none, context)).toBe(!judge({ 'Fn::Or': all }, context));
        },
      ),
    );
  });

  it('EachMemberIn is Contains for each', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
    fc.assert(
      fc.property(letters, letters, (members, list) => {
        const each = members.every((member) => judge({ 'Fn::Contains': [list, member] }, 'rule'));
        expect(judge({ 'Fn::EachMemberIn': [members, list] }, 'rule')).toBe(each);
      }),
    );
  });
});
