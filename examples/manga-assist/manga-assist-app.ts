import { dirname, join } from 'node:path';
import { App, Stack, Validations, type Environment } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ReleasePlatform } from 'sluice';
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

/** The whole app: the release platform in a stack of its own, and the service that is released through it. */
export function mangaAssistApp(props: MangaAssistAppProps = {}): App {
  const { outdir, env = {}, handler = 'service/handler.ts', rewording, change } = props;
  const app = new App({ context: cdk.context, ...(outdir === undefined ? {} : { outdir }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());

  const platformStack = new Stack(app, 'SluicePlatform', {
    env,
    description: 'The release platform: ledger, hooks, gate run, closer, outcomes',
  });
  const platform = new ReleasePlatform(platformStack, 'Platform', {
    slackWebhookParameter: '/manga-assist/slack-webhook',
  });

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
