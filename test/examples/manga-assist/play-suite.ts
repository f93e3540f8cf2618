import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Handler } from '../../../examples/manga-assist/service/create-handler';
import { httpEvent, type Request } from './http-event';

type Matchers = Readonly<Record<string, unknown>>;

export interface Suite {
  readonly request: Request;
  readonly conversations: readonly {
    readonly key: string;
    readonly turns: readonly {
      readonly request: Partial<Request>;
      readonly expect: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

const EXAMPLE = join(__dirname, '../../../examples/manga-assist');

export const suite = readYaml('suites/conversations.yaml') as Suite;
export const traffic = readYaml('traffic/requests.yaml') as readonly Request[];

/** Where a suite failed: "key, turn 2: body.reply …". Empty, if every expectation held. */
export async function playSuite(handler: Handler): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { key, turns } of suite.conversations) {
    let context: unknown;
    for (const [index, { request, expect }] of turns.entries()) {
      const sent = { ...suite.request, ...request };
      const body = sent.body === undefined ? undefined : { context, ...sent.body };
      const answer = await handler(httpEvent({ ...sent, body }));
      const seen = { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body) as unknown };
      context = at(seen, 'body.context');
      for (const [path, expected] of Object.entries(expect)) {
        const value = at(seen, path);
        if (!holds(value, expected)) failures.push(`${key}, turn ${index + 1}: ${path} is ${JSON.stringify(value)}`);
      }
    }
  }
  return failures;
}

export function trafficRequest(number: number): Request {
  const template = JSON.stringify(traffic[number % traffic.length]);
  return JSON.parse(template.replaceAll('${n}', String(number))) as Request;
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inside, name) => (inside as Matchers | undefined)?.[name], value);
}

function holds(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  return Object.entries(expected).every(([name, operand]) => matches(value, name, operand));
}

function matches(value: unknown, name: string, operand: unknown): boolean {
  const isIn = (list: unknown, item: unknown): boolean =>
    (list as readonly unknown[] | string).includes(item as string);
  switch (name) {
    case 'equals':
      return JSON.stringify(value) === JSON.stringify(operand);
    case 'contains':
      return isIn(value, operand);
    case 'notContains':
      return !isIn(value, operand);
    case 'matches':
      return new RegExp(operand as string, 'u').test(value as string);
    case 'oneOf':
      return isIn(operand, value);
    case 'atMost':
      return (value as number) <= (operand as number);
    case 'exists':
      return (value !== undefined) === operand;
    default:
      throw new Error(`The suite uses the matcher ${name}, which is not one of those known here.`);
  }
}

function readYaml(file: string): unknown {
  return parse(readFileSync(join(EXAMPLE, file), 'utf8'));
}
