import { isResponseUrl } from '../../../lib/domain/release/response-url';
import cases from '../../cases/release/response-urls.json';

describe('a URL by which CloudFormation is answered', () => {
  it.each(cases.taken)('is in the bucket of the Region: $name', ({ region, url }) => {
    expect(isResponseUrl(url, region)).toBe(true);
  });

  it.each(cases.refused)('is nobody else’s: $name', ({ region, url }) => {
    expect(isResponseUrl(url, region)).toBe(false);
  });
});
