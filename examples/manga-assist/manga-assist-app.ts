import { dirname, join } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack, Validations, type Environment } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ReleasePlatform, Requirement } from 'sluice';
import cdk from '../../cdk.json';
import { MangaAssistStack } from './manga-assist-stack';
import { type Rewording } from './rewording/rewording';

/** The example's folder, from wherever this module runs: source or build. */
export const MANGA_ASSIST_DIRECTORY = join(dirname(require.resolve('sluice/package.json')), 'examples', 'manga-assist');

export interface MangaAssistAppProps {
  /**
   * Where the assembly is written.
   *
   * @default - where the CDK CLI says
   */
  readonly outdir?: string;
  /**
   * The account and region of both stacks.
   *
   * @default - those of whoever deploys
   */
  readonly env?: Environment;
  /**
   * The handler that ships, from the example's folder.
   *
   * @default service/handler.ts
   */
  readonly handler?: string;
  /**
   * By what replies are reworded.
   *
   * @default - by nothing: they are as the rules put them
   */
  readonly rewording?: Rewording;
  /**
   * What a release changes in the stack beside the code.
   *
   * @default - nothing
   */
  readonly change?: (stack: MangaAssistStack) => void;
}

/** The app with its platform alone, which is deployed before there is a service: nothing can be attested without it. */
export function platformApp({ outdir, env = {} }: Pick<MangaAssistAppProps, 'outdir' | 'env'> = {}) {
  const app = new App({ context: cdk.context, ...(outdir === undefined ? {} : { outdir }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());

  const platformStack = new Stack(app, 'SluicePlatform', {
    env,
    description: 'The release platform: ledger, hooks, gate run, closer, outcomes',
  });
  const platform = new ReleasePlatform(platformStack, 'Platform', {
    slackWebhookParameter: '/manga-assist/slack-webhook',
    // A squad's stack may come and go with its gates; what the platform asks for stays.
    policy: [Requirement.evidence({ checks: ['unit'] })],
  });
  platform.grantAttest(ciRole(platformStack), 'unit');
  return { app, platform };
}

/** The whole app: the release platform in a stack of its own, and the service that is released through it. */
export function mangaAssistApp(props: MangaAssistAppProps = {}): App {
  const { outdir, env = {}, handler = 'service/handler.ts', rewording, change } = props;
  const { app, platform } = platformApp({ env, ...(outdir === undefined ? {} : { outdir }) });

  const stack = new MangaAssistStack(app, 'MangaAssist', {
    env,
    description: 'A shop assistant for manga',
    platform,
    directory: MANGA_ASSIST_DIRECTORY,
    handler,
    ...(rewording === undefined ? {} : { rewording }),
  });
  change?.(stack);
  return app;
}

/** Who runs the unit tests. A pipeline would take the role by OpenID Connect, and here the account itself may. */
function ciRole(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Ci', {
    roleName: 'manga-assist-ci',
    description: 'Attests what the unit tests of manga-assist found',
    assumedBy: new iam.AccountRootPrincipal(),
  });
}
