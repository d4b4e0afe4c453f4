export {
  type CallReport,
  createPromptClient,
  type PromptClientOptions,
} from './create-prompt-client.ts'
export type {
  BreakerState,
  Call,
  PromptClient,
} from './prompt-client.ts'
