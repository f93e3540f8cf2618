import { NotEmulated } from '../../kernel/not-emulated';
import { type AlarmActions } from '../alarms/alarm-actions';
import { type AlarmBook } from '../alarms/alarm-book';
import { validationError } from '../validation-error';
import { type AlarmRule } from './alarm-rule';
import { type CompositeProperties } from './composite-properties';
import { alarmsOfRule } from './evaluate-rule';
import { parseAlarmRule } from './parse-alarm-rule';

/** A composite alarm as it was accepted. */
export interface CompositeDefinition {
  readonly properties: CompositeProperties;
  readonly rule: AlarmRule;
  readonly actions: AlarmActions;
  /** Names of the alarms in the rule. */
  readonly children: readonly string[];
  readonly suppression: Suppression | undefined;
}

export interface Suppression {
  /** The alarm by name. */
  readonly suppressor: string;
  readonly waitMs: number;
  readonly extensionMs: number;
}

const MOST_CHILDREN = 100;
const MOST_CHARACTERS = 10_240;

/** Accepts a composite alarm as `PutCompositeAlarm` would, or says why not. */
export function defineComposite(
  name: string,
  properties: CompositeProperties,
  actions: AlarmActions,
  { book, where }: { readonly book: AlarmBook; readonly where: string },
): CompositeDefinition {
  if (properties.AlarmRule.length > MOST_CHARACTERS) {
    throw validationError(
      `An AlarmRule has at most ${MOST_CHARACTERS} characters, got: ${properties.AlarmRule.length}`,
    );
  }
  const rule = parseAlarmRule(properties.AlarmRule);
  const children = [...new Set(alarmsOfRule(rule).map((alarm) => book.nameOf(alarm)))];
  if (children.length > MOST_CHILDREN) {
    throw validationError(`An AlarmRule names at most ${MOST_CHILDREN} alarms, got: ${children.length}`);
  }
  const unknown = children.filter((child) => !book.get(child));
  if (unknown.length > 0) {
    throw validationError(
      `Could not save the composite alarm as alarms [${unknown.join(', ')}] in the alarm rule do not exist`,
    );
  }
  for (const child of children) {
    if (child === name || reaches(child, name, book)) {
      throw new NotEmulated(`A cycle of composite alarms through ${name} and ${child}`, where);
    }
  }
  return { properties, rule, actions, children, suppression: suppressionOf(properties, book) };
}

function reaches(from: string, to: string, book: AlarmBook): boolean {
  return (book.dependenciesOf(from)?.children ?? []).some((child) => child === to || reaches(child, to, book));
}

function suppressionOf(properties: CompositeProperties, book: AlarmBook): Suppression | undefined {
  const {
    ActionsSuppressor,
    ActionsSuppressorWaitPeriod: wait,
    ActionsSuppressorExtensionPeriod: extension,
  } = properties;
  if (ActionsSuppressor === undefined) {
    if (wait === undefined && extension === undefined) return undefined;
    throw validationError('ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need an ActionsSuppressor');
  }
  if (wait === undefined || extension === undefined) {
    throw validationError(
      'An ActionsSuppressor needs both ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod',
    );
  }
  const suppressor = book.nameOf(ActionsSuppressor);
  if (!book.get(suppressor)) throw validationError(`The ActionsSuppressor ${suppressor} does not exist`);
  return { suppressor, waitMs: wait * 1000, extensionMs: extension * 1000 };
}
