import type { StandardSchemaV1 } from '@modelcontextprotocol/server'
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

interface Fault {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: object
}

/** Which properties a fault is about, where its place alone does not tell. */
function propertiesOf({ params }: Fault): string {
  const { additionalProperties } = params as { additionalProperties?: readonly string[] }
  return additionalProperties ? ` (${additionalProperties.join(', ')})` : ''
}

/** What is wrong with a value, a sentence part each: `/limit must be <= 50`. At most five. */
export function faultsOf(validator: Validator, value: unknown): readonly string[] {
  const faults: readonly Fault[] = validator.Errors(value)
  // A property that may not be there is named by its parent's fault already.
  const telling = faults.filter(({ keyword }) => keyword !== 'boolean')
  return telling.slice(0, 5).map((fault) => {
    const place = fault.instancePath === '' ? 'it' : fault.instancePath
    return `${place} ${fault.message}${propertiesOf(fault)}`
  })
}

/**
 * The parameters of an MCP method as the SDK takes them: what does not fit is answered with
 * -32602 and says what and where, and never reaches the handler.
 */
export function params<Schema extends TSchema>(
  schema: Schema,
): StandardSchemaV1<unknown, Static<Schema>> {
  const validator = Compile(schema)
  const validate = (value: unknown) =>
    validator.Check(value)
      ? { value: value as Static<Schema> }
      : { issues: faultsOf(validator, value).map((message) => ({ message })) }
  return { '~standard': { version: 1, vendor: 'promptbin', validate } }
}
