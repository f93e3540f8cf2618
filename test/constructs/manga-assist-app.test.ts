import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { mangaAssistApp } from '../../examples/manga-assist/manga-assist-app';

const ROOT = join(__dirname, '..', '..');
const STACKS = ['SluicePlatform', 'MangaAssist'];

let directory: string;

beforeAll(() => {
  process.env.CDK_VALIDATION = 'true';
  directory = mkdtempSync(join(tmpdir(), 'sluice-manga-assist-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the manga assistant’s app', () => {
  let assembly: string;

  beforeAll(() => {
    assembly = appIn('assembly').synth().directory;
  });

  it('has nothing that cdk-nag or the template validation finds, but what a reason was given for', () => {
    const { pluginReports: reports } = JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8')) as {
      pluginReports: readonly {
        pluginName: string;
        conclusion: string;
        violations: readonly unknown[];
        suppressedViolations?: readonly { acknowledgedId: string; reason: string }[];
      }[];
    };
    const acknowledged = reports.flatMap(({ suppressedViolations: found = [] }) => found);
    expect(reports.map(({ pluginName: name }) => name)).toContain('AwsSolutions');
    for (const { conclusion, violations } of reports) expect({ conclusion, violations }).toEqual(NOTHING_FOUND);
    expect(acknowledged).not.toHaveLength(0);
    for (const { reason } of acknowledged) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each(STACKS)('is deployed as this: %s', (stack) => {
    const text = readFileSync(join(assembly, `${stack}.template.json`), 'utf8');
    expect(JSON.parse(withoutHashes(text))).toMatchSnapshot();
  });
});

describe('the model step of the manga assistant', () => {
  it('ships recorded answers beside the code, and says so in the environment', () => {
    const outdir = join(directory, 'recorded');
    const rewording = { kind: 'recorded', file: 'rewording/recorded-answers.jsonl' } as const;
    const chat = chatIn(mangaAssistApp({ outdir, rewording }));
    expect(chat.Properties.Environment.Variables.REWORDING_RECORDED).toBe('recorded-answers.jsonl');
    const shipping = readdirSync(outdir).filter((name) => existsSync(join(outdir, name, 'recorded-answers.jsonl')));
    expect(shipping.map((name) => existsSync(join(outdir, name, 'index.js')))).toEqual([true]);
  });

  it('lets the function invoke the model that it names, and nothing else', () => {
    const modelArns = ['arn:aws:bedrock:eu-central-1::foundation-model/a-model'];
    const app = mangaAssistApp({
      outdir: join(directory, 'model'),
      rewording: { kind: 'model', model: 'a-model', modelArns },
    });
    expect(chatIn(app).Properties.Environment.Variables.REWORDING_MODEL).toBe('a-model');
    const template = app.synth().getStackByName('MangaAssist').template as unknown;
    expect(JSON.stringify(template)).toContain(
      `{"Action":"bedrock:InvokeModel","Effect":"Allow","Resource":"${modelArns[0]}"}`,
    );
  });
});

describe('a finding in the manga assistant’s app', () => {
  it.each([
    [
      'cdk-nag’s: a permission on everything',
      (role: iam.Role) =>
        role.addToPolicy(new iam.PolicyStatement({ actions: ['dynamodb:DeleteItem'], resources: ['*'] })),
      'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    ],
    [
      'the template validation’s: a session that is too short',
      (role: iam.Role) => {
        (role.node.defaultChild as CfnResource).addPropertyOverride('MaxSessionDuration', 1);
      },
      'MaxSessionDuration: 1 is less than the minimum of 3600',
    ],
  ])('stops the synth: %s', (_, plant, says) => {
    const app = appIn('with-a-finding');
    const isChatRole = (one: IConstruct): one is iam.Role =>
      one instanceof iam.Role && one.node.path === 'MangaAssist/ChatRole';
    plant(app.node.findAll().find(isChatRole)!);
    expect(() => app.synth()).toThrow(says);
  });
});

describe('cdk synth', () => {
  it('writes the app without credentials, without a home and with no way to the network', () => {
    const output = join(directory, 'cdk.out');
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|NODE_ENV$)/.test(name)),
    );
    execFileSync(
      process.execPath,
      [join('node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', '--output', output],
      {
        cwd: ROOT,
        // Nobody listens on the discard port: whatever would go to the network fails at once.
        env: { ...env, HOME: directory, HTTP_PROXY: DEAD_PROXY, HTTPS_PROXY: DEAD_PROXY },
        stdio: 'pipe',
      },
    );
    const { artifacts } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { type: string }>;
    };
    const stacks = Object.keys(artifacts).filter((id) => artifacts[id]?.type === 'aws:cloudformation:stack');
    expect(stacks.sort()).toEqual([...STACKS].sort());
  });
});

const DEAD_PROXY = 'http://127.0.0.1:9';
const NOTHING_FOUND = { conclusion: 'success', violations: [] };

interface ChatFunction {
  readonly Properties: { readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> } };
}

function chatIn(app: App): ChatFunction {
  const template = app.synth().getStackByName('MangaAssist').template as {
    readonly Resources: Readonly<Record<string, ChatFunction>>;
  };
  const [, chat] = Object.entries(template.Resources).find(([id]) => /^Chat[0-9A-F]{8}$/.test(id)) ?? [];
  return chat!;
}

function appIn(name: string): App {
  return mangaAssistApp({ outdir: join(directory, name) });
}

/** Without what changes with every change of the code: assets are named by their hash, and so is what is new with a version. */
function withoutHashes(text: string): string {
  return text.replace(/([0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])/g, '[hash]');
}
