import { startFirstRelease, type StarterPorts } from '../../../lambdas/first-release-starter/start-first-release';
import { created, creatingStack, first, FORGED, input, kept } from '../first-release-answerer/example-requests';

function platform() {
  const started: unknown[] = [];
  const answers: unknown[] = [];
  const recorded: object[] = [];
  const ports: StarterPorts = {
    ...creatingStack(),
    record: (refused) => recorded.push(refused),
    gateRuns: {
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
  return { ports, started, answers, recorded };
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

  it.each(FORGED)('does nothing for %s but say so', async (_, { event, checks }, says) => {
    const { ports, started, answers, recorded } = platform();
    await startFirstRelease({ ...created, ...event }, { ...ports, ...checks });
    expect(started).toEqual([]);
    expect(answers).toMatchObject([
      [{ responseUrl: created.ResponseURL }, { status: 'FAILED', reason: expect.stringContaining(says) as string }],
    ]);
    expect(recorded).toMatchObject([{ refused: 'first release', reason: expect.stringContaining(says) as string }]);
    expect(JSON.stringify(recorded)).not.toContain('secret');
  });

  it.each(['Create', 'Update', 'Delete'])('answers nobody but CloudFormation, at %s', async (RequestType) => {
    const { ports, started, answers, recorded } = platform();
    const ResponseURL = 'https://thief.example/secret';
    await startFirstRelease({ ...kept, RequestType, ResponseURL }, ports);
    expect({ started, answers }).toEqual({ started: [], answers: [] });
    expect(recorded).toMatchObject([{ reason: "the response URL is not one of CloudFormation's in us-east-1" }]);
    expect(JSON.stringify(recorded)).not.toContain('secret');
  });

  it('is done with an update or a deletion without asking: nothing may stand in their way', async () => {
    const { ports, answers } = platform();
    const resource = () => Promise.reject(new Error('CloudFormation is throttled'));
    await startFirstRelease(kept, { ...ports, stacks: { resource } });
    expect(answers).toHaveLength(1);
  });

  it('throws what it cannot do: the last resort answers', async () => {
    const { ports } = platform();
    const start = () => Promise.reject(new Error('no'));
    await expect(startFirstRelease(created, { ...ports, gateRuns: { start } })).rejects.toThrow('no');
    await expect(startFirstRelease({ ...created, ResourceProperties: {} }, ports)).rejects.toThrow(
      "CloudFormation's request",
    );
    await expect(startFirstRelease({ ...created, RequestId: 'no/execution name' }, ports)).rejects.toThrow('RequestId');
    const resource = () => Promise.reject(new Error('CloudFormation is throttled'));
    await expect(startFirstRelease(created, { ...ports, stacks: { resource } })).rejects.toThrow('is throttled');
  });
});
