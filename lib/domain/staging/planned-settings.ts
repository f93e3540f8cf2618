import { DEFAULT_SETTINGS, type FunctionSettings, type Setting } from './function-settings';

type Members = Readonly<Record<string, unknown>>;

/** The settings of a function as a template has them. What CloudFormation is to put in is known once deployed, and not before. */
export function plannedSettings(properties: Members): FunctionSettings {
  const { MemorySize, Timeout, Runtime, Architectures, Layers, Handler, Environment } = properties;
  return {
    memory: scalar(MemorySize, DEFAULT_SETTINGS.memory),
    timeout: scalar(Timeout, DEFAULT_SETTINGS.timeout),
    runtime: scalar(Runtime, DEFAULT_SETTINGS.runtime),
    architecture: Array.isArray(Architectures)
      ? scalar(Architectures[0], DEFAULT_SETTINGS.architecture)
      : scalar(Architectures, DEFAULT_SETTINGS.architecture),
    layers: isNone(Layers) ? DEFAULT_SETTINGS.layers : layerCount(Layers),
    handler: scalar(Handler, DEFAULT_SETTINGS.handler),
    environment: environmentOf(Environment),
  };
}

function scalar(value: unknown, otherwise: string): Setting {
  if (isNone(value)) return otherwise;
  // A template may say a number or a truth as a text, and Lambda takes it alike.
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** A layer is named by a reference more often than not, and counts; a condition may leave it out. */
function layerCount(layers: unknown): Setting {
  if (!Array.isArray(layers) || layers.some((one) => isMembers(one) && 'Fn::If' in one)) return undefined;
  return String(layers.filter((one) => !isNone(one)).length);
}

function environmentOf(environment: unknown): FunctionSettings['environment'] {
  if (isNone(environment)) return {};
  if (!isMembers(environment) || isIntrinsic(environment)) return undefined;
  const { Variables: variables } = environment;
  if (isNone(variables)) return {};
  if (!isMembers(variables) || isIntrinsic(variables)) return undefined;
  const said = Object.entries(variables).filter(([, value]) => !isNone(value));
  return Object.fromEntries(said.map(([name, value]) => [name, scalar(value, '')]));
}

/** Whether a template says nothing: CloudFormation leaves a property out that is `AWS::NoValue`. */
function isNone(value: unknown): boolean {
  return value === undefined || (isMembers(value) && value.Ref === 'AWS::NoValue');
}

/** Whether CloudFormation puts something in its place: a function of its own is the one member there is. */
function isIntrinsic(members: Members): boolean {
  const [name = '', ...more] = Object.keys(members);
  return more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
