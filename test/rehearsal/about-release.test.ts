import { isCallAbout, isMessageAbout, nameOf } from '../../lib/rehearsal/about-release';

const alias = { functionName: 'chat', aliasName: 'live' };
const call = (body: string) => ({ at: 0, method: 'POST', url: 'https://hooks.example', body });
const message = (text: string, attributes?: Readonly<Record<string, string>>) => ({
  at: 0,
  topicArn: 'arn',
  text,
  ...(attributes ? { attributes } : {}),
});

describe('the name of a release', () => {
  it.each([
    { of: 'a deployment is its id', release: { ...alias, deployment: { id: 'd-1' } }, name: 'd-1' },
    { of: 'an alias without one is the alias', release: alias, name: 'chat:live' },
    { of: 'an alias that is not there is none', release: { functionName: '', aliasName: '' }, name: undefined },
  ])('of $of', ({ release, name }) => {
    expect(nameOf(release)).toBe(name);
  });
});

describe('a message', () => {
  it('is about what one of its attributes names, whatever they are called', () => {
    const released = message('nothing that anybody knows', { first: 'chat:live', second: 'd-1' });

    expect(['d-1', 'chat:live', 'd-2', undefined].map((name) => isMessageAbout(released, name))).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
  });

  it('is not about what only its text names, where it has attributes', () => {
    expect(isMessageAbout(message('green said: d-2', { releaseId: 'd-1' }), 'd-2')).toBe(false);
    expect(isMessageAbout(message('d-1', {}), 'd-1')).toBe(false);
  });

  it('without attributes is about what its text names', () => {
    expect(isMessageAbout(message('{"detail":{"deploymentId":"d-1"}}'), 'd-1')).toBe(true);
  });
});

describe('a call is about a name that its body has as a whole', () => {
  it.each([
    ['Deployment: d-1', 'd-1', true],
    ['{"text":"Released\\nd-1\\nmore"}', 'd-1', true],
    ['d-10, and then d-1', 'd-1', true],
    ['d-10', 'd-1', false],
    ['Released: chat:live, version 1 to 2.', 'chat:live', true],
    ['arn:aws:lambda:us-east-1:123456789012:function:chat:live', 'chat:live', true],
    ['my-chat:live and chat:live2', 'chat:live', false],
    ['{"text":"of nothing"}', undefined, false],
  ])('%s: %s', (body, name, expected) => {
    expect(isCallAbout(call(body), name)).toBe(expected);
  });
});
