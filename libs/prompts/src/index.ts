export { canonicalJson } from './canonical-json.ts'
export { diffInSteps, diffVersions } from './diff/diff-versions.ts'
export { MessageDiff, PartDiff, PromptDiff, VariableDiff } from './diff/prompt-diff.ts'
export { type NewPrompt, normalizeChange, normalizeDraft, type PromptEdit } from './draft/draft.ts'
export { PromptChange, PromptDraft } from './draft/prompt-draft.ts'
export { type EventType, eventTypes } from './events/event-type.ts'
export type { ImportCounts, ImportEvent, ImportPlace } from './imports/import-event.ts'
export type { ImportedPrompt, ImportedShare } from './imports/imported-prompt.ts'
export { Lint } from './lint/finding.ts'
export { type LintInput, type LintOptions, lint, lintInSteps } from './lint/lint.ts'
export { type Page, pageOf, Total } from './list/page.ts'
export { type ParsedQuery, parseQuery } from './list/parse-query.ts'
export {
  type PromptQuery,
  type RenderRequest,
  type Selector,
  type Sort,
  sorts,
} from './list/query.ts'
export { type Content, contentHash, hashInSteps } from './prompt/content-hash.ts'
export { defaultLabel, Label, LabelMove, LabelName, latestLabel } from './prompt/label.ts'
export {
  contentBytesOf,
  Image,
  Message,
  Part,
  partsOf,
  Resource,
  Role,
  textOf,
  textOfAll,
} from './prompt/message.ts'
export { Prompt, PromptName, PromptSummary } from './prompt/prompt.ts'
export { defaultVersionOf, PromptRecord, VersionRecord } from './prompt/prompt-record.ts'
export { Variable, VariableType } from './prompt/variable.ts'
export { ModelConfig, Version } from './prompt/version.ts'
export { type Composition, type Included, maxIncludedLength } from './rendering/composition.ts'
export { type Converted, convertValue } from './rendering/convert-value.ts'
export { effectiveVariables } from './rendering/effective-variables.ts'
export { type RenderInput, render, renderInSteps } from './rendering/render.ts'
export { Rendering } from './rendering/rendering.ts'
export { includesOf, maxIncludeDepth, maxIncluded } from './text/include.ts'
export {
  type MergeConflict,
  type MergedText,
  type MergeInput,
  mergeTexts,
} from './text/merge-texts.ts'
export { namesOfPlaces, type Piece, splitAtPlaces } from './text/place.ts'
export { parseReference, type Reference } from './text/reference.ts'
export { DiffHunk, DiffLine, TextDiff } from './text-diff/text-diff.ts'
