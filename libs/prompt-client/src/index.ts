export {
  type CallReport,
  createPromptClient,
  type PromptClientOptions,
} from './create-prompt-client.ts'
export type {
  BreakerState,
  Call,
  PromptClient,
  PromptPage,
  PromptQuery,
  RenderRequest,
  Selector,
} from './prompt-client.ts'
