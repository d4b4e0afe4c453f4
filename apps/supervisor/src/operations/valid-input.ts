import { type InputOf, type OperationName, operationOf } from '@promptbin/operations'
import { describeFaults } from '@promptbin/service'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

/** As requests are checked (libs/service): all faults are told at once, in words. */
const ajv = new Ajv({
  allErrors: true,
  useDefaults: true,
  verbose: true,
  validateSchema: false,
  allowUnionTypes: true,
})
addFormats.default(ajv)

const compiled = new Map<OperationName, ValidateFunction>()

/**
 * What was given as the input of an operation, with what is taken when nothing is given. Throws
 * `PB_REQUEST_INVALID`, which names every field that is refused.
 */
export function validInput<Name extends OperationName>(name: Name, given: unknown): InputOf<Name> {
  const validate = compiled.get(name) ?? ajv.compile(operationOf(name).input)
  compiled.set(name, validate)
  const input = structuredClone(given ?? {})
  if (validate(input)) return input as InputOf<Name>
  throw describeFaults(validate.errors ?? [], 'input')
}
