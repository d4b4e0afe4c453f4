import type { StandardSchemaV1 } from '@modelcontextprotocol/server'
import { faultInWords, type SchemaFault } from '@promptbin/errors'
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

interface Fault extends SchemaFault {
  readonly schemaPath: string
  readonly instancePath: string
  readonly params: object
}

/** Of the faults that are about members, which. */
interface Members {
  readonly requiredProperties?: readonly string[]
  readonly additionalProperties?: readonly string[]
}

/** As many faults as are told, and as much of a place, which a stranger may have named. */
const [maxTold, maxPlaceLength] = [5, 100]

/** The places that a fault is about; one of members that are missing or unknown is at their parent. */
function placesOf({ instancePath, params }: Fault): readonly string[] {
  const { requiredProperties, additionalProperties } = params as Members
  const members = requiredProperties ?? additionalProperties
  return members?.map((name) => `${instancePath}/${name}`) ?? [instancePath]
}

/** What does not fit any alternative is told once, not once for each of them. */
const isOfAlternative = ({ schemaPath }: Fault, faults: readonly Fault[]) =>
  faults.some((other) => schemaPath.startsWith(`${other.schemaPath}/anyOf/`))

/** What is wrong with a value, a sentence part each: `limit must be 50 or less`. At most five. */
export function faultsOf(validator: Validator, value: unknown): readonly string[] {
  const faults: readonly Fault[] = validator.Errors(value)
  return faults
    .filter((fault) => fault.keyword !== 'boolean' && !isOfAlternative(fault, faults))
    .flatMap((fault) =>
      placesOf(fault).map((place) => {
        const name = place.slice(1, maxPlaceLength).toWellFormed() || 'it'
        return `${name} ${faultInWords(fault)}`
      }),
    )
    .slice(0, maxTold)
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
