import * as v from 'valibot';
import { type Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings, tags, templateBoolean, templateNumber } from '../kernel/template-values';
import { type HttpApis, type HttpApiSettings } from './http-api';

const CORS = v.strictObject({
  AllowCredentials: v.optional(templateBoolean),
  AllowHeaders: v.optional(strings),
  AllowMethods: v.optional(strings),
  AllowOrigins: v.optional(strings),
  ExposeHeaders: v.optional(strings),
  MaxAge: v.optional(templateNumber),
});

/** `AWS::ApiGatewayV2::Api`, for the HTTP protocol. */
export function apiProvider(apis: HttpApis, place: Place, newId: (name: string) => string): ResourceProvider {
  return provideResource({
    type: 'AWS::ApiGatewayV2::Api',
    properties: {
      Name: v.string(),
      ProtocolType: v.literal('HTTP'),
      CorsConfiguration: v.optional(CORS),
      Description: v.optional(v.string()),
      DisableExecuteApiEndpoint: v.optional(templateBoolean),
      IpAddressType: v.optional(v.picklist(['ipv4', 'dualstack'])),
      RouteSelectionExpression: v.optional(v.literal('$request.method $request.path')),
      Tags: tags,
    },
    create: (properties, { generatedName }) => {
      const id = newId(generatedName);
      apis.add(id, settingsOf(properties));
      const endpoint = `https://${id}.execute-api.${place.region}.amazonaws.com`;
      return { id, attributes: { ApiId: id, ApiEndpoint: endpoint } };
    },
    update: ({ physical, next }) => {
      apis.get(physical.id).settings = settingsOf(next);
      return physical;
    },
    remove: ({ id }) => {
      apis.delete(id);
    },
  });
}

function settingsOf(properties: {
  readonly CorsConfiguration?: unknown;
  readonly DisableExecuteApiEndpoint?: boolean | undefined;
}): HttpApiSettings {
  return {
    answersPreflight: properties.CorsConfiguration !== undefined,
    hasEndpoint: properties.DisableExecuteApiEndpoint !== true,
  };
}
