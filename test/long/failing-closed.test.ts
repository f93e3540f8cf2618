import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate, Probe } from 'sluice';
import { GATE_KINDS } from '../../lib/domain/gates/gate-kinds';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import {
  editTemplate,
  HEALTHY,
  healthyChange,
  synthesizeService,
  withoutFirstRelease,
} from '../end-to-end/service-assembly';

interface Case {
  readonly name: string;
  readonly code: string;
  /** What happens to the assembly between synth and deploy. */
  readonly then?: (assembly: string) => void;
  readonly decidedBy: string;
  readonly says: string;
  /** What IAM refuses on the way: a release role reads its own gates and nothing else. */
  readonly denied?: readonly string[];
}

/** Its platform looks for it in vain. */
function withoutManifest(assembly: string): void {
  editTemplate(assembly, (text) => text.replace('/sluice/default/releases/', '/elsewhere/'));
}

const answering = (path: string, status: number) =>
  `exports.handler = async (event) => ({ statusCode: event.rawPath === '${path}' ? ${status} : 200, body: '{}' });`;

/** As valibot names them. */
const KINDS = Object.keys(GATE_KINDS)
  .map((kind) => JSON.stringify(kind))
  .join(' | ');

const BLOCKED: readonly Case[] = [
  {
    name: 'a version that throws while it loads',
    code: `throw new Error('TABLE is not set');`,
    decidedBy: 'health',
    says: 'Probe 1 of 3 failed: Error: TABLE is not set',
  },
  {
    name: 'a version that hangs',
    code: 'exports.handler = () => new Promise(() => {});',
    decidedBy: 'health',
    says: 'Task timed out after 3.00 seconds',
  },
  {
    name: 'a version that ends its process',
    code: 'exports.handler = async () => process.exit(1);',
    decidedBy: 'health',
    says: 'Runtime exited',
  },
  {
    name: 'a version without its handler',
    code: 'exports.handle = async () => ({ statusCode: 200 });',
    decidedBy: 'health',
    says: 'handler is undefined or not exported',
  },
  {
    name: 'a version that answers another status',
    code: answering('/health', 503),
    decidedBy: 'health',
    says: 'Probe 1 of 3 answered status 503, expected 200.',
  },
  {
    name: 'a manifest that is not JSON',
    code: healthyChange(1),
    then: (assembly) => {
      editTemplate(assembly, (text) => text.replace(/(\{\\"schema\\":3),/, '$1;'));
    },
    decidedBy: 'gate-run',
    says: 'cannot be understood: Invalid JSON',
  },
  {
    name: 'a manifest that is not there',
    code: healthyChange(2),
    then: withoutManifest,
    decidedBy: 'gate-run',
    says: 'ParameterNotFound: Parameter /sluice/default/releases/',
  },
  {
    name: 'a manifest of a schema that the platform does not know',
    code: healthyChange(3),
    then: (assembly) => {
      editTemplate(assembly, (text) => text.replace('{\\"schema\\":3,', '{\\"schema\\":1,'));
    },
    decidedBy: 'gate-run',
    says: 'cannot be understood: schema: Invalid type: Expected (2 | 3)',
  },
  {
    name: 'gates that are not where the manifest says',
    code: healthyChange(4),
    then: (assembly) => {
      editTemplate(assembly, (text) => text.replace(/(\\"key\\":\\")[0-9a-f]{64}(?=\.json)/, '$1nowhere'));
    },
    decidedBy: 'health',
    says: 'is not authorized to perform: s3:GetObject',
    denied: ['s3:GetObject'],
  },
  {
    name: 'gates of a kind that the platform does not know',
    code: healthyChange(5),
    then: (assembly) => {
      for (const file of readdirSync(assembly).filter((name) => /^asset\.[0-9a-f]{64}\.json$/.test(name))) {
        const text = readFileSync(join(assembly, file), 'utf8');
        const edited = text.replaceAll('"kind":"health"', '"kind":"horoscope"');
        writeFileSync(join(assembly, file), edited);
        const sha256 = createHash('sha256').update(edited).digest('hex');
        editTemplate(assembly, (template) => template.replace(/(\\"sha256\\":\\")[0-9a-f]{64}/, `$1${sha256}`));
      }
    },
    decidedBy: 'health',
    says: `Gate health broke: ValiError: Invalid type: Expected (${KINDS}) but received "horoscope".`,
  },
];

const FAILS_AT_100_PERCENT = 'a version that fails once it has all traffic';

const release = {
  gates: [
    Gate.health(),
    Gate.health({ name: 'health-at-100-percent', phase: 'after-traffic', probe: Probe.http({ path: '/deep' }) }),
  ],
};

let directory: string;
let report: Report;
let status: number | null;

function step(name: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === name);
  if (!found) throw new Error(`The report has no step called ${name}.`);
  return found;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-failing-closed-'));
  // A manifest that is only renamed is still there under its old name until the stack's update is through.
  const first = synthesizeService(directory, 'first', { code: HEALTHY, release });
  withoutManifest(first);
  withoutFirstRelease(first);
  synthesizeService(directory, 'deep', { code: answering('/deep', 500), release });
  synthesizeService(directory, 'good', { code: healthyChange(6), release });
  const steps = BLOCKED.map(({ name, code, then, denied = [] }, index) => {
    const assembly = synthesizeService(directory, `blocked-${index}`, { code, release });
    then?.(assembly);
    return { name, deploy: assembly, expect: { outcome: 'blocked', denied } };
  });
  const scenario = {
    steps: [
      { name: 'first', deploy: 'first' },
      ...steps,
      { name: FAILS_AT_100_PERCENT, deploy: 'deep', expect: { outcome: 'rolled-back', by: 'health-at-100-percent' } },
      { name: 'good', deploy: 'good', expect: { outcome: 'released' } },
    ],
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  const run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  status = run.status;
  report = reportOf(run);
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('the template’s own gate run blocks', () => {
  it.each(BLOCKED)('$name', ({ name, decidedBy, says }) => {
    const { outcome, gates, traffic, messages, notes, ...release } = step(name);
    const refusing = gates.filter(({ verdict }) => verdict !== 'pass');

    expect({ outcome, decidedBy: release.decidedBy }).toEqual({ outcome: 'blocked', decidedBy });
    expect(refusing).toMatchObject([{ name: decidedBy, phase: 'before-traffic', mode: 'enforce', verdict: 'fail' }]);
    expect(refusing[0]?.reasons[0]?.message).toContain(says);
    expect(traffic.filter(({ weight }) => weight > 0)).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain(`Decided by: ${decidedBy}.`);
    // The stack's own failure, and nothing of a ledger that says something else.
    expect(notes.filter((note) => note.includes('ledger'))).toEqual([]);
  });
});

it('a gate that fails at 100 % puts the old version back', () => {
  const { outcome, decidedBy, gates, traffic, moments, messages } = step(FAILS_AT_100_PERCENT);

  expect({ outcome, decidedBy }).toEqual({ outcome: 'rolled-back', decidedBy: 'health-at-100-percent' });
  expect(gates.map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual([
    'health: pass',
    'health-at-100-percent: fail',
  ]);
  expect(traffic.map(({ weight }) => weight)).toEqual([0.1, 1, 0]);
  expect(moments.restoredAt).not.toBeNull();
  expect(messages).toHaveLength(1);
});

it('nothing that was blocked or rolled back stops the next good release', () => {
  expect(step('good').outcome).toBe('released');
  expect(status).toBe(0);
});
