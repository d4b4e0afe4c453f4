export { contentHash } from './content-hash.ts'
export { type NewPrompt, normalizeChange, normalizeDraft, type PromptEdit } from './draft.ts'
export { type ImportRow, readPromptsChat } from './formats/prompts-chat.ts'
export type { ImportCounts, ImportEvent } from './import-event.ts'
export { deriveName, uniqueName } from './name.ts'
export type { Page, Total } from './page.ts'
export { type Piece, splitAtPlaces } from './place.ts'
export {
  Message,
  Prompt,
  PromptChange,
  PromptDraft,
  PromptName,
  PromptSummary,
  Rendering,
  Role,
  Variable,
  Version,
} from './prompt.ts'
export type { PromptQuery, RenderRequest, Selector } from './query.ts'
export { type RenderInput, render } from './render.ts'
