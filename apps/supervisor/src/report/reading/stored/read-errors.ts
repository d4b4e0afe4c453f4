import {
  describeExamples,
  describeGroup,
  type ExampleItem,
  type GroupItem,
} from '../../../errors-stream/describe-group.ts'
import { parseStoredGroups, restoreGroup } from '../../../errors-stream/groups/stored-groups.ts'
import { readState } from './read-state.ts'

type StoredError = GroupItem & { readonly examples: readonly ExampleItem[] }

/** The kinds of errors that a supervisor has left, those seen last first; none where it left none. */
export async function readErrors(
  stateFolder: string,
  nowMs = Date.now(),
): Promise<{ readonly items: readonly StoredError[] }> {
  const stored = await readState(stateFolder, 'errors')
  const groups = (parseStoredGroups(stored) ?? []).map((group) => restoreGroup(group, nowMs))
  return {
    items: groups
      .toSorted((one, other) => other.lastMs - one.lastMs)
      .map((group) => ({ ...describeGroup(group, nowMs), examples: describeExamples(group) })),
  }
}
