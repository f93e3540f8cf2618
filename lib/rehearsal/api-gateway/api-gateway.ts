import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type ResourceProvider } from '../kernel/resource-provider';
import { apiProvider } from './api-provider';
import { HttpApis } from './http-api';
import { integrationProvider } from './integration-provider';
import { routeProvider } from './route-provider';
import { stageProvider } from './stage-provider';

/** Amazon API Gateway, as far as templates make HTTP APIs. Requests do not go through it. */
export class ApiGateway {
  readonly providers: readonly ResourceProvider[];

  constructor({ place, randomness }: { readonly place: Place; readonly randomness: Randomness }) {
    const apis = new HttpApis();
    const newId = (name: string) =>
      randomness.identifier(`api gateway ${name}`, 10, '0123456789abcdefghijklmnopqrstuvwxyz');
    this.providers = [
      apiProvider(apis, place, newId),
      integrationProvider(apis, newId),
      routeProvider(apis, newId),
      stageProvider(apis),
    ];
  }
}
