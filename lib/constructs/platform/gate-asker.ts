import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allow } from '../allow';
import { PlatformFunction } from './platform-function';
import { releaseRolePath } from '../../domain/release/platform-names';

/** The step of a gate run that is taken for each gate. All that it touches, it touches by the release's own role. */
export class GateAsker extends PlatformFunction {
  constructor(scope: Construct, id: string, { platformName }: { readonly platformName: string }) {
    super(scope, id, {
      bundle: 'gate-asker',
      description: "Asks one gate of a release, by the release's own role",
      timeout: Duration.minutes(15),
      retryAttempts: 0,
      environment: {},
    });
    allow(this.role, {
      actions: ['sts:AssumeRole'],
      resources: [
        Stack.of(this).formatArn({ service: 'iam', region: '', resource: `role${releaseRolePath(platformName)}*` }),
      ],
      wildcardBecause: 'Release roles are made after the platform, under a path of its own.',
    });
  }
}
