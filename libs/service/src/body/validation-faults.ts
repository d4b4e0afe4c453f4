import type { FieldError, PromptBinError } from '@promptbin/errors'
import type { FastifySchemaValidationError } from 'fastify'
import { requestInvalid } from '../errors.ts'

/** More faults than anybody reads. */
const MAX_FAULTS = 20

const PART_NAMES: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'address',
  headers: 'set of headers',
}

/** For Fastify's `schemaErrorFormatter`: one PB_REQUEST_INVALID that names every refused field. */
export function describeFaults(
  faults: readonly FastifySchemaValidationError[],
  part: string,
): PromptBinError {
  const fields = faults.slice(0, MAX_FAULTS).map(toField)
  const [first = { pointer: '', message: 'it is refused' }] = fields
  const name = first.pointer.slice(1) || 'it'
  return requestInvalid.with({ fields }, PART_NAMES[part] ?? part, `${name} ${first.message}`)
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
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return { pointer: instancePath, message: `must be one of ${params.allowedValues.join(', ')}` }
  }
  return { pointer: instancePath, message: fault.message ?? 'is refused' }
}

/** RFC 6901, section 3. */
function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
