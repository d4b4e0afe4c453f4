import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

type Json = Record<string, unknown>

/** The OpenAPI document, as far as answers are checked against it. */
export interface ApiDocument {
  readonly paths: Record<string, Record<string, { readonly responses: Record<string, Json> }>>
  readonly components: { readonly schemas: Record<string, Json> }
}

/** An answer to be checked. */
export interface CheckedAnswer {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/**
 * Closes every object that names its fields, so that a field which the document forgot is a fault.
 * The members of an `allOf` are closed together.
 */
function close(schema: unknown, isMember = false): unknown {
  if (Array.isArray(schema)) return schema.map((member) => close(member))
  if (typeof schema !== 'object' || schema === null) return schema
  const closed: Json = {}
  for (const [key, value] of Object.entries(schema)) {
    closed[key] =
      key === 'allOf' ? value.map((member: unknown) => close(member, true)) : close(value)
  }
  const isOpen = 'properties' in closed && closed['additionalProperties'] === undefined
  if (!isMember && (isOpen || 'allOf' in closed)) closed['unevaluatedProperties'] = false
  return closed
}

/** The path of the document that an address belongs to; one without parameters goes first. */
function findPath(document: ApiDocument, url: string): string | undefined {
  const [address = ''] = url.split('?')
  const matches = Object.keys(document.paths).filter((path) =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]*')}$`).test(address),
  )
  return matches.toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
}

/**
 * Checks answers against the document of the app that gave them: that the status and the type are
 * described, and that the content has the fields of its schema, all of them and no others.
 */
export function createContract(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const schemas = close(document.components.schemas) as AnySchema
  ajv.addSchema({ $id: 'api:/', components: { schemas } } as AnySchema)
  const validators = new Map<string, ValidateFunction>()

  const validatorOf = (schema: unknown): ValidateFunction => {
    const text = JSON.stringify(close(schema)).replaceAll('"#/components', '"api:/#/components')
    const known = validators.get(text)
    if (known !== undefined) return known
    const validator = ajv.compile(JSON.parse(text))
    validators.set(text, validator)
    return validator
  }

  const faultsOf = (schema: unknown, content: unknown): readonly string[] => {
    const validate = validatorOf(schema)
    if (validate(content)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }

  /** What is wrong with content of a described type; lines of JSON are looked at one by one. */
  const contentFaults = (type: string, schema: unknown, body: string): readonly string[] => {
    if (type !== 'application/x-ndjson') {
      return type.endsWith('json') ? faultsOf(schema, JSON.parse(body)) : []
    }
    return body
      .trimEnd()
      .split('\n')
      .flatMap((line) => faultsOf(schema, JSON.parse(line)))
  }

  /** What is wrong with an answer; empty if it is as the document says, or not of the API. */
  return ({ method, url, status, contentType, body }: CheckedAnswer): readonly string[] => {
    const operation = document.paths[findPath(document, url) ?? '']?.[method.toLowerCase()]
    if (operation === undefined) return []
    const { responses } = operation
    const response = responses[status] ?? (status >= 400 ? responses['default'] : undefined)
    if (response === undefined) return [`${status} is not described`]
    const described = response['content'] as Record<string, Json> | undefined
    if (described === undefined) return body === '' ? [] : ['content is not described']
    const [type = ''] = contentType.split(';')
    const content = described[type]
    if (content === undefined) return [`the type ${type} is not described`]
    return contentFaults(type, content['schema'], body)
  }
}
