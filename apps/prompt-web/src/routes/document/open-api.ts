import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { version } from '@promptbin/config'
import type { FastifyInstance } from 'fastify'

const about = `
Every failure is a problem document (RFC 9457) with a stable \`code\`. Unknown fields are refused by
name, in bodies and in queries. A changing request that carries an Idempotency-Key happens once,
however often it is sent within 24 hours. A change names the state that it is based on by If-Match.
Wherever a prompt's name is taken, an old name, an imported id and the prompt's own id are taken too.
`.trim()

/** The groups of operations, in the order in which a reader wants them. */
const tags = [
  { name: 'prompts', description: 'Prompts: list, read, create, change, throw away.' },
  { name: 'versions', description: 'The history of a prompt.' },
  { name: 'labels', description: 'Movable pointers to versions, such as "production".' },
  { name: 'rendering', description: 'Prompts with their variables filled in.' },
  { name: 'library', description: 'Folders, tags, statistics and what happens.' },
  { name: 'trash', description: 'What was thrown away, kept for 30 days.' },
  { name: 'shares', description: 'Links that show one prompt to whoever has them.' },
  { name: 'tokens', description: 'Keys with which programs ask as somebody.' },
  { name: 'accounts', description: 'People who log in, and their sessions.' },
  { name: 'audit', description: 'Who did what to the library.' },
  { name: 'transfer', description: 'Import and export.' },
  { name: 'status', description: 'How PromptBin runs: for programs of this machine.' },
]

type Settle = NonNullable<FastifyDynamicSwaggerOptions['transformObject']>

/** What is needed of an operation here. */
interface Operation {
  requestBody?: unknown
}

/** A body in JSON as it is described. */
interface JsonBody {
  required?: boolean
  readonly content?: {
    readonly 'application/json'?: {
      readonly schema?: { readonly properties?: object; readonly required?: readonly string[] }
    }
  }
}

/** Says of a body that may be left out that it may, and nothing of one that has no fields. */
function settleBody(operation: Operation): void {
  const body = operation.requestBody as JsonBody | undefined
  const schema = body?.content?.['application/json']?.schema
  if (body === undefined || schema?.properties === undefined || schema.required) return
  if (Object.keys(schema.properties).length === 0) delete operation.requestBody
  else body.required = false
}

const settleBodies: Settle = (document) => {
  if (!('openapiObject' in document)) return document.swaggerObject
  for (const path of Object.values(document.openapiObject.paths ?? {})) {
    for (const operation of [path?.post, path?.put]) {
      if (operation !== undefined) settleBody(operation)
    }
  }
  return document.openapiObject
}

/** Describes all routes with a tag that are registered from now on; `app.swagger()` is the document. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'PromptBin',
        version,
        description: about,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'This server.' }],
      // Where no login is asked for (auth.login), nothing is needed.
      security: [{}, { token: [] }, { session: [] }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token, pbn_….' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-promptbin-library' },
        },
      },
      tags,
    },
    hideUntagged: true,
    transformObject: settleBodies,
    refResolver: {
      buildLocalReference: ({ $id }, _baseUri, _fragment, count) =>
        typeof $id === 'string' ? $id : `Part${count}`,
    },
  })
}
