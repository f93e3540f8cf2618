import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Gate, GatedRelease, Probe, Rate, ReleasePlatform, TrafficPlan } from 'sluice';

const [outdir = 'cdk.out', code = 'code'] = process.argv.slice(2);
const app = new App({ outdir });
const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');

const stack = new Stack(app, 'Service');
const release = new GatedRelease(stack, 'Release', {
  platform,
  function: new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(code),
  }),
  gates: [Gate.health({ passes: 2, probe: Probe.http({ path: '/', status: 200 }) })],
  traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(5) }),
  expectedTraffic: Rate.perSecond(5),
});
new CfnOutput(stack, 'Alias', { value: release.alias.functionArn });

// As another app would have it: all that it knows of the platform is its name.
const watcher = new Stack(app, 'Watcher');
watcher.addStackDependency(stack);
const byName = ReleasePlatform.fromPlatformName(watcher, 'Platform', platform.platformName);
byName.outcomes.addSubscription(new SqsSubscription(new sqs.Queue(watcher, 'Outcomes')));
byName.grantReadLedger(new iam.Role(watcher, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
app.synth();
