import fc from 'fast-check';
import { dependencyOrder } from '../../../lib/rehearsal/cloudformation/dependency-order';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Graphs without a cycle: each node depends only on nodes of lower rank, and the template lists them in any order. */
const acyclicGraphs: fc.Arbitrary<Graph> = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc
      .tuple(
        fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 4 }), { minLength: size, maxLength: size }),
        fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
      )
      .map(
        ([needs, listed]) =>
          new Map(
            listed.map((rank) => [
              `R${rank}`,
              new Set((needs[rank] ?? []).filter((need) => need < rank).map((need) => `R${need}`)),
            ]),
          ),
      ),
  );

function graph(needs: Readonly<Record<string, readonly string[]>>): Graph {
  return new Map(Object.entries(needs).map(([id, ids]) => [id, new Set(ids)]));
}

describe('the order of resources', () => {
  it('puts every resource, once, after all that it depends on', () => {
    fc.assert(
      fc.property(acyclicGraphs, (dependencies) => {
        const order = dependencyOrder(dependencies, 'chat.json');
        expect([...order].sort()).toEqual([...dependencies.keys()].sort());
        for (const [id, needs] of dependencies) {
          for (const need of needs) expect(order.indexOf(need)).toBeLessThan(order.indexOf(id));
        }
      }),
    );
  });

  it('takes the first of the template among those that are ready', () => {
    fc.assert(
      fc.property(acyclicGraphs, (dependencies) => {
        const order = dependencyOrder(dependencies, 'chat.json');
        const listed = [...dependencies.keys()];
        order.forEach((id, position) => {
          const made = new Set(order.slice(0, position));
          const ready = listed.filter(
            (other) => !made.has(other) && [...(dependencies.get(other) ?? [])].every((need) => made.has(need)),
          );
          expect(id).toBe(ready[0]);
        });
      }),
    );
  });

  it('names the cycle', () => {
    const dependencies = graph({ Table: [], Alias: ['Hook', 'Table'], Hook: ['Role'], Role: ['Alias'] });
    expect(() => dependencyOrder(dependencies, 'chat.json')).toThrow(
      'Circular dependency between resources: Alias → Hook → Role → Alias. Met in chat.json.',
    );
  });

  it('names the cycle and not what merely leads to it', () => {
    const dependencies = graph({ Leads: ['A'], A: ['B'], B: ['A'] });
    expect(() => dependencyOrder(dependencies, 'chat.json')).toThrow('resources: A → B → A.');
  });
});
