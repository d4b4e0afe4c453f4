import type { FieldError } from '@promptbin/errors'
import { messageFaults, partFaults, totalFaults } from './message-faults.ts'
import { modelConfigFaults } from './model-config-faults.ts'
import { PromptChange, PromptDraft } from './prompt-draft.ts'
import { schemaFaults } from './schema-faults.ts'
import { duplicateFaults, variableFaults } from './variable-faults.ts'

/** More faults than a person reads at once are not told. */
const maxFaults = 100

/** Finds faults of one field or item, given with its pointer. */
type Check<Item> = (item: Item, pointer: string) => FieldError[]

/** What no schema says. Each field and each item is looked at only if it is of the right shape. */
function meaningFaults(input: PromptChange, shapeFaults: readonly FieldError[]): FieldError[] {
  const isSound = (pointer: string) =>
    !shapeFaults.some((fault) => `${fault.pointer}/`.startsWith(`${pointer}/`))
  const check = <Item>(item: Item | undefined, pointer: string, find: Check<Item>) =>
    item !== undefined && isSound(pointer) ? find(item, pointer) : []
  const checkEach = <Item>(items: Item[] | undefined, pointer: string, find: Check<Item>) =>
    Array.isArray(items)
      ? items.flatMap((item, index) => check(item, `${pointer}/${index}`, find))
      : []

  const { content, messages, variables, modelConfig } = input
  const both = content !== undefined && messages !== undefined
  return [
    ...(both ? [{ pointer: '/messages', message: 'must not stand beside content' }] : []),
    ...checkEach(messages, '/messages', messageFaults),
    ...(Array.isArray(messages) ? messages : []).flatMap((message, index) =>
      checkEach(message?.parts, `/messages/${index}/parts`, partFaults),
    ),
    ...check(messages, '/messages', totalFaults),
    ...checkEach(variables, '/variables', variableFaults),
    ...check(variables, '/variables', duplicateFaults),
    ...check(modelConfig, '/modelConfig', modelConfigFaults),
  ]
}

function faultsOf(schema: typeof PromptDraft | typeof PromptChange, input: PromptChange) {
  const shapeFaults = schemaFaults(schema, input)
  if (shapeFaults.some(({ pointer }) => pointer === '')) return shapeFaults
  return [...shapeFaults, ...meaningFaults(input, shapeFaults)]
}

/** All that is wrong with a draft, at most 100 faults; empty if it can be kept. */
export function draftFaults(draft: PromptDraft): readonly FieldError[] {
  const found = faultsOf(PromptDraft, draft)
  const isEmpty = draft?.content === undefined && draft?.messages === undefined
  const missing = isEmpty ? [{ pointer: '/content', message: 'is missing' }] : []
  return [...found, ...missing].slice(0, maxFaults)
}

/** All that is wrong with a change, at most 100 faults; empty if it can be applied. */
export function changeFaults(change: PromptChange): readonly FieldError[] {
  return faultsOf(PromptChange, change).slice(0, maxFaults)
}
