import { NotEmulated } from '../kernel/not-emulated';
import type { DeliveredEvent } from './bus-event';
import { compileInputPath } from './input-path';

/** What an input template may name beside the rule's own variables: EventBridge User Guide, "Input transformation". */
export interface RuleContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When EventBridge got the event. */
  readonly ingestedAt: string;
}

/** Makes what a target gets of an event. */
export type TargetInput = (event: DeliveredEvent, context: RuleContext) => unknown;

const PLACEHOLDER = /<([\w.-]+)>/g;
/** A quoted part of a template, escapes included, or what is between two such parts. */
const PARTS = /"(?:[^"\\]|\\.)*"|[^"]+/g;

export function inputTransformer(
  given: { readonly InputPathsMap?: Readonly<Record<string, string>> | undefined; readonly InputTemplate: string },
  where: string,
): TargetInput {
  const paths = new Map(
    Object.entries(given.InputPathsMap ?? {}).map(([name, path]) => [name, compileInputPath(path, where)]),
  );
  return (event, context) => {
    const value = (name: string) => paths.get(name)?.(event) ?? predefined(name, event, context);
    const text = given.InputTemplate.replace(PARTS, (part) =>
      part.startsWith('"') ? withinText(part, value) : asValue(part, value),
    );
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new NotEmulated(`An input template whose result is not JSON (${text})`, where, 'Quote its texts.');
    }
  };
}

/** Within a text a value stands without its own quotes; one that is not there leaves nothing. */
function withinText(part: string, value: (name: string) => unknown): string {
  return part.replace(PLACEHOLDER, (_, name: string) => {
    const found = value(name);
    if (found === undefined) return '';
    const text = typeof found === 'string' ? found : JSON.stringify(found);
    return JSON.stringify(text).slice(1, -1);
  });
}

function asValue(part: string, value: (name: string) => unknown): string {
  return part.replace(PLACEHOLDER, (_, name: string) => JSON.stringify(value(name) ?? ''));
}

function predefined(name: string, event: DeliveredEvent, context: RuleContext): unknown {
  switch (name) {
    case 'aws.events.rule-arn':
      return context.ruleArn;
    case 'aws.events.rule-name':
      return context.ruleName;
    case 'aws.events.event.ingestion-time':
      return context.ingestedAt;
    case 'aws.events.event':
      return Object.fromEntries(Object.entries(event).filter(([member]) => member !== 'detail'));
    case 'aws.events.event.json':
      return event;
    default:
      return undefined;
  }
}
