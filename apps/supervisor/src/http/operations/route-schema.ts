import type { ObjectSchema, Operation, Schema } from '@promptbin/operations'

/** The fields of an input by the part of a request that has them. */
export interface RouteSchema {
  readonly params?: ObjectSchema
  readonly querystring?: ObjectSchema
  readonly body?: ObjectSchema
}

/** How a request of an operation is checked: its path, and its query or body. */
export function schemaOf({ http, input }: Pick<Operation, 'http' | 'input'>): RouteSchema {
  const inPath = new Set([...http.path.matchAll(/:(\w+)/g)].map(([, field]) => field))
  const part = (isMeant: (field: string) => boolean): ObjectSchema => ({
    type: 'object',
    properties: fieldsOf(input, isMeant),
    required: input.required.filter(isMeant),
    additionalProperties: false,
  })
  const rest = part((field) => !inPath.has(field))
  const hasBody = http.method !== 'GET' && http.method !== 'DELETE'
  return {
    ...(inPath.size > 0 && { params: part((field) => inPath.has(field)) }),
    ...(hasBody ? { body: rest } : { querystring: rest }),
  }
}

function fieldsOf(
  { properties }: ObjectSchema,
  isMeant: (field: string) => boolean,
): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(properties).filter(([field]) => isMeant(field)))
}
