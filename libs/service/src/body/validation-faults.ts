import { type FieldError, faultInWords, type PromptBinError } from '@promptbin/errors'
import type { FastifySchemaValidationError } from 'fastify'
import { requestInvalid } from '../errors.ts'

/** More faults than anybody reads. */
const MAX_FAULTS = 20

const PART_NAMES: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'address',
  headers: 'set of headers',
  input: 'input',
}

/** For Fastify's `schemaErrorFormatter`: one PB_REQUEST_INVALID that names every refused field. */
export function describeFaults(
  faults: readonly FastifySchemaValidationError[],
  part: string,
): PromptBinError {
  const fields = firstOfEach(faults.map(toField)).slice(0, MAX_FAULTS)
  const [first = { pointer: '', message: 'it is refused' }] = fields
  const name = first.pointer.slice(1) || 'it'
  return requestInvalid.with({ fields }, PART_NAMES[part] ?? part, `${name} ${first.message}`)
}

/** One fault a field is enough: an empty title also fails to match its pattern. */
function firstOfEach(fields: readonly FieldError[]): readonly FieldError[] {
  const pointers = fields.map(({ pointer }) => pointer)
  return fields.filter(({ pointer }, index) => pointers.indexOf(pointer) === index)
}

/** The keywords that say nothing to a person; the description of the schema does. */
const FORM_KEYWORDS: readonly string[] = ['pattern', 'enum', 'minLength']

/** What the schema says of itself; Ajv's `verbose` brings it along, which Fastify's type omits. */
function descriptionOf(fault: FastifySchemaValidationError): string | undefined {
  const { parentSchema } = fault as { readonly parentSchema?: { readonly description?: string } }
  return parentSchema?.description
}

function toField(fault: FastifySchemaValidationError): FieldError {
  const { instancePath, keyword, params } = fault
  if (keyword === 'additionalProperties') {
    const pointer = `${instancePath}/${escapePointer(String(params.additionalProperty))}`
    return { pointer, message: 'is not a known field' }
  }
  if (keyword === 'required') {
    const pointer = `${instancePath}/${escapePointer(String(params.missingProperty))}`
    return { pointer, message: 'is missing' }
  }
  const description = descriptionOf(fault)
  if (description !== undefined && FORM_KEYWORDS.includes(keyword)) {
    return { pointer: instancePath, message: `must be ${description}` }
  }
  // What is found beside the schema, such as a number without an end, has its own words.
  const isOurs = Object.keys(params).length === 0 && keyword === 'type'
  const message = isOurs ? (fault.message ?? 'is refused') : faultInWords(fault)
  return { pointer: instancePath, message }
}

/** RFC 6901, section 3. */
function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
