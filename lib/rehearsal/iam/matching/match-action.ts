import { matchesPattern, readPattern } from './pattern';

/** Whether an action of a policy, such as `dynamodb:Get*`, covers the one asked for. The case of letters is nothing. */
export function matchesAction(written: string, action: string): boolean {
  if (written === '*') return true;
  const [writtenService, writtenName] = halves(written);
  const [service, name] = halves(action);
  return writtenService === service && matchesPattern(readPattern(writtenName), name);
}

function halves(action: string): readonly [service: string, name: string] {
  const [service = '', ...name] = action.toLowerCase().split(':');
  return [service, name.join(':')];
}
