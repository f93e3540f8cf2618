import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where its functions' code is. */
export const BUCKET = 'assets-bucket';

/** Writes a cloud assembly of one stack, S, as `cdk synth` would, and what its functions run. */
export function writeAssembly(
  directory: string,
  resources: object,
  files: Readonly<Record<string, string>> = {},
): string {
  mkdirSync(directory, { recursive: true });
  const write = (name: string, content: unknown) => {
    writeFileSync(join(directory, name), JSON.stringify(content));
  };
  write('manifest.json', {
    version: '48.0.0',
    artifacts: {
      S: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'S.template.json' },
      },
      'S.assets': { type: 'cdk:asset-manifest', properties: { file: 'S.assets.json' } },
    },
  });
  write('S.template.json', { Resources: resources });
  write('S.assets.json', {
    files: Object.fromEntries(
      Object.keys(files).map((key) => [
        key,
        {
          source: { path: key, packaging: 'zip' },
          destinations: { here: { bucketName: BUCKET, objectKey: `${key}.zip` } },
        },
      ]),
    ),
  });
  for (const [key, code] of Object.entries(files)) {
    mkdirSync(join(directory, key), { recursive: true });
    writeFileSync(join(directory, key, 'index.js'), code);
  }
  return directory;
}

/** Adds a stack to an assembly, to be deployed before those that are there, or after them. */
export function addStack(directory: string, name: string, when: 'before' | 'after', template: object): void {
  const file = join(directory, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly artifacts: object };
  const added = {
    [name]: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: `${name}.template.json` },
    },
  };
  const artifacts = when === 'before' ? { ...added, ...manifest.artifacts } : { ...manifest.artifacts, ...added };
  writeFileSync(file, JSON.stringify({ ...manifest, artifacts }));
  writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(template));
}

/** A template that reads a parameter which is not there, so that CloudFormation fails its stack. */
export const READS_MISSING = {
  Parameters: { Url: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/missing' } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Url' } } } },
};

/** A version of the function Fn, and the alias that CodeDeploy moves to it. */
export function releasedAlias(version: string, { alias = {}, update = {} }: { alias?: object; update?: object } = {}) {
  return {
    [version]: {
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'Retain',
      Properties: { FunctionName: { Ref: 'Fn' } },
    },
    Alias: {
      Type: 'AWS::Lambda::Alias',
      ...alias,
      Properties: {
        FunctionName: { Ref: 'Fn' },
        FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] },
        Name: 'live',
      },
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: 'Application' },
          DeploymentGroupName: { Ref: 'Group' },
          ...update,
        },
      },
    },
  };
}

/**
 * An assembly with one function whose alias CodeDeploy moves, all at once unless it is said how: plain CloudFormation, without a platform.
 *
 * @param change tells releases apart
 * @param silentHook whether CodeDeploy is to ask a function first, which never answers
 * @param failingHook whether that function throws
 * @param says with what it throws
 * @param how the deployment configuration of AWS
 */
export function writeReleasedFunction(
  directory: string,
  change: string,
  { silentHook = false, failingHook = false, says = 'broken', how = 'AllAtOnce' } = {},
): string {
  const key = `code-${change}`;
  const role = { 'Fn::GetAtt': ['Role', 'Arn'] };
  const isHook = `process.env.AWS_LAMBDA_FUNCTION_NAME === 'CodeDeployHook_silent'`;
  const broken = failingHook ? `if (${isHook}) throw new Error(${JSON.stringify(says)}); ` : '';
  const lambdaFunction = (properties: object) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: BUCKET, S3Key: `${key}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: role,
      ...properties,
    },
  });
  const resources = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: ['lambda.amazonaws.com', 'codedeploy.amazonaws.com'] },
            Action: 'sts:AssumeRole',
          },
        },
        ManagedPolicyArns: [
          'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
          'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited',
        ],
      },
    },
    Application: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
    Group: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        ApplicationName: { Ref: 'Application' },
        ServiceRoleArn: role,
        DeploymentConfigName: `CodeDeployDefault.Lambda${how}`,
        DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      },
    },
    Fn: lambdaFunction({}),
    ...(silentHook || failingHook ? { Hook: lambdaFunction({ FunctionName: 'CodeDeployHook_silent' }) } : {}),
    ...releasedAlias(`Version${change}`, {
      update: silentHook || failingHook ? { BeforeAllowTrafficHook: { Ref: 'Hook' } } : {},
    }),
  };
  return writeAssembly(directory, resources, {
    [key]: `exports.handler = async () => { ${broken}return '${change}'; };`,
  });
}
