import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { FastifyServerOptions } from 'fastify'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>

/** All faults are told at once; the size of a body bounds their number. */
const COMMON = { allErrors: true, useDefaults: true, removeAdditional: false } as const

/**
 * How requests are checked: a body must have exactly the types and fields of its schema, while a
 * query, parameters and headers are text and are converted.
 */
export const validation: SchemaController = {
  compilersFactory: {
    buildValidator: (...[sharedSchemas]: Parameters<BuildCompilerFromPool>) => {
      const build = AjvCompiler()
      const ofBody = build(sharedSchemas, { customOptions: { ...COMMON, coerceTypes: false } })
      const ofText = build(sharedSchemas, { customOptions: { ...COMMON, coerceTypes: 'array' } })
      return (...[route]: Parameters<typeof ofBody>) =>
        isOfBody(route) ? ofBody(route) : ofText(route)
    },
  },
}

/** Fastify hands over `{ schema, method, url, httpPart }`; the types only know the schema. */
function isOfBody(route: unknown): boolean {
  return (route as { readonly httpPart?: string }).httpPart === 'body'
}
