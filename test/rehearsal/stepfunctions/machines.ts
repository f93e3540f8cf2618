/** Machines that Step Functions takes, each for something that is easily refused by mistake. */
export const validStateMachines: readonly (readonly [string, unknown])[] = [
  ['comments everywhere', { Comment: 'a', StartAt: 'S', States: { S: { Comment: 'b', Type: 'Succeed' } } }],
  ['a version', { Version: '1.0', StartAt: 'S', States: { S: { Type: 'Succeed' } } }],
  [
    'a state in another query language',
    { StartAt: 'S', States: { S: { QueryLanguage: 'JSONata', Type: 'Pass', Output: '{% 1 %}', End: true } } },
  ],
  [
    'a heartbeat',
    {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Parameters: { FunctionName: 'f', Payload: { 'token.$': '$$.Task.Token' } },
          TimeoutSeconds: 60,
          HeartbeatSeconds: 10,
          End: true,
        },
      },
    },
  ],
];
