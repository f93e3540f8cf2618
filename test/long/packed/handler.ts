import { releaseMetrics } from 'sluice/metrics';

interface Context {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
}

export const handler = releaseMetrics(async (event: { readonly status: number }, context: Context) => {
  await Promise.resolve();
  return { statusCode: event.status, body: context.functionVersion };
});

const context: Context = {
  functionName: 'chat',
  functionVersion: '7',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live',
};
if (require.main === module) {
  void handler({ status: 200 }, context).then(() => handler({ status: 503 }, context));
}
