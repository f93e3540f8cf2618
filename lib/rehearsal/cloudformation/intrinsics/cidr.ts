import { isIPv6 } from 'node:net';
import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { OperationFailure } from '../operation-failure';
import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

const MOST_BLOCKS = 256;
const ADDRESS_BITS = 32;

/** CloudFormation User Guide, "Fn::Cidr". Only blocks of IPv4 are emulated. */
export const cidr = defineIntrinsic({
  name: 'Fn::Cidr',
  argument: v.pipe(v.array(ANY_VALUE), v.minLength(2), v.maxLength(3)),
  form: 'a block, a number of blocks and the host bits of each',
  check: ([, , hostBits], where) => {
    if (hostBits === undefined) throw new NotEmulated('Fn::Cidr without the host bits of each block', where);
  },
  evaluate: ([block = '', count = '', hostBits = ''], evaluation) => {
    const whole = asText(block, evaluation);
    if (isIPv6(whole.split('/')[0] ?? '')) throw new NotEmulated('Fn::Cidr of a block of IPv6', evaluation.where);
    return subnets(whole, asText(count, evaluation), asText(hostBits, evaluation), evaluation.where);
  },
});

/** The block may come from a parameter or another resource, so AWS, too, notices only while it deploys. */
function subnets(block: string, count: string, hostBits: string, where: string): readonly string[] {
  const refused = new OperationFailure(
    `Template error: Fn::Cidr cannot make ${count} blocks with ${hostBits} host bits out of ${block}`,
  );
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block)?.slice(1).map(Number);
  const [first = 256, second = 256, third = 256, fourth = 256, prefix = 256] = parts ?? [];
  const [blocks, bits] = [Number(count), Number(hostBits)];
  const fits =
    [first, second, third, fourth].every((part) => part <= 255) &&
    prefix <= ADDRESS_BITS &&
    Number.isInteger(blocks) &&
    blocks >= 1 &&
    blocks <= MOST_BLOCKS &&
    Number.isInteger(bits) &&
    bits >= 1 &&
    bits <= ADDRESS_BITS &&
    blocks * 2 ** bits <= 2 ** (ADDRESS_BITS - prefix);
  if (!fits) throw refused;
  const start = ((first * 256 + second) * 256 + third) * 256 + fourth;
  if (start % 2 ** (ADDRESS_BITS - prefix) !== 0) {
    throw new NotEmulated(`Fn::Cidr of ${block}, which does not begin at the first address of its block,`, where);
  }
  return Array.from({ length: blocks }, (_, index) => written(start + index * 2 ** bits, ADDRESS_BITS - bits));
}

function written(address: number, prefix: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${bytes.join('.')}/${prefix}`;
}
