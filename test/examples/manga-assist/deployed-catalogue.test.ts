const MODULE = '../../../examples/manga-assist/service/catalogue/deployed-catalogue';

describe('the deployed catalogue', () => {
  afterEach(() => {
    delete process.env.CATALOGUE_TABLE;
  });

  it('says which variable is missing when the function starts without its table', () => {
    delete process.env.CATALOGUE_TABLE;
    expect(() => jest.requireActual<object>(MODULE)).toThrow('The environment variable CATALOGUE_TABLE is missing.');
  });

  it('is there when the variable is', () => {
    process.env.CATALOGUE_TABLE = 'Catalogue';
    expect(jest.requireActual(MODULE)).toHaveProperty('deployedCatalogue');
  });
});
