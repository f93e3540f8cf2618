import { NotEmulated } from '../../kernel/not-emulated';
import { TemplateError } from '../template-error';

/** What a dynamic reference stands for: CloudFormation User Guide, "Get values stored in other services". */
export type DynamicReference =
  | { readonly kind: 'ssm'; readonly name: string; readonly version?: number }
  | { readonly kind: 'secret'; readonly id: string; readonly jsonKey?: string; readonly stage: string };

/** One dynamic reference. The text between its braces holds no brace itself. */
const REFERENCE = /\{\{resolve:([^{}]*)\}\}/;

const CURRENT_STAGE = 'AWSCURRENT';

/** Puts a value for every dynamic reference of a text. What it puts in is not read again. */
export function replaceReferences(
  text: string,
  where: string,
  valueOf: (reference: DynamicReference, written: string) => string,
): string {
  return text.replace(new RegExp(REFERENCE, 'g'), (written, content: string) =>
    valueOf(parseReference(content, written, where), written),
  );
}

export function holdsReference(text: string): boolean {
  return REFERENCE.test(text);
}

/**
 * @param content what stands between `{{resolve:` and `}}`
 * @param written all of it, for messages
 */
export function parseReference(content: string, written: string, where: string): DynamicReference {
  const colon = content.indexOf(':');
  const service = colon === -1 ? content : content.slice(0, colon);
  const key = colon === -1 ? '' : content.slice(colon + 1);
  switch (service) {
    case 'ssm':
      return ssmReference(key, written, where);
    case 'secretsmanager':
      return secretReference(key, written, where);
    default:
      throw new NotEmulated(`The dynamic reference ${written}`, where);
  }
}

function ssmReference(key: string, written: string, where: string): DynamicReference {
  if (key.startsWith('arn:')) throw new NotEmulated(`The ARN of a shared parameter in ${written}`, where);
  const [, name, version] = /^([a-zA-Z0-9_.\-/]+)(?::(\d+))?$/.exec(key) ?? [];
  if (name === undefined) {
    throw malformed(
      written,
      'a parameter is named by letters, digits and the characters . - _ /, and a version',
      where,
    );
  }
  return { kind: 'ssm', name, ...(version !== undefined && { version: Number(version) }) };
}

function secretReference(key: string, written: string, where: string): DynamicReference {
  const segments = key.split(':');
  // The ARN of a secret holds six colons itself.
  const id = segments.splice(0, key.startsWith('arn:') ? 7 : 1).join(':');
  const [secretString = '', jsonKey = '', stage = '', version = '', ...more] = segments;
  if (id === '' || more.length > 0) {
    throw malformed(
      written,
      'a secret, SecretString, a key, a stage and a version have to be named, in that order',
      where,
    );
  }
  if (secretString !== '' && secretString !== 'SecretString') {
    throw malformed(written, `only SecretString can be read, not ${secretString}`, where);
  }
  if (stage !== '' && version !== '') throw malformed(written, 'it names both a stage and a version', where);
  if (version !== '') throw new NotEmulated(`The version of a secret in ${written}`, where);
  return { kind: 'secret', id, stage: stage === '' ? CURRENT_STAGE : stage, ...(jsonKey !== '' && { jsonKey }) };
}

function malformed(written: string, why: string, where: string): TemplateError {
  return new TemplateError(`Incorrect format is used in the dynamic reference ${written}: ${why}.`, where);
}
