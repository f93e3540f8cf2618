import { objectAt } from '../../../lib/rehearsal/s3/object-at';

const ENDPOINT = '127.0.0.1:4000';

describe('the object that a URL names', () => {
  it.each([
    ['https://assets.s3.eu-west-1.amazonaws.com/deep/a%20b.json', 'assets', 'deep/a b.json'],
    ['https://as.sets.s3.amazonaws.com/a.json', 'as.sets', 'a.json'],
    ['https://s3.eu-west-1.amazonaws.com/assets/deep/a.json', 'assets', 'deep/a.json'],
    ['https://s3-eu-west-1.amazonaws.com/assets/a.json', 'assets', 'a.json'],
    ['https://assets.s3.cn-north-1.amazonaws.com.cn/a.json', 'assets', 'a.json'],
    ['http://127.0.0.1:4000/assets/a.json', 'assets', 'a.json'],
  ])('is read from %s', (url, bucket, key) => {
    expect(objectAt(url, ENDPOINT)).toEqual({ bucket, key });
  });

  it.each([
    'assets/a.json',
    'https://example.com/assets/a.json',
    'http://127.0.0.1:4001/assets/a.json',
    'http://assets.s3.eu-west-1.amazonaws.com/a.json',
    'https://s3.eu-west-1.amazonaws.com/assets',
    'https://assets.s3.eu-west-1.amazonaws.com/',
    'https://assets.s3.eu-west-1.amazonaws.com.example.com/a.json',
  ])('is none at %s', (url) => {
    expect(objectAt(url, ENDPOINT)).toBeUndefined();
  });
});
