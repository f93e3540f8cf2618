import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { App, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { type Assembly, readAssembly } from '../../../lib/rehearsal/assembly/read-assembly';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-assembly-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, content: unknown): void {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function stackArtifact(others: object = {}): object {
  return { type: 'aws:cloudformation:stack', properties: { templateFile: 'Chat.template.json' }, ...others };
}

/** An assembly of one stack without resources. */
function writeAssembly({ artifact = stackArtifact(), template = { Resources: {} }, others = {}, manifest = {} } = {}) {
  write('manifest.json', { version: '1', artifacts: { Chat: artifact, ...others }, ...manifest });
  write('Chat.template.json', template);
}

/** What reading the assembly ends in, if it fails. */
function refusal(path = directory): unknown {
  try {
    return readAssembly(path);
  } catch (error) {
    return error;
  }
}

describe('reading what CDK synthesizes', () => {
  function synthesize(): Assembly {
    const code = join(directory, 'code');
    mkdirSync(code);
    writeFileSync(join(code, 'index.js'), 'exports.handler = async () => {};');
    const app = new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
    const chat = new Stack(app, 'Chat', {
      stackName: 'chat-prod',
      env: { account: '111122223333', region: 'eu-west-1' },
    });
    const platform = new Stack(app, 'Platform');
    chat.addStackDependency(platform);
    new StringParameter(platform, 'Ledger', { parameterName: '/ledger', stringValue: 'table' });
    new CfnOutput(chat, 'Key', { value: new Asset(chat, 'Code', { path: code }).s3ObjectKey });
    new StringParameter(chat, 'Greeting', { stringValue: 'hello' });
    Tags.of(chat).add('team', 'chat');
    app.synth();
    return readAssembly(join(directory, 'cdk.out'));
  }

  it('gives the stacks in the order in which they can be deployed', () => {
    const { stacks } = synthesize();
    expect(stacks.map(({ name, dependsOn }) => ({ name, dependsOn }))).toEqual([
      { name: 'Platform', dependsOn: [] },
      { name: 'chat-prod', dependsOn: ['Platform'] },
    ]);
  });

  it('gives the environment where the app decides it', () => {
    const [platform, chat] = synthesize().stacks;
    expect(chat).toMatchObject({ account: '111122223333', region: 'eu-west-1' });
    expect(platform).not.toHaveProperty('account');
    expect(platform).not.toHaveProperty('region');
  });

  it('gives templates with the construct paths of their resources', () => {
    const [platform, chat] = synthesize().stacks;
    expect(chat?.templateFile).toBe('Chat.template.json');
    expect(platform?.template).toMatchObject({
      Resources: { LedgerB7379752: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/ledger' } } },
    });
    expect(platform?.constructPaths).toMatchObject({ LedgerB7379752: 'Platform/Ledger/Resource' });
  });

  it('gives every file to upload once, the templates among them', () => {
    const { directory: out, files } = synthesize();
    expect(out).toBe(join(directory, 'cdk.out'));
    expect(files.map(({ packaging }) => packaging).sort()).toEqual(['file', 'file', 'zip']);
    const zip = files.find(({ packaging }) => packaging === 'zip');
    expect(zip?.bucketName).toBe('cdk-hnb659fds-assets-111122223333-eu-west-1');
    expect(zip?.objectKey).toMatch(/^[0-9a-f]{64}\.zip$/);
    expect(files.map(({ bucketName }) => bucketName)).toContain(
      'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}',
    );
    for (const { path } of files) expect(isAbsolute(path) && existsSync(path)).toBe(true);
  });
});

describe('reading an assembly by hand', () => {
  it('takes construct paths from the manifest, its metadata file and the template', () => {
    const logicalId = (data: string) => [{ type: 'aws:cdk:logicalId', data }];
    write('Chat.metadata.json', { '/Chat/B/Resource': logicalId('B') });
    writeAssembly({
      artifact: stackArtifact({
        metadata: { '/Chat': [{ type: 'aws:cdk:stack' }], '/Chat/A/Resource': logicalId('A') },
        additionalMetadataFile: 'Chat.metadata.json',
      }),
      template: { Resources: { C: { Type: 'T', Metadata: { 'aws:cdk:path': 'Chat/C/Resource' } } } },
    });
    expect(readAssembly(directory).stacks[0]?.constructPaths).toEqual({
      A: 'Chat/A/Resource',
      B: 'Chat/B/Resource',
      C: 'Chat/C/Resource',
    });
  });

  it('lists a file that two stacks share once', () => {
    const assets = {
      files: {
        abc: { source: { path: 'Chat.template.json' }, destinations: { d: { bucketName: 'b', objectKey: 'k' } } },
      },
    };
    write('One.assets.json', assets);
    write('Two.assets.json', assets);
    const artifact = (file: string) => ({ type: 'cdk:asset-manifest', properties: { file } });
    writeAssembly({ others: { One: artifact('One.assets.json'), Two: artifact('Two.assets.json') } });
    expect(readAssembly(directory).files).toEqual([
      { bucketName: 'b', objectKey: 'k', path: join(directory, 'Chat.template.json'), packaging: 'file' },
    ]);
  });

  it('says to synthesize first where there is no such directory', () => {
    const nowhere = join(directory, 'nowhere');
    expect(refusal(nowhere)).toMatchObject({
      code: 'ASSEMBLY_NOT_FOUND',
      message: `There is no such directory. Met in ${nowhere}. Run \`cdk synth\` first, or name the directory it wrote (\`--output\`).`,
    });
  });

  it.each<[string, string, string, () => void]>([
    ['a missing manifest', 'MANIFEST_NOT_FOUND', 'manifest.json', () => undefined],
    [
      'a broken manifest',
      'BROKEN_JSON',
      'manifest.json',
      () => {
        write('manifest.json', '{');
      },
    ],
    [
      'a manifest of another form',
      'UNEXPECTED_SHAPE',
      'artifacts.Chat.type',
      () => {
        writeAssembly({ artifact: {} });
      },
    ],
    [
      'a stack artifact without a template file',
      'UNEXPECTED_SHAPE',
      'properties.templateFile of the artifact Chat',
      () => {
        writeAssembly({ artifact: { type: 'aws:cloudformation:stack', properties: {} } });
      },
    ],
    ...['aws://unknown-account,/us-east-1', 'aws://1234/us-east-1', 'aws://123456789012/Mars', 'aws:///'].map(
      (environment): [string, string, string, () => void] => [
        `a stack in an account and region that are none (${environment})`,
        'UNEXPECTED_SHAPE',
        'environment of the artifact Chat',
        () => {
          writeAssembly({ artifact: stackArtifact({ environment }) });
        },
      ],
    ),
    [
      'a missing template',
      'TEMPLATE_NOT_FOUND',
      'Other.json',
      () => {
        writeAssembly({ artifact: stackArtifact({ properties: { templateFile: 'Other.json' } }) });
      },
    ],
    [
      'a broken template',
      'BROKEN_JSON',
      'Chat.template.json',
      () => {
        writeAssembly();
        write('Chat.template.json', 'Resources:');
      },
    ],
    [
      'a missing asset manifest',
      'FILE_NOT_FOUND',
      'No.assets.json',
      () => {
        writeAssembly({ others: { A: { type: 'cdk:asset-manifest', properties: { file: 'No.assets.json' } } } });
      },
    ],
    [
      'an asset that is gone',
      'FILE_NOT_FOUND',
      'Asset abc names',
      () => {
        write('A.assets.json', { files: { abc: { source: { path: 'asset.abc' }, destinations: {} } } });
        writeAssembly({ others: { A: { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } } } });
      },
    ],
    [
      'context that still has to be looked up',
      'MISSING_CONTEXT',
      'vpc-provider:x',
      () => {
        writeAssembly({ manifest: { missing: [{ key: 'vpc-provider:x' }] } });
      },
    ],
    [
      'stacks that depend on each other',
      'STACK_CYCLE',
      'The stacks Chat, Other depend on each other',
      () => {
        writeAssembly({
          artifact: stackArtifact({ dependencies: ['Other'] }),
          others: { Other: stackArtifact({ dependencies: ['Chat'] }) },
        });
      },
    ],
  ])('refuses %s with a code and a place', (_, code, text, arrange) => {
    arrange();
    expect(() => readAssembly(directory)).toThrow(text);
    expect(refusal()).toMatchObject({ name: 'AssemblyError', code });
  });

  it.each<[string, string, () => void]>([
    [
      'a nested assembly',
      'The nested assembly Prod (a CDK Stage) is not emulated.',
      () => {
        writeAssembly({ others: { Prod: { type: 'cdk:cloud-assembly', properties: {} } } });
      },
    ],
    [
      'an artifact of an unknown type',
      'The artifact type aws:new is not emulated.',
      () => {
        writeAssembly({ others: { New: { type: 'aws:new' } } });
      },
    ],
    [
      'a nested stack',
      'A nested stack (AWS::CloudFormation::Stack) is not emulated. Met in Chat.template.json, Inner (Chat/Inner).',
      () => {
        const Inner = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:cdk:path': 'Chat/Inner' } };
        writeAssembly({ template: { Resources: { Inner } } });
      },
    ],
    [
      'a Docker image',
      'Docker image asset img is not emulated.',
      () => {
        write('A.assets.json', { dockerImages: { img: {} } });
        writeAssembly({ others: { A: { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } } } });
      },
    ],
    [
      'a file that a command makes',
      'Asset abc that a command makes (source.executable) is not emulated.',
      () => {
        write('A.assets.json', { files: { abc: { source: { executable: ['make'] }, destinations: {} } } });
        writeAssembly({ others: { A: { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } } } });
      },
    ],
  ])('stops by name at %s', (_, text, arrange) => {
    arrange();
    expect(() => readAssembly(directory)).toThrow(text);
  });
});
