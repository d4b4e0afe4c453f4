export type { NewPrompt, PromptEdit } from './new-prompt.ts'
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
