import { configInvalid, configNotLoopback } from '../errors.ts'
import { formats } from '../formats/formats.ts'
import type { Given, SourceFault } from '../sources/given.ts'
import { showValue } from '../sources/show-value.ts'

/** What is wrong with a configuration: `pointer` is the key, the variable or the file. */
export interface ConfigFault extends SourceFault {
  /** It would let other machines in without a login. */
  readonly notLoopback?: boolean
}

/** The given values that are wrong by themselves. */
export function valueFaults(given: readonly Given[]): readonly ConfigFault[] {
  return given.flatMap(({ setting, written, origin, folder, at }): readonly ConfigFault[] => {
    const { coerce, expected: judge } = formats[setting.format]
    const expected = judge(coerce(written, folder), setting)
    if (expected === undefined) return []
    const message = `must be ${expected}, but ${origin} says ${showValue(written, setting)}.`
    return [{ pointer: setting.key, message, ...(at && { at }) }]
  })
}

/** The error with which a configuration of these faults is refused. */
export function refusal(faults: readonly ConfigFault[]): Error {
  const make = faults.every(({ notLoopback }) => notLoopback) ? configNotLoopback : configInvalid
  const fields = faults.map(({ pointer, message }) => ({ pointer, message }))
  return make.with({ fields }, fields.map(({ pointer }) => pointer).join(', '))
}
