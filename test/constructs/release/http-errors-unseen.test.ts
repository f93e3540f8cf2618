import { Annotations as CdkAnnotations, App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, LambdaRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Gate, GatedRelease } from 'sluice';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

const { outdir, remove } = temporaryApp();
let made = 0;
let app: App;

/** Each without the flag that makes warnings stop the synth. */
beforeEach(() => {
  app = new App({ outdir: `${outdir}/${made++}` });
});

afterAll(remove);

type Connect = (stack: Stack, called: lambda.IFunction, fn: lambda.Function) => unknown;

const route: Connect = (stack, called) =>
  new HttpApi(stack, 'Api').addRoutes({ path: '/chat', integration: new HttpLambdaIntegration('Chat', called) });

/** The stack of a release whose alias is connected by something, once the app is complete. */
function warned(connect: Connect, gates: Gate[] = [Gate.health(), Gate.errorRate()]) {
  const stack = new Stack(app, 'Service');
  const fn = inlineFunction(stack);
  const release = new GatedRelease(stack, 'Release', { function: fn, gates });
  connect(stack, release.alias, fn);
  return { release, warnings: () => warningsOf(stack) };
}

function warningsOf(stack: Stack): readonly string[] {
  return Annotations.fromStack(stack)
    .findWarning('/Service/Release', Match.stringLikeRegexp('httpErrorsUnseen'))
    .map(({ entry }) => JSON.stringify(entry.data));
}

/** Two metrics that say which version they are of. */
function failureRatio(): Gate {
  const metric = (metricName: string) => new cloudwatch.Metric({ namespace: 'Chat', metricName });
  return Gate.failureRatio({ failures: metric('Failures'), total: metric('Requests') });
}

const HTTP: readonly [string, Connect, string][] = [
  ['a route of an HTTP API', route, 'Service/Api/ANY--chat/Chat'],
  [
    'a method of a REST API',
    (stack, called) => new RestApi(stack, 'Api').root.addMethod('GET', new LambdaIntegration(called)),
    'Service/Api/Default/GET',
  ],
  [
    'a whole REST API',
    (stack, called) => new LambdaRestApi(stack, 'Api', { handler: called }),
    'Service/Api/Default/{proxy+}/ANY, Service/Api/Default/ANY',
  ],
  [
    'a URL',
    (_, called) => called.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE }),
    'Service/Release/Alias/FunctionUrl',
  ],
  [
    'a load balancer',
    (stack, called) => new elbv2.ApplicationTargetGroup(stack, 'Targets', { targets: [new LambdaTarget(called)] }),
    'Service/Targets',
  ],
  [
    'a route in another stack',
    (_, called, fn) => route(new Stack(app, 'Front'), called, fn),
    'Front/Api/ANY--chat/Chat',
  ],
  [
    'an ARN that is put together',
    (stack, _, fn) =>
      new CfnResource(stack, 'Raw', {
        type: 'AWS::ApiGatewayV2::Integration',
        properties: {
          IntegrationUri: Fn.sub(
            'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Arn}:live/invocations',
            {
              Arn: fn.functionArn,
            },
          ),
        },
      }),
    'Service/Raw',
  ],
];

const NOT_HTTP: readonly [string, Connect][] = [
  ['nothing', () => undefined],
  [
    'a queue',
    (stack, called) => {
      called.addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Jobs')));
    },
  ],
  ['an API of another function', (stack, _, fn) => route(stack, inlineFunction(stack, 'Other'), fn)],
  ['a URL of another alias', (_, __, fn) => fn.addAlias('other').addFunctionUrl()],
];

describe('a gate on the error rate of a function that answers HTTP', () => {
  it.each(HTTP)('warns, with what leads there: %s', (_, connect, paths) => {
    const [warning, ...others] = warned(connect).warnings();
    expect(others).toEqual([]);
    expect(warning).toContain(
      `Gate error-rate counts the invocations that fail, and the function answers HTTP, by ${paths}:`,
    );
    expect(warning).toContain(
      'Wrap the handler in releaseMetrics and say so by the prop of that name, let unexpected errors leave it, or count failures yourself, for Gate.failureRatio.',
    );
  });

  it.each(NOT_HTTP)('does not where its alias has %s', (_, connect) => {
    expect(warned(connect).warnings()).toEqual([]);
  });

  it.each<[string, Gate[]]>([
    ['no gate on errors', [Gate.health(), Gate.latency()]],
    ['a gate on counts of its own', [Gate.errorRate(), failureRatio()]],
  ])('does not where it has %s', (_, gates) => {
    expect(warned(route, gates).warnings()).toEqual([]);
  });

  it('is named as the squad names it, and warns as a shadow too', () => {
    const gates = [Gate.errorRate({ name: 'fails-more', mode: 'shadow' })];
    expect(warned(route, gates).warnings().join()).toContain('Gate fails-more counts');
  });

  it('is acknowledged by who knows', () => {
    const { release, warnings } = warned(route);
    CdkAnnotations.of(release).acknowledgeWarning('sluice:httpErrorsUnseen', 'Unexpected errors leave the handler.');
    expect(warnings()).toEqual([]);
  });
});
