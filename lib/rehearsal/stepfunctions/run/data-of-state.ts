import type { State } from '../definition/state-machine-definition';
import { JsonataData } from './jsonata-data';
import { PathData } from './path-data';
import type { DataSurroundings, StateData } from './state-data';

/** A state's data, in the query language that the state speaks. */
export function dataOfState({ data }: State, run: DataSurroundings): StateData {
  return data.language === 'JSONata' ? new JsonataData(data, run) : new PathData(data, run);
}
