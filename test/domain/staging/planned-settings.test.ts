import { DEFAULT_SETTINGS, type FunctionSettings } from '../../../lib/domain/staging/function-settings';
import { plannedSettings } from '../../../lib/domain/staging/planned-settings';

const NO_VALUE = { Ref: 'AWS::NoValue' };

describe('the settings that a template has', () => {
  it.each<[string, Readonly<Record<string, unknown>>, Partial<FunctionSettings>]>([
    ['none, and so those of Lambda', {}, {}],
    [
      'its own',
      { MemorySize: 512, Timeout: 30, Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' },
      { memory: '512', timeout: '30', runtime: 'nodejs24.x', architecture: 'arm64', handler: 'index.handler' },
    ],
    ['a number as a text', { MemorySize: '512' }, { memory: '512' }],
    [
      'what is known once deployed',
      { MemorySize: { Ref: 'Memory' }, Timeout: { 'Fn::If': [] } },
      { memory: undefined, timeout: undefined },
    ],
    [
      'what is left out',
      { MemorySize: NO_VALUE, Architectures: NO_VALUE, Layers: NO_VALUE, Environment: NO_VALUE },
      {},
    ],
    ['an architecture known once deployed', { Architectures: { Ref: 'Arch' } }, { architecture: undefined }],
    ['layers, whoever names them', { Layers: ['arn:aws:x', { Ref: 'Layer' }, NO_VALUE] }, { layers: '2' }],
    ['layers on a condition', { Layers: [{ 'Fn::If': ['C', 'a', NO_VALUE] }] }, { layers: undefined }],
    ['layers known once deployed', { Layers: { 'Fn::Split': [',', 'a'] } }, { layers: undefined }],
    [
      'variables, some known once deployed, some left out',
      { Environment: { Variables: { A: 'a', B: { Ref: 'Table' }, C: NO_VALUE, D: 5 } } },
      { environment: { A: 'a', B: undefined, D: '5' } },
    ],
    ['no variables', { Environment: {} }, { environment: {} }],
    ['variables by a function', { Environment: { Variables: { 'Fn::If': [] } } }, { environment: undefined }],
    ['an environment by a function', { Environment: { Ref: 'Environment' } }, { environment: undefined }],
    [
      'a variable that is called Ref',
      { Environment: { Variables: { Ref: 'x', B: 'b' } } },
      { environment: { Ref: 'x', B: 'b' } },
    ],
  ])('are %s', (_, properties, known) => {
    expect(plannedSettings(properties)).toStrictEqual({ ...DEFAULT_SETTINGS, environment: {}, ...known });
  });
});
