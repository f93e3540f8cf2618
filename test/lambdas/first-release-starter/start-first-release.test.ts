import { startFirstRelease, type StarterPorts } from '../../../lambdas/first-release-starter/start-first-release';
import { created, first, input, kept } from '../first-release-answerer/example-requests';

function platform() {
  const started: unknown[] = [];
  const answers: unknown[] = [];
  const ports: StarterPorts = {
    runs: {
      start: (one) => {
        started.push(one);
        return Promise.resolve();
      },
    },
    answer: (...answer) => {
      answers.push(answer);
      return Promise.resolve();
    },
    now: () => 1000,
  };
  return { ports, started, answers };
}

describe('the starter of first releases', () => {
  it('starts a gate run where the alias is to be created, and leaves the answer to it', async () => {
    const { ports, started, answers } = platform();
    await startFirstRelease(created, ports);
    expect({ started, answers }).toEqual({ started: [input], answers: [] });
  });

  it.each(['Update', 'Delete'])('asks nothing at %s, and keeps what the resource is called', async (RequestType) => {
    const { ports, started, answers } = platform();
    await startFirstRelease({ ...kept, RequestType }, ports);
    expect(started).toEqual([]);
    expect(answers).toEqual([[input.request, { status: 'SUCCESS', physicalResourceId: kept.PhysicalResourceId }]]);
  });

  it('names a creation that comes again, after a rollback, otherwise', async () => {
    const { ports, started } = platform();
    await startFirstRelease({ ...created, RequestId: 'ffffffff-2' }, ports);
    expect(started).toMatchObject([{ release: { ...first, id: 'first-Shop-1-ffffffff' } }]);
  });

  it('throws what it cannot do: the last resort answers', async () => {
    const { ports } = platform();
    const start = () => Promise.reject(new Error('no'));
    await expect(startFirstRelease(created, { ...ports, runs: { start } })).rejects.toThrow('no');
    await expect(startFirstRelease({ ...created, ResourceProperties: {} }, ports)).rejects.toThrow(
      "CloudFormation's request",
    );
  });
});
