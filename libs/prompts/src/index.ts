export { canonicalJson } from './canonical-json.ts'
export type { Composition, Included } from './composition.ts'
export { type Content, contentHash } from './content-hash.ts'
export { diffVersions } from './diff/diff-versions.ts'
export {
  DiffHunk,
  DiffLine,
  MessageDiff,
  PartDiff,
  PromptDiff,
  TextDiff,
  VariableDiff,
} from './diff/prompt-diff.ts'
export { type NewPrompt, normalizeChange, normalizeDraft, type PromptEdit } from './draft.ts'
export type { ImportCounts, ImportEvent, ImportPlace } from './import-event.ts'
export type { ImportedPrompt, ImportedShare } from './imported-prompt.ts'
export { Lint, type LintInput, type LintOptions, lint } from './lint/lint.ts'
export { type ParsedQuery, parseQuery } from './list/parse-query.ts'
export { partsOf, textOf } from './message.ts'
export { deriveName, uniqueName } from './name.ts'
export { type Page, pageOf, Total } from './page.ts'
export { namesOfPlaces, type Piece, splitAtPlaces } from './place.ts'
export {
  Image,
  Label,
  LabelName,
  Message,
  ModelConfig,
  Part,
  Prompt,
  PromptChange,
  PromptDraft,
  PromptName,
  PromptSummary,
  Rendering,
  Resource,
  Role,
  Variable,
  VariableType,
  Version,
} from './prompt.ts'
export { LabelMove, PromptRecord, VersionRecord } from './prompt-record.ts'
export { type PromptQuery, type RenderRequest, type Selector, type Sort, sorts } from './query.ts'
export { type RenderInput, render } from './render.ts'
export { type Converted, convertValue } from './rendering/convert-value.ts'
export { effectiveVariables } from './rendering/effective-variables.ts'
export {
  includesOf,
  maxIncludeDepth,
  maxIncluded,
  parseReference,
  type Reference,
} from './text/include.ts'
export {
  type MergeConflict,
  type MergedText,
  type MergeInput,
  mergeTexts,
} from './text/merge-texts.ts'
