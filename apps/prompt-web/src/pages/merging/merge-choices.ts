import { choicePrefix, type Side } from '../../views/merge/merge-item.ts'
import { readFields } from '../form/fields/form-fields.ts'

const sides: readonly string[] = ['mine', 'theirs', 'both'] satisfies Side[]

const isSide = (value: string): value is Side => sides.includes(value)

/** What a person decided in a merge, and against which state of the library. */
export function readChoices(body: unknown): {
  readonly against: number
  readonly choices: ReadonlyMap<string, Side>
} {
  const fields = readFields(body)
  const chosen = [...fields].flatMap(([name, side]): [string, Side][] =>
    name.startsWith(choicePrefix) && isSide(side) ? [[name.slice(choicePrefix.length), side]] : [],
  )
  return { against: Number(fields.get('against')), choices: new Map(chosen) }
}
