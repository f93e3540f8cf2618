import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { ParameterStore } from './parameter-store';
import type { PutParameterInput } from './ssm-input';

/** PutParameter: AWS Systems Manager API Reference. */
export function putParameter(store: ParameterStore, given: PutParameterInput, where: string) {
  const { Name, Overwrite, Tags, Tier, Type, Value } = given;
  const existing = store.find(Name);
  if (existing && !Overwrite) {
    throw new ApiError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  if (Overwrite && Tags) {
    throw new ApiError('ValidationException', 'Invalid request: tags and overwrite can not be used together.');
  }
  const type = Type ?? existing?.type;
  if (type === undefined) {
    throw new ApiError('ValidationException', 'A parameter type is required when you create a parameter.');
  }
  if (existing && existing.type !== type) {
    throw new NotEmulated(`Changing the type of the parameter ${Name} from ${existing.type} to ${type}`, where);
  }
  if (!/^[\w./-]+$/.test(Name) || (Name.includes('/') && !Name.startsWith('/'))) {
    throw new ApiError('ValidationException', `Parameter name must be a fully qualified name, got: ${Name}`);
  }
  const tier = Tier ?? existing?.tier ?? 'Standard';
  const { version } = store.write({ name: Name, type, value: Value, tier });
  return { Version: version, Tier: tier };
}
