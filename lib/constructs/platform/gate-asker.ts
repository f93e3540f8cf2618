import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PlatformFunction } from './platform-function';
import { allowActingForReleases } from './release-role-access';

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
    allowActingForReleases(this.role, platformName);
  }
}
