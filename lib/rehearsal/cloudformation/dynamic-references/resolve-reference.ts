import { NotEmulated } from '../../kernel/not-emulated';
import { OperationFailure } from '../operation-failure';
import { ownMember } from '../own-member';
import { missingParametersFix } from '../parameters';
import { isObject, type TemplateValue } from '../template-value';
import { type DynamicReference } from './dynamic-reference';
import { type ReferenceSources } from './reference-sources';

/** The value of a dynamic reference. What does not exist fails the resource, in AWS's words. */
export function resolveReference(
  reference: DynamicReference,
  written: string,
  sources: ReferenceSources,
  where: string,
): string {
  switch (reference.kind) {
    case 'ssm':
      return parameterOf(reference, sources, where);
    case 'secret': {
      if (!sources.secret) throw new NotEmulated(`The dynamic reference ${written}`, where);
      const secret = sources.secret(reference.id, reference.stage);
      if (secret === undefined) throw new OperationFailure("Secrets Manager can't find the specified secret.");
      return reference.jsonKey === undefined ? secret : memberOf(secret, reference.jsonKey, where);
    }
  }
}

function parameterOf(
  { name, version }: Extract<DynamicReference, { kind: 'ssm' }>,
  sources: ReferenceSources,
  where: string,
): string {
  if (version !== undefined && !sources.ssmParameterVersion) {
    throw new NotEmulated(`Version ${version} of the parameter ${name}, in a dynamic reference,`, where);
  }
  const value = version === undefined ? sources.ssmParameter(name) : sources.ssmParameterVersion?.(name, version);
  if (value !== undefined) return value;
  const written = `ssm:${name}${version === undefined ? '' : `:${version}`}`;
  throw new OperationFailure(`Parameters: [${written}] cannot be found. ${missingParametersFix([name])}`);
}

function memberOf(secret: string, jsonKey: string, where: string): string {
  const parsed = parse(secret);
  if (!isObject(parsed)) throw new OperationFailure('Could not parse SecretString JSON');
  const value = ownMember(parsed, jsonKey);
  if (typeof value === 'string') return value;
  if (value === undefined) {
    throw new OperationFailure('Could not find a value associated with JSONKey in SecretString');
  }
  throw new NotEmulated(`A value of a secret that is no text, at the key ${jsonKey},`, where);
}

function parse(secret: string): TemplateValue | undefined {
  try {
    return JSON.parse(secret) as TemplateValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
