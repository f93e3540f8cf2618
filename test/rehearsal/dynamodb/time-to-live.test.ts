import { account, context, globalTable, keyed, START } from './account';

const HOUR = 3_600_000;
const { dynamoDb, provider, send, simulation } = account({}, { timeToLiveDelayMs: HOUR });

const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
/** Ends so many milliseconds from the start. */
const item = (id: string, endMs: number) => ({
  id: { S: id },
  expires: { N: String(Math.floor((START + endMs) / 1000)) },
});
const ids = async (TableName: string) => (await dynamoDb.items(TableName)).map(({ id }) => id);
const passUntil = (ms: number) => simulation.run(() => simulation.sleep(START + ms - simulation.now));

it('deletes an item some time after its end, and leaves the others', async () => {
  const TableName = 'sessions';
  await provider('Table').create({ ...keyed, TableName, TimeToLiveSpecification }, context);
  for (const Item of [
    item('soon', HOUR),
    item('later', 3 * HOUR),
    item('ancient', -6 * 365 * 24 * HOUR),
    { id: { S: 'text' }, expires: { S: '1' } },
    { id: { S: 'none' } },
  ]) {
    await send('PutItem', { TableName, Item });
  }
  await passUntil(2 * HOUR - 1000);
  await expect(send('GetItem', { TableName, Key: { id: { S: 'soon' } } })).resolves.toHaveProperty('output.Item');
  await passUntil(2 * HOUR + 60_000);
  await expect(send('GetItem', { TableName, Key: { id: { S: 'soon' } } })).resolves.toEqual({
    status: 200,
    output: {},
  });
  await expect(ids(TableName)).resolves.toEqual(['ancient', 'later', 'none', 'text']);
  await passUntil(5 * HOUR);
  await expect(ids(TableName)).resolves.toEqual(['ancient', 'none', 'text']);
  expect(dynamoDb.assumptions()).toContain(
    'DynamoDB deletes an item 1 h after its time to live is over; until then every query sees it.',
  );
});

it('is switched on and off by the API, each once', async () => {
  const TableName = 'switched';
  await provider('GlobalTable').create({ ...globalTable, TableName }, context);
  const update = (Enabled: boolean) =>
    send('UpdateTimeToLive', { TableName, TimeToLiveSpecification: { ...TimeToLiveSpecification, Enabled } });
  const status = () => send('DescribeTimeToLive', { TableName });

  await expect(status()).resolves.toMatchObject({
    output: { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } },
  });
  await expect(update(false)).resolves.toMatchObject({ output: { message: 'TimeToLive is already disabled' } });
  await expect(update(true)).resolves.toEqual({ status: 200, output: { TimeToLiveSpecification } });
  await expect(update(true)).resolves.toMatchObject({ output: { message: 'TimeToLive is already enabled' } });
  await expect(status()).resolves.toEqual({
    status: 200,
    output: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' } },
  });
  await expect(update(false)).resolves.toMatchObject({ status: 200 });
  await send('PutItem', { TableName, Item: item('old', -10 * HOUR) });
  await expect(ids(TableName)).resolves.toEqual(['old']);
  await expect(send('DescribeTimeToLive', { TableName: 'nobody' })).resolves.toMatchObject({ status: 400 });
});

it('is changed by a template in place', async () => {
  const TableName = 'changed';
  const previous = { ...keyed, TableName };
  const physical = await provider('Table').create(previous, context);
  await send('PutItem', { TableName, Item: item('old', -10 * HOUR) });
  const next = { ...previous, TimeToLiveSpecification };
  await expect(provider('Table').update({ physical, previous, next }, context)).resolves.toEqual(physical);
  await expect(ids(TableName)).resolves.toEqual([]);
});

it('needs an attribute', async () => {
  const properties = { ...keyed, TableName: 'wrong', TimeToLiveSpecification: { Enabled: true } };
  await expect(provider('Table').create(properties, context)).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(dynamoDb.items('wrong')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

it('describes a table with virtual times and the ARNs of its account', async () => {
  const TableName = 'described';
  const createdAt = simulation.now;
  await provider('Table').create(
    {
      ...keyed,
      TableName,
      GlobalSecondaryIndexes: [
        { IndexName: 'by-id', KeySchema: keyed.KeySchema, Projection: { ProjectionType: 'ALL' } },
      ],
    },
    context,
  );
  await expect(send('DescribeTable', { TableName })).resolves.toMatchObject({
    output: {
      Table: {
        TableName,
        TableStatus: 'ACTIVE',
        TableId: TableName,
        TableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/described',
        CreationDateTime: createdAt / 1000,
        GlobalSecondaryIndexes: [{ IndexArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/described/index/by-id' }],
      },
    },
  });
});
